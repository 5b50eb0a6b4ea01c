"""What an annotation asks for, and which values are none of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeAlias, TypeVar

import numpy as np
import pytest
from attrs import frozen

from cqikit import pdsa, plans
from cqikit.core import Frequency, arguments
from cqikit.core._misfits import misfit
from cqikit.core._nonsense import nonsense
from cqikit.errors import FieldError, FieldTypeError

if TYPE_CHECKING:
    import os

    from numpy.typing import ArrayLike, NDArray

    from cqikit.no_such_room import Nowhere  # type: ignore[import-untyped]

T = TypeVar("T")
Spoken: TypeAlias = "Callable[[float], str]"


class Named(Protocol):
    name: str

    def said(self) -> str: ...


class Callback(Protocol):
    def __call__(self) -> str: ...


@frozen
class Has:
    name: str

    def said(self) -> str:
        return self.name


def verb(
    *texts: str,
    anything: Any = None,
    same: T = None,  # type: ignore[assignment]
    nowhere: Nowhere = None,
    number: float = 0,
    share: int | None = None,
    path: str | os.PathLike[str] = "",
    day: date | None = None,
    way: Literal["up", "down"] | None = None,
    often: Frequency | None = None,
    pair: tuple[float, float] | None = None,
    row: tuple[int, ...] = (),
    rows: Sequence[Sequence[float]] = (),
    bare: list = [],  # type: ignore[type-arg]  # noqa: B006
    weights: Mapping[str, float] | None = None,
    table: dict = {},  # type: ignore[type-arg]  # noqa: B006
    array: NDArray[np.float64] | None = None,
    values: ArrayLike | None = None,
    named: Named | None = None,
    told: Callback | None = None,
    spoken: Spoken | None = None,
    kind: type[Any] | None = None,
    plan: pdsa.Plan | None = None,
    whole: bool = False,
    **more: int,
) -> None:
    """Take one of each."""


@pytest.mark.parametrize(
    "fits",
    [
        {"anything": object()},
        {"same": object()},
        {"nowhere": object()},
        {"number": 3},
        {"number": Fraction(1, 3)},
        {"number": np.float64(3)},
        {"share": np.int64(3)},
        {"share": None},
        {"path": Path("x")},
        {"day": "2026-03-02"},
        {"day": date(2026, 3, 2)},
        {"way": "up"},
        {"often": Frequency.DAY},
        {"often": "day"},
        {"pair": [1, 2.5]},
        {"row": [1, 2, 3]},
        {"row": iter([1, "x"])},
        {"rows": np.zeros((2, 2))},
        {"bare": [object()]},
        {"weights": {"a": 1}},
        {"table": {1: object()}},
        {"array": [1.0, 2.0]},
        {"array": np.array(["a"])},
        {"values": [1.0, 2.0]},
        {"values": None},
        {"named": Has("a")},
        {"told": len},
        {"spoken": str},
        {"kind": int},
        {"whole": np.bool_(True)},
        {"more": 3},
    ],
    ids=" ".join,
)
def test_what_is_as_good_as_what_is_asked_for_fits(fits: dict[str, Any]) -> None:
    assert misfit(verb, ["a", "b"], fits) is None


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"number": "3"}, "number must be a number (got '3')"),
        ({"number": None}, "number must be a number (got None)"),
        ({"share": 2.5}, "share must be a whole number or None (got 2.5)"),
        ({"path": 3}, "path must be text or a path (got 3)"),
        ({"day": "soon"}, "day must be a day (YYYY-MM-DD) or None (got 'soon')"),
        ({"way": "left"}, "way must be None or one of up, down (got 'left')"),
        ({"way": ["up"]}, "way must be None or one of up, down (got ['up'])"),
        ({"often": 3}, "often must be None or one of day, week, month, quarter"),
        ({"pair": [1]}, "pair must be a list of 2 or None (got [1])"),
        ({"pair": [1, "x"]}, "pair[1] must be a number (got 'x')"),
        ({"row": 3}, "row must be a list, each member a whole number (got 3)"),
        ({"row": "12"}, "row must be a list, each member a whole number (got '12')"),
        ({"row": [1, None]}, "row[1] must be a whole number (got None)"),
        ({"rows": [[1], [None]]}, "rows[1][0] must be a number (got None)"),
        ({"rows": np.array(3)}, "rows must be a list, each member a list, each member"),
        ({"bare": {"a": 1}}, "bare must be a list (got {'a': 1})"),
        ({"weights": [1]}, "weights must be a mapping or None (got [1])"),
        ({"weights": {"a": "x"}}, "weights['a'] must be a number (got 'x')"),
        ({"table": 3}, "table must be a mapping (got 3)"),
        ({"array": "x"}, "array must be numbers or None (got 'x')"),
        ({"array": [[1], [1, 2]]}, "array must be numbers or None (got [[1], [1, 2]])"),
        ({"array": np.array([None])}, "array must be numbers or None (got array([None"),
        ({"values": "x"}, "values must be numbers or None (got 'x')"),
        ({"named": 3}, "named must be a Named or None (got 3)"),
        ({"told": 3}, "told must be a Callback or None (got 3)"),
        ({"spoken": 3}, "spoken must be a function or None (got 3)"),
        ({"kind": "int"}, "kind must be a class or None (got 'int')"),
        ({"whole": 3}, "whole must be true or false (got 3)"),
        ({"more": "x"}, "more must be a whole number (got 'x')"),
    ],
    ids=str,
)
def test_what_does_not_fit_is_named(wrong: dict[str, Any], says: str) -> None:
    refused = misfit(verb, [], wrong)
    assert isinstance(refused, FieldTypeError)
    assert str(refused).startswith(says)


def test_one_of_several_by_place_is_named_by_its_place() -> None:
    assert str(misfit(verb, ["a", 3], {})) == "texts[1] must be text (got 3)"


def test_a_namesake_of_another_room_is_told_apart() -> None:
    refused = misfit(verb, [], {"plan": plans.Plan(key="p", title="P")})
    assert refused is not None
    assert refused.must == "must be a pdsa.Plan or None"
    with pytest.raises(FieldTypeError, match=r"plan must be a plans\.Plan \(got Plan"):
        plans.state(pdsa.Plan(on=date(2026, 3, 2), objective="Do cards help?"))  # type: ignore[arg-type]


def test_what_fails_of_itself_is_told_as_it_is() -> None:
    @arguments()
    def halved(count: int) -> float:
        return count / 0

    with pytest.raises(ZeroDivisionError):
        halved(3)
    with pytest.raises(FieldTypeError, match=r"count must be a whole number \(got 'x'"):
        halved("x")  # type: ignore[arg-type]


def test_what_an_inner_verb_refuses_is_told_by_the_name_it_has_outside() -> None:
    def refuses(error: FieldError) -> Callable[..., None]:
        @arguments()
        def outer(counts: Iterable[int]) -> None:
            raise error

        return outer

    for inner, given, says in [
        (FieldTypeError("many", "must be numbers", "x"), "x", "counts must be a list"),
        (FieldTypeError("many", "must be numbers", "x"), [1], "many must be numbers"),
        (FieldTypeError("counts[0]", "must be more", "x"), "x", r"counts\[0\] must be"),
        (FieldError("many", "must be more", 1), "x", "many must be more"),
    ]:
        with pytest.raises(FieldError, match=says):
            refuses(inner)(given)


def test_what_says_nothing_of_itself_may_be_anything() -> None:
    assert misfit(lambda thing, per=1: (thing, per), [object()], {"per": "x"}) is None


def test_what_is_made_on_the_way_is_not_used_up() -> None:
    def rows() -> Iterator[int]:
        yield 3

    made = rows()
    assert misfit(verb, [], {"row": made, "number": 1}) is None
    assert list(made) == [3]


class TypeAliasType:
    """An alias as Python 3.12 and NumPy 2.5 have them."""

    def __init__(self, name: str, value: Any) -> None:
        self.__name__ = name
        self.__value__ = value


Array: Any = TypeAliasType("NDArray", "what nobody need look into")
Way: Any = TypeAliasType("Way", Literal["up", "down"])


def test_an_alias_is_what_it_stands_for() -> None:
    def asked(way: Way = "up", array: Array = None) -> None:
        """Take what aliases stand for."""

    assert misfit(asked, ["down", [1.0]], {}) is None
    refused = misfit(asked, ["left"], {})
    assert str(refused) == "way must be one of up, down (got 'left')"
    assert str(misfit(asked, [], {"array": "x"})) == "array must be numbers (got 'x')"


def test_members_of_a_mapping_are_looked_at() -> None:
    def times(counts: Mapping[str, int]) -> None: ...

    found = nonsense(OverflowError(), times, [{"a": 1, "b": 2**60}], {})
    assert found is not None
    assert found.name == "counts['b']"
    assert nonsense(OverflowError(), times, [{"a": 1, "b": 2}], {}) is None
