"""An assessment profile: where each part stands, and what it could still be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cqikit.drawing._figure import COLOURS, figure, svg
from cqikit.drawing._text import shortened

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

    from cqikit.assessments import ProfileRow

__all__ = ["profile_svg"]

ROW: Final = 0.25


def profile_svg(
    rows: Sequence[ProfileRow], *, title: str, before: Sequence[ProfileRow] = ()
) -> str:
    """Return a profile as one ``<svg>`` element.

    A dot is the score as a share of the row's scale, a bar the range that the
    unanswered could still reach, a ring the score of an earlier assessment.

    Parameters
    ----------
    rows : sequence of ProfileRow
        As `assessments.profile` returns them.
    title : str
    before : sequence of ProfileRow
        Of an earlier assessment; rows are matched by key.
    """
    earlier = {row.key: row for row in before}
    with figure(7.6, ROW * len(rows) + 0.45) as drawn:
        axes = drawn.add_subplot()
        axes.set_xlim(-0.02, 1.02)
        axes.set_ylim(len(rows) - 0.4, -0.6)
        for place, row in enumerate(rows):
            _draw_row(axes, place, row, earlier.get(row.key))
        labels = [f"{'   ' * row.depth}{shortened(row.title, 62)}" for row in rows]
        axes.set_yticks(range(len(rows)), labels, fontsize=8, color=COLOURS["text"])
        for label, row in zip(axes.get_yticklabels(), rows, strict=True):
            label.set_fontweight("bold" if row.depth == 0 else "normal")
        axes.set_xticks([0, 0.5, 1], ["lowest", "middle", "highest"], fontsize=8)
        axes.tick_params(length=0)
        axes.spines["left"].set_visible(False)
        scored = sum(row.value is not None for row in rows)
        said = f"{scored} of {len(rows)} parts have a score"
        return svg(drawn, title=title, description=said)


def _share(row: ProfileRow, value: float | None) -> float | None:
    if value is None or row.most == row.least:
        return None
    return (value - row.least) / (row.most - row.least)


def _draw_row(
    axes: Axes, place: int, row: ProfileRow, earlier: ProfileRow | None
) -> None:
    axes.plot([0, 1], [place, place], color=COLOURS["fill"], linewidth=5, zorder=0)
    low, high = _share(row, row.low), _share(row, row.high)
    if low is not None and high is not None:
        axes.plot(
            [low, high], [place, place], color=COLOURS["phase"], linewidth=4, zorder=1
        )
    was = _share(earlier, earlier.value) if earlier else None
    if was is not None:
        axes.plot(
            was, place, "o", mfc="white", mec=COLOURS["line"], markersize=6, zorder=2
        )
    share = _share(row, row.value)
    if share is not None:
        axes.plot(share, place, "o", color=COLOURS["improvement"], ms=6, zorder=3)
