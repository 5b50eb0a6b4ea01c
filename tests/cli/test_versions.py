"""Answers to several versions of a framework, on the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from cqikit import documents, forms
from cqikit.cli import main
from tests.folders.test_versions import FIRST, FRAMEWORK, SECOND, WALK, said
from tests.forms.test_versions import filled


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def told(*words: object) -> dict[str, Any]:
    result = run(*words, "--json")
    assert result.exit_code == 0, result.output
    data: dict[str, Any] = json.loads(result.stdout)
    return data


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return two versions of a framework, and answers to each, in four documents."""
    for name, text in {
        "first": FRAMEWORK.format(**FIRST),
        "second": FRAMEWORK.format(**SECOND),
        "before": said("1"),
        "after": said("2"),
    }.items():
        (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("framework", "answers", "version", "value"),
    [
        # The answers say which version it is, and a name or a document may.
        ("ready", "before", "1", 1),
        ("ready", "after", "2", 1.5),
        ("ready@1", "before", "1", 1),
        ("first.toml", "before", "1", 1),
        # Those to another version are read by it, and carried over.
        ("ready@2", "before", "2", 1),
        ("second.toml", "before", "2", 1),
    ],
)
def test_answers_are_scored_by_the_version_that_is_meant(
    folder: Path, framework: str, answers: str, version: str, value: float
) -> None:
    name = folder / framework if framework.endswith(".toml") else framework
    found = told("score", name, folder / f"{answers}.toml")
    assert found["framework"]["version"] == version
    assert found["profile"][0]["value"] == value
    codes = {finding["code"] for finding in found["findings"]}
    assert ("migration.lost" in codes) is (version == "2" and answers == "before")


def test_both_versions_may_stand_in_one_document(folder: Path) -> None:
    both = folder / "both.toml"
    second = FRAMEWORK.format(**SECOND).partition("[[frameworks]]")[2]
    both.write_text(f"{FRAMEWORK.format(**FIRST)}\n[[frameworks]]{second}")
    for name in ("first", "second"):
        (folder / f"{name}.toml").unlink()
    found = told("score", both, folder / "before.toml")
    assert found["framework"]["version"] == "1"
    (folder / "after.toml").write_text(said(""), encoding="utf-8")
    result = run("score", both, folder / "after.toml")
    assert result.exit_code != 0
    assert "framework_version must be one of 1, 2 (got '')" in result.stderr


def test_a_version_that_is_not_there_is_told(folder: Path) -> None:
    (folder / "first.toml").unlink()
    result = run("score", folder / "second.toml", folder / "before.toml")
    assert "framework_version must be 2 (got '1'): " in result.stderr
    result = run("score", "ready@3", folder / "after.toml")
    assert "framework_version must be 2 (got '3'): " in result.stderr


def test_what_is_lost_is_told_below_the_scores(folder: Path) -> None:
    result = run("score", "ready@2", folder / "before.toml")
    assert "Ready, version 2: 1 respondent" in result.stdout
    assert (
        "warning migration.lost at data: 1 answer to 'data' of version 1 is lost"
        in result.stdout
    )


def test_a_retake_by_another_version_says_what_changed(folder: Path) -> None:
    files = (folder / "before.toml", folder / "after.toml")
    found = told("compare", "assessments", *files)
    assert found["note"].startswith("compared on the 1 item that both versions share")
    assert [finding["code"] for finding in found["findings"]] == [
        "migration.dropped",
        "migration.added",
        "migration.worded-otherwise",
        "migration.lost",
    ]
    (change,) = [
        this_change for this_change in found["changes"] if this_change["key"] == "aim"
    ]
    assert (change["before"], change["after"]) == (1, 2)
    assert "use: not in version 1" in run("compare", "assessments", *files).stdout


def test_check_knows_every_version_beside(folder: Path) -> None:
    for name in ("first", "second", "before", "after"):
        assert run("check", folder / f"{name}.toml").exit_code == 0
    wrong = folder / "wrong.toml"
    wrong.write_text(said("2").replace('_version = "2"', '_version = "3"'))
    result = run("check", wrong)
    assert result.exit_code == 1
    assert "must be one of 1, 2 (got '3') [answers.unknown-version]" in result.stdout
    layout = folder / "layout.toml"
    (folder / "form.csv").write_text("respondent,aim,use\na,done,begun\n")
    text = str(
        forms.propose(
            forms.read_export(folder / "form.csv"),
            documents.read(folder / "second.toml").frameworks[0],
        )
    )
    layout.write_text(text.replace("items =", 'file = "form.csv"\nitems =', 1))
    assert run("check", layout).exit_code == 0
    assert run("score", "ready", layout).exit_code == 0
    layout.write_text(layout.read_text().replace('_version = "2"', '_version = "9"'))
    assert "framework_version must be one of 1, 2" in run("check", layout).stdout


def test_a_framework_by_the_name_of_one_that_comes_along_is_told(folder: Path) -> None:
    own = folder / "first.toml"
    own.write_text(own.read_text().replace('"ready"', '"psat"'))
    answers = folder / "before.toml"
    answers.write_text(answers.read_text().replace('"ready"', '"psat"'))
    result = run("check", answers)
    assert "answers.clashing-frameworks" in result.stdout
    assert (
        "'psat@1': give one of them another version"
        in run("score", "psat", answers).stderr
    )


def test_look_proposes_a_layout_that_names_the_version(folder: Path) -> None:
    (folder / "form.csv").write_text("respondent,aim,use\na,done,begun\n")
    found = told("look", folder / "form.csv", "--framework", "ready@2")
    assert found["layout"]["framework_version"] == "2"


def test_a_workbook_of_another_version_is_not_misread(folder: Path) -> None:
    (first,) = documents.read(folder / "first.toml").frameworks
    filled(folder / "answers.xlsx", first, "partly", "yes")
    result = run("score", folder / "second.toml", folder / "answers.xlsx")
    assert "framework_version: must be '2' (got '1'): read it by version 1" in (
        result.stderr
    )


def test_a_crosswalk_is_of_the_version_that_was_answered(folder: Path) -> None:
    walk = folder / "walk.toml"
    walk.write_text(WALK.format(versions="", other="data"))
    words = ("score", "cqi-attributes", folder / "before.toml", "--crosswalk", walk)
    assert told(*words)["crosswalk"]["unused"] == ["aim"]
    walk.write_text(WALK.format(versions='of_version = "2"', other="use"))
    assert told(*words)["profile"][0]["answered"] == 0


def test_scores_are_told_in_another_language(folder: Path) -> None:
    first = folder / "first.toml"
    text = first.read_text()
    for words, spanish in (
        ('text = "An aim"', "texts"),
        ('label = "partly"', "labels"),
    ):
        text = text.replace(words, f'{words}, {spanish} = {{ es = "En parte" }}')
    first.write_text(text)
    found = told("score", "ready", folder / "before.toml", "--language", "es")
    assert [profile["title"] for profile in found["profile"]] == [
        "Ready",
        "En parte",
        "Data",
    ]
    assert found["profile"][0]["level"] == "En parte"
    result = run("score", "ready", folder / "before.toml", "--language", "fr")
    assert "no language named 'fr'" in result.stderr


def test_a_gate_and_the_level_that_it_leaves_are_told(folder: Path) -> None:
    first = folder / "first.toml"
    gate = 'key = "aim", gate = 2, cap = 0'
    first.write_text(first.read_text().replace('key = "aim"', gate))
    words = ("score", "ready", folder / "before.toml")
    assert (
        "Ready: gates not passed: aim; no level above 'no' until they are passed\n"
        in run(*words).stdout
    )
    whole = told(*words)["profile"][0]
    assert (whole["closed"], whole["cap"], whole["level"]) == (["aim"], 0, "no")
    out = folder / "profile.csv"
    assert run(*words, "-o", out).exit_code == 0
    assert ",aim,,0" in out.read_text().splitlines()[1]
