"""Waiting times of a clinic, judged with cqikit and with checks of its own."""

from clinic_waits._checks import CHECKS, Promise
from clinic_waits._visits import VISITS, Book, Come, State, follow
from clinic_waits._waits import WAITS, read

__all__ = [
    "CHECKS",
    "VISITS",
    "WAITS",
    "Book",
    "Come",
    "Promise",
    "State",
    "follow",
    "read",
]
