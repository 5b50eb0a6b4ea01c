"""What is proposed for a table: its columns, a layout, measures, and what to ask."""

from __future__ import annotations

from typing import Final

from attrs import field, frozen

from cqikit.core import TupleOf, as_texts, plural
from cqikit.errors import Problem
from cqikit.measures import Measure, Series
from cqikit.tables._layout import Layout
from cqikit.tables._seen import Seen
from cqikit.tables._table import Table

__all__ = ["Proposal"]

NONE: Final = ()


@frozen(kw_only=True)
class Proposal:
    """How a table could be read, and what it shows when it is.

    Parameters
    ----------
    table : Table
        What is to be read.
    understood : tuple of str
        How the file is written, and how its columns were read.
    columns : tuple of Seen
        One a column; none unless said.
    decided : tuple of str
        What was chosen, why, and how another choice is said.
    asks : tuple of Problem
        What the file does not say, each with what answers it; none where the layout
        reads the table as it is.
    layout : Layout, optional
        None where no column could be one of periods, or nothing could be counted.
    measures : tuple of Measure
        What the columns measure; none unless said.
    series : tuple of Series
        What the layout reads; none while there is something to ask.
    """

    table: Table
    understood: tuple[str, ...] = field(default=NONE, converter=as_texts)
    columns: tuple[Seen, ...] = field(default=NONE, converter=TupleOf[Seen])
    decided: tuple[str, ...] = field(default=NONE, converter=as_texts)
    asks: tuple[Problem, ...] = field(default=NONE, converter=TupleOf[Problem])
    layout: Layout | None = None
    measures: tuple[Measure, ...] = field(default=NONE, converter=TupleOf[Measure])
    series: tuple[Series, ...] = field(default=NONE, converter=TupleOf[Series])

    def __repr__(self) -> str:
        return (
            f"<Proposal for {self.table.name}, {plural(len(self.measures), 'measure')},"
            f" {len(self.asks)} to ask>"
        )
