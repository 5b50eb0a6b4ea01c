"""A plan: what it rests on, its steps, and its log of develop-implement-reflect."""

from __future__ import annotations

from datetime import date
from itertools import chain
from typing import TYPE_CHECKING, TypeVar

from attrs import field, frozen

from cqikit import actions, core
from cqikit.actions import ActionStep, Replace, said_in
from cqikit.core import (
    ChoiceOf,
    FrozenDict,
    TupleOf,
    arguments,
    as_optional_day,
    at_least,
    each,
    instance_of,
    is_day,
    is_key,
    is_language,
    is_text,
    non_blank,
    optional,
    problem_of,
    say,
    unique,
)
from cqikit.errors import (
    DuplicateError,
    FaultsError,
    KnownNames,
    UnknownNameError,
)
from cqikit.plans._areas import Area, DataSource, Need
from cqikit.plans._events import Event, Revise
from cqikit.plans._table import TABLE, Stage, Told
from cqikit.plans._tools import ProgramType, ProgramTypeWord

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "Plan",
    "advance",
    "area_of",
    "latest",
    "needs",
    "open_steps",
    "possible",
    "state",
    "step_of",
    "version",
]


@frozen(kw_only=True)
class Plan:
    """A continuous quality improvement plan (CQIP) of one program.

    Parameters
    ----------
    key : str
        A short name, other than those of its neighbours.
    title : str
        What people call it.
    on : date, optional
        The day on which it is written, from which deadlines in the text of its steps
        count: "within 8 weeks", "by November 20th".
    language : str
        The language that its steps are written in and judged by, such as ``en``; of
        each step its own where none is said.
    program_type : ProgramType
        A center or school, family child care, or out-of-school time; other unless said.
    summary : str
        What it is about, in a sentence; nothing unless said.
    sources : tuple of DataSource
        Where its data are from; not told unless said.
    areas : tuple of Area
        No two needs with one key, across areas too.
    steps : tuple of ActionStep
        All that ever were: a step is done, dropped or replaced, never deleted.
    wip_limit : int
        How many steps to work on at a time; three to five is a good start.
    log : tuple of event
        What happened, in order of time; `advance` adds to its end.

    Raises
    ------
    DuplicateError
        When two steps, areas or sources have one key.
    FaultsError
        All links that lead nowhere, and all needs with one key, each with its
        place.
    TransitionError
        When the log is not possible; `where` is the event.

    Examples
    --------
    >>> plan = Plan(
    ...     key="cqip",
    ...     title="Our plan",
    ...     steps=[ActionStep(key="rugs", what="replace three rugs", who="director")],
    ... )
    >>> state(plan).value, version(plan)
    ('develop', 1)
    """

    key: str = field(validator=is_key)
    title: str = field(validator=non_blank)
    on: date | None = field(
        default=None, converter=as_optional_day, validator=optional(is_day)
    )
    language: str = field(default="", validator=is_language)
    program_type: ProgramType = field(
        default=ProgramType.OTHER, converter=ChoiceOf[ProgramType, ProgramTypeWord]
    )
    summary: str = field(default="", validator=is_text)
    sources: tuple[DataSource, ...] = field(
        default=(),
        converter=TupleOf[DataSource],
        validator=[each(instance_of(DataSource)), unique()],
    )
    areas: tuple[Area, ...] = field(
        default=(),
        converter=TupleOf[Area],
        validator=[each(instance_of(Area)), unique()],
    )
    steps: tuple[ActionStep, ...] = field(
        default=(),
        converter=TupleOf[ActionStep],
        validator=[each(instance_of(ActionStep)), unique()],
    )
    wip_limit: int = field(
        default=5,
        validator=[instance_of(int), at_least(1)],
        metadata={"former": "at_a_time"},
    )
    log: tuple[Event, ...] = field(
        default=(), converter=TupleOf[Event], validator=each(instance_of(*TABLE.events))
    )
    _by_key: dict[str, ActionStep] = field(init=False, repr=False, eq=False)
    _state: Stage = field(init=False, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        said = (
            said_in(step, on=self.on, language=self.language) for step in self.steps
        )
        object.__setattr__(self, "steps", tuple(said))
        by_key = {step.key: step for step in self.steps}
        faults = chain(_loose_links(self, KnownNames(by_key)), _doubled_needs(self))
        problems = [problem_of(error, where) for where, error in faults]
        if problems:
            raise FaultsError(f"plan {self.key}", problems)
        object.__setattr__(self, "_by_key", FrozenDict(by_key))
        core.replay(self, TABLE, lambda so_far: Told(by_key.keys(), so_far))


def _loose_links(
    plan: Plan, steps: KnownNames
) -> Iterator[tuple[str, UnknownNameError]]:
    """Yield each link that leads nowhere, with the place where it stands."""
    areas = KnownNames({this_area.key for this_area in plan.areas})
    sources = KnownNames({source.key for source in plan.sources})
    for place, step in enumerate(plan.steps):
        links = {"after": step.after, "parent": (step.parent,) if step.parent else ()}
        for name, keys in (links | {"log": replacements(step)}).items():
            for key in keys:
                if key not in steps:
                    unknown = UnknownNameError(say("step"), key, steps)
                    yield f"steps[{place}].{name}", unknown
        if step.area and step.area not in areas:
            yield (
                f"steps[{place}].area",
                UnknownNameError(say("area"), step.area, areas),
            )
    for place, area in enumerate(plan.areas):
        for number, score in enumerate(area.scores):
            if score.source and score.source not in sources:
                where = f"areas[{place}].scores[{number}].source"
                yield where, UnknownNameError(say("data source"), score.source, sources)


def _doubled_needs(plan: Plan) -> Iterator[tuple[str, DuplicateError]]:
    seen: set[str] = set()
    for place, area in enumerate(plan.areas):
        for number, need in enumerate(area.growth):
            if need.key in seen:
                where = f"areas[{place}].growth[{number}].key"
                yield where, DuplicateError(say("needs"), need.key)
            seen.add(need.key)


def replacements(step: ActionStep) -> tuple[str, ...]:
    """Return the keys of the steps that took this one's place."""
    # Nothing but a note can follow, since a step once replaced stays so.
    for event in step.log:
        if isinstance(event, Replace):
            return event.by
    return ()


@arguments(plan=instance_of(Plan))
def advance(plan: Plan, event: Event) -> Plan:
    """Return `plan` with `event` at the end of its log; `plan` is unchanged.

    Parameters
    ----------
    event : Event
        What happened to the plan.

    Raises
    ------
    TransitionError
        When the event is not possible now; it says why, or what is.

    Examples
    --------
    >>> from datetime import date
    >>> from cqikit.plans import Begin
    >>> advance(Plan(key="cqip", title="Our plan"), Begin(on=date(2026, 9, 1)))
    Traceback (most recent call last):
    ...
    cqikit.errors.TransitionError: Begin is not possible in develop: write an action ...
    """
    return core.advance(plan, event)


@arguments(plan=instance_of(Plan))
def state(plan: Plan) -> Stage:
    """Return where the plan stands, as its log tells."""
    return core.state(plan)


@arguments(plan=instance_of(Plan))
def possible(plan: Plan) -> tuple[type, ...]:
    """Return the types of event that may come next, by what they will say."""
    seen = Told(plan._by_key.keys(), plan.log)  # noqa: SLF001
    return core.possible(plan, TABLE, seen)


E_ = TypeVar("E_", bound=Event)


@arguments(plan=instance_of(Plan))
def latest(plan: Plan, kind: type[E_], *kinds: type[E_]) -> E_ | None:
    """Return the last event of one of these types, or None.

    Parameters
    ----------
    kind : type
        The type of event that is asked for.
    *kinds : type
        Further types; none unless said.
    """
    return core.latest(plan.log, kind, *kinds)


@arguments(plan=instance_of(Plan))
def version(plan: Plan) -> int:
    """Return which version of the plan it is: 1, and one more a revision."""
    return 1 + sum(isinstance(event, Revise) for event in plan.log)


@arguments(plan=instance_of(Plan), key=is_text)
def step_of(plan: Plan, key: str) -> ActionStep:
    """Return the step of this key.

    Parameters
    ----------
    key : str
        Which one, by its key.

    Raises
    ------
    UnknownNameError
        When there is none.
    """
    by_key = plan._by_key  # noqa: SLF001  (built once, with the plan)
    try:
        return by_key[key]
    except KeyError:
        raise UnknownNameError(say("step"), key, by_key) from None


@arguments(plan=instance_of(Plan), key=is_text)
def area_of(plan: Plan, key: str) -> Area:
    """Return the area of this key.

    Parameters
    ----------
    key : str
        Which one, by its key.

    Raises
    ------
    UnknownNameError
        When there is none.
    """
    for area in plan.areas:
        if area.key == key:
            return area
    raise UnknownNameError(say("area"), key, (area.key for area in plan.areas))


@arguments(plan=instance_of(Plan))
def needs(plan: Plan) -> tuple[Need, ...]:
    """Return the needs of all areas, in their order."""
    return tuple(need for area in plan.areas for need in area.growth)


@arguments(plan=instance_of(Plan))
def open_steps(plan: Plan) -> tuple[ActionStep, ...]:
    """Return the steps that are not done, dropped or replaced."""
    return tuple(step for step in plan.steps if not actions.state(step).is_end)
