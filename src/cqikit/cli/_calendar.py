"""Which periods there are, as the options of the command line say or the rows show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import click
from attrs import evolve

from cqikit.cli._choices import OneOf
from cqikit.cli._worded import in_option
from cqikit.core import (
    Cadence,
    Closure,
    DateStyle,
    Frequency,
    Weekday,
    Writing,
    parse_period,
    say,
    timeline,
    writing_of,
)
from cqikit.errors import DataError, FieldError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence


__all__ = ["CALENDAR", "cadence_of", "calendar_options"]

#: The names of the options below.
CALENDAR = ("every", "step", "weekdays", "months", "closed", "week_start", "year_start")
FIX = "say how long a period is, such as --every week"


#: The options that say which periods there are.
OPTIONS: Final = (
    click.option(
        "--every",
        type=OneOf([frequency.value for frequency in Frequency]),
        help="How long a period is. Unless said, it is seen from the periods.",
    ),
    click.option(
        "--step",
        type=click.IntRange(1),
        default=1,
        metavar="NUMBER",
        help="Which there are: 2 for every second, counted from the first.",
    ),
    click.option(
        "--weekdays",
        default="",
        metavar="DAYS",
        help="Of days, which there are, such as mon-fri.",
    ),
    click.option(
        "--months",
        default="",
        metavar="NUMBERS",
        help="In which months of the year there are any, such as 9-6.",
    ),
    click.option(
        "--closed",
        multiple=True,
        metavar="DAY[..DAY][=REASON]",
        help="Days that there are not, once. May be repeated.",
    ),
    click.option(
        "--week-start",
        type=OneOf([day.value for day in Weekday]),
        default=Weekday.MONDAY.value,
        help="The day that weeks begin on, if it is not Monday.",
    ),
    click.option(
        "--year-start",
        type=click.IntRange(1, 12),
        default=1,
        metavar="MONTH",
        help="The month that years begin in, such as 7 for July.",
    ),
)


def calendar_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say which periods there are."""
    for option in reversed(OPTIONS):
        command = option(command)
    return command


def cadence_of(
    cells: Sequence[str],
    *,
    dates: str | None = None,
    every: str | None = None,
    step: int = 1,
    weekdays: str = "",
    months: str = "",
    closed: Iterable[str] = (),
    week_start: str = "monday",
    year_start: int = 1,
) -> tuple[Cadence | Frequency, str]:
    """Return what is known of the calendar, and what speaks for it.

    Parameters
    ----------
    cells : sequence of str
        The column of the periods.
    dates : str, optional
        How they are written, a `DateStyle`.
    every, step, weekdays, months, closed, week_start, year_start
        As the options say; by default that is seen from the cells.

    Returns
    -------
    Cadence, or Frequency where no more than that is known
    str
        Why, where it was inferred from days.

    Raises
    ------
    FieldError
        When no calendar fits, with what to say.
    """
    if weekdays and not every:
        every = Frequency.DAY.value
    length, why = (Frequency(every), "") if every else _seen(cells, dates, year_start)
    said: dict[str, Any] = {"closures": [_closure(text) for text in closed]}
    if step > 1:
        said["every"] = step
    if weekdays:
        said["weekdays"] = weekdays
    if months:
        said["months"] = _months(months)
    if week_start != Weekday.MONDAY.value:
        said["week_start"] = week_start
    if year_start > 1:
        said["year_start"] = year_start
    if len(said) == 1 and not said["closures"]:
        plain = isinstance(length, Frequency) or length.starts == 1
        frequency = length if isinstance(length, Frequency) else length.frequency
        return (frequency if plain else length), why
    if isinstance(length, Frequency):
        return Cadence(frequency=length, **said), ""
    if said.keys() - {"closures"}:
        return Cadence(frequency=length.frequency, **said), ""
    return evolve(length, **said), why


def _seen(
    cells: Sequence[str], dates: str | None, year_start: int
) -> tuple[Cadence | Frequency, str]:
    """Return the calendar that the cells speak for, those that are dates."""
    starts = year_start if year_start > 1 else None
    style = DateStyle(dates) if dates else None
    distinct = list(dict.fromkeys(cells))

    try:
        writing = writing_of(distinct, style, starts)
    except FieldError:
        # Whoever reads the rows tells it, with what is wrong in other columns.
        return Frequency.MONTH, ""
    try:
        # The faults of others are told with the rows; here those speak that are dates.
        known = {cell: _plain(cell, writing) for cell in distinct}
        dated = [plain for cell in cells if (plain := known[cell])]
        found = timeline(dated, name="the periods")
    except DataError:
        # Whoever reads the rows tells it, each kind of fault once.
        return Frequency.MONTH, ""
    except FieldError as error:
        raise FieldError(
            "the periods", error.must, error.got, _in_options(error)
        ) from None
    assert found.cadence is not None  # noqa: S101  (rows are no events here)
    return found.cadence, found.why


def _plain(cell: str, writing: Writing) -> str:
    """Return a date as the library writes it, "" for what is none."""
    try:
        plain = writing(cell)
        # Numbers alone are those of points.
        if not plain.isdecimal():
            parse_period(plain)
    except FieldError:
        return ""
    return plain


def _in_options(error: FieldError) -> str:
    if "dates =" in error.fix:
        return error.fix.replace("say dates =", "say --dates").replace('"', "")
    seen, _, _ = error.fix.partition("; say which")
    return f"{seen}; {FIX}"


def _months(text: str) -> list[int]:
    """Return the numbers of months, of spans and single ones, round the year."""
    found = []
    for part in text.split(","):
        first, _, last = part.partition("-")
        try:
            start, stop = int(first), int(last or first)
        except ValueError:
            must = say("must be numbers of months, such as 9-6")
            raise FieldError("months", must, text) from None
        found += [
            (start - 1 + more) % 12 + 1 for more in range((stop - start) % 12 + 1)
        ]
    return list(dict.fromkeys(found))


def _closure(text: str) -> Closure:
    days, _, reason = text.partition("=")
    first, _, last = days.partition("..")
    with in_option("closed"):
        return Closure(first.strip(), (last or first).strip(), reason.strip())
