"""All teams stand on a page, those that need attention first, and as a file."""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Sequence
from datetime import date
from html import unescape
from io import StringIO
from typing import Any
from urllib.parse import unquote

import pytest

from benchmarks.bench_reports import composed
from cqikit import languages, reports
from cqikit.collaboratives import Collaborative, Team, row_ranges
from cqikit.core import ENGLISH, parse_period, say
from cqikit.drawing import Panel
from cqikit.measures import Aim, Level, Measure, Observation, series
from cqikit.projects import Charter, Project
from cqikit.reports._blocks import (
    Column,
    Row,
    Table,
    Text,
    cell,
    in_words,
    line,
    told,
)
from cqikit.reports._files import data_link
from cqikit.reports._needs import TeamState
from cqikit.reports._pictures import Teams
from cqikit.reports._words import number, rows_cell

START = parse_period("2024-01")
TEAMS: dict[str, Sequence[float | None]] = {
    "meets": [9] * 12 + [4] * 12,
    "short": [9] * 12 + [8] * 12,
    "worse": [9] * 12 + [11] * 12,
    "few": [9],
    "silent": [9] * 12 + [None] * 6 + [9] * 6,
}


def page(
    teams: dict[str, Sequence[float | None]], *, direction: str = "lower", by: str = ""
) -> str:
    """Return the page of a few teams, of which two have no data."""
    measure = Measure(
        key="waits",
        title="Waits",
        unit="days",
        direction=direction,  # type: ignore[arg-type]
    )
    made = []
    for team, values in teams.items():
        rows = [
            Observation(period=START.shift(place), value=value, row=f"w.csv {place}")
            for place, value in enumerate(values)
        ]
        made.append(series(measure, rows, team=team))
    due = by or "2027"
    aims = [Aim(key="a", title="A", measure="waits", target=Level(5), by=due)]
    project = Project(
        charter=Charter(key="p", title="P", as_of=date(2026, 1, 1)),
        measures=[measure],
        aims=aims if by else [],
        series=made,
    )
    listed = [
        *(Team(key=key) for key in teams),
        Team(key="none"),
        Team(key="without", has_no=["waits"]),
    ]
    return reports.to_html(
        reports.compose(project, Collaborative(key="g", teams=listed))
    )


def cards(html: str) -> list[tuple[str, str]]:
    """Return the name and the state on each card."""
    found = re.findall(r"<b>([^<]*)</b> <span[^>]*>([^<]*)</span></li>", html)
    return [(name, state) for name, state in found]


def file_of(html: str, name: str) -> list[list[str]]:
    """Return the rows of a file that a page holds."""
    [link] = re.findall(rf'download="{name}" href="data:[^,]*,([^"]*)"', html)
    text = unquote(unescape(link))
    assert text.startswith("\ufeff")
    return list(csv.reader(StringIO(text[1:])))


@pytest.mark.parametrize(
    ("by", "meets", "short"),
    [
        ("2027", "meets the aim", "does not meet the aim"),
        ("2025", "met the aim", "did not meet the aim"),
    ],
)
def test_teams_that_need_attention_stand_first(by: str, meets: str, short: str) -> None:
    html = page(TEAMS, by=by)
    told = [
        ("none", "no data"),
        ("worse", "worse than its baseline"),
        ("silent", short),
        ("short", short),
        ("few", "cannot be judged"),
        ("meets", meets),
        ("without", "has no such thing"),
    ]
    assert sorted(cards(html)) == sorted(told)
    assert [state for _, state in cards(html)] == [state for _, state in told]
    rows = file_of(html, "waits-teams.csv")
    assert [row[0] for row in rows[1:]] == [name for name, _ in cards(html)]
    [silent] = [row for row in rows if row[0] == "silent"]
    assert silent[rows[0].index("Periods missing")] == "6"


def test_without_an_aim_teams_stand_by_their_baseline() -> None:
    stays = TEAMS | {"stays": [9] * 24}
    states = dict(cards(page(stays)))
    assert states["meets"] == "better than its baseline"
    assert states["stays"] == "as at its baseline"
    assert states["few"] == "as at its baseline"
    neither = dict(cards(page(stays, direction="neither")))
    assert neither["meets"] == "not as at its baseline"
    assert neither["stays"] == "as at its baseline"


def test_a_caption_counts_what_the_cards_count() -> None:
    html = page(TEAMS, by="2027")
    [caption] = re.findall(r"<figcaption>(7 teams.*?)</figcaption>", html)
    states = re.sub("<[^>]*>", "", caption).partition(": ")[2].partition(". ")[0]
    counted = [int(many) for many in re.findall(r"\d+", states)]
    assert sum(counted) == len(cards(html)) == 7


def test_a_page_of_274_teams_has_them_all_in_less_than_3_mb() -> None:
    html = reports.to_html(composed())
    assert len(html.encode()) < 3_000_000
    assert len(cards(html)) == 3 * 274
    assert html.count("214 more teams</summary>") == 3
    for place in range(3):
        assert len(file_of(html, f"m{place}-teams.csv")) == 275


def test_a_file_holds_what_the_page_shortens() -> None:
    squares = [row**2 for row in range(2, 21)]
    rows = ", ".join(map(str, squares))
    shown = rows_cell(row_ranges(f"a.csv row {row}" for row in squares))
    assert str(shown.lines[0]) == "a.csv rows 4, 9, 16 and 16 more"
    table = Table(
        columns=(Column("=Who"), Column("From"), Column("More")),
        rows=(
            Row(cells=(cell("@x", "y"), shown, cell(""))),
            Row(cells=(cell("z"), cell("wide", across=2))),
            Row(cells=(cell("7" * 40_000), cell(""), cell(""))),
        ),
    )
    text = unquote(data_link(table).partition(",")[2])[1:]
    head, first, second, third = csv.reader(StringIO(text))
    assert head == ["'=Who", "From", "More"]
    assert first == ["'@x; y", f"a.csv rows {rows}", ""]
    assert second == ["z", "wide", ""]
    assert len(third[0]) < 32_767


def test_of_more_teams_than_anybody_looks_at_the_others_stand_in_the_table() -> None:
    states = tuple(
        TeamState(title=name, state=Text("no data"), result=result)
        for name, result in zip(
            "abc", composed().closing.results[0].teams, strict=False
        )
    )
    panels = (Panel("a", [math.nan], [math.nan], [True]),)
    drawn = Teams(panels=panels, target=None, log=True, states=states)
    assert str(drawn.caption).startswith("3 teams, those that need attention first: ")
    assert "All on one logarithmic scale. The" in str(drawn.caption)
    assert str(drawn.caption).endswith(" 2 more stand in the table only.")
    assert [card.title for card in drawn.cards(ENGLISH)] == ["a"]


@pytest.mark.parametrize(
    ("first", "order"),
    [
        (say("{value} %", value=1234.5), "1234.5"),
        (say("{share}!", share=say("{n} of 5", n=3)), "3"),
        (told("{n} {meant}", n=1.5, meant=Text("at last")), "1.5"),
        (parse_period("2026-03"), ""),
        (date(2026, 3, 1), ""),
        (7, ""),
        (math.nan, ""),
        ("1,5", ""),
        (say("since {n}", n=3), ""),
        (say("{yes}", yes=True), ""),
        (say("none"), ""),
        (told("{nothing}", nothing=line()), ""),
        (say("{all}", all=()), ""),
        (say("{kept}", kept="kept"), ""),
    ],
)
def test_a_cell_is_sorted_by_what_it_begins_with(first: Any, order: str) -> None:
    assert cell(first).order == order


def test_a_figure_with_a_link_is_sorted_by_its_number() -> None:
    assert cell(7).order == ""
    assert cell(7, how="seven").order == "7"


@pytest.mark.parametrize("tag", ["ar", "ru", "zh-Hans", "ht"])
def test_numbers_are_sorted_by_what_they_are_in_every_language(tag: str) -> None:
    wording = languages.wording(tag)
    columns = (Column("Who"), Column("Value", number=True), Column("Day", whole=True))
    days = [date(2026, month, 1) for month in (2, 11)]
    rows = tuple(
        Row(cells=(cell("a"), cell(number(value)), cell(day)))
        for value, day in zip((1234.5, 0.25), days, strict=True)
    )
    for row, value, day in zip(
        in_words(Table(columns=columns, rows=rows), wording).rows,
        ("1234.5", "0.25"),
        days,
        strict=True,
    ):
        _, said, when = row.cells
        assert value in {said.order, str(said)}
        assert when.order in {str(day.toordinal()), ""}
        assert when.order or str(when) == str(day)
