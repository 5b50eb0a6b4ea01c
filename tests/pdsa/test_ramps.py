"""Ramps: cycles of a team on one idea; what they show, and what comes next."""

from __future__ import annotations

from itertools import pairwise

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from cqikit import pdsa
from cqikit.core import Severity, run_checks
from cqikit.errors import FieldError
from cqikit.pdsa import RAMP_CHECKS, advise_scale, features, next_units, ramps
from tests.pdsa.stories import cycles, day, whole


def climbed(
    scales: list[int | None],
    *,
    end: pdsa.Event | None = None,
    conditions: list[list[str]] | None = None,
) -> pdsa.Ramp:
    """Return a ramp whose cycles test with so many."""
    made = [
        whole(
            f"c{n}",
            first=10 * n,
            end=end and evolve(end, on=day(10 * n + 5)),
            plan=pdsa.Plan(
                on=day(10 * n),
                objective="Do reminders help?",
                scale=scale,
                unit="families",
                conditions=conditions[n] if conditions else (),
            ),
        )
        for n, scale in enumerate(scales)
    ]
    return ramps(reversed(made))[0]


@given(st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from(["", "x", "y"]))))
def test_every_cycle_with_an_idea_is_in_one_ramp(of: list[tuple[str, str]]) -> None:
    drawn = [
        pdsa.begin(key=f"c{n}", title="Drawn", team=team, idea=idea)
        for n, (team, idea) in enumerate(of)
    ]
    found = ramps(drawn)
    in_ramps = [cycle for ramp in found for cycle in ramp.cycles]
    assert sorted(ramp.key for ramp in in_ramps) == sorted(
        cycle.key for cycle in drawn if cycle.idea
    )
    pairs = [(ramp.team, ramp.idea) for ramp in found]
    assert pairs == sorted(set(pairs))


@settings(max_examples=25)
@given(st.lists(cycles(), min_size=1, max_size=4))
def test_a_ramp_is_in_order_of_time(drawn: list[pdsa.Cycle]) -> None:
    named = [evolve(cycle, key=f"c{n}") for n, cycle in enumerate(drawn)]
    [ramp] = ramps(named)
    begun = [cycle.log[0].on if cycle.log else None for cycle in ramp.cycles]
    known = [when for when in begun if when is not None]
    assert known == sorted(known)
    assert begun == [*known, *[None] * (len(begun) - len(known))]
    covered = ramp.conditions
    assert all(set(less) <= set(more) for less, more in pairwise(covered))
    assert len(ramp.decisions) == len(ramp.scales) == len(drawn)
    assert pdsa.describe_ramp(ramp).startswith("reminders: ")


def test_a_ramp_refuses_strangers_and_disorder() -> None:
    first, second = whole("c1"), whole("c2", first=10)
    with pytest.raises(FieldError, match="must be in order of time"):
        pdsa.Ramp(team="a", idea="reminders", cycles=[second, first])
    with pytest.raises(FieldError, match="must be of team 'b' on idea 'reminders'"):
        pdsa.Ramp(team="b", idea="reminders", cycles=[first])
    with pytest.raises(FieldError, match="cycles must have at least one"):
        pdsa.Ramp(team="a", idea="reminders", cycles=[])


@pytest.mark.parametrize(
    ("end", "units"),
    [
        (pdsa.Adopt(on=day(0)), 25),
        (pdsa.Adopt(on=day(0), next_scale="same"), 5),
        (pdsa.Adapt(on=day(0), changes="call"), 5),
        (pdsa.Adapt(on=day(0), changes="call", next_scale="larger"), 25),
        (pdsa.Adapt(on=day(0), changes="call", next_scale="smaller"), 1),
        (pdsa.Abandon(on=day(0), reason="no use"), None),
        (pdsa.Stop(on=day(0), reason="no time"), None),
    ],
)
def test_the_next_scale_follows_the_decision(
    end: pdsa.Event, units: int | None
) -> None:
    assert next_units(climbed([1, 5], end=end)) == units


def test_an_open_ramp_stays_where_it_is() -> None:
    begun = pdsa.begin(
        key="c9",
        title="Remind",
        team="a",
        idea="reminders",
        plan=pdsa.Plan(on=day(90), scale=7),
    )
    [ramp] = ramps([*climbed([1, 5]).cycles, begun])
    assert next_units(ramp) == 7
    assert ramp.stands is pdsa.Phase.PLAN
    assert ramp.decisions == ("adopt", "adopt", "")
    assert next_units(climbed([None, None])) is None
    assert next_units(climbed([3]), factor=2) == 6
    fewer = pdsa.Adapt(on=day(0), changes="call", next_scale="smaller")
    assert next_units(climbed([1, 25], end=fewer)) == 5
    with pytest.raises(FieldError, match="factor must be at least 2"):
        next_units(ramp, factor=1)


def test_where_a_ramp_stands_is_said_in_a_sentence() -> None:
    ramp = climbed([1, None, 5], conditions=[["weekdays"], ["weekdays"], ["evenings"]])
    assert pdsa.describe_ramp(ramp) == (
        "reminders: 3 cycles, tested with 1 -> ? -> 5 families under 2 conditions;"
        " last adopted; next could be 25"
    )
    bare = climbed([None], end=pdsa.Abandon(on=day(0), reason="no use"))
    assert pdsa.describe_ramp(bare) == "reminders: 1 cycle; last abandoned"
    assert ramp.conditions[-1] == ("weekdays", "evenings")


def test_all_five_features_hold_of_a_good_ramp() -> None:
    chart = pdsa.EvidenceItem("a shift", supports=True, kind="chart")
    plans = [pdsa.Plan(on=day(10 * n), objective="?", scale=5**n) for n in range(2)]
    [ramp] = ramps(
        whole(f"c{n}", first=10 * n, plan=plan, evidence=(chart,))
        for n, plan in enumerate(plans)
    )
    assert all(feature.holds for feature in features(ramp))
    assert not [
        check for check in run_checks(ramp, RAMP_CHECKS) if "feature" in check.message
    ]


def test_each_missing_feature_has_a_finding_and_a_fix() -> None:
    ramp = climbed([None, None])
    told = ramps(
        evolve(
            cycle,
            log=tuple(
                evolve(event, verdict="not-testable")
                if isinstance(event, pdsa.Compare)
                else event
                for event in cycle.log
            ),
        )
        for cycle in ramp.cycles
    )[0]
    codes = [check.code for check in run_checks(told, RAMP_CHECKS)]
    assert codes[:3] == [
        "ramp.not-predicted",
        "ramp.not-small",
        "ramp.no-data-over-time",
    ]
    found = run_checks(climbed([5]), RAMP_CHECKS)
    assert found[0].code == "ramp.not-iterative"
    assert found[0].message.endswith("1 of its cycles was tested")
    assert all(finding.fix and finding.source for finding in found)
    assert found[0].severity is Severity.NOTE


def test_a_ramp_is_not_scolded_for_what_is_still_to_come() -> None:
    begun = pdsa.begin(key="c9", title="Remind", team="a", idea="reminders")
    [ramp] = ramps([begun])
    assert not any(feature.holds for feature in features(ramp))
    assert features(ramp)["iterative"].said == "0 of its cycles were tested"
    assert features(ramp)["data-over-time"].said.endswith("on 0 days")
    assert run_checks(ramp, RAMP_CHECKS) == ()
    [running] = ramps([*climbed([5]).cycles, begun])
    assert run_checks(running, RAMP_CHECKS) == ()
    stopped = pdsa.advance(begun, pdsa.Stop(on=day(0), reason="no time"))
    [ended] = ramps([stopped])
    assert [check.code for check in run_checks(ended, RAMP_CHECKS)] == [
        "ramp.not-iterative"
    ]


def test_bare_predictions_are_no_documented_plan() -> None:
    bare = ramps([whole(plan=pdsa.Plan(on=day(0)))])[0]
    assert "ramp.not-documented" in codes(bare)
    assert "ramp.not-documented" not in codes(ramps([whole()])[0])


@pytest.mark.parametrize(("days", "said"), [(1, "on 1 day"), (2, "on 2 days")])
def test_days_of_data_are_counted(days: int, said: str) -> None:
    cycle = whole()
    seen = [
        pdsa.Observe(on=day(2 + later), what="some came", value=4.0)
        for later in range(days)
    ]
    log = (*cycle.log[:3], *seen, *cycle.log[4:])
    ended = evolve(log[3 + days], on=day(4))
    [ramp] = ramps([evolve(cycle, log=(*log[: 3 + days], ended, *log[4 + days :]))])
    feature = features(ramp)["data-over-time"]
    assert feature.said.endswith(said)
    assert not feature.holds
    assert features(ramp, points=days)["data-over-time"].holds


def test_a_prediction_that_could_not_be_tested_is_no_test_of_one() -> None:
    ramp = ramps([whole(verdict="not-testable")])[0]
    assert not features(ramp)["prediction"].holds
    assert features(ramps([whole()])[0])["prediction"].holds


def codes(ramp: pdsa.Ramp) -> set[str]:
    return {check.code for check in run_checks(ramp, RAMP_CHECKS)}


def test_a_scale_may_grow_fivefold_and_no_more() -> None:
    assert "ramp.steep" not in codes(climbed([1, 5, 25]))
    found = run_checks(climbed([1, None, 6]), [RAMP_CHECKS["ramp.steep"]])
    assert [(finding.where, finding.fix) for finding in found] == [
        ("cycles[2]", "test with 5 first")
    ]
    assert "ramp.steep" not in codes(climbed([5, 1, 25]))


def test_one_cycle_is_early_to_adopt() -> None:
    assert "ramp.adopted-early" in codes(climbed([1]))
    assert "ramp.adopted-early" not in codes(climbed([1, 5]))
    call = pdsa.Adapt(on=day(0), changes="call")
    assert "ramp.adopted-early" not in codes(climbed([1], end=call))


def test_conditions_should_widen_before_adoption() -> None:
    same = climbed([1, 5], conditions=[["weekdays"], ["weekdays"]])
    wider = climbed([1, 5], conditions=[["weekdays"], ["evenings"]])
    assert "ramp.same-conditions" in codes(same)
    assert "ramp.same-conditions" not in codes(wider)
    last = climbed([1, 5, 5], conditions=[["weekdays"], ["weekdays"], ["evenings"]])
    assert "ramp.same-conditions" not in codes(last)


def test_a_test_after_the_end_is_noted() -> None:
    left = whole("c1", end=pdsa.Abandon(on=day(5), reason="no use"))
    [ramp] = ramps([left, whole("c2", first=10)])
    [found] = run_checks(ramp, [RAMP_CHECKS["ramp.after-the-end"]])
    assert found.where == "cycles[1]"
    assert "ramp.after-the-end" not in codes(ramps([left])[0])


def test_the_scale_of_a_test_rises_with_belief_and_readiness_and_falls_with_cost() -> (
    None
):
    for cost in pdsa.Cost:
        for low, high in pairwise(
            [advise_scale("low", cost, readiness) for readiness in pdsa.Readiness]
        ):
            assert low <= high
        for ready in pdsa.Readiness:
            assert advise_scale("low", cost, ready) <= advise_scale("high", cost, ready)
    for belief in pdsa.Belief:
        for ready in pdsa.Readiness:
            assert advise_scale(belief, "large", ready) <= advise_scale(
                belief, "small", ready
            )
    every = {
        (belief, cost, ready): advise_scale(belief, cost, ready)
        for belief in pdsa.Belief
        for cost in pdsa.Cost
        for ready in pdsa.Readiness
    }
    implemented = [at for at, scale in every.items() if scale is pdsa.Scale.IMPLEMENT]
    assert implemented == [("high", "small", "ready")]
    for (belief, cost, _), scale in every.items():
        if (belief, cost) == ("low", "large"):
            assert scale is pdsa.Scale.VERY_SMALL
    assert set(every.values()) == set(pdsa.Scale)
    rungs = [int(scale) for scale in every.values()]
    assert rungs == [1, 1, 1, 1, 1, 2, 1, 2, 3, 2, 4, 5]
    with pytest.raises(ValueError, match="unsure"):
        advise_scale("unsure", "small", "ready")  # type: ignore[arg-type]
