"""What a cell that is no answer may have meant, and the line that says so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cqikit.assessments import Status
from cqikit.core import FindingKind
from cqikit.forms._words import declared, fold, name_of, status_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cqikit.assessments import Scale
    from cqikit.errors import FieldError, Problem

__all__ = ["LAYOUT", "UNKNOWN_CODE", "likely", "unknown_code"]

LAYOUT: Final = "the answers layout (answers.toml)"
#: What stands for a meaning that nobody has said yet; no scale has it.
OPEN: Final = "..."
STATUSES: Final = ", ".join(
    status.value for status in Status if status is not Status.ANSWERED
)
IF_CODE: Final = (
    f"if it is a code, write {{line}} in {LAYOUT}, and in place of {OPEN} a value of"
    f" the scale or one of {STATUSES}"
)
UNKNOWN_CODE: Final = FindingKind(
    "answers.unknown-code",
    says="{must}",
    fix={
        "": "",
        "likely": f"write {{line}} in {LAYOUT}",
        "open": IF_CODE,
        "hint": f"{{hint}}; {IF_CODE}",
    },
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


def unknown_code(cell: str, error: FieldError, scale: Scale) -> Problem:
    """Return that a cell is no answer, with what to write or declare for it."""
    cell = cell.strip()
    said = likely(cell, scale)
    form = "likely" if said else "hint" if error.fix else "open"
    line = declared(cell, said or OPEN)
    return UNKNOWN_CODE.problem(form=form, must=error.must, line=line, hint=error.fix)
