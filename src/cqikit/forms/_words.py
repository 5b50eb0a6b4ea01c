"""What forms call the reasons for giving no answer, and how texts are compared."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

from cqikit.assessments import Status
from cqikit.core import say
from cqikit.errors import FieldError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cqikit.assessments import Scale

__all__ = [
    "WORDS",
    "Meaning",
    "asks_role",
    "declared",
    "fold",
    "meaning_of",
    "name_of",
    "status_of",
]

#: A status, or a number of the scale.
Meaning = Status | float

#: Labels that a form's own definition may give a code, and that leave no doubt.
WORDS: Final[Mapping[str, Status]] = {
    **{status.value: status for status in Status if status is not Status.ANSWERED},
    "not applicable": Status.NOT_APPLICABLE,
    "does not apply": Status.NOT_APPLICABLE,
    "n/a": Status.NOT_APPLICABLE,
    "na": Status.NOT_APPLICABLE,
    "don't know": Status.DONT_KNOW,
    "do not know": Status.DONT_KNOW,
    "i don't know": Status.DONT_KNOW,
    "not observed": Status.NOT_OBSERVED,
    "could not observe": Status.NOT_OBSERVED,
    "no answer": Status.UNANSWERED,
    "prefer not to answer": Status.UNANSWERED,
    "prefer not to say": Status.UNANSWERED,
}
NUMBER: Final = re.compile(r"[+-]?\d{1,15}(?:\.\d{0,15})?", re.ASCII)
BREAKS: Final = re.compile(r"[\W_]+")
#: How a form asks for the role of who answers, by the name of the question.
ROLE: Final = re.compile(
    r"(?:.*-)?(?:your|my|staff|job|respondent(?:-?s)?)-(?:current-|main-|primary-)?"
    r"(?:role|position|job|job-title|title|occupation)"
    r"(?:-(?:in|at|with|within|for|on)-(?:the|this|our|your)-\w+)?"
    r"|(?:.*-)?(?:su|tu|mi|seu|sua|votre|mon|ma)-"
    r"(?:rol|cargo|puesto|funci[oó]n|papel|fun[cç][aã]o|r[oô]le|fonction|poste)"
    r"|role|rol|position|job|occupation|cargo|puesto|funci[oó]n|fun[cç][aã]o|fonction"
)


def fold(text: str) -> str:
    """Return what two texts have in common that say the same.

    Case, spaces, and the form of apostrophes and numbers make no difference.

    Examples
    --------
    >>> fold(" Don\u2019t  Know "), fold("99.0") == fold("99")
    ("don't know", True)
    """
    plain = " ".join(text.split()).casefold().replace("\u2019", "'")
    return f"{float(plain):g}" if NUMBER.fullmatch(plain) else plain


def name_of(text: str) -> str:
    """Return what two names have in common: `staff_time` is `staff-time`.

    Examples
    --------
    >>> name_of("Staff_Time") == name_of("staff-time")
    True
    """
    return BREAKS.sub("-", text.casefold()).strip("-")


def asks_role(text: str) -> bool:
    """Say whether a column or question asks for the role of who answers.

    Examples
    --------
    >>> [asks_role(text) for text in ("What is your role?", "Position", "Role play")]
    [True, True, False]
    """
    return ROLE.fullmatch(name_of(text)) is not None


def status_of(text: str) -> Status | None:
    """Return the status that a label says beyond doubt, if it says one."""
    return WORDS.get(fold(text))


def meaning_of(said: Any, scale: Scale) -> Meaning:
    """Return what a layout says that a code means: a status, or a number of `scale`.

    Raises
    ------
    FieldError
        When it is neither.
    """
    status = status_of(said) if isinstance(said, str) else None
    if status is not None:
        return status
    try:
        return scale.number(said)
    except FieldError as error:
        names = ", ".join(
            this_status.value
            for this_status in Status
            if this_status is not Status.ANSWERED
        )
        must = say("{must}, or one of {names}", must=error.must, names=names)
        raise FieldError("value", must, said, error.fix) from None


def declared(code: str, meaning: str) -> str:
    """Return the line of a layout that says what a code means.

    Examples
    --------
    >>> declared("99", "dont-know")
    'codes = { "99" = "dont-know" }'
    """
    quoted = json.dumps(code[:80], ensure_ascii=False)
    return f'codes = {{ {quoted} = "{meaning}" }}'
