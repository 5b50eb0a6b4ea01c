"""A finding says where it is as people would: by name, else counted from 1."""

from __future__ import annotations

import re
from datetime import date
from typing import get_args

import pytest
from attrs import evolve

from cqikit import actions, pdsa, plans, projects, spc
from cqikit.core import prefixed
from cqikit.errors import FieldTypeError
from cqikit.measures import Measure, Observation, series
from cqikit.projects import Charter, Project, chart_of, place_words, timeline
from cqikit.projects._moments import SAID
from cqikit.projects._places import _singular
from tests.examples import loaded

ON_MONDAY = (
    "cycles on \u201cCall each reporting office on Monday, also when there is nothing"
    " to report\u201d"
)
SIXTH = (
    "driver diagram, driver \u201cHealth departments ask; they do not wait to be"
    " told\u201d"
)
WAITS = Measure(key="waits", title="Waiting", unit="days", direction="lower")


@pytest.mark.parametrize(
    ("where", "words"),
    [
        (
            "plan.steps[3].when",
            "plan, step \u201cagree one rule of school entry with every state that",
        ),
        ("plan.log", "plan, log"),
        (
            "plan.sources[0].on",
            "plan, source \u201cWeekly reports of the areas, 1978\u201d, date",
        ),
        ("series.cases.Rhode Island", "Reported measles cases, Rhode Island"),
        ("series.cases", "Reported measles cases"),
        ("charts.cases.points[62:75]", "chart of Reported measles cases, 1990 to 2002"),
        ("charts.cases.points[0]", "chart of Reported measles cases, 1928"),
        ("charts.weeks.points[62:75]", "chart of Completeness of reporting, points 63"),
        ("charts.weeks.points[3]", "chart of Completeness of reporting, point 4"),
        ("charts.weeks", "chart of Completeness of reporting"),
        ("charts.weeks.method", "chart of Completeness of reporting, method"),
        (
            "ramps.monday-call.California.cycles[0]",
            f"{ON_MONDAY}, California, cycle \u201cIllustrative: a call",
        ),
        (
            "ramps.monday-call.California.cycles",
            f"{ON_MONDAY}, California",
        ),
        ("ramps.nowhere", "cycles on nowhere"),
        (
            "diagram.drivers[5].measures[1]",
            f"{SIXTH}, measure \u201cAreas without any report\u201d",
        ),
        ("collaborative.cases", "Reported measles cases"),
        ("collaborative.teams Guam", "teams Guam"),
        (
            "assessed[0].bts-infrastructure",
            "self-assessment \u201cReadiness for a collaborative (illustrative)",
        ),
        ("cycles[99].idea", "cycle 100, idea"),
        (
            "charter.happenings[0].on",
            "project, happening \u201cVaccine licensed\u201d, date",
        ),
    ],
)
def test_a_place_is_named(where: str, words: str) -> None:
    found = loaded.effort("measles").project
    charts = [
        measure.charted
        for measure in loaded.report("measles").measures
        if measure.result.measure.key == "cases"
    ]
    assert place_words(found, where, charts=charts).startswith(words)


@pytest.mark.parametrize("name", ["measles", "scutari", "child_care"])
def test_no_page_counts_from_0_or_shows_a_path(name: str) -> None:
    report = loaded.report(name)
    charts = [measure.charted for measure in report.measures]
    for finding in report.findings:
        said = place_words(report.project, finding.where, charts=charts)
        assert not re.search(r"\[\d|\w\.\w", said), said


def test_a_team_without_a_diagram_has_its_idea_by_key() -> None:
    cycle = pdsa.Cycle(key="c", title="Call", idea="call")
    charter = Charter(key="p", title="P", as_of=date(2026, 7, 1))
    made = Project(charter=charter, cycles=[cycle])
    assert place_words(made, "ramps.call.cycles") == "cycles on \u201ccall\u201d"
    assert prefixed("x", projects.findings(made))


def test_points_of_another_series_are_counted() -> None:
    charter = Charter(key="p", title="P", as_of=date(2026, 7, 1))
    made = Project(charter=charter, measures=[WAITS])
    short = series(WAITS, [Observation(period="2026-01", value=3.0)])
    said = place_words(made, "charts.waits.points[4:9]", charts=[chart_of(made, short)])
    assert said == "chart of Waiting, points 5 to 9"


def test_every_event_has_words() -> None:
    every = (
        *get_args(plans.Event),
        *get_args(actions.Event),
        *get_args(pdsa.Event),
    )
    assert {function.__name__ for function in every} == set(SAID)


def test_what_happened_says_what() -> None:
    day = date(2026, 3, 2)
    log = [
        pdsa.Plan(on=day, objective="Learn"),
        pdsa.Predict(on=day, question="How many?", prediction="four"),
        pdsa.StartTest(on=day),
        pdsa.Observe(on=day, what="None came", question="How many?", value=0.0),
        pdsa.Correct(
            on=day,
            place=3,
            instead=pdsa.Observe(on=day, what="One came"),
            reason="miscounted",
        ),
    ]
    cycle = pdsa.Cycle(key="c", title="Call", log=log)  # type: ignore[arg-type]
    plan = plans.Plan(
        key="p",
        title="P",
        steps=[
            actions.ActionStep(
                key="a",
                what="call",
                who="director",
                log=[
                    actions.Move(on=day, when="2026-05", why="illness"),
                    actions.Replace(on=day, by=["b"]),
                ],
            ),
            actions.ActionStep(key="b", what="write", who="director"),
        ],
    )
    charter = Charter(key="p", title="P", as_of=date(2026, 7, 1))
    made = Project(charter=charter, cycles=[cycle], plan=plan)
    assert [entry.what for entry in timeline(made)] == [
        "moved: to 2026-05; illness",
        "replaced by: write",
        "planned: Learn",
        "predicted: How many?; four",
        "test begun",
        "seen: How many?; None came; 0",
        "corrected: now seen: One came; miscounted",
    ]
    alone = evolve(made, plan=None)
    assert {entry.where for entry in timeline(alone)} == {"cycle \u201cCall\u201d"}


def test_a_test_that_went_wrong_says_so_and_shows_its_evidence() -> None:
    day = date(2026, 3, 2)
    log = [
        pdsa.Plan(on=day, objective="Learn"),
        pdsa.Predict(on=day, question="How many?", prediction="four"),
        pdsa.StartTest(on=day),
        pdsa.Observe(on=day, what="No paper", problem=True),
        pdsa.EndTest(on=day, as_planned=False, differences="half a day"),
        pdsa.Compare(on=day, question="How many?", happened="Two", verdict="refuted"),
        pdsa.Conclude(
            on=day,
            learned="Print",
            evidence=[
                pdsa.EvidenceItem("Talks", True, kind="interview", source="notes"),
                pdsa.EvidenceItem("Forms", False),
                pdsa.EvidenceItem("Mails"),
            ],
        ),
    ]
    cycle = pdsa.Cycle(key="c", title="Call", log=log)  # type: ignore[arg-type]
    charter = Charter(key="p", title="P", as_of=date(2026, 7, 1))
    made = Project(charter=charter, cycles=[cycle])
    shown = [
        "Talks (interview, for it, notes)",
        "Forms (other, against it)",
        "Mails (other)",
    ]
    assert [entry.what for entry in timeline(made)][3:] == [
        "seen: a problem; No paper",
        "test over: not as planned; half a day",
        "compared: refuted; How many?; Two",
        "learned: Print; shown by " + "; ".join(shown),
    ]


def test_a_place_in_a_plan_alone_is_named() -> None:
    step = actions.ActionStep(key="a", what="call", who="director")
    plan = plans.Plan(key="p", title="P", steps=[step])
    assert place_words(plan, "steps[0].when") == "step \u201ccall\u201d, when"


def test_a_revision_names_steps_and_not_their_keys() -> None:
    [revised] = [
        entry.what
        for entry in timeline(loaded.effort("child_care").project)
        if entry.what.startswith("revised")
    ]
    assert "'" not in revised
    assert "new step \u201chave a second latch put on the garden gate\u201d;" in revised


def test_a_finding_is_no_path() -> None:
    report = loaded.report("scutari")
    with pytest.raises(FieldTypeError, match="where must be text"):
        place_words(report.project, report.findings[0])  # type: ignore[arg-type]
    with pytest.raises(FieldTypeError, match="read the chart first"):
        list(spc.stability(report.measures[0].charted.chart))  # type: ignore[arg-type]


def test_progress_has_no_singular_without_its_s() -> None:
    assert place_words(None, "progress[1].team") == "progress 2, team"


@pytest.mark.parametrize(
    ("several", "single"),
    [("histories", "history"), ("witness", "witness"), ("steps", "step")],
)
def test_a_member_of_a_list_of_a_strangers_is_called_in_the_singular(
    several: str, single: str
) -> None:
    assert _singular(several) == single
