"""Laws that every rule keeps, and random charts to try them on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeAlias

import numpy as np
from attrs import evolve, fields_dict, has
from hypothesis import given, settings
from hypothesis import strategies as st

from cqikit.spc import DOWN, UNDIRECTED, UP, View, read

if TYPE_CHECKING:
    from collections.abc import Callable

    from hypothesis.strategies import DataObject, SearchStrategy
    from numpy.typing import NDArray

    from cqikit.spc import Rule

    Floats: TypeAlias = NDArray[np.float64]
    Flags: TypeAlias = NDArray[np.int8]

__all__ = ["RULE_LAWS", "check_rule", "views"]

#: Values are so many eighths of a sigma, so that arithmetic with them is exact.
EIGHTH: Final = 0.125
#: Numbers of points: none, and up to a few patterns' worth.
MOST_POINTS: Final = 40

Law: TypeAlias = "Callable[[Rule, View, DataObject], None]"


@st.composite
def views(draw: st.DrawFn, *, most: int = MOST_POINTS) -> View:
    """Draw one chart: points in eighths of a sigma, runs, trends, ties and gaps.

    Parameters
    ----------
    most : int
        How many points at most; 40 unless said.
    """
    count = draw(st.integers(0, most))
    # Many lie on whole halves of a sigma, so that there are ties.
    step = st.integers(-28, 28) | st.integers(-7, 7).map(lambda half: 4 * half)
    eighths = draw(st.lists(step, min_size=count, max_size=count))
    values = np.array(eighths, dtype=np.float64) * EIGHTH
    shape = draw(st.sampled_from(("any", "one side", "rising", "near", "alternating")))
    if shape == "one side":
        values = np.abs(values)
    elif shape == "rising":
        values = np.sort(values)
    elif shape == "near":
        values /= 4
    elif shape == "alternating":
        values = np.abs(values) * np.where(np.arange(count) % 2, -1.0, 1.0)
    if count:
        values[draw(st.lists(st.integers(0, count - 1), max_size=3))] = np.nan
    if draw(st.booleans()):
        values = -values
    return _view(values, 0.0, 1.0)


def _view(values: Floats, centre: float, sigma: float) -> View:
    arrays = [values, np.full(values.shape, centre), np.full(values.shape, sigma)]
    for array in arrays:
        # A rule that writes to the chart it is shown fails here.
        array.setflags(write=False)
    return View(*arrays)


def answers_each_point(rule: Rule, view: View, _: DataObject) -> None:
    """Each point has a flag, which is -1, 0, 1 or 2."""
    flags = np.asarray(rule(view))
    assert flags.shape == view.values.shape, (
        f"the shape of the flags is {flags.shape}, that of the points"
        f" {view.values.shape}"
    )
    known = {DOWN, 0, UP, UNDIRECTED}
    assert set(flags.tolist()) <= known, f"flags must be of {sorted(known)}"


def blind_to_missing(rule: Rule, view: View, _: DataObject) -> None:
    """Missing points are never flagged."""
    flagged = rule(view) != 0
    assert not flagged[np.isnan(view.values)].any(), "a missing point is flagged"


def silent_on_constant_data(rule: Rule, view: View, _: DataObject) -> None:
    """Constant data, whose sigma is NaN as it would be 0, signal nothing."""
    still = _view(np.full(view.values.shape, 0.1 + 0.2), 0.3, np.nan)
    assert not rule(still).any(), "constant data signals"


def mirrored(rule: Rule, view: View, _: DataObject) -> None:
    """Mirror images of charts have mirror images of their flags."""
    flags = rule(view)
    expected = np.where(flags == UNDIRECTED, flags, -flags)
    found = rule(_view(-view.values, 0.0, 1.0))
    _same(found, expected, "turned upside down")


def ignores_units(rule: Rule, view: View, data: DataObject) -> None:
    """Other units, another zero: the same flags."""
    scale = data.draw(st.sampled_from((0.25, 2.0, 64.0)))
    zero = data.draw(st.integers(-100, 100))
    moved = _view(view.values * scale + zero, float(zero), scale)
    _same(rule(moved), rule(view), f"times {scale} plus {zero}")


def stacks_equal_rows(rule: Rule, view: View, data: DataObject) -> None:
    """Many charts at once have the flags that each has by itself."""
    order = data.draw(st.permutations(range(view.values.size)))
    rows = np.stack([view.values, view.values[::-1], view.values[list(order)]])
    expected = [rule(_view(row, 0.0, 1.0)) for row in rows]
    _same(rule(_view(rows, 0.0, 1.0)), np.stack(expected), "stacked")
    deep = rule(_view(rows[:, np.newaxis], 0.0, 1.0))
    _same(deep[:, 0], np.stack(expected), "stacked twice")


def phase_by_phase(rule: Rule, view: View, data: DataObject) -> None:
    """`read` finds in two phases what it finds in each, and no more."""
    cut = data.draw(st.integers(0, view.values.size))
    breaks = np.arange(view.values.size) == cut
    parts = [
        rule(_view(part, 0.0, 1.0)) for part in (view.values[:cut], view.values[cut:])
    ]
    found = read(evolve(view, breaks=breaks), [rule]).flags[rule.name]
    _same(found, np.concatenate(parts), f"with a new phase at {cut}")


def excluded_is_left_out(rule: Rule, view: View, data: DataObject) -> None:
    """`read` finds without excluded points what it finds where they never were."""
    count = view.values.size
    marks = data.draw(st.lists(st.booleans(), min_size=count, max_size=count))
    excluded = np.array(marks, dtype=bool)
    expected = np.zeros(count, dtype=np.int8)
    expected[~excluded] = rule(_view(view.values[~excluded], 0.0, 1.0))
    found = read(evolve(view, excluded=excluded), [rule]).flags[rule.name]
    _same(found, expected, f"without {np.flatnonzero(excluded).tolist()}")


def point_by_point(rule: Rule, view: View, data: DataObject) -> None:
    """Later points never change what is known at a point.

    A rule that can flag just the points that complete a pattern is asked for
    these; of any other, no flag is ever taken back.
    """
    kind: Any = type(rule)
    asked: Any = rule
    exact = has(kind) and "marks" in fields_dict(kind)
    if exact:
        asked = evolve(asked, marks="completing")
    known = data.draw(st.integers(0, view.values.size))
    before = asked(_view(view.values[:known], 0.0, 1.0))
    after = asked(view)[:known]
    if not exact:
        after = np.where(before != 0, after, 0)
    _same(after, before, f"once point {known} is there")


#: The laws of rules. One on whole phases, such as Anhøj's, does not keep the
#: last: what is too few depends on how many points there are.
RULE_LAWS: Final[tuple[Law, ...]] = (
    answers_each_point,
    blind_to_missing,
    silent_on_constant_data,
    mirrored,
    ignores_units,
    stacks_equal_rows,
    phase_by_phase,
    excluded_is_left_out,
    point_by_point,
)


def check_rule(
    rule: Rule,
    *,
    laws: tuple[Law, ...] = RULE_LAWS,
    drawn_from: SearchStrategy[View] | None = None,
    examples: int = 25,
) -> None:
    """Try every law on a rule, with random charts.

    Parameters
    ----------
    rule : Rule
    laws : tuple of Law
        The laws to try; all unless said.
    drawn_from : strategy of View, optional
        Where charts come from, when the rule needs rarer ones to speak; from `views`
        unless said.
    examples : int
        How many charts for each law; 25 unless said.

    Raises
    ------
    AssertionError
        When a law does not hold; hypothesis shows the smallest chart.

    Examples
    --------
    >>> from cqikit.spc import Shift
    >>> check_rule(Shift(length=5), examples=5)
    """
    source = views() if drawn_from is None else drawn_from

    @settings(max_examples=examples, deadline=None, database=None, derandomize=True)
    @given(view=source, data=st.data())
    def keeps(law: Law, view: View, data: Any) -> None:
        law(rule, view, data)

    for law in laws:
        keeps(law)


def _same(found: Flags, expected: Flags, because: str) -> None:
    found, expected = np.asarray(found), np.asarray(expected)
    assert np.array_equal(found, expected), (
        f"{because}, the flags are {found.tolist()} instead of {expected.tolist()}"
    )
