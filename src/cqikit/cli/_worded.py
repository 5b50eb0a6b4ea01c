"""What the library refuses, in the words of the options of a chart."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from attrs import evolve

from cqikit.core import say
from cqikit.errors import ChartError, DataError, FieldError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["in_option", "in_options", "of_columns", "of_team"]

#: Where a number of a series stands: in which row of which table.
ROW: Final = re.compile(r"(.+) (rows? \d.*)", re.DOTALL)
#: What options are called whose arguments have these names.
OPTIONS: Final = {
    "phase": "--since",
    "phases": "--since",
    "since": "--since",
    "baseline": "--baseline",
    "exclude": "--exclude",
    "centre": "--centre",
    "target": "--target",
}
#: An argument as Python writes it: ``kind='g'`` is ``--kind g`` where it is typed.
ARGUMENT: Final = re.compile(r"\b(kind|per)='?(\w+)'?")


@contextmanager
def in_option(name: str) -> Iterator[None]:
    """Say of the option whose text it is that a period in it cannot be read.

    Examples
    --------
    >>> with in_option("exclude"):
    ...     raise FieldError("period", "must be in the calendar", "2024-13")
    Traceback (most recent call last):
    ...
    cqikit.errors.FieldError: exclude must be in the calendar (got '2024-13')
    """
    try:
        yield
    except FieldError as error:
        named = name if error.name == "period" else error.name
        raise FieldError(named, error.must, error.got, error.fix) from None


@contextmanager
def in_options(kind: str, baseline: str = "") -> Iterator[None]:
    """Say what is refused inside by the names of options.

    Parameters
    ----------
    kind : str
        The kind of chart, as it was said.
    baseline : str
        What limits rest on, as it was said; all points unless said.

    Examples
    --------
    >>> with in_options("t"):
    ...     raise ChartError("values must be more than 0; use kind='g'")
    Traceback (most recent call last):
    ...
    cqikit.errors.ChartError: values must be more than 0; use --kind g
    """
    try:
        yield
    except ChartError as error:
        raise ChartError(_typed(str(error))) from None
    except DataError as error:
        told = [evolve(problem, fix=_typed(problem.fix)) for problem in error.problems]
        raise type(error)(error.source, told) from None
    except FieldError as error:
        raise _of_columns(error, kind, baseline) from None


@contextmanager
def of_team(team: str) -> Iterator[None]:
    """Say of which team the options are that are refused inside.

    Parameters
    ----------
    team : str
        What it is called.

    Examples
    --------
    >>> with of_team("elm"):
    ...     raise FieldError("baseline", "must be at least 1 point", 0)
    Traceback (most recent call last):
    ...
    cqikit.errors.FieldError: elm: --baseline must be at least 1 point (got 0)
    """
    try:
        yield
    except FieldError as error:
        option = OPTIONS.get(error.name, error.name)
        where = f"{team}: {option}"
        raise type(error)(where, error.must, error.got, error.fix) from None


@contextmanager
def of_columns(options: Mapping[str, Any]) -> Iterator[None]:
    """Say of which column of a table the numbers are that a chart refuses.

    Parameters
    ----------
    options : mapping of str to str
        What was said of the columns: ``value``, or ``count`` and ``of``, or ``events``.

    Examples
    --------
    >>> from cqikit.core import FindingKind
    >>> negative = FindingKind("value.negative", says="must be at least 0")
    >>> with of_columns({"value": "falls"}):
    ...     raise DataError("values", [negative.problem("falls.csv row 3")])
    Traceback (most recent call last):
    ...
    cqikit.errors.DataError: falls.csv: 1 problem
      - row 3, column falls: must be at least 0
    """
    counted = (options.get(name) for name in ("value", "count", "events"))
    called = {"values": next(filter(None, counted), ""), "sizes": options.get("of")}
    try:
        yield
    except DataError as error:
        rows = [ROW.fullmatch(problem.where) for problem in error.problems]
        column = called.get(error.source)
        if not column or not all(rows):
            raise
        places = [(found[1], f"{found[2]}, column {column}") for found in rows if found]
        told = [
            evolve(problem, where=where)
            for problem, (_, where) in zip(error.problems, places, strict=True)
        ]
        raise type(error)(places[0][0], told) from None


def _of_columns(error: FieldError, kind: str, baseline: str) -> FieldError:
    """Return an error that says what columns must be, where a chart takes others."""
    if error.name == "sizes" and error.got is None:
        return FieldError("--count and --of", error.must, "--value")
    if "sizes=" in error.fix:
        must = say("must be a chart of single values, as each row has one")
        return FieldError("--kind", must, kind, say("say --kind i"))
    # Of a baseline, the first and the last point are a pair of Python's.
    got = baseline if isinstance(error.got, tuple) else error.got
    return type(error)(error.name, error.must, got, _typed(error.fix))


def _typed(text: str) -> str:
    return ARGUMENT.sub(r"--\1 \2", text).replace("ready=True", "--value")
