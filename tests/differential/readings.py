"""Readings here and there: any rule on any view, and every set on any chart."""

from __future__ import annotations

import math
from collections.abc import Sequence
from random import Random
from typing import Any, Final

import numpy as np
from attrs import evolve, fields_dict

from cqikit import spc
from cqikit.errors import FieldError
from tests.differential.charts import EVERY_KIND
from tests.differential.inputs import Drawn, drawn, numbers, phases
from tests.differential.lines import NAN, Line, phase_lines
from tests.differential.rules import RULES, Dot, flags_of

__all__ = ["compare_rules", "compare_sets"]

CHOICES: Final[dict[str, tuple[Any, ...]]] = {
    "missing": ("break", "skip"),
    "on_centre": ("break", "skip", "above", "below", "either"),
    "ties": ("break", "skip"),
    "counts": ("points", "steps"),
    "windows": ("begun", "full"),
    "inclusive": (False, True),
    "same_side": (False, False, True),
    "last_beyond": (False, False, True),
    "within_limits": (False, False, True),
    "net": (False, False, True),
    "by_last": (False, False, True),
    "both_sides": (False, True),
    "sigmas": (0.5, 1.0, 2.0, 3.0),
    "tail": (0.0, 0.025, 0.1),
}
MARKS: Final[dict[str, tuple[str, ...]]] = {
    "KOfNBeyond": ("beyond", "all", "completing"),
    "OppositeLimits": ("beyond", "completing"),
    "LongestRun": ("all", "completing", "phase"),
}
#: Sets whose box is derived by a search; that is compared elsewhere.
BOXES: Final = ("best-box", "cut-box")
SETS: Final = tuple(rules for rules in spc.RULE_SETS if rules.name not in BOXES)


def some_rule(random: Random) -> Any:
    """Return a rule of any kind, with any options."""
    rule: Any = getattr(spc, random.choice(list(RULES)))()
    options = {
        name: random.choice(choices)
        for name, choices in CHOICES.items()
        if name in fields_dict(type(rule)) and random.random() < 0.5
    }
    if hasattr(rule, "marks"):
        marks = MARKS.get(type(rule).__name__, ("all", "completing"))
        options["marks"] = random.choice(marks)
    if hasattr(rule, "window"):
        options["window"] = random.randint(2, 6)
        options["count"] = random.randint(1, options["window"])
    elif hasattr(rule, "length"):
        options["length"] = random.randint(3, 9)
    try:
        return evolve(rule, **options)
    except FieldError:
        return some_rule(random)


def compare_rules(random: Random) -> tuple[str, str]:
    """Return which rule was asked of a view, and where it differs, "" if nowhere."""
    rule, n = some_rule(random), random.choice([1, 2, 5, 12, 24, 40, 70])
    values = numbers(random, n)
    size = max(map(abs, values)) or 1.0
    levels = [random.choice([0.0, size / 2, random.choice(values)])] * n
    if random.random() < 0.2:
        levels = [random.choice(values) for _ in range(n)]
    sigmas = [random.choice([size / 2, size / 8, size / 20, NAN, 0.0])] * n
    if random.random() < 0.2:
        sigmas = [random.choice([size / 2, size / 4]) for _ in range(n)]
    reach = random.choice([3.0, 2.0, 1.0, NAN])
    gone = [random.random() < random.choice([0, 0.1]) for _ in range(n)]
    # Points on the lines, and points that are missing.
    for at in range(n):
        places = [levels[at] + by * sigmas[at] for by in (0, 1, 2, 3, -1, -2, -3)]
        if random.random() < 0.2:
            values[at] = random.choice(places)
    values = [NAN if lost else y for lost, y in zip(gone, values, strict=True)]
    breaks = [at > 0 and random.random() < 0.04 for at in range(n)]
    excluded = [random.random() < 0.05 for _ in range(n)]
    low, high = (
        [c + by * reach * s for c, s in zip(levels, sigmas, strict=True)]
        for by in (-1, 1)
    )
    lines = (values, levels, sigmas, low, high)
    view = spc.View(*map(np.array, (*lines, breaks, excluded)))
    dots = [Dot(at, *each) for at, each in enumerate(zip(*lines, strict=True))]
    parts: list[list[Dot]] = [[]]
    for dot in dots:
        if breaks[dot.at]:
            parts.append([])
        if not excluded[dot.at]:
            parts[-1].append(dot)
    ours = np.asarray(rule(view)).tolist()
    return type(rule).__name__, unlike(ours, flags_of(rule, parts, n), rule)


def unlike(ours: Sequence[int], wanted: Sequence[int], rule: Any) -> str:
    places = [
        at
        for at, pair in enumerate(zip(ours, wanted, strict=True))
        if pair[0] != pair[1]
    ]
    if not places:
        return ""
    at = places[0]
    return f"{rule!r}, point {at + 1}: {ours[at]}, not {wanted[at]}"


def compare_sets(random: Random) -> tuple[str, str]:
    """Return which set read a chart, and where it differs, "" if nowhere."""
    rules, kind = random.choice(SETS), random.choice(EVERY_KIND)
    case = drawn(random, kind)
    values, asked = case.arguments()
    reading = spc.read(spc.chart(values, **asked), rules.name)  # type: ignore[arg-type]
    parts = list(dots_of(case))
    for name, flags in reading.flags.items():
        wanted = flags_of(rules.rules[name], parts, len(case.values))
        if said := unlike(flags.tolist(), wanted, rules.rules[name]):
            return rules.name, f"{kind}: {said}"
    return rules.name, ""


def dots_of(case: Drawn) -> Sequence[list[Dot]]:
    """Return the points of a chart as rules see them, phase by phase."""
    found, at = [], 0
    for phase in phases(case):
        lines = phase_lines(case.kind, phase)
        # What is averaged, not the averages: an EWMA rests on its values.
        values = [line.value for line in lines] if phase.raw_only else phase.values
        flat = constant(phase.at_rest(values))
        dots = [dot_of(at + place, line, flat=flat) for place, line in enumerate(lines)]
        counts = zip(dots, phase.counts, strict=True)
        found.append([dot for dot, kept in counts if kept])
        at += len(lines)
    return found


def constant(values: Sequence[float]) -> bool:
    """Say whether a phase rests on equal values, so that zones have no width."""
    there = [value for value in values if not math.isnan(value)]
    size = max(map(abs, there), default=0.0)
    return not there or max(there) - min(there) <= 1e-9 * size


def dot_of(at: int, line: Line, *, flat: bool) -> Dot:
    near = 1e-9 * abs(line.centre)
    sigma = NAN if flat and line.sigma <= near else line.sigma
    lower = NAN if line.lower <= line.floor + near else line.lower
    upper = NAN if line.upper >= line.ceiling - near else line.upper
    return Dot(at, line.value, line.centre, sigma, lower, upper)
