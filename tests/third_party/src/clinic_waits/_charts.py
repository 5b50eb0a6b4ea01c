"""A rule and a kind of chart of the clinic's own, for spc."""

from __future__ import annotations

from typing import Any

import numpy as np
from attrs import frozen
from cqikit import spc
from numpy.typing import NDArray


@frozen
class Jump:
    """A wait that is so many sigma from the one before."""

    name: str = "jump"
    sigmas: float = 4.0

    def __call__(self, chart: spc.ChartView, /) -> NDArray[np.int8]:
        """Return which way each point jumped, 0 where it did not."""
        steps = np.diff(chart.values, axis=-1, prepend=np.nan)
        far = np.abs(steps) > self.sigmas * chart.sigma
        return np.where(far, np.sign(steps), 0).astype(np.int8)


def _sigma(_: Any, spread: Any, patients: Any) -> Any:
    return spread / np.sqrt(patients)


MEAN_WAIT = spc.ChartKind(
    name="mean-wait",
    title="Mean waits",
    formula="mean(y) ± 3 s / √n",
    source="the clinic's statistician",
    centre=spc.Mean(),
    spread=spc.StandardDeviation(),
    sigma=_sigma,
    working="{spread} / √{size}",
    floor=0.0,
)
RULES: tuple[spc.Rule, ...] = (Jump(),)
KINDS: tuple[spc.ChartKind, ...] = (MEAN_WAIT,)
