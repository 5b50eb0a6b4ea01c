"""What would be counted twice: a parent's own reports beside those of its teams.

Whether a parent's rows are the sum of its teams' or come on top of them, data do not
say. Teams are counted, and the rows of what they belong to are left out, with a
finding; where none of its teams has the measure, a parent's rows count.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cqikit.collaboratives._measured import MOST_NAMED
from cqikit.collaboratives._team_kinds import COUNTED_TWICE
from cqikit.core import few

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cqikit.collaboratives._teams import Collaborative
    from cqikit.core import Finding
    from cqikit.measures import Series

__all__ = ["Doubled", "counted_once", "doubled", "doubled_findings"]

#: By measure and parent: the teams below it that report the same.
Doubled = dict[tuple[str, str], list[str]]


def doubled(collaborative: Collaborative, series: Sequence[Series]) -> Doubled:
    """Return which parents report a measure that teams below them report."""
    above = collaborative.above
    if not any(above.values()):
        return {}
    own = {
        (this_series.measure.key, this_series.team)
        for this_series in series
        if _reports(this_series)
    }
    found: Doubled = {}
    for measure, team in dict.fromkeys(
        (this_series.measure.key, this_series.team) for this_series in series
    ):
        if (measure, team) in own:
            for parent in above.get(team, ()):
                if (measure, parent) in own:
                    found.setdefault((measure, parent), []).append(team)
    return found


def _reports(series: Series) -> bool:
    columns = series.columns
    return bool((~np.isnan(columns.value) | ~np.isnan(columns.numerator)).any())


def counted_once(series: Sequence[Series], found: Doubled) -> tuple[Series, ...]:
    """Return the series without those of parents whose teams report the same."""
    return tuple(
        this_series
        for this_series in series
        if (this_series.measure.key, this_series.team) not in found
    )


def doubled_findings(found: Doubled, titles: Mapping[str, str]) -> Iterator[Finding]:
    """Yield that a parent reports what its teams report, and that these are counted."""
    for (measure, parent), teams in found.items():
        below = [titles.get(team) or team for team in teams]
        yield COUNTED_TWICE.at(
            measure,
            parent=titles.get(parent) or parent,
            **few(below, "teams", most=MOST_NAMED),
        )
