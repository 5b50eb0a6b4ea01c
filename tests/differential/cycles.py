"""Fidelity of PDSA records, from table 2 of McNicholas et al. 2019 and its notes."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any, Final

from cqikit import pdsa

__all__ = ["compare_fidelity"]

BEGIN: Final = date(2024, 1, 1)


def record(random: Random, number: int) -> dict[str, Any]:
    """Return a form as found in the field: anything can be left out, or be blank."""
    day = BEGIN + timedelta(random.randrange(300))
    some: dict[str, Any] = {"key": f"c{number}", "title": "A cycle"}
    fields: dict[str, Any] = {
        "team": random.choice(["north", "south"]),
        "idea": random.choice(["remind", "call"]),
        "objective": random.choice(["Less waiting", " "]),
        "purpose": random.choice(["test", "collect", "implement", "task"]),
        "questions": ["Will it work?"],
        "predictions": [
            pdsa.Predict(
                question="Will it work?", on=day, prediction=pdsa.TextPrediction("Yes")
            )
        ],
        "scale": random.randint(1, 3),
        "planned_on": day,
        "started_on": day + timedelta(1),
        "ended_on": day + timedelta(random.randrange(4)),
        "observations": [
            pdsa.Observe(
                on=day + timedelta(n), what="Seen", value=value, question=asked
            )
            for n in range(random.randint(1, 2))
            for value, asked in [(random.choice([None, 3.0]), random.choice("ab"))]
        ],
        "differences": random.choice(["One was ill", ""]),
        "studied_on": day + timedelta(random.randrange(5)),
        "learned": random.choice(["It works", " "]),
        "decision": random.choice(["adopt", "adapt", "abandon", "stop"]),
    }
    return some | {name: y for name, y in fields.items() if random.random() < 0.85}


def documented(sheet: Any) -> bool:
    """Say whether all four stages have something written in them."""
    do = sheet.observations or sheet.differences.strip()
    study = sheet.comparisons or sheet.learned.strip()
    act = sheet.decision is not None and sheet.decision.value != "stop"
    return bool(planned(sheet) and do and study and act)


def planned(sheet: Any) -> bool:
    said = (sheet.objective, sheet.what, sheet.data)
    return bool(any(s.strip() for s in said) or sheet.questions or sheet.predictions)


def studied_after(sheet: Any) -> bool:
    """Say whether the study is dated no earlier than the end of the test."""
    ends = [sheet.ended_on] if sheet.ended_on else [o.on for o in sheet.observations]
    return bool(sheet.studied_on and ends and max(ends) <= sheet.studied_on)


def first_day(sheet: Any) -> date:
    days: list[date | None] = [
        sheet.planned_on,
        sheet.started_on,
        sheet.studied_on,
        sheet.decided_on,
    ]
    days += [prediction.on for prediction in sheet.predictions]
    return min([day for day in days if day] or [date.max])


def grows(chain: list[Any]) -> bool:
    scales = [sheet.scale for sheet in chain if sheet.scale is not None]
    return len(scales) > 1 and scales == sorted(scales) and scales[0] < scales[-1]


def has_data(chain: list[Any], points: int) -> bool:
    """Say whether one quantity was measured on so many days."""
    days: dict[str, set[date]] = {}
    for sheet in chain:
        for seen in sheet.observations:
            if seen.value is not None:
                days.setdefault(seen.question, set()).add(seen.on)
    return any(len(found) >= points for found in days.values())


def compare_fidelity(random: Random) -> tuple[str, str]:
    """Return where the seven measures of some records differ, "" if nowhere."""
    told = [record(random, number) for number in range(random.randint(0, 9))]
    sheets, points = [pdsa.Worksheet(**form) for form in told], random.randint(1, 4)
    plans = [sheet for sheet in sheets if planned(sheet)]
    full = [sheet for sheet in plans if documented(sheet)]
    learning = [s for s in full if s.purpose.value in {"test", "collect"}]
    pairs: dict[Any, list[Any]] = {}
    for sheet in full:
        if sheet.idea:
            pairs.setdefault((sheet.team, sheet.idea), []).append(sheet)
    chains = [sorted(c, key=first_day) for c in pairs.values() if len(c) > 1]
    wanted = {
        "documented": (len(full), len(plans)),
        "studied-after": (sum(map(studied_after, full)), len(full)),
        "learning": (len(learning), len(full)),
        "prediction": (sum(bool(s.predictions) for s in learning), len(learning)),
        "iterative": (sum(map(len, chains)), len(full)),
        "growing-scale": (sum(map(grows, chains)), len(chains)),
        "regular-data": (sum(has_data(c, points) for c in chains), len(chains)),
    }
    for measure in pdsa.fidelity(sheets, points=points):
        ours = (measure.found.count, measure.found.of)
        if ours != wanted[measure.name]:
            return "fidelity", f"{measure.name}: {ours}, not {wanted[measure.name]}"
    return "fidelity", ""
