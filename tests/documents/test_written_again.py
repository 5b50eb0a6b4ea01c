"""What was read can be written again, and what cannot be read is not written."""

from __future__ import annotations

import json
import math
from datetime import date, datetime
from enum import Enum, IntEnum, StrEnum
from typing import Any

import numpy as np
import pytest
from attrs import evolve, frozen

from cqikit import documents, reports, spc
from cqikit.actions import ActionStep
from cqikit.core import Catalog, Finding, FrozenDict, parse_period
from cqikit.documents import DocumentType
from cqikit.errors import FieldError, FieldTypeError
from tests.examples import loaded


@pytest.mark.parametrize("name", ["child_care", "home_visiting", "measles", "scutari"])
def test_a_report_and_its_closing_are_read_as_they_were_written(name: str) -> None:
    report = loaded.report(name)
    tree = documents.unstructure(report, types=reports.TYPES)
    read = documents.structure(tree, reports.Report, types=reports.TYPES)
    assert read == report
    # The text has no more and no less than the tree, so that it is read as the tree is.
    assert json.loads(documents.to_json(report, types=reports.TYPES)) == tree
    if name != "measles":
        # The closing of 51 teams takes seconds.
        assert documents.digest(read.closing) == documents.digest(report.closing)


CHART, OTHER, THIRD = (spc.chart([1, 2, last]) for last in (3, 4, 5))


@pytest.mark.parametrize("of", [lambda chart: chart, spc.read])
def test_a_result_is_merged_as_one_piece(of: Any) -> None:
    base, mine, theirs = map(of, (CHART, OTHER, THIRD))
    assert documents.merge(base, base, theirs) == documents.Merged(
        value=theirs, conflicts=()
    )
    assert documents.merge(base, mine, base).value == mine
    merged = documents.merge(base, mine, theirs)
    assert merged.value == mine
    [conflict] = merged.conflicts
    assert (conflict.where, conflict.mine, conflict.theirs) == ("", mine, theirs)
    assert "mine is" in str(conflict)


def test_a_kind_of_chart_with_the_name_of_another_is_refused() -> None:
    fast = spc.ewma_kind(0.3)
    fix = r'attrs\.evolve\(kind, name="my-ewma"\)'
    with pytest.raises(FieldError, match=rf"^kinds\[1\] must have a name.*{fix}"):
        documents.make_converter(kinds=[spc.CHARTS["ewma"], fast])
    with pytest.raises(FieldError, match=rf"^kind must be .*{fix}, and give it to"):
        documents.unstructure(spc.chart([1, 2, 3], fast))
    own = evolve(fast, name="mine")
    with pytest.raises(FieldError, match=r"^kinds\[1\] must have a name"):
        documents.make_converter(kinds=[own, evolve(own, title="Another")])
    knows = documents.make_converter(kinds=[own, own, spc.QCC_CHARTS["i"]])
    chart = spc.chart([1, 2, 3], own)
    tree = documents.unstructure(chart, converter=knows)
    assert documents.structure(tree, spc.Chart, converter=knows) == chart
    assert documents.unstructure(CHART, converter=knows)["kind"] == "i"


class Word(StrEnum):
    """Words that are texts."""

    A = "a"


class Place(IntEnum):
    """Places that are whole numbers."""

    FIRST = 1


class Bare(Enum):
    """Words that are no texts."""

    A = "a"


def panel_of(key: Any) -> spc.Panel:
    made = spc.panel([1, 2], keys=["x", "x"], on=["2026-01", "2026-02"])
    return evolve(made, keys=(key,))


KEYS = [
    *("a", 1, 1.5, True, ("a", 2), Word.A, Place.FIRST),
    *(date(2026, 3, 2), parse_period("2026-Q1"), math.nan, math.inf),
]


@pytest.mark.parametrize("key", KEYS, ids=repr)
def test_a_panel_is_read_with_the_keys_it_had(key: Any) -> None:
    panel = panel_of(key)
    tree = documents.unstructure(panel)
    read = documents.structure(json.loads(documents.to_json(panel)), spc.Panel)
    assert read == panel == documents.structure(tree, spc.Panel)
    assert isinstance(key, type(read.keys[0]))
    assert documents.canonical(read) == documents.canonical(panel)


@pytest.mark.parametrize("key", [np.float64(2.5), np.int64(3)], ids=repr)
def test_a_key_of_numpy_is_written_as_a_plain_one(key: Any) -> None:
    [written] = documents.unstructure(panel_of(key))["keys"]
    assert type(written) in {int, float}
    assert written == key


NEVER = [Bare.A, datetime(2026, 3, 2, 9), None, ("a", ("b",)), "\ud800"]  # noqa: DTZ001


@pytest.mark.parametrize("key", NEVER, ids=repr)
def test_a_key_that_cannot_come_back_is_not_written(key: Any) -> None:
    with pytest.raises(FieldTypeError, match=r"^keys\[0\] must be text"):
        documents.unstructure(panel_of(key))


PARTS = [
    *((np.float64(2.5), 2.5), (np.float32(0.5), 0.5), (np.int64(3), 3)),
    *((np.bool_(True), True), (np.str_("a"), "a"), (Word.A, "a"), (Place.FIRST, 1)),
    *(([np.int64(3), Word.A], (3, "a")), ((np.int8(1),), (1,))),
]


@pytest.mark.parametrize(("given", "plain"), PARTS, ids=repr)
def test_parts_of_findings_are_plain(given: Any, plain: Any) -> None:
    found = Finding(code="a.b", message="said", parts={"a": given})
    part = found.parts["a"]
    assert part == plain
    assert type(part) is type(plain)
    assert documents.structure(documents.unstructure(found), Finding) == found


@pytest.mark.parametrize("given", [np.array([1, 2]), np.datetime64("2026-01-01")])
def test_what_is_no_part_of_a_finding_is_refused(given: Any) -> None:
    with pytest.raises(FieldTypeError, match="parts must be texts"):
        Finding(code="a.b", message="said", parts={"a": given})


@frozen
class Loose:
    """Texts at each sort of place."""

    any: Any


LOOSE = Catalog([DocumentType(name="loose", cls=Loose)], kind="type")
HALF = [
    ("\ud800", "any"),
    (["a", "\ud800"], "any[1]"),
    ({"b": ["\ud800"]}, "any.b[0]"),
    ({"\ud800": 1}, "any['\\ud800']"),
]


@pytest.mark.parametrize(("value", "where"), HALF, ids=ascii)
def test_half_a_surrogate_is_refused_with_its_place(value: Any, where: str) -> None:
    for write in (documents.to_json, documents.canonical, documents.digest):
        with pytest.raises(FieldTypeError, match="text that Unicode has") as caught:
            write(Loose(value), types=LOOSE)
        assert caught.value.name == where


def test_a_step_with_half_a_surrogate_is_not_written() -> None:
    with pytest.raises(FieldTypeError, match=r"^what must be text that Unicode has"):
        documents.digest(ActionStep(key="a", what="\ud800"))


def test_a_frozen_mapping_of_parts_stays_frozen() -> None:
    parts = Finding(code="a.b", message="said", parts={"a": Word.A}).parts
    assert isinstance(parts, FrozenDict)
