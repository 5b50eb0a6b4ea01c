"""Arithmetic on many groups at once says what it says of each alone."""

from __future__ import annotations

from statistics import median

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from cqikit.collaboratives import ranges_by, row_ranges, segments
from cqikit.collaboratives._groups import latest_starts, medians, ranks
from cqikit.measures import make_columns

groups = st.lists(st.lists(st.integers(0, 9), max_size=30), max_size=5)


def flat(many: list[list[int]]) -> tuple[np.ndarray, np.ndarray]:
    """Return all values, and which group each is in."""
    sizes = [len(group) for group in many]
    values = np.array([value for group in many for value in group], dtype=np.float64)
    return values, np.repeat(np.arange(len(many)), sizes)


@given(groups)
def test_medians_are_those_of_each_group(many: list[list[int]]) -> None:
    found = medians(*flat(many), len(many)).tolist()
    for value, group in zip(found, many, strict=True):
        assert value == median(group) if group else value != value  # noqa: PLR0124


@given(groups)
def test_ranks_count_each_group_from_nought(many: list[list[int]]) -> None:
    expected = [place for group in many for place in range(len(group))]
    assert ranks(flat(many)[1], len(many)).tolist() == expected


@given(groups, st.integers(1, 6), st.integers(2, 5))
def test_the_latest_shift_begins_where_segments_say(
    many: list[list[int]], baseline: int, length: int
) -> None:
    found = latest_starts(*flat(many), len(many), baseline=baseline, length=length)
    for start, group in zip(found.tolist(), many, strict=True):
        seen = segments(group, baseline=min(baseline, len(group)), length=length)
        assert start == (seen[-1].start if seen else 0)


rows = st.sampled_from(
    ["", "by hand", *(f"{f}.csv row {n}" for f in "ab" for n in range(6))]
)


@given(st.lists(st.tuples(st.integers(0, 2), rows)))
def test_ranges_of_many_groups_are_those_of_each(pairs: list[tuple[int, str]]) -> None:
    which = np.array([group for group, _ in pairs], dtype=np.int64)
    columns = make_columns(
        period=which, frequency="day", numbers={}, source=[row for _, row in pairs]
    )
    for group, found in enumerate(ranges_by(columns, which, 3)):
        own = [row for number, row in pairs if number == group]
        assert found == row_ranges(own)
        files = dict.fromkeys(row[0] for row in own if row.endswith(tuple("012345")))
        assert [text[0] for text in found if ".csv" in text] == list(files)
