"""What the rows of tables say, row by row, of values that are made here."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from cqikit.assessments import Answer, ProfileRow, Verdict
from cqikit.collaboratives import Gate, Guide, Scaling, Standing
from cqikit.projects import Contact, Dose
from cqikit.reports._assessed import PARTS, _part_row
from cqikit.reports._blocks import Row, Tone
from cqikit.reports._proposed import verdict
from cqikit.reports._retaken import _change
from cqikit.reports._spread import _condition, _gate, _questions
from cqikit.reports._support import TOGETHER, _contact_row, _dose_row
from tests.reports.things import thing

DAY = date(2026, 3, 2)
TITLES = {"t": "The team"}
GATED = "without it, the rest does not count"


def said(row: Row) -> list[str]:
    """Return what each cell of a row says."""
    return [str(cell) for cell in row.cells]


@pytest.mark.parametrize(
    ("answer", "told"), [(True, "Yes. so"), (False, "No. so"), (None, "so")]
)
def test_what_data_cannot_answer_has_neither_yes_nor_no(
    answer: bool | None, told: str
) -> None:
    assert [str(line) for line in verdict(answer, "so")] == [told]


def test_the_columns_of_a_profile_that_begin_with_numbers_stand_to_the_right() -> None:
    row = ProfileRow(
        key="a",
        title="A",
        depth=1,
        value=1.5,
        low=1,
        high=2,
        least=0,
        most=3,
        minimum=1,
        coverage=0.5,
        level="some",
        respondents=1,
        units=1,
    )
    numbers = [cell.value is not None for cell in _part_row(row).cells]
    assert [column.number for column in PARTS] == numbers


@pytest.mark.parametrize("answers", [0, 1])
def test_only_a_condition_without_which_nothing_counts_says_so(answers: int) -> None:
    answer = Answer(item="leadership", value="somewhat")
    for gate in (True, False):
        standing = Standing(
            key="leadership",
            title="Leadership",
            gate=gate,
            level="open",
            answers=[answer] * answers,
        )
        [row] = _condition(standing)
        assert (GATED in said(row)[0]) == gate


@pytest.mark.parametrize("opens", [True, False, None])
def test_a_gate_is_marked_as_met_where_it_opens(opens: bool | None) -> None:
    row = _gate(Gate(start=1, to=5, opens=opens, reasons=["so"]))
    [[told]] = row.cells[2].lines
    assert (told.tone is Tone.MEETS) == (opens is True)


@pytest.mark.parametrize(
    ("rungs", "told"),
    [
        ((3,), "nothing"),
        ((1, 5), "4 new: 1 take part now, 5 at the next rung"),
        ((2, 10, 50), "8 new: 2 take part now, 10 at the next rung"),
    ],
)
def test_the_next_rung_is_proposed_where_there_is_one(
    rungs: tuple[int, ...], told: str
) -> None:
    found = thing(
        guide=Guide(key="g", scaling=Scaling()),
        readiness=thing(method=None, reasons=()),
        rungs=rungs,
        sites=(),
        mentors=(),
    )
    many = next(_questions(found, {}))
    assert said(many)[2] == told


@pytest.mark.parametrize(
    ("team", "whom"), [("t", "The team"), ("u", "u"), ("", str(TOGETHER))]
)
def test_what_is_given_to_no_one_team_is_given_to_all_together(
    team: str, whom: str
) -> None:
    contact = Contact(on=DAY, topic="T", team=team)
    assert said(_contact_row(contact, TITLES, {}))[1] == whom
    assert said(_dose_row(dose(team=team), TITLES, ()))[0] == whom


def dose(**parts: Any) -> Dose:
    """Return what a team was given: two contacts of an hour altogether."""
    given = {"team": "t", "contacts": 2, "minutes": 60, "untimed": 0, "modes": ()}
    return Dose(**{**given, "first": None, "last": None, "beside": (), **parts})


@pytest.mark.parametrize(
    ("untimed", "minutes"),
    [(0, "60"), (1, "60; of 1 that say so"), (2, "not said")],
)
def test_minutes_are_said_to_be_of_some_where_others_do_not_say(
    untimed: int, minutes: str
) -> None:
    assert said(_dose_row(dose(untimed=untimed), TITLES, ()))[2] == minutes


@pytest.mark.parametrize(
    ("before", "after", "moved"),
    [(1.0, 3.5, "2.5"), (3.0, 1.0, "\u22122"), (None, 1.0, "none")],
)
def test_a_change_is_what_came_to_the_score_before(
    before: float | None, after: float, moved: str
) -> None:
    change = thing(
        key="a",
        title="",
        before=before,
        after=after,
        verdict=Verdict.REAL,
        reason="so",
    )
    assert said(_change(change))[3] == moved
