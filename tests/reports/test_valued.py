from __future__ import annotations

from datetime import date

import pytest
from attrs import evolve

from cqikit import drawing, pdsa
from cqikit import reports as reports_of
from cqikit.collaboratives import Attendance, Team
from cqikit.core import ENGLISH, parse_period
from cqikit.reports import _valued
from cqikit.reports._valued import Valued
from tests.drawing import made
from tests.examples import loaded


def test_many_teams_are_on_the_page_by_need_and_all_on_paper() -> None:
    report = loaded.report("measles")
    keys = tuple(f"t{number}" for number in range(274))
    teams = tuple(Team(key=key) for key in keys)
    every = frozenset(keys)
    reports = Attendance((parse_period("2026-01"),), keys, (every,), (every - {"t9"},))
    closing = evolve(report.closing, teams=teams, reports=reports)
    (picture,) = _valued.participation_picture(evolve(report, closing=closing))
    said = "".join(text.text for text in picture.caption)
    assert said == (
        "274 teams from 2026-01 to 2026-01: 273 of 274 reports came; silent in the"
        " last: t9. Of 274 teams, the 120 that were silent for longest."
    )
    shown = picture.drawing
    assert isinstance(shown, Valued)
    assert "t9" in shown.wide(ENGLISH)
    sheets = [
        sheet
        for sheet in shown.parts
        if isinstance(sheet, drawing.ParticipationPicture)
    ]
    assert [len(sheet.reports.teams) for sheet in sheets] == [45] * 6 + [4]
    assert len(shown.sheets(ENGLISH)) == 7
    # The others stand folded on the page, each of them once.
    assert ENGLISH.said(shown.more) == "96 more teams"
    drawn = [part.picture for part in (shown, *shown.rest)]
    rows = [
        team
        for part in drawn
        if isinstance(part, drawing.ParticipationPicture)
        for team in part.reports.teams
    ]
    assert rows[:2] == ["t9", "t0"]
    assert len(rows) == len(set(rows)) == 120
    page = reports_of.to_html(evolve(report, closing=closing))
    before, _, folded = page.partition("96 more teams")
    assert ">t9<" in before
    assert f">{rows[-1]}<" in folded
    assert f">{rows[-1]}<" not in before
    assert before.index("Results") < before.index("Who took part when")


def test_nothing_is_drawn_of_nothing() -> None:
    report = loaded.report("measles")
    none = evolve(report.closing.reports, periods=(), expected=(), present=())
    bare = evolve(report, closing=evolve(report.closing, reports=none))
    assert not list(_valued.participation_picture(bare))
    found = made.compared(61).between
    assert not list(_valued.level_picture(found, {}))
    assert report.project.plan is not None
    steps = evolve(report.project.plan, steps=(), areas=(), log=())
    assert not list(_valued.plan_picture(steps, report))


def test_the_ladder_has_every_team_from_its_first_day() -> None:
    report = loaded.report("home_visiting")
    assert report.guide is not None
    (picture,) = _valued.spread_picture(report.guide, report)
    shown = picture.drawing
    assert isinstance(shown, Valued)
    assert isinstance(shown.picture, drawing.SpreadPicture)
    assert len(shown.picture.joined) == len(report.closing.teams)
    without = evolve(report.guide, rungs=())
    assert not list(_valued.spread_picture(without, report))


def test_cycles_stand_under_the_measures_that_they_name() -> None:
    report = loaded.report("home_visiting")
    key = report.measures[0].result.measure.key
    plan = pdsa.Plan(on=date(2026, 3, 2), measures=[key])
    cycle = pdsa.begin(key="c", title="C", plan=plan)
    unplanned = pdsa.begin(key="d", title="D")
    project = evolve(report.project, cycles=[cycle, unplanned])
    (picture,) = _valued.ramp_pictures(evolve(report, project=project), {})
    shown = picture.drawing
    assert isinstance(shown, Valued)
    assert isinstance(shown.picture, drawing.RampPicture)
    assert shown.picture.cycles == (cycle,)
    many = evolve(
        report.project, cycles=[evolve(cycle, key=f"c{n}") for n in range(61)]
    )
    assert not list(_valued.ramp_pictures(evolve(report, project=many), {}))


def test_a_whole_picture_has_no_form_for_a_telephone() -> None:
    picture = made.theory(1)
    assert Valued(picture, whole=True).narrow(ENGLISH) == ""
    assert Valued(picture).narrow(ENGLISH)


@pytest.mark.parametrize("count", [1, 15])
def test_roles_are_drawn_where_there_are_marks_for_them(count: int) -> None:
    (section,) = loaded.report("answers").assessments
    result = section.result
    roles = {f"role {number}": result for number in range(count)}
    assert not list(_valued.roles_picture(evolve(section, roles=roles)))
