"""Charts here and there: every line at every point, and what rules say of them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from random import Random
from typing import Any, Final

import numpy as np

from cqikit import spc
from tests.differential.counted import COUNTED
from tests.differential.inputs import GAPS, Drawn, drawn, marked, phases
from tests.differential.lines import KINDS, Line, phase_lines

__all__ = ["compare_lines"]

#: So many of all charts are given as events.
OF_EVENTS: Final = 0.05
EVERY_KIND: Final = (*KINDS, *COUNTED)
#: Relative to the largest number on the chart; d2 and d3 are integrals.
NEAR: Final = 1e-9
NEAR_BY_KIND: Final = {"r": 1e-7, "xbar-range": 1e-7}


def compare_lines(random: Random) -> tuple[str, str]:
    """Return which kind of chart was drawn, and where it differs, "" if nowhere."""
    if random.random() < OF_EVENTS:
        return compare_events(random)
    kind = random.choice(EVERY_KIND)
    case = drawn(random, kind)
    values, asked = case.arguments()
    made = spc.chart(values, **asked)
    wanted = [line for phase in phases(case) for line in phase_lines(kind, phase)]
    return kind, difference(made, wanted, case)


def compare_events(random: Random) -> tuple[str, str]:
    """Compare a chart of the events themselves with one of what lies between them."""
    kind = random.choice(GAPS)
    # Days, times of the day, or numbered cases; a t chart needs time between all.
    first, count = datetime(2023, 11, 6), random.randint(2, 25)  # noqa: DTZ001
    form = random.choice(["times"] if kind.startswith("t") else ["days", "cases"])
    unit = {"days": 60 * 24, "times": 1, "cases": 1}[form]
    marks = [unit * place for place in random.sample(range(300), count)]
    if form == "days":
        marks += random.choices(marks, k=random.randint(0, 3))
    moments = [first + timedelta(minutes=mark) for mark in marks]
    order = sorted(marks)
    gaps = [(b - a) / (1 if form == "cases" else 60 * 24) for a, b in pairwise(order)]
    written: list[Any] = moments
    if form == "cases":
        gaps = [gap - 1 for gap in gaps]
        written = [f"#{mark + 1}" for mark in marks]
    elif form == "days":
        written = [f"{moment:%Y-%m-%d}" for moment in moments]
    n = len(gaps)
    case = marked(random, kind, gaps, [1.0] * n, [[math.nan]] * n)
    made = spc.chart(written, **case.arguments()[1])
    wanted = [line for phase in phases(case) for line in phase_lines(kind, phase)]
    return f"{kind} of {form}", difference(made, wanted, case)


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
