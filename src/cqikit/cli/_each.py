"""A chart of each team on one sheet, and what it shows in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from attrs import evolve, frozen

from cqikit import drawing, tables
from cqikit.cli._chart_forms import Told
from cqikit.cli._json import json_text
from cqikit.cli._judged import judged_data, judged_rows
from cqikit.cli._language import wording_of
from cqikit.core import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

__all__ = ["SHEETS", "Sheet"]


@frozen(kw_only=True)
class Sheet:
    """The charts of teams, and what is said of them.

    Parameters
    ----------
    title : str
        What is measured.
    understood : tuple of str
        What the table was taken to say, a sentence each.
    charts : dict of str to Told
        By team.
    """

    title: str
    understood: tuple[str, ...]
    charts: dict[str, Told]

    def lines(self, named: Callable[[str], str]) -> Iterator[str]:
        """Yield what is told in sentences; what was written is `named` by its file."""
        yield from self.understood
        first = next(iter(self.charts.values())).understood[-1]
        count = len(self.charts)
        yield say(
            "{count:# team|# teams}; of the first, {told}", count=count, told=first
        )
        for team, told in self.charts.items():
            summary = told.picture.judgement.summary
            yield say("{team}: {summary}", team=team, summary=summary)
        yield named(say("{count:# chart|# charts}", count=count))

    @property
    def unread(self) -> bool:
        """Return whether all rules failed, on any chart."""
        return any(told.unread for told in self.charts.values())

    @property
    def json(self) -> str:
        """Return the judged charts as one JSON object."""
        charts = {team: _data(told) for team, told in self.charts.items()}
        said = {"title": self.title, "understood": self.understood, "teams": charts}
        return json_text("chart", said)

    @property
    def pictures(self) -> list[drawing.ChartPicture]:
        """Return the pictures, each with its team above it."""
        return [
            evolve(
                told.picture,
                chart=evolve(told.picture.chart, title=team),
                alone=False,
                events=(),
            )
            for team, told in self.charts.items()
        ]

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Return one row a team and point."""
        return [
            {"team": team, **row}
            for team, told in self.charts.items()
            for row in judged_rows(told.picture)
        ]


def _data(told: Told) -> dict[str, Any]:
    return judged_data(told.picture, understood=told.understood, findings=told.findings)


def _svg(sheet: Sheet) -> str:
    return drawing.charts_svg(
        sheet.pictures, title=sheet.title, order="need", wording=wording_of()
    )


def _png(sheet: Sheet) -> bytes:
    return drawing.png(_svg(sheet))


def _pdf(sheet: Sheet) -> bytes:
    return drawing.pdf(
        drawing.charts_figure(sheet.pictures, order="need", wording=wording_of())
    )


#: How a sheet is written, by the ending of its file's name.
SHEETS: Final[Mapping[str, Callable[[Sheet], str | bytes]]] = {
    ".svg": _svg,
    ".png": _png,
    ".pdf": _pdf,
    ".json": lambda sheet: sheet.json,
    ".csv": lambda sheet: tables.to_csv(sheet.rows),
}
