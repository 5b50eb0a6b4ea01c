"""How checks of records are made, from functions of worksheets."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from attrs import frozen

from cqikit.core import Context, Finding, FindingKind, FunctionCheck, Partial, Severity
from cqikit.pdsa._records import Record, as_sheets
from cqikit.pdsa._worksheet import Worksheet

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["OfSheets", "sheet_check", "simple_check"]


def sheet_check(
    code: str, *, source: str
) -> Callable[[Callable[[Worksheet, Context], Iterable[Finding]]], FunctionCheck]:
    """Make a check of records from a function of worksheets."""

    def made(
        function: Callable[[Worksheet, Context], Iterable[Finding]],
    ) -> FunctionCheck:
        # As of any check: found, by pickle too, where its check is kept.
        function.__qualname__ += ".function.function"
        return FunctionCheck(FindingKind(code, source=source), OfSheets(function))

    return made


@frozen
class OfSheets:
    """Finds in a record what `function` finds in its worksheet."""

    function: Callable[[Worksheet, Context], Iterable[Finding]]

    def __call__(self, record: Record, context: Context) -> Iterable[Finding]:
        [sheet] = as_sheets([record])
        return self.function(sheet, context)


def simple_check(
    code: str,
    lacks: Callable[[Worksheet], bool],
    *,
    message: str,
    fix: str,
    where: str,
    source: str,
    severity: Severity = Severity.WARNING,
) -> FunctionCheck:
    """Make a check of a yes-or-no question about a worksheet."""
    found = Finding(code=code, severity=severity, where=where, message=message, fix=fix)
    judge = OfSheets(Partial(_lacking, (lacks, found)))
    return FunctionCheck(FindingKind(code, source=source), judge)


def _lacking(
    lacks: Callable[[Worksheet], bool], found: Finding, sheet: Worksheet, _: Context
) -> Iterator[Finding]:
    if lacks(sheet):
        yield found
