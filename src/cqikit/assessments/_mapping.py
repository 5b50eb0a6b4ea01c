"""Frameworks and crosswalks from plain mappings, with every fault at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, TypeVar

from attrs import NOTHING, fields

from cqikit.assessments._crosswalk import Crosswalk, Link
from cqikit.assessments._framework import Conversion, Domain, Framework, Item
from cqikit.assessments._scale import Anchor, Scale
from cqikit.core import arguments, did_you_mean, problem_of, say
from cqikit.errors import (
    CqikitError,
    DocumentError,
    FaultsError,
    Problem,
    shown,
)

if TYPE_CHECKING:
    from attrs import Attribute

__all__ = ["crosswalk_from", "framework_from"]

T = TypeVar("T")

#: Fields that hold lists of values of our own, by class.
LISTS: Final[dict[type, dict[str, type]]] = {
    Framework: {
        "scales": Scale,
        "domains": Domain,
        "items": Item,
        "anchors": Anchor,
        "conversions": Conversion,
    },
    Domain: {"domains": Domain, "items": Item, "anchors": Anchor},
    Scale: {"anchors": Anchor},
    Item: {},
    Anchor: {},
    Conversion: {},
    Crosswalk: {"links": Link},
    Link: {},
}
#: Documents deeper than this are a mistake, or an attack on the stack.
DEEPEST: Final = 50


@arguments()
def framework_from(
    mapping: Mapping[str, Any], *, source: str = "framework"
) -> Framework:
    """Return the framework that a plain mapping describes.

    Parameters
    ----------
    mapping : mapping
        As TOML or JSON give it: the fields of `Framework`, with lists of
        mappings for `scales`, `domains` and `items`.
    source : str
        What to call it in messages, such as the file's name; ``framework`` unless said.

    Raises
    ------
    DocumentError
        When anything is wrong; it lists every fault with its path.

    Examples
    --------
    >>> framework_from(
    ...     {
    ...         "key": "small",
    ...         "title": "A small check",
    ...         "scales": [{"key": "yes-no", "low": 0, "high": 1}],
    ...         "items": [{"key": "aim", "text": "We have an aim", "wieght": 2}],
    ...     },
    ...     source="small.toml",
    ... )
    Traceback (most recent call last):
    ...
    cqikit.errors.DocumentError: small.toml: 2 problems
      - items[0]: extra field 'wieght': did you mean 'weight'?
      - version: missing
    """
    return _whole(Framework, mapping, source)


@arguments()
def crosswalk_from(
    mapping: Mapping[str, Any], *, source: str = "crosswalk"
) -> Crosswalk:
    """Return the crosswalk that a plain mapping describes.

    Parameters
    ----------
    mapping : mapping
        As TOML or JSON give it: the fields of `Crosswalk`, with a list of
        mappings for `links`.
    source : str
        What to call it in messages, such as the file's name; ``crosswalk`` unless said.

    Raises
    ------
    DocumentError
        When anything is wrong; it lists every fault with its path.

    Examples
    --------
    >>> crosswalk_from(
    ...     {
    ...         "key": "ours-to-theirs",
    ...         "of": "ours",
    ...         "links": [{"to": "data", "of": "reports"}, {"of": []}],
    ...     },
    ...     source="walk.toml",
    ... )
    Traceback (most recent call last):
    ...
    cqikit.errors.DocumentError: walk.toml: 4 problems
      - links[0].of: of must be a list (got 'reports')
      - links[1].of: of must have at least one (got ())
      - links[1].to: missing
      - to: missing
    """
    return _whole(Crosswalk, mapping, source)


def _whole(kind: type[T], mapping: Mapping[str, Any], source: str) -> T:
    problems: list[Problem] = []
    made = built(kind, mapping, "", problems)
    if problems:
        raise DocumentError(source, problems)
    assert isinstance(made, kind)  # noqa: S101  (no problem, so it was made)
    return made


def built(
    kind: type, given: Any, path: str, problems: list[Problem], depth: int = 0
) -> Any:
    """Return a `kind` made of the mapping `given`; faults go to `problems`."""
    if not isinstance(given, Mapping):
        problems.append(
            Problem(
                path, say("must be a table of fields (got {given})", given=shown(given))
            )
        )
        return None
    if depth > DEEPEST:
        problems.append(
            Problem(path, say("must be at most {deepest} levels deep", deepest=DEEPEST))
        )
        return None
    known = {parameter.name: parameter for parameter in fields(kind) if parameter.init}
    before = len(problems)
    for name in given:
        if name not in known:
            fix = did_you_mean(name, known)
            problems.append(
                Problem(path, say("extra field {name}", name=shown(name)), fix)
            )
    values = {
        name: _field(
            parameter,
            given[name],
            _joined(path, name),
            problems,
            (LISTS[kind].get(name), depth),
        )
        for name, parameter in known.items()
        if name in given
    }
    problems += [
        Problem(_joined(path, name), say("missing"))
        for name, parameter in known.items()
        if name not in given and parameter.default is NOTHING
    ]
    return None if len(problems) > before else _made(kind, values, path, problems)


def _joined(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _field(
    attribute: Attribute[Any],
    given: Any,
    where: str,
    problems: list[Problem],
    inside: tuple[type | None, int],
) -> Any:
    """Return a field's value; `inside` has the class of its members, and the depth."""
    inner, depth = inside
    if inner is None:
        return _checked(attribute, given, where, problems)
    before = len(problems)
    members = _members(inner, given, where, problems, depth)
    if len(problems) == before:
        _checked(attribute, members, where, problems)
    return members


def _members(
    kind: type, given: Any, where: str, problems: list[Problem], depth: int
) -> list[Any]:
    if isinstance(given, str) or not isinstance(given, Sequence):
        problems.append(
            Problem(where, say("must be a list (got {given})", given=shown(given)))
        )
        return []
    return [
        built(kind, value, f"{where}[{place}]", problems, depth + 1)
        for place, value in enumerate(given)
    ]


def _checked(
    attribute: Attribute[Any], value: Any, where: str, problems: list[Problem]
) -> Any:
    """Run one field's converter and check by themselves, so none hides another."""
    # attrs types this as a Converter, but it is whatever the class was given.
    convert: Any = attribute.converter
    try:
        ready = convert(value) if convert else value
        if attribute.validator:
            attribute.validator(None, attribute, ready)
    except CqikitError as error:
        problems.append(problem_of(error, where))
    return value


def _made(
    kind: type, values: dict[str, Any], path: str, problems: list[Problem]
) -> Any:
    try:
        return kind(**values)
    except FaultsError as error:
        problems.extend(error.problems)
    except CqikitError as error:
        problems.append(problem_of(error, path))
    return None
