"""An assessment profile: where each part stands, and what it could still be."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from cqikit.core import ENGLISH, Wording, arguments, is_text, list_of, say
from cqikit.drawing._canvas import canvas
from cqikit.drawing._figure import COLOURS, POINTS, figure, pane, settled
from cqikit.drawing._legend import (
    ROW,
    Entry,
    draw_legend,
    entries_said,
    legend_rows,
    style_of,
)
from cqikit.drawing._picture import A_WORDING
from cqikit.drawing._scene import scene_svg
from cqikit.drawing._text import fitted, line_of, points_wide

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from contextlib import AbstractContextManager

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from cqikit.assessments import ProfileRow
    from cqikit.core import Sentence

__all__ = [
    "described",
    "ends_of",
    "entries_of",
    "profile_figure",
    "profile_svg",
    "share_of",
    "value_said",
]

#: In points: height of a row, indent of a depth, edges, room for the scale below.
HIGH: Final = 18.0
INDENT: Final = 8.0
EDGE: Final = 6.0
FOOT: Final = 20.0
SIZE: Final = 8
SCORE: Final = Entry("o", 6.0, "improvement", say("score"))
BEFORE: Final = Entry("o", 6.5, "line", say("before"), hollow=True)
ENDS: Final = (say("lowest"), say("middle"), say("highest"))
RANGE: Final = Entry("s", 5.0, "phase", say("can still become"))


@arguments(
    rows=list_of(say("ProfileRows")),
    title=is_text,
    before=list_of(say("ProfileRows")),
    wording=A_WORDING,
)
def profile_svg(
    rows: Sequence[ProfileRow],
    *,
    title: str,
    before: Sequence[ProfileRow] = (),
    width: float = 7.6,
    wording: Wording = ENGLISH,
) -> str:
    """Return a profile as one ``<svg>`` element.

    A dot is the score as a share of the row's scale, with its value and level
    on the right; a bar is the range that the unanswered could still reach, a
    ring the score of an earlier assessment.

    Parameters
    ----------
    rows : sequence of ProfileRow
        As `assessments.profile` returns them.
    title : str
        Over the profile.
    before : sequence of ProfileRow
        Of an earlier assessment; rows are matched by key. None unless said.
    width : float
        In inches; about 4.2 for a telephone. 7.6 unless said.
    wording : core.Wording
        The language of its words; by default English.
    """
    with _drawn(canvas, rows, before, width, wording) as drawn:
        said = wording.said(described(rows))
        return scene_svg(drawn.scene({}), title=title, description=said)


@arguments(
    rows=list_of(say("ProfileRows")),
    before=list_of(say("ProfileRows")),
    wording=A_WORDING,
)
def profile_figure(
    rows: Sequence[ProfileRow],
    *,
    before: Sequence[ProfileRow] = (),
    width: float = 7.6,
    wording: Wording = ENGLISH,
) -> Figure:
    """Return a profile as a matplotlib figure, to save or to change.

    What it is given is as for `profile_svg`.

    Parameters
    ----------
    before : sequence of ProfileRow
        The rows of an earlier assessment; none unless said.
    width : float
        The width in inches; 7.6 unless said.
    wording : Wording
        How it is said, and in which language; in English unless said.

    Raises
    ------
    MissingExtraError
        When matplotlib is not installed.
    """
    with _drawn(figure, rows, before, width, wording) as drawn:
        return settled(drawn)


def described(rows: Sequence[ProfileRow]) -> Sentence:
    """Return what a profile shows, for those who do not see it."""
    scored = sum(row.value is not None for row in rows)
    return say("{scored} of {n} parts have a score", scored=scored, n=len(rows))


@contextmanager
def _drawn(
    on: Callable[[float, float], AbstractContextManager[Any]],
    rows: Sequence[ProfileRow],
    before: Sequence[ProfileRow],
    width: float,
    wording: Wording,
) -> Iterator[Any]:
    earlier = {row.key: row for row in before}
    wide = width * POINTS
    entries = entries_said(entries_of(rows, before), wording)
    room = wide - 2 * EDGE
    head = legend_rows(entries, room) * ROW + EDGE
    high = HIGH * max(len(rows), 1)
    height = head + high + FOOT
    with on(width, height / POINTS) as drawn:
        if entries:
            legend = pane(drawn, EDGE, EDGE / 2, room, head - EDGE)
            draw_legend(legend, entries, room)
        sheet = pane(drawn, 0, head, wide, high)
        sheet.set_axis_off()
        sheet.set_xlim(0, wide)
        sheet.set_ylim(max(len(rows), 1) - 0.5, -0.5)
        if not rows:
            said = wording.said(say("no parts"))
            sheet.text(EDGE, 0, said, fontsize=SIZE, va="center")
        left, right = _label(sheet, rows, wide, wording)
        axes = pane(drawn, left, head, right - left, high)
        axes.set_facecolor("none")
        axes.set_xlim(0, 1)
        axes.set_ylim(*sheet.get_ylim())
        for place, row in enumerate(rows):
            _draw_row(axes, place, row, earlier.get(row.key))
        axes.set_yticks([])
        axes.set_xticks(
            [0, 0.5, 1], list(map(wording.said, ends_of(rows))), fontsize=SIZE
        )
        axes.tick_params(length=0)
        axes.spines["left"].set_visible(False)
        yield drawn


def entries_of(rows: Sequence[ProfileRow], before: Sequence[ProfileRow]) -> list[Entry]:
    """Return what a legend explains: what there is of a score, one before, a range."""
    keys = {row.key for row in rows}
    was = [row for row in before if row.key in keys]
    there = {
        SCORE: any(share_of(row, row.value) is not None for row in rows),
        BEFORE: any(share_of(row, row.value) is not None for row in was),
        RANGE: any(row.low != row.high for row in rows),
    }
    return [entry for entry, wanted in there.items() if wanted]


def _label(
    sheet: Axes, rows: Sequence[ProfileRow], wide: float, wording: Wording
) -> tuple[float, float]:
    """Write titles and values, and return where the room between them is."""
    values = [wording.said(value_said(row)) for row in rows]
    # Bold letters are wider than the others.
    wanted = [
        points_wide([line_of(row.title)], SIZE * 1.12) + INDENT * row.depth
        for row in rows
    ]
    taken = min(max(wanted, default=0), wide * 0.5)
    beside = min(points_wide(values, SIZE), wide * 0.3)
    for place, (row, value) in enumerate(zip(rows, values, strict=True)):
        left = EDGE + INDENT * row.depth
        weight = "bold" if row.depth == 0 else "normal"
        title = fitted(row.title, taken + EDGE - left, SIZE * 1.12)
        sheet.text(left, place, title, fontsize=SIZE, va="center", fontweight=weight)
        said = fitted(value, beside, SIZE)
        colour = COLOURS["text" if row.value is not None else "quiet"]
        sheet.text(
            wide - EDGE - beside, place, said, fontsize=SIZE, va="center", color=colour
        )
    return EDGE + taken + 2 * EDGE + 6, wide - beside - 3 * EDGE - 6


def _is_per_cent(row: ProfileRow) -> bool:
    return (row.least, row.most) == (0, 100)


def ends_of(rows: Sequence[ProfileRow]) -> tuple[Sentence, ...]:
    """Return what stands under the profile: per cents, where all rows have these."""
    if rows and all(map(_is_per_cent, rows)):
        return tuple(say("{share} %", share=share) for share in (0, 50, 100))
    return ENDS


def value_said(row: ProfileRow) -> Sentence:
    """Return the score of a row, on its scale and with its level."""
    if row.value is None:
        return say("no score")
    said = say("{value} of {most}", value=float(row.value), most=float(row.most))
    if _is_per_cent(row):
        said = say("{share} %", share=float(row.value))
    level = line_of(row.level)
    return say("{score}, {level}", score=said, level=level) if level else said


def share_of(row: ProfileRow, value: float | None) -> float | None:
    """Return a score as a share of the scale of its row."""
    if value is None or row.most == row.least:
        return None
    return (value - row.least) / (row.most - row.least)


def _draw_row(
    axes: Axes, place: int, row: ProfileRow, earlier: ProfileRow | None
) -> None:
    axes.plot([0, 1], [place, place], color=COLOURS["fill"], linewidth=5, zorder=0)
    low, high = share_of(row, row.low), share_of(row, row.high)
    if low is not None and high is not None:
        axes.plot(
            [low, high], [place, place], color=COLOURS["phase"], linewidth=4, zorder=1
        )
    was = share_of(earlier, earlier.value) if earlier else None
    share = share_of(row, row.value)
    for at, entry in ((was, BEFORE), (share, SCORE)):
        if at is not None:
            axes.plot(at, place, zorder=3, clip_on=False, **style_of(entry))
