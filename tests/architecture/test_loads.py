"""What importing a room loads, and leaves untouched, in a fresh interpreter.

A fresh interpreter takes its time, so that one takes many steps, from the rooms that
may load least upwards, and what counts is what each step adds.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import pytest

from cqikit.cli._compare import KINDS
from cqikit.cli._main import VERBS
from tests.architecture._floors import (
    EXTRA_TO_IMPORT,
    HEIGHT,
    NEVER_LOADED,
    may_load,
)
from tests.architecture._imports import (
    DOOR,
    PACKAGE,
    ROOT,
    SRC,
    imports,
    room_of,
    rooms,
    sources,
)

NAMED_OTHERWISE = {"attr": "attrs", "cattr": "cattrs"}
"""Module -> its package, where their names differ."""

IMPORTED_AS = {"scipy": "scipy.special"}
"""Package -> what of it is imported, where that is not the package itself."""

MEASLES: Final = ROOT / "examples" / "measles"

OPTIONAL: Final = frozenset({"hypothesis", "pytest", "click"})
"""What only a room of laws and the command line need."""

RUN: Final = """
import io
from contextlib import redirect_stdout
from cqikit.cli import main
try:
    with redirect_stdout(io.StringIO()) as said:
        main({words!r})
except SystemExit as left:
    assert not left.code
assert {says!r} in said.getvalue(), said.getvalue()
"""

CHECK: Final = """
import io
from contextlib import redirect_stdout, suppress
from cqikit.cli import main
with redirect_stdout(io.StringIO()), suppress(SystemExit):
    main(["check", {folder!r}])
"""

STEPS = """
import json, sys, warnings
added, before = [], set(sys.modules)
for step in {steps!r}:
    exec(step, {{}})
    added.append(sorted(set(sys.modules) - before))
    before = set(sys.modules)
print(json.dumps(added))
"""

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


def in_fresh_python(code: str) -> Any:
    """Run code that prints JSON; return what it says."""
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
    return json.loads(done.stdout)


@cache
def added_by(*steps: str) -> dict[str, frozenset[str]]:
    """Return the modules that each statement loads after those before it."""
    added = in_fresh_python(STEPS.format(steps=list(steps)))
    return dict(zip(steps, map(frozenset, added), strict=True))


def packages(modules: Iterable[str]) -> set[str]:
    """Return the packages, other than Python's own and ours, that modules are of."""
    tops = {name.partition(".")[0] for name in modules}
    own = {*sys.stdlib_module_names, PACKAGE}
    return {
        NAMED_OTHERWISE.get(top, top)
        for top in tops - own
        # Of Python itself, with the machine in its name.
        if not top.startswith("_sysconfigdata")
    }


def brought_by(allowed: Iterable[str]) -> set[str]:
    """Return packages, with whatever else these load of themselves."""
    every = frozenset[str]().union(*(may_load(room) for room in rooms()))
    steps = {name: f"import {IMPORTED_AS.get(name, name)}" for name in sorted(every)}
    added = added_by(*steps.values())
    return set(allowed) | {
        package for name in allowed for package in packages(added[steps[name]])
    }


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


@cache
def allowed_to(room: str) -> frozenset[str]:
    """Return the packages that a room may load, by way of those it stands on, too."""
    return frozenset[str]().union(*(may_load(below) for below in reached_from(room)))


def upwards() -> list[str]:
    """Return the rooms, those first that may load least."""
    return sorted(rooms(), key=lambda room: (len(allowed_to(room)), HEIGHT[room], room))


def doors() -> list[str]:
    """Return the rooms that have a door."""
    return [source.room for source in sources() if source.is_door]


def whole(room: str) -> str:
    """Return the statement that loads all of a room."""
    return f"from {PACKAGE}.{room} import *"


def loaded_by(room: str) -> frozenset[str]:
    """Return what a room loads, with all its names, after those that may load less."""
    return added_by(*map(whole, upwards()))[whole(room)]


def test_importing_the_library_and_its_rooms_loads_only_doors() -> None:
    steps = [f"import {PACKAGE}.{room}" for room in doors()]
    added = frozenset[str]().union(*added_by(*steps).values())
    ours = {name for name in added if name.startswith(PACKAGE)}
    doorway = {PACKAGE, f"{PACKAGE}.{DOOR}"}
    assert ours == doorway | {f"{PACKAGE}.{room}" for room in doors()}
    assert packages(added) == set()


@pytest.mark.parametrize("room", rooms())
def test_a_room_loads_only_what_its_floor_allows(room: str) -> None:
    extra = packages(loaded_by(room)) - brought_by(allowed_to(room))
    assert not extra, f"cqikit.{room} -> {', '.join(sorted(extra))}"


@pytest.mark.parametrize("room", rooms())
def test_no_room_loads_what_is_heavy(room: str) -> None:
    heavy = [
        name
        for name in loaded_by(room)
        if any(name == h or name.startswith(f"{h}.") for h in NEVER_LOADED)
    ]
    assert not heavy, f"cqikit.{room} -> {', '.join(sorted(heavy))}"


def test_what_may_be_loaded_only_grows_from_one_room_to_the_next() -> None:
    # So that what one room may not load cannot have been loaded by one before it.
    for room, after in pairwise(upwards()):
        assert allowed_to(room) - OPTIONAL <= allowed_to(after), after


def test_help_of_a_verb_loads_no_room_but_the_first() -> None:
    verbs = ["", *VERBS, *(f"compare {kind}" for kind in KINDS), "new project"]
    steps = {
        verb: RUN.format(words=[*verb.split(), "--help"], says="Usage: ")
        for verb in verbs
    }
    added = added_by(*steps.values())
    brought = brought_by({"attrs", "click"})
    for verb, step in steps.items():
        assert rooms_behind(added[step]) <= {"cli", "core"}, verb
        assert packages(added[step]) <= brought, verb


def test_a_verb_loads_the_rooms_of_its_job(tmp_path: Path) -> None:
    table = tmp_path / "waits.csv"
    months = "".join(f"2025-{month:02},{month % 5 + 9}\n" for month in range(1, 13))
    table.write_text(f"month,days\n{months}", encoding="utf-8")
    columns = ["--period", "month", "--value", "days"]
    svg = ["--kind", "i", "-o", str(tmp_path / "waits.svg")]
    jobs = {
        ("convert", table, tmp_path / "waits.tsv.csv"): "12 rows",
        ("look", table): "Next:",
        ("chart", table, *columns, *svg): "No signal",
    }
    steps = [
        RUN.format(words=[str(word) for word in words], says=says)
        for words, says in jobs.items()
    ]
    convert, look, chart = added_by(*steps).values()
    read = {"cli", "core", "files", "measures", "tables"}
    assert rooms_behind(convert) <= read
    assert packages(convert) <= brought_by({"attrs", "click"})
    # Exports of forms are told from other tables, and a layout may be one of theirs.
    assert rooms_behind(look) <= {*read, "actions", "assessments", "forms"}
    assert packages(convert | look) <= brought_by({"attrs", "click", "numpy"})
    assert rooms_behind(chart) <= {*read, "drawing", "spc"}


def test_a_check_does_not_wait_for_special_functions() -> None:
    # They take longer to load than most checks to run.
    step = CHECK.format(folder=str(MEASLES))
    added = added_by(step)[step]
    assert "cqikit.spc" in added
    assert "scipy.special" not in added


def test_types_of_document_are_listed_without_their_classes() -> None:
    room_by_room = {
        "documents": ("documents.TYPES", {"documents"}),
        "folders": ("folders.DOCUMENTS", {"folders"}),
        "reports": ("reports.TYPES", {"reports"}),
    }
    steps = {
        f"from cqikit import {room}\nassert 'plan' in {types}.names": own
        for room, (types, own) in room_by_room.items()
    }
    added = added_by(*steps)
    for step, own in steps.items():
        assert rooms_behind(added[step]) <= {"core", *own}, step
        assert packages(added[step]) <= brought_by({"attrs"}), step


def test_a_verb_loads_what_a_document_is_about(tmp_path: Path) -> None:
    plan, cycles = (MEASLES / name for name in ("plan.toml", "cycles.toml"))
    merged = ["-o", tmp_path / "merged.toml"]
    # What each may load beyond those before it.
    reads = {"cli", "core", "files", "folders", "documents", "measures"}
    jobs: dict[tuple[Any, ...], tuple[str, set[str]]] = {
        ("schema", "plan"): ("properties", {*reads, "plans", "actions"}),
        ("convert", plan, tmp_path / "plan.json"): ("type plan", reads),
        # Where a finding is, is said in the words of a project.
        ("check", plan): ("[plan.", {*reads, "plans", "actions", "projects"}),
        ("merge", plan, plan, plan, *merged): ("0 conf", {*reads, "plans", "pdsa"}),
        ("due", plan, "--as-of", "2026-01-01"): (
            "due until",
            {*reads, "plans", "calendars", "pdsa"},
        ),
        ("convert", cycles, tmp_path / "cycles.json"): ("type cycles", {"pdsa"}),
    }
    steps = {
        RUN.format(words=[str(word) for word in words], says=says): own
        for words, (says, own) in jobs.items()
    }
    added = added_by(*steps)
    light = brought_by({"attrs", "cattrs", "click"})
    for (words, (_, own)), step in zip(jobs.items(), steps, strict=True):
        assert rooms_behind(added[step]) <= {*own, "documents"}, words
        assert packages(added[step]) <= light, words


def test_looking_for_plugins_loads_no_numbers() -> None:
    step = "from cqikit import plugins\nplugins.found('cqikit.rules')"
    assert packages(added_by(step)[step]) <= brought_by({"attrs"})


def rooms_behind(modules: Iterable[str]) -> set[str]:
    """Return the rooms that modules are files of."""
    return {room_of(name) for name in modules if name.count(".") > 1} & set(HEIGHT)


@pytest.mark.parametrize("room", doors())
def test_a_door_finds_all_its_names(room: str) -> None:
    door = __import__(f"{PACKAGE}.{room}", fromlist=["__all__"])
    assert set(door.__all__) <= set(dir(door))
    found: dict[str, object] = {}
    exec(whole(room), found)
    for name in door.__all__:
        assert found[name] is getattr(door, name)
        assert vars(door)[name] is found[name]
    with pytest.raises(AttributeError, match=f"'{PACKAGE}.{room}' has no .* 'nothing'"):
        _ = door.nothing


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
    assert packages(added_by("import attr")["import attr"]) == {"attrs"}
    assert brought_by({"attrs"}) == {"attrs"}
    assert "numpy" in brought_by({"numpy", "scipy"})


def test_only_the_top_floors_need_an_extra_to_be_imported() -> None:
    assert all(HEIGHT[room] >= HEIGHT["documents"] for room in EXTRA_TO_IMPORT)


def test_the_package_says_that_it_is_typed() -> None:
    assert (SRC / "py.typed").exists()
