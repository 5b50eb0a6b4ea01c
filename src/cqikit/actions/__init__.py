"""Action steps: who does what by when, how strong they are, what became of them."""

from cqikit.actions._checks import CHECKS, doubtful_words, stale_after
from cqikit.actions._deadline import Deadline
from cqikit.actions._events import (
    Drop,
    Event,
    Finish,
    Hold,
    Move,
    Note,
    Own,
    Reopen,
    Replace,
    Resume,
    Start,
)
from cqikit.actions._languages import WORDS
from cqikit.actions._step import (
    ActionStep,
    Concern,
    Lever,
    deadline,
    is_draft,
    is_outside,
    overdue,
    owner,
    possible,
    read_step,
    record,
    stale,
    status,
    understood,
)
from cqikit.actions._strength import Dimension, Grade, Score, Strength, strength
from cqikit.actions._table import TABLE, Status
from cqikit.actions._words import Dates, Words

__all__ = [
    "CHECKS",
    "TABLE",
    "WORDS",
    "ActionStep",
    "Concern",
    "Dates",
    "Deadline",
    "Dimension",
    "Drop",
    "Event",
    "Finish",
    "Grade",
    "Hold",
    "Lever",
    "Move",
    "Note",
    "Own",
    "Reopen",
    "Replace",
    "Resume",
    "Score",
    "Start",
    "Status",
    "Strength",
    "Words",
    "deadline",
    "doubtful_words",
    "is_draft",
    "is_outside",
    "overdue",
    "owner",
    "possible",
    "read_step",
    "record",
    "stale",
    "stale_after",
    "status",
    "strength",
    "understood",
]
