"""All teams of a measure: together both ways, and where each of them stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cqikit.collaboratives import Aggregate, AimPolicy, Baseline
from cqikit.core import say
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
    told,
)
from cqikit.reports._words import listed, number, rows_cell

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from cqikit.collaboratives import Figure, MeasureResult, Recount
    from cqikit.core import Part, Sentence
    from cqikit.measures import Measure
    from cqikit.reports._blocks import Block, Cell, Piece
    from cqikit.reports._composed import Report
    from cqikit.reports._needs import TeamState

__all__ = ["aggregate_words", "confidence_blocks", "teams_fold", "together_blocks"]

BOTH: Final = (
    Column(say("Teams together as")),
    Column(say("Baseline"), number=True),
    Column(say("Since it moved"), number=True),
    Column(say("Read on")),
)
TRUST: Final = (
    Column(say("Reason")),
    Column(say("Value"), number=True),
    Column(say("How")),
)
SILENT: Final = (Column(say("Periods missing"), number=True),)
#: Of teams, where there is no aim and none of them was silent.
LEAST_COLUMNS: Final = 5


def aggregate_words(aggregate: Aggregate, measure: Measure) -> str:
    """Say how the values of all teams become one."""
    pooled = aggregate is Aggregate.POOLED
    if pooled and measure.is_ratio:
        return say("all numerators over all denominators")
    if pooled and measure.kind is MeasureKind.COUNT:
        return say("their sum")
    if measure.is_periodic:
        return say("their median")
    return say("each event of each team")


def together_blocks(report: Report, result: MeasureResult) -> Iterator[Block]:
    """Yield how silent teams count, and both kinds of aggregate beside each other."""
    if result.silent or result.part_time:
        yield Paragraph(line(say("{how}.", how=result.silences.how)))
    other = result.other
    if other is None:
        return
    own = report.closing.policies.aggregate
    rows = (
        (own, result.baseline, result.shifted, say("the chart above"), ""),
        (other.aggregate, other.baseline, other.shifted, say("a run chart"), "how"),
    )
    yield Table(
        caption=say("All teams together, both ways"),
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
        summary=line(
            say("Confidence in the data: {value}", value=_value(found.overall))
        ),
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
    lines = tuple(
        line(_recount(recount, titles.get(recount.team, recount.team)))
        for recount in report.collaborative.recounts
        if recount.measure == measure and _by_then(report, recount.on)
    )
    if lines:
        yield Listing(lines=lines)


def _recount(recount: Recount, team: str) -> Sentence:
    """Say what was found of a period of a team, by whom, and when."""
    by, on = recount.by, recount.on
    parts: dict[str, Part] = {
        "when": say("{team}, {period}", team=team, period=recount.period)
        if team
        else recount.period,
        "n": number(recount.counted),
        "by": by,
        "on": on or "",
    }
    if by and on:
        said = say("{when}: {n} found by {by} on {on}", **parts)
    elif by:
        said = say("{when}: {n} found by {by}", **parts)
    elif on:
        said = say("{when}: {n} found on {on}", **parts)
    else:
        said = say("{when}: {n} found", **parts)
    return say("{said}; {note}", said=said, note=recount.note) if recount.note else said


def _by_then(report: Report, on: date | None) -> bool:
    return on is None or on <= report.project.charter.as_of


def _value(figure: Figure) -> str:
    return figure.absent if figure.value is None else number(figure.value, figure.unit)


def _linked(figure: Figure, how: str) -> Cell:
    said = number(figure.value) if figure.value is not None else figure.absent
    return cell(said, how=figure.key if how else "")


def teams_fold(
    report: Report, result: MeasureResult, states: tuple[TeamState, ...]
) -> Fold:
    """Return where each team stands, those that need attention first."""
    judged, silent = _judged(report, result), SILENT if result.silent else ()
    columns = (
        Column(say("Team")),
        Column(say("State")),
        Column(say("Baseline median"), number=True),
        Column(say("Current median"), number=True),
        *judged,
        *silent,
        Column(say("From")),
    )
    rows = tuple(_team_row(state, columns) for state in states)
    table = Table(columns=columns, rows=rows, file=f"{result.measure.key}-teams.csv")
    return Fold(
        summary=line(
            say("The numbers, team by team ({n:# team|# teams})", n=len(rows))
        ),
        blocks=(
            table,
            Paragraph(line(Text(_medians(report, result), Tone.QUIET))),
        ),
    )


def _team_row(state: TeamState, columns: tuple[Column, ...]) -> Row:
    """Return the row of a team; where it has nothing, only its state."""
    titled, team = cell(state.title or say("all")), state.result
    if team is None:
        return Row(cells=(titled, cell(state.state, across=len(columns) - 1)))
    silent = SILENT[0] in columns
    by: tuple[Cell, ...] = ()
    if len(columns) > LEAST_COLUMNS + silent:
        by = (cell(listed(map(number, team.judged)) or number(None)),)
    stands: Piece = state.state
    if team.why:
        stands = told("{state}: {why}", state=state.state, why=team.why)
    return Row(
        cells=(
            titled,
            cell(stands),
            cell(number(team.baseline)),
            cell(number(team.current)),
            *by,
            *((cell(state.silent),) if silent else ()),
            rows_cell(team.rows),
        )
    )


def _judged(report: Report, result: MeasureResult) -> tuple[Column, ...]:
    """Return the column that says by what a team meets the aim, where there is one."""
    if result.aim is None:
        return ()
    past = is_past(report, result.aim)
    due = say("By {day}", day=result.aim.by) if past else say("By now")
    return (Column(due, number=True),)


def _medians(report: Report, result: MeasureResult) -> Sentence:
    """Say what the medians of teams are of, and by what an aim is judged."""
    policies = report.closing.policies
    now = say("since the last declared change")
    if not any(shift.declared for shift in result.shifts):
        now = say(
            "since its latest run of {run} on one side, or of all without one",
            run=policies.shift_length,
        )
    first = say("of its first {n:# value|# values}", n=policies.baseline_points)
    if policies.baseline is Baseline.FIRST_PHASE and report.project.charter.changes:
        first = say("of its values before the first declared change")
    said = say(
        "Medians are each team's own: the baseline {first}, the current one of its"
        " values {now}.",
        first=first,
        now=now,
    )
    if result.aim is None:
        return said
    by = {
        AimPolicy.CURRENT_MEDIAN: say("its current median"),
        AimPolicy.LAST_VALUE: say("its last value"),
        AimPolicy.LAST_POINTS: say(
            "each of its last {n} values", n=policies.last_points
        ),
    }[policies.meeting]
    meeting = say("A team meets the aim by {by}.", by=by)
    if is_past(report, result.aim):
        meeting = say(
            "A team meets the aim by {by}, as it was when the aim was due.", by=by
        )
    least = say("It needs {n:# value|# values} at least.", n=policies.least_points)
    return say("{all/ }", all=(said, meeting, least))
