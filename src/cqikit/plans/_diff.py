"""What is different between two versions of a plan, in sentences."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from attrs import fields, frozen

from cqikit import actions
from cqikit.actions import ActionStep, deadline, owner
from cqikit.core import Choice, Period, Sentence, arguments, instance_of, say
from cqikit.plans._plan import Plan, version

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from cqikit.plans._areas import Area

__all__ = ["Difference", "DifferenceKind", "diff"]


class DifferenceKind(Choice):
    """What became of something."""

    ADDED = "added"
    GONE = "gone"
    CHANGED = "changed"


@frozen(kw_only=True)
class Difference:
    """One difference: what became of what, in a sentence.

    Parameters
    ----------
    kind : DifferenceKind
        What became of it.
    where : str
        A path by keys, such as ``steps.tables.when``.
    sentence : str
        The same, in words.
    old, new : object
        What stood there before, and what stands there now: the value of the field
        (who and when as the log has them), or all of what is added or gone; None
        where there is nothing.
    """

    kind: DifferenceKind
    where: str
    sentence: str
    old: Any = None
    new: Any = None

    def __str__(self) -> str:
        return self.sentence


#: Fields that are told by what the log makes of them.
FOLDED: Final[dict[str, Callable[[ActionStep], Any]]] = {
    "who": owner,
    "when": deadline,
}
#: What the parts of a plan are called.
MEMBERS: Final = {
    "source": say("source"),
    "area": say("area"),
    "step": say("step"),
    "need": say("need"),
}
APART: Final = frozenset({"key", "log", "_state"})


@arguments(old=instance_of(Plan), new=instance_of(Plan))
def diff(old: Plan, new: Plan) -> tuple[Difference, ...]:
    """Return what is different in `new`, in the order of its parts.

    Parameters
    ----------
    new : Plan
        The plan that is compared with it.

    Examples
    --------
    >>> from attrs import evolve
    >>> old = Plan(
    ...     key="cqip",
    ...     title="Our plan",
    ...     steps=[ActionStep(key="rugs", what="replace three rugs", when="2026-10")],
    ... )
    >>> [rugs] = old.steps
    >>> new = evolve(old, steps=[evolve(rugs, who="director", when="2026-11")])
    >>> for difference in diff(old, new):
    ...     print(difference)
    step 'rugs': who is now director
    step 'rugs': when is now 2026-11, was 2026-10
    >>> who, when = diff(old, new)
    >>> str(when.old), str(when.new)
    ('2026-10', '2026-11')
    """
    return tuple(_differences(old, new))


def _differences(old: Plan, new: Plan) -> Iterator[Difference]:
    for name in ("title", "on", "language", "program_type", "summary", "wip_limit"):
        yield from _field(name, name, getattr(old, name), getattr(new, name))
    yield from _field("version", "version", version(old), version(new))
    yield from _members("source", "sources", old.sources, new.sources, _plain)
    yield from _members("area", "areas", old.areas, new.areas, _area)
    yield from _members("step", "steps", old.steps, new.steps, _step)


def _members(
    what: str,
    where: str,
    old: Iterable[Any],
    new: Iterable[Any],
    inside: Callable[[str, str, Any, Any], Iterator[Difference]],
) -> Iterator[Difference]:
    """Yield what is different in things with keys."""
    before, after = ({member.key: member for member in side} for side in (old, new))
    for key, now in after.items():
        here = f"{where}.{key}"
        if key not in before:
            about = getattr(now, "what", "") or now.title
            said = say(
                "new {what} {key!r}: {about}", what=MEMBERS[what], key=key, about=about
            )
            yield _told(DifferenceKind.ADDED, here, said, None, now)
        elif now != before[key]:
            named = say("{what} {key!r}", what=MEMBERS[what], key=key)
            yield from inside(named, here, before[key], now)
    for key, was in before.items():
        if key not in after:
            said = say("{what} {key!r} is gone", what=MEMBERS[what], key=key)
            yield _told(DifferenceKind.GONE, f"{where}.{key}", said, was, None)


def _plain(about: str, where: str, old: Any, new: Any) -> Iterator[Difference]:
    for field in fields(type(new)):
        if field.name not in APART:
            yield from _field(
                _of(about, field.name),
                f"{where}.{field.name}",
                getattr(old, field.name),
                getattr(new, field.name),
            )


def _area(about: str, where: str, old: Area, new: Area) -> Iterator[Difference]:
    for name in ("title", "tool", "strengths", "reflection"):
        yield from _field(
            _of(about, name), f"{where}.{name}", getattr(old, name), getattr(new, name)
        )
    was, now = (
        {(score.tool, score.unit): score.value for score in side.scores}
        for side in (old, new)
    )
    for tool, unit in dict.fromkeys([*was, *now]):
        score = say(
            "the {tool} score of {unit}",
            tool=tool or new.tool or say("tool"),
            unit=unit,
        )
        name = _of(about, score)
        yield from _field(
            name, f"{where}.scores", was.get((tool, unit)), now.get((tool, unit))
        )
    yield from _members("need", f"{where}.growth", old.growth, new.growth, _plain)


def _step(
    about: str, where: str, old: ActionStep, new: ActionStep
) -> Iterator[Difference]:
    for field in fields(ActionStep):
        if field.name in APART:
            continue
        told = FOLDED.get(field.name)
        was, now = (
            told(side) if told else getattr(side, field.name) for side in (old, new)
        )
        name = _of(about, field.name)
        yield from _field(name, f"{where}.{field.name}", was, now)
    was, now = actions.state(old), actions.state(new)
    yield from _field(_of(about, say("it")), f"{where}.log", was, now)


def _of(about: str, name: str) -> Sentence:
    return say("{about}: {name}", about=about, name=name)


def _field(name: str, where: str, was: Any, now: Any) -> Iterator[Difference]:
    if was == now:
        return
    before, after = _written(was), _written(now)
    if not before:
        said = say("{name} is now {after}", name=name, after=after)
    elif not after:
        said = say("{name} is gone, was {before}", name=name, before=before)
    else:
        said = say(
            "{name} is now {after}, was {before}",
            name=name,
            after=after,
            before=before,
        )
    yield _told(DifferenceKind.CHANGED, where, said, was, now)


def _written(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, tuple):
        parts = tuple(map(str, value))
        return say("{parts/; }", parts=parts) if parts else ""
    if isinstance(value, date | Period):
        return say("{when}", when=value)
    return str(value)


def _told(
    kind: DifferenceKind, where: str, sentence: str, old: Any, new: Any
) -> Difference:
    return Difference(kind=kind, where=where, sentence=sentence, old=old, new=new)
