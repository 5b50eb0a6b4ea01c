"""The stranger's own tests, run against an installed cqikit."""

from pathlib import Path

import clinic_waits
import cqikit
import pytest
from clinic_waits import CHECKS, VISITS, Book, Come, Promise, State, follow, read
from cqikit.core import run_checks
from cqikit.errors import DataError, TransitionError, UnknownNameError

ROWS = [("2026-02", 12.0), ("2026-01", 14.0), ("2026-04", 9.0)]


def test_cqikit_is_installed_and_not_the_checkout() -> None:
    assert "site-packages" in Path(cqikit.__file__).parts


def test_rows_become_a_series_with_its_gap() -> None:
    values = read(ROWS).values
    assert values[:2] == (14.0, 12.0)
    assert len(values) == 4


def test_a_month_that_comes_twice_is_refused() -> None:
    with pytest.raises(DataError):
        read([*ROWS, ("2026-04", 8.0)])


def test_checks_of_ones_own_speak_as_all_checks_do() -> None:
    found = run_checks(read(ROWS), CHECKS)
    assert [(finding.code, finding.where) for finding in found] == [
        ("waits.promise", "2026-01"),
        ("waits.promise", "2026-02"),
        ("waits.short", ""),
    ]


def test_a_catalog_of_ones_own_is_edited_by_value() -> None:
    milder = CHECKS.replace(Promise(days=13))
    assert len(run_checks(read(ROWS), milder)) == 2
    assert len(run_checks(read(ROWS), CHECKS)) == 3
    with pytest.raises(UnknownNameError, match="did you mean"):
        CHECKS["waits.promis"]


def test_a_state_machine_of_ones_own() -> None:
    assert follow([Book(), Come()]) is State.DONE
    assert "asked --> booked: Book" in VISITS.mermaid()
    with pytest.raises(TransitionError):
        follow([Come()])


def test_what_is_public_is_listed() -> None:
    assert all(hasattr(clinic_waits, name) for name in clinic_waits.__all__)
