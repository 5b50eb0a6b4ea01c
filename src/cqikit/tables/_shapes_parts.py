"""The numbers of one measure, row by row, and the faults that two of them show."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from cqikit.core import plural
from cqikit.measures import Columns, Measure, MeasureKind, make_columns
from cqikit.tables._faults import Fault, listed
from cqikit.tables._kinds import OF_NONE, OVER_ALL, OVER_COLUMN
from cqikit.tables._shapes import Flag, Take

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cqikit.core import Period
    from cqikit.tables._layout import MeasureColumns, Observed
    from cqikit.tables._reading import Number, Reading
    from cqikit.tables._table import Table

__all__ = ["Parts"]


class Parts:
    """The numbers of one measure, row by row."""

    def __init__(self, measure: Measure, observed: Observed | None) -> None:
        self.measure = measure
        self.observed = observed
        self.counts: Sequence[Number] = ()
        self.sizes: Sequence[Number] = ()
        self.shares: Sequence[Number] = ()
        self.columns = ("", "")
        #: Columns of `counts` and of `sizes`, be they numbers or flags.
        self.sources = ("", "")
        self.withheld: dict[int, str] = {}

    @classmethod
    def of(cls, reading: Reading, columns: MeasureColumns, measure: Measure) -> Parts:
        """Return the numbers that the columns of a measure say."""
        made = cls(measure, columns.observed)
        source, below = columns.numerator or columns.value, columns.denominator
        if columns.between:
            made.counts = made.sizes = [None] * len(reading.table)
            return made
        free = measure.kind is MeasureKind.CONTINUOUS
        made.counts = _numbers(reading, source, negative=free)
        made.sizes = _numbers(reading, below)
        if isinstance(below, Flag):
            # A row that could not count does not.
            made.counts = [
                0 if size == 0 and count is not None else count
                for count, size in zip(made.counts, made.sizes, strict=True)
            ]
        if columns.observed:
            made.shares = reading.numbers(columns.observed.column)
        made.columns = (
            source.column if isinstance(source, Flag) else str(source),
            below if isinstance(below, str) else "",
        )
        made.sources = made.columns
        if isinstance(below, Flag):
            made.sources = made.columns[0], below.column
        used = (*made.sources, columns.observed.column if columns.observed else "")
        for name in used:
            made.withheld |= reading.withheld.get(name, {})
        return made

    def check(self, reading: Reading, take: Take | None) -> None:
        """Keep the faults that one cell alone does not show."""
        if self.observed:
            over = _over_all(self.observed.of)
            for place, share in enumerate(self.shares):
                if share is not None and share > self.observed.of:
                    reading.note(place, self.observed.column, over, f"{share}")
        if self.measure.kind is MeasureKind.RATE and take is None:
            self._check_rate(reading)
        if self.measure.kind is not MeasureKind.PROPORTION:
            return
        counted, below = self.columns
        over_column = Fault(OVER_COLUMN, parts={"below": below})
        for place, (count, size) in enumerate(
            zip(self.counts, self.sizes, strict=True)
        ):
            if count is not None and size is not None and count > size:
                over = over_column if below else _over_all(size)
                got = f"{count} of {size}" if below else f"{count}"
                reading.note(place, counted, over, got)

    def _check_rate(self, reading: Reading) -> None:
        """Keep a fault where events were counted in no unit at all."""
        counted, below = self.columns
        fault = Fault(OF_NONE, parts={"below": below})
        for place, (count, size) in enumerate(
            zip(self.counts, self.sizes, strict=True)
        ):
            unseen = bool(self.shares) and not self.shares[place]
            if count and size == 0 and not unseen:
                reading.note(place, counted, fault, f"{count}")

    def unsaid(self, reading: Reading, take: Take | None) -> None:
        """Say how many rows count for nothing, because they do not say their number.

        Of a sum of values nothing is left out: it is not known without all of them.
        """
        ratio = self.measure.is_ratio
        if take is None or (take is Take.SUM and not ratio):
            return
        told: dict[str, Counter[str]] = {}
        sources = zip(self.sources, (self.counts, self.sizes), strict=True)
        gone: set[int] = set()
        for name, numbers in list(sources)[: 1 + ratio]:
            cells = (name and reading.cells(name)) or ()
            for place, cell in enumerate(cells):
                hidden = place in gone or place in self.withheld
                if numbers[place] is None and not hidden:
                    gone.add(place)
                    text = repr(cell.strip()) if cell.strip() else "blank"
                    told.setdefault(name, Counter())[text] += 1
        of = "denominator, too" if ratio else take.value
        for name, texts in told.items():
            few = listed([f"{text} {count:,}" for text, count in texts.most_common()])
            rows = f"{texts.total():,} of {plural(len(reading.table), 'row')}"
            said = f"column {name}: nothing observed in {rows} ({few})"
            reading.say(f"{said}: left out of the {of}")

    def columns_at(self, periods: Sequence[Period], table: Table) -> Columns:
        """Return what the rows say, as columns."""
        counts, sizes, excluded = list(self.counts), list(self.sizes), [""] * len(table)
        if self.observed:
            of, least = self.observed.of, self.observed.least
            for place, share in enumerate(self.shares):
                if not share:
                    counts[place] = sizes[place] = None
                elif share < of:
                    size = sizes[place]
                    sizes[place] = None if size is None else size * share / of
                    if share < least:
                        said = f"only {share:g} of {of:g} observed (least {least:g})"
                        excluded[place] = said
        ratio = {"numerator": counts, "denominator": sizes}
        withheld = [""] * len(table)
        for place, text in self.withheld.items():
            withheld[place] = text
        return make_columns(
            period=periods,
            numbers=ratio if self.measure.is_ratio else {"value": counts},
            excluded=excluded,
            withheld=withheld if self.withheld else (),
            source=[table.name] * len(table),
            row=table.numbers,
        )


def _over_all(most: float) -> Fault:
    return Fault(OVER_ALL, parts={"most": int(most) if most % 1 == 0 else most})


def _numbers(
    reading: Reading, source: str | float | Flag, *, negative: bool = False
) -> Sequence[Number]:
    """Return what a column, a flag, or one number for all says of each row."""
    if not isinstance(source, str | Flag):
        return [source] * len(reading.table)
    if not source:
        return [None] * len(reading.table)
    if isinstance(source, str):
        return reading.numbers(source, negative=negative)
    return reading.flags(source)
