"""What falls due until a day, from what the docstrings of `calendars` say of it.

A record of what was written is gone through by hand, event by event and month by month,
as it was known on the day that is asked for.
"""

from __future__ import annotations

import math
from collections import defaultdict
from datetime import date, timedelta
from random import Random
from typing import Any, Final

from cqikit import actions, assessments, calendars, collaboratives, plans, projects
from cqikit.core import Cadence, parse_period
from cqikit.measures import Aim, Level, Measure, Observation, series
from tests.differential.asked import any_of

__all__ = ["compare_due"]

FIRST: Final = date(2024, 1, 1)
TEAMS: Final = ("north", "south", "west")
#: Of a thing that is due: its day, and what it is.
Told = tuple[date, str]


def some_day(random: Random, after: date = FIRST, days: int = 500) -> date:
    return after + timedelta(random.randrange(days))


def some_period(random: Random) -> tuple[str, date]:
    """Return a period as people write it, and its last day."""
    day = some_day(random)
    match random.randrange(4):
        case 0:
            return day.isoformat(), day
        case 1:
            year, week, _ = day.isocalendar()
            return f"{year}-W{week:02}", date.fromisocalendar(year, week, 7)
        case 2:
            following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
            return f"{day:%Y-%m}", following - timedelta(1)
        case _:
            quarter = (day.month + 2) // 3
            year, month = day.year + quarter // 4, quarter % 4 * 3 + 1
            return f"{day.year}-Q{quarter}", date(year, month, 1) - timedelta(1)


# A plan


def some_step(random: Random, key: str) -> tuple[Any, list[tuple[date, str, Any]]]:
    """Return a step, and what happened to it: the day, what, and until when."""
    asked: dict[str, Any] = {"key": key, "what": f"do {key}", "who": "cook"}
    events: list[tuple[date, str, Any]] = []
    if random.random() < 0.8:
        said, last = some_period(random)
        asked["when"] = said
        events.append((date.min, "moved", last))
    log: list[Any] = []
    day = some_day(random, days=60)
    for _ in range(random.randint(0, 3)):
        day = some_day(random, day, 90)
        match random.randrange(4):
            case 0:
                log.append(actions.Finish(on=day))
                events.append((day, "over", None))
                break
            case 1:
                log.append(actions.Drop(on=day, why="no need"))
                events.append((day, "over", None))
                break
            case 2:
                said, last = some_period(random)
                log.append(actions.Move(on=day, when=said, why="late"))
                events.append((day, "moved", last))
            case _:
                log.append(actions.Own(on=day, who="driver"))
                events.append((day, "owned", "driver"))
    return actions.ActionStep(log=log, **asked), events


def some_plan(random: Random) -> tuple[Any, Any]:
    steps, happened = [], {}
    for number in range(random.randint(1, 4)):
        step, happened[f"s{number}"] = some_step(random, f"s{number}")
        steps.append(step)
    log: list[Any] = []
    if random.random() < 0.8:
        day = random.choice([some_day(random), date(2024, 2, 29)])
        log.append(plans.Begin(on=day))
        while random.random() < 0.5:
            day = some_day(random, day, 300)
            log.append(plans.StartReview(on=day, roles=["cook"]))
            if random.random() < 0.4:
                break
            log += [plans.Reflect(on=day, went_well="All")]
            log += [
                plans.ReviewStep(on=day, step=step.key, done=False) for step in steps
            ]
            log += [plans.Revise(on=day)]
    plan = plans.Plan(key="p", title="Ours", steps=steps, log=log)
    return plan, (happened, log)


def of_plan(told: Any, as_of: date) -> list[Told]:
    happened, log = told
    found = []
    for key, events in happened.items():
        until, owner, is_open = None, "cook", True
        for day, what, said in events:
            if day > as_of:
                break
            if what == "over":
                is_open = False
            elif what == "moved":
                until = said
            else:
                owner = said
        if is_open and until is not None:
            found.append((until, f"{owner}: do {key}"))
    met = [
        event.on
        for event in log
        if isinstance(event, plans.Begin | plans.StartReview) and event.on <= as_of
    ]
    if met:
        last = max(met)
        leap = (last.month, last.day) == (2, 29)
        found.append(
            (
                last.replace(year=last.year + 1, day=28 if leap else last.day),
                "Review: Ours",
            )
        )
    return found


def of_plans(random: Random) -> str:
    plan, told = some_plan(random)
    made = calendars.due_dates(plan)
    return unlike(made, of_plan(told, date.max), told)


# Data


def some_data(random: Random) -> tuple[Measure, dict[str, dict[int, float]]]:
    """Return a measure, and of each team what it has by the number of the period."""
    frequency: Any = random.choice(["month", "month", "quarter", "week"])
    measure = Measure(key="m", title="M", cadence=Cadence(frequency=frequency))
    names = random.sample(TEAMS, random.randint(1, 3))
    rows = {}
    for name in names:
        first = random.randint(0, 3)
        count = random.randint(0, 9)
        rows[name] = {
            at: random.choice([4.0, 7.0, math.nan]) if random.random() < 0.3 else 5.0
            for at in range(first, first + count)
            if random.random() < 0.8
        }
    return measure, rows


def begun(measure: Measure) -> Any:
    starts = {"month": "2024-01", "quarter": "2024-Q1", "week": "2024-W01"}
    return parse_period(starts[measure.frequency.value])


def as_series(measure: Measure, rows: dict[str, dict[int, float]]) -> list[Any]:
    start = begun(measure)
    return [
        series(
            measure,
            [
                Observation(period=start.shift(at), value=None if math.isnan(y) else y)
                for at, y in own.items()
            ],
            team=name,
        )
        for name, own in rows.items()
    ]


def some_teams(random: Random, measure: Measure) -> list[Any]:
    start, found = begun(measure), []
    for name in TEAMS:
        if random.random() < 0.6:
            since, until = random.choice([None, 2]), random.choice([None, None, 6])
            found.append(
                collaboratives.Team(
                    key=name,
                    since=None if since is None else start.shift(since),
                    until=None if until is None else start.shift(until),
                    has_no=random.choice([[], [], [], ["m"]]),
                )
            )
    return found


def takes_part(team: Any, period: Any) -> bool:
    if team is None:
        return True
    early = team.since is not None and period.last < team.since.first
    late = team.until is not None and period.first > team.until.last
    return not (early or late)


def of_data(
    measure: Measure,
    rows: dict[str, dict[int, float]],
    teams: list[Any],
    as_of: date,
    until: date,
) -> list[Told]:
    start = begun(measure)
    listed = {team.key: team for team in teams}
    numbers = {
        name: [at for at, y in own.items() if not math.isnan(y)]
        for name, own in rows.items()
    }
    # A row without a value is no report, and says that its period is one.
    first = min((min(own) for own in rows.values() if own), default=None)
    lacked: dict[str, list[Any]] = {}
    for name in {*rows, *listed}:
        team = listed.get(name)
        # What a team says outside of its time is no report.
        seen = [at for at in numbers.get(name, []) if takes_part(team, start.shift(at))]
        silent = first is None or (not seen and team is None)
        if silent or (team is not None and "m" in team.has_no):
            continue
        lacked[name] = []
        at = max(seen, default=(first or 0) - 1) + 1
        while (period := start.shift(at)).last <= until:
            at += 1
            if takes_part(team, period):
                lacked[name].append(period)
    late: defaultdict[Any, list[str]] = defaultdict(list)
    ahead: defaultdict[Any, list[str]] = defaultdict(list)
    for name, own in lacked.items():
        over = tuple(period for period in own if period.last < as_of)
        if over:
            late[over].append(name)
        for period in own[len(over) :]:
            ahead[(period,)].append(name)
    found = []
    for periods, names in [*late.items(), *ahead.items()]:
        span = str(periods[0])
        if len(periods) > 1:
            span = f"{span} to {periods[-1]} ({len(periods)} periods)"
        who = ", ".join(sorted(names))
        found.append((periods[0].last, f"Data of {span}: M, of {who}"))
    return found


def of_reports(random: Random) -> str:
    measure, rows = some_data(random)
    teams = some_teams(random, measure)
    as_of = some_day(random, days=400)
    until = as_of + timedelta(random.choice([-20, 0, 10, 80]))
    made = calendars.due_data(
        as_series(measure, rows), as_of=as_of, until=until, teams=teams
    )
    wanted = of_data(measure, rows, teams, as_of, until)
    return unlike(made, wanted, (rows, teams, as_of, until))


# A project


def of_projects(random: Random) -> str:
    plan, told = some_plan(random)
    measure, rows = some_data(random)
    teams = some_teams(random, measure)
    as_of = some_day(random, date(2024, 3, 1), 400)
    until = as_of + timedelta(random.choice([0, 30, 200]))
    wanted = of_plan(told, as_of)
    # Periods that begin later are not known yet.
    start = begun(measure)
    then = {
        name: {at: y for at, y in own.items() if start.shift(at).first <= as_of}
        for name, own in rows.items()
    }
    wanted += of_data(measure, then, teams, as_of, until)
    aims = []
    for number in range(random.randint(0, 2)):
        said, last = some_period(random)
        aims.append(
            Aim(
                key=f"a{number}",
                title=f"A{number}",
                measure="m",
                target=Level(3),
                by=said,
            )
        )
        wanted += [(last, f"Aim: A{number}")] if last >= as_of else []
    training = []
    for number in range(random.randint(0, 3)):
        said, last = some_period(random)
        done = some_day(random) if random.random() < 0.4 else None
        training.append(projects.Training(topic=f"T{number}", by_when=said, done=done))
        if done is None or done > as_of:
            wanted.append((last, f"Cook: learn T{number}"))
    person = projects.Person(key="c", who="Cook", training=training)
    framework = assessments.Framework(
        key="f",
        title="F",
        version="1",
        scales=[assessments.YES_NO],
        items=[assessments.Item(key="i", text="I")],
    )
    assessed, latest = [], list[Told]()
    for number in range(random.randint(0, 2)):
        answers, kept = [], list[Told]()
        for n in range(random.randint(1, 2)):
            said, last = some_period(random)
            on = random.choice([None, some_day(random)])
            what = random.choice(["", f"go on {number} {n}"])
            answers.append(
                assessments.Answer(
                    item="i",
                    value="no",
                    respondent=f"r{n}",
                    on=on,
                    next_step=what,
                    by_when=said,
                )
            )
            if on is None or on <= as_of:
                kept.append((last, f"nobody yet: {what}" if what else ""))
        responses = assessments.Responses(framework, answers)
        assessed.append(projects.Assessed(key=f"x{number}", responses=responses))
        # One of which nothing was said by that day is none.
        latest = kept or latest
    wanted += [due for due in latest if due[1]]
    project = projects.Project(
        charter=projects.Charter(key="k", title="K", as_of=date(2027, 1, 1)),
        measures=[measure],
        aims=aims,
        series=as_series(measure, rows),
        plan=plan,
        assessed=assessed,
        groundwork=projects.Groundwork(people=[person]),
    )
    made = calendars.due_in(project, as_of=as_of, until=until, teams=teams)
    wanted = [due for due in wanted if due[0] <= until]
    return unlike(made, wanted, (told, rows, teams, as_of, until))


def unlike(made: Any, wanted: list[Told], asked: Any) -> str:
    ours = [(due.on, str(due.title)) for due in made]
    if sorted(ours) != sorted(wanted):
        return f"{sorted(ours)}, not {sorted(wanted)} of {asked}"
    if [day for day, _ in ours] != sorted(day for day, _ in ours):
        return f"order {ours}"
    keys = [due.key for due in made]
    return f"keys {keys} of {asked}" if len(keys) > len({*keys}) else ""


ASKED: Final = {
    "plan": (of_plans, 3),
    "data": (of_reports, 4),
    "project": (of_projects, 4),
}

compare_due: Final = any_of(ASKED)
