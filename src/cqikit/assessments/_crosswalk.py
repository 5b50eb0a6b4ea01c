"""Crosswalks: one set of answers fills another framework too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve, field, frozen

from cqikit.assessments._answers import Answer, Status
from cqikit.assessments._responses import Responses
from cqikit.core import (
    TupleOf,
    arguments,
    as_texts,
    each,
    instance_of,
    is_key,
    is_text,
    non_empty,
    problem_of,
    say,
    unique,
)
from cqikit.errors import (
    DocumentError,
    FieldError,
    KnownNames,
    Problem,
    UnknownNameError,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cqikit.assessments._framework import Framework

__all__ = ["Crosswalk", "CrosswalkResult", "Link", "apply_crosswalk"]


@frozen(kw_only=True)
class Link:
    """Items of one framework that together answer an item of another.

    Parameters
    ----------
    to : str
        The item that is answered, by its key.
    of : tuple of str
        The items that answer it, by their keys.
    why : str
        Why they do; not told unless said.
    """

    to: str = field(validator=is_key)
    of: tuple[str, ...] = field(converter=as_texts, validator=[each(is_key), non_empty])
    why: str = field(default="", validator=is_text)


@frozen(kw_only=True)
class Crosswalk:
    """How answers to one framework answer another, link by link.

    Parameters
    ----------
    key : str
        A short name, other than those of its neighbours.
    of, to : str
        Keys of the framework that was answered, and of the one that is filled.
    of_version, to_version : str
        Their versions; "" where there is only one of each.
    links : tuple of Link
        At most one for each item that is filled.
    source : str
        Who says so; nobody is named unless said.
    """

    key: str = field(validator=is_key)
    of: str = field(validator=is_key)
    to: str = field(validator=is_key)
    links: tuple[Link, ...] = field(
        converter=TupleOf[Link],
        validator=[each(instance_of(Link)), non_empty, unique("to")],
    )
    source: str = field(default="", validator=is_text)
    of_version: str = field(default="", validator=is_text)
    to_version: str = field(default="", validator=is_text)

    @property
    def name(self) -> str:
        """Return the key, by which a catalog of crosswalks knows this one."""
        return self.key


@frozen(kw_only=True)
class CrosswalkResult:
    """Answers carried over, items that no link fills, and items left unused.

    Parameters
    ----------
    responses : Responses
        Answers to the framework that is filled.
    unfilled : tuple of str
        Keys of its items that got no answer.
    unused : tuple of str
        Keys of the items that were answered and fill none.
    """

    responses: Responses
    unfilled: tuple[str, ...]
    unused: tuple[str, ...]


@arguments()
def apply_crosswalk(
    responses: Responses, crosswalk: Crosswalk, target: Framework
) -> CrosswalkResult:
    """Return the answers that `responses` give to another framework.

    A value is carried over to the place as far up the other scale, down to the
    next step where that scale has steps; of several items the lowest counts.
    Where one of them has no answer there is none, with the same status; items
    that do not apply are left out, and if none applies, the target's does not.

    Parameters
    ----------
    crosswalk : Crosswalk
        Which items answer which.
    target : Framework
        The framework that is filled.

    Raises
    ------
    DocumentError
        When the crosswalk is of or to other frameworks, or links name items
        that these do not have; all at once.

    Examples
    --------
    >>> from cqikit.assessments import FRAMEWORKS
    >>> bts, own = FRAMEWORKS["bts-infrastructure"], FRAMEWORKS["cqi-attributes"]
    >>> walk = Crosswalk(
    ...     key="bts-to-cqi",
    ...     of="bts-infrastructure",
    ...     to="cqi-attributes",
    ...     links=[Link(to="commitment", of=["leadership", "teams"])],
    ... )
    >>> said = Responses(
    ...     bts,
    ...     [
    ...         Answer(item="leadership", value="met"),
    ...         Answer(item="teams", value="somewhat"),
    ...     ],
    ... )
    >>> crossed = apply_crosswalk(said, walk, own)
    >>> [(answer.item, answer.value) for answer in crossed.responses.answers]
    [('commitment', 2.0)]
    >>> len(crossed.unfilled), crossed.unused[0]
    (10, 'staff-time')
    """
    problems = list(_faults(responses.framework, crosswalk, target))
    if problems:
        raise DocumentError(f"crosswalk {crosswalk.key}", problems)
    people: dict[tuple[str, str, str], dict[str, tuple[Answer, float]]] = {}
    for answer, number in zip(responses.answers, responses.numbers, strict=True):
        person = (answer.site, answer.unit, answer.respondent)
        people.setdefault(person, {})[answer.item] = (answer, number)
    carried = [
        answer
        for given in people.values()
        for link in crosswalk.links
        for answer in _linked(responses.framework, target, link, given)
    ]
    filled = {link.to for link in crosswalk.links}
    used = {key for link in crosswalk.links for key in link.of}
    return CrosswalkResult(
        responses=Responses(target, carried, source=f"crosswalk {crosswalk.key}"),
        unfilled=tuple(item.key for item in target.all_items if item.key not in filled),
        unused=tuple(
            item.key for item in responses.framework.all_items if item.key not in used
        ),
    )


def _faults(
    source: Framework, crosswalk: Crosswalk, target: Framework
) -> Iterator[Problem]:
    for name, said, is_there in (
        ("of", crosswalk.of, source.key),
        ("to", crosswalk.to, target.key),
    ):
        if said != is_there:
            error = FieldError(
                name,
                say("must be {is_there!r}, the framework given", is_there=is_there),
                said,
            )
            yield problem_of(error, name)
    for name, said, is_there in (
        ("of_version", crosswalk.of_version, source.version),
        ("to_version", crosswalk.to_version, target.version),
    ):
        if said not in {"", is_there}:
            error = FieldError(
                name,
                say("must be {is_there!r}, as it is given", is_there=is_there),
                said,
            )
            yield problem_of(error, name)
    known = KnownNames(item.key for item in source.all_items)
    wanted = KnownNames(item.key for item in target.all_items)
    for place, link in enumerate(crosswalk.links):
        if link.to not in wanted:
            problem = UnknownNameError(say("item"), link.to, wanted)
            yield problem_of(problem, f"links[{place}].to")
        for position, key in enumerate(link.of):
            if key not in known:
                problem = UnknownNameError(say("item"), key, known)
                yield problem_of(problem, f"links[{place}].of[{position}]")


def _linked(
    source: Framework,
    target: Framework,
    link: Link,
    given: dict[str, tuple[Answer, float]],
) -> Iterator[Answer]:
    found = [given[key] for key in link.of if key in given]
    if not found:
        return
    first = found[0][0]
    applying = [
        (answer, number)
        for answer, number in found
        if answer.status is not Status.NOT_APPLICABLE
    ]
    missing = [answer for answer, _ in applying if answer.status is not Status.ANSWERED]
    blank = evolve(
        first, item=link.to, value=None, status=Status.NOT_APPLICABLE, evidence=link.why
    )
    if not applying:
        yield blank
    elif missing or len(found) < len(link.of):
        status = missing[0].status if missing else Status.UNANSWERED
        yield evolve(blank, status=status)
    else:
        shares = [_share(source, answer.item, number) for answer, number in applying]
        value = _value(target, link.to, min(shares))
        yield evolve(blank, value=value, status=Status.ANSWERED)


def _share(framework: Framework, key: str, number: float) -> float:
    item = framework.item(key)
    share = framework.scale_of(item).share(number)
    return 1 - share if item.reversed else share


def _value(framework: Framework, key: str, share: float) -> float:
    """Return the answer that is this far up, down to a step of the scale."""
    item = framework.item(key)
    scale = framework.scale_of(item)
    if item.reversed:
        # The step that is no better lies above, where a low answer is the good one.
        return scale.up(scale.at_share(1 - share))
    return scale.down(scale.at_share(share))
