"""What verbs of a collaborative are given: each series once, counts that can be."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from cqikit.collaboratives import (
    Collaborative,
    Guide,
    Team,
    aggregate,
    at_parents,
    between,
    closing_report,
    levels,
    propose,
    rungs,
)
from cqikit.core import parse_period
from cqikit.errors import CqikitError, DuplicateError, FieldError, FieldTypeError
from cqikit.measures import Measure, Observation, Series, series

if TYPE_CHECKING:
    from collections.abc import Callable

FALLS = Measure(key="falls", title="Falls", kind="count")
GROUP = Collaborative(
    key="g", teams=[Team(key="a", parent="p"), Team(key="b", parent="p")]
)


def falls(team: str) -> Series:
    rows = [Observation(period=f"2026-0{n}", value=n) for n in (1, 2, 3)]
    return series(FALLS, rows, team=team)


@pytest.mark.parametrize(
    "verb",
    [
        lambda many: closing_report(GROUP, many),
        lambda many: at_parents(GROUP, many),
        lambda many: levels(GROUP, many),
        aggregate,
        between,
    ],
)
def test_no_series_counts_twice(verb: Callable[[Any], Any]) -> None:
    once = [falls("a"), falls("b")]
    verb(once)
    verb(iter(once))
    with pytest.raises(DuplicateError, match="two of series are named 'falls of a'"):
        verb([*once, falls("a")])
    with pytest.raises(DuplicateError, match="two of series are named 'falls'"):
        verb([falls(""), falls("")])


def test_the_text_of_a_day_is_one() -> None:
    asked: Any = "2026-02-15"
    text = closing_report(GROUP, [falls("a")], as_of=asked)
    day = closing_report(GROUP, [falls("a")], as_of=date(2026, 2, 15))
    assert [result.series.values for result in text.results] == [
        result.series.values for result in day.results
    ]
    assert text.results[0].series.values == (1.0, 2.0)


def test_what_changes_charts_and_cycles_cannot_be_is_refused() -> None:
    for wrong in (
        {"changes": ["2026-02"]},
        {"charting": 3},
        {"aims": [1]},
        {"cycles": [1]},
        {"as_of": "2026-02"},
    ):
        given: Any = wrong
        with pytest.raises(FieldTypeError, match=next(iter(wrong))):
            closing_report(GROUP, [falls("a")], **given)
    assert closing_report(
        GROUP, [falls("a")], changes=[parse_period("2026-02")]
    ).results


def test_rungs_are_whole_and_have_sites_for_those_that_take_part() -> None:
    assert rungs(0) == ()
    assert rungs(5, sites=5) == (5,)
    refused: list[tuple[dict[str, Any], str]] = [
        ({"start": 10, "sites": 5}, "sites must be 10 or more"),
        ({"start": 1, "factor": 1, "sites": 5}, "factor must be at least 2"),
        ({"start": -1}, "start must be at least 0"),
        ({"start": 1.5}, "start must be a whole number"),
        ({"start": "x"}, "start must be a whole number"),
    ]
    for given, said in refused:
        with pytest.raises(CqikitError, match=said):
            rungs(**given)


def test_there_are_no_fewer_agencies_than_one() -> None:
    closing, on = closing_report(GROUP, [falls("a")]), date(2026, 3, 31)
    with pytest.raises(FieldError, match="agencies must be at least 1"):
        propose(Guide(key="g"), closing, on=on, agencies=-1)
    # Several teams may be of one agency: no rung is below those that take part.
    assert propose(Guide(key="g"), closing, on=on, agencies=1).rungs == (2,)
