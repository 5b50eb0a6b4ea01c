"""An np chart of a measure of shares shows counts, and judges as a p chart does."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from cqikit import drawing, measures, spc, tables
from cqikit.errors import FieldError

LATE = measures.Measure(
    key="late", title="Late", kind="proportion", per=100, unit="%", direction="lower"
)
MONTHS = [f"2025-{month:02}" for month in range(1, 13)]
STILL = [20, 22, 18, 21, 19, 20, 23, 17, 20, 21, 19, 22]


def judged(kind: Any, target: Any = None, *, late: Any = STILL) -> spc.Judgement:
    told = measures.series(
        LATE,
        [
            measures.Observation(period=month, numerator=many, denominator=200)
            for month, many in zip(MONTHS, late, strict=True)
        ],
    )
    return spc.judge(spc.read(spc.chart(told, kind)), target=target)


@pytest.mark.parametrize("target", [2, 5, 10, 16, 30])
def test_a_target_is_the_share_that_the_measure_has(target: float) -> None:
    shares, counts = judged("p", target), judged("np", target)
    assert counts.assurance == shares.assurance
    assert shares.target is not None
    assert counts.target is not None
    np.testing.assert_allclose(counts.target, 2 * shares.target)
    # People gave a share, and read of it, however many that is of the latest size.
    assert f"target of {target:g} %" in shares.summary
    assert f"target of {target:g} %" in counts.summary


def test_counts_are_in_no_unit_of_shares() -> None:
    moved = [*STILL[:6], 60, 61, 59, 62, 60, 61]
    shares, counts = judged("p", late=moved), judged("np", late=moved)
    assert "%" in shares.summary.split(";")[0]
    assert "%" not in counts.summary
    assert (
        "unit" not in tables.rows_of(counts)[0] or not tables.rows_of(counts)[0]["unit"]
    )
    picture = drawing.ChartPicture(
        chart=counts.reading.chart, reading=counts.reading, judgement=judged("np", 5)
    )
    assert (picture.unit, picture.target) == ("", 10)


def test_a_share_of_more_than_all_is_no_target() -> None:
    with pytest.raises(FieldError, match="at most 100, which is all of them"):
        judged("np", 120)


def test_a_target_of_counts_alone_is_a_count() -> None:
    reading = spc.read(spc.chart(STILL, "np", sizes=200))
    counts = spc.judge(reading, "lower", target=300)
    assert counts.target is not None
    assert set(counts.target) == {300}
    with pytest.raises(FieldError, match="target must be at least 0"):
        spc.judge(reading, target=-1)
