"""Fidelity is measured on forms, which may lack anything."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cqikit import pdsa
from cqikit.errors import FieldError
from cqikit.pdsa import Worksheet, fidelity, wilson, worksheet
from tests.pdsa.stories import cycles, day, whole


@settings(max_examples=25)
@given(st.lists(cycles(), max_size=6))
def test_denominators_cascade(drawn: list[pdsa.Cycle]) -> None:
    found = fidelity(drawn)
    documented = found["documented"].found.count
    assert found["documented"].found.of <= len(drawn)
    for name in ("studied-after", "learning", "iterative"):
        assert found[name].found.of == documented
    assert found["prediction"].found.of == found["learning"].found.count
    assert found["growing-scale"].found.of == found["regular-data"].found.of
    assert 2 * found["growing-scale"].found.of <= found["iterative"].found.count


@given(cycles())
def test_a_cycle_and_its_form_have_the_same_fidelity(cycle: pdsa.Cycle) -> None:
    assert fidelity([cycle]) == fidelity([worksheet(cycle)])


def test_a_cycle_built_here_cannot_lack_prediction_or_a_study_after() -> None:
    found = fidelity([whole()])
    assert str(found["prediction"].found) == "1 of 1 (100.0 %)"
    assert str(found["studied-after"].found) == "1 of 1 (100.0 %)"


@pytest.mark.parametrize(
    ("without", "name"),
    [
        ({"observations": ()}, "documented"),
        ({"comparisons": (), "learned": " "}, "documented"),
        ({"decision": None}, "documented"),
        ({"decision": "stop"}, "documented"),
        ({"studied_on": None}, "studied-after"),
        ({"studied_on": day(1)}, "studied-after"),
        ({"ended_on": None, "observations": (), "differences": "x"}, "studied-after"),
        ({"purpose": "task"}, "learning"),
        ({"predictions": ()}, "prediction"),
    ],
)
def test_what_a_form_lacks_is_counted(without: dict[str, object], name: str) -> None:
    from attrs import evolve

    sheet = worksheet(whole())
    assert fidelity([sheet])[name].found.count == 1
    assert fidelity([evolve(sheet, **without)])[name].found.count == 0  # type: ignore[arg-type]


def test_a_form_without_a_plan_was_not_begun() -> None:
    bare = Worksheet(key="c1", title="Remind", learned="much", decision="adopt")
    assert fidelity([bare])["documented"].found == pdsa.Share(0, 0)
    assert "0 of 0" in str(fidelity([bare])["documented"])


def test_a_study_may_rest_on_the_last_observation() -> None:
    from attrs import evolve

    sheet = evolve(worksheet(whole()), ended_on=None)
    assert fidelity([sheet])["studied-after"].found.count == 1
    for studied, after in ((3, 0), (4, 1)):
        told = evolve(sheet, observations=observed([2, 4]), studied_on=day(studied))
        assert fidelity([told])["studied-after"].found.count == after


def series(scales: list[int | None], **more: object) -> list[Worksheet]:
    from attrs import evolve

    return [
        evolve(worksheet(whole(f"c{n}", first=10 * n)), scale=scale, **more)  # type: ignore[arg-type]
        for n, scale in enumerate(scales)
    ]


@pytest.mark.parametrize(
    ("scales", "grows"),
    [
        ([1, 5], True),
        ([1, 1, 5], True),
        ([1, None, 5], True),
        ([5, 5], False),
        ([1, 5, 3], False),
        ([None, 5], False),
        ([5, 1], False),
    ],
)
def test_a_series_grows_when_its_scales_never_fall_and_end_higher(
    scales: list[int | None], grows: bool
) -> None:
    found = fidelity(series(scales))
    assert found["growing-scale"].found == pdsa.Share(int(grows), 1)
    assert found["iterative"].found == pdsa.Share(len(scales), len(scales))


def test_records_without_an_idea_are_in_no_series() -> None:
    assert fidelity(series([1, 5], idea=""))["iterative"].found == pdsa.Share(0, 2)


def test_a_record_by_itself_is_no_series() -> None:
    alone = [*series([1, 5]), *series([5], idea="posters")]
    assert fidelity(alone)["iterative"].found == pdsa.Share(2, 3)


def observed(days: list[int], question: str = "how many come?") -> list[pdsa.Observe]:
    return [
        pdsa.Observe(on=day(number), what="some came", value=4.0, question=question)
        for number in days
    ]


def test_three_days_of_one_quantity_are_regular_data() -> None:
    two, three = observed([2, 3]), observed([2, 3, 4])
    assert not fidelity(series([1, 5], observations=two))["regular-data"].found.count
    assert fidelity(series([1, 5], observations=three))["regular-data"].found.count
    enough = fidelity(series([1, 5], observations=two), points=2)
    assert enough["regular-data"].found.count == 1
    mixed = observed([2, 3]) + observed([4], "how long?")
    assert not fidelity(series([1, 5], observations=mixed))["regular-data"].found.count
    most = [*three, *observed([4], "how long?")]
    assert fidelity(series([1, 5], observations=most))["regular-data"].found.count


def test_a_chart_among_the_evidence_is_regular_data() -> None:
    chart = pdsa.EvidenceItem("a shift", supports=True, kind="chart")
    found = fidelity(series([1, 5], evidence=[chart]))
    assert found["regular-data"].found.count == 1


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_a_wilson_interval_holds_its_share(pair: tuple[int, int]) -> None:
    count, of = pair
    low, high = wilson(count, of)
    assert 0 <= low <= count / of <= high <= 1
    mirrored = wilson(of - count, of)
    assert low == pytest.approx(1 - mirrored[1], abs=1e-12)
    wider = wilson(count, of, 0.99)
    assert wider[0] <= low
    assert high <= wider[1]


@given(st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_at_its_ends_a_wilson_interval_is_as_far_as_it_says(
    pair: tuple[int, int],
) -> None:
    count, of = pair
    for end in wilson(count, of):
        if 0 < end < 1:
            away = abs(count / of - end) / math.sqrt(end * (1 - end) / of)
            assert away == pytest.approx(1.959963984540054, rel=1e-6)


def test_impossible_shares_and_confidences_are_refused() -> None:
    with pytest.raises(FieldError, match="count must be from 0 to 3"):
        wilson(4, 3)
    with pytest.raises(FieldError, match="of at least 1"):
        wilson(0, 0)
    with pytest.raises(FieldError, match="confidence must be between 0 and 1"):
        wilson(1, 3, confidence=95)


def test_a_measure_is_said_with_its_interval_and_what_was_published() -> None:
    assert str(fidelity([whole()])["prediction"]) == (
        "a prediction is written down: 1 of 1 (100.0 %) documented learning cycles,"
        " 95 % interval 21 % to 100 %; published 36 of 294 (12.2 %)"
    )
