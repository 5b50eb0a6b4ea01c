"""How few and how many runs are unusual."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cqikit.errors import FieldError
from cqikit.spc import critical_runs, runs_distribution_given
from cqikit.spc._runs import _critical
from tests.same import same

VECTORS = json.loads(
    (Path(__file__).parents[2] / "reference" / "spc" / "runs_vectors.json").read_text()
)
points = st.integers(0, 15)


@pytest.mark.parametrize(
    ("table", "tail"),
    [
        ("runs_limits_exact_2.5pct_per_tail", 0.025),
        ("runs_limits_exact_5pct_per_tail", 0.05),
    ],
)
def test_critical_runs_about_a_median_are_those_computed_elsewhere(
    table: str, tail: float
) -> None:
    assert set(VECTORS[table]) == {str(n) for n in range(10, 101)}
    sizes = [int(n) for n in VECTORS[table]]
    found = [critical_runs(n // 2, n - n // 2, tail=tail) for n in sizes]
    for place, what in enumerate(("fewest", "most")):
        same(
            "critical_runs",
            f"{what} runs of 10 to 100 points, {100 * tail:g} % a tail",
            [getattr(runs, what) for runs in found],
            [runs[place] for runs in VECTORS[table].values()],
        )


@given(points, points, st.floats(0, 0.49))
def test_each_tail_is_as_large_as_it_may_be(
    above: int, below: int, tail: float
) -> None:
    runs = critical_runs(above, below, tail=tail)
    law = runs_distribution_given(above, below).crossings if above + below else [1.0]
    first = 1 if above + below else 0  # c crossings are c + 1 runs

    def up_to(count: int) -> float:
        return float(sum(law[: max(count - first + 1, 0)]))

    def from_on(count: int) -> float:
        return float(sum(law[max(count - first, 0) :]))

    assert runs.below == pytest.approx(up_to(runs.fewest - 1), abs=1e-12)
    assert runs.above == pytest.approx(from_on(runs.most + 1), abs=1e-12)
    assert runs.below <= tail
    assert runs.above <= tail
    assert up_to(runs.fewest) > tail - 1e-12
    assert from_on(runs.most) > tail - 1e-12
    assert runs.fewest <= runs.most


@settings(max_examples=30)
@given(points, points)
def test_no_tail_calls_no_possible_number_of_runs_unusual(
    above: int, below: int
) -> None:
    runs = critical_runs(above, below, tail=0)
    assert (runs.below, runs.above) == (0, 0)
    for count in range(above + below + 1):
        possible = not (above + below) or (
            count > 0 and runs_distribution_given(above, below).crossings[count - 1] > 0
        )
        assert runs.holds(count) or not possible


def test_unusual_numbers_of_runs_lie_beyond_the_ends() -> None:
    runs = critical_runs(12, 12)
    assert [runs.holds(count) for count in (8, 9, 17, 18)] == [False, True, True, False]


@pytest.mark.parametrize("tail", [-0.01, 0.5, 1.0, float("nan")])
def test_a_tail_is_less_than_half(tail: float) -> None:
    with pytest.raises(FieldError, match="tail must be"):
        critical_runs(5, 5, tail=tail)


@pytest.mark.parametrize("tail", [0.0, 0.025, 0.05, 0.3])
@pytest.mark.parametrize(("above", "below"), [(400, 600), (3, 997), (1, 999)])
def test_floats_say_what_whole_numbers_say(
    monkeypatch: pytest.MonkeyPatch, above: int, below: int, tail: float
) -> None:
    whole = critical_runs(above, below, tail=tail)
    monkeypatch.setattr(_critical, "WHOLE_NUMBERS", 0)
    floats = critical_runs(above, below, tail=tail)
    if tail:
        assert (floats.fewest, floats.most) == (whole.fewest, whole.most)
    assert floats.below == pytest.approx(whole.below, rel=1e-9, abs=1e-15)
    assert floats.above == pytest.approx(whole.above, rel=1e-9, abs=1e-15)


def test_one_side_alone_has_one_run_however_long() -> None:
    runs = critical_runs(0, 5000)
    assert (runs.fewest, runs.most) == (1, 1)


def test_many_thousand_points_take_no_time() -> None:
    runs = critical_runs(35_000, 35_000, tail=0.025)
    # The normal approximation: mean n/2 + 1, variance about n/4.
    assert runs.fewest == pytest.approx(35_001 - 1.96 * 132.3, abs=2)
    assert runs.most == pytest.approx(35_001 + 1.96 * 132.3, abs=2)
