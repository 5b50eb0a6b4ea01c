"""A row of which a cell cannot be read: what is kept of it, and what is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cqikit import forms
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
