"""Where catalogs end: names that are not there, sections that cannot stand."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import pytest

from cqikit import drawing, projects, reports, spc
from cqikit.core import run_checks
from cqikit.errors import FieldError, FieldTypeError, UnknownNameError
from cqikit.measures import Aim, Bound, Measure, Observation, series
from cqikit.projects import Charter, Checks, Project
from cqikit.reports import ReportSection
from tests.examples import loaded

MEASURE = Measure(key="m", title="Seen", kind="proportion", per=100)
SERIES = series(
    MEASURE,
    [
        Observation(
            period=f"{2025 + month // 12}-{month % 12 + 1:02}",
            numerator=3 if month < 12 else 15,
            denominator=20,
        )
        for month in range(24)
    ],
)


def project(**more: Any) -> Project:
    charter = Charter(key="p", title="P", as_of=date(2027, 1, 31))
    return Project(charter=charter, measures=[MEASURE], series=[SERIES], **more)


def test_subjects_and_codes_of_checks_are_known() -> None:
    checks = Checks()
    assert repr(checks).startswith("<Checks of ")
    with pytest.raises(UnknownNameError, match="no subject of checks named 'plna'"):
        checks.add(plna=[])
    with pytest.raises(UnknownNameError, match="no check named"):
        checks.without("plan.no-stesp")


def test_stability_is_not_told_where_its_check_is_left_out() -> None:
    made = loaded.report("measles")
    charts = [section.charted for section in made.measures]
    every = projects.findings(made.project, charts=charts)
    catalogs = projects.Catalogs(checks=Checks().without("phase.not-stable"))
    left = projects.findings(made.project, charts=charts, catalogs=catalogs)
    codes = [{finding.code for finding in found} for found in (every, left)]
    assert codes[0] - codes[1] == {"phase.not-stable"}


def test_a_target_where_no_point_can_be_is_left_out_of_the_chart() -> None:
    aim = Aim(
        key="a", title="A", measure="m", target=Bound(no_more_than=500), by="2026"
    )
    [section] = reports.compose(project(aims=[aim])).measures
    assert section.charted.target is None


def page(*sections: ReportSection) -> str:
    every = reports.SECTIONS.add(*sections)
    catalogs = reports.ReportCatalogs(sections=every)
    report = reports.compose(project(), catalogs=catalogs)
    return reports.to_markdown(report, catalogs=catalogs)


def ours(name: str, blocks: Iterable[Any], **more: str) -> ReportSection:
    return ReportSection(name, "Ours", lambda _: blocks, **more)


def test_a_section_has_what_it_is_given_and_none_where_that_is_nothing() -> None:
    assert "## Ours" not in page(ours("ours", []))
    picture = drawing.ChartPicture(chart=spc.chart([3, 4, 2, 5], title="Little"))
    rows = [{"what": "cards", "spent": 120}, {"what": "rugs"}]
    text = page(ours("ours", ["Spent.", ["a", "b"], rows, picture]))
    assert "## Ours" in text
    assert "| rugs |  |" in text
    bare = drawing.ChartPicture(chart=spc.chart([3, 4, 2, 5]))
    assert "## Ours" in page(ours("ours", [bare]))
    with pytest.raises(FieldError, match="a block of the section 'ours' must be text"):
        page(ours("ours", [3]))


@pytest.mark.parametrize("given", [None, 3, "abc", {"a": 1}, b""])
def test_what_a_section_gives_is_a_list_of_blocks(given: Any) -> None:
    with pytest.raises(FieldTypeError) as caught:
        page(ours("ours", given))
    assert str(caught.value) == (
        "what the section 'ours' gives must be a list of blocks, or what yields them"
        f" one by one (got {given!r}): such as "
        """["A paragraph.", ["a", "list"]]"""
    )


def test_a_mapping_alone_is_a_table_of_one_row() -> None:
    assert "| a | b |\n| ---: | --- |\n| 1 | x |" in page(
        ours("ours", [{"a": 1, "b": "x"}])
    )


def test_a_section_follows_one_that_is_there() -> None:
    with pytest.raises(UnknownNameError, match="no section named 'nowhere'"):
        page(ours("ours", ["x"], after="nowhere"))
    with pytest.raises(FieldError, match="after must lead to a section that is placed"):
        page(ours("a", ["x"], after="b"), ours("b", ["x"], after="a"))


def test_the_examples_have_no_finding_twice() -> None:
    found = loaded.report("child_care").findings
    assert len(set(map(str, found))) == len(found)
    assert run_checks(SERIES, []) == ()
