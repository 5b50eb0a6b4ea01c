"""Whoever points at a point reads its period, its value, its n and its signal."""

from __future__ import annotations

from itertools import pairwise
from xml.etree import ElementTree as ET

import numpy as np
import pytest

from cqikit import drawing, spc
from cqikit.core import Period, parse_period
from cqikit.drawing import ChartPicture, Panel
from cqikit.errors import FieldError
from cqikit.languages import wording
from tests.drawing._svg import SVG, root, tips

MONTHS = [f"2025-{month:02}" for month in range(1, 11)]
SEEN = [41, 40, 43, 40, 42, 41, 40, 90, None, 42]


def share(**more: object) -> ChartPicture:
    made = spc.chart(
        SEEN, "p", sizes=[100] * 10, on=MONTHS, exclude={4: "A fire"}, per=100
    )
    judged = spc.judge(spc.read(made), "higher", unit="% of visits")
    return ChartPicture.of(judged, **more)


def circles(svg: str) -> list[tuple[float, float]]:
    """Return where something can be pointed at."""
    found = root(svg).iter(f"{SVG}circle")
    return [(float(spot.get("cx", "")), float(spot.get("cy", ""))) for spot in found]


def test_a_point_says_its_period_value_n_and_signal() -> None:
    told = tips(drawing.chart_svg(share()))
    assert len(told) == 9
    assert told[0] == "2025-01: 41 % of visits; n 100"
    assert told[4] == "2025-05: 42 % of visits; n 100; not counted; A fire"
    assert told[7] == "2025-08: 90 % of visits; n 100; improvement; outside"


def test_it_says_so_in_the_language_of_the_picture() -> None:
    told = tips(drawing.chart_svg(share(), wording=wording("es")))
    assert told[7] == "agosto de 2025: 90 % of visits; n 100; mejora; fuera"
    points = drawing.vega_lite(share(), wording=wording("es"))["datasets"]["points"]
    assert points[7]["rules"] == "fuera"


def test_it_lies_where_the_point_lies() -> None:
    found = circles(drawing.chart_svg(share(size=(6.0, 3.0), alone=True)))
    assert len(found) == 9
    assert all(left[0] < right[0] for left, right in pairwise(found))
    highest = min(found, key=lambda place: place[1])
    assert highest == found[7]
    assert all(0 < x < 6 * 72 and y > 0 for x, y in found)
    # Values that a logarithmic axis has no place for lie on its foot.
    low = ChartPicture(chart=spc.chart([0, 10, 100], "run"), log=True)
    *_, foot = sorted(y for _, y in circles(drawing.chart_svg(low)))
    assert circles(drawing.chart_svg(low))[0][1] == foot


def test_points_that_crowd_tell_of_signals_and_of_the_last() -> None:
    values = np.where(np.arange(900) % 2, 5.0, 6.0)
    values[450] = 40.0
    made = spc.read(spc.chart(values, centre=5.5, sigma=1), spc.THREE_SIGMA)
    told = tips(drawing.chart_svg(made))
    assert told == ["451: 40; signal; outside", "900: 5"]
    every = spc.read(spc.chart(np.full(9000, 40.0), centre=5.5, sigma=1))
    assert 100 < len(tips(drawing.chart_svg(every))) < 300


def test_many_charts_tell_of_signals_and_of_the_last_points() -> None:
    told = tips(drawing.charts_svg([share()], title="Sheet"))
    assert [tip.partition(":")[0] for tip in told] == ["2025-08", "2025-10"]


def on() -> list[Period]:
    return [parse_period(month) for month in MONTHS[:5]]


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({}, []),
        ({"on": on()}, ["2025-04: 2 days"]),
        ({"on": on(), "sizes": [9, 9, 9, 8, 9]}, ["2025-04: 2 days; n 8"]),
        ({"on": on(), "values": [None] * 5}, []),
    ],
)
def test_a_little_chart_tells_of_its_last_point(
    more: dict[str, object], told: list[str]
) -> None:
    fields = {"values": [3, 4, None, 2, None], "centre": [3] * 5} | more
    made = Panel("North", counted=[True] * 5, **fields)  # type: ignore[arg-type]
    [svg] = drawing.little_svgs([made], unit="days")
    titles = [part.text for part in ET.fromstring(svg).iter("title")]
    assert titles == ["North", *told]


def test_what_a_panel_knows_of_its_points_is_of_all_of_them() -> None:
    with pytest.raises(FieldError, match="on must have the shape"):
        Panel("North", [3, 4], [3, 3], [True, True], on=on())
    with pytest.raises(FieldError, match="sizes must have the shape"):
        Panel("North", [3, 4], [3, 3], [True, True], sizes=[9])
