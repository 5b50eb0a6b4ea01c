"""What is told of a layout and of the rows that it reads, as rows of code and words."""

from __future__ import annotations

from typing import Final

from cqikit.core import FindingKind
from cqikit.forms._meant import LAYOUT

__all__ = [
    "LAYOUT_CODE",
    "NO_RESPONDENTS",
    "NO_ROW",
    "OTHER_NUMBER",
    "OTHER_ROLE",
    "TWICE",
]

LAYOUT_CODE: Final = FindingKind(
    "answers.layout-code", says="{code!r} {must} (got {got})", fix="{fix}"
)
NO_ROW: Final = FindingKind(
    "answers.no-row",
    says="must have a row of answers among those that skip and where leave",
)
NO_RESPONDENTS: Final = FindingKind(
    "answers.no-respondents",
    says="must have a column of respondents in a long table",
    fix='write respondent = "COLUMN"',
)
TWICE: Final = FindingKind(
    "answers.second-time",
    says={
        "": "{who!r} answers a second time, after {earlier}",
        "about": "{who!r} answers about {unit!r} a second time, after {earlier}",
    },
    fix="{fix}",
)
OTHER_ROLE: Final = FindingKind(
    "answers.other-role", says="must be {role!r}, as in {earlier}"
)
OTHER_NUMBER: Final = FindingKind(
    "answers.other-number",
    says="is called {label!r}, which is {number} on the scale",
    fix=f"write {{line}} in {LAYOUT}, or its number",
)
