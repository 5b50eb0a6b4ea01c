"""From plain trees (tables, lists, text, numbers) to values of attrs classes.

Every hook is strict: nothing is coerced, and every fault of a table or list is
gathered before any is raised. A converter has no memory of what it has read.
"""

from __future__ import annotations

import math
import re
from datetime import date, datetime
from enum import Enum
from functools import partial
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias, get_args, get_origin

from cqikit.core import Period, did_you_mean, parse_period, say
from cqikit.documents._days import day_fix
from cqikit.documents._faults import (
    EXTRA_FIELD,
    MISSING,
    Gathering,
    check_text,
    place,
    refuse,
    with_fix,
)
from cqikit.documents._lines import lines_for
from cqikit.documents._quick import (
    UNSURE,
    Hook,
    quick_class,
    quick_kept,
    quick_list,
    quick_simple,
    quick_table,
    quick_union,
)
from cqikit.documents._shapes import (
    Field,
    Shape,
    is_class,
    is_list,
    is_pairs,
    is_table,
    is_union,
    listed,
    of_pairs,
    shape_of,
    wanted,
)
from cqikit.documents._stand_ins import checked, name_twice
from cqikit.documents._unions import structure_union
from cqikit.errors import FieldError, shown, suggest

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from cattrs import Converter

__all__ = ["add_structure_hooks"]

Tags: TypeAlias = "Mapping[Any, str]"

#: What is said where a value is no table and must be one, alone or among others.
TABLE: Final = "a table"
#: What lists are made as they are annotated; others are tuples.
MADE: Final = (list, frozenset)
DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def add_structure_hooks(converter: Converter, tags: Tags) -> None:
    """Teach `converter` to read every kind of field that documents have."""
    simple = Hook(_simple, partial(quick_simple, _simple))
    for kind in (str, int, float, bool, Enum):
        converter.register_structure_hook(kind, simple)

    def on(suits: Callable[[Any], bool], hook: Callable[[Any, Any], Any]) -> None:
        converter.register_structure_hook_func(suits, hook)

    on(lambda kind: kind is Any or kind is object, _anything)
    days, periods = quick_kept(_day, date), quick_kept(_period, Period)
    on(lambda kind: kind is date, Hook(_day, lambda _: days))
    on(lambda kind: kind is Period, Hook(_period, lambda _: periods))
    on(lambda kind: get_origin(kind) is Literal, _literal)
    of_lists = partial(_list, converter, tags)
    on(is_list, Hook(of_lists, partial(quick_list, converter)))
    on(is_table, Hook(partial(_table, converter), partial(quick_table, converter)))
    of_unions = partial(structure_union, converter, tags)
    on(is_union, Hook(of_unions, partial(quick_union, converter, tags)))
    converter.register_structure_hook_factory(
        is_class,
        lambda kind: _class_hook(converter, shape_of(kind), tags),
    )


#: Numbers in words; the place of each is its value.
NUMBERS: Final = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
    *("ten", "eleven", "twelve"),
)


def _simple(raw: Any, kind: Any) -> Any:
    if issubclass(kind, Enum):
        return _member(raw, kind)
    # A bool is an int to Python, and to nobody else.
    right = type(raw) is kind or (kind is float and type(raw) is int)
    if not right:
        raise refuse(
            say("must be {wanted}", wanted=wanted(kind)), raw, _about_number(raw, kind)
        )
    if kind is float:
        _check_finite(raw)
    if isinstance(raw, str):
        check_text(raw)
    return raw


def _about_number(raw: Any, kind: Any) -> str:
    if kind in (int, float) and isinstance(raw, str):
        if raw.strip().casefold() in NUMBERS:
            return f"write {NUMBERS.index(raw.strip().casefold())}"
        return "write it without quotes" if _reads_as_number(raw) else ""
    if kind is int and isinstance(raw, float) and raw.is_integer():
        return f"write {raw:.0f}" if abs(raw) < 2**53 else ""
    return ""


def _reads_as_number(text: str) -> bool:
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False


def _check_finite(raw: float) -> None:
    try:
        finite = math.isfinite(raw)
    except OverflowError:
        finite = False
    if not finite:
        raise refuse(say("must be a finite number"), raw)


def _member(raw: Any, kind: type[Enum]) -> Enum:
    # What the converter of a field made of a bare text, such as mon-fri.
    if isinstance(raw, kind):
        return raw
    for member in kind:
        if type(raw) is type(member.value) and raw == member.value:
            return member
    names = [str(member.value) for member in kind]
    fix = did_you_mean(raw, names) if isinstance(raw, str) else ""
    raise refuse(say("must be one of {names}", names=tuple(names)), raw, fix)


def _literal(raw: Any, kind: Any) -> Any:
    allowed = get_args(kind)
    for value in allowed:
        if type(raw) is type(value) and raw == value:
            return value
    raise refuse(say("must be one of {map}", map=tuple(map(str, allowed))), raw)


def _anything(raw: Any, _: Any) -> Any:
    if isinstance(raw, float):
        _check_finite(raw)
    return raw


def _day(raw: Any, _: Any) -> date:
    if isinstance(raw, date) and not isinstance(raw, datetime):
        return raw
    if not isinstance(raw, str) or not DAY.fullmatch(raw):
        fix = day_fix(raw if isinstance(raw, str) else "")
        raise refuse(say("must be a day (YYYY-MM-DD)"), raw, fix)
    try:
        return date.fromisoformat(raw)
    except ValueError:
        raise refuse(say("must be a day of the calendar"), raw) from None


def _period(raw: Any, kind: Any) -> Period:
    if isinstance(raw, datetime | bool) or not isinstance(raw, str | int | date):
        raise refuse(say("must be {wanted}", wanted=wanted(kind)), raw)
    try:
        return parse_period(raw)
    except FieldError as error:
        raise refuse(error.must, raw) from None


def _list(converter: Converter, tags: Tags, raw: Any, kind: Any) -> Any:
    if not isinstance(raw, list | tuple):
        fix = say("put it in [ ]") if isinstance(raw, str | int | float) else ""
        if isinstance(raw, dict):
            fix = say("put it in [ ], or its name in [[ ]] above it")
        raise refuse(say("must be a list"), raw, fix)
    origin, inner = get_origin(kind) or kind, get_args(kind)
    kinds = _kinds_of_members(origin, inner, raw)
    faults, is_lost = Gathering(), False
    read = []
    for number, (value, of) in enumerate(zip(raw, kinds, strict=True)):
        if faults.is_full:
            is_lost = True
            break
        before = len(faults.problems)
        read.append(faults.run(f"[{number}]", "", converter.structure, value, of))
        is_lost |= before < len(faults.problems) and read[-1] is None
        _show_line(faults, before, f"[{number}]", (of, value), tags)
    made: Any = None if is_lost else (origin if origin in MADE else tuple)(read)
    faults.raise_if_any(made)
    return made


def _kinds_of_members(origin: Any, inner: tuple[Any, ...], raw: Any) -> list[Any]:
    fixed = origin is tuple and inner and inner[-1] is not Ellipsis
    if not fixed:
        return [inner[0] if inner else Any] * len(raw)
    if len(raw) != len(inner):
        raise refuse(say("must be a list of {inner}", inner=len(inner)), raw)
    return list(inner)


def _table(converter: Converter, raw: Any, kind: Any) -> dict[Any, Any]:
    of_key, of_value = get_args(kind) or (Any, Any)
    if is_pairs(kind):
        return dict(converter.structure(raw, listed(of_pairs(kind))))
    if not isinstance(raw, dict):
        raise refuse(say("must be a table"), raw)
    faults = Gathering()
    read = {}
    for key, value in raw.items():
        if faults.is_full:
            break
        at = place(key)
        known = faults.run(at, "", converter.structure, key, of_key)
        read[known] = faults.run(at, "", converter.structure, value, of_value)
    faults.raise_if_any()
    return read


def _show_line(
    faults: Gathering, before: int, name: str, field: tuple[Any, Any], tags: Tags
) -> None:
    """Say which line to write, where a table belongs and something else stands."""
    kind, raw = field
    for at, problem in enumerate(faults.problems[before:], start=before):
        if problem.where == name and TABLE in problem.message and not problem.fix:
            called = "" if name.startswith("[") else name
            line = lines_for(called, kind, raw, tags)
            if called and _is_listed(raw):
                line = f"write it once, with one bracket: [... {called}]"
            faults.problems[at] = with_fix(problem, line)


def _is_listed(raw: Any) -> bool:
    """Say whether tables stand where one belongs, as under ``[[cycles.plan]]``."""
    return isinstance(raw, list) and bool(raw) and isinstance(raw[0], dict)


def _class_hook(converter: Converter, shape: Shape, tags: Tags) -> Hook:
    quick = quick_class(converter, shape)
    careful = _careful(converter, shape, tags)

    def hook(raw: Any, kind: Any) -> Any:
        try:
            return quick(raw)
        except UNSURE:
            return careful(raw, kind)

    return Hook(hook, lambda _: quick)


def _careful(
    converter: Converter, shape: Shape, tags: Tags
) -> Callable[[Any, Any], Any]:
    """Return the reader of a class that gathers all faults of a table."""

    def careful(raw: Any, _: Any) -> Any:
        if not isinstance(raw, dict):
            raise refuse(say("must be a table"), raw)
        faults = Gathering()
        read: dict[str, Any] = {}
        lost: dict[str, Any] = {}
        known: set[str] = set()
        for field in shape.fields:
            name, value = field.name_in(raw), None
            before = len(faults.problems)
            if name in raw:
                known.add(name)
                value = _value(faults, converter, field, (name, raw[name]), tags)
            elif field.is_required:
                form = name if name == "key" else ""
                faults.add(MISSING.problem(name, form=form))
            else:
                continue
            into = lost if len(faults.problems) > before else read
            into[field.alias] = value
        meant = _name_extra(faults, shape, raw, known) if len(known) < len(raw) else {}
        for key, field in meant.items():
            # A slip in a name hides no other fault; a wrong guess of it is none.
            guess = Gathering()
            lost.pop(field.alias, None)
            value = guess.run("", "", _field, converter, raw[key], field)
            into = lost if guess.problems else read
            into[field.alias] = value
        built = None
        if _is_known(raw, known | meant.keys()):
            # Each field by itself is told; whether they go together, the class knows.
            built = checked(faults, shape, read, lost)
        faults.raise_if_any(built)
        return built

    return careful


def _value(
    faults: Gathering,
    converter: Converter,
    field: Field,
    named: tuple[str, Any],
    tags: Tags,
) -> Any:
    """Return what a field holds, or what stands in for it once its fault is kept."""
    name, raw = named
    before = len(faults.problems)
    value = faults.run(name, name, _field, converter, raw, field)
    _show_line(faults, before, name, (field.kind, raw), tags)
    if len(faults.problems) > before:
        name_twice(faults, name, raw, field)
        return value
    faults.run(name, name, field.check, value)
    return value if len(faults.problems) == before else None


def _is_known(raw: dict[str, Any], known: set[str]) -> bool:
    """Say whether no list or table stands under a name that there is not."""
    left = [value for key, value in raw.items() if key not in known]
    return not any(isinstance(value, list | dict) for value in left)


def _field(converter: Converter, raw: Any, field: Field) -> Any:
    made = field.from_bare(raw)
    if is_class(type(made)):
        return made
    return converter.structure(raw if made is None else made, field.kind)


def _name_extra(
    faults: Gathering, shape: Shape, raw: dict[Any, Any], known: set[str]
) -> dict[str, Field]:
    """Tell of names that there are not, and return which fields they may mean."""
    free = [name for name in shape.names if name not in raw]
    fields = {field.alias: field for field in shape.fields}
    meant: dict[str, Field] = {}
    for key in raw:
        if faults.is_full:
            break
        if key not in known:
            alike = suggest(key, free)
            if alike and fields[alike] not in meant.values():
                meant[key] = fields[alike]
            faults.add(
                EXTRA_FIELD.problem(
                    form="alike" if alike else "",
                    name=shown(key),
                    known=shape.names,
                    alike=alike,
                )
            )
    return meant
