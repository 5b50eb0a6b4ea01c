"""A type of document of the clinic's own, which has had a version before."""

from __future__ import annotations

from typing import Any

from attrs import field, frozen
from cqikit.core import non_blank
from cqikit.documents import DocumentType


@frozen(kw_only=True)
class Charter:
    """What the clinic promises (``type = "waits-charter"``)."""

    promise: str = field(validator=non_blank)
    days: int


def _with_days(old: dict[str, Any]) -> dict[str, Any]:
    """Return a charter of version 2; version 1 counted weeks."""
    return {"promise": old["promise"], "days": 7 * old["weeks"]}


DOCUMENT = DocumentType(
    name="waits-charter", cls=Charter, version=2, upgrade=(_with_days,)
)
