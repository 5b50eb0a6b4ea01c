"""Scores of assessments, from what docs/explanation/assessments.md says of each.

Respondents are averaged within their role, roles with equal weight; items are rolled up
in each unit, and the whole is the mean of its units. What does not apply leaves the
count; what is missing leaves a range, of the least and the most that it can become.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from random import Random
from statistics import mean
from typing import Any, Final, NamedTuple

from cqikit import assessments

__all__ = ["compare_scores"]

NEAR: Final = 1e-9
ROLES: Final = ("director", "teacher", "parent")


class Cell(NamedTuple):
    """What is known of an item in a unit: its value, least and most, None if nothing.

    `good` are the shares of positive answers: of those there are, least and most;
    `mixed` says that items are on scales that differ, and so rolled up in per cent.
    """

    weight: float
    low: float
    high: float
    rung: int
    value: float | None
    least: float
    most: float
    good: tuple[float, float, float]
    gate: float | None
    mixed: bool


def by_role(said: Sequence[tuple[str, float]]) -> float | None:
    """Return the mean over roles of the means within them."""
    roles = {role for role, _ in said}
    each = [mean(value for own, value in said if own == role) for role in roles]
    return mean(each) if each else None


#: Of the cells that apply and the number taken of each: the score, None for none.
Rolled = Callable[[Sequence[Cell], Sequence[float]], float | None]


def of_shares(
    combine: Callable[[Sequence[float], Sequence[float]], float], *, percent: bool
) -> Rolled:
    """Return a roll-up on the items' own scale, or in per cent where these differ."""

    def rolled(cells: Sequence[Cell], taken: Sequence[float]) -> float | None:
        pairs = zip(cells, taken, strict=True)
        kept = [(cell, y) for cell, y in pairs if cell.weight > 0]
        if not kept:
            return None
        found = [y for _, y in kept]
        if percent or kept[0][0].mixed:
            found = [100 * (y - c.low) / (c.high - c.low) for c, y in kept]
        return combine(found, [cell.weight for cell, _ in kept])

    return rolled


def weighted(values: Sequence[float], weights: Sequence[float]) -> float:
    both = zip(values, weights, strict=True)
    return math.fsum(y * w for y, w in both) / math.fsum(weights)


def met(cell: Cell, value: float) -> bool:
    return value >= (cell.high if cell.gate is None else cell.gate) - NEAR


def points(cells: Sequence[Cell], taken: Sequence[float]) -> float:
    return math.fsum(c.weight * (y - c.low) for c, y in zip(cells, taken, strict=True))


def rungs_of(cells: Sequence[Cell], taken: Sequence[float]) -> dict[int, list[bool]]:
    found: dict[int, list[bool]] = {}
    for cell, value in zip(cells, taken, strict=True):
        found.setdefault(cell.rung, []).append(met(cell, value))
    return found


def block(everything: Sequence[Cell]) -> Rolled:
    def rolled(cells: Sequence[Cell], taken: Sequence[float]) -> float:
        found = rungs_of(cells, taken)
        reached = min(cell.rung for cell in everything) - 1
        for rung in sorted(found):
            if not all(found[rung]):
                break
            reached = rung
        return reached

    return rolled


def ladder(everything: Sequence[Cell]) -> Rolled:
    def rolled(cells: Sequence[Cell], taken: Sequence[float]) -> float:
        rungs = sorted({cell.rung for cell in everything})
        found, reached, below = rungs_of(cells, taken), rungs[0], rungs[0]
        for rung in rungs:
            here = found.get(rung, [])
            if not all(here):
                half = 2 * sum(here) >= len(here)
                return (below + rung) / 2 if half else reached
            # A rung of which nothing applies is passed over.
            reached, below = (rung if here else reached), rung
        return reached

    return rolled


def all_of(everything: Sequence[Cell]) -> Rolled:
    marked = any(cell.gate is not None for cell in everything)

    def rolled(cells: Sequence[Cell], taken: Sequence[float]) -> float:
        pairs = zip(cells, taken, strict=True)
        asked = [met(c, y) for c, y in pairs if c.gate is not None or not marked]
        return float(all(asked))

    return rolled


#: What goes by what is known, and what goes by the least that is shown.
KNOWN: dict[str, Rolled] = {
    "mean": of_shares(lambda values, _: mean(values), percent=False),
    "weighted": of_shares(weighted, percent=False),
    "minimum": of_shares(lambda values, _: min(values), percent=False),
    "mean-of-items": of_shares(weighted, percent=False),
    "product": of_shares(
        lambda values, _: 100 * math.prod(y / 100 for y in values), percent=True
    ),
}
SHOWN: dict[str, Callable[[Sequence[Cell]], Rolled]] = {
    "points": lambda _: points,
    "block": block,
    "ladder": ladder,
    "all-of": all_of,
}
PLAIN: Final = (*KNOWN, *SHOWN, "percent-positive", "sum", "sum-prorated")


def score_of(name: str, cells: Sequence[Cell]) -> tuple[Any, Any, Any]:
    """Return value, least and most of a unit; None for what there is none of."""
    # What was answered by nobody whom it is asked of still applies.
    applying = [cell for cell in cells if not math.isnan(cell.least)]
    known = [cell for cell in applying if cell.value is not None]
    least, most = [c.least for c in applying], [c.most for c in applying]
    if not applying:
        return None, None, None
    if name in SHOWN:
        rolled = SHOWN[name](cells)
        low = rolled(applying, least)
        return (low if known else None), low, rolled(applying, most)
    values = [c.value for c in known if c.value is not None]
    if name in KNOWN:
        rolled = KNOWN[name]
        value = rolled(known, values) if known else None
        return value, rolled(applying, least), rolled(applying, most)
    if name == "percent-positive":
        good = [100 * mean(c.good[at] for c in applying) for at in (1, 2)]
        value = 100 * mean(c.good[0] for c in known) if known else None
        return value, good[0], good[1]
    return sums(name, cells, applying, known)


def sums(
    name: str, cells: Sequence[Cell], applying: Sequence[Cell], known: Sequence[Cell]
) -> tuple[Any, Any, Any]:
    """Return a printed form's total: what is missing stands at the mean of the rest."""
    cells, applying, known = (
        [cell for cell in some if cell.weight > 0] for some in (cells, applying, known)
    )
    if not applying:
        return None, None, None

    def whole(some: Sequence[Cell], values: Sequence[Any]) -> float:
        pairs = list(zip(some, values, strict=True))
        if len(some) == len(cells):
            return math.fsum(c.weight * y for c, y in pairs)
        width = sum(c.weight * (c.high - c.low) for c in some)
        share = sum(c.weight * (y - c.low) for c, y in pairs) / width
        low = sum(c.weight * c.low for c in cells)
        high = sum(c.weight * c.high for c in cells)
        return float(low + share * (high - low))

    enough = 1.0 if name == "sum" else 0.8
    value = None
    if known and len(known) >= enough * len(applying) - NEAR:
        value = whole(known, [cell.value for cell in known])
    low = whole(applying, [cell.least for cell in applying])
    return value, low, whole(applying, [cell.most for cell in applying])


def compare_scores(random: Random) -> tuple[str, str]:
    """Return which roll-up was asked, and where it differs, "" if nowhere."""
    name = random.choice(PLAIN)
    even = random.random() < 0.6
    scales = [assessments.Scale(key="a", low=1, high=5, positive=4)]
    if not even:
        scales.append(assessments.Scale(key="b", low=0, high=3))
    items = []
    for number in range(random.randint(2, 6)):
        scale = random.choice(scales)
        gate = random.randint(int(scale.low) + 1, int(scale.high))
        items.append(
            assessments.Item(
                key=f"i{number}",
                text="An item",
                scale=scale.key,
                weight=random.choice([1.0, 1.0, 2.0, 0.5]),
                rung=number + 1 if number < 2 else random.randint(1, 4),
                gate=gate if random.random() < 0.2 else None,
            )
        )
    framework = assessments.Framework(
        key="f", title="F", version="1", scales=scales, items=items
    )
    mixed = len({item.scale for item in items}) > 1
    people = [(f"p{n}", random.choice(ROLES)) for n in range(random.randint(1, 4))]
    units = ["north", "south"][: random.randint(1, 2)]
    said = [
        answer_of(random, scales, item, respondent=person, role=role, unit=unit)
        for unit in units
        for item in items
        for person, role in people
    ]
    made = assessments.score(assessments.Responses(framework, said), scorer=name)
    wanted = [
        score_of(name, [cell_of(scales, item, unit, said, mixed) for item in items])
        for unit in units
    ]
    ours = [(unit.value, unit.low, unit.high) for unit in made.score.units]
    ours.append((made.score.value, made.score.low, made.score.high))
    value, low, high = (merged([unit[at] for unit in wanted]) for at in range(3))
    wanted.append((value, low, high))
    for got, want in zip(ours, wanted, strict=True):
        if any(unequal(a, b) for a, b in zip(got, want, strict=True)):
            return name, f"{got}, not {want}, of {said}"
    return name, ""


def merged(values: Sequence[float | None]) -> float | None:
    """Return the mean of the units that have a score."""
    there = [value for value in values if value is not None]
    return mean(there) if there else None


def unequal(ours: float | None, wanted: float | None) -> bool:
    if ours is None or wanted is None:
        return ours is not wanted
    return not math.isclose(ours, wanted, rel_tol=NEAR, abs_tol=NEAR)


def answer_of(
    random: Random, scales: Sequence[Any], item: Any, **who: Any
) -> assessments.Answer:
    scale = next(scale for scale in scales if scale.key == item.scale)
    told: dict[str, Any] = {"value": random.randint(int(scale.low), int(scale.high))}
    if random.random() < 0.2:
        told = {"status": random.choice(["not-applicable", "dont-know", "unanswered"])}
    return assessments.Answer(item=item.key, **told, **who)


def cell_of(
    scales: Sequence[Any], item: Any, unit: str, said: Sequence[Any], mixed: bool
) -> Cell:
    """Return what is known of an item in a unit."""
    scale = next(scale for scale in scales if scale.key == item.scale)
    own = [answer for answer in said if (answer.item, answer.unit) == (item.key, unit)]
    asked = [answer for answer in own if answer.status.value != "not-applicable"]
    told = [(a.role, float(a.value)) for a in asked if a.value is not None]

    def filled(missing: float, of: Callable[[float], float] = float) -> Any:
        return by_role(
            [(a.role, missing if a.value is None else of(a.value)) for a in asked]
        )

    def good(value: float) -> float:
        # Without a least positive answer, what lies above the middle is one.
        middle = (scale.low + scale.high) / 2
        high = value > middle if scale.positive is None else value >= scale.positive
        return float(high)

    value = by_role(told)
    least, most = filled(scale.low), filled(scale.high)
    return Cell(
        item.weight,
        scale.low,
        scale.high,
        item.rung,
        value,
        math.nan if least is None else least,
        math.nan if most is None else most,
        (
            by_role([(role, good(y)) for role, y in told]) or 0.0,
            filled(0.0, good) or 0.0,
            filled(1.0, good) or 0.0,
        ),
        item.gate,
        mixed,
    )
