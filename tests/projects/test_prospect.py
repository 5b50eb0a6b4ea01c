"""Whether a chart would show what an aim wants, in time."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, Final, TypeAlias

import pytest
from attrs import evolve

from cqikit import drivers, spc
from cqikit.core import Severity, parse_period
from cqikit.errors import FieldError, UnknownNameError
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
from cqikit.projects import (
    Charter,
    ChartPlan,
    Project,
    ProjectEvent,
    Prospect,
    chart_of,
    findings,
    prospect_of,
)

# The illustrative numbers of docs/how-to/plan-how-long-to-watch.md.
PAST = [66.0, 71, 64, 69, 73, 65, 68, 70, 62, 72, 67, 69]
ON_TIME = Measure(key="on-time", title="Visits on time", direction="higher")
Parts: TypeAlias = Mapping[str, object]
NOTHING: Final[Parts] = MappingProxyType({})
AIM = Aim(
    key="a",
    title="80 % by May 2027",
    measure="on-time",
    target=Level(80),
    by="2027-05",
    since="2027-01",
    population="all families",
    baseline=68,
)


def months(values: list[float], measure: Measure = ON_TIME) -> Series:
    """Return monthly values from January 2026."""
    first = parse_period("2026-01")
    return series(
        measure,
        [
            Observation(period=first.shift(n), value=value)
            for n, value in enumerate(values)
        ],
    )


def project(*aims: Aim, **parts: object) -> Project:
    """Return a project on visits, in the first days of its work."""
    made: dict[str, Any] = {"key": "v", "title": "V", "as_of": date(2027, 1, 4)}
    charter = Charter(**made | parts.pop("charter", {}))  # type: ignore[operator]
    return Project(charter=charter, measures=[ON_TIME], aims=aims, **parts)  # type: ignore[arg-type]


def plan(**how: object) -> Parts:
    """Return the part of a charter that says how visits are charted."""
    return {"charts": [ChartPlan(measure="on-time", **how)]}  # type: ignore[arg-type]


def prospect(
    aim: Aim = AIM, values: list[float] = PAST, charter: Parts = NOTHING
) -> Prospect | None:
    return prospect_of(project(charter=charter), aim, months(values), draws=500)


def sure(
    aim: Aim = AIM, values: list[float] = PAST, charter: Parts = NOTHING
) -> Prospect:
    found = prospect(aim, values, charter)
    assert found is not None
    return found


def test_units_do_not_matter() -> None:
    """Shares are seen as early as per cent, however small their sigma."""
    share = evolve(AIM, target=Level(0.8), baseline=0.68)
    found = sure(share, [value / 100 for value in PAST])
    assert found.sigma < 1
    assert found.chance == pytest.approx(sure().chance)


def test_what_is_as_sure_as_asked_is_sure_enough() -> None:
    found = sure()
    first = found.chances.index(found.chance)
    assert found.seen_in(found.chance) == found.start.shift(first)


def test_it_is_what_the_law_of_detection_says_less_false_alarms() -> None:
    found = sure(charter=plan(baseline=12))
    sigma = float(spc.chart(PAST, kind="i").sigma[0])
    assert (found.level, found.goal, found.sigma) == (68, 80, sigma)
    assert (found.before, found.points) == (12, 5)
    assert found.centre == spc.BaselineCentre(12, "mean")
    seen = spc.detection(
        spc.SHEWHART_RUNS,
        12 + 60,
        shift=12 / sigma,
        start=12,
        centre=found.centre,
        draws=500,
    )
    assert found.detection == seen
    shown, false = seen.seen[4].value, seen.without[4].value
    assert found.chance == pytest.approx((shown - false) / (1 - false))
    assert found.false_alarm == false


def test_its_sentence_gives_the_numbers_and_how_they_were_found() -> None:
    found = sure()
    assert str(found) == (
        "a change from 68 to 80 (2.5 sigma) that is there from 2027-01 on is seen by"
        f" 2027-05 with a probability of {100 * found.chance:.0f} %"
        f" (a false alarm by then: {100 * found.false_alarm:.0f} %;"
        " 500 series drawn, seed 0)"
    )


def test_a_larger_change_and_a_later_date_are_seen_more_surely() -> None:
    chances = [sure(evolve(AIM, target=Level(to))).chance for to in (70, 75, 80, 90)]
    assert chances == sorted(chances)
    assert chances[-1] > chances[0] + 0.5
    dates = [sure(evolve(AIM, by=by)).chance for by in ("2027-02", "2027-06", 2027)]
    assert dates == sorted(set(dates))


def test_a_centre_that_is_kept_shows_more_than_one_that_moves() -> None:
    own, kept = sure(), sure(charter=plan(baseline=12))
    assert own.centre == spc.EstimatedCentre("mean")
    assert kept.chance > own.chance + 0.1
    # The first chart has room to wait, and so it says until when.
    until = kept.seen_in(0.8)
    assert until is not None
    assert until == evolve(AIM, by=until).by
    assert sure(evolve(AIM, by=until), charter=plan(baseline=12)).chance >= 0.8
    before = until.shift(-1)
    assert sure(evolve(AIM, by=before), charter=plan(baseline=12)).chance < 0.8


def test_a_chance_is_a_probability() -> None:
    with pytest.raises(FieldError, match="chance must lie between 0 and 1"):
        sure().seen_in(1.0)


def test_a_change_too_small_to_see_has_no_date() -> None:
    assert sure(evolve(AIM, target=Level(68.5))).seen_in() is None


def test_a_long_watch_is_reckoned_with_for_sixty_points() -> None:
    found = sure(evolve(AIM, by=2040))
    assert (found.points, str(found.until)) == (60, "2031-12")


def test_rules_that_always_signal_show_nothing() -> None:
    loud = spc.RuleSet(
        name="loud", rules=[spc.BeyondLimits(sigmas=0)], title="Loud", source="made up"
    )
    found = prospect_of(
        project(charter=plan(rules="loud")),
        AIM,
        months(PAST),
        rule_sets=spc.RULE_SETS | [loud],
        draws=50,
    )
    assert found is not None
    assert found.false_alarm == 1
    assert found.chance == 0


def test_the_chart_is_the_one_of_the_charter() -> None:
    run = sure(charter=plan(kind="run", rules="perla", baseline=99))
    assert run.centre == spc.BaselineCentre(12, "median", limits=False)
    assert sure(charter=plan(kind="run")).centre == spc.EstimatedCentre(
        "median", limits=False
    )
    with pytest.raises(UnknownNameError, match="did you mean 'perla'"):
        sure(charter=plan(rules="perl"))
    with pytest.raises(UnknownNameError, match="did you mean 'run'"):
        sure(charter=plan(kind="rnu"))


def test_the_old_level_is_that_of_the_phase_in_which_the_work_began() -> None:
    moved = [value - 30 for value in PAST] + PAST
    early = ProjectEvent(on="2027-01", title="New form", new_phase=True)
    late = ProjectEvent(on="2028-01", title="The work begins", new_phase=True)
    aim = evolve(AIM, since="2028-01", by="2028-05", baseline=None)
    on: dict[str, Any] = {"as_of": date(2028, 3, 1)}
    found = sure(aim, [*moved, 81.0, 79.0], charter=on | {"happenings": [early, late]})
    assert found.before == 12
    assert found.level == pytest.approx(68.0)
    assert sure(aim, moved, on).before == 24
    assert sure(aim, moved, on).level == pytest.approx(53.0)
    # What came after the charter's day is not known.
    assert sure(aim, moved).before == 13


def test_without_a_start_the_work_begins_on_the_day_of_the_charter() -> None:
    assert str(sure(evolve(AIM, since=None)).start) == "2027-01"


@pytest.mark.parametrize(
    ("target", "direction", "goal"),
    [
        (Level(80), "higher", 80),
        (Level(60), "lower", 60),
        (Change(-0.25), "lower", 51),
        (Bound(no_less_than=75), "higher", 75),
        (Bound(no_more_than=60), "lower", 60),
        (Bound(no_more_than=90, no_less_than=75), "neither", 75),
        (Bound(no_more_than=90, no_less_than=60), "neither", None),
        (Level(60), "higher", None),
        (Level(68), "higher", None),
        (Nested(0.8, Level(80)), "higher", None),
    ],
)
def test_the_change_is_from_the_level_to_the_target(
    target: Target, direction: Any, goal: float | None
) -> None:
    measure = evolve(ON_TIME, direction=direction)
    aim = evolve(AIM, target=target)
    found = prospect_of(project(), aim, months(PAST, measure), draws=50)
    assert (found and found.goal) == goal


@pytest.mark.parametrize(
    ("aim", "values"),
    [
        (AIM, PAST[:11]),
        (AIM, [68.0] * 12),
        (evolve(AIM, by="2026-12"), PAST),
        (evolve(AIM, since="2026-12"), PAST),
        (evolve(AIM, target=Change(0.5), baseline=0), [value - 68 for value in PAST]),
    ],
)
def test_where_it_cannot_be_said_it_is_not_said(aim: Aim, values: list[float]) -> None:
    assert prospect(aim, values) is None


def test_points_that_hang_together_and_measures_without_periods_have_no_law() -> None:
    assert prospect(charter=plan(kind="mr")) is None
    falls = evolve(ON_TIME, kind="time-between")
    assert prospect_of(project(), AIM, months(PAST, falls)) is None


def codes(made: Project, values: list[float] = PAST) -> dict[str, str]:
    """Return which findings on dates there are, and where."""
    charts = [chart_of(made, months(values))]
    found = findings(made, charts=charts)
    return {
        finding.code: finding.where
        for finding in found
        if finding.where.endswith(".by")
    }


def test_a_change_that_would_hardly_be_seen_is_found_instead_of_a_count() -> None:
    made = project(AIM)
    assert codes(made) == {"aim.hard-to-see": "aims[0].by"}
    [counted] = [finding for finding in findings(made) if finding.where == "aims[0].by"]
    assert counted.code == "aim.too-few-points"


def test_a_change_that_is_seen_soon_needs_no_twelve_points() -> None:
    assert codes(project(evolve(AIM, target=Level(98)))) == {}


def test_an_aim_of_a_diagram_is_told_where_it_stands() -> None:
    diagram = drivers.Diagram(key="d", title="D", aim=AIM)
    assert codes(project(AIM, diagram=diagram)) == {
        "aim.hard-to-see": "diagram.aim.by",
    }


def test_an_aim_that_is_past_is_not_planned_any_more() -> None:
    made = project(AIM)
    later = evolve(made, charter=evolve(made.charter, as_of=date(2028, 1, 1)))
    assert codes(later) == {"aim.past": "aims[0].by"}


def test_a_change_that_has_been_seen_is_not_hard_to_see() -> None:
    assert codes(project(AIM), [*PAST, 95.0]) == {}


def test_where_nothing_can_be_reckoned_points_are_counted() -> None:
    assert codes(project(AIM), PAST[:6]) == {"aim.too-few-points": "aims[0].by"}


def test_points_before_the_work_count_too() -> None:
    assert codes(project(AIM), PAST[:7]) == {}


def test_a_baseline_that_the_chart_has_is_not_missing() -> None:
    change = evolve(AIM, target=Change(0.25), baseline=None)
    made = project(change)
    plain = [finding for finding in findings(made) if finding.code == "aim.no-baseline"]
    assert [finding.severity for finding in plain] == [Severity.WARNING]
    charts = [chart_of(made, months(PAST), baseline=68.0)]
    [taken] = [
        finding
        for finding in findings(made, charts=charts)
        if finding.code == "aim.no-baseline"
    ]
    assert taken.severity is Severity.NOTE
    assert taken.message.endswith("so that its target is 85")
    bare = findings(made, charts=[chart_of(made, months(PAST))])
    assert [finding for finding in bare if finding.code == "aim.no-baseline"] == plain


def test_a_target_is_held_against_the_scale_of_what_was_measured() -> None:
    share = evolve(ON_TIME, kind="proportion", per=100)

    def asked(aim: Aim, values: list[float]) -> list[tuple[str, str]]:
        made = evolve(project(aim, charter=plan(kind="i")), measures=[share])
        charts = [chart_of(made, months(values, share))]
        found = findings(made, charts=charts)
        return [
            (finding.where, finding.message)
            for finding in found
            if finding.code == "aim.other-scale"
        ]

    fraction = evolve(AIM, target=Level(0.8), baseline=None)
    assert asked(fraction, PAST) == [
        (
            "aims[0].target",
            (
                "the measure is in percent, its target is 0.8 and the median of its"
                " values 68.5: is one of the two a fraction?"
            ),
        )
    ]
    assert asked(AIM, PAST) == []
    # Asked once, of the baseline where that is told.
    [(_, said)] = asked(evolve(fraction, baseline=60.0), PAST)
    assert "its baseline 60" in said
    [(_, said)] = asked(evolve(fraction, baseline=0.6), PAST)
    assert "the median of its values 68.5" in said
    assert asked(fraction, [math.nan] * 3) == []


def test_the_finding_says_what_would_mend_it_and_how_bad_it_is() -> None:
    def hard(aim: Aim, charter: Parts = NOTHING) -> tuple[Severity, str]:
        made = project(aim, charter=charter)
        found = findings(made, charts=[chart_of(made, months(PAST))])
        [finding] = [
            this_finding
            for this_finding in found
            if this_finding.code == "aim.hard-to-see"
        ]
        assert finding.message.startswith("a change from 68 to ")
        assert "spc.detection" in finding.source
        return finding.severity, finding.fix

    severity, fix = hard(AIM)
    assert severity is Severity.NOTE
    assert fix == (
        "set the date to 2027-08 or later, measure more often than once a month, keep"
        " the centre of before (baseline = 12 in the charter), or take rules that find"
        " more, and are more often wrong"
    )
    severity, fix = hard(evolve(AIM, target=Level(69)), charter=plan(baseline=12))
    assert severity is Severity.WARNING
    assert fix.startswith("not even 60 months would show it, measure more often")
    assert "baseline" not in fix
