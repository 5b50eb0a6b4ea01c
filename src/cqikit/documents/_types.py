"""Which types of document there are, and how old ones become new ones."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import attrs
from attrs import field, frozen

from cqikit.collaboratives import Collaborative, Guide
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
from cqikit.documents._checks import DOCUMENT_CHECKS
from cqikit.documents._lists import (
    Aims,
    Answers,
    Causes,
    Coaching,
    Crosswalks,
    Cycles,
    Evidence,
    Frameworks,
    Lessons,
    Measures,
    Steps,
    Worksheets,
)
from cqikit.drivers import Diagram
from cqikit.errors import FieldError
from cqikit.plans import Plan
from cqikit.projects import Charter, Groundwork

__all__ = ["DOCUMENTS", "DocumentType", "Upgrade"]

#: From the table of one version to the table of the next; it changes neither.
Upgrade = Callable[[dict[str, Any]], dict[str, Any]]


@frozen(kw_only=True)
class DocumentType:
    """One type of document: its name, its class, its version.

    Parameters
    ----------
    name : str
        What the document says of itself: ``type = "measures"``.
    cls : type
        The attrs class whose fields the document has.
    version : int
        The version that this class reads.
    upgrade : tuple of functions
        From version 1 to 2, from 2 to 3, and so on: each takes the table of a
        document and returns that of the next version. A document once read is
        read for ever.
    checks : tuple of Check
        What `findings` checks of a document by itself; by default nothing.
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
    cls: type = field(validator=instance_of(type))
    version: int = field(default=1, validator=[instance_of(int), at_least(1)])
    upgrade: tuple[Upgrade, ...] = field(
        default=(), converter=TupleOf[Upgrade], validator=each(a_callable)
    )
    checks: tuple[Check[Any], ...] = field(default=(), converter=TupleOf[Check[Any]])
    under: str = field(default="", validator=is_text)

    def __attrs_post_init__(self) -> None:
        if not attrs.has(self.cls):
            raise FieldError("cls", say("must be an attrs class"), self.cls)
        taken = {"type", "version"} & {
            this_field.alias for this_field in attrs.fields(self.cls) if this_field.init
        }
        if taken and not self.under:
            raise FieldError(
                "cls",
                say(
                    "must have no field named {taken/ or }", taken=tuple(sorted(taken))
                ),
                self.cls,
                say("say under=..., or put it in a class that holds it"),
            )
        if len(self.upgrade) != self.version - 1:
            raise FieldError(
                "upgrade",
                say(
                    "must have {version}, one for each earlier version",
                    version=self.version - 1,
                ),
                len(self.upgrade),
            )


CLASSES: Final[dict[str, type]] = {
    "aims": Aims,
    "answers": Answers,
    "causes": Causes,
    "closing-guide": Guide,
    "coaching": Coaching,
    "collaborative": Collaborative,
    "crosswalks": Crosswalks,
    "cycles": Cycles,
    "diagram": Diagram,
    "evidence": Evidence,
    "frameworks": Frameworks,
    "groundwork": Groundwork,
    "lessons": Lessons,
    "measures": Measures,
    "plan": Plan,
    "project": Charter,
    "steps": Steps,
    "worksheets": Worksheets,
}

DOCUMENTS: Final[Catalog[DocumentType]] = Catalog(
    (
        DocumentType(name=name, cls=cls, checks=DOCUMENT_CHECKS.get(name, ()))
        for name, cls in CLASSES.items()
    ),
    kind=say("type of document"),
)
