"""The arithmetic of a limit, with the numbers in it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from cqikit.core import arguments, plural
from cqikit.errors import FieldError
from cqikit.spc._charts._asked import A_CHART
from cqikit.spc._charts._axis import Axis, is_position
from cqikit.spc._charts._constants import c4, d3

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cqikit.spc._charts._chart import Chart
    from cqikit.spc._charts._method import MethodRecord

__all__ = ["explain"]


@arguments(chart=A_CHART)
def explain(chart: Chart, at: Any = -1) -> str:
    """Return how the limits at one point come about, with the numbers in them.

    Parameters
    ----------
    chart : Chart
        A single one; of a stack, take `chart[row]`.
    at : int, or day or period
        Which point; a position may count from the end.

    Examples
    --------
    >>> from cqikit import spc
    >>> print(explain(spc.chart([7, 9, 8, 12, 8], baseline=4)))
    I chart, point 5: 8
    centre = mean of 4 points = 36 / 4 = 9
    sigma = mean moving range / 1.12838 = 2.333333 / 1.12838 = 2.067863
    upper = 9 + 3 × 2.067863 = 15.20359
    lower = 9 - 3 × 2.067863 = 2.796412
    by mean(y) ± 3 mean(mR) / d2(2) (Montgomery, ..., 6.4)
    trial limits: they rest on 4 points, fewer than 12
    later points of this phase are judged by the limits of its baseline
    """
    n = chart.values.shape[-1]
    if chart.values.ndim != 1 or n == 0:
        raise FieldError(
            "chart", "must be a single one with points", chart.values.shape
        )
    back = is_position(at) and -n <= at < 0
    place = at + n if back else Axis(n, chart.calendar).place(at, "at")
    (record,) = (
        method_record
        for method_record in chart.method
        if method_record.start <= place < method_record.stop
    )
    return "\n".join(_lines(chart, record, place))


def _lines(chart: Chart, record: MethodRecord, place: int) -> Iterator[str]:
    kind = chart.kind
    when = f" ({chart.on[place]})" if chart.on else ""
    at = f"point {place + 1}{when}"
    yield f"{kind.title or kind.name}, {at}: {_observed(chart, place)}"
    yield from _centre(chart, record, place)
    yield from _sigma(chart, record, place)
    yield from _limits(chart, place)
    if chart.calendar is not None and chart.calendar.why:
        yield f"calendar: {chart.calendar}"
    if kind.formula:
        yield f"by {kind.formula}" + (f" ({kind.source})" if kind.source else "")
    yield from _remarks(chart, record, place)


def _observed(chart: Chart, place: int) -> str:
    value = float(chart.values[place])
    if math.isnan(value):
        told = chart.withheld[place] if chart.withheld else ""
        return f"withheld ({told})" if told else "not observed"
    if chart.sizes is None or chart.kind.plots:
        return _n(value)
    size = float(chart.sizes[place])
    if not chart.kind.divided:
        return f"{_n(value)} of {_n(size)}"
    times = f" × {_n(chart.per)}" if chart.per != 1 else ""
    return f"{_n(value / chart.per * size)} / {_n(size)}{times} = {_n(value)}"


def _centre(chart: Chart, record: MethodRecord, place: int) -> Iterator[str]:
    level, drawn = float(record.level[0]), float(chart.view.centre[place])
    shown = _displayed(chart, float(chart.centre[place]))
    if record.centre == "given":
        yield f"centre = {_n(drawn)} (given){shown}"
        return
    working = getattr(chart.kind.centre, "working", None)
    numbers = "" if working is None else f" = {working(record.points)}"
    used = plural(record.used, "point")
    found = f"centre = {record.centre} of {used}{numbers} = {_n(level)}"
    if chart.kind.line is None:
        yield f"{found}{shown}"
    else:
        yield found
        yield f"the line is drawn at {_n(drawn)}{shown}"


def _displayed(chart: Chart, shown: float) -> str:
    """Say how what was computed is shown: off its scale, or times a constant."""
    if chart.kind.scale is not None:
        return f" on the scale {chart.kind.scale.name}, drawn at {_n(shown)}"
    return f", × {_n(chart.per)} = {_n(shown)}" if chart.per != 1 else ""


def _sigma(chart: Chart, record: MethodRecord, place: int) -> Iterator[str]:
    kind = chart.kind
    sigma = _sigma_at(chart, place)
    if math.isnan(sigma):
        return
    spread = math.nan
    if kind.spread is not None and record.used:
        spread = float(np.asarray(kind.spread(record.points, record.level)).ravel()[0])
        if record.spread == "given":
            spread = _given(chart, "sigma", place)
        name = "spread" if kind.working else "sigma"
        yield f"{name} = {_spread_working(chart, record, spread)}"
    if kind.spread is None and "sigma" in chart.given:
        yield f"sigma = {_n(sigma)} (given)"
    elif kind.working:
        yield f"sigma = {_filled(chart, record, spread, place)} = {_n(sigma)}"


def _sigma_at(chart: Chart, place: int) -> float:
    """Return sigma on the scale on which limits were computed."""
    per = 1.0 if chart.kind.scale is not None else chart.per
    return float(chart.sigma[place]) / per


def _spread_working(chart: Chart, record: MethodRecord, spread: float) -> str:
    if record.spread == "given":
        return f"{_n(spread)} (given)"
    working = getattr(chart.kind.spread, "working", None)
    numbers = "" if working is None else f" = {working(record.points, record.level)}"
    screened = f", {record.screened} screened out" if record.screened else ""
    return f"{record.spread}{screened}{numbers} = {_n(spread)}"


def _filled(chart: Chart, record: MethodRecord, spread: float, place: int) -> str:
    size = math.nan if chart.sizes is None else float(chart.sizes[place])
    sigma = _sigma_at(chart, place)
    level = float(record.level[0])
    if record.centre == "given":
        level = _given(chart, "centre", place)
    return chart.kind.working.format(
        centre=_n(level),
        spread=_n(spread),
        size=_n(size),
        c4=_n(float(c4(np.array([size]))[0])),
        d3=_n(float(d3(np.array([size]))[0])) if "{d3}" in chart.kind.working else "",
        ramp=_n(sigma / spread if spread else math.nan),
    )


def _given(chart: Chart, line: str, place: int) -> float:
    """Return a given line at a point, on the scale on which limits were computed."""
    return float(getattr(chart._points, line)[place])  # noqa: SLF001  (same room)


def _limits(chart: Chart, place: int) -> Iterator[str]:
    drawn, sigma = float(chart.view.centre[place]), _sigma_at(chart, place)
    for name, sign in (("upper", 1), ("lower", -1)):
        limit = float(getattr(chart, name)[place])
        if math.isnan(limit):
            yield f"{name}: none"
        elif name in chart.given:
            yield f"{name} = {_n(limit)} (given)"
        elif chart.kind.limits is not None:
            yield f"{name} = {_n(limit)}, by the formula"
        else:
            reached = drawn + sign * chart.width * sigma
            word = "+" if sign > 0 else "-"
            sum_ = f"{_n(drawn)} {word} {_n(chart.width)} × {_n(sigma)} = {_n(reached)}"
            yield f"{name} = {sum_}{_shown(chart, name, reached, limit)}"


def _shown(chart: Chart, name: str, reached: float, limit: float) -> str:
    """Say how a limit that was reached by arithmetic is drawn."""
    clamped = math.isnan(float(getattr(chart.view, name)[0])) or not math.isclose(
        reached, limit / chart.per, rel_tol=1e-9, abs_tol=1e-12
    )
    exact = math.isclose(reached, limit / chart.per, rel_tol=1e-9)
    if chart.kind.scale is None and clamped and not exact:
        return f", drawn at {_n(limit)}, which nothing can cross"
    return _displayed(chart, limit)


def _remarks(chart: Chart, record: MethodRecord, place: int) -> Iterator[str]:
    if record.title:
        yield f"phase from point {record.start + 1}: {record.title}"
    if record.degenerate:
        said = "all points that the lines rest on are equal"
        # What is counted has limits with a width, even so.
        narrow = math.isclose(chart.lower[place], chart.upper[place])
        yield f"{said}: any other is outside the limits" if narrow else said
    if record.trial:
        limits = bool(np.isfinite(chart.sigma).any())
        what = "trial limits: they rest" if limits else "a trial centre: it rests"
        yield f"{what} on {plural(record.used, 'point')}, fewer than 12"
    if record.baseline:
        yield "later points of this phase are judged by the limits of its baseline"
    if bool(chart.excluded[place]):
        why = chart.reasons[place] if chart.reasons else ""
        yield f"this point is excluded: {why or 'no reason was given'}"
    elif record.excluded:
        are = "is" if record.excluded == 1 else "are"
        yield f"{plural(record.excluded, 'point')} of this phase {are} excluded"


def _n(number: float) -> str:
    return f"{number:.7g}"
