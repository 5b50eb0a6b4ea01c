"""Rules as machines signal where the rules themselves do."""

import math
from typing import Any

import numpy as np
import pytest
from attrs import evolve, fields_dict
from hypothesis import given, settings
from hypothesis import strategies as st

from cqikit import spc
from cqikit.spc._power._automata import Letter, machine_of, normal_letter

sigmas = st.sampled_from([0.5, 1.0, 1.5, 2.0])
flag = st.booleans()
windows = st.tuples(st.integers(2, 6), st.integers(2, 6)).filter(
    lambda pair: pair[0] <= pair[1] < 2 * pair[0]
)


def _near(pair: tuple[int, int], **kwargs: Any) -> spc.KOfNBeyond:
    return spc.KOfNBeyond(count=pair[0], window=pair[1], **kwargs)


near = st.builds(
    _near,
    windows,
    sigmas=sigmas,
    same_side=flag,
    last_beyond=flag,
    within_limits=flag,
    net=flag,
    windows=st.sampled_from(["begun", "full"]),
)
by_last = st.builds(
    _near,
    windows,
    sigmas=sigmas,
    same_side=flag,
    by_last=st.just(True),
    windows=st.just("full"),
)
rules = st.one_of(
    near,
    by_last,
    st.builds(spc.BeyondLimits, sigmas=st.one_of(st.none(), sigmas)),
    st.builds(spc.Shift, length=st.integers(2, 9)),
    st.builds(spc.Stratification, length=st.integers(2, 9), sigmas=sigmas),
    st.builds(spc.Mixture, length=st.integers(2, 6), sigmas=sigmas, both_sides=flag),
    st.builds(spc.OppositeLimits, sigmas=sigmas),
)
# Odd numbers of eighths lie on none of the lines.
values = st.lists(
    st.integers(-16, 15).map(lambda number: (2 * number + 1) / 8), max_size=40
)


def first_signal(rule: Any, series: list[float]) -> int | None:
    """Return the first point at which the rule's pattern is complete."""
    if "marks" in fields_dict(type(rule)):
        rule = evolve(rule, marks="completing")
    flags = rule(spc.KnownCentre().view(np.array(series)))
    places = np.flatnonzero(flags)
    return int(places[0]) if places.size else None


@settings(max_examples=100)
@given(rules, values)
def test_a_machine_signals_where_its_rule_completes_a_pattern(
    rule: Any, series: list[float]
) -> None:
    machine = machine_of(rule)
    assert machine is not None
    state: Any = machine.start
    found = None
    for place, value in enumerate(series):
        state = machine.step(state, normal_letter(value))
        if state is None:
            found = place
            break
    assert found == first_signal(rule, series)


@given(rules, st.floats(-5, 5), st.floats(-5, 5))
def test_between_its_edges_a_machine_tells_no_two_points_apart(
    rule: Any, this: float, other: float
) -> None:
    machine = machine_of(rule)
    assert machine is not None
    lines = sorted({sign * edge for edge in machine.edges for sign in (-1, 1)})
    places = np.searchsorted(lines, [this, other])
    if places[0] == places[1] and not {this, other} & set(lines):
        first, second = (
            machine.step(machine.start, normal_letter(value)) for value in (this, other)
        )
        assert first == second


@pytest.mark.parametrize(
    "rule", [spc.Trend(), spc.Alternating(), spc.LongestRun(), spc.Crossings()]
)
def test_other_rules_are_no_machines(rule: spc.Rule) -> None:
    assert machine_of(rule) is None


# On the centre line, on the lines of rules, and on the limits -----------------------

on_centre = st.sampled_from(["break", "skip", "above", "below", "either"])
missing = st.sampled_from(["break", "skip"])
conventions = st.one_of(
    st.builds(
        _near,
        windows,
        sigmas=sigmas,
        inclusive=flag,
        same_side=flag,
        last_beyond=flag,
        within_limits=flag,
        net=flag,
        missing=missing,
        windows=st.sampled_from(["begun", "full"]),
    ),
    st.builds(spc.BeyondLimits, sigmas=st.one_of(st.none(), sigmas), inclusive=flag),
    st.builds(
        spc.Shift, length=st.integers(2, 5), on_centre=on_centre, missing=missing
    ),
    st.builds(
        spc.Stratification,
        length=st.integers(2, 5),
        sigmas=sigmas,
        inclusive=flag,
        missing=missing,
    ),
    st.builds(
        spc.Mixture,
        length=st.integers(2, 5),
        sigmas=sigmas,
        both_sides=flag,
        inclusive=flag,
        missing=missing,
    ),
    st.builds(spc.OppositeLimits, sigmas=sigmas, inclusive=flag, missing=missing),
)
halves = st.lists(
    st.one_of(st.integers(-8, 8).map(lambda number: number / 2), st.just(float("nan"))),
    max_size=30,
)


def letter_of(value: float) -> Letter:
    """Return the letter of a point, which may lie on a limit of 3 sigma."""
    on = (value == 3) - (value == -3)
    return Letter(value, on or normal_letter(value).outside)


@settings(max_examples=300)
@given(conventions, halves)
def test_a_machine_knows_what_lies_on_a_line(rule: Any, series: list[float]) -> None:
    machine = machine_of(rule)
    assert machine is not None
    state: Any = machine.start
    found = None
    for place, value in enumerate(series):
        if math.isnan(value):
            state = state if machine.bridges else machine.start
            continue
        state = machine.step(state, letter_of(value))
        if state is None:
            found = place
            break
    assert found == first_signal(rule, series)
