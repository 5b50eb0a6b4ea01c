"""Laws that every check keeps, for those who write their own."""

from __future__ import annotations

import copy
import pickle
from datetime import date
from typing import TYPE_CHECKING, Any, Final, TypeVar

from cqikit.core import Context, Finding, run_checks, say
from cqikit.errors import MissingExtraError

try:
    from hypothesis import given, settings
    from hypothesis import strategies as st
except ModuleNotFoundError:
    raise MissingExtraError(say("cqikit.testing"), "hypothesis", "testing") from None

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from cqikit.core import Check

__all__ = ["check_check"]

T = TypeVar("T")

#: What a check may know: nothing, or a day.
CONTEXTS: Final = st.builds(
    Context, as_of=st.none() | st.dates(date(2000, 1, 1), date(2100, 1, 1))
)


def check_check(
    judge: Check[T], subjects: SearchStrategy[T], *, examples: int = 100
) -> None:
    """Assert that a check keeps to the laws of checks, on random subjects.

    It yields findings and nothing else; of the same subject it finds the
    same; it changes no subject; and it pickles, so that it can be sent to another
    process.

    Parameters
    ----------
    judge : Check
    subjects : strategy
        What it judges, such as ``values_of(Plan)``.
    examples : int
        How many subjects; 100 unless said.

    Raises
    ------
    AssertionError
        With the law that does not hold; hypothesis shows the smallest subject.

    Examples
    --------
    >>> from cqikit import plans
    >>> from cqikit.testing import values_of
    >>> check_check(plans.CHECKS["plan.no-steps"], values_of(plans.Plan), examples=5)
    """
    assert judge.code, "a check has a code"
    assert isinstance(judge.source, str), "a check says where it is from, or ''"
    sent = pickle.loads(pickle.dumps(judge))  # noqa: S301  (ours)
    assert sent == judge, "a check is the same when it was sent to another process"

    @settings(max_examples=examples, deadline=None, database=None, derandomize=True)
    @given(subject=subjects, context=CONTEXTS)
    def keeps(subject: Any, context: Context) -> None:
        before = copy.deepcopy(subject)
        found = tuple(judge(subject, context))
        for finding in found:
            assert isinstance(finding, Finding), f"a check yields findings: {finding!r}"
        assert subject == before, "a check changes nothing"
        for same in (judge, sent):
            again = run_checks(before, [same], context)
            assert found == again, "of the same subject a check finds the same"

    keeps()
