"""Which chart to draw, and when new limits are due."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from cqikit import spc
from cqikit.errors import ChartError, CqikitError, FieldError
from cqikit.measures import Measure, MeasureKind, Observation, series
from cqikit.spc._advice._quiet import false_alarms
from cqikit.spc._charts._rare import nelson_scale

STEADY = [5, 7, 6, 4, 6, 5, 7, 6, 5, 6, 4, 7, 6, 5, 6]


def codes(advice: spc.Advice) -> list[str]:
    return [reason.code.removeprefix("advice.") for reason in advice.reasons]


@pytest.mark.parametrize(
    ("measure", "sizes", "kind"),
    [
        (None, None, "i"),
        ("continuous", None, "i"),
        ("count", None, "c"),
        ("proportion", 20, "p"),
        ("rate", 20, "u"),
        ("units-between", None, "g-exact"),
        ("time-between", None, "t"),
    ],
)
def test_a_measure_has_its_usual_chart(measure: Any, sizes: Any, kind: str) -> None:
    advice = spc.advise(STEADY, measure=measure, sizes=sizes)
    assert advice.kind == kind
    assert codes(advice)[-1] == "kind"
    assert kind in spc.CHARTS


def test_a_series_knows_what_it_is() -> None:
    share = Measure(key="m", title="M", kind="proportion", frequency="year")
    waits = Measure(key="w", title="W", frequency="year")
    rows = [
        Observation(period=2000 + year, numerator=count, denominator=20)
        for year, count in enumerate(STEADY)
    ]
    days = [Observation(period=2000 + y, value=v) for y, v in enumerate(STEADY)]
    assert spc.advise(series(share, rows)).kind == "p"
    assert spc.advise(series(waits, days)).kind == "i"


def test_few_points_begin_with_a_run_chart() -> None:
    advice = spc.advise(STEADY[:11])
    assert (advice.kind, advice.others) == ("run", ("i",))
    assert "few-points" not in codes(spc.advise(STEADY[:12]))


def test_mostly_zeros_are_charted_between_events() -> None:
    assert spc.advise([0, 1] * 8, measure="count").kind == "c-exact"
    advice = spc.advise([0, 1] * 8 + [0], measure="count")
    assert (advice.kind, codes(advice)[0]) == ("g-exact", "mostly-zero")


def test_times_of_zero_have_no_t_chart() -> None:
    advice = spc.advise([*STEADY, 0], measure="time-between")
    assert (advice.kind, codes(advice)[0]) == ("g-exact", "zero-times")


def test_more_than_sampling_asks_for_primed_charts() -> None:
    rng = np.random.default_rng(5)
    counts = rng.binomial(5000, rng.uniform(0.1, 0.2, size=30))
    for measure, kind in (("proportion", "p-prime"), ("rate", "u-prime")):
        advice = spc.advise(counts, measure=measure, sizes=5000)  # type: ignore[arg-type]
        assert (advice.kind, codes(advice)[0]) == (kind, "overdispersed")
    assert spc.advise(counts, measure="count").kind == "i"
    pure = rng.binomial(5000, 0.15, size=30)
    assert spc.advise(pure, measure="proportion", sizes=5000).kind == "p"


def test_less_than_sampling_is_said_and_decides_nothing() -> None:
    advice = spc.advise([500, 501] * 8, measure="proportion", sizes=5000)
    assert advice.kind == "p"
    assert "underdispersed" in codes(advice)
    assert advice.others == ("p-prime",)


@pytest.mark.parametrize("values", [[0] * 14, [9] * 14, [9, 9]])
def test_what_cannot_vary_has_no_dispersion(values: list[int]) -> None:
    found = codes(spc.advise(values, measure="proportion", sizes=9))
    assert not {"overdispersed", "underdispersed"} & set(found)


def test_sizes_that_differ_or_are_zero_are_said() -> None:
    sizes = [20] * 14 + [26]
    assert "sizes-differ" in codes(spc.advise(STEADY, measure="rate", sizes=sizes))
    even = [20] * 14 + [25]
    assert "sizes-differ" not in codes(spc.advise(STEADY, measure="rate", sizes=even))
    none = spc.advise([*STEADY[:14], 0], measure="rate", sizes=[20] * 14 + [0])
    assert "zero-sizes" in codes(none)
    assert codes(spc.advise([0] * 13, measure="rate", sizes=[0] * 13))[-3:] == [
        "zero-sizes",
        "rare",
        "kind",
    ]


def test_neighbours_that_resemble_each_other_are_said() -> None:
    slow = np.sin(np.arange(30) / 5) + 10
    advice = spc.advise(slow)
    assert advice.kind == "i"
    assert "autocorrelated" in codes(advice)
    assert advice.others == ("ewma",)
    assert "autocorrelated" not in codes(spc.advise([3.0] * 30))


def test_skewed_values_are_said() -> None:
    skewed = [1, 2, 1, 1, 2, 1, 1, 3, 1, 2, 1, 1, 40]
    assert "skewed" in codes(spc.advise(skewed))
    assert "skewed" not in codes(spc.advise(STEADY))


def test_only_one_series_is_advised_on() -> None:
    with pytest.raises(FieldError, match="values must be one series"):
        spc.advise([[1, 2], [3, 4]])


BEFORE, AFTER = [5, 7, 6, 7, 6, 5] * 2, [8, 9, 8, 9, 8, 9, 9, 8]


def missing(advice: spc.PhaseAdvice) -> list[str]:
    return [finding.code.removeprefix("phase.") for finding in advice.missing]


def test_four_conditions_make_a_phase() -> None:
    made = spc.chart(BEFORE + AFTER, baseline=12)
    advice = spc.advise_phase(
        made, direction="higher", cause="triage by nurses", expected_to_last=True
    )
    assert advice.advised
    assert (advice.start, advice.side, advice.length) == (12, 1, 8)
    assert len(advice.met) == 4
    again = spc.chart(BEFORE + AFTER, phases=[advice.phase("triage by nurses")])
    assert again.method[1].title == "triage by nurses"


def test_each_condition_can_be_missing() -> None:
    made = spc.chart(BEFORE + AFTER, baseline=12)
    everything: dict[str, Any] = {
        "direction": "higher",
        "cause": "x",
        "expected_to_last": True,
    }
    for change, code in (
        ({"cause": "  "}, "cause-known"),
        ({"direction": "lower"}, "wanted-direction"),
        ({"expected_to_last": None}, "expected-to-last"),
        ({"expected_to_last": False}, "expected-to-last"),
        ({"length": 9}, "sustained"),
    ):
        advice = spc.advise_phase(made, **(everything | change))
        assert missing(advice) == [code]
        assert not advice.advised
        assert advice.missing[0].fix


def test_seven_points_are_not_sustained_and_eight_are() -> None:
    for last, sustained in ((7, False), (8, True)):
        made = spc.chart(BEFORE + AFTER[:last], baseline=12)
        found = missing(spc.advise_phase(made, direction="higher"))
        assert ("sustained" not in found) is sustained


def test_a_run_chart_waits_for_ten() -> None:
    for last, sustained in ((9, False), (10, True)):
        made = spc.chart(BEFORE + [9] * last, "run", baseline=12)
        found = missing(spc.advise_phase(made, direction="neither"))
        assert ("sustained" not in found) is sustained


def test_only_the_latest_phase_and_points_that_count_are_looked_at() -> None:
    made = spc.chart(BEFORE + AFTER, phases=[12])
    assert spc.advise_phase(made, direction="higher").length < 8
    out = spc.chart(BEFORE + AFTER, baseline=12, exclude=[15, 16])
    assert spc.advise_phase(out, direction="higher").length == 6


@pytest.mark.parametrize("values", [[], [5, 5, 5], [None, None]])
def test_where_there_is_no_run_there_is_no_phase(values: list[Any]) -> None:
    advice = spc.advise_phase(spc.chart(values), direction="higher")
    assert (advice.start, advice.side, advice.length) == (None, 0, 0)
    assert "wanted-direction" in missing(advice)
    with pytest.raises(FieldError, match="start must be known to begin a phase"):
        advice.phase("none")


def test_a_stack_is_advised_on_row_by_row() -> None:
    with pytest.raises(FieldError, match="chart must be a single one"):
        spc.advise_phase(spc.chart([[4, 9, 6]]), direction="higher")


# Rare events -------------------------------------------------------------------------

#: Quiet records of 24 points: which share of charts signals, in per cent, about their
#: own centre; see false-alarms.md.
PUBLISHED = [
    (MeasureKind.UNITS_BETWEEN, 20.0, None, {"g": 34.0, "g-exact": 1.4}),
    (MeasureKind.COUNT, 0.5, None, {"c": 26.0, "c-exact": 0.7}),
    (MeasureKind.PROPORTION, 19.0, 20.0, {"p": 16.0, "p-exact": 0.8}),
]


@pytest.mark.parametrize(("measure", "mean", "size", "per_cent"), PUBLISHED)
def test_sigma_limits_cry_wolf_as_often_as_is_known(
    measure: MeasureKind, mean: float, size: float | None, per_cent: dict[str, float]
) -> None:
    sizes = None if size is None else np.full(24, size)
    found = false_alarms(measure, np.full(24, mean), sizes, draws=16_000)
    assert list(found) == list(per_cent)
    for kind, share in per_cent.items():
        # Three standard errors of the draws, and the rounding of what is known.
        error = 3 * np.sqrt(share * (100 - share) / 16_000)
        assert abs(100 * found[kind] - share) < error + (0.5 if share > 2 else 0.05)


@pytest.mark.parametrize(("measure", "mean", "size", "per_cent"), PUBLISHED)
def test_nobody_is_sent_to_a_chart_that_cries_wolf(
    measure: MeasureKind, mean: float, size: float | None, per_cent: dict[str, float]
) -> None:
    sigma, exact = per_cent
    rng = np.random.default_rng(3)
    values = {
        MeasureKind.UNITS_BETWEEN: rng.geometric(1 / (mean + 1), 24) - 1,
        MeasureKind.COUNT: np.array([1, 0] * 12),
        MeasureKind.PROPORTION: rng.binomial(20, 0.95, 24),
    }[measure]
    advice = spc.advise(values, measure=measure, sizes=size)
    assert advice.kind == exact
    assert sigma not in advice.others
    assert [kind for kind, _ in advice.false_alarms][:2] == [sigma, exact]
    (said,) = [
        reason.message for reason in advice.reasons if "false-alarms" in reason.code
    ]
    assert f"in 100 of {sigma} signal" in said
    assert f"in 100 of {exact}" in said


def test_where_sigma_limits_do_well_they_are_advised() -> None:
    counts = np.random.default_rng(2).poisson(40, 24)
    advice = spc.advise(counts, measure="count")
    assert advice.kind == "c"
    assert "false-alarms" not in codes(advice)
    (_, often), (_, seldom) = advice.false_alarms
    assert seldom < often < 0.094


def test_that_events_come_sooner_has_charts_beside() -> None:
    advice = spc.advise([18, 9, 24, 7, 16, 3, 12, 15] * 2, measure="units-between")
    assert advice.others == ("t", "t-exponential", "bernoulli")
    assert "rare" in codes(advice)


@pytest.mark.parametrize(
    ("measure", "values", "sizes"),
    [
        ("continuous", STEADY, None),
        ("time-between", STEADY, None),
        ("count", [0] * 14, None),
        ("proportion", [20] * 14, 20),
        ("rate", [np.nan] * 14, 20),
        ("rate", [0] * 14, 0),
    ],
)
def test_what_cannot_vary_has_no_false_alarms(
    measure: Any, values: list[float], sizes: float | None
) -> None:
    assert spc.advise(values, measure=measure, sizes=sizes).false_alarms == ()


@pytest.mark.parametrize(
    ("values", "how", "share"),
    [
        ([0, 1, 0, 0, 2, 0, 0, 1, 0, 0, 1, 0] * 2, {"measure": "count"}, 0.81),
        ([5.5] * 13 + [6, 7, 8, 6.5, 7.5, 9, 6, 7, 8.5, 9, 7], {}, None),
        ([0, 1, 0, 0, 2, 0] * 4, {"measure": "rate", "sizes": 30}, 0.81),
    ],
)
def test_nobody_is_sent_to_a_run_chart_of_ties(
    values: list[float], how: dict[str, Any], share: float | None
) -> None:
    advice = spc.advise(values, **how)
    assert "run-chart" in codes(advice)
    found = dict(advice.false_alarms)["run"]
    assert found > 0.5 if share is None else found == pytest.approx(share, abs=0.02)
    (said,) = [
        reason.message for reason in advice.reasons if "run-chart" in reason.code
    ]
    assert said.endswith(f"run charts like this, {100 * found:.0f} in 100 signal")
    assert "run" not in {advice.kind, *advice.others}
    assert "run-chart" not in codes(spc.advise(STEADY))


def test_few_points_of_ties_do_not_begin_with_a_run_chart() -> None:
    advice = spc.advise([0, 0, 1, 0, 2, 0, 0, 1, 3])
    assert advice.kind == "i"
    said = " ".join(reason.message for reason in advice.reasons)
    assert "no run chart: 5 of 9 points lie on the median of 0, and only 4" in said
    assert "limits are trial limits" in said
    assert advice.false_alarms == ()


@pytest.mark.parametrize(
    ("measure", "values", "sizes", "said"),
    [
        ("count", [-1, 2, 3], None, r"values\[0\]: must be at least 0 \(got -1\)"),
        ("units-between", [4, -2], None, "must be at least 0"),
        ("time-between", [4, -2], None, "must be at least 0"),
        ("rate", [1, 2], [5, -5], r"sizes\[1\]: must be at least 0"),
        ("proportion", [30, 2], 20, "must be at most its size"),
    ],
)
def test_what_no_chart_can_be_of_gets_no_advice(
    measure: Any, values: list[float], sizes: Any, said: str
) -> None:
    with pytest.raises(CqikitError, match=said):
        spc.advise(values, measure=measure, sizes=sizes)


def test_of_very_many_points_no_series_are_drawn() -> None:
    assert false_alarms(MeasureKind.COUNT, np.ones(400_001), None) == {}


@pytest.mark.parametrize("kind", ["g", "g-median", "g-exact"])
def test_a_g_chart_is_read_for_zeros_in_a_row(kind: Any) -> None:
    gaps = [18, 9, 24, 7, 16, 0, 0, 0, 12, 15]
    reading = spc.read(spc.chart(gaps, kind))
    assert np.flatnonzero(reading.flags["zeros"]).tolist() == [5, 6, 7]


def test_numbered_cases_are_charted_by_the_cases_between() -> None:
    made = spc.chart(["#12", "#45", "#46", "#80"], "g-exact")
    assert made.values.tolist() == [32.0, 0.0, 33.0]
    assert [str(case) for case in made.on or ()] == ["#45", "#46", "#80"]


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("size", [1.0, 1e-300, 1e300])
def test_the_shape_of_values_is_that_of_any_size(size: float) -> None:
    values = [*range(1, 40), 400]
    told = [str(it) for it in spc.advise(values).reasons]
    assert [str(it) for it in spc.advise([size * it for it in values]).reasons] == told


def test_the_scale_of_a_t_chart_has_no_place_for_a_time_of_zero() -> None:
    assert nelson_scale.there(np.array([1.0])).tolist() == [1.0]
    with pytest.raises(ChartError, match="must be more than 0 for a t chart"):
        nelson_scale.there(np.array([1.0, 0.0]))
