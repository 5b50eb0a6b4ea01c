"""Charts here and there: every line at every point, and what rules say of them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from random import Random
from typing import Any, Final

import numpy as np

from cqikit import spc
from tests.differential.counted import COUNTED
from tests.differential.inputs import Drawn, drawn, phases
from tests.differential.lines import KINDS, Line, phase_lines

__all__ = ["compare_lines"]

EVERY_KIND: Final = (*KINDS, *COUNTED)
#: Relative to the largest number on the chart; d2 and d3 are integrals.
NEAR: Final = 1e-9
NEAR_BY_KIND: Final = {"r": 1e-7, "xbar-range": 1e-7}


def compare_lines(random: Random) -> tuple[str, str]:
    """Return which kind of chart was drawn, and where it differs, "" if nowhere."""
    kind = random.choice(EVERY_KIND)
    case = drawn(random, kind)
    values, asked = case.arguments()
    made = spc.chart(values, **asked)
    wanted = [line for phase in phases(case) for line in phase_lines(kind, phase)]
    return kind, difference(made, wanted, case)


def difference(made: Any, wanted: Sequence[Line], case: Drawn) -> str:
    """Say where the lines that rules see, and those drawn, are not those wanted."""
    numbers = [abs(y) for line in wanted for y in line[:3] if math.isfinite(y)]
    near = NEAR_BY_KIND.get(case.kind, NEAR) * max(numbers, default=0.0)
    seen, drawn_too = made.view, made.kind.scale is None
    for at, line in enumerate(wanted):
        floor, ceiling = line.floor, line.ceiling
        low = math.nan if line.lower <= floor + near else line.lower
        high = math.nan if line.upper >= ceiling - near else line.upper
        shown = (max(line.lower, floor), min(line.upper, ceiling))
        pairs = [
            ("value", seen.values[at], line.value),
            ("centre", seen.centre[at], line.centre),
            ("sigma", made.sigma[at], line.sigma),
        ]
        if near or not math.isfinite(floor):
            pairs += [("low", seen.lower[at], low), ("high", seen.upper[at], high)]
        if drawn_too and not any(map(math.isnan, shown)):
            pairs += [("lower", made.lower[at], shown[0])]
            pairs += [("upper", made.upper[at], shown[1])]
        for name, ours, theirs in pairs:
            if not np.isclose(ours, theirs, rtol=0, atol=near, equal_nan=True):
                return f"{name} of point {at + 1}: {ours!r}, not {theirs!r}"
    return ""
