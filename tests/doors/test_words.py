"""Words that choose: at every door, a wrong one is told with the right ones.

Found by looking: every field and every argument of the public names whose type is an
enumeration must say its own name, the words there are, and the one that may be meant.
"""

from __future__ import annotations

import re
import sys
from datetime import date
from enum import Enum
from importlib import import_module
from inspect import isfunction, signature, unwrap
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Final

import attrs
import numpy as np
import pytest

from cqikit.errors import FieldError, FieldTypeError, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOMS: Final = (
    "actions assessments calendars collaboratives core documents drawing drivers files"
    " folders forms measures pdsa plans projects reports spc starters tables testing"
)
# Not typed: a type checker would refuse a wrong word before the library does.
ROOM: Final[dict[str, Any]] = {
    room: import_module(f"cqikit.{room}") for room in ROOMS.split()
}
PUBLIC: Final = {
    f"{room}.{name}": getattr(module, name)
    for room, module in ROOM.items()
    for name in module.__all__
}
ENUMS: Final = {
    name.partition(".")[2]: cls
    for name, cls in PUBLIC.items()
    if isinstance(cls, type) and issubclass(cls, Enum)
}


def words_of(convert: Callable[[Any], Any]) -> FieldError | None:
    """Return the refusal of a word that is none, if it is one."""
    try:
        convert("wrong-word")
    except FieldError as error:
        return error
    except Exception:  # noqa: BLE001  (that it is no FieldError is what is told)
        return None
    return None


def enums_in(annotation: str, module: str) -> list[type]:
    """Return the enumerations that an annotation names, as its module knows them."""
    # A strategy of hypothesis is made in a module that cannot be imported.
    own = vars(sys.modules[module]) if module in sys.modules else {}
    known = {**ENUMS, **own}
    named = [known.get(word) for word in re.findall(r"\w+", annotation)]
    return [cls for cls in named if isinstance(cls, type) and issubclass(cls, Enum)]


def fields() -> Iterator[tuple[str, Callable[[Any], Any]]]:
    """Yield every field that converts a word, with what converts it."""
    for name, cls in PUBLIC.items():
        if not (isinstance(cls, type) and attrs.has(cls)):
            continue
        for field in attrs.fields(cls):
            kinds = enums_in(str(field.type), cls.__module__)
            if kinds and field.init and field.converter is not None:
                yield f"{name}.{field.name}", field.converter


FIELDS: Final = dict(fields())
#: Tables from codes to words: the field is no word itself.
TABLES: Final = {"forms.Form.codes"}


@pytest.mark.parametrize("name", sorted(FIELDS.keys() - TABLES))
def test_a_wrong_word_is_told_by_the_name_of_its_field(name: str) -> None:
    error = words_of(FIELDS[name])
    assert error is not None, f"{name} takes any word, or says nothing of its own"
    assert error.name == name.rpartition(".")[2]
    assert error.must.startswith("must be ")


FALLS: Final = [4, 6, 5, 3, 6, 4, 5, 6, 4, 3, 5, 6]
MONTHS: Final = [f"2025-{month:02}" for month in range(1, 13)]
MEASURE: Final = ROOM["measures"].Measure(key="falls", title="Falls", kind="count")
ROWS: Final = [
    ROOM["measures"].Observation(period=period, value=value)
    for period, value in zip(MONTHS, FALLS, strict=True)
]
SERIES: Final = ROOM["measures"].series(MEASURE, ROWS)
CHART: Final = ROOM["spc"].chart(FALLS, "c", phases=[6])
READING: Final = ROOM["spc"].read(CHART)
FUNNEL: Final = ROOM["spc"].funnel([3, 4], [9, 12])
DIAGRAM: Final = ROOM["documents"].read("examples/measles/drivers.toml")
IDEA: Final = ROOM["drivers"].ChangeIdea(key="an-idea", title="An idea")
PLAN: Final = ROOM["documents"].read("examples/measles/plan.toml")
TABLE: Final = ROOM["tables"].parse_csv("month,falls\n2026-01,3\n2026-02,4\n")
ON: Final = date(2026, 1, 1)
MONTH: Final = ROOM["core"].parse_period("2026-01")
LEVEL: Final = ROOM["measures"].Level(3)
SHARE: Final = ROOM["measures"].Nested(0.9, LEVEL)
#: Each verb, and what it takes as a matter of course beside the word.
VERBS: Final[dict[str, dict[str, Any]]] = {
    "collaboratives.aggregate": {"teams": [SERIES]},
    "core.check": {"code": "a.b"},
    "core.arrange": {"periods": [MONTH], "which": np.array([0])},
    "core.period_at": {"index": 24_000},
    "core.period_of": {"day": ON},
    "core.timeline": {"on": ["2026-01"]},
    "core.writing_of": {"cells": ["2026-01"]},
    "drawing.funnel_figure": {"funnel": FUNNEL},
    "drawing.funnel_svg": {"funnel": FUNNEL},
    "drawing.funnel_vega_lite": {"funnel": FUNNEL},
    "drawing.quick": {"values": FALLS},
    "drivers.add": {"diagram": DIAGRAM, "added": IDEA, "under": ["on-the-spot"]},
    "drivers.link": {"diagram": DIAGRAM, "cause": "a", "effect": "b"},
    "measures.meets": {"value": 3, "target": LEVEL},
    "measures.share_meeting": {"values": FALLS, "target": SHARE},
    "measures.target_value": {"target": LEVEL},
    "pdsa.advise_scale": {"belief": "high", "cost": "small", "readiness": "ready"},
    "pdsa.exhibit": {
        "evidence": SimpleNamespace(summary="They like it", supports=True)
    },
    "pdsa.submissions": {"cycles": []},
    "plans.workload": {"plan": PLAN},
    "spc.advise": {"values": FALLS},
    "spc.advise_phase": {"chart": CHART},
    "spc.changes": {"chart": CHART},
    "spc.funnel": {"events": [3, 4], "sizes": [9, 12]},
    "spc.judge": {"reading": READING},
    "starters.plan": {"title": "A plan", "on": ON},
    "tables.propose": {"table": TABLE},
}
#: It takes a member of any of the menus, and no word; a table of words, with its keys.
NO_WORDS: Final = {
    ("drivers.theory", "movements"),
}


def arguments() -> Iterator[tuple[str, str]]:
    """Yield every argument of a public verb whose type is an enumeration."""
    for name, value in PUBLIC.items():
        verb = unwrap(value) if callable(value) else None
        for argument, at in (
            signature(verb).parameters.items() if isfunction(verb) else ()
        ):
            text = str(getattr(at.annotation, "__name__", at.annotation))
            if enums_in(text, verb.__module__) and (name, argument) not in NO_WORDS:
                yield name, argument


@pytest.mark.parametrize(("verb", "argument"), list(arguments()))
def test_a_wrong_word_is_told_by_the_name_of_its_argument(
    verb: str, argument: str
) -> None:
    given = VERBS.get(verb, {})
    error = words_of(lambda word: PUBLIC[verb](**(given | {argument: word})))
    assert error is not None, f"{verb} takes any word as {argument}, or tells it badly"
    assert (error.name, error.got) == (argument, "wrong-word")


def test_a_list_of_words_may_be_one_word_and_is_no_number() -> None:
    tool: Any = ROOM["plans"].Tool
    named: dict[str, Any] = {"name": "own", "title": "Our own"}
    assert tool(**named, programs="other").programs == (
        ROOM["plans"].ProgramType.OTHER,
    )
    with pytest.raises(FieldTypeError, match="programs must be a list"):
        tool(**named, programs=3)
    with pytest.raises(FieldError, match=r"programs must be one of .*mean 'other'"):
        tool(**named, programs=["othr"])


#: What stands in a catalog, by the name of its class; rules and roll-ups are any.
IN_CATALOGS: Final = {"Rule", "Scorer"} | {
    type(member).__name__
    for value in PUBLIC.values()
    if isinstance(value, ROOM["core"].Catalog)
    for member in value
}


def test_whatever_a_catalog_has_may_be_asked_for_by_its_name() -> None:
    """An argument with a default that is a rule, a roll-up, a policy ... or a text."""
    lacking = [
        f"{name}({argument}: {at.annotation})"
        for name, value in PUBLIC.items()
        for verb in [unwrap(value) if callable(value) else None]
        if isfunction(verb)
        for argument, at in signature(verb).parameters.items()
        for said in [set(re.findall(r"\w+", str(at.annotation)))]
        if at.default is not at.empty and said & IN_CATALOGS
        if not said & {"str", "Catalog", "Iterable", "Sequence", "SearchStrategy"}
        # The names of what is in a catalog, as type checkers know them.
        if not any(word.endswith(("Name", "Word")) for word in said)
    ]
    assert lacking == []


def test_words_of_a_language_are_asked_for_by_its_name() -> None:
    actions = ROOM["actions"]
    step = actions.ActionStep(key="a", what="comprar o hacer materiales")
    assert actions.strength(step, words="es") == actions.strength(
        step, words=actions.WORDS["es"]
    )
    found = ROOM["core"].run_checks(step, [actions.doubtful_words("es")])
    assert [finding.code for finding in found] == ["action.doubtful-words"]
    with pytest.raises(UnknownNameError, match="no language named 'english'"):
        actions.strength(step, words="english")
