"""The codes of all findings, faults and errors, read from the rows that say them."""

from __future__ import annotations

import ast
import importlib
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from inspect import getdoc
from pathlib import Path
from typing import Any

from attrs import frozen

from cqikit.core import Catalog, FindingKind, FunctionCheck
from cqikit.errors import CqikitError
from tests.architecture._imports import SRC, sources

CODE = re.compile(r"[a-z-]+(\.[a-z0-9-]+)+")
#: A part in a template: its name, and forms of a noun that it counts.
PLACE = re.compile(r"\{(\w+)(?:!r)?(?:/[^{}:]+)?(?::([^{}]*))?\}")

HEAD = """\
# The table of all codes

Every finding and every refusal has a code, such as `[action.no-owner]` at the end
of a line of `cqikit check`. Here are all of them: what each says, what would fix
it, and where the expectation is from. A code never changes its meaning. Names,
numbers and days that a sentence speaks of are in italics; a row with several
sentences has a line for each. In a program, code and parts are data, to be counted
or worded in any language: [check your own
things](../how-to/check-your-own-things.md).

This page is made from the rows in the code.
"""
FINDINGS = """\
## Findings

What checks find, by what they are about. A finding may be more or less severe than
its row says. *Find ...* says what a check looks for that has no sentence of its own: it
uses other codes.
"""
FAULTS = """\
## Faults of what is read

Everything that is wrong with a document, a table, an export or a file is listed at
once, as the `problems` of one error; each has one of these codes.
"""
ERRORS = """\
## Errors

Each class of error has a code, too, and a fault that such an error tells has that code.
"""
#: What is said of a row whose sentences are those of an error.
REFUSAL = "In the words of what was refused."


@frozen
class Code:
    """One row of the table; without a sentence, what the check looks for."""

    kind: FindingKind
    looks_for: str = REFUSAL


def codes() -> list[Code]:
    """Return all rows that stand in the modules of the library, by their codes."""
    found: dict[FindingKind, Code] = {}
    for source in sources():
        if source.module.endswith("__main__"):
            continue
        module = importlib.import_module(source.module)
        for row in _rows(vars(module).values()):
            code = row if isinstance(row, Code) else Code(row)
            if code.looks_for != REFUSAL or code.kind not in found:
                found[code.kind] = code
    return sorted(found.values(), key=lambda code: code.kind.code)


def _rows(values: Iterable[Any]) -> Iterator[FindingKind | Code]:
    for value in values:
        if isinstance(value, FindingKind):
            yield value
        elif isinstance(value, FunctionCheck):
            yield Code(value.kind, _first_line(value.function))
        elif isinstance(value, Catalog | tuple | list):
            yield from _rows(value)
        elif isinstance(value, Mapping):
            yield from _rows(value.values())


def _first_line(thing: Any) -> str:
    # What is made by a factory has the words of the function in it.
    while hasattr(thing, "function"):
        thing = thing.function
    return (getdoc(thing) or "").partition("\n")[0]


def twice() -> list[str]:
    """Find codes that stand in rows that differ."""
    counts = Counter(code.kind.code for code in codes())
    return [f"{count} rows -> {code}" for code, count in counts.items() if count > 1]


def written_twice(known: Collection[str] = (), package: Path = SRC) -> list[str]:
    """Find codes whose text stands in one room more than once.

    Other rooms ask for a code by its text, as strangers do. By default all codes that
    have a sentence: that of a check that speaks in other codes may be one of them.
    """
    known = known or {
        code.kind.code for code in codes() if any(code.kind.says.values())
    }
    places: dict[tuple[str, str], list[str]] = {}
    for source in sources(package):
        for node in source.nodes():
            if isinstance(node, ast.Constant) and node.value in known:
                at = f"{source.file}:{node.lineno}"
                places.setdefault((str(node.value), source.room), []).append(at)
    return [
        f"{', '.join(at)} -> {code}"
        for (code, _), at in sorted(places.items())
        if len(at) > 1
    ]


def misnamed() -> list[str]:
    """Find codes that are not words with dots between them."""
    found = (code.kind.code for code in codes())
    return [code for code in found if CODE.fullmatch(code) is None]


def page() -> str:
    """Return the page with the table of all codes."""
    rows = codes()
    # An expectation has a source; what cannot be read has none.
    expected = [row for row in rows if row.kind.source]
    refused = [
        row for row in rows if not row.kind.source and any(row.kind.says.values())
    ]
    lines = [HEAD, FINDINGS, *_groups(expected, _finding)]
    lines += [FAULTS, *_groups(refused, _fault)]
    lines += [ERRORS, *_table(("Code", "Class", "Of"), _errors())]
    return "\n".join(lines)


def _groups(rows: list[Code], cells: Any) -> Iterator[str]:
    titles = ("Code", "Severity", "Says", "Fix", "From")
    by_word: dict[str, list[Code]] = {}
    for row in rows:
        by_word.setdefault(row.kind.code.partition(".")[0], []).append(row)
    for word, group in by_word.items():
        made = [cells(row) for row in group]
        titled = titles if len(made[0]) == len(titles) else ("Code", "Says", "Fix")
        yield f"### {word}\n"
        yield from _table(titled, made)


def _finding(row: Code) -> list[str]:
    kind = row.kind
    code = [f"`{kind.code}`", kind.severity.value]
    return [*code, _says(row), _sentences(kind.fix), _plain(kind.source)]


def _fault(row: Code) -> list[str]:
    return [f"`{row.kind.code}`", _says(row), _sentences(row.kind.fix)]


def _errors() -> Iterator[list[str]]:
    found = {cls.code: cls for cls in _below(CqikitError)}
    for code, cls in sorted(found.items()):
        yield [f"`{code}`", f"`{cls.__name__}`", _plain(_first_line(cls))]


def _below(cls: type[CqikitError]) -> Iterator[type[CqikitError]]:
    yield cls
    for inner in cls.__subclasses__():
        if inner.__module__.startswith("cqikit"):
            yield from _below(inner)


def _says(row: Code) -> str:
    looks_for = f"*{_plain(row.looks_for)}*" if row.looks_for else ""
    return _sentences(row.kind.says) or looks_for


def _sentences(forms: Mapping[str, str]) -> str:
    said = dict.fromkeys(sentence for sentence in forms.values() if sentence)
    return "<br>".join(readable(sentence) for sentence in said)


def readable(template: str) -> str:
    """Return a template as people read it, its parts in italics."""
    pieces, end = [], 0
    for found in PLACE.finditer(template):
        name, forms = found.groups()
        part = f"*{name.replace('_', ' ')}*"
        if forms is not None:
            part = forms.split("|")[-1].replace("#", part)
        pieces += [_plain(template[end : found.start()]), part]
        end = found.end()
    return "".join([*pieces, _plain(template[end:])])


def _plain(text: str) -> str:
    """Return a text without what a table of Markdown would take for its own."""
    return re.sub(r"([\\*_\[\]<>|{}$])", r"\\\1", text)


def _table(titles: tuple[str, ...], rows: Iterable[list[str]]) -> Iterator[str]:
    yield f"| {' | '.join(titles)} |"
    yield f"|{'---|' * len(titles)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"
    yield ""
