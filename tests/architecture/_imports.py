"""Read the imports of a package from its files, without running any of them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

PACKAGE = "cqikit"
DOOR = "_door"
"""The file that says how doors open; see _doors.py."""
TOOL = f"{PACKAGE}.{DOOR}.opening"
ROOT = Path(__file__).parent.parent.parent
SRC = ROOT / "src" / PACKAGE


class Import(NamedTuple):
    """One import of something of ours, wherever in the file it stands."""

    file: str
    line: int
    importer: str
    """The importing module, dotted."""
    target: str
    """What is imported, dotted; names taken from it included."""

    def __str__(self) -> str:
        """Say it as every law does: `file -> import`."""
        return f"{self.file}:{self.line} -> {self.target}"


class Source(NamedTuple):
    """One file of the package, parsed."""

    file: str
    """Its path from the package, such as `spc/_rules.py`."""
    module: str
    """Its dotted name, such as `cqikit.spc._rules`; a door is called as its room."""
    tree: ast.Module
    text: str

    @property
    def room(self) -> str:
        """The room that the file is in; empty for the package's own `__init__`."""
        return room_of(self.module)

    def nodes(self) -> tuple[ast.AST, ...]:
        """Return every node of the tree, walked over only once."""
        return _walked(self.tree)

    @property
    def is_door(self) -> bool:
        """Whether the file is the `__init__.py` of a room."""
        return self.file == f"{self.room}/__init__.py"


def room_of(dotted: str) -> str:
    """Return the room in a dotted name, as in `cqikit.ROOM.module`."""
    parts = dotted.split(".")
    return parts[1] if len(parts) > 1 else ""


def rooms(package: Path = SRC) -> list[str]:
    """List the rooms that exist; how their doors open is no room."""
    modules = {path.stem for path in package.glob("*.py")} - {"__init__", DOOR}
    packages = {path.parent.name for path in package.glob("*/__init__.py")}
    return sorted(modules | packages)


def read(path: Path, file: str, module: str) -> Source:
    """Parse one file."""
    text = path.read_text(encoding="utf-8")
    return Source(file, module, ast.parse(text, file), text)


def sources(package: Path = SRC) -> list[Source]:
    """Parse every file of the package; of our own only once, as it stays as it is."""
    return _parsed_once() if package == SRC else _parsed(package)


@cache
def _parsed_once() -> list[Source]:
    return _parsed(SRC)


def _parsed(package: Path) -> list[Source]:
    found = []
    for path in sorted(package.rglob("*.py")):
        parts = path.relative_to(package).with_suffix("").parts
        dotted = [part for part in (PACKAGE, *parts) if part != "__init__"]
        file = path.relative_to(package).as_posix()
        found.append(read(path, file, ".".join(dotted)))
    return found


@cache
def _walked(tree: ast.Module) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(tree))


@cache
def imports(source: Source) -> tuple[Import, ...]:
    """Return the imports of ours in a file: top-level, lazy and typing-only alike."""
    return tuple(_imports(source))


def _imports(source: Source) -> Iterator[Import]:
    for node in source.nodes():
        for target in _targets(node, source):
            if target == PACKAGE or target.startswith(f"{PACKAGE}."):
                line = getattr(node, "lineno", 0)
                yield Import(source.file, line, source.module, target)


def _targets(node: ast.AST, source: Source) -> Iterator[str]:
    match node:
        case ast.Import():
            yield from (alias.name for alias in node.names)
        case ast.ImportFrom():
            origin = _origin(node, source)
            yield from (f"{origin}.{alias.name}" for alias in node.names)
        case ast.Call(
            func=ast.Name("__import__" | "import_module")
            | ast.Attribute(attr="import_module"),
            args=[ast.Constant(str(name)), *_],
        ):
            yield name
        case ast.Assign(targets=[ast.Name("_FOUND_IN")], value=table):
            # The table of a door; see _doors.py.
            for file, names in ast.literal_eval(table).items():
                yield from (f"{source.module}.{file}.{name}" for name in names.split())
        case _:
            pass


def _origin(node: ast.ImportFrom, source: Source) -> str:
    if not node.level:
        return node.module or ""
    parts = source.module.split(".")
    here = parts if source.file.endswith("__init__.py") else parts[:-1]
    start = here[: len(here) - node.level + 1]
    return ".".join([*start, *([node.module] if node.module else [])])
