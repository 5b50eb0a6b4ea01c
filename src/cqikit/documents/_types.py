"""Which types of document there are, and how old ones become new ones.

A catalog of them holds names: the class of a type, and its checks, are fetched when a
document of that type is met.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any, Final

import attrs
from attrs import field, frozen

from cqikit.core import (
    Catalog,
    Check,
    TupleOf,
    a_callable,
    at_least,
    each,
    instance_of,
    is_key,
    is_text,
    say,
)
from cqikit.documents._found import found_at, is_found_at
from cqikit.errors import FieldError

__all__ = ["DOCUMENTS", "DocumentType", "Upgrade"]

#: From the table of one version to the table of the next; it changes neither.
Upgrade = Callable[[dict[str, Any]], dict[str, Any]]


@cache
def class_at(place: str, under: str) -> type:
    """Return the class that is found at a place, if a document can have its fields."""
    cls: type = found_at("cls", place)
    check_class(cls, under)
    return cls


def check_class(cls: type, under: str) -> None:
    """Refuse a class of which no document can have the fields."""
    if not attrs.has(cls):
        raise FieldError("cls", say("must be an attrs class"), cls)
    taken = {"type", "version"} & {
        this_field.alias for this_field in attrs.fields(cls) if this_field.init
    }
    if taken and not under:
        raise FieldError(
            "cls",
            say("must have no field named {taken/ or }", taken=tuple(sorted(taken))),
            cls,
            say("say under=..., or put it in a class that holds it"),
        )


def as_checks(checks: Iterable[Check[Any]] | str) -> tuple[Check[Any], ...] | str:
    """Return checks, or the place where they are found, as it is."""
    return checks if isinstance(checks, str) else TupleOf[Check[Any]](checks)


@frozen(kw_only=True)
class DocumentType:
    """One type of document: its name, its class, its version.

    Parameters
    ----------
    name : str
        What the document says of itself: ``type = "measures"``.
    cls : type or str
        The attrs class whose fields the document has; or where it is found, as
        ``"package.module:Name"``, so that it is loaded when it is needed.
    version : int
        The version that this class reads.
    upgrade : tuple of functions
        From version 1 to 2, from 2 to 3, and so on: each takes the table of a
        document and returns that of the next version. A document once read is
        read for ever.
    checks : tuple of Check or str
        What `findings` checks of a document by itself, or where that is found; by
        default nothing.
    under : str
        The key under which the fields stand, for a class that has a field ``type`` or
        ``version`` of its own; by default they stand beside these.

    Examples
    --------
    >>> @frozen
    ... class Note:
    ...     text: str
    >>> def renamed(old):
    ...     return {"text": old["words"]}
    >>> kind = DocumentType(name="note", cls=Note, version=2, upgrade=[renamed])
    >>> old = '{"type": "note", "version": 1, "words": "Try it small"}'
    >>> from cqikit.documents import parse
    >>> parse(old, types=Catalog([kind], kind="type of document"))
    Note(text='Try it small')
    """

    name: str = field(validator=is_key)
    _cls: type | str = field(alias="cls", validator=instance_of(type, str))
    version: int = field(default=1, validator=[instance_of(int), at_least(1)])
    upgrade: tuple[Upgrade, ...] = field(
        default=(), converter=TupleOf[Upgrade], validator=each(a_callable)
    )
    _checks: tuple[Check[Any], ...] | str = field(
        default=(), alias="checks", converter=as_checks
    )
    under: str = field(default="", validator=is_text)

    def __attrs_post_init__(self) -> None:
        if isinstance(self._cls, type):
            check_class(self._cls, self.under)
        if len(self.upgrade) != self.version - 1:
            raise FieldError(
                "upgrade",
                say(
                    "must have {version}, one for each earlier version",
                    version=self.version - 1,
                ),
                len(self.upgrade),
            )

    def __repr__(self) -> str:
        """Return its name and where its class is; nothing is loaded for that."""
        at = self._cls
        shown = at if isinstance(at, str) else f"{at.__module__}:{at.__qualname__}"
        return f"<DocumentType {self.name!r}, version {self.version}, of {shown}>"

    @property
    def cls(self) -> type:
        """Return the class of such documents; where it is loaded, if need be."""
        if isinstance(self._cls, str):
            return class_at(self._cls, self.under)
        return self._cls

    @property
    def checks(self) -> tuple[Check[Any], ...]:
        """Return what is checked of such documents."""
        if isinstance(self._checks, str):
            return TupleOf[Check[Any]](found_at("checks", self._checks))
        return self._checks

    def reads(self, cls: type[Any]) -> bool:
        """Say whether such documents have this class; no other is loaded to say no.

        Examples
        --------
        >>> from cqikit.plans import Plan
        >>> [kind.name for kind in DOCUMENTS if kind.reads(Plan)]
        ['plan']
        """
        at = self._cls
        return is_found_at(at, cls) if isinstance(at, str) else at is cls


#: Where the class of each is found, and what is checked of it.
FOUND: Final[dict[str, tuple[str, str]]] = {
    "aims": ("documents:Aims", "documents._checks_drivers:AIMS"),
    "answers": ("documents:Answers", "documents._checks_assessed:ANSWERS"),
    "causes": ("documents:Causes", "documents._checks_project:CAUSES"),
    "closing-guide": ("collaboratives:Guide", "collaboratives:GUIDE_CHECKS"),
    "coaching": ("documents:Coaching", ""),
    "collaborative": ("collaboratives:Collaborative", ""),
    "crosswalks": ("documents:Crosswalks", "documents._checks_assessed:CROSSWALKS"),
    "cycles": ("documents:Cycles", "documents._checks_cycles:CYCLES"),
    "diagram": ("drivers:Diagram", "drivers:CHECKS"),
    "evidence": ("documents:Evidence", ""),
    "frameworks": ("documents:Frameworks", "documents._checks_assessed:FRAMEWORKS"),
    "groundwork": ("projects:Groundwork", "projects:GROUNDWORK_CHECKS"),
    "lessons": ("documents:Lessons", ""),
    "measures": ("documents:Measures", ""),
    "plan": ("plans:Plan", "documents._checks_plan:PLAN"),
    "project": ("projects:Charter", "documents._checks_project:PROJECT"),
    "steps": ("documents:Steps", "documents._checks_plan:STEPS"),
    "worksheets": ("documents:Worksheets", "documents._checks_cycles:WORKSHEETS"),
}

DOCUMENTS: Final[Catalog[DocumentType]] = Catalog(
    (
        DocumentType(
            name=name,
            cls=f"cqikit.{cls}",
            checks=f"cqikit.{checks}" if checks else (),
        )
        for name, (cls, checks) in FOUND.items()
    ),
    kind=say("type of document"),
)
