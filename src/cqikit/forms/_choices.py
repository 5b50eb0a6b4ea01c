"""What a form offers to choose from on a scale."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cqikit.assessments import Status

if TYPE_CHECKING:
    from cqikit.assessments import Scale

__all__ = ["REASONS", "choices_of"]

#: A list of more choices than this is a field for a number.
MOST_CHOICES: Final = 25
#: What a form offers to those who have no answer; who leaves it out has none.
REASONS: Final = (Status.NOT_APPLICABLE, Status.DONT_KNOW, Status.NOT_OBSERVED)


def choices_of(scale: Scale) -> list[tuple[str, str]]:
    """Return code and label of each answer; none where any number is one.

    A value without a name of its own is called by its number.

    Examples
    --------
    >>> from cqikit.assessments import PERCENT, YES_NO
    >>> choices_of(YES_NO), choices_of(PERCENT)
    ([('0', 'no'), ('1', 'yes')], [])
    """
    labels = {anchor.at: anchor.label for anchor in scale.anchors}
    if scale.step is None:
        values = list(scale.levels)
    elif not scale.step or scale.width / scale.step >= MOST_CHOICES:
        return []
    else:
        steps = int(scale.width / scale.step + 1e-9)
        values = [round(scale.low + n * scale.step, 9) for n in range(steps + 1)]
    return [(_text(value), labels.get(value) or _text(value)) for value in values]


def _text(value: float) -> str:
    return str(int(value)) if float(value).is_integer() else repr(value)
