"""Schemas and reading agree, as far as a schema can say."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any, Literal

import jsonschema
import pytest
from attrs import field, frozen
from hypothesis import given, settings
from hypothesis import strategies as st

from cqikit import documents
from cqikit.core import Catalog, at_most, between, each, is_key, non_empty, optional
from cqikit.documents import DocumentType
from cqikit.errors import DocumentError

HERE = Path(__file__).parent
TREES = {
    file.stem: json.loads(file.read_text("utf-8"))
    for file in sorted((HERE / "v1").glob("*.json"))
}
VALIDATORS = {
    name: jsonschema.Draft202012Validator(documents.schema(name)) for name in TREES
}


def is_read(tree: object) -> bool:
    try:
        documents.parse(json.dumps(tree), "x.json")
    except DocumentError:
        return False
    return True


@pytest.mark.parametrize("name", documents.DOCUMENTS.names)
def test_a_schema_is_one_and_knows_every_document(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(documents.schema(name))
    VALIDATORS[name].validate(TREES[name])


@pytest.mark.parametrize("name", documents.TYPES.names)
def test_a_class_has_the_schema_of_its_type(name: str) -> None:
    assert documents.schema(documents.TYPES[name].cls) == documents.schema(name)


def places(tree: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the path of every value in a tree."""
    inside: Any = ()
    if isinstance(tree, dict):
        inside = tree.items()
    elif isinstance(tree, list):
        inside = enumerate(tree)
    deeper = [place for key, value in inside for place in places(value, (*path, key))]
    return [path] * bool(path) + deeper


WRONG = st.sampled_from(
    [None, True, 3.5, "", " ", "zz zz", -1, [], {}, [None], {"a": 1}]
)


@settings(max_examples=200)
@given(st.data())
def test_what_a_schema_refuses_is_refused_and_what_is_read_is_valid(
    data: st.DataObject,
) -> None:
    name = data.draw(st.sampled_from(sorted(TREES)))
    tree = copy.deepcopy(TREES[name])
    *above, last = data.draw(st.sampled_from(places(tree)))
    holder = tree
    for key in above:
        holder = holder[key]
    match data.draw(st.sampled_from(["change", "remove", "add"])):
        case "change":
            holder[last] = data.draw(WRONG)
        case "remove":
            del holder[last]
        case _:
            holder = holder if isinstance(holder, dict) else tree
            holder["colour"] = 1
            assert not VALIDATORS[name].is_valid(tree)
    if is_read(tree):
        VALIDATORS[name].validate(tree)


@pytest.mark.parametrize("name", documents.DOCUMENTS.names)
def test_a_schema_refuses_each_field_of_a_wrong_type(name: str) -> None:
    for *above, last in places(TREES[name]):
        tree = copy.deepcopy(TREES[name])
        holder = tree
        for key in above:
            holder = holder[key]
        holder[last] = [[]]
        assert not is_read(tree)
        assert not VALIDATORS[name].is_valid(tree), (*above, last)


@frozen(kw_only=True)
class Own:
    """A class with what no other has.

    Its fields are explained below.

    Parameters
    ----------
    parts, names : tuple
        What it is made of,
        and what that is called.
    choice
        One of two.

    Notes
    -----
    choice : str
        Not this.
    """

    parts: tuple[str, int]
    names: tuple[str, ...] = field(default=("a",), validator=[non_empty, each(is_key)])
    choice: Literal["a", 3] = "a"
    counts: dict[str, int] = field(factory=dict)
    anything: Any = None
    loose: tuple = ()  # type: ignore[type-arg]
    share: float | None = field(default=None, validator=optional([between(0, 1)]))
    most: float = field(default=3, validator=at_most(5))


def test_every_kind_of_field_has_a_schema() -> None:
    types = Catalog([DocumentType(name="own", cls=Own)], kind="type")
    made = documents.schema("own", types=types)
    assert made["description"] == "A class with what no other has."
    said = "What it is made of, and what that is called."
    assert made["properties"] == {
        "$schema": {"type": "string"},
        "type": {"const": "own"},
        "version": {"const": 1},
        "parts": {
            "type": "array",
            "prefixItems": [{"type": "string"}, {"type": "integer"}],
            "items": False,
            "minItems": 2,
            "description": said,
        },
        "names": {
            "type": "array",
            "items": {"type": "string", "pattern": "^[A-Za-z0-9_./-]{1,200}$"},
            "minItems": 1,
            "description": said,
        },
        "choice": {"enum": ["a", 3], "default": "a", "description": "One of two."},
        "counts": {"type": "object", "additionalProperties": {"type": "integer"}},
        "anything": {},
        "loose": {"type": "array"},
        "share": {
            "anyOf": [
                {"type": "number", "minimum": 0, "maximum": 1},
                {"type": "null"},
            ]
        },
        "most": {"type": "number", "maximum": 5, "default": 3},
    }


def test_events_and_bare_predictions_are_in_the_schema_of_cycles() -> None:
    made = documents.schema("cycles")["$defs"]
    predict = made["pdsa.Predict.event"]
    assert predict["properties"]["event"] == {"const": "predict"}
    assert predict["required"][0] == "event"
    assert {"type": "string"} in predict["properties"]["prediction"]["anyOf"]


def test_a_document_may_name_its_schema_for_editors() -> None:
    tree = {"$schema": "aims.schema.json", **TREES["aims"]}
    VALIDATORS["aims"].validate(tree)
    assert is_read(tree)
    tree["$schema"] = 3
    assert not VALIDATORS["aims"].is_valid(tree)
    with pytest.raises(DocumentError, match=r"\$schema must be text \(got 3\)"):
        documents.parse(json.dumps(tree))
