"""What a chart says within its latest phase, beside the moves of its level.

The same that `theory_of` goes by (`spc.Judgement.moved`), less what was declared: these
changes are moves, with levels.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from attrs import frozen

from cqikit import spc
from cqikit.core import Period, say
from cqikit.projects._shifts import GAINS

if TYPE_CHECKING:
    from datetime import date

    from cqikit.projects._charts import Charted

__all__ = ["Signalled", "signalled_since"]


@frozen(kw_only=True)
class Signalled:
    """A signal of a chart within its latest phase: its latest point, and its way.

    Parameters
    ----------
    measure, title : str
        Key and title of the measure.
    at : Period
        Of the latest point that signals.
    gain : int
        1 for an improvement, -1 where it got worse.
    """

    measure: str
    title: str
    at: Period
    gain: int

    def __str__(self) -> str:
        title, at = self.title, self.at
        if self.gain > 0:
            return say(
                "{measure}: a signal within the latest phase, last in {at} (an"
                " improvement)",
                measure=title,
                at=at,
            )
        return say(
            "{measure}: a signal within the latest phase, last in {at} (it got worse)",
            measure=title,
            at=at,
        )


def signalled_since(charted: Charted, begun: date) -> Signalled | None:
    """Return what a chart signals since a day, in a better or worse direction."""
    judged, series = charted.judgement, charted.series
    flagged = np.flatnonzero(judged.improvement | judged.concern)
    # After a declared change, it is the latest point that tells, as of any one phase.
    word = judged.variation if judged.changes else judged.moved
    gain = GAINS.get(spc.Variation(str(word)), 0)
    if not gain or not flagged.size:
        return None
    at = series.periods[int(flagged[-1])]
    if at.last < begun:
        return None
    measure = series.measure
    return Signalled(measure=measure.key, title=measure.title, at=at, gain=gain)
