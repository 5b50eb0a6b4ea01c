"""What importing a room loads, and leaves untouched, in a fresh interpreter."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import cache

import pytest

from tests.architecture._floors import (
    EXTRA_TO_IMPORT,
    HEIGHT,
    NEVER_LOADED,
    OPEN_ON_FIRST_USE,
    may_load,
)
from tests.architecture._imports import ROOT, SRC, imports, room_of, rooms, sources

NAMED_OTHERWISE = {"attr": "attrs", "cattr": "cattrs"}
"""Module -> its package, where their names differ."""

IMPORTED_AS = {"scipy": "scipy.special"}
"""Package -> what of it is imported, where that is not the package itself."""

PURITY = """
import warnings, sys, os, json, importlib, logging, locale, decimal, random
for name in {hosts!r}:
    importlib.import_module(name)
import numpy
def world():
    return {{
        "warning filters": repr(warnings.filters),
        "numpy errors": repr(numpy.geterr()),
        "numpy printing": repr(numpy.get_printoptions()),
        "numpy chance": repr(numpy.random.get_state()),
        "chance": repr(random.getstate()),
        "log": repr((logging.root.handlers, logging.root.level)),
        "locale": repr(locale.setlocale(locale.LC_ALL)),
        "decimal": repr(decimal.getcontext()),
        "environment": repr(dict(os.environ)),
        "path": repr(sys.path),
        "hooks": repr((sys.excepthook, sys.displayhook)),
    }}
before = world()
for room in {rooms!r}:
    module = importlib.import_module("cqikit." + room)
    for name in module.__all__:
        getattr(module, name)
after = world()
print(json.dumps([name for name in before if before[name] != after[name]]))
"""


def in_fresh_python(code: str) -> list[str]:
    """Run code that prints a JSON list; return the list."""
    # What is compiled once is kept, whatever else is told to Python.
    world = dict(os.environ)
    world.pop("PYTHONDONTWRITEBYTECODE", None)
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        capture_output=True,
        check=False,
        cwd=ROOT / "tests",
        env=world,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    answer: list[str] = json.loads(done.stdout)
    return answer


@cache
def loaded_by(statement: str) -> frozenset[str]:
    """Return every module that a statement loads."""
    code = (
        "import sys, json; before = set(sys.modules)\n"
        f"{statement}\n"
        "print(json.dumps(sorted(set(sys.modules) - before)))"
    )
    return frozenset(in_fresh_python(code))


def packages(modules: frozenset[str]) -> set[str]:
    """Return the packages, other than Python's own and ours, that modules are of."""
    tops = {name.partition(".")[0] for name in modules}
    own = {*sys.stdlib_module_names, "cqikit"}
    return {NAMED_OTHERWISE.get(top, top) for top in tops - own}


def brought_by(allowed: frozenset[str]) -> set[str]:
    """Return packages, with whatever else these load of themselves."""
    names = [IMPORTED_AS.get(name, name) for name in sorted(allowed)]
    return set(allowed) | packages(loaded_by(f"import {', '.join(names)}"))


def reached_from(room: str) -> set[str]:
    """Return the rooms that a room stands on, itself included."""
    found, open_ends = set(), {room}
    while open_ends:
        found |= open_ends
        open_ends = {
            room_of(i.target)
            for source in sources()
            if source.room in open_ends
            for i in imports(source)
        } & set(HEIGHT) - found
    return found


def test_importing_the_library_loads_nothing() -> None:
    loaded = loaded_by("import cqikit")
    assert {name for name in loaded if name.startswith("cqikit")} == {"cqikit"}
    assert packages(loaded) == set()


@pytest.mark.parametrize("room", rooms())
def test_a_room_loads_only_what_its_floor_allows(room: str) -> None:
    allowed = frozenset().union(*(may_load(below) for below in reached_from(room)))
    # With all its names, for the sake of doors that open on first use.
    extra = packages(loaded_by(f"from cqikit.{room} import *")) - brought_by(allowed)
    assert not extra, f"cqikit.{room} -> {', '.join(sorted(extra))}"


@pytest.mark.parametrize("room", rooms())
def test_no_room_loads_what_is_heavy(room: str) -> None:
    loaded = loaded_by(f"from cqikit.{room} import *")
    heavy = [
        name
        for name in loaded
        if any(name == h or name.startswith(f"{h}.") for h in NEVER_LOADED)
    ]
    assert not heavy, f"cqikit.{room} -> {', '.join(sorted(heavy))}"


@pytest.mark.parametrize("room", sorted(OPEN_ON_FIRST_USE))
def test_a_door_that_opens_on_first_use_loads_nothing_before(room: str) -> None:
    loaded = loaded_by(f"from cqikit import {room}")
    assert packages(loaded) == set()
    ours = {name for name in loaded if name.startswith("cqikit")}
    assert ours == {"cqikit", f"cqikit.{room}"}


@pytest.mark.parametrize("room", sorted(OPEN_ON_FIRST_USE))
def test_a_door_that_opens_on_first_use_finds_all_its_names(room: str) -> None:
    code = (
        f"import json; from cqikit import {room} as door\n"
        "shown = dir(door); hidden = set(door.__all__) - set(shown)\n"
        "values = {name: getattr(door, name) for name in door.__all__}\n"
        f"from cqikit.{room} import *\n"
        "other = [name for name in values if globals()[name] is not values[name]]\n"
        "print(json.dumps([*hidden, *other]))"
    )
    assert in_fresh_python(code) == []


def test_importing_every_room_leaves_the_world_as_it_was() -> None:
    hosts = ["attrs", "cattrs", "numpy", "scipy.special", "click", "hypothesis"]
    if "testing" in rooms():
        hosts.append("pytest")
    code = PURITY.format(hosts=hosts, rooms=rooms())
    assert in_fresh_python(code) == []


def test_a_change_of_the_world_is_seen() -> None:
    meddle = 'warnings.simplefilter("ignore")'
    code = PURITY.format(hosts=[], rooms=[]).replace("after =", f"{meddle}\nafter =")
    assert in_fresh_python(code) == ["warning filters"]


def test_a_package_that_is_loaded_is_seen() -> None:
    assert packages(loaded_by("import attr")) == {"attrs"}
    assert brought_by(frozenset({"attrs"})) == {"attrs"}
    assert "numpy" in brought_by(frozenset({"scipy"}))


def test_only_the_top_floors_need_an_extra_to_be_imported() -> None:
    assert all(HEIGHT[room] >= HEIGHT["documents"] for room in EXTRA_TO_IMPORT)


def test_the_package_says_that_it_is_typed() -> None:
    assert (SRC / "py.typed").exists()
