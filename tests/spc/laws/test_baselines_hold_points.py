"""Limits rest on points that count: a baseline that holds none of them is refused."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cqikit import spc, tables
from cqikit.errors import FieldError

N = 8
MONTHS = [f"2026-{month:02}" for month in range(1, N + 1)]
ROW = st.lists(st.sampled_from([None, 0, 1, 3]), min_size=N, max_size=N)
MUST = "must hold a point that counts"
MARKS: Any = st.sampled_from([None, 1, 3, ("2026-01", "2026-03"), "2026-02"])


def refused(make: Any) -> bool:
    """Say whether a baseline is refused that holds nothing that counts."""
    try:
        make()
    except FieldError as error:
        return (error.name, error.must.startswith(MUST)) == ("baseline", True)
    return False


@given(
    rows=st.lists(ROW, min_size=1, max_size=3),
    kind=st.sampled_from(["p", "np", "i", "xbar"]),
    baseline=MARKS,
    phases=st.sampled_from([(), ("2026-05",), ("2026-03", "2026-06")]),
    exclude=st.sampled_from([(), ("2026-01", "2026-02")]),
)
@example([[None, None, 3, 1, 3, 1, 0, 1]], "p", 2, (), ())
@example([[1, 3, 0, 1, None, 1, 0, 1]], "p", 1, ("2026-05",), ())
def test_a_phase_with_points_that_count_has_limits_or_is_refused(
    rows: Any, kind: Any, baseline: Any, phases: Any, exclude: Any
) -> None:
    how: dict[str, Any] = {"baseline": baseline, "phases": phases, "exclude": exclude}
    if kind != "i":
        # Of a size of 0, no point counts.
        how["sizes"] = [[0 if cell == 0 else 5 for cell in row] for row in rows]
    if kind == "xbar":
        how["within"] = np.ones((len(rows), N))

    def of_rows(chosen: slice) -> Any:
        own = {name: how[name][chosen] for name in ("sizes", "within") if name in how}
        return spc.chart(rows[chosen], kind, on=MONTHS, **how | own)

    alone = [
        refused(lambda at=at: of_rows(slice(at, at + 1))) for at in range(len(rows))
    ]
    assert refused(lambda: of_rows(slice(None))) == any(alone)
    for place, is_refused in enumerate(alone):
        if not is_refused:
            made = of_rows(slice(place, place + 1))
            there = spc.counting(made) & (made.sizes != 0 if kind != "i" else True)
            assert np.isfinite(made.centre[there]).all()


def test_who_lacks_a_point_that_counts_is_named_at_each_door() -> None:
    keys, on = [*"ababab"], sorted(MONTHS[:3] * 2)
    values = [1, None, 2, None, 3, 4]
    said = "must hold a point that counts of each chart, and holds none of "
    with pytest.raises(FieldError, match=said + r"b \(got 2\): choose points"):
        spc.panel(values, keys=keys, on=on, baseline=2)
    frame = pl.DataFrame({"team": keys, "month": on, "n": values})
    for baseline in (2, "2026-02"):
        asked = tables.Charts(keys="team", on="month", values="n", baseline=baseline)
        with pytest.raises(FieldError, match=said + "b "):
            tables.evaluate(frame, asked)
    with pytest.raises(FieldError, match=said + r"values\[1\] "):
        spc.chart(np.array([[1, 2, 3], [np.nan, np.nan, 4]]), baseline=2)
    own = [spc.Phase("2026-02", baseline=1)]
    with pytest.raises(FieldError, match=r"begins at 2026-02 .got 1."):
        spc.chart([1, None, 3], on=MONTHS[:3], phases=own)
    with pytest.raises(FieldError, match=r"begins at 1 .got 1."):
        spc.chart([1, None, 3], phases=[1], baseline=1)
