from datetime import date, timedelta

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from cqikit.actions import (
    TABLE,
    ActionStep,
    Concern,
    Deadline,
    Drop,
    Finish,
    Hold,
    Lever,
    Move,
    Note,
    Own,
    Reopen,
    Replace,
    Start,
    Status,
    advance,
    deadline,
    is_draft,
    is_outside,
    overdue,
    owner,
    possible,
    stale,
    state,
)
from cqikit.core import parse_period
from cqikit.errors import (
    DuplicateError,
    FieldError,
    FieldTypeError,
    TransitionError,
)
from tests.actions.stories import DAY, MADE, steps, whole


@settings(max_examples=50)
@given(steps())
def test_a_step_is_its_log(step: ActionStep) -> None:
    again = evolve(step, log=())
    for event in step.log:
        again = advance(again, event)
    assert again == step
    assert state(again) is state(step)


@settings(max_examples=50)
@given(steps())
def test_every_beginning_of_a_log_is_a_log(step: ActionStep) -> None:
    for end in range(len(step.log)):
        assert evolve(step, log=step.log[:end]).log == step.log[:end]


@settings(max_examples=50)
@given(steps())
def test_what_is_not_possible_is_refused_and_changes_nothing(step: ActionStep) -> None:
    last = step.log[-1].on if step.log else DAY
    for kind in set(TABLE.events) - set(possible(step)):
        with pytest.raises(TransitionError):
            advance(step, MADE[kind](last))


@settings(max_examples=50)
@given(steps(), st.integers(1, 400))
def test_no_event_is_dated_before_another(step: ActionStep, days: int) -> None:
    if step.log:
        with pytest.raises(TransitionError, match="no earlier"):
            advance(step, Note(on=step.log[-1].on - timedelta(days=days), what="seen"))


def test_a_log_that_cannot_be_is_refused_with_the_place() -> None:
    with pytest.raises(TransitionError) as caught:
        whole(log=[Start(on=DAY), Start(on=DAY)])
    assert caught.value.where == "log[1]"
    assert caught.value.possible


def test_a_draft_is_not_begun_until_somebody_owns_it() -> None:
    draft = whole(who="  ")
    assert is_draft(draft)
    for event in (Start(on=DAY), Finish(on=DAY)):
        with pytest.raises(TransitionError, match="say who owns it first"):
            advance(draft, event)
    owned = advance(draft, Own(on=DAY, who="cook"))
    assert not is_draft(owned)
    assert state(advance(owned, Start(on=DAY))) is Status.UNDER_WAY


def test_the_last_owner_and_the_last_deadline_count() -> None:
    step = whole()
    assert (owner(step), is_outside(step), str(deadline(step))) == (
        "director",
        False,
        "2026-11",
    )
    step = advance(step, Own(on=DAY, who="licensor", outside=True))
    step = advance(step, Move(on=DAY, when="2026-12", why="late"))
    assert (owner(step), is_outside(step), str(deadline(step))) == (
        "licensor",
        True,
        "2026-12",
    )
    assert step.who == "director"
    assert str(step.when) == "2026-11"


def test_what_is_replaced_or_dropped_is_over_and_drops_can_be_taken_back() -> None:
    replaced = advance(whole(), Replace(on=DAY, by=["part"]))
    dropped = advance(whole(), Drop(on=DAY, why="given to us"))
    assert [state(step).is_end for step in (replaced, dropped)] == [True, True]
    assert state(advance(dropped, Reopen(on=DAY, why="needed"))) is Status.PLANNED
    assert possible(replaced) == (Note,)


def test_overdue_begins_the_day_after_the_last_day() -> None:
    step = whole(when="2026-11-20")
    assert not overdue(step, as_of=date(2026, 11, 20))
    assert overdue(step, as_of=date(2026, 11, 21))
    done = advance(step, Finish(on=date(2026, 12, 1)))
    assert not overdue(done, as_of=date(2027, 1, 1))
    assert not overdue(whole(when=None), as_of=date(2030, 1, 1))


def test_stale_begins_after_sixty_days_without_an_event() -> None:
    step = advance(whole(), Start(on=DAY))
    assert not stale(step, as_of=DAY + timedelta(days=60))
    assert stale(step, as_of=DAY + timedelta(days=61))
    assert stale(advance(step, Hold(on=DAY, why="x")), as_of=date(2027, 1, 1))
    assert not stale(whole(), as_of=date(2030, 1, 1))
    assert not stale(advance(step, Finish(on=DAY)), as_of=date(2030, 1, 1))


def test_one_text_stands_for_a_list_of_one() -> None:
    step = whole(after="measure", support="coach")
    assert (step.after, step.support, step.answers) == (
        ("measure",),
        ("coach",),
        ("seating",),
    )


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"after": "tables"}, "after must not be the step itself"),
        ({"parent": "tables"}, "parent must not be the step itself"),
        ({"impact": 6}, "impact must be between 1 and 5"),
        ({"hours": -1}, "hours must be at least 0"),
        ({"what": " "}, "what must be text with something in it"),
    ],
)
def test_a_field_that_cannot_be_is_refused(
    fields: dict[str, object], message: str
) -> None:
    with pytest.raises(FieldError, match=message):
        whole(**fields)


def test_a_key_within_another_is_no_circle() -> None:
    assert whole(parent="all-tables").parent == "all-tables"


def test_answers_and_dependencies_are_named_once() -> None:
    with pytest.raises(DuplicateError):
        whole(after=["a", "a"])
    with pytest.raises(FieldTypeError):
        whole(answers=3)


def test_words_stand_for_concerns_and_levers() -> None:
    step = whole(concern="licensing", lever="weaker")
    assert (step.concern, step.lever) == (Concern.LICENSING, Lever.WEAKER)


def test_a_deadline_has_a_first_and_a_last_day() -> None:
    span = whole(when=("2026-09-15", "2026-11")).when
    assert isinstance(span, Deadline)
    assert (span.first, span.last) == (date(2026, 9, 15), date(2026, 11, 30))
    assert Deadline(by="2026-10").first == date(2026, 10, 1)
    assert span.agrees


@pytest.mark.parametrize(
    ("by", "within", "since", "agrees"),
    [
        ("2026-11-20", "8 weeks", date(2026, 9, 22), True),
        # A tenth of 56 days are five.
        ("2026-11-20", "8 weeks", date(2026, 9, 20), True),
        ("2026-11-20", "8 weeks", date(2026, 9, 19), False),
        ("2026-11-20", "8 weeks", date(2026, 9, 30), True),
        ("2026-11-20", "8 weeks", date(2026, 10, 1), False),
        ("2026-10-15", "3 weeks", date(2026, 9, 21), True),
        ("2026-10-15", "3 weeks", date(2026, 9, 20), False),
        ("2026-09-04", "3 days", date(2026, 9, 1), True),
        ("2026-09-05", "3 days", date(2026, 9, 1), False),
        ("2026-02", "1 month", date(2026, 1, 31), True),
        ("2026-Q4", "1 quarter", date(2026, 8, 17), True),
        ("2026-Q4", "1 quarter", date(2026, 5, 1), False),
        ("2027", "1 year", date(2026, 1, 1), True),
        ("9999", "9999 years", date(2026, 1, 1), True),
        ("9999", "9999 weeks", date(9998, 1, 1), True),
    ],
)
def test_a_relative_deadline_may_be_off_by_half_its_unit_or_a_tenth(
    by: str, within: str, since: date, agrees: bool
) -> None:
    assert Deadline(by=by, within=within, since=since).agrees is agrees


def test_a_month_later_is_never_in_the_month_after() -> None:
    short = Deadline(by="2026-02", within="1 month", since=date(2026, 1, 31))
    assert short.promised == date(2026, 2, 28)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"within": "soon", "since": DAY}, "within must be like 3 days"),
        ({"within": "8 weeks"}, "since must say from which day"),
        ({"begin": "2027"}, "begin must not be after by"),
        ({"every": "month"}, "begin must say from when it is due"),
    ],
)
def test_a_deadline_that_cannot_be_is_refused(
    fields: dict[str, object], message: str
) -> None:
    with pytest.raises(FieldError, match=message):
        Deadline(by="2026-10", **fields)  # type: ignore[arg-type]


def test_a_relative_form_must_be_text() -> None:
    with pytest.raises(FieldTypeError, match="within must be text"):
        Deadline(by="2026-10", within=8)  # type: ignore[arg-type]


def test_three_periods_are_no_deadline() -> None:
    with pytest.raises(FieldError, match="one period, or a first and a last"):
        whole(when=["2026-09", "2026-10", "2026-11"])


def test_a_deadline_reads_as_it_is_meant() -> None:
    assert str(Deadline(by="2026-10")) == "2026-10"
    assert str(Deadline(begin="2026-09", by="2026-10")) == "2026-09 to 2026-10"
    assert parse_period("2026-10") == whole(when="2026-10").when


@pytest.mark.parametrize(
    ("begin", "every", "third"),
    [
        ("2026-01-31", "day", "2026-02-02"),
        ("2026-01-31", "week", "2026-02-14"),
        ("2026-W05", "week", "2026-02-15"),
        ("2026-02", "week", "2026-02-15"),
        ("2026-01-31", "month", "2026-03-31"),
        ("2026-02", "month", "2026-04-30"),
        ("2026", "month", "2026-03-31"),
        ("2026-02", "quarter", "2026-08-31"),
        ("2026-01-15", "half-year", "2027-01-15"),
        ("2026-Q1", "year", "2028-03-31"),
    ],
)
def test_what_comes_round_does_so_from_its_beginning(
    begin: str, every: str, third: str
) -> None:
    often = Deadline(begin=begin, by="9998", every=every)  # type: ignore[arg-type]
    days = often.times(since=date(2026, 1, 1), until=date(2126, 1, 1))
    assert days[2] == date.fromisoformat(third)
    for since in (days[2], days[-2]):
        assert often.times(since=since) == (since,)
        after = since + timedelta(days=1)
        assert often.times(since=after) == (days[days.index(since) + 1],)


def test_what_is_due_once_or_is_over_is_due_on_its_last_day() -> None:
    day = date(2026, 3, 1)
    once = Deadline(begin="2026-01", by="2026-02")
    over = Deadline(begin="2026-01", by="2026-02-15", every="week")
    numbered = Deadline(begin="2026-01", by="2026-02", every="point")
    far = Deadline(begin="9999", by="9999-12-31", every="year")
    for due in (once, over, numbered, far):
        assert due.times(since=day, until=day) == due.times(since=day) == (due.last,)
    assert (once.often, over.often) == ("", "every week")
    # The next time would be in the year 10000.
    end = Deadline(begin="9999-11", by="9999-12-15", every="quarter")
    assert end.times(since=date(9999, 12, 1)) == (end.last,)
