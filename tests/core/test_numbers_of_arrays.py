"""Numbers of arrays are numbers wherever a value has a number, and come out plain."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any, Final

import attrs
import numpy as np
import pytest

from cqikit import core
from cqikit.actions import ActionStep
from cqikit.assessments import Answer, Scale
from cqikit.measures import Level, Observation
from cqikit.tables import to_csv
from tests.architecture._imports import rooms

NUMBERS: Final = {"int", "float", "int | None", "float | None", "str | float"}
KINDS: Final = (np.int64, np.int32, np.uint8, np.float32, np.float64)


def number_fields() -> Iterator[Any]:
    """Yield every checked number field of the public attrs classes."""
    seen = set()
    for room in sorted(set(rooms()) - {"__main__"}):
        door = importlib.import_module(f"cqikit.{room}")
        for name in door.__all__:
            kind = getattr(door, name)
            if not (isinstance(kind, type) and attrs.has(kind)) or kind in seen:
                continue
            seen.add(kind)
            for field in attrs.fields(kind):
                if field.validator is not None and field.type in NUMBERS:
                    yield pytest.param(field, id=f"{name}.{field.name}")


def taken(field: Any, number: Any) -> Any:
    """Return what a field keeps of a number."""
    made = SimpleNamespace()
    if field.converter is not None:
        number = field.converter(number)
    setattr(made, field.name, number)
    field.validator(made, field, number)
    return getattr(made, field.name)


@pytest.mark.parametrize("field", list(number_fields()))
def test_each_number_field_takes_numbers_of_arrays_as_plain_ones(field: Any) -> None:
    whole = field.type.startswith("int")
    number = next(count for count in (2, 1, 0, 14) if is_taken(field, count))
    for kind in KINDS:
        if whole and not issubclass(kind, np.integer):
            continue
        kept = taken(field, kind(number))
        assert kept == number
        assert type(kept) in {int, float}
    assert is_taken(field, np.True_) is is_taken(field, number=True)


def is_taken(field: Any, number: Any) -> bool:
    """Say whether a field takes a plain number."""
    try:
        return bool(taken(field, number) == number)
    except (TypeError, ValueError):
        return False


@pytest.mark.parametrize("kind", KINDS)
def test_a_number_picked_from_an_array_is_a_number(kind: type) -> None:
    assert Observation(period="2024-01", value=kind(3)).value == 3
    parts = Observation(period="2024-01", numerator=kind(3), denominator=kind(9))
    assert parts.numerator == 3
    assert Level(kind(3)).at == 3
    assert ActionStep(key="a", what="order rugs", hours=kind(3)).hours == 3
    assert Scale(key="s", low=1, high=5).number(kind(4)) == 4
    assert repr(Answer(item="i", value=kind(3)).value) in {"3", "3.0"}
    assert to_csv([{"n": kind(3)}]) in {"n\n3\n", "n\n3.0\n"}


def test_each_member_of_a_list_is_taken_as_a_plain_number() -> None:
    @attrs.frozen
    class Sizes:
        sizes: tuple[float, ...] = attrs.field(
            converter=core.as_tuple, validator=core.each(core.at_least(0))
        )

    made: Any = Sizes(np.array([1, 2]))
    assert made.sizes == (1, 2)
    assert {type(size) for size in made.sizes} == {int}


def test_what_is_no_number_stays_what_it_is() -> None:
    for other in (None, "3", True, 3, 0.5, [1]):
        assert core.plain_number(other) is other
    assert core.plain_number(np.bool_(True)) == np.True_
