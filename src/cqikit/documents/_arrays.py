"""What only results hold: arrays, kinds of chart, rules, and numbers that are unknown.

An array is a list (of lists), NaN is null. A kind of chart and a rule are functions:
they stand by their name in a catalog, and a rule with its parameters.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache, reduce
from operator import or_
from typing import TYPE_CHECKING, Any, Final, get_args

from attrs import evolve, field, frozen

from cqikit import spc
from cqikit.core import Cadence, Catalog, Period, Timeline, parse_period, say, sealed
from cqikit.documents._faults import refuse
from cqikit.documents._shapes import (
    Real,
    is_array,
    is_calendar,
    is_columns,
    is_kind,
    is_ndarray,
    is_rules,
    listed,
)
from cqikit.documents._tags import TAGGED
from cqikit.errors import FieldError, FieldTypeError, UnknownNameError
from cqikit.measures import Observation, columns_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from cattrs import Converter
    from numpy.typing import NDArray

__all__ = [
    "Bounded",
    "Calendar",
    "add_result_hooks",
    "every_rule",
    "number_out",
]

#: What the members of an array may be, by the letter of its type.
MEMBERS: Final[dict[str, tuple[tuple[type, ...], str]]] = {
    "f": ((float, int, type(None)), "numbers, or null where one is unknown"),
    "i": ((int,), "whole numbers"),
    "b": ((bool,), "true or false"),
    "U": ((str,), "texts"),
}


@cache
def every_kind() -> dict[str, spc.ChartKind]:
    """Return kinds of chart by name; those of a tool with its name before: qcc/i."""
    shelves = {
        "": spc.CHARTS,
        "nhsr/": spc.NHSR_CHARTS,
        "powerbi/": spc.POWERBI_CHARTS,
        "qcc/": spc.QCC_CHARTS,
        "qicharts2/": spc.QICHARTS2_CHARTS,
    }
    return {
        f"{shelf}{kind.name}": kind
        for shelf, kinds in shelves.items()
        for kind in kinds
    }


@cache
def every_rule() -> tuple[type, ...]:
    """Return the classes of rules that documents know."""
    return tuple(getattr(spc, name) for name in TAGGED["spc"])


@frozen
class Bounded:
    """A kind of chart by its name, with other bounds: those of its measure."""

    name: str
    floor: float | None = None
    ceiling: float | None = None


@frozen(kw_only=True)
class Calendar:
    """The periods of a chart or series, in words that `parse_period` reads.

    Parameters
    ----------
    cadence : Cadence, optional
        Which periods exist; None where rows are events.
    periods : tuple of str
    places : tuple of int
        Which of the periods each row is of; by default one row a period.
    why, said : str
        As a `Timeline` has them.
    named : mapping of str to int
        Days by which rows were named, and the place of the period each stands for.
    """

    cadence: Cadence | None = None
    periods: tuple[str, ...]
    places: tuple[int, ...] | None = None
    why: str = ""
    said: str = ""
    named: Mapping[Period, int] = field(factory=dict)

    @classmethod
    def of(cls, timeline: Timeline) -> Calendar:
        """Return a timeline as documents write it."""
        places = timeline.places.tolist()
        return cls(
            cadence=timeline.cadence,
            periods=tuple(map(str, timeline.periods)),
            places=None if places == list(range(len(timeline))) else tuple(places),
            why=timeline.why,
            said=timeline.said,
            named=timeline.named,
        )

    @property
    def timeline(self) -> Timeline:
        """Return the timeline that this was written from."""
        import numpy as np  # noqa: PLC0415  (few documents have arrays)

        read = parse_period if self.cadence is None else self.cadence.read
        periods = tuple(map(read, self.periods))
        every = range(len(periods)) if self.places is None else self.places
        return Timeline(
            cadence=self.cadence,
            indexes=np.array([period.index for period in periods], dtype=np.intp),
            places=np.array(every, dtype=np.intp),
            why=self.why,
            said=self.said,
            named=self.named,
            rows=periods if self.cadence is None else (),
        )


def _with_own(
    own: dict[str, spc.ChartKind], rules: tuple[type, ...]
) -> Callable[[], tuple[dict[str, spc.ChartKind], tuple[type, ...], Any]]:
    """Return what gives all kinds, rules and the union of these, once one is met."""

    @cache
    def every() -> tuple[dict[str, spc.ChartKind], tuple[type, ...], Any]:
        known = (*every_rule(), *rules)
        return every_kind() | own, known, reduce(or_, known)

    return every


def add_result_hooks(
    converter: Converter, kinds: Iterable[spc.ChartKind], rules: tuple[type, ...]
) -> None:
    """Teach `converter` to read and to write what only results hold."""
    every = _with_own(own_kinds(kinds), rules)
    seen = listed(Observation)

    def on(
        suits: Callable[[Any], bool],
        read: Callable[[Any], Any],
        write: Callable[[Any], Any],
    ) -> None:
        converter.register_structure_hook_func(suits, lambda raw, _: read(raw))
        converter.register_unstructure_hook_func(suits, write)

    converter.register_structure_hook_func(is_array, _array_in)
    converter.register_unstructure_hook_func(is_array, _array_out)
    converter.register_unstructure_hook_func(is_ndarray, _array_out)
    on(
        is_kind,
        lambda raw: _kind_in(converter, raw, every()[0]),
        lambda kind: _kind_out(converter, kind, every()[0]),
    )
    on(
        is_rules,
        lambda raw: _rules_in(converter, raw, every()[2]),
        lambda catalog: [
            _rule_out(converter, value, *every()[1:]) for value in catalog
        ],
    )
    on(
        is_columns,
        lambda raw: columns_of(converter.structure(raw, seen)),
        lambda columns: converter.unstructure(columns.observations(), seen),
    )
    on(
        is_calendar,
        lambda raw: converter.structure(raw, Calendar).timeline,
        lambda timeline: converter.unstructure(Calendar.of(timeline)),
    )
    on(lambda kind: kind is Real, lambda raw: _number_in(converter, raw), number_out)


def number_out(value: float) -> Any:
    """Return a number as JSON may have it: null where it is NaN."""
    return None if math.isnan(value) else value


def _number_in(converter: Converter, raw: Any) -> float:
    if raw is None:
        return math.nan
    # Of what is computed with: 4 is 4.0, which JavaScript writes without its point.
    return float(converter.structure(raw, float))


def _array_out(array: NDArray[Any]) -> Any:
    import numpy as np  # noqa: PLC0415  (as above)

    if array.dtype.kind != "f" or not np.isnan(array).any():
        return array.tolist()
    members = array.astype(object)
    members[np.isnan(array)] = None
    return members.tolist()


def _array_in(raw: Any, kind: Any) -> Any:
    import numpy as np  # noqa: PLC0415  (as above)

    dtype = np.dtype(get_args(get_args(kind)[1])[0])
    allowed, words = MEMBERS[dtype.kind]
    for member in _leaves(raw):
        if type(member) not in allowed:
            raise refuse(say("must be lists of {words}", words=words), member)
    try:
        return sealed(np.array(raw, dtype=dtype))
    except (ValueError, OverflowError):
        raise refuse(say("must be lists of one length each"), raw) from None


def _leaves(raw: Any) -> Iterator[Any]:
    if isinstance(raw, list | tuple):
        for member in raw:
            yield from _leaves(member)
    else:
        yield raw


def _kind_in(
    converter: Converter, raw: Any, kinds: dict[str, spc.ChartKind]
) -> spc.ChartKind:
    bounded = (
        Bounded(raw) if isinstance(raw, str) else converter.structure(raw, Bounded)
    )
    if bounded.name not in kinds:
        raise UnknownNameError(say("chart kind"), bounded.name, kinds)
    known = kinds[bounded.name]
    if isinstance(raw, str):
        return known
    return evolve(known, floor=bounded.floor, ceiling=bounded.ceiling)


def _kind_out(
    converter: Converter, kind: spc.ChartKind, kinds: dict[str, spc.ChartKind]
) -> Any:
    for name, known in kinds.items():
        if name.rpartition("/")[2] != kind.name:
            continue
        if known == kind:
            return name
        if evolve(known, floor=kind.floor, ceiling=kind.ceiling) == kind:
            return converter.unstructure(Bounded(name, kind.floor, kind.ceiling))
    must = say("must be a kind of chart that documents know by name")
    give = say("give it to documents.make_converter(kinds=...)")
    fix = (
        say("{renamed}, and {give}", renamed=renamed(kind), give=give)
        if kind.name in kinds
        else give
    )
    raise FieldError("", must, kind.name, fix)


def own_kinds(kinds: Iterable[spc.ChartKind]) -> dict[str, spc.ChartKind]:
    """Return kinds of one's own by name, and refuse one that has another's name."""
    own: dict[str, spc.ChartKind] = {}
    for number, kind in enumerate(kinds):
        if kind in every_kind().values():
            continue
        if (every_kind() | own).get(kind.name, kind) != kind:
            must = say("must have a name that no other kind of chart has")
            raise FieldError(f"kinds[{number}]", must, kind.name, renamed(kind))
        own[kind.name] = kind
    return own


def renamed(kind: spc.ChartKind) -> str:
    """Return what gives a kind of chart a name of its own."""
    return say(
        'name it otherwise: attrs.evolve(kind, name="my-{name}")', name=kind.name
    )


def _rules_in(converter: Converter, raw: Any, rule: Any) -> Catalog[Any]:
    # Those of many monitors are read once, and stand in each of them.
    if isinstance(raw, Catalog):
        return raw
    return Catalog(converter.structure(raw, listed(rule)), kind=say("rule"))


def _rule_out(
    converter: Converter, rule: Any, rules: tuple[type, ...], every: Any
) -> Any:
    if type(rule) not in rules:
        raise FieldTypeError(
            "",
            say("must be rules that documents know"),
            rule,
            say("give its class to documents.make_converter(rules=...)"),
        )
    return converter.unstructure(rule, unstructure_as=every)
