"""Figures of a closing report, from docs/explanation/closing-figures.md.

Who reports, what all teams are together, and where each team stands: plain loops over
teams and months.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from random import Random
from statistics import mean, median
from typing import Any, Final, NamedTuple

from cqikit import collaboratives as c
from cqikit.core import Cadence, Period, parse_period
from cqikit.measures import (
    Aim,
    Bound,
    Change,
    Level,
    Measure,
    Observation,
    meets,
    series,
)
from tests.differential.lines import NAN

__all__ = ["compare_figures"]

START: Final = parse_period("2024-01")
#: Every month exists, however few are reported.
MONTHLY: Final[dict[str, Any]] = {
    "key": "m",
    "title": "M",
    "direction": "lower",
    "cadence": Cadence(frequency="month"),
}
KINDS: Final = {
    "count": Measure(kind="count", **MONTHLY),
    "continuous": Measure(**MONTHLY),
    "proportion": Measure(kind="proportion", per=100, **MONTHLY),
}


class Report(NamedTuple):
    """What a team reported of a month: over is 0 of what is no ratio."""

    team: str
    month: int
    number: float
    over: float
    excluded: bool

    @property
    def value(self) -> float:
        return 100 * self.number / self.over if self.over else self.number


def reports_of(random: Random, kind: str) -> list[Report]:
    """Return the months of a few teams, with silences."""
    months, silence = random.randint(2, 14), random.choice([0.0, 0.2, 0.7])
    found = []
    for team in ("east", "north", "south", "west")[: random.randint(1, 4)]:
        for month in range(months):
            if random.random() < silence:
                continue
            over = float(random.randint(1, 40)) if kind == "proportion" else 0.0
            number = float(random.randint(0, int(over) or 20))
            found.append(Report(team, month, number, over, random.random() < 0.08))
    return found


def series_of(kind: str, reports: Sequence[Report]) -> list[Any]:
    def row(report: Report) -> Observation:
        told: dict[str, Any] = {"value": report.number}
        if report.over:
            told = {"numerator": report.number, "denominator": report.over}
        excluded = "a strike" if report.excluded else ""
        return Observation(period=month(report.month), excluded=excluded, **told)

    teams = dict.fromkeys(report.team for report in reports)
    return [
        series(KINDS[kind], [row(r) for r in reports if r.team == team], team=team)
        for team in teams
    ]


def month(place: int) -> Period:
    return START.shift(place)


# Engagement


def engagement(random: Random, kind: str, reports: list[Report]) -> str:
    """Compare teams engaged, and the average number and per cent reporting."""
    engaged: Any = random.choice(["reported-lately", "reported-ever", "listed"])
    average: Any = random.choice(["mean-of-periods", "pooled"])
    policies = c.Policies(engaged=engaged, average=average)
    teams = ["east", "north", "south", "west"]
    group = c.Collaborative(
        key="g", policies=policies, teams=[c.Team(key=team) for team in teams]
    )
    found = c.closing_report(group, series_of(kind, reports))
    ours = {figure.key: figure.value for figure in found.engagement}
    spoken = [report.month for report in reports]
    months = range(min(spoken), max(spoken) + 1)
    present = [{r.team for r in reports if r.month == at} for at in months]
    lately = present[-3:] if engaged == "reported-lately" else present
    there = set(teams) if engaged == "listed" else set().union(*lately)
    counts = [len(here) for here in present]
    wanted = {
        "teams-engaged": len(there),
        "agencies": len(teams),
        "mean-reporting": mean(counts),
        # While each team takes part in every period, both averages are the same.
        "share-reporting": mean(100 * count / len(teams) for count in counts),
    }
    return differing({key: ours[key] for key in wanted}, wanted)


# All teams together


def filled(reports: list[Report], silent: str, changes: list[int]) -> list[Report]:
    """Return the reports that count, with those of teams that were silent."""
    counted = [report for report in reports if not report.excluded]
    months = sorted({report.month for report in counted})
    teams = {report.team for report in counted}
    by_team = {t: {r.month: r for r in counted if r.team == t} for t in teams}
    if silent == "as-reported":
        return counted
    if silent == "same-teams":
        full = {team for team in teams if len(by_team[team]) == len(months)}
        return [report for report in counted if report.team in full]

    def phase(at: int) -> int:
        return sum(at >= change for change in changes)

    found = []
    for own in by_team.values():
        turns: dict[int, int] = {}
        for at in months:
            if at in own:
                found.append(own[at])
                continue
            # Of its own phase, else of the phase before, else after.
            before = range(phase(at), -1, -1)
            after = range(phase(at) + 1, len(changes) + 1)
            pools = (
                [r for m, r in own.items() if phase(m) == n] for n in (*before, *after)
            )
            pool = next(filter(None, pools))
            turn = turns.get(phase(at), 0)
            turns[phase(at)] = turn + 1
            found.append(pool[turn % len(pool)]._replace(month=at))
    return found


def together(random: Random, kind: str, reports: list[Report]) -> str:
    """Compare the series of all teams."""
    policy = random.choice(["pooled", "median-of-teams"])
    silent = random.choice(["stands-still", "same-teams", "as-reported"])
    last = max(report.month for report in reports)
    changes = sorted(random.sample(range(1, last + 2), random.randint(0, min(2, last))))
    made = c.aggregate(
        series_of(kind, reports),
        policy=policy,  # type: ignore[arg-type]
        silent=silent,  # type: ignore[arg-type]
        phases=[month(at) for at in changes],
    )
    entering = filled(reports, silent, changes)
    wanted = {}
    for at in sorted({report.month for report in reports}):
        here = [report for report in entering if report.month == at]
        values = [report.value for report in here]
        found = median(values) if values else NAN
        if here and policy == "pooled" and kind == "count":
            found = sum(values)
        elif here and policy == "pooled" and kind == "proportion":
            found = 100 * sum(r.number for r in here) / sum(r.over for r in here)
        wanted[str(month(at))] = found
    pairs = zip(made.periods, made.values, strict=True)
    return differing({str(period): value for period, value in pairs}, wanted)


# Each team


def standing(random: Random, kind: str, reports: list[Report]) -> str:
    """Compare who meets the aim, by the median of the phase since a change."""
    first, last = (end(report.month for report in reports) for end in (min, max))
    if first == last:
        return ""
    change = random.randint(first + 1, last)
    target: Any = random.choice([Level(10), Bound(no_more_than=8), Change(-0.25)])
    meeting: Any = random.choice(["current-median", "last-value", "last-points"])
    aim = Aim(key="a", title="A", measure="m", target=target, by="2030")
    group = c.Collaborative(key="g", policies=c.Policies(meeting=meeting))
    found = c.closing_report(
        group, series_of(kind, reports), aims=[aim], changes=[month(change)]
    )
    for team in found.results[0].teams:
        own = [r for r in reports if r.team == team.team and not r.excluded]
        before = [r.value for r in own if r.month < change]
        since = [r.value for r in own if r.month >= change]
        level, now = (median(part) if part else NAN for part in (before, since))
        judged = [now] if since else []
        if meeting != "current-median":
            take = 1 if meeting == "last-value" else 3
            every = [report.value for report in own]
            judged = every[-take:] if len(every) >= take else []
        points = len(since if meeting == "current-median" else own)
        met: bool | None = None
        # Of a level that is not known, or is 0, there is no share.
        unknown = isinstance(target, Change) and (math.isnan(level) or level == 0)
        if points >= 3 and judged and not unknown:
            met = all(
                meets(y, target, direction=KINDS[kind].direction, baseline=level)
                for y in judged
            )
        if team.why.endswith("on both sides of the target"):
            met = None
        ours = {"baseline": team.baseline, "current": team.current, "met": team.meets}
        wanted = {"baseline": level, "current": now, "met": met}
        if said := differing(ours, wanted):
            return f"{team}: {said}"
    return ""


def differing(ours: dict[str, Any], wanted: dict[str, Any]) -> str:
    for name in (*wanted, *(set(ours) - set(wanted))):
        # A month in which no team has a row has no value.
        got, want = ours.get(name), wanted.get(name, NAN)
        if isinstance(got, int | float) and isinstance(want, int | float):
            same = math.isclose(got, want, rel_tol=1e-9)
            same = same or (math.isnan(got) and math.isnan(want))
        else:
            same = got == want
        if not same:
            return f"{name}: {got}, not {want}"
    return ""


FIGURES: Final = {"engagement": engagement, "together": together, "standing": standing}


def compare_figures(random: Random) -> tuple[str, str]:
    """Return which figure was asked for, and where it differs, "" if nowhere."""
    kind, name = random.choice(list(KINDS)), random.choice(list(FIGURES))
    reports = reports_of(random, kind)
    if not reports:
        return name, ""
    said = FIGURES[name](random, kind, reports)
    return name, f"{said}; {kind}, {reports}" if said else ""
