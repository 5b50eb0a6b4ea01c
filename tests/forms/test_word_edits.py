"""Forms that were edited: a row added, a field emptied, cells merged, text beside."""

from __future__ import annotations

import shutil
import subprocess
from copy import deepcopy
from typing import TYPE_CHECKING, Any

import pytest

from cqikit import documents, forms, pdsa
from cqikit.errors import DocumentError
from tests.forms.word_edits import (
    add_row,
    empty,
    merge,
    opened,
    table_of,
    track,
    write_in,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CYCLES = documents.read("examples/measles/cycles.toml")
PLAN = documents.read("examples/child_care/plan.toml")
DIAGRAM = documents.read("examples/measles/drivers.toml")
GUIDE = documents.read("examples/home_visiting/guide.toml")
AIM = documents.read("examples/scutari/aim.toml").aims[0]
ANSWERS = documents.read("examples/home_visiting/areas_before.toml")
SHEET = pdsa.worksheet(CYCLES.logs[0])

#: A filled form of each kind, of which one is edited in each way.
FILLED: dict[str, Any] = {
    "plan": PLAN,
    "sheet": SHEET,
    "diagram": DIAGRAM,
    "guide": GUIDE,
    "aim": AIM,
    "answers": ANSWERS,
}


def add_step(document: Any) -> None:
    add_row(table_of(document, "Short name", "The step in one sentence"), "", "", "wax")


def add_observation(document: Any) -> None:
    table = table_of(document, "Day", "What was seen")
    add_row(table, "", "two families asked for the card")


def add_idea(document: Any) -> None:
    first = DIAGRAM.drivers[0].title
    add_row(table_of(document, "Short name", "Idea"), "", "Call first", first)


def empty_title_of_aim(document: Any) -> None:
    empty(table_of(document, "The aim, in one sentence").rows[2].cells[1])


def merge_who(document: Any) -> None:
    """Merge the cells of who two steps have, one above the other."""
    table = table_of(document, "Short name", "The step in one sentence")
    merge(table.rows[1].cells[3], table.rows[2].cells[3])


def merge_across(document: Any) -> None:
    table = table_of(document, "Short name", "Driver")
    merge(table.rows[2].cells[4], table.rows[2].cells[5])


def write_beside(document: Any) -> None:
    document.add_paragraph("ask the nurse first")


def write_before(document: Any) -> None:
    table = table_of(document, "Short name", "Area")
    table._tbl.addprevious(document.add_paragraph("our areas")._p)


def copy_table(document: Any) -> None:
    table = table_of(document, "Short name", "Driver")
    table._tbl.addnext(deepcopy(table._tbl))
    table._tbl.addnext(document.add_paragraph("as it was")._p)


def delete_table(document: Any) -> None:
    table = table_of(document, "Short name", "Driver")
    table._tbl.getparent().remove(table._tbl)


def comment(document: Any) -> None:
    document.add_comment(document.paragraphs[1].runs, "is it so?", author="a")


def track_population(document: Any) -> None:
    track(table_of(document, "The aim, in one sentence").rows[2].cells[1], "all of us")


def write_no_day(document: Any) -> None:
    table = table_of(document, "Short name", "The step in one sentence")
    write_in(table.rows[1].cells[4], "ASAP")
    needs = table_of(document, "Step", "How many, which size")
    write_in(needs.rows[1].cells[4], "$300")


EDITS: dict[str, tuple[str, Callable[[Any], None], Callable[[Any], bool]]] = {
    "a step is added": (
        "plan",
        add_step,
        lambda read: read.document.steps[-1].what == "wax",
    ),
    "a row is added": (
        "sheet",
        add_observation,
        lambda read: len(read.document.observations) == len(SHEET.observations) + 1,
    ),
    "an idea is added": (
        "diagram",
        add_idea,
        lambda read: (
            read.document.links[0] in read.document.links
            and DIAGRAM.drivers[0].key
            in [
                link.effect
                for link in read.document.links
                if link.cause == "call-first"
            ]
        ),
    ),
    "a field is emptied": (
        "aim",
        empty_title_of_aim,
        lambda read: read.document.population == "",
    ),
    "cells are merged down": (
        "plan",
        merge_who,
        lambda read: (
            [step.who for step in read.document.steps]
            == [step.who for step in PLAN.steps]
        ),
    ),
    "cells are merged across": (
        "diagram",
        merge_across,
        lambda read: read.document == DIAGRAM or bool(read.unplaced),
    ),
    "a text stands beside": (
        "guide",
        write_beside,
        lambda read: [it.text for it in read.unplaced] == ["ask the nurse first"],
    ),
    "a text stands before a table": (
        "plan",
        write_before,
        lambda read: (
            read.document.areas == PLAN.areas
            and [str(it) for it in read.unplaced] == ["after table 2: our areas"]
        ),
    ),
    "a table stands twice": (
        "diagram",
        copy_table,
        lambda read: (
            read.document == DIAGRAM
            and len(read.unplaced) == len(DIAGRAM.drivers) + 1
            and "as it was" in [it.text for it in read.unplaced]
        ),
    ),
    "a table is gone": (
        "diagram",
        delete_table,
        lambda read: (
            not read.document.drivers and len(read.unplaced) > len(DIAGRAM.drivers) - 1
        ),
    ),
    "a comment is made": (
        "guide",
        comment,
        lambda read: (
            read.document == GUIDE
            and [str(it) for it in read.unplaced] == ["in a comment: is it so?"]
        ),
    ),
    "changes are tracked": (
        "aim",
        track_population,
        lambda read: (
            read.document.population == "all of us"
            and "1 insertion is read, 1 deletion is left out" in read.understood[0]
            and not read.unplaced
        ),
    ),
    "a day cannot be read": (
        "plan",
        write_no_day,
        lambda read: (
            read.document.steps[0].when is None
            and read.document.steps[0].cost == 300
            and [it.text for it in read.unplaced] == ["ASAP"]
        ),
    ),
    "nothing is changed": ("answers", lambda _: None, lambda read: not read.unplaced),
}


def edited(name: str, folder: Path) -> Path:
    what, edit, _ = EDITS[name]
    path = folder / f"{list(EDITS).index(name)}.docx"
    forms.write_word(FILLED[what], path)
    document = opened(path)
    edit(document)
    document.save(str(path))
    return path


@pytest.mark.parametrize("name", EDITS)
def test_an_edited_form_is_read(name: str, tmp_path: Path) -> None:
    assert EDITS[name][2](forms.read_word(edited(name, tmp_path)))


@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
def test_a_form_that_libreoffice_saved_is_read(tmp_path: Path) -> None:
    paths = [edited(name, tmp_path) for name in EDITS]
    for name, what in FILLED.items():
        paths.append(tmp_path / f"{name}.docx")
        forms.write_word(what, paths[-1])
    saved = tmp_path / "saved"
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/home"]
    command += ["--convert-to", "docx", "--outdir", str(saved), *map(str, paths)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    for place, (name, (_, _, holds)) in enumerate(EDITS.items()):
        assert holds(forms.read_word(saved / f"{place}.docx")), name
    for name in FILLED:
        read, plain = (
            forms.read_word(folder / f"{name}.docx") for folder in (saved, tmp_path)
        )
        assert read.document == plain.document, name
        assert not read.unplaced, name


def test_what_is_wrong_is_told_with_its_table_and_row(tmp_path: Path) -> None:
    path = tmp_path / "aim.docx"
    forms.write_word(AIM, path)
    document = opened(path)
    write_in(table_of(document, "The aim, in one sentence").rows[4].cells[1], "soon")
    document.add_paragraph("and more")
    document.save(str(path))
    with pytest.raises(DocumentError) as refused:
        forms.read_word(path)
    wheres = [problem.where for problem in refused.value.problems]
    assert wheres == ["table 1 (The aim), row 5, By when", "after table 2"]
