"""Which kind of chart fits this measure and these data, with the reasons."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from attrs import frozen

from cqikit.core import Finding, arguments, plural, say
from cqikit.errors import FieldError
from cqikit.measures import MeasureKind, MeasureKindWord, Series
from cqikit.spc._advice._quiet import NORMAL, false_alarms, run_alarms, tied_alarms
from cqikit.spc._advice._reasons import (
    COARSE,
    FALSE_ALARMS,
    FEW_POINTS,
    KIND,
    MOSTLY_ZERO,
    OVERDISPERSED,
    RARE,
    RUN_CHART,
    ZERO_TIMES,
)
from cqikit.spc._advice._verdicts import Verdict, verdicts
from cqikit.spc._charts._compare import side_of
from cqikit.spc._charts._floats import Faults
from cqikit.spc._charts._inputs import find_miscounts, per_point
from cqikit.spc._charts._kinds import CHARTS
from cqikit.spc._charts._statistics import ratio

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cqikit.spc._charts._view import Floats

__all__ = ["Advice", "advise"]

USUAL: Final = {
    MeasureKind.CONTINUOUS: "i",
    MeasureKind.COUNT: "c",
    MeasureKind.PROPORTION: "p",
    MeasureKind.RATE: "u",
    MeasureKind.UNITS_BETWEEN: "g-exact",
    MeasureKind.TIME_BETWEEN: "t",
}
#: What is found of a series that decides its chart, the first of them.
DECIDING: Final = (ZERO_TIMES, MOSTLY_ZERO, FEW_POINTS, OVERDISPERSED, FALSE_ALARMS)
#: Of few points, where no run chart is a way to begin.
TRIAL: Final = Verdict(FEW_POINTS.at(form="trial"))
#: A kind is not advised that signals so many times as often as normal points do.
MOST_ALARMS: Final = 1.5
#: Nor a run chart: Anhøj's rules signal on 2 to 6 % of quiet charts without ties.
MOST_RUN_ALARMS: Final = 0.1
#: What shows that rare events come sooner, beside a chart of what lies between them.
BESIDE: Final = ("t", "t-exponential", "bernoulli")


@frozen(repr=False)
class Advice:
    """Which chart to draw, and why.

    Parameters
    ----------
    kind : str
        A name in `CHARTS`.
    reasons : tuple of Finding
        Those that decided first.
    others : tuple of str
        Kinds worth a look beside it; none unless said.
    false_alarms : tuple of (str, float)
        For the kind with sigma limits and for the exact one, which share of
        charts like this has a point outside although nothing changed; and for
        the run chart, where that share is high, which Anhøj's rules signal on;
        and so for the I chart of coarse values. None unless said.
    """

    kind: str
    reasons: tuple[Finding, ...]
    others: tuple[str, ...] = ()
    false_alarms: tuple[tuple[str, float], ...] = ()

    def __repr__(self) -> str:
        return f"<Advice {self.kind}, {plural(len(self.reasons), 'reason')}>"

    def __str__(self) -> str:
        reasons = (say("  {reason}", reason=reason.message) for reason in self.reasons)
        return say("{lines/\n}", lines=(self.kind, *reasons))


@arguments()
def advise(
    values: Any,
    *,
    measure: MeasureKind | MeasureKindWord | None = None,
    sizes: Any = None,
) -> Advice:
    """Say which kind of chart fits, from what is measured and how it behaves.

    Parameters
    ----------
    values : Series or array of n numbers
        With `sizes`, the numerators.
    measure : MeasureKind, optional
        What the numbers are; a series knows, else they are taken for
        measured values.
    sizes : Any
        The denominators; none unless said.

    Returns
    -------
    Advice

    Examples
    --------
    >>> falls = [0, 0, 1, 0, 0, 0, 2, 0, 0, 1, 0, 0, 0, 1, 0]
    >>> advice = advise(falls, measure="count")
    >>> advice.kind, advice.others
    ('g-exact', ('t', 't-exponential', 'bernoulli', 'c-exact'))
    >>> print(advice.reasons[1].message)  # doctest: +NORMALIZE_WHITESPACE
    no run chart: 11 of 15 points lie on the median of 0, and of quiet run charts like
    this, 20 in 100 signal
    >>> print(advice.reasons[3].message)
    of quiet charts like this, 18 in 100 of c signal, and 0.2 in 100 of c-exact
    """
    measure, numbers, under = _asked(values, measure, sizes)
    usual = USUAL[measure]
    alarms = false_alarms(measure, numbers, under)
    found = list(verdicts(measure, numbers, under))
    runs = run_alarms(measure, numbers, under)
    tied = _tied(numbers, under, runs)
    if tied:
        found = [TRIAL if verdict.kind == "run" else verdict for verdict in found]
        found.append(tied)
    often = tied_alarms(numbers) if measure is MeasureKind.CONTINUOUS else 0.0
    if often > MOST_RUN_ALARMS:
        found.append(Verdict(COARSE.at(often=_in_100(often))))
    if measure is MeasureKind.UNITS_BETWEEN or _is_rare(found):
        found.append(Verdict(RARE.at(), beside=BESIDE))
    found += _alarming(alarms, int(np.count_nonzero(~np.isnan(numbers))))
    by_code = {verdict.reason.code: verdict.kind for verdict in found if verdict.kind}
    deciding = [by_code[row.code] for row in DECIDING if row.code in by_code]
    kind = deciding[0] if deciding else usual
    form = usual if kind == usual else f"not-{usual}"
    fits = KIND.at(form=form, title=CHARTS[kind].title)
    reasons = (*(verdict.reason for verdict in found), fits)
    others = [name for verdict in found for name in (verdict.kind, *verdict.beside)]
    # What cries wolf is not named beside the others either.
    others += [usual] if FALSE_ALARMS.code not in by_code else []
    beside = tuple(dict.fromkeys(name for name in others if name not in {"", kind}))
    wolves = [(name, at) for name, at in (("i", often), ("run", runs))]
    shares = [*alarms.items(), *(wolf for wolf in wolves if wolf[1] > MOST_RUN_ALARMS)]
    return Advice(kind, reasons, beside, tuple(shares))


def _asked(
    values: Any, measure: MeasureKind | MeasureKindWord | None, sizes: Any
) -> tuple[MeasureKind, Floats, Floats | None]:
    """Return what is measured, numbers or numerators, and sizes; refuse what is not."""
    if isinstance(values, Series):
        measure = values.measure.kind
        if values.measure.is_ratio:
            values, sizes = values.numerators, values.denominators
        else:
            values = values.values
    measure = (
        MeasureKind.CONTINUOUS
        if measure is None
        else MeasureKind.of(measure, "measure")
    )
    faults = Faults()
    numbers = faults.floats(values, "values")
    if numbers.ndim != 1:
        raise FieldError("values", say("must be one series"), numbers.shape)
    under = None
    if sizes is not None:
        under = per_point(sizes, "sizes", numbers.shape, faults)
    if measure is not MeasureKind.CONTINUOUS:
        find_miscounts(CHARTS[USUAL[measure]], numbers, under, faults)
    faults.tell()
    with np.errstate(all="ignore"):
        divided = numbers if under is None else ratio(numbers, under)
    if np.isinf(divided).any():
        raise FieldError("sizes", say("must be more than 0"), sizes)
    return measure, numbers, under


def _is_rare(found: list[Verdict]) -> bool:
    return any(verdict.kind == "g-exact" for verdict in found)


def _tied(values: Floats, sizes: Floats | None, runs: float) -> Verdict | None:
    """Say why a run chart says nothing, where many points lie on its median."""
    shown = values if sizes is None else ratio(values, sizes)
    seen = shown[~np.isnan(shown)]
    median = float(np.median(seen)) if seen.size else math.nan
    on = int(np.count_nonzero(side_of(seen, np.full(seen.size, median)) == 0))
    if np.unique(seen).size < 2 or (runs <= MOST_RUN_ALARMS and 2 * on <= seen.size):
        return None
    return Verdict(
        RUN_CHART.at(
            form="often" if runs > MOST_RUN_ALARMS else "left",
            on=on,
            seen=seen.size,
            median=median,
            often=_in_100(runs),
            left=seen.size - on,
        )
    )


def _alarming(alarms: dict[str, float], points: int) -> Iterator[Verdict]:
    """Say that three sigma signal much more often than they do on normal points."""
    if not alarms:
        return
    (sigma, often), (exact, seldom) = alarms.items()
    if often > MOST_ALARMS * (1 - (1 - NORMAL) ** points):
        words = FALSE_ALARMS.at(
            sigma=sigma, often=_in_100(often), exact=exact, seldom=_in_100(seldom)
        )
        yield Verdict(words, exact)


def _in_100(share: float) -> float:
    return round(100 * share, 0 if share >= 0.1 else 1)
