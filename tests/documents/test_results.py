"""What verbs return can be written, and read back as it was."""

from __future__ import annotations

import json
from typing import Any, get_args

import pytest
from jsonschema import Draft202012Validator

from cqikit import documents
from cqikit.documents import RESULTS
from cqikit.documents._shapes import shape_of
from tests.values.examples import examples

LISTS = {"changes", "fidelity", "findings"}


def results(name: str) -> list[Any]:
    cls = RESULTS[name].cls
    if name in LISTS:
        [one] = shape_of(cls).fields
        member = get_args(one.kind)[0]
        return [cls(**{one.alias: examples()[member][:2]})]
    return examples()[cls][:12]


@pytest.mark.parametrize("name", RESULTS.names)
def test_a_result_is_read_as_it_was_written(name: str) -> None:
    for value in results(name):
        tree = documents.unstructure(value)
        text = json.dumps(tree, allow_nan=False)
        assert documents.structure(tree, type(value)) == value
        assert documents.structure(json.loads(text), type(value)) == value
        assert documents.parse(documents.to_json(value).encode()) == value


@pytest.mark.parametrize("name", RESULTS.names)
def test_a_result_is_valid_by_its_schema(name: str) -> None:
    schema = documents.schema(name)
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    for value in results(name)[:3]:
        validator.validate(json.loads(documents.to_json(value)))
