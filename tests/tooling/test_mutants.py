"""Changes are what they are said to be, and survivors are listed honestly."""

from __future__ import annotations

import ast
import csv
import os
import tempfile
from contextlib import suppress
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

import pytest

from tests import mutants, tries
from tests.changes import Change, changes_of
from tests.tries import SOURCE

CODE = '''
LIMIT: int = 3
__all__ = ["least"]

def least(values: list[int], floor: int = 0) -> int:
    """Return 1 of them."""
    if not values or any(value > 9 for value in values):
        raise ValueError(2)
    kept.append(floor)
    return min(values) + floor if floor < LIMIT else -1
'''


def test_every_kind_of_change_is_made_and_nothing_is_that_only_says(
    tmp_path: Path,
) -> None:
    path = tmp_path / "code.py"
    path.write_text(CODE, encoding="utf-8")
    tree, changes = changes_of(path, "code.py")
    assert {(change.was, change.now) for change in changes} == {
        ("3", "4"),
        ("0", "1"),
        ("not values", "values"),
        (
            "not values or any((value > 9 for value in values))",
            "not values and any((value > 9 for value in values))",
        ),
        (
            "not values or any((value > 9 for value in values))",
            "not (not values or any((value > 9 for value in values)))",
        ),
        (
            "any((value > 9 for value in values))",
            "all((value > 9 for value in values))",
        ),
        ("value > 9", "value >= 9"),
        ("value > 9", "value <= 9"),
        ("value > 9", "value > 10"),
        ("kept.append(floor)", "pass"),
        ("min(values)", "max(values)"),
        ("min(values) + floor", "min(values) - floor"),
        ("floor < LIMIT", "floor <= LIMIT"),
        ("floor < LIMIT", "floor >= LIMIT"),
        ("-1", "1"),
        ("-1", "-2"),
    }
    assert {change.function for change in changes} == {"LIMIT", "least"}
    before = ast.unparse(tree)
    for change in changes:
        change.put(change.new)
        assert ast.unparse(tree) != before
        change.put(change.old)
    assert ast.unparse(tree) == before


LOADED = """
from functools import lru_cache
LIMIT = 3

class Scale:
    step = 1

    @lru_cache
    def up(self, value):
        return max(value + self.step, sum(other + 1 for other in (1,)))

def made():
    def inside(value):
        return value > LIMIT
    return inside

double = lambda value: 2 * value
inside = made()
"""


def test_a_change_is_put_into_the_functions_that_are_there(tmp_path: Path) -> None:
    path = tmp_path / "loaded.py"
    path.write_text(LOADED, encoding="utf-8")
    tree, changes = changes_of(path, "loaded.py")
    found = {}
    for change in changes:
        space: dict[str, Any] = {}
        before = tries.compiled(tree, path)
        exec(before, space)
        change.put(change.new)
        after = tries.compiled(tree, path)
        change.put(change.old)
        put: list[tuple[FunctionType, CodeType]] = []
        there = tries.functions(path)
        anew = not tries.pairs(before, after, put, there, outermost=True)
        for function, code in put:
            function.__code__ = code
        values = space["Scale"]().up(5), space["inside"](3), space["double"](4)
        found[change.was, change.now] = "anew" if anew else values
    assert found == {
        ("3", "4"): "anew",
        ("1", "2"): "anew",
        (
            "max(value + self.step, sum((other + 1 for other in (1,))))",
            "min(value + self.step, sum((other + 1 for other in (1,))))",
        ): (2, False, 8),
        ("value + self.step", "value - self.step"): (4, False, 8),
        ("other + 1", "other - 1"): (6, False, 8),
        ("other + 1", "other + 2"): (6, False, 8),
        ("(1,)", "(2,)"): (6, False, 8),
        ("value > LIMIT", "value >= LIMIT"): (6, True, 8),
        ("value > LIMIT", "value <= LIMIT"): (6, True, 8),
        ("2 * value", "2 / value"): (6, False, 0.5),
        ("2 * value", "3 * value"): (6, False, 12),
    }


def _changes() -> dict[tuple[str, ...], Change]:
    files = {held["file"] for held in mutants.listed()}
    return {
        change.key: change
        for name in files
        for change in changes_of(SOURCE / name, name)[1]
    }


def test_every_survivor_is_a_change_of_code_as_it_stands() -> None:
    changes = _changes()
    stale = []
    for held in mutants.listed():
        key = tuple(held[part] for part in mutants.PARTS)
        found = changes.get(key)
        if found is None or found.digest != held["digest"]:
            stale.append("/".join(key))
    assert not stale, (
        "the code around these has changed: try them again with"
        " `nox -s mutants -- ROOM --listed`, and keep those that live with the new"
        f" digest, which it prints: {stale}"
    )


def test_every_survivor_is_listed_once_and_says_why() -> None:
    keys = [tuple(held[part] for part in mutants.PARTS) for held in mutants.listed()]
    assert len(keys) == len(set(keys))
    for held in mutants.listed():
        begun, _, why = held["reason"].partition(": ")
        assert begun in {"equivalent", "no test"}, held
        assert len(why) > 10, held


def test_figures_are_kept_a_row_a_room(tmp_path: Path) -> None:
    path = tmp_path / "figures.csv"
    for killed in (90, 97):
        mutants.record(("spc", 0, 100, killed, 2, "0.990"), path)
    mutants.record(("core", 0, 100, 99, 0, "0.990"), path)
    assert path.read_text().splitlines() == [
        "room,seed,tried,killed,equivalent,share",
        "core,0,100,99,0,0.990",
        "spc,0,100,97,2,0.990",
    ]


def test_figures_are_of_rooms_and_add_up() -> None:
    with mutants.FIGURES.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert {row["room"] for row in rows} <= set(mutants.rooms())
    for row in rows:
        tried, killed, equivalent = (
            int(row[name]) for name in ("tried", "killed", "equivalent")
        )
        assert float(row["share"]) == pytest.approx(
            killed / (tried - equivalent), abs=5e-4
        )


@pytest.mark.parametrize("arguments", [[], ["no-such-room"]])
def test_a_room_must_be_named(arguments: list[str]) -> None:
    with pytest.raises(SystemExit):
        mutants.main(arguments)


def test_what_root_changes_is_shut_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A library that writes over anything, run by root, must not do so."""
    (tmp_path / "inside").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "inside"))

    def attempt() -> bool:
        (tmp_path / "inside" / "file").touch()
        with suppress(OSError):
            (tmp_path / "file").touch()
        return True

    done = tries.forked(attempt, 10)
    # Where root may not be shut in, nothing is tried at all.
    assert (tmp_path / "inside" / "file").exists() is (done != tries.BROKEN)
    assert (tmp_path / "file").exists() is (os.geteuid() != 0)


def test_work_without_an_end_is_ended() -> None:
    def attempt() -> bool:
        tries.allow(1)
        while True:
            pass

    assert tries.forked(attempt, 60) == 2
