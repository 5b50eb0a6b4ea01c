"""A strand is followed from need to proof, and says what it lacks on the way."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from attrs import evolve
from hypothesis import example, given
from hypothesis import strategies as st

from cqikit import actions, drivers, pdsa, plans, reports, spc
from cqikit.actions import ActionStep, Drop, Finish, Start
from cqikit.assessments import YES_NO, Answer, Framework, Item, Responses
from cqikit.collaboratives import ClosingReport, Collaborative, closing_report
from cqikit.collaboratives import Shift as ClosingShift
from cqikit.core import parse_period
from cqikit.measures import Aim, Level, Measure, Observation, Series, series
from cqikit.plans import Area, Need, Plan, ReviewStep
from cqikit.projects import (
    Assessed,
    Cause,
    Charter,
    Found,
    Outcome,
    Project,
    ProjectEvent,
    Shift,
    Thread,
    ThreadEntry,
    adopted_without_signal,
    chart_of,
    foretold,
    overlapping_cycles,
    queries,
    signals_without_cycle,
    steps_without_effect,
    theory_of,
    thread,
    unmeasured_drivers,
    untested_ideas,
)
from tests.examples import loaded

WAITS = Measure(key="waits", title="Waiting", unit="days", direction="lower")
STAYS = Measure(key="stays", title="Staying", unit="days", direction="lower")
BEFORE = [20.0, 22.0, 21.0, 23.0, 20.0, 22.0, 21.0, 22.0]
LOWER = [value - 15 for value in BEFORE]
HIGHER = [value + 15 for value in BEFORE]
CHANGE = ProjectEvent(on="2025-09", title="New form", new_phase=True)
AIM = Aim(key="a", title="Ten days", measure="waits", target=Level(10), by="2027")
#: When a cycle begins: in time for what moved in September, and after it.
IN_TIME, TOO_LATE = date(2025, 8, 4), date(2026, 2, 2)

UNTRIED = "nothing was tried yet"


def record_of(values: list[float], measure: Measure = WAITS, team: str = "") -> Series:
    """Return monthly values from January 2025."""
    rows = [
        Observation(period=f"{2025 + at // 12}-{at % 12 + 1:02}", value=value)
        for at, value in enumerate(values)
    ]
    return series(measure, rows, team=team)


def cycle_at(state: str, on: date = IN_TIME, **more: Any) -> pdsa.Cycle:
    """Return a cycle on an idea that stands at a phase."""
    events: list[Any] = [pdsa.Plan(on=on, objective="See", measures=more.pop("of", ()))]
    events.append(
        more.pop("predict", pdsa.Predict(on=on, question="How many?", prediction="5"))
    )
    ends = {
        "adopted": pdsa.Adopt(on=on),
        "abandoned": pdsa.Abandon(on=on, reason="no"),
        "adapted": pdsa.Adapt(on=on, changes="earlier"),
    }
    if state != "plan":
        events.append(pdsa.StartTest(on=on))
    if state in ends:
        events += [
            pdsa.Observe(on=on, what="Some came"),
            pdsa.EndTest(on=on),
            pdsa.Compare(on=on, question="How many?", verdict="confirmed"),
            pdsa.Conclude(on=on, learned="It works"),
            ends[state],
        ]
    given = {"key": f"c-{state}", "title": f"Try {state}", "idea": "text"} | more
    return pdsa.Cycle(log=events, **given)


def diagram(*measures: str) -> drivers.Diagram:
    """Return an idea under a driver with these measures."""
    made = drivers.Diagram(key="d", title="D", aim=AIM)
    driver = drivers.Driver(key="told", title="Told", measures=measures)
    made = drivers.add(made, driver, under=["a"])
    return drivers.add(
        made, drivers.ChangeIdea(key="text", title="Text"), under=["told"]
    )


def project(*of: Series, **parts: Any) -> Project:
    """Return a project with a change declared in September 2025."""
    charter = Charter(key="p", title="P", as_of=date(2027, 1, 1), happenings=[CHANGE])
    given = {"charter": charter, "measures": [WAITS, STAYS], "series": of}
    return Project(**given | parts)  # type: ignore[arg-type]


def followed(made: Project) -> Thread:
    """Return the thread of a project of one series a measure, with its charts."""
    return thread(
        made, charts=[chart_of(made, this_series) for this_series in made.series]
    )


def only(made: Project) -> ThreadEntry:
    """Return the one strand of a project."""
    [found] = followed(made).strands
    return found


def closed(name: str) -> tuple[Thread, ClosingReport]:
    """Return the thread of an example by its closing figures, and these."""
    report = loaded.report(name)
    return report.thread, report.closing


@pytest.mark.parametrize(
    ("after", "state", "outcome", "missing"),
    [
        (LOWER, "adopted", Outcome.IMPROVED, ""),
        (HIGHER, "adopted", Outcome.WORSENED, "it got worse: Waiting"),
        (HIGHER, "do", Outcome.WORSENED, "it got worse: Waiting"),
        (BEFORE, "adopted", Outcome.STEADY, "adopted without a signal"),
        (BEFORE, "adapted", Outcome.STEADY, "no signal yet"),
        (BEFORE, "plan", Outcome.STEADY, UNTRIED),
        (
            LOWER,
            "plan",
            Outcome.IMPROVED,
            f"{UNTRIED}, and Waiting improved",
        ),
        (HIGHER, "abandoned", Outcome.WORSENED, ""),
    ],
)
def test_a_strand_says_what_its_measure_shows(
    after: list[float], state: str, outcome: Outcome, missing: str
) -> None:
    made = project(
        record_of(BEFORE + after), diagram=diagram("waits"), cycles=[cycle_at(state)]
    )
    found = only(made)
    assert (found.outcome, found.missing) == (outcome, missing)
    assert found.decision == (state if state not in {"do", "plan"} else "")
    ends = (21.375, sum(after) / 8) if found.shifts else (None, None)
    assert (found.before, found.after) == ends
    assert str(found).endswith(f"missing: {missing}" if missing else "holds")


def test_without_a_cycle_a_measure_or_data_the_strand_ends_there() -> None:
    made = project(record_of(BEFORE), diagram=diagram("waits"))
    assert only(made).missing == "no cycle tests it"
    assert "nothing was tried" in str(only(made))
    moved = project(record_of(BEFORE + LOWER), diagram=diagram("waits"))
    assert only(moved).missing == "no cycle tests it, and Waiting improved"
    tried = evolve(made, cycles=[cycle_at("adopted")])
    assert only(evolve(tried, diagram=diagram())).missing == "no measure would show it"
    assert only(evolve(tried, series=())).missing == "its measures have no data"
    assert thread(project()).strands == ()


def test_a_move_that_was_over_before_is_not_its_strands() -> None:
    late = cycle_at("adopted", TOO_LATE)
    made = project(record_of(BEFORE + LOWER), diagram=diagram("waits"), cycles=[late])
    assert only(made).shifts == ()
    assert only(made).missing == "adopted without a signal"


def test_measures_that_disagree_are_told_as_they_are() -> None:
    made = project(
        record_of(BEFORE + LOWER),
        record_of(BEFORE + HIGHER, STAYS),
        diagram=diagram("waits"),
        cycles=[cycle_at("adopted", of=["stays"])],
    )
    found = only(made)
    assert found.measures == ("waits", "stays")
    assert found.outcome is Outcome.MIXED
    assert found.missing == "it got worse: Staying"
    neither = evolve(WAITS, direction="neither")
    plain = evolve(
        made,
        measures=[neither],
        series=[record_of(BEFORE + LOWER, neither)],
        cycles=[cycle_at("adopted")],
    )
    assert only(plain).outcome is Outcome.MOVED
    assert only(plain).missing == "adopted without a better signal"


def test_the_example_is_followed_to_its_ends() -> None:
    found = {strand.key: strand for strand in closed("measles")[0].strands}
    silent = found["silent-weeks"]
    assert silent.missing == (
        "it got worse: Completeness of reporting, Areas without any report"
    )
    begun = [attempt.since for attempt in silent.tried]
    # Two steps, and the cycle on the idea that answers it.
    assert begun == [date(1979, 1, 22), date(1980, 1, 7), date(1980, 1, 7)]
    assert silent.measures == ("weeks", "silent")
    assert silent.begun == date(1979, 1, 22)
    assert found["improvement-experts"].missing == "nothing was tried yet"
    assert found["monday-call"].measures == ("weeks", "silent")
    assert [attempt.state for attempt in found["record-check"].tried] == [
        "adapted",
        "adopted",
    ]
    assert found["record-check"].missing == ""
    assert found["second-dose"].missing == "no cycle tests it"
    assert found["reminder-cards"].missing == "no measure would show it"


def test_a_need_that_a_review_removed_keeps_its_strand() -> None:
    found = {strand.key: strand for strand in closed("child_care")[0].strands}
    rugs = found["worn-rugs"]
    assert rugs.title == "Three rugs have holes that children can trip over"
    assert rugs.removed == date(2026, 9, 28)
    assert (rugs.decision, rugs.missing) == ("it worked", "")
    assert rugs.words == ("no rug with a hole at the weekly safety check",)
    assert found["feet-reach-floor"].removed is None
    assert found["open-questions"].missing == "it did not work, as the review says"
    assert found["handbook"].missing == "what would show it is in words, not in data"
    # A need that stays is itself, however often the plan was revised.
    assert len(found) == len(closed("child_care")[0].strands)


def test_a_need_is_answered_by_steps_and_by_ideas() -> None:
    step = ActionStep(key="s", what="order a table", who="lead", answers=["need"])
    plan = Plan(
        key="p",
        title="P",
        areas=[Area(key="a", title="Space", growth=[Need(key="need", title="Seats")])],
        steps=[step],
    )
    answering = drivers.ChangeIdea(key="text", title="Text", answers=["need"])
    made = project(
        record_of(BEFORE + LOWER),
        plan=plan,
        diagram=drivers.replace(diagram("waits"), answering),
        cycles=[cycle_at("adopted")],
    )
    need, idea = followed(made).strands
    assert [attempt.title for attempt in need.tried] == ["order a table", "Try adopted"]
    assert (need.measures, need.outcome) == (idea.measures, Outcome.IMPROVED)
    assert need.missing == ""
    dropped = actions.advance(step, Drop(on=date(2026, 1, 5), why="no money"))
    alone = evolve(made, plan=evolve(plan, steps=[dropped]), diagram=None, cycles=())
    assert only(alone).missing == ""
    assert only(evolve(alone, plan=evolve(plan, steps=()))).missing == (
        "no step answers it"
    )


@pytest.mark.parametrize(("idea", "driver"), [("text", ""), ("", "told")])
def test_a_cause_stands_between_a_need_and_what_is_tried(
    idea: str, driver: str
) -> None:
    plan = Plan(
        key="p",
        title="P",
        areas=[Area(key="a", title="Space", growth=[Need(key="need", title="Seats")])],
        steps=[ActionStep(key="s", what="order a table", who="lead")],
    )
    theory = diagram("waits")
    unlinked = Cause(key="c", title="Nobody is told", need="need")
    cause = evolve(unlinked, idea=idea, driver=driver)
    made = project(
        record_of(BEFORE + LOWER),
        plan=plan,
        diagram=theory,
        cycles=[cycle_at("adopted")],
        causes=[cause],
    )
    need, other = followed(made).strands
    assert need.causes == other.causes == ("Nobody is told",)
    assert need.tried == other.tried
    told = reports.to_markdown(reports.compose(made))
    assert told.count("because: Nobody is told") == 2
    # One that was ruled out explains nothing; one of another need, not this one.
    for this_cause in (
        evolve(cause, standing="ruled-out", evidence="they are"),
        evolve(cause, need=""),
    ):
        need, _ = followed(evolve(made, causes=[this_cause])).strands
        assert (need.causes, need.tried) == ((), ())
    bare, _ = followed(evolve(made, causes=[unlinked])).strands
    assert (bare.causes, bare.tried) == (("Nobody is told",), ())
    alone = only(evolve(made, diagram=None, cycles=(), causes=[evolve(cause, idea="")]))
    assert alone.causes == ("Nobody is told",)


def answers(value: str, people: int = 8) -> list[Answer]:
    """Return what so many people say of one item."""
    return [
        Answer(item="need", value=value, respondent=f"r{place}")
        for place in range(people)
    ]


@pytest.mark.parametrize(
    ("first", "last", "missing"),
    [
        (answers("no"), answers("yes"), ""),
        (answers("yes"), answers("no"), "it got worse, as assessed again"),
        (answers("no", 3), answers("yes", 3), "assessed again: cannot tell"),
        (answers("no"), [], "no measure would show it"),
    ],
)
def test_a_need_that_is_assessed_again_says_whether_it_is_better(
    first: list[Answer], last: list[Answer], missing: str
) -> None:
    small = Framework(
        key="small",
        title="Small",
        version="1",
        scales=[YES_NO],
        items=[Item(key="need", text="Seats"), Item(key="other", text="Other")],
    )
    step = ActionStep(key="s", what="order a table", who="lead", answers=["need"])
    done = actions.advance(step, Finish(on=date(2026, 1, 5)))
    plan = Plan(
        key="p",
        title="P",
        areas=[Area(key="a", title="Space", growth=[Need(key="need", title="Seats")])],
        steps=[done],
    )
    taken = [
        Assessed(key="first", on=date(2025, 1, 1), responses=Responses(small, first)),
        Assessed(key="last", title="Again", responses=Responses(small, last)),
    ]
    found = only(project(plan=plan, assessed=taken))
    assert found.missing == missing
    if last:
        assert found.retaken is not None
        assert (found.retaken.first, found.retaken.last) == (
            "Small, 2025-01-01",
            "Again",
        )
        assert (found.before, found.after) == (
            found.retaken.change.before,
            found.retaken.change.after,
        )
        assert found.retaken.change.reason in str(found)
    apart = evolve(small, version="2", items=[Item(key="new", text="New")])
    other = Assessed(key="x", responses=Responses(apart, []))
    changed = project(plan=plan, assessed=[taken[0], other])
    assert only(changed).retaken is None


@pytest.mark.parametrize("name", ["measles", "child_care", "home_visiting", "scutari"])
def test_moves_are_those_of_charts_and_closing_figures(name: str) -> None:
    found, closing = closed(name)
    told = [
        (
            result.measure.key,
            shift.at,
            shift.until,
            shift.before,
            shift.after,
            shift.meaning,
        )
        for result in closing.results
        for shift in result.shifts
        if shift.meaning is not spc.Variation.COMMON
    ]
    assert told == [
        (shift.measure, shift.at, shift.until, shift.before, shift.after, shift.meaning)
        for shift in found.shifts
    ]
    # Each of these examples declares its changes: charts alone say the same.
    charts = found.charts
    assert thread(found.project, charts=charts).shifts == found.shifts
    assert thread(found.project).shifts == ()
    assert repr(found) == (
        f"<Thread, {len(found.strands)} strands, {len(found.shifts)} shift"
        f"{'' if len(found.shifts) == 1 else 's'}>"
    )


def test_a_found_shift_is_followed_as_a_declared_one() -> None:
    charter = Charter(key="p", title="P", as_of=date(2027, 1, 1))
    made = project(
        record_of([*BEFORE, *BEFORE[:4], *LOWER]),
        charter=charter,
        diagram=diagram("waits"),
        cycles=[cycle_at("adopted")],
    )
    closing = closing_report(Collaborative(key="g"), made.series)
    moves = [moved(shift) for shift in closing.results[0].shifts]
    charts = [chart_of(made, this_series) for this_series in made.series]
    [strand] = thread(made, charts=charts, moves=moves).strands
    assert [shift.declared for shift in strand.shifts] == [False]
    assert strand.missing == ""
    assert thread(made, charts=charts).shifts == ()


def test_when_a_move_may_have_begun_is_the_confidence_set() -> None:
    late = [*BEFORE, *BEFORE[:3], *LOWER]
    made = project(record_of(late))
    [shift] = followed(made).shifts
    # Declared in September, and there in December.
    assert str(shift.at) == "2025-09"
    assert [str(fit) for fit in shift.fits] == ["2025-12"]
    assert str(shift).endswith("(an improvement); its points date it to 2025-12")
    assert [str(period) for period in shift.window] == ["2025-09", "2025-12"]
    noisy = [*BEFORE, 20.0, 19.0, 18.0, 19.0, 17.0, 18.0, 19.0, 17.0]
    [shift] = followed(project(record_of(noisy))).shifts
    assert shift.at in shift.fits
    assert str(shift).endswith("it may have begun in 2025-09 to 2025-11")
    found = spc.change_point(spc.chart(noisy), draws=199)
    assert len(shift.fits) == len(found.places)


def test_what_the_points_do_not_date_is_dated_by_its_chart() -> None:
    for values in (
        # The clearest step goes the other way.
        [*BEFORE, *[value + 40 for value in BEFORE], *[1.0, 0.0] * 3],
        # Too few points.
        [20.0, 20.1, 2.0],
    ):
        change = evolve(CHANGE, on="2025-09" if len(values) > 3 else "2025-03")
        charter = Charter(
            key="p", title="P", as_of=date(2028, 1, 1), happenings=[change]
        )
        made = project(record_of(values), charter=charter)
        charted = chart_of(made, made.series[0])
        move = closing_move(made)
        [shift] = thread(made, charts=[charted], moves=[move]).shifts
        assert shift.fits == (shift.at,)
        assert "begun" not in str(shift)


def test_a_long_stretch_is_dated_by_its_chart_alone() -> None:
    values = [20.0, 22.0] * 100 + [5.0, 7.0] * 100
    charter = Charter(
        key="p",
        title="P",
        as_of=date(2099, 1, 1),
        happenings=[evolve(CHANGE, on="2041-09")],
    )
    [shift] = followed(project(record_of(values), charter=charter)).shifts
    assert shift.fits == (shift.at,)


def test_a_change_that_no_point_tells_of_is_no_move() -> None:
    made = project(record_of(BEFORE))
    excluded = [
        Observation(period=f"2025-{month:02}", value=5, excluded="a storm")
        for month in (9, 10)
    ]
    whole = series(WAITS, [*made.series[0].observations, *excluded])
    assert followed(evolve(made, series=[whole])).shifts == ()


PLAIN = Charter(key="p", title="P", as_of=date(2027, 1, 1))
SAME = {
    drivers.Movement.IMPROVING: Outcome.IMPROVED,
    drivers.Movement.WORSENING: Outcome.WORSENED,
}


@given(st.lists(st.sampled_from([1.0, 9.0, 10.0, 11.0, 12.0, 30.0]), min_size=4))
@example([*BEFORE, 0.0])
@example([*BEFORE, 50.0])
def test_theory_and_thread_say_the_same_of_a_chart(values: list[float]) -> None:
    made = project(
        record_of(values[:40]),
        charter=evolve(PLAIN, as_of=date(2030, 1, 1)),
        diagram=diagram("waits"),
        cycles=[cycle_at("adopted", date(2025, 1, 2))],
    )
    charts = [chart_of(made, this_series) for this_series in made.series]
    assert made.diagram is not None
    [driver] = theory_of(made.diagram, made.cycles, charts).drivers
    [strand] = thread(made, charts=charts).strands
    assert strand.outcome is SAME.get(driver.movement, Outcome.STEADY)
    assert bool(strand.missing) is (strand.outcome is not Outcome.IMPROVED)


def test_a_signal_without_a_move_counts_from_its_latest_point() -> None:
    plan = Plan(
        key="p",
        title="P",
        areas=[Area(key="a", title="A", growth=[Need(key="n", title="Calls")])],
        steps=[
            ActionStep(
                key="s",
                what="call each day",
                measure="waits",
                answers=["n"],
                log=[Finish(on=IN_TIME)],
                who="lead",
            )
        ],
    )
    said = {}
    for last in (0.0, 50.0):
        made = project(record_of([*BEFORE, last]), charter=PLAIN, plan=plan)
        strand = only(made)
        [signal] = strand.signals
        assert str(signal.at) == "2025-09"
        assert (strand.before, strand.shifts) == (None, ())
        page = reports.to_markdown(reports.compose(made))
        assert "<br>a signal within the latest phase, last in 2025-09 (" in page
        effect = [str(found) for found in steps_without_effect(followed(made))]
        said[last] = (strand.missing, str(signal), effect)
        late = evolve(made, plan=evolve(plan, steps=[evolve(plan.steps[0], log=LATE)]))
        assert only(late).signals == ()
    signals = "Waiting: a signal within the latest phase, last in 2025-09"
    done = "“call each day” was done on 2025-08-04"
    assert said == {
        0.0: ("", f"{signals} (an improvement)", []),
        50.0: (
            "it got worse: Waiting",
            f"{signals} (it got worse)",
            [f"{done}; {signals} (it got worse)"],
        ),
    }


LATE = [Finish(on=TOO_LATE)]


def test_a_gain_that_is_lost_again_is_no_gain() -> None:
    lost = [*BEFORE, *LOWER, 20.0]
    made = project(
        record_of(lost), diagram=diagram("waits"), cycles=[cycle_at("adopted")]
    )
    found = only(made)
    assert [shift.gain for shift in found.shifts] == [1]
    assert [(signal.gain, str(signal.at)) for signal in found.signals] == [
        (-1, "2026-05")
    ]
    assert found.outcome is Outcome.MIXED
    assert found.missing == "it got worse: Waiting"
    assert adopted_without_signal(followed(made)) == ()
    # A signal from before a move is what it moved from.
    bare = evolve(made, charter=PLAIN)
    [move] = followed(made).shifts
    charts = [chart_of(bare, this_series) for this_series in bare.series]
    then = [
        thread(bare, charts=charts, moves=[evolve(move, at=parse_period(at))])
        for at in ("2026-04", "2026-05")
    ]
    assert [
        [str(signal.at) for signal in found.strands[0].signals] for found in then
    ] == [
        ["2026-04"],
        [],
    ]


def moved(shift: ClosingShift) -> Shift:
    """Return a move of closing figures as the thread takes it."""
    names = ("at", "until", "before", "after", "meaning", "declared")
    said: dict[str, Any] = {name: getattr(shift, name) for name in names}
    return Shift(measure="waits", title="Waiting", **said)


def closing_move(made: Project) -> Shift:
    """Return the first move of the closing figures, as an improvement."""
    closing = closing_report(
        Collaborative(key="g"),
        made.series,
        changes=made.charter.changes,
        charting=lambda this_series: chart_of(made, this_series).judgement,
    )
    shift = moved(closing.results[0].shifts[0])
    return evolve(shift, meaning=spc.Variation.IMPROVEMENT)


def sentences(found: tuple[Found, ...]) -> list[str]:
    """Return what was found in words."""
    return [str(this_found) for this_found in found]


def test_untested_ideas_and_unmeasured_drivers_are_listed() -> None:
    made = project(
        record_of(BEFORE), diagram=diagram("waits"), cycles=[cycle_at("plan")]
    )
    assert sentences(untested_ideas(followed(made))) == ["“Text” was not tested yet"]
    assert unmeasured_drivers(followed(made)) == ()
    tested = evolve(made, cycles=[cycle_at("do")], series=())
    assert untested_ideas(followed(tested)) == ()
    [driver] = unmeasured_drivers(followed(tested))
    assert str(driver) == "“Told” has no data of its measures"
    assert driver.measures == ("waits",)
    [driver] = unmeasured_drivers(followed(evolve(tested, diagram=diagram())))
    assert str(driver) == "“Told” has no measure"
    bare = followed(project())
    assert untested_ideas(bare) == unmeasured_drivers(bare) == ()


def test_cycles_that_ran_then_are_named_and_no_cause_is_claimed() -> None:
    running = cycle_at("do", key="r", title="Run on")
    other = cycle_at("adopted", date(2025, 9, 8), key="o", title="Other", idea="")
    early = cycle_at("adopted", date(2025, 3, 3), key="e", title="Early")
    late = cycle_at("adopted", TOO_LATE, key="l", title="Late")
    empty = pdsa.Cycle(key="n", title="Not begun", idea="text")
    made = project(
        record_of(BEFORE + LOWER),
        diagram=diagram("waits"),
        cycles=[running, other, early, late, empty],
    )
    [found] = overlapping_cycles(followed(made))
    assert found.cycles == ("r", "o", "e")
    assert found.shift is not None
    assert str(found) == (
        f"{found.shift}: “Run on”, “Other” ran then; adopted before: “Early”"
    )
    [none] = overlapping_cycles(followed(evolve(made, cycles=[late])))
    assert str(none).endswith(": no cycle ran then")
    assert overlapping_cycles(followed(evolve(made, cycles=()))) == ()


def test_a_cycle_runs_from_its_first_event_on() -> None:
    planned = pdsa.Cycle(
        key="p",
        title="Planned",
        idea="text",
        log=[
            pdsa.Plan(on=date(2025, 9, 8), objective="Learn"),
            pdsa.Predict(on=TOO_LATE, question="How many?", prediction="Fewer"),
        ],
    )
    made = project(
        record_of(BEFORE + LOWER), diagram=diagram("waits"), cycles=[planned]
    )
    [found] = overlapping_cycles(followed(made))
    assert found.cycles == ("p",)


def test_adopted_changes_and_signals_are_held_against_each_other() -> None:
    kept = cycle_at("adopted")
    steady = project(record_of(BEFORE * 2), diagram=diagram("waits"), cycles=[kept])
    [found] = adopted_without_signal(followed(steady))
    assert (found.key, found.cycles) == ("text", ("c-adopted",))
    assert str(found) == ("“Text” is adopted; since it was begun, Waiting: no signal")
    [found] = adopted_without_signal(followed(evolve(steady, series=())))
    assert str(found).endswith("there are no data of what would show it")
    better = evolve(steady, series=[record_of(BEFORE + LOWER)])
    assert adopted_without_signal(followed(better)) == ()
    assert signals_without_cycle(followed(better)) == ()
    [found] = signals_without_cycle(
        followed(evolve(better, cycles=[cycle_at("adopted", TOO_LATE)]))
    )
    assert str(found).endswith(
        "no cycle or step on it had begun by then (declared: New form, 2025-09)"
    )
    assert found.shift is not None


def test_a_found_signal_names_no_declared_change() -> None:
    made = project(record_of(BEFORE + LOWER))
    charts = [chart_of(made, this_series) for this_series in made.series]
    move = evolve(closing_move(made), declared=False)
    found = thread(made, charts=charts, moves=[move])
    [this_found] = signals_without_cycle(found)
    assert str(this_found).endswith("no cycle or step on it had begun by then")
    bare = evolve(made, charter=evolve(made.charter, happenings=()))
    declared = evolve(closing_move(made), declared=True)
    [this_found] = signals_without_cycle(thread(bare, charts=charts, moves=[declared]))
    assert str(this_found).endswith("had begun by then")


def test_steps_done_without_effect_are_told_whatever_the_review_says() -> None:
    step = ActionStep(
        key="s", what="call each day", who="lead", measure="waits", answers=["n"]
    )
    done = actions.advance(
        actions.advance(step, Start(on=IN_TIME)), Finish(on=date(2025, 8, 20))
    )
    words = evolve(done, key="w", measure="fewer complaints")
    needed = [Area(key="a", title="A", growth=[Need(key="n", title="Calls")])]
    plan = Plan(
        key="p", title="P", areas=needed, steps=[done, words, evolve(step, key="o")]
    )
    log = (
        plans.Begin(on=date(2025, 7, 1)),
        plans.StartReview(on=date(2026, 6, 1), roles=["lead"]),
        ReviewStep(on=date(2026, 6, 1), step="s", done=True, effective=True),
    )
    plan = evolve(plan, log=log)
    said = {}
    for name, after in (("same", BEFORE), ("worse", HIGHER), ("better", LOWER)):
        made = followed(project(record_of(BEFORE + after), plan=plan))
        said[name] = sentences(steps_without_effect(made))
        assert signals_without_cycle(made) == ()
    begins = "“call each day” was done on 2025-08-20; Waiting"
    ends = "; the review says that it worked"
    assert said["same"] == [f"{begins}: no signal since{ends}"]
    [worse] = said["worse"]
    assert worse.startswith(f"{begins} moved from")
    assert worse.endswith(f"(it got worse){ends}")
    assert said["better"] == []
    assert steps_without_effect(followed(project())) == ()
    silent = evolve(plan, log=log[:2])
    [found] = steps_without_effect(
        followed(project(record_of(BEFORE * 2), plan=silent))
    )
    assert str(found) == f"{begins}: no signal since"


def about(prediction: Any, **more: Any) -> pdsa.Cycle:
    """Return an adopted cycle with a prediction about waits."""
    on = more.pop("on", IN_TIME)
    asked = pdsa.Predict(
        on=on, question="How many?", prediction=prediction, measure="waits"
    )
    return cycle_at(more.pop("state", "adopted"), on, predict=asked, **more)


def test_predictions_are_held_against_what_their_measure_shows() -> None:
    made = project(record_of(BEFORE + LOWER), cycles=[about(pdsa.Number(22, within=1))])
    [forecast] = foretold(followed(made))
    assert (str(forecast.period), forecast.actual, forecast.of) == ("2025-08", 22.0, "")
    assert forecast.verdict is pdsa.Verdict.CONFIRMED
    assert str(forecast) == (
        "“Try adopted”, How many? Predicted 22, give or take 1; Waiting was 22 in"
        " 2025-08: confirmed"
    )
    wrong = evolve(made, cycles=[about(pdsa.Number(5))])
    [forecast] = foretold(followed(wrong))
    assert str(forecast).endswith(
        "was 22 in 2025-08: refuted; the cycle says: confirmed"
    )
    # A move starts from the last value before the test.
    falls = evolve(made, cycles=[about(pdsa.TrendPrediction("rise"))])
    [forecast] = foretold(followed(falls))
    assert forecast.prediction == pdsa.TrendPrediction("rise", start=21.0)
    assert forecast.verdict is pdsa.Verdict.CONFIRMED
    first = evolve(
        made, cycles=[about(pdsa.TrendPrediction("rise"), on=date(2025, 1, 9))]
    )
    [forecast] = foretold(followed(first))
    assert forecast.prediction == pdsa.TrendPrediction("rise")
    assert forecast.verdict is None


def test_what_was_not_measured_has_no_value() -> None:
    running = about("shorter", state="do")
    made = project(record_of(BEFORE), cycles=[running, cycle_at("do", key="x")])
    [forecast] = foretold(followed(made))
    assert (forecast.actual, forecast.period, forecast.verdict) == (None, None, None)
    assert str(forecast).endswith("Predicted shorter; Waiting has no value for it yet")
    early = evolve(made, cycles=[about(pdsa.Number(3), on=date(2024, 1, 1))])
    [forecast] = foretold(followed(early))
    assert forecast.actual is None
    planned = evolve(made, cycles=[about(pdsa.TrendPrediction("rise"), state="plan")])
    assert foretold(followed(planned))[0].prediction == pdsa.TrendPrediction("rise")


def test_a_prediction_is_about_its_team_where_that_has_data() -> None:
    north, south = record_of(BEFORE, team="north"), record_of(HIGHER, team="south")
    made = project(north, south, cycles=[about(pdsa.Number(22), team="north")])
    [forecast] = foretold(thread(made))
    assert (forecast.of, forecast.actual) == ("north", 22.0)
    assert "Waiting of north was 22 in 2025-08" in str(forecast)
    other = evolve(made, cycles=[about(pdsa.Number(22), team="east")])
    assert foretold(thread(other)) == ()


def test_a_move_is_judged_where_it_starts() -> None:
    north = record_of(BEFORE + LOWER, team="north")
    total = record_of([3 * value for value in BEFORE + LOWER])
    for start, of in ((22, "north"), (63, "")):
        moves = pdsa.TrendPrediction("fall", start=start)
        made = project(north, cycles=[about(moves, team="north")])
        charted = followed(project(total)).charts
        [forecast] = foretold(evolve(followed(made), charts=charted))
        assert forecast.of == of
    # Before there is a value, it is the team's.
    early = about(
        pdsa.TrendPrediction("fall", start=63), team="north", on=date(2025, 1, 2)
    )
    [forecast] = foretold(
        evolve(followed(project(north, cycles=[early])), charts=charted)
    )
    assert forecast.of == "north"


def test_all_is_asked_in_one_list() -> None:
    found = queries(closed("home_visiting")[0])
    assert len(found) == 7
    adopted = next(
        query for query in found if query.title.startswith("Changes adopted")
    )
    assert [query.key for query in adopted.found if isinstance(query, Found)] == [
        "reminder-card"
    ]


def test_the_page_tells_what_was_assessed_again() -> None:
    small = Framework(
        key="small",
        title="Small",
        version="1",
        scales=[YES_NO],
        items=[Item(key="need", text="Seats")],
    )
    step = ActionStep(key="s", what="order a table", who="lead", answers=["need"])
    plan = Plan(
        key="p",
        title="P",
        areas=[Area(key="a", title="Space", growth=[Need(key="need", title="Seats")])],
        steps=[actions.advance(step, Finish(on=date(2026, 1, 5)))],
    )
    taken = [
        Assessed(key=value, responses=Responses(small, answers(value)))
        for value in ("no", "yes")
    ]
    page = reports.to_markdown(reports.compose(project(plan=plan, assessed=taken)))
    assert "assessed again: 0, then 1 (real: 8 pairs rose by 1" in page
    assert "What people said" not in page
    assert "**What people said**" in reports.to_markdown(loaded.report("measles"))


def test_the_page_tells_the_thread() -> None:
    page = loaded.page("home_visiting")
    assert "adopted without a signal" in page
    assert "That says when, and not why" in page
    assert "no signal since it was begun" in page
    care = loaded.page("child_care")
    assert "need, no longer in the plan since 2026-09-28" in care
