"""The dates of a column, however people and packages write them.

Days, months, years and the like are read as `parse_period` reads them, and digits that
may be read in several ways (1/2/2024) as the column shows (`writing_of`); besides, a
column may hold dates of NumPy and pandas, and numbers, which are numbered points.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from attrs import evolve

from cqikit.core._cadence import Cadence, without_point
from cqikit.core._codes import codes_of
from cqikit.core._periods import Frequency, Period
from cqikit.core._problems import problem_of
from cqikit.core._wording import say
from cqikit.core._written import DateStyle, DateStyleWord, Writing, time_of_day
from cqikit.core._written_columns import writing_of
from cqikit.errors import DataError, FieldError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy as np
    from numpy.typing import NDArray

    Indexes = NDArray[np.intp]

__all__ = ["clocked", "is_days", "read_dates", "refused"]

#: Numbers in a column of whole numbers that are years.
YEARS: Final = range(1000, 10_000)
#: So many faults of one column are listed one by one.
LISTED: Final = 1_000


def read_dates(
    on: Any,
    cadence: Cadence | Frequency | None,
    name: str,
    where: Sequence[str],
    dates: DateStyle | DateStyleWord | None = None,
) -> tuple[list[Period], Indexes, str]:
    """Return the distinct periods of a column, which of them each row has, and more.

    That is what the texts of the column were taken for.
    """
    import numpy as np  # noqa: PLC0415

    try:
        cells, which = _distinct(on, name)
    except TypeError as error:
        raise FieldError(
            name, say("must be a column of days or periods"), str(error)
        ) from None

    def row(code: int) -> str:
        first = int((which == code).argmax())
        return where[first] if where else f"{name}[{first}]"

    writing = _writing(cells, cadence, dates, name, row)
    reader = cadence
    if not isinstance(reader, Cadence):
        days = writing.style == DateStyle.EXCEL
        length = Frequency.DAY if days else _numbered(cells)
        reader = Cadence(frequency=reader or length)
    # One day may be written in two ways, and is one period.
    periods: dict[Period, int] = {}
    faults: dict[int, FieldError] = {}
    meant = np.zeros(len(cells), dtype=np.intp)
    for code, cell in enumerate(cells):
        try:
            period = _period(cell, reader, writing)
            meant[code] = periods.setdefault(period, len(periods))
        except FieldError as error:
            faults[code] = error
    if faults:
        raise refused(which, faults, name, where)
    return list(periods), meant[which], writing.said


def clocked(on: Any, name: str) -> NDArray[np.float64] | None:
    """Return the seconds after midnight of each row, None where all are whole days.

    Parameters
    ----------
    on : column of days, some with a time
        As `read_dates` has read it.
    name : str
        What errors call it.
    """
    import numpy as np  # noqa: PLC0415

    if is_days(on):
        column = np.asanyarray(on)
        seconds = (column - column.astype("M8[D]")) / np.timedelta64(1, "s")
        return seconds if seconds.any() else None
    cells, which = _distinct(on, name)
    found = np.array([_seconds(cell) for cell in cells])
    return found[which] if found.any() else None


def is_days(on: Any) -> bool:
    """Say whether a column is one of NumPy's dates, which have no zone."""
    import numpy as np  # noqa: PLC0415

    dtype = getattr(on, "dtype", None)
    return isinstance(dtype, np.dtype) and dtype.kind == "M"


def _seconds(cell: Any) -> float:
    """Return the seconds after midnight of one cell, as clocks show them there."""
    if isinstance(cell, str):
        return time_of_day(cell)
    if not isinstance(cell, datetime):
        return 0.0
    clock = cell.time()
    whole = 3600 * clock.hour + 60 * clock.minute + clock.second
    return whole + clock.microsecond / 1e6


def _writing(
    cells: Sequence[Any],
    cadence: Cadence | Frequency | None,
    dates: DateStyle | DateStyleWord | None,
    name: str,
    row: Callable[[int], str],
) -> Writing:
    """Return how the texts among cells are written; `row` names the row of a cell."""
    texts = {
        code: str(cell) for code, cell in enumerate(cells) if _is_digits(cell, dates)
    }
    codes = list(texts)
    starts = cadence.year_start if isinstance(cadence, Cadence) else 1
    try:
        return writing_of(
            list(texts.values()),
            dates,
            starts if starts > 1 else None,
            where=lambda place: row(codes[place]),
        )
    except FieldError as error:
        raise FieldError(name, error.must, error.got, error.fix) from None


def _distinct(on: Any, name: str) -> tuple[list[Any], Indexes]:
    """Return the distinct cells of a column, and which of them each row has."""
    if isinstance(on, str | bytes) or not isinstance(on, Iterable):
        raise FieldError(name, say("must be a column of days or periods"), on)
    if isinstance(on, list) or not hasattr(on, "__array__"):
        cells, which = codes_of(on if isinstance(on, list) else list(on))
    elif _is_column(on):
        # A time is of the day that it has in its own zone, which NumPy does not know.
        cells, which = codes_of(on)
    else:
        cells, which = codes_of(_as_days(on, name))
    return list(map(without_point, cells)), which


def _is_column(on: Any) -> bool:
    """Say whether a column of pandas, polars or Arrow finds its distinct cells."""
    finds = ("dictionary_encode", "factorize", "to_arrow")
    return any(map(partial(hasattr, on), finds)) and (
        hasattr(on, "dtype") or hasattr(on, "type")
    )


def _as_days(on: Any, name: str) -> Any:
    """Return an array as one of days or months, or as a list of its cells."""
    import numpy as np  # noqa: PLC0415

    column = np.asanyarray(on)
    if column.ndim != 1:
        raise FieldError(
            name, say("must be one column of days or periods"), column.shape
        )
    if np.ma.is_masked(column):
        # Only the rows that are masked are told, whatever the others hold.
        days = column.astype("M8[D]") if column.dtype.kind == "M" else column
        return days.tolist()
    if column.dtype.kind == "M":
        by_month = np.datetime_data(column.dtype)[0] in {"M", "Y"}
        return column.astype(str if by_month else "M8[D]")
    return column.tolist() if column.dtype.kind in "fO" else column


def _numbered(cells: Sequence[Any]) -> Frequency:
    """Return ``POINT`` where all cells are numbers that are no years or months."""
    numbers = [str(cell).strip() for cell in cells if not isinstance(cell, bool)]
    if len(numbers) < len(cells) or not all(map(str.isdecimal, numbers)):
        return Frequency.DAY
    dated = all(map(_is_year, numbers)) or all(map(_is_compact, numbers))
    return Frequency.DAY if dated else Frequency.POINT


def _is_year(number: str) -> bool:
    return len(number) == 4 and int(number) in YEARS


def _is_compact(number: str) -> bool:
    return Writing()(number) != number


def _is_digits(cell: Any, style: Any) -> bool:
    """Say whether a cell is read as what was typed: no number tells 2026.1 of 2026.10.

    Of days that a workbook counts, a part of one is its time.
    """
    if isinstance(cell, float):
        return bool(style == DateStyle.EXCEL)
    return isinstance(cell, str) or (bool(style) and isinstance(cell, int))


def _period(cell: Any, reader: Cadence, writing: Writing) -> Period:
    """Return the period that a cell names, also a period of pandas."""
    if hasattr(cell, "dtype") and cell.dtype.kind == "M":
        # One date of NumPy says its day or its month, as a column of them does.
        (cell,) = _as_days(cell.reshape(1), "on").tolist()
    # Not a time of pandas is equal to nothing, not even to itself.
    if cell is None or cell != cell:  # noqa: PLR0124
        raise FieldError(
            "period", say("must be a day or period"), cell, say("leave out the row")
        )
    if _is_digits(cell, writing.style):
        cell = writing(str(cell))
    return reader.read(cell)


def refused(
    which: Indexes, faults: dict[int, FieldError], name: str, where: Sequence[str]
) -> DataError:
    """Return the error of the rows whose cell is one of some faults, by its code.

    So many are listed one by one; the last of these stands for the others.
    """
    import numpy as np  # noqa: PLC0415

    wrong = np.zeros(int(which.max(initial=-1)) + 1, dtype=bool)
    wrong[list(faults)] = True
    rows = np.flatnonzero(wrong[which])
    problems = [
        problem_of(
            faults[int(which[row])],
            where[row] if where else f"{name}[{row}]",
            form="bare",
            longest=60,
        )
        for row in map(int, rows[:LISTED])
    ]
    if len(rows) > LISTED:
        problems[-1] = evolve(problems[-1], count=len(rows) - LISTED + 1)
    return DataError(name, problems)
