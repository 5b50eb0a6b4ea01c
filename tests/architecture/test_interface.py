"""The public interface is written down, and what changes in it is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import interface as chore
from tests.architecture import _interface
from tests.architecture._interface import compare, faults_of_patches, made_now, released

BEFORE = """\
spc.Chart(values: Floats)
spc.Chart.rows -> int
spc.chart(values, kind=None)
spc.gone()
"""
AFTER = """\
spc.Chart(values: Floats)
spc.Chart.rows -> tuple[int, ...]
spc.Panel()
spc.chart(values, kind=None)
"""


def test_what_changed_is_told_as_removed_changed_and_added() -> None:
    found = compare(BEFORE, AFTER)
    assert found.added == ["spc.Panel()"]
    assert found.removed == ["spc.gone()"]
    assert str(found).splitlines() == [
        "removed: spc.gone()",
        "changed: spc.Chart.rows -> int",
        "     to: spc.Chart.rows -> tuple[int, ...]",
        "added:   spc.Panel()",
    ]
    assert str(compare(BEFORE, BEFORE)) == "no public name changed"


def test_a_version_that_only_fixes_takes_no_name_away() -> None:
    assert faults_of_patches(released()) == []
    assert faults_of_patches({"0.1.0": BEFORE, "0.2.0": AFTER, "next": BEFORE}) == []
    (fault,) = faults_of_patches({"0.1.9": BEFORE, "0.1.10": AFTER})
    assert fault.startswith("0.1.9 -> 0.1.10:\nremoved: spc.gone()")


def test_the_list_of_a_release_is_written_no_more(tmp_path: Path) -> None:
    log = tmp_path / "CHANGELOG.md"
    log.write_text("# Changelog\n\n## 0.1.0 (2026-12-01)\n")
    assert made_now(tmp_path, "0.1.0") == "tests/architecture/released/next.txt"
    assert made_now(tmp_path, "0.1.1") == "tests/architecture/released/0.1.1.txt"
    folder = tmp_path / _interface.RELEASED
    folder.mkdir(parents=True)
    for name in ("0.10.0", "next", "0.9.0"):
        (folder / f"{name}.txt").write_text(BEFORE)
    assert list(released(tmp_path)) == ["0.9.0", "0.10.0", "next"]


def test_the_chore_compares_with_the_last_release(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    now = Path(made_now()).stem
    assert chore.main([]) == 0
    monkeypatch.setattr(chore, "released", lambda: {"0.0.9": BEFORE, now: AFTER})
    monkeypatch.setattr(chore, "interface", lambda: AFTER)
    assert chore.main([]) == 0
    assert "Since 0.0.9:\nremoved: spc.gone()" in capsys.readouterr().out
    assert chore.main([now]) == 0
    assert capsys.readouterr().out == f"Since {now}:\nno public name changed\n"
