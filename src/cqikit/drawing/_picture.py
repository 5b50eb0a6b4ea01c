"""What is to be drawn of a chart: the same for every way of drawing it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeAlias

import numpy as np
from attrs import Factory, evolve, field, fields, frozen

from cqikit.core import (
    Frequency,
    Period,
    TupleOf,
    Wording,
    arguments,
    as_tuple,
    between,
    by_value,
    each,
    finite,
    instance_of,
    is_text,
    optional,
    parse_period,
    say,
)
from cqikit.drawing._text import line_of
from cqikit.errors import FieldError, UnknownArgumentError
from cqikit.spc import Chart, Judgement, Median, Reading, judge, read

if TYPE_CHECKING:
    from typing import Any

    from attrs import Attribute
    from numpy.typing import NDArray

    from cqikit.core import Sentence
    from cqikit.spc import Change

__all__ = [
    "A_CHART",
    "A_WORDING",
    "DRAWABLE",
    "MARKS",
    "ChartPicture",
    "Drawable",
    "Event",
    "described",
    "line_names",
    "marks_of",
    "target_of",
    "withheld_said",
]

#: Width and height in inches between which a picture can be read.
SMALLEST, LARGEST = 1.5, 60.0


@frozen
class Event:
    """Something to mark on a chart: when it was, and what.

    Parameters
    ----------
    start, stop : Period
        A day, or as much as is known of it; of any frequency.
    title : str
        What it was.

    Examples
    --------
    >>> print(Event("2026-03-02", "2026-03", "Reminders tested").stop.last)
    2026-03-31
    """

    start: Period = field(converter=parse_period)
    stop: Period = field(converter=parse_period)
    title: str = field(validator=is_text)

    def __attrs_post_init__(self) -> None:
        if self.stop.last < self.start.first:
            raise FieldError(
                "stop",
                say("must not be before start ({start})", start=self.start),
                str(self.stop),
            )


def _target(judgement: Any) -> float | None:
    """Return the target that was judged, where it is one for all points.

    What is no judgement is refused once all fields are there.
    """
    target = getattr(judgement, "target", None)
    if target is None:
        return None
    targets = np.unique(target)
    return float(targets[0]) if len(targets) == 1 else None


def _is_single(_: Any, attribute: Attribute[Any], chart: Any) -> None:
    instance_of(Chart)(_, attribute, chart)
    if chart.values.ndim != 1:
        raise FieldError(
            attribute.name,
            say("must be of one series, with arrays of shape (n,)"),
            chart.values.shape,
            say("drawing.charts_svg draws the charts of a stack"),
        )


def _is_size(_: Any, attribute: Attribute[Any], value: Any) -> None:
    each(between(SMALLEST, LARGEST))(_, attribute, value)
    if len(value) != 2:
        raise FieldError(attribute.name, say("must be a width and a height"), value)


@by_value
@frozen(kw_only=True, eq=False)
class ChartPicture:
    """What is to be drawn: a chart, and what is known of it.

    Parameters
    ----------
    chart : spc.Chart
        Of one series: arrays of shape (n,).
    reading : spc.Reading
        Of that chart; by default with the default rules.
    judgement : spc.Judgement
        Tells improvements from concerns; by default, signals are only signals.
    events : tuple of Event
        Marked by number, as bars over the chart; several may lie over one
        point, and one over many. They need a chart with days or periods.
    unit : str
        Of the values; by default the judgement's.
    target : float, optional
        A line that is no limit; by default the judgement's. One that moves is drawn as
        judged, and stays None here.
    log : bool
        Draw values on a logarithmic axis; those not above 0 lie on its foot,
        with a mark of their own.
    size : (float, float)
        Width and height in inches. For a telephone, draw a small picture
        (4.2 wide) rather than shrink a large one.
    carried : bool
        The lines of each phase go on, dashed and pale, over the phase after it.
    alone : bool
        The picture stands without a page that says what it shows: it has the
        title above, and the list of events below, which make it higher.
    """

    chart: Chart = field(validator=_is_single)
    reading: Reading = field(
        default=Factory(lambda made: read(made.chart), takes_self=True),
        validator=instance_of(Reading),
    )
    judgement: Judgement = field(
        default=Factory(lambda made: judge(made.reading), takes_self=True),
        validator=instance_of(Judgement),
    )
    events: tuple[Event, ...] = field(
        default=(), converter=TupleOf[Event], validator=each(instance_of(Event))
    )
    unit: str = field(
        default=Factory(
            lambda made: getattr(made.judgement, "unit", ""), takes_self=True
        ),
        validator=is_text,
    )
    target: float | None = field(
        default=Factory(lambda made: _target(made.judgement), takes_self=True),
        validator=optional(finite),
    )
    log: bool = field(default=False, validator=instance_of(bool))
    size: tuple[float, float] = field(
        default=(9.0, 3.6), converter=as_tuple, validator=_is_size
    )
    carried: bool = field(default=False, validator=instance_of(bool))
    alone: bool = field(default=False, validator=instance_of(bool))

    def __attrs_post_init__(self) -> None:
        on = self.chart.on
        numbered = on is None or any(
            period.frequency is Frequency.POINT for period in on
        )
        if self.events and numbered:
            raise FieldError(
                "events",
                say("must be left out where the chart has no days or periods"),
                len(self.events),
                say("give the chart its days: spc.chart(..., on=...)"),
            )

    @classmethod
    @arguments()
    def of(cls, drawn: Drawable, **more: Any) -> ChartPicture:
        """Return what is to be drawn of a judgement, of a reading, or of a chart.

        Parameters
        ----------
        drawn : Judgement, Reading, Chart or ChartPicture
            A reading and a chart are judged, and read, with the defaults; a picture is
            returned as it is.
        **more
            Whatever else a picture has: `events`, `size`, `carried` and so on.

        Examples
        --------
        >>> from cqikit import spc
        >>> waits = spc.chart([38, 35, 41, 37, 36, 39], "i")
        >>> judged = spc.judge(spc.read(waits), "lower", target=30, unit="days")
        >>> picture = ChartPicture.of(judged, size=(4.2, 3.2))
        >>> picture.unit, picture.target, picture.size
        ('days', 30.0, (4.2, 3.2))
        """
        known = [part.alias for part in fields(cls)]
        for name in more:
            if name not in known:
                raise UnknownArgumentError("of", name, known)
        if isinstance(drawn, ChartPicture):
            return evolve(drawn, **more) if more else drawn
        if isinstance(drawn, Chart):
            return cls(chart=drawn, **more)
        judged = drawn if isinstance(drawn, Judgement) else judge(drawn)
        reading = judged.reading
        return cls(chart=reading.chart, reading=reading, judgement=judged, **more)

    @property
    def of_events(self) -> bool:
        """Say whether points are events, whose days are no calendar."""
        calendar = self.chart.calendar
        return calendar is not None and calendar.cadence is None

    @property
    def places(self) -> NDArray[np.float64]:
        """Return where on the time axis each point lies, one unit a period.

        Events stand one after another: several may be of one day.
        """
        if self.chart.on is None or self.of_events:
            return np.arange(1.0, self.chart.values.shape[-1] + 1)
        return np.array([float(period.index) for period in self.chart.on])


#: The language that every verb takes.
A_WORDING = instance_of(Wording, fix=say("core.ENGLISH, or one of another language"))
#: What one chart can be drawn of.
Drawable: TypeAlias = ChartPicture | Judgement | Reading | Chart
DRAWABLE: Final = (ChartPicture, Judgement, Reading, Chart)
#: What verbs that draw a chart ask for.
A_CHART = instance_of(
    *DRAWABLE,
    fix=say("{call}", call="spc.judge(spc.read(chart))"),
)

#: What a point can be, with what a legend says of it.
MARKS = {
    "plain": say("no signal"),
    "excluded": say("not counted"),
    "signal": say("signal"),
    "improvement": say("improvement"),
    "concern": say("adverse"),
}


@arguments()
def marks_of(picture: ChartPicture) -> NDArray[np.str_]:
    """Return what each point is, as a key of `MARKS`; "" where none was observed.

    A point with signals in both directions is adverse: harm must not hide. Where the
    lines of before are carried on, points after a change are signals about these, too.

    Examples
    --------
    >>> from cqikit import spc
    >>> picture = ChartPicture(chart=spc.chart([5, 5, None, 9], centre=5, sigma=1))
    >>> marks_of(picture).tolist()
    ['plain', 'plain', '', 'signal']
    """
    judged, seen = picture.judgement, np.isfinite(picture.chart.values)
    better, worse = judged.improvement.copy(), judged.concern.copy()
    flagged = picture.reading.flagged.copy()
    if picture.carried:
        for change in judged.changes:
            _mark_change(picture, change, (better, worse, flagged))
    cases = {
        "": ~seen,
        "excluded": picture.chart.excluded,
        "concern": worse,
        "improvement": better,
        "signal": flagged,
    }
    return np.select(list(cases.values()), list(cases), default="plain")


def _mark_change(
    picture: ChartPicture, change: Change, marks: tuple[NDArray[np.bool_], ...]
) -> None:
    """Mark in place what the points after a change say about the lines before it."""
    better, worse, flagged = marks
    sign = picture.judgement.direction.sign
    for signal in change.signals:
        where = slice(signal.first, signal.last + 1)
        flagged[where] = True
        if abs(signal.direction) == 1 and sign:
            (better if signal.direction * sign > 0 else worse)[where] = True


def target_of(picture: ChartPicture) -> NDArray[np.float64] | None:
    """Return the target at each point, as drawn or else as judged."""
    if picture.target is None:
        return picture.judgement.target
    return np.full(picture.chart.values.shape, picture.target)


def line_names(picture: ChartPicture) -> dict[str, Sentence]:
    """Return what the lines of the last phase are called, from below."""
    chart = picture.chart
    names = {"lower": say("LCL"), "centre": say("CL"), "upper": say("UCL")}
    if isinstance(chart.kind.centre, Median):
        names["centre"] = say("median")
    last = chart.method[-1] if chart.method else None
    given = set(chart.given) - {"centre", "sigma"}
    if last is not None and last.centre == "given":
        given.add("centre")
    if last is not None and last.spread == "given":
        given |= {"upper", "lower"}
    return {
        key: say("{line} (given)", line=name) if key in given else name
        for key, name in names.items()
    }


def withheld_said(picture: ChartPicture) -> Sentence:
    """Return how many values are withheld, and what stands in their place.

    Examples
    --------
    >>> from cqikit import spc
    >>> from cqikit.measures import Measure, Observation, series
    >>> falls = Measure(key="falls", title="Falls", kind="count")
    >>> seen = [
    ...     Observation(period="2026-01", value=9),
    ...     Observation(period="2026-02", withheld="<5"),
    ...     Observation(period="2026-03", value=7),
    ... ]
    >>> withheld_said(ChartPicture(chart=spc.chart(series(falls, seen), "run")))
    '1 withheld (<5)'
    """
    texts = [text for text in picture.chart.withheld if text]
    marks = tuple(dict.fromkeys(map(line_of, texts)))
    if len(marks) > 3:
        return say("{n} withheld ({marks} ...)", n=len(texts), marks=marks[:3])
    return say("{n} withheld ({marks})", n=len(texts), marks=marks)


def described(picture: ChartPicture) -> Sentence:
    """Return what a chart shows, for those who do not see it."""
    chart = picture.chart
    seen = int(np.isfinite(chart.values).sum())
    phases = int(chart.breaks.sum()) + 1
    parts = [
        say(
            "{points:# point|# points} in {phases:# phase|# phases}",
            points=seen,
            phases=phases,
        )
    ]
    if chart.excluded.any():
        parts.append(say("{n} not counted", n=int(chart.excluded.sum())))
    if any(chart.withheld):
        parts.append(withheld_said(picture))
    if any(record.trial for record in chart.method) and np.isfinite(chart.sigma).any():
        parts.append(say("trial limits"))
    what = say("{kind}: {facts}", kind=chart.kind.title, facts=tuple(parts))
    if not seen:
        return what
    return say("{chart}. {judgement}", chart=what, judgement=picture.judgement.summary)
