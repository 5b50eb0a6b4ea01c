"""A layout is a document like any other: read, checked, written, with a schema."""

from __future__ import annotations

import copy
import pickle
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from cqikit import documents, folders, forms
from cqikit.errors import CqikitError, DocumentError
from cqikit.forms import AnswersLayout, ItemColumn
from tests.forms.stories import EXPORTS

TYPES = folders.DOCUMENTS
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
MEANINGS = st.dictionaries(TEXTS, TEXTS | st.integers(-9, 9) | st.just(1.5), max_size=3)
NAMES = st.dictionaries(TEXTS, TEXTS, max_size=2)


@st.composite
def layouts(draw: st.DrawFn) -> AnswersLayout:
    keys = draw(st.lists(st.sampled_from("abc"), min_size=1, max_size=3, unique=True))
    items = [
        ItemColumn(item=key, column=draw(TEXTS.filter(bool)), codes=draw(MEANINGS))
        if draw(st.booleans())
        else ItemColumn(item=key, boxes=draw(MEANINGS.filter(bool)))
        for key in keys
    ]
    return AnswersLayout(
        items=items,
        codes=draw(MEANINGS),
        respondent=draw(TEXTS),
        on=draw(TEXTS),
        dates=draw(st.sampled_from([None, "mdy", "dmy"])),
        role_boxes=draw(NAMES),
        where=draw(NAMES),
        where_not=draw(NAMES),
        skip=draw(st.integers(0, 3)),
        delimiter=draw(st.sampled_from(["", ";", "\t"])),
        title=draw(TEXTS),
    )


@settings(max_examples=30)
@given(layouts())
def test_what_is_written_is_what_is_read(layout: AnswersLayout) -> None:
    assert documents.parse(str(layout), "a.toml", types=TYPES) == layout
    text = documents.to_json(layout, types=TYPES)
    assert documents.parse(text, "a.json", types=TYPES) == layout
    schema = documents.schema("answers-layout", types=TYPES)
    tree = documents.unstructure(layout, types=TYPES)
    Draft202012Validator(schema).validate(tree)
    assert pickle.loads(pickle.dumps(layout)) == copy.deepcopy(layout) == layout


def test_a_layout_keeps_no_view_on_the_callers_tables() -> None:
    codes: dict[str, Any] = {"9": "dont-know"}
    layout = AnswersLayout(items=[ItemColumn(item="a", column="a")], codes=codes)
    codes["8"] = "met"
    assert layout.codes == {"9": "dont-know"}


def test_every_fault_of_a_layout_is_told_with_its_path() -> None:
    text = """
    type = "answers-layout"
    version = 1
    codes = { "9" = true }
    dates = "ymd"
    skp = 2
    items = [{ item = "a b", column = "a" }, { column = "b" }]
    """
    with pytest.raises(DocumentError) as caught:
        documents.parse(text, "layout.toml", types=TYPES)
    assert [problem.where for problem in caught.value.problems] == [
        "items[0].item",
        "items[1].item",
        "codes.9",
        "dates",
        "",
    ]


def test_what_came_as_json_pickles_as_such() -> None:
    table = forms.read_export(EXPORTS / "surveyjs_results.json")
    again = pickle.loads(pickle.dumps(table))
    assert again == table
    assert again.word_for_row == "response"


@given(
    st.dictionaries(
        TEXTS, st.recursive(TEXTS, lambda strategy: st.lists(strategy, max_size=2))
    )
)
def test_any_table_of_a_layout_is_one_or_is_refused(fields: dict[str, Any]) -> None:
    item = [{"item": "a", "column": "a"}]
    try:
        made: Any = AnswersLayout(items=[ItemColumn(**item[0])], codes=fields)  # type: ignore[arg-type]
    except CqikitError as error:
        made = error
    assert made is not None
