"""What the choices of a form's definition mean on a scale."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from cqikit.core import FindingKind
from cqikit.errors import DataError, FieldError
from cqikit.forms._words import NUMBER, WORDS, fold, status_of

if TYPE_CHECKING:
    from cqikit.assessments import Scale
    from cqikit.forms._definition import Question

__all__ = ["codes_of", "fits", "said_by"]

NO_CHOICE: Final = FindingKind(
    "answers.no-choice-of-the-scale",
    says="choice {choices!r} is no answer: must be {answers}",
    fix="name the choices as the scale does, or declare each code in a layout",
)


def fits(text: Any, scale: Scale) -> bool:
    try:
        scale.number(text)
    except FieldError:
        return False
    return True


def said_by(code: str, label: str, scale: Scale) -> str | float:
    """Return what a choice means: a status, a label of the scale, or a number.

    Words win over numbers: a form may count from 1 what the scale counts from 0.
    """
    status = status_of(label)
    if fits(label, scale) and fold(label) != fold(code):
        return label
    if status is not None:
        return status.value
    return float(code) if NUMBER.fullmatch(code) else label or code


def codes_of(
    name: str, question: Question, scale: Scale, known: set[str]
) -> dict[str, str | float]:
    """Return the codes of a question that do not mean their own number.

    Raises
    ------
    DataError
        When codes are taken for numbers and one of them is none of the scale:
        then the others may be others, too.
    """
    made: dict[str, str | float] = {}
    numbers, strange = [], []
    for code, label in question.choices:
        said = said_by(code, label, scale)
        if fold(code) in known:
            continue
        if isinstance(said, str) and said in WORDS:
            made[code] = said
        elif not fits(said, scale):
            strange.append((code, label))
        elif not fits(code, scale) or scale.number(code) != scale.number(said):
            made[code] = said
        if isinstance(said, float):
            numbers.append(code)
    lost = [f"{code}, {label}" for code, label in strange if NUMBER.fullmatch(code)]
    if lost and numbers and len(numbers) > len(lost):
        problem = NO_CHOICE.problem(
            f"question {question.name}",
            choices="; ".join(lost[:3]),
            answers=scale.answers,
        )
        raise DataError(name, [problem])
    return made
