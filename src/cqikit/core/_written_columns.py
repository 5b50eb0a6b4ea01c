"""How the dates of a column are written: what no cell shows alone, all do.

Of the orders in which digits may stand, those remain that every cell allows. One is
the answer; several are, too, where all of them say the same days; none means that the
column mixes two.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve

from cqikit.core._written import (
    DateStyle,
    DateStyleWord,
    Writing,
    asked,
    digits_of,
    ways_of,
)
from cqikit.errors import FieldError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["writing_of"]


def writing_of(
    cells: Sequence[str],
    style: DateStyle | DateStyleWord | None = None,
    year_start: int | None = None,
    *,
    where: Callable[[int], str] = "cell {}".format,
) -> Writing:
    """Return how the dates of a column are written, as all of its cells show.

    Parameters
    ----------
    cells : sequence of str
        The distinct ones, in any order.
    style : DateStyle or str, optional
        What digits are that may be read in several ways; by default, the column shows
        it: a ``1/15/2024`` in it, that the month comes first.
    year_start : int, optional
        The month that fiscal years begin in.
    where : callable
        What a message calls the row of a cell, by its place in `cells`.

    Raises
    ------
    FieldError
        When the column mixes two orders, with the rows that differ; or when it shows
        none and the days would be others.

    Examples
    --------
    >>> print(writing_of(["1/2/2024", "1/15/2024"]).said)
    1/2/2024 is 2024-01-02: month/day/year, as 1/15/2024 shows
    >>> print(writing_of(["Jan-24", "Feb-24"]).said)
    Jan-24 is 2024-01
    >>> writing_of(["1/2/2024", "2/2/2024"])
    Traceback (most recent call last):
    ...
    cqikit.errors.FieldError: period must show which comes first, the month or the ...
    """
    proof = ""
    if style:
        style = DateStyle.of(style, "style")
    else:
        style, proof = _shown(cells, where)
    made = Writing(style=style, year_start=year_start)
    return evolve(made, said=_said(made, cells, proof))


def _shown(
    cells: Sequence[str], where: Callable[[int], str]
) -> tuple[DateStyle | None, str]:
    """Return the order that all cells allow, and a cell that shows it."""
    found = {
        place: digits for place, cell in enumerate(cells) if (digits := digits_of(cell))
    }
    every = {place: ways for place, hit in found.items() if (ways := ways_of(hit))}
    if not every:
        return None, ""
    dotted = [place for place in every if found[place][2] == "."]
    if all(DateStyle.DMY in every[place] for place in dotted):
        for place in dotted:
            if DateStyle.YMD not in every[place]:
                every[place] = {DateStyle.DMY: every[place][DateStyle.DMY]}
    common = set.intersection(*map(set, every.values()))
    if not common:
        raise _mixed(cells, every, where)
    if len(common) == 1:
        (style,) = common
        only = (cells[place] for place, ways in every.items() if len(ways) == 1)
        return style, next(only, "")
    for place, ways in every.items():
        if len({ways[style] for style in common}) > 1:
            raise asked(cells[place], ways)
    return None, ""


def _mixed(
    cells: Sequence[str],
    every: dict[int, dict[DateStyle, str]],
    where: Callable[[int], str],
) -> FieldError:
    """Return what is wrong with a column in which two orders stand."""
    styles = [style for style in DateStyle if style != DateStyle.EXCEL]
    only = {
        style: [place for place, ways in every.items() if set(ways) == {style}]
        for style in styles
    }
    ranked = sorted(only, key=lambda style: -len(only[style]))
    usual, other = ranked[0], ranked[1]
    odd = only[other]
    rows = ", ".join(f"{cells[place]} in {where(place)}" for place in odd[:3])
    more = f" and {len(odd) - 3} more" if len(odd) > 3 else ""
    first = only[usual][0]
    return FieldError(
        "period",
        f"must be written in one order: {cells[first]} in {where(first)} is"
        f" {usual.words}, and {rows}{more} {'is' if len(odd) == 1 else 'are'} not",
        cells[odd[0]],
        f"write them as {usual.words}, or all as 2024-01-31",
    )


def _said(writing: Writing, cells: Sequence[str], proof: str) -> str:
    """Return what the first cell that is written otherwise was taken for."""
    for cell in cells:
        try:
            plain = writing(cell)
        except FieldError:
            continue
        text = cell.strip()
        if plain == text[: len(plain)]:
            continue
        told = ""
        if writing.style is not None and digits_of(text):
            shown = f", as {proof} shows" if proof and proof != cell else ""
            told = f": {writing.style.words}{shown}"
        elif writing.style == DateStyle.EXCEL:
            told = f": {writing.style.words}"
        return f"{text} is {plain}{told}"
    return ""
