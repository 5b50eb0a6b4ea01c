"""A day as an option; the one place where the clock is read."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from click import Context, Parameter

    DayType = click.ParamType[date]
else:
    DayType = click.ParamType

__all__ = ["DAY", "today"]


class Day(DayType):
    """A day such as 2026-11-28, or ``today``."""

    name = "day"

    def get_metavar(self, param: Parameter, ctx: Context | None = None) -> str:  # noqa: ARG002
        """Return how help shows the value."""
        return "DAY"

    def convert(self, value: Any, param: Parameter | None, ctx: Context | None) -> date:
        """Return the day that is meant."""
        if value == "today":
            return today()
        try:
            return date.fromisoformat(value)
        except ValueError:
            must = "a day is written as 2026-11-28, or is the word today"
            self.fail(f"{value!r} is no day: {must}", param, ctx)


DAY = Day()


def today() -> date:
    """Return the day that it is where the command runs.

    Nothing below the command line knows it: there, `as_of` is an argument.
    """
    return date.today()  # noqa: DTZ011  (the day of whoever asks, not that of Greenwich)
