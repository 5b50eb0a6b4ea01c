"""Labels are whole, and none stands over another, on a picture for a telephone."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from cqikit import drawing, spc

LONG = "cases per 100,000 person-years under report"
ACROSS = "people, times the part of the weeks that were reported"


def texts(svg: str) -> list[str]:
    """Return the texts of a picture."""
    return re.findall(r"<text[^>]*>([^<]*)</text>", svg)


def test_a_long_unit_stands_on_several_lines() -> None:
    chart = spc.chart([3, 5, 4, 6, 5], "i")
    picture = drawing.ChartPicture(chart=chart, unit=LONG, size=(4.2, 2.6))
    said = " ".join(texts(drawing.chart_svg(picture)))
    assert all(word in said for word in LONG.split())
    assert "\u2026" not in said


def test_a_unit_of_one_line_stays_one() -> None:
    chart = spc.chart([3, 5, 4, 6, 5], "i")
    picture = drawing.ChartPicture(chart=chart, unit="days of waiting")
    assert "days of waiting" in texts(drawing.chart_svg(picture))
    plain = drawing.ChartPicture(chart=chart)
    assert len(texts(drawing.chart_svg(plain))) < len(texts(drawing.chart_svg(picture)))


@pytest.mark.parametrize("most", [9, 4_000, 336_000_000])
@pytest.mark.parametrize("wide", [4.2, 7.6])
def test_sizes_of_a_funnel_do_not_stand_over_each_other(most: int, wide: float) -> None:
    sizes = [most // place for place in range(1, 9)]
    units = [f"t{place}" for place in range(8)]
    funnel = spc.funnel([size // 3 for size in sizes], sizes, units=units)
    svg = drawing.funnel_svg(funnel, unit=LONG, across=ACROSS, size=(wide, 3.6))
    said = texts(svg)
    assert ACROSS in said
    tick = r'x="([\d.]+)"[^>]*anchor: middle[^>]*>([\d,.]+)</text>'
    found = re.findall(tick, svg)
    places = sorted((float(at), text) for at, text in found)
    assert len(places) > 1
    for (first, text), (other, next_text) in pairwise(places):
        assert other - first > 8 * 0.55 * (len(text) + len(next_text)) / 2
