"""Settings of the site; build it with `nox -s docs`, no network needed."""

from __future__ import annotations

import runpy
import sys
from pathlib import Path
from typing import Any

import attrs

from cqikit import __version__

HERE = Path(__file__).parent
ROOT = HERE.parent
sys.path.insert(0, str(HERE))

from defaults import with_defaults  # noqa: E402  (they stand beside this file)
from pages import room_page  # noqa: E402

project = "cqikit"
author = "cqikit contributors"
project_copyright = "cqikit contributors"
version = release = __version__

extensions = [
    "myst_parser",
    "numpydoc",
    "sphinx.ext.autodoc",
]
exclude_patterns = ["_build"]
html_theme = "furo"
html_title = f"cqikit {version}"
html_copy_source = False
# Pictures are drawn for paper: dark words need a light ground, in the dark theme too.
html_static_path = ["_static"]
html_css_files = ["pictures.css"]

# The built site asks no other machine for anything.
html_theme_options = {"top_of_page_buttons": []}

myst_enable_extensions = ["colon_fence", "deflist", "dollarmath"]
myst_heading_anchors = 3

# In docstrings `name` is a name.
default_role = "literal"

# A room's page shows what its door exports, in the door's own words.
autodoc_class_signature = "mixed"
autodoc_member_order = "bysource"
autodoc_typehints_format = "short"
numpydoc_show_class_members = False
# Two rooms may use one word of the field, each in its own sense (a Plan of plans, one
# of pdsa): a docstring means the one of its own room, and says so by standing in it.
suppress_warnings = ["ref.python"]
numpydoc_validation_checks: set[str] = set()


def write_room_pages() -> None:
    """Write a reference page for every room that exists, from the ground up."""
    package = ROOT / "src" / "cqikit"
    height: dict[str, int] = runpy.run_path(
        str(ROOT / "tests" / "architecture" / "_floors.py")
    )["HEIGHT"]
    generated = HERE / "reference" / "generated"
    generated.mkdir(exist_ok=True)
    there = [
        room
        for room in height
        if (package / f"{room}.py").exists()
        or (package / room / "__init__.py").exists()
    ]
    pages = {f"{room}.md": room for room in there if room != "__main__"}
    for old in generated.glob("*.md"):
        if old.name not in pages:
            old.unlink()
    for name, room in pages.items():
        text = room_page(package, room)
        page = generated / name
        if not page.exists() or page.read_text(encoding="utf-8") != text:
            page.write_text(text, encoding="utf-8")


write_room_pages()


def say_defaults(
    _app: Any, what: str, _name: str, there: Any, _options: Any, lines: list[str]
) -> None:
    """Say the default of each field in words, where its clause does not."""
    if what == "class" and attrs.has(there):
        lines[:] = with_defaults(there, lines)


def setup(app: Any) -> None:
    """Go over docstrings before numpydoc does."""
    app.connect("autodoc-process-docstring", say_defaults, priority=400)
