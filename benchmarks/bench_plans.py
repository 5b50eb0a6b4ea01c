"""Checking, ordering and scheduling a plan must not grow faster than the plan."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from typing import Any

from benchmarks.harness import Race
from cqikit.actions import ActionStep
from cqikit.core import Context, Finding, run_checks
from cqikit.plans import CHECKS, Plan, Schedule, order, schedule, waits_for

FEW, MANY = 500, 5_000
TODAY = Context(as_of=date(2027, 1, 1))


def made(count: int) -> Plan:
    """Make a plan in which everything hangs together: 25 steps an owner."""
    concerns = ("quality",) * 8 + ("licensing", "health-and-safety")
    steps = [
        ActionStep(
            key=f"s{n}",
            who=f"role {n * 7919 % (count // 25)}",
            what=f"order {n % 9 + 2} tables",
            when=date(2026, 9, 1) + timedelta(days=n * 104_729 % 700),
            hours=float((2, 4, 8, 16)[n * 31 % 4]),
            after=[f"s{n - 1 - n * 17 % min(n, 20)}"] if n % 3 else (),
            concern=concerns[n * 13 % 10],  # type: ignore[arg-type]
            impact=n * 5 % 5 + 1,
        )
        for n in range(count)
    ]
    return Plan(key="large", title="A large plan", steps=steps)


def in_order(plan: Plan) -> None:
    """Assert that the order is one."""
    places = {step.key: place for place, step in enumerate(order(plan))}
    for key, keys in waits_for(plan).items():
        assert all(places[name] < places[key] for name in keys)


def complete(found: Schedule, count: int) -> None:
    """Assert that a schedule has every step, and nobody too many hours."""
    assert len(found.slots) == count
    assert all(load.hours <= 16 + 1e-6 for load in found.loads)


def races() -> Iterator[Race]:
    """Yield ten times as many steps against ten times the time."""
    few, many = made(FEW), made(MANY)
    times = MANY // FEW

    def again(act: Any) -> list[Any]:
        return [act() for _ in range(times)]

    def same_order(ours: tuple[ActionStep, ...], theirs: list[Any]) -> None:
        in_order(many)
        in_order(few)
        assert len(ours) == sum(map(len, theirs)) == MANY

    def same_findings(ours: tuple[Finding, ...], theirs: list[Any]) -> None:
        known = {finding.code for finding in ours}
        assert known == {pair.code for pair in theirs[0]}
        assert len(ours) > MANY

    def same_schedule(ours: Schedule, theirs: list[Schedule]) -> None:
        complete(ours, MANY)
        complete(theirs[0], FEW)

    yield Race(
        name="ordering 5,000 steps, against 500 ten times",
        ours=partial(order, many),
        theirs=partial(again, partial(order, few)),
        same=same_order,
        at_most=4.0,
    )
    yield Race(
        name="checking 5,000 steps, against 500 ten times",
        ours=partial(run_checks, many, CHECKS, TODAY),
        theirs=partial(again, partial(run_checks, few, CHECKS, TODAY)),
        same=same_findings,
        at_most=2.5,
    )
    plan_few = partial(schedule, few, start="2026-09", capacity=16)
    yield Race(
        name="scheduling 5,000 steps, against 500 ten times",
        ours=partial(schedule, many, start="2026-09", capacity=16),
        theirs=partial(again, plan_few),
        same=same_schedule,
        at_most=2.0,
    )
