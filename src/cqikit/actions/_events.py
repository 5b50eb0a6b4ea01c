"""What can happen to an action step: frozen events, each on a day.

The `author` of an event is who wrote it down, by name or role; "" where nobody says.
"""

from __future__ import annotations

from datetime import date
from typing import TypeAlias

from attrs import field, frozen

from cqikit.actions._deadline import Deadline, as_deadline
from cqikit.core import (
    Period,
    as_day,
    as_texts,
    each,
    instance_of,
    is_day,
    is_key,
    is_text,
    non_blank,
    non_empty,
    optional,
    unique,
)

__all__ = [
    "Drop",
    "Event",
    "Finish",
    "Hold",
    "Move",
    "Note",
    "Own",
    "Reopen",
    "Replace",
    "Resume",
    "Start",
]


@frozen(kw_only=True)
class Own:
    """Somebody takes the step over: a named role, inside unless said.

    Parameters
    ----------
    on : date
        The day on which it happened.
    author : str
        Who wrote it down; nobody is named unless said.
    who : str
        The role that takes it over.
    outside : bool
        Whether that is outside the program; inside unless said.
    """

    on: date = field(converter=as_day, validator=is_day)
    author: str = field(default="", validator=is_text)
    who: str = field(validator=non_blank)
    outside: bool = field(default=False, validator=instance_of(bool))


@frozen(kw_only=True)
class Move:
    """The deadline moves, and why.

    Parameters
    ----------
    on : date
        The day on which it happened.
    author : str
        Who wrote it down; nobody is named unless said.
    when : Period or Deadline
        The new deadline.
    why : str
        Why it moves.
    """

    on: date = field(converter=as_day, validator=is_day)
    author: str = field(default="", validator=is_text)
    when: Period | Deadline = field(
        converter=as_deadline, validator=instance_of(Period, Deadline)
    )
    why: str = field(validator=non_blank)


@frozen(kw_only=True)
class Start:
    """Work begins.

    Parameters
    ----------
    on : date
        The day on which it happened.
    author : str
        Who wrote it down; nobody is named unless said.
    """

    on: date = field(converter=as_day, validator=is_day)
    author: str = field(default="", validator=is_text)


@frozen(kw_only=True)
class Note:
    """What somebody sees or says of the step; `works` when they say whether.

    Parameters
    ----------
    on : date
        The day on which it happened.
    author : str
        Who wrote it down; nobody is named unless said.
    what : str
        What is seen or said.
    role : str
        By whom, as a role; not told unless said.
    works : bool, optional
        Whether the step works; not told unless said.
    """

    on: date = field(converter=as_day, validator=is_day)
    author: str = field(default="", validator=is_text)
    what: str = field(validator=non_blank)
    role: str = field(default="", validator=is_text)
    works: bool | None = field(default=None, validator=optional(instance_of(bool)))


@frozen(kw_only=True)
class Hold:
    """Work waits, and for what.

    Parameters
    ----------
    on : date
        The day on which it happened.
    author : str
        Who wrote it down; nobody is named unless said.
    why : str
        What it waits for.
    """

    on: date = field(converter=as_day, validator=is_day)
    author: str = field(default="", validator=is_text)
    why: str = field(validator=non_blank)


@frozen(kw_only=True)
class Resume:
    """Work goes on.

    Parameters
    ----------
    on : date
        The day on which it happened.
    author : str
        Who wrote it down; nobody is named unless said.
    """

    on: date = field(converter=as_day, validator=is_day)
    author: str = field(default="", validator=is_text)


@frozen(kw_only=True)
class Finish:
    """The step is done; whether it achieved what it should is for a review.

    Parameters
    ----------
    on : date
        The day on which it happened.
    author : str
        Who wrote it down; nobody is named unless said.
    result : str
        What is there now; not told unless said.
    """

    on: date = field(converter=as_day, validator=is_day)
    author: str = field(default="", validator=is_text)
    result: str = field(default="", validator=is_text)


@frozen(kw_only=True)
class Reopen:
    """A step thought done or given up is taken up again.

    Parameters
    ----------
    on : date
        The day on which it happened.
    author : str
        Who wrote it down; nobody is named unless said.
    why : str
        Why it is taken up again.
    """

    on: date = field(converter=as_day, validator=is_day)
    author: str = field(default="", validator=is_text)
    why: str = field(validator=non_blank)


@frozen(kw_only=True)
class Drop:
    """The step is given up, and why.

    Parameters
    ----------
    on : date
        The day on which it happened.
    author : str
        Who wrote it down; nobody is named unless said.
    why : str
        Why it is given up.
    """

    on: date = field(converter=as_day, validator=is_day)
    author: str = field(default="", validator=is_text)
    why: str = field(validator=non_blank)


@frozen(kw_only=True)
class Replace:
    """Other steps take this one's place: it was split, or merged into one.

    Parameters
    ----------
    on : date
        The day on which it happened.
    author : str
        Who wrote it down; nobody is named unless said.
    by : tuple of str
        The steps that take its place, by key.
    why : str
        Why; not told unless said.
    """

    on: date = field(converter=as_day, validator=is_day)
    author: str = field(default="", validator=is_text)
    by: tuple[str, ...] = field(
        converter=as_texts, validator=[each(is_key), non_empty, unique("")]
    )
    why: str = field(default="", validator=is_text)


Event: TypeAlias = (
    Own | Move | Start | Note | Hold | Resume | Finish | Reopen | Drop | Replace
)
