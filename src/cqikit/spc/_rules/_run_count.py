"""The rule on the number of runs: too few or too many for the points on each side."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, final

import numpy as np
from attrs import field, frozen

from cqikit.core import between, is_text, non_blank
from cqikit.spc._laws._critical import CriticalRuns, critical_runs
from cqikit.spc._rules._crossing import whole_phases
from cqikit.spc._rules._flags import answer

if TYPE_CHECKING:
    from cqikit.spc._rules._stream import Stream
    from cqikit.spc._view import Bools, ChartView, Flags

__all__ = ["RunCount"]


@lru_cache(maxsize=1024)
def _critical(above: int, below: int, tail: float) -> CriticalRuns:
    return critical_runs(above, below, tail=tail)


@final
@frozen(kw_only=True)
class RunCount:
    """Too few or too many runs for so many points above and below the centre.

    Exactly, by the law of Wald and Wolfowitz; points on the centre line and
    missing points are left out. The signal belongs to the whole phase and has
    no direction.

    Parameters
    ----------
    tail : float
        How likely fewer runs are by chance, at most, and how likely more.

    Examples
    --------
    >>> import numpy as np
    >>> from cqikit.spc import View
    >>> y = np.repeat([4.0, 6.0], 5)
    >>> RunCount()(View(y, np.full(10, 5.0), np.ones(10))).tolist()
    [2, 2, 2, 2, 2, 2, 2, 2, 2, 2]
    """

    tail: float = field(default=0.025, validator=between(0, 0.49))
    name: str = field(default="run-count", validator=non_blank)
    source: str = field(
        default="Swed & Eisenhart, Annals of Mathematical Statistics 1943;14(1):66-87",
        validator=is_text,
    )

    def __call__(self, chart: ChartView, /) -> Flags:
        return answer(chart, self.along)

    def along(self, line: Stream) -> Flags:
        """Return the flags along a line of charts."""
        above, below = line.above, line.sizes - line.above
        runs = np.where(line.sizes > 0, line.crossings + 1, 0)
        # Few different phases, even among many: each is looked up once.
        cases, which = np.unique(
            np.stack([above, below, runs]), axis=1, return_inverse=True
        )
        held = [
            _critical(up, down, self.tail).holds(count)
            for up, down, count in cases.T.tolist()
        ]
        unusual: Bools = ~np.array(held, dtype=bool)[which.reshape(-1)]
        return whole_phases(line, unusual)
