"""The rule that every control chart has: a point outside the limits."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, final

from attrs import field, frozen

from cqikit.core import at_least, instance_of, non_blank, optional
from cqikit.spc._rules._flags import answer, directed

if TYPE_CHECKING:
    from cqikit.spc._rules._stream import Stream
    from cqikit.spc._view import ChartView, Flags

__all__ = ["Outside"]


@final
@frozen(kw_only=True)
class Outside:
    """A point outside the limits.

    Parameters
    ----------
    sigmas : float, optional
        How many sigma from the centre the limits are; by default the limits
        are those that the chart draws, which may be clamped or given.
    inclusive : bool
        Whether a point on a limit is outside.

    Examples
    --------
    >>> import numpy as np
    >>> from cqikit.spc import View
    >>> view = View(np.array([1.0, 3.0, -3.5]), np.zeros(3), np.ones(3))
    >>> Outside()(view).tolist(), Outside(inclusive=True)(view).tolist()
    ([0, 0, -1], [0, 1, -1])
    """

    #: Looks at each point alone, so that any chart can take it.
    pointwise: ClassVar[bool] = True

    name: str = field(default="outside", validator=non_blank)
    sigmas: float | None = field(default=None, validator=optional(at_least(0)))
    inclusive: bool = field(default=False, validator=instance_of(bool))
    source: str = "Shewhart, Economic Control of Quality, 1931"

    def __call__(self, chart: ChartView, /) -> Flags:
        return answer(chart, self.along)

    def along(self, line: Stream) -> Flags:
        """Return the flags along a line of charts."""
        if self.sigmas is None:
            return directed(line.outside(inclusive=self.inclusive))
        return directed(line.beyond(self.sigmas, inclusive=self.inclusive))
