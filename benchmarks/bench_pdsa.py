"""Ten times as many cycles must take ten times as long, and no longer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from benchmarks.harness import Race
from cqikit import pdsa
from cqikit.core import run_checks

DAY = date(2026, 1, 5)
MANY = 10_000
TENTH = MANY // 10
QUESTION = "how many come?"


def log(number: int) -> tuple[pdsa.Event, ...]:
    """Return the log of a whole cycle, begun some days after others."""
    begun = DAY + timedelta(days=number % 700)
    on = [begun + timedelta(days=later) for later in range(6)]
    return (
        pdsa.Plan(on=on[0], objective="find out", scale=1 + number % 25, data="tally"),
        pdsa.Predict(
            on=on[0],
            question=QUESTION,
            prediction=pdsa.Interval(2, 5, confidence=0.8),
        ),
        pdsa.StartTest(on=on[1]),
        pdsa.Observe(on=on[2], what="some came", question=QUESTION, value=4.0),
        pdsa.EndTest(on=on[3]),
        pdsa.Compare(on=on[4], question=QUESTION, actual=float(number % 7)),
        pdsa.Conclude(on=on[4], learned="something"),
        pdsa.Adapt(on=on[5], changes="something", next_scale="larger"),
    )


LOGS = [log(number) for number in range(MANY)]


def logged(first: int, last: int) -> list[pdsa.Cycle]:
    """Build the cycles of a stretch of logs; each team has some ten of them."""
    return [
        pdsa.Cycle(
            key=f"c{number}",
            title="Built",
            team=f"t{number // 10}",
            idea="reminders",
            log=LOGS[number],
        )
        for number in range(first, last)
    ]


def judged(cycles: Sequence[pdsa.Cycle]) -> list[int]:
    """Judge cycles in every way there is, and return counts that add up."""
    fidelity = pdsa.fidelity(cycles)
    calibration = pdsa.calibrate(cycles)
    ramps = pdsa.ramps(cycles)
    return [
        *(measure.found.count for measure in fidelity),
        *(measure.found.of for measure in fidelity),
        calibration.coverage.count,
        calibration.coverage.of,
        len(ramps),
        sum(len(run_checks(ramp, pdsa.RAMP_CHECKS)) for ramp in ramps),
        sum(len(run_checks(cycle, pdsa.CHECKS)) for cycle in cycles),
        sum(len(submission.cycles) for submission in pdsa.submissions(cycles)),
    ]


def by_tenths() -> list[int]:
    """Judge a tenth of the cycles at a time, and add up."""
    parts = [judged(logged(first, first + TENTH)) for first in range(0, MANY, TENTH)]
    return [sum(column) for column in zip(*parts, strict=True)]


def long_log(length: int) -> tuple[pdsa.Event, ...]:
    """Return a log with very many observations and a correction at its end."""
    start = LOGS[0][:3]
    seen = pdsa.Observe(on=DAY + timedelta(days=2), what="some came", value=4.0)
    fixed = pdsa.Correct(
        on=DAY + timedelta(days=9), place=3, instead=seen, reason="slip"
    )
    return (*start, *[seen] * (length - 4), fixed)


def races() -> Iterator[Race]:
    """Yield the same work as a whole and in tenths."""

    def same(ours: list[int], theirs: list[int]) -> None:
        assert ours == theirs
        assert ours[0] == MANY

    yield Race(
        name="10,000 cycles built and judged, against ten times 1,000",
        ours=lambda: judged(logged(0, MANY)),
        theirs=by_tenths,
        same=same,
        at_most=1.8,
    )

    whole, tenth = long_log(MANY), long_log(TENTH)

    def observed(cycles: Sequence[pdsa.Cycle]) -> int:
        return sum(
            isinstance(event, pdsa.Observe)
            for cycle in cycles
            for event in pdsa.statements(cycle)
        )

    def same_length(ours: int, theirs: int) -> None:
        assert ours == MANY - 4
        assert theirs == 10 * (TENTH - 4)

    yield Race(
        name="a log of 10,000 events, against ten logs of 1,000",
        ours=lambda: observed([pdsa.Cycle(key="c", title="Long", log=whole)]),
        theirs=lambda: observed(
            [pdsa.Cycle(key="c", title="Long", log=tenth) for _ in range(10)]
        ),
        same=same_length,
        at_most=1.5,
    )
