"""Every kind of picture, made in any language from words of users in capitals."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from cqikit import drawing, spc
from cqikit.drawing import ChartPicture, Event, Panel
from cqikit.drivers import ChangeIdea, Diagram, Driver, Link
from cqikit.measures import Aim, Level
from cqikit.pdsa import Cycle, begin
from tests.drawing.test_profile import row
from tests.drawing.test_timeline import cycle

if TYPE_CHECKING:
    from matplotlib.figure import Figure


__all__ = ["EVERY", "Made"]

VALUES: Final = [5.0, 6, np.nan, 5, 7, 5, 4, 6, 5, 4, 5, 6, 1, 25, 0]
MONTHS: Final = [f"2025-{month:02}" for month in range(1, 13)] + [
    "2026-01",
    "2026-02",
    "2026-03",
]


def chart_picture() -> ChartPicture:
    made = spc.chart(
        VALUES,
        "i",
        on=MONTHS,
        phases={8: "AFTER"},
        exclude={12: "A FIRE"},
        title="WAIT",
    )
    judged = spc.judge(spc.read(made, rules=spc.NELSON), "lower")
    return ChartPicture(
        chart=made,
        reading=judged.reading,
        judgement=judged,
        unit="DAYS",
        target=4.0,
        log=True,
        carried=True,
        alone=True,
        events=[
            Event("2025-03-02", "2025-05-20", "PILOT"),
            Event("2025-07", "2025-07", "SPREAD"),
        ],
    )


def empty_picture() -> ChartPicture:
    return ChartPicture(chart=spc.chart([np.nan], on=["2025-01-06"]))


def counted_picture() -> ChartPicture:
    return ChartPicture(chart=spc.chart([4, 5, 4, 7], centre=5, sigma=1))


def cycles() -> list[Cycle]:
    made = cycle("c1", title="REMIND", idea="TEXTS", team="RIVER", scale=None)
    begun = cycle("c2", title="ALONE", idea="", days=(7,), scale=None)
    return [made, begun, begin(key="c3", title="LATER")]


def diagram() -> Diagram:
    aim = Aim(key="aim", title="ALL", measure="m", target=Level(90.0), by="2027-06")
    return Diagram(
        key="d",
        title="VISITS",
        aim=aim,
        drivers=[
            Driver(key="p", title="KNOW"),
            Driver(key="s", title="REMIND", tier="secondary"),
        ],
        ideas=[ChangeIdea(key="i", title="TEXTS")],
        links=[
            Link(cause="p", effect="aim", strength="strong"),
            Link(cause="s", effect="p"),
            Link(cause="i", effect="s"),
        ],
    )


def judged() -> spc.Judgement:
    steady = [7, 9, 8, 12, 8, 9, 8, 9, 8, 9]
    made = spc.panel(
        [*steady, *[value + 30 for value in steady]],
        keys=["RIVER"] * 10 + ["HILL"] * 10,
        on=MONTHS[:10] * 2,
    )
    return spc.judge(spc.read(made.chart), "lower", target=20)


PANELS: Final = [
    Panel("RIVER", [3, 0, 2], [3, 3, 3], [True, True, False], meets=True),
    Panel("HILL", [3, 4, np.nan], [3, 3, 3], [True] * 3, meets=None),
    Panel("LAKE", [9, 9, 9], [9, 9, 9], [True] * 3, meets=False),
]
FUNNEL: Final = spc.funnel(
    [9, 12, 31, 5, 60],
    [80, 100, 120, 60, 90],
    units=list("ABCDE"),
    per=100,
    title="LATE",
)
PARETO: Final = spc.pareto(
    ["STAFF", "CAR", "STAFF", "FAMILY", "STAFF", "CAR", None], title="REASONS"
)
ROWS: Final = [
    row(0, 4.5, title="WHOLE", low=3.0, high=6.0),
    row(1, None, title="PART", low=1.0, high=7.0),
    row(2, 3.0, title="PIECE", level="MET"),
]


class Made:
    """A kind of picture: as SVG and as a figure, in a language."""

    def __init__(self, kind: str, *given: Any, title: str = "", **more: Any) -> None:
        self.kind, self.given, self.more = kind, given, more
        self.title = {"title": title} if title else {}

    def svg(self, **more: Any) -> str:
        drawn: Callable[..., str] = getattr(drawing, f"{self.kind}_svg")
        return drawn(*self.given, **self.more, **self.title, **more)

    def vega(self, **more: Any) -> dict[str, Any]:
        name = "vega_lite" if self.kind == "chart" else f"{self.kind}_vega_lite"
        drawn: Callable[..., dict[str, Any]] = getattr(drawing, name)
        return drawn(*self.given, **self.more, **self.title, **more)

    def figure(self, **more: Any) -> Figure:
        drawn: Callable[..., Figure] = getattr(drawing, f"{self.kind}_figure")
        return drawn(*self.given, **self.more, **more)


EVERY: Final = {
    "chart": Made("chart", chart_picture()),
    "chart without data": Made("chart", empty_picture()),
    "chart without days": Made("chart", counted_picture()),
    "charts": Made("charts", [chart_picture(), chart_picture()], title="SHEET"),
    "charts of a judgement": Made("charts", judged(), title="SHEET"),
    "charts without data": Made("charts", [empty_picture()], title="SHEET"),
    "no charts": Made("charts", [], title="SHEET"),
    "charts in facets": Made(
        "charts",
        [counted_picture(), empty_picture(), counted_picture()],
        title="SHEET",
        facets=[("WARD", "STAYS"), ("CLINIC", "WAITS"), ("CLINIC", "STAYS")],
        scale="row",
    ),
    "multiples": Made("multiples", PANELS, title="SHEET", target=3, log=True),
    "no multiples": Made("multiples", [], title="SHEET"),
    "funnel": Made("funnel", FUNNEL, direction="lower", unit="RATE"),
    "funnel of neither": Made("funnel", FUNNEL),
    "pareto": Made("pareto", PARETO),
    "timeline": Made("timeline", cycles(), title="CYCLES"),
    "no cycles": Made("timeline", [], title="CYCLES"),
    "profile": Made("profile", ROWS, before=[row(2, 2.0)], title="PROFILE"),
    "no parts": Made("profile", [], title="PROFILE"),
    "matrix": Made("matrix", judged(), title="MATRIX"),
    "no measures": Made("matrix", [], title="MATRIX"),
    "diagram": Made("diagram", diagram(), notes={"i": "TRIED"}),
    "icon": Made("icon", "misses"),
}
