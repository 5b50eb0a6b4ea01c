"""Edits of forms that few people make: nothing that they typed is lost."""

from __future__ import annotations

import random
from copy import deepcopy
from typing import TYPE_CHECKING, Any

import pytest
from docx.oxml.ns import qn

from cqikit import forms
from cqikit.errors import DocumentError
from tests.forms.test_word_edits import FILLED
from tests.forms.word_edits import opened

if TYPE_CHECKING:
    from pathlib import Path

EDITS = (
    "no cells",
    "another cell",
    "a label nobody knows",
    "one cell alone",
    "merged across",
    "merged down",
    "a table within",
    "a row twice",
)


def edit(table: Any, row: Any, how: str) -> None:
    cells = row._tr.tc_lst
    if how == "no cells":
        for cell in cells:
            row._tr.remove(cell)
    elif how == "another cell" and cells:
        more = deepcopy(cells[-1])
        cells[-1].addnext(more)
        for text in list(more.iter(qn("w:t")))[:1]:
            text.text = "typed beside"
    elif how == "a label nobody knows" and cells:
        for control in list(row._tr.iter(qn("w:tag"))):
            control.getparent().remove(control)
        for text in list(cells[0].iter(qn("w:t")))[:1]:
            text.text = "what is this"
    elif how == "one cell alone" and len(cells) > 1:
        for cell in cells[1:]:
            for block in list(cell):
                if block.tag != qn("w:tcPr"):
                    cells[0].append(block)
            row._tr.remove(cell)
    elif how == "merged across" and len(row.cells) > 1:
        row.cells[-2].merge(row.cells[-1])
    elif how == "merged down" and len(table.rows) > 1:
        above, below = table.rows[-2].cells, table.rows[-1].cells
        if above and below:
            above[-1].merge(below[-1])
    elif how == "a table within" and cells:
        cells[-1].append(deepcopy(table._tbl))
        cells[-1].append(deepcopy(cells[-1].p_lst[0]))
    elif how == "a row twice":
        row._tr.addnext(deepcopy(row._tr))


@pytest.mark.parametrize("kind", FILLED)
@pytest.mark.parametrize("how", EDITS)
def test_a_form_with_odd_edits_is_read_or_refused_with_words(
    kind: str, how: str, tmp_path: Path
) -> None:
    path = tmp_path / "form.docx"
    forms.write_word(FILLED[kind], path)
    count = len(opened(path).tables)
    chance = random.Random(f"{kind} {how}")
    for number in chance.sample(range(count), min(count, 6)):
        document = opened(path)
        table = document.tables[number]
        row = chance.choice(table.rows)
        try:
            edit(table, row, how)
        except ValueError:
            continue
        edited = tmp_path / f"{number}.docx"
        document.save(str(edited))
        try:
            read = forms.read_word(edited)
        except DocumentError as error:
            assert all(problem.message for problem in error.problems)
        else:
            assert read.document is not None
            assert all(left.text.strip() for left in read.unplaced)
