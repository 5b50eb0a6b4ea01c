"""How the dates of a column are written: what no cell shows alone, all do.

Of the orders in which digits may stand, those remain that every cell allows. One is
the answer; several are, too, where all of them say the same days; none means that the
column mixes two.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve

from cqikit.core._arguments import arguments
from cqikit.core._wording import say, some_of
from cqikit.core._written import (
    DateStyle,
    DateStyleWord,
    Writing,
    asked,
    digits_of,
    past_ends,
    ways_of,
)
from cqikit.errors import FieldError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["writing_of"]


@arguments()
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
        The month that fiscal years begin in; January unless said.
    where : callable
        What a message calls the row of a cell, by its place in `cells`; its place
        unless said.

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
    every = {
        place: ways
        for place, hit in found.items()
        if (ways := ways_of(hit)) and not past_ends(hit)
    }
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
    rows = [
        say("{cell} in {place}", cell=cells[place], place=where(place)) for place in odd
    ]
    first = only[usual][0]
    return FieldError(
        "period",
        say(
            "must be written in one order: {cell} in {place} is {usual}, "
            "and {others} {count:is|are} not",
            cell=cells[first],
            place=where(first),
            usual=usual.words,
            others=some_of(rows, 3),
            count=len(odd),
        ),
        cells[odd[0]],
        say("write them as {usual}, or all as 2024-01-31", usual=usual.words),
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
        taken = say("{text} is {plain}", text=text, plain=plain)
        digits = writing.style is not None and bool(digits_of(text))
        if writing.style is None or not (digits or writing.style == DateStyle.EXCEL):
            return taken
        order = writing.style.words
        if digits and proof and proof != cell:
            return say(
                "{taken}: {order}, as {proof} shows",
                taken=taken,
                order=order,
                proof=proof,
            )
        return say("{taken}: {order}", taken=taken, order=order)
    return ""
