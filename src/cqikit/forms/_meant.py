"""What a cell that is no answer may have meant, and the line that says so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cqikit.assessments import Status
from cqikit.forms._words import declared, fold, name_of, status_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cqikit.assessments import Scale

__all__ = ["LAYOUT", "fix_of", "likely"]

LAYOUT: Final = "the answers layout (answers.toml)"
#: What stands for a meaning that nobody has said yet; no scale has it.
OPEN: Final = "..."
STATUSES: Final = ", ".join(
    status.value for status in Status if status is not Status.ANSWERED
)
#: What people and tools write, and mean in all likelihood; it is proposed and never
#: taken for granted. Qualtrics exports -99 for a question seen and not answered.
LIKELY: Final[Mapping[str, Status]] = {
    "dk": Status.DONT_KNOW,
    "d/k": Status.DONT_KNOW,
    "idk": Status.DONT_KNOW,
    "dont know": Status.DONT_KNOW,
    "dont_know": Status.DONT_KNOW,
    "dontknow": Status.DONT_KNOW,
    "unsure": Status.DONT_KNOW,
    "not sure": Status.DONT_KNOW,
    "i am not sure": Status.DONT_KNOW,
    "i'm not sure": Status.DONT_KNOW,
    "unknown": Status.DONT_KNOW,
    "no idea": Status.DONT_KNOW,
    "?": Status.DONT_KNOW,
    "n.a.": Status.NOT_APPLICABLE,
    "not_applicable": Status.NOT_APPLICABLE,
    "notapplicable": Status.NOT_APPLICABLE,
    "not relevant": Status.NOT_APPLICABLE,
    "refused": Status.UNANSWERED,
    "refuse": Status.UNANSWERED,
    "declined": Status.UNANSWERED,
    "skipped": Status.UNANSWERED,
    "no response": Status.UNANSWERED,
    "missing": Status.UNANSWERED,
    "-99": Status.UNANSWERED,
    "not_observed": Status.NOT_OBSERVED,
    "not seen": Status.NOT_OBSERVED,
}


def likely(cell: str, scale: Scale) -> str:
    """Return what a cell means in all likelihood, as a layout says it; "" if unclear.

    Examples
    --------
    >>> from cqikit.assessments import YES_NO
    >>> [likely(cell, YES_NO) for cell in ("N/A", "DK", "YES!", "99")]
    ['not-applicable', 'dont-know', 'yes', '']
    """
    status = status_of(cell) or LIKELY.get(fold(cell))
    if status is not None:
        return status.value
    # not_yet is how a form that allows no spaces writes a label.
    labels = {name_of(anchor.label): anchor.label for anchor in scale.anchors}
    return labels.get(name_of(cell), "")


def fix_of(cell: str, fix: str, scale: Scale) -> str:
    """Return what to write or declare for a cell that is no answer."""
    cell = cell.strip()
    said = likely(cell, scale)
    if said:
        return f"write {declared(cell, said)} in {LAYOUT}"
    line = declared(cell, OPEN)
    then = (
        f"if it is a code, write {line} in {LAYOUT}, and in place of {OPEN} a value of"
        f" the scale or one of {STATUSES}"
    )
    return f"{fix}; {then}" if fix else then
