"""Limits as PowerBI-SPC, NHSRplotthedots and qcc have them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from attrs import evolve
from scipy.special import ndtri

from cqikit import spc
from cqikit.spc._charts._kinds import qcc_d3
from tests.same import agreed, refused
from tests.spc.cases import NAMES, agree, cases, listed, numbers, unscreened
from tests.spc.cases import ours as ours_of

POWERBI = cases("powerbi_dev")
NHSR = cases("ptd_dev")
QCC = cases("qcc_dev")


@pytest.mark.parametrize("name", sorted({entry["chart"] for entry in POWERBI}))
def test_limits_are_those_of_powerbi_spc(name: str) -> None:
    kept = [entry for entry in POWERBI if entry["chart"] == name]
    assert len(kept) >= 3
    for case in kept:
        made, expected = powerbi_chart(case), case["expected"]
        seen = ~np.isnan(made.values)
        lines = {"values": made.values, "targets": made.centre}
        if name != "run":
            lines |= {"ll99": made.lower, "ul99": made.upper}
        for theirs, ours in lines.items():
            # The tool leaves rows without a value out.
            here = ours if len(expected[theirs]) == len(ours) else ours[seen]
            assert agree(here, expected[theirs]), (case["id"], theirs)
        agreed("PowerBI-SPC", ours_of(made.kind))


def powerbi_chart(case: dict[str, Any]) -> spc.Chart:
    name = NAMES.get(case["chart"], case["chart"])
    kind = spc.POWERBI_CHARTS[name]
    if case["outliers_in_limits"]:
        kind = unscreened(kind)
    values = numbers(case["numerators"])
    baseline = None
    if case["subset_points"] is not None:
        baseline = np.zeros(len(values), dtype=bool)
        baseline[case["subset_points"]] = True
    sizes = None if case["denominators"] is None else numbers(case["denominators"])
    if kind.plots:
        within = numbers(case["sds"]) if case["sds"] else values
        given: dict[str, Any] = {"sizes": sizes, "baseline": baseline}
        if kind.plots == "sd":
            return spc.chart(within, kind, **given)
        return spc.chart(values, kind, within=within, **given)
    sizes = None if name in {"c", "g", "t"} else sizes
    return spc.chart(values, kind, sizes=sizes, baseline=baseline, bridge=True)


@pytest.mark.parametrize(
    "case", NHSR, ids=lambda entry: f"{entry['id']}-{entry['variant']}"
)
def test_limits_are_those_of_nhsrplotthedots(case: dict[str, Any]) -> None:
    expected = case["expected"]
    if "facets" not in expected:
        check_nhsr(case, list(range(len(case["x"]))), listed(case["rebase"]), expected)
    for facet, theirs in expected.get("facets", {}).items():
        rows = [row for row, name in enumerate(case["facet"]) if name == facet]
        check_nhsr(case, rows, (case["rebase"] or {}).get(facet, []), theirs)
    agreed("NHSRplotthedots", ours_of(nhsr_kind(case)))


def check_nhsr(
    case: dict[str, Any], rows: list[int], rebase: list[str], expected: dict[str, Any]
) -> None:
    made = nhsr_chart(case, rows, listed(rebase))
    for ours, theirs in (("centre", "mean"), ("lower", "lpl"), ("upper", "upl")):
        assert agree(getattr(made, ours), expected[theirs]), theirs


def nhsr_kind(case: dict[str, Any]) -> spc.ChartKind:
    kind = spc.NHSR_CHARTS["i"]
    return kind if case["screen_outliers"] else unscreened(kind)


def nhsr_chart(case: dict[str, Any], rows: list[int], rebase: list[str]) -> spc.Chart:
    kind = nhsr_kind(case)
    rows = sorted(rows, key=lambda row: case["x"][row])
    days = [case["x"][row] for row in rows]
    return spc.chart(
        [case["y"][row] for row in rows],
        kind,
        on=days,
        # The tool takes a rebase at its first point for none.
        phases=[day for day in rebase if day in days[1:]],
        baseline=case["fix_after_n_points"],
    )


WITHIN: dict[str, tuple[Any, str]] = {
    "UWAVE-R": (spc.MeanRange(digits=3), "range"),
    "MVLUE-R": (spc.WeightedRange(digits=3, spread=qcc_d3), "range"),
    "UWAVE-SD": (spc.MeanSd(), "sd"),
    "MVLUE-SD": (spc.WeightedSd(), "sd"),
    "RMSDF": (spc.PooledSd(), "sd"),
}


#: What qcc computes and cqikit does not.
NOT_OFFERED = {
    "capability": "capability indices",
    "T2": "Hotelling's T² of subgroups",
    "T2.single": "Hotelling's T² of single values",
    "overdispersion": "the test of overdispersion",
}
LIMITS = ("xbar", "R", "S", "xbar.one", "p", "np", "c", "u", "ewma", "cusum")


def test_every_case_of_qcc_is_compared_or_not_offered() -> None:
    # Of Pareto charts there are more cases of qicharts2.
    assert {entry["chart"] for entry in QCC} == {*LIMITS, *NOT_OFFERED, "pareto"}
    for entry in QCC:
        if entry["chart"] in NOT_OFFERED:
            refused("qcc", entry["chart"], NOT_OFFERED[entry["chart"]])


def of_chart(*names: str) -> list[dict[str, Any]]:
    return [entry for entry in QCC if entry["chart"] in names]


def check_qcc(made: spc.Chart, expected: dict[str, Any]) -> None:
    shape = made.values.shape
    assert agree(made.values, expected["statistics"])
    assert agree(made.centre[:1], expected["center"])
    assert agree(made.lower, np.broadcast_to(expected["lcl"], shape))
    assert agree(made.upper, np.broadcast_to(expected["ucl"], shape))


@pytest.mark.parametrize(
    "case",
    of_chart("xbar", "R", "S"),
    ids=lambda entry: f"{entry['kind']}-{entry['id']}",
)
def test_limits_of_subgroups_are_those_of_qcc(case: dict[str, Any]) -> None:
    check_qcc(qcc_subgroups(case), case["expected"])
    agreed("qcc", ours_of(qcc_subgroups(case).kind))


def qcc_chart(case: dict[str, Any]) -> spc.Chart:
    subgroups = case["chart"] in {"xbar", "R", "S"}
    return qcc_subgroups(case) if subgroups else qcc_values(case)


def qcc_subgroups(case: dict[str, Any]) -> spc.Chart:
    kind = spc.QCC_CHARTS[{"xbar": "xbar", "R": "r", "S": "s"}[case["chart"]]]
    method = case["std_dev_method"]
    if method == "default":
        largest = max(len(site) for site in case["data"])
        method = "UWAVE-R" if largest <= 25 else "RMSDF"
    spread, within = WITHIN[method]
    kind = evolve(kind, spread=spread, within=within)
    return spc.chart(case["data"], kind, width=case["nsigmas"])


@pytest.mark.parametrize(
    "case",
    of_chart("xbar.one", "p", "np", "c", "u"),
    ids=lambda entry: f"{entry['kind']}-{entry['id']}",
)
def test_limits_of_values_and_counts_are_those_of_qcc(case: dict[str, Any]) -> None:
    check_qcc(qcc_values(case), case["expected"])
    agreed("qcc", ours_of(qcc_values(case).kind))


def qcc_values(case: dict[str, Any]) -> spc.Chart:
    kind = spc.QCC_CHARTS[{"xbar.one": "i"}.get(case["chart"], case["chart"])]
    if case.get("std_dev_method") == "SD":
        kind = spc.QCC_CHARTS["i-sd"]
    width = case.get("nsigmas", 3)
    if case.get("confidence_level"):
        width = float(ndtri((1 + case["confidence_level"]) / 2))
        kind = spc.CHARTS["p-exact"] if case["chart"] == "p" else kind
    later = case.get("newdata") or []
    return spc.chart(
        case["y"] + later,
        kind,
        sizes=case.get("n") if kind.takes in {"units", "events"} else None,
        baseline=len(case["y"]) if later else None,
        width=width,
    )


def _memory(case: dict[str, Any], kind: spc.ChartKind) -> spc.Chart:
    """Return the chart of single values, or of means of subgroups."""
    if case["data"]:
        kind = evolve(
            kind,
            takes="subgroups",
            plots="mean",
            within="range",
            centre=spc.Pooled(),
            spread=spc.MeanRange(digits=3),
            sigma=spc.CHARTS["xbar-range"].sigma if kind.sigma is None else kind.sigma,
        )
    else:
        kind = evolve(kind, spread=spc.MovingRange(constant=1.128))
    return spc.chart(
        case["data"] or case["y"],
        kind,
        centre=case["center"],
        sigma=case["std_dev"],
        width=case.get("nsigmas", 3),
    )


@pytest.mark.parametrize("case", of_chart("ewma"), ids=lambda entry: str(entry["id"]))
def test_ewma_is_that_of_qcc(case: dict[str, Any]) -> None:
    made, expected = _memory(case, spc.ewma_kind(case["lambda"])), case["expected"]
    for ours, theirs in (
        (made.values, "ewma"),
        (made.sigma, "sigma"),
        (made.lower, "lcl"),
        (made.upper, "ucl"),
    ):
        assert agree(ours, expected[theirs]), theirs
    agreed("qcc", "`ewma`")


@pytest.mark.parametrize("case", of_chart("cusum"), ids=lambda entry: str(entry["id"]))
def test_cusum_is_that_of_qcc(case: dict[str, Any]) -> None:
    for side, theirs in (("high", "pos"), ("low", "neg")):
        kind = spc.cusum_kind(
            side,
            decision=case["decision_interval"],
            slack=case["se_shift"] / 2,
            head_start=case["head_start"],
        )
        assert agree(_memory(case, kind).values, case["expected"][theirs])
        agreed("qcc", ours_of(kind))
