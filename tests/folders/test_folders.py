"""A folder is read whole, or its faults are told whole."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from cqikit import folders
from cqikit.errors import DocumentError, SourceError
from tests.examples import loaded

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture
def scutari(tmp_path: Path) -> Path:
    """Return a copy of the smaller example."""
    return Path(shutil.copytree(EXAMPLES / "scutari", tmp_path / "scutari"))


def test_the_examples_are_read() -> None:
    measles = loaded.effort("measles")
    assert measles.collaborative is not None
    assert len(measles.project.series) == 3 * 51
    assert len(measles.project.cycles) == 4
    assert [one.key for one in measles.project.aims] == ["end-measles"]
    assert "cases.csv" in measles.files
    scutari = loaded.effort("scutari")
    assert scutari.collaborative is None
    assert [one.team for one in scutari.project.series] == ["", ""]


def test_progress_is_told_each_file_before_it_is_read(scutari: Path) -> None:
    told: list[str] = []
    effort = folders.read(scutari, progress=told.append)
    assert tuple(told) == effort.files


def test_documents_may_be_json_and_called_anything(scutari: Path) -> None:
    (scutari / "aim.toml").unlink()
    text = (
        '{"type": "aims", "version": 1, "aims": [{"key": "a", "title": "A",'
        ' "measure": "disease", "target": {"by": -0.5}, "by": "1855-12"}]}'
    )
    (scutari / "whatever.json").write_text(text, encoding="utf-8")
    assert folders.read(scutari).project.aims[0].key == "a"


def test_an_aim_of_the_diagram_is_not_taken_twice(scutari: Path) -> None:
    diagram = """
type = "diagram"
version = 1
key = "d"
title = "D"
[aim]
key = "fewer-deaths"
title = "Illustrative: halve deaths from disease by the end of 1855"
measure = "disease"
target = { by = -0.5 }
by = "1855-12"
since = "1855-03"
population = "soldiers of the army in the East"
"""
    (scutari / "drivers.toml").write_text(diagram, encoding="utf-8")
    assert len(folders.read(scutari).project.aims) == 1
    other = diagram.replace("-0.5", "-0.25")
    (scutari / "drivers.toml").write_text(other, encoding="utf-8")
    with pytest.raises(DocumentError, match="two of aims are named 'fewer-deaths'"):
        folders.read(scutari)


def test_a_file_is_no_folder(scutari: Path) -> None:
    with pytest.raises(SourceError, match="is no folder"):
        folders.read(scutari / "aim.toml")


def test_too_many_documents_are_refused(
    scutari: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folders, "MOST_DOCUMENTS", 3)
    with pytest.raises(SourceError, match="has 4 documents: 3 are enough"):
        folders.read(scutari)


def test_answers_to_an_unknown_framework(scutari: Path) -> None:
    answers = """
type = "answers"
version = 1
key = "now"
framework = "bts-infrastructur"
answers = [{ item = "leadership", value = "met" }]
"""
    (scutari / "answers.toml").write_text(answers, encoding="utf-8")
    with pytest.raises(DocumentError, match="did you mean 'bts-infrastructure'"):
        folders.read(scutari)
    mended = answers.replace("infrastructur", "infrastructure")
    (scutari / "answers.toml").write_text(mended, encoding="utf-8")
    assert folders.read(scutari).project.assessed[0].key == "now"


SHEETS = Path(__file__).parents[1] / "documents" / "v1" / "worksheets.toml"


def test_worksheets_become_cycles_or_their_gaps_are_told(scutari: Path) -> None:
    text = SHEETS.read_text(encoding="utf-8")
    complete, _, _ = text.rpartition("[[worksheets]]")
    (scutari / "sheets.toml").write_text(complete, encoding="utf-8")
    assert [one.key for one in folders.read(scutari).project.cycles] == ["remind-1"]
    no_day = complete.replace("started_on = 2026-03-09\n", "")
    (scutari / "sheets.toml").write_text(no_day, encoding="utf-8")
    with pytest.raises(DocumentError, match=r"sheets\.toml: worksheets\[0\]"):
        folders.read(scutari)


def test_no_document_is_passed_over(scutari: Path) -> None:
    steps = """
type = "steps"
version = 1
steps = [{ key = "a", what = "order two tables" }]
"""
    (scutari / "steps.toml").write_text(steps, encoding="utf-8")
    with pytest.raises(DocumentError, match=r"steps\.toml: action steps must stand"):
        folders.read(scutari)
