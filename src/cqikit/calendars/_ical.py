"""Due dates as an iCalendar file, for the calendar that people look at anyway."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from cqikit.calendars._due import Due
from cqikit.core import (
    ENGLISH,
    Wording,
    a_day,
    arguments,
    instance_of,
    is_text,
    list_of,
    say,
    visible,
)
from cqikit.errors import MissingExtraError

if TYPE_CHECKING:
    from collections.abc import Iterable


__all__ = ["to_ical"]


@arguments(
    dues=list_of(say("due dates"), Due),
    as_of=a_day,
    title=is_text,
    wording=instance_of(Wording),
)
def to_ical(
    dues: Iterable[Due],
    *,
    as_of: date,
    title: str = "",
    wording: Wording = ENGLISH,
) -> str:
    """Return due dates as the text of an ``.ics`` file.

    Each is an event of a whole day. Its UID is made of its key, so that a
    file made anew changes the events of the one before.

    Parameters
    ----------
    dues : iterable of Due
    as_of : date
        The day on which the file is made, for its time stamps.
    title : str
        What the calendar is called; nothing unless said.
    wording : core.Wording
        The language in which it is said; English by default.

    Raises
    ------
    MissingExtraError
        When icalendar is not installed.

    Examples
    --------
    >>> from cqikit.calendars import Due
    >>> due = Due(key="cqip/rugs", on=date(2026, 10, 31), title="Replace the rugs")
    >>> text = to_ical([due], as_of=date(2026, 9, 1))
    >>> "DTSTART;VALUE=DATE:20261031" in text
    True
    """
    try:
        from icalendar import Calendar, Event, vText  # noqa: PLC0415
    except ImportError:
        raise MissingExtraError(say("a calendar"), "icalendar", "calendar") from None
    calendar = Calendar()
    calendar.add("prodid", "-//cqikit//due dates//EN")
    calendar.add("version", "2.0")
    if title:
        # A name that begins with X is text, too (RFC 5545, 3.8.8.2).
        calendar.add("x-wr-calname", vText(_line(wording.said(title))))
    for due in dues:
        event = Event()
        event.add("uid", f"{due.key}@cqikit")
        event.add("dtstamp", datetime.combine(as_of, time.min, tzinfo=UTC))
        event.add("dtstart", due.on)
        if due.on < date.max:
            # Without an end it takes its day, too.
            event.add("dtend", due.on + timedelta(days=1))
        event.add("summary", _line(wording.said(due.title)))
        if due.detail:
            event.add("description", visible(wording.said(due.detail)))
        calendar.add_component(event)
    text: str = calendar.to_ical().decode("utf-8")
    return text


def _line(text: str) -> str:
    """Return a text on one line, as a title is, with what is hidden in it shown."""
    return " ".join(visible(text).split())
