"""Exact laws of runs: quicker than drawing series, and no slower than they must be."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray

from benchmarks.harness import Race
from benchmarks.yardsticks import plain_pass
from cqikit import spc
from cqikit.files import TextStore

Floats = NDArray[np.float64]
#: Answers are kept by all that is asked; with another seed each is worked out.
FRESH = count(1)
NUMBERS = np.random.default_rng(3).normal(size=24).tolist()


def exact() -> float:
    """Return the false alarms of Western Electric's rules, by their chain."""
    return spc.false_alarm(spc.WESTERN_ELECTRIC, 24, seed=next(FRESH)).value


def drawn() -> float:
    """Return the same from 20,000 series: one of the rules is made a stranger's."""
    rules = [*spc.WESTERN_ELECTRIC, Silent()]
    return spc.false_alarm(rules, 24, draws=20_000, seed=1).value


class Silent:
    """A rule that never signals, and that no exact law knows."""

    name = "silent"

    def __call__(self, chart: spc.ChartView, /) -> NDArray[np.int8]:
        """Return no flag."""
        return np.zeros(np.shape(chart.values), dtype=np.int8)


def looks() -> spc.Detection:
    """Return when Anhøj's rules show a shift, at each of 180 looks, exactly."""
    return spc.detection(spc.ANHOEJ, 200, shift=0.5, start=20, seed=next(FRESH))


def drawn_looks() -> spc.Detection:
    """Return the same from 400 series."""
    rules = [*spc.ANHOEJ, Silent()]
    return spc.detection(rules, 200, shift=0.5, start=20, draws=400)


def alike(ours: spc.Detection, theirs: spc.Detection) -> None:
    """Assert that drawn series see the shift as soon as the law says."""
    for exact_look, drawn_look in zip(ours.seen, theirs.seen, strict=True):
        assert abs(exact_look.value - drawn_look.value) < 0.12


def again() -> spc.Probability:
    """Return a probability that was drawn before."""
    return spc.false_alarm(spc.PERLA, 24, draws=4_000)


def anew() -> spc.Probability:
    """Return the same, from a seed that was not asked for before."""
    return spc.false_alarm(spc.PERLA, 24, draws=4_000, seed=next(FRESH))


def near(ours: spc.Probability, theirs: spc.Probability) -> None:
    """Assert that one seed says what another does."""
    assert abs(ours.value - theirs.value) < 0.06


def within_a_hundredth(ours: float, theirs: float) -> None:
    """Assert that drawn series do what the law says."""
    assert abs(ours - theirs) < 0.01


def from_a_file() -> Iterator[Race]:
    """Yield an answer that another run kept, the file opened anew, against drawing."""
    with TemporaryDirectory() as folder:
        place = Path(folder) / "chances.jsonl"

        def kept() -> spc.Probability:
            store = TextStore(place)
            return spc.false_alarm(spc.PERLA, 24, draws=4_001, store=store)

        kept()
        yield Race(
            name="a probability that another run drew, from its file, against drawing",
            ours=kept,
            theirs=anew,
            same=near,
            at_most=0.1,
        )


def passes() -> int:
    """Make a thousand plain passes over 24 points: some hundredths of a second."""
    return sum(len(plain_pass(NUMBERS)) for _ in range(1000))


def in_passes(name: str, ours: Callable[[], float], value: float, bar: float) -> Race:
    """Return the race of an answer that is known against a thousand plain passes."""

    def same(found: float, _: int) -> None:
        assert abs(found - value) < 1e-12, found

    return Race(
        name=f"{name}, in thousands of plain passes",
        ours=ours,
        theirs=passes,
        same=same,
        at_most=bar,
    )


def long_series() -> Iterator[Race]:
    """Yield chances of thousands of points, whose values were found by fractions.

    By the way that these took before, a convolution for each number of runs, 5,000
    points took two thousand thousands of passes.
    """
    yield in_passes(
        "false alarms of Anhøj's rules for 5,000 points",
        lambda: spc.false_alarm(spc.ANHOEJ, 5000, seed=next(FRESH)).value,
        0.11576378879482,
        15.0,
    )
    yield in_passes(
        "false alarms of Western Electric's rules for 5,000 points",
        lambda: spc.false_alarm(spc.WESTERN_ELECTRIC, 5000, seed=next(FRESH)).value,
        1.0,
        100.0,
    )
    yield in_passes(
        "a shift sought at 180 looks at 200 points by Anhøj's rules",
        lambda: looks().seen[-1].value,
        0.8567916026850911,
        15.0,
    )
    both = spc.ANHOEJ | spc.WESTERN_ELECTRIC

    def surely(ours: float, _: int) -> None:
        assert ours > 0.999

    yield Race(
        name="both sets at 5,000 points, drawn, in thousands of plain passes",
        ours=lambda: spc.false_alarm(both, 5000, seed=next(FRESH)).value,
        theirs=passes,
        same=surely,
        at_most=800.0,
    )

    def drawn_by(workers: int) -> Callable[[], spc.Probability]:
        return lambda: spc.false_alarm(
            both, 200, draws=20_000, seed=next(FRESH), workers=workers
        )

    yield Race(
        name="20,000 drawn series read by two threads, against one",
        ours=drawn_by(2),
        theirs=drawn_by(1),
        same=near,
        at_most=1.2,
    )


def floats() -> Floats:
    """Return the law of crossings for 200 points without a run over 10, in floats."""
    return spc.runs_distribution_given(100, 100).at_most(10)


def fractions() -> Floats:
    """Return the same law from whole numbers."""
    return spc.runs_distribution_given(100, 100, exact=True).at_most(10)


def equal(ours: Floats, theirs: Floats) -> None:
    """Assert that floats keep their precision."""
    assert np.allclose(ours, theirs.astype(float), rtol=1e-11, atol=0)


def boxes(n: int) -> spc.RunsBox:
    """Derive a cut box, and the best box before it."""
    vars(spc.box_limits)["__wrapped__"].cache_clear()
    return spc.box_limits(n, "cut")


def published(ours: spc.RunsBox, theirs: spc.RunsBox) -> None:
    """Assert that both boxes are the published ones."""
    assert (ours.longest, ours.crossings) == (10, 41)
    assert (theirs.longest, theirs.crossings) == (7, 6)


def races() -> Iterator[Race]:
    """Yield an exact law against drawn series, floats against fractions, and a box."""
    yield Race(
        name="an exact false alarm, against 20,000 drawn series",
        ours=exact,
        theirs=drawn,
        same=within_a_hundredth,
        at_most=0.5,
    )
    yield Race(
        name="180 looks by Anhøj's rules, against 400 drawn series",
        ours=looks,
        theirs=drawn_looks,
        same=alike,
        at_most=0.2,
    )
    yield Race(
        name="a probability that was drawn before, against drawing it",
        ours=again,
        theirs=anew,
        same=near,
        at_most=0.01,
    )
    yield from from_a_file()
    yield from long_series()
    yield Race(
        name="a law of 200 points in floats, against fractions",
        ours=floats,
        theirs=fractions,
        same=equal,
        at_most=0.5,
    )
    yield Race(
        name="a box for 100 points, against one for 24",
        ours=lambda: boxes(100),
        theirs=lambda: boxes(24),
        same=published,
        at_most=12.0,
    )
