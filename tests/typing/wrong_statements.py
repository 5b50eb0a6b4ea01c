"""Statements that type checkers refuse: each line that is marked, and no other.

Read by mypy (`warn_unused_ignores` tells a mark that is no error) and by pyright (its
errors are compared with the marks); never run. The blocks go through the rooms.
"""

from __future__ import annotations

from datetime import date

import numpy as np

from cqikit import (
    actions,
    assessments,
    collaboratives,
    core,
    drivers,
    measures,
    pdsa,
    plans,
    projects,
    spc,
    tables,
)

DAY = date(2026, 3, 2)
STEP = actions.ActionStep(key="s", text="Buy books by October", written_on=DAY)
MEASURE = measures.Measure(key="m", title="M")
CHART = spc.chart([3, 4, None, 5], "i", on=["2026-01", "2026-02", "2026-03", "2026-04"])
READING = spc.read(CHART)
LINE = np.array([3.0, 4.0])

# core: periods, findings, catalogs
core.parse_period([2026, 10])  # type: ignore[arg-type]
core.parse_period(None)  # type: ignore[arg-type]
core.Cadence(frequency="monthly")  # type: ignore[arg-type]
core.Cadence(week_start=7)  # type: ignore[arg-type]
core.Finding(code="a.b", message="said", severity="error")  # type: ignore[arg-type]
core.Finding(code="a.b", message=3)  # type: ignore[arg-type]
core.run_checks(STEP, checks=3)  # type: ignore[arg-type]
core.timeline(["2026-01"], "monthly")  # type: ignore[arg-type]

# measures
measures.Measure(key="m", title="M", direction="up")  # type: ignore[arg-type]
measures.Measure(key="m", title="M", frequency="monthly")  # type: ignore[arg-type]
measures.Measure(key="m", title="M", kind="percent")  # type: ignore[arg-type]
measures.Measure(key="m", title="M", role="result")  # type: ignore[arg-type]
measures.Measure(key="m", title="M", per="100")  # type: ignore[arg-type]
measures.Measure(key="m")  # type: ignore[call-arg]
measures.Level("90 %")  # type: ignore[arg-type]
measures.Observation(period=["2026-01"], value=1)  # type: ignore[arg-type]
measures.Observation(period="2026-01", value="3")  # type: ignore[arg-type]
measures.series(MEASURE, [1, 2, 3])  # type: ignore[list-item]
measures.meets(1.0, measures.Level(2.0), direction="down")  # type: ignore[arg-type]
measures.audit([MEASURE], [])  # type: ignore[arg-type]

# actions
actions.ActionStep(key="s", text="x", written_on=20260302)  # type: ignore[arg-type]
actions.ActionStep(key="s", text="x", concern="safety")  # type: ignore[arg-type]
actions.ActionStep(key="s", text="x", lever="training")  # type: ignore[arg-type]
actions.ActionStep(key="s", text="x", support=3)  # type: ignore[arg-type]
actions.ActionStep(key="s", text="x", log=["started"])  # type: ignore[list-item]
actions.ActionStep(key=3, text="x")  # type: ignore[arg-type]
actions.advance(STEP, "start")  # type: ignore[arg-type]
actions.Start()  # type: ignore[call-arg]
actions.Replace(on=DAY, by="s2")  # type: ignore[arg-type]

# pdsa
CYCLE = pdsa.begin(key="c1", title="Remind", idea="reminders")
pdsa.advance(CYCLE, "start")  # type: ignore[arg-type]
pdsa.Adopt(on=DAY, next_scale="bigger")  # type: ignore[arg-type]
pdsa.Predict(on=DAY, question="How many?", prediction=12)  # type: ignore[arg-type]
pdsa.Predict(on=DAY, question=3, prediction="many")  # type: ignore[arg-type]
pdsa.Compare(on=DAY, question="q", verdict="yes")  # type: ignore[arg-type]
pdsa.Conclude(on=DAY, learned="much", evidence=["chart"])  # type: ignore[list-item]
pdsa.Plan(on=DAY, measures="m1")  # type: ignore[arg-type]
pdsa.Plan(on=3)  # type: ignore[arg-type]
pdsa.submissions(CYCLE)  # type: ignore[arg-type]
pdsa.submissions([CYCLE], frequency="monthly")  # type: ignore[arg-type]
pdsa.advise_scale("unsure", "low", "ready")  # type: ignore[arg-type]
pdsa.compare("four", 4.0)  # type: ignore[arg-type]
pdsa.ramps(["c1"])  # type: ignore[list-item]

# plans
plans.Plan(key="p", title="P", steps=[1, 2])  # type: ignore[list-item]
plans.Plan(key="p", title="P", steps=["Buy books"])  # type: ignore[list-item]
plans.Plan(key="p", title="P", on=2026)  # type: ignore[arg-type]
plans.Plan(key="p", title="P", areas=["reading"])  # type: ignore[list-item]
plans.Involve(on=DAY, roles="staff")  # type: ignore[arg-type]
plans.StartReview(on=[2026], roles=["staff"])  # type: ignore[arg-type]
plans.Tool(name="t", title="T", programs=["school"])  # type: ignore[list-item]

# drivers
AIM = measures.Aim(key="a", title="A", measure="m", target=measures.Level(9.0), by=2027)
DIAGRAM = drivers.Diagram(key="d", title="D", aim=AIM)
drivers.Driver(key="p", title="P", tier="third")  # type: ignore[arg-type]
drivers.Driver(key="p", title="P", measures="m2")  # type: ignore[arg-type]
drivers.add(DIAGRAM, "driver", under=["a"])  # type: ignore[arg-type]
drivers.link(DIAGRAM, "p", "a", strength="huge")  # type: ignore[arg-type]
drivers.Diagram(key="d", title="D", aim="90 %")  # type: ignore[arg-type]
drivers.Diagram(key="d", title="D", aim=AIM, drivers=["p"])  # type: ignore[list-item]
measures.Aim(key="a", title="A", measure="m", target=90, by=2027)  # type: ignore[arg-type]

# spc
spc.chart(42)  # type: ignore[arg-type]
spc.chart("3, 4, 5")  # type: ignore[arg-type]
spc.chart({"2026-01": 3})  # type: ignore[arg-type]
spc.chart([3, 4], "xbr")  # type: ignore[arg-type]
spc.chart([3, 4], "p", sizes="10")  # type: ignore[arg-type]
spc.chart([3, 4], on="2026-01")  # type: ignore[arg-type]
spc.chart([3, 4], cadence="monthly")  # type: ignore[arg-type]
spc.chart([3, 4], centre="mean")  # type: ignore[arg-type]
spc.chart([3, 4], title=3)  # type: ignore[arg-type]
spc.chart([3, 4], kinds=["i"])  # type: ignore[arg-type]
spc.panel(["a"], ["2026-01"], [3])  # type: ignore[call-arg,arg-type]
spc.panel([3], keys="a", on=["2026-01"])  # type: ignore[arg-type]
spc.read(42)  # type: ignore[arg-type]
spc.read([3, 4, 5])  # type: ignore[arg-type]
spc.read(CHART, "nelsen")  # type: ignore[arg-type]
spc.read(CHART, ["shift"])  # type: ignore[list-item]
spc.judge(READING, "up")  # type: ignore[arg-type]
spc.judge(CHART, "lower")  # type: ignore[arg-type]
spc.judge(READING, "lower", over="points")  # type: ignore[arg-type]
spc.changes(READING, direction="down")  # type: ignore[arg-type]
spc.Shift(length=6, marks="last")  # type: ignore[arg-type]
spc.Shift(length="6")  # type: ignore[arg-type]
spc.Trend(length=5, ties="skipped")  # type: ignore[arg-type]
spc.false_alarm("anhoj", 24)  # type: ignore[arg-type]
spc.explain([3, 4, 5])  # type: ignore[arg-type]

# assessments
assessments.Answer(item="a", value=[3])  # type: ignore[arg-type]
assessments.Answer(item="a", status="missing")  # type: ignore[arg-type]
assessments.Domain(key="d", title="D", items=["a"])  # type: ignore[list-item]
assessments.score("growth")  # type: ignore[arg-type]
assessments.Responses("growth", [])  # type: ignore[arg-type]

# projects, collaboratives, tables
CHARTER = projects.Charter(key="p", title="P", as_of=DAY)
projects.Project(charter=CHARTER, measures=["m"])  # type: ignore[list-item]
projects.Project(charter=CHARTER, cycles=CYCLE)  # type: ignore[arg-type]
projects.Person(key="p", who="x", role="familiy")  # type: ignore[arg-type]
collaboratives.Team(key="t", since=["2026"])  # type: ignore[arg-type]
collaboratives.Policies(silent="still")  # type: ignore[arg-type]
collaboratives.Policies(aggregate="pool")  # type: ignore[arg-type]
tables.Layout(measures=[], dates="iso")  # type: ignore[arg-type]
tables.Once(column="client", keep="some")  # type: ignore[arg-type]
tables.MeasureColumns(measure="m", value="v", take="total")  # type: ignore[arg-type]
