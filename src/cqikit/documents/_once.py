"""What is wrong with a value is told once, in the words of its field.

A value that TOML cannot read is read as it was meant. Where its field then refuses
it, one line says both: else a person would fix what the next round refuses.
"""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Final

from attrs import evolve

from cqikit.documents._faults import EXTRA_FIELD, with_fix
from cqikit.documents._toml_values import Standing
from cqikit.documents._values import quoted
from cqikit.errors import shown, suggest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cqikit.documents._toml import Read
    from cqikit.errors import Problem

__all__ = ["headers_at", "told_once"]

#: What a field says may be meant, such as the choice that is nearly what was written.
MEANT: Final = re.compile(r"did you mean '([^']+)'\?")
#: What a field of text says of anything else.
TEXT: Final = " must be text (got "


def told_once(read: Read, found: list[Problem]) -> Iterator[Problem]:
    """Yield faults of the syntax and of the fields, each value's own but once.

    Parameters
    ----------
    read : Read
        What the text says, with its faults of syntax.
    found : list of Problem
        What the fields refuse.
    """
    left = list(found)
    for problem, (key, plain) in zip(read.problems, read.meant, strict=True):
        same = next(
            (fault for fault in left if key and _is_of(fault, key, plain)), None
        )
        if same is None:
            yield problem
            continue
        left.remove(same)
        near = MEANT.search(same.fix)
        told = with_fix(same, f'write {key} = "{near[1]}"') if near else same
        typed = (problem.parts or {}).get("value")
        if typed and TEXT in same.message:
            # A text of digits alone, or one that begins with a number.
            told = with_fix(same, f"write {key} = {quoted(typed)}")
        yield evolve(told, where=problem.where)
    yield from left


def headers_at(text: str, found: list[Problem]) -> Iterator[Problem]:
    """Yield faults of fields; a table that is one too many is told of its line.

    Parameters
    ----------
    text : str
        The document.
    found : list of Problem
    """
    for problem in found:
        header, near = _header(text, problem)
        if header and near:
            line = text.count("\n", 0, header.start(1)) + 1
            fix = f"write {header[1].replace(header[2], near, 1)}"
            yield evolve(with_fix(problem, fix), where=f"line {line}")
        else:
            yield problem


def _header(text: str, problem: Problem) -> tuple[re.Match[str] | None, str]:
    """Return the header of a table that is one too many, and what is meant by it."""
    parts = problem.parts or {}
    if problem.code != EXTRA_FIELD.code or problem.where:
        return None, ""
    name = parts["name"].strip("'")
    pattern = rf"^[ \t]*(\[+({re.escape(name)})(?:\.[^\]\n]*)?\]+)"
    near = parts["alike"] or suggest(name, parts["known"])
    return re.search(pattern, text, re.MULTILINE), near


def _is_of(problem: Problem, key: str, plain: str) -> bool:
    """Say whether a field refuses a value that was read as it was meant."""
    if not plain:
        return False
    name = problem.where.rpartition(".")[2]
    got = shown(Standing(tomllib.loads(f"a = {plain}")["a"]))
    told = (f"(got {got})", f"named {got}")
    return name == key and any(text in problem.message for text in told)
