"""A row of which a cell cannot be read: what is kept of it, and what is told."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from cqikit import documents, forms
from cqikit.errors import DocumentError
from tests.forms.word_edits import opened, write_in

if TYPE_CHECKING:
    from pathlib import Path

QUESTION = "Do families answer?"


def filled(
    path: Path, what: str, cells: dict[tuple[int, int, int], str]
) -> forms.WordForm:
    """Write a blank form, type into its cells, and read it back."""
    forms.write_word(what, path)
    document = opened(path)
    for (table, row, column), text in cells.items():
        write_in(document.tables[table].rows[row].cells[column], text)
    document.save(str(path))
    return forms.read_word(path)


def told(read: forms.WordForm) -> list[str]:
    return [str(it.problem) for it in read.unplaced]


@pytest.mark.parametrize(
    ("entries", "stage", "rows", "first"),
    [
        ("predictions", (1, 0, 1), (2, ("How many?", "How fast?")), 3),
        ("observations", (4, 1, 1), (5, ("", "")), 0),
        ("comparisons", (7, 0, 1), (6, ("How many?", "How fast?")), 4),
    ],
)
def test_no_day_is_made_up_where_another_was_written(
    entries: str,
    stage: tuple[int, int, int],
    rows: tuple[int, tuple[str, str]],
    first: int,
    tmp_path: Path,
) -> None:
    """A row has the day of its stage only where it says none of its own."""
    table, questions = rows
    cells = {(0, 0, 1): "T", stage: "2026-01-20"}
    for row, (question, words) in enumerate(
        zip(questions, ("three", "four"), strict=True), 1
    ):
        cells |= {(table, row, 0): question, (table, row, 1): words}
    read = filled(
        tmp_path / "form.docx", "pdsa", cells | {(table, 2, first): "Mon 12 Jan"}
    )
    (entry,) = getattr(read.document, entries)
    assert str(entry.on) == "2026-01-20"
    (line,) = told(read)
    assert "row 3: could not be placed: " in line
    assert "Mon 12 Jan" in line
    assert "four" in line
    assert "must be a day" in line


@pytest.mark.parametrize(
    "numbers",
    [
        {1: "80%"},
        {1: "80%", 2: "70"},
        {1: "80%", 4: "rise"},
        {1: "80", 7: "very"},
        {1: "80"},
    ],
)
def test_a_row_stays_whatever_its_further_columns_say(
    numbers: dict[int, str], tmp_path: Path
) -> None:
    """What is wrong in a further table costs no row of the first."""
    cells = {(0, 0, 1): "T", (2, 1, 0): QUESTION, (2, 1, 1): "4 of 5"}
    cells[2, 1, 3] = "2026-01-07"
    cells |= {(3, 1, column): text for column, text in numbers.items()}
    read = filled(tmp_path / "form.docx", "pdsa", {**cells, (3, 1, 0): QUESTION})
    (prediction,) = read.document.predictions
    assert prediction.prediction.text == "4 of 5"
    lines = told(read)
    assert lines
    assert all(
        line.startswith("table 4 (Where a number is expected)") for line in lines
    )
    assert all(any(text in line for line in lines) for text in numbers.values())


def test_a_row_of_an_entry_that_is_not_there_is_told_once_with_those_there_are(
    tmp_path: Path,
) -> None:
    """A first cell that names nothing stands in a field: what there is, is told."""
    cells = {
        (0, 0, 1): "P",
        (2, 1, 1): "Space & furnishings",
        (3, 1, 0): "Space and furnishings",
        (3, 1, 1): "Home",
        (3, 1, 2): "4.x",
        (3, 2, 0): "space  &  Furnishings",
        (3, 2, 1): "Home",
        (3, 2, 2): "4.5",
        (4, 1, 2): "noise",
        (5, 1, 2): "order tables",
        (6, 1, 0): "paint",
        (6, 1, 4): "300",
        (8, 1, 0): "1",
        (8, 1, 2): "begun",
    }
    read = filled(tmp_path / "form.docx", "cqip-other", cells)
    assert [it.value for it in read.document.areas[0].scores] == [4.5]
    area, growth, need, log = told(read)
    assert area == (
        "table 4 (Scores), row 2: could not be placed: Space and furnishings | Home |"
        " 4.x (no area named 'Space and furnishings'; did you mean"
        " 'Space & furnishings'?)"
    )
    assert growth.endswith("row 2: could not be placed: noise (Area: missing)")
    assert "paint | 300 (no step named 'paint'; there is only order tables" in need
    assert "1 | begun (no step named '1'; there is only order tables" in log


BEGUN = {(9, 1, 0): "2026-01-10", (9, 1, 1): "the plan began"}
REVIEWED = {(12, 1, 0): "2026-06-01", (12, 1, 1): "we sing"}


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        (
            REVIEWED,
            (
                "The program as a whole is not possible here: fill in Of the"
                " plan: the plan began first"
            ),
        ),
        (
            REVIEWED | BEGUN,
            (
                "The program as a whole is not possible here: fill in Who came together"
                " first"
            ),
        ),
        (
            {**BEGUN, (9, 1, 1): "something was observed", (9, 1, 3): "staff"}
            | {(9, 1, 2): "noise"},
            (
                "something was observed is not possible here: fill in Of the"
                " plan: the plan began first"
            ),
        ),
        (BEGUN | {(5, 1, 2): ""}, "begin is not possible in develop): write an action"),
        (
            BEGUN | {(9, 2, 0): "2026-01-11", (9, 2, 1): "the plan began"},
            "begin is not possible in implement): possible now",
        ),
    ],
)
def test_a_review_before_its_plan_began_is_told_in_words_of_the_form(
    cells: dict[tuple[int, int, int], str], why: str, tmp_path: Path
) -> None:
    """What a plan cannot have yet says what on the form is to be filled in first."""
    first = {(0, 0, 1): "P", (5, 1, 2): "order tables"}
    (line,) = told(filled(tmp_path / "form.docx", "cqip-other", first | cells))
    assert why in line


def test_keys_of_titles_without_latin_letters_are_kind_and_number(
    tmp_path: Path,
) -> None:
    """A key that says nothing, of a number in a title, is none."""
    arabic = (
        "\u0633\u062a\u0637\u0644\u0628 20 \u0646\u0648\u0641\u0645\u0628\u0631 2026"
    )
    cells = {
        (0, 0, 1): "P",
        (2, 1, 1): "\u0627\u0644\u0645\u0633\u0627\u062d\u0629",
        (2, 2, 1): "\u0441\u0430\u0434",
        (4, 1, 0): "\u0441\u0430\u0434",
        (4, 1, 2): "\u5608\u6742",
        (5, 1, 2): arabic,
        (5, 2, 2): "order tables",
        (5, 3, 2): "order tables",
    }
    plan = filled(tmp_path / "form.docx", "cqip-other", cells).document
    assert [it.key for it in plan.areas] == ["area-1", "area-2"]
    assert [it.key for it in plan.areas[1].growth] == ["need-1"]
    assert [it.key for it in plan.steps] == ["step-1", "order-tables", "order-tables-2"]


def test_what_is_left_is_told_on_one_line() -> None:
    """The text itself keeps its lines."""
    left = forms.Unplaced("row 2", "Elm\nFir")
    assert str(left.problem) == (
        "row 2: could not be placed: Elm Fir: type it into a field"
    )
    assert left.text == "Elm\nFir"


@pytest.mark.parametrize(
    ("table", "line"),
    [
        (
            0,
            "table 1 (The cycle), rows 5, 6, 7 and 9 more, column 1: could not be",
        ),
        (
            3,
            "table 4 (Where a number is expected), rows 4, 5, 6 and 9 more: could",
        ),
        (5, "table 6 (What was seen), rows 6, 7, 8 and 9 more, Day: must be a day"),
    ],
)
def test_many_rows_with_one_fault_are_told_in_one_line(
    table: int, line: str, tmp_path: Path
) -> None:
    path = tmp_path / "form.docx"
    forms.write_word("pdsa", path)
    document = opened(path)
    for number in range(12):
        for cell in document.tables[table].add_row().cells:
            cell.text = f"stray {number}"
    document.save(str(path))
    with pytest.raises(DocumentError) as refused:
        forms.read_word(path)
    lines = str(refused.value).splitlines()
    assert len(lines) <= 4
    assert any(it.startswith(f"  - {line}") for it in lines)
    assert {it.count for it in refused.value.problems} == {1, 12}


def test_steps_whose_keys_differ_in_capitals_alone_come_back(tmp_path: Path) -> None:
    """Their rows could not be told apart, so none is shown, and nothing is lost."""
    named = {"a": "Call families", "A": "Write to families"}
    steps = [{"key": key, "text": text} for key, text in named.items()]
    head = {"type": "plan", "version": 1, "key": "p", "title": "T"}
    plan = documents.parse(json.dumps({**head, "steps": steps}), "plan.json")
    forms.write_word(plan, tmp_path / "plan.docx")
    form = opened(tmp_path / "plan.docx")
    cells = (
        cell.text for table in form.tables for row in table.rows for cell in row.cells
    )
    assert "Call families" not in cells
    assert forms.read_word(tmp_path / "plan.docx").document == plan
