"""What verbs return can be written, and read back as it was."""

from __future__ import annotations

import json
import math
import re
from datetime import date
from pathlib import Path
from typing import Any, get_args

import numpy as np
import pytest
from attrs import evolve, frozen
from jsonschema import Draft202012Validator
from numpy.typing import NDArray

from cqikit import documents, spc
from cqikit.actions import Finish
from cqikit.assessments import Answer, Framework
from cqikit.documents import RESULTS
from cqikit.documents._canonical import _text
from cqikit.documents._shapes import shape_of
from cqikit.errors import (
    DocumentError,
    FieldError,
    FieldTypeError,
    SourceError,
    UnknownNameError,
)
from tests.assessments.stories import flat
from tests.documents.javascript import whole
from tests.values.examples import examples

MOST = 20_000_000
LISTS = {"changes", "fidelity", "findings"}


def results(name: str) -> list[Any]:
    cls = RESULTS[name].cls
    if name in LISTS:
        [field] = shape_of(cls).fields
        member = get_args(field.kind)[0]
        return [cls(**{field.alias: examples()[member][:2]})]
    different: list[Any] = []
    for value in examples()[cls][:12]:
        if value not in different:
            different.append(value)
    return different


@pytest.mark.parametrize("name", RESULTS.names)
def test_a_result_is_read_as_it_was_written(name: str) -> None:
    for value in results(name):
        tree = documents.unstructure(value)
        assert json.loads(json.dumps(tree, allow_nan=False)) == tree
        assert documents.structure(tree, type(value)) == value
        # A closing report holds every row that it is made of.
        written = documents.to_json(value).encode()
        assert documents.parse(written, most=MOST) == value


@pytest.mark.parametrize("name", RESULTS.names)
def test_a_result_is_the_same_where_its_numbers_are_whole(name: str) -> None:
    for value in results(name)[:4]:
        again = documents.structure(whole(documents.unstructure(value)), type(value))
        assert again == value
        assert documents.canonical(again) == documents.canonical(value)


def test_what_is_computed_with_is_a_float() -> None:
    tree = documents.unstructure(spc.monitor(spc.chart([3, 5, 4], "c"), baseline=3))
    read = documents.structure(whole(tree), spc.Monitor)
    assert read.level is not None
    assert type(read.level.centre) is float


@pytest.mark.parametrize("name", RESULTS.names)
def test_a_result_is_valid_by_its_schema(name: str) -> None:
    schema = documents.schema(name)
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    for value in results(name)[:3]:
        validator.validate(json.loads(documents.to_json(value)))


CALM = spc.chart([7, 9, 8, 12, 8, 9], title="Falls")


@frozen
class Silent:
    """A rule of one's own, which finds nothing."""

    name: str = "silent"

    def __call__(self, chart: spc.ChartView, /) -> NDArray[np.int8]:
        return np.zeros(np.shape(chart.values), dtype=np.int8)


def test_ones_own_kinds_and_rules_go_by_a_converter_that_knows_them() -> None:
    kind = evolve(spc.CHARTS["i"], name="mine")
    reading = spc.read(spc.chart([1, 2, 3], kind), [Silent()])
    with pytest.raises(FieldError, match=r"make_converter\(kinds=...\)"):
        documents.to_json(reading.chart)
    with pytest.raises(FieldTypeError, match=r"make_converter\(rules=...\)"):
        documents.to_json(spc.read(CALM, [Silent()]))
    knows = documents.make_converter(kinds=[kind], rules=[Silent])
    text = documents.to_json(reading, converter=knows)
    assert documents.parse(text, converter=knows) == reading


def test_a_kind_with_the_bounds_of_its_measure_is_its_kind() -> None:
    kind = evolve(spc.CHARTS["i"], floor=0.0)
    chart = spc.chart([1, 0, 3, 0, 9], kind)
    tree = documents.unstructure(chart)
    assert tree["kind"] == {"name": "i", "floor": 0.0}
    assert documents.structure(tree, spc.Chart) == chart
    qcc = spc.chart([1, 0, 3], spc.QCC_CHARTS["i"])
    assert documents.unstructure(qcc)["kind"] == "qcc/i"


WRONG: list[tuple[str, Any, str]] = [
    ("values", [1.0, "2"], r"must be lists of numbers, or null .*\(got '2'\)"),
    ("values", [[1.0], [1.0, 2.0]], "must be lists of one length each"),
    ("values", [True], "must be lists of numbers"),
    ("kind", "j", "no chart kind named 'j'"),
    ("kind", 3, "must be a table"),
    ("width", "inf.", "must be a number"),
    ("phases", [[0]], "must be a list"),
]


@pytest.mark.parametrize(("field", "value", "said"), WRONG)
def test_what_is_wrong_in_a_result_is_named(field: str, value: Any, said: str) -> None:
    tree = documents.unstructure(CALM) | {field: value}
    with pytest.raises(DocumentError, match=said) as caught:
        documents.structure(tree, spc.Chart)
    assert caught.value.problems[0].where.startswith(field)


def test_numbers_beyond_all_are_not_written() -> None:
    never = evolve(spc.detection(spc.NELSON, 20, shift=1, start=5), shift=math.inf)
    with pytest.raises(ValueError, match="Out of range float"):
        documents.to_json(never)


def test_a_tree_of_another_type_is_refused() -> None:
    tree = documents.unstructure(CALM)
    with pytest.raises(DocumentError, match=r"type: must be funnel \(got chart\)"):
        documents.structure(tree, spc.Funnel)
    with pytest.raises(DocumentError, match="a document must be a table"):
        documents.structure([tree], spc.Chart)  # type: ignore[arg-type]
    with pytest.raises(UnknownNameError, match="no document of class named 'int'"):
        documents.structure(tree, int)
    with pytest.raises(DocumentError, match="mine: 1 problem\n  - type: missing"):
        documents.structure({}, spc.Chart, name="mine")


def test_what_has_a_version_of_its_own_stands_under_its_name() -> None:
    framework = flat()
    tree = documents.unstructure(framework)
    assert list(tree) == ["type", "version", "framework"]
    assert documents.structure(tree, Framework) == framework
    with pytest.raises(DocumentError, match="must have the one field framework"):
        documents.structure(tree | {"key": "a"}, Framework)
    del tree["framework"]["key"]
    with pytest.raises(DocumentError, match=r"framework.key: missing"):
        documents.structure(tree, Framework)


def test_both_sides_have_one_limit(tmp_path: Path) -> None:
    path = tmp_path / "chart.json"
    size = len(documents.to_json(CALM))
    with pytest.raises(SourceError, match="must be at most"):
        documents.write(path, CALM, most=size - 1)
    assert not path.exists()
    documents.write(path, CALM, most=size)
    assert documents.read(path, most=size) == CALM
    with pytest.raises(DocumentError, match="must be at most"):
        documents.parse(path.read_bytes(), most=size - 1)


def test_names_of_definitions_are_those_of_openapi() -> None:
    for kind in documents.TYPES:
        made = documents.schema(kind.name)
        assert made["$id"] == f"urn:cqikit:document:{kind.name}:{kind.version}"
        for name in made["$defs"]:
            assert re.fullmatch(r"[A-Za-z0-9._-]+", name)


NUMBERS = {
    100.0: "100",
    0.1: "0.1",
    -0.0: "0",
    1e-6: "0.000001",
    1e-7: "1e-7",
    1.5e-9: "1.5e-9",
    1e20: "100000000000000000000",
    1.5e20: "150000000000000000000",
    1e21: "1e+21",
    -123.456: "-123.456",
}


def test_numbers_are_written_as_other_languages_do() -> None:
    assert [_text(number) for number in NUMBERS] == list(NUMBERS.values())
    assert [json.loads(text) for text in NUMBERS.values()] == list(NUMBERS)


def test_one_content_has_one_text_and_one_hash() -> None:
    there = documents.structure(documents.unstructure(CALM), spc.Chart)
    assert documents.canonical(there) == documents.canonical(CALM)
    assert documents.digest(there) == documents.digest(CALM)
    assert documents.digest(evolve(CALM, title="Slips")) != documents.digest(CALM)
    assert "\n" not in documents.canonical(CALM)


def test_a_day_may_be_its_text() -> None:
    day = date(2026, 9, 1)
    assert Answer(item="a", value=1, on="2026-09-01").on == day
    assert Finish(on="2026-09-01").on == day
    with pytest.raises(FieldTypeError, match="on must be a day"):
        Finish(on="1 September")
    with pytest.raises(FieldTypeError, match="on must be a day"):
        Finish(on="2026-09-31")
