"""Edits of forms that few people make: nothing that they typed is lost."""

from __future__ import annotations

import random
from copy import deepcopy
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pytest
from docx.oxml.ns import qn

from cqikit import forms
from cqikit.assessments import FRAMEWORKS, Answer, Responses
from cqikit.errors import DocumentError, Problem
from cqikit.forms._word._told import _asked_for
from tests.forms.test_word_edits import FILLED
from tests.forms.word_edits import opened

if TYPE_CHECKING:
    from collections.abc import Callable


def without_cells(_: Any, row: Any) -> None:
    for cell in row._tr.tc_lst:
        row._tr.remove(cell)


def with_another_cell(_: Any, row: Any) -> None:
    last = row._tr.tc_lst[-1]
    last.addnext(more := deepcopy(last))
    for text in list(more.iter(qn("w:t")))[:1]:
        text.text = "typed beside"


def with_another_label(_: Any, row: Any) -> None:
    for tag in list(row._tr.iter(qn("w:tag"))):
        tag.getparent().remove(tag)
    for text in list(row._tr.tc_lst[0].iter(qn("w:t")))[:1]:
        text.text = "what is this"


def of_one_cell(_: Any, row: Any) -> None:
    first, *others = row._tr.tc_lst
    for cell in others:
        for block in list(cell):
            if block.tag != qn("w:tcPr"):
                first.append(block)
        row._tr.remove(cell)


def merged_across(_: Any, row: Any) -> None:
    row.cells[max(0, len(row.cells) - 2)].merge(row.cells[-1])


def merged_down(table: Any, _: Any) -> None:
    above = table.rows[max(0, len(table.rows) - 2)]
    above.cells[-1].merge(table.rows[-1].cells[-1])


def with_a_table_within(table: Any, row: Any) -> None:
    last = row._tr.tc_lst[-1]
    last.append(deepcopy(table._tbl))
    last.append(deepcopy(last.p_lst[0]))


def twice(_: Any, row: Any) -> None:
    row._tr.addnext(deepcopy(row._tr))


EDITS = (
    without_cells,
    with_another_cell,
    with_another_label,
    of_one_cell,
    merged_across,
    merged_down,
    with_a_table_within,
    twice,
)


@cache
def written(kind: str) -> bytes:
    """Return a form as a file has it, written once."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "form.docx"
        forms.write_word(FILLED[kind], path)
        return path.read_bytes()


def is_told(path: Path) -> bool:
    """Say whether a form is read, with what is left in words, or refused in words."""
    try:
        read = forms.read_word(path)
    except DocumentError as error:
        return all(problem.message for problem in error.problems)
    return read.document is not None and all(
        left.text.strip() for left in read.unplaced
    )


@pytest.mark.parametrize("kind", FILLED)
@pytest.mark.parametrize("edit", EDITS)
def test_a_form_with_odd_edits_is_read_or_refused_with_words(
    kind: str, edit: Callable[[Any, Any], None], tmp_path: Path
) -> None:
    path = tmp_path / "form.docx"
    path.write_bytes(written(kind))
    count = len(opened(path).tables)
    chance = random.Random(f"{kind} {edit.__name__}")
    told = []
    for number in chance.sample(range(count), min(count, 6)):
        document = opened(path)
        table = document.tables[number]
        edit(table, chance.choice(table.rows))
        edited = tmp_path / f"{number}.docx"
        document.save(str(edited))
        told.append(is_told(edited))
    assert told
    assert all(told)


def test_a_field_that_is_merged_with_one_whose_label_is_gone_loses_nothing(
    tmp_path: Path,
) -> None:
    path = tmp_path / "form.docx"
    tried = 0
    for name in ("sheet", "plan", "guide"):
        path.write_bytes(written(name))
        shapes = [len(table.rows) for table in opened(path).tables]
        for place, rows in enumerate(shapes):
            path.write_bytes(written(name))
            form = opened(path)
            table = form.tables[place]
            if rows < 3 or len(table.rows[0].cells) != 2:
                continue
            with_another_label(table, table.rows[1])
            table.rows[0].cells[-1].merge(table.rows[1].cells[-1])
            form.save(str(path))
            tried += 1
            assert is_told(path)
    assert tried > 2


def test_what_lacks_a_key_and_has_no_title_is_asked_for_its_key() -> None:
    lacking = Problem("nowhere[0].key", "missing")
    worksheet = forms.TEMPLATES["pdsa-worksheet"]
    assert _asked_for(worksheet, lacking) == "nowhere[0].key"


def test_two_answers_to_one_item_are_both_kept(tmp_path: Path) -> None:
    said = [("a", 1), ("b", 2)]
    framework = FRAMEWORKS["bts-infrastructure"]
    item = framework.all_items[0].key
    answers = [
        Answer(item=item, value=1, unit="a"),
        Answer(item=item, value=2, unit="b"),
    ]
    path = tmp_path / "form.docx"
    forms.write_word(Responses(framework, answers), path)
    read = forms.read_word(path, frameworks=[framework])
    assert [(it.unit, it.value) for it in read.document.answers] == said
