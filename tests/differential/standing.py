"""Where things stand: profiles and gaps, gains that are watched, readiness to spread.

From what docs/explanation says of assessments and of the closing guide. The median that
is watched is one of normal points, and integrated over its density by Simpson's rule.
"""

from __future__ import annotations

import math
from itertools import product
from random import Random
from statistics import NormalDist, mean
from typing import Any, Final

from cqikit import assessments, collaboratives
from cqikit.core import Cadence, parse_period
from cqikit.measures import Measure, Observation, series
from tests.differential.asked import any_of
from tests.differential.scores import ROLES, answer_of, cell_of, merged
from tests.differential.watched import run_of

__all__ = ["compare_standing"]

NEAR: Final = 1e-9
NORMAL: Final = NormalDist()


def same(ours: Any, wanted: Any) -> bool:
    if isinstance(ours, float) and isinstance(wanted, float | int):
        return math.isclose(ours, wanted, rel_tol=NEAR, abs_tol=NEAR)
    if isinstance(ours, tuple) and isinstance(wanted, tuple):
        return len(ours) == len(wanted) and all(map(same, ours, wanted))
    return bool(ours == wanted)


# Profiles and gaps

CONCERNS: Final = ("health-and-safety", "licensing", "quality")


def asked_of(random: Random) -> tuple[Any, list[str], list[Any]]:
    """Return a framework of two domains, the units, and what was said of them."""
    scales = [assessments.Scale(key="a", low=1, high=5)]
    scales.append(assessments.Scale(key="b", low=0, high=3))
    items = [
        assessments.Item(
            key=f"i{number}",
            text=f"Item {number}",
            scale=random.choice("ab"),
            weight=random.choice([1.0, 1.0, 2.0, 0.0]),
            concern=random.choice(CONCERNS),
        )
        for number in range(random.randint(2, 7))
    ]
    cut = random.randint(1, len(items) - 1)
    domains = [
        assessments.Domain(key=key, title=key, items=some)
        for key, some in (("d", items[:cut]), ("e", items[cut:]))
    ]
    framework = assessments.Framework(
        key="f", title="F", version="1", scales=scales, domains=domains
    )
    people = [(f"p{n}", random.choice(ROLES)) for n in range(random.randint(1, 3))]
    units = ["north", "south", "west"][: random.randint(1, 3)]
    said = [
        answer_of(random, scales, item, respondent=person, role=role, unit=unit)
        for unit in units
        for item in items
        for person, role in people
    ]
    return framework, units, said


def of_profiles(random: Random) -> str:
    framework, units, said = asked_of(random)
    made = assessments.score(assessments.Responses(framework, said))
    rows = {row.key: row for row in assessments.profile(made)}
    order = ["f"]
    for domain in framework.domains:
        order += [domain.key, *(item.key for item in domain.items)]
    if list(rows) != order:
        return f"order {list(rows)}, not {order}"
    for key in order:
        under = [item.key for item in framework.all_items if key in {"f", item.key}]
        for domain in framework.domains:
            if domain.key == key:
                under = [item.key for item in domain.items]
        asked = [a for a in said if a.item in under]
        asked = [a for a in asked if a.status.value != "not-applicable"]
        told = [a for a in asked if a.value is not None]
        row = rows[key]
        people = {a.respondent for a in told}
        ours = (row.depth, row.coverage, row.respondents, row.units)
        depth = 0 if key == "f" else 1 if key in {"d", "e"} else 2
        share = len(told) / len(asked) if asked else None
        wanted = (depth, share, len(people), len(units))
        if not same(ours, wanted):
            return f"{key}: {ours}, not {wanted} of {said}"
        if depth == 2:
            [item] = [item for item in framework.all_items if item.key == key]
            cells = [
                cell_of(framework.scales, item, u, said, mixed=False) for u in units
            ]
            known = [cell.value for cell in cells if cell.value is not None]
            low, high = (
                merged([None if math.isnan(y) else y for y in ends])
                for ends in ([c.least for c in cells], [c.most for c in cells])
            )
            wanted_too = (
                mean(known) if known else None,
                min(known, default=None),
                low,
                high,
            )
            found = (row.value, row.minimum, row.low, row.high)
            if not same(found, wanted_too):
                return f"{key}: {found}, not {wanted_too} of {said}"
    return ""


def of_gaps(random: Random) -> str:
    framework, units, said = asked_of(random)
    made = assessments.score(assessments.Responses(framework, said))
    goal = random.choice([1.0, 0.75, 0.5])
    wanted = {}
    for item in framework.all_items:
        scale = next(s for s in framework.scales if s.key == item.scale)
        cells = {
            u: cell_of(framework.scales, item, u, said, mixed=False) for u in units
        }
        known = {u: cell.value for u, cell in cells.items() if cell.value is not None}
        if not known:
            continue
        value = mean(known.values())
        lacking = goal - (value - scale.low) / (scale.high - scale.low)
        if lacking > NEAR:
            lowest = min(known, key=lambda unit: known[unit])
            size = lacking * item.weight
            wanted[item.key] = (size, item.concern.value, value, lowest)
    gaps = assessments.gaps(made, goal=goal)
    ours = {gap.key: (gap.size, gap.concern.value, gap.value, gap.unit) for gap in gaps}
    if set(ours) != set(wanted):
        return f"{ours}, not {wanted} of {said}"
    for key, found in ours.items():
        if not same(found, wanted[key]):
            return f"{key}: {found}, not {wanted[key]} of {said}"
    places = [(CONCERNS.index(gap.concern.value), -gap.size) for gap in gaps]
    ordered = sorted(places)
    far = [abs(a[1] - b[1]) > NEAR for a, b in zip(places, ordered, strict=True)]
    return f"order {places}" if any(far) else ""


# A gain that is watched


def above_median(made_of: int, count: int, run: int) -> float:
    """Return the probability of a run on one side of the median of earlier points.

    On either side, and so no less, where two runs fit in.
    """

    def loud(level: float) -> float:
        above = 1 - NORMAL.cdf(level)
        if count >= 2 * run:
            return run_of(run, [above] * count)
        # One run at most: it begins at the first point, or after one below.
        first = above**run
        return first + (count - run) * (1 - above) * first

    if made_of == 1:
        return loud(0.0)
    half, odd = divmod(made_of, 2)
    step, reach = (1 / 16, 96) if odd else (1 / 8, 48)
    places = [at * step for at in range(-reach, reach + 1)]
    simpson = [
        1 if abs(at) == reach else 4 if at % 2 else 2 for at in range(-reach, reach + 1)
    ]
    weights = [
        w * step / 3 * NORMAL.pdf(x) for w, x in zip(simpson, places, strict=True)
    ]
    size = math.exp(math.lgamma(made_of + 1) - 2 * math.lgamma(half + odd))
    if odd:
        size = math.exp(math.lgamma(made_of + 1) - 2 * math.lgamma(half + 1))
        each = zip(weights, places, strict=True)
        return size * sum(
            w * (NORMAL.cdf(x) * (1 - NORMAL.cdf(x))) ** half * loud(x) for w, x in each
        )
    # Half the points below x, the other half above x + d; the median is in between.
    size = math.exp(math.lgamma(made_of + 1) - 2 * math.lgamma(half))
    total = 0.0
    gaps = [at / 16 for at in range(161)]
    for x, w in zip(places, weights, strict=True):
        below = NORMAL.cdf(x) ** (half - 1)
        if w * below < 1e-14:
            continue
        for at, d in enumerate(gaps):
            share = (1 if at in {0, 160} else 4 if at % 2 else 2) / 48
            over = (1 - NORMAL.cdf(x + d)) ** (half - 1) * NORMAL.pdf(x + d)
            if over > 1e-14:
                total += w * below * share * over * loud(x + d / 2)
    return size * total


def of_sentinels(random: Random) -> str:
    months, run = random.randint(2, 9), random.choice([2, 3, 6])
    worse, centre = random.choice([1, -1]), float(random.choice([4, 5]))
    start, closed = parse_period("2025-01"), random.randint(1, 8)
    measure = Measure(key="m", title="M", cadence=Cadence(frequency="month"))
    values = {
        at: random.choice([3, 4, 5, 6, 6])
        for at in range(random.randint(1, closed + months + 3))
        if random.random() < random.choice([1.0, 0.7])
    }
    gone = {at for at in values if random.random() < 0.05}
    rows = [
        Observation(
            period=start.shift(at), value=y, excluded="a strike" if at in gone else ""
        )
        for at, y in values.items()
    ]
    on = start.shift(closed - 1).last
    made_of = random.choice([1, 1, 3, 7, 2, 8])
    made = collaboratives.sentinel(
        series(measure, rows),
        on=on,
        centre=centre,
        worse=worse,
        made_of=made_of,
        months=months,
        run=run,
    )
    window = range(closed, closed + months)
    useful = [
        at for at in window if at in values and at not in gone and values[at] != centre
    ]
    lost, in_a_row = None, list[int]()
    for at in useful:
        in_a_row = [*in_a_row, at] if worse * (values[at] - centre) > 0 else []
        if len(in_a_row) == run and lost is None:
            lost = (str(start.shift(in_a_row[0])), str(start.shift(at)))
    over = max(values, default=-1) >= window[-1]
    state = "held" if over else "watching"
    if months < run or (over and len(useful) < run):
        state = "cannot-tell"
    state = "lost" if lost else state
    ours = (made.expected, made.seen, made.state.value)
    since = (str(made.lost_since), str(made.lost_at)) if made.lost_at else None
    asked = (values, gone, closed, months, run, centre, worse)
    if (*ours, since) != (months, len(useful), state, lost):
        return f"{ours} {since}, not {(months, len(useful), state, lost)} of {asked}"
    if months < run:
        return "" if made.false_alarm is None else f"{made.false_alarm} of {asked}"
    chance = above_median(made_of, months, run)
    close = math.isclose(made.false_alarm or 0, chance, abs_tol=2e-4)
    return (
        "" if close else f"{made.false_alarm}, not {chance} of {made_of, months, run}"
    )


# Readiness


def method_of(levels: dict[str, str], gates: set[str], several: int) -> str:
    """Return the way of spreading, of conditions that are all known."""
    never = {key for key, level in levels.items() if level == "not possible"}
    if never & gates or len(never) >= several:
        return "another-way"
    later = never or "not yet" in levels.values()
    return "not-yet" if later else "breakthrough-series"


def of_readiness(random: Random) -> str:
    conditions = [item.key for item in collaboratives.CONDITIONS.all_items]
    gates = {"leadership", "teams"}
    words = ["not possible", "not yet", "somewhat", "met"]
    likely = random.choice([[1, 1, 4, 9], [0, 1, 5, 9], [4, 4, 2, 1], [0, 0, 1, 1]])
    said, levels = [], {}
    for key in conditions:
        heard = [
            random.choices(words, likely)[0]
            for _ in range(random.choice([0, 1, 1, 1, 2]))
        ]
        heard = heard or random.choices(words, likely)[: random.random() < 0.8]
        said += [assessments.Answer(item=key, value=word) for word in heard]
        levels[key] = min(heard, key=words.index, default="unknown")
    random.shuffle(said)
    several = random.choice([1, 2, 2, 3])
    policies = collaboratives.GuidePolicies(several=several)
    made = collaboratives.readiness(said, policies)
    unknown = [key for key, level in levels.items() if level == "unknown"]
    ways = {
        method_of(levels | dict(zip(unknown, could, strict=True)), gates, several)
        for could in product(words, repeat=min(len(unknown), 4))
        if len(unknown) <= 4
    }
    wanted = ways.pop() if len(ways) == 1 else None
    if len(unknown) > 4:
        return ""
    ours = made.method.value if made.method else None
    stands = {standing.key: standing.level for standing in made.conditions}
    if stands != levels:
        return f"{stands}, not {levels}"
    return "" if ours == wanted else f"{ours}, not {wanted} of {levels}, {several}"


ASKED: Final = {
    "profile": (of_profiles, 3),
    "gaps": (of_gaps, 3),
    "sentinel": (of_sentinels, 4),
    "readiness": (of_readiness, 4),
}

compare_standing: Final = any_of(ASKED)
