"""Sentences are about the whole chart, name months, and agree with each other."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from cqikit import spc
from cqikit.spc._meaning._words import chance_words, rule_words
from tests.spc.meaning.test_changes import AFTER, BEFORE, MONTHS


def said(values: Any, kind: str = "run", rules: Any = None, **more: Any) -> str:
    """Return the summary of a chart where lower is better."""
    target = more.pop("target", None)
    chart = spc.chart(values, kind, **more)
    return spc.judge(spc.read(chart, rules), "lower", target, unit="%").summary


def test_a_shift_is_told_with_its_months_its_line_and_its_chance() -> None:
    text = said(BEFORE + AFTER, on=MONTHS[:21])
    assert text.startswith(
        "From Dec 2025, ten months in a row below the median of 26 %: a shift in the"
        " better direction"
    )
    assert "from Jan 2025 to Nov 2025, ten months in a row above the median" in text
    assert "by chance in 1 of 47 quiet charts (Anhøj rules, 20 points, own" in text
    assert text.count("worse") == 0
    # The last month is blank, and the sentence is the same.
    blank = said([*BEFORE, *AFTER, np.nan], on=MONTHS[:22])
    assert blank == text


def test_points_without_a_calendar_count_from_one() -> None:
    text = said([5.0, 6, 4, 5, 6, 5, 4, 5, 6, 5, 4, 20], "i")
    assert text.startswith("Point 12 lies outside, above the upper limit of")
    known = said([5.0, 9, 9, 9, 5, 9], "i", spc.THREE_SIGMA, centre=5, sigma=1)
    assert known.startswith(
        "Four points of points 2 to 6 lie outside, above the upper limit"
    )
    assert "known centre" in known


def test_other_rules_are_told_by_name() -> None:
    rising = said([1.0, 2, 3, 4, 5, 6, 7, 8], "run", spc.PERLA)
    assert "rising in a row" in rising
    near = said([5.0, 7.5, 7.5, 5], "i", spc.WESTERN_ELECTRIC, centre=5, sigma=1)
    assert "two of three" in near


def test_the_target_is_not_promised_while_the_process_moves() -> None:
    steady = [5.0, 6, 4, 5, 6, 5, 4, 5, 6, 5, 4, 5]
    for target, text in (
        (20, "As things are, the target of 20 % will be met."),
        (0.1, "As things are, the target of 0.1 % will be missed."),
        (5, "As things are, chance decides whether the target of 5 % is met."),
    ):
        assert text in said(steady, "i", target=target)
    assert "is met by 9 of 12 points." in said(steady, "run", target=5)
    moving = said(BEFORE + AFTER, "i", target=20)
    assert "limits of what moves do not tell what comes" in moving
    assert "target" not in said(steady, "i", target=np.nan)
    assert said([np.nan] * 3, "i", target=5).startswith("No value.")


def test_a_baseline_that_did_not_vary_is_asked_point_by_point() -> None:
    fallen = spc.chart([50] * 12 + [20, 15, 10], "p", sizes=50, per=100, baseline=12)
    found = spc.judge(spc.read(fallen), "higher", 95)
    assert str(found.assurance) == "unknown"
    assert str(found.variation) == "concern"
    assert found.supports is False
    assert found.summary == (
        "Points 13 to 15 lie outside, below the lower limit of 100, in the"
        " worse direction (concern)."
        " The target of 95 is met by 12 of 15 points."
    )


@pytest.mark.parametrize(
    ("kind", "values", "sizes"),
    [
        ("p", [20] * 24, [20] * 24),
        ("p-exact", [20] * 24, [20] * 24),
        ("i", [1.0] * 24, None),
    ],
)
@pytest.mark.parametrize(
    ("target", "assured"), [(1.0, "meets"), (0.9, "meets"), (1.1, "misses")]
)
def test_points_that_did_not_vary_meet_a_target_or_none_does(
    kind: str, values: Any, sizes: Any, target: float, assured: str
) -> None:
    chart = spc.chart(values, kind, sizes=sizes)
    found = spc.judge(spc.read(chart), "higher", target)
    assert str(found.assurance) == assured


def test_views_have_sentences_too() -> None:
    view = spc.View(
        np.array([5.0, 5, 9, 5]),
        np.full(4, 5.0),
        np.ones(4),
        excluded=np.zeros(4, bool),
    )
    found = spc.judge(spc.read(view, spc.THREE_SIGMA))
    assert found.summary == "Point 3 lies outside, above the upper limit of 8, upwards."
    assert found.changes == ()


def test_a_frozen_baseline_says_how_many_points_it_is() -> None:
    text = said(BEFORE + AFTER, "i", baseline=12)
    assert "mean of the first 12" in text
    assert "by chance" not in said([*BEFORE[:6], 60.0], "mr")
    alone = said([*BEFORE, 60.0], "i", baseline=13)
    assert "own mean" in alone


def test_chance_is_told_as_one_of_so_many() -> None:
    rare = spc.Probability.exact(1e-6)
    assert "in fewer than 1 of 10,000 quiet charts (x)" in chance_words(rare, "x")
    assert chance_words(None, "x") == ""
    assert chance_words(spc.Probability.exact(0.0), "x") == ""
    mixed = spc.ANHOEJ.add(spc.Outside(name="far", sigmas=4))
    assert rule_words(mixed) == "longest run, crossings, far"


def test_what_is_adverse_stays_so_before_one_good_point() -> None:
    values = [5.0, 5, 4, 5, 4, 6, 5, 4, 9, 9.2, 9, 9.1, 9, 9.3, 9, 9.1, 9, 9, 2]
    chart = spc.chart(values, "i")
    found = spc.judge(spc.read(chart), "lower")
    assert found.concern[9]
    rows = spc.chart([values, values[::-1]], "i", phases=[2])
    both = spc.judge(spc.read(rows), "lower")
    assert both.concern.shape == (2, 19)


def test_a_baseline_that_nothing_follows_has_no_chance_of_its_own() -> None:
    text = said([*BEFORE[:11], 60.0, np.nan], "i", baseline=12)
    assert "Point 12 lies outside, above the upper limit" in text
    assert "by chance" not in text


def test_without_a_declared_change_it_moved_as_its_latest_signal_has_it() -> None:
    chart = spc.chart(BEFORE + AFTER, "run")
    assert spc.judge(spc.read(chart), "lower").moved == "improvement"
    assert spc.judge(spc.read(chart), "higher").moved == "concern"
    quiet = spc.judge(spc.read(spc.chart(BEFORE)), "lower")
    assert quiet.moved == "common"
