"""Random values of public classes, made from their own annotations.

A class refuses some of what its annotations allow, which is drawn anew; those that hang
together inside (a cycle and its log, a diagram and its links) are drawn so that they
do.
"""

from __future__ import annotations

import types
from collections.abc import Mapping, Sequence
from datetime import date
from enum import Enum
from typing import Any, Final, Union, get_args, get_origin, get_type_hints

import attrs
from hypothesis import strategies as st

from cqikit import documents
from cqikit.actions import ActionStep
from cqikit.assessments import Answer, Conversion, Domain, Framework, Item, Scale
from cqikit.collaboratives import CONDITIONS, Scaling
from cqikit.core import Frequency, Period, period_of, say
from cqikit.drivers import ChangeIdea, Diagram, Driver, Link, Tier
from cqikit.errors import CqikitError, FieldTypeError
from cqikit.measures import Aim
from cqikit.pdsa import Correct, Cycle, Event, Predict, StartTest, advance
from cqikit.plans import Area, Begin, DataSource, Involve, Need, Plan, UnitScore

__all__ = ["documents_of", "values_of"]

DAYS: Final = st.dates(date(1900, 1, 1), date(2100, 1, 1))
KEYS: Final = st.from_regex(r"[a-z][a-z0-9._/-]{0,8}", fullmatch=True)
TEXTS: Final = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)

SIMPLE: Final[dict[Any, st.SearchStrategy[Any]]] = {
    str: KEYS | TEXTS.filter(str.strip),
    int: st.integers(1, 2**60),
    float: st.floats(0, 1e9) | st.integers(1, 10),
    bool: st.booleans(),
    date: DAYS,
    Period: st.builds(period_of, DAYS, st.sampled_from(Frequency)),
    type(None): st.none(),
    # Words by language.
    Mapping[str, str]: st.dictionaries(
        st.sampled_from(["es", "pt-BR", "so"]), TEXTS.filter(str.strip), max_size=2
    ),
}


def values_of(kind: Any) -> st.SearchStrategy[Any]:
    """Return values of a class, or of another annotation such as ``tuple[Item, ...]``.

    Parameters
    ----------
    kind : type or annotation
        An attrs class, of cqikit or of your own, whose fields are such values: text,
        numbers, days and periods, an enum, a union or a list of these. So are the
        classes of all types of document; charts and what is read of them hold arrays,
        which `views` draws.

    Raises
    ------
    FieldTypeError
        For any other; of a field that may be left out, once it is drawn.

    Examples
    --------
    >>> from hypothesis import find
    >>> from cqikit.drivers import Link
    >>> isinstance(find(values_of(Link), lambda _: True), Link)
    True
    """
    if kind in SIMPLE:
        return SIMPLE[kind]
    if attrs.has(kind):
        return SPECIAL[kind] if kind in SPECIAL else of_class(kind)
    if get_origin(kind) in (Union, types.UnionType):
        return st.one_of(*map(values_of, get_args(kind)))
    if get_origin(kind) in (tuple, list, Sequence):
        return st.lists(values_of(get_args(kind)[0]), max_size=2).map(tuple)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return st.sampled_from(kind)
    raise _no_strategy(kind)


#: What has a strategy.
HAVE: Final = say(
    "text, numbers, days, periods, enums, unions and lists of these, and attrs classes"
    " of such fields, as those in documents.DOCUMENTS are; for charts, testing.views"
)


def _no_strategy(kind: Any, why: str = "") -> FieldTypeError:
    name = kind
    if isinstance(kind, type):
        rooms = [part for part in kind.__module__.split(".") if part[0] != "_"]
        name = ".".join([*rooms, kind.__qualname__]).removeprefix("cqikit.")
    must = say(
        "must be what there is a strategy for: no strategy for {name}{why}",
        name=name,
        why=why,
    )
    return FieldTypeError("kind", must, kind, HAVE)


def of_class(cls: type, **given: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Return values of one class, some of its fields given, some left out."""
    try:
        kinds = get_type_hints(cls)
    except (NameError, TypeError):
        raise _no_strategy(cls, ", with fields such as arrays") from None

    @st.composite
    def draw_value(draw: st.DrawFn) -> Any:
        said = {}
        for each in attrs.fields(cls):
            name, kind = each.alias or each.name, kinds[each.name]
            required = each.default is attrs.NOTHING or name in given
            if each.init and (required or draw(st.booleans())):
                drawn = LIKE.get(name) if kind is str else None
                drawn = values_of(kind) if drawn is None else drawn
                said[name] = draw(given.get(name, drawn))
        try:
            return cls(**said)
        except CqikitError:
            return None

    return draw_value().filter(lambda value: value is not None)


KEY_LIKE: Final = {"key", "measure", "framework", "item", "cause", "effect", "of", "to"}
#: What a text of some name must be.
LIKE: Final = {
    **dict.fromkeys(KEY_LIKE, KEYS),
    "language": st.sampled_from(["", "en", "es", "pt-BR", "xx"]),
}


@st.composite
def cycles(draw: st.DrawFn) -> Any:
    """Return a cycle whose log is every event, of those drawn, that was possible."""
    cycle = draw(of_class(Cycle, log=st.just(())))
    day = draw(DAYS)
    drawn = draw(st.lists(st.one_of(*map(values_of, get_args(Event))), max_size=5))
    asked = [predict for predict in drawn if isinstance(predict, Predict)]
    for value in [*asked, StartTest(on=day), *drawn]:
        try:
            cycle = advance(cycle, value)
        except CqikitError:
            continue
    return cycle


@st.composite
def diagrams(draw: st.DrawFn) -> Any:
    """Return a diagram whose links lead up."""
    key, aim, *keys = draw(st.lists(KEYS, min_size=4, max_size=7, unique=True))
    primary, *others = keys
    first = draw(of_class(Driver, key=st.just(primary), tier=st.just(Tier.PRIMARY)))
    ideas = [draw(of_class(ChangeIdea, key=st.just(other))) for other in others]
    pairs = [(other, end) for other in others for end in (primary, aim)]
    links = [
        draw(of_class(Link, cause=st.just(cause), effect=st.just(effect)))
        for cause, effect in draw(st.lists(st.sampled_from(pairs), unique=True))
    ]
    return draw(
        of_class(
            Diagram,
            key=st.just(key),
            aim=of_class(Aim, key=st.just(aim)),
            drivers=st.just((first,)),
            ideas=st.just(tuple(ideas)),
            links=st.just(tuple(links)),
        )
    )


@st.composite
def frameworks(draw: st.DrawFn) -> Any:
    """Return a framework: its keys differ, and its items are on its scales."""
    keys = draw(st.lists(KEYS, min_size=6, max_size=6, unique=True))
    scale = draw(of_class(Scale, anchors=st.just(())))
    first, other, third = (
        draw(
            of_class(
                Item, key=st.just(key), scale=scales, gate=st.none(), cap=st.none()
            )
        )
        for key in keys[:3]
        for scales in [st.sampled_from(["", scale.key])]
    )
    inner = draw(of_class(Domain, key=st.just(keys[3]), **inside(items=(first,))))
    outer = draw(
        of_class(
            Domain, key=st.just(keys[4]), **inside(items=(other,), domains=(inner,))
        )
    )
    return draw(
        of_class(
            Framework,
            key=st.just(keys[5]),
            scales=st.just((scale,)),
            language=st.sampled_from(["", "en", "pt-BR"]),
            conversions=st.lists(
                of_class(
                    Conversion,
                    items=st.just(tuple(keys[:2])),
                    before=st.just((0.0,)),
                    after=st.just((float(scale.low),)),
                ),
                max_size=2,
            ),
            **inside(domains=(outer,), items=(third,)),
        )
    )


def inside(**held: Any) -> dict[str, st.SearchStrategy[Any]]:
    """Return just these, and nothing else that could not be drawn blindly."""
    given = {"items": (), "domains": (), "anchors": (), **held}
    return {name: st.just(value) for name, value in given.items()}


@st.composite
def plans(draw: st.DrawFn) -> Any:
    """Return a plan that has begun, whose keys lead somewhere."""
    source, area, need, *keys = draw(
        st.lists(KEYS, min_size=5, max_size=6, unique=True)
    )
    scored = of_class(UnitScore, source=st.sampled_from(["", source]))
    first: dict[str, st.SearchStrategy[Any]]
    first = {
        "after": st.just(()),
        "parent": st.none(),
        "log": st.just(()),
        "what": KEYS,
    }
    waiting = {**first, "after": st.just(keys[:1]), "parent": st.sampled_from(keys[:1])}
    steps = [
        draw(of_class(ActionStep, key=st.just(key), area=st.just(area), **links))
        for key, links in zip(keys, (first, waiting, waiting), strict=False)
    ]
    day = draw(DAYS)
    held = {
        "sources": [draw(of_class(DataSource, key=st.just(source)))],
        "areas": [
            draw(
                of_class(
                    Area,
                    key=st.just(area),
                    scores=st.lists(scored, max_size=2),
                    growth=st.just([draw(of_class(Need, key=st.just(need)))]),
                )
            )
        ],
        "steps": steps,
        "log": [
            draw(of_class(Involve, on=st.just(day), roles=st.just(("staff",)))),
            Begin(on=day),
        ],
    }
    given = {key: st.just(row) for key, row in held.items()}
    languages = st.sampled_from(["en", "es", "pt-BR", "ht"])
    return draw(of_class(Plan, language=languages, **given))


@st.composite
def scalings(draw: st.DrawFn) -> Any:
    """Return a spread whose conditions are among the nine, each with a level."""
    keys = st.sampled_from([item.key for item in CONDITIONS.all_items])
    levels = st.sampled_from(["met", "somewhat", "not possible"])
    answers = [
        draw(
            of_class(
                Answer, item=st.just(key), value=levels, status=st.just("answered")
            )
        )
        for key in draw(st.lists(keys, max_size=3, unique=True))
    ]
    return draw(of_class(Scaling, conditions=st.just(answers)))


SPECIAL: Final[dict[Any, st.SearchStrategy[Any]]] = {
    # A step says what is done, in a field or in its text.
    ActionStep: of_class(ActionStep, what=KEYS),
    Cycle: cycles(),
    Diagram: diagrams(),
    Framework: frameworks(),
    Plan: plans(),
    Scaling: scalings(),
    # Corrections of corrections are refused; values_of(Statement) would be enough,
    # and slower, as most events cannot be corrected by most others.
    Correct: of_class(Correct, place=st.just(0)),
}


def documents_of(name: str) -> st.SearchStrategy[Any]:
    """Return values of one type of document, by its name in `documents.DOCUMENTS`."""
    return values_of(documents.DOCUMENTS[name].cls)
