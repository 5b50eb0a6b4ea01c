"""One question has one answer, through whichever door the data come."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pandas as pd  # type: ignore[import-untyped]
import polars as pl
from attrs import field, frozen
from hypothesis import given, settings
from hypothesis import strategies as st

from cqikit import spc
from cqikit.core import Cadence, Closure, Period
from cqikit.measures import Measure, MeasureKind, Observation, series

CADENCES = (
    Cadence(),
    Cadence(frequency="day", weekdays="mon-fri"),
    Cadence(frequency="week", every=2, anchor="2024-W01"),
    Cadence(frequency="week", week_start="sunday"),
    Cadence(frequency="year", year_start=7),
    Cadence(months=[9, 10, 11, 12, 1, 2, 3, 4, 5, 6]),
    Cadence(
        frequency="day", closures=[Closure("2024-01-12", "2024-01-15", "stocktaking")]
    ),
    Cadence(frequency="point"),
)
PERIODS = {
    str(cadence): cadence.between(*ends)
    for cadence, ends in zip(
        CADENCES,
        [
            ("2024-01", "2027-01"),
            ("2024-01-01", "2024-03-01"),
            ("2024-W01", "2026-W01"),
            ("2024-01-01", "2024-12-01"),
            ("2000-07-01", "2035-07-01"),
            ("2024-01", "2027-06"),
            ("2024-01-01", "2024-03-01"),
            (3, 50),
        ],
        strict=True,
    )
}
MEASURES = {
    "run": MeasureKind.CONTINUOUS,
    "i": MeasureKind.CONTINUOUS,
    "mr": MeasureKind.CONTINUOUS,
    "ewma": MeasureKind.CONTINUOUS,
    "c": MeasureKind.COUNT,
    "p": MeasureKind.PROPORTION,
    "p-prime": MeasureKind.PROPORTION,
    "u": MeasureKind.RATE,
    "u-exact": MeasureKind.RATE,
}


@frozen(kw_only=True)
class Data:
    """What somebody has: rows, and what they say of them."""

    kind: Any
    cadence: Cadence
    declared: bool
    on: tuple[Period, ...]
    values: tuple[float, ...]
    sizes: tuple[float, ...] = ()
    per: float = 1.0
    how: dict[str, Any] = field(factory=dict)

    @property
    def calendar(self) -> Any:
        """Return what is said of the calendar: all of it, or how long a period is."""
        return self.cadence if self.declared else self.cadence.frequency


@st.composite
def data(draw: st.DrawFn) -> Data:
    kind = draw(st.sampled_from(sorted(MEASURES)))
    cadence = draw(st.sampled_from(CADENCES))
    periods = PERIODS[str(cadence)][: draw(st.integers(12, 26))]
    gaps = draw(st.sets(st.integers(1, len(periods) - 2), max_size=4))
    on = tuple(period for place, period in enumerate(periods) if place not in gaps)
    whole = st.integers(0, 12).map(float)
    values = tuple(draw(whole) for _ in on)
    sizes: tuple[float, ...] = ()
    per = 1.0
    if MEASURES[kind] in {MeasureKind.PROPORTION, MeasureKind.RATE}:
        sizes = tuple(draw(st.integers(20, 40).map(float)) for _ in on)
        per = draw(st.sampled_from((1.0, 100.0)))
    how: dict[str, Any] = {}
    if draw(st.booleans()):
        how["phases"] = {str(on[draw(st.integers(3, len(on) - 3))]): "new rota"}
    if draw(st.booleans()):
        how["baseline"] = draw(st.integers(2, 8))
    if draw(st.booleans()):
        dropped = draw(st.sets(st.sampled_from(on), max_size=3))
        how["exclude"] = {str(period): "strike" for period in sorted(dropped)}
    return Data(
        kind=kind,
        cadence=cadence,
        declared=draw(st.booleans()),
        on=on,
        values=values,
        sizes=sizes,
        per=per,
        how=how,
    )


def as_lists(asked: Data) -> spc.Chart:
    return spc.chart(
        list(asked.values),
        asked.kind,
        sizes=list(asked.sizes) or None,
        per=asked.per,
        on=[str(period) for period in asked.on],
        cadence=asked.calendar,
        **asked.how,
    )


def as_arrays(asked: Data) -> spc.Chart:
    return spc.chart(
        np.array(asked.values),
        asked.kind,
        sizes=np.array(asked.sizes) if asked.sizes else None,
        per=asked.per,
        on=asked.on,
        cadence=asked.calendar,
        **asked.how,
    )


def as_rows(asked: Data) -> spc.Chart:
    """Chart the rows of an array, of which there is one."""
    return spc.chart(
        np.array([asked.values]),
        asked.kind,
        sizes=np.array([asked.sizes]) if asked.sizes else None,
        per=asked.per,
        on=asked.on,
        cadence=asked.calendar,
        **asked.how,
    )[0]


def as_series(asked: Data) -> spc.Chart:
    measure = Measure(
        key="x",
        title="X",
        kind=MEASURES[asked.kind],
        per=asked.per,
        direction="lower",
        frequency=asked.cadence.frequency,
        cadence=asked.cadence if asked.declared or asked.cadence.starts > 1 else None,
    )
    rows = (
        [
            Observation(period=period, numerator=value, denominator=size)
            for period, value, size in zip(
                asked.on, asked.values, asked.sizes, strict=True
            )
        ]
        if asked.sizes
        else [
            Observation(period=period, value=value)
            for period, value in zip(asked.on, asked.values, strict=True)
        ]
    )
    return spc.chart(series(measure, rows[::-1]), asked.kind, **asked.how)


def as_panel(asked: Data) -> spc.Chart:
    return spc.panel(
        asked.values,
        asked.kind,
        keys=["a"] * len(asked.on),
        on=[str(period) for period in asked.on],
        sizes=asked.sizes or None,
        per=asked.per,
        cadence=asked.calendar,
        **asked.how,
    )["a"]


def as_panel_of_two(asked: Data) -> spc.Chart:
    """Chart two series at once, rows last to first, of a pandas frame."""
    frame = pd.DataFrame(
        {
            "team": ["a", "b"] * len(asked.on),
            "on": np.repeat([str(period) for period in asked.on], 2),
            "value": np.repeat(asked.values, 2),
        }
    )
    sizes = None
    if asked.sizes:
        frame["size"] = np.repeat(asked.sizes, 2)
    frame = frame[::-1]
    if asked.sizes:
        sizes = frame["size"]
    return spc.panel(
        frame["value"],
        asked.kind,
        keys=frame["team"],
        on=frame["on"],
        sizes=sizes,
        per=asked.per,
        cadence=asked.calendar,
        **asked.how,
    )["b"]


def as_pandas(asked: Data) -> spc.Chart:
    index = [str(period) for period in asked.on]
    return spc.chart(
        pd.Series(asked.values, index=index),
        asked.kind,
        sizes=pd.Series(asked.sizes, index=index) if asked.sizes else None,
        per=asked.per,
        cadence=asked.calendar,
        **asked.how,
    )


def as_polars(asked: Data) -> spc.Chart:
    return spc.chart(
        pl.DataFrame({"value": asked.values}),
        asked.kind,
        sizes=pl.Series(asked.sizes) if asked.sizes else None,
        per=asked.per,
        on=pl.Series([str(period) for period in asked.on]),
        cadence=asked.calendar,
        **asked.how,
    )


DOORS: tuple[Callable[[Data], spc.Chart], ...] = (
    as_arrays,
    as_rows,
    as_series,
    as_panel,
    as_panel_of_two,
    as_pandas,
    as_polars,
)


def answers(chart: spc.Chart, target: float) -> Iterator[tuple[str, Any]]:
    """Yield what people ask of a chart."""
    for name in ("values", "sizes", "centre", "sigma", "lower", "upper", "excluded"):
        yield name, getattr(chart, name)
    yield "on", [str(period) for period in chart.on or ()]
    yield "phases", [(place, phase.title) for place, phase in chart.phases]
    yield "reasons", chart.reasons
    reading = spc.read(chart)
    for name, flags in reading.flags.items():
        yield name, flags
    judged = spc.judge(reading, "lower", target)
    yield "variation", str(judged.variation)
    yield "assurance", str(judged.assurance)
    yield "summary", judged.summary


@given(data())
@settings(max_examples=40)
def test_a_door_says_what_lists_say(asked: Data) -> None:
    target = 0.5 if asked.kind in {"p", "p-prime"} else 5.0
    usual = dict(answers(as_lists(asked), target))
    for door in DOORS:
        found = dict(answers(door(asked), target))
        for name, value in usual.items():
            told = f"{door.__name__}: {name}"
            if isinstance(value, np.ndarray):
                np.testing.assert_allclose(found[name], value, err_msg=told, rtol=1e-12)
            else:
                assert found[name] == value, told
