"""What several parts of the closing guide have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cqikit.core import say
from cqikit.forms._word._template import Field, Rows

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cqikit.collaboratives import Channel, Method, Support

__all__ = ["BY_WHEN", "WHO", "menu", "topics"]

WHO: Final = Field(path="who", label=say("Who"))
BY_WHEN: Final = Field(path="by_when", label=say("By when"), kind="period")


def menu(choice: type[Channel | Support | Method]) -> Mapping[str, str]:
    """Return what the guide calls each word of a menu."""
    return {
        word.value: say("something of one's own") if word.value == "own" else word.words
        for word in choice
    }


def topics(path: str, title: str, who: str) -> Rows:
    """Return the rows of teams or drivers, by key, with what is said of each."""
    return Rows(
        path=path,
        title=title,
        columns=[
            Field(path="key", label=who),
            Field(path="note", label=say("What is said of it"), width=2.5),
            Field(path="support", label=say("What would help"), width=2.5),
        ],
    )
