"""Two people's edits of one document, merged on the command line and by git."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cqikit import documents, files
from cqikit.cli import main

BASE = """
# Our plan.
type = "steps"
version = 1

[[steps]]
key = "rugs"
what = "replace three rugs"
who = "director"
"""


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, ["merge", *map(str, words)])


@pytest.fixture
def sides(tmp_path: Path) -> list[Path]:
    """Return the files of base, mine and theirs, which agree."""
    made = {
        "base": BASE,
        "mine": BASE + "when = 2026-11-12\n",
        "theirs": BASE.replace("three", "four"),
    }
    paths = []
    for name, text in made.items():
        path = tmp_path / f"{name}.toml"
        path.write_text(text, encoding="utf-8")
        paths.append(path)
    return paths


def test_what_agrees_is_merged(sides: list[Path], tmp_path: Path) -> None:
    target = tmp_path / "merged.toml"
    result = run(*sides, "-o", target)
    assert (result.exit_code, result.stdout) == (0, f"{target}: 0 conflicts\n")
    [step] = documents.read(target).steps
    assert (step.what, str(step.when)) == ("replace four rugs", "2026-11-12")


def test_the_file_of_an_only_change_is_kept_as_it_is(sides: list[Path]) -> None:
    base, mine, theirs = sides
    for words in ((base, base, theirs), (base, theirs, base)):
        result = run(*words)
        assert result.stdout_bytes == theirs.read_bytes()
        assert result.stderr == "0 conflicts\n"
    # In another form, it is said anew.
    target = mine.with_suffix(".json")
    assert run(base, base, theirs, "-o", target).exit_code == 0
    assert documents.read(target) == documents.read(theirs)


def test_what_does_not_agree_is_told_and_the_exit_code_is_1(sides: list[Path]) -> None:
    base, mine, theirs = sides
    for path, who in ((mine, "cook"), (theirs, "lead teacher")):
        said = path.read_text(encoding="utf-8").replace("director", who)
        path.write_text(said, encoding="utf-8")
    told = "steps[rugs].who: mine is 'cook', theirs 'lead teacher'; before, it was"
    result = run(base, mine, theirs)
    assert result.exit_code == 1
    assert result.stderr == f"{told} 'director'\n1 conflict\n"
    assert documents.parse(result.stdout).steps[0].who == "cook"
    result = run(base, mine, theirs, "--json")
    [conflict] = json.loads(result.stdout)["conflicts"]
    assert (result.exit_code, conflict["theirs"]) == (1, "lead teacher")


def test_git_can_merge_by_it(sides: list[Path], tmp_path: Path) -> None:
    paths = []
    for path in sides:
        bare = tmp_path / f".merge_{path.stem}"
        path.rename(bare)
        paths.append(bare)
    base, mine, theirs = paths
    refused = run(base, mine, theirs, "-o", mine)
    assert (refused.exit_code, "--force" in refused.stderr) == (2, True)
    assert run(base, mine, theirs, "-o", mine, "--force").exit_code == 0
    [step] = documents.read(mine).steps
    assert (step.what, str(step.when)) == ("replace four rugs", "2026-11-12")
    assert mine.read_text(encoding="utf-8").startswith('type = "steps"')
    # A JSON document without an ending stays one.
    for path in paths:
        text = documents.to_json(documents.read(path))
        path.write_text(text, encoding="utf-8")
    theirs.write_text(
        theirs.read_text(encoding="utf-8").replace("director", "cook"), encoding="utf-8"
    )
    assert run(base, mine, theirs, "-o", mine, "--force").exit_code == 0
    [step] = json.loads(mine.read_text(encoding="utf-8"))["steps"]
    assert (step["who"], step["when"]) == ("cook", "2026-11-12")


@pytest.mark.parametrize("ending", [".xlsx", ".pdf", ".csv", ".txt", ".html"])
def test_what_is_no_form_of_a_document_is_not_written(
    sides: list[Path], tmp_path: Path, ending: str
) -> None:
    target = tmp_path / f"merged{ending}"
    found = run(*sides, "-o", target)
    assert found.exit_code == 2
    assert "let its name end in .json or .toml or .docx" in found.output
    assert not target.exists()


def test_my_side_is_merged_in_place_whatever_it_is_called(
    sides: list[Path], tmp_path: Path
) -> None:
    base, mine, theirs = sides
    kept = mine.rename(tmp_path / "mine.bak")
    found = run(base, kept, theirs, "-o", kept, "--force")
    assert found.exit_code == 0, found.output
    assert "four" in kept.read_text()


def test_what_is_read_is_not_written_over(sides: list[Path]) -> None:
    base, mine, theirs = sides
    result = run(base, mine, theirs, "-o", theirs, "--force")
    assert (result.exit_code, "is read by" in result.stderr) == (2, True)


def test_three_documents_of_one_type_are_merged(
    sides: list[Path], tmp_path: Path
) -> None:
    other = tmp_path / "other.toml"
    other.write_text(
        'type = "measures"\nversion = 1\nmeasures = [{ key = "m", title = "M" }]\n',
        encoding="utf-8",
    )
    result = run(*sides[:2], other)
    assert result.exit_code == 2
    assert f"{other}: must be of type steps, as {sides[0]} is (got measures)" in (
        result.stderr
    )


def test_what_is_wrong_with_two_sides_is_told_at_once(sides: list[Path]) -> None:
    _, mine, theirs = sides
    mine.write_text(BASE.replace("key", "kye"), encoding="utf-8")
    theirs.write_text(BASE.replace("version = 1", "version = 0"), encoding="utf-8")
    told = run(*sides).stderr.splitlines()
    assert told[0] == f"cqikit: {mine}, {theirs}: 3 problems"
    assert told[1].startswith(f"  - {mine}: step 1, key: missing: write key = ")
    assert told[3].startswith(f"  - {theirs}: version: must be a whole number from 1")
    theirs.unlink()
    told = run(*sides).stderr.splitlines()
    assert told[3] == f"  - {theirs}: there is no such file"
    mine.write_text(BASE, encoding="utf-8")
    assert run(*sides).stderr == f"cqikit: {theirs}: there is no such file\n"


def test_standard_output_is_one_thing(sides: list[Path]) -> None:
    result = run(*sides, "-o", "-", "--json")
    assert (result.exit_code, "not both" in result.stderr) == (2, True)


@pytest.fixture
def copies(tmp_path: Path) -> list[Path]:
    """Return three folders, of which two people changed one file each."""
    made = []
    for name, who in (("base", ""), ("mine", "cook"), ("theirs", "")):
        folder = tmp_path / name
        (folder / "inside").mkdir(parents=True)
        text = BASE.replace("director", who or "director")
        (folder / "steps.toml").write_text(text, encoding="utf-8")
        made.append(folder)
    (made[2] / "note.txt").write_text("Counted", encoding="utf-8")
    return made


def test_folders_are_merged_into_a_new_one(copies: list[Path], tmp_path: Path) -> None:
    target = tmp_path / "merged"
    result = run(*copies, "-o", target)
    assert (result.exit_code, result.stdout) == (0, f"{target}: 0 conflicts\n")
    assert sorted(path.name for path in target.iterdir()) == ["note.txt", "steps.toml"]
    assert documents.read(target / "steps.toml").steps[0].who == "cook"
    again = run(*copies, "-o", target)
    assert (again.exit_code, "already" in again.stderr) == (2, True)
    around = run(*copies, "-o", tmp_path / "gone" / ".." / "merged")
    assert (around.exit_code, "already" in around.stderr) == (2, True)
    assert not (tmp_path / "gone").exists()


def test_conflicts_of_folders_name_their_files(
    copies: list[Path], tmp_path: Path
) -> None:
    (copies[2] / "steps.toml").write_text(BASE.replace("director", "x"), "utf-8")
    result = run(*copies, "-o", tmp_path / "merged", "--json")
    assert result.exit_code == 1
    [conflict] = json.loads(result.stdout)["conflicts"]
    assert conflict["where"] == "steps.toml: steps[rugs].who"


@pytest.mark.parametrize("words", [(), ("-o", "-")])
def test_folders_want_a_folder_to_go_to(
    copies: list[Path], words: tuple[str, ...]
) -> None:
    result = run(*copies, *words)
    assert (result.exit_code, "which new folder" in result.stderr) == (2, True)


def test_three_folders_are_wanted(copies: list[Path], tmp_path: Path) -> None:
    for other, said in (
        (tmp_path / "gone", "there is no such folder"),
        (copies[0] / "steps.toml", "is no folder"),
    ):
        result = run(copies[0], copies[1], other, "-o", tmp_path / "merged")
        assert (result.exit_code, said in result.stderr) == (2, True)


def test_a_file_of_a_folder_has_a_largest_size(
    copies: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "BOUNDS", files.Bounds(edited_bytes=5))
    result = run(*copies, "-o", tmp_path / "merged")
    assert (result.exit_code, "at most 5 bytes" in result.stderr) == (2, True)
