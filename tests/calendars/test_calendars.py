"""What falls due stands in a calendar under a name that stays."""

from __future__ import annotations

import sys
from datetime import date

import pytest
from icalendar import Calendar

from cqikit import actions
from cqikit.actions import ActionStep, Deadline, Finish, Start
from cqikit.calendars import Due, due_dates, to_ical
from cqikit.errors import MissingExtraError
from cqikit.plans import Begin, Plan
from tests.examples import loaded

RUGS = ActionStep(
    key="rugs",
    what="replace three rugs",
    specification="non-slip, 2 m by 3 m",
    who="director",
    when="2026-10",
)
DREAM = ActionStep(key="dream", what="build a garden")
DAY = date(2026, 9, 1)


def test_open_steps_and_the_review_fall_due_in_order() -> None:
    late = ActionStep(key="late", what="paint the hall", when="2028")
    steps = (late, RUGS, DREAM)
    plan = Plan(key="p", title="Plan", steps=steps, log=[Begin(on=DAY)])
    assert [(day.key, day.on) for day in due_dates(plan)] == [
        ("p/rugs", date(2026, 10, 31)),
        ("p/review", date(2027, 9, 1)),
        ("p/late", date(2028, 12, 31)),
    ]
    assert due_dates(plan)[2].title == "nobody yet: paint the hall"


CALLS = ActionStep(
    key="calls",
    what="call five families",
    who="lead",
    when=Deadline(begin="2026-01-31", by="2026-12-31", every="month"),
)


def test_what_comes_round_is_due_each_time_and_not_overdue_for_what_was_before() -> (
    None
):
    plan = Plan(key="p", title="Plan", steps=[CALLS])
    dues = due_dates(plan, as_of=date(2026, 6, 15), until=date(2026, 8, 31))
    assert [(due.key, due.on) for due in dues] == [
        ("p/calls/2026-06-30", date(2026, 6, 30)),
        ("p/calls/2026-07-31", date(2026, 7, 31)),
        ("p/calls/2026-08-31", date(2026, 8, 31)),
    ]
    assert dues[0].title == "lead: call five families (every month)"
    text = to_ical(dues, as_of=DAY)
    assert len({event["uid"] for event in Calendar.from_ical(text).walk("VEVENT")}) == 3
    [following] = due_dates(plan, as_of=date(2026, 7, 1))
    assert following.on == date(2026, 7, 31)
    # Once the last day is over, an open step is late; and so it is where nobody asks.
    for day in (date(2027, 1, 1), None):
        [last] = due_dates(plan, as_of=day)
        assert (last.key, last.on) == ("p/calls", date(2026, 12, 31))


def test_what_is_done_is_not_due() -> None:
    done = actions.advance(actions.advance(RUGS, Start(on=DAY)), Finish(on=DAY))
    assert due_dates(Plan(key="p", title="Plan", steps=[done])) == ()


def test_the_name_of_a_calendar_is_escaped_as_text_is() -> None:
    text = to_ical([], as_of=DAY, title="Plan, with; a comma")
    assert "X-WR-CALNAME:Plan\\, with\\; a comma\r\n" in text


def test_a_calendar_reads_back() -> None:
    evil = 'a, b; c\\ "d"\nBEGIN:VALARM'
    dues = [Due(key="p/a", on=DAY, title=evil, detail="ä" * 200)]
    text = to_ical(dues, as_of=DAY, title="Plan")
    calendar = Calendar.from_ical(text)
    # Without a version and a maker it is no calendar (RFC 5545, 3.6).
    assert (calendar["version"], calendar["x-wr-calname"]) == ("2.0", "Plan")
    assert "cqikit" in str(calendar["prodid"])
    assert "x-wr-calname" not in Calendar.from_ical(to_ical(dues, as_of=DAY))
    [event] = calendar.walk("VEVENT")
    assert event.decoded("dtstamp").date() == DAY
    assert event["uid"] == "p/a@cqikit"
    # A title is one line, and a calendar shows no more.
    assert event["summary"] == evil.replace("\n", " ")
    assert event["description"] == "ä" * 200
    assert event.decoded("dtstart") == DAY
    assert event.decoded("dtend") == date(2026, 9, 2)
    assert to_ical(dues, as_of=DAY, title="Plan") == text
    assert max(len(line.encode()) for line in text.splitlines()) <= 75


def test_the_example_has_steps_that_fall_due() -> None:
    plan = loaded.effort("measles").project.plan
    assert plan is not None
    text = to_ical(due_dates(plan), as_of=DAY)
    assert len(Calendar.from_ical(text).walk("VEVENT")) == 2


def test_without_icalendar_the_mend_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "icalendar", None)
    with pytest.raises(MissingExtraError, match=r"cqikit\[calendar\]"):
        to_ical([], as_of=DAY)
