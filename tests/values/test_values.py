"""Every public value pickles, copies and compares, and nobody can change it."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

import attrs
import numpy as np
import pytest

from cqikit import assessments, collaboratives, core, measures, spc
from cqikit.core import FrozenDict, read_only
from cqikit.errors import CqikitError
from tests.values.examples import examples, parts, public_classes

CLASSES = sorted(public_classes(), key=lambda cls: public_classes()[cls])
#: What no field can be, and what few can.
WRONG: tuple[Any, ...] = (object(), [object()], None, 3, "x", {"a": 1})
#: Made by a verb, which has seen to what is in them.
MADE = {assessments.Result, collaboratives.Attendance, measures.Columns, spc.Panel}
#: Columns that are cut together while a chart is made, without a copy of each.
CUT = {spc.Points}


def named(cls: type) -> str:
    return public_classes()[cls].removeprefix("cqikit.")


@pytest.fixture(params=CLASSES, ids=named)
def values(request: pytest.FixtureRequest) -> list[Any]:
    found = examples().get(request.param, [])
    name = public_classes()[request.param]
    assert found, f"no example of {name}: add one to tests/values/examples.py"
    return found


def test_a_value_comes_back_from_pickle_and_both_copies_as_it_was(
    values: list[Any],
) -> None:
    for value in values:
        assert pickle.loads(pickle.dumps(value)) == value
        assert copy.copy(value) == value
        assert copy.deepcopy(value) == value


def test_a_value_is_equal_to_itself_and_to_nothing_else(values: list[Any]) -> None:
    for value in values:
        assert value == value  # noqa: PLR0124
        assert (value == "else") is False


def test_equal_values_have_one_hash(values: list[Any]) -> None:
    for value in values:
        again = pickle.loads(pickle.dumps(value))
        assert hash(again) == hash(value)


def test_a_value_is_frozen_to_the_bottom(values: list[Any]) -> None:
    cut = type(values[0]) in CUT
    for value in values:
        for field in attrs.fields(type(value)):
            with pytest.raises(attrs.exceptions.FrozenInstanceError):
                setattr(value, field.name, None)
        check_parts(value, cut=cut)
        for again in (pickle.loads(pickle.dumps(value)), copy.deepcopy(value)):
            check_parts(again)


def test_a_field_that_cannot_be_is_refused_in_our_words(values: list[Any]) -> None:
    cls, value = type(values[0]), values[0]
    fields = [field for field in attrs.fields(cls) if field.init and cls not in MADE]
    for field in fields:
        for wrong in WRONG:
            with suppress(CqikitError):
                attrs.evolve(value, **{field.alias: wrong})


def check_parts(value: Any, *, cut: bool = False) -> None:
    for path, part in prefixed(value):
        assert not isinstance(part, (list, set, bytearray)), path
        assert not isinstance(part, Mapping) or is_frozen(part), path
        if isinstance(part, np.ndarray) and not cut:
            assert read_only(part) is part, path


def test_the_days_of_a_calendar_are_kept() -> None:
    for rows in (
        core.timeline(["2026-01", "2026-03"]),
        core.timeline([3, 4], "events"),
    ):
        first, last = rows.ordinals
        again = copy.deepcopy(rows)
        for days in (first, last, *again.ordinals):
            assert read_only(days) is days


def is_frozen(mapping: Mapping[Any, Any]) -> bool:
    return isinstance(mapping, FrozenDict)


def prefixed(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Yield what is inside a value, but not inside values of another public class."""
    if attrs.has(type(value)):
        inner = [
            (f"{path}.{field.name}", getattr(value, field.name, None))
            for field in attrs.fields(type(value))
        ]
    elif isinstance(value, (tuple, frozenset, Mapping)):
        inner = [(f"{path}[]", part) for part in parts(value)]
    else:
        return
    for where, part in inner:
        yield where, part
        if type(part) not in public_classes():
            yield from prefixed(part, where)
