"""Groundwork and evidence of a folder: one of the one, any number of the other."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from cqikit import folders
from cqikit.errors import DocumentError

MORE = """
type = "evidence"
version = 1

[[evidence]]
key = "seen"
title = "Seen"
kind = "observation"
on = "2026"
"""
EXAMPLE = Path(__file__).parents[2] / "examples" / "home_visiting"


@pytest.fixture
def begun(tmp_path: Path) -> Path:
    """Return a folder with a charter and the groundwork and evidence of the example."""
    for name in ("project.toml", "groundwork.toml", "evidence.toml"):
        shutil.copy(EXAMPLE / name, tmp_path)
    return tmp_path


def test_evidence_of_several_documents_is_joined(begun: Path) -> None:
    (begun / "more.toml").write_text(MORE, encoding="utf-8")
    project = folders.read(begun).project
    assert project.groundwork is not None
    assert project.groundwork.people[0].who == "agency directors"
    assert [evidence.key for evidence in project.evidence][-1] == "seen"
    assert len(project.evidence) == 4
    assert len(project.conjoint) == 2


def test_a_key_in_two_documents_and_a_second_groundwork_are_told(begun: Path) -> None:
    shutil.copy(begun / "evidence.toml", begun / "evidence_again.toml")
    shutil.copy(begun / "groundwork.toml", begun / "groundwork_again.toml")
    with pytest.raises(DocumentError) as told:
        folders.read(begun)
    said = [str(problem) for problem in told.value.problems]
    assert (
        "evidence_again.toml: the key 'exit-talks' of evidence stands in evidence.toml,"
        " too: give each its own"
    ) in said
    assert (
        "evidence_again.toml: the key 'why-families-leave' of conjoint analyses stands"
        " in evidence.toml, too: give each its own"
    ) in said
    assert (
        "groundwork_again.toml: must be the only document of type 'groundwork' (got"
        " groundwork.toml, too): keep one of them"
    ) in said
    assert len(said) == 6
