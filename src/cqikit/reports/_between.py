"""Teams beside each other: no league table, but a funnel and ranks as intervals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cqikit.core import Frequency, say
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
from cqikit.reports._valued import level_picture
from cqikit.reports._words import number, span_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cqikit.collaboratives import Between, MeasureResult, TeamPlace
    from cqikit.core import Sentence
    from cqikit.measures import Measure
    from cqikit.reports._blocks import Block, Line
    from cqikit.reports._composed import Report

__all__ = ["between_blocks"]

RANKS: Final = (
    Column(say("Team")),
    Column(say("Seen"), number=True),
    Column(say("Likely level"), number=True),
    Column(say("Level, 95 %"), number=True),
    Column(say("Rank, 95 %"), number=True),
    Column(say("Beyond chance")),
)
#: How much is seen of a team, where nothing is counted.
ACROSS: Final = {
    Frequency.DAY: say("days"),
    Frequency.WEEK: say("weeks"),
    Frequency.MONTH: say("months"),
    Frequency.QUARTER: say("quarters"),
    Frequency.HALF_YEAR: say("half-years"),
    Frequency.YEAR: say("years"),
    Frequency.POINT: say("points"),
}
NO_RANK: Final = say(
    "Teams differ no more than chance makes them: no rank can be told."
)
BY_PERIOD: Final = say("Counts are compared by period, whatever the size of a team.")
#: Where a team lies beyond the limits.
SIDES: Final = {1: say("above"), -1: say("below"), 0: ""}


def between_blocks(report: Report, result: MeasureResult) -> Iterator[Block]:
    """Yield how teams compare with each other, where enough can be compared."""
    found = result.between
    if found is None:
        return
    titles = report.closing.team_titles
    measure = result.measure
    yield Heading(say("Between teams"))
    funnel = found.funnel
    if funnel is not None:
        yield Picture(
            drawing=TeamFunnel(
                funnel=funnel,
                direction=measure.direction,
                unit=measure.unit,
                across=_across(measure),
            ),
            title=say("{measure}, teams by size", measure=measure.title),
            caption=line(say("Each dot is a team, from {span}.", span=_span(found))),
        )
    if found.spread:
        yield from level_picture(found, titles)
    yield Paragraph(_special(found, titles))
    if funnel is not None and funnel.limits == "additive":
        allowed = say(
            "Teams differ by more than chance throughout: limits allow for that."
        )
        yield Paragraph(line(Text(allowed, Tone.QUIET)))
    if not found.spread:
        # Levels that are all the same would be told with no width, as if known.
        yield Paragraph(line(Text(NO_RANK, Tone.QUIET)))
        return
    about = Paragraph(line(Text(_model(found), Tone.QUIET)))
    rows = tuple(_row(team, found, titles) for team in found.teams)
    yield Fold(
        summary=line(say("Ranks, as far as they can be told")),
        blocks=(Table(columns=RANKS, rows=rows), about),
    )


def _span(found: Between) -> Sentence:
    return say("{first} to {last}", first=found.first, last=found.last)


def _across(measure: Measure) -> str:
    if measure.is_ratio:
        return measure.denominator or say("denominator")
    return ACROSS[measure.frequency]


def _special(found: Between, titles: Mapping[str, str]) -> Line:
    """Say which teams differ from all by more than chance brings."""
    if not found.special:
        return line(
            say(
                "No team lies further from all teams together than chance brings"
                " (99.8 % limits)."
            )
        )
    listed = tuple(
        say(
            "{team} ({side})",
            team=titles.get(place.team, place.team),
            side=SIDES[place.special],
        )
        for place in sorted(found.special, key=lambda team_place: team_place.team)
    )
    return line(
        say(
            "Further from all teams than chance brings (99.8 % limits): {teams}.",
            teams=listed,
        )
    )


def _row(place: TeamPlace, found: Between, titles: Mapping[str, str]) -> Row:
    ranks: str | int = place.best
    if place.best < place.worst:
        ranks = say("{best} to {worst}", best=place.best, worst=place.worst)
    better = found.measure.direction.sign
    said = SIDES[place.special]
    tone = Tone.PLAIN
    if place.special and better:
        tone = Tone.GOOD if place.special == better else Tone.BAD
    return Row(
        cells=(
            cell(titles.get(place.team, place.team)),
            cell(number(place.value)),
            cell(number(place.estimate)),
            cell(span_words(place.low, place.high)),
            cell(ranks),
            cell(Text(said, tone)),
        )
    )


def _model(found: Between) -> Sentence:
    """Say how levels and ranks were made, and what they cannot say."""
    span = _span(found)
    said = say("From {span}; rank 1 is the best.", span=span)
    if found.measure.direction is Direction.NEITHER:
        said = say("From {span}; rank 1 is the highest.", span=span)
    model = say(
        "Levels are drawn towards that of all ({centre}), the more the less is seen of"
        " a team ({model} model, by moments); between teams the standard deviation is"
        " {spread}. What is seen in one period is taken to be independent of other"
        " periods.",
        centre=number(found.centre),
        model=found.model,
        spread=number(found.spread),
    )
    if found.measure.kind is MeasureKind.COUNT:
        return say("{all/ }", all=(said, model, BY_PERIOD))
    return say("{all/ }", all=(said, model))
