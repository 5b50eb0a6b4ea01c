"""Words that types know are those that run, and wrong statements are enough to tell."""

from __future__ import annotations

import ast
from enum import StrEnum
from importlib import import_module
from pkgutil import walk_packages
from typing import get_args

import pytest

import cqikit
from cqikit import spc
from cqikit.core import Choice
from cqikit.errors import FieldError
from cqikit.spc._charts._source import SAID
from tests.typing.pyright_marks import WRONG, marked

ROOMS = {
    *("core", "measures", "actions", "pdsa", "plans", "drivers", "spc"),
    *("assessments", "projects", "collaboratives", "tables"),
}


def choices() -> dict[str, type[Choice]]:
    """Return the enumerations of words, by the names of their modules and theirs."""
    found = {}
    for module in walk_packages(cqikit.__path__, "cqikit."):
        if not module.name.endswith("__main__"):
            for name, value in vars(import_module(module.name)).items():
                is_choice = isinstance(value, type) and issubclass(value, Choice)
                # One without members is what others are made of.
                if is_choice and list(value):
                    found[f"{value.__module__}.{name}"] = value
    return found


def test_each_choice_that_is_given_has_its_words_as_a_type() -> None:
    # Those that are only told, such as a status, need none.
    typed = 0
    for path, kind in choices().items():
        module = import_module(kind.__module__)
        word = getattr(module, f"{kind.__name__}Word", None)
        if word is not None:
            typed += 1
            assert get_args(word) == tuple(member.value for member in kind), path
    assert typed > 30


def test_a_word_that_is_no_choice_is_refused_with_the_choices() -> None:
    for path, kind in choices().items():
        with pytest.raises(FieldError, match="must be one of") as told:
            kind("qqqq")
        assert told.value.must.endswith(", ".join(kind)), path
    for module in walk_packages(cqikit.__path__, "cqikit."):
        if not module.name.endswith("__main__"):
            for value in vars(import_module(module.name)).values():
                if isinstance(value, type) and issubclass(value, StrEnum):
                    assert value is StrEnum or issubclass(value, Choice), value


def test_names_of_kinds_and_rule_sets_are_types_too() -> None:
    assert {*get_args(spc.KindName)} == {*spc.CHARTS.names, *SAID}
    assert get_args(spc.RuleSetName) == spc.RULE_SETS.names


def test_wrong_statements_are_many_and_of_all_rooms() -> None:
    text = WRONG.read_text(encoding="utf-8")
    ast.parse(text)
    lines = [text.splitlines()[number - 1] for number in marked()]
    assert len(lines) > 90
    assert {line.split(".")[0] for line in lines} == ROOMS
