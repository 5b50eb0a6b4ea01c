# Made from the table in __init__.py.

from cqikit.calendars._due import Due as Due
from cqikit.calendars._due import due_dates as due_dates
from cqikit.calendars._ical import to_ical as to_ical
from cqikit.calendars._project import due_data as due_data
from cqikit.calendars._project import due_in as due_in
