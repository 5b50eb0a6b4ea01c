"""What a report says of cases that no example has, function by function."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from cqikit.actions import ActionStep
from cqikit.collaboratives import Recount
from cqikit.core import parse_period
from cqikit.measures import Aim, Level, Measure, Observation, series
from cqikit.projects import Charter, Project
from cqikit.reports import compose, to_markdown
from cqikit.reports._measured import _described, _reason
from cqikit.reports._plan import _money
from cqikit.reports._retaken import retaken_blocks
from cqikit.reports._sections import _said
from cqikit.reports._stands import _decided_by, _scores
from cqikit.reports._support import _stage
from cqikit.reports._together import _recount

MARCH = parse_period("2026-03")


def test_what_is_counted_over_what_is_said_as_far_as_it_is_known() -> None:
    report: Any = SimpleNamespace(collaborative=None)
    counted = Measure(key="falls", title="Falls", unit="falls", numerator="falls seen")
    result: Any = SimpleNamespace(measure=counted, teams=())
    assert "Falls seen." in str(_described(report, result))
    assert str(_reason(MARCH, "")) == str(MARCH)
    assert "a flood" in str(_reason(MARCH, "a flood"))


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"cost": 5, "funding": "the grant"}, ["costs 5 from the grant"]),
        ({"cost": 5}, ["costs 5"]),
        ({"cost": 1250.5}, ["costs 1,250.5"]),
        ({"funding": "the grant"}, ["money from the grant"]),
        ({"cost": 0}, ["costs nothing"]),
    ],
)
def test_what_a_step_costs(given: dict[str, Any], told: list[str]) -> None:
    step = ActionStep(key="rugs", what="Order rugs", **given)
    assert list(_money(step)) == told


def test_values_of_a_section_of_ones_own() -> None:
    assert _said(None) == ""
    assert _said(date(2026, 3, 2)) == date(2026, 3, 2)
    assert _said(MARCH) == MARCH
    assert (_said(1.5), _said(True)) == ("1.5", "True")


def suggestion(**parts: Any) -> Any:
    rung = SimpleNamespace(title="Testing", value=2.0, lacking=["a test"])
    given = {"value": 2.0, "rung": rung, "next": rung, "own": None, "advisor": None}
    return SimpleNamespace(**{**given, "decision": None, **parts})


def test_who_decided_where_a_project_stands() -> None:
    on = date(2026, 3, 2)
    nobody = SimpleNamespace(who="", on=on, value=2.0, why="so")
    assert _decided_by(suggestion()) == ""
    assert _decided_by(suggestion(decision=nobody)) == "on 2026-03-02"
    somebody = SimpleNamespace(who="the director", on=on, value=2.0, why="so")
    assert _decided_by(suggestion(decision=somebody)) == "the director on 2026-03-02"
    last = list(_scores(suggestion(decision=nobody, next=None)))[-1]
    assert "decided on 2026-03-02" in str(last.cells)
    assert len(list(_scores(suggestion(own=1.0, advisor=1.5)))) == 4


def test_a_bottleneck_is_named() -> None:
    stage: Any = SimpleNamespace(title="Referred", reached=40)
    assert _stage(stage, 20, here=True) == "Referred: 40 (20 lost, the bottleneck)"
    assert _stage(stage, 20, here=False) == "Referred: 40 (20 lost)"


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"by": "the nurse", "on": "2026-04-01"}, "7 found by the nurse on 2026-04-01"),
        ({"by": "the nurse"}, "7 found by the nurse"),
        ({"on": "2026-04-01"}, "7 found on 2026-04-01"),
        ({}, "7 found"),
        ({"note": "twice"}, "7 found; twice"),
    ],
)
def test_a_recount_says_what_was_found(given: dict[str, Any], told: str) -> None:
    recount = Recount(team="", measure="falls", period="2026-03", counted=7, **given)
    assert _recount(recount, "") == f"2026-03: {told}"
    assert _recount(recount, "Elm") == f"Elm, 2026-03: {told}"


def test_a_second_aim_on_a_measure_has_figures_of_its_own() -> None:
    measure = Measure(key="late", title="Late", unit="days", direction="lower")
    values = [9, 8, 9, 10, 8, 9, 7, 8, 9, 8, 7, 6]
    months = [f"2026-{month:02}" for month in range(1, 13)]
    rows = [
        Observation(period=month, value=value)
        for month, value in zip(months, values, strict=True)
    ]
    project = Project(
        charter=Charter(key="p", title="P", as_of=date(2026, 12, 31)),
        series=(series(measure, rows),),
        aims=tuple(
            Aim(
                key=key,
                title=f"Down to {level}",
                measure="late",
                by="2026-12",
                target=Level(at=level),
            )
            for key, level in (("first", 8), ("second", 5))
        ),
    )
    text = to_markdown(compose(project))
    assert "Down to 8" in text
    assert "Down to 5" in text


def test_an_assessment_of_which_no_pair_was_answered_twice() -> None:
    found = SimpleNamespace(pairs=0, paired_by="", changes=(), note="")
    [table, *_] = retaken_blocks(SimpleNamespace(retaken=found))  # type: ignore[arg-type]
    assert table.caption == "Before and after: 0 pairs"  # type: ignore[union-attr]
