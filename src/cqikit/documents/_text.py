"""From the text of a document to a plain tree, within bounds.

A document may come from anywhere. Its size and depth are bounded, a key that
stands twice is a fault, and a fault of the syntax names its line.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

from cqikit.core import FindingKind
from cqikit.documents._faults import beneath, place
from cqikit.documents._toml import Read, read_toml
from cqikit.errors import DocumentError
from cqikit.files import BOUNDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cqikit.errors import Problem

__all__ = ["LARGEST", "plain_tree"]

#: Characters that a document may have; longer ones are data, not documents.
LARGEST: Final = BOUNDS.document_characters
#: Levels of tables and lists; what people write has fewer than ten.
DEEPEST: Final = BOUNDS.document_levels

TOO_LONG: Final = FindingKind(
    "document.too-long",
    says="must be at most {most} characters long (got {got})",
)
TOO_DEEP: Final = FindingKind(
    "document.too-deep", says="tables and lists must be at most {most} levels deep"
)
NOT_JSON: Final = FindingKind("document.no-json", says="is not JSON: {said}")
OTHER_FORM: Final = FindingKind(
    "document.other-form",
    says={
        "json": "is JSON, and its name says TOML",
        "toml": "is TOML, and its name says JSON",
    },
    fix={"json": "let it end in .json", "toml": "let it end in .toml"},
)
#: How a JSON document begins, and no TOML; and the reverse.
BEGINS: Final = {
    "json": re.compile(r"\s*(?:\{|\[\s*\{)"),
    "toml": re.compile(r"\s*(?:#|[\w-]+\s*=)"),
}
LONG_NUMBER: Final = FindingKind(
    "document.long-number",
    says="a number has too many digits",
    fix="write it with fewer digits, or in quotes",
)
#: What TOML reads of any length: numbers of so many digits that Python writes none.
LONG_FORM: Final = re.compile(r"0[xob][0-9A-Fa-f_]{3500}")
#: Of more digits, Python reads no number unless told to.
LONG_DIGITS: Final = re.compile(r"(?<=[=:,\[\s+-])\d[\d_]{4000}")
MOST_BITS: Final = 14_000
TWICE: Final = FindingKind(
    "document.twice", says="stands twice", fix="keep one of them"
)


def plain_tree(text: str, name: str, most: int = LARGEST) -> Read:
    """Return what a document says, as tables, lists, text and numbers.

    Faults of TOML that leave the rest readable are told with what it says.

    Parameters
    ----------
    text : str
    name : str
        What messages call it. ``.json`` and ``.toml`` at its end say what it
        is; without them, a text that starts with a brace is JSON.
    most : int
        Characters that it may have; by default `LARGEST`.

    Raises
    ------
    DocumentError
        When it is too long or too deep, or has a fault of syntax.
    """
    if len(text) > most:
        long = TOO_LONG.problem(most=f"{most:,}", got=f"{len(text):,}")
        raise DocumentError(name, [long])
    text = text.removeprefix("\ufeff")
    try:
        if _is_json(text, name):
            _check_form(text, name, "toml")
            tree, repeated = _from_json(text, name)
            read = Read(tree)
        else:
            _check_form(text, name, "json")
            read = _from_toml(text, name)
            repeated = LONG_FORM.search(text) is not None
    except RecursionError:
        raise DocumentError(name, [TOO_DEEP.problem(most=DEEPEST)]) from None
    form = _faults_of_form(read.tree, look_closer=repeated)
    problems = [*read.problems, *form]
    if len(problems) > len(read.problems) or (problems and read.tree is None):
        raise DocumentError(name, problems)
    return read


def _is_json(text: str, name: str) -> bool:
    ending = name.lower().rpartition(".")[2]
    if ending in {"json", "toml"}:
        return ending == "json"
    return text.lstrip()[:1] in {"{", "["}


def _check_form(text: str, name: str, other: str) -> None:
    """Refuse a text of the other form in words that do not speak of its signs."""
    if BEGINS[other].match(text):
        raise DocumentError(name, [OTHER_FORM.problem("line 1", form=other)])


class _Repeating(dict[str, Any]):
    """A table of which some keys stand twice in the text."""

    repeated: tuple[str, ...] = ()


def _from_json(text: str, name: str) -> tuple[Any, bool]:
    repeats: list[str] = []

    def table(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(pairs)
        if len(made) == len(pairs):
            return made
        seen: set[str] = set()
        twice = [key for key, _ in pairs if key in seen or seen.add(key)]  # type: ignore[func-returns-value]
        marked = _Repeating(made)
        marked.repeated = tuple(dict.fromkeys(twice))
        repeats.extend(marked.repeated)
        return marked

    try:
        return json.loads(text, object_pairs_hook=table), bool(repeats)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        problem = NOT_JSON.problem(where, said=_low(error.msg))
        raise DocumentError(name, [problem]) from None
    except ValueError:
        # Python refuses to read whole numbers of thousands of digits.
        raise DocumentError(name, [_long_number(text)]) from None


def _from_toml(text: str, name: str) -> Read:
    try:
        return read_toml(text)
    except ValueError:
        raise DocumentError(name, [_long_number(text)]) from None


def _long_number(text: str) -> Problem:
    """Return that a number is too long, with the line of the first that may be."""
    found = LONG_DIGITS.search(text)
    line = text.count("\n", 0, found.start()) + 1 if found else 0
    return LONG_NUMBER.problem(f"line {line}" if line else "")


def _low(said: str) -> str:
    return said[:1].lower() + said[1:]


def _faults_of_form(tree: Any, *, look_closer: bool) -> Iterator[Problem]:
    """Yield keys that stand twice, long numbers, and the first place too deep."""
    if not look_closer and not _is_too_deep(tree):
        return
    waiting: list[tuple[Any, str, int]] = [(tree, "", 1)]
    while waiting:
        node, where, depth = waiting.pop()
        if isinstance(node, int) and node.bit_length() > MOST_BITS:
            yield LONG_NUMBER.problem(where)
        if not isinstance(node, dict | list):
            continue
        if depth > DEEPEST:
            yield TOO_DEEP.problem(most=DEEPEST)
            return
        if isinstance(node, _Repeating):
            for key in node.repeated:
                yield TWICE.problem(beneath(where, place(key)))
        waiting += [(value, beneath(where, at), depth + 1) for at, value in _in(node)]


def _is_too_deep(tree: Any) -> bool:
    """Say whether tables and lists stand in one another deeper than any should."""
    level: list[Any] = [[tree]]
    for _ in range(DEEPEST + 1):
        level = [
            value
            for node in level
            for value in (node.values() if isinstance(node, dict) else node)
            if isinstance(value, (dict, list))
        ]
    return bool(level)


def _in(node: dict[str, Any] | list[Any]) -> Iterator[tuple[str, Any]]:
    """Yield what is in a table or list, with how a path names it."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield place(key), value
    else:
        for number, value in enumerate(node):
            yield f"[{number}]", value
