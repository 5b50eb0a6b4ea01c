"""REDCap: the data dictionary, in and out.

The columns of the dictionary are those of a "data dictionary" CSV as REDCap
exports and imports it; choices are ``code, label | code, label``.
"""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, Final

from cqikit.assessments import Status
from cqikit.core import FindingKind, arguments
from cqikit.errors import DataError
from cqikit.forms._choices import REASONS, choices_of
from cqikit.forms._definition import Question

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cqikit.assessments import Framework, Item, Scale
    from cqikit.tables import Table

__all__ = ["is_dictionary", "redcap_dictionary", "redcap_questions", "redcap_variable"]

#: Of each column that is read: its name in the file, and in the API.
NAME: Final = ("Variable / Field Name", "field_name")
TYPE: Final = ("Field Type", "field_type")
LABEL: Final = ("Field Label", "field_label")
CHOICES: Final = (
    "Choices, Calculations, OR Slider Labels",
    "select_choices_or_calculations",
)
#: Types whose choices the dictionary does not list.
FIXED: Final = {
    "yesno": (("1", "Yes"), ("0", "No")),
    "truefalse": (("1", "True"), ("0", "False")),
}
CHOSEN: Final = frozenset({"radio", "dropdown", "checkbox"})
HEADER: Final = (
    "Variable / Field Name",
    "Form Name",
    "Section Header",
    "Field Type",
    "Field Label",
    "Choices, Calculations, OR Slider Labels",
    "Field Note",
    "Text Validation Type OR Show Slider Number",
    "Text Validation Min",
    "Text Validation Max",
    "Identifier?",
    "Branching Logic (Show field only if...)",
    "Required Field?",
    "Custom Alignment",
    "Question Number (surveys only)",
    "Matrix Group Name",
    "Matrix Ranking?",
    "Field Annotation",
)
#: Codes of those who have no answer: no number, so that none is one of a scale.
CODES: Final = {
    Status.NOT_APPLICABLE: "na",
    Status.DONT_KNOW: "dk",
    Status.NOT_OBSERVED: "nob",
}
NO_COLUMN: Final = FindingKind(
    "answers.no-dictionary-column", says="must have a column {column!r}"
)
SAME_VARIABLE: Final = FindingKind(
    "answers.same-variable",
    says="{key!r} and {other!r} would be one: {variable}",
    fix="change a key",
)
FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")
FIELD: Final = "answers"


def is_dictionary(table: Table) -> bool:
    """Say whether a table is a data dictionary."""
    return any(name in table.columns for name in NAME)


def redcap_questions(table: Table) -> Iterator[Question]:
    """Yield the questions of a data dictionary."""
    names, kinds, labels, choices = (
        _column(table, names) for names in (NAME, TYPE, LABEL, CHOICES)
    )
    for name, kind, label, said in zip(names, kinds, labels, choices, strict=True):
        listed = FIXED.get(kind) or (_choices(said) if kind in CHOSEN else ())
        yield Question(
            name=name.strip(), label=label, choices=listed, boxes=kind == "checkbox"
        )


def _column(table: Table, names: tuple[str, str]) -> tuple[str, ...]:
    for name in names:
        if name in table.columns:
            return table.column(name)
    raise DataError(table.name, [NO_COLUMN.problem("row 1", column=names[0])])


def _choices(said: str) -> list[tuple[str, str]]:
    pairs = (part.partition(",") for part in said.split("|"))
    return [(code.strip(), label.strip()) for code, _, label in pairs]


def redcap_variable(key: str) -> str:
    """Return the name that an item has in REDCap: small letters, digits, underscores.

    Examples
    --------
    >>> redcap_variable("Staff-time"), redcap_variable("3.a")
    ('staff_time', 'q3_a')
    """
    name = re.sub(r"[^a-z0-9]+", "_", key.lower()).strip("_")
    return name if name[:1].isalpha() else f"q{name}"


@arguments()
def redcap_dictionary(framework: Framework) -> str:
    """Return a framework as the CSV of a REDCap data dictionary.

    Each item is a variable named after its key, each domain a section. Write the
    text to a file and upload it as a data dictionary.

    Raises
    ------
    DataError
        When two keys would be one variable.

    Examples
    --------
    >>> from cqikit.assessments import FRAMEWORKS
    >>> made = redcap_dictionary(FRAMEWORKS["bts-infrastructure"])
    >>> print(made.splitlines()[4][:40])
    staff_time,answers,,radio,"Staff for imp
    """
    keys = {"record_id": "of REDCap's own"}
    rows = [["record_id", FIELD, "", "text", "Record"]]
    for section, item in _sectioned(framework):
        variable = redcap_variable(item.key)
        if variable in keys:
            same = SAME_VARIABLE.problem(
                key=item.key, other=keys[variable], variable=variable
            )
            raise DataError(framework.key, [same])
        keys[variable] = item.key
        asked = _asked(framework.scale_of(item), _safe(item.text))
        rows.append([variable, FIELD, _safe(section), *asked])
    out = io.StringIO()
    full = [row + [""] * (len(HEADER) - len(row)) for row in rows]
    csv.writer(out, lineterminator="\n").writerows([HEADER, *full])
    return out.getvalue()


def _asked(scale: Scale, text: str) -> list[str]:
    """Return type, label, choices, note, and validation with its ends."""
    choices = choices_of(scale)
    if not choices:
        note = "Leave it empty where there is no answer"
        ends = [f"{scale.low:g}", f"{scale.high:g}"]
        return ["text", text, "", note, "number", *ends]
    if choices[0][0].startswith("-"):
        # A list that starts with a negative number looks like a formula to Excel.
        choices.reverse()
    choices += [(CODES[reason], reason.words) for reason in REASONS]
    listed = " | ".join(f"{code}, {_label(label)}" for code, label in choices)
    return ["radio", text, listed]


def _sectioned(framework: Framework) -> Iterator[tuple[str, Item]]:
    """Yield each item, with the title of its domain before the first of it."""
    for node in framework.nodes:
        title = node.title if node is not framework else ""
        for place, item in enumerate(node.items):
            yield "" if place else title, item


def _label(text: str) -> str:
    """Return a label without what separates choices."""
    return " ".join(text.replace("|", "/").split())


def _safe(text: str) -> str:
    plain = " ".join(text.split())
    return f"'{plain}" if plain.startswith(FORMULA_STARTS) else plain
