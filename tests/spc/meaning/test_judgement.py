"""A judgement takes from the chart what the chart knows."""

from __future__ import annotations

from cqikit import measures, spc

FALLS = [20.0, 21, 19, 20, 22, 21, 20, 19, 12, 11, 12, 13, 11, 12, 10, 11, 12]


def test_which_way_is_better_is_that_of_the_measure_where_nothing_is_said() -> None:
    measure = measures.Measure(
        key="wait", title="Wait", unit="days", direction="lower", kind="continuous"
    )
    observations = [
        measures.Observation(period=f"{2024 + at // 12}-{at % 12 + 1:02d}", value=value)
        for at, value in enumerate(FALLS)
    ]
    series = measures.Series(measure=measure, observations=observations)
    reading = spc.read(spc.chart(series))
    assert spc.judge(reading) == spc.judge(reading, "lower", unit="days")
    assert spc.judge(reading, "neither").direction is measures.Direction.NEITHER
    bare = spc.judge(spc.read(spc.chart(FALLS)))
    assert (str(bare.direction), bare.unit) == ("neither", "")
    # So does each verb that may be told a direction.
    parted = spc.chart(series, phases={series.observations[6].period: "change"})
    assert spc.changes(parted) == spc.changes(parted, direction="lower")
    (change,) = spc.changes(parted)
    assert change.better is measures.Direction.LOWER
    assert spc.changes(parted, direction="neither")[0].better.sign == 0
