"""What is checked of cycles, and of forms of them, by themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cqikit import pdsa
from cqikit.core import Context, Finding, check, prefixed, run_checks
from cqikit.documents._checks import OURS, each_of, refusal, refused
from cqikit.errors import CqikitError
from cqikit.pdsa import cycle_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cqikit.documents._lists_done import Cycles, Worksheets

__all__ = ["CYCLES", "WORKSHEETS", "rises"]

IMPOSSIBLE_CYCLE: Final = refusal("cycle.impossible")


@check("document.ramps")
def rises(document: Cycles, context: Context) -> Iterator[Finding]:
    """Find ramps of cycles that do not climb."""
    for ramp in pdsa.ramps(document.logs):
        of_team = f".{ramp.team}" if ramp.team else ""
        found = run_checks(ramp, pdsa.RAMP_CHECKS, context)
        yield from prefixed(f"ramps.{ramp.idea}{of_team}", found)


@check("document.worksheets", source=OURS)
def is_possible(document: Worksheets, context: Context) -> Iterator[Finding]:
    """Find worksheets that tell of no possible cycle; of the others, as of cycles."""
    for place, sheet in enumerate(document.worksheets):
        where = f"worksheets[{place}]"
        try:
            cycle = cycle_of(sheet)
        except CqikitError as error:
            yield from prefixed(where, tuple(refused(IMPOSSIBLE_CYCLE, error)))
            continue
        yield from prefixed(where, run_checks(cycle, pdsa.CHECKS, context))


CYCLES: Final = (each_of("cycles", pdsa.CHECKS, read="logs"), rises)
WORKSHEETS: Final = (is_possible,)
