"""The arithmetic of a limit, with the numbers in it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from cqikit.core import Sentence, arguments, say, worded
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
def explain(chart: Chart, at: Any = -1) -> Sentence:
    """Return how the limits at one point come about, with the numbers in them.

    Parameters
    ----------
    chart : Chart
        A single one; of a stack, take `chart[row]`.
    at : int, or day or period
        Which point; a position may count from the end. The last unless said.

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
            "chart", say("must be a single one with points"), chart.values.shape
        )
    back = is_position(at) and -n <= at < 0
    place = at + n if back else Axis(n, chart.calendar).place(at, "at")
    (record,) = (
        method_record
        for method_record in chart.method
        if method_record.start <= place < method_record.stop
    )
    return say("{lines/\n}", lines=tuple(_lines(chart, record, place)))


def _lines(chart: Chart, record: MethodRecord, place: int) -> Iterator[Sentence]:
    kind = chart.kind
    at = say("point {number}", number=place + 1)
    if chart.on:
        at = say("point {number} ({when})", number=place + 1, when=chart.on[place])
    title, seen = kind.title or kind.name, _observed(chart, place)
    yield say("{kind}, {point}: {seen}", kind=title, point=at, seen=seen)
    yield from _centre(chart, record, place)
    yield from _sigma(chart, record, place)
    yield from _limits(chart, place)
    if chart.calendar is not None and chart.calendar.why:
        yield say("calendar: {calendar}", calendar=str(chart.calendar))
    if kind.formula and kind.source:
        yield say("by {formula} ({source})", formula=kind.formula, source=kind.source)
    elif kind.formula:
        yield say("by {formula}", formula=kind.formula)
    yield from _remarks(chart, record, place)


def _observed(chart: Chart, place: int) -> Sentence:
    value = float(chart.values[place])
    if math.isnan(value):
        told = chart.withheld[place] if chart.withheld else ""
        return say("withheld ({why})", why=told) if told else say("not observed")
    if chart.sizes is None or chart.kind.plots:
        return _n(value)
    size = float(chart.sizes[place])
    if not chart.kind.divided:
        return say("{value} of {size}", value=_n(value), size=_n(size))
    return say(
        "{count} / {size}{times} = {value}",
        count=_n(value / chart.per * size),
        size=_n(size),
        times=say(" × {per}", per=_n(chart.per)) if chart.per != 1 else "",
        value=_n(value),
    )


def _centre(chart: Chart, record: MethodRecord, place: int) -> Iterator[Sentence]:
    level, drawn = float(record.level[0]), float(chart.view.centre[place])
    shown = _displayed(chart, float(chart.centre[place]))
    if record.centre == "given":
        yield say("centre = {drawn} (given){shown}", drawn=_n(drawn), shown=shown)
        return
    working = getattr(chart.kind.centre, "working", None)
    parts: dict[str, Any] = {
        "how": record.centre,
        "n": record.used,
        "numbers": "" if working is None else _equals(working(record.points)),
        "level": _n(level),
    }
    plain = chart.kind.line is None
    yield say(
        "centre = {how} of {n:# point|# points}{numbers} = {level}{shown}",
        shown=shown if plain else "",
        **parts,
    )
    if not plain:
        yield say("the line is drawn at {drawn}{shown}", drawn=_n(drawn), shown=shown)


def _equals(working: str) -> Sentence:
    return say(" = {working}", working=working)


def _displayed(chart: Chart, shown: float) -> str:
    """Say how what was computed is shown: off its scale, or times a constant."""
    if chart.kind.scale is not None:
        return say(
            " on the scale {scale}, drawn at {shown}",
            scale=chart.kind.scale.name,
            shown=_n(shown),
        )
    if chart.per == 1:
        return ""
    return say(", × {per} = {shown}", per=_n(chart.per), shown=_n(shown))


def _sigma(chart: Chart, record: MethodRecord, place: int) -> Iterator[Sentence]:
    kind = chart.kind
    sigma = _sigma_at(chart, place)
    if math.isnan(sigma):
        return
    spread = math.nan
    if kind.spread is not None and record.used:
        spread = float(np.asarray(kind.spread(record.points, record.level)).ravel()[0])
        if record.spread == "given":
            spread = _given(chart, "sigma", place)
        worked = _spread_working(chart, record, spread)
        if kind.working:
            yield say("spread = {working}", working=worked)
        else:
            yield say("sigma = {working}", working=worked)
    if kind.spread is None and "sigma" in chart.given:
        yield say("sigma = {working}", working=_as_given(sigma))
    elif kind.working:
        working = _filled(chart, record, spread, place)
        yield say("sigma = {working} = {sigma}", working=working, sigma=_n(sigma))


def _sigma_at(chart: Chart, place: int) -> float:
    """Return sigma on the scale on which limits were computed."""
    per = 1.0 if chart.kind.scale is not None else chart.per
    return float(chart.sigma[place]) / per


def _spread_working(chart: Chart, record: MethodRecord, spread: float) -> Sentence:
    if record.spread == "given":
        return _as_given(spread)
    working = getattr(chart.kind.spread, "working", None)
    out = record.screened
    return say(
        "{how}{screened}{numbers} = {spread}",
        how=record.spread,
        screened=say(", {out} screened out", out=out) if out else "",
        numbers=_equals(working(record.points, record.level)) if working else "",
        spread=_n(spread),
    )


def _as_given(number: float) -> Sentence:
    return say("{number} (given)", number=_n(number))


def _filled(chart: Chart, record: MethodRecord, spread: float, place: int) -> Sentence:
    """Return the working of the kind with its numbers; it has no words."""
    size = math.nan if chart.sizes is None else float(chart.sizes[place])
    sigma = _sigma_at(chart, place)
    level = float(record.level[0])
    if record.centre == "given":
        level = _given(chart, "centre", place)
    working = chart.kind.working
    numbers = {
        "centre": level,
        "spread": spread,
        "size": size,
        "c4": float(c4(np.array([size]))[0]),
        "d3": float(d3(np.array([size]))[0]) if "{d3}" in working else math.nan,
        "ramp": sigma / spread if spread else math.nan,
    }
    return worded(working, {name: _n(number) for name, number in numbers.items()})


def _given(chart: Chart, line: str, place: int) -> float:
    """Return a given line at a point, on the scale on which limits were computed."""
    return float(getattr(chart._points, line)[place])  # noqa: SLF001  (same room)


def _limits(chart: Chart, place: int) -> Iterator[Sentence]:
    for name, sign, title in (("upper", 1, say("upper")), ("lower", -1, say("lower"))):
        limit = float(getattr(chart, name)[place])
        if math.isnan(limit):
            yield say("{limit}: none", limit=title)
        elif name in chart.given:
            yield say("{limit} = {working}", limit=title, working=_as_given(limit))
        elif chart.kind.limits is not None:
            at = _n(limit)
            yield say("{limit} = {number}, by the formula", limit=title, number=at)
        else:
            working = _limit_working(chart, name, sign, place)
            yield say("{limit} = {working}", limit=title, working=working)


def _limit_working(chart: Chart, name: str, sign: int, place: int) -> Sentence:
    """Return how far from the line a limit is, and how it is drawn."""
    drawn, sigma = float(chart.view.centre[place]), _sigma_at(chart, place)
    reached = drawn + sign * chart.width * sigma
    parts: dict[str, Any] = {
        "centre": _n(drawn),
        "width": _n(chart.width),
        "sigma": _n(sigma),
        "reached": _n(reached),
        "shown": _shown(chart, name, reached, float(getattr(chart, name)[place])),
    }
    if sign > 0:
        return say("{centre} + {width} × {sigma} = {reached}{shown}", **parts)
    return say("{centre} - {width} × {sigma} = {reached}{shown}", **parts)


def _shown(chart: Chart, name: str, reached: float, limit: float) -> str:
    """Say how a limit that was reached by arithmetic is drawn."""
    clamped = math.isnan(float(getattr(chart.view, name)[0])) or not math.isclose(
        reached, limit / chart.per, rel_tol=1e-9, abs_tol=1e-12
    )
    exact = math.isclose(reached, limit / chart.per, rel_tol=1e-9)
    if chart.kind.scale is None and clamped and not exact:
        return say(", drawn at {limit}, which nothing can cross", limit=_n(limit))
    return _displayed(chart, limit)


def _remarks(chart: Chart, record: MethodRecord, place: int) -> Iterator[Sentence]:
    if record.title:
        start, title = record.start + 1, record.title
        yield say("phase from point {start}: {title}", start=start, title=title)
    if record.degenerate:
        # What is counted has limits with a width, even so.
        if math.isclose(chart.lower[place], chart.upper[place]):
            yield say(
                "all points that the lines rest on are equal: any other is outside the"
                " limits"
            )
        else:
            yield say("all points that the lines rest on are equal")
    if record.trial and np.isfinite(chart.sigma).any():
        yield say(
            "trial limits: they rest on {n:# point|# points}, fewer than 12",
            n=record.used,
        )
    elif record.trial:
        yield say(
            "a trial centre: it rests on {n:# point|# points}, fewer than 12",
            n=record.used,
        )
    if record.baseline:
        yield say("later points of this phase are judged by the limits of its baseline")
    if bool(chart.excluded[place]):
        why = chart.reasons[place] if chart.reasons else ""
        why = why or say("no reason was given")
        yield say("this point is excluded: {why}", why=why)
    elif record.excluded:
        yield say(
            "{n:# point of this phase is|# points of this phase are} excluded",
            n=record.excluded,
        )


def _n(number: float) -> Sentence:
    """Return a number of the arithmetic, which is written as it is typed."""
    if "e" in (typed := f"{number:.7g}"):
        return say("{number}", number=typed)
    if number < 0:
        return say("-{number:.7g}", number=-number)
    return say("{number:.7g}", number=number)
