"""A value as people type it, and as TOML writes it.

A text without quotes, a number with its unit, a day as it is spoken: each is read as
it was meant, also within a list or an inline table, and the line to write is told.
"""

from __future__ import annotations

import re
import tomllib
from typing import Final

from attrs import evolve, frozen

from cqikit.core import FindingKind, say
from cqikit.documents._days import day_fix, days_of
from cqikit.documents._faults import with_fix
from cqikit.documents._numbers import has_decimal_comma, number_fix, numbers_of
from cqikit.documents._toml_values import toml_text
from cqikit.errors import Problem

__all__ = ["PARTS", "QUOTES", "UNQUOTED", "Value", "quoted", "reads", "value_of"]

SLASHED: Final = re.compile(r"^\d{1,4}[/.]\d{1,2}[/.]\d{1,4}$")
ISO: Final = re.compile(r"^\d{4}-\d{2}-\d{2}(?:[T ].*)?$")
TRUTHS: Final = {"yes": "true", "true": "true", "no": "false", "false": "false"}
QUOTES: Final = frozenset("\"'")
#: What closes a value that begins so, and what ends it in other languages.
CLOSES: Final = {'"': '"', "'": "'", "[": "]", "{": "}"}
ENDS: Final = " \t;,"
#: Keys whose value is a day or a period in every class that has them.
DATED: Final = frozenset(
    {"anchor", "as_of", "begin", "by", "by_when", "decided_on", "ended_on", "first"}
    | {"last", "on", "planned_on", "review_by", "since", "started_on", "studied_on"}
    | {"until", "when", "written_on"}
)
WRONG_VALUE: Final = FindingKind(
    "document.toml-value",
    says={
        "day": "{value} is no day as TOML writes it",
        "no-day": "{value} is no day of the calendar",
        "truth": "{value} must be true or false",
        "number": "{value} is no number as TOML writes it",
        "comma": "{value} has a decimal comma",
        "end": "{value} has a comma or a semicolon at its end",
    },
)
UNQUOTED: Final = FindingKind(
    "document.toml-quotes",
    says={
        "": "is text without quotes",
        "open": "has no closing quote",
        "inside": "has a quote or a backslash within its quotes",
    },
)
#: What lists and inline tables are made of: texts, marks, and what stands between.
PARTS: Final = re.compile(
    r"""("(?:[^"\\]|\\.)*"|'[^']*'|[\[\]{},=#])|((?<==)\s*[-+]?\d+,\d++(?!\s*=)|(?:[^"'\[\]{},=#]|(?<=\w)')+)"""
)


@frozen
class Value:
    """A value as it was meant, what was wrong with it, and what to write for it.

    Parameters
    ----------
    plain : str
        As TOML has it, "" where nobody knows what is meant.
    said : Problem
        Its fix is "" where it is the line with `plain` in it.
    inner : pair of str
        In an inline table or list, the key and the value that was wrong, as meant.
    note : str
        The comment behind it, with the blank before.
    more : tuple of (Problem, pair of str)
        In an inline table or list, what else was wrong, each with its `inner`.
    """

    plain: str
    said: Problem
    inner: tuple[str, str] | None = None
    note: str = ""
    more: tuple[tuple[Problem, tuple[str, str]], ...] = ()


def value_of(key: str, value: str) -> Value | None:
    """Return how a value of a key was meant, None where nobody knows."""
    bare, note = _parted(value)
    if not bare:
        return None
    if reads(f"a = {bare}"):
        typed = value.removesuffix(note)
        return Value(bare, WRONG_VALUE.problem(form="end", value=typed), note=note)
    found = _meant(key, bare)
    return found and evolve(found, note=note)


def _parted(value: str) -> tuple[str, str]:
    """Return a value without the sign that ends it elsewhere, and its comment."""
    first = value[0]
    if first not in CLOSES:
        bare, mark, said = value.partition(" # ")
        return bare.rstrip(ENDS), f"{mark}{said}"
    last = value.find(first, 1) if first in QUOTES else value.rfind(CLOSES[first])
    note = value[last + 1 :].lstrip(ENDS)
    if last < 1 or note[:1] not in ("", "#"):
        return value, ""
    return value[: last + 1], f" {note}" if note else ""


def _meant(key: str, value: str) -> Value | None:
    if value[0] in "[{":
        return _inside(key, value)
    if ISO.match(value):
        # One that is in the calendar is TOML as it stands.
        said = WRONG_VALUE.problem(form="no-day", value=value)
        return Value(quoted(value), with_fix(said, say("write a day that there is")))
    days = days_of(value) if value[0].isdigit() or key in DATED else {}
    if days or SLASHED.match(value):
        # Of two days, either will do to find what else is wrong.
        said = WRONG_VALUE.problem(form="day", value=value)
        return Value(next(iter(days), ""), with_fix(said, day_fix(value, key)))
    if value.casefold() in TRUTHS:
        said = WRONG_VALUE.problem(form="truth", value=value)
        return Value(TRUTHS[value.casefold()], said)
    numbers = numbers_of(value)
    if numbers:
        form = "comma" if has_decimal_comma(value) else "number"
        said = WRONG_VALUE.problem(form=form, value=value)
        # Of two numbers, either will do, as of two days.
        return Value(numbers[0], with_fix(said, number_fix(value, key)))
    text, form = _text_in(value)
    return Value(quoted(text), UNQUOTED.problem(form=form, value=value))


def _text_in(value: str) -> tuple[str, str]:
    """Return the text in a value that is not quoted rightly, and what is wrong."""
    first, last = value[0], value[-1]
    if first not in QUOTES:
        # One that is alone at the end has lost the one at the beginning.
        is_alone = last in QUOTES and value.count(last) % 2
        return value[:-1] if is_alone else value, ""
    if first == last and len(value) > 1:
        return value[1:-1], "inside"
    return value[1:-1] if last in QUOTES else value[1:], "open"


def _inside(key: str, value: str) -> Value | None:
    """Read a list or an inline table whose values lack what TOML wants of them."""
    made: list[str] = []
    wrong: list[tuple[Problem, tuple[str, str]]] = []
    inner = key
    for found in PARTS.finditer(value):
        text = found[2]
        plain = found[0]
        if text is not None and text.strip():
            if PARTS.match(value, found.end()) and value[found.end()] == "=":
                inner = text.strip()
            elif not reads(f"a = {text}"):
                this_value = value_of(inner, text.strip())
                if this_value is None or not this_value.plain:
                    return None
                wrong.append((this_value.said, (inner, this_value.plain)))
                plain = plain.replace(text.strip(), this_value.plain)
        made.append(plain)
    meant = "".join(made)
    if not wrong or not reads(f"a = {meant}"):
        return None
    (said, at), *more = wrong
    return Value(meant, said, inner=at, more=tuple(more))


def quoted(value: str) -> str:
    """Return a text in quotes, the single ones where it has double ones inside."""
    if {"\\", '"'} & set(value) and "'" not in value and value.isprintable():
        return f"'{value}'"
    return toml_text(value)


def reads(line: str) -> bool:
    """Say whether a line is TOML by itself."""
    try:
        tomllib.loads(line)
    except (tomllib.TOMLDecodeError, ValueError, RecursionError):
        return False
    return True
