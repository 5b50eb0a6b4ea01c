"""An excluded point stands after those that count before it, and after no other.

So it is where it would be if all other excluded points were left out; and those that
count are where they would be without any of them.
"""

from __future__ import annotations

from functools import partial
from typing import Any, Final

import numpy as np
import pytest
from attrs import evolve, frozen
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from cqikit import spc

LINES: Final = ("values", "centre", "sigma", "lower", "upper")
EWMA: Final[Any] = spc.CHARTS["ewma"]


@frozen
class Wide:
    """How far the latest so many points are apart: it looks back, and no further."""

    reach: int = 4

    def __call__(self, points: spc.Points, _centre: Any, _spread: Any) -> Any:
        values = points.values
        found = np.full(values.shape, np.nan)
        for last in range(values.shape[-1]):
            part = values[..., max(last + 1 - self.reach, 0) : last + 1]
            found[..., last] = part.max(axis=-1) - part.min(axis=-1)
        return found


def total(points: spc.Points, centre: Any, spread: Any) -> Any:
    """Return a sum that looks back over all points of its phase."""
    return np.nancumsum((points.values - centre) / spread, axis=-1)


#: Kinds of somebody else, who says less of their statistics than we do of ours.
OWN: Final = {
    "wide": evolve(EWMA, name="wide", statistic=Wide(), ramp=None),
    "total": evolve(EWMA, name="total", statistic=total, ramp=None),
    "silent": evolve(
        EWMA,
        name="silent",
        statistic=partial(EWMA.statistic),
        ramp=partial(EWMA.ramp),
    ),
    "head start": spc.cusum_kind("low", head_start=2.5),
    "means": evolve(
        spc.CHARTS["xbar-pooled"],
        name="means",
        **{
            name: getattr(spc.CHARTS["cusum"], name)
            for name in ("statistic", "line", "sigma", "limits", "only_outside")
        },
    ),
}
MEMORY: Final = OWN | {
    kind.name: kind for kind in spc.CHARTS if kind.statistic is not None
}


def made(
    kind: spc.ChartKind, values: Any, phase: Any, out: Any, base: Any, **how: Any
) -> spc.Chart:
    starts = np.diff(phase, prepend=phase[:1]) != 0
    rests = base if base.any() else None
    return spc.chart(values, kind, phases=starts, exclude=out, baseline=rests, **how)


@st.composite
def series(draw: Any, kind: spc.ChartKind) -> dict[str, NDArray[Any]]:
    """Draw points, where phases start, what is excluded, and what limits rest on."""
    n = draw(st.integers(1, 24))
    number: Any = st.integers(0, 1) if kind.takes == "binary" else st.integers(0, 12)
    cell: Any = st.one_of(*[number.map(float)] * 4, st.just(np.nan))
    if kind.plots:
        cell = st.lists(number.map(float), min_size=3, max_size=3)
    often = st.sampled_from([True, False, False])
    lists = {
        "values": cell,
        "phase": st.sampled_from([0, 0, 0, 1]),
        "out": often,
        "base": often.map(lambda marked: not marked),
    }
    drawn = {
        name: draw(st.lists(of, min_size=n, max_size=n)) for name, of in lists.items()
    }
    found = {name: np.array(column) for name, column in drawn.items()}
    # What was never observed is a gap, whether or not it is excluded.
    gone = np.isnan(found["values"])
    found["out"] &= ~(gone.all(axis=-1) if gone.ndim > 1 else gone)
    # Marks on what is excluded would go with it.
    base = found["base"] & ~found["out"]
    return {**found, "phase": np.cumsum(found["phase"]), "base": base}


@pytest.mark.parametrize("name", MEMORY)
@given(data=st.data())
@settings(max_examples=12)
def test_an_excluded_point_stands_after_those_that_count_alone(
    name: str, data: st.DataObject
) -> None:
    kind = MEMORY[name]
    drawn = data.draw(series(kind))
    how: dict[str, Any] = {"bridge": data.draw(st.booleans())}
    if data.draw(st.booleans()):
        share = kind.takes == "binary"
        moving = 0.2 + 0.01 * np.arange(len(drawn["values"]))
        centre = moving if share else 20 * moving
        how |= {"centre": centre if data.draw(st.booleans()) else centre[0]}
    whole = made(kind, **drawn, **how)
    out = drawn["out"]
    for place in np.flatnonzero(out):
        left = ~out
        left[place] = True
        cut = {name: column[left] for name, column in drawn.items()}
        own = {
            name: line[left] if np.ndim(line) else line for name, line in how.items()
        }
        alone = made(kind, **cut, **own)
        for line in LINES:
            np.testing.assert_allclose(
                getattr(whole, line)[left],
                getattr(alone, line),
                rtol=1e-9,
                atol=1e-9,
                err_msg=f"{line}, {place}",
            )


@pytest.mark.parametrize("name", MEMORY)
def test_what_is_excluded_is_shown_in_stacks_and_long_series_as_alone(
    name: str,
) -> None:
    kind = MEMORY[name]
    rng = np.random.default_rng(7)
    values: Any = rng.integers(0, 2, (3, 900)).astype(float)
    if kind.plots:
        values = rng.normal(size=(3, 900, 3))
    out = rng.random((3, 900)) < 0.4
    edges = rng.random((3, 900)) < 0.01
    stack = spc.chart(values, kind, exclude=out, phases=edges)
    for row in range(3):
        alone = spc.chart(values[row], kind, exclude=out[row], phases=edges[row])
        for line in LINES:
            np.testing.assert_allclose(
                getattr(stack, line)[row], getattr(alone, line), rtol=1e-9, atol=1e-9
            )
