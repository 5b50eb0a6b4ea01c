"""A section of one's own takes whatever draws itself, in each form of a report."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from docx import Document

from cqikit import reports, spc
from cqikit.drawing import ChartPicture, _glyphs
from cqikit.errors import FieldError
from cqikit.projects import Charter, Project
from tests.drawing import made

FUNNEL = spc.funnel([9, 12, 31, 5], [80, 100, 120, 60], per=100, title="Late")
PARETO = spc.pareto(["staff", "car", "staff", "family"], title="Reasons")
CHART = spc.chart([3, 4, 2, 5], title="Waits")
PICTURES: dict[str, Any] = {
    **made.pictures(5),
    "funnel": FUNNEL,
    "pareto": PARETO,
    "chart": CHART,
    "reading": spc.read(CHART),
    "judgement": spc.judge(spc.read(CHART), "lower"),
    "chart picture": ChartPicture(chart=CHART),
    "chart without a title": spc.chart([3, 4, 2, 5]),
}


def composed(picture: Any) -> tuple[reports.Report, reports.ReportCatalogs]:
    section = reports.ReportSection("ours", "Our own", lambda _: [picture])
    mine = reports.ReportCatalogs(sections=reports.SECTIONS.add(section))
    charter = Charter(key="p", title="P", as_of=date(2026, 1, 1))
    return reports.compose(Project(charter=charter), catalogs=mine), mine


@pytest.mark.parametrize("kind", PICTURES)
def test_whatever_draws_itself_stands_in_each_form(kind: str) -> None:
    report, mine = composed(PICTURES[kind])
    page = reports.to_html(report, catalogs=mine).partition("Our own</h2>")[2]
    shown = page.partition("</figure>")[0]
    assert 'role="img"' in shown
    # What is as wide as it is, a telephone moves over; else it has its own.
    assert ('class="drawn narrow"' in shown) is (kind != "theory")
    text = reports.to_markdown(report, catalogs=mine)
    assert text.partition("## Our own\n\n")[2].partition("\n")[0].strip()
    document = Document(BytesIO(reports.to_docx(report, catalogs=mine)))
    assert document.inline_shapes


@pytest.mark.parametrize("kind", ["funnel", "pareto", "chart"])
def test_a_picture_keeps_its_title_where_it_is_not_seen(kind: str) -> None:
    picture = PICTURES[kind]
    report, mine = composed(picture)
    text = reports.to_markdown(report, catalogs=mine)
    assert f"\n{picture.title}: " in text.partition("## Our own\n")[2]


def test_a_word_file_says_which_picture_has_a_sign_that_no_font_has(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(_glyphs, "OTHERS", {})
    report, mine = composed(spc.pareto(["\u5357", "car", "car"], title="Reasons"))
    with pytest.raises(FieldError, match="the picture Reasons must") as refused:
        reports.to_docx(report, catalogs=mine)
    assert "install Noto Sans CJK, or write an SVG or a page" in str(refused.value)
