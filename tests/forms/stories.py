"""What the tests of this room share: one survey, and small tables of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from cqikit.assessments import FRAMEWORKS, Responses
from cqikit.forms import AnswersLayout, ItemColumn
from cqikit.tables import Table, parse_csv

EXPORTS: Final = Path("examples/answers/exports")
CONDITIONS: Final = FRAMEWORKS["bts-infrastructure"]


def said(responses: Responses) -> list[tuple[str, float | str | None, str]]:
    """Return what was answered, person by person, whoever that is."""
    return [
        (answer.item, answer.value, answer.status.value) for answer in responses.answers
    ]


def table(*lines: str) -> Table:
    """Return a table of these lines."""
    return parse_csv("".join(f"{line}\n" for line in lines), "export.csv")


def layout(*items: str, **more: Any) -> AnswersLayout:
    """Return a layout whose columns have the names of items."""
    columns = [ItemColumn(item=item, column=item) for item in items or ("teams",)]
    return AnswersLayout(**({"items": columns} | more))
