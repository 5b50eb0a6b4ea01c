"""A verb speaks the language that is asked for, or that documents say."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from click.testing import CliRunner

from cqikit import languages
from cqikit.cli import main
from cqikit.core import Wording
from cqikit.errors import MissingExtraError

if TYPE_CHECKING:
    from click.testing import Result

EXAMPLES: Final = Path(__file__).parents[2] / "examples"
#: A language that brackets what is translated, so that what is not stands out.
BRACKETED: Final = Wording(translate=lambda text: f"⟦{text}⟧", language="es")
SPANISH: Final = ("--language", "es")
PLAN: Final = """\
type = "plan"
version = 1
key = "rugs"
title = "7"
on = 2026-09-01
language = "{language}"

[[steps]]
key = "a"
what = "8"
when = "2026-10"
"""


@pytest.fixture(autouse=True)
def _bracketed(monkeypatch: pytest.MonkeyPatch) -> None:
    def wording(tag: str) -> Wording:
        if tag == "zh":
            raise MissingExtraError("Chinese", "babel", "languages")
        return languages_wording(tag) if tag in {"en", "fr"} else BRACKETED

    languages_wording = languages.wording
    monkeypatch.setattr(languages, "wording", wording)


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def bare(text: str) -> str:
    """Return what stands in no bracket."""
    depth, kept = 0, []
    for sign in text:
        depth += (sign == "⟦") - (sign == "⟧")
        kept.append(sign if not depth and sign != "⟧" else "")
    return "".join(kept)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.toml"
    path.write_text(PLAN.format(language="en"))
    return path


def test_all_that_is_found_and_due_is_said(plan: Path) -> None:
    for words in (
        ("check", plan, "--as-of", "2026-11-01"),
        ("check", plan, "--all"),
        ("due", plan, "--as-of", "2026-09-01", "--until", "2027-09-30"),
        ("compare", "plans", plan, plan),
    ):
        english, result = run(*words), run(*words, "--language", "es")
        assert result.exit_code == english.exit_code
        assert not re.search("[A-Za-z]", bare(result.output))
        assert result.output.count("\n") == english.output.count("\n")


def test_what_two_people_wrote_and_what_was_learned_is_said(
    plan: Path, tmp_path: Path
) -> None:
    mine, theirs = tmp_path / "1.toml", tmp_path / "2.toml"
    mine.write_text(plan.read_text().replace('"8"', '"9"'))
    theirs.write_text(plan.read_text().replace('"8"', '"10"'))
    merged = run("merge", plan, mine, theirs, "-o", tmp_path / "3.toml")
    said = run("merge", plan, mine, theirs, "-o", tmp_path / "4.toml", *SPANISH)
    assert (merged.exit_code, said.exit_code) == (1, 1)
    assert "mine is '9', theirs '10'; before, it was '8'" in merged.output
    assert re.findall("[⟦⟧]", said.output.splitlines()[0])
    assert not re.search("mine|theirs|before|conflict", bare(said.output))
    learned = run("lessons", EXAMPLES / "measles", *SPANISH)
    assert re.search(r"⟦\d+ found in 1 folder⟧", learned.output)
    assert "shown by cycle:" not in bare(learned.output)


def test_how_many_more_faults_there_are_is_said(plan: Path) -> None:
    wrong = "".join(f"a{place} = 1\n" for place in range(80))
    plan.write_text(f'type = "plan"\nversion = 1\nkey = "p"\n{wrong}')
    english, result = run("check", plan), run("check", plan, "--language", "es")
    assert "... and 31 more" in english.stderr
    assert "31" in result.stderr
    assert "more" not in bare(result.stderr)


def test_a_framework_in_one_language_is_scored_in_it() -> None:
    answers = Path(__file__).parents[2] / "examples" / "answers" / "readiness.toml"
    words = ("score", "bts-infrastructure", answers, "--language")
    assert run(*words, "es").exit_code == 0
    refused = run(*words, "fr")
    assert refused.exit_code == 2
    assert "in one language only (got 'fr')" in refused.stderr


def test_a_folder_is_checked_and_told_in_a_language(tmp_path: Path) -> None:
    folder = EXAMPLES / "scutari"
    checked = run("check", folder, "--language", "es")
    assert not re.search("[A-Za-z]", bare(checked.output))
    page = tmp_path / "report.md"
    told = run("report", folder, "-o", page, "--language", "es")
    assert told.output.startswith("⟦")
    assert "⟦" in page.read_text("utf-8")


def test_what_is_refused_is_said(plan: Path, tmp_path: Path) -> None:
    plan.write_text(PLAN.format(language="en").replace('what = "8"', "what = 8"))
    for words in (
        ("check", plan),
        ("check", tmp_path / "none.toml"),
        ("report", tmp_path, "-o", tmp_path / "a.odt"),
    ):
        english, result = run(*words), run(*words, "--language", "es")
        assert (english.exit_code, result.exit_code) == (2, 2)
        start, _, rest = result.stderr.partition(" ")
        assert start == "cqikit:"
        assert not re.search("[A-Za-z]", bare(rest))
        # The same words, but for the brackets.
        assert re.sub("[⟦⟧]", "", result.stderr) == english.stderr


def test_no_language_is_refused_in_english(plan: Path) -> None:
    assert "no language named 'fr'" in run("check", plan, "--language", "fr").stderr


def test_a_plan_says_its_language(plan: Path) -> None:
    plan.write_text(PLAN.format(language="es"))
    assert "⟦" in run("check", plan).output
    # What is asked for comes first.
    assert "⟦" not in run("check", plan, "--language", "en").output


@pytest.mark.parametrize("language", ["fr", "zh"])
def test_a_plan_in_a_language_that_is_not_spoken_is_told_in_english(
    plan: Path, language: str
) -> None:
    plan.write_text(PLAN.format(language=language))
    result = run("check", plan)
    assert "finding" in result.stderr
    assert ("zh is not spoken: Chinese needs babel" in result.stderr) == (
        language == "zh"
    )


def test_a_charter_says_its_language(tmp_path: Path) -> None:
    (tmp_path / "charter.toml").write_text(
        'type = "project"\nversion = 1\nkey = "k"\ntitle = "7"\n'
        'as_of = 2026-09-01\nlanguage = "es"\n'
    )
    assert run("due", tmp_path, "--as-of", "2026-09-01").output.startswith("⟦")
    assert "⟦" in run("check", tmp_path).output
