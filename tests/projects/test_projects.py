"""A project joins what the rooms keep, by keys, and says where a join is missing."""

from __future__ import annotations

from datetime import date

import pytest
from attrs import evolve

from cqikit import drivers, spc
from cqikit.assessments import FRAMEWORKS, Answer, Responses
from cqikit.core import Finding
from cqikit.errors import DuplicateError, FieldError, UnknownNameError
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
from cqikit.pdsa import Cycle
from cqikit.projects import (
    Assessed,
    Charter,
    ChartPlan,
    Exclusion,
    Project,
    ProjectEvent,
    _links,
    chart_of,
    findings,
    target_of,
    timeline,
)
from tests.examples import loaded

AS_OF = date(2026, 7, 1)
WAITS = Measure(key="waits", title="Waiting", unit="days", direction="lower")


def record(values: list[float], measure: Measure = WAITS, team: str = "") -> Series:
    """Return monthly values from January 2025."""
    months = [f"{2025 + place // 12}-{place % 12 + 1:02}" for place in range(99)]
    rows = [
        Observation(period=month, value=value)
        for month, value in zip(months, values, strict=False)
    ]
    return series(measure, rows, team=team)


def project(**parts: object) -> Project:
    """Return a project on waiting times."""
    charter = Charter(key="p", title="P", as_of=AS_OF, **parts.pop("charter", {}))  # type: ignore[arg-type]
    return Project(**{"charter": charter, "measures": [WAITS], **parts})  # type: ignore[arg-type]


def aim(target: Target, baseline: float | None = None) -> Aim:
    """Return an aim for waiting times."""
    return Aim(
        key="a", title="A", measure="waits", target=target, by=2027, baseline=baseline
    )


@pytest.fixture
def measles() -> Project:
    """Return the project of the measles example."""
    return loaded.effort("measles").project


@pytest.fixture(scope="module")
def found() -> tuple[Finding, ...]:
    """Return what the checks find in the measles example."""
    return findings(loaded.effort("measles").project)


@pytest.mark.parametrize(
    ("until", "when"),
    [
        (None, "2025-03"),
        ("2025-03", "2025-03"),
        ("2025-05", "2025-03 to 2025-05"),
    ],
)
def test_a_timeline_says_how_long_a_happening_took(
    until: str | None, when: str
) -> None:
    storm = ProjectEvent(on="2025-03", until=until, title="Storm", source="The log")
    (told,) = timeline(project(charter={"happenings": [storm]}))
    assert (told.when, told.what) == (when, "Storm (The log)")


def test_a_chart_leaves_out_what_its_plan_says_where_it_is_there() -> None:
    plan = ChartPlan(
        measure="waits",
        exclude=[
            Exclusion(on="2025-02", reason="a storm"),
            Exclusion(on="2031-01", reason="to come"),
        ],
    )
    made = project(charter={"charts": [plan]}, series=[record([5.0, 90.0, 6.0, 5.0])])
    chart = chart_of(made, made.series[0]).chart
    assert chart.excluded.tolist() == [False, True, False, False]


def test_answers_that_lack_something_are_found() -> None:
    framework = FRAMEWORKS["bts-infrastructure"]
    responses = Responses(framework, [Answer(item="leadership", value="met")])
    assessed = Assessed(key="now", title="Now", on=None, responses=responses)
    where = {finding.where for finding in findings(project(assessed=[assessed]))}
    assert "assessed[0].bts-infrastructure" in where


def test_a_happening_ends_after_it_begins() -> None:
    with pytest.raises(FieldError, match="until must not be before on"):
        ProjectEvent(on="2026-02", until="2026-01", title="Storm")


def test_only_declared_changes_begin_a_phase() -> None:
    charter = {
        "happenings": [
            ProjectEvent(on="2026-03", title="New form", new_phase=True),
            ProjectEvent(on="2025-06", title="Storm"),
            ProjectEvent(on="2025-09-15", title="Hired", new_phase=True),
        ]
    }
    made = project(charter=charter)
    assert [str(change) for change in made.charter.changes] == ["2025-09-15", "2026-03"]
    phases = made.phases_of(record([1.0] * 18))
    assert [str(phase) for phase in phases] == ["2025-10", "2026-03"]


def test_a_project_finds_its_parts_by_key() -> None:
    of_a, of_b = record([1.0], team="a"), record([2.0], team="b")
    made = project(series=[of_a, of_b], aims=[aim(Level(1))])
    assert made.measure("waits") is WAITS
    assert made.series_of("waits") == (of_a, of_b)
    assert made.aim_for("waits") is not None
    assert made.aim_for("falls") is None
    assert made.chart_plan("waits") == ChartPlan(measure="waits")
    with pytest.raises(UnknownNameError, match="did you mean 'waits'"):
        made.measure("wait")
    with pytest.raises(DuplicateError, match="waits of a"):
        project(series=[of_a, of_a])


def test_the_charter_says_how_a_measure_is_charted() -> None:
    plan = ChartPlan(measure="waits", kind="run", rules="perla", baseline=6)
    made = project(charter={"charts": [plan]})
    charted = chart_of(made, record([float(n) for n in range(12)]))
    assert charted.chart.kind.name == "run"
    assert charted.chart.centre[-1] == 2.5
    assert set(charted.reading.rules.names) == set(spc.PERLA.names)
    plain = chart_of(project(), record([float(n) for n in range(12)]))
    assert plain.chart.kind.name == "i"
    assert plain.target is None


def test_medians_of_teams_are_charted_without_denominators() -> None:
    share = Measure(key="share", title="Share", kind="proportion", per=100)
    ready = record([40.0, 50.0, 45.0], share)
    assert chart_of(project(), ready).chart.kind.name == "i"
    assert chart_of(project(), record([], share)).chart.kind.name == "p"


def test_counts_that_are_not_whole_are_charted_as_values() -> None:
    falls = Measure(key="falls", title="Falls", kind="count", unit="falls")
    planned = {"charts": [ChartPlan(measure="falls", kind="c")]}
    for made in (project(measures=[falls]), project(charter=planned, measures=[falls])):
        whole, medians = record([4.0, 5, 3], falls), record([4.0, 4.5, 3], falls)
        assert chart_of(made, whole).chart.kind.name == "c"
        assert chart_of(made, medians).chart.kind.name == "i"


@pytest.mark.parametrize(
    ("target", "given", "line"),
    [
        (Level(9), None, 9),
        (Bound(no_more_than=8), None, 8),
        (Change(-0.5), 20, 10),
        (Change(-0.5), None, 7),
        (Nested(0.8, Level(9)), None, None),
    ],
)
def test_an_aim_draws_a_line_where_it_has_one(
    target: Target, given: float | None, line: float | None
) -> None:
    made = project(aims=[aim(target, given)])
    assert target_of(made, record([1.0]), baseline=14) == line


def test_a_change_without_any_baseline_has_no_line_yet() -> None:
    made = project(aims=[aim(Change(-0.5))])
    assert target_of(made, record([1.0])) is None


def test_the_example_has_nothing_that_does_not_join(
    found: tuple[Finding, ...],
) -> None:
    codes = {finding.code for finding in found}
    assert not {code for code in codes if code.startswith("project.")}
    assert "series.missing" in codes
    assert any(code.startswith("action.") for code in codes)


def test_keys_that_lead_nowhere_are_found(measles: Project) -> None:
    diagram = measles.diagram
    assert diagram is not None
    driver = evolve(diagram.drivers[1], measures=("weks",))
    broken = evolve(
        measles,
        measures=(*measles.measures, WAITS),
        charter=evolve(measles.charter, charts=[ChartPlan(measure="casses")]),
        diagram=evolve(drivers.replace(diagram, driver), balancing=("quiet",)),
        cycles=(*measles.cycles, Cycle(key="x", title="X", idea="monday-cal")),
    )
    broken = evolve(broken, aims=(*broken.aims, evolve(aim(Level(1)), measure="quiet")))
    every = findings(broken)
    found = [finding for finding in every if finding.code.startswith("project.")]
    assert [(finding.code, finding.where) for finding in found] == [
        ("project.unknown-measure", "charter.charts[0].measure"),
        ("project.unknown-measure", "aims[1].measure"),
        ("project.unknown-idea", "cycles[4].idea"),
        ("project.measure-without-data", "measures[3]"),
    ]
    assert found[0].fix == "did you mean 'cases'?"
    assert found[1].fix == "add it, or take the key out"
    # What the diagram names is said once, by the checks of diagrams.
    named = [finding for finding in every if finding.code == "diagram.unknown-measure"]
    assert [finding.where for finding in named] == [
        "diagram.drivers[1].measures[0]",
        "diagram.balancing[0]",
    ]
    assert "did you mean 'weeks'?" in named[0].message
    assert not [finding for finding in every if finding.code == "theory.stranger"]


def test_charts_are_checked_and_say_whether_the_theory_holds() -> None:
    driver = drivers.Driver(key="told", title="Told", measures=["waits"])
    diagram = drivers.Diagram(key="d", title="D", aim=aim(Level(1)))
    diagram = drivers.add(diagram, driver, under=["a"])
    idea = drivers.ChangeIdea(key="text", title="Text")
    made = project(diagram=drivers.add(diagram, idea, under=["told"]))

    def moves(
        values: list[float], measure: Measure = WAITS, **more: object
    ) -> set[str]:
        with_phases = project(**more)
        charted = chart_of(with_phases, record(values, measure))
        found = findings(made, charts=[charted])
        assert "charts.waits" in {
            finding.where.partition(".points")[0] for finding in found
        }
        return {finding.code for finding in found if finding.code.startswith("theory.")}

    level = [20.0, 22.0, 21.0, 23.0, 20.0, 22.0, 21.0, 22.0]
    # It improves though nothing was tested; else there is nothing to say.
    assert moves([*level, 3.0]) == {"theory.moving-untested"}
    assert moves([*level, 40.0]) == set()
    assert moves(level) == set()
    changed = {"happenings": [ProjectEvent(on="2025-05", title="New", new_phase=True)]}
    assert moves(level, charter=changed) == set()
    # Declared or not: what came after is compared with what was before.
    begun = {"happenings": [ProjectEvent(on="2025-09", title="New", new_phase=True)]}
    assert moves([*level, *[3.0, 4.0] * 4], charter=begun) == {"theory.moving-untested"}
    neither = evolve(WAITS, direction="neither")
    assert moves([*level, 3.0], neither) == set()


def test_ramps_and_assessments_are_checked_with_their_places(
    found: tuple[Finding, ...],
) -> None:
    places = {finding.code: finding.where for finding in found}
    assert places["ramp.adopted-early"].startswith("ramps.")
    assert places["assessment.coverage"].startswith("assessed[0].")


def test_a_project_without_an_aim_and_with_a_future_is_told_so() -> None:
    late = ProjectEvent(on="2027-01", title="New law")
    found = findings(project(charter={"happenings": [late]}, series=[record([1.0])]))
    assert [finding.code for finding in found] == [
        "project.happens-later",
        "project.no-aim",
    ]
    without_data = findings(project(aims=[aim(Level(1))]))
    assert without_data[0].code == "project.measure-without-data"


@pytest.mark.parametrize(
    ("on", "severity"),
    [
        ("2024-06", "warning"),
        ("2025-01", "warning"),
        ("2025-01-02", "note"),
        ("2025-04", "note"),
        ("2025-04-02", "warning"),
        ("2026-01", "warning"),
    ],
)
def test_a_change_outside_the_data_is_found(on: str, severity: str) -> None:
    change = ProjectEvent(on=on, title="Second clinic", new_phase=True)
    falls = Measure(key="falls", title="Falls", direction="lower")
    made = project(
        charter={"happenings": [change]},
        measures=[WAITS, falls],
        # All teams of a measure together have data from January to April.
        series=[
            record([1.0, 2.0], team="a"),
            record([1.0, 2.0, 3.0, 4.0], team="b"),
            record([5.0], falls),
        ],
    )
    said = "project.change-outside-data"
    [found] = [finding for finding in findings(made) if finding.code == said]
    assert found.where == "charter.happenings[0].on"
    assert found.severity.value == severity
    assert "'Falls' (2025-01 to 2025-01)" in found.message
    everywhere = severity == "warning"
    assert ("'Waiting' (2025-01 to 2025-04)" in found.message) is everywhere
    # What it says is what the charts do.
    begun = [made.phases_of(this_series) for this_series in made.series_of("waits")]
    assert any(begun) is not everywhere


@pytest.mark.parametrize(
    "change",
    [
        ProjectEvent(on="2025-02", title="In the data", new_phase=True),
        ProjectEvent(on="2024-02", title="No change of the system"),
        ProjectEvent(on="2026-08", title="After the charter's day", new_phase=True),
    ],
)
def test_no_other_happening_is_found_outside_the_data(change: ProjectEvent) -> None:
    empty = Measure(key="empty", title="Empty", direction="lower")
    made = project(
        charter={"happenings": [change]},
        measures=[WAITS, empty],
        series=[record([1.0, 2.0, 3.0]), record([], empty)],
    )
    codes = {finding.code for finding in findings(made)}
    assert "project.change-outside-data" not in codes


def test_aims_are_judged_with_a_diagram_or_without() -> None:
    judged = findings(project(aims=[aim(Level(1))]))
    found = {(finding.code, finding.where) for finding in judged}
    assert ("aim.no-population", "aims[0].population") in found
    stray = evolve(aim(Level(1)), measure="elsewhere")
    codes = {finding.code for finding in findings(project(aims=[stray]))}
    assert {"project.unknown-measure", "aim.no-population"} <= codes


def test_the_aim_of_a_diagram_is_judged_once(found: tuple[Finding, ...]) -> None:
    places = [finding.where for finding in found if finding.code.startswith("aim.")]
    assert places
    assert all(where.startswith("diagram") for where in places)


def test_what_happened_when_is_in_order_and_complete(measles: Project) -> None:
    moments = timeline(measles)
    assert [moment.on for moment in moments] == sorted(moment.on for moment in moments)
    plan = measles.plan
    assert plan is not None
    told = len(plan.log) + sum(len(step.log) for step in plan.steps)
    told += sum(len(cycle.log) for cycle in measles.cycles)
    dated = len(measles.charter.happenings) + len(measles.assessed)
    dated += sum(cause.on is not None for cause in measles.causes)
    assert len(moments) == told + dated
    assert {"test begun", "begun"} <= {moment.what for moment in moments}
    assert any(moment.when == "1989 to 1991" for moment in moments)
    assert not any(moment.when == "1989-01-01" for moment in moments)
    assert timeline(project()) == ()


def test_the_cycles_of_an_idea_are_gone_through_once_for_all_teams(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    calls = [0]
    measured_by = _links.measured_by

    def counted(cycle: Cycle) -> tuple[str, ...]:
        calls[0] += 1
        return measured_by(cycle)

    monkeypatch.setattr(_links, "measured_by", counted)
    teams = [f"team-{number}" for number in range(30)]
    cycles = [Cycle(key=team, title="T", idea="call", team=team) for team in teams]
    findings(project(cycles=cycles))
    assert calls[0] == len(cycles)
