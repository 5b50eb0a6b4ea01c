"""What people answer when a verb asks them on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["aim_of", "better_of"]

#: How people say which way is better.
BETTER: Final[Mapping[str, str]] = {
    word: way
    for way, words in {
        "lower": ("lower", "less", "fewer", "l", "down"),
        "higher": ("higher", "more", "h", "up"),
    }.items()
    for word in words
}


def better_of(text: str) -> str:
    """Return which way is better, as people say it."""
    found = BETTER.get(text.strip().casefold())
    if found is None:
        raise click.BadParameter(f"say lower or higher (got {text!r})")
    return found


def aim_of(text: str) -> float:
    """Return a number, also of ``15%``."""
    try:
        return float(text.strip().removesuffix("%").strip())
    except ValueError:
        said = f"must be a number, such as 15 (got {text!r})"
        raise click.BadParameter(said) from None
