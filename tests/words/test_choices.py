"""What people read for the members of an enumeration."""

from __future__ import annotations

import importlib
from enum import Enum

import pytest

from cqikit.core import Choice, Wording, say
from tests.values.examples import rooms

MARKED = Wording(translate="\u27e6{}\u27e7".format)


def choices() -> list[type[Choice]]:
    doors = [importlib.import_module(f"cqikit.{room}") for room in rooms()]
    found = {
        member
        for door in doors
        for name in door.__all__
        if isinstance(member := getattr(door, name), type)
        and issubclass(member, Choice)
        and issubclass(member, Enum)
        and len(member)
    }
    return sorted(found, key=lambda kind: (kind.__module__, kind.__name__))


@pytest.mark.parametrize("kind", choices(), ids=lambda kind: kind.__name__)
def test_each_member_has_words_of_its_own(kind: type[Choice]) -> None:
    words = [member.words for member in kind]
    # What is nothing in particular, such as somebody's other role, may go without.
    assert sum(not said for said in words) <= 1
    for said in filter(None, words):
        assert MARKED.said(said) == f"\u27e6{said}\u27e7"
        assert say("it is {what}", what=said) == f"it is {said}"
