"""Reference pages: every public name of a room, grouped by what one wants to do.

A file of a room is about one thing, and says so in its first line: that line heads the
names that come from it.
"""

from __future__ import annotations

import ast
import importlib
import inspect
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import ModuleType

BLOCK = "```{{eval-rst}}\n{}\n```\n"


def room_page(package: Path, room: str) -> str:
    """Return the page of a room: its docstring, and its names under headings."""
    module = importlib.import_module(f"cqikit.{room}")
    parts = [
        f"# {room}\n",
        BLOCK.format(f".. automodule:: cqikit.{room}\n   :no-members:"),
    ]
    for heading, names in grouped(package / room, module).items():
        shown = "\n\n".join(directive(module, name) for name in names)
        here = f".. currentmodule:: cqikit.{room}\n\n{shown}"
        parts.append(f"## {heading}\n\n{BLOCK.format(here)}")
    return "\n".join(parts)


def grouped(folder: Path, module: ModuleType) -> dict[str, list[str]]:
    """Return the names of a room by the first line of the file that each is from."""
    homes = dict(_homes(folder))
    groups: dict[str, list[str]] = {}
    for name in module.__all__:
        groups.setdefault(_heading(homes.get(name, module.__name__)), []).append(name)
    return groups


def _homes(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield each name of a door, and the module that it comes from."""
    door = folder / "__init__.pyi"
    door = door if door.exists() else folder / "__init__.py"
    if not door.exists():
        return
    for node in ast.walk(ast.parse(door.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(
            "cqikit"
        ):
            for each in node.names:
                yield each.asname or each.name, str(node.module)


def _heading(home: str) -> str:
    """Return the first line of a module's docstring, as a heading."""
    text = inspect.getdoc(importlib.import_module(home)) or home
    return text.splitlines()[0].rstrip(".")


def directive(module: ModuleType, name: str) -> str:
    """Return what shows a name: a class with its members, a function, or a value."""
    value = getattr(module, name)
    if inspect.isclass(value):
        return f".. autoclass:: {name}\n   :members:"
    if inspect.isroutine(value):
        return f".. autofunction:: {name}"
    return f".. autodata:: {name}\n   :no-value:"
