"""Starters: what an effort begins with is read, checked and reported as it stands."""

from __future__ import annotations

import io
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from cqikit import actions, documents, folders, forms, measures, pdsa, starters
from cqikit.assessments import Framework
from cqikit.core import Frequency, period_of
from cqikit.errors import FieldError, MissingExtraError, UnknownNameError
from cqikit.plans import ProgramType, tools_for

DAY = date(2026, 9, 1)
FRAMEWORKS = documents.frameworks()
titles = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1
).filter(str.strip)


def outline(**said: Any) -> starters.Outline:
    """Return an outline of missed visits, with what is said else."""
    usual: dict[str, Any] = {"count": "missed", "of": "planned", "target": 15}
    if "value" in said:
        del usual["count"], usual["of"]
    return starters.Outline(**{"title": "Visits", "on": DAY, **usual, **said})


def written(made: dict[str, bytes], folder: Path) -> Path:
    """Write the files into a folder."""
    for name, data in made.items():
        (folder / name).write_bytes(data)
    return folder


def filled(folder: Path, rows: list[tuple[Any, ...]]) -> Path:
    """Fill rows into the workbook of a new effort, as a person does."""
    path = folder / "data.xlsx"
    book = load_workbook(path)
    for number, row in enumerate(rows, 2):
        for place, value in enumerate(row, 1):
            book["Data"].cell(number, place, value)
    book.save(path)
    return folder


@pytest.mark.parametrize(
    "every", [frequency for frequency in Frequency if frequency != "point"]
)
@pytest.mark.parametrize(
    "said",
    [
        {},
        {"teams": ["North", "South"], "better": "higher", "by": date(2027, 6, 30)},
        {"value": "days waited"},
        {"per": 1000, "program": "family-child-care"},
    ],
    ids=["share", "teams", "values", "rate"],
)
def test_what_is_begun_and_filled_is_one_effort(
    tmp_path: Path, every: Frequency, said: dict[str, Any]
) -> None:
    begun = outline(every=every, **said)
    periods = [period_of(DAY, every).shift(-back) for back in range(14, 2, -1)]
    rows: list[tuple[Any, ...]] = [
        (str(period), *team, *(7 + place % 3, 50)[: len(begun.numbers)])
        for place, period in enumerate(periods)
        for team in (((name,) for name in begun.teams) if begun.teams else [()])
    ]
    folder = filled(written(starters.project(begun), tmp_path), rows)
    project = folders.read(folder).project
    [measure] = project.measures
    assert measure.title == begun.called
    assert measure.unit == begun.unit
    assert measure.direction == begun.better
    assert [series.team for series in project.series] == list(begun.teams or [""])
    assert [list(map(str, series.periods)) for series in project.series] == [
        list(map(str, periods))
    ] * len(project.series)
    assert project.plan is not None
    assert project.plan.program_type == begun.program
    assert project.diagram is not None
    aim = project.diagram.aim
    assert str(aim.by.last) == str(begun.due)
    ends = {"higher": "no_less_than", "lower": "no_more_than"}
    assert getattr(aim.target, ends[begun.better.value]) == begun.target


@settings(max_examples=50)
@given(title=titles, count=titles, who=titles, team=titles)
def test_whatever_people_type_comes_back(
    title: str, count: str, who: str, team: str
) -> None:
    begun = outline(
        title=title, count=count, of="of " + count, who=who, teams=[team, "o" + team]
    )
    made = starters.project(begun)
    assert documents.parse(made["project.toml"].decode(), "a.toml").title == title
    plan = documents.parse(made["plan.toml"].decode(), "b.toml")
    assert plan.title == title
    assert plan.steps[0].who.casefold() == who.casefold()
    [measure] = documents.parse(made["measures.toml"].decode(), "c.toml").measures
    assert measure.numerator == count
    framework = documents.parse(starters.framework(title), "f.toml").frameworks[0]
    assert framework.title == title


@pytest.mark.parametrize("program", list(ProgramType))
def test_a_plan_names_the_tools_of_its_program(program: ProgramType) -> None:
    plan = unmarked(starters.plan("Ours", on=DAY, program=program))
    assert {source.tool for source in plan.sources} == {
        tool.name for tool in tools_for(program)
    }


def unmarked(text: str) -> Any:
    """Return the document with every line in it that a mark keeps out."""
    lines = re.sub(r"^# (?=\[|[a-z_]+ = )", "", text, flags=re.MULTILINE)
    assert lines != text
    return documents.parse(lines, "a.toml", types=folders.DOCUMENTS)


def test_what_stands_after_a_mark_is_right_when_it_is_taken_away() -> None:
    [first] = unmarked(starters.cycles(on=DAY)).cycles
    assert pdsa.state(first.cycle) == "adapted"
    plan = unmarked(starters.plan("Ours", on=DAY))
    assert actions.state(plan.steps[1]) == "done"
    made = starters.project(outline())
    texts = {name: data.decode() for name, data in made.items() if name != "data.xlsx"}
    assert unmarked(texts["project.toml"]).happenings[0].new_phase
    assert unmarked(texts["data.toml"]).team == "team"
    guide = unmarked(starters.guide("ClosingReport", on=DAY))
    assert guide.reflections.confident
    assert guide.sustaining[0].step == "monitoring/six-months"


@pytest.mark.parametrize("framework", FRAMEWORKS, ids=lambda step: step.key)
def test_answers_begin_as_a_workbook_and_its_layout(
    tmp_path: Path, framework: Framework
) -> None:
    written(starters.answers(framework, name="spring"), tmp_path)
    layout = documents.read(tmp_path / "spring.toml", types=folders.DOCUMENTS)
    assert (layout.key, layout.title) == ("spring", framework.title)
    item = framework.all_items[0]
    scale = framework.scale_of(item)
    book = load_workbook(tmp_path / layout.file)
    book["answers"].append(["a", "lead", None, DAY, scale.high])
    book.save(tmp_path / layout.file)
    said = forms.read_answers(tmp_path / layout.file, framework, layout=layout)
    [answer] = [
        this_answer for this_answer in said.answers if this_answer.item == item.key
    ]
    assert (answer.respondent, answer.role, answer.on) == ("a", "lead", DAY)
    assert answer.value == scale.high


def test_cells_take_what_belongs_into_them() -> None:
    book = load_workbook(io.BytesIO(starters.workbook(outline(teams=["N", "S"]))))
    data, said = book.worksheets
    assert [cell.value for cell in data[1]] == ["month", "team", "missed", "planned"]
    assert data.freeze_panes == "A2"
    assert data.protection.sheet
    assert not data["C2"].protection.locked
    assert data["A1"].protection.locked
    checks = {
        str(validation.sqref): validation
        for validation in data.data_validations.dataValidation
    }
    assert set(checks) == {"A2:A501", "B2:B501", "C2:C501", "D2:D501"}
    assert checks["C2:C501"].formula1 == (
        "AND(ISNUMBER(C2),C2>=0,OR(ISBLANK(D2),C2<=D2))"
    )
    first, last = checks["B2:B501"].formula1.split("!")[1].replace("$", "").split(":")
    assert [cell.value for (cell,) in said[f"{first}:{last}"]] == ["N", "S"]
    formulas = [cell for row in said for cell in row if cell.data_type == "f"]
    assert [cell.value for cell in formulas] == ["=COUNTA(Data!A2:A501)"]
    assert all(cell.protection.locked for cell in formulas)


def test_every_cell_to_be_filled_is_open_and_checked_and_no_other() -> None:
    book = load_workbook(io.BytesIO(starters.workbook(outline())))
    data = book["Data"]
    open_rows = {cell.row for row in data for cell in row if not cell.protection.locked}
    assert open_rows == set(range(2, 502))
    # Text stays as it is typed, and becomes no date.
    assert [data[f"{column}501"].number_format for column in "ABC"] == [
        "@",
        "General",
        "General",
    ]
    for check in data.data_validations.dataValidation:
        assert check.showErrorMessage
        assert str(check.sqref).endswith("501")


def test_names_can_be_read_in_full() -> None:
    long = "visits that were missed for want of a driver"
    book = load_workbook(io.BytesIO(starters.workbook(outline(count=long))))
    data, said = book.worksheets
    columns = data.column_dimensions
    assert [columns[letter].width for letter in "ABC"] == [18, len(long) + 2, 18]
    assert [said.column_dimensions[letter].width for letter in "AB"] == [27, 72]
    assert said["B1"].alignment.wrap_text
    assert said["A2"].alignment.vertical == "top"
    assert data["A1"].font.bold
    assert [said[f"{letter}2"].font.bold for letter in "AB"] == [True, False]
    assert said.protection.sheet


def test_what_excel_shows_of_a_fault_is_no_longer_than_it_may_be() -> None:
    long = "n" * 200
    book = load_workbook(io.BytesIO(starters.workbook(outline(count=long))))
    (_, check, _) = book["Data"].data_validations.dataValidation
    assert check.errorTitle == long[:32]
    assert len(check.error) == 225
    assert check.error.startswith("Write a number of at least 0, and no more nnn")


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ({}, "Write a number of at least 0, and no more missed than planned"),
        ({"per": 1000}, "Write a number of at least 0"),
        ({"value": "days"}, "Write a number"),
    ],
)
def test_a_cell_says_what_it_takes(said: dict[str, Any], wanted: str) -> None:
    book = load_workbook(io.BytesIO(starters.workbook(outline(**said))))
    checks = book["Data"].data_validations.dataValidation
    told = [check.error for check in checks]
    rest = "; leave the cell empty where nothing is known."
    assert told == ["Write it like 2026-09.", *[wanted + rest] * (len(told) - 1)]


def test_instructions_say_what_a_row_is_and_where_the_teams_stand() -> None:
    for teams, row in (([], "One month"), (["N", "S"], "One month of one team")):
        book = load_workbook(io.BytesIO(starters.workbook(outline(teams=teams))))
        said = [tuple(cell.value for cell in row) for row in book.worksheets[1]]
        assert said[:7] == [
            ("Visits", "Missed, of planned"),
            ("One row", row),
            ("month", "Such as 2026-09"),
            ("missed", "A number; empty where nothing is known"),
            ("planned", "A number; empty where nothing is known"),
            ("Save", "As .xlsx, under the name that data.toml says"),
            ("Rows so far", "=COUNTA(Data!A2:A501)"),
        ]
        listed = [("Teams", "N"), (None, "S")] if teams else []
        assert said[10:] == listed


def test_the_first_steps_are_due_in_weeks() -> None:
    plan = documents.parse(starters.plan("Ours", on=DAY), "a.toml")
    assert [str(step.when) for step in plan.steps] == ["2026-09-29", "2026-10-13"]
    assert "# until = 2026-09-05\n" in starters.cycles(on=DAY)
    assert '# by_when = "2026-10-13"\n' in starters.guide("Closing", on=DAY)


def test_an_aim_is_due_in_a_year_and_says_what_is_aimed_at() -> None:
    for said, text in (
        ({}, "Missed, of planned: at most 15 % of planned by 2027-09-01"),
        (
            {"value": "days", "better": "higher", "by": date(2027, 1, 31)},
            "Days: at least 15 days by 2027-01-31",
        ),
        ({"per": 1000.0}, "Missed, of planned: at most 15 per 1000 planned"),
        ({"measure": "No-shows"}, "No-shows: at most 15 % of planned"),
    ):
        drivers = starters.project(outline(**said))["drivers.toml"].decode()
        assert text in drivers


@pytest.mark.parametrize(
    ("said", "kind"),
    [({}, "proportion"), ({"per": 1000}, "rate"), ({"value": "days"}, "continuous")],
)
def test_the_kind_of_a_measure_follows_from_what_is_counted(
    said: dict[str, Any], kind: str
) -> None:
    text = starters.project(outline(**said))["measures.toml"].decode()
    [measure] = documents.parse(text, "m.toml").measures
    assert measure.kind == kind


@pytest.mark.parametrize(
    "said",
    [
        {"target": 0},
        {"target": 100},
        {"target": 101, "per": 1000},
        {"value": "balance", "target": -5},
        {"value": "minutes", "target": 130},
        {"per": 0.5},
    ],
)
def test_what_can_be_aimed_at(said: dict[str, Any]) -> None:
    assert outline(**said).target == said.get("target", 15)


def test_a_name_that_looks_like_a_formula_is_text() -> None:
    begun = outline(title="=1+1", count="=A1", of="+B1", teams=["=HYPERLINK(1)"])
    book = load_workbook(io.BytesIO(starters.workbook(begun)))
    kinds = [
        cell.value
        for sheet in book
        for row in sheet
        for cell in row
        if cell.data_type == "f"
    ]
    assert kinds == ["=COUNTA(Data!A2:A501)"]


@pytest.mark.parametrize(
    ("said", "part"),
    [
        ({"of": ""}, "count and of"),
        ({"value": "days", "count": "late", "of": "all"}, "count and of"),
        ({"value": "days", "of": "all"}, "count and of"),
        ({"title": "a\tb"}, "control character"),
        ({"measure": "a\nb"}, "control character"),
        ({"measure": 5}, "measure must be text"),
        ({"title": " "}, "title"),
        ({"teams": ["N", " "]}, "teams"),
        ({"who": ""}, "who"),
        ({"target": -1}, "at least 0"),
        ({"target": 101}, "at most 100 per cent"),
        ({"per": 0}, "more than 0"),
        ({"better": "neither"}, "lower or higher"),
        ({"count": "planned"}, "names of their own"),
        ({"count": "month"}, "names of their own"),
    ],
)
def test_an_outline_says_what_does_not_go_together(
    said: dict[str, Any], part: str
) -> None:
    with pytest.raises(FieldError, match=part):
        outline(**said)


@pytest.mark.parametrize("name", starters.EXAMPLES)
def test_an_example_is_an_effort(name: str, tmp_path: Path) -> None:
    effort = folders.read(written(starters.example(name), tmp_path))
    assert isinstance(effort.project.series[0], measures.Series)


def test_an_example_that_there_is_not() -> None:
    with pytest.raises(UnknownNameError, match="measles"):
        starters.example("measels")


def test_a_workbook_says_which_extra_it_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "openpyxl", None)
    with pytest.raises(MissingExtraError, match="tables"):
        starters.workbook(outline())
