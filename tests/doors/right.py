"""A right argument for each parameter that a public verb needs.

What a verb takes stands in `BY_VERB`, or is found by the class that the annotation
names, or else by the parameter's own name. Laws on wrong arguments put something else
in the place of one of them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from functools import cache
from importlib import import_module
from inspect import Parameter, isfunction, signature
from pathlib import Path
from typing import Any, Final

import attrs
import numpy as np
import pandas as pd  # type: ignore[import-untyped]

from cqikit import (
    actions,
    assessments,
    calendars,
    collaboratives,
    core,
    documents,
    drawing,
    drivers,
    folders,
    forms,
    measures,
    pdsa,
    plans,
    projects,
    reports,
    spc,
    starters,
    tables,
)
from cqikit.errors import DataError, FieldError
from tests.assessments import stories as assessed
from tests.doors.test_nonsense import RIGHT as WITH_NUMBERS
from tests.pdsa.stories import whole
from tests.plans import stories as planned

__all__ = [
    "ANSWERS",
    "CYCLE",
    "FORM",
    "PARQUET",
    "ROOMS",
    "needed",
    "right_for",
    "verbs",
]

NAMES: Final = (
    "actions assessments calendars collaboratives core documents drawing drivers files"
    " folders forms languages measures pdsa plans plugins projects reports spc starters"
    " tables"
)
#: All but that of laws for plugins, which fail as tests do.
ROOMS: Final = NAMES.split()
STARRED: Final = {Parameter.VAR_POSITIONAL, Parameter.VAR_KEYWORD}
ROOT: Final = Path(__file__).parents[2]
EXAMPLES: Final = ROOT / "examples"
EXPORTS: Final = EXAMPLES / "answers" / "exports"
ON: Final = date(2026, 3, 2)
FALLS: Final = [4, 6, 5, 3, 6, 4, 5, 6, 4, 3, 5, 6]
MONTHS: Final = core.parse_period("2026-01"), core.parse_period("2026-02")

TABLE: Final = tables.parse_csv("month,falls\n2025-01,4\n2025-02,5\n")
SAID: Final = tables.propose(TABLE)
OF_TABLE: Final = {"table": TABLE, "layout": SAID.layout, "measures": SAID.measures}
FRAMEWORK: Final = assessed.flat()
FILLED: Final = tables.parse_csv("collect,use\n1,3\n")
RESPONSES: Final = assessments.Responses(FRAMEWORK, assessed.told(collect=1, use=3))
SCORED: Final = assessments.score(RESPONSES)
OF_FORM: Final = {
    "table": FILLED,
    "layout": forms.propose(FILLED, FRAMEWORK),
    "framework": FRAMEWORK,
}
MEASURE: Final = measures.Measure(key="falls", title="Falls", kind="count")
SERIES: Final = measures.series(
    MEASURE,
    [
        measures.Observation(period=f"2025-{month:02}", value=value)
        for month, value in enumerate(FALLS, 1)
    ],
)
ROWS: Final = measures.make_columns(
    period=[24312, 24313], frequency="month", numbers={"value": [3.0, 5.0]}
)
CYCLE: Final = whole("c1", prediction=pdsa.Interval(10, 20, confidence=0.8), actual=15)
EMPTY: Final = pdsa.begin(key="c2", title="Cards")
EVENT: Final = pdsa.Plan(on=ON, objective="Do cards help?")
STEP: Final = actions.ActionStep(key="rugs", what="Order rugs", who="director")
PLAN: Final = planned.begun()
CHART: Final = spc.chart(FALLS)
JUDGED: Final = spc.judge(spc.read(CHART), "lower")
PICTURE: Final = drawing.ChartPicture.of(JUDGED)
FIGURE: Final = drawing.chart_figure(JUDGED)
CHARTS: Final = {"charts": [PICTURE], "title": "Falls"}
DEFINITION: Final = json.loads(
    (EXPORTS / "surveyjs_definition.json").read_text("utf-8")
)
LITTLE: Final = {
    "panels": [
        drawing.Panel("A", values=[4, 6], centre=[5, 5], counted=[True] * 2, meets=None)
    ],
    "title": "Falls",
}
PROFILE: Final = {"rows": assessments.profile(SCORED), "title": "Falls"}
PO: Final = b'msgid "median"\nmsgstr "mediana"\n'
#: Written by who calls, where he stands.
ANSWERS, FORM, PARQUET = "right.csv", "right.docx", "right.parquet"
FILES: Final = {"a.toml": b"a = 1\n"}


def problem(fault: Any) -> DataError:
    """Return the error that tells of a fault."""
    return DataError("a file", [fault])


#: By the name of the parameter, where no class of ours is wanted.
BY_NAME: Final[dict[str, Any]] = {
    "as_of": ON,
    "confidence": 0.9,
    "count": 3,
    "data": b"month,falls\n",
    "direction": "lower",
    "key": "falls",
    "keys": ("a", "b"),
    "language": "es",
    "n": 12,
    "name": "falls",
    "on": ON,
    "rules": "three-sigma",
    "sizes": [40] * 12,
    "start": 2,
    "tag": "es",
    "text": "a text",
    "title": "Falls",
    "since": ON,
    "until": date(2026, 9, 1),
    "values": FALLS,
}
BY_VERB: Final[dict[str, dict[str, Any]]] = {
    "actions.advance": {"event": actions.Start(on=ON)},
    "actions.latest": {"kind": actions.Start},
    "assessments.apply_crosswalk": {
        "crosswalk": assessments.Crosswalk(
            key="x",
            of="flat",
            to="flat",
            links=[assessments.Link(to="use", of=["collect"])],
        )
    },
    "assessments.responses_of": {"framework": FRAMEWORK, "table": {"collect": [1]}},
    "assessments.columns_read": {"framework": FRAMEWORK, "names": ("collect",)},
    "assessments.cheapest_route": {
        "responses": assessments.Responses(assessed.flat(scorer="all-of"), ()),
        "goal": 1,
    },
    "assessments.crosswalk_from": {
        "mapping": {
            "key": "x",
            "of": "flat",
            "to": "flat",
            "links": [{"to": "use", "of": ["collect"]}],
        }
    },
    "assessments.edition": {"key": "flat"},
    "assessments.framework_from": {
        "mapping": {
            "key": "small",
            "title": "Small",
            "version": "1",
            "scales": [{"key": "yes-no", "low": 0, "high": 1}],
            "items": [{"key": "aim", "text": "We have an aim"}],
        }
    },
    "assessments.in_language": {
        "framework": assessments.Framework(
            key="ours",
            title="Ours",
            version="1",
            language="en",
            scales=[assessments.YES_NO],
            items=[assessments.Item(key="aim", text="An aim", texts={"es": "Un fin"})],
        )
    },
    "assessments.ordered": {"key": "place", "at": None, "labels": ("no", "yes")},
    "calendars.due_dates": {"plan": PLAN},
    "calendars.to_ical": {"dues": list(calendars.due_dates(PLAN))},
    "collaboratives.counted": {
        "observation": measures.Observation(period="2026-01", value=3)
    },
    "collaboratives.measure_result": {"teams": [SERIES], "aim": None, "phases": ()},
    "collaboratives.ranges_by": {"columns": ROWS, "groups": np.zeros(2, int)},
    "collaboratives.row_ranges": {"rows": ["a.csv row 2", "a.csv row 3"]},
    "collaboratives.segments": {"baseline": 4, "length": 4},
    "collaboratives.sentinel": {
        "series": SERIES,
        "on": date(2025, 2, 28),
        "centre": 5.0,
        "worse": 1,
        "made_of": 8,
    },
    "core.advance": {"subject": EMPTY, "event": EVENT},
    "core.and_more": {"says": "not asked: {keys}"},
    "core.arrange": {"periods": MONTHS, "which": np.array([0, 1])},
    "core.as_day": {"value": "2026-03-02"},
    "core.as_frozen": {"value": {"yes": 1}},
    "core.as_optional_day": {"value": "2026-03-02"},
    "core.as_optional_period": {"text": "2026-03"},
    "core.as_several": {"value": ["a"]},
    "core.as_texts": {"members": ["a"]},
    "core.as_tuple": {"value": ["a"]},
    "core.at_least": {"least": 1},
    "core.at_most": {"most": 1},
    "core.between": {"least": 0, "most": 1},
    "core.between_events": {"on": ["2026-01-03", "2026-01-09"]},
    "core.by_value": {"cls": measures.Measure},
    "core.check": {"code": "plan.empty"},
    "core.codes_of": {"column": ["north", "south"]},
    "core.combined": {
        "says": "no {words}",
        "words": {"on": "date", "who": "owner"},
        "joint": " and no ",
    },
    "core.first_rows": {"codes": np.array([0, 1, 0]), "many": 2},
    "core.joined_codes": {"parts": [(["a"], np.array([0, 0]))], "rows": 2},
    "core.day_before": {"subject": CYCLE, "_": EVENT},
    "core.decoded": {"column": [3, None]},
    "core.did_you_mean": {"name": "shfit", "known": ["shift"]},
    "core.each": {"check": core.finite},
    "core.each_has": {"what": "series"},
    "core.format_number": {"value": 3.5},
    "core.guard": {"otherwise": "write a prediction first"},
    "core.has": {"what": "series"},
    "core.html_table": {"caption": "Falls", "header": ["ward"], "rows": [["A"]]},
    "core.key_of": {"usual": "step"},
    "core.latest": {"log": CYCLE.log, "kind": pdsa.Predict},
    "core.list_of": {"what": "series"},
    "core.mapping_of": {"what": "days", "check": core.finite},
    "core.optional": {"check": core.finite},
    "core.parse_period": {"text": "2026-03"},
    "core.period_of": {"frequency": core.Frequency.MONTH, "day": ON},
    "core.periods_between": {"first": MONTHS[0], "last": MONTHS[1]},
    "core.places": {"template": "{n:# step|# steps}"},
    "core.plain_number": {"value": np.int64(3)},
    "core.some_of": {"names": ["elm", "oak"]},
    "core.normal_reach": {"level": 0.95},
    "core.plural": {"noun": "step"},
    "core.possible": {"subject": CYCLE, "table": pdsa.TABLE},
    "core.prefixed": {"place": "plan"},
    "core.problem_of": {"told": FieldError("weight", "must be at least 0", -2)},
    "core.read_only": {"array": np.zeros(2)},
    "core.replay": {"subject": CYCLE, "table": pdsa.TABLE},
    "core.run_checks": {"subject": PLAN, "checks": plans.CHECKS},
    "core.same": {"first": 1, "other": 2},
    "core.say": {"template": "no step"},
    "core.sealed": {"array": np.zeros(2)},
    "core.state": {"subject": CYCLE},
    "core.timeline": {"on": ["2026-01", "2026-02"]},
    "core.unknown_keys": {"named": [("a", "nroth")], "known": ["north"]},
    "core.worded": {"template": "{n:# step|# steps}", "parts": {"n": 2}},
    "core.writing_of": {"cells": ["2026-01", "2026-02"]},
    "documents.canonical": {"value": PLAN},
    "documents.digest": {"value": PLAN},
    "documents.each_of": {"field": "steps", "checks": actions.CHECKS},
    "documents.findings": {"document": PLAN},
    "documents.framework_for": {"key": "apt"},
    "documents.measure_report": {"series": SERIES, "period": "2025-03"},
    "documents.merge": {"base": STEP, "mine": STEP, "theirs": STEP},
    "documents.parse": {"text": documents.to_toml(PLAN)},
    "documents.read": {"path": EXAMPLES / "home_visiting" / "drivers.toml"},
    "documents.schema": {"name": "plan"},
    "documents.shared_keys": {"found": {"a.toml": PLAN}},
    "documents.structure": {"tree": documents.unstructure(STEP), "cls": type(STEP)},
    "documents.to_json": {"value": PLAN},
    "documents.to_toml": {"value": PLAN},
    "documents.type_of": {"document": PLAN},
    "documents.type_said": {"path": EXAMPLES / "home_visiting" / "drivers.toml"},
    "documents.unstructure": {"value": PLAN},
    "documents.write": {"path": "plan.json", "value": PLAN},
    "drawing.chart_figure": {"picture": JUDGED},
    "drawing.chart_svg": {"picture": JUDGED},
    "drawing.charts_figure": {"charts": [PICTURE]},
    "drawing.charts_svg": CHARTS,
    "drawing.charts_vega_lite": CHARTS,
    "drawing.icon_figure": {"meaning": "common"},
    "drawing.icon_svg": {"meaning": "common"},
    "drawing.little_svgs": LITTLE,
    "drawing.pdf": {"drawn": FIGURE},
    "drawing.png": {"drawn": FIGURE},
    "drawing.multiples_figure": LITTLE,
    "drawing.profile_figure": PROFILE,
    "drawing.picture_figure": {"picture": drawing.PlanPicture(PLAN, as_of=ON)},
    "drawing.multiples_svg": LITTLE,
    "drawing.profile_svg": PROFILE,
    "drawing.picture_svg": {"picture": drawing.PlanPicture(PLAN, as_of=ON)},
    "drawing.multiples_vega_lite": LITTLE,
    "drawing.profile_vega_lite": PROFILE,
    "drawing.picture_vega_lite": {"picture": drawing.PlanPicture(PLAN, as_of=ON)},
    "drawing.show": {"value": JUDGED},
    "drawing.vega_lite": {"picture": JUDGED},
    "drivers.add": {"added": drivers.ChangeIdea(key="call", title="Call")},
    "drivers.causes_of": {"key": "routine"},
    "drivers.effects_of": {"key": "routine"},
    "drivers.item": {"key": "routine"},
    "drivers.layer_of": {"key": "routine"},
    "drivers.link": {"cause": "reminder-card", "effect": "routine"},
    "drivers.multivote": {"ballots": {"a": ["text"]}, "candidates": ["text", "call"]},
    "drivers.pick": {"ratings": [drivers.Rating("rugs", payoff=3, effort=1)]},
    "drivers.remove": {"key": "reminder-card"},
    "drivers.replace": {"new": drivers.ChangeIdea(key="reminder-card", title="Card")},
    "drivers.theory": {"phases": {"reminder-card": ["adapted"]}},
    "drivers.unlink": {"cause": "reminder-card", "effect": "staying"},
    "drivers.weighted_matrix": {
        "scores": {"text": {"payoff": 4}},
        "weights": {"payoff": 1},
    },
    "files.check_output": {"path": "out.txt"},
    "files.is_stdout": {"path": "out.txt"},
    "files.is_stream": {"path": "out.txt"},
    "files.named_as_texts": {"folder": EXPORTS},
    "files.path_inside": {"folder": EXPORTS},
    "files.paths_in": {"folder": EXPORTS},
    "files.read_bytes": {"path": EXPORTS / "wide.csv", "most": 100_000},
    "files.text_of": {"refuse": problem},
    "files.write_bytes": {"path": "out.bin"},
    "files.write_output": {"path": "out.txt"},
    "files.write_text": {"path": "out.txt"},
    "folders.merge": {"base": FILES, "mine": FILES, "theirs": FILES},
    "folders.read": {"folder": EXAMPLES / "measles"},
    "forms.definition": {"source": DEFINITION},
    "forms.propose": OF_FORM,
    "forms.read_answers": {"path": ANSWERS, "framework": FRAMEWORK},
    "forms.read_definition": {"path": EXPORTS / "redcap_dictionary.csv"},
    "forms.read_export": {"path": EXPORTS / "wide.csv"},
    "forms.read_word": {"path": FORM},
    "forms.records": {"source": [{"teams": 3}]},
    "forms.responses": OF_FORM,
    "forms.understood": OF_FORM,
    "forms.word_form": {"what": "pdsa"},
    "forms.write_word": {"what": "pdsa", "path": "form.docx"},
    "forms.write_workbook": {"path": "form.xlsx"},
    "languages.faults_of": {"template": "no step", "text": "ningún paso", "forms": 2},
    "languages.read_catalog": {"data": PO},
    "languages.wording": {"catalogs": ()},
    "measures.join_columns": {"parts": [ROWS, ROWS]},
    "measures.observed_value": {
        "observation": measures.Observation(period="2026-01", value=3)
    },
    "measures.phase_starts": {"changes": MONTHS[1:], "periods": MONTHS},
    "measures.stacked": {"columns": ROWS},
    "pdsa.advance": {"cycle": EMPTY, "event": EVENT},
    "pdsa.advise_scale": {"belief": "high", "cost": "small", "readiness": "ready"},
    "pdsa.brier": {"forecasts": [(0.8, 1), (0.3, 0)]},
    "pdsa.compare": {"prediction": pdsa.Number(4), "actual": 4.0},
    "pdsa.cycle_of": {"sheet": pdsa.worksheet(CYCLE)},
    "pdsa.exhibit": {"evidence": JUDGED},
    "pdsa.fidelity": {"records": [CYCLE]},
    "pdsa.in_sentence": {"prediction": pdsa.Number(4)},
    "pdsa.latest": {"kind": pdsa.Predict},
    "pdsa.wilson": {"count": 3, "of": 5},
    "plans.advance": {"event": plans.Share(on=date(2027, 1, 1), audience="staff")},
    "plans.area_of": {"key": "space"},
    "plans.current": {"source": PLAN.sources[0]},
    "plans.latest": {"kind": plans.Share},
    "plans.previous": {"plan": PLAN},
    "plans.propose": {"gaps": assessments.gaps(SCORED, goal=3)},
    "plans.review": {
        "steps": [
            plans.ReviewStep(on=date(2027, 6, 1), step="a", done=True, effective=True)
        ],
        "on": date(2027, 6, 1),
        "roles": ["parent"],
    },
    "plans.revise": {
        "plan": planned.reviewed(PLAN),
        "changes": [plans.Add(step=STEP)],
        "on": date(2027, 6, 2),
    },
    "plans.schedule": {"start": "2026-10"},
    "plans.step_of": {"key": "a"},
    "plans.tools_for": {"program_type": "family-child-care"},
    "plugins.fill": {"catalogs": projects.CATALOGS},
    "plugins.fill_types": {"types": folders.DOCUMENTS},
    "plugins.found": {"group": "cqikit.rules"},
    "plugins.load": {"group": "cqikit.rules"},
    "projects.of_teams": {"teams": ["Alder"]},
    "projects.overview": {"projects": {}},
    "projects.place_words": {"subject": PLAN, "where": "steps[0].who"},
    "reports.at_level": {"level": 2},
    "spc.compare_rule_sets": {"chart": CHART},
    "spc.read": {"chart": CHART},
    "spc.counting": {"view": CHART},
    "spc.sentences": {"judged": JUDGED},
    "spc.signal_words": {"judged": JUDGED},
    "starters.example": {"name": "measles"},
    "tables.cell_text": {"text": "falls"},
    "tables.evaluate": {
        "batch": pd.DataFrame({"site": ["a"], "month": ["2026-01"], "falls": [4]}),
        "question": tables.Charts(keys="site", on="month", values="falls"),
    },
    "tables.from_frame": {"frame": pd.DataFrame({"month": ["2026-01"], "falls": [4]})},
    "tables.observations": OF_TABLE,
    "tables.parse_csv": {"text": "month,falls\n2025-01,4\n"},
    "tables.propose": OF_TABLE,
    "tables.read": {"path": EXPORTS / "wide.csv"},
    "tables.read_csv": {"path": EXPORTS / "wide.csv"},
    "tables.read_excel": {"path": EXPORTS / "microsoft_forms.xlsx"},
    "tables.read_parquet": {"path": PARQUET},
    "tables.rows_of": {"things": [SERIES]},
    "tables.series_of": OF_TABLE,
    "tables.shaped": OF_TABLE,
    "tables.subgroups_of": OF_TABLE,
    "tables.to_csv": {"things": [SERIES]},
    "tables.to_excel": {"sheets": {"falls": [SERIES]}},
    "tables.to_frame": {"things": [SERIES], "backend": "pandas"},
    "tables.to_parquet": {"things": [SERIES]},
    "tables.write_csv": {"path": "out.csv", "things": [SERIES]},
    "tables.write_excel": {"path": "out.xlsx", "sheets": {"falls": [SERIES]}},
    "tables.write_parquet": {"path": "out.parquet", "things": [SERIES]},
}


@cache
def verbs() -> dict[str, Callable[..., Any]]:
    """Return every public function, by room and name."""
    doors = {room: import_module(f"cqikit.{room}") for room in ROOMS}
    return {
        f"{room}.{name}": verb
        for room, door in doors.items()
        for name in door.__all__
        if isfunction(verb := getattr(door, name))
    }


def needed(verb: Callable[..., Any]) -> list[Parameter]:
    """Return the parameters that a verb must be given."""
    return [
        parameter
        for parameter in signature(verb).parameters.values()
        if parameter.default is Parameter.empty and parameter.kind not in STARRED
    ]


@cache
def by_class() -> dict[str, Any]:
    """Return the first value of each class that examples are, or have inside them."""
    effort = folders.read(EXAMPLES / "home_visiting")
    group, project = effort.collaborative, effort.project
    assert group is not None
    assert project.diagram is not None
    found: dict[str, Any] = {}
    firsts = [
        *(STEP, PLAN, CYCLE, CHART, JUDGED, PICTURE, MEASURE, SERIES, TABLE, SAID),
        *(RESPONSES, SCORED, pdsa.ramps([CYCLE])[0]),
        *(spc.funnel(FALLS, [40] * 12), spc.pareto(list("aab"))),
        collaboratives.closing_report(group, project.series),
        *(effort.guide, group, project, projects.thread(project)),
        starters.Outline(title="Falls", on=ON, count="missed", of="planned", target=15),
        reports.compose(projects.Project(charter=project.charter)),
        collaboratives.attendance(project.series, group.teams, due=ON),
    ]
    for value in firsts:
        look(found, value)
    return found


def look(found: dict[str, Any], value: Any) -> None:
    """Keep the first value of each class, of this and of all inside it."""
    if isinstance(value, (tuple, core.FrozenDict)):
        inside = value.values() if isinstance(value, core.FrozenDict) else value
        for member in list(inside)[:3]:
            look(found, member)
    elif attrs.has(type(value)) and type(value).__name__ not in found:
        found[type(value).__name__] = value
        for field in attrs.fields(type(value)):
            look(found, getattr(value, field.name, None))


def right_for(name: str) -> dict[str, Any]:
    """Return right arguments for a verb, by the names of its parameters."""
    given = WITH_NUMBERS.get(name, {}) | BY_VERB.get(name, {})
    taken = signature(verbs()[name]).parameters
    right = {key: value for key, value in given.items() if key in taken}
    for parameter in needed(verbs()[name]):
        if parameter.name not in right:
            right[parameter.name] = found_for(parameter)
    return right


def found_for(parameter: Parameter) -> Any:
    """Return a value for a parameter: by its class, or else by its name."""
    words = re.findall(r"\w+", str(parameter.annotation))
    classes = [word for word in words if word in by_class()]
    if not classes or "Mapping" in words:
        return BY_NAME[parameter.name]
    value = by_class()[classes[0]]
    listed = re.search(rf"\[(\w+\.)?{classes[0]}\]", str(parameter.annotation))
    return [value] if listed else value
