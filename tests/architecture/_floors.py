"""The floors of the house: the one place where a room is given its floor.

An import may only go down, to a floor further up in this list; rooms on one floor do
not know each other. The page docs/explanation/the-house.md says why, and its picture is
drawn from this list. This file needs the standard library alone.
"""

from __future__ import annotations

from typing import Final, NamedTuple


class Floor(NamedTuple):
    """One floor, and what may be loaded by importing a room on it."""

    name: str
    rooms: dict[str, str]
    """Room -> what it holds, in a few words."""
    packages: frozenset[str]
    """Packages that this floor's own files may load when they are imported."""


FLOORS: Final = (
    Floor("F0", {"errors": "every error class"}, frozenset({"attrs"})),
    Floor(
        "F1",
        {"core": "field checks, catalogs, tables, findings, calendars"},
        frozenset({"attrs"}),
    ),
    Floor(
        "F2",
        {
            "measures": "measures, aims, targets, series",
            "actions": "who does what by when",
        },
        frozenset({"attrs"}),
    ),
    Floor(
        "F3",
        {
            "plans": "goals and steps",
            "pdsa": "cycles as logs",
            "drivers": "from aim to idea",
            "assessments": "frameworks, scores",
            "spc": "charts and signals",
        },
        frozenset({"attrs"}),
    ),
    Floor(
        "F4",
        {
            "projects": "one project, need to proof",
            "collaboratives": "many teams, results, spread",
        },
        frozenset({"attrs", "numpy", "scipy"}),
    ),
    # Within the fifth floor there is one step down, for what all who open a file stand
    # on, and steps up, for what is composed of its rooms: the export of a form is a
    # table or a document, a folder has documents, tables and exports, a report has
    # pictures, and laws try documents and tables. These may use the rooms below their
    # step; none of those may use them.
    Floor("F5a", {"files": "read, or replaced whole"}, frozenset({"attrs"})),
    Floor(
        "F5",
        {
            "documents": "TOML, JSON",
            "tables": "CSV, Excel",
            "drawing": "pictures",
            "calendars": "due dates",
            "plugins": "found on asking",
            "languages": "words, numbers, days",
        },
        frozenset({"attrs", "cattrs", "numpy", "scipy"}),
    ),
    Floor(
        "F5b",
        {"forms": "answers in, frameworks out"},
        frozenset({"attrs", "cattrs", "numpy", "scipy"}),
    ),
    Floor(
        "F5c",
        {
            "folders": "one effort, read whole",
            "starters": "what one begins with",
            "reports": "HTML, Markdown, Word",
            "testing": "laws, strategies",
        },
        frozenset({"attrs", "cattrs", "numpy", "scipy"}),
    ),
    Floor(
        "F6",
        {"cli": "the thin command line"},
        frozenset({"attrs", "cattrs", "numpy", "scipy"}),
    ),
    Floor("F7", {"__main__": "what the command starts"}, frozenset({"attrs"})),
)

MORE_PACKAGES: Final = {
    "spc": frozenset({"numpy", "scipy"}),
    "assessments": frozenset({"numpy", "scipy"}),
    "testing": frozenset({"hypothesis", "pytest"}),
    "cli": frozenset({"click"}),
}
"""What single rooms may load beyond their floor's packages."""

EXTRA_TO_IMPORT: Final = {"testing": "testing", "cli": "cli"}
"""The rooms that cannot be imported at all without an extra, and which one."""

WINGS: Final[dict[str, dict[str, tuple[str, ...]]]] = {
    "spc": {
        "_charts": (),
        "_runs": ("_charts",),
        "_rules": ("_charts", "_runs"),
        "_power": ("_charts", "_runs", "_rules"),
        "_meaning": ("_charts", "_runs", "_rules", "_power"),
        "_monitor": ("_charts", "_runs", "_rules", "_power", "_meaning"),
        "_units": ("_charts",),
        "_advice": ("_charts", "_runs", "_rules", "_power", "_meaning"),
    }
}
"""The wings of a large room, its folders, each with those that it may know.

A wing may know only wings that stand above it here, so that no two know each other.
"""

NEVER_LOADED: Final = ("scipy.stats", "pandas", "matplotlib", "jinja2", "docx", "babel")
"""Heavy: whoever needs one of these imports it inside the function that does."""

DECLARED_IN: Final = "tests/architecture/_floors.py"

HEIGHT: Final = {room: i for i, floor in enumerate(FLOORS) for room in floor.rooms}


def floor_of(room: str) -> str:
    """Return the name of the floor that a room is on."""
    return FLOORS[HEIGHT[room]].name


def may_load(room: str) -> frozenset[str]:
    """Return the packages that importing a room may load."""
    allowed = FLOORS[HEIGHT[room]].packages
    return allowed | MORE_PACKAGES.get(room, frozenset())
