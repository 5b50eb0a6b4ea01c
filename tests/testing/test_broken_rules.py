"""Each law of rules and of kinds of charts is broken by somebody, and says so."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

import numpy as np
import pytest
from attrs import evolve, field, frozen
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from cqikit import spc
from cqikit.spc import UNDIRECTED, Shift, View
from cqikit.testing import RULE_LAWS, check_chart_kind, check_rule, views

LAWS = {law.__name__: law for law in RULE_LAWS}


@frozen
class Broken:
    """A rule that does as it is told."""

    flags: Callable[[View], Any] = field(eq=False)
    name: str = "broken"

    def __call__(self, view: Any, /) -> Any:
        return np.asarray(self.flags(view), dtype=np.int8)


@frozen
class Marking:
    """A rule that can mark what completes a pattern, and takes it back."""

    marks: str = "all"
    name: ClassVar[str] = "marking"

    def __call__(self, view: Any, /) -> Any:
        if self.marks == "all":
            return np.zeros(view.values.shape, dtype=np.int8)
        return last_alone(view)


def sides(view: View) -> Any:
    """Flag points by their side, as nearly every rule does."""
    return np.sign(np.nan_to_num(view.values - view.centre)).astype(np.int8)


def beyond(view: View) -> Any:
    """Flag what is more than two sigma from the centre, by its side."""
    far = view.values - view.centre
    return np.where(np.abs(far) > 2 * view.sigma, np.sign(far), 0)


def last_alone(view: View) -> Any:
    """Flag the last point, so that a flag is taken back with the next."""
    flags = np.zeros(view.values.shape, dtype=np.int8)
    flags[..., -1:] = UNDIRECTED * ~np.isnan(view.values[..., -1:])
    return flags


def from_third(view: View) -> Any:
    """Flag all points from the third on, whatever phases and exclusions there are."""
    flags = UNDIRECTED * ~np.isnan(view.values)
    flags[..., :2] = 0
    return flags


def above_first(view: View) -> Any:
    """Flag what is above the first of all that is shown."""
    return UNDIRECTED * (view.values > view.values.flat[0]) if view.values.size else 0


def wide(view: View) -> Any:
    return np.zeros((*view.values.shape[:-1], view.values.shape[-1] + 1))


#: The law, what breaks it, and what is said then.
BREAKS: dict[str, tuple[str, Callable[[View], Any], str]] = {
    "shape": ("answers_each_point", wide, "the shape of the flags is"),
    "flags": (
        "answers_each_point",
        lambda view: np.full(view.values.shape, 3),
        "flags must be of",
    ),
    "missing": (
        "blind_to_missing",
        lambda view: np.full(view.values.shape, UNDIRECTED),
        "a missing point is flagged",
    ),
    "constant": (
        "silent_on_constant_data",
        lambda view: view.values > 0.25,
        "constant data signals",
    ),
    "mirrored": (
        "mirrored",
        lambda view: sides(view).clip(0),
        "turned upside down, the flags are",
    ),
    "units": (
        "ignores_units",
        lambda view: UNDIRECTED * (np.abs(np.nan_to_num(view.values)) > 2),
        "the flags are",
    ),
    "stacks": ("stacks_equal_rows", above_first, "stacked, the flags are"),
    "points": ("point_by_point", last_alone, "once point"),
}


def tried(law: Any, rule: Any) -> None:
    """Try a law on a rule; looking for the smallest counterexample takes long."""

    @settings(max_examples=100, phases=[Phase.generate])
    @given(view=views(), data=st.data())
    def keeps(view: View, data: Any) -> None:
        law(rule, view, data)

    keeps()


@pytest.mark.parametrize("case", BREAKS)
def test_a_rule_that_breaks_a_law_is_told(case: str) -> None:
    law, flags, said = BREAKS[case]
    with pytest.raises(AssertionError, match=said):
        tried(LAWS[law], Broken(flags))


@pytest.mark.parametrize(
    ("law", "calls", "said"),
    [
        ("phase_by_phase", 2, "with a new phase at"),
        ("excluded_is_left_out", 1, "without "),
    ],
)
def test_a_rule_that_remembers_what_it_was_shown_is_told(
    law: str, calls: int, said: str
) -> None:
    shown: list[View] = []

    def flags(view: View) -> Any:
        shown.append(view)
        return UNDIRECTED * ~np.isnan(view.values) * (len(shown) > calls)

    chart = View(np.array([0.5] * 6), np.zeros(6), np.ones(6))

    @settings(max_examples=1, phases=[Phase.generate])
    @given(data=st.data())
    def keeps(data: Any) -> None:
        shown.clear()
        LAWS[law](Broken(flags), chart, data)

    with pytest.raises(AssertionError, match=said):
        keeps()


@pytest.mark.parametrize("law", LAWS)
def test_a_rule_that_breaks_none_passes(law: str) -> None:
    check_rule(Broken(beyond), laws=(LAWS[law],), examples=20)
    if law != "silent_on_constant_data":
        check_rule(Broken(sides), laws=(LAWS[law],), examples=20)


def test_what_may_mark_what_completes_a_pattern_is_asked_for_it() -> None:
    with pytest.raises(AssertionError, match="once point"):
        tried(LAWS["point_by_point"], Marking())


def test_a_flag_may_come_later_and_is_not_taken_back() -> None:
    def early(view: View) -> Any:
        flags = np.zeros(view.values.shape, dtype=np.int8)
        flags[..., : view.values.shape[-1] // 2] = UNDIRECTED
        return flags * ~np.isnan(view.values)

    check_rule(Broken(early), laws=(LAWS["point_by_point"],), examples=50)


def test_all_laws_are_tried_unless_said() -> None:
    with pytest.raises(AssertionError, match="a missing point is flagged"):
        check_rule(Broken(BREAKS["missing"][1]), drawn_from=views(most=4))
    check_rule(Shift(length=5), drawn_from=views(most=4), examples=5)


@given(views())
def test_a_chart_is_in_eighths_of_a_sigma_and_cannot_be_written_to(view: View) -> None:
    known = view.values[~np.isnan(view.values)]
    assert view.values.size <= 40
    assert np.all(np.abs(known) <= 3.5)
    assert np.all(known * 32 == np.round(known * 32))
    assert not view.centre.any()
    assert (view.sigma == 1).all()
    assert not any(
        array.flags.writeable for array in (view.values, view.centre, view.sigma)
    )


def known(values: Any) -> Any:
    """Return the values that are not missing."""
    return values[~np.isnan(values)]


#: What a rule has to be tried on.
SEEN: dict[str, Callable[[Any], Any]] = {
    "nothing": lambda values: not values.size,
    "many points": lambda values: values.size > 35,
    "far above": lambda values: (values > 3).any(),
    "far below": lambda values: (values < -3).any(),
    "no half of a sigma": lambda values: (
        (np.abs(values) > 1) & (values * 8 % 4 != 0) & ~np.isnan(values)
    ).any(),
    "one side": lambda values: values.size > 8 and (values >= 0).all(),
    "the other side": lambda values: values.size > 8 and (values <= 0).all(),
    "rising": lambda values: values.size > 8 and (np.diff(values) >= 0).all(),
    "falling": lambda values: values.size > 8 and (np.diff(values) <= 0).all(),
    "near": lambda values: len({*known(values)}) > 5 and max(abs(known(values))) < 1,
    "alternating": lambda values: (
        np.count_nonzero(known(values)) > 6
        and (known(values)[1:] * known(values)[:-1] <= 0).all()
    ),
    "gaps": lambda values: np.isnan(values).sum() > 1,
    "ties": lambda values: (values.size > 4) & (np.diff(values) == 0).any(),
}


def test_charts_of_every_kind_are_drawn() -> None:
    seen: set[str] = set()

    @settings(max_examples=250, phases=[Phase.generate])
    @given(views())
    def look(view: View) -> None:
        assert view.values.size <= 40
        assert not (np.abs(view.values) > 3.5).any()
        assert np.isnan(view.values).sum() <= 3
        seen.update(what for what, is_so in SEEN.items() if is_so(view.values))

    look()
    assert seen == set(SEEN)


RUN = spc.CHARTS["run"]
VALUES = [4.0, 9.0, 6.0, 7.0, 5.0, 8.0, 3.0]


def counted(points: spc.Points) -> Any:
    """Return a line that depends on how many points there are."""
    return np.full((*points.values.shape[:-1], 1), float(points.values.shape[-1]))


def first_of_all(points: spc.Points) -> Any:
    """Return the first value of each chart; of whole ones, that of the first chart."""
    first = points.values[..., :1]
    whole = points.values.shape[-1] == len(VALUES)
    return np.broadcast_to(first.flat[0], first.shape) if whole else first


@pytest.mark.parametrize(
    ("centre", "law"),
    [
        (counted, "a phase is a chart of its own"),
        (first_of_all, "a stack has the charts of its rows"),
    ],
)
def test_a_kind_of_chart_that_breaks_a_law_is_told(centre: Any, law: str) -> None:
    check_chart_kind(RUN, VALUES)
    with pytest.raises(AssertionError, match=f"{law}: centre of run"):
        check_chart_kind(evolve(RUN, centre=centre), VALUES)


def test_a_baseline_is_half_of_the_points() -> None:
    def mean_size(centre: Any, spread: Any, sizes: Any) -> Any:
        del centre, spread
        return np.broadcast_to(np.mean(sizes, axis=-1, keepdims=True), sizes.shape)

    law = "limits of a baseline are those of its points alone"
    kind = evolve(spc.CHARTS["u"], line=mean_size)
    with pytest.raises(AssertionError, match=f"{law}: centre of u"):
        check_chart_kind(kind, VALUES, sizes=[9.0, 8.0, 9.0, 7.0, 9.0, 6.0, 9.0])


def test_lines_may_differ_by_rounding_alone() -> None:
    kind = evolve(RUN, centre=first_of_all)
    check_chart_kind(kind, [0.9e-9, *VALUES[1:-1], 0.0])
    with pytest.raises(AssertionError, match="a stack has the charts of its rows"):
        check_chart_kind(kind, [1.05e-9, *VALUES[1:-1], 0.0])


def test_the_columns_that_are_given_go_into_the_chart() -> None:
    sizes = [9.0, 8.0, 9.0, 7.0, 9.0, 6.0, 9.0]
    check_chart_kind(spc.CHARTS["u"], VALUES, sizes=sizes)
    spreads = [1.0, 2.0, 1.5, 1.0, 0.5, 1.0, 2.0]
    check_chart_kind(spc.CHARTS["xbar"], VALUES, sizes=sizes, within=spreads)


def test_six_points_are_enough_for_a_kind_that_needs_three() -> None:
    def of_three(points: spc.Points) -> Any:
        known = (~np.isnan(points.values)).sum(axis=-1)
        assert (known >= 3).all(), known
        return RUN.centre(points)

    check_chart_kind(evolve(RUN, centre=of_three), VALUES[:6])


@given(st.integers(6, 9))
@settings(max_examples=4)
def test_a_kind_of_chart_is_tried_on_any_number_of_points(count: int) -> None:
    check_chart_kind(RUN, np.arange(float(count)))
