"""Several versions of a framework in one folder, and answers to each of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from cqikit import documents, folders, projects, reports
from cqikit.errors import DocumentError

PROJECT = """
type = "project"
version = 1
key = "effort"
title = "An effort"
as_of = 2026-06-30
"""
FRAMEWORK = """
type = "frameworks"
version = 1
[[frameworks]]
key = "ready"
title = "Ready"
version = "{version}"
scales = [ {{ key = "place", low = 0, high = 2, anchors = [
  {{ at = 0, label = "{none}" }}, {{ at = 1, label = "{some}" }},
  {{ at = 2, label = "{all}" }},
] }} ]
items = [ {{ key = "aim", text = "An aim" }}, {{ key = "{other}", text = "Data" }} ]
"""
ANSWERS = """
type = "answers"
version = 1
key = "{key}"
framework = "ready"
{version}
on = {on}
answers = [
  {{ item = "aim", value = "{aim}" }},
  {{ item = "{other}", value = {value} }},
]
"""
FIRST = {"version": "1", "none": "no", "some": "partly", "all": "yes", "other": "data"}
SECOND = {"version": "2", "none": "not yet", "some": "begun", "all": "done"}
SECOND["other"] = "use"


def said(version: str, **changed: Any) -> str:
    fields = {
        "key": f"v{version}",
        "version": f'framework_version = "{version}"' if version else "",
        "on": f"2026-0{version or 5}-01",
        "aim": "partly" if version == "1" else "done",
        "other": "data" if version == "1" else "use",
        "value": 1,
    }
    return ANSWERS.format(**(fields | changed))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in {
        "project": PROJECT,
        "first": FRAMEWORK.format(**FIRST),
        "second": FRAMEWORK.format(**SECOND),
        "before": said("1"),
        "after": said("2"),
    }.items():
        (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
    return tmp_path


def faults(folder: Path) -> list[str]:
    with pytest.raises(DocumentError) as caught:
        folders.read(folder)
    return [str(problem) for problem in caught.value.problems]


def test_answers_are_to_the_version_that_they_name(folder: Path) -> None:
    before, after = folders.read(folder).project.assessed
    assert (before.responses.framework.version, before.responses.answers[0].value) == (
        "1",
        1,
    )
    assert (after.responses.framework.version, after.responses.answers[0].value) == (
        "2",
        2,
    )


def test_what_is_lost_between_versions_is_found(folder: Path) -> None:
    project = folders.read(folder).project
    found = {
        (finding.code, finding.where): finding.message
        for finding in projects.findings(project)
        if finding.code.startswith("migration.")
    }
    assert found == {
        ("migration.dropped", "assessed[0]"): "data: not in version 2",
        ("migration.added", "assessed[0]"): "use: not in version 1",
        ("migration.worded-otherwise", "assessed[0]"): (
            "aim: worded otherwise in version 2, the item or its levels"
        ),
        ("migration.lost", "assessed[0].data"): (
            "1 answer to 'data' of version 1 is lost"
        ),
    }


def test_the_score_before_is_on_the_numbers_of_the_version_after(
    folder: Path,
) -> None:
    _, after = reports.compose(folders.read(folder).project).assessments
    before = {row.key: (row.value, row.level) for row in after.before}
    assert before == {"ready": (1, "begun"), "aim": (1, "begun"), "use": (None, "")}


def test_a_version_that_is_there_twice_is_a_fault(folder: Path) -> None:
    other = FRAMEWORK.format(**(SECOND | {"version": "1"}))
    (folder / "second.toml").write_text(other, encoding="utf-8")
    (fault, *_) = [line for line in faults(folder) if line.startswith("second.toml")]
    assert fault == (
        "second.toml: the key 'ready@1' of frameworks stands in first.toml, too: give"
        " each its own"
    )


def test_answers_say_which_version_where_there_are_several(folder: Path) -> None:
    (folder / "after.toml").write_text(said(""), encoding="utf-8")
    (fault,) = faults(folder)
    assert fault == (
        "after.toml: framework_version must be one of 1, 2 (got ''): say which version"
        " of ready was answered"
    )
    # Of one version there is no doubt.
    (folder / "first.toml").unlink()
    (folder / "before.toml").unlink()
    (only,) = folders.read(folder).project.assessed
    assert only.responses.framework.version == "2"


def test_a_version_that_is_gone_is_missed(folder: Path) -> None:
    (folder / "first.toml").unlink()
    assert faults(folder) == [
        "before.toml: framework_version must be 2 (got '1'): ready has version 2 only"
    ]
    # Unless it may stand in a document that could not be read.
    (folder / "third.toml").write_text('type = "frameworks"\nversion = 1')
    assert faults(folder) == ["third.toml: frameworks: missing"]


def test_another_framework_by_the_name_of_one_that_comes_along_is_a_fault(
    folder: Path,
) -> None:
    text = FRAMEWORK.format(**FIRST).replace('"ready"', '"psat"')
    (folder / "third.toml").write_text(text, encoding="utf-8")
    own = said("", key="own", aim="yes", other="data").replace('"ready"', '"psat"')
    (folder / "own.toml").write_text(own, encoding="utf-8")
    (fault,) = faults(folder)
    assert fault == (
        "third.toml: frameworks[0]: 'psat@1' comes along with cqikit, and is another:"
        " give yours another version or key"
    )
    (folder / "third.toml").write_text(text.replace('"1"', '"1-own"'))
    # The folder's own is meant, and the one that comes along by its version.
    versions = [
        assessed.responses.framework.version
        for assessed in folders.read(folder).project.assessed
    ]
    assert versions == ["1", "2", "1-own"]
    named = own.replace("\non =", '\nframework_version = "1"\non =')
    (folder / "own.toml").write_text(named, encoding="utf-8")
    assert faults(folder)[0].startswith("own.toml: answers[0].item: no item named")


def test_a_copy_of_what_comes_along_is_no_clash(folder: Path) -> None:
    psat = documents.Frameworks(frameworks=[documents.frameworks()["psat"]])
    documents.write(folder / "psat.json", psat)
    assert len(folders.read(folder).project.assessed) == 2


CONVERSIONS = """
conversions = [
  {{ version = "1", items = ["aim"], before = [{before}], after = [0, 2] }},
]
"""


def test_conversions_are_held_to_the_version_before(folder: Path) -> None:
    text = FRAMEWORK.format(**SECOND)
    second = folder / "second.toml"
    second.write_text(text + CONVERSIONS.format(before="0, 1"), encoding="utf-8")
    project = folders.read(folder).project
    (row,) = [
        row
        for row in reports.compose(project).assessments[1].before
        if row.key == "aim"
    ]
    assert row.value == 2
    second.write_text(text + CONVERSIONS.format(before="0, 4"), encoding="utf-8")
    (fault,) = faults(folder)
    assert fault == (
        "second.toml: frameworks[0]: conversions[0].before: an answer to 'aim' of"
        " version 1 must be one of no (0), partly (1), yes (2) (got 4)"
    )


WALK = """
type = "crosswalks"
version = 1
[[crosswalks]]
key = "walk"
of = "ready"
to = "cqi-attributes"
{versions}
links = [ {{ to = "data-driven", of = ["{other}"] }} ]
"""


def test_a_crosswalk_says_of_which_version_it_is(folder: Path) -> None:
    walk = folder / "walk.toml"
    walk.write_text(WALK.format(versions="", other="data"), encoding="utf-8")
    (fault,) = faults(folder)
    assert fault == (
        "walk.toml: crosswalks[0]: framework_version must be one of 1, 2 (got ''): say"
        " which version of ready was answered"
    )
    named = WALK.format(versions='of_version = "1"', other="data")
    walk.write_text(named, encoding="utf-8")
    keys = [assessed.key for assessed in folders.read(folder).project.assessed]
    assert keys == ["v1", "v1/walk", "v2"]
    walk.write_text(named.replace('"1"', '"3"'), encoding="utf-8")
    assert faults(folder) == [
        "walk.toml: crosswalks[0]: framework_version must be one of 1, 2 (got '3')"
    ]


def test_a_report_says_which_gate_holds_a_level_back(folder: Path) -> None:
    first = folder / "first.toml"
    gated = first.read_text().replace('key = "aim"', 'key = "aim", gate = 2, cap = 0')
    first.write_text(gated, encoding="utf-8")
    page = reports.to_markdown(reports.compose(folders.read(folder).project))
    said = "Gates not passed: aim; no level above 'no' until they are passed."
    assert page.count(said) == 1
