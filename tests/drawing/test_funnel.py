from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from attrs import evolve

from cqikit import spc
from cqikit.core import ENGLISH
from cqikit.drawing import _vega_units, funnel_figure, funnel_svg, funnel_vega_lite
from cqikit.measures import Measure
from tests.drawing._svg import NASTY, colours, root, said_of, size, texts, title_of

SIZES = np.linspace(20, 400, 30).round()
EVENTS = (SIZES * 0.2).round()
EVENTS[3], EVENTS[20], EVENTS[28] = 40, 10, 120
UNITS = [f"Clinic {place}" for place in range(30)]
MADE = spc.funnel(EVENTS, SIZES, units=UNITS, per=100, title="Late visits")


def test_units_beyond_the_outer_limits_bear_their_names() -> None:
    made = funnel_svg(MADE, unit="% late", across="visits")
    named = {text for text in texts(made) if text.startswith("Clinic")}
    assert named == set(MADE.beyond())
    assert {"% late", "visits", "beyond the outer limits"} <= set(texts(made))
    assert title_of(made) == "Late visits"
    assert said_of(made) == "30 units, 3 beyond the outer limits"


def test_a_figure_has_its_size() -> None:
    made = funnel_figure(MADE, direction="lower", across="visits", size=(5.0, 4.0))
    assert made.get_size_inches().tolist() == [5.0, 4.0]
    assert "visits" in {text.get_text() for text in made.texts}


@pytest.mark.parametrize("better", ["higher", "lower"])
def test_better_and_worse_have_their_marks(better: Any) -> None:
    said = texts(funnel_svg(MADE, direction=better))
    assert {"better, beyond the outer limits", "worse, beyond the outer limits"} <= set(
        said
    )
    assert "beyond the outer limits" not in said


def test_a_measure_says_which_way_is_better_and_the_unit() -> None:
    late = Measure(key="late", title="Late", kind="proportion", per=100, unit="% late")
    late = evolve(late, direction="lower")
    known = evolve(MADE, measure=late)
    told = funnel_svg(MADE, direction="lower", unit="% late")
    assert funnel_svg(known) == told
    assert funnel_vega_lite(known) == funnel_vega_lite(
        MADE, direction="lower", unit="% late"
    )
    assert funnel_svg(known, direction="neither", unit="") == funnel_svg(MADE)


def test_limits_and_centre_are_named_at_their_end() -> None:
    said = texts(funnel_svg(MADE))
    assert said.count("95 %") == said.count("99.8 %") == 2
    assert "22 %" not in said
    given = spc.funnel(EVENTS, SIZES, centre=0.2)
    assert "0.2 (given)" in texts(funnel_svg(given))


def test_units_between_the_limits_are_hollow() -> None:
    edge = spc.funnel([20, 20, 20, 31], [100, 100, 100, 100])
    made = funnel_svg(edge)
    between = edge.beyond(0.95).keys() - edge.beyond().keys()
    assert ("beyond the inner limits only" in texts(made)) == bool(between)
    assert between


def test_names_do_not_lie_over_each_other() -> None:
    crowd = spc.funnel([80] * 20 + [10] * 20, [100] * 40, kind="rate")
    named = [text for text in texts(funnel_svg(crowd)) if text in crowd.units]
    assert len(crowd.beyond()) == 40
    assert 2 <= len(named) < 40


@pytest.mark.parametrize(
    "made",
    [
        spc.funnel([1], [3]),
        spc.funnel([0, 0], [3, 4]),
        spc.funnel([3, 4], [3, 4]),
        spc.funnel([5, 9], [30, 80], kind="rate", levels=[0.9, 0.95, 0.99, 0.998]),
        spc.funnel(EVENTS, SIZES, limits="additive"),
    ],
    ids=["one unit", "no events", "all events", "rates", "additive"],
)
def test_little_or_odd_data_can_be_drawn(made: spc.Funnel) -> None:
    drawn = funnel_svg(made, size=(4.2, 1.5))
    assert root(drawn) is not None
    assert "nan" not in drawn
    assert size(drawn)[0] == pytest.approx(302.4)
    assert colours(drawn)


def test_whatever_people_type_is_shown_as_typed() -> None:
    typed = [text for text in NASTY if text.strip()]
    events = [60 if place % 2 else 5 for place in range(len(typed))]
    made = spc.funnel(
        events, [100] * len(typed), units=typed, kind="rate", title="".join(NASTY)
    )
    assert len(made.beyond()) == len(typed)
    drawn = funnel_svg(made, unit=typed[0], across=typed[1])
    assert root(drawn) is not None
    assert "<script" not in drawn


def test_a_limit_that_is_not_there_has_no_place_in_a_specification() -> None:
    def curve(sizes: Any, _: float) -> tuple[Any, Any]:
        return np.full(len(sizes), np.nan), np.ones(len(sizes))

    funnel: Any = SimpleNamespace(
        sizes=np.array([4.0, 9.0]), levels=(0.95,), curve=curve
    )
    assert {row["side"] for row in _vega_units._limits(funnel, ENGLISH)} == {1}
