"""JSON Schemas of documents, made from the classes that read them.

A schema says what can be said of one field at a time: editors complete and
check with it while people write. What fields say about each other, only
reading tells.
"""

from __future__ import annotations

import inspect
import re
from datetime import date
from enum import Enum
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any, Final, Literal, get_args, get_origin

import attrs

from cqikit import core, spc
from cqikit.core import Period, arguments
from cqikit.documents._arrays import Bounded, Calendar, every_rule
from cqikit.documents._faults import REFUSALS
from cqikit.documents._monitors import Watched, is_monitors
from cqikit.documents._parts import part_schema
from cqikit.documents._results import TYPES, type_for
from cqikit.documents._shapes import (
    FORMER,
    Field,
    Real,
    is_array,
    is_calendar,
    is_class,
    is_columns,
    is_kind,
    is_list,
    is_pairs,
    is_part,
    is_rules,
    is_table,
    is_union,
    listed,
    of_pairs,
    shape_of,
    tag_of,
)
from cqikit.documents._tags import TAGS
from cqikit.documents._unions import NOTHING, tag_key
from cqikit.measures import Observation

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cqikit.core import Catalog
    from cqikit.documents._types import DocumentType

__all__ = ["schema"]

Schema = dict[str, Any]

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
MONTH: Final = r"[0-9]{4}-[0-9]{2}"
PERIOD: Final = (
    r"^\s*([0-9]{4}(-([0-9]{2}(-[0-9]{2})?|Q[1-4]|H[12]|W[0-9]{2}))?"
    rf"|{MONTH}/{MONTH}|{MONTH}-[0-9]{{2}}/{MONTH}-[0-9]{{2}}|#[1-9][0-9]{{0,6}})\s*$"
)
SIMPLE: Final[dict[Any, Schema]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    Real: {"type": ["number", "null"]},
    NOTHING: {"type": "null"},
    date: {
        "type": "string",
        "format": "date",
        "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
    },
    Period: {
        "anyOf": [
            {"type": "string", "pattern": PERIOD},
            {"type": "integer", "minimum": 1000, "maximum": 9999},
        ]
    },
}
#: What stands in lists that are arrays, by the letter of its type.
ARRAYS: Final = {
    "f": ["number", "null"],
    "i": ["integer"],
    "b": ["boolean"],
    "U": ["string"],
}
#: The section of a docstring that explains the fields, up to its first blank line.
PARAMETERS: Final = re.compile(r"Parameters\n-+\n(.*?)(?:\n\s*\n|\Z)", re.DOTALL)
#: Checks of texts and lists, and what a schema says instead.
SAID: Final[tuple[tuple[Any, Schema], ...]] = (
    (core.non_blank, {"pattern": r"\S"}),
    (core.is_key, {"pattern": "^[A-Za-z0-9_./-]{1,200}$"}),
    (core.non_empty, {"minItems": 1}),
)
#: Bare values that the converter of a field may take for something else.
BARE: Final[tuple[tuple[Any, Schema], ...]] = (
    ("text", {"type": "string"}),
    (1.0, {"type": "number"}),
    (
        ["2026-01", "2026-02"],
        {"type": "array", "items": {"type": ["string", "number"]}},
    ),
)
#: Checks with parts of their own, known by what makes them.
BOUNDED: Final = type(core.at_least(0))
EACH: Final = type(core.each(core.non_blank))
OPTIONAL: Final = type(core.optional(core.non_blank))
TOGETHER: Final[Any] = type(attrs.validators.and_())
LARGEST: Final = core.finite.most


@arguments()
def schema(
    name: str | type,
    *,
    types: Catalog[DocumentType] = TYPES,
    tags: Mapping[Any, str] | None = None,
) -> Schema:
    """Return the JSON Schema (draft 2020-12) of one type of document.

    Every document that can be read is valid by it. The reverse holds as far
    as a schema can say: it does not know which keys must differ, or which
    steps of a cycle are possible.

    Parameters
    ----------
    name : str or type
        Name of a type, such as ``measures``, or its class, such as ``plans.Plan``.
    types : Catalog of DocumentType
        The types of document that are known; all unless said.
    tags : mapping of union type to str
        As in `make_converter`.

    Examples
    --------
    >>> made = schema("measures")
    >>> made["required"]
    ['type', 'version', 'measures']
    >>> made["$defs"]["measures.Measure"]["properties"]["direction"]["enum"]
    ['higher', 'lower', 'neither']
    """
    kind = type_for(name, types) if isinstance(name, type) else types[name]
    writing = _Writing(TAGS if tags is None else tags)
    table = writing.of_class(kind.cls)
    if kind.under:
        inside = {kind.under: writing.of_kind(kind.cls)}
        table |= {"properties": inside, "required": [kind.under]}
    head = {"type": {"const": kind.name}, "version": {"const": kind.version}}
    return {
        "$schema": DIALECT,
        "$id": f"urn:cqikit:document:{kind.name}:{kind.version}",
        "title": kind.name,
        **table,
        "properties": {"$schema": SIMPLE[str], **head, **table["properties"]},
        "required": [*head, *table["required"]],
        "$defs": dict(sorted(writing.definitions.items())),
    }


class _Writing:
    """The definitions that one schema needs, each written once."""

    def __init__(self, tags: Mapping[Any, str]) -> None:
        self.tags = tags
        self.definitions: dict[str, Schema] = {}

    def of_kind(self, kind: Any) -> Schema:
        """Return the schema of a value of `kind`."""
        if kind in SIMPLE:
            return dict(SIMPLE[kind])
        for suits, write in (
            (is_array, _of_array),
            (is_kind, self._chart_kind),
            (is_calendar, self._calendar),
            (is_rules, self._rules),
            (is_columns, self._columns),
            (is_pairs, self._pairs),
            (is_part, self._part),
            (is_class, self._reference),
            (is_union, self._union),
            (is_list, self._list),
            (is_table, self._table),
        ):
            if suits(kind):
                return write(kind)
        return _of_names(kind)

    def of_class(self, cls: type, tag: str = "") -> Schema:
        """Return the schema of a table with the fields of `cls`."""
        if is_monitors(cls):
            return self._monitors()
        shape = shape_of(cls)
        said = {tag: _of_tag(cls)} if tag else {}
        explained = _explained(cls)
        for field in shape.fields:
            said[field.alias] = self._field(field)
            words = explained.get(field.attribute.name)
            if words:
                said[field.alias]["description"] = words
            if field.former:
                said[field.former] = said[field.alias] | {"deprecated": True}
        return {
            "type": "object",
            **_first_line(cls),
            "properties": said,
            "required": [tag] * bool(tag)
            + [name for name in shape.names if name in shape.required],
            "additionalProperties": False,
        }

    def _reference(self, cls: type, tag: str = "") -> Schema:
        name = _name_of(cls) + (f".{tag}" if tag else "")
        if name not in self.definitions:
            self.definitions[name] = {}  # a class may hold its own kind
            self.definitions[name] = self.of_class(cls, tag)
        return {"$ref": f"#/$defs/{name}"}

    def _union(self, kind: Any) -> Schema:
        tag = tag_key(kind, self.tags)
        return {
            "anyOf": [
                self._reference(inner, tag) if is_class(inner) else self.of_kind(inner)
                for inner in get_args(kind)
            ]
        }

    def _list(self, kind: Any) -> Schema:
        inner = get_args(kind)
        if get_origin(kind) is tuple and inner[-1] is not Ellipsis:
            return {
                "type": "array",
                "prefixItems": [self.of_kind(value) for value in inner],
                "items": False,
                "minItems": len(inner),
            }
        items = self.of_kind(inner[0]) if inner else {}
        return {"type": "array", "items": items} if items else {"type": "array"}

    def _chart_kind(self, _: Any) -> Schema:
        return {"anyOf": [dict(SIMPLE[str]), self._reference(Bounded)]}

    def _calendar(self, _: Any) -> Schema:
        return self._reference(Calendar)

    def _rules(self, _: Any) -> Schema:
        return self._list(listed(reduce(or_, every_rule())))

    def _monitors(self) -> Schema:
        made = self.of_class(Watched)
        # Where the rules of all stand beside them, a monitor has none of its own.
        self.definitions[_name_of(spc.Monitor)]["required"].remove("rules")
        return made

    def _columns(self, _: Any) -> Schema:
        return self._list(listed(Observation))

    def _part(self, _: Any) -> Schema:
        self.definitions["core.Part"] = part_schema(self.of_kind)
        return {"$ref": "#/$defs/core.Part"}

    def _pairs(self, kind: Any) -> Schema:
        return self._list(listed(of_pairs(kind)))

    def _table(self, kind: Any) -> Schema:
        *_, of_value = get_args(kind) or (Any,)
        return {"type": "object", "additionalProperties": self.of_kind(of_value)}

    def _field(self, field: Field) -> Schema:
        made = self.of_kind(field.kind)
        for check in _checks(field.attribute.validator):
            _narrow(made, check)
        bare = [says for example, says in BARE if _takes(field, example)]
        if bare:
            made = {"anyOf": [*made.pop("anyOf", [made]), *bare]}
        if not field.is_required:
            default = field.attribute.default
            default = default.value if isinstance(default, Enum) else default
            if isinstance(default, str | int | float) and default != "":
                made |= {"default": default}
        return made


def _of_tag(cls: type) -> Schema:
    """Return the schema of what says which class a table is, also in old documents."""
    tag = tag_of(cls)
    former = [old for old, new in FORMER.items() if new == tag]
    return {"enum": [tag, *former]} if former else {"const": tag}


def _of_array(kind: Any) -> Schema:
    """Return the schema of an array of any shape, of one number or text too."""
    import numpy as np  # noqa: PLC0415  (few documents have arrays)

    letter = np.dtype(get_args(get_args(kind)[1])[0]).kind
    return {"type": ["array", *ARRAYS[letter]]}


def _of_names(kind: Any) -> Schema:
    if get_origin(kind) is Literal:
        return {"enum": list(get_args(kind))}
    if isinstance(kind, type) and issubclass(kind, Enum):
        return {"enum": [member.value for member in kind]}
    return {}


def _takes(field: Field, example: Any) -> bool:
    try:
        return field.from_bare(example) is not None
    except REFUSALS:
        return False


def _checks(validator: Any) -> Iterator[Any]:
    """Yield single checks, of those that run together."""
    if isinstance(validator, TOGETHER):
        validator = attrs.astuple(validator, recurse=False)[0]
    if isinstance(validator, list | tuple):
        for value in validator:
            yield from _checks(value)
    elif validator is not None:
        yield validator


def _narrow(made: Schema, check: Any) -> None:
    """Add to the schema of a field what one of its checks says, if it can."""
    if isinstance(check, OPTIONAL):
        inside = made["anyOf"][0] if "anyOf" in made else made
        for this_check in _checks(check.check):
            _narrow(inside, this_check)
    elif isinstance(check, EACH):
        for this_check in _checks(check.check):
            _narrow(made.setdefault("items", {}), this_check)
    elif made.get("type") in {"number", "integer"}:
        made.update(_of_number(check))
    elif made.get("type") in {"string", "array"}:
        made.update(next((adds for value, adds in SAID if value is check), {}))


def _of_number(check: Any) -> Schema:
    ends: Schema = {}
    if isinstance(check, BOUNDED):
        if check.least > -LARGEST:
            ends["minimum"] = check.least
        if check.most < LARGEST:
            ends["maximum"] = check.most
    return ends


def _name_of(cls: type) -> str:
    """Return a name such as ``pdsa.Plan``: two rooms may have a class of one name."""
    rooms = [part for part in cls.__module__.split(".") if not part.startswith("_")]
    inner = rooms[1:] if rooms[:1] == ["cqikit"] else rooms
    return ".".join((*inner, cls.__name__))


def _first_line(cls: type) -> Schema:
    lines = (cls.__doc__ or "").strip().splitlines()
    return {"description": lines[0].strip()} if lines else {}


def _explained(cls: type) -> dict[str, str]:
    """Return what the docstrings of a class and its bases say of its parameters."""
    words: dict[str, list[str]] = {}
    for base in reversed(cls.__mro__):
        words |= _parameters(inspect.cleandoc(base.__doc__ or ""))
    return {name: " ".join(said) for name, said in words.items()}


def _parameters(text: str) -> dict[str, list[str]]:
    section = PARAMETERS.search(text)
    words: dict[str, list[str]] = {}
    names: list[str] = []
    for line in section[1].splitlines() if section else ():
        if line.startswith(" "):
            for name in names:
                words.setdefault(name, []).append(line.strip())
        else:
            names = [word.strip() for word in line.partition(" : ")[0].split(",")]
    return words
