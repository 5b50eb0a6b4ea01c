"""Every file of the wheel is accounted for, and so is every licence."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.packaging import _provenance
from tests.packaging._provenance import (
    FILES,
    PACKAGES,
    closure,
    data_files,
    direct,
    entry_of,
    says,
)


def test_every_file_that_is_no_code_has_an_entry_and_every_entry_a_file() -> None:
    used = {entry_of(file)["files"] for file in data_files()}
    assert used == {entry["files"] for entry in FILES}


def test_a_file_of_unknown_origin_is_found(tmp_path: Path) -> None:
    (tmp_path / "src" / "cqikit").mkdir(parents=True)
    (tmp_path / "src" / "cqikit" / "table.csv").write_text("1\n")
    (found,) = data_files(tmp_path)
    with pytest.raises(KeyError, match="table"):
        entry_of(found)


def test_every_package_that_is_needed_has_a_licence_here() -> None:
    assert set(direct()) <= set(PACKAGES)
    assert closure() <= set(PACKAGES)


@pytest.mark.parametrize("name", sorted(closure()))
def test_a_package_says_the_licence_that_we_say(name: str) -> None:
    assert says(name, PACKAGES[name])


def test_a_licence_that_a_package_does_not_have_is_seen(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert not says("attrs", "PSF-2.0")
    monkeypatch.setattr(_provenance, "FAMILIES", {})
    assert not says("attrs", "MIT")
