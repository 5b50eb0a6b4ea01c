"""A report is one page that fetches nothing, and shows nothing unescaped."""

from __future__ import annotations

import re
import sys
from base64 import b64encode
from datetime import date
from hashlib import sha256
from html.parser import HTMLParser

import pytest
from attrs import evolve

from cqikit import reports
from cqikit.collaboratives import Collaborative, Team
from cqikit.errors import FieldError, MissingExtraError
from cqikit.measures import (
    Bound,
    Change,
    Level,
    Measure,
    Nested,
    Observation,
    Target,
    series,
)
from cqikit.projects import Charter, Project, ProjectEvent
from cqikit.reports._words import number, target_words
from tests.examples import loaded

EVIL = "<script>alert('x')</script> & \"quoted\" {{ 7 * 7 }} $x$ ]]>"


class Page(HTMLParser):
    """Collects the tags, the ids and the links of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what a tag is and names."""
        self.tags.add(tag)
        for name, value in attrs:
            self.attributes.append((name, value or ""))
            if name == "id":
                self.ids.append(value or "")
            if tag == "a" and name == "href":
                self.links.append(value or "")


@pytest.fixture
def measles() -> str:
    """Return the page of the measles example."""
    return loaded.page("measles")


def waits(team: str, *values: float, title: str = "Waiting") -> Project:
    """Return a small project of one team."""
    measure = Measure(key="waits", title=title, unit="days", direction="lower")
    rows = [
        Observation(period=f"2026-{place:02}", value=value, row=f"{team} row {place}")
        for place, value in enumerate(values, 1)
    ]
    charter = Charter(key="p", title="P", as_of=date(2026, 11, 1))
    this_series = series(measure, rows, team=team)
    return Project(charter=charter, measures=[measure], series=[this_series])


def test_the_page_fetches_nothing(measles: str) -> None:
    page = Page(measles)
    assert not page.tags & {
        "link",
        "iframe",
        "object",
        "embed",
        "img",
        "form",
    }
    fetched = [
        value
        for name, value in page.attributes
        if name in {"src", "srcset", "action", "data"} or value.startswith("url(http")
    ]
    assert fetched == []
    assert not [name for name, _ in page.attributes if name.startswith("on")]
    assert {link.partition(",")[0] for link in page.links if link[0] != "#"} == {
        "data:text/csv;charset=utf-8"
    }
    assert "@import" not in measles


def test_no_script_runs_but_the_page_s_own(measles: str) -> None:
    [script] = re.findall(r"<script>(.*?)</script>", measles, re.DOTALL)
    digest = b64encode(sha256(script.encode()).digest()).decode()
    [policy] = re.findall(r'Content-Security-Policy" content="([^"]*)"', measles)
    said = policy.replace("&#39;", "'")
    assert said.startswith("default-src 'none'; ")
    assert said.endswith(f" script-src 'sha256-{digest}'")


def test_every_link_of_the_page_leads_somewhere(measles: str) -> None:
    page = Page(measles)
    assert {link[1:] for link in page.links if link[0] == "#"} <= set(page.ids)


def test_every_figure_at_a_glance_says_how_it_was_made(measles: str) -> None:
    shown = re.findall(r'href="#how-([\w-]+)"', measles)
    # Each measure both ways; one of them has an aim.
    assert len(shown) == 6 + 3 * 4 + 2
    for key in shown:
        [row] = re.findall(rf'<tr id="how-{key}">.*?</tr>', measles, re.DOTALL)
        cells = re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL)
        assert cells[1].strip(), key


def test_every_aggregate_value_names_its_rows(measles: str) -> None:
    year = re.search(r'<tr><th scope="row">1990</th>.*?</tr>', measles, re.DOTALL)
    assert year is not None
    assert "cases.csv rows" in year[0]


def test_the_page_has_a_part_for_each_room(measles: str) -> None:
    parts = set(Page(measles).ids)
    assert {
        "glance",
        "measure-cases",
        "aims",
        "diagram",
        "plan",
        "cycles",
        "assessments",
        "thread",
        "findings",
        "how",
    } <= parts
    assert "1989 lies outside, above the upper limit of 7.69, in the worse" in measles
    assert "From 1992, eleven years in a row below the mean of 1.47" in measles
    assert "from 53.1 % to 33.7 %, a change for the worse" in measles
    assert "from 53.1 to 33.7 since 1990 (" in measles


OWN = """{% extends "cqikit" %}
{% block style %}h1 { color: #5b2a86; }{% endblock %}
{% block header %}<p>Department of Early Learning</p>{% endblock %}
{% block footer %}<footer>{{ page.title }}{{ "<b>" }}</footer>{% endblock %}
"""


def test_a_template_of_one_s_own_fills_the_blocks_of_ours() -> None:
    report = reports.compose(waits("north", 5, 4, 6))
    ours, page = reports.to_html(report), reports.to_html(report, template=OWN)
    assert "<header>\n<p>Department of Early Learning</p>" in page
    assert "</main>\n<footer>P&lt;b&gt;</footer>" in page
    assert page.index("h1 { color: #5b2a86; }") < page.index("</style>")
    assert page.count("<section") == ours.count("<section")
    titles = "{% for section in page.sections %}{{ section.title }};{% endfor %}"
    assert "At a glance;" in reports.to_html(report, template=titles)


def test_an_empty_template_makes_an_empty_page() -> None:
    assert reports.to_html(reports.compose(waits("north", 5, 4, 6)), template="") == ""


@pytest.mark.parametrize("wrong", ["{% if %}", "{{ nothing }}"])
def test_a_template_that_is_none_is_refused(wrong: str) -> None:
    report = reports.compose(waits("north", 5, 4, 6))
    with pytest.raises(FieldError, match=r"template must be a Jinja template .*begin"):
        reports.to_html(report, template=wrong)


def test_what_anybody_typed_is_escaped() -> None:
    plain = waits(EVIL, 3, 4, 5, title=EVIL)
    project = evolve(
        plain,
        charter=evolve(
            plain.charter,
            title=EVIL,
            summary=EVIL,
            happenings=[ProjectEvent(on="2026-02", title=EVIL, source=EVIL)],
        ),
    )
    group = Collaborative(key="g", teams=[Team(key=EVIL, title=EVIL)])
    page = reports.to_html(reports.compose(project, group), sources=[EVIL])
    assert page.count("<script") == 1
    assert "alert('x')</" not in page
    assert "{{ 7 * 7 }}" in page


def test_a_project_with_nothing_but_a_charter_has_a_report() -> None:
    charter = Charter(key="p", title="P", as_of=date(2026, 7, 1))
    page = reports.to_html(reports.compose(Project(charter=charter)))
    assert 'id="diagram"' not in page
    assert "project.no-aim" in page


def test_a_quiet_project_says_that_there_is_no_signal() -> None:
    values = (5, 4, 6, 5, 4, 6)
    page = reports.to_html(reports.compose(waits("north", *values)))
    assert "No signal" in page


def test_where_neither_way_is_better_a_signal_has_only_a_side() -> None:
    plain = waits("north", 5, 4, 6, 5, 4, 6, 5, 4, 6, 60)
    measure = evolve(plain.measures[0], direction="neither")
    this_series = evolve(plain.series[0], measure=measure)
    project = evolve(plain, measures=[measure], series=[this_series])
    page = reports.to_html(reports.compose(project))
    assert "Oct 2026 lies outside, above the upper limit of" in page
    assert ", upwards." in page
    assert "Dots that stand out: " in page
    assert "adverse</" not in page.split("Dots that stand out")[1][:80]


def test_teams_are_named_by_their_titles() -> None:
    first, two = waits("a", 3, 4, 5), waits("b", 5, 4, 3)
    project = evolve(first, series=(*first.series, *two.series))
    group = Collaborative(
        key="g", teams=[Team(key="a", title="Anchorage"), Team(key="b")]
    )
    page = reports.to_html(reports.compose(project, group))
    assert "Anchorage" in page


def test_without_jinja2_the_mend_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    report = reports.compose(waits("a", 3, 4, 5))
    monkeypatch.setitem(sys.modules, "jinja2", None)
    with pytest.raises(MissingExtraError, match=r"cqikit\[reports\]"):
        reports.to_html(report)


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (None, "", "none"),
        (float("nan"), "", "none"),
        (0.0, "", "0"),
        (-21.94, "", "\u221221.9"),
        (16.33, "%", "16.3 %"),
        (86.01, "% of weeks", "86 % of weeks"),
        (44.44, "teams", "44.4 teams"),
    ],
)
def test_a_number_has_its_unit_and_none_is_said(
    value: float | None, unit: str, text: str
) -> None:
    assert number(value, unit) == text


@pytest.mark.parametrize(
    ("target", "words"),
    [
        (Level(80), "Reach 80"),
        (Bound(no_less_than=3), "No less than 3"),
        (Bound(no_more_than=9, no_less_than=3), "No more than 9 and no less than 3"),
        (Change(0.25), "25 % more than the baseline"),
        (Nested(0.5, Level(4)), "50 % of units each reach: Reach 4"),
    ],
)
def test_targets_are_said_in_words(target: Target, words: str) -> None:
    assert target_words(target) == words
