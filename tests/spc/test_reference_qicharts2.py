"""Limits as qicharts2 has them: 391 cases, those with a quirk by name."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from cqikit import spc
from cqikit.errors import DataError
from tests.same import agreed, refused
from tests.spc.cases import agree, cases, numbers, qic_chart
from tests.spc.cases import ours as ours_of

#: Behaviour that is refused, and why; more in docs/explanation/who-counts-what.md.
REFUSED = {
    "mr_exclude_drops_only_that_range": "excluding a point of an `mr` chart drops one "
    "range of two; here an excluded point is as good as never observed",
    "t_given_cl_is_on_transformed_scale": "a given centre of a `t` chart is taken on "
    "the transformed scale; here what is given is a time",
    "g_given_cl_times_0.693": "a given centre of a `g` chart is multiplied by 0.693; "
    "here what is given is the centre",
    "ip_sd_uses_all_points": "an `i-prime` chart takes sigma from all points, frozen "
    "and excluded or not; here limits of a baseline are those of its points",
}
LINES = (("values", "y"), ("centre", "cl"), ("lower", "lcl"), ("upper", "ucl"))
CASES = [case for case in cases("qic_dev") if case["chart"] not in {"bchart", "pareto"}]
CHARTS = [case for case in CASES if case["variant"] != "t_zero_error"]


@pytest.mark.parametrize("name", sorted({chart["chart"] for chart in CHARTS}))
def test_limits_are_those_of_qicharts2(name: str) -> None:
    kept = [
        chart for chart in CHARTS if chart["chart"] == name and not refusals_of(chart)
    ]
    assert len(kept) >= 20
    apart = {}
    for case in kept:
        if wrong := lines_apart(case):
            apart[case["id"], case["variant"]] = wrong
        else:
            agreed("qicharts2", ours_of(qic_chart(case).kind))
    assert not apart


@pytest.mark.parametrize("quirk", REFUSED)
def test_what_is_refused_makes_other_lines(quirk: str) -> None:
    found = [chart for chart in CHARTS if quirk in chart["quirk"]]
    # A behaviour need not show in each case: a chart may have nothing to exclude.
    differ = [chart for chart in found if lines_apart(chart)]
    assert differ
    for case in found:
        if case in differ:
            refused("qicharts2", quirk, REFUSED[quirk])
        else:
            agreed("qicharts2", ours_of(qic_chart(case).kind))


def refusals_of(case: dict[str, Any]) -> list[str]:
    return [quirk for quirk in case["quirk"] if quirk in REFUSED]


def lines_apart(case: dict[str, Any]) -> list[str]:
    """Return the lines of our chart that are not those of the tool."""
    made, expected = qic_chart(case), case["expected"]
    return [
        theirs
        for ours, theirs in LINES
        if not agree(getattr(made, ours), expected[theirs])
        and not no_limit(made, theirs, expected)
        and not no_width(made, theirs, expected)
    ]


def no_limit(made: spc.Chart, line: str, expected: dict[str, Any]) -> bool:
    """Say whether the tool draws 0 where nothing could be computed at all."""
    there = np.isnan(made.lower) & np.isnan(made.upper)
    lower = np.where(there, 0.0, made.lower)
    return line == "lcl" and bool(there.any()) and agree(lower, expected["lcl"])


def no_width(made: spc.Chart, line: str, expected: dict[str, Any]) -> bool:
    """Say whether the tool draws nothing where all that counts is 0, or is 1.

    It multiplies a sigma of 0 by a spread that is none; here the limits lie on the
    centre, so that a later point can be outside them.
    """
    drawn = [limit for limit in expected[line] if limit is not None]
    return not drawn and bool((made.lower == made.upper).all())


def test_a_time_of_zero_is_refused_as_it_is_by_qicharts2() -> None:
    (case,) = (entry for entry in CASES if entry["variant"] == "t_zero_error")
    with pytest.raises(DataError, match="more than 0 for a t chart"):
        qic_chart(case)
    agreed("qicharts2", "`t`")


def test_bernoulli_cusums_are_those_of_qicharts2() -> None:
    kept = [entry for entry in cases("qic_dev") if entry["chart"] == "bchart"]
    assert len(kept) == 16
    for case in kept:
        target, limit, expected = case["target"], case["limit"], case["expected"]
        fixed: dict[str, Any] = {}
        if target is not None:
            fixed = {"baseline": target} if target > 1 else {"centre": target}
        for side, sign, plotted, signal in (
            ("high", 1, "cusum_up", "signal_up"),
            ("low", -1, "cusum_down", "signal_down"),
        ):
            kind = spc.bernoulli_kind(side, odds=case["or"], decision=limit)
            ours = sign * spc.chart(case["y"], kind, **fixed).values
            # The tool shows the new start where we show the crossing.
            restarted = np.where(ours > limit, 0.0, ours)
            assert agree(restarted, sign * numbers(expected[plotted])), case["id"]
            assert (ours >= limit).tolist() == expected[signal], case["id"]
            agreed("qicharts2", ours_of(kind))


PANEL = {"mr": "mr", "pp": "p-prime"}


@pytest.mark.parametrize(
    "case", cases("qic_panel_dev"), ids=lambda entry: entry["chart"]
)
def test_a_stack_has_the_limits_of_each_facet(case: dict[str, Any]) -> None:
    kind = PANEL.get(case["chart"], case["chart"])
    facets = case["expected"]["series"]
    n = max(len(facet["x"]) for facet in facets.values())
    rows = sorted(facets)
    values, sizes = np.full((2, len(rows), n), np.nan)
    for series, x, y, size in zip(
        case["series"], case["x"], case["y"], case["n"] or case["y"], strict=True
    ):
        place = rows.index(series), facets[series]["x"].index(x)
        values[place], sizes[place] = y, size
    made = spc.chart(
        values,
        spc.QICHARTS2_CHARTS[kind],
        sizes=sizes if case["n"] and kind != "c" else None,
        baseline=None if case["part"] else case["freeze"],
        phases=np.broadcast_to(_starts(case["part"], n), values.shape),
        exclude=np.broadcast_to(
            _starts([p - 1 for p in case["exclude"] or []], n), values.shape
        ),
    )
    for row, series in enumerate(rows):
        here = slice(len(facets[series]["x"]))
        for ours, theirs in LINES:
            got = getattr(made, ours)[row][here]
            assert agree(got, facets[series][theirs]), (series, theirs)
    agreed("qicharts2", ours_of(made.kind))


def _starts(places: list[int] | int | None, n: int) -> Any:
    listed = places if isinstance(places, list) else [places] if places else []
    mask = np.zeros(n, dtype=bool)
    mask[[place for place in listed if 0 <= place < n]] = True
    return mask


SUBGROUPS = [[4.0, 6.0], [7.0, 4.0], [5.0, 9.0], [6.0, float("nan")]]


@pytest.mark.parametrize("kind", ["xbar", "s"])
def test_a_subgroup_of_one_makes_sizes_differ(kind: Any) -> None:
    # sqrt(sum((n - 1) * s^2) / sum(n - 1)) of qic.xbar, where sizes are 2 2 2 1.
    deviations = np.array([2.0, 3.0, 4.0]) / np.sqrt(2)
    pooled, mean = np.sqrt((deviations**2).mean()), deviations.mean()
    for kinds, expected in ((spc.QICHARTS2_CHARTS, pooled), (spc.CHARTS, mean)):
        made = spc.chart(SUBGROUPS, kind, kinds=kinds)
        if kind == "s":
            assert made.centre[0] == pytest.approx(expected)
        else:
            c4 = spc.constants(2).c4
            reach = 3 * expected / (c4 * np.sqrt(2))
            assert made.upper[0] - made.centre[0] == pytest.approx(reach)
    assert "S = mean(s) of n > 1" in spc.CHARTS[kind].formula
