"""What stands in for a part that cannot be read, while what goes together is checked.

A step of which one date is wrong is still a step with its key, to which links may lead.
So a table with faults is made without the parts that hold them, where that is possible;
the checks of what is around it run on that, and of what they refuse only that is told
which does not hang on the parts that are not there.
"""

from __future__ import annotations

from datetime import date
from enum import Enum
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Final, Literal, get_args, get_origin

from cqikit.core import Period, non_blank, unique
from cqikit.documents._faults import REFUSALS, Gathering
from cqikit.documents._shapes import Real, is_class, is_union, shape_of
from cqikit.errors import DuplicateError, FieldError, TransitionError, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cqikit.documents._shapes import Field, Shape
    from cqikit.errors import Problem

__all__ = ["checked", "name_twice"]

UNIQUE: Final = type(unique())
#: What happened to something: it refers to others, and nothing refers to it.
LOG: Final = "log"
#: Stands for a text that any text may be, and that no other part refers to.
TEXT: Final = "text"
#: Kinds without parts of their own, which nothing else refers to.
PLAIN: Final = (str, int, float, bool, date, Period, Real, type(None))
#: What is wrong whatever the parts say that could not be read.
CERTAIN: Final = frozenset({UnknownNameError.code, DuplicateError.code})


def checked(
    faults: Gathering,
    shape: Shape,
    read: Mapping[str, Any],
    lost: Mapping[str, Any],
) -> Any:
    """Return what stands in for a table with faults, None where nothing can.

    What its parts refuse of each other is kept in `faults`.

    Parameters
    ----------
    faults : Gathering
        What is wrong with its parts.
    shape : Shape
    read : mapping of str to value
        The parts that are right.
    lost : mapping of str to value
        What stands in for each of the others, None for nothing.
    """
    values, out = {**read, **lost}, set[str]()
    for field in shape.fields:
        if field.alias not in lost or lost[field.alias] is not None:
            continue
        made = _sample(field)
        if made is None and (field.is_required or not _may_lack(field)):
            return None
        values[field.alias] = made
        if made is None:
            del values[field.alias]
            out |= {field.alias} if field.kind is str else set()
    try:
        return _made(shape, values, out)
    except (*REFUSALS, AttributeError) as error:
        found = Gathering()
        found.keep("", error)
        told = set(map(_told, faults.problems))
        places = [it.where for it in faults.problems]
        for problem in found.problems:
            is_certain = not lost or _is_certain(problem, places)
            if is_certain and _told(problem) not in told:
                faults.add(problem)
        # What is around it needs no log.
        is_log = isinstance(error, TransitionError) and values.pop(LOG, None)
        return checked(faults, shape, values, {}) if is_log else None


def _made(shape: Shape, values: dict[str, Any], out: set[str]) -> Any:
    """Make a table, with words for a text that was left out and must be there."""
    try:
        return shape.cls(**values)
    except FieldError as error:
        if error.name not in out:
            raise
        return shape.cls(**values, **{error.name: TEXT})


def _told(problem: Problem) -> tuple[str, str]:
    """Return what tells a fault from others; two of a name are told of either place."""
    is_twice = problem.code == DuplicateError.code
    return "" if is_twice else problem.where, problem.message


def _sample(field: Field) -> Any:
    """Return what may stand in a required field: words for people, or a number."""
    check = field.attribute.validator
    is_free = non_blank in (check, *getattr(check, "_validators", ()))
    samples: dict[Any, Any] = {str: TEXT if is_free else None, int: 1, float: 1.0}
    return samples.get(field.kind) if field.is_required else None


def _may_lack(field: Field) -> bool:
    """Say whether a part can be left out, as nothing else refers to what is in it."""
    return field.alias == LOG or all(map(_is_plain, _kinds(field.kind)))


def _kinds(kind: Any) -> Iterator[Any]:
    """Yield the kinds that a value may be of, of a class those of its fields."""
    for member in get_args(kind) if is_union(kind) else (kind,):
        if is_class(member):
            for field in shape_of(member).fields:
                yield from (
                    get_args(field.kind) if is_union(field.kind) else (field.kind,)
                )
        else:
            yield member


def _is_plain(kind: Any) -> bool:
    is_choice = isinstance(kind, type) and issubclass(kind, Enum)
    return kind in PLAIN or is_choice or get_origin(kind) is Literal


def _is_certain(problem: Problem, places: list[str]) -> bool:
    """Say whether a fault of what goes together is one without the lost parts, too."""
    if problem.code == TransitionError.code:
        # What a condition asks for may be what could not be read.
        return not (problem.parts or {}).get("guards")
    member, bracket, _ = problem.where.partition("]")
    in_sound = bool(bracket) and not any(it.startswith(member) for it in places)
    return problem.code in CERTAIN or in_sound


def name_twice(faults: Gathering, name: str, raw: Any, field: Field) -> None:
    """Tell which of several have one key, although some of them cannot be read."""
    checks = getattr(field.attribute.validator, "_validators", ())
    members = raw if isinstance(raw, list) else ()
    keyed = [member for member in members if isinstance(member, dict)]
    for check in checks:
        by = check.by if isinstance(check, UNIQUE) else ""
        keys = [member[by] for member in keyed if isinstance(member.get(by), str)]
        named = [SimpleNamespace(**{by: key}) for key in keys]
        if named:
            faults.run(name, name, check, None, field.attribute, named)
