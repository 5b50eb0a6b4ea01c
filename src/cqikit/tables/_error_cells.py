"""Cells that have an error of a spreadsheet in place of what their formula gives.

A formula that failed is no number, and nothing says that there was nothing to observe:
such a cell is told by its row, in whichever column it stands, and is missing only where
somebody declares it so.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from cqikit.core import FindingKind
from cqikit.tables._declared import codes_said
from cqikit.tables._faults import Fault

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["ERROR", "ERROR_CELL", "error_in", "is_error"]

ERROR_CELL: Final = FindingKind(
    "table.error-cell",
    says="must not be an error of the spreadsheet (got {got}{more})",
    fix={
        "": "correct its formula",
        "missing": "correct its formula; where it has nothing to divide or to find,"
        " say missing = {toml} ({options})",
    },
)
#: What a spreadsheet shows where a formula has no value, in its language: ``#DIV/0!``,
#: ``#N/A``, ``#NV``, ``#\u00a1VALOR!``, ``Err:502``.
ERROR: Final = re.compile(
    r"#[\u00a1\u00bf]?[^\W\d_][\w/]{1,20}[!?]|#N/[AD]|#NV|#GETTING_DATA|Err:\d{3}"
)
#: Those of which there may be no value: of 0 of 0, or what is not found.
NO_VALUE: Final = re.compile(r"#.?DIV/0!|#N/[AD]|#NV")


def is_error(text: str) -> bool:
    """Say whether a cell is what a spreadsheet shows where a formula has no value.

    Examples
    --------
    >>> [is_error(text) for text in ("#DIV/0!", "#N/A", "#BEZUG!", "n/a", "#1")]
    [True, True, True, False, False]
    """
    return text.startswith(("#", "Err:")) and ERROR.fullmatch(text) is not None


def error_in(texts: Sequence[str]) -> Fault:
    """Return what is wrong with cells that have errors of a spreadsheet."""
    words = list(filter(NO_VALUE.fullmatch, texts))
    form = "missing" if words else ""
    return Fault(ERROR_CELL, form, codes_said("missing", words))
