"""Subgroups: the mean, the size and the spread of the rows of a period."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from attrs import field, frozen

from cqikit.core import (
    Period,
    arguments,
    by_value,
    period_at,
    read_only,
)
from cqikit.tables._observations import gathered
from cqikit.tables._shapes import Take
from cqikit.tables._table import IS_TABLE

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy as np
    from numpy.typing import NDArray

    from cqikit.core import Cadence
    from cqikit.measures import Measure
    from cqikit.tables._layout import Layout
    from cqikit.tables._shapes_groups import Rows
    from cqikit.tables._table import Table

    Floats: TypeAlias = NDArray[np.float64]
    Indexes: TypeAlias = NDArray[np.intp]
else:
    # What annotations say at run time: NumPy is loaded by whoever counts.
    Floats = Indexes = Any

__all__ = ["Subgroups", "subgroups_of"]


@by_value
@frozen(kw_only=True, eq=False)
class Subgroups:
    """The rows of each period as one subgroup, in order of time.

    Parameters
    ----------
    on : tuple of Period, n of them
        When each was.
    means, sds : ndarray of float, shape (n,)
        Mean and standard deviation (of n - 1) in each; NaN for that of one row.
    sizes : ndarray of int, shape (n,)
        How many rows with a value each has.
    """

    on: tuple[Period, ...]
    means: Floats = field(repr=False, converter=read_only)
    sds: Floats = field(repr=False, converter=read_only)
    sizes: Indexes = field(repr=False, converter=read_only)


@arguments(table=IS_TABLE)
def subgroups_of(
    table: Table, layout: Layout, measures: Iterable[Measure]
) -> dict[tuple[str, str], Subgroups]:
    r"""Return the subgroups of each measure of which the layout takes the mean.

    Parameters
    ----------
    table : Table
    layout : Layout
        Measures without ``take = "mean"`` are passed over.
    measures : iterable of Measure
        The measures that the layout names.

    Returns
    -------
    dict
        (key of the measure, key of the team) to subgroups.

    Raises
    ------
    DataError
        All faults at once, as for `observations`.

    Examples
    --------
    >>> from cqikit import spc
    >>> from cqikit.measures import Measure
    >>> from cqikit.tables import Layout, MeasureColumns, parse_csv
    >>> days = MeasureColumns(measure="waits", value="days", take="mean")
    >>> layout = Layout(period="seen", measures=[days])
    >>> text = "seen,days\n1/3/2024,4\n1/15/2024,8\n2/2/2024,5\n2/9/2024,7\n"
    >>> waits = Measure(key="waits", title="Days waited")
    >>> found = subgroups_of(parse_csv(text), layout, [waits])["waits", ""]
    >>> made = spc.chart(
    ...     found.means, "xbar", sizes=found.sizes, within=found.sds, on=found.on
    ... )
    >>> made.values.tolist(), found.sizes.tolist()
    ([6.0, 6.0], [2, 2])
    """
    import numpy as np  # noqa: PLC0415  (whoever imports tables need not count)

    found: dict[tuple[str, str], Subgroups] = {}
    for columns, measure, rows, cadence in gathered(table, layout, measures):
        if columns.take is not Take.MEAN or cadence is None:
            continue
        places: dict[str, list[int]] = {}
        known = ~np.isnan(rows.columns.value)
        for place in np.flatnonzero(known).tolist():
            places.setdefault(rows.teams[place], []).append(place)
        for team, own in places.items():
            found[measure.key, team] = _subgroups(rows, own, cadence)
    return found


def _subgroups(rows: Rows, places: list[int], cadence: Cadence) -> Subgroups:
    import numpy as np  # noqa: PLC0415

    columns = rows.columns.part(places)
    indexes, which = np.unique(columns.period, return_inverse=True)
    sizes = np.bincount(which)
    means = np.bincount(which, weights=columns.value) / sizes
    apart: Any = (columns.value - means[which]) ** 2
    with np.errstate(all="ignore"):
        sds = np.sqrt(np.bincount(which, weights=apart) / (sizes - 1))
    return Subgroups(
        on=tuple(
            period_at(index, cadence.frequency, cadence.starts)
            for index in indexes.tolist()
        ),
        means=means,
        sds=np.where(sizes > 1, sds, np.nan),
        sizes=sizes,
    )
