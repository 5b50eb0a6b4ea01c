"""`cqikit score`: what a self-assessment says, and what that rests on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click
from attrs import evolve

from cqikit import assessments
from cqikit.assessments import Carried, Responses, carry, in_language
from cqikit.cli._assessments import (
    Answered,
    answers_at,
    answers_to,
    carried,
    framework_of,
)
from cqikit.cli._choices import CROSSWALK, FRAMEWORK, Verb
from cqikit.cli._columns import columns
from cqikit.cli._day import DAY
from cqikit.cli._json import json_option
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
from cqikit.cli._scored import Scored, score_row
from cqikit.core import Context, format_number, plural, run_checks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date

    from cqikit.assessments import Score

__all__ = ["score"]


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
    "--language",
    metavar="CODE",
    help="The language in which items and levels are told, such as es, if the framework"
    " has words in it.",
)
@click.option(
    "--as-of",
    type=DAY,
    help="The day on which it is looked at, such as 2026-11-28 or today: answers that"
    " have become too old are told, too.",
)
@output_option(
    "", "Where to write the profile: a name in .svg, .csv, or .json for all of it."
)
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
    language: str | None,
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
    told(f"reading {answers}")
    answered = answers_at(answers, layout, definition)
    chosen = framework_of(framework, answered, answers)
    reads = [path for path in (answers, Path(framework), layout, definition) if path]
    form = None
    if output is not None:
        check_output(output, reads=reads, force=force)
        form = form_of(output, FORMS, "profile")
    told("scoring")
    crossed = None
    if crosswalk is None:
        moved = carry(answers_to(answered, chosen, answers), chosen)
    else:
        crossed = carried(answered, crosswalk, chosen, answers)
        moved = Carried(responses=crossed.responses, findings=())
    scored = _scored(answered, _spoken(moved, language), as_of, crossed)
    if output is not None and form is not None:
        write_output(output, form(scored), reads=reads, force=force)
    if as_json:
        click.echo(scored.json, nl=False)
    elif output is None:
        for line in _lines(scored):
            click.echo(line)
    else:
        speaks(output)(f"{named(output)}{_head(scored)}")


def _spoken(moved: Carried, language: str | None) -> Carried:
    """Return responses to their framework in another language; they are numbers."""
    if language is None:
        return moved
    said = moved.responses
    framework = in_language(said.framework, language)
    spoken = Responses(framework, said.answers, findings=said.findings)
    return evolve(moved, responses=spoken)


def _scored(
    answered: Answered,
    moved: Carried,
    as_of: date | None,
    crossed: assessments.CrosswalkResult | None,
) -> Scored:
    responses = moved.responses
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
        agreement=assessments.agreement(responses),
        distribution=assessments.distribution(responses),
        findings=(*moved.findings, *findings),
    )


def _head(scored: Scored) -> str:
    framework, on = scored.responses.framework, scored.answered.on
    day = f", {on}" if on else ""
    people = plural(scored.distribution.people, "respondent")
    return f"{framework.title}, version {framework.version}: {people}{day}"


def _lines(scored: Scored) -> Iterator[str]:
    """Yield what is told on a terminal."""
    yield _head(scored)
    yield from _of_crosswalk(scored)
    yield ""
    header = ("Profile", "score", "of", "can be", "answered", "lowest unit", "level")
    rows = [_cells(*pair) for pair in scored.result.walk()]
    yield from columns(header, rows, words=["level"])
    if scored.result.score.gate_words:
        yield f"{scored.result.score.title}: {scored.result.score.gate_words}"
    yield from _of_roles(scored)
    yield from _of_agreement(scored)
    yield from _of_items(scored)
    if scored.findings:
        yield ""
        yield from map(str, scored.findings)


def _of_crosswalk(scored: Scored) -> Iterator[str]:
    """Yield what was carried over from another framework, and what that leaves open."""
    if scored.crossed is None:
        return
    every = len(scored.responses.framework.all_items)
    linked = every - len(scored.crossed.unfilled)
    yield (
        f"Carried over from {scored.answered.framework} by {scored.responses.source}:"
        f" links lead to {linked} of {plural(every, 'item')}"
    )
    if scored.crossed.unfilled:
        yield f"no link fills: {', '.join(scored.crossed.unfilled)}"


def _cells(depth: int, this_score: Score) -> list[str]:
    open_still = this_score.low is not None and this_score.low != this_score.high
    return [
        "  " * depth + (this_score.title or this_score.key),
        _number(this_score.value),
        (
            f"{format_number(this_score.scale.low)} to"
            f" {format_number(this_score.scale.high)}"
        ),
        f"{_number(this_score.low)} to {_number(this_score.high)}"
        if open_still
        else "",
        f"{this_score.answered}/{this_score.applicable}"
        if this_score.applicable
        else "n/a",
        _number(this_score.minimum) if len(this_score.units) > 1 else "",
        this_score.level,
    ]


def _number(value: float | None) -> str:
    return "none" if value is None else f"{value:.2f}".rstrip("0").rstrip(".")


def _of_roles(scored: Scored) -> Iterator[str]:
    """Yield the scores of each role, side by side; of one role, nothing."""
    if len(scored.roles) < 2:
        return
    yield ""
    names = [role or "no role" for role in scored.roles]
    rows = [
        ["  " * depth + this_score.title]
        + [_number(part[this_score.key].value) for part in scored.roles.values()]
        for depth, this_score in scored.result.walk()
        if this_score.parts
    ]
    yield from columns(["Roles", *names], rows)


def _of_agreement(scored: Scored) -> Iterator[str]:
    """Yield whether respondents agree, for the whole and each domain of each unit."""
    nodes = {node.key for node in scored.responses.framework.nodes}
    known = [
        consensus
        for consensus in scored.agreement
        if consensus.key in nodes and consensus.agrees is not None
    ]
    if not known:
        return
    yield ""
    yield "Agreement of respondents, r_wg(J): 0.70 and more is agreement"
    for consensus in known:
        unit = f"unit {consensus.unit}, " if consensus.unit else ""
        verdict = "agree" if consensus.agrees else "do not agree"
        yield (
            f"  {unit}{consensus.title}: {consensus.estimate}, {consensus.respondents}"
            " respondents"
            f" {verdict}"
        )


def _of_items(scored: Scored) -> Iterator[str]:
    """Yield how many gave which answer to each item, and how many gave none."""
    yield ""
    header = ("Answers", "answered", "don't know", "n/a", "not observed", "unanswered")
    rows = [
        [
            item.title or item.key,
            str(item.answered),
            *(_some(count) for count in _others(item)),
            ", ".join(str(value) for value in item.values if value.count),
        ]
        for item in scored.distribution.items
    ]
    yield from columns([*header, "which"], rows, words=["which"])


def _others(counts: assessments.ItemCounts) -> tuple[int, ...]:
    return (
        counts.dont_know,
        counts.not_applicable,
        counts.not_observed,
        counts.unanswered,
    )


def _some(count: int) -> str:
    return str(count) if count else ""


def _svg(scored: Scored) -> str:
    from cqikit import drawing  # noqa: PLC0415  (scores need no pictures)

    title = scored.answered.title or scored.responses.framework.title
    return drawing.profile_svg(assessments.profile(scored.result), title=title)


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
