"""The public names of every room, read from the `__all__` of its door."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.architecture._floors import HEIGHT
from tests.architecture._imports import DOOR, SRC, Source, rooms, sources


def public_names(package: Path = SRC) -> dict[str, list[str]]:
    """Return room -> its public names, from the ground up."""
    found = {}
    for source in sources(package):
        if source.room not in {"", DOOR} and source.module.count(".") == 1:
            found[source.room] = exported(source)
    return dict(sorted(found.items(), key=lambda item: HEIGHT.get(item[0], -1)))


def rooms_without_list(package: Path = SRC) -> list[str]:
    """Find rooms whose door, or only file, does not say what is public."""
    names = public_names(package)
    return [
        f"{room} -> __all__ is missing" for room in rooms(package) if not names[room]
    ]


def exported(source: Source) -> list[str]:
    """Return the names in the `__all__` of a file; none where it has no such list."""
    for statement in source.tree.body:
        match statement:
            case ast.Assign(targets=[ast.Name("__all__")], value=value):
                return sorted(ast.literal_eval(value))
            case ast.Assign(targets=[ast.Name("_FOUND_IN")], value=value):
                table: dict[str, str] = ast.literal_eval(value)
                return sorted(
                    name for names in table.values() for name in names.split()
                )
            case _:
                pass
    return []


def called_one(*folders: Path) -> list[str]:
    """Find variables called `one`: a variable is called after what it is."""
    found = []
    for folder in folders:
        for file in sorted(folder.rglob("*.py")):
            where = file.relative_to(folder.parent).as_posix()
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                match node:
                    case ast.Name("one", ctx=ast.Store()) | ast.arg("one"):
                        found.append(f"{where}:{node.lineno} -> one")
                    case ast.MatchAs(name="one") | ast.MatchStar("one"):
                        found.append(f"{where}:{node.lineno} -> one")
                    case _:
                        pass
    return found
