"""Calendars: what falls due when, as iCalendar."""

from cqikit.calendars._due import Due, due_dates
from cqikit.calendars._ical import to_ical
from cqikit.calendars._project import due_data, due_in

__all__ = ["Due", "due_data", "due_dates", "due_in", "to_ical"]
