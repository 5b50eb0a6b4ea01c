"""One document is checked by itself: each part that is missing, with its place."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cqikit.cli import main

EXAMPLES = Path(__file__).parents[2] / "examples"

PLAN = """
type = "plan"
version = 1
key = "ours"
title = "Our plan"

[[steps]]
key = "rugs"
what = "order rugs"
"""


def check(*words: str | Path, text: str = "") -> Result:
    return CliRunner().invoke(main, ["check", *map(str, words)], input=text)


def test_a_weak_step_is_a_finding_with_the_part_that_is_missing(tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    path.write_text(PLAN, encoding="utf-8")
    result = check(path)
    for code, part in (
        ("action.no-owner", "who"),
        ("action.no-deadline", "when"),
        ("action.unspecific", "what"),
    ):
        (line,) = (text for text in result.stdout.splitlines() if f"[{code}]" in text)
        assert line.startswith(f"warning: step \u201corder rugs\u201d, {part}: ")
    assert result.exit_code == 0
    assert result.stderr.startswith(f"{path}: a document of type plan; ")
    assert check("-", text=PLAN).stdout == result.stdout
    assert check("-", text=PLAN).stderr.startswith("standard input: ")


@pytest.mark.parametrize("name", ["--all", "--as-of=2031-01-01"])
@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*/*.toml")), ids=str)
def test_places_are_names_and_never_paths(path: Path, name: str) -> None:
    result = check(path, name)
    assert not re.search(r"\[\d", result.stdout), result.stdout
    found = json.loads(check(path, "--json").stdout)["findings"]
    if name == "--all":
        assert len(result.stdout.splitlines()) == len(found)
    for line in result.stdout.splitlines():
        where = line.rpartition(" [")[0].partition(": ")[2].partition(": ")[0]
        assert not re.search(r"\w\.[a-z]", where), line


def test_the_day_says_what_is_overdue() -> None:
    plan = EXAMPLES / "child_care" / "plan.toml"
    assert "action.overdue" not in check(plan).stdout
    later = check(plan, "--as-of", "2030-01-01")
    lunch = "step \u201cask each child two questions at lunch that want more than"
    assert f"times: {lunch} one word\u201d, when: it was due 2026-12" in later.stdout
    assert "warning, 8 times: source \u201c" in later.stdout
    assert later.stderr.endswith("; --all says each alone\n")
    assert later.exit_code == 1
    folder = check(EXAMPLES / "child_care", "--as-of", "2030-01-01")
    assert folder.exit_code == 2
    assert "as_of in its charter says the day" in folder.stderr


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*/*.toml")), ids=str)
def test_every_document_of_the_examples_is_checked(path: Path) -> None:
    said = json.loads(check(path, "--json").stdout)
    assert said["document"] == path.read_text(encoding="utf-8").split('"')[1]
    assert said["faults"] == 0
    assert said["path"] == str(path)


def test_a_document_without_checks_says_so() -> None:
    measures = EXAMPLES / "measles" / "measures.toml"
    assert check(measures).stderr == (
        f"{measures}: a document of type measures without checks of its own;"
        " 0 findings, 0 of them faults\n"
    )
    assert check(measures.with_name("measurs.toml")).exit_code == 2


def test_a_file_of_another_kind_gets_its_verb(scutari: Path) -> None:
    refused = check(scutari / "mortality.csv")
    assert refused.stderr.endswith(
        "mortality.csv: is a table, not a document: cqikit chart is for numbers, cqikit"
        " score for answers, with the framework's name; cqikit check is for the"
        " document that names it\n"
    )
    words = ["chart", str(scutari / "aim.toml"), "--period", "a", "--value", "b"]
    drawn = CliRunner().invoke(main, words)
    assert drawn.stderr.endswith(
        "aim.toml: is a document, not a table: cqikit check is for those\n"
    )


def test_json_of_a_folder_is_what_its_report_lists() -> None:
    said = json.loads(check(EXAMPLES / "scutari", "--json").stdout)
    lines = check(EXAMPLES / "scutari", "--all").stdout.splitlines()
    assert len(said["findings"]) == len(lines)
    assert said["document"] is None


@pytest.fixture
def scutari(tmp_path: Path) -> Path:
    return Path(shutil.copytree(EXAMPLES / "scutari", tmp_path / "scutari"))


def test_a_layout_names_a_table_that_is_there_with_its_columns(scutari: Path) -> None:
    layout = scutari / "data.toml"
    assert check(layout).exit_code == 0
    text = layout.read_text(encoding="utf-8")
    layout.write_text(text.replace('period = "month"', 'period = "mnth"'), "utf-8")
    wrong = check(layout)
    assert wrong.exit_code == 1
    assert wrong.stdout == (
        "fault: period: mortality.csv has no column named 'mnth'; did you mean"
        " 'month'? [layout.unknown-column]\n"
    )
    (scutari / "mortality.csv").unlink()
    gone = check(layout)
    assert gone.stdout.startswith("fault: file: ")
    assert gone.stdout.endswith("[layout.unreadable-table]\n")
    assert "there is no such file" in gone.stdout


def test_a_layout_of_teams_and_flags_names_columns(tmp_path: Path) -> None:
    shutil.copy(EXAMPLES / "measles" / "data.toml", tmp_path / "data.toml")
    (tmp_path / "cases.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    said = check(tmp_path / "data.toml", "--all").stdout
    counted = "measure \u201ccases\u201d"
    for place in ("period", "team", f"{counted}, numerator", f"{counted}, observed"):
        assert f"fault: {place}: cases.csv has no column named" in said


LAYOUT = """
type = "layout"
version = 1
period = "month"
{more}
[[measures]]
measure = "late"
value = "value"
"""


def test_a_layout_of_a_frame_or_of_months_across_names_no_such_columns(
    tmp_path: Path,
) -> None:
    assert check("-", text=LAYOUT.format(more="")).stdout == ""
    (tmp_path / "wide.csv").write_text(
        "team,2025-01,2025-02\nnorth,1,2\n", encoding="utf-8"
    )
    across = 'file = "wide.csv"\nteam = "team"\n[across]\nvalue = "value"'
    path = tmp_path / "data.toml"
    path.write_text(LAYOUT.format(more=across), encoding="utf-8")
    result = check(path)
    assert (result.exit_code, result.stdout) == (0, ""), result.output


def test_answers_find_their_framework_beside_them(tmp_path: Path) -> None:
    text = (EXAMPLES / "measles" / "readiness.toml").read_text(encoding="utf-8")
    path = tmp_path / "readiness.toml"
    path.write_text(text.replace('"bts-infrastructure"', '"our-own"'), "utf-8")
    unknown = check(path)
    assert unknown.exit_code == 1
    assert unknown.stdout.startswith("fault: framework: no framework named 'our-own'")
    (tmp_path / "own.toml").write_text(
        'type = "frameworks"\nversion = 1\n[[frameworks]]\nkey = "our-own"\n'
        'title = "Our own"\nversion = "1"\n'
        'scales = [{ key = "yes", low = 0, high = 1 }]\n'
        'items = [{ key = "teams", text = "Teams" }]\n',
        "utf-8",
    )
    misfit = check(path)
    assert misfit.exit_code == 1
    assert "times: answer 1, item: no item named 'leadership'" in misfit.stdout


def test_what_is_refused_is_counted_from_1(tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    path.write_text(f'{PLAN}[[steps]]\nkey = "a b"\ncolour = 3\n', encoding="utf-8")
    said = check(path).stderr
    assert said.startswith(f"cqikit: {path}: 2 problems\n")
    assert "  - step 2: extra field 'colour'" in said
    assert "  - step 2, key: key must be a key of letters" in said
    (tmp_path / "project.toml").write_text(
        'type = "project"\nversion = 1\nkey = "p"\ntitle = "P"\nas_of = "2026"\n',
        encoding="utf-8",
    )
    said = check(tmp_path).stderr
    assert "  - plan.toml: step 2, key: key must be a key of letters" in said
    assert "  - project.toml: as_of" in said


HEADS = "Falls\n,North,,South,\nmonth,n,d,n,d\n2025-01,1,2,3,4\n2025-02,1,2,3,4\n"


def test_a_table_is_mended_in_its_layout_and_not_by_options(tmp_path: Path) -> None:
    layout = 'type = "layout"\nversion = 1\nfile = "a.csv"\nperiod = "month"\n'
    layout += 'measures = [{ measure = "falls", value = "n" }]\n'
    (tmp_path / "how.toml").write_text(layout, encoding="utf-8")
    (tmp_path / "a.csv").write_text(HEADS, encoding="utf-8")
    found = check(tmp_path / "how.toml")
    assert "in how.toml, say header" in found.stdout
    assert "--header" not in found.stdout


def test_answers_to_what_comes_along_are_told_by_its_words(tmp_path: Path) -> None:
    path = tmp_path / "answers.toml"
    head = 'type = "answers"\nversion = 1\nkey = "a"\n'
    path.write_text(
        head + 'framework = "bts-infrastructure"\n[[answers]]\nitem = "teams"\n'
        'value = "met"\n'
    )
    told = check(path, "--all").stdout
    assert "\u201cInfrastructure for a Breakthrough Series collaborative\u201d" in told
    assert "bts-infrastructure" not in told.replace("[", "").partition("assessment.")[0]


def test_a_target_that_no_value_can_reach_is_a_finding_of_its_aim(
    tmp_path: Path,
) -> None:
    runner = CliRunner()
    folder = tmp_path / "measles"
    runner.invoke(main, ["new", "--from", "measles", "--into", str(folder)])
    (folder / "aims.toml").write_text(
        """type = "aims"
version = 1

[[aims]]
key = "weeks"
title = "Reports every week"
measure = "weeks"
target = { no_more_than = 500 }
by = 1990
"""
    )
    result = check(folder)
    assert result.exit_code == 1
    assert "target: a proportion is at least 0 and at most 100 (the target is 500)" in (
        result.stdout
    )


def test_a_document_that_was_named_a_text_is_told_to_be_renamed(tmp_path: Path) -> None:
    misnamed = tmp_path / "plan.toml.txt"
    misnamed.write_text('type = "plan"\nversion = 1\n')
    said = "plan.toml.txt: is no document by its name: it ends in .txt: "
    told = CliRunner().invoke(main, ["check", str(misnamed)])
    assert f"{said}rename it to plan.toml" in told.output
    (tmp_path / "plan.toml").touch()
    told = CliRunner().invoke(main, ["check", str(misnamed)])
    assert f"{said}delete plan.toml, then rename it to plan.toml" in told.output
