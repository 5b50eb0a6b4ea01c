"""Small parts of pages, each for itself: what whole pages would not miss."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any

import pytest
from attrs import evolve
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE

from cqikit import reports
from cqikit.collaboratives import Baseline, Policies
from cqikit.core import Finding, Severity
from cqikit.errors import FieldError
from cqikit.projects import Contact, Groundwork, Whys
from cqikit.reports import (
    _areas,
    _between,
    _docx,
    _guide,
    _measured,
    _retaken,
    _support,
    _todo,
    _together,
)
from cqikit.reports._blocks import Column, Fold, Listing, Table, Text, line
from cqikit.reports._groundwork import _vision
from cqikit.reports._needs import TeamState
from cqikit.reports._word import read_paragraph
from tests.reports.blank import pixel
from tests.reports.things import thing

DAY = date(2026, 3, 2)


@pytest.mark.parametrize("on", [None, DAY])
def test_a_vision_is_dated_where_it_is(on: date | None) -> None:
    [told] = _vision(Groundwork(vision="All children thrive", on=on))
    assert ("as of 2026-03-02" in str(told)) == (on is not None)


def test_a_paragraph_for_word_has_the_style_that_it_is_given() -> None:
    assert 'w:val="Inside"' in read_paragraph(line("x"), style="Inside").xml
    assert "pStyle" not in read_paragraph(line("x")).xml


def test_what_can_be_folded_is_folded_unless_told() -> None:
    assert not Fold(summary=line("x"), blocks=()).opened


@pytest.mark.parametrize("rows", [10, 11])
def test_scores_of_roles_are_shown_at_once_where_they_are_few(rows: int) -> None:
    keys = [f"k{number}" for number in range(rows)]
    scores = {key: thing(value=1.0) for key in keys}
    listed = [thing(title=key, key=key) for key in keys]
    section: Any = thing(roles={"director": scores, "teacher": scores}, rows=listed)
    [fold] = _retaken.role_blocks(section)
    assert fold.opened == (rows == 10)


def test_a_contact_says_how_it_was_made() -> None:
    met = Contact(on=DAY, who="coach", team="elm", mode="phone", topic="data")
    row = _support._contact_row(met, {}, {})
    assert met.mode is not None
    assert met.mode.words in str(row)


def test_a_team_without_figures_fills_its_row_with_its_state() -> None:
    columns = tuple(map(Column, "abcde"))
    silent: Any = thing(title="Elm", result=None, state="never reported")
    row = _together._team_row(silent, columns)
    assert [cell.across for cell in row.cells] == [1, 4]


@pytest.mark.parametrize("whom", ["", "families"])
def test_a_column_of_nobody_is_left_out(whom: str) -> None:
    tasks: Any = [thing(who="coach", by_when=None)] * 2
    [table] = _guide._undertaken(tasks, [(line("talk"), whom)] * 2)
    assert isinstance(table, Table)
    assert len(table.columns) == 3 + bool(whom)
    assert {len(row.cells) for row in table.rows} == {len(table.columns)}


@pytest.mark.parametrize("count", [5, 6])
def test_faults_of_a_kind_are_told_once_each_or_folded(count: int) -> None:
    found = [
        Finding(code="x.y", message=f"No {place}", severity=Severity.WARNING)
        for place in range(count)
    ]
    blocks = list(_todo._shown(str, found))
    assert [type(block) for block in blocks] == [Listing if count == 5 else Fold]


def test_whys_are_counted_from_the_first() -> None:
    told = list(_support._analysis(Whys(whys=["no bus", "no money"])))
    assert told == ["Why 1: no bus", "Why 2: no money"]


def test_sections_are_a_catalog_of_sections() -> None:
    wrong: Any = ["summary"]
    with pytest.raises(FieldError, match="sections must be a Catalog"):
        reports.ReportCatalogs(sections=wrong)


def test_what_numbers_stand_for_is_told_briefly() -> None:
    event = thing(start=DAY, stop=DAY, title="A bus")
    section: Any = thing(picture=thing(events=[event]))
    [listing] = _measured.event_list(section)
    assert listing.brief
    assert listing.numbered


def test_a_team_is_silent_in_no_period_unless_told() -> None:
    assert TeamState(title="Elm", state=Text("steady")).silent == 0


@pytest.mark.parametrize(
    ("baseline", "changes", "said"),
    [
        (Baseline.FIRST_PHASE, (DAY,), "before the first declared change"),
        (Baseline.FIRST_PHASE, (), "of its first 12 values"),
        (Baseline.FIRST_POINTS, (DAY,), "of its first 12 values"),
    ],
)
def test_it_is_said_what_a_baseline_is_of(
    baseline: Baseline, changes: tuple[date, ...], said: str
) -> None:
    policies = evolve(Policies(), baseline=baseline, baseline_points=12)
    report: Any = thing(
        closing=thing(policies=policies),
        project=thing(charter=thing(changes=changes)),
    )
    result: Any = thing(shifts=(), aim=None)
    assert said in _together._medians(report, result)


@pytest.mark.parametrize("offers", [[], [thing(title="visits", reasons=["far"])]])
def test_what_was_found_is_told_where_there_is_any(offers: list[Any]) -> None:
    told = list(_guide._proposed_offers(thing(offers=offers)))
    assert len(told) == len(offers)


def test_an_element_for_word_has_its_children() -> None:
    made = _docx._element("tblPr", _docx._element("bidi"), val="x")
    assert [child.tag.rpartition("}")[2] for child in made] == ["bidi"]


def test_paper_is_turned_and_turned_back() -> None:
    document = Document()
    for expected in (WD_ORIENT.LANDSCAPE, WD_ORIENT.PORTRAIT):
        _docx._turn_paper(document)
        assert document.sections[-1].orientation == expected


def test_a_picture_for_word_has_its_caption() -> None:
    document = Document()
    document.styles.add_style(_docx.INSIDE, WD_STYLE_TYPE.PARAGRAPH)
    picture: Any = thing(title="A chart", caption=line("What it shows"))
    _docx._add_picture(document, picture, [pixel()], count(1), turned=False)
    assert document.paragraphs[-1].text == "What it shows"


def test_scores_of_no_tool_have_no_head() -> None:
    scores = [thing(tool="", unit="Room 1", value=3.0, source="", size=1)]
    area: Any = thing(tool="", scores=scores)
    assert [str(told) for told in _areas._scores(area, {})] == ["Room 1 3"]


def test_figures_of_teams_stand_at_the_right() -> None:
    assert [column.number for column in _between.RANKS] == [
        column.title not in {"Team", "Beyond chance"} for column in _between.RANKS
    ]
