"""Funnel plots: units compared with each other."""

from math import comb, exp, lgamma, log, sqrt

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cqikit.errors import DataError, FieldError, UnknownNameError
from cqikit.spc import Funnel, funnel
from tests.same import agreed
from tests.spc.cases import cases

EVENTS = [9, 12, 31, 5, 20, 2, 7]
SIZES = [80, 100, 120, 60, 240, 15, 130]
UNITS = list("ABCDEFG")
Z = {0.95: 1.959963984540054, 0.998: 3.090232306167813}
two_columns = st.lists(
    st.tuples(st.integers(0, 40), st.integers(1, 400)), min_size=2, max_size=12
).map(lambda rows: [(min(event, size), size) for event, size in rows])


def binomial(count: int, n: int, p: float) -> float:
    return sum(comb(n, k) * p**k * (1 - p) ** (n - k) for k in range(count + 1))


def poisson(count: int, mean: float) -> float:
    return sum(exp(k * log(mean) - mean - lgamma(k + 1)) for k in range(count + 1))


def made(limits: str, **kwargs: object) -> Funnel:
    return funnel(EVENTS, SIZES, units=UNITS, limits=limits, **kwargs)  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", ["proportion", "rate"])
def test_conservative_limits_are_the_quantiles_of_the_count(kind: str) -> None:
    plot = made("conservative", kind=kind)
    centre = sum(EVENTS) / sum(SIZES)
    for row, level in enumerate(plot.levels):
        for place, n in enumerate(SIZES):
            for limit, p in (
                (plot.lower[row, place], (1 - level) / 2),
                (plot.upper[row, place], (1 + level) / 2),
            ):
                count = round(limit * n)
                assert limit == pytest.approx(count / n)
                reached, before = (
                    binomial(at, n, centre)
                    if kind == "proportion"
                    else poisson(at, n * centre)
                    for at in (count, count - 1)
                )
                assert reached >= p > before


def test_conservative_limits_are_those_of_another_tool() -> None:
    case = next(entry for entry in cases("qcc_dev") if entry["id"] == "cd014")
    level = case["confidence_level"]
    plot = funnel(case["y"], case["n"], limits="conservative", levels=[level])
    expected = case["expected"]
    assert plot.centre == pytest.approx(expected["center"][0], rel=1e-12)
    assert plot.lower[0] == pytest.approx(expected["lcl"], rel=1e-12)
    assert plot.upper[0] == pytest.approx(expected["ucl"], rel=1e-12)
    agreed("qcc", "funnel limits from binomial quantiles")


@pytest.mark.parametrize("kind", ["proportion", "rate"])
def test_interpolated_limits_lie_less_than_one_event_inside_the_quantile(
    kind: str,
) -> None:
    between, quantile = made("interpolated", kind=kind), made("conservative", kind=kind)
    centre = sum(EVENTS) / sum(SIZES)
    for row, level in enumerate(between.levels):
        for place, n in enumerate(SIZES):
            count = round(quantile.upper[row, place] * n)
            before, reached = (
                binomial(at, n, centre)
                if kind == "proportion"
                else poisson(at, n * centre)
                for at in (count - 1, count)
            )
            alpha = (reached - (1 + level) / 2) / (reached - before)
            assert 0 <= alpha < 1
            assert between.upper[row, place] == pytest.approx((count - alpha) / n)


def test_normal_limits_are_so_many_standard_errors_from_the_centre() -> None:
    plot = made("normal", per=100)
    p = sum(EVENTS) / sum(SIZES)
    for row, level in enumerate(plot.levels):
        errors = [100 * Z[level] * sqrt(p * (1 - p) / n) for n in SIZES]
        assert plot.upper[row] == pytest.approx([100 * p + e for e in errors])
        assert plot.lower[row] == pytest.approx([max(100 * p - e, 0.0) for e in errors])


def test_overdispersion_is_estimated_from_winsorised_z_scores() -> None:
    plot = made("multiplicative")
    p = sum(EVENTS) / sum(SIZES)
    z = np.sort(
        [
            (e / n - p) / sqrt(p * (1 - p) / n)
            for e, n in zip(EVENTS, SIZES, strict=True)
        ]
    )
    # Of seven units, the quantile 0.1 lies 0.6 of the way to the second score.
    low, high = z[0] + 0.6 * (z[1] - z[0]), z[6] - 0.6 * (z[6] - z[5])
    drawn_in = np.clip(z, low, high)
    phi = float((drawn_in**2).mean())
    weights = np.array(SIZES) / (p * (1 - p))
    tau = (7 * phi - 6) / (weights.sum() - (weights**2).sum() / weights.sum())
    assert plot.dispersion.ratio == pytest.approx(phi)
    assert plot.dispersion.between == pytest.approx(tau)
    assert phi > 1
    narrow, wide = made("normal"), made("additive")
    error = narrow.upper - narrow.centre
    assert plot.upper - p == pytest.approx(error * sqrt(phi))
    assert wide.upper - p == pytest.approx(
        np.sqrt(error**2 + tau * np.array([[Z[0.95]], [Z[0.998]]]) ** 2)
    )


@settings(max_examples=40)
@given(two_columns, st.sampled_from(["multiplicative", "additive"]))
def test_limits_are_never_narrower_than_chance_alone(
    rows: list[tuple[int, int]], limits: str
) -> None:
    events, sizes = zip(*rows, strict=True)
    normal = funnel(events, sizes, limits="normal")
    wide = funnel(events, sizes, limits=limits)  # type: ignore[arg-type]
    assume(not np.isnan(normal.upper).any())
    assert (wide.upper >= normal.upper - 1e-12).all()
    assert (wide.lower <= normal.lower + 1e-12).all()


@settings(max_examples=40)
@given(
    two_columns,
    st.sampled_from(
        ["interpolated", "conservative", "normal", "multiplicative", "additive"]
    ),
    st.sampled_from(["proportion", "rate"]),
)
def test_laws_of_funnels(rows: list[tuple[int, int]], limits: str, kind: str) -> None:
    events, sizes = zip(*rows, strict=True)
    plot = funnel(events, sizes, limits=limits, kind=kind)  # type: ignore[arg-type]
    hundred = funnel(events, sizes, limits=limits, kind=kind, per=100)  # type: ignore[arg-type]
    assert hundred.upper == pytest.approx(plot.upper * 100, nan_ok=True)
    assert hundred.values == pytest.approx(plot.values * 100)
    assert (hundred.flags == plot.flags).all()
    # Who lies outside the wider limits lies outside the narrower ones.
    assert (np.abs(plot.flags[1]) <= np.abs(plot.flags[0])).all()
    lower, upper = plot.curve(sizes, level=0.95)
    assert lower == pytest.approx(plot.lower[0], nan_ok=True)
    assert upper == pytest.approx(plot.upper[0], nan_ok=True)
    backwards = funnel(events[::-1], sizes[::-1], limits=limits, kind=kind)  # type: ignore[arg-type]
    assert backwards.upper[:, ::-1] == pytest.approx(plot.upper, nan_ok=True)


@pytest.mark.parametrize("limits", ["interpolated", "conservative", "normal"])
def test_larger_units_have_narrower_limits(limits: str) -> None:
    plot = made(limits)
    lower, upper = plot.curve([20, 200, 2_000, 2e6, 2e9])
    assert (np.diff(upper) < 0).all()
    assert (np.diff(lower) >= 0).all()
    assert upper[-1] == pytest.approx(plot.centre, rel=1e-3)


def test_chance_puts_few_units_outside() -> None:
    generator = np.random.default_rng(3)
    sizes = generator.integers(20, 400, 4000)
    events = generator.binomial(sizes, 0.2)
    for limits in ("interpolated", "conservative", "normal"):
        plot = funnel(events, sizes, limits=limits)
        outside = np.abs(plot.flags).mean(axis=1)
        assert outside[0] < 0.065
        assert outside[1] < 0.006
        assert plot.dispersion.ratio < 1.1


def test_flags_say_which_side() -> None:
    plot = made("interpolated")
    assert plot.flags.tolist() == [[0, 0, 1, 0, 0, 0, -1], [0, 0, 1, 0, 0, 0, 0]]
    assert plot.beyond() == {"C": 1}
    assert plot.beyond(0.95) == {"C": 1, "G": -1}


def test_a_unit_on_its_limit_is_within() -> None:
    plot = made("conservative", levels=[0.95])
    count = round(float(plot.upper[0, 0]) * SIZES[0])
    for events, flag in ((count, 0), (count + 1, 1)):
        on = funnel(
            [events],
            [SIZES[0]],
            centre=plot.centre,
            limits="conservative",
            levels=[0.95],
        )
        assert on.flags.tolist() == [[flag]]


def test_a_given_centre_is_called_given() -> None:
    plot = funnel([41], [143], units=["X"], centre=12, per=100)
    assert plot.given
    assert plot.centre == 12
    assert "centre: given × 100 = 12" in plot.explain("X")
    assert plot.beyond() == {"X": 1}


def test_standardised_ratios_are_rates_about_one() -> None:
    plot = funnel([30, 8], [20.5, 10.25], kind="rate", centre=1, limits="normal")
    assert plot.values == pytest.approx([30 / 20.5, 8 / 10.25])
    assert plot.upper[0] == pytest.approx(
        [1 + Z[0.95] / sqrt(n) for n in (20.5, 10.25)]
    )


@pytest.mark.parametrize("events", [[0, 0, 0], [5, 10, 20]])
@pytest.mark.parametrize("limits", ["interpolated", "additive"])
def test_where_nothing_varies_there_is_no_limit(events: list[int], limits: str) -> None:
    plot = funnel(events, [5, 10, 20], limits=limits)  # type: ignore[arg-type]
    assert np.isnan(plot.upper).all()
    assert np.isnan(plot.lower).all()
    assert not plot.flags.any()
    assert plot.dispersion.ratio == 0
    assert "upper: no limit" in plot.explain("1")


def test_one_unit_is_compared_with_itself() -> None:
    plot = funnel([3], [10], limits="additive")
    assert plot.dispersion.between == 0
    assert plot.flags.tolist() == [[0], [0]]
    # Whatever its weight is rounded to, it varies from nobody.
    for size in range(20, 60):
        far = funnel([0], [size], centre=0.01 * size / 40, limits="additive")
        assert far.dispersion.between == 0


def test_a_limit_beyond_what_can_be_is_no_limit() -> None:
    plot = funnel([1, 3, 9], [4, 10, 11], units=list("abc"), limits="normal")
    assert plot.lower.min() == 0
    assert plot.upper.max() == 1
    assert "drawn at 0: nothing is beyond" in plot.explain("a")
    assert funnel([1, 3, 9], [4, 10, 11], limits="normal", kind="rate").upper.max() > 1


def test_explaining_shows_the_numbers() -> None:
    words = made("additive").explain("C")
    assert "C: 31 / 120 = 0.258333" in words
    assert "centre: 86 / 745 = 0.115436" in words
    assert "dispersion: φ = " in words
    assert "(7 units, 10 % drawn in at either end)" in words
    assert "√(0.102111 / 120 + " in words
    assert "+3.0902" in words
    multiplied = made("multiplicative").explain("C")
    assert " × 0.102111 / 120)" in multiplied
    assert "31 / 120" not in made("conservative").explain("B")
    with pytest.raises(UnknownNameError, match="no unit named 'Z'"):
        made("normal").explain("Z")


def test_arrays_cannot_be_written_to() -> None:
    plot = made("normal")
    for array in (plot.events, plot.sizes, plot.values, plot.lower, plot.upper):
        with pytest.raises(ValueError, match="read-only"):
            array[...] = 0


def test_all_units_that_cannot_be_are_named_at_once() -> None:
    with pytest.raises(DataError) as caught:
        funnel(
            [1, -2, 7, float("nan"), 1.5, 3],
            [0, 10, 5, 10, 10, 2.5],
            units=list("abcdef"),
        )
    places = [problem.where for problem in caught.value.problems]
    assert places == ["unit a", "unit a", "unit b", "unit c", "unit d", "unit e",
                      "unit f", "unit f"]  # fmt: skip
    message = str(caught.value)
    assert "size must be more than 0 (got 0): leave it out" in message
    assert "events must be at most 5 (got 7): say kind='rate'" in message
    assert "counts must be whole (got 1.5 of 10): say limits='normal'" in message


def test_events_may_exceed_exposure_and_exposure_need_not_be_whole() -> None:
    plot = funnel([12, 3], [2.5, 4.25], kind="rate")
    assert plot.values == pytest.approx([4.8, 3 / 4.25])


@pytest.mark.parametrize(
    ("kwargs", "says"),
    [
        ({"kind": "count"}, "kind must be one of proportion, rate"),
        ({"levels": []}, "levels must be shares between 0 and 1"),
        ({"levels": [95]}, "levels must be shares between 0 and 1"),
        ({"per": 0}, "per must be more than 0"),
        ({"per": float("nan")}, "per must be a finite number"),
        ({"centre": 1.5}, "centre must be between 0 and 1"),
        ({"winsorise": 0.5}, "winsorise must be at least 0"),
        ({"units": ["A"]}, "units must be 7 different names"),
        ({"units": ["A"] * 7}, "units must be 7 different names"),
    ],
)
def test_arguments_that_do_not_fit_are_refused(
    kwargs: dict[str, object], says: str
) -> None:
    with pytest.raises(FieldError, match=says):
        funnel(EVENTS, SIZES, **kwargs)  # type: ignore[arg-type]


def test_columns_go_together() -> None:
    with pytest.raises(FieldError, match="sizes must be 2, one a unit"):
        funnel([1, 2], [10])
    with pytest.raises(FieldError, match="events must be one number a unit"):
        funnel([], [])
    with pytest.raises(UnknownNameError, match="did you mean 'additive'"):
        funnel([1], [10], limits="aditive")  # type: ignore[arg-type]
    with pytest.raises(FieldError, match="level must be one of"):
        made("normal").beyond(0.9)
