"""What a chart shows rests on its own points, to the last bit.

Not on the charts beside it, nor on how many there are, nor on what a calendar that they
share adds before its first point and after its last. So work can be cut into batches
anywhere between charts, and each batch says what all of them at once would have said.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cqikit import spc
from tests.spc.test_blocks import data_for, small_blocks

LINES: Final = ("values", "centre", "sigma", "lower", "upper")


def padded(column: Any, before: int, after: int) -> Any:
    """Return rows of points with nothing observed before and after them."""
    edges = [(0, 0), (before, after), *[(0, 0)] * (column.ndim - 2)]
    if column.dtype == bool:
        return np.pad(column, edges)
    return np.pad(column.astype(float), edges, constant_values=np.nan)


def columns(kind: spc.ChartKind, shape: tuple[int, int], seed: int) -> dict[str, Any]:
    """Return data of any digits that fit a kind."""
    data = data_for(kind, shape, seed)
    if kind.takes in {spc.Input.VALUES, spc.Input.BETWEEN, spc.Input.SUBGROUPS}:
        parts = np.random.default_rng(seed).random(data["values"].shape)
        data["values"] = data["values"] * (parts + 0.5)
    return data


@pytest.mark.parametrize("kind", spc.CHARTS, ids=lambda kind: kind.name)
@settings(max_examples=6)
@given(
    k=st.sampled_from([2, 300]),
    n=st.integers(1, 40),
    pad=st.tuples(st.integers(0, 20), st.integers(0, 20)),
    marked=st.booleans(),
    seed=st.integers(0, 2**20),
)
def test_a_chart_is_the_same_whatever_is_beside_it(
    kind: spc.ChartKind,
    k: int,
    n: int,
    pad: tuple[int, int],
    *,
    marked: bool,
    seed: int,
) -> None:
    data = columns(kind, (k, n), seed)
    marks: dict[str, Any] = {}
    if marked:
        rng = np.random.default_rng(seed)
        marks = {
            "exclude": rng.random((k, n)) < 0.1,
            "phases": rng.random((k, n)) < 0.05,
        }
    wide = {name: padded(column, *pad) for name, column in (data | marks).items()}
    if "sizes" in wide:
        wide["sizes"] = np.nan_to_num(wide["sizes"], nan=1.0)
    row = seed % k
    alone = spc.chart(
        kind=kind, **{name: column[row] for name, column in (data | marks).items()}
    )
    stack = spc.chart(kind=kind, **wide)
    with small_blocks(999):
        parts = spc.chart(kind=kind, **wide)
    for name in LINES:
        line = getattr(alone, name)
        for made in (stack, parts):
            beside = getattr(made, name)[row, pad[0] : pad[0] + n]
            np.testing.assert_array_equal(line, beside, err_msg=name)
