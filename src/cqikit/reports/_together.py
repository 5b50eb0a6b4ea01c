"""All teams of a measure: together both ways, and where each of them stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cqikit.collaboratives import Aggregate, AimPolicy, Baseline
from cqikit.core import plural
from cqikit.measures import MeasureKind
from cqikit.reports._aims import is_past
from cqikit.reports._blocks import (
    Column,
    Fold,
    Listing,
    Paragraph,
    Row,
    Table,
    Text,
    Tone,
    cell,
    line,
)
from cqikit.reports._words import number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from cqikit.collaboratives import Figure, MeasureResult
    from cqikit.measures import Measure
    from cqikit.reports._blocks import Block, Cell
    from cqikit.reports._composed import Report

__all__ = ["aggregate_words", "confidence_blocks", "teams_fold", "together_blocks"]

BOTH: Final = (
    Column("Teams together as"),
    Column("Baseline", number=True),
    Column("Since it moved", number=True),
    Column("Read on"),
)
TRUST: Final = (Column("Reason"), Column("Value", number=True), Column("How"))


def aggregate_words(aggregate: Aggregate, measure: Measure) -> str:
    """Say how the values of all teams become one."""
    pooled = aggregate is Aggregate.POOLED
    if pooled and measure.is_ratio:
        return "all numerators over all denominators"
    if pooled and measure.kind is MeasureKind.COUNT:
        return "their sum"
    return "their median" if measure.is_periodic else "each event of each team"


def together_blocks(report: Report, result: MeasureResult) -> Iterator[Block]:
    """Yield how silent teams count, and both kinds of aggregate beside each other."""
    if result.silent or result.gone:
        yield Paragraph(line(f"{result.silences.how}."))
    other = result.other
    if other is None:
        return
    own = report.closing.policies.aggregate
    rows = (
        (own, result.baseline, result.shifted, "the chart above", ""),
        (other.aggregate, other.baseline, other.shifted, "a run chart", "how"),
    )
    yield Table(
        caption="All teams together, both ways",
        columns=BOTH,
        rows=tuple(
            Row(
                cells=(
                    cell(aggregate_words(kind, result.measure)),
                    _linked(before, how),
                    _linked(since, how),
                    cell(chart),
                )
            )
            for kind, before, since, chart, how in rows
        ),
    )


def confidence_blocks(report: Report, result: MeasureResult) -> Iterator[Block]:
    """Yield how far the data can be trusted, with each reason."""
    key = result.measure.key
    found = next(
        confidence
        for confidence in report.closing.confidence
        if confidence.measure.key == key
    )
    figures = (found.overall, *found.reasons)
    yield Fold(
        summary=line(f"Confidence in the data: {_value(found.overall)}"),
        blocks=(
            Table(
                columns=TRUST,
                rows=tuple(
                    Row(
                        cells=(
                            cell(figure.title),
                            cell(_value(figure)),
                            cell(figure.how),
                        )
                    )
                    for figure in figures
                ),
            ),
            *_recounts(report, key),
        ),
    )


def _recounts(report: Report, measure: str) -> Iterator[Listing]:
    """Yield what was counted again: by whom, and what was noted of it."""
    titles = report.closing.team_titles
    lines = []
    for recount in report.collaborative.recounts:
        if recount.measure == measure and _by_then(report, recount.on):
            by = f" by {recount.by}" if recount.by else ""
            on = f" on {recount.on}" if recount.on else ""
            note = f"; {recount.note}" if recount.note else ""
            of = titles.get(recount.team, recount.team)
            told = (
                f"{of}, {recount.period}: {number(recount.counted)} found{by}{on}{note}"
            )
            lines.append(line(told.removeprefix(", ")))
    if lines:
        yield Listing(lines=tuple(lines))


def _by_then(report: Report, on: date | None) -> bool:
    return on is None or on <= report.project.charter.as_of


def _value(figure: Figure) -> str:
    return figure.absent if figure.value is None else number(figure.value, figure.unit)


def _linked(figure: Figure, how: str) -> Cell:
    said = number(figure.value) if figure.value is not None else figure.absent
    return cell(said, how=figure.key if how else "")


def teams_fold(report: Report, result: MeasureResult) -> Fold:
    """Return where each team stands, and those without a value with the reason."""
    titles = report.closing.team_titles
    judged = _judged(report, result)
    rows = []
    for place, team in enumerate(result.teams, start=1):
        open_ = f"cannot be judged: {team.why}" if team.why else "cannot be judged"
        said = {True: "yes", False: "no", None: open_}[team.meets]
        meets = Text(said, Tone.MEETS if team.meets else Tone.PLAIN)
        by = "; ".join(number(value) for value in team.judged) or "none"
        rows.append(
            Row(
                anchor=f"team-{result.measure.key}-{place}",
                cells=(
                    cell(titles.get(team.team, team.team) or "all"),
                    cell(number(team.baseline)),
                    cell(number(team.current)),
                    *((cell(by), cell(meets)) if judged else ()),
                    cell(Text("; ".join(team.rows), Tone.QUIET)),
                ),
            )
        )
    rows += _apart(result, titles, across=3 + len(judged))
    columns = (
        Column("Team"),
        Column("Baseline median", number=True),
        Column("Current median", number=True),
        *judged,
        Column("From"),
    )
    return Fold(
        summary=line("The numbers, team by team"),
        blocks=(
            Table(columns=columns, rows=tuple(rows)),
            Paragraph(line(Text(_medians(report, result), Tone.QUIET))),
        ),
    )


def _apart(
    result: MeasureResult, titles: Mapping[str, str], *, across: int
) -> list[Row]:
    """Return a row for each team that is counted apart."""
    return [
        Row(cells=(cell(titles[key]), cell(Text(why, Tone.QUIET), across=across)))
        for keys, why in (
            (result.without, "has no such thing"),
            (result.no_data, "no data"),
        )
        for key in keys
    ]


def _judged(report: Report, result: MeasureResult) -> tuple[Column, ...]:
    """Return the columns that say by what a team meets the aim, where there is one."""
    if result.aim is None:
        return ()
    past = is_past(report, result.aim)
    return (
        Column(f"By {result.aim.by}" if past else "By now", number=True),
        Column("Met the aim" if past else "Meets the aim"),
    )


def _medians(report: Report, result: MeasureResult) -> str:
    """Say what the medians of teams are of, and by what an aim is judged."""
    policies = report.closing.policies
    now = "since the last declared change"
    if not any(shift.declared for shift in result.shifts):
        run = policies.shift_length
        now = f"since its latest run of {run} on one side, or of all without one"
    first = f"of its first {plural(policies.baseline_points, 'value')}"
    if policies.baseline is Baseline.FIRST_PHASE and report.project.charter.changes:
        first = "of its values before the first declared change"
    said = f"Medians are each team's own: the baseline {first}, the current one of its"
    said = f"{said} values {now}."
    if result.aim is None:
        return said
    by = {
        AimPolicy.CURRENT_MEDIAN: "its current median",
        AimPolicy.LAST_VALUE: "its last value",
        AimPolicy.LAST_POINTS: f"each of its last {policies.last_points} values",
    }[policies.meeting]
    due = ", as it was when the aim was due" if is_past(report, result.aim) else ""
    least = plural(policies.least_points, "value")
    return f"{said} A team meets the aim by {by}{due}. It needs {least} at least."
