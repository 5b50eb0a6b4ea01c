"""Cases of published tools, and charts of their inputs made as the tool makes them."""

from __future__ import annotations

import gzip
import json
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from attrs import evolve
from numpy.typing import NDArray

from cqikit import spc

DATA = Path(__file__).parent.parent / "reference" / "spc"
NAMES = {
    "pp": "p-prime",
    "up": "u-prime",
    "ip": "i-prime",
    "i_m": "i-median",
    "i_mm": "i-median-range",
}
Floats = NDArray[np.float64]


@cache
def cases(name: str) -> tuple[dict[str, Any], ...]:
    """Return the cases of one file."""
    with gzip.open(DATA / f"{name}.json.gz", "rt") as file:
        return tuple(json.load(file)["cases"])


def numbers(values: Any) -> Floats:
    """Return values as floats, NaN for null."""
    return np.array(
        [np.nan if value is None else value for value in values], dtype=float
    )


def agree(made: Any, expected: Any) -> bool:
    """Say whether two arrays agree to a relative 1e-8, and where both are missing."""
    return bool(
        np.allclose(
            np.asarray(made, float),
            numbers(np.atleast_1d(np.array(expected, dtype=object))),
            rtol=1e-8,
            atol=1e-12,
            equal_nan=True,
        )
    )


def unscreened(kind: spc.ChartKind) -> spc.ChartKind:
    """Return the kind without screening of moving ranges."""
    spread: Any = kind.spread
    if isinstance(spread, spc.SigmaZ):
        return evolve(kind, spread=evolve(spread, spread=_plain(spread.spread)))
    if isinstance(spread, (spc.MovingRange, spc.NormalisedSteps)):
        return evolve(kind, spread=_plain(spread))
    return kind


def ours(kind: spc.ChartKind) -> str:
    """Return which of our kinds a kind of a tool is a variant of, as code."""
    spread = kind.spread
    if kind.name == "xbar":
        by_range = isinstance(spread, (spc.MeanRange, spc.WeightedRange))
        by_variance = isinstance(spread, spc.PooledSd)
        name = "xbar-range" if by_range else "xbar-pooled" if by_variance else "xbar"
    elif kind.name == "g":
        name = "g-median" if isinstance(kind.centre, spc.Median) else "g"
    elif kind.name == "i":
        name = "i-screened" if spread != _plain(spread) else "i"
    else:
        name = kind.name
    assert name in spc.CHARTS
    return f"`{name}`"


def _plain(spread: Any) -> Any:
    return evolve(spread, screen=None)


def listed(value: Any) -> list[Any]:
    """Return a list of what may be null, one or many."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def qic_chart(case: dict[str, Any]) -> spc.Chart:
    """Return our chart of one case of qicharts2: rows of one x are one point."""
    kind = _qic_kind(case)
    x = case["x"] or list(range(len(case["y"])))
    groups: dict[Any, list[int]] = {}
    for row, key in enumerate(x):
        if key is not None:
            groups.setdefault(key, []).append(row)
    rows = [groups[key] for key in sorted(groups)]
    values, sizes = _qic_points(case, kind, rows)
    n = len(rows)
    parts = sorted({int(part) for part in listed(case["part"]) if 0 < part < n})
    freeze = case["freeze"]
    centre: Any = None
    per = case["multiply"] or 1
    if case["cl"] is not None:
        centre = numbers(listed(case["cl"])) * per
        if centre.size > 1:
            centre = centre[[row[0] for row in rows]]
        if np.isnan(centre).any():
            centre = None
    return spc.chart(
        values,
        kind,
        sizes=sizes,
        per=per,
        phases=parts,
        baseline=freeze if freeze and not parts and freeze >= 1 else None,
        exclude=[e - 1 for e in listed(case["exclude"]) if 1 <= e <= n],
        centre=centre,
    )


def _qic_kind(case: dict[str, Any]) -> spc.ChartKind:
    kind = spc.QICHARTS2_CHARTS[NAMES.get(case["chart"], case["chart"])]
    if not case["screened_mr"]:
        kind = unscreened(kind)
    if case["x_type"] == "categorical" and isinstance(kind.spread, spc.SigmaZ):
        by_sd = evolve(kind.spread, spread=spc.StandardDeviation())
        kind = evolve(kind, spread=by_sd)
    return kind if case["y_neg"] else evolve(kind, floor=0.0)


def _qic_points(
    case: dict[str, Any], kind: spc.ChartKind, rows: list[list[int]]
) -> tuple[Any, Any]:
    y = numbers(case["y"])
    if kind.plots:
        return [y[row].tolist() for row in rows], None
    if case["n"] is not None and kind.name != "c":
        n = numbers(case["n"])
        lacking = np.isnan(y) | np.isnan(n)
        y, n = np.where(lacking, np.nan, y), np.where(lacking, np.nan, n)
        return [_of(np.nansum, y[row]) for row in rows], [
            _of(np.nansum, n[row]) for row in rows
        ]
    gather = {"mean": np.nanmean, "sum": np.nansum, "median": np.nanmedian}
    function = gather["sum" if kind.name == "c" else case["agg_fun"]]
    values = [_of(function, y[row]) for row in rows]
    if kind.name != "i-prime":
        return values, None
    sizes = [float(np.count_nonzero(~np.isnan(y[row]))) for row in rows]
    return np.multiply(values, sizes), sizes


def _of(function: Any, values: Floats) -> float:
    return np.nan if np.isnan(values).all() else float(function(values))
