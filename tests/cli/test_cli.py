"""The command line: what is wrong is told, all of it, and nothing is half written."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cqikit.cli import main
from cqikit.core import Severity
from cqikit.projects import place_words
from tests.examples import loaded

EXAMPLES = Path(__file__).parents[2] / "examples"
SOME = ("Alaska", "Arizona", "Arkansas")


def run(*words: str | Path) -> Result:
    """Run the command line with these words."""
    return CliRunner().invoke(main, [str(word) for word in words])


@pytest.fixture
def scutari(tmp_path: Path) -> Path:
    """Return a copy of the smaller example, to be spoilt."""
    return Path(shutil.copytree(EXAMPLES / "scutari", tmp_path / "scutari"))


def change(file: Path, old: str, new: str) -> None:
    """Exchange a text that stands in a file once."""
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1, (file, old)
    file.write_text(text.replace(old, new), encoding="utf-8")


def told(folder: Path, *parts: str) -> str:
    """Return what a report of `folder` complains of, and hold it to its laws."""
    output = folder / "report.html"
    output.write_text("as it was", encoding="utf-8")
    result = run("report", folder, "-o", output)
    assert result.exit_code == 2, result.output
    assert output.read_text(encoding="utf-8") == "as it was"
    assert sorted(folder.glob(".*")) == []
    assert "Traceback" not in result.output
    assert result.stderr.startswith("cqikit: ")
    for part in parts:
        assert part in result.stderr
    return result.stderr


@pytest.mark.parametrize(
    ("ending", "start", "end"),
    [
        ("HTML", b"<!doctype html>", b"</html>\n"),
        ("md", b"# Mortality", b"\n"),
        ("docx", b"PK", b""),
    ],
)
def test_the_ending_says_the_form(
    scutari: Path, ending: str, start: bytes, end: bytes
) -> None:
    output = scutari / f"report.{ending}"
    result = run("report", scutari, "-o", output)
    assert result.exit_code == 0, result.output
    assert result.output.startswith(f"{output}: 2 measures, ")
    assert output.read_bytes().startswith(start)
    assert output.read_bytes().endswith(end)
    assert sorted(scutari.glob(".*")) == []


@pytest.mark.parametrize("name", ["report.pdf", "report", "report.doc"])
def test_another_ending_is_told_the_three_there_are(scutari: Path, name: str) -> None:
    result = run("report", scutari, "-o", scutari / name)
    assert result.exit_code == 2
    assert "let its name end in .html or .md or .docx" in result.stderr
    assert not (scutari / name).exists()


def test_help_names_the_three_forms() -> None:
    said = run("report", "--help").output
    assert all(ending in said for ending in (".html", ".md", ".docx"))


def test_a_missing_folder(tmp_path: Path) -> None:
    result = run("report", tmp_path / "nowhere")
    assert result.exit_code == 2
    assert "there is no such folder" in result.stderr
    assert run("report", tmp_path).stderr.count("there is no document in it") == 1


def test_a_missing_file(scutari: Path) -> None:
    (scutari / "mortality.csv").rename(scutari / "mortalty.csv")
    told(scutari, "mortality.csv", "there is no such file", "mortalty.csv")


def test_a_wrong_column(scutari: Path) -> None:
    change(scutari / "data.toml", 'denominator = "army"\n\n', 'denominator = "amry"\n')
    told(scutari, "mortality.csv", "amry", "did you mean 'army'?")


def test_text_in_a_number(scutari: Path) -> None:
    change(
        scutari / "mortality.csv", "1854-07,28722,359,0,23", "1854-07,28722,few,0,23"
    )
    told(scutari, "mortality.csv", "row 5", "column disease", "few")


def test_a_period_that_stands_twice(scutari: Path) -> None:
    change(scutari / "mortality.csv", "1854-05,", "1854-04,")
    told(scutari, "mortality.csv", "1854-04", "row 2", "row 3")


def test_a_negative_count(scutari: Path) -> None:
    change(scutari / "mortality.csv", "28722,359,", "28722,-359,")
    told(scutari, "mortality.csv", "row 5", "-359", "at least 0")


def test_more_weeks_than_a_year_has(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(EXAMPLES / "measles", tmp_path / "measles"))
    lines = (folder / "cases.csv").read_text(encoding="utf-8").splitlines()
    area, year, _, count, people = lines[1].split(",")
    lines[1] = f"{area},{year},53,{count},{people}"
    (folder / "cases.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    told(folder, "cases.csv", "row 2", "column weeks_reporting", "52", "53")


def test_an_unknown_key_in_a_document(scutari: Path) -> None:
    change(scutari / "project.toml", 'title = "Mortality', 'titel = "Mortality')
    told(scutari, "project.toml", "titel", "did you mean 'title'?", "title: missing")


def test_an_unknown_rule_and_an_unknown_chart(scutari: Path) -> None:
    first = '[[charts]]\nmeasure = "disease"\nkind = "run"'
    change(scutari / "project.toml", first, first + '\nrules = "anhoj"')
    told(scutari, "anhoj", "did you mean 'anhoej'?")
    change(scutari / "project.toml", 'rules = "anhoj"', "")
    change(scutari / "project.toml", first, first.replace("run", "rnu"))
    told(scutari, "rnu", "did you mean 'run'?")


def test_an_unknown_measure_in_a_layout(scutari: Path) -> None:
    change(scutari / "data.toml", 'measure = "wounds"', 'measure = "wound"')
    told(scutari, "data.toml", "wound", "did you mean 'wounds'?")


def test_all_faults_of_all_files_at_once(scutari: Path) -> None:
    change(scutari / "mortality.csv", "28722,359,", "28722,lots,")
    change(scutari / "mortality.csv", "1855-07,", "1855-13,")
    assert told(scutari, "row 5", "row 17").count("  - ") == 2
    change(scutari / "project.toml", "as_of = 1856-04-01", 'as_of = "soon"')
    change(scutari / "measures.toml", 'key = "wounds"', 'key = "the wounds"')
    said = told(scutari, "project.toml: as_of", "measures.toml: measure 2, key")
    assert said.count("  - ") == 2


def test_two_charters_or_none(scutari: Path) -> None:
    shutil.copy(scutari / "project.toml", scutari / "zz.toml")
    told(scutari, "zz.toml", "must be the only document of type 'project'")
    (scutari / "project.toml").unlink()
    (scutari / "zz.toml").unlink()
    told(scutari, "one document must be the project's charter")


def test_a_table_outside_the_folder(scutari: Path) -> None:
    change(scutari / "data.toml", '"mortality.csv"', '"../../secret.csv"')
    told(scutari, "../../secret.csv", "lies outside the folder")


def test_a_report_that_cannot_be_written(scutari: Path) -> None:
    result = run("report", scutari, "-o", scutari / "no" / "report.html")
    assert result.exit_code == 2
    assert "no such file or directory" in result.stderr


@pytest.mark.parametrize(
    ("name", "of_charts"),
    [
        ("child_care", ()),
        (
            "measles",
            (
                "chart of Reported measles cases, 1979 to 1989: ",
                "driver \u201cHealth departments ask; they do not wait",
            ),
        ),
        ("scutari", ()),
    ],
)
def test_check_says_what_the_report_lists(
    name: str, of_charts: tuple[str, ...]
) -> None:
    report = loaded.report(name)
    found = report.findings
    charts = [section.charted for section in report.measures]
    result = run("check", EXAMPLES / name, "--all")
    for line, finding in zip(result.stdout.splitlines(), found, strict=True):
        where = place_words(report.project, finding.where, charts=charts)
        assert line.startswith(f"{finding.severity.value}: {where}: {finding.message}")
        assert line.endswith(f"[{finding.code}]")
    for said in of_charts:
        assert said in result.stdout
    faults = sum(finding.severity is Severity.FAULT for finding in found)
    summary = f"{EXAMPLES / name}: {len(found)} findings, {faults} of them faults\n"
    assert result.stderr == summary
    assert result.exit_code == (1 if faults else 0)


def test_check_counts_what_is_alike() -> None:
    found = loaded.report("measles").findings
    kinds = {(finding.severity, finding.code) for finding in found}
    result = run("check", EXAMPLES / "measles")
    lines = result.stdout.splitlines()
    assert len(lines) == len(kinds)
    missing = sum(finding.code == "series.missing" for finding in found)
    (line,) = (text for text in lines if text.endswith("[series.missing]"))
    named = "; ".join(f"Reported measles cases, {at}" for at in SOME)
    assert line.startswith(f"note, {missing} times: Reported measles cases, Alabama: ")
    assert line.endswith(f"; also {named} and {missing - 4} more [series.missing]")
    assert "--all says each alone" in result.stderr
    # Nothing goes uncounted.
    counts = [re.match(r"\w+, (\d+) times: ", text) for text in lines]
    assert sum(int(count[1]) if count else 1 for count in counts) == len(found)


def test_check_says_that_an_aim_would_hardly_be_seen(scutari: Path) -> None:
    change(scutari / "aim.toml", 'since = "1855-03"', 'since = "1856-04"')
    change(scutari / "aim.toml", 'by = "1855-12"', 'by = "1856-06"')
    said = run("check", scutari).stdout
    assert "\u201d, by: a change from 4." in said
    assert "[aim.hard-to-see]" in said
    assert "aim.too-few-points" not in said


def test_a_fault_among_the_findings_is_an_exit_code(scutari: Path) -> None:
    assert run("check", scutari).exit_code == 0
    change(scutari / "aim.toml", "by = -0.5", "by = 0.5")
    result = run("check", scutari)
    assert result.exit_code == 1
    assert result.stdout.startswith("fault: aim \u201cIllustrative: halve deaths")
    assert "[aim.against-direction]" in result.stdout


def test_check_refuses_what_the_report_refuses(scutari: Path) -> None:
    first = '[[charts]]\nmeasure = "disease"\nkind = "run"'
    change(scutari / "project.toml", first, first.replace("run", "rnu"))
    result = run("check", scutari)
    assert result.exit_code == 2
    assert "did you mean 'run'?" in result.stderr


def test_progress_is_shown_on_a_terminal_only(
    scutari: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ("report", scutari, "-o", scutari / "report.html")
    assert run(*words).stderr == ""
    monkeypatch.setattr("cqikit.cli._progress._is_terminal", lambda: True)
    shown = run(*words).stderr.splitlines()
    assert "  reading mortality.csv" in shown
    assert "  working out Deaths from disease" in shown


def test_schema_lists_types_and_prints_one() -> None:
    listed = run("schema").output.splitlines()
    assert "layout" in listed
    assert json.loads(run("schema", "--json").output)["types"] == listed
    assert json.loads(run("schema", "project").output)["title"] == "project"
    unknown = run("schema", "projct")
    assert unknown.exit_code == 2
    assert "did you mean 'project'?" in unknown.stderr
