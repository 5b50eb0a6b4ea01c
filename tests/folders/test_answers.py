"""Answers in a folder: a layout says which export of a form they are read from."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from cqikit import folders, forms
from cqikit.assessments import FRAMEWORKS
from cqikit.errors import DocumentError

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    """Return a copy of the example whose answers come from a form."""
    return Path(shutil.copytree(EXAMPLES / "answers", tmp_path / "answers"))


def test_an_answers_layout_says_which_export_it_reads_and_what_it_is(
    answers: Path,
) -> None:
    told: list[str] = []
    effort = folders.read(answers, progress=told.append)
    assert effort.files == tuple(told)
    (found,) = effort.project.assessed
    # The last of its answers was given on that day.
    assert found.on == date(2025, 1, 13)
    assert found.title == "Readiness for a collaborative (illustrative)"
    assert "exports/google_forms.csv" in told
    layout = answers / "readiness.toml"
    text = layout.read_text(encoding="utf-8")
    for line, fault in (
        ('key = "readiness"', 'readiness.toml: key: missing: write key = "..."'),
        (
            'file = "exports/google_forms.csv"',
            'readiness.toml: file: missing: write file = "..."',
        ),
        ('on = "Timestamp"', ""),
    ):
        layout.write_text(text.replace(f"{line}\n", ""), encoding="utf-8")
        if not fault:
            assert folders.read(answers).project.assessed[0].on is None
            continue
        with pytest.raises(DocumentError) as caught:
            folders.read(answers)
        assert [str(problem) for problem in caught.value.problems] == [fault]


def test_faults_of_an_export_are_told_with_those_of_the_folder(answers: Path) -> None:
    layout = answers / "readiness.toml"
    text = layout.read_text(encoding="utf-8").replace("codes = {", "where = {}\n#")
    layout.write_text(text, encoding="utf-8")
    with pytest.raises(DocumentError) as caught:
        folders.read(answers)
    assert [problem.where for problem in caught.value.problems] == [
        "exports/google_forms.csv: row 2, column Please rate [content-experts]",
        "exports/google_forms.csv: row 3, column Please rate [content-experts]",
        "exports/google_forms.csv: the answers layout (answers.toml)",
    ]


def test_a_workbook_without_answers_yet_is_no_fault_of_the_folder(
    answers: Path,
) -> None:
    key = "cqi-attributes"
    forms.write_workbook(answers / "round.xlsx", FRAMEWORKS[key])
    (answers / "round.toml").write_text(
        'type = "answers-layout"\nversion = 1\nkey = "round"\n'
        f'framework = "{key}"\nfile = "round.xlsx"\n',
        encoding="utf-8",
    )
    effort = folders.read(answers)
    assert "round.xlsx: nothing answered yet" in effort.understood
    assert [assessed.key for assessed in effort.project.assessed] == ["readiness"]
