"""Calendars: what falls due when, as iCalendar."""

from cqikit.calendars._due import Due, due_dates
from cqikit.calendars._ical import to_ical

__all__ = ["Due", "due_dates", "to_ical"]
