"""A level holds until something signals; a signal on one side has a direction."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cqikit import spc, tables
from cqikit.spc._meaning._settled import takes
from cqikit.spc._power._distribution_of import distribution_of

IMPROVED = [28.0, 30, 27, 29, 31, 26, 28, 27, 30, 29, 28, 27]
IMPROVED += [16.0, 15, 14, 17, 15, 16, 14, 15, 17, 16, 15, 16]
FLAT = [10.0, 11, 9, 10, 12, 10, 9, 11, 10, 10, 9, 11]
AFTER = st.lists(st.integers(15, 40), min_size=1, max_size=18)


def said(values: Any, kind: Any = "run", rules: Any = None, **how: Any) -> Any:
    """Return a judgement where lower is better."""
    chart = spc.chart(values, kind, **how)
    return spc.judge(spc.read(chart, rules), "lower")


@given(AFTER, st.sampled_from(["run", "i"]))
def test_points_on_one_side_that_signal_have_its_direction(
    after: Any, kind: Any
) -> None:
    (change,) = spc.changes(spc.chart(IMPROVED[:12] + after, kind, phases=[12]))
    sides = np.sign(np.array(after) - change.before.centre)
    sides = sides[np.abs(np.array(after) - change.before.centre) > 1e-6]
    if change.signals and np.unique(sides).size == 1:
        assert change.direction == sides[0]


@given(AFTER)
def test_the_run_that_is_promised_signals_with_its_direction(after: Any) -> None:
    (change,) = spc.changes(spc.chart(IMPROVED[:12] + after, "run", phases=[12]))
    needed = change.needed
    if needed is None:
        return
    more = [change.before.centre + needed.side] * (needed.takes - needed.run)
    values = IMPROVED[:12] + after
    (sooner,) = spc.changes(spc.chart(values + more[1:], "run", phases=[12]))
    (then,) = spc.changes(spc.chart(values + more, "run", phases=[12]))
    assert then.direction == needed.side
    assert sooner.direction != needed.side


@pytest.mark.parametrize("phases", [[12, 15], [12, 13, 14], [12, 15, 18, 21]])
def test_a_further_change_does_not_wipe_out_the_first(phases: list[int]) -> None:
    found = said(IMPROVED, phases=phases)
    assert (found.between, found.moved) == ("improvement", "improvement")
    assert "no rule signals against the 28 before" in found.summary
    assert found.supports is True


def test_one_outlying_point_moves_no_level_at_any_door() -> None:
    after = [10.0, 11, 40, 10, 9, 11, 10, 10, 9, 11, 10, 9]
    found = said(FLAT + after, "i", phases=[12])
    words = {str(found.variation), str(found.between), str(found.moved)}
    assert words == {"common"}
    assert "but no change of level is seen" in found.summary
    assert "better direction" not in found.summary
    (row,) = [
        summary_row for summary_row in spc.summary(found) if summary_row.phase == 2
    ]
    assert (row.between, row.variation) == ("common", "common")
    # Two, where most points lie on their side, are more.
    two = said([*FLAT, 10.5, 10.5, 40, 10.5, 9, 11, 40, 9], "i", phases=[12])
    assert two.between == "concern"


def test_points_beyond_the_level_before_have_not_come_back_to_it() -> None:
    text = said(FLAT + [9.0] * 10 + [40, 45], phases=[12]).summary
    assert "most lie well above the 10 of before" in text
    assert "nearer" not in text
    mirrored = [20 - value for value in (*FLAT, *[9.0] * 10, 40, 45)]
    text = said(mirrored, phases=[12]).summary
    assert "most lie well below the 10 of before" in text


@pytest.mark.parametrize("n", range(6, 10))
def test_no_phase_is_stable_that_could_not_signal(n: int) -> None:
    text = said([float(7 * place % 11) for place in range(n)]).summary
    assert "too few to tell: a signal takes ten" in text
    blind = said(IMPROVED, rules="three-sigma").summary
    assert (
        blind == "No signal, but none of the rules that were asked can, on this chart."
    )


def test_what_lies_before_a_later_baseline_is_compared_with() -> None:
    later = np.arange(24) >= 12
    found = said(IMPROVED, "i", baseline=later)
    assert not found.concern[:12].any()
    assert found.moved != "concern"


def test_runs_are_told_whole_and_with_what_they_pass_over() -> None:
    whole = said(IMPROVED, rules="qcc-nelson").summary
    assert "point 13, twelve points in a row below" in whole
    assert "seven points falling in a row" in whole
    values = [*IMPROVED]
    values[14] = values[20] = np.nan
    assert "but for two missing" in said(values, phases=[12]).summary
    both = said(IMPROVED, "p", "qicharts2", sizes=100)
    assert "twelve points in a row on one side of the mean" in both.summary


def test_a_picture_promises_no_more_than_the_sentence() -> None:
    values = [0] * 18 + [8, 10, 16, 9, 17, 12]
    chart = spc.chart(values, "p", sizes=60, per=100, phases=[12])
    moving = spc.judge(spc.read(chart), "lower", 25)
    assert str(moving.assurance) == "unknown"
    assert {str(row.assurance) for row in spc.summary(moving)[1:]} == {"unknown"}


@pytest.mark.parametrize("target", [8, 10.5, 99])
def test_a_phase_that_begins_after_the_last_point_changes_no_assurance(
    target: float,
) -> None:
    months = [f"{2025 + at // 12}-{at % 12 + 1:02}" for at in range(24)]
    ended = pd.DataFrame({"k": "a", "on": months[:12], "v": FLAT})
    goes_on = pd.DataFrame({"k": "b", "on": months, "v": FLAT * 2})
    both = pd.concat([ended, goes_on])
    alone = spc.judge(spc.read(spc.chart(FLAT, on=months[:12])), "lower", target)
    wanted = str(alone.assurance)
    panel = spc.panel(both.v, keys=both.k, on=both.on, phases=["2026-01"])
    judged = spc.judge(spc.read(panel.chart), "lower", target)
    assert str(judged.assurance[0]) == wanted
    single = spc.judge(spc.read(panel["a"]), "lower", target)
    assert str(single.assurance) == wanted
    rows = [row for row in spc.summary(judged, keys=panel.keys) if row.chart == "a"]
    assert [str(row.assurance) for row in rows] == [wanted, "unknown"]
    asked = tables.Charts(
        keys="k",
        on="on",
        values="v",
        phases=["2026-01"],
        direction="lower",
        target=target,
        latest=True,
    )
    for batch in (both, ended):
        assert tables.evaluate(batch, asked).assurance.tolist()[0] == wanted


def test_numbers_have_the_digits_that_tell_them_apart() -> None:
    values = [99.9 + x / 1000 for x in FLAT] + [99.9 + (x - 8) / 1000 for x in FLAT]
    chart = spc.chart(values, "i", phases=[12])
    text = spc.judge(spc.read(chart), "higher", 99.95).summary
    assert "from 99.910 to 99.902" in text
    assert "the target of 99.95 will be missed" in text


@pytest.mark.parametrize("length", [6, 7, 8])
@pytest.mark.parametrize("n", [4, 5])
def test_a_shift_about_a_median_of_its_own_takes_as_many_points_below(
    n: int, length: int
) -> None:
    values = [4.0, 7, 5, 6, 3][:n]
    rules = [spc.Shift(length)]
    own = spc.read(spc.chart(values, "run"), rules)
    assert takes(own, 0) == 2 * length
    given = spc.read(spc.chart(values, "run", centre=5.5), rules)
    assert takes(given, 0) == length


def test_a_view_says_nothing_of_how_many_points_a_signal_takes() -> None:
    view = spc.View(np.full(4, 5.0), centre=np.full(4, 5.0), sigma=np.full(4, np.nan))
    assert takes(spc.read(view, "anhoej"), 0) == 0


def test_no_law_is_made_up_for_averages_of_values() -> None:
    assert distribution_of(spc.chart([3.0, 4, 5, 4, 3, 5], "ewma"), None) is None


def test_points_that_came_back_leave_no_promise_about_the_target() -> None:
    before = [19, 15, 23, 16, 22, 24, 18, 15, 26, 17, 23, 21]
    after = [12, 11, 12, 10, 10, 10, 13, 7, 9, 15, 8, 10]
    kept, back = (
        spc.judge(
            spc.read(spc.chart(before + after + end, "c", phases=[12]), "anhoej"),
            "lower",
            target=35,
        )
        for end in ([11, 9], [19, 21])
    )
    assert str(kept.assurance) == spc.Assurance.MEETS.value
    assert str(back.assurance) == spc.Assurance.UNKNOWN.value
