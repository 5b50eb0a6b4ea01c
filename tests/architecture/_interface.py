"""The public interface, a line a name: what one may call, with which arguments.

The list of the version that is being made is a golden file. Once `CHANGELOG.md` has
that version, its list is that of a release and stays as it is; what is made then is the
list of the next. `nox -s interface` says what changed since the last release.
"""

from __future__ import annotations

import enum
import inspect
import re
from collections.abc import Callable, Iterator
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import Any, Final, Literal, get_args, get_origin

import attrs
from attrs import frozen

from cqikit.core import Catalog
from tests.architecture._names import public_names

__all__ = [
    "RELEASED",
    "Differences",
    "compare",
    "faults_of_patches",
    "interface",
    "made_now",
    "place_of",
    "released",
]

ROOT: Final = Path(__file__).parent.parent.parent
RELEASED: Final = "tests/architecture/released"
EMPTY: Final = inspect.Parameter.empty
KEYWORD: Final = inspect.Parameter.KEYWORD_ONLY
VARIADIC: Final = inspect.Parameter.VAR_POSITIONAL
#: The list of what comes after the newest release.
NEXT: Final = "next"


def interface() -> str:
    """Write down every public name of every room, with how it is called."""
    lines = [
        line
        for room, names in public_names().items()
        for name in names
        for line in _lines(f"{room}.{name}", getattr(_module(room), name))
    ]
    return "".join(f"{line}\n" for line in lines)


def _module(room: str) -> Any:
    return import_module("cqikit" if room == "cqikit" else f"cqikit.{room}")


def _lines(name: str, value: Any) -> Iterator[str]:
    if inspect.isclass(value):
        yield f"{name}{_called(value)}"
        yield from sorted(_members(name, value))
    elif inspect.isroutine(value):
        yield f"{name}{_called(value)}"
    elif get_origin(value) is Literal:
        yield f"{name} = {' | '.join(map(repr, get_args(value)))}"
    elif isinstance(value, Catalog):
        yield f"{name}: {', '.join(value.names)}"
    elif type(value).__module__ in {"typing", "types"}:
        yield f"{name}: alias"
    else:
        yield f"{name}: {type(value).__name__}"


def _members(name: str, cls: type) -> Iterator[str]:
    if issubclass(cls, enum.Enum):
        yield from (f"{name}.{member.name} = {member.value!r}" for member in cls)
    seen = {} if not issubclass(cls, enum.Enum) else dict.fromkeys(cls.__members__)
    for base in cls.__mro__:
        if not base.__module__.startswith("cqikit"):
            continue
        for key, member in vars(base).items():
            if key.startswith("_") or key in seen:
                continue
            seen[key] = None
            yield from _member(f"{name}.{key}", member)


def _member(name: str, member: Any) -> Iterator[str]:
    if isinstance(member, (classmethod, staticmethod)):
        yield f"{name}{_called(member.__func__)}"
    elif inspect.isfunction(member):
        yield f"{name}{_called(member)}"
    elif isinstance(member, property) or hasattr(member, "func"):
        getter: Any = member.fget if isinstance(member, property) else member.func
        returned = inspect.signature(getter).return_annotation
        yield f"{name} -> {returned}"


def _called(value: Callable[..., Any]) -> str:
    """Return the signature, as it is written; of enumerations and protocols none."""
    if isinstance(value, enum.EnumType) or getattr(value, "_is_protocol", False):
        return ""
    if inspect.isclass(value) and attrs.has(value):
        return f"({', '.join(_fields(value))})"
    try:
        signature = inspect.signature(value)
    except ValueError:  # a class without one of its own
        return "(...)"
    shown = []
    kind: Any = inspect.Parameter.POSITIONAL_OR_KEYWORD
    for parameter in signature.parameters.values():
        if parameter.kind is KEYWORD and kind not in {KEYWORD, VARIADIC}:
            shown.append("*")
        kind = parameter.kind
        stars = {VARIADIC: "*", inspect.Parameter.VAR_KEYWORD: "**"}.get(kind, "")
        typed = _annotated(": {}", parameter.annotation)
        given = "" if parameter.default is EMPTY else f" = {_shown(parameter.default)}"
        shown.append(f"{stars}{parameter.name}{typed}{given}")
    returned = "" if inspect.isclass(value) else signature.return_annotation
    return f"({', '.join(shown)}){_annotated(' -> {}', returned)}"


def _fields(cls: type) -> Iterator[str]:
    """Yield what a value is made of; its types are those that it keeps."""
    fields = [field for field in attrs.fields(cls) if field.init]
    # As attrs has it, those by keyword come after those by place.
    for field in sorted(fields, key=lambda field: field.kw_only):
        star = field.kw_only and field is next(f for f in fields if f.kw_only)
        typed = _annotated(": {}", EMPTY if field.type is None else field.type)
        bare = field.default is attrs.NOTHING
        given = "" if bare else f" = {_shown(field.default)}"
        yield f"{'*, ' if star else ''}{field.alias}{typed}{given}"


def _annotated(form: str, annotation: Any) -> str:
    """Return an annotation as it is written: most are never looked up."""
    if annotation is EMPTY or annotation == "":
        return ""
    names = ("__forward_arg__", "__name__")
    named = (getattr(annotation, name, None) for name in names)
    written = annotation if isinstance(annotation, str) else None
    return form.format(written or next(filter(None, named), annotation))


def _shown(value: Any) -> str:
    """Return a default as it is written, or `...` where it is no plain value."""
    if isinstance(value, enum.Enum):
        plain = type(value).__module__.startswith("cqikit")
        return f"{type(value).__name__}.{value.name}" if plain else "..."
    if value is None or isinstance(value, (bool, int, float, str)):
        return repr(value)
    return "()" if value == () else "..."


def made_now(root: Path = ROOT, version: str | None = None) -> str:
    """Return where the list that is made now belongs: of this version, or the next."""
    version = version or str(_module("cqikit").__version__)
    log = (root / "CHANGELOG.md").read_text(encoding="utf-8")
    out = re.search(rf"^## {re.escape(version)}(?:\s|$)", log, re.MULTILINE)
    return f"{RELEASED}/{NEXT if out else version}.txt"


def place_of(name: str) -> tuple[float, ...]:
    """Return what versions are sorted by; the next comes last."""
    return (float("inf"),) if name == NEXT else tuple(map(int, name.split(".")))


def released(root: Path = ROOT) -> dict[str, str]:
    """Return the lists of all versions, the oldest first."""
    paths = sorted(
        (root / RELEASED).glob("*.txt"), key=lambda path: place_of(path.stem)
    )
    return {path.stem: path.read_text(encoding="utf-8") for path in paths}


@frozen
class Differences:
    """What changed between two lists; of what changed, the line before and the new."""

    added: list[str]
    removed: list[str]
    changed: list[tuple[str, str]]

    def __str__(self) -> str:
        lines = [f"removed: {line}" for line in self.removed]
        lines += [f"changed: {old}\n     to: {new}" for old, new in self.changed]
        lines += [f"added:   {line}" for line in self.added]
        return "\n".join(lines) or "no public name changed"


def compare(before: str, after: str) -> Differences:
    """Say what changed from one list to another, name by name."""
    old, new = _by_name(before), _by_name(after)
    return Differences(
        [line for name, line in new.items() if name not in old],
        [line for name, line in old.items() if name not in new],
        [(line, new[key]) for key, line in old.items() if line != new.get(key, line)],
    )


def _by_name(listing: str) -> dict[str, str]:
    return {
        re.split(r"[(: ]", line, maxsplit=1)[0]: line for line in listing.splitlines()
    }


def faults_of_patches(lists: dict[str, str]) -> list[str]:
    """Find versions that only fix, and took a name away or changed one."""
    found = []
    versions = list(lists)
    for before, after in pairwise(versions):
        if after == NEXT or place_of(after)[:2] != place_of(before)[:2]:
            continue
        changes = compare(lists[before], lists[after])
        if changes.removed or changes.changed:
            found.append(f"{before} -> {after}:\n{changes}")
    return found
