"""A short run of `nox -s differential`, and what it once found."""

from __future__ import annotations

import numpy as np
import pytest

from cqikit import spc
from cqikit.errors import FieldError
from tests.differential import __main__ as session


@pytest.mark.parametrize("subject", session.SUBJECTS)
def test_the_library_says_what_the_restatement_says(subject: str) -> None:
    inputs = 2 * session.SUBJECTS[subject].share
    said = [session.compare(subject, 0, number) for number in range(inputs)]
    assert [found for _, found in said if found] == []


def test_the_session_counts_its_inputs_and_its_disagreements(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert session.main(["--count", "100"]) == 0
    assert "100 inputs of" in capsys.readouterr().out

    def crash(_: object) -> tuple[str, str]:
        raise ZeroDivisionError("a line")

    broken = {"lines": session.Subject(crash, 100)}
    monkeypatch.setattr(session, "SUBJECTS", broken)
    assert session.main(["--only", "lines", "--input", "7"]) == 1
    told = capsys.readouterr().out
    assert "lines --input 7, ZeroDivisionError" in told
    assert "1 inputs of 1 kinds, 1 disagreements" in told


@pytest.mark.parametrize("size", [5.0, 11.0, 0.3])
def test_a_limit_next_to_its_bound_is_none(size: float) -> None:
    # 9/n - 3 √(9/n/n) is 0, of which rounding may leave 2e-16.
    made = spc.chart([9, 9, 9, 9, 10, 8], "u", sizes=[size] * 6)
    assert made.lower.tolist() == [0.0] * 6
    assert np.isnan(np.asarray(made.view.lower)).all()


@pytest.mark.parametrize("kind", ["g-median", "g-exact"])
def test_where_sigma_follows_from_the_mean_none_is_given(kind: str) -> None:
    # It was taken for the mean: a sigma of 10 came out as 10.5.
    with pytest.raises(FieldError, match="sigma must not be given"):
        spc.chart([3, 4, 8], kind, sigma=10)  # type: ignore[arg-type]
