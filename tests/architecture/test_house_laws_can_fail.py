"""Each law of the house, shown a made-up house that breaks it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.architecture import _doors, _house, _names
from tests.architecture._imports import TOOL, rooms

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
    assert breach.endswith(": F3 may not use F5c")


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


DOOR = f'''"""Doc."""
{_doors.OPENING}'''.replace(
    "{}", '{"_charts._view": "View", "_rules._zones": "NEAR Near near_to"}'
)


def opened(build: Build, door: str) -> list[str]:
    package = build({"spc/_view.py": ""})
    package.joinpath("spc", "__init__.py").write_text(door)
    found = _doors.doors_that_do_more_than_open(package)
    return [breach.removeprefix("spc/__init__.py -> ") for breach in found]


def test_a_door_opens_on_first_use(build: Build) -> None:
    assert opened(build, DOOR) == []


def test_a_door_says_its_names(build: Build) -> None:
    package = build({"spc/_charts/_view.py": "from cqikit.spc import Near"})
    package.joinpath("spc", "__init__.py").write_text(DOOR)
    names = {"spc": ["NEAR", "Near", "View", "near_to"]}
    assert _names.public_names(package) == names
    assert _doors.stubs(package) == {
        "spc/__init__.pyi": "# Made from the table in __init__.py.\n\n"
        "from cqikit.spc._charts._view import View as View\n"
        "from cqikit.spc._rules._zones import NEAR as NEAR\n"
        "from cqikit.spc._rules._zones import Near as Near\n"
        "from cqikit.spc._rules._zones import near_to as near_to\n"
    }
    (circle,) = _house.circles_inside_rooms(package)
    assert set(circle.split(" -> ")) == {"cqikit.spc", "cqikit.spc._charts._view"}


@pytest.mark.parametrize(
    ("old", "new", "breaches"),
    [
        pytest.param(
            "_FOUND_IN = {",
            "print()\n_FOUND_IN = {",
            ["line 5: a door only opens"],
            id="more than a table",
        ),
        pytest.param(
            "opening(__name__, _FOUND_IN)",
            "opening(__name__, {})",
            [
                "line 7: a door only opens",
                "missing: __getattr__, __dir__, __all__ = opening(__name__, _FOUND_IN)",
            ],
            id="another opening",
        ),
        pytest.param(
            "_FOUND_IN = {",
            "_NAMES = {",
            ["line 5: a door only opens", "missing: _FOUND_IN = {}"],
            id="no table",
        ),
        pytest.param(
            "from",
            "from math import pi\nfrom",
            ["line 3: a door only opens"],
            id="more imports",
        ),
    ],
)
def test_doors_that_do_more_are_reported(
    build: Build, old: str, new: str, breaches: list[str]
) -> None:
    assert old in DOOR
    assert opened(build, DOOR.replace(old, new, 1)) == breaches


def test_only_doors_open(build: Build) -> None:
    text = f"from {TOOL.rpartition('.')[0]} import opening"
    package = build({"core/_table.py": text, "_door.py": ""})
    (breach,) = _house.imports_that_do_not_go_down(package)
    assert breach == f"core/_table.py:1 -> {TOOL}: this is for doors"
    package.joinpath("core", "_table.py").write_text("")
    package.joinpath("core", "__init__.py").write_text(text)
    assert _house.imports_that_do_not_go_down(package) == []
    assert _house.private_entries(package) == []
    assert rooms(package) == ["core"]


WINGS: dict[str, dict[str, tuple[str, ...]]] = {
    "spc": {"_charts": (), "_rules": ("_charts",)}
}


def test_a_wing_may_know_one_above_it(build: Build) -> None:
    text = "from cqikit.spc._charts._view import View\nfrom cqikit.core import Table"
    package = build({"spc/_charts/_view.py": "", "spc/_rules/_zones.py": text})
    assert _house.strange_wings(package, WINGS) == []


@pytest.mark.parametrize("indent", ["", "def f():\n    ", "if TYPE_CHECKING:\n    "])
def test_a_wing_that_knows_another_back_is_reported(build: Build, indent: str) -> None:
    text = f"{indent}from cqikit.spc._rules._zones import Near"
    package = build({"spc/_charts/_view.py": text, "spc/_rules/_zones.py": ""})
    (breach,) = _house.strange_wings(package, WINGS)
    assert breach.endswith("_zones.Near: _charts may not know _rules")


def test_a_file_in_no_wing_is_reported(build: Build) -> None:
    (breach,) = _house.strange_wings(build({"spc/_view.py": ""}), WINGS)
    assert breach.startswith("spc/_view.py: in no wing; see tests/architecture/")


def test_a_table_in_which_two_wings_know_each_other_is_reported(build: Build) -> None:
    wings: dict[str, dict[str, tuple[str, ...]]]
    wings = {"spc": {"_charts": ("_rules",), "_rules": ("_charts",)}}
    assert _house.strange_wings(build({}), wings) == [
        "spc: _charts may not know _rules, which stands below it"
    ]


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
