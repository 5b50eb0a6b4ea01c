"""Variances between units, as software that is in use prints them."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import numpy as np

from cqikit.collaboratives._shrunk import normals
from tests.same import same

BCG: dict[str, Any] = tomllib.loads(
    Path(__file__).with_name("bcg.toml").read_text("utf-8")
)


def test_the_variance_between_means_is_that_of_dersimonian_and_laird() -> None:
    ill, well, ill_without, well_without = np.array(BCG["trials"], dtype=float).T
    treated, others = ill + well, ill_without + well_without
    log_risks = np.log((ill / treated) / (ill_without / others))
    errors = np.sqrt(1 / ill - 1 / treated + 1 / ill_without - 1 / others)
    found = normals(log_risks, errors)
    assert found is not None
    same(
        "bcg",
        "variance between thirteen trials",
        found.spread**2,
        BCG["variance_between"],
        abs=5.1e-5,
    )
