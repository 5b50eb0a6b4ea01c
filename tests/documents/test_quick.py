"""What is right is read at once; what is wrong is told as the careful reader tells it.

A converter whose quick readers are never sure reads as if there were none.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from attrs import frozen
from cattrs import Converter

from cqikit import documents
from cqikit.core import Catalog, Period
from cqikit.documents import DocumentType, _structure
from cqikit.errors import DocumentError, FieldError

FILES = sorted(Path("tests/documents/v1").glob("*.json"))
#: What may stand where something else belongs; each place of a document has one.
WRONG: tuple[Any, ...] = (
    *(None, "", " ", "x", "3", "2026-13-01", "2026-02-30", "1/2/2026", "2026-W07"),
    *(0, -1, 3, 2.0, 1e309, 10**400, True, "\ud800", [], {}, ["x", 1], {"no": 1}),
    *({"event": "plan"}, {"no_more_than": "2"}, [[]], [{}], "caf\u00e9"),
)
#: So many places of a document are spoilt, each by itself.
MOST = 60


def unsure(raw: Any) -> Any:
    """Stand for a quick reader that never knows."""
    raise LookupError(raw)


def outcome(tree: Any, converter: Converter) -> str:
    """Return what a document is, or all that is wrong with it."""
    try:
        return repr(documents.parse(json.dumps(tree), "a.json", converter=converter))
    except DocumentError as error:
        return str(error)


def places(node: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the way to each value of a tree."""
    if at:
        yield at
    if isinstance(node, dict):
        inside: Any = node.items()
    else:
        inside = enumerate(node) if isinstance(node, list) else ()
    for key, value in inside:
        yield from places(value, (*at, key))


def changed(tree: Any, at: tuple[Any, ...], change: Callable[[Any, Any], None]) -> Any:
    """Return a copy of a tree with one place changed."""
    made = deepcopy(tree)
    node = made
    for key in at[:-1]:
        node = node[key]
    change(node, at[-1])
    return made


def spoilt(tree: Any) -> Iterator[Any]:
    """Yield a tree with something wrong, at some of its places in turn."""
    every = [*places(tree)]
    for number, at in enumerate(every[:: 1 + len(every) // MOST]):
        wrong = WRONG[number % len(WRONG)]

        def put(node: Any, key: Any, wrong: Any = wrong) -> None:
            node[key] = wrong

        def add(node: Any, key: Any, wrong: Any = wrong) -> None:
            node[f"{key}s" if isinstance(node, dict) else slice(0, 0)] = [wrong]

        def leave(node: Any, key: Any) -> None:
            del node[key]

        yield changed(tree, at, (put, put, add, leave)[number // 2 % 4])


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_both_ways_make_the_same_and_tell_the_same_faults(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tree = json.loads(file.read_text("utf-8"))
    trees = [tree, *spoilt(tree)]
    converter = documents.make_converter()
    quick = [outcome(each, converter) for each in trees]
    monkeypatch.setattr(_structure, "quick_class", lambda *_: unsure)
    converter = documents.make_converter()
    assert quick == [outcome(each, converter) for each in trees]


@frozen(kw_only=True)
class Kinds:
    """Kinds of field that people's documents have not, but a class of one's own may."""

    by_pair: Mapping[tuple[str, int], float]
    by_number: Mapping[int, str]
    by_name: Mapping[str, int | date]
    fixed: tuple[str, int]
    loose: tuple[Any, ...]
    listed: list[int]
    several: frozenset[str]
    either: date | Period | str | bool | None = None
    perhaps: int | None = None


def test_both_ways_know_every_kind_of_field(monkeypatch: pytest.MonkeyPatch) -> None:
    value = Kinds(
        by_pair={("a", 1): 2.5, ("b", 2): 3.0},
        by_number={7: "seven"},
        by_name={"n": 3, "on": date(2026, 1, 2)},
        fixed=("x", 4),
        loose=(1, "caf\u00e9", None, 2.5),
        listed=[1, 2],
        several=frozenset({"u", "v"}),
        either=date(2026, 1, 2),
        perhaps=5,
    )
    converter = documents.make_converter()
    tree = converter.unstructure(value)
    several: dict[str, Any] = {"perhaps": None, "either": {"no": 1}, "fixed": []}
    trees = [tree, tree | several, *spoilt(tree)]

    def read(raw: Any, converter: Converter) -> str:
        try:
            return repr(converter.structure(raw, Kinds))
        except DocumentError as error:
            return str(error)

    quick = [read(each, converter) for each in trees]
    assert quick[0] == repr(value)
    monkeypatch.setattr(_structure, "quick_class", lambda *_: unsure)
    converter = documents.make_converter()
    assert quick == [read(each, converter) for each in trees]


@pytest.mark.parametrize(
    ("of", "name"), [([["a", "\ud800"]], "of[0][1]"), ({"n": ["\ud800"]}, "of.n[0]")]
)
def test_what_cannot_be_written_is_told_with_its_place(of: Any, name: str) -> None:
    @frozen
    class Lists:
        of: list[list[str]]

    @frozen
    class Tables:
        of: dict[str, list[str]]

    made = Lists(of) if isinstance(of, list) else Tables(of)
    with pytest.raises(FieldError) as caught:
        documents.make_converter().unstructure(made)
    assert caught.value.name == name


def test_a_key_that_is_no_text_is_written_as_json_writes_it() -> None:
    @frozen
    class Counts:
        of: dict[Any, Any]

    of_counts = Catalog([DocumentType(name="counts", cls=Counts)], kind="type")
    counts = Counts({1: [2, None], False: "a", "b": {}, None: [], 2.5: ["c"]})
    text = documents.to_json(counts, types=of_counts)
    assert json.loads(text)["of"] == json.loads(json.dumps(counts.of))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_what_is_right_is_read_once(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # By the names of today: the careful reader knows those of earlier releases.
    value = documents.parse(file.read_text("utf-8"))
    text = documents.to_json(value)
    monkeypatch.setattr(_structure, "_careful", lambda *_: pytest.fail)
    assert documents.parse(text, converter=documents.make_converter()) == value
