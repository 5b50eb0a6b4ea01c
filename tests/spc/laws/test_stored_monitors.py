"""A monitor that was stored goes on, or is refused, whatever has been at the file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from copy import deepcopy
from typing import Any

import numpy as np
import pytest

from cqikit import documents, spc
from cqikit.errors import CqikitError, DocumentError
from cqikit.spc import Input
from tests.documents.javascript import whole

#: What a point of a kind is: its value and size.
POINTS: dict[Input, tuple[list[Any], int | None]] = {
    Input.UNITS: ([3, 5, 4, 4, 3, 5], 10),
    Input.EVENTS: ([3, 5, 4, 4, 3, 5], 10),
    Input.SUBGROUPS: ([[3, 4], [5, 4], [3, 6], [4, 4], [2, 5], [4, 6]], None),
    Input.BINARY: ([0, 1, 0, 0, 1, 0], None),
}
OTHERS = ([3, 5, 4, 4, 3, 5], None)
LARGE = (10**30, -(10**30), 1e300, 10**12, -1)


def begun(kind: Any) -> Iterator[spc.Monitor]:
    """Yield monitors of a kind whose limits stay, are to come, or were given."""
    takes = spc.CHARTS[kind].takes
    values, size = POINTS.get(takes, OTHERS)
    sizes = None if size is None else [size] * len(values)
    for baseline in (6, 9):
        yield spc.monitor(spc.chart(values, kind, sizes=sizes), baseline=baseline)
    lines: dict[str, Any] = {"centre": 1, "sigma": 2}
    if kind in {"g-median", "g-exact"}:
        del lines["sigma"]
    chart = spc.chart(values, kind, sizes=sizes, **lines)
    yield spc.monitor(chart, baseline=None if "sigma" in lines else 6)


def goes_on(kept: spc.Monitor) -> list[str]:
    """Return what is said of points that come."""
    values, size = POINTS.get(kept.kind.takes, OTHERS)
    said = []
    for value in (values[0], None, *values):
        kept, look = kept.take(value, size)
        said += [str(look), repr(look.chance)]
    documents.unstructure(kept)
    return said


def numbers(tree: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the way to each number of a tree."""
    if isinstance(tree, dict | list):
        for key, value in tree.items() if isinstance(tree, dict) else enumerate(tree):
            yield from numbers(value, (*at, key))
    elif type(tree) in {int, float}:
        yield at


@pytest.mark.parametrize("kind", spc.CHARTS.names)
def test_what_was_written_with_whole_numbers_goes_on_alike(kind: str) -> None:
    for kept in begun(kind):
        again = documents.structure(whole(documents.unstructure(kept)), spc.Monitor)
        assert again == kept
        assert goes_on(again) == goes_on(kept)


@pytest.mark.parametrize("kind", spc.CHARTS.names)
def test_a_number_that_no_monitor_has_is_refused_or_does_no_harm(kind: str) -> None:
    for kept in begun(kind):
        tree = documents.unstructure(kept)
        for number, at in enumerate(numbers(tree)):
            wrong = deepcopy(tree)
            node: Any = wrong
            for key in at[:-1]:
                node = node[key]
            node[at[-1]] = LARGE[number % len(LARGE)]
            with suppress(CqikitError):
                goes_on(documents.structure(wrong, spc.Monitor))


REFUSED = [
    ({"level": {"centre": 4, "points": 10**30}}, "points must be at most 1000000"),
    ({"given": [1e151, None, None, None]}, r"given\[0\]:? must be between"),
]


@pytest.mark.parametrize(("wrong", "said"), REFUSED, ids=[it[1] for it in REFUSED])
def test_what_is_too_large_is_named(wrong: dict[str, Any], said: str) -> None:
    kept, *_ = begun("c")
    with pytest.raises(DocumentError, match=said):
        documents.structure(documents.unstructure(kept) | wrong, spc.Monitor)


def test_a_subgroup_has_no_more_measurements_than_in_a_chart() -> None:
    for kept, window in zip(begun("xbar-range"), ("", "", "windows"), strict=True):
        tree = documents.unstructure(kept)
        rows = [[4.0, 1e15, 1.0]]
        recall = {"windows": {"trend": rows}} if window else {"rows": rows}
        with pytest.raises(DocumentError, match="sizes must be at most 1000000"):
            documents.structure(tree | {"recall": recall}, spc.Monitor)


def test_lines_given_as_whole_numbers_are_floats() -> None:
    given: Any = (np.int64(4), None, 0, None)
    kept = spc.Monitor(
        kind=spc.CHARTS["c"],
        rules=spc.default_rules(spc.chart([], "c")),
        given=given,
        baseline=3,
    )
    assert list(map(type, kept.given)) == [float, type(None), float, type(None)]


LISTS: dict[str, Any] = {
    "list": [5, 6],
    "one": [5],
    "none": [],
    "nested": [[5, 6], [1, 2]],
    "ragged": [[1], [1, 2]],
    "array": np.array([5.0]),
    "matrix": np.ones((2, 2)),
    "masked": np.ma.array([1, 2], mask=[False, True]),
    "set": {5, 6},
    "mapping": {"a": 1},
    "text": "five",
}
#: Those that are the measurements of a subgroup.
SUBGROUPS = ("list", "one", "none", "array", "masked")


@pytest.mark.parametrize("kind", spc.CHARTS.names)
def test_a_point_has_one_value_one_size_and_one_spread(kind: str) -> None:
    kept, *_ = begun(kind)
    values, size = POINTS.get(kept.kind.takes, OTHERS)
    subgroups = kept.kind.takes is Input.SUBGROUPS
    for name, wrong in LISTS.items():
        if subgroups and name in SUBGROUPS:
            kept.take(wrong)
        else:
            with pytest.raises(CqikitError, match=r"value must be|value\S*: must be"):
                kept.take(wrong, size)
            with pytest.raises(CqikitError, match="must be"):
                spc.Monitors({"a": kept}).take([wrong], size and [size], keys=["a"])
        with pytest.raises(CqikitError):
            kept.take(3 if subgroups else values[1], wrong)
        with pytest.raises(CqikitError):
            kept.take(3, 2, within=wrong)


@pytest.mark.parametrize("kind", spc.CHARTS.names)
def test_an_array_without_axes_is_its_number(kind: str) -> None:
    kept, *_ = begun(kind)
    size = POINTS.get(kept.kind.takes, OTHERS)[1]
    if kept.kind.takes is Input.SUBGROUPS:
        with pytest.raises(CqikitError, match="one subgroup along the last axis"):
            kept.take(np.array(1.0))
    else:
        assert kept.take(np.array(1.0), size) == kept.take(1.0, size)
