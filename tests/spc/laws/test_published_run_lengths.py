"""Run lengths that are printed in papers, all of them that could be confirmed."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from cqikit import spc
from cqikit.errors import FieldError
from tests.same import same

REFERENCE = Path(__file__).parents[2] / "reference" / "spc" / "run_lengths.toml"
PRINTED: dict[str, Any] = tomllib.loads(REFERENCE.read_text())
RULES = dict(zip("1234", spc.WESTERN_ELECTRIC, strict=True))
CHAMP_WOODALL = PRINTED["western_electric"]
WINDOWS = PRINTED["windows"]


def set_of(names: str) -> str:
    """Return the rule set that rules are of: the first alone is that of the limits."""
    return "`three-sigma`" if names == "1" else "`western-electric`"


@pytest.mark.parametrize("names", [name for name in CHAMP_WOODALL if name != "shifts"])
def test_western_electric_rules_take_as_long_as_printed(names: str) -> None:
    rules = [RULES[name] for name in names]
    found = [spc.average_run_length(rules, shift) for shift in CHAMP_WOODALL["shifts"]]
    assert {length.method for length in found} == {"exact"}
    same(
        "western_electric",
        f"{set_of(names)}: rules {' '.join(names)}; shifts of 0 to 3 sigma",
        [length.mean for length in found],
        CHAMP_WOODALL[names],
        abs=0.0051,
    )


@pytest.mark.parametrize("name", [name for name in WINDOWS if name != "shifts"])
def test_windows_that_wait_take_longer(name: str) -> None:
    convention, _, names = name.partition("_")
    sets = {"qcc": "qcc-western-electric"}
    rules = [RULES[number] for number in names]
    if convention != "begun":
        rules = [
            evolve(rule, windows="full", last_beyond=convention == "qcc")
            if isinstance(rule, spc.KOfNBeyond)
            else rule
            for rule in rules
        ]
    same(
        "windows",
        f"`{sets.get(convention, 'western-electric')}`: rules {' '.join(names)}, "
        f"windows: {convention}; shifts of 0 to 3 sigma",
        [spc.average_run_length(rules, shift).mean for shift in WINDOWS["shifts"]],
        WINDOWS[name],
        abs=0.0051,
    )


def test_the_preset_of_qcc_takes_as_long_as_its_rules() -> None:
    for shift, expected in zip(WINDOWS["shifts"], WINDOWS["qcc_1234"], strict=True):
        found = spc.average_run_length(spc.QCC_WESTERN_ELECTRIC, shift)
        assert found.mean == pytest.approx(expected, abs=0.0051)


# Charts that remember ----------------------------------------------------------------


#: Numbers as they are printed, to their last digit.
PRINTED_DIGITS = {"rel": 0.0051, "abs": 0.0051}


@pytest.mark.parametrize("table", PRINTED["ewma"], ids=lambda table: table["weight"])
def test_ewma_charts_with_flat_limits_take_as_long_as_printed(
    table: dict[str, Any],
) -> None:
    kind = spc.ewma_kind(table["weight"])
    found = [
        spc.chart_run_length(kind, shift, width=table["width"], flat=True)
        for shift in table["shifts"]
    ]
    assert {length.method for length in found} == {"exact"}
    same(
        "ewma",
        f"`ewma`, weight {table['weight']:g}, width {table['width']:g}, flat limits",
        [length.mean for length in found],
        table["printed"],
        **PRINTED_DIGITS,
    )
    # Up and down alike.
    mirrored = spc.chart_run_length(kind, -1.0, width=table["width"], flat=True)
    again = spc.chart_run_length(kind, 1.0, width=table["width"], flat=True)
    assert mirrored.mean == pytest.approx(again.mean)


def test_an_ewma_takes_as_long_as_ten_printed_digits_say() -> None:
    found = spc.chart_run_length(spc.ewma_kind(0.25), 1.0, flat=True)
    assert found.mean == pytest.approx(11.154267016, abs=1e-9)


def test_an_ewma_without_memory_is_a_shewhart_chart() -> None:
    for flat in (True, False):
        found = spc.chart_run_length(spc.ewma_kind(1.0), 1.0, flat=flat)
        assert found.mean == pytest.approx(
            spc.average_run_length(spc.THREE_SIGMA, 1.0).mean
        )


@pytest.mark.parametrize(
    "table", PRINTED["widening"], ids=lambda entry: entry["weight"]
)
def test_ewma_charts_with_widening_limits_take_less(table: dict[str, Any]) -> None:
    kind = spc.ewma_kind(table["weight"])
    found = [
        spc.chart_run_length(kind, shift, width=table["width"]).mean
        for shift in table["shifts"]
    ]
    same(
        "widening",
        f"`ewma`, weight {table['weight']:g}, width {table['width']:g}, widening",
        found,
        table["printed"],
        rel=0.002,
    )


def name_of(table: dict[str, Any]) -> str:
    fields = ("slack", "decision", "head_start", "side")
    said = (f"{name} {table[name]}" for name in fields if name in table)
    return ", ".join(said).replace("_", " ")


@pytest.mark.parametrize("table", PRINTED["cusum"], ids=name_of)
def test_cusum_charts_take_as_long_as_printed(table: dict[str, Any]) -> None:
    kind = spc.cusum_kind(
        table.get("side", "high"),
        decision=table["decision"],
        slack=table["slack"],
        head_start=table.get("head_start", 0.0),
    )
    both = "side" not in table
    found = [
        spc.chart_run_length(kind, shift, both=both).mean for shift in table["shifts"]
    ]
    same(
        "cusum", f"`cusum`, {name_of(table)}", found, table["printed"], **PRINTED_DIGITS
    )


def test_the_low_side_of_a_cusum_mirrors_the_high_one() -> None:
    high, low = (
        spc.chart_run_length(spc.cusum_kind(side), shift).mean
        for side, shift in (("high", 1.0), ("low", -1.0))
    )
    assert high == low


def test_a_cusum_without_an_interval_signals_at_the_first_step_up() -> None:
    kind = spc.cusum_kind(decision=0.0, slack=0.0)
    assert spc.chart_run_length(kind).mean == pytest.approx(2.0)


@pytest.mark.parametrize("table", PRINTED["bernoulli"], ids=lambda entry: entry["rate"])
def test_bernoulli_cusums_take_as_many_cases_as_others_found(
    table: dict[str, Any],
) -> None:
    high, low = (
        spc.bernoulli_kind(side, decision=table["decision"]) for side in ("high", "low")
    )
    for kind, odds, name in (
        (high, 1.0, "high"),
        (low, 1.0, "low"),
        (high, 2.0, "high_doubled"),
        (low, 0.5, "low_halved"),
    ):
        found = spc.chart_run_length(kind, rate=table["rate"], odds=odds)
        same(
            "bernoulli",
            f"`{kind.name}`, rate {table['rate']:g}, odds times {odds:g}",
            found.mean,
            table[name],
            rel=6e-4,
        )
        assert str(found).endswith("cases (exact)")


def test_a_bernoulli_cusum_takes_about_as_many_as_published() -> None:
    kind = spc.bernoulli_kind(decision=6.0)
    found = spc.chart_run_length(kind, rate=0.5)
    assert found.mean == pytest.approx(8900, rel=0.03)


def test_a_bernoulli_cusum_may_signal_at_one_case() -> None:
    kind = spc.bernoulli_kind(odds=20, decision=0.1)
    found = spc.chart_run_length(kind, rate=0.01)
    assert found.mean == pytest.approx(100)


@pytest.mark.parametrize(
    ("kind", "options", "says"),
    [
        ("i", {}, "kind must be an EWMA, a CUSUM or a Bernoulli CUSUM"),
        ("bernoulli", {}, "rate must lie between 0 and 1"),
        ("bernoulli", {"rate": 1.0}, "rate must lie between 0 and 1"),
        ("bernoulli", {"rate": 0.1, "odds": 0.0}, "odds must be more than 0"),
        ("ewma", {"width": 0.0}, "width must be more than 0"),
        ("ewma", {"shift": float("nan")}, "shift must be between"),
    ],
)
def test_what_is_no_chart_with_a_memory_is_refused(
    kind: str, options: dict[str, Any], says: str
) -> None:
    with pytest.raises(FieldError, match=says):
        spc.chart_run_length(kind, **options)


def test_a_head_start_beyond_the_decision_is_refused() -> None:
    kind = spc.cusum_kind(decision=2, head_start=3)
    with pytest.raises(FieldError, match="head_start must be at most"):
        spc.chart_run_length(kind)
