"""Sentences are about the whole chart, name months, and agree with each other."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from cqikit import spc
from cqikit.core import Cadence, say
from cqikit.errors import FieldError
from cqikit.spc._meaning import _patterns
from cqikit.spc._meaning._told import _apart
from cqikit.spc._meaning._words import chance_words, rule_words
from tests.spc.meaning.test_changes import AFTER, BEFORE, MONTHS


def said(values: Any, kind: Any = "run", rules: Any = None, **more: Any) -> str:
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
    assert "1 of 47 charts signals by chance (Anhøj rules, 20 months, own" in text
    assert text.count("worse") == 0
    # The last month is blank, and the sentence is the same.
    blank = said([*BEFORE, *AFTER, np.nan], on=MONTHS[:22])
    assert blank == text


def test_points_without_a_calendar_count_from_one() -> None:
    text = said([5.0, 6, 4, 5, 6, 5, 4, 5, 6, 5, 4, 20], "i")
    assert text.startswith("Point 12 lies outside, above the upper limit of")
    known = said([5.0, 9, 9, 9, 5, 9], "i", spc.THREE_SIGMA, centre=5, sigma=1)
    assert known.startswith(
        "Four of the points 2 to 6 lie outside, above the upper limit"
    )
    assert "known centre" in known


MIXED = [5.0, 7.5, 2.4, 6.5, 3.5, 6.5, 3.4, 6.6, 5.2, 5.1, 4.9]
GAPS = [18, 9, 24, 7, 16, 0, 0, 0, 0, 0, 12, 15]


@pytest.mark.parametrize(
    ("rule", "values", "kind", "text"),
    [
        (spc.Trend(length=5), range(8), "i", "eight points rising in a row"),
        (spc.Alternating(length=5), MIXED, "i", "points that rise and fall by turns"),
        (
            spc.KOfNBeyond(),
            [5, 7.5, 7.5, 5],
            "i",
            "two of three points in a row more than 2 sigma above the given centre",
        ),
        (
            spc.OppositeLimits(),
            MIXED,
            "i",
            "neighbours more than 2 sigma from the given",
        ),
        (
            spc.Stratification(length=3),
            MIXED,
            "i",
            "three points in a row within 1 sigma",
        ),
        (
            spc.Mixture(length=4),
            MIXED,
            "i",
            "in a row more than 1 sigma from the given",
        ),
        (spc.Zeros(), GAPS, "g", "five zeros in a row, more than chance would have"),
        (spc.Box(), [1] * 8 + [9] * 8, "i", "runs about the given centre of 5 % are"),
        (spc.RunCount(), [1] * 8 + [9] * 8, "i", "two runs about the given centre"),
    ],
)
def test_each_pattern_is_told_in_words(
    rule: Any, values: Any, kind: str, text: str
) -> None:
    how = {"centre": 5, "sigma": 1} if kind == "i" else {}
    told = said(values, kind, [rule], **how)
    assert text in told
    assert rule.name not in told or "-" not in rule.name


def test_a_rule_of_anothers_making_is_told_by_its_name() -> None:
    class Last:
        name = "last-{one}"

        def __call__(self, chart: Any, /) -> Any:
            flags = np.zeros(np.shape(chart.values), np.int8)
            flags[..., -1] = spc.UP
            return flags

    assert "Point 3, last {one}, in the worse" in said([1, 2, 3], "i", [Last()])


def test_points_are_called_what_the_calendar_has() -> None:
    weeks = [f"2025-W{week:02}" for week in range(1, 13)]
    steady = [5.0, 6, 4, 5, 6, 5, 4, 5, 6, 5, 4, 5]
    for on, more, noun in (
        (MONTHS[:12], {}, "months"),
        (weeks, {}, "weeks"),
        (weeks, {"cadence": "week"}, "weeks"),
        (None, {}, "points"),
    ):
        text = said(steady, "i", on=on, target=5, **more)
        assert text.startswith(f"No signal in twelve {noun}: what is seen is")
    fortnights = Cadence(frequency="week", every=2, anchor="2025-W01")
    every_second = fortnights.between("2025-W01", "2025-W23")
    assert "in twelve points" in said(steady, "i", on=every_second, cadence=fortnights)
    assert said(steady[:3], "i", on=MONTHS[:3], target=5) == (
        "No signal, but three months are too few to tell."
        " The target of 5 % is met in 2 of 3 months: too few to tell what comes."
    )
    assert said([5.0], "run").startswith("No signal, but one point is too few to tell.")


def test_a_long_unit_is_said_once_and_in_brackets() -> None:
    for unit, text in (
        ("share of children", "from 28 to 16 (share of children), an improvement"),
        ("minutes", "from 28 to 16 minutes, an improvement"),
        ("% of weeks", "from 28 % to 16 % of weeks, an improvement"),
        ("%", "from 28 % to 16 %, an improvement"),
    ):
        chart = spc.chart(BEFORE + AFTER, "run", phases=[12])
        told = spc.judge(spc.read(chart), "lower", unit=unit).summary
        assert f"Since point 13: the median went {text}." in told
    thrice = spc.chart(BEFORE * 3, "run", phases=[12, 24])
    twice = spc.judge(spc.read(thrice), unit="share of children").summary
    assert twice.count("share of children") == 1


def test_points_beyond_limits_that_no_rule_looks_at_are_told() -> None:
    values = [5.0, 6, 4, 5, 7, 4, 5, 6, 4, 5, 30, 6]
    text = said(values, "i-median", spc.ANHOEJ, target=40)
    assert text == (
        "No signal in twelve points. The rules that were asked do not look at the"
        " limits: point 11 lies outside, above the upper limit of 20.2 %, in the worse"
        " direction (concern). The target of 40 % is met at 12 of 12 points; while the"
        " process moves, its limits do not tell what comes."
    )
    late = said(BEFORE + values, "i-median", spc.ANHOEJ, phases=[12])
    assert "no signal in twelve points. The rules" in late
    steady = [5.0, 6, 4, 5, 6, 5, 4, 5, 6, 5, 4, 5]
    assert "do not look" not in said(steady, "i", "perla")


def test_a_phase_that_comes_back_to_before_is_not_stable() -> None:
    after = [20.0, 22, 19, 21, 20, 22, 19, 21, 20]
    how = {"phases": [12], "target": 30}
    back = said([*BEFORE, *after, 28, 27, 28], "run", **how)
    assert (
        "no signal in twelve points, but the latest three points are nearer to the"
        " 28 % of before than to the level since." in back
    )
    for quiet in ([*BEFORE, *after, 28], BEFORE + after):
        assert "it is stable" in said(quiet, "run", **how)
    # Nothing has come back where nothing moved.
    assert "it is stable" in said(BEFORE + BEFORE, "run", **how)


@pytest.mark.parametrize("kind", ["mr", "cusum", "cusum-low", "bernoulli"])
def test_what_is_no_level_is_not_compared(kind: Any) -> None:
    values = BEFORE + AFTER
    values = [v < 20 for v in values] if kind == "bernoulli" else values
    how: dict[str, Any] = {"centre": 0.1} if kind == "bernoulli" else {}
    chart = spc.chart(values, kind, phases=[spc.Phase(12, "triage")], **how)
    assert spc.changes(chart) == ()
    found = spc.judge(spc.read(chart), "lower", 20, unit="%")
    assert str(found.assurance) == "unknown"
    (between,) = spc.sentences(found).between
    assert between.startswith("Since point 13 (triage): no comparison, as the ")
    assert spc.sentences(found).towards == (
        "The target of 20 % is about values, which this chart does not show.",
    )
    assert "stable" not in found.summary.replace("not stable", "")
    whole = spc.chart(values, kind, phases=[spc.Phase(0, "all of it")], **how)
    assert spc.sentences(spc.judge(spc.read(whole))).between == ()


def test_an_average_that_follows_is_compared_by_the_level_of_its_values() -> None:
    chart = spc.chart(BEFORE + AFTER, "ewma", phases=[12])
    assert "the mean went from 28.2 % to 15.7 %, an improvement" in (
        spc.judge(spc.read(chart), "lower", unit="%").summary
    )


def test_a_set_without_some_of_its_rules_keeps_its_name() -> None:
    short = spc.NELSON.without("trend", "alternating")
    assert rule_words(short) == "Nelson without trend and alternating"
    assert rule_words(spc.NELSON.without("outside", "trend", "shift")).count(",") == 4


def test_the_target_is_not_promised_while_the_process_moves() -> None:
    steady = [5.0, 6, 4, 5, 6, 5, 4, 5, 6, 5, 4, 5]
    for target, text in (
        (20, "As things are, the target of 20 % will be met."),
        (0.1, "As things are, the target of 0.1 % will be missed."),
        (5, "As things are, chance decides whether the target of 5 % is met."),
    ):
        assert text in said(steady, "i", target=target)
    assert "is met at 9 of 12 points." in said(steady, "run", target=5)
    moving = said(BEFORE + AFTER, "i", target=20)
    assert "while the process moves, its limits do not tell what comes" in moving
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
        " The target of 95 is met at 12 of 15 points."
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
    kind: Any, values: Any, sizes: Any, target: float, assured: str
) -> None:
    chart = spc.chart(values, kind, sizes=sizes)
    if target > 1 and sizes:
        with pytest.raises(FieldError, match="target must be at most 1, which is all"):
            spc.judge(spc.read(chart), "higher", target)
        return
    found = spc.judge(spc.read(chart), "higher", target)
    assert str(found.assurance) == assured
    assert "No signal in 24 points: all are the same." in found.summary


@pytest.mark.parametrize(
    ("values", "text"),
    [
        ([5.0] * 10, "No signal in ten points: all are the same."),
        ([0.0] * 12, "No signal in twelve points: all are the same."),
        (
            [5.0] * 9 + [6],
            (
                "No signal, but only one point lies off the median, too few to tell: a"
                " signal takes ten."
            ),
        ),
        (
            [5.0] * 8 + [4, 6],
            (
                "No signal, but two points off the median are too few to tell: a signal"
                " takes ten."
            ),
        ),
        ([5.0] * 3, "No signal, but three points are too few to tell."),
    ],
)
def test_run_charts_of_points_on_the_median_say_what_there_is(
    values: list[float], text: str
) -> None:
    assert said(values) == text


def test_points_on_a_given_line_that_rises_are_not_the_same() -> None:
    rising = np.arange(8.0)
    assert said(rising, centre=rising) == (
        "No signal, but no points lie off the given centre, too few to tell: a signal"
        " takes six."
    )


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
    about = say("x")
    rare = spc.Probability.exact(1e-6)
    assert "fewer than 1 of 10,000 charts signal by chance (x)" in chance_words(
        rare, about
    )
    usual = spc.Probability.exact(0.744)
    assert "; where nothing changes, 74 of 100 charts" in chance_words(usual, about)
    assert chance_words(None, about) == ""
    assert chance_words(spc.Probability.exact(0.0), about) == ""
    mixed = spc.ANHOEJ.add(spc.BeyondLimits(name="far", sigmas=4))
    assert rule_words(mixed) == "longest run, crossings, far"


def test_the_chance_of_a_long_chart_is_of_fewer_series() -> None:
    rises = np.arange(1000) % 7 + np.linspace(0, 9, 1000)
    chart = spc.chart(rises, "i")
    likely = spc.false_alarm(spc.read(chart).rules, chart, draws=2000)
    assert f" {100 * likely.value:.0f} of 100 charts signal" in said(rises, "i")
    (change,) = spc.changes(spc.chart(rises, "i", phases=[100]))
    assert change.chance is not None
    assert change.chance.draws == 2000


def test_what_is_adverse_stays_so_before_one_good_point() -> None:
    values = [5.0, 5, 4, 5, 4, 6, 5, 4, 9, 9.2, 9, 9.1, 9, 9.3, 9, 9.1, 9, 9, 2]
    chart = spc.chart(values, "i")
    found = spc.judge(spc.read(chart), "lower")
    assert found.concern[9]
    rows = spc.chart([values, values[::-1]], "i", phases=[2])
    both = spc.judge(spc.read(rows), "lower")
    assert both.concern.shape == (2, 19)


def test_a_baseline_that_nothing_follows_has_no_chance_of_its_own() -> None:
    text = said([*BEFORE[:11], 60.0, 30.0], "i", baseline=12, exclude=[12])
    assert "Point 12 lies outside, above the upper limit" in text
    assert "by chance" not in text


def test_without_a_declared_change_it_moved_as_its_latest_signal_has_it() -> None:
    chart = spc.chart(BEFORE + AFTER, "run")
    assert spc.judge(spc.read(chart), "lower").moved == "improvement"
    assert spc.judge(spc.read(chart), "higher").moved == "concern"
    quiet = spc.judge(spc.read(spc.chart(BEFORE)), "lower")
    assert quiet.moved == "common"


def test_a_point_at_the_level_before_is_no_signal_for_the_other_way() -> None:
    before, after = [86.0, 90, 84, 88, 91, 85, 87, 89], [75.0, 19, 4, 30, 2]
    chart = spc.chart(before + after + [0, 3, 1, 5, 2, 0, 3], phases=[8])
    found = spc.judge(spc.read(chart), "higher")
    assert found.between == "concern"
    assert found.reading.flags["outside"][8] == spc.UP
    assert not found.improvement[8]
    assert "in the better direction" not in found.summary
    assert "point 9 lies outside, above the upper limit of" in found.summary
    # One that is beyond what was before as well is a signal.
    far = spc.chart([*before, 110.0, *[19.0, 21] * 10], phases=[8])
    assert spc.judge(spc.read(far), "higher").improvement[8]


def test_what_points_do_is_said_with_its_way_and_without_one() -> None:
    six = say("six points")
    assert [_patterns._trend(way, six) for way in (1, -1, 0)] == [
        "six points rising in a row",
        "six points falling in a row",
        "six points rising or falling in a row",
    ]
    chart = spc.chart([1.0, 2, 1, 2, 1, 2], "i")
    rule = spc.KOfNBeyond(name="near", count=2, window=3, sigmas=2)
    about = say("the mean of 1.5")
    said = [_patterns._zones(rule, about, way, six, chart) for way in (1, -1, 0)]
    assert [text.split("sigma ")[1].split(" ")[0] for text in said] == [
        "above",
        "below",
        "from",
    ]


def test_what_a_box_finds_is_said_of_its_runs() -> None:
    sides = np.array([1, 1, 1, -1, -1, -1], dtype=np.int8)
    text = _patterns._runs(spc.Box, say("the median"), sides, None)
    assert text == "runs about the median are too long, or too few, for chance"
    text = _patterns._runs(spc.RunCount, say("the median"), sides, None)
    assert text == "two runs about the median, too few or too many for chance"


def test_points_that_a_run_passes_over_are_told() -> None:
    chart = spc.chart([1.0, 2, np.nan, 4, 5], "run", exclude={3: "a flood"})
    seen = np.array([True, True, False, False, True])
    text = _apart(chart, 2, seen, slice(0, 5))
    assert text == ", but for one on it and one missing and one not counted"
    assert _apart(chart, 2, seen[:2], slice(0, 2)) == ""


def test_the_sentences_of_a_judgement_are_a_text() -> None:
    judged = spc.judge(spc.read(spc.chart(BEFORE)))
    assert str(spc.sentences(judged)) == judged.summary


def test_a_number_below_zero_is_written_as_it_is_typed() -> None:
    text = spc.explain(spc.chart([-3.0, -2, -4, -3, -2, -3], "i"))
    assert "= -2.833333" in text
    tiny = spc.explain(spc.chart([3e-9, 2e-9, 4e-9, 3e-9, 2e-9, 3e-9], "i"))
    assert "2.833333e-09" in tiny


def test_a_centre_that_was_given_went_as_any_other() -> None:
    values = [4, 6, 5, 5, 4, 6, 5, 4, 9, 8, 9, 8, 9, 9, 8, 9]
    made = spc.chart(values, "i", phases=[8], centre=[5.0] * 8 + [8.6] * 8)
    said = spc.judge(spc.read(made), "higher").summary
    assert said.startswith("Since point 9: the centre went from 5 to 8.6")


def test_a_shift_is_told_by_its_run_and_its_line() -> None:
    line = (say("the mean"), np.ones(8, np.int8))
    chart = spc.chart([1, 2, 1, 2], "i")
    told = _patterns.pattern_words(spc.Shift(8), 8, 1, line, chart)
    assert told == "eight points in a row on one side of the mean"
