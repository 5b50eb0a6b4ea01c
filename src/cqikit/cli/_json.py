"""What a verb found, as JSON for programs: one object, with no number that is none."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from datetime import date
from enum import Enum
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Final

import click
from attrs import fields, has

from cqikit.cli._streams import put
from cqikit.core import Catalog, FindingKind, Period, problem_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from cqikit.errors import CqikitError

__all__ = ["json_option", "json_text", "misuse", "refusal", "say_json"]

#: Raised when a member changes its meaning or goes; new members may come any time.
VERSION: Final = 1

#: A line of which the options and arguments cannot be made sense of.
USAGE: Final = FindingKind("command.usage", says="{said}")

#: What would turn the writing direction on a terminal; only texts have any.
TURNS: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")

json_option = click.option(
    "--json", "as_json", is_flag=True, help="Print all that was found as JSON."
)


def json_text(verb: str, found: Mapping[str, Any]) -> str:
    """Return one JSON object: the verb, the version of its members, and these.

    What a number cannot be (nothing was observed, there is no limit) is null; days and
    periods are text, and values of attrs classes are objects.

    Examples
    --------
    >>> print(json_text("due", {"as_of": date(2026, 10, 1), "mean": math.nan}), end="")
    {
      "verb": "due",
      "version": 1,
      "as_of": "2026-10-01",
      "mean": null
    }
    """
    tree = {"verb": verb, "version": VERSION, **plain(found)}
    text = json.dumps(tree, indent=2, ensure_ascii=False, allow_nan=False) + "\n"
    return TURNS.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def say_json(verb: str, found: Mapping[str, Any]) -> None:
    """Print what a verb found as JSON."""
    put(json_text(verb, found))


def refusal(error: CqikitError) -> dict[str, Any]:
    """Return what was refused: each fault with its code and parts, and in words.

    Examples
    --------
    >>> from cqikit.errors import UnknownNameError
    >>> told = refusal(UnknownNameError("column", "mnth", ["month", "visits"]))
    >>> told["code"], told["problems"][0].parts["alike"]
    ('name.unknown', 'month')
    """
    return {
        "code": error.code,
        "message": str(error),
        "source": getattr(error, "source", ""),
        "problems": getattr(error, "problems", None) or (problem_of(error),),
    }


def misuse(said: str) -> dict[str, Any]:
    """Return a refusal of the options or arguments of a line.

    Examples
    --------
    >>> told = misuse("No such option '--jsn'.")
    >>> told["code"], told["problems"][0].message
    ('command.usage', "No such option '--jsn'.")
    """
    problem = USAGE.problem(said=said)
    return {
        "code": problem.code,
        "message": said,
        "source": "",
        "problems": (problem,),
    }


def plain(value: Any) -> Any:
    """Return a value as a tree of what JSON has."""
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, float):
        return float(value) if math.isfinite(value) else None
    for kinds, say in SAID:
        if isinstance(value, kinds):
            return say(value)
    if has(type(value)):
        public = (field.name for field in fields(type(value)) if field.init)
        return {name: plain(getattr(value, name)) for name in public if name[0] != "_"}
    # Arrays and numbers of NumPy, which is not loaded for the sake of asking.
    return plain(value.tolist()) if hasattr(value, "tolist") else _list(value)


def _text(value: object) -> str:
    # What a file's name or a document may hold and UTF-8 may not is shown as "?".
    return str(value).encode("utf-8", "replace").decode("utf-8")


def _list(values: Any) -> list[Any]:
    return [plain(value) for value in values]


def _table(value: Mapping[Any, Any]) -> dict[str, Any]:
    return {_text(key): plain(member) for key, member in value.items()}


SAID: Final[tuple[tuple[Any, Callable[[Any], Any]], ...]] = (
    (Enum, lambda member: plain(member.value)),
    ((str, date, Period, PurePath), _text),
    (Catalog, _list),
    (Mapping, _table),
)
