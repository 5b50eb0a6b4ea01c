"""XLSForm, by which Kobo and ODK forms are written: its questions and choices.

Names of columns are those of xlsform.org ("survey" and "choices" sheets).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cqikit.forms._definition import Question

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cqikit.tables import Table

__all__ = ["xlsform_questions"]


def xlsform_questions(survey: Table, choices: Table) -> Iterator[Question]:
    """Yield the questions of an XLSForm, those in groups as ``group/name``."""
    listed: dict[str, list[tuple[str, str]]] = {}
    of = choices.column("list_name" if "list_name" in choices.columns else "list name")
    rows = zip(of, choices.column("name"), _labels(choices), strict=True)
    for list_name, name, label in rows:
        listed.setdefault(list_name.strip(), []).append((name.strip(), label))
    groups: list[str] = []
    for kind, name, label in zip(
        survey.column("type"), survey.column("name"), _labels(survey), strict=True
    ):
        words = kind.split()
        start = words[0].replace("_", " ") if words else ""
        joined = " ".join(words).replace("_", " ")
        if joined in {"begin group", "begin repeat"}:
            groups.append(name.strip())
        elif joined in {"end group", "end repeat"}:
            del groups[-1:]
        elif start in {"select one", "select multiple"} and len(words) > 1:
            yield Question(
                name="/".join([*groups, name.strip()]),
                label=label,
                choices=listed.get(words[1], ()),
                boxes=start == "select multiple",
            )


def _labels(table: Table) -> tuple[str, ...]:
    """Return the labels, of the first language where there are several."""
    for column in table.columns:
        if column.partition("::")[0].strip() == "label":
            return table.column(column)
    return ("",) * len(table)
