"""What checks of a document by itself are made of, without others of its folder."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from cqikit.core import (
    Check,
    Context,
    Finding,
    FindingKind,
    FunctionCheck,
    Partial,
    Severity,
    arguments,
    is_text,
    prefixed,
    problem_of,
    run_checks,
)
from cqikit.errors import CqikitError, FaultsError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["OURS", "each_of", "refusal", "refused"]

OURS: Final = "cqikit: what the folder's report would refuse"
#: What is refused is said in the words of its error.
refusal: Final = partial(FindingKind, severity=Severity.FAULT, source=OURS)


@arguments(field=is_text)
def each_of(
    field: str, checks: Iterable[Check[Any]], *, read: str = ""
) -> FunctionCheck:
    """Make the check that judges each member of a field of a document.

    Parameters
    ----------
    field : str
        A field with several members, such as ``steps``.
    checks : iterable of Check
        Of one member.
    read : str
        The attribute that has the members as the checks take them; the field unless
        said.

    Examples
    --------
    >>> from cqikit import actions, documents
    >>> steps = documents.Steps(steps=[actions.ActionStep(key="rugs", what="Rugs")])
    >>> [found, *_] = run_checks(steps, [each_of("steps", actions.CHECKS)])
    >>> found.code, found.where
    ('action.no-owner', 'steps[0].who')
    """
    found = Partial(_of_each, (field, tuple(checks), read or field))
    return FunctionCheck(FindingKind(f"document.{field}", source=""), found)


def _of_each(
    field: str,
    checks: tuple[Check[Any], ...],
    read: str,
    document: Any,
    context: Context,
) -> Iterator[Finding]:
    """Find what the checks of each member of a field find."""
    for place, member in enumerate(getattr(document, read)):
        found = run_checks(member, checks, context)
        yield from prefixed(f"{field}[{place}]", found)


def refused(
    kind: FindingKind, error: CqikitError, where: str = ""
) -> Iterator[Finding]:
    """Yield as findings what an error says, one for each of its problems."""
    faults = error.problems if isinstance(error, FaultsError) else ()
    for fault in faults or (problem_of(error),):
        yield kind.told(fault, where)
