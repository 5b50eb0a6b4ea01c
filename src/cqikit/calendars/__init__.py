"""Calendars: what falls due when, as iCalendar."""

from cqikit._door import opening

_FOUND_IN = {
    "_due": "Due due_dates",
    "_ical": "to_ical",
    "_project": "due_data due_in",
}

__getattr__, __dir__, __all__ = opening(__name__, _FOUND_IN)
