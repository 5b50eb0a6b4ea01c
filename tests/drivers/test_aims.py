"""One code for each published rule of aims."""

from __future__ import annotations

from datetime import date

import pytest
from attrs import evolve

from cqikit.core import Context, Severity, run_checks
from cqikit.drivers import AIM_CHECKS, aim_checks
from cqikit.measures import Aim, Bound, Change, Level, Measure, Nested, Target
from tests.drivers.stories import AIM, MEASURES

NOW = Context(as_of=date(2026, 3, 2))
VISITS = MEASURES[0]
WAITS = Measure(key="visits-on-time", title="Days waited", direction="lower")
LOOSE = evolve(WAITS, direction="neither")


def codes(aim: Aim, measure: Measure | None = None) -> list[str]:
    checks = AIM_CHECKS if measure is None else aim_checks(measure)
    found = run_checks(aim, checks, NOW)
    assert all(finding.fix and finding.source and finding.where for finding in found)
    return [finding.code for finding in found]


def test_a_good_aim_has_no_findings() -> None:
    assert codes(AIM) == []
    assert codes(AIM, VISITS) == []


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"population": ""}, "aim.no-population"),
        ({"title": "Improve visits"}, "aim.vague"),
        ({"baseline": None}, "aim.no-baseline"),
        ({"by": "2025-12", "since": "2026-01"}, "aim.ends-before-start"),
        ({"by": "2026-02"}, "aim.past"),
    ],
)
def test_each_rule_of_an_aim_alone_is_found(
    change: dict[str, object], code: str
) -> None:
    assert code in codes(evolve(AIM, **change))  # type: ignore[arg-type]


def test_numbers_in_any_script_are_numbers() -> None:
    assert codes(evolve(AIM, title="\u0669\u0660 \u066a \u0641\u064a")) == []


def test_an_aim_is_past_after_its_last_day() -> None:
    march = evolve(AIM, by="2026-03")
    assert "aim.past" not in codes(march)
    late = Context(as_of=date(2026, 4, 1))
    assert [check.code for check in run_checks(march, AIM_CHECKS, late)] == ["aim.past"]
    assert run_checks(march, AIM_CHECKS) == ()


def test_a_change_needs_its_baseline_more_than_a_level_does() -> None:
    [level] = run_checks(evolve(AIM, baseline=None), AIM_CHECKS)
    [change] = run_checks(evolve(AIM, baseline=None, target=Change(0.5)), AIM_CHECKS)
    assert (level.severity, change.severity) == (Severity.NOTE, Severity.WARNING)
    [zero] = run_checks(evolve(AIM, baseline=0, target=Change(0.5)), AIM_CHECKS)
    assert (zero.code, zero.severity) == ("aim.no-baseline", Severity.WARNING)
    assert zero.message.startswith("the aim is a change from a baseline of 0, ")
    assert zero.fix == "aim at a level or a bound instead"
    nested = Nested(0.85, Change(-0.25))
    assert codes(evolve(AIM, baseline=None, target=nested)) == []


@pytest.mark.parametrize(
    ("target", "baseline", "measure", "expected"),
    [
        (Level(90.0), 62.0, VISITS, []),
        (Level(62.0), 62.0, VISITS, ["aim.already-met"]),
        (Level(61.9), 62.0, VISITS, ["aim.against-direction"]),
        (Level(14.0), 21.0, WAITS, []),
        (Level(28.0), 21.0, WAITS, ["aim.against-direction"]),
        (Level(28.0), None, WAITS, []),
        (Level(28.0), None, LOOSE, ["aim.no-direction"]),
        (Bound(no_more_than=14.0), 21.0, LOOSE, []),
        (Change(0.25), 21.0, WAITS, ["aim.against-direction"]),
        (Change(-0.25), 21.0, WAITS, []),
        (Change(-0.25), None, WAITS, []),
        (Change(-0.25), 0.0, WAITS, []),
        (Bound(no_more_than=14.0), 21.0, WAITS, []),
        (Bound(no_more_than=28.0), 21.0, WAITS, ["aim.already-met"]),
        (Bound(no_less_than=14.0), 21.0, WAITS, ["aim.against-direction"]),
        (Bound(no_more_than=80.0), 90.0, VISITS, ["aim.against-direction"]),
        (Bound(no_less_than=80.0), 62.0, VISITS, []),
        (Bound(no_less_than=1.0, no_more_than=9.0), 21.0, WAITS, []),
        (Nested(0.85, Change(-0.25)), None, WAITS, []),
        (Nested(0.85, Change(0.25)), None, WAITS, ["aim.against-direction"]),
        (Nested(0.85, Level(90.0)), None, VISITS, []),
        (Level(101.0), 62.0, VISITS, ["aim.out-of-range"]),
        (Level(100.0), 62.0, VISITS, []),
        (Change(1.0), 62.0, VISITS, ["aim.out-of-range"]),
        (Level(-1.0), 21.0, WAITS, []),
    ],
)
def test_a_target_is_judged_with_its_measure(
    target: Target, baseline: float | None, measure: Measure, expected: list[str]
) -> None:
    aim = evolve(AIM, target=target, baseline=baseline)
    assert codes(aim, measure) == expected


LATE = evolve(VISITS, direction="lower")
EITHER = evolve(VISITS, direction="neither")


@pytest.mark.parametrize(
    ("target", "baseline", "measure", "is_asked"),
    [
        (Level(0.15), 40.0, LATE, True),
        (Level(20.0), 0.4, LATE, True),
        (Level(0.9), 62.0, VISITS, True),
        (Level(90.0), 0.62, VISITS, True),
        (Bound(no_more_than=0.15), 40.0, EITHER, True),
        (Level(0.9), 62.0, evolve(VISITS, per=1), False),
        (Level(0.15), None, LATE, False),
        (Change(0.15), 40.0, VISITS, False),
        (Nested(0.85, Level(0.9)), 62.0, VISITS, False),
        (Level(0.5), 0.8, LATE, False),
        (Level(0.0), 40.0, LATE, False),
        (Level(15.0), 40.0, LATE, False),
        # As fractions these would lead the wrong way.
        (Level(1.0), 2.5, LATE, False),
        (Level(2.0), 0.5, VISITS, False),
    ],
)
def test_a_target_in_percent_that_looks_like_a_fraction_is_asked_about(
    target: Target, baseline: float | None, measure: Measure, is_asked: bool
) -> None:
    aim = evolve(AIM, target=target, baseline=baseline)
    assert ("aim.other-scale" in codes(aim, measure)) is is_asked


def test_the_question_of_scale_names_both_numbers_and_refuses_nothing() -> None:
    aim = evolve(AIM, target=Level(0.15), baseline=40.0)
    [asked] = run_checks(aim, aim_checks(LATE), NOW)
    assert asked.severity is Severity.NOTE
    assert asked.message == (
        "the measure is in percent, its target is 0.15 and its baseline 40: is one of"
        " the two a fraction?"
    )


def test_a_count_is_not_negative() -> None:
    falls = Measure(
        key="visits-on-time", title="Falls", kind="count", direction="lower"
    )
    aim = evolve(AIM, target=Level(-1.0), baseline=3.0)
    assert codes(aim, falls) == ["aim.out-of-range"]


def test_an_aim_is_judged_with_its_own_measure() -> None:
    assert codes(AIM, MEASURES[1]) == ["aim.other-measure"]
    assert codes(AIM, evolve(VISITS, role="process")) == ["aim.not-outcome"]


@pytest.mark.parametrize(("by", "enough"), [("2026-11", False), ("2026-12", True)])
def test_twelve_points_are_enough_to_tell_a_change(by: str, enough: bool) -> None:
    assert ("aim.too-few-points" not in codes(evolve(AIM, by=by), VISITS)) is enough


def test_without_a_start_points_are_counted_from_now() -> None:
    soon = evolve(AIM, since=None, by="2027-01")
    assert codes(soon, VISITS) == ["aim.too-few-points"]
    assert codes(evolve(soon, by="2027-02"), VISITS) == []
    assert run_checks(soon, aim_checks(VISITS)) == ()
    assert codes(evolve(soon, by="2026-02"), VISITS) == []
    between = evolve(WAITS, kind="time-between")
    assert codes(evolve(soon, target=Level(9.0)), between) == []


def test_too_few_points_of_a_past_aim_were_and_will_not_be() -> None:
    aim = evolve(AIM, since="2025-10", by="2026-01")
    [finding] = [
        found
        for found in run_checks(aim, aim_checks(VISITS), NOW)
        if found.code == "aim.too-few-points"
    ]
    assert finding.message.startswith("there were 4 months of data")
    assert finding.fix.startswith("give the next aim more time")
    for context in (Context(as_of=aim.by.last), Context()):
        [finding] = [
            found
            for found in run_checks(aim, aim_checks(VISITS), context)
            if found.code == "aim.too-few-points"
        ]
        assert finding.message.startswith("there will be 4 months of data")
