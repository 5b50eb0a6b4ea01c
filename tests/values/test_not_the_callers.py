"""No value keeps a view on the arrays or tables that it was made of."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from cqikit import spc
from cqikit.core import FrozenDict, Partial, as_frozen, read_only, same, sealed
from cqikit.forms import ItemColumn
from cqikit.tables import Layout, MeasureColumns, Subgroups

Numbers = NDArray[np.float64]
MAKERS: dict[str, Callable[[Numbers], Any]] = {
    "chart": lambda mine: spc.chart(mine, "run", on=None),
    "chart of a transpose": lambda mine: spc.chart(np.stack([mine, mine]).T),
    "given lines": lambda mine: spc.chart(mine[::-1], centre=mine, sigma=mine),
    "sizes": lambda mine: spc.chart(mine, "p", sizes=mine * 2),
    "panel": lambda mine: spc.panel(mine, keys=["a"] * 9, on=np.arange(2015, 2024)),
    "view": lambda mine: spc.View(mine, mine, mine, mine, mine),
    "reading of a view": lambda mine: spc.read(spc.View(mine, mine, mine)),
    "target": lambda mine: spc.judge(spc.read(spc.chart(mine[::-1])), target=mine),
    "funnel": lambda mine: spc.funnel(mine, mine * 9),
    "subgroups": lambda mine: Subgroups(on=(), means=mine, sds=mine, sizes=mine),
}


@pytest.mark.parametrize("maker", MAKERS)
def test_who_writes_to_an_array_changes_no_value(maker: str) -> None:
    mine = np.array([3.0, 4, 5, 4, 3, 6, 5, 4, 5])
    made, again = MAKERS[maker](mine), MAKERS[maker](mine.copy())
    assert mine.flags.writeable
    mine[:] = 1.0
    assert made == again


class Mine:
    """A rule that keeps the flags it returned."""

    name = "mine"

    def __init__(self) -> None:
        self.flags = np.zeros(3, dtype=np.int8)

    def __call__(self, chart: spc.ChartView, /) -> NDArray[np.int8]:
        return self.flags


def test_a_rules_own_flags_stay_its_own() -> None:
    rule = Mine()
    reading = spc.read(spc.chart([1, 2, 3]), [rule])
    rule.flags[:] = 1
    assert reading.flags["mine"].tolist() == [0, 0, 0]


def test_who_writes_to_a_table_changes_no_value() -> None:
    mine: dict[str, Any] = {"a": "yes"}
    boxes = ItemColumn(item="a", boxes=mine)
    rows = Layout(
        period="on", where=mine, measures=[MeasureColumns(measure="m", value="v")]
    )
    mine["a"] = "no"
    assert boxes.boxes == {"a": "yes"}
    assert rows.where == {"a": ("yes",)}


CHANGES: dict[str, Callable[[FrozenDict[str, int]], object]] = {
    "set": lambda table: table.__setitem__("a", 2),
    "del": lambda table: table.__delitem__("a"),
    "update": lambda table: table.update(a=2),
    "or": lambda table: table.__ior__({"a": 2}),
    "clear": lambda table: table.clear(),
    "pop": lambda table: table.pop("a"),
    "popitem": lambda table: table.popitem(),
    "setdefault": lambda table: table.setdefault("b", 2),
}


@pytest.mark.parametrize("change", CHANGES)
def test_nobody_changes_a_frozen_dict(change: str) -> None:
    table = FrozenDict(a=1)
    with pytest.raises(TypeError, match="cannot be changed"):
        CHANGES[change](table)
    assert table == {"a": 1}
    assert hash(table) == hash(FrozenDict(a=1))
    assert (table | {"b": 2}) == {"a": 1, "b": 2}


def test_what_cannot_change_is_its_own_copy() -> None:
    table = FrozenDict(a=1)
    assert copy.copy(table) is table
    assert copy.deepcopy(table) == table


def test_what_is_the_same_is_told_by_what_is_held() -> None:
    nan = float("nan")
    assert same(
        (1, [nan], {"a": np.array([nan, 2])}), (1, [-nan], {"a": [nan, 2]})
    ) is (False)
    assert same((1, (nan,)), (1, (-nan,)))
    assert same({"a": np.array([nan, 2])}, {"a": np.array([nan, 2.0])})
    assert not same({"a": 1}, {"b": 1})
    assert not same((1,), (1, 2))
    assert not same(nan, 1.0)
    assert not same(np.array([1, 2]), np.array([1, 2, 3]))
    assert not same("a", 1)


def test_nothing_stays_nothing_and_what_is_shut_stays_itself() -> None:
    shut = sealed(np.arange(3))
    assert read_only(shut) is shut
    assert read_only(None) is None
    assert as_frozen([1]) == [1]
    assert read_only([1, 2]) == [1, 2]
    mine = np.arange(6)
    view = mine[:3]
    view.setflags(write=False)
    assert read_only(view) is not view


def test_functions_with_arguments_are_equal_by_both() -> None:
    assert Partial(pow, (2,)) == Partial(pow, (2,)) != Partial(pow, (3,))
    assert Partial(pow, (2,))(5) == 32
