"""Numbers that are printed in books."""

from __future__ import annotations

import csv
import math
import tomllib
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cqikit import spc
from cqikit.errors import FieldError
from cqikit.spc._charts._constants import c4
from tests.same import same
from tests.spc.cases import DATA

with (DATA / "published.toml").open("rb") as file:
    EXAMPLES: list[dict[str, Any]] = tomllib.load(file)["example"]
BY_NAME = {example["name"]: example for example in EXAMPLES}


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda entry: str(entry["name"]))
def test_printed_answers_are_reached(example: dict[str, Any]) -> None:
    shared = BY_NAME[example.get("same_values_as", example["name"])]
    made = spc.chart(
        shared["values"],
        example["kind"],
        sizes=example.get("sizes"),
        exclude=example.get("exclude", ()),
    )
    # Printed with rounded constants: one in the last digit is the book's.
    within = 1.1 * 10.0 ** -example["digits"]
    lines = ("centre", "lower", "upper")
    same(
        example["source"],
        f"`{example['kind']}`: {example['name']}; centre, lower and upper limit",
        [float(getattr(made, line)[0]) for line in lines],
        [example[line] for line in lines],
        abs=within,
    )


def test_constants_are_those_of_the_printed_table() -> None:
    with (DATA / "constants.csv").open(newline="") as table:
        rows = list(csv.DictReader(table))
    assert len(rows) == 12
    found = [spc.constants(int(row.pop("n"))) for row in rows]
    for name in rows[0]:
        digits = max(len(row[name].partition(".")[2]) for row in rows)
        # D4(3) is printed as 2.574, and is 2.5746: tables cut as well as round.
        same(
            "constants",
            f"{name}, of 2 to 25 measurements",
            [getattr(made, name) for made in found],
            [float(row[name]) for row in rows],
            abs=1.01 * 10.0**-digits,
        )


@given(st.integers(2, 400))
def test_c4_is_a_ratio_of_gamma_functions(size: int) -> None:
    ratio = math.exp(math.lgamma(size / 2) - math.lgamma((size - 1) / 2))
    exact = math.sqrt(2 / (size - 1)) * ratio
    assert float(c4(np.array([float(size)]))[0]) == pytest.approx(exact, rel=1e-12)


def test_the_range_of_two_is_known_in_closed_form() -> None:
    two = spc.constants(2)
    assert two.d2 == pytest.approx(2 / math.sqrt(math.pi), rel=1e-13)
    assert two.d3 == pytest.approx(math.sqrt(2 - 4 / math.pi), rel=1e-13)
    assert spc.constants(3).d2 == pytest.approx(3 / math.sqrt(math.pi), rel=1e-13)


def test_exponential_limits_are_quantiles() -> None:
    # P(T <= t) = 1 - exp(-t / mean): what leaves a normal tail of 3 sigma outside.
    made = spc.chart([2.0, 7.0, 4.0, 11.0], "t-exponential")
    tail = math.erfc(3 / math.sqrt(2)) / 2
    expected = [6 * math.log(2), -6 * math.log1p(-tail), -6 * math.log(tail)]
    found = [float(line[0]) for line in (made.centre, made.lower, made.upper)]
    assert found == pytest.approx(expected, rel=1e-9)


def test_one_measurement_has_no_constants() -> None:
    with pytest.raises(FieldError, match="size must be between 2 and"):
        spc.constants(1)
    assert np.isnan(c4(np.array([1.0, 0.0]))).all()
