"""What a revision can do to the steps of a plan; none of it loses a step."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from attrs import evolve, field, frozen

from cqikit import actions
from cqikit.actions import (
    ActionStep,
    Drop,
    Move,
    Own,
    Replace,
    deadline,
    is_outside,
    owner,
)
from cqikit.core import (
    TupleOf,
    as_texts,
    each,
    instance_of,
    is_key,
    is_text,
    non_blank,
    non_empty,
    say,
    unique,
)
from cqikit.errors import DuplicateError, FieldError, UnknownNameError
from cqikit.plans._order import CONCERNS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

__all__ = ["Add", "Change", "DropStep", "Merge", "Redefine", "Split", "changed"]


@frozen(kw_only=True)
class Add:
    """A new step.

    Parameters
    ----------
    step : ActionStep
        The step.
    """

    step: ActionStep = field(validator=instance_of(ActionStep))


@frozen(kw_only=True)
class Redefine:
    """A step said anew, under its own key; its log goes on.

    Parameters
    ----------
    step : ActionStep
        The step as it is now, under the same key.
    why : str
        Why; not told unless said.
    """

    step: ActionStep = field(validator=instance_of(ActionStep))
    why: str = field(default="", validator=is_text)


@frozen(kw_only=True)
class Split:
    """Smaller steps take the place of one.

    Parameters
    ----------
    step : str
        The step, by its key.
    into : tuple of ActionStep
        The steps that take its place.
    why : str
        Why; not told unless said.
    """

    step: str = field(validator=is_key)
    into: tuple[ActionStep, ...] = field(
        converter=TupleOf[ActionStep],
        validator=[each(instance_of(ActionStep)), non_empty, unique()],
    )
    why: str = field(default="", validator=is_text)


@frozen(kw_only=True)
class Merge:
    """One step takes the place of several.

    Parameters
    ----------
    steps : tuple of str
        The steps, by key.
    into : ActionStep
        The step that takes their place.
    why : str
        Why; not told unless said.
    """

    steps: tuple[str, ...] = field(
        converter=as_texts, validator=[each(is_key), non_empty, unique("")]
    )
    into: ActionStep = field(validator=instance_of(ActionStep))
    why: str = field(default="", validator=is_text)


@frozen(kw_only=True)
class DropStep:
    """A step is dropped, and why.

    Parameters
    ----------
    step : str
        The step, by its key.
    why : str
        Why it is dropped.
    """

    step: str = field(validator=is_key)
    why: str = field(validator=non_blank)


Change: TypeAlias = Add | Redefine | Split | Merge | DropStep


def changed(
    steps: dict[str, ActionStep], change: Change, on: date
) -> tuple[dict[str, ActionStep], str]:
    """Return the steps after one change, and the change in a sentence."""
    match change:
        case Add(step=step):
            return _added(steps, [step]), say(
                "new step {step!r}: {what}", step=step.key, what=step.what
            )
        case Redefine(step=step, why=why):
            old = _open(steps, step.key)
            now = _said_anew(old, step, on, why or "redefined at a review")
            said = say("{step!r} is redefined", step=step.key)
            return steps | {step.key: now}, _because(said, why)
        case Split(step=key, into=into, why=why):
            old = _open(steps, key)
            parts = [_heir(action_step, [old]) for action_step in into]
            by = tuple(part.key for part in parts)
            gone = steps | {key: actions.advance(old, Replace(on=on, by=by, why=why))}
            said = say("{step!r} is split into {parts!r}", step=key, parts=by)
            return _added(gone, parts), _because(said, why)
        case Merge(steps=keys, into=into, why=why):
            olds = [_open(steps, key) for key in keys]
            event = Replace(on=on, by=(into.key,), why=why)
            gone = steps | {
                action_step.key: actions.advance(action_step, event)
                for action_step in olds
            }
            said = say(
                "{steps!r} are merged into {into!r}", steps=tuple(keys), into=into.key
            )
            return _added(gone, [_heir(into, olds)]), _because(said, why)
        case _:
            old = _open(steps, change.step)
            now = actions.advance(old, Drop(on=on, why=change.why))
            said = say("{step!r} is dropped", step=change.step)
            return steps | {change.step: now}, _because(said, change.why)


def _because(said: str, why: str) -> str:
    return say("{change}: {why}", change=said, why=why) if why.strip() else said


def _added(
    steps: dict[str, ActionStep], new: Iterable[ActionStep]
) -> dict[str, ActionStep]:
    steps = dict(steps)
    for step in new:
        if step.key in steps:
            raise DuplicateError(
                say("steps"), step.key, say("Redefine changes the one there")
            )
        steps[step.key] = step
    return steps


def _open(steps: dict[str, ActionStep], key: str) -> ActionStep:
    if key not in steps:
        raise UnknownNameError(say("step"), key, steps)
    step = steps[key]
    if actions.state(step).is_end:
        raise FieldError(
            "step",
            say("must not be over"),
            say("{key}: {state}", key=key, state=actions.state(step).words),
            say("record a Reopen first, or add a new step"),
        )
    return step


def _said_anew(old: ActionStep, new: ActionStep, on: date, why: str) -> ActionStep:
    """Return `new` with the log of `old`, which must not speak over it."""
    now = evolve(new, log=old.log)
    taken = (owner(now), is_outside(now)) != (new.who.strip(), new.outside)
    if new.who.strip() and taken:
        now = actions.advance(now, Own(on=on, who=new.who, outside=new.outside))
    if new.when is not None and deadline(now) != new.when:
        now = actions.advance(now, Move(on=on, when=new.when, why=why))
    return now


def _heir(new: ActionStep, olds: Iterable[ActionStep]) -> ActionStep:
    """Return `new` with what it must not lose of the steps it takes over."""
    olds = tuple(olds)
    gone = {old.key for old in olds}
    after = [key for old in olds for key in old.after if key not in gone]
    answers = new.answers or tuple(key for old in olds for key in old.answers)
    areas = {old.area for old in olds}
    parents = {old.parent for old in olds}
    mine = new.parent is None and len(parents) == 1
    concerns = [new.concern, *(old.concern for old in olds)]
    concern = min(concerns, key=CONCERNS.__getitem__)
    return evolve(
        new,
        after=tuple(dict.fromkeys([*new.after, *after])),
        answers=tuple(dict.fromkeys(answers)),
        area=new.area or (areas.pop() if len(areas) == 1 else ""),
        parent=parents.pop() if mine else new.parent,
        concern=concern,
    )
