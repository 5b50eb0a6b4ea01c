"""Laws of doors: a room's `__init__.py` re-exports its public names, and nothing else.

Most doors import what they re-export. A large room's door may open on first use instead
(PEP 562); it is then listed in _floors.py, and takes the one form that is spelled out
here: a table of which names are found in which file, and `OPENING`, to the letter. What
type checkers see of it is a stub beside it, a golden file that is made from the table.
"""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Final

from tests.architecture._floors import DECLARED_IN, OPEN_ON_FIRST_USE
from tests.architecture._imports import SRC, Source, imports, room_of, sources

OPENING: Final = '''
_HOME = {name: file for file, names in _FOUND_IN.items() for name in names.split()}
__all__ = list(_HOME)


def __getattr__(name: str) -> Any:
    """Return what is public here, from the file that it is found in."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    """Return what is public, and what a module has of itself."""
    return sorted({*globals(), *_HOME})
'''

TOOLS: Final = ("from importlib import import_module", "from typing import Any")


def doors_that_do_more_than_open(package: Path = SRC) -> list[str]:
    """Find doors with anything but re-exports, and exports that do not match."""
    return [
        f"{source.file} -> {breach}"
        for source in sources(package)
        if source.is_door
        for breach in _breaches(source)
    ]


def _breaches(source: Source) -> list[str]:
    body = source.tree.body
    if not any(map(_is_opening, body)):
        return _of_re_exports(source, body)
    if source.room not in OPEN_ON_FIRST_USE:
        return [f"opens on first use; declare it in {DECLARED_IN}, with the reason"]
    form = {ast.unparse(part) for part in ast.parse("\n".join((*TOOLS, OPENING))).body}
    rest = [
        statement
        for statement in body
        if ast.unparse(statement) not in form and not _is_table(statement)
    ]
    missing = form - {ast.unparse(statement) for statement in body}
    return [
        *(f"line {statement.lineno}: a door only re-exports" for statement in rest[1:]),
        *(f"not as it opens: {text.splitlines()[0]}" for text in sorted(missing)),
    ]


def stub(source: Source) -> str:
    """Return what type checkers are told of a door that opens on first use."""
    found = sorted(
        (origin, not name.isupper(), name[0].islower(), name)
        for origin, _, name in (i.target.rpartition(".") for i in imports(source))
    )
    lines = [f"from {origin} import {name} as {name}\n" for origin, _, _, name in found]
    return "".join(["# Made from the table in __init__.py.\n\n", *lines])


def stubs(package: Path = SRC) -> dict[str, str]:
    """Return the stub beside each door that opens on first use, by its path."""
    return {
        f"{source.file}i": stub(source)
        for source in sources(package)
        if source.is_door and source.room in OPEN_ON_FIRST_USE
    }


def _of_re_exports(source: Source, body: list[ast.stmt]) -> list[str]:
    breaches, brought, exported = [], set(), None
    for statement in body:
        match statement:
            case ast.Expr(value=ast.Constant(str())):
                pass
            case ast.ImportFrom(module="__future__"):
                pass
            case ast.ImportFrom():
                brought |= {alias.asname or alias.name for alias in statement.names}
                origins = {i.target for i in imports(_only(source, statement))}
                outside = [o for o in origins if room_of(o) != source.room]
                breaches += [f"{o}: not of this room" for o in sorted(outside)]
                if not origins:
                    breaches.append(f"{statement.module}: not of this room")
            case ast.Assign(targets=[ast.Name("__all__")], value=value):
                exported = set(ast.literal_eval(value))
            case _:
                breaches.append(f"line {statement.lineno}: a door only re-exports")
    if exported is None:
        return [*breaches, "__all__ is missing"]
    unlisted = [f"{name}: not in __all__" for name in sorted(brought - exported)]
    unknown = [f"{name}: not imported" for name in sorted(exported - brought)]
    return breaches + unlisted + unknown


def _is_table(statement: ast.stmt) -> bool:
    match statement:
        case ast.Assign(targets=[ast.Name("_FOUND_IN")], value=ast.Dict()):
            return True
        case _:
            return False


def _is_opening(statement: ast.stmt) -> bool:
    return any(
        isinstance(node, ast.FunctionDef) and node.name in {"__getattr__", "__dir__"}
        for node in ast.walk(statement)
    )


def _only(source: Source, statement: ast.stmt) -> Source:
    return source._replace(tree=ast.Module([statement], []))
