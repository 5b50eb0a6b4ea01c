"""Laws that every layout of a table keeps, for those who read their own exports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st

from cqikit import tables

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cqikit.measures import Measure, Series
    from cqikit.tables import Layout

__all__ = ["check_layout"]


def check_layout(
    layout: Layout, text: str, measures: Iterable[Measure], *, examples: int = 20
) -> None:
    r"""Assert that a layout reads its table the same however the table was written.

    Neither the order of rows or columns, nor a column that it does not name, nor
    whether commas or semicolons part the cells, changes a series.

    Parameters
    ----------
    layout : Layout
        That names its columns.
    text : str
        CSV with a head, of which it makes one or more series.
    measures : iterable of Measure
        The measures that the layout names.
    examples : int
        How many orders of rows and columns; 20 unless said.

    Raises
    ------
    AssertionError
        With the law that does not hold; hypothesis shows the table.

    Examples
    --------
    >>> from cqikit.measures import Measure
    >>> from cqikit.tables import Layout, MeasureColumns
    >>> waits = Measure(key="waits", title="Waiting time", unit="days")
    >>> days = MeasureColumns(measure="waits", value="days")
    >>> layout = Layout(period="month", measures=[days])
    >>> text = "month,days\n2026-01,12\n2026-02,9\n"
    >>> check_layout(layout, text, [waits], examples=3)
    """
    known = tuple(measures)
    read = tables.parse_csv(text, how=layout)
    head, rows = list(read.columns), [list(row) for row in read.rows]
    expected = _told(tables.series_of(read, layout, known))

    @settings(max_examples=examples, deadline=None, database=None, derandomize=True)
    @given(
        rows=st.permutations(rows),
        order=st.permutations(range(len(head))),
        delimiter=st.sampled_from(",;"),
        more=st.booleans(),
    )
    def keeps(*, rows: Any, order: list[int], delimiter: str, more: bool) -> None:
        cells = [[row[place] for place in order] for row in [head, *rows]]
        if more:
            cells = [
                [*row, "note" if place else "x"] for place, row in enumerate(cells)
            ]
        written = "\n".join(delimiter.join(map(_quoted, row)) for row in cells)
        table = tables.parse_csv(written, delimiter=delimiter)
        assert _told(tables.series_of(table, layout, known)) == expected, (
            f"the series are others, read from\n{written}"
        )

    keeps()


def _told(made: dict[Any, Series]) -> dict[Any, Any]:
    """Return what series say, but for the rows that they are from."""
    return {key: (series.periods, str(series.values)) for key, series in made.items()}


def _quoted(cell: str) -> str:
    doubled = cell.replace('"', '""')
    return f'"{doubled}"'
