"""Which measures stand in which cell of a matrix: variation by assurance."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final, TypeAlias

from attrs import frozen

from cqikit.core import say
from cqikit.drawing._icons import ICONS, standing
from cqikit.drawing._text import line_of
from cqikit.errors import FieldTypeError
from cqikit.spc import Assurance, Judgement, SummaryRow, Variation, summary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cqikit.core import Sentence

__all__ = ["Cells", "Place", "cells_of", "described", "ordered"]

MUST: Final = say("must be a Judgement, or rows of spc.summary")
#: What always has a row or a column, even if nothing is in it.
ROWS: Final = (Variation.CONCERN, Variation.COMMON, Variation.IMPROVEMENT)
COLUMNS: Final = (Assurance.MISSES, Assurance.VARIES, Assurance.MEETS)

Place: TypeAlias = "tuple[Variation, Assurance]"


@frozen(eq=False)
class Cells:
    """What is in each cell, which rows and columns there are, and what is in none."""

    found: dict[Place, list[str]]
    rows: tuple[Variation, ...]
    columns: tuple[Assurance, ...]
    without: list[str]


def cells_of(rows: Iterable[SummaryRow] | Judgement) -> Cells:
    """Return which measures are in which cell."""
    if isinstance(rows, Judgement):
        rows = summary(rows)
    found: dict[Place, list[str]] = {}
    without = []
    for name, latest in _latest(rows):
        if latest is None or latest.variation is None:
            without.append(name)
        else:
            meaning = standing(latest.variation, latest.between)
            found.setdefault((meaning, latest.assurance), []).append(name)
    up = {variation for variation, _ in found} | set(ROWS)
    across = {assurance for _, assurance in found} | set(COLUMNS)
    return Cells(
        found,
        tuple(each for each in ICONS if isinstance(each, Variation) and each in up),
        tuple(each for each in ICONS if isinstance(each, Assurance) and each in across),
        without,
    )


def _latest(rows: Iterable[SummaryRow]) -> Iterator[tuple[str, SummaryRow | None]]:
    """Yield the name of each chart with its latest row that has any point."""
    charts: list[list[SummaryRow]] = []
    if not isinstance(rows, Iterable):
        raise FieldTypeError("rows", MUST, rows)
    for row in rows:
        if not isinstance(row, SummaryRow):
            raise FieldTypeError("rows", MUST, row)
        before = charts[-1][-1] if charts else None
        # Phases are counted up: one that is not after the last is another chart's.
        if before and before.chart == row.chart and before.phase < row.phase:
            charts[-1].append(row)
        else:
            charts.append([row])
    for phases in charts:
        there = [row for row in phases if row.variation is not None]
        yield line_of(phases[-1].chart), there[-1] if there else None


def ordered(matrix: Cells) -> Iterator[Place]:
    """Yield every cell, row by row."""
    for variation in matrix.rows:
        for assurance in matrix.columns:
            yield variation, assurance


def described(matrix: Cells) -> Sentence:
    """Return every measure with what it is, for those who do not see it."""
    parts = [
        say(
            "{variation}, {assurance}: {measures}",
            variation=ICONS[place[0]].text,
            assurance=ICONS[place[1]].text,
            measures=tuple(names),
        )
        for place in ordered(matrix)
        if (names := matrix.found.get(place))
    ]
    if matrix.without:
        parts.append(say("without data: {measures}", measures=tuple(matrix.without)))
    return say("{all/; }", all=tuple(parts)) if parts else say("no measures")
