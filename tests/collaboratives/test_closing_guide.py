"""What the data propose for a closing guide, worked out again in plain Python."""

from __future__ import annotations

import csv
import itertools
import math
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from cqikit import reports
from cqikit.assessments import Answer
from cqikit.collaboratives import (
    GUIDE_CHECKS,
    PROPOSAL_CHECKS,
    Activity,
    Champion,
    Channel,
    Collaborative,
    Continuing,
    Guide,
    GuidePolicies,
    Held,
    Kept,
    Mentor,
    Method,
    Monitored,
    Offer,
    Policies,
    Proposals,
    Reflections,
    Scaling,
    Site,
    Support,
    Sustaining,
    SustainStep,
    Team,
    Topic,
    Will,
    closing_report,
    propose,
    readiness,
    rungs,
)
from cqikit.core import Context, parse_period, run_checks
from cqikit.drivers import DriverState, IdeaState, Layer, Movement, Theory, Trial
from cqikit.errors import CqikitError, FaultsError, FieldError
from cqikit.measures import (
    Aim,
    Bound,
    Change,
    Level,
    Measure,
    Nested,
    Observation,
    Series,
    Target,
    series,
)
from cqikit.pdsa import Plan, begin
from tests.examples import loaded

ON = date(2026, 12, 31)
WAITS = Measure(key="waits", title="Waits", unit="days", direction="lower")
VISITS = Path("examples/home_visiting/visits.csv")


def of_team(team: str, *values: float, measure: Measure = WAITS) -> Series:
    """Return one value a month from January 2026 on; NaN where there is none."""
    rows = [
        Observation(period=f"{2026 + place // 12}-{place % 12 + 1:02}", value=value)
        for place, value in enumerate(values)
        if value == value  # noqa: PLR0124  (NaN is not itself)
    ]
    return series(measure, rows, team=team)


def proposed(
    *teams: Series,
    target: Target | None = None,
    guide: Guide | None = None,
    later: Sequence[Series] = (),
    **said: object,
) -> Proposals:
    """Return what a few teams' data propose; four points are the baseline."""
    policies = Policies(baseline_points=4, shift_length=6)
    aim = Aim(
        key="a", title="Short", measure="waits", target=target or Level(5), by="2027"
    )
    group = Collaborative(key="c", policies=policies)
    closing, whole = (
        closing_report(group, some, aims=[aim]) for some in (teams, later or teams)
    )
    given = guide or Guide(key="g")
    return propose(given, closing, on=ON, later=whole, **said)  # type: ignore[arg-type]


def codes(found: Proposals) -> list[str]:
    context = Context(as_of=ON)
    alone = run_checks(found.guide, GUIDE_CHECKS, context)
    return [
        finding.code
        for finding in (*alone, *run_checks(found, PROPOSAL_CHECKS, context))
    ]


# Menus ----------------------------------------------------------------------


def test_menus_have_as_many_choices_as_the_source() -> None:
    steps = [step for step in SustainStep if not step.endswith("own")]
    count = [
        sum(step.component == key for step in steps)
        for key in ("hardwiring", "readiness", "monitoring")
    ]
    assert count == [4, 6, 4]
    assert len(Channel) == len(Support) == 6 + 1
    words = [choice.words for kind in (Channel, Support, Method) for choice in kind]
    assert len(set(words)) == len(words) - 1  # one's own, twice


@pytest.mark.parametrize(
    "make",
    [
        lambda: Activity(channel="own"),
        lambda: Offer(support="own", what=" "),
        lambda: Sustaining(step="readiness/own"),
    ],
)
def test_what_is_ones_own_says_what_it_is(make: object) -> None:
    with pytest.raises(FieldError, match="must say what it is"):
        make()  # type: ignore[operator]


def test_unknown_conditions_and_levels_are_refused_all_at_once() -> None:
    said = [Answer(item="leaders", value="met"), Answer(item="teams", value="perhaps")]
    with pytest.raises(FaultsError) as caught:
        Scaling(conditions=said)
    places = [problem.where for problem in caught.value.problems]
    assert places == ["conditions[0].item", "conditions[1].value"]


# The example, again ---------------------------------------------------------


def rows_of() -> dict[str, dict[str, dict[str, int]]]:
    """Return the counts by agency and month."""
    found: dict[str, dict[str, dict[str, int]]] = defaultdict(dict)
    with VISITS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            counts = {
                key: int(row[key]) for key in row if key not in {"agency", "month"}
            }
            found[row["agency"]][row["month"]] = counts
    return found


def standing_still(
    months: dict[str, dict[str, int]], below: str
) -> dict[str, dict[str, int]]:
    """Return the counts of an agency; silent, it goes on as since the change."""
    told = {at: counts for at, counts in months.items() if counts[below]}
    again = itertools.cycle(told[at] for at in told if at >= "2025-07")
    names = [f"{2025 + place // 12}-{place % 12 + 1:02}" for place in range(6, 24)]
    return {at: told.get(at) or next(again) for at in names}


def test_the_example_is_closed_as_plain_python_closes_it() -> None:
    found = loaded.report("home_visiting").guide
    assert found is not None
    near, met, thin = [], [], []
    for agency, months in rows_of().items():
        screened = {
            at: 100 * month["screened"] / month["due"] for at, month in months.items()
        }
        before = median(value for at, value in screened.items() if at < "2025-07")
        during = {at: value for at, value in screened.items() if at <= "2026-06"}
        now = median(value for at, value in during.items() if at >= "2025-07")
        if len(during) < 0.8 * 18:
            thin.append(agency)
        if now >= 85:
            met.append(agency)
        elif (now - before) / (85 - before) >= 0.75:
            near.append(agency)
    assert [team.key for team in found.close_teams] == near
    assert [mentor.key for mentor in found.mentors] == met
    assert [team.key for team in found.data_teams] == thin == ["Juniper"]


def test_the_example_loses_what_plain_python_sees_lost() -> None:
    found = loaded.report("home_visiting").guide
    assert found is not None
    parts = {"screened": "due", "referred": "positive", "early": "due"}
    assert [watch.measure.key for watch in found.watches] == [
        "screened",
        "referred",
        "early",
    ]
    for watch in found.watches:
        above, below = watch.measure.key, parts[watch.measure.key]
        pooled = {}
        every = [standing_still(months, below) for months in rows_of().values()]
        for at in every[0]:
            there = [months[at] for months in every]
            sums = {key: sum(row[key] for row in there) for key in (above, below)}
            pooled[at] = 100 * sums[above] / sums[below]
        reached = median(v for at, v in pooled.items() if "2025-07" <= at <= "2026-06")
        after = [value < reached for at, value in pooled.items() if at > "2026-06"]
        assert watch.centre == pytest.approx(reached)
        assert (watch.made_of, watch.expected, watch.worse) == (12, 6, -1)
        assert (watch.state is Held.LOST) is all(after)


def test_rungs_and_gates_of_the_example() -> None:
    found = loaded.report("home_visiting").guide
    assert found is not None
    assert found.rungs == (12, 31)
    [gate] = found.gates
    assert gate.opens is False
    assert "lost: Referred after a positive screen" in gate.reasons


def test_without_data_after_closing_nothing_is_lost() -> None:
    effort = loaded.effort("home_visiting")
    assert effort.guide is not None
    later = evolve(effort.guide, on=date(2026, 12, 31))
    found = reports.compose(effort.project, effort.collaborative, guide=later).guide
    assert found is not None
    assert Held.LOST not in {watch.state for watch in found.watches}


# Teams ----------------------------------------------------------------------


def test_closeness_is_a_named_choice() -> None:
    teams = of_team("a", 20, 20, 20, 20, *[8.0] * 8), of_team("b", *[5.4] * 12)
    assert [team.key for team in proposed(*teams).close_teams] == ["a"]
    margin = Guide(key="g", policies=GuidePolicies(close="within-margin"))
    assert [team.key for team in proposed(*teams, guide=margin).close_teams] == ["b"]


@pytest.mark.parametrize(
    ("target", "near"),
    [
        (Bound(no_more_than=5), ["a"]),
        (Bound(no_less_than=9), ["a"]),
        (Bound(no_less_than=30), []),
        (Bound(no_more_than=5, no_less_than=1), ["a"]),
        (Change(-0.75), ["a"]),
        (Nested(0.8, Level(5)), ["a"]),
        (Level(8), []),
        (Level(2), []),
    ],
)
def test_every_kind_of_target_has_a_way_to_it(target: Target, near: list[str]) -> None:
    found = proposed(of_team("a", 20, 20, 20, 20, *[8.0] * 8), target=target)
    assert [team.key for team in found.close_teams] == near


def test_a_team_without_a_gap_to_close_is_not_close() -> None:
    # Its baseline lies on the target; now it is worse.
    assert proposed(of_team("a", *[5.0] * 4, *[7.0] * 8)).close_teams == ()


def test_the_farthest_of_the_values_judged_says_how_close_a_team_is() -> None:
    policies = Policies(baseline_points=4, meeting="last-points", last_points=3)
    aim = Aim(key="a", title="Short", measure="waits", target=Level(5), by="2027")
    team = of_team("a", 20, 20, 20, 20, 5, 5, 5, 7)
    closing = closing_report(
        Collaborative(key="c", policies=policies), [team], aims=[aim]
    )
    [near] = propose(Guide(key="g"), closing, on=ON).close_teams
    assert near.reasons == ("Waits: 7 for a target of 5, 87 % of the way from 20",)


def test_silent_teams_and_those_without_a_value_need_better_data() -> None:
    nan = float("nan")
    full = of_team("full", *[6.0] * 12)
    silent = of_team("silent", *[6.0] * 6)
    found = proposed(full, silent, of_team("often", 6, 6, nan, 6, 6, 6, *[6.0] * 6))
    [only] = found.data_teams
    assert (only.key, len(only.reasons)) == ("silent", 2)
    group = Collaborative(key="c", teams=(Team(key="full"), Team(key="none")))
    aim = Aim(key="a", title="Short", measure="waits", target=Level(5), by="2027")
    unheard = propose(Guide(key="g"), closing_report(group, [full], aims=[aim]), on=ON)
    assert "nothing to judge the aim by" in unheard.data_teams[0].reasons[-1]
    assert unheard.learning == (
        "no PDSA cycles are kept here: nothing can be said from the data",
    )


def test_without_data_nothing_is_proposed_about_them() -> None:
    group = Collaborative(key="c")
    found = propose(Guide(key="g"), closing_report(group, []), on=ON)
    assert found.confidence == ("there is no period, or no team, to average over",)
    assert (found.rungs, found.gates, found.watches, found.results) == ((), (), (), ())


def test_teams_with_cycles_are_counted() -> None:
    cycle = begin(key="c1", title="T", team="a", plan=Plan(on=date(2026, 3, 2)))
    teams = of_team("a", *GAIN), of_team("b", *GAIN)
    said = [
        propose(
            Guide(key="g"),
            closing_report(Collaborative(key="c"), some, cycles=[cycle]),
            on=ON,
        )
        for some in (teams, teams[:1])
    ]
    assert said[0].learning == (
        "1 of 2 teams tested changes in cycles",
        "no cycle of b",
    )
    assert said[1].learning == ("1 of 1 team tested changes in cycles",)


@given(st.permutations([("a", 8.0), ("b", 4.0), ("c", 7.5), ("d", 19.0)]))
def test_the_order_of_teams_changes_nothing(order: list[tuple[str, float]]) -> None:
    found = proposed(*(of_team(key, *[20.0] * 4, *[now] * 8) for key, now in order))
    assert {team.key for team in found.close_teams} == {"a", "c"}
    assert {mentor.key for mentor in found.mentors} == {"b"}
    [watch] = found.watches
    assert (watch.centre, watch.state) == (7.75, Held.WATCHING)


def test_a_team_that_falls_silent_after_closing_changes_no_watch() -> None:
    # It goes on as it was since the declared change.
    change = [parse_period("2026-05")]
    group, late = Collaborative(key="c"), [4.0, 6, 4, 6, 4, 6]
    teams = [of_team(key, *GAIN) for key in "ab"]
    closing = closing_report(group, teams, changes=change)
    silent = [of_team("a", *GAIN, *late), teams[1]]
    spoken = [of_team(key, *GAIN, *late) for key in "ab"]
    states = [
        propose(
            Guide(key="g"),
            closing,
            on=ON,
            later=closing_report(group, some, changes=change),
        )
        .watches[0]
        .state
        for some in (silent, spoken)
    ]
    assert Held.LOST not in states


def test_what_got_worse_is_told_too() -> None:
    found = proposed(of_team("a", *[5.0, 6, 5, 6], *[9.0, 8, 9, 8, 9, 8, 9, 8]))
    assert found.watches == ()
    assert "it got worse" in found.results[0]
    assert "worse than at the baseline: a (5.5, now 8.5)" in found.satisfaction[1]
    still = proposed(of_team("a", *[9.0] * 12), of_team("b", *[8.0] * 12))
    assert "worse" not in " ".join(still.satisfaction)
    other_way = proposed(
        of_team("a", *[5.0] * 6, *[9.0] * 6, measure=Measure(key="waits", title="W")),
        target=Bound(no_more_than=9),
    )
    assert "worse" not in " ".join(other_way.satisfaction)
    neither = Measure(key="waits", title="Waits")
    moved = of_team("a", *[5.0, 6, 5, 6], *[9.0, 8] * 4, measure=neither)
    closing = closing_report(
        Collaborative(key="c", policies=Policies(baseline_points=4)), [moved]
    )
    [told] = propose(Guide(key="g"), closing, on=ON).results
    assert "neither better nor worse" in told


# Drivers and support --------------------------------------------------------


def theory(**movements: Movement) -> Theory:
    """Return a theory with one adopted and one untested idea under each driver."""
    ideas = (
        IdeaState(key="i", title="I", trial=Trial.ADOPTED, cycles=1),
        IdeaState(key="j", title="J", trial=Trial.UNTESTED, cycles=0),
    )
    layers = {"s": Layer.SECONDARY}
    drivers = tuple(
        DriverState(
            key=key,
            title=key,
            layer=layers.get(key, Layer.PRIMARY),
            movement=moved,
            ideas=() if key == "empty" else ("i", "j"),
        )
        for key, moved in movements.items()
    )
    aim = DriverState(key="aim", title="Aim", layer=Layer.AIM, movement=Movement.STEADY)
    return Theory(ideas=ideas, drivers=drivers, aim=aim, strangers=())


def test_drivers_that_do_not_improve_are_named_primary_ones_first() -> None:
    said = theory(s=Movement.STEADY, up=Movement.IMPROVING, empty=Movement.UNKNOWN)
    found = proposed(of_team("a", *[6.0] * 12), theory=said)
    assert [(driver.key, driver.reasons) for driver in found.drivers] == [
        ("empty", ("nothing shows whether it moves", "no idea leads to it")),
        ("s", ("its measures have not moved", "1 idea untested", "1 idea adopted")),
    ]
    offered = {offer.key for offer in found.offers}
    assert {"office-hours", "local-faculty"} <= offered
    assert "peer-mentors" not in offered


def test_of_a_driver_without_data_nobody_says_that_it_did_not_move() -> None:
    def offered(**movements: Movement) -> dict[str, tuple[str, ...]]:
        found = proposed(of_team("a", *[9.0] * 12), theory=theory(**movements))
        return {offer.key: offer.reasons for offer in found.offers}

    unknown = offered(one=Movement.UNKNOWN, two=Movement.UNKNOWN)
    assert unknown == {"office-hours": ("no data show whether 2 drivers moved",)}
    both = offered(one=Movement.UNKNOWN, two=Movement.STEADY)
    assert both["office-hours"] == (
        "1 driver not moved, no data show whether 1 driver moved",
    )
    assert both["local-faculty"] == ("1 driver not moved by what was adopted",)


def test_where_nobody_reported_every_team_needs_better_data() -> None:
    group = Collaborative(key="c", teams=[Team(key="a"), Team(key="b")])
    for rows in ([], [of_team("a", math.nan)]):
        closing = closing_report(group, rows)
        found = propose(Guide(key="g"), closing, on=ON).data_teams
        assert [(proposal.key, proposal.reasons) for proposal in found] == [
            ("a", ("nothing was reported",)),
            ("b", ("nothing was reported",)),
        ]


def test_no_support_is_proposed_where_nothing_calls_for_it() -> None:
    assert proposed(of_team("a", *[9.0] * 12)).offers == ()


# Spread ---------------------------------------------------------------------


def test_rungs_stop_at_the_sites_there_are() -> None:
    for sites in range(1, 200):
        steps = rungs(1, sites=sites)
        assert steps[-1] == min(sites, 625)
        assert all(after <= 5 * before for before, after in zip(steps, steps[1:]))  # noqa: B905, RUF007
    assert rungs(0, sites=5) == ()
    assert rungs(3, factor=2) == (3, 6)


NINE = [
    "leadership",
    "teams",
    "staff-time",
    "day-to-day-lead",
    "content-experts",
    "improvement-experts",
    "topic-calls",
    "learning-sessions",
    "no-undue-burden",
]


@pytest.mark.parametrize(
    ("levels", "method"),
    [
        ({}, "breakthrough-series"),
        ({"staff-time": "somewhat"}, "breakthrough-series"),
        ({"staff-time": "not yet"}, "not-yet"),
        ({"staff-time": "not possible"}, "not-yet"),
        ({"staff-time": "not possible", "topic-calls": "not possible"}, "another-way"),
        ({"leadership": "not possible"}, "another-way"),
        ({"teams": "not possible"}, "another-way"),
        ({"leadership": "not yet"}, "not-yet"),
        ({"topic-calls": None}, None),
        ({"topic-calls": None, "leadership": "not possible"}, "another-way"),
        ({"topic-calls": None, "staff-time": "not yet"}, "not-yet"),
    ],
)
def test_the_conditions_decide(
    levels: dict[str, str | None], method: str | None
) -> None:
    said = {**dict.fromkeys(NINE, "met"), **levels}
    answers = [Answer(item=key, value=level) for key, level in said.items()]
    found = readiness(answers, GuidePolicies())
    assert found.method == method
    decided = [key for key, level in levels.items() if level not in {None, "somewhat"}]
    assert sum(said.startswith("not") for said in found.reasons) == len(decided)


@pytest.mark.parametrize(
    ("levels", "several"),
    [
        ({"leadership": None, "staff-time": "not yet"}, 2),
        ({"topic-calls": None, "staff-time": "not possible"}, 2),
        ({"topic-calls": None, "staff-time": "not yet"}, 1),
    ],
)
def test_what_is_unknown_and_may_decide_leaves_it_open(
    levels: dict[str, str | None], several: int
) -> None:
    said = {**dict.fromkeys(NINE, "met"), **levels}
    answers = [Answer(item=key, value=level) for key, level in said.items()]
    found = readiness(answers, GuidePolicies(several=several))
    assert found.method is None
    assert [said.split(":")[0] for said in found.reasons] == ["unknown"]


def test_one_no_among_several_answers_counts() -> None:
    said = [Answer(item=key, value="met") for key in NINE]
    no = Answer(item="leadership", value="not possible", respondent="b")
    found = readiness([*said, no], GuidePolicies())
    assert found.method is Method.ANOTHER_WAY
    assert len(found.conditions[0].answers) == 2


def test_a_condition_that_does_not_apply_decides_nothing() -> None:
    said = [Answer(item=key, value="met") for key in NINE[:-1]]
    away = Answer(item=NINE[-1], status="not-applicable")
    assert (
        readiness([*said, away], GuidePolicies()).method is Method.BREAKTHROUGH_SERIES
    )


MET = tuple(Answer(item=key, value="met") for key in NINE)
GAIN = (*[20.0, 21, 19, 20], *[5.0, 6, 4, 5, 6, 4, 5, 6])


@pytest.mark.parametrize(
    ("later", "conditions", "method", "opens"),
    [
        ([5.0] * 6, MET, None, None),
        ([6.0, 4, 6, 4, 6, 4, 6], MET, None, True),
        ([4.0] * 7, MET, None, True),
        ([4.0] * 7, (), None, None),
        ([4.0] * 7, MET, "not-yet", False),
        ([4.0] * 7, (), "another-way", True),
        ([4.0] * 7, (Answer(item="teams", value="not possible"),), None, None),
        ([9.0] * 7, MET, None, False),
        ([], MET, None, None),
    ],
)
def test_the_next_rung_opens_when_the_gain_is_held_and_readiness_is_there(
    later: list[float],
    conditions: tuple[Answer, ...],
    method: Any,
    opens: bool | None,
) -> None:
    guide = Guide(key="g", scaling=Scaling(conditions=conditions, method=method))
    whole = of_team("a", *GAIN, *later)
    found = proposed(of_team("a", *GAIN), guide=guide, later=[whole], agencies=30)
    assert [(gate.start, gate.to, gate.opens) for gate in found.gates] == [
        (1, 5, opens),
        (5, 25, False),
        (25, 30, False),
    ]


def test_without_a_gain_the_gate_stays_shut() -> None:
    found = proposed(of_team("a", *[9.0] * 12), agencies=2)
    assert found.gates[0].reasons[0] == "no measure has a gain to hold"


def test_sites_are_ranked_by_will_gap_and_data() -> None:
    candidates = (
        Site(key="low", will="low", gap=True),
        Site(key="full", will="high", gap=False),
        Site(key="some", will="some", gap=True, data=True),
        Site(key="unsure", will="high", data=True),
        Site(key="blind", will="high", gap=True),
        Site(key="best", will="high", gap=True, data=True),
        Site(key="nobody-knows", will=Will.UNKNOWN),
    )
    guide = Guide(key="g", scaling=Scaling(candidates=candidates, sites=6))
    team = of_team("a", *[9.0] * 12)
    every = [site.key for site in proposed(team, guide=guide).sites]
    assert every == ["best", "blind", "unsure", "some", "nobody-knows"]
    fewer = evolve(guide, scaling=evolve(guide.scaling, sites=2))
    assert [site.key for site in proposed(team, guide=fewer).sites] == every[:2]


# Checks ---------------------------------------------------------------------


def test_an_empty_guide_is_told_what_it_lacks_and_nothing_else() -> None:
    found = proposed(of_team("a", *[6.0] * 12), theory=theory(s=Movement.STEADY))
    assert set(codes(found)) == {"guide.unanswered"}


def test_yes_or_no_answers_a_question_as_words_do() -> None:
    said = Reflections(confident=False, satisfied=True)
    asked = {"reflections.confidence", "reflections.satisfaction"}
    for reflections, left in ((Reflections(), asked), (said, set())):
        found = proposed(
            of_team("a", *[6.0] * 12), guide=Guide(key="g", reflections=reflections)
        )
        told = run_checks(found, PROPOSAL_CHECKS, Context(as_of=ON))
        where = {finding.where for finding in told}
        assert asked & where == left
        # Nobody lacks data, so that nobody is asked what to do about it.
        assert not found.data_teams
        assert "continuing.data_teams" not in where


def test_a_full_guide_is_told_nothing_of_the_kind() -> None:
    said = codes(
        proposed(*[of_team("Alder", *GAIN)], guide=loaded.effort("home_visiting").guide)
    )
    assert "guide.unanswered" not in said
    assert {"guide.unknown-team", "guide.unknown-measure"} <= set(said)


@pytest.mark.parametrize(
    ("guide", "code"),
    [
        (
            Guide(key="g", sustaining=(Sustaining(step="hardwiring/policies"),)),
            "guide.no-owner",
        ),
        (Guide(key="g", monitored=(Monitored(measure="waits"),)), "guide.no-owner"),
        (
            Guide(key="g", continuing=Continuing(offers=(Offer(support="coaching"),))),
            "guide.no-date",
        ),
        (
            Guide(
                key="g",
                scaling=Scaling(conditions=(Answer(item="teams", value="somewhat"),)),
            ),
            "guide.condition-open",
        ),
        (
            Guide(key="g", champions=(Champion(who="lead", team="b"),)),
            "guide.unknown-team",
        ),
        (
            Guide(key="g", scaling=Scaling(mentors=(Mentor(team="b"),))),
            "guide.unknown-team",
        ),
        (
            Guide(
                key="g",
                continuing=Continuing(
                    offers=(Offer(support="coaching", teams=("b",)),)
                ),
            ),
            "guide.unknown-team",
        ),
        (
            Guide(key="g", reflections=Reflections(deeper=(Topic(key="t"),))),
            "guide.unknown-driver",
        ),
        (
            Guide(key="g", continuing=Continuing(drivers=(Topic(key="t"),))),
            "guide.unknown-driver",
        ),
        (
            Guide(key="g", monitored=(Monitored(measure="wait"),)),
            "guide.unknown-measure",
        ),
        (Guide(key="g"), "guide.gain-unwatched"),
        (
            Guide(key="g", scaling=Scaling(conditions=MET, method="not-yet")),
            "guide.decided-otherwise",
        ),
    ],
)
def test_each_check_finds_its_own(guide: Guide, code: str) -> None:
    assert code in codes(proposed(of_team("a", *GAIN), guide=guide))


def test_a_reason_or_the_same_decision_is_no_finding() -> None:
    team = of_team("a", *GAIN)
    why = Scaling(conditions=MET, method="not-yet", method_why="in spring")
    same = Scaling(conditions=MET, method="breakthrough-series")
    for scaling in (why, same):
        guide = Guide(key="g", scaling=scaling)
        assert "guide.decided-otherwise" not in codes(proposed(team, guide=guide))


def test_wrong_calls_are_told_as_every_verb_tells_them() -> None:
    closing = proposed(of_team("a", *GAIN)).closing
    with pytest.raises(CqikitError, match="guide must be"):
        propose("guide", closing, on=ON)  # type: ignore[arg-type]
    with pytest.raises(CqikitError, match="on must be a day"):
        propose(Guide(key="g"), closing, on="2026")  # type: ignore[arg-type]


def test_what_is_kept_has_a_kind() -> None:
    with pytest.raises(FieldError, match="must be one of skill, tool, process"):
        Kept(kind="thing", what="x")  # type: ignore[arg-type]


def test_a_loss_is_a_run_of_two_or_more() -> None:
    assert GuidePolicies(watch_run=2, watch_months=1).watch_run == 2
    with pytest.raises(FieldError, match="watch_run must be at least 2"):
        GuidePolicies(watch_run=1)
