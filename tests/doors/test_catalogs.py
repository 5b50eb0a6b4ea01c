"""What people add reaches the findings and the page, by whichever door they come.

A kind of chart, a rule set, a scorer, a framework, checks and a section of one's own
are one value, which the verbs from the folder to the page take; the command line makes
it of what is installed.
"""

from __future__ import annotations

import json
import shutil
from importlib.metadata import EntryPoint, EntryPoints
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from click.testing import CliRunner, Result

from cqikit import documents, folders, plugins, projects, reports, spc
from cqikit.assessments import FRAMEWORKS, SCORERS, retake, score
from cqikit.cli import main
from cqikit.errors import DocumentError, UnknownNameError
from tests.plugins import ours

MINE = reports.ReportCatalogs(
    kinds=spc.CHARTS.add(ours.MEDIANS),
    rule_sets=spc.RULE_SETS.add(ours.CLOSE),
    scorers=SCORERS.add(ours.BEST),
    frameworks=FRAMEWORKS.add(ours.VISITS),
    checks=projects.Checks().add(
        plan=[ours.has_a_long_title], series=[ours.has_points], step=[ours.is_brief]
    ),
    sections=reports.SECTIONS.add(ours.BUDGET),
)
POINTS = EntryPoints(
    EntryPoint(name, f"tests.plugins.ours:{value}", f"cqikit.{group}")
    for name, value, group in (
        ("median-and-s", "MEDIANS", "chart_kinds"),
        ("close", "CLOSE", "rules"),
        ("best", "BEST", "scorers"),
        ("visits", "VISITS", "frameworks"),
        ("title", "has_a_long_title", "checks.plan"),
        ("points", "has_points", "checks.series"),
        ("brief", "is_brief", "checks.step"),
        ("budget", "BUDGET", "sections"),
    )
)
ANSWERS = """
type = "answers"
version = 1
key = "{key}"
framework = "our-visits"
on = {on}
[[answers]]
item = "greet"
value = {greet}
respondent = "a"
role = "lead"
[[answers]]
item = "plan"
value = 1
respondent = "a"
role = "lead"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder that names what is ours."""
    made = tmp_path / "effort"
    shutil.copytree("examples/child_care", made)
    charter = made / "project.toml"
    text = charter.read_text(encoding="utf-8")
    assert 'kind = "run"' in text
    ours_too = 'kind = "median-and-s"\nrules = "close"'
    charter.write_text(text.replace('kind = "run"', ours_too), encoding="utf-8")
    for key, on, greet in (("may", "2026-05-01", 0), ("june", "2026-06-01", 2)):
        said = ANSWERS.format(key=key, on=on, greet=greet)
        (made / f"{key}.toml").write_text(said, encoding="utf-8")
    return made


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pretend that a package with all of it is installed."""

    def select(**wanted: Any) -> EntryPoints:
        return POINTS.select(**wanted)

    monkeypatch.setattr(plugins, "entry_points", select)


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def holds(page: str) -> None:
    """Assert that a page, in Markdown, has all that is ours."""
    assert "ours.short-title" in page
    assert "ours.few-points" in page
    assert "ours.brief" in page
    # The better of each: 0 and 1, then 2 and 1; a mean would tell 0.5 and 1.5.
    for score_of_all in ("| 1 | some |", "| 2 | all |"):
        assert f"| Our visits (illustrative) {score_of_all}" in page.replace("\\", "")
    place = page.index("## What was spent")
    assert page.index("## Quality improvement plan") < place
    assert place < page.index("## Self-assessment")
    assert "| rugs | 120 | lead |" in page
    assert "- Mats came in May." in page


def test_a_folder_reaches_the_page(folder: Path) -> None:
    effort = folders.read(folder, catalogs=MINE)
    report = reports.compose(effort.project, effort.collaborative, catalogs=MINE)
    holds(reports.to_markdown(report, catalogs=MINE))
    page = reports.to_html(report, catalogs=MINE)
    assert "&lt;b&gt;illustrative" in page
    assert "<b>illustrative" not in page
    assert page.index('id="plan"') < page.index('id="budget"')
    assert reports.to_docx(report, catalogs=MINE)
    [section] = report.measures
    assert section.charted.chart.kind.name == ours.MEDIANS.name
    assert section.charted.reading.rules == ours.CLOSE.rules


def test_values_reach_the_findings_and_the_thread(folder: Path) -> None:
    project = folders.read(folder, catalogs=MINE).project
    charts = [
        projects.chart_of(project, series, kinds=MINE.kinds, rule_sets=MINE.rule_sets)
        for series in project.series
    ]
    codes = {
        finding.code: finding.where
        for finding in projects.findings(project, charts=charts, catalogs=MINE)
    }
    assert codes["ours.short-title"] == "plan.title"
    assert codes["ours.few-points"].startswith("series.seated")
    assert codes["ours.brief"].startswith("plan.steps[")
    first, last = (assessed.responses for assessed in project.assessed[-2:])
    assert score(last, scorers=MINE.scorers).score.value == 2
    assert retake(first, last, scorers=MINE.scorers).changes[0].after == 2
    assert projects.thread(project, charts=charts, scorers=MINE.scorers).strands
    assert projects.drafts(project.assessed[-1], scorers=MINE.scorers)
    with pytest.raises(UnknownNameError, match="no scorer named 'best'"):
        projects.drafts(project.assessed[-1])


def test_without_them_what_is_not_ours_is_refused(folder: Path) -> None:
    with pytest.raises(DocumentError, match="no framework named 'our-visits'"):
        folders.read(folder)
    project = folders.read(folder, catalogs=MINE).project
    with pytest.raises(UnknownNameError, match="no chart kind named 'median-and-s'"):
        reports.compose(project)
    kept = evolve(MINE, checks=MINE.checks.without("ours.few-points"))
    found = projects.findings(project, catalogs=kept)
    assert "ours.few-points" not in {finding.code for finding in found}


def test_a_document_alone_goes_by_them(folder: Path) -> None:
    charter = documents.read(folder / "project.toml")
    [unknown, _] = [
        finding
        for finding in documents.findings(charter)
        if finding.code == "project.unknown-chart"
    ]
    assert unknown.where == "charts[0].kind"
    assert not documents.findings(charter, catalogs=MINE)
    plan = documents.read(folder / "plan.toml")
    codes = {finding.code for finding in documents.findings(plan, catalogs=MINE)}
    assert {"ours.short-title", "ours.brief"} <= codes
    assert "ours.brief" not in {each.code for each in documents.findings(plan)}


@pytest.mark.usefixtures("installed")
def test_the_command_line_is_filled_from_what_is_installed(
    folder: Path, tmp_path: Path
) -> None:
    page = tmp_path / "report.md"
    done = run("--plugins", "report", folder, "-o", page)
    assert done.exit_code == 0, done.output
    holds(page.read_text(encoding="utf-8"))
    composed = json.loads(run("--plugins", "report", folder, "--json").stdout)
    assert composed["measures"][0]["kind"] == "median-and-s"
    found = json.loads(run("--plugins", "check", folder, "--json").stdout)
    assert "ours.brief" in {finding["code"] for finding in found["findings"]}
    alone = json.loads(run("--plugins", "check", folder / "plan.toml", "--json").stdout)
    assert "ours.brief" in {finding["code"] for finding in alone["findings"]}
    assert not run("--plugins", "check", folder / "project.toml").exit_code
    columns = ("--period", "month", "--count", "feet_on_floor", "--of", "seated")
    table = (folder / "seated.csv", *columns, "--where", "classroom=Toddlers")
    named = ("--kind", "median-and-s", "--rules", "close", "--json")
    drawn = run("--plugins", "chart", *table, *named)
    assert drawn.exit_code == 0, drawn.output
    assert "median-and-s" in run("--plugins", "chart", "-h").output
    sets = run("--plugins", "compare", "rules", *table, "--rules", "close,anhoej")
    assert sets.exit_code == 0, sets.output
    assert "close" in sets.output


@pytest.mark.usefixtures("installed")
def test_nothing_of_it_is_loaded_unless_it_is_asked_for(folder: Path) -> None:
    refused = run("report", folder, "--json")
    assert refused.exit_code == 2
    assert "no framework named 'our-visits'" in refused.output
    assert "median-and-s" not in run("chart", "-h").output


def test_the_command_line_names_a_plugin_that_fails(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = EntryPoint("broken", "nowhere:KIND", "cqikit.chart_kinds")

    def select(**wanted: Any) -> EntryPoints:
        return EntryPoints([*POINTS, broken]).select(**wanted)

    monkeypatch.setattr(plugins, "entry_points", select)
    done = run("--plugins", "check", folder, "--json")
    assert "left out: the plugin 'broken' of cqikit.chart_kinds" in done.stderr
    assert done.stderr.count("left out") == 1
    assert json.loads(done.stdout)["findings"]
