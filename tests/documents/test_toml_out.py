"""What is written as TOML is read back, whatever text is in it."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
from attrs import frozen
from hypothesis import example, given
from hypothesis import strategies as st

from cqikit import documents
from cqikit.core import Catalog
from cqikit.documents import DocumentType
from cqikit.errors import FieldError


@frozen
class Anything:
    """A document that may say anything."""

    said: Any


TYPES = Catalog([DocumentType(name="anything", cls=Anything)], kind="type")
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=100)
FLOATS = st.floats(allow_nan=False, allow_infinity=False)


def several(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4)


TREE = st.recursive(
    TEXT | st.integers() | FLOATS | st.booleans(), several, max_leaves=12
)


@given(TREE)
@example({"long": "a" * 90, "lines": 'a\\n"""\n\\\nb\r\n\x7f\0'})
@example([{"a": [{"b": 1}], "c": {"d": "e" * 80}}, {}])
@example([{"a": 1}, 2, "b" * 80])
@example({"": {"a.b": {"x" * 80: 1}}, "é": [], "e": {}})
def test_toml_says_what_was_to_be_said(tree: Any) -> None:
    text = documents.to_toml(Anything(said=tree), types=TYPES)
    assert tomllib.loads(text)["said"] == tree
    assert text.endswith("\n")


def test_toml_has_no_null() -> None:
    with pytest.raises(FieldError, match="as TOML has no null"):
        documents.to_toml(Anything(said={"a": [None]}), types=TYPES)
