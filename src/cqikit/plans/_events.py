"""What can happen to a plan: frozen events, each on a day.

The `author` of an event is who wrote it down, by name or role; "" where nobody says.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from attrs import field, frozen

from cqikit.actions import ActionStep
from cqikit.core import (
    Choice,
    ChoiceOf,
    OptionalTupleOf,
    TupleOf,
    as_day,
    as_texts,
    at_least,
    each,
    instance_of,
    is_day,
    is_key,
    is_text,
    non_blank,
    non_empty,
    optional,
    say,
    unique,
)
from cqikit.errors import FieldError
from cqikit.plans._areas import Area, DataSource

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "Begin",
    "Celebrate",
    "ContextChange",
    "Event",
    "Involve",
    "Observe",
    "Reflect",
    "ReviewStep",
    "Revise",
    "Share",
    "Shortfall",
    "ShortfallWord",
    "StartReview",
    "Trigger",
    "TriggerWord",
]


class Trigger(Choice):
    """What about the program changed, so that steps are looked at again."""

    STAFF = "staff"
    CHILDREN = "children"
    ENROLMENT = "enrolment"
    REGULATIONS = "regulations"
    STANDARDS = "standards"
    FUNDING = "funding"
    OTHER = "other"


TriggerWord: TypeAlias = Literal[
    "staff", "children", "enrolment", "regulations", "standards", "funding", "other"
]


class Shortfall(Choice):
    """What a step that did not work needs."""

    TIME = "time"
    RESOURCES = "resources"
    REDEFINING = "redefining"
    SPLITTING = "splitting"


ShortfallWord: TypeAlias = Literal["time", "resources", "redefining", "splitting"]


@frozen(kw_only=True)
class Involve:
    """People take part in making the plan, such as staff or parents.

    Parameters
    ----------
    on : date
        The day on which it happened.
    author : str
        Who wrote it down; nobody is named unless said.
    roles : tuple of str
        Who takes part, as roles.
    how : str
        How; not told unless said.
    """

    on: date = field(converter=as_day, validator=is_day)
    author: str = field(default="", validator=is_text)
    roles: tuple[str, ...] = field(
        converter=as_texts, validator=[each(non_blank), non_empty]
    )
    how: str = field(default="", validator=is_text)


@frozen(kw_only=True)
class Begin:
    """The plan is made, and carrying it out begins.

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
class Observe:
    """What somebody sees of the plan, or of one step, while it is carried out.

    Several roles see different things: an educator, a supervisor, a parent.

    Parameters
    ----------
    on : date
        The day on which it happened.
    author : str
        Who wrote it down; nobody is named unless said.
    role : str
        By whom, as a role.
    what : str
        What is seen.
    step : str
        Of which step, by its key; of the plan as a whole unless said.
    works : bool, optional
        Whether it works; not told unless said.
    """

    on: date = field(converter=as_day, validator=is_day)
    author: str = field(default="", validator=is_text)
    role: str = field(validator=non_blank)
    what: str = field(validator=non_blank)
    step: str = field(default="", validator=is_text)
    works: bool | None = field(default=None, validator=optional(instance_of(bool)))


@frozen(kw_only=True)
class ContextChange:
    """Something changed around the plan.

    Parameters
    ----------
    on : date
        The day on which it happened.
    author : str
        Who wrote it down; nobody is named unless said.
    trigger : Trigger
        What kind of change: staff, children, rules and so on.
    what : str
        What changed.
    """

    on: date = field(converter=as_day, validator=is_day)
    author: str = field(default="", validator=is_text)
    trigger: Trigger = field(converter=ChoiceOf[Trigger, TriggerWord])
    what: str = field(validator=non_blank)


@frozen(kw_only=True)
class StartReview:
    """People come together to reflect on the plan: a review begins.

    Parameters
    ----------
    on : date
        The day on which it happened.
    author : str
        Who wrote it down; nobody is named unless said.
    roles : tuple of str
        Who takes part, as roles.
    """

    on: date = field(converter=as_day, validator=is_day)
    author: str = field(default="", validator=is_text)
    roles: tuple[str, ...] = field(
        converter=as_texts, validator=[each(non_blank), non_empty]
    )


def _lacks(
    said: Shortfall | ShortfallWord | Iterable[Shortfall | ShortfallWord],
) -> Any:
    return Shortfall.all_of(said, "lacks")


@frozen(kw_only=True)
class ReviewStep:
    """What a review says of one step.

    Parameters
    ----------
    on : date
        The day of the review.
    author : str
        Who wrote it down.
    step : str
        Key of the step.
    done : bool
        Whether the step is done.
    effective : bool, optional
        Whether it achieved what it should; None while that cannot be said.
    lacks : tuple of Lack
        What it needs: time, resources, redefining, splitting.
    note : str
        What else is to be known; nothing unless said.
    """

    on: date = field(converter=as_day, validator=is_day)
    author: str = field(default="", validator=is_text)
    step: str = field(validator=is_key)
    done: bool = field(validator=instance_of(bool))
    effective: bool | None = field(default=None, validator=optional(instance_of(bool)))
    lacks: tuple[Shortfall, ...] = field(
        default=(),
        converter=_lacks,
        validator=[each(instance_of(Shortfall)), unique("")],
    )
    note: str = field(default="", validator=is_text)


@frozen(kw_only=True)
class Reflect:
    """What a review says of the program as a whole.

    Parameters
    ----------
    on : date
        The day of the review.
    author : str
        Who wrote it down.
    went_well : str
        What did we do well?
    do_better : str
        What can we do better?
    needs_now : str
        How have the program's needs changed while these improvements were made?

    Raises
    ------
    FieldError
        When all three are empty.
    """

    on: date = field(validator=is_day)
    author: str = field(default="", validator=is_text)
    went_well: str = field(default="", validator=is_text)
    do_better: str = field(default="", validator=is_text)
    needs_now: str = field(default="", validator=is_text)

    def __attrs_post_init__(self) -> None:
        if not (self.went_well + self.do_better + self.needs_now).strip():
            fix = say("say also do_better or needs_now")
            raise FieldError("went_well", say("must be said, or another"), "", fix)


@frozen(kw_only=True)
class Revise:
    """The plan is revised: what is new, and what the changed steps were before.

    Parameters
    ----------
    on : date
        The day on which it happened.
    author : str
        Who wrote it down.
    why : str
        Why; not told unless said.
    changes : tuple of str
        What was changed, in sentences.
    added : tuple of str
        Keys of the steps that are new.
    before : tuple of ActionStep
        The changed steps as they were.
    areas, sources : tuple, optional
        The plan's areas and sources as they were, where they changed.
    """

    on: date = field(converter=as_day, validator=is_day)
    author: str = field(default="", validator=is_text)
    why: str = field(default="", validator=is_text)
    changes: tuple[str, ...] = field(
        default=(), converter=as_texts, validator=each(non_blank)
    )
    added: tuple[str, ...] = field(
        default=(), converter=as_texts, validator=[each(is_key), unique("")]
    )
    before: tuple[ActionStep, ...] = field(
        default=(),
        converter=TupleOf[ActionStep],
        validator=[each(instance_of(ActionStep)), unique()],
    )
    areas: tuple[Area, ...] | None = field(
        default=None,
        converter=OptionalTupleOf[Area],
        validator=optional(each(instance_of(Area))),
    )
    sources: tuple[DataSource, ...] | None = field(
        default=None,
        converter=OptionalTupleOf[DataSource],
        validator=optional(each(instance_of(DataSource))),
    )


@frozen(kw_only=True)
class Share:
    """The plan is shared with an audience: staff, families, a board.

    Parameters
    ----------
    on : date
        The day on which it happened.
    author : str
        Who wrote it down; nobody is named unless said.
    audience : str
        With whom: staff, families, a board.
    how : str
        How; not told unless said.
    count : int, optional
        How many were reached; not told unless said.
    """

    on: date = field(converter=as_day, validator=is_day)
    author: str = field(default="", validator=is_text)
    audience: str = field(validator=non_blank)
    how: str = field(default="", validator=is_text)
    count: int | None = field(
        default=None, validator=optional([instance_of(int), at_least(0)])
    )


@frozen(kw_only=True)
class Celebrate:
    """What was achieved is celebrated.

    Parameters
    ----------
    on : date
        The day on which it happened.
    author : str
        Who wrote it down; nobody is named unless said.
    what : str
        What is celebrated.
    """

    on: date = field(converter=as_day, validator=is_day)
    author: str = field(default="", validator=is_text)
    what: str = field(validator=non_blank)


Event: TypeAlias = (
    Involve
    | Begin
    | Observe
    | ContextChange
    | StartReview
    | ReviewStep
    | Reflect
    | Revise
    | Share
    | Celebrate
)
