"""What was measured in a period, as FHIR has it."""

from __future__ import annotations

import json
import math
from typing import Any

import pytest
from attrs import evolve

from cqikit.documents import measure_report
from cqikit.errors import DataError, FieldError
from cqikit.measures import Measure, Observation, Series, series

KEPT = Measure(
    key="kept", title="Visits kept", kind="proportion", direction="higher", unit="%"
)
DAYS = Measure(key="days", title="Days waited", direction="neither")


def team(name: str, *counts: tuple[float, float]) -> Series:
    return series(
        KEPT,
        [
            Observation(period=f"2026-{month:02}", numerator=above, denominator=below)
            for month, (above, below) in enumerate(counts, start=1)
        ],
        team=name,
    )


def test_teams_are_strata_of_a_group_that_adds_them() -> None:
    report = measure_report(
        [team("north", (18, 24)), team("south", (6, 8)), team("west")], "2026-01"
    )
    [group] = report["group"]
    assert [population["count"] for population in group["population"]] == [24, 32]
    assert group["measureScore"] == {"value": 0.75, "unit": "%"}
    [by_team] = group["stratifier"]
    assert by_team["code"] == [{"text": "team"}]
    told = [stratum["value"]["text"] for stratum in by_team["stratum"]]
    assert told == ["north", "south"]
    assert by_team["stratum"][1]["measureScore"]["value"] == 0.75
    json.dumps(report, allow_nan=False)


def test_a_score_of_all_teams_is_per_so_many_as_that_of_each() -> None:
    per = evolve(KEPT, per=100)
    seen = Observation(period="2026-01", numerator=3, denominator=4)
    both = [series(per, [seen], team=name) for name in ("north", "south")]
    [group] = measure_report(both, "2026-01")["group"]
    assert group["measureScore"]["value"] == 75
    for stratum in group["stratifier"][0]["stratum"]:
        assert stratum["measureScore"]["value"] == 75


def test_a_report_says_what_it_is_of() -> None:
    report = measure_report(team("", (1, 2)), "2026-01", measure="https://a.org/kept")
    assert report["resourceType"] == "MeasureReport"
    assert report["measure"] == "https://a.org/kept"
    assert report["improvementNotation"]["coding"][0]["code"] == "increase"
    assert "stratifier" not in report["group"][0]


def test_a_value_without_counts_is_a_score() -> None:
    days = series(DAYS, [Observation(period="2026-01", value=14.5)])
    report = measure_report(days, "2026-01")
    assert "improvementNotation" not in report
    assert report["measure"] == "Measure/days"
    assert report["group"] == [
        {"code": {"text": "Days waited"}, "measureScore": {"value": 14.5}}
    ]


def test_a_period_without_data_is_refused_with_those_that_have_some() -> None:
    out = Observation(
        period="2026-01", numerator=1, denominator=2, excluded="moved house"
    )
    with pytest.raises(FieldError, match="no period has any"):
        measure_report(series(KEPT, [out]), "2026-01")
    both = [team("north", (1, 2), (1, 2)), team("south", (1, 2))]
    with pytest.raises(FieldError, match="from 2026-01 to 2026-02"):
        measure_report(both, "2027-01")


def test_values_of_several_teams_are_not_added() -> None:
    both = [
        series(DAYS, [Observation(period="2026-01", value=value)], team=name)
        for name, value in (("north", 3), ("south", 5))
    ]
    [group] = measure_report(both, "2026-01")["group"]
    assert "measureScore" not in group
    scores: list[Any] = group["stratifier"][0]["stratum"]
    assert [score["measureScore"]["value"] for score in scores] == [3, 5]
    assert not any(math.isnan(score["measureScore"]["value"]) for score in scores)


def test_what_no_report_can_say_is_refused() -> None:
    rates = Measure(key="falls", title="Falls", kind="rate")
    half = series(rates, [Observation(period="2026-01", numerator=1, denominator=90.5)])
    with pytest.raises(DataError, match=r"series: must be a whole number.*got 90.5"):
        measure_report(half, "2026-01")
    with pytest.raises(FieldError, match=r"series must be of one measure"):
        measure_report([], "2026-01")
    with pytest.raises(FieldError, match=r"got 'kept, falls'"):
        measure_report([team("", (1, 2)), half], "2026-01")
