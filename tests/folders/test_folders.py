"""A folder is read whole, or its faults are told whole."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import numpy as np
import pytest
from attrs import evolve

from cqikit import folders, reports, spc
from cqikit.errors import DocumentError, SourceError
from cqikit.projects import CATALOGS
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
    assert [aim.key for aim in measles.project.aims] == ["end-measles"]
    assert "cases.csv" in measles.files
    scutari = loaded.effort("scutari")
    assert scutari.collaborative is None
    assert [series.team for series in scutari.project.series] == ["", ""]


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


@pytest.mark.parametrize("tag", ["fr", "xx", "zh-Hant"])
def test_a_charter_in_a_language_that_is_not_spoken_is_refused(
    scutari: Path, tag: str
) -> None:
    charter = scutari / "project.toml"
    said = charter.read_text(encoding="utf-8")
    spoken = said.replace("version = 1", 'version = 1\nlanguage = "es"', 1)
    charter.write_text(spoken, encoding="utf-8")
    assert folders.read(scutari).project.charter.language == "es"
    charter.write_text(spoken.replace('"es"', f'"{tag}"'), encoding="utf-8")
    with pytest.raises(
        DocumentError, match=f"project.toml: .*no language named '{tag}'"
    ):
        folders.read(scutari)


def test_a_file_is_no_folder(scutari: Path) -> None:
    with pytest.raises(SourceError, match="is no folder"):
        folders.read(scutari / "aim.toml")


def test_too_many_documents_are_refused(
    scutari: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cqikit.folders._read.MOST_DOCUMENTS", 3)
    with pytest.raises(SourceError, match="has 4 documents: 3 are enough"):
        folders.read(scutari)
    monkeypatch.setattr("cqikit.folders._read.MOST_DOCUMENTS", 4)
    assert folders.read(scutari).files


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
    fixed = answers.replace("infrastructur", "infrastructure")
    (scutari / "answers.toml").write_text(fixed, encoding="utf-8")
    assert folders.read(scutari).project.assessed[0].key == "now"


WALK = """
type = "crosswalks"
version = 1
[[crosswalks]]
key = "to-cqi"
of = "bts-infrastructure"
to = "cqi-attributes"
links = [{ to = "commitment", of = ["leadership", "teams"] }]
"""


def test_answers_fill_what_a_crosswalk_leads_to(scutari: Path) -> None:
    for month, teams in (("01", "not yet"), ("09", "somewhat")):
        answers = f"""
type = "answers"
version = 1
key = "m{month}"
on = 1855-{month}-01
framework = "bts-infrastructure"
[[answers]]
item = "leadership"
value = "met"
[[answers]]
item = "teams"
value = "{teams}"
"""
        (scutari / f"{month}.toml").write_text(answers, encoding="utf-8")
    (scutari / "walk.toml").write_text(WALK, encoding="utf-8")
    found = folders.read(scutari).project.assessed
    assert [assessed.key for assessed in found] == [
        "m01",
        "m01/to-cqi",
        "m09",
        "m09/to-cqi",
    ]
    crossed = found[-1]
    assert crossed.title.startswith("Is this continuous quality improvement")
    assert crossed.title.endswith(
        "(from Infrastructure for a Breakthrough Series collaborative)"
    )
    assert [(answer.item, answer.value) for answer in crossed.responses.answers] == [
        ("commitment", 2)
    ]
    sections = reports.compose(folders.read(scutari).project).assessments
    # Each framework is compared with its own scores before.
    assert [bool(section.before) for section in sections] == [False, False, True, True]
    assert sections[3].before == sections[1].rows


def test_crosswalks_that_lead_nowhere_are_told(scutari: Path) -> None:
    wrong = WALK.replace('"commitment"', '"comitment"').replace('"teams"', '"team"')
    nowhere = WALK.replace('to = "cqi-attributes"', 'to = "cqi-attribute"')
    (scutari / "walk.toml").write_text(wrong, encoding="utf-8")
    (scutari / "other.toml").write_text(nowhere, encoding="utf-8")
    with pytest.raises(DocumentError) as caught:
        folders.read(scutari)
    told = [
        (problem.where, problem.fix or problem.message)
        for problem in caught.value.problems
    ]
    assert [where for where, _ in told] == [
        "other.toml: crosswalks[0]",
        "walk.toml: crosswalks[0]: links[0].to",
        "walk.toml: crosswalks[0]: links[0].of[1]",
    ]
    for (_, said), near in zip(
        told, ("cqi-attributes", "commitment", "teams"), strict=True
    ):
        assert f"did you mean {near!r}?" in said


SHEETS = Path(__file__).parents[1] / "documents" / "v1" / "worksheets.toml"


def test_worksheets_become_cycles_or_their_gaps_are_told(scutari: Path) -> None:
    text = SHEETS.read_text(encoding="utf-8")
    complete, _, _ = text.rpartition("[[worksheets]]")
    (scutari / "sheets.toml").write_text(complete, encoding="utf-8")
    assert [cycle.key for cycle in folders.read(scutari).project.cycles] == ["remind-1"]
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


def test_a_layout_says_how_its_table_is_written(scutari: Path) -> None:
    file = scutari / "mortality.csv"
    text = file.read_text(encoding="utf-8").replace(",", ";")
    file.write_text(f"Deaths in the East\n\n{text}Total;1;1;1;1\n", encoding="utf-8")
    effort = folders.read(scutari)
    assert effort.understood == (
        "mortality.csv: semicolons stand between the cells",
        (
            "mortality.csv: row 3 names the columns; what stands above it is left out"
            " (Deaths in the East)"
        ),
        "mortality.csv: row 28: totals (Total), left out",
    )
    layout = scutari / "data.toml"
    said = layout.read_text(encoding="utf-8").replace(
        "period =", "header = 1\nperiod ="
    )
    layout.write_text(said, encoding="utf-8")
    with pytest.raises(
        DocumentError,
        match="quote the cell that has a semicolon in it, or check the header",
    ):
        folders.read(scutari)


def test_a_layout_in_a_folder_names_its_table(scutari: Path) -> None:
    layout = scutari / "data.toml"
    lines = layout.read_text(encoding="utf-8").splitlines()
    said = [line for line in lines if not line.startswith("file")]
    layout.write_text("\n".join(said), encoding="utf-8")
    with pytest.raises(DocumentError, match="file must be the name of a table beside"):
        folders.read(scutari)


def test_what_is_no_file_of_the_folder_is_told_and_never_waited_for(
    tmp_path: Path,
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "far.toml").write_text('type = "plan"')
    (tmp_path / "in" / "out.toml").symlink_to(tmp_path / "far.toml")
    (tmp_path / "in" / "loop.toml").symlink_to(tmp_path / "in" / "loop.toml")
    os.mkfifo(tmp_path / "in" / "pipe.toml")
    with pytest.raises(DocumentError) as caught:
        folders.read(tmp_path / "in")
    told = {problem.where: problem.message for problem in caught.value.problems}
    assert told["out.toml"] == "lies outside the folder"
    assert told["pipe.toml"] == "is no file: a folder, device or FIFO"
    assert re.search("(?i)symbolic link|symlink loop", told["loop.toml"])


def test_a_chart_of_a_kind_or_rules_that_there_are_not_is_told_with_its_file(
    scutari: Path,
) -> None:
    charter = scutari / "project.toml"
    said = charter.read_text(encoding="utf-8")
    charts = '[[charts]]\nmeasure = "{0}"\nkind = "{1}"\nrules = "{2}"\n'
    first = said[: said.find("[[charts]]")]
    assert first
    wrong = charts.format("disease", "k", "neslon") + charts.format("wounds", "", "x")
    charter.write_text(first + wrong, encoding="utf-8")
    with pytest.raises(DocumentError) as caught:
        folders.read(scutari)
    told = {problem.where: problem.message for problem in caught.value.problems}
    assert list(told) == [
        "project.toml: charts[0].kind",
        "project.toml: charts[0].rules",
        "project.toml: charts[1].rules",
    ]
    assert told["project.toml: charts[0].rules"].endswith("did you mean 'nelson'?")
    own = spc.CHARTS["i"], spc.RULE_SETS["nelson"]
    known = evolve(
        CATALOGS,
        kinds=spc.CHARTS | [evolve(own[0], name="k")],
        rule_sets=spc.RULE_SETS
        | [evolve(own[1], name=name) for name in ("neslon", "x")],
    )
    read = folders.read(scutari, catalogs=known)
    assert read.project.charter.charts[0].kind == "k"


@pytest.mark.parametrize(
    ("kind", "says"), [("g", "kind must fit the measure"), ("xbar", "give sizes=")]
)
def test_a_kind_of_chart_that_does_not_fit_is_told_with_its_file(
    kind: str, says: str, scutari: Path
) -> None:
    charter = scutari / "project.toml"
    said = charter.read_text("utf-8")
    before, after = said.split('measure = "wounds"\nkind = "run"')
    named = f'{before}measure = "wounds"\nkind = "{kind}"{after}'
    charter.write_text(named, "utf-8")
    with pytest.raises(DocumentError) as caught:
        folders.read(scutari)
    (problem,) = caught.value.problems
    assert problem.where == "project.toml: charts[1]"
    assert says in str(problem)


def test_a_table_that_is_missing_is_told_with_the_layout_that_names_it(
    scutari: Path,
) -> None:
    (scutari / "mortality.csv").unlink()
    with pytest.raises(DocumentError) as caught:
        folders.read(scutari)
    (problem,) = caught.value.problems
    assert str(problem) == "data.toml: mortality.csv: there is no such file"


@pytest.mark.parametrize("line", ['type = "measure"', "", "type = 3"])
def test_a_document_of_no_type_is_told_and_not_what_it_would_have_held(
    scutari: Path, line: str
) -> None:
    measures = scutari / "measures.toml"
    said = measures.read_text(encoding="utf-8").replace('type = "measures"', line, 1)
    measures.write_text(said, encoding="utf-8")
    with pytest.raises(DocumentError) as caught:
        folders.read(scutari)
    [problem] = caught.value.problems
    assert problem.where == "measures.toml: type"


def test_names_in_capitals_are_read_or_meant(scutari: Path) -> None:
    before = folders.read(scutari).project
    assert before.aims
    (scutari / "aim.toml").rename(scutari / "AIM.TOML")
    (scutari / "mortality.csv").rename(scutari / "MORTALITY.CSV")
    with pytest.raises(DocumentError, match=r"did you mean 'MORTALITY\.CSV'"):
        folders.read(scutari)
    layout = scutari / "data.toml"
    said = layout.read_text(encoding="utf-8").replace("mortality.csv", "MORTALITY.CSV")
    layout.write_text(said, encoding="utf-8")
    after = folders.read(scutari).project
    assert after.aims == before.aims
    pairs = zip(before.series, after.series, strict=True)
    assert all(np.array_equal(a.observed, b.observed) for a, b in pairs)
