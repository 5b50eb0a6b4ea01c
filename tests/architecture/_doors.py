"""Laws of doors: a room's `__init__.py` says where its public names are, no more.

Every door opens on first use (PEP 562), and takes the one form that is spelled out
here, `OPENING`, to the letter, with the rows of its table: which names are found in
which file. What type checkers see of it is a stub beside it, a golden file that is made
from the table.
"""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Final

from tests.architecture._imports import (
    DOOR,
    PACKAGE,
    SRC,
    TOOL,
    Source,
    imports,
    sources,
)

OPENING: Final = f"""
from {PACKAGE}.{DOOR} import opening

_FOUND_IN = {{}}

__getattr__, __dir__, __all__ = opening(__name__, _FOUND_IN)
"""

LONGEST: Final = 89
"""As long as a line may be, with its end."""


def doors_that_do_more_than_open(package: Path = SRC) -> list[str]:
    """Find doors with anything but a table of names and its opening."""
    return [
        f"{source.file} -> {breach}"
        for source in sources(package)
        if source.is_door
        for breach in _breaches(source)
    ]


def _breaches(source: Source) -> list[str]:
    form = {ast.unparse(part) for part in ast.parse(OPENING).body}
    found = {
        "_FOUND_IN = {}" if _is_table(statement) else ast.unparse(statement): statement
        for statement in source.tree.body
        if not _is_docstring(statement)
    }
    more = [statement.lineno for text, statement in found.items() if text not in form]
    return [
        *(f"line {line}: a door only opens" for line in more),
        *(f"missing: {text}" for text in sorted(form - found.keys())),
    ]


def _is_docstring(statement: ast.stmt) -> bool:
    match statement:
        case ast.Expr(value=ast.Constant(str())):
            return True
        case _:
            return False


def _is_table(statement: ast.stmt) -> bool:
    match statement:
        case ast.Assign(targets=[ast.Name("_FOUND_IN")], value=ast.Dict()):
            return True
        case _:
            return False


def stub(source: Source) -> str:
    """Return what type checkers are told of a door."""
    names = [i.target.rpartition(".") for i in imports(source) if i.target != TOOL]
    found = sorted(
        (origin, not name.isupper(), name[0].islower(), name.lower(), name)
        for origin, _, name in names
    )
    lines = [_taken(origin, name) for origin, *_, name in found]
    return "".join(["# Made from the table in __init__.py.\n\n", *lines])


def _taken(origin: str, name: str) -> str:
    line = f"from {origin} import {name} as {name}\n"
    if len(line) <= LONGEST:
        return line
    return f"from {origin} import (\n    {name} as {name},\n)\n"


def stubs(package: Path = SRC) -> dict[str, str]:
    """Return the stub beside each door, by its path."""
    return {
        f"{source.file}i": stub(source) for source in sources(package) if source.is_door
    }
