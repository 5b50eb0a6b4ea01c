"""A form's own definition: its questions, and what their codes are called."""

from __future__ import annotations

from typing import Any

from attrs import field, frozen

from cqikit.core import TupleOf, arguments, instance_of, is_text

__all__ = ["Definition", "Question"]


def _pairs(value: Any) -> Any:
    try:
        return tuple((str(code), str(label)) for code, label in value)
    except (TypeError, ValueError):
        # For the check to refuse.
        return value


@frozen(kw_only=True)
class Question:
    """One question of a form.

    Parameters
    ----------
    name : str
        What its column is called in an export.
    label : str
        What people read.
    choices : tuple of (str, str)
        Code and label of what can be chosen; empty for text and numbers.
    boxes : bool
        Whether several may be chosen, so that each is a column of its own.
    """

    name: str = field(validator=is_text)
    label: str = field(default="", validator=is_text)
    choices: tuple[tuple[str, str], ...] = field(
        default=(), converter=_pairs, validator=instance_of(tuple)
    )
    boxes: bool = field(default=False, validator=instance_of(bool))


@frozen
class Definition:
    """The questions of a form, as its tool defines them.

    `definition` makes one of a REDCap dictionary, a SurveyJS survey, a FHIR
    Questionnaire or an XLSForm.

    Parameters
    ----------
    questions : tuple of Question
        In the order of the form; none unless said.
    """

    questions: tuple[Question, ...] = field(default=(), converter=TupleOf[Question])

    def __getitem__(self, name: str) -> Question | None:
        """Return the question of a column, if there is one."""
        for question in self.questions:
            if question.name == name:
                return question
        return None

    @arguments()
    def of_column(self, column: str) -> Question | None:
        """Return the question of a column that has its name, or its label alone."""
        labelled = [question for question in self.questions if question.label == column]
        alone = labelled[0] if len(labelled) == 1 else None
        return self[column] or alone

    @property
    def is_empty(self) -> bool:
        """Say whether there is no question in it."""
        return not self.questions
