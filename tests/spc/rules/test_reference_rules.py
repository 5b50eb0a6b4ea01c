"""What published tools flag, point by point."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
import pytest

from cqikit import spc
from tests.same import agreed
from tests.spc.cases import cases, numbers

RULES = cases("rule_dev")
NHSR = [case for case in cases("ptd_dev") if not case["fragile"]]
QIC = [
    case
    for case in cases("qic_dev")
    if "parts" in case["expected"] and not case["fragile"]
]
PANELS = cases("qic_panel_dev")
VARYING = [case for case in cases("qcc_dev") if case.get("kind") == "rules_var"]
WORDS = {"upper": 1, "lower": -1, "none": 0}
DIRECTIONS = {"increase": "higher", "decrease": "lower", "neutral": "neither"}


def plain_view(case: dict[str, Any]) -> spc.View:
    y = numbers(case["y"])
    return spc.View(
        y, np.full(y.size, float(case["cl"])), np.full(y.size, float(case["sigma"]))
    )


def places(flags: Any) -> list[int]:
    return (np.flatnonzero(flags) + 1).tolist()


@pytest.mark.parametrize("case", RULES, ids=lambda case: str(case["id"]))
def test_qcc_flags_the_same_points(case: dict[str, Any]) -> None:
    view = plain_view(case)
    for name, rules, theirs in (
        (
            "`qcc-western-electric`",
            spc.QCC_WESTERN_ELECTRIC,
            case["expected"]["qcc"]["wer"],
        ),
        ("`qcc-nelson`", spc.QCC_NELSON, case["expected"]["qcc"]["nelson"]),
    ):
        found = spc.read(view, rules).flags.values()
        assert [places(flags) for flags in found] == [
            sorted(theirs[str(number + 1)]) for number in range(len(rules))
        ]
        agreed("qcc", name)


@pytest.mark.parametrize("case", RULES, ids=lambda case: str(case["id"]))
def test_powerbi_spc_flags_the_same_points(case: dict[str, Any]) -> None:
    view, theirs = plain_view(case), case["expected"]["powerbi"]
    rules = {"outside": ("astronomical",), "two-of-three": ("two_in_three",)}
    found = {
        theirs_name[0]: spc.POWERBI_SPC[name](view)
        for name, theirs_name in rules.items()
    }
    for name, words in found.items():
        assert words.tolist() == [WORDS[word] for word in theirs[name]]
    series = spc.KOfNBeyond(count=2, window=3, sigmas=2, net=True, marks="all")
    assert series(view).tolist() == [
        WORDS[word] for word in theirs["two_in_three_series"]
    ]
    for length, words in theirs["shift"].items():
        flags = spc.Shift(length=int(length))(view)
        assert flags.tolist() == [WORDS[word] for word in words]
    for length, words in theirs["trend"].items():
        flags = spc.Trend(length=int(length))(view)
        assert flags.tolist() == [WORDS[word] for word in words]
    agreed("PowerBI-SPC", "`powerbi-spc`")


@pytest.mark.parametrize("case", NHSR, ids=lambda case: str(case["id"]))
def test_nhsr_plot_the_dots_says_the_same(case: dict[str, Any]) -> None:
    expected = case["expected"]
    facets = expected.get("facets", {"": expected})
    for name, facet in facets.items():
        said = {
            key: expected[key][name] if name else expected[key]
            for key in ("variation", "assurance")
        }
        target = case["target"]
        if isinstance(target, dict):
            target = target[name]
        nhsr_agrees(case, facet, target, said)
    agreed("NHSRplotthedots", "`nhsr-plot-the-dots`")


def nhsr_agrees(
    case: dict[str, Any], facet: dict[str, Any], target: Any, said: dict[str, Any]
) -> None:
    mean, upper = numbers(facet["mean"]), numbers(facet["upl"])
    group = np.array(facet["rebase_group"])
    breaks = np.diff(group, prepend=group[:1]) != 0
    view = spc.View(
        numbers(facet["y"]),
        mean,
        (upper - mean) / 3,
        numbers(facet["lpl"]),
        upper,
        breaks,
    )
    nhsr_says(case, facet, target, said, view)


def nhsr_says(
    case: dict[str, Any],
    facet: dict[str, Any],
    target: Any,
    said: dict[str, Any],
    of: Any,
) -> None:
    reading = spc.read(of, spc.NHSR_PLOT_THE_DOTS)
    judged = spc.judge(reading, DIRECTIONS[case["improvement_direction"]], target)  # type: ignore[arg-type]
    assert [flag_of(kind) for kind in facet["special_cause_type"]] == [
        first_flag(reading, place) for place in range(len(facet["y"]))
    ]
    assert [bool(point) for point in judged.points] == facet["special_cause_flag"]
    words = {
        "common_cause": "common",
        "special_cause_improvement": "improvement",
        "special_cause_concern": "concern",
        "special_cause_neutral_high": "high",
        "special_cause_neutral_low": "low",
    }
    assert words[said["variation"]] == judged.variation
    answers = {
        None: "unknown",
        "consistent_pass": "meets",
        "consistent_fail": "misses",
        "inconsistent": "varies",
    }
    assert answers[said["assurance"]] == judged.against_limits


def flag_of(kind: str) -> tuple[str, int] | None:
    rules = {"UCL": "outside", "LCL": "outside", "Trend": "trend", "2": "two-of-three"}
    if kind == "Common Cause":
        return None
    rule = next((name for word, name in rules.items() if word in kind.split()), "shift")
    return rule, 1 if "Above" in kind or "Increasing" in kind else -1


def first_flag(reading: spc.Reading, place: int) -> tuple[str, int] | None:
    for name, flags in reading.flags.items():
        if flags[place]:
            return name, int(flags[place])
    return None


@pytest.mark.parametrize("case", QIC, ids=lambda case: str(case["id"]))
def test_qicharts2_says_the_same_of_runs(case: dict[str, Any]) -> None:
    expected, times = case["expected"], case["multiply"] or 1
    y, centre, upper, lower = (
        numbers(expected[name]) / times for name in ("y", "cl", "ucl", "lcl")
    )
    part, include = np.array(expected["part"]), np.array(expected["include"])
    breaks = np.diff(part, prepend=part[:1]) != 0
    view = spc.View(y, centre, (upper - centre) / 3, lower, upper, breaks, ~include)
    qicharts2_says(case, view)
    boxes = {"bestbox": "`best-box`", "cutbox": "`cut-box`"}
    agreed("qicharts2", boxes.get(case["method"], "`qicharts2`"))


def qicharts2_says(case: dict[str, Any], of: Any) -> None:
    expected = case["expected"]
    y = numbers(expected["y"])
    part, include = np.array(expected["part"]), np.array(expected["include"])
    reading = spc.read(of, spc.QICHARTS2)
    kinds: dict[str, Literal["best", "cut"]] = {"bestbox": "best", "cutbox": "cut"}
    box = spc.Box(kind=kinds.get(case["method"], "best"), within=(10, 100))
    boxed = box(reading.view)
    runs = reading.runs
    for number, theirs in enumerate(expected["parts"]):
        ours = (runs.useful, runs.longest, runs.allowed, runs.crossings, runs.fewest)
        names = (
            "n_useful",
            "longest_run",
            "longest_run_max",
            "n_crossings",
            "n_crossings_min",
        )
        # Without any useful point there is nothing to say, which is null there.
        assert [int(values[number]) for values in ours] == [
            theirs[name] or 0 for name in names
        ]
        if case["quirk"] and any("no_runs" in quirk for quirk in case["quirk"]):
            # Moving ranges and categories: the tool leaves the test out.
            assert not theirs["runs_signal"]
            continue
        here = (part == theirs["part"]) & include & ~np.isnan(y)
        signal = boxed if case["method"] in kinds else reading.flags["longest-run"]
        if case["method"] not in kinds:
            signal = signal | reading.flags["crossings"]
            assert bool(runs.signal[number]) == theirs["runs_signal"]
        assert (signal[here] != 0).all() == theirs["runs_signal"] or not here.any()
    flagged = reading.flags["outside"] != 0
    assert (flagged == np.array(expected["sigma_signal"]))[include].all()


@pytest.mark.parametrize("case", PANELS, ids=lambda case: str(case["id"]))
def test_many_series_at_once_have_the_runs_of_each(case: dict[str, Any]) -> None:
    series = list(case["expected"]["series"].values())
    sizes = [len(this_series["y"]) for this_series in series]
    values, centre, upper, lower = (
        np.stack([padded(this_series[name], max(sizes)) for this_series in series])
        for name in ("y", "cl", "ucl", "lcl")
    )
    # A cut lies after the point that is named, counted from 1.
    breaks = np.isin(np.arange(max(sizes)), case["part"] or [])
    excluded = np.isin(np.arange(1, max(sizes) + 1), case["exclude"] or [])
    sigma = (upper - centre) / 3
    view = spc.View(values, centre, sigma, lower, upper, breaks, excluded)
    reading = spc.read(view, spc.QICHARTS2)
    for row, entry in enumerate(series):
        for number, part in enumerate(entry["parts"]):
            assert reading.runs.longest[row, number] == part["longest_run"]
            assert reading.runs.crossings[row, number] == part["n_crossings"]
            assert reading.runs.fewest[row, number] == part["n_crossings_min"]
        found = reading.flags["outside"][row] != 0
        theirs = padded(entry["sigma_signal"], max(sizes)) == 1
        assert (found == theirs)[~excluded].all()
    agreed("qicharts2", "`qicharts2`")


def padded(values: Any, size: int) -> Any:
    return np.append(numbers(values), np.full(size - len(values), np.nan))


@pytest.mark.parametrize("case", VARYING, ids=lambda case: str(case["id"]))
def test_qcc_judges_a_window_by_the_limits_of_its_last_point(
    case: dict[str, Any],
) -> None:
    expected = case["expected"]
    centre, upper = numbers(expected["center"]), numbers(expected["ucl"])
    view = spc.View(numbers(expected["statistics"]), centre, (upper - centre) / 3)
    for name, rules, theirs in (
        ("`qcc-western-electric`", spc.QCC_WESTERN_ELECTRIC, expected["wer"]),
        ("`qcc-nelson`", spc.QCC_NELSON, expected["nelson"]),
    ):
        found = spc.read(view, rules).flags.values()
        assert [places(flags) for flags in found] == [
            sorted(theirs[str(number + 1)]) for number in range(len(rules))
        ]
        agreed("qcc", name)


@pytest.mark.parametrize(
    "case", cases("runcharter_dev"), ids=lambda case: str(case["id"])
)
def test_runcharter_draws_the_same_medians(case: dict[str, Any]) -> None:
    expected, found = case["expected"], []
    for group in sorted(set(case["group"])):
        rows = sorted(
            (
                (x, y)
                for name, x, y in zip(case["group"], case["x"], case["y"], strict=True)
                if name == group and x is not None
            ),
            key=lambda row: row[0],
        )
        shifts = spc.sustained_shifts(
            numbers([y for _, y in rows]),
            baseline=case["med_rows"],
            length=case["runlength"],
            side={"both": "either"}.get(case["direction"], case["direction"]),
        )
        found += [
            (group, rows[shift.first][0], rows[shift.last][0], shift.median)
            for shift in shifts
        ]
    names = ("group", "start", "end", "median")
    theirs = list(zip(*(expected[name] for name in names), strict=True))
    assert [pair[:3] for pair in found] == [pair[:3] for pair in theirs]
    assert np.allclose([pair[3] for pair in found], [pair[3] for pair in theirs])
    agreed("runcharter", "sustained shifts")
