"""Waiting times of a clinic, judged with cqikit and with checks of its own."""

from clinic_waits._charts import KINDS, MEAN_WAIT, RULES, Jump
from clinic_waits._checks import CHECKS, Promise
from clinic_waits._promises import DOCUMENT, Charter
from clinic_waits._scores import SCORERS, TYPICAL
from clinic_waits._visits import VISITS, Book, Come, State, follow
from clinic_waits._waits import WAITS, read

__all__ = [
    "CHECKS",
    "DOCUMENT",
    "KINDS",
    "MEAN_WAIT",
    "RULES",
    "SCORERS",
    "TYPICAL",
    "VISITS",
    "WAITS",
    "Book",
    "Charter",
    "Come",
    "Jump",
    "Promise",
    "State",
    "follow",
    "read",
]
