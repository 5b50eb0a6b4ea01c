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
from cqikit.reports._words import number, rows_cell

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from cqikit.collaboratives import Figure, MeasureResult
    from cqikit.measures import Measure
    from cqikit.reports._blocks import Block, Cell
    from cqikit.reports._composed import Report
    from cqikit.reports._needs import TeamState

__all__ = ["aggregate_words", "confidence_blocks", "teams_fold", "together_blocks"]

BOTH: Final = (
    Column("Teams together as"),
    Column("Baseline", number=True),
    Column("Since it moved", number=True),
    Column("Read on"),
)
SILENT: Final = (Column("Periods missing", number=True),)
#: Of teams, where there is no aim and none of them was silent.
LEAST_COLUMNS: Final = 5
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


def teams_fold(
    report: Report, result: MeasureResult, states: tuple[TeamState, ...]
) -> Fold:
    """Return where each team stands, those that need attention first."""
    judged, silent = _judged(report, result), SILENT if result.silent else ()
    columns = (
        Column("Team"),
        Column("State"),
        Column("Baseline median", number=True),
        Column("Current median", number=True),
        *judged,
        *silent,
        Column("From"),
    )
    rows = tuple(_team_row(state, columns) for state in states)
    table = Table(columns=columns, rows=rows, file=f"{result.measure.key}-teams.csv")
    return Fold(
        summary=line(f"The numbers, team by team ({plural(len(rows), 'team')})"),
        blocks=(
            table,
            Paragraph(line(Text(_medians(report, result), Tone.QUIET))),
        ),
    )


def _team_row(state: TeamState, columns: tuple[Column, ...]) -> Row:
    """Return the row of a team; where it has nothing, only its state."""
    named, team = cell(state.title or "all"), state.result
    if team is None:
        return Row(cells=(named, cell(state.state, across=len(columns) - 1)))
    by = "; ".join(number(value) for value in team.judged) or "none"
    silent = SILENT[0] in columns
    why = Text(f": {team.why}") if team.why else ""
    return Row(
        cells=(
            named,
            cell(line(state.state, why)),
            cell(number(team.baseline)),
            cell(number(team.current)),
            *((cell(by),) if len(columns) > LEAST_COLUMNS + silent else ()),
            *((cell(str(state.silent)),) if silent else ()),
            rows_cell("; ".join(team.rows)),
        )
    )


def _judged(report: Report, result: MeasureResult) -> tuple[Column, ...]:
    """Return the column that says by what a team meets the aim, where there is one."""
    if result.aim is None:
        return ()
    past = is_past(report, result.aim)
    return (Column(f"By {result.aim.by}" if past else "By now", number=True),)


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
