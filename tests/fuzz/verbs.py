"""Public functions, with arguments of the right kind and odd values.

An argument is drawn by what its annotation names: a number, a day, a text, a row of
numbers, or an object of a class, of which there are as many as the documents of the
examples hold, each in turn changed in no way. What is of no such class is left alone:
wrong types are the matter of tests/doors.
"""

from __future__ import annotations

import inspect
import math
from collections.abc import Callable
from datetime import date
from functools import cache
from importlib import import_module
from random import Random
from typing import Any, Final

import attrs
import numpy as np

from cqikit import documents, folders, spc, tables
from tests.fuzz import damage
from tests.fuzz.readers import EXAMPLES, TYPES, texts
from tests.shapes import SHAPES

__all__ = ["call_verb"]

ROOMS: Final = (
    "actions",
    "assessments",
    "calendars",
    "collaboratives",
    "core",
    "documents",
    "drivers",
    "measures",
    "pdsa",
    "plans",
    "projects",
    "spc",
    "tables",
)
#: Functions that write files, load code, or make functions of functions.
LEFT_OUT: Final = frozenset(
    {"write", "write_csv", "write_excel", "arguments", "kept", "read", "read_excel"}
    | {"read_csv", "read_parquet", "write_parquet"}
)
NUMBERS: Final = (0, 1, 3, 24, 0.5, 0.95, 3.0, -1, 1e308, math.nan, math.inf, 10**400)
DAYS: Final = (date(2026, 3, 2), date.min, date.max, "2026-03", "2026-13", "9999-W52")
TEXTS: Final = ("", "falls", "month", "nelson", "i", "p", "higher", "a b", "\0", "é")
SERIES: Final[tuple[Any, ...]] = (
    [4, 9, 6, 7, 5, 8, 6, 7, 9, 12, 4, 6],
    [],
    [math.nan] * 4,
    [1e308] * 3,
    [True, False],
    [None, 3],
    np.array([[1.0, 2.0], [3.0, 4.0]]),
    np.array(["a"], dtype=object),
)
#: So many objects of a class.
ENOUGH: Final = 12


@cache
def functions() -> tuple[tuple[str, Callable[..., object]], ...]:
    """Return every public function, by room and name."""
    found = []
    for room in ROOMS:
        door = import_module(f"cqikit.{room}")
        for name in door.__all__:
            verb = getattr(door, name)
            if inspect.isfunction(verb) and name not in LEFT_OUT:
                found.append((f"{room}.{name}", verb))
    return tuple(found)


@cache
def by_class() -> dict[str, list[Any]]:
    """Return objects of each class, found in documents and in what is made of them."""
    made: list[Any] = [documents.parse(data, types=TYPES) for _, data in texts()]
    made += [folders.read(EXAMPLES / name) for name in ("measles", "scutari")]
    for name in ("iso", "sites", "money", "wide"):
        text = SHAPES[name]
        found = tables.parse_csv(text)
        said = tables.propose(found)
        made += [found, said]
        if said.layout is not None:
            made += tables.series_of(found, said.layout, said.measures).values()
    for values in ([4, 9, 6, 7, 5, 8, 6, 7, 9, 12, 4, 6], [3, 3, 3], [], [math.nan]):
        chart = spc.chart(values, baseline=2)
        made += [
            chart,
            spc.read(chart),
            spc.judge(spc.read(chart)),
            *spc.CHARTS,
            *spc.NELSON,
        ]
    found_by: dict[str, list[Any]] = {}
    while made:
        thing = made.pop()
        if isinstance(thing, tuple | list | dict):
            made += thing.values() if isinstance(thing, dict) else thing
        elif attrs.has(type(thing)) and type(thing).__module__.startswith("cqikit"):
            kept = found_by.setdefault(type(thing).__name__, [])
            if len(kept) < ENOUGH:
                kept.append(thing)
                names = attrs.fields_dict(type(thing))
                made += [getattr(thing, name, None) for name in names]
    return found_by


class UnknownError(Exception):
    """There is nothing of the class that an annotation names."""


def drawn(random: Random, annotation: str) -> Any:
    """Return an argument for what is annotated so."""
    # A catalog of things, a mapping of them, or what only has attributes, is none.
    words = set("".join(c if c.isalnum() else " " for c in annotation).split())
    if words & {"Mapping", "dict", "Catalog", "Evidence", "type", "Callable"}:
        raise UnknownError(annotation)
    pools: list[Any] = [
        by_class()[word] for word in sorted(words) if word in by_class()
    ]
    pools += [NUMBERS] if words & {"int", "float"} else []
    pools += [DAYS] if words & {"date", "PeriodLike"} else []
    pools += [TEXTS] if words & {"str", "Literal"} else []
    pools += [SERIES] if words & {"ArrayLike", "Floats", "Values", "Line"} else []
    pools += [(True, False)] if "bool" in words else []
    pools = [pool for pool in pools if pool]
    if not pools:
        raise UnknownError(annotation)
    value = random.choice(random.choice(pools))
    if isinstance(value, str) and random.random() < 0.3:
        value = damage.odd_text(random)
    if words & {"Iterable", "Sequence", "list", "tuple"}:
        return [value] * random.choice([0, 1, 1, 2])
    return value


def call_verb(random: Random) -> str:
    """Call a function with drawn arguments; return what was called."""
    name, verb = random.choice(functions())
    given: list[Any] = []
    named: dict[str, Any] = {}
    for parameter in inspect.signature(verb).parameters.values():
        if parameter.kind in {parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD}:
            continue
        needed = parameter.default is parameter.empty
        if needed or random.random() < 0.3:
            value = drawn(random, str(parameter.annotation))
            if parameter.kind is parameter.KEYWORD_ONLY:
                named[parameter.name] = value
            elif needed or len(given) == len(inspect.signature(verb).parameters):
                given.append(value)
    call_verb.last = (name, given, named)  # type: ignore[attr-defined]
    verb(*given, **named)
    return name
