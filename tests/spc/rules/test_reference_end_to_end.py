"""From the data to the flags: our own limits, read, against what the tools flag."""

from __future__ import annotations

from typing import Any

import pytest

from cqikit import spc
from tests.spc.cases import qic_chart
from tests.spc.rules.test_reference_rules import nhsr_says, places, qicharts2_says
from tests.spc.test_reference_qicharts2 import CHARTS, REFUSED, no_width
from tests.spc.test_reference_tools import NHSR, nhsr_chart, of_chart, qcc_chart

QIC = [
    case
    for case in CHARTS
    if not case["fragile"] and not REFUSED.keys() & set(case["quirk"])
]
FIRM = [case for case in NHSR if not case["fragile"]]
QCC = [
    case
    for case in of_chart("xbar", "R", "S", "xbar.one", "p", "np", "c", "u")
    if "wer" in case["expected"]
]


@pytest.mark.parametrize("case", QIC, ids=lambda case: str(case["id"]))
def test_a_chart_read_flags_what_qicharts2_flags(case: dict[str, Any]) -> None:
    made = qic_chart(case)
    if no_width(made, "ucl", case["expected"]) and case["chart"] != "run":
        # The tool draws no limits there, so that nothing can lie outside them.
        return
    qicharts2_says(case, made)


@pytest.mark.parametrize("case", FIRM, ids=lambda case: str(case["id"]))
def test_a_chart_read_says_what_nhsrplotthedots_says(case: dict[str, Any]) -> None:
    expected = case["expected"]
    if "facets" not in expected:
        made = nhsr_chart(case, list(range(len(case["x"]))), case["rebase"] or [])
        nhsr_says(case, expected, case["target"], expected, made)
        return
    for name, facet in expected["facets"].items():
        rows = [row for row, key in enumerate(case["facet"]) if key == name]
        made = nhsr_chart(case, rows, (case["rebase"] or {}).get(name, []))
        said = {key: expected[key][name] for key in ("variation", "assurance")}
        target = case["target"]
        target = target[name] if isinstance(target, dict) else target
        nhsr_says(case, facet, target, said, made)


@pytest.mark.parametrize("case", QCC, ids=lambda case: str(case["id"]))
def test_a_chart_read_flags_what_qcc_flags(case: dict[str, Any]) -> None:
    made = qcc_chart(case)
    for rules, theirs in (
        (spc.QCC_WESTERN_ELECTRIC, case["expected"]["wer"]),
        (spc.QCC_NELSON, case["expected"]["nelson"]),
    ):
        found = spc.read(made, rules).flags.values()
        assert [places(flags) for flags in found] == [
            sorted(theirs[str(number + 1)]) for number in range(len(rules))
        ]
