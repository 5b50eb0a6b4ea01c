"""What a cycle predicted is told beside what its measure shows."""

from __future__ import annotations

from typing import Any

import pytest

from cqikit import pdsa
from cqikit.core import parse_period
from cqikit.pdsa import Verdict
from cqikit.projects import Foretold

PARTS: dict[str, Any] = {
    "cycle": "rugs",
    "title": "Rugs",
    "question": "How many sit?",
    "prediction": pdsa.Number(4),
    "measure": "seated",
    "named": "Children seated",
    "period": parse_period("2026-03"),
    "actual": 5.0,
}


@pytest.mark.parametrize(
    ("of", "verdict", "said", "told"),
    [
        ("", None, None, "Children seated was 5 in 2026-03"),
        ("Elm", None, None, "Children seated of Elm was 5 in 2026-03"),
        ("", Verdict.PARTLY, None, "was 5 in 2026-03: partly"),
        ("", Verdict.PARTLY, Verdict.PARTLY, "was 5 in 2026-03: partly"),
        (
            "",
            Verdict.REFUTED,
            Verdict.CONFIRMED,
            "was 5 in 2026-03: refuted; the cycle says: confirmed",
        ),
        ("", None, Verdict.CONFIRMED, "2026-03; the cycle says: confirmed"),
    ],
)
def test_a_prediction_is_told_beside_what_happened(
    of: str, verdict: Verdict | None, said: Verdict | None, told: str
) -> None:
    foretold = Foretold(of=of, verdict=verdict, said=said, **PARTS)
    assert str(foretold).startswith("\u201cRugs\u201d, How many sit? Predicted 4; ")
    assert str(foretold).endswith(told)
