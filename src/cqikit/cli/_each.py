"""A chart of each team on one sheet, and what it shows in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from attrs import evolve

from cqikit import drawing, files
from cqikit.cli._output import form_of, speaks
from cqikit.cli._series import understood
from cqikit.core import plural

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from cqikit.measures import Series

__all__ = ["sheet"]


def _svg(pictures: list[drawing.ChartPicture], title: str) -> str:
    return drawing.charts_svg(pictures, title=title, order="need")


def _png(pictures: list[drawing.ChartPicture], title: str) -> bytes:
    del title  # (a figure has none)
    return drawing.png(drawing.charts_figure(pictures, order="need"))


#: How a sheet is written, by the ending of its file's name.
FORMS: Final[Mapping[str, Callable[[list[drawing.ChartPicture], str], str | bytes]]] = {
    ".svg": _svg,
    ".png": _png,
}


def sheet(
    pictures: Mapping[str, drawing.ChartPicture],
    many: Mapping[str, Series],
    output: Path,
    said: Iterable[str],
    **how: Any,
) -> None:
    """Write the charts of teams on one sheet, and say what each shows.

    Parameters
    ----------
    pictures : mapping of str to ChartPicture
        By team.
    many : mapping of str to Series
        What they are of.
    output : path
        Where to write: its ending is a form.
    said : iterable of str
        What was understood of the table.
    **how
        As for `files.write_output`.
    """
    form = form_of(output, FORMS, "sheet of charts")
    titled = [
        evolve(picture, chart=evolve(picture.chart, title=team), alone=False, events=())
        for team, picture in pictures.items()
    ]
    first = next(iter(many.values()))
    files.write_output(output, form(titled, first.measure.title), **how)
    say = speaks(output)
    for line in said:
        say(line)
    say(f"{plural(len(many), 'team')}; of the first, {understood(first)}")
    for team, picture in pictures.items():
        say(f"{team}: {picture.judgement.summary}")
