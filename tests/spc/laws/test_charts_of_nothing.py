"""A chart may have no point yet, whatever is known of it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from itertools import chain, combinations
from typing import Any

import pytest

from cqikit import spc
from cqikit.errors import CqikitError, FieldError
from cqikit.spc import Input

LINES = ("centre", "sigma", "lower", "upper")
VERBS: tuple[Callable[[Any], Any], ...] = (
    *(spc.read, spc.sentences, spc.summary, spc.explain, spc.changes, spc.advise),
    *(spc.change_point, spc.monitor, spc.centre_basis, spc.stability, str, repr),
    lambda chart: spc.judge(chart, direction="higher"),
    lambda chart: spc.monitor(chart, baseline=3).take(1, 2),
)
LEVELS: tuple[Any, ...] = (0.5, [])
GIVEN = [*chain.from_iterable(combinations(LINES, many) for many in range(5))]


@pytest.mark.parametrize("kind", spc.CHARTS.names)
def test_a_chart_of_nothing_answers_or_says_why_not(kind: Any) -> None:
    takes = spc.CHARTS[kind].takes
    sizes: Any = [] if takes in {Input.UNITS, Input.EVENTS, Input.SUBGROUPS} else None
    within: Any = [] if kind.startswith("xbar") else None
    for names in GIVEN:
        for level in LEVELS:
            lines: Any = dict.fromkeys(names, level)
            if kind in {"g-median", "g-exact"} and "sigma" in lines:
                # Both limits and sigma follow from the mean.
                with pytest.raises(FieldError, match="sigma must not be given"):
                    spc.chart([], kind, **lines)
                continue
            made = spc.chart([], kind, sizes=sizes, within=within, **lines)
            assert made.values.size == 0
            for verb in VERBS:
                with suppress(CqikitError):
                    verb(made)
