"""Laws of doors: a room's `__init__.py` re-exports its public names, and nothing else.

Most doors import what they re-export. A large room's door may open on first use instead
(PEP 562); it is then listed in _floors.py, and takes the one form that is spelled out
here: its imports for type checkers alone, a table of where each name is found, and
`OPENING`, to the letter.
"""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Final

from tests.architecture._floors import DECLARED_IN, OPEN_ON_FIRST_USE
from tests.architecture._imports import SRC, Source, imports, room_of, sources

OPENING: Final = '''
if not TYPE_CHECKING:

    def __getattr__(name: str) -> Any:
        """Return what is public here, from the file that it is found in."""
        if name not in _FOUND_IN:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        found = getattr(import_module(f"{__name__}.{_FOUND_IN[name]}"), name)
        globals()[name] = found
        return found

    def __dir__() -> list[str]:
        """Return what is public, and what a module has of itself."""
        return sorted({*globals(), *_FOUND_IN})
'''

TOOLS: Final = (
    "from importlib import import_module",
    "from typing import TYPE_CHECKING, Any",
)


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
    inside = [part for one in body for part in _for_types(one)]
    rest = [one for one in body if not (_for_types(one) or _is_of_the_form(one))]
    return _of_re_exports(source, [*inside, *rest]) + _of_the_table(body, inside)


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


def _of_the_table(body: list[ast.stmt], inside: list[ast.stmt]) -> list[str]:
    """Find names that are not fetched from where type checkers see them."""
    typed = {
        alias.name: (one.module or "").split(".", 2)[-1]
        for one in inside
        if isinstance(one, ast.ImportFrom)
        for alias in one.names
    }
    tables = [table for one in body if (table := _table(one)) is not None]
    found = tables[0] if len(tables) == 1 else {}
    return [
        f"{name}: found in {found.get(name)}, for type checkers in {typed.get(name)}"
        for name in sorted(typed.keys() | found.keys())
        if typed.get(name) != found.get(name)
    ]


def _table(statement: ast.stmt) -> dict[str, str] | None:
    match statement:
        case ast.Assign(targets=[ast.Name("_FOUND_IN")], value=ast.Dict() as value):
            table: dict[str, str] = ast.literal_eval(value)
            return table
        case _:
            return None


def _is_opening(statement: ast.stmt) -> bool:
    return any(
        isinstance(node, ast.FunctionDef) and node.name in {"__getattr__", "__dir__"}
        for node in ast.walk(statement)
    )


def _for_types(statement: ast.stmt) -> list[ast.stmt]:
    match statement:
        case ast.If(test=ast.Name("TYPE_CHECKING"), body=inside, orelse=[]):
            return inside
        case _:
            return []


def _is_of_the_form(statement: ast.stmt) -> bool:
    form = {ast.unparse(ast.parse(text)) for text in (*TOOLS, OPENING)}
    return ast.unparse(statement) in form or _table(statement) is not None


def _only(source: Source, statement: ast.stmt) -> Source:
    return source._replace(tree=ast.Module([statement], []))
