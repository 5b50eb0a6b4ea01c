"""Teams beside each other: no league table, but a funnel and ranks as intervals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cqikit.measures import Direction, MeasureKind
from cqikit.reports._blocks import (
    Column,
    Fold,
    Heading,
    Paragraph,
    Picture,
    Row,
    Table,
    Text,
    Tone,
    cell,
    line,
)
from cqikit.reports._pictures import TeamFunnel
from cqikit.reports._words import number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cqikit.collaboratives import Between, MeasureResult, TeamPlace
    from cqikit.measures import Measure
    from cqikit.reports._blocks import Block, Line
    from cqikit.reports._composed import Report

__all__ = ["between_blocks"]

RANKS: Final = (
    Column("Team"),
    Column("Seen", number=True),
    Column("Likely level", number=True),
    Column("Level, 95 %", number=True),
    Column("Rank, 95 %", number=True),
    Column("Beyond chance"),
)


def between_blocks(report: Report, result: MeasureResult) -> Iterator[Block]:
    """Yield how teams compare with each other, where enough can be compared."""
    found = result.between
    if found is None:
        return
    titles = report.closing.team_titles
    measure = result.measure
    yield Heading("Between teams")
    funnel = found.funnel
    if funnel is not None:
        yield Picture(
            drawing=TeamFunnel(
                funnel=funnel,
                direction=measure.direction,
                unit=measure.unit,
                across=_across(measure),
            ),
            title=f"{measure.title}, teams by size",
            caption=line(f"Each dot is a team, from {found.first} to {found.last}."),
        )
    yield Paragraph(_special(found, titles))
    if funnel is not None and funnel.limits == "additive":
        allowed = "Teams differ by more than chance throughout: limits allow for that."
        yield Paragraph(line(Text(allowed, Tone.QUIET)))
    yield Fold(
        summary=line("Ranks, as far as they can be told"),
        blocks=(
            Table(
                columns=RANKS,
                rows=tuple(_row(team, found, titles) for team in found.teams),
            ),
            Paragraph(line(Text(_model(found), Tone.QUIET))),
        ),
    )


def _across(measure: Measure) -> str:
    if measure.is_ratio:
        return measure.denominator or "denominator"
    return f"{measure.frequency.value}s"


def _special(found: Between, titles: Mapping[str, str]) -> Line:
    """Say which teams differ from all by more than chance brings."""
    if not found.special:
        return line(
            "No team lies further from all teams together than chance brings"
            " (99.8 % limits)."
        )
    sides = {1: "above", -1: "below"}
    listed = ", ".join(
        f"{titles.get(place.team, place.team)} ({sides[place.special]})"
        for place in sorted(found.special, key=lambda team_place: team_place.team)
    )
    return line(f"Further from all teams than chance brings (99.8 % limits): {listed}.")


def _row(place: TeamPlace, found: Between, titles: Mapping[str, str]) -> Row:
    ranks = (
        f"{place.best} to {place.worst}"
        if place.best < place.worst
        else str(place.best)
    )
    better = found.measure.direction.sign
    said = {1: "above", -1: "below", 0: ""}[place.special]
    tone = Tone.PLAIN
    if place.special and better:
        tone = Tone.GOOD if place.special == better else Tone.BAD
    return Row(
        cells=(
            cell(titles.get(place.team, place.team)),
            cell(number(place.value)),
            cell(number(place.estimate)),
            cell(f"{number(place.low)} to {number(place.high)}"),
            cell(ranks),
            cell(Text(said, tone)),
        )
    )


def _model(found: Between) -> str:
    """Say how levels and ranks were made, and what they cannot say."""
    first = "highest" if found.measure.direction is Direction.NEITHER else "best"
    said = f"From {found.first} to {found.last}; rank 1 is the {first}."
    if not found.spread:
        return (
            f"{said} Teams differ no more than chance makes them: no rank can be told."
        )
    said += (
        f" Levels are drawn towards that of all ({number(found.centre)}), the more"
        f" the less is seen of a team ({found.model} model, by moments); between teams"
        f" the standard deviation is {number(found.spread)}. What is seen in one period"
        " is taken to be independent of other periods."
    )
    if found.measure.kind is MeasureKind.COUNT:
        said += " Counts are compared by period, whatever the size of a team."
    return said
