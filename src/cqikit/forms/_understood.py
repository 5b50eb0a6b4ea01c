"""What a layout makes of an export, in a few lines to look at."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from attrs import frozen

from cqikit.assessments import Status
from cqikit.core import arguments, plural, some_of
from cqikit.forms._completed import completed
from cqikit.forms._responses import responses
from cqikit.forms._rows import rows_of
from cqikit.forms._told import unused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cqikit.assessments import Framework
    from cqikit.forms._layout import AnswersLayout
    from cqikit.tables import Table

__all__ = ["Understood", "understood"]

#: So many names stand in one line; the rest are counted.
NAMED: Final = 12
#: What a layout may know of the people, and what that is called.
PEOPLE: Final = {
    "respondent": "who",
    "role": "role",
    "unit": "unit",
    "site": "site",
    "on": "day",
}


@frozen(kw_only=True)
class Understood:
    """What was read, and what was left aside.

    Parameters
    ----------
    source : str
        What was read, such as the name of its file.
    people, items, all_items : int
        Respondents (each once for every unit), and how many of the framework's
        items were asked.
    statuses : tuple of (Status, int)
        How many answers have each status.
    people_columns : tuple of (str, str)
        What is known of the people, such as their role, with the column that says it.
    roles : tuple of (str, int)
        How many respondents have each role.
    unused : tuple of str
        Columns of the export that the layout does not name, or in a long table
        what stands in its column of items.
    unasked : tuple of str
        Keys of items that no column is for.
    left_out : int
        Rows below the header that the layout leaves out.
    """

    source: str
    people: int
    items: int
    all_items: int
    statuses: tuple[tuple[Status, int], ...]
    people_columns: tuple[tuple[str, str], ...]
    roles: tuple[tuple[str, int], ...]
    unused: tuple[str, ...]
    unasked: tuple[str, ...]
    left_out: int

    def __str__(self) -> str:
        counts = ", ".join(f"{count} {status.words}" for status, count in self.statuses)
        people = plural(self.people, "respondent")
        items = f"{self.items} of {plural(self.all_items, 'item')}"
        lines = [f"{self.source}: {people}, {items}: {counts}"]
        if self.people_columns:
            known = ", ".join(f"{what} in {at}" for what, at in self.people_columns)
            lines.append(f"  of the people: {known}")
        if self.roles:
            named = tuple(f"{role} ({count})" for role, count in self.roles)
            lines.append(f"  roles: {some_of(named, NAMED)}")
        if self.unasked:
            lines.append(f"  items without a column: {some_of(self.unasked, NAMED)}")
        if self.unused:
            lines.append(f"  columns not used: {some_of(self.unused, NAMED)}")
        if self.left_out:
            lines.append(f"  rows left out: {self.left_out}")
        return "\n".join(lines)


@arguments()
def understood(table: Table, layout: AnswersLayout, framework: Framework) -> Understood:
    r"""Return what a layout makes of an export: what is read, and what is not.

    Parameters
    ----------
    table : Table
    layout : AnswersLayout
        How the export is read.
    framework : Framework
        The framework that was answered.

    Raises
    ------
    DataError
        As `responses` does.

    Examples
    --------
    >>> from cqikit.assessments import FRAMEWORKS
    >>> from cqikit.forms import propose
    >>> from cqikit.tables import parse_csv
    >>> conditions = FRAMEWORKS["bts-infrastructure"]
    >>> table = parse_csv("Timestamp,Role,leadership\n2025-01-13,Lead,Met\n", "a.csv")
    >>> print(understood(table, propose(table, conditions), conditions))
    a.csv: 1 respondent, 1 of 9 items: 1 answered
      of the people: role in Role, day in Timestamp
      roles: Lead (1)
      items without a column: teams, staff-time, day-to-day-lead, content-experts, ...
    """
    layout = completed(layout, table, framework)
    said = responses(table, layout, framework)
    people = {
        (answer.respondent, answer.role) for answer in said.answers if answer.role
    }
    counts = Counter(answer.status for answer in said.answers)
    asked = {item.item for item in layout.items}
    keys = [item.key for item in framework.all_items]
    return Understood(
        source=table.name,
        people=len(said.cells.people),
        items=len(asked),
        all_items=len(keys),
        statuses=tuple((status, counts[status]) for status in Status if counts[status]),
        people_columns=tuple(_people_columns(layout)),
        roles=tuple(Counter(role for _, role in sorted(people)).items()),
        unused=tuple(name for name, _ in unused(table, layout)),
        unasked=tuple(key for key in keys if key not in asked),
        left_out=len(table) - len(rows_of(table, layout).kept),
    )


def _people_columns(layout: AnswersLayout) -> Iterator[tuple[str, str]]:
    for name, words in PEOPLE.items():
        boxes = " and ".join(layout.role_boxes) if name == "role" else ""
        if column := getattr(layout, name) or boxes:
            yield words, column
