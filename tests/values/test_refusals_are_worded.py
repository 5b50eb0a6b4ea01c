"""What a class refuses is a sentence of a template, so that any language can say it."""

from __future__ import annotations

from typing import Any, Final

import pytest
from attrs import evolve, fields, has

from cqikit.core import Sentence, worded
from cqikit.errors import (
    CqikitError,
    FaultsError,
    FieldError,
    Problem,
    TransitionError,
)
from tests.sayings import unknown
from tests.values.examples import examples, public_classes

#: The rooms all of whose refusals are sentences.
ROOMS: Final = frozenset(
    {
        "actions",
        "assessments",
        "calendars",
        "collaboratives",
        "core",
        "documents",
        "drawing",
        "drivers",
        "forms",
        "measures",
        "pdsa",
        "plans",
        "projects",
        "reports",
        "spc",
        "tables",
        "testing",
        "plugins",
    }
)
WRONG: Final[tuple[Any, ...]] = (
    None, "", " ", "no such word", -1, 0.5, float("nan"), object(), ["x"], [1],
    {"a": 1},
)  # fmt: skip
CLASSES: Final = sorted(
    (
        cls
        for cls in public_classes()
        if has(cls)
        and cls.__module__.split(".")[1] in ROOMS
        # Forms of Word hold a whole document, and are judged where they are made.
        and not cls.__module__.startswith("cqikit.forms._word.")
    ),
    key=lambda cls: cls.__qualname__,
)


def is_worded(text: str) -> bool:
    """Say whether a text is a sentence that catalogs know."""
    return not text or (isinstance(text, Sentence) and not [*unknown(text)])


def sentences_of(problem: Problem) -> tuple[str, str]:
    """Return what a problem says and how it is mended, as sentences where it can."""
    if not problem.template:
        return problem.message, problem.fix
    parts = problem.parts or {}
    return worded(problem.template, parts), worded(problem.fix_template or "", parts)


def unworded(error: CqikitError) -> list[str]:
    """Return what an error says in English alone."""
    if isinstance(error, FieldError):
        said = [error.must, error.fix]
    elif isinstance(error, TransitionError):
        said = list(error.reasons)
    elif isinstance(error, FaultsError):
        said = [text for problem in error.problems for text in sentences_of(problem)]
    else:
        said = []
    return [text for text in said if not is_worded(text)]


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__qualname__)
def test_a_wrong_field_is_refused_in_sentences(cls: type) -> None:
    found = {}
    example = examples()[cls][0]
    for field in fields(cls):
        if not field.init:
            continue
        for value in WRONG:
            try:
                evolve(example, **{field.alias: value})
            except CqikitError as error:
                for text in unworded(error):
                    found[text] = f"{field.name} = {value!r}"
            except (TypeError, ValueError, AttributeError):
                # A converter's own, which is judged elsewhere.
                continue
    assert not found
