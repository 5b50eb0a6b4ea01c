"""Confidence in the data: the weakest of what was looked at, with its reasons."""

from __future__ import annotations

from datetime import date

import pytest

from cqikit import documents
from cqikit.collaboratives import (
    Collaborative,
    Confidence,
    Policies,
    Receipt,
    Recount,
    Team,
    closing_report,
)
from cqikit.measures import Measure, Observation, Series, series

FALLS = Measure(key="falls", title="Falls", kind="count")
SHARE = Measure(key="share", title="Share", kind="proportion", per=100)
MONTHS = ("2026-01", "2026-02", "2026-03", "2026-04")


def counts(team: str, *values: float | None, excluded: str = "") -> Series:
    """Return months of a team; the last is excluded where there is a reason."""
    rows = [
        Observation(
            period=month,
            value=value,
            excluded=excluded if month == MONTHS[len(values) - 1] else "",
        )
        for month, value in zip(MONTHS, values, strict=False)
    ]
    return series(FALLS, rows, team=team)


def trusted(*of: Series, **given: object) -> Confidence:
    """Return the confidence in the one measure of a collaborative."""
    group = Collaborative(key="g", **given)  # type: ignore[arg-type]
    return closing_report(group, of).confidence[0]


def test_what_is_not_kept_is_not_called_right() -> None:
    found = trusted(counts("a", 1, 2, 3, None), counts("b", 1, 2, 3, 4, excluded="x"))
    values = {reason.key: reason.value for reason in found.reasons}
    assert values == {
        "reported-falls": pytest.approx(100 * 7 / 8),
        "counted-falls": pytest.approx(100 * 6 / 7),
        "recounted-falls": None,
        "in-time-falls": None,
        "unrevised-falls": None,
    }
    assert found.overall.value == pytest.approx(100 * 6 / 7)
    assert found.overall.how == (
        "the lowest of 2 reasons: values not excluded; not kept: recounts that agree,"
        " reports in time, reports not revised"
    )
    assert found.reasons[2].absent == "not kept"


def test_without_any_value_nothing_is_known() -> None:
    found = trusted(series(FALLS, [], team="a"))
    assert found.overall.value is None
    assert found.overall.how == "nothing is known of the data"


def test_recounts_are_compared_with_what_was_reported() -> None:
    recounts = [
        Recount(team="a", measure="falls", period="2026-01", counted=10),
        Recount(team="a", measure="falls", period="2026-02", counted=10),
        Recount(team="a", measure="falls", period="2026-03", counted=0),
        # Of what nobody reported, or of another measure, there is nothing to compare.
        Recount(team="a", measure="falls", period="2026-04", counted=3),
        Recount(team="a", measure="share", period="2026-01", counted=3),
    ]
    found = trusted(counts("a", 9, 12, 0, None), recounts=recounts)
    assert found.reasons[2].value == pytest.approx(100 * 2 / 3)
    assert found.reasons[2].how == (
        "2 of 3 recounts within 10 % of what was found; 21 reported, 20 found"
    )
    strict = Policies(recount_within=0)
    exact = trusted(counts("a", 9, 12, 0, None), recounts=recounts, policies=strict)
    assert exact.reasons[2].value == pytest.approx(100 / 3)


def test_of_a_ratio_the_numerator_is_recounted() -> None:
    row = Observation(period="2026-01", numerator=8, denominator=10)
    ready = Observation(period="2026-02", value=80)
    recounts = [
        Recount(team="a", measure="share", period=month, counted=8)
        for month in MONTHS[:2]
    ]
    found = trusted(series(SHARE, [row, ready], team="a"), recounts=recounts)
    assert found.reasons[2].value == 100
    assert "1 of 1 recount " in found.reasons[2].how


def test_reports_are_late_or_come_again() -> None:
    receipts = [
        Receipt(team="a", period="2026-01", on=date(2026, 3, 2)),
        Receipt(team="a", period="2026-02", on=date(2026, 4, 20)),
        Receipt(team="a", period="2026-02", on=date(2026, 3, 9), measure="falls"),
        Receipt(team="a", period="2026-03", on=date(2026, 5, 1)),
        Receipt(team="a", period="2026-03", on=date(2026, 4, 1), measure="share"),
        Receipt(team="nobody", period="2026-03", on=date(2026, 4, 1)),
    ]
    # January ends on the 31st: the 2nd of March is its 30th day; May 1 is the 31st.
    found = trusted(counts("a", 1, 2, 3), receipts=receipts)
    assert found.reasons[3].value == pytest.approx(100 * 2 / 3)
    assert found.reasons[3].how == (
        "1 of 3 reports came more than 30 days after its period"
    )
    assert found.reasons[4].value == pytest.approx(100 * 2 / 3)
    hurried = trusted(
        counts("a", 1, 2, 3), receipts=receipts, policies=Policies(due_days=9)
    )
    assert hurried.reasons[3].value == pytest.approx(100 * 1 / 3)


def test_what_is_no_evidence_raises_no_figure_and_is_told() -> None:
    late = Receipt(team="a", period="2026-01", on=date(2026, 6, 30))
    again = Recount(team="a", measure="falls", period="2026-01", counted=7)
    group = Collaborative(
        key="g",
        teams=[Team(key="a", until="2026-03")],
        receipts=[
            late,
            late,
            late,
            # Of no report, of a month without one, before its time, and out of it.
            Receipt(team="a", period="2031-01", on=date(2031, 2, 1)),
            Receipt(team="a", period="2026-02", on=date(2026, 3, 1)),
            Receipt(team="a", period="2026-03", on=date(2026, 2, 28)),
            Receipt(team="a", period="2026-04", on=date(2026, 5, 1)),
        ],
        recounts=[
            again,
            again,
            Recount(team="a", measure="falls", period="2026-03", counted=3),
        ],
    )
    closing = closing_report(group, [counts("a", 1, None, 3, 4)])
    found = closing.confidence[0]
    assert [reason.value for reason in found.reasons[2:]] == [50, 0, 100]
    assert found.reasons[3].how == (
        "1 of 1 report came more than 30 days after its period"
    )
    messages = {
        finding.code.partition(".")[2]: finding.message for finding in closing.findings
    }
    assert messages == {
        "out-of-time": ("1 row outside of the time of the team, and left out: a (1)"),
        "unmatched-receipts": (
            "2 receipts of no report in the data, the first of a, 2031-01"
        ),
        "early-receipts": (
            "1 receipt of a day before the period, and not counted; the first of a,"
            " 2026-03"
        ),
        "repeated-recounts": (
            "1 recount listed again, and counted once; the first of a, falls, 2026-01"
        ),
        "repeated-receipts": (
            "2 receipts listed again, and counted once; the first of a, 2026-01"
        ),
    }


def test_a_team_that_has_no_such_thing_is_not_expected_to_report() -> None:
    teams = [Team(key="a"), Team(key="b", has_no=["falls"])]
    assert trusted(counts("a", 1, 2), teams=teams).reasons[0].value == 100


def test_what_was_found_later_is_not_known() -> None:
    group = Collaborative(
        key="g",
        recounts=[
            Recount(
                team="a",
                measure="falls",
                period="2026-01",
                counted=5,
                on=date(2026, 6, 1),
            ),
            Recount(team="a", measure="falls", period="2026-02", counted=2),
        ],
        receipts=[Receipt(team="a", period="2026-01", on=date(2026, 6, 1))],
    )
    told = closing_report(
        group, [counts("a", 1, 2)], as_of=date(2026, 5, 1)
    ).confidence[0]
    assert told.reasons[2].value == 100
    assert told.reasons[3].value is None
    later = closing_report(group, [counts("a", 1, 2)]).confidence[0]
    assert later.reasons[2].value == 50


def test_what_is_named_in_vain_is_found() -> None:
    group = Collaborative(
        key="g",
        teams=[Team(key="a"), Team(key="b", has_no=["fals"])],
        recounts=[
            Recount(team="a", measure="falls", period="2026-01", counted=1),
            Recount(team="A", measure="falls", period="2026-01", counted=1),
        ],
        receipts=[
            Receipt(team="a", period="2026-01", on=date(2026, 2, 1)),
            Receipt(team="a", period="2027-01", on=date(2027, 2, 1)),
            Receipt(team="a", period="2027-02", on=date(2027, 3, 1)),
        ],
    )
    found = {
        finding.code: finding.message
        for finding in closing_report(group, [counts("a", 1)]).findings
    }
    assert found == {
        "collaborative.unknown-measure": "it has no 'fals', of which no team has data",
        "collaborative.unmatched-recounts": (
            "1 recount of no report in the data, the first of A, falls, 2026-01"
        ),
        "collaborative.unmatched-receipts": (
            "2 receipts of no report in the data, the first of a, 2027-01"
        ),
        "collaborative.silent-teams": (
            "1 team never reported: b; nothing of theirs is in all teams together"
        ),
    }
    assert closing_report(Collaborative(key="g", teams=group.teams), []).findings == ()


def test_a_collaborative_reads_what_it_writes() -> None:
    group = Collaborative(
        key="g",
        teams=[Team(key="a", has_no=["falls"])],
        policies=Policies(silent="same-teams", submitted="tested"),
        confidence="Good.",
        recounts=[
            Recount(
                team="a",
                measure="falls",
                period="2026-01",
                counted=1.5,
                on=date(2026, 6, 1),
            )
        ],
        receipts=[Receipt(team="a", period="2026-Q1", on=date(2026, 4, 2))],
    )
    assert documents.parse(documents.to_toml(group)) == group
    assert documents.parse(documents.to_json(group)) == group
