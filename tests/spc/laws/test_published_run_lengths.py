"""Run lengths that are printed in papers, all of them that could be confirmed."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from cqikit import spc

REFERENCE = Path(__file__).parents[2] / "reference" / "spc" / "run_lengths.toml"
PRINTED: dict[str, Any] = tomllib.loads(REFERENCE.read_text())
RULES = dict(zip("1234", spc.WESTERN_ELECTRIC, strict=True))
CHAMP_WOODALL = PRINTED["western_electric"]
WINDOWS = PRINTED["windows"]


@pytest.mark.parametrize("names", [name for name in CHAMP_WOODALL if name != "shifts"])
def test_western_electric_rules_take_as_long_as_printed(names: str) -> None:
    rules = [RULES[name] for name in names]
    found = [spc.average_run_length(rules, shift) for shift in CHAMP_WOODALL["shifts"]]
    assert {length.method for length in found} == {"exact"}
    lengths = [length.mean for length in found]
    assert lengths == pytest.approx(CHAMP_WOODALL[names], abs=0.0051)


@pytest.mark.parametrize("name", [name for name in WINDOWS if name != "shifts"])
def test_windows_that_wait_take_longer(name: str) -> None:
    convention, _, names = name.partition("_")
    rules = [RULES[number] for number in names]
    if convention != "begun":
        rules = [
            evolve(rule, windows="full", last_beyond=convention == "qcc")
            if isinstance(rule, spc.Near)
            else rule
            for rule in rules
        ]
    lengths = [spc.average_run_length(rules, shift).mean for shift in WINDOWS["shifts"]]
    assert lengths == pytest.approx(WINDOWS[name], abs=0.0051)


def test_the_preset_of_qcc_takes_as_long_as_its_rules() -> None:
    for shift, expected in zip(WINDOWS["shifts"], WINDOWS["qcc_1234"], strict=True):
        found = spc.average_run_length(spc.QCC_WESTERN_ELECTRIC, shift)
        assert found.mean == pytest.approx(expected, abs=0.0051)
