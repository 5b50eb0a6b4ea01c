"""Each law of the house, shown a made-up house that breaks it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.architecture import _house, _names
from tests.architecture._imports import rooms

Build = Callable[[dict[str, str]], Path]


@pytest.fixture
def build(tmp_path: Path) -> Build:
    def built(files: dict[str, str]) -> Path:
        package = tmp_path / "cqikit"
        for name, text in {"__init__.py": "", **files}.items():
            path = package / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
            if path.parent != package:
                path.with_name("__init__.py").touch()
        return package

    return built


def test_rooms_are_files_and_folders(build: Build) -> None:
    package = build({"errors.py": "", "core/_table.py": ""})
    assert rooms(package) == ["core", "errors"]


def test_a_room_without_a_floor_is_told_where_floors_are(build: Build) -> None:
    package = build({"attic/_box.py": "", "cellar.py": "", "core/_table.py": ""})
    assert _house.unknown_rooms(package) == [
        "attic: has no floor yet; declare it in tests/architecture/_floors.py",
        "cellar: has no floor yet; declare it in tests/architecture/_floors.py",
    ]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("from cqikit.reports import Page", id="top"),
        pytest.param("import cqikit.reports", id="plain"),
        pytest.param("from cqikit import reports", id="room"),
        pytest.param("from ..reports import Page", id="relative"),
        pytest.param("from .. import reports", id="relative room"),
        pytest.param("def f():\n    from cqikit import reports", id="lazy"),
        pytest.param("if TYPE_CHECKING:\n    from cqikit import reports", id="typing"),
        pytest.param("import_module('cqikit.reports')", id="dynamic"),
        pytest.param("importlib.import_module('cqikit.reports')", id="dotted"),
    ],
)
def test_upward_imports_of_every_kind_are_reported(build: Build, text: str) -> None:
    (breach,) = _house.imports_that_do_not_go_down(build({"spc/_limits.py": text}))
    assert breach.startswith("spc/_limits.py:")
    assert " -> cqikit.reports" in breach
    assert breach.endswith(": F3 may not use F5b")


def test_neighbours_do_not_know_each_other(build: Build) -> None:
    package = build({"spc/_limits.py": "from cqikit import pdsa"})
    assert _house.imports_that_do_not_go_down(package) == [
        "spc/_limits.py:1 -> cqikit.pdsa: F3 may not use F3"
    ]


def test_downward_imports_and_the_version_are_fine(build: Build) -> None:
    package = build(
        {
            "spc/_limits.py": "from cqikit.core import Table\nimport numpy as np",
            "cli.py": "from cqikit import __version__, reports",
            "reports/_page.py": "from cqikit.drawing import draw",
        }
    )
    assert _house.imports_that_do_not_go_down(package) == []


def test_the_whole_package_is_not_a_room(build: Build) -> None:
    package = build({"spc/_limits.py": "import cqikit", "__init__.py": "import cqikit"})
    assert _house.imports_that_do_not_go_down(package) == [
        "__init__.py:1 -> cqikit: cqikit/__init__.py imports nothing",
        "spc/_limits.py:1 -> cqikit: name the room (from cqikit import ROOM)",
    ]


def test_imports_between_rooms_without_floors_are_not_passed_over(build: Build) -> None:
    package = build({"spc/_limits.py": "from cqikit import attic"})
    (breach,) = _house.imports_that_do_not_go_down(package)
    assert breach.endswith("declare it in tests/architecture/_floors.py")


@pytest.mark.parametrize(
    "text", ["from cqikit.core._table import Table", "from cqikit.core import _table"]
)
def test_climbing_in_by_a_window_is_reported(build: Build, text: str) -> None:
    package = build({"spc/_limits.py": text, "core/_table.py": ""})
    (breach,) = _house.private_entries(package)
    assert breach.startswith("spc/_limits.py:1 -> cqikit.core.")
    assert breach.endswith(": enter by the door of core")


def test_examples_too_enter_by_the_door(build: Build, tmp_path: Path) -> None:
    examples = tmp_path / "examples"
    examples.mkdir()
    (examples / "core.py").write_text("from cqikit.core._table import Table")
    (breach,) = _house.private_entries(build({"core/_table.py": ""}), examples)
    assert breach.endswith(": enter by the door of core")


def test_a_room_uses_its_own_files(build: Build) -> None:
    package = build({"core/_table.py": "from cqikit.core._fields import x"})
    assert _house.private_entries(package) == []


@pytest.mark.parametrize(
    ("door", "breach"),
    [
        ("__all__ = []\nprint()", "line 2: a door only re-exports"),
        ("def f(): ...\n__all__ = []", "line 1: a door only re-exports"),
        ("", "__all__ is missing"),
        ("__all__ = ['Table']", "Table: not imported"),
        ("from ._table import Table\n__all__ = []", "Table: not in __all__"),
        ("from math import pi\n__all__ = ['pi']", "math: not of this room"),
        (
            "from cqikit.errors import E\n__all__ = ['E']",
            "cqikit.errors.E: not of this room",
        ),
    ],
)
def test_doors_that_do_more_are_reported(build: Build, door: str, breach: str) -> None:
    package = build({"core/__init__.py": door})
    package.joinpath("core/__init__.py").write_text(door)
    assert _house.doors_that_do_more_than_open(package) == [
        f"core/__init__.py -> {breach}"
    ]


def test_a_door_may_re_export(build: Build) -> None:
    door = '"""Doc."""\nfrom cqikit.core._table import Table\n__all__ = ["Table"]'
    package = build({"core/_table.py": ""})
    package.joinpath("core/__init__.py").write_text(door)
    assert _house.doors_that_do_more_than_open(package) == []


@pytest.mark.parametrize(
    "back",
    [
        "from cqikit.core._a import x",
        "from cqikit.core import _a",
        "from ._a import x",
        "def f():\n    from cqikit.core._a import x",
        "if TYPE_CHECKING:\n    from cqikit.core._a import x",
    ],
)
def test_circles_of_every_kind_are_reported(build: Build, back: str) -> None:
    package = build({"core/_a.py": "from cqikit.core._b import y", "core/_b.py": back})
    (circle,) = _house.circles_inside_rooms(package)
    assert set(circle.split(" -> ")) == {"cqikit.core._a", "cqikit.core._b"}


def test_leaving_and_coming_back_by_the_door_is_a_circle(build: Build) -> None:
    package = build({"core/_a.py": "from cqikit.core import y"})
    package.joinpath("core/__init__.py").write_text("from cqikit.core._a import y")
    assert len(_house.circles_inside_rooms(package)) == 1


def test_every_circle_is_reported(build: Build) -> None:
    package = build(
        {
            "core/_a.py": "from cqikit.core import _b",
            "core/_b.py": "from cqikit.core import _a",
            "spc/_c.py": "from cqikit.spc import _d",
            "spc/_d.py": "from cqikit.spc import _c",
        }
    )
    assert len(_house.circles_inside_rooms(package)) == 2


def test_a_room_that_lists_nothing_is_reported(build: Build) -> None:
    package = build({"errors.py": "", "cli.py": "__all__ = ['main']"})
    assert _names.rooms_without_list(package) == ["errors -> __all__ is missing"]
