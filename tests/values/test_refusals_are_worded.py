"""What a class refuses is a sentence of a template, so that any language can say it."""

from __future__ import annotations

from typing import Any, Final

import pytest
from attrs import evolve, fields, has

from cqikit.core import Sentence
from cqikit.errors import CqikitError, FaultsError, FieldError, TransitionError
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
    return not text or isinstance(text, Sentence)


def unworded(error: CqikitError) -> list[str]:
    """Return what an error says in English alone."""
    if isinstance(error, FieldError):
        said = [error.must, error.fix]
    elif isinstance(error, TransitionError):
        said = list(error.reasons)
    elif isinstance(error, FaultsError):
        said = [
            text
            for problem in error.problems
            if not problem.template
            for text in (problem.message, problem.fix)
        ]
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
