"""A chart by itself is, bit for bit, what it is as a row, and by the long way.

One chart takes short ways: plain numbers are their own points, and lines that do not
move are numbers of Python. Neither changes anything that can be seen.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from attrs import astuple
from hypothesis import given, settings
from hypothesis import strategies as st

from cqikit import spc
from tests.spc.test_chart_kinds import KINDS, columns

LINES = ("values", "centre", "sigma", "lower", "upper")
RULES = spc.ANHOEJ | spc.NELSON


def assert_row(alone: spc.Chart, stack: spc.Chart) -> None:
    """Assert that a chart is that of the second row of a stack."""
    row = stack[1]
    for name in LINES:
        line, other = getattr(alone, name), getattr(row, name)
        np.testing.assert_array_equal(line, other, err_msg=name)
        assert not line.flags.writeable
    for line, other in zip(
        astuple(alone.view, recurse=False),
        astuple(row.view, recurse=False),
        strict=True,
    ):
        assert (line is None) == (other is None)
        if line is not None:
            np.testing.assert_array_equal(line, other)
            assert not line.flags.writeable
    if not alone.kind.only_outside:
        ours, theirs = spc.read(alone, RULES), spc.read(stack, RULES)
        for name, flags in ours.flags.items():
            np.testing.assert_array_equal(flags, theirs.flags[name][1], err_msg=name)


@pytest.mark.parametrize("name", KINDS)
@given(data=st.data())
@settings(max_examples=8)
def test_a_chart_alone_is_a_row_and_what_the_long_way_makes(
    name: str, data: st.DataObject
) -> None:
    kind = KINDS[name]
    n = data.draw(st.sampled_from([1, 2, 12, 30]))
    values, how = columns(kind, data.draw, n)
    if not kind.plots and data.draw(st.integers(0, 3)) == 0:
        values = [values[0]] * n
    per: dict[str, Any] = {}
    if kind.takes == "units" and kind.divided and data.draw(st.booleans()):
        per = {"per": 100.0}
    alone = spc.chart(values, kind, **how, **per)
    long_way: Any = {"phases": [], "exclude": []}
    assert alone == spc.chart(values, kind, **how, **per, **long_way)
    other = data.draw(st.permutations(values))
    stacked = np.stack([np.asarray(other, float), np.asarray(values, float)])
    assert_row(alone, spc.chart(stacked, kind, **how, **per))


@pytest.mark.parametrize("width", [1.0, 3.0])
def test_limits_at_a_bound_are_none_for_rules_of_one_chart_too(width: float) -> None:
    few, even = [0, 1, 0, 2, 0, 1], [4, 4, 4, 4, 4, 4]
    for values in (few, even):
        for kind in ("c", "i", "np", "p", "u"):
            how: Any = {"kind": kind, "width": width}
            how |= {"sizes": [5] * 6} if kind in {"np", "p", "u"} else {}
            assert_row(spc.chart(values, **how), spc.chart([few, values], **how))
    single: Any = {"sizes": [5], "width": width}
    assert_row(spc.chart([5], "p", **single), spc.chart([[2], [5]], "p", **single))
