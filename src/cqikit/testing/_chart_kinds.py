"""What every kind of chart keeps to, for those who write their own."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cqikit import spc

__all__ = ["check_chart_kind"]

LINES = ("values", "centre", "sigma", "lower", "upper")


def check_chart_kind(
    kind: spc.ChartKind, values: Any, *, sizes: Any = None, within: Any = None
) -> None:
    """Assert that `kind` keeps to the laws of chart kinds, on one series.

    Limits of a baseline are those of its points alone; an excluded point is as
    good as never observed; phases are charts of their own; a stack has the
    charts of its rows; what is missing stays missing; nothing can be written
    to, and nothing that was given is changed.

    Parameters
    ----------
    kind : ChartKind
    values : array of n numbers, 6 or more
        That can go into a chart of this kind.
    sizes : Any
        The denominators of the series; none unless said.
    within : Any
        Measurements in each subgroup; none unless said.

    Raises
    ------
    AssertionError
        With the law that does not hold.

    Examples
    --------
    >>> check_chart_kind(spc.CHARTS["i"], [4.0, 9.0, 6.0, 7.0, 5.0, 8.0])
    """
    columns = {"sizes": sizes, "within": within}
    given = {
        name: np.array(column) for name, column in columns.items() if column is not None
    }
    points = np.array(values, dtype=float)
    _freezing_is_fitting_the_first_points(kind, points, given)
    _excluding_is_leaving_out(kind, points, given)
    _phases_are_charts_of_their_own(kind, points, given)
    _stacks_are_their_rows(kind, points, given)
    _arrays_are_kept_as_they_are(kind, points, given)


Given = dict[str, NDArray[np.float64]]


def _chart(
    kind: spc.ChartKind, points: Any, given: Given, keep: Any = slice(None), **how: Any
) -> spc.Chart:
    cut = {name: values[keep] for name, values in given.items()}
    return spc.chart(points[keep], kind, **cut, **how)


def _same(law: str, made: spc.Chart, at: Any, expected: spc.Chart, to: Any) -> None:
    for name in LINES:
        np.testing.assert_allclose(
            getattr(made, name)[at],
            getattr(expected, name)[to],
            rtol=1e-9,
            atol=1e-9,
            err_msg=f"{law}: {name} of {made.kind.name}",
        )


def _freezing_is_fitting_the_first_points(
    kind: spc.ChartKind, points: Any, given: Given
) -> None:
    half = len(points) // 2
    frozen = _chart(kind, points, given, baseline=half)
    alone = _chart(kind, points, given, slice(half))
    law = "limits of a baseline are those of its points alone"
    _same(law, frozen, slice(half), alone, slice(None))


def _excluding_is_leaving_out(kind: spc.ChartKind, points: Any, given: Given) -> None:
    left = np.arange(len(points)) != len(points) // 3
    excluded = _chart(kind, points, given, exclude=~left)
    without = _chart(kind, points, given, left)
    law = "an excluded point is as good as never observed"
    _same(law, excluded, left, without, slice(None))


def _phases_are_charts_of_their_own(
    kind: spc.ChartKind, points: Any, given: Given
) -> None:
    half = len(points) // 2
    split = _chart(kind, points, given, phases=[half])
    for part in (slice(half), slice(half, None)):
        alone = _chart(kind, points, given, part)
        _same("a phase is a chart of its own", split, part, alone, slice(None))


def _stacks_are_their_rows(kind: spc.ChartKind, points: Any, given: Given) -> None:
    def stacked(array: Any) -> Any:
        return np.stack([array, array[::-1]])

    columns = {name: stacked(values) for name, values in given.items()}
    stack = spc.chart(stacked(points), kind, **columns)
    for row, order in enumerate((slice(None), slice(None, None, -1))):
        alone = _chart(kind, points, given, order)
        _same("a stack has the charts of its rows", stack, row, alone, slice(None))


def _arrays_are_kept_as_they_are(
    kind: spc.ChartKind, points: Any, given: Given
) -> None:
    before = points.copy()
    made = _chart(kind, points, given)
    assert np.array_equal(before, points, equal_nan=True), (
        "values given are not changed"
    )
    for name in LINES:
        line = getattr(made, name)
        assert line.shape == made.values.shape, f"{name} has the shape of the values"
        assert not line.flags.writeable, f"{name} cannot be written to"
