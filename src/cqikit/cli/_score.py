"""`cqikit score`: what a self-assessment says, and what that rests on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click
from attrs import evolve

from cqikit import assessments, projects
from cqikit.cli._assessments import (
    Answered,
    answers_at,
    answers_to,
    carried,
    framework_of,
)
from cqikit.cli._choices import CROSSWALK, FRAMEWORK, Verb
from cqikit.cli._day import DAY
from cqikit.cli._json import json_option
from cqikit.cli._language import (
    is_spoken,
    language_asked,
    language_option,
    tell,
    wording_of,
)
from cqikit.cli._output import (
    check_json,
    check_output,
    force_option,
    form_of,
    named,
    output_option,
    speaks,
    write_output,
)
from cqikit.cli._paths import FILE
from cqikit.cli._plugged import catalogs
from cqikit.cli._progress import progress
from cqikit.cli._score_lines import ENOUGH, head_of, lines_of
from cqikit.cli._scored import Scored, score_row
from cqikit.cli._streams import put
from cqikit.core import Context, few, run_checks, say
from cqikit.errors import FieldError, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from cqikit.assessments import Answer
    from cqikit.core import Finding

__all__ = ["score"]


#: So many of those whose answers are left out are named.
NAMED: Final = 3
EXAMPLES: Final = """\b
Examples:
  cqikit score bts-infrastructure readiness.toml
  cqikit score our-framework.toml answers.json -o profile.svg
  cqikit score cqi-attributes readiness.toml --crosswalk conditions-to-attributes
"""


@click.command(cls=Verb, epilog=EXAMPLES)
@click.argument("framework", type=FRAMEWORK)
@click.argument("answers", type=FILE)
@click.option(
    "--layout",
    type=FILE,
    help="What is what in the export of a form: a document of type answers-layout."
    " Unless said, columns are items by their names.",
)
@click.option(
    "--definition",
    type=FILE,
    help="The form's own definition, such as a REDCap dictionary.",
)
@click.option(
    "--crosswalk",
    type=CROSSWALK,
    help="How the answers, to another framework, answer this one: the key of a"
    " crosswalk that comes with cqikit, or a document of type crosswalks.",
)
@click.option(
    "--as-of",
    type=DAY,
    help="The day on which it is looked at, such as 2026-11-28 or today: later"
    " answers are left out, and those that have become too old are told, too.",
)
@output_option(
    "", "Where to write the profile: a name in .svg, .csv, or .json for all of it."
)
@language_option
@force_option
@json_option
def score(
    framework: str,
    answers: Path,
    output: Path | None,
    *,
    layout: Path | None,
    definition: Path | None,
    crosswalk: str | None,
    as_of: date | None,
    force: bool,
    as_json: bool,
) -> None:
    """Score the ANSWERS to FRAMEWORK and say what the scores rest on.

    FRAMEWORK is the key of one that comes with cqikit, listed below, or lies in a
    document beside the answers, with its version where that is not the one that the
    answers name (ready@2); or a document of type frameworks. Answers to another version
    are carried over, and what is lost is told.

    ANSWERS is a document of type answers or answers-layout, or - for one from standard
    input; or what a form exports: CSV, Excel, or the JSON of SurveyJS and FHIR.

    Told are the profile (each score, the range in which it can still lie, how much
    was answered), the scores of each role, whether respondents agree, and how each
    item was answered: by how many, and how many did not know or left it out.
    """
    check_json(output, as_json=as_json)
    told = progress()
    told(say("reading {file}", file=str(answers)))
    answered = answers_at(answers, layout, definition)
    chosen = framework_of(framework, answered, answers)
    reads = [path for path in (answers, Path(framework), layout, definition) if path]
    form = None
    if output is not None:
        check_output(output, reads=reads, force=force)
        form = form_of(output, FORMS, "profile")
    told(say("scoring"))
    crossed = None
    if crosswalk is None:
        moved = assessments.carry(answers_to(answered, chosen, answers), chosen)
    else:
        crossed = carried(answered, crosswalk, chosen, answers)
        moved = assessments.Carried(responses=crossed.responses, findings=())
    scored = _scored(answered, _spoken(moved), as_of, crossed)
    if output is not None and form is not None:
        write_output(output, form(scored), reads=reads, force=force)
    if as_json:
        put(scored.json)
    elif output is None:
        for line in lines_of(scored):
            tell(line)
    else:
        speaks(output)(named(output, head_of(scored)))


def _spoken(moved: assessments.Carried) -> assessments.Carried:
    """Return responses to their framework in the language asked for; they are numbers.

    Where the framework has no words in it, those of the framework stay as they are.
    """
    language = language_asked()
    if not language:
        return moved
    said = moved.responses
    try:
        framework = assessments.in_language(said.framework, language)
    except (FieldError, UnknownNameError):
        if not is_spoken(language):
            raise
        return moved
    spoken = assessments.Responses(framework, said.answers, findings=said.findings)
    return evolve(moved, responses=spoken)


def _scored(
    answered: Answered,
    moved: assessments.Carried,
    as_of: date | None,
    crossed: assessments.CrosswalkResult | None,
) -> Scored:
    responses = moved.responses
    late: list[Finding] = []
    if as_of is not None:
        on, kept = _known(answered.on, responses, as_of)
        if len(kept) < len(responses.answers):
            late.append(_late(responses, kept, as_of))
            responses = evolve(responses, answers=kept)
        answered = evolve(answered, on=on)
    by_role = assessments.split(responses, "role")
    known = catalogs()
    scorers = known.scorers
    findings = run_checks(responses, known.of_answers, Context(as_of=as_of))
    return Scored(
        answered=answered,
        responses=responses,
        crossed=crossed,
        result=assessments.score(responses, scorers=scorers),
        roles={
            role: assessments.score(part, scorers=scorers)
            for role, part in by_role.items()
        },
        agreement=assessments.agreement(responses, enough=ENOUGH),
        distribution=assessments.distribution(responses),
        findings=(*moved.findings, *late, *findings),
    )


def _known(
    on: date | None, responses: assessments.Responses, as_of: date
) -> tuple[date | None, tuple[Answer, ...]]:
    """Return the day and the answers that a folder knows of an assessment by a day."""
    read = projects.Assessed(key="read", title="read", on=on, responses=responses)
    charter = projects.Charter(key="read", title="read", as_of=as_of)
    effort = projects.Project(charter=charter, assessed=(read,))
    for assessed in projects.known(effort, as_of=as_of).assessed:
        return assessed.on, assessed.responses.answers
    return None, ()


def _late(
    responses: assessments.Responses, kept: tuple[Answer, ...], as_of: date
) -> Finding:
    """Return what is told of answers after a day: whose they are, the first few."""
    known = set(map(id, kept))
    whose = [
        name
        for it, name in zip(responses.answers, responses.whose, strict=True)
        if id(it) not in known
    ]
    parts = few(tuple(dict.fromkeys(whose)), "who", form="answers", most=NAMED)
    return projects.KNOWN_LATER.at("answers", count=len(whose), day=as_of, **parts)


def _svg(scored: Scored) -> str:
    from cqikit import drawing  # noqa: PLC0415  (scores need no pictures)

    title = scored.answered.title or scored.responses.framework.title
    return drawing.profile_svg(
        assessments.profile(scored.result), title=title, wording=wording_of()
    )


def _csv(scored: Scored) -> str:
    from cqikit import tables  # noqa: PLC0415  (nor tables)

    rows = [score_row(depth, this_score) for depth, this_score in scored.result.walk()]
    listed = ("closed", "undecided")
    return tables.to_csv(
        [
            row
            | {"units": len(row["units"])}
            | {name: " ".join(row[name]) for name in listed}
            for row in rows
        ]
    )


#: By the ending of the file's name.
FORMS: Final[Mapping[str, Callable[[Scored], str]]] = {
    ".json": lambda scored: scored.json,
    ".svg": _svg,
    ".csv": _csv,
}
