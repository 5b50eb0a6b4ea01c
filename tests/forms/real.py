"""Hold our forms against the libraries that run them: `nox -s forms`.

SurveyJS fills in our surveys under node and hands back what it would export;
fhir.resources reads our Questionnaires and writes the responses. What comes back
must be what was answered, for every framework of the library.
"""

from __future__ import annotations

import json
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from cqikit import forms
from cqikit.assessments import FRAMEWORKS, Answer, Framework, Responses
from tests.forms import filled

REASONS: Final = ("dont-know", "not-applicable", "not-observed")


def answers_to(framework: Framework) -> tuple[Answer, ...]:
    """Return answers with both ends of each scale, each reason, and gaps."""
    made = []
    for place, item in enumerate(framework.all_items):
        scale = framework.scale_of(item)
        kinds: tuple[dict[str, Any], ...] = (
            {"value": scale.low},
            {"value": scale.high},
            {"status": REASONS[place // 4 % 3]} if scale.step else {},
            {},
        )
        made.append(Answer(item=item.key, respondent="a", **kinds[place % 4]))
    return tuple(made)


def come_back(framework: Framework, tree: Any, definition: Any) -> bool:
    """Say whether a form gives the responses that were put into it."""
    export = forms.records(tree, framework.key)
    known = forms.definition(definition)
    layout = forms.propose(export, framework, definition=known)
    found = forms.responses(export, layout, framework)
    said = {
        answer.item: (answer.value, answer.status) for answer in answers_to(framework)
    }
    return isinstance(found, Responses) and all(
        said[answer.item] == (answer.value, answer.status) for answer in found.answers
    )


def surveyjs(folder: Path) -> None:
    """Fill in each survey under node."""
    given = []
    for framework in FRAMEWORKS:
        values = {
            answer.item: answer.status.value
            if answer.value is None
            else filled.plain(answer.value)
            for answer in answers_to(framework)
            if answer.status is not filled.NONE
        }
        given.append({"survey": forms.surveyjs_survey(framework), "answers": values})
    file = folder / "surveys.json"
    file.write_text(json.dumps(given), encoding="utf-8")
    script = str(Path(__file__).with_name("survey.mjs"))
    command = ["node", script, str(folder), str(file)]
    done = subprocess.run(command, capture_output=True, check=False, text=True)
    if done.returncode:
        sys.exit(done.stderr)
    for framework, data, entry in zip(
        FRAMEWORKS, json.loads(done.stdout), given, strict=True
    ):
        if not come_back(framework, [data], entry["survey"]):
            sys.exit(f"{framework.key}: other answers came back from SurveyJS")
    print(f"survey-core: {len(given)} frameworks filled in, and back as answered")


def fhir() -> None:
    """Read each Questionnaire, and write the responses, by the models of R4B."""
    questionnaires: Any = import_module("fhir.resources.R4B.questionnaire")
    bundles: Any = import_module("fhir.resources.R4B.bundle")
    for framework in FRAMEWORKS:
        ours = forms.fhir_questionnaire(framework, url="http://example.org/form")
        read = questionnaires.Questionnaire.model_validate(ours)
        bundle = filled.fhir_bundle(framework, answers_to(framework))
        theirs = bundles.Bundle.model_validate(bundle)
        definition = json.loads(read.model_dump_json())
        tree = json.loads(theirs.model_dump_json())
        if not come_back(framework, tree, definition):
            sys.exit(f"{framework.key}: other answers came back from fhir.resources")
    print(f"fhir.resources: {len(FRAMEWORKS)} frameworks read, and back as answered")


if __name__ == "__main__":
    surveyjs(Path(sys.argv[1]))
    fhir()
