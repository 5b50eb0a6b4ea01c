"""What was learned, and what helps: lessons and resources, tagged."""

from __future__ import annotations

from attrs import field, frozen

from cqikit.core import (
    as_texts,
    each,
    is_key,
    is_text,
    non_blank,
    say,
    unique,
)
from cqikit.errors import FieldError

__all__ = ["Lesson", "Resource"]


@frozen(kw_only=True)
class Lesson:
    """What was learned, so that others need not learn it again.

    Parameters
    ----------
    key : str
        A short name, other than those of its neighbours.
    problem : str
        What was to be solved.
    worked, did_not_work : str
        What did, and what did not; one of them at least.
    for_whom : str
        For whom: which families, sites, staff.
    cycle : str
        Key of the PDSA cycle that shows it; "" for none.
    source : str
        Who says so, by their role, or where it is from.
    tags : tuple of str
        Words by which it is found.

    Examples
    --------
    >>> Lesson(key="cards", problem="Missed visits", tags=["reminders"])
    Traceback (most recent call last):
    ...
    cqikit.errors.FieldError: worked must be told, or did_not_work (got ''): ...
    """

    key: str = field(validator=is_key)
    problem: str = field(validator=non_blank)
    worked: str = field(default="", validator=is_text)
    did_not_work: str = field(default="", validator=is_text)
    for_whom: str = field(default="", validator=is_text)
    cycle: str = field(default="", validator=is_text)
    source: str = field(default="", validator=is_text)
    tags: tuple[str, ...] = field(
        default=(), converter=as_texts, validator=[each(non_blank), unique("")]
    )

    def __attrs_post_init__(self) -> None:
        if not (self.worked.strip() or self.did_not_work.strip()):
            raise FieldError(
                "worked",
                say("must be told, or did_not_work"),
                self.worked,
                say("a problem without an answer is a need: put it into the plan"),
            )


@frozen(kw_only=True)
class Resource:
    """Something that helps: a form, a script, a guide, a person's role.

    Parameters
    ----------
    key : str
        A short name, other than those of its neighbours.
    title : str
        What it is called.
    where : str
        Where it is: an address, a folder, a shelf.
    for_whom : str
        Who can use it; everybody unless said.
    note : str
        What else is to be known; nothing unless said.
    tags : tuple of str
        Words by which it is found.
    """

    key: str = field(validator=is_key)
    title: str = field(validator=non_blank)
    where: str = field(default="", validator=is_text)
    for_whom: str = field(default="", validator=is_text)
    note: str = field(default="", validator=is_text)
    tags: tuple[str, ...] = field(
        default=(), converter=as_texts, validator=[each(non_blank), unique("")]
    )
