"""An action step: who does what by when, and what happened to it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias, TypeVar

from attrs import Factory, evolve, field, frozen

from cqikit import core
from cqikit.actions._deadline import Deadline, as_deadline
from cqikit.actions._doubts import AS_READ
from cqikit.actions._events import Event, Move, Own
from cqikit.actions._reading import Reading, read_text
from cqikit.actions._table import TABLE, Status, Told
from cqikit.core import (
    Choice,
    ChoiceOf,
    OptionalChoiceOf,
    Period,
    SeveralOf,
    TupleOf,
    a_day,
    arguments,
    as_optional_day,
    at_least,
    between,
    each,
    found,
    instance_of,
    is_day,
    is_key,
    is_language,
    is_text,
    key_of,
    non_blank,
    optional,
    say,
    unique,
    worded,
)
from cqikit.errors import FieldError

if TYPE_CHECKING:
    from attrs import Attribute

    from cqikit.core import Finding, Found

__all__ = [
    "ActionStep",
    "Concern",
    "ConcernWord",
    "Lever",
    "LeverWord",
    "advance",
    "asked",
    "asks_of",
    "deadline",
    "is_draft",
    "is_outside",
    "language_in",
    "latest",
    "overdue",
    "owner",
    "possible",
    "read_step",
    "reading_of",
    "said_in",
    "stale",
    "state",
    "understood",
]


class Concern(Choice):
    """What a need or step is about; the first come before all else."""

    HEALTH_AND_SAFETY = "health-and-safety"
    LICENSING = "licensing"
    QUALITY = "quality"


ConcernWord: TypeAlias = Literal["health-and-safety", "licensing", "quality"]


class Lever(Choice):
    """How strongly a kind of action holds, whoever carries it out.

    A stronger one changes the surroundings, so that the right thing is the
    easy thing; a weaker one (training, a policy, a warning) counts on people
    to remember.
    """

    STRONGER = "stronger"
    INTERMEDIATE = "intermediate"
    WEAKER = "weaker"


LeverWord: TypeAlias = Literal["stronger", "intermediate", "weaker"]


def _read(step: ActionStep) -> Reading | None:
    """Return what the text of a step says; None without one, or of other fields."""
    read = step._reading  # noqa: SLF001  (kept below)
    right = isinstance(step.text, str) and isinstance(step.language, str)
    on = step.written_on
    if not right or not step.text.strip() or not isinstance(on, date | None):
        return None
    return read or _with_reading(step, read_text(step.text, on, step.language))


def _with_reading(step: ActionStep, read: Reading) -> Reading:
    """Keep what a step was read as with the step: every check of it asks."""
    object.__setattr__(step, "_reading", read)
    return read


def _who(step: ActionStep) -> str:
    read = _read(step)
    return "" if read is None else read.who


def _what(step: ActionStep) -> str:
    read = _read(step)
    return "" if read is None else read.what


def _when(step: ActionStep) -> Period | Deadline | None:
    read = _read(step)
    return None if read is None else read.due.when


def _says_what(instance: Any, attribute: Attribute[Any], value: Any) -> None:
    is_text(instance, attribute, value)
    if not value and instance is not None and not instance.text:
        fix = say(
            'write what = "order two tables", or the whole sentence as text = "..."'
        )
        raise FieldError("what", say("must be said"), value, fix)
    non_blank(instance, attribute, value)


RATED: Final = optional([instance_of(int), between(1, 5)])


@frozen(kw_only=True)
class ActionStep:
    """One action: who does what by when, what it answers, what it needs.

    Parameters
    ----------
    key : str
        A short name, other than those of its neighbours.
    text : str
        The step as somebody wrote it, in one sentence; it is kept as it is, and says
        who, what and when where these fields do not.
    written_on : date, optional
        The day on which it was written, from which "within 8 weeks" counts; a plan
        gives its own to its steps.
    language : str
        The language that it is written in, such as ``en``; where none is said, that
        of the plan, else the one whose commonest words stand in it.
    what : str
        Verb and object: ``order two tables with chairs``.
    specification : str
        How many, which size, which title: what tells that it is done right.
    who : str
        A named role; "" while nobody owns it, and then it is a draft.
    outside : bool
        Whether that role is outside the program.
    when : Period or Deadline, optional
        By when; a pair of periods is a span.
    answers : tuple of str
        Keys of the needs or gaps that it answers.
    resources, support : tuple of str
        What it needs, and the support or technical assistance.
    cost : float, optional
        In the user's currency.
    funding : str
        Where the money is from.
    hours : float, optional
        Hours of work it takes its owner.
    measure : str
        How success will be known: a measure's key, or words.
    after : tuple of str
        Keys of the steps that it waits for.
    parent : str, optional
        Key of the long step that this one is a part of.
    area : str
        Key of the plan's area, "" when it belongs to none.
    concern : Concern
        What it is about: safety, licensing or quality; quality unless said.
    impact, effort, expense : int, optional
        Rated from 1, little, to 5, much.
    lever : Lever, optional
        What kind of action it is, from a forcing function to a warning; not told
        unless said.
    log : tuple of event
        What happened, in order of time; `advance` adds to its end.

    Raises
    ------
    TransitionError
        When the log is not possible; `where` is the event.

    Examples
    --------
    >>> step = ActionStep(
    ...     key="tables",
    ...     who="director",
    ...     what="order two toddler-height tables with chairs",
    ...     when="2026-11-20",
    ...     answers="seating",
    ... )
    >>> step.answers, step.when.last.isoformat(), state(step).value
    (('seating',), '2026-11-20', 'planned')
    >>> said = ActionStep(
    ...     key="rugs", text="Director will replace two rugs by May 3, 2027"
    ... )
    >>> said.who, said.what, str(said.when)
    ('Director', 'replace two rugs', '2027-05-03')
    """

    key: str = field(validator=is_key)
    text: str = field(default="", validator=is_text)
    written_on: date | None = field(
        default=None, converter=as_optional_day, validator=optional(is_day)
    )
    language: str = field(default="", validator=is_language)
    _reading: Reading | None = field(init=False, default=None, repr=False, eq=False)
    what: str = field(default=Factory(_what, takes_self=True), validator=_says_what)
    specification: str = field(default="", validator=is_text)
    who: str = field(default=Factory(_who, takes_self=True), validator=is_text)
    outside: bool = field(default=False, validator=instance_of(bool))
    when: Period | Deadline | None = field(
        default=Factory(_when, takes_self=True),
        converter=as_deadline,
        validator=optional(instance_of(Period, Deadline)),
    )
    answers: tuple[str, ...] = field(
        default=(),
        converter=SeveralOf[str],
        validator=[each(is_key), unique("")],
    )
    resources: tuple[str, ...] = field(
        default=(), converter=SeveralOf[str], validator=each(non_blank)
    )
    support: tuple[str, ...] = field(
        default=(), converter=SeveralOf[str], validator=each(non_blank)
    )
    cost: float | None = field(default=None, validator=optional(at_least(0)))
    funding: str = field(default="", validator=is_text)
    hours: float | None = field(default=None, validator=optional(at_least(0)))
    measure: str = field(default="", validator=is_text)
    after: tuple[str, ...] = field(
        default=(),
        converter=SeveralOf[str],
        validator=[each(is_key), unique("")],
    )
    parent: str | None = field(default=None, validator=optional(is_key))
    area: str = field(default="", validator=is_text)
    concern: Concern = field(
        default=Concern.QUALITY, converter=ChoiceOf[Concern, ConcernWord]
    )
    impact: int | None = field(default=None, validator=RATED)
    effort: int | None = field(default=None, validator=RATED)
    expense: int | None = field(default=None, validator=RATED)
    lever: Lever | None = field(
        default=None, converter=OptionalChoiceOf[Lever, LeverWord]
    )
    log: tuple[Event, ...] = field(
        default=(), converter=TupleOf[Event], validator=each(instance_of(*TABLE.events))
    )
    _state: Status = field(init=False, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        for name, keys in (("after", self.after), ("parent", (self.parent,))):
            if self.key in keys:
                raise FieldError(name, say("must not be the step itself"), self.key)
        core.replay(self, TABLE, lambda so_far: Told(self.who, so_far))


@arguments(text=non_blank, on=optional(a_day))
def read_step(
    text: str, *, on: date | None = None, language: str = "", key: str = ""
) -> ActionStep:
    """Return the step that a sentence tells of: who does what by when.

    The text stays as it is; what was understood, `understood` says.

    Parameters
    ----------
    text : str
    on : date, optional
        The day on which it was written. Without it, a deadline must have its year.
    language : str
        Such as ``en``; where none is said, the one that the text seems to be in.
    key : str
        By default the first words of the act.

    Examples
    --------
    >>> said = "Director will order two toddler tables by November 20th"
    >>> step = read_step(said, on=date(2026, 9, 21))
    >>> step.key, step.who, str(step.when), step.text == said
    ('order-two-toddler-tables', 'Director', '2026-11-20', True)
    """
    read = read_text(text, on, language)
    first_words = key_of(read.what, "step").split("-")[:5]
    return ActionStep(
        key=key or "-".join(first_words),
        text=text,
        written_on=on,
        language=read.language,
    )


@arguments()
def said_in(step: ActionStep, *, on: date | None, language: str) -> ActionStep:
    """Return `step` as a plan of this day and language has it, where it says none.

    What was read from its text is read anew; what was filled in stays.

    Parameters
    ----------
    on : date, optional
        The day on which the plan was written; None where it does not say.
    language : str
        The language of the plan.
    """
    on, language = step.written_on or on, step.language or language
    read = _read(step)
    if read is None:
        on = step.written_on
    if (on, language) == (step.written_on, step.language):
        return step
    if read is None:
        return evolve(step, language=language)
    anew = read_text(step.text, on, language)
    before: dict[str, Any] = {"who": read.who, "what": read.what, "when": read.due.when}
    now: dict[str, Any] = {"who": anew.who, "what": anew.what, "when": anew.due.when}
    changed = {name: now[name] for name in now if getattr(step, name) == before[name]}
    made = evolve(step, written_on=on, language=language, **changed)
    _with_reading(made, anew)
    return made


@arguments(step=instance_of(ActionStep))
def understood(step: ActionStep) -> tuple[str, ...]:
    """Return what the text of a step was understood to say, for people to check.

    Examples
    --------
    >>> said = "Director will order two toddler tables by November 20th"
    >>> for line in understood(read_step(said, on=date(2026, 9, 21))):
    ...     print(line)
    who: Director
    what: order two toddler tables
    when: 2026-11-20, from 'by November 20th'
    """
    reading = reading_of(step)
    if reading is None:
        return ()
    lines = (worded(line, reading.parts) for line in AS_READ[reading.form])
    return (*lines, *(f"asked: {ask}" for ask in asked(step)))


def language_in(step: ActionStep) -> str:
    """Return the language that a step is in; "" where neither it nor its text says."""
    read = None if step.language else _read(step)
    return step.language if read is None else read.language


def reading_of(step: ActionStep) -> Found | None:
    """Return what the text of a step was read as, None where nothing was read."""
    read = _read(step)
    if read is None:
        return None
    who = "named" if step.who else "nobody"
    when = "no day" if step.when is None else "a day"
    form = f"{who}, {when}, {'said' if read.due.said else 'written'}"
    due, said = str(step.when), read.due.said
    return found(form=form, who=step.who, what=step.what, when=due, said=said)


@arguments()
def asked(step: ActionStep) -> tuple[str, ...]:
    """Return what the text of a step leaves open about its deadline."""
    return tuple(f"{ask.message}: {ask.fix}" for ask in asks_of(step))


def asks_of(step: ActionStep) -> tuple[Finding, ...]:
    """Return the same as findings."""
    read = _read(step)
    return () if read is None else read.due.asks


@arguments(step=instance_of(ActionStep))
def advance(step: ActionStep, event: Event) -> ActionStep:
    """Return `step` with `event` at the end of its log; `step` is unchanged.

    Parameters
    ----------
    event : Event
        What happened to the step.

    Raises
    ------
    TransitionError
        When the event is not possible now; it says why, or what is.

    Examples
    --------
    >>> from cqikit.actions import Own, Start
    >>> step = ActionStep(key="rugs", what="replace the three worn rugs")
    >>> advance(step, Start(on=date(2026, 10, 1)))
    Traceback (most recent call last):
    ...
    cqikit.errors.TransitionError: Start is not possible in planned: say who owns ...
    >>> step = advance(step, Own(on=date(2026, 10, 1), who="director"))
    >>> state(advance(step, Start(on=date(2026, 10, 2)))).value
    'under-way'
    """
    return core.advance(step, event)


@arguments(step=instance_of(ActionStep))
def state(step: ActionStep) -> Status:
    """Return where the step stands, as its log tells."""
    return step._state  # noqa: SLF001  (kept by `core.replay`)


@arguments(step=instance_of(ActionStep))
def possible(step: ActionStep) -> tuple[type, ...]:
    """Return the types of event that may come next, by what they will say."""
    return core.possible(step, TABLE, Told(step.who, step.log))


E_ = TypeVar("E_", bound=Event)


@arguments(step=instance_of(ActionStep))
def latest(step: ActionStep, kind: type[E_], *kinds: type[E_]) -> E_ | None:
    """Return the last event of one of these types, or None.

    Parameters
    ----------
    kind : type
        The type of event that is asked for.
    *kinds : type
        Further types; none unless said.
    """
    return core.latest(step.log, kind, *kinds)


@arguments(step=instance_of(ActionStep))
def owner(step: ActionStep) -> str:
    """Return who owns the step now, "" when nobody does."""
    taken = core.latest(step.log, Own)
    return step.who.strip() if taken is None else taken.who


@arguments()
def is_outside(step: ActionStep) -> bool:
    """Say whether its owner is outside the program."""
    taken = core.latest(step.log, Own)
    return step.outside if taken is None else taken.outside


@arguments(step=instance_of(ActionStep))
def is_draft(step: ActionStep) -> bool:
    """Say whether nobody owns the step yet, so that it is only proposed."""
    return not owner(step)


@arguments(step=instance_of(ActionStep))
def deadline(step: ActionStep) -> Period | Deadline | None:
    """Return by when it is due now, after any moves of the deadline."""
    moved = core.latest(step.log, Move)
    return step.when if moved is None else moved.when


@arguments(step=instance_of(ActionStep), as_of=a_day)
def overdue(step: ActionStep, *, as_of: date) -> bool:
    """Say whether the step is still open after the last day of its deadline.

    Parameters
    ----------
    as_of : date
        The day for which it is asked.

    Examples
    --------
    >>> step = ActionStep(key="a", what="order one table", when="2026-10")
    >>> overdue(step, as_of=date(2026, 10, 31)), overdue(step, as_of=date(2026, 11, 1))
    (False, True)
    """
    due = deadline(step)
    return due is not None and not state(step).is_end and due.last < as_of


@arguments(step=instance_of(ActionStep), as_of=a_day)
def stale(step: ActionStep, *, as_of: date, days: int = 60) -> bool:
    """Say whether a step that has begun has not moved for more than `days`.

    How many is a convention of ours.

    Parameters
    ----------
    as_of : date
        The day for which it is worked out.
    days : int
        How long it may stand still; 60 unless said.
    """
    if state(step).is_end or state(step) is Status.PLANNED:
        return False
    return as_of - step.log[-1].on > timedelta(days=days)
