"""The picture of the page: bars on a logarithmic scale, as narrow as a telephone."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from html import escape
from typing import Final, NamedTuple

#: Pixels: the picture, its margin, and what a value beside its bar takes.
WIDE, MARGIN, VALUE = 380, 10, 62
HEAD, LABEL, BAR, GAP = 34, 17, 11, 7
OURS, OTHERS, LIMIT = "#0b5c8a", "#a3a3a3", "#d9b44a"
INK, GRID = "#222222", "#e2e2e2"
FONT: Final = "font-family: 'DejaVu Sans', sans-serif"
UNITS: Final = ((1.0, "s"), (1e-3, "ms"), (1e-6, "µs"))


class Bar(NamedTuple):
    """One duration: what took it, and the colour that says whose it is."""

    label: str
    seconds: float
    colour: str


class Group(NamedTuple):
    """Bars under one heading; those without a label belong to the one before."""

    title: str
    bars: Sequence[Bar]


def duration(seconds: float, digits: int = 3) -> str:
    """Write seconds in the unit that reads best: 1.2 s, 56 ms, 14 µs."""
    size, unit = next(
        (each for each in UNITS if seconds >= each[0] * 0.9995), UNITS[-1]
    )
    return f"{seconds / size:.{digits}g} {unit}"


def drawn(groups: Sequence[Group], *, title: str, description: str) -> str:
    """Return groups of bars as SVG, over one scale whose steps are tenfold."""
    took = [bar.seconds for group in groups for bar in group.bars]
    first, last = math.floor(math.log10(min(took))), math.ceil(math.log10(max(took)))
    across = (WIDE - 2 * MARGIN - VALUE) / (last - first)

    def x_of(seconds: float) -> float:
        return MARGIN + (math.log10(seconds) - first) * across

    marks = list(_marks(groups, x_of))
    foot = MARGIN + sum(_height(group) for group in groups)
    high = foot + 44
    lines = [
        f'<path d="M{x_of(10.0**power):.1f} {MARGIN}V{foot}" stroke="{GRID}"/>'
        for power in range(first, last + 1)
    ]
    ticks = [
        _text(
            x_of(10.0**power), foot + 14, duration(10.0**power, 1), 10, anchor="middle"
        )
        for power in range(first + 1, last + 1)
    ]
    note = _text(MARGIN, foot + 34, "From line to line it takes ten times as long.", 11)
    space = 'xmlns="http://www.w3.org/2000/svg"'
    size = f'width="{WIDE}" height="{high}" viewBox="0 0 {WIDE} {high}"'
    return "\n".join(
        [
            f'<svg {space} {size} role="img" style="{FONT}">',
            f"<title>{escape(title)}</title><desc>{escape(description)}</desc>",
            f'<path d="M0 0H{WIDE}V{high}H0z" fill="#ffffff"/>',
            *lines,
            *marks,
            *ticks,
            note,
            "</svg>\n",
        ]
    )


def _height(group: Group) -> int:
    named = sum(1 for bar in group.bars if bar.label)
    return HEAD + named * (LABEL + GAP) + len(group.bars) * BAR


def _marks(groups: Sequence[Group], x_of: Callable[[float], float]) -> Iterator[str]:
    y = MARGIN
    for group in groups:
        yield _text(MARGIN, y + 20, group.title, 13, weight="bold")
        y += HEAD
        for place, bar in enumerate(group.bars):
            if bar.label:
                y += GAP * (place > 0)
                yield _text(MARGIN, y + 12, bar.label, 12)
                y += LABEL
            end = max(x_of(bar.seconds), MARGIN + 2)
            yield (
                f'<path d="M{MARGIN} {y}H{end:.1f}V{y + BAR}H{MARGIN}z"'
                f' fill="{bar.colour}"/>'
            )
            yield _text(end + 4, y + 10, duration(bar.seconds), 11)
            y += BAR
        y += GAP


def _text(
    x: float, y: float, text: str, size: int, *, anchor: str = "start", weight: str = ""
) -> str:
    bold = f' font-weight="{weight}"' if weight else ""
    return (
        f'<text x="{x:.1f}" y="{y}" font-size="{size}" text-anchor="{anchor}"{bold}'
        f' fill="{INK}">{escape(text)}</text>'
    )
