"""Every template of the source, found without running anything.

A template stands in a row of a check, or as a literal in a call of `say`: so it is
found here, and a translator is asked for it.
"""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

import attrs

from cqikit import core
from cqikit.core import Catalog, Choice, FindingKind, FunctionCheck, Guard, Sentence
from tests.architecture._habits import _aliases, _full_name
from tests.architecture._imports import SRC, Source, sources

#: What a page of Jinja calls to say a sentence.
SAY: Final = frozenset({"say"})
#: What makes a line of a sentence, whose parts have tones of their own.
TOLD: Final = "cqikit.reports._blocks.told"
#: A file without these words says nothing.
SAID: Final = re.compile(r"\b(say|told)\b")
#: What a number says its digits with, which are no words.
DIGITS: Final = frozenset("+,.0123456789dfg")
#: Without words, and yet to be translated: its order differs between languages.
IN_ORDER: Final = frozenset({"{month} {year}"})
PART: Final = re.compile(r"\{[^{}]*\}")


@cache
def templates() -> dict[str, list[str]]:
    """Return every template of the source, with the files in which it stands."""
    found: dict[str, list[str]] = {}
    for file, template in _all():
        if has_words(template):
            places = found.setdefault(template, [])
            if file not in places:
                places.append(file)
    return found


def has_words(template: str) -> bool:
    """Return whether there is something to translate beside the parts."""
    found = core.places(template)
    forms = (said or "" for *_, said in found)
    said = "".join(form for form in forms if not set(form) <= DIGITS)
    said += "".join(between or "" for *_, between, _ in found)
    said += PART.sub("", template)
    return template in IN_ORDER or any(map(str.isalpha, said))


def _all() -> Iterator[tuple[str, str]]:
    """Yield files and their templates, file by file."""
    rows = _rows()
    for source in sources():
        for template in rows.get(source.file, ()):
            yield source.file, template
        for _, literal in said(source):
            yield from ((source.file, template) for template in literal or ())
    for path in sorted(SRC.rglob("*.jinja")):
        file = path.relative_to(SRC).as_posix()
        yield from ((file, template) for template in in_page(path))


def unfindable() -> list[str]:
    """Find calls of `say` whose template is not written out where it is used."""
    return [
        f"{source.file}:{line} -> say: write the template out as a literal"
        for source in sources()
        for line, literal in said(source)
        if literal is None
    ]


def _rows() -> dict[str, list[str]]:
    """Return the templates of rows, by the files in which their codes stand."""
    stands: dict[str, str] = {}
    for source in sources():
        for node in source.nodes():
            match node:
                case ast.Call(args=[ast.Constant(str(code)), *_]):
                    stands.setdefault(code, source.file)
                case _:
                    pass
    found: dict[str, list[str]] = {}
    seen: set[int] = set()
    for source in sources():
        # A door holds what was asked of it so far, which stands in files of its own.
        if source.file.endswith(("__main__.py", "__init__.py")):
            continue
        own = vars(importlib.import_module(source.module))
        # Not what Python keeps in a module, such as what a docstring showed last.
        for value in [own[name] for name in own if not name.startswith("__")]:
            for code, template in _in_value(value, seen):
                found.setdefault(stands.get(code, source.file), []).append(template)
            if isinstance(value, type) and issubclass(value, Choice):
                words = [member.words.template for member in value]
                if value.__module__ == source.module:
                    found.setdefault(source.file, []).extend(words)
    return found


def _in_value(value: Any, seen: set[int]) -> Iterator[tuple[str, str]]:
    """Yield the templates in a value of a module, each with the code of its row."""
    if isinstance(value, Sentence):
        yield "", value.template
    if isinstance(value, FindingKind):
        texts = (*value.says.values(), *value.fix.values())
        yield from ((value.code, text) for text in texts)
    if isinstance(value, Guard):
        yield "", value.otherwise
    if id(value) not in seen:
        seen.add(id(value))
        for inner in _inside(value):
            yield from _in_value(inner, seen)


def _inside(value: Any) -> Iterator[Any]:
    """Yield what a value of a module holds."""
    if isinstance(value, Sentence):
        yield from value.parts.values()
    elif isinstance(value, Mapping):
        yield from (*value.keys(), *value.values())
    elif isinstance(value, Catalog | tuple | list | frozenset):
        yield from value
    elif isinstance(value, FunctionCheck):
        yield value.kind
    elif attrs.has(type(value)) and type(value).__module__.startswith("cqikit."):
        for name in attrs.fields_dict(type(value)):
            yield getattr(value, name, None)


def said(source: Source) -> Iterator[tuple[int, list[str] | None]]:
    """Yield calls of `say` and `told`: lines, and templates if they are literals."""
    if source.file == "core/_wording.py" or not SAID.search(source.text):
        return
    aliases = _aliases(source)
    others = {call for function in _with_a_say(source) for call in ast.walk(function)}
    calls = [
        node
        for node in source.nodes()
        if isinstance(node, ast.Call) and node not in others
    ]
    for call in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
        name = _full_name(call.func, aliases)
        if (_is_say(name) or name == TOLD) and call.args:
            yield call.lineno, _literals(call.args[0], source)


def _is_say(name: str) -> bool:
    return name.startswith("cqikit.core") and name.endswith(".say")


def _with_a_say(source: Source) -> Iterator[ast.AST]:
    """Yield the functions in which `say` is something else."""
    if any(map(_binds_say, source.nodes())):
        for node in source.nodes():
            inside = ast.walk(node) if isinstance(node, ast.FunctionDef) else ()
            if any(map(_binds_say, inside)):
                yield node


def _binds_say(node: ast.AST) -> bool:
    match node:
        case ast.arg(arg="say") | ast.Name(id="say", ctx=ast.Store()):
            return True
        case _:
            return False


def _literals(node: ast.expr, source: Source) -> list[str] | None:
    """Return the texts that an expression may be, None where it is none we know."""
    match node:
        case ast.Constant(str(text)):
            return [text]
        case ast.IfExp(body=yes, orelse=no):
            both = _literals(yes, source), _literals(no, source)
            return None if None in both else [*(both[0] or ()), *(both[1] or ())]
        case ast.Subscript(value=ast.Name() as table):
            return _literals(table, source)
        case ast.Name(name):
            value = vars(importlib.import_module(source.module)).get(name)
            texts = value.values() if isinstance(value, Mapping) else [value]
            known = [text for text in texts if isinstance(text, str)]
            return known if len(known) == len(texts) else None
        case _:
            return None


def in_page(path: Path) -> Iterator[str]:
    """Yield the templates that a page of Jinja says."""
    from jinja2 import Environment, nodes

    page = Environment(autoescape=True).parse(path.read_text(encoding="utf-8"))
    for call in page.find_all(nodes.Call):
        named = call.node.name if isinstance(call.node, nodes.Name) else ""
        if named in SAY and isinstance(call.args[0], nodes.Const):
            yield str(call.args[0].value)
