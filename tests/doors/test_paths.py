"""What a stranger's document names lies in its folder, at every door, or is refused.

Names that lead out of it: up the tree, from the root, and through links to a file and
to a folder.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from cqikit import folders, starters
from cqikit.cli import main
from cqikit.errors import DocumentError

SECRET = "month,falls\n2026-01,secret\n"
OUTSIDE = "lies outside the folder"
CHARTER = 'type = "project"\nversion = 1\nkey = "e"\ntitle = "E"\nas_of = 2026-11-29\n'
MEASURES = """
type = "measures"
version = 1
[[measures]]
key = "falls"
title = "Falls"
kind = "count"
"""
LAYOUT = """
type = "layout"
version = 1
file = "{name}"
period = "month"
[[measures]]
measure = "falls"
value = "falls"
"""
ANSWERS = """
type = "answers-layout"
version = 1
key = "baseline"
framework = "bts-infrastructure"
file = "{name}"
"""
FRAMEWORKS = starters.framework("Far")
NAMES = ["../secret.csv", "{root}/secret.csv", "link.csv", "way/secret.csv"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with links that lead out of it, beside what is nobody's."""
    made = tmp_path / "effort"
    made.mkdir()
    (tmp_path / "secret.csv").write_text(SECRET, encoding="utf-8")
    (made / "link.csv").symlink_to(tmp_path / "secret.csv")
    (made / "way").symlink_to(tmp_path, target_is_directory=True)
    (made / "project.toml").write_text(CHARTER, encoding="utf-8")
    (made / "measures.toml").write_text(MEASURES, encoding="utf-8")
    return made


@pytest.mark.parametrize("document", [LAYOUT, ANSWERS])
@pytest.mark.parametrize("spelled", NAMES)
def test_a_table_is_read_where_its_layout_lies_and_nowhere_else(
    folder: Path, document: str, spelled: str
) -> None:
    name = spelled.format(root=folder.parent)
    layout = folder / "layout.toml"
    layout.write_text(document.format(name=name), encoding="utf-8")
    with pytest.raises(DocumentError) as caught:
        folders.read(folder)
    [problem] = caught.value.problems
    assert (problem.where, problem.message) == (f"layout.toml: {name}", OUTSIDE)
    verbs = [["check", layout], ["report", folder, "-o", folder / "page.md"]]
    if document == ANSWERS:
        verbs.append(["score", "bts-infrastructure", layout])
    for words in verbs:
        done = CliRunner().invoke(main, [str(word) for word in words])
        assert done.exit_code in {1, 2}
        assert f"{name}: {OUTSIDE}" in done.output
        assert "secret," not in done.output.replace(name, "")


@pytest.mark.parametrize("name", ["frameworks.toml", "plan.txt"])
def test_a_document_that_is_a_link_out_of_the_folder_is_not_read(
    folder: Path, name: str
) -> None:
    far = folder.parent / "far.toml"
    far.write_text(FRAMEWORKS + 'colour = "secret"', encoding="utf-8")
    (folder / name).symlink_to(far)
    done = CliRunner().invoke(main, ["check", str(folder)])
    assert (done.exit_code, f"{name}: {OUTSIDE}" in done.output) == (2, True)
    assert "colour" not in done.output


def test_frameworks_beside_answers_are_of_their_folder(folder: Path) -> None:
    far = folder.parent / "far.toml"
    far.write_text(FRAMEWORKS, encoding="utf-8")
    answers = folder / "answers.toml"
    said = 'type = "answers"\nversion = 1\nkey = "a"\nframework = "far"\n'
    said += '[[answers]]\nitem = "data-collected"\nvalue = 3\n'
    answers.write_text(said, encoding="utf-8")
    beside = folder / "frameworks.toml"
    beside.symlink_to(far)
    done = CliRunner().invoke(main, ["check", str(answers)])
    assert "no framework named 'far'" in done.output
    beside.unlink()
    far.rename(beside)
    done = CliRunner().invoke(main, ["check", str(answers)])
    assert "no framework named" not in done.output, done.output


def test_a_merge_gives_nothing_away_that_a_link_leads_to(folder: Path) -> None:
    output = folder.parent / "merged"
    words = ["merge", *[str(folder)] * 3, "-o", str(output)]
    done = CliRunner().invoke(main, words)
    assert (done.exit_code, f"link.csv: {OUTSIDE}" in done.stderr) == (2, True)
    assert not output.exists()
