"""Forms as a framework makes them, filled in as people would: for round trips."""

from __future__ import annotations

import csv
import io
from typing import Any, Final

from cqikit.assessments import Answer, Framework, Status
from cqikit.forms import fhir_questionnaire, redcap_dictionary, surveyjs_survey
from cqikit.forms._choices import choices_of
from cqikit.forms._fhir import ABSENT, OFFERED
from cqikit.forms._redcap import CODES, redcap_variable

NONE: Final = Status.UNANSWERED


def by_person(answers: tuple[Answer, ...]) -> dict[str, dict[str, Answer]]:
    """Return the answers of each respondent, by item."""
    found: dict[str, dict[str, Answer]] = {}
    for answer in answers:
        found.setdefault(answer.respondent, {})[answer.item] = answer
    return found


def plain(value: Any) -> Any:
    """Return a number as a form writes it."""
    return int(value) if float(value).is_integer() else value


def surveyjs_results(framework: Framework, answers: tuple[Answer, ...]) -> list[Any]:
    """Return what SurveyJS would hand back."""
    results = []
    for person in by_person(answers).values():
        made: dict[str, Any] = {"role": next(iter(person.values())).role}
        for page in surveyjs_survey(framework)["pages"]:
            for element in page["elements"]:
                rows = element.get("rows", [{"value": element["name"]}])
                cells = {row["value"]: person[row["value"]] for row in rows}
                said = {
                    key: cell.status.value if cell.value is None else plain(cell.value)
                    for key, cell in cells.items()
                    if cell.status is not NONE
                }
                made |= {element["name"]: said} if element["type"] == "matrix" else said
        results.append(made)
    return results


def fhir_bundle(framework: Framework, answers: tuple[Answer, ...]) -> dict[str, Any]:
    """Return a Bundle of responses to the questionnaire."""

    def item(asked: dict[str, Any], person: dict[str, Answer]) -> dict[str, Any]:
        made = {"linkId": asked["linkId"]}
        if asked["type"] == "group":
            return made | {
                "item": [item(this_item, person) for this_item in asked["item"]]
            }
        said = person[asked["linkId"]]
        if said.status is NONE:
            return made
        if said.value is None and asked["type"] == "decimal":
            reason = {"url": ABSENT, "valueCode": OFFERED[said.status]}
            return made | {"extension": [reason]}
        if asked["type"] == "decimal":
            return made | {"answer": [{"valueDecimal": said.value}]}
        code = OFFERED[said.status] if said.value is None else str(plain(said.value))
        return made | {"answer": [{"valueCoding": {"code": code}}]}

    return {
        "resourceType": "Bundle",
        "type": "collection",
        "entry": [
            {
                "resource": {
                    "resourceType": "QuestionnaireResponse",
                    "status": "completed",
                    "source": {"display": who},
                    "item": [
                        item(this_item, person)
                        for this_item in fhir_questionnaire(framework)["item"]
                    ],
                }
            }
            for who, person in by_person(answers).items()
        ],
    }


def redcap_records(framework: Framework, answers: tuple[Answer, ...]) -> str:
    """Return the CSV that REDCap would export."""
    rows = csv.DictReader(io.StringIO(redcap_dictionary(framework)))
    names = [row["Variable / Field Name"] for row in rows][1:]
    keys = {redcap_variable(item.key): item.key for item in framework.all_items}
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["record_id", *names, "answers_complete"])
    for who, person in by_person(answers).items():
        said = [person[keys[name]] for name in names]
        listed = [
            choices_of(framework.scale_of(framework.item(answer.item)))
            for answer in said
        ]
        cells = [
            (CODES.get(answer.status, "") if choices else "")
            if answer.value is None
            else plain(answer.value)
            for answer, choices in zip(said, listed, strict=True)
        ]
        writer.writerow([who, *cells, 2])
    return out.getvalue()
