"""Which rules a chart is read with is said by its lines, and decided in one place."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from cqikit import spc

FALLS = [4, 6, 5, 3, 6, 4, 5, 6, 4, 3, 5, 25]


@pytest.mark.parametrize("name", spc.CHARTS.names)
def test_a_kind_with_limits_is_read_by_them(name: str) -> None:
    read_with = spc.default_rules(spc.CHARTS[name])
    if name in {"g", "g-median", "g-exact"}:
        # Nothing lies below 0: that events come one upon the other is told by zeros.
        assert read_with == spc.SHEWHART_RUNS.add(spc.Zeros())
    else:
        assert read_with is (spc.ANHOEJ if name == "run" else spc.SHEWHART_RUNS)


@pytest.mark.parametrize("kind", ["c", "i"])
def test_a_chart_is_read_as_its_kind(kind: Any) -> None:
    chart = spc.chart(FALLS, kind)
    reading = spc.read(chart)
    assert reading.rules is spc.default_rules(chart)
    assert reading.flags["outside"].tolist() == [0] * 11 + [1]


def test_a_run_chart_with_given_limits_is_read_by_them() -> None:
    assert spc.read(spc.chart(FALLS, "run")).rules is spc.ANHOEJ
    reading = spc.read(spc.chart(FALLS, "run", centre=5, sigma=2, upper=11, lower=-1))
    assert reading.rules is spc.SHEWHART_RUNS
    assert reading.flags["outside"][-1] == 1
    # A centre alone is no limit.
    assert spc.read(spc.chart(FALLS, "run", centre=5)).rules is spc.ANHOEJ


def test_a_chart_of_somebody_else_has_limits() -> None:
    view = spc.View(np.array([5.0, 9]), centre=np.full(2, 5.0), sigma=np.ones(2))
    assert spc.read(view).flags["outside"].tolist() == [0, 1]
