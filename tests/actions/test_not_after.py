"""What is not done after a day is due by it; before a day, by the one before."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from cqikit.actions import read_step


@pytest.mark.parametrize(
    ("text", "language", "when"),
    [
        ("Ana will order 2 tables not after Jan 5", "en", "2027-01-05"),
        ("Ana pedirá 2 mesas no después del 5 de enero", "es", "2027-01-05"),
        ("Ana pedirá 2 mesas no más tarde del 5 de enero", "es", "2027-01-05"),
        ("Ana pedirá 2 mesas antes del día 5 de enero", "es", "2027-01-04"),
        ("Ana vai pedir 2 mesas não depois de 5 de janeiro", "pt", "2027-01-05"),
        ("Ana vai pedir 2 mesas antes do dia 5 de janeiro", "pt", "2027-01-04"),
        ("Ana will order 2 tables after Jan 5", "en", "None"),
        ("Ana pedirá 2 mesas después del 5 de enero", "es", "None"),
    ],
)
def test_what_is_not_after_a_day_is_due_by_it(
    text: str, language: Any, when: str
) -> None:
    step = read_step(text, on=date(2026, 11, 30), language=language)
    assert (step.who, str(step.when)) == ("Ana", when)
    assert ("5" in step.what) == (when == "None")
