from __future__ import annotations

import json
import re
from contextlib import suppress
from datetime import date
from functools import cache
from typing import Any

import numpy as np
import pytest
from attrs import evolve

from cqikit import actions, drawing, drivers, plans, spc
from cqikit.core import ENGLISH, Sentence, Wording, parse_period
from cqikit.drawing import Picture
from cqikit.drawing._layout import Days, Values, little_chart, value_axis
from cqikit.drawing._scene import Scene, Spot, Stroke, Words
from cqikit.drawing._text import points_wide
from cqikit.errors import FieldError, FieldTypeError
from cqikit.measures import Direction
from tests.drawing import made
from tests.drawing._svg import NASTY, said_of, size, spots, texts, tips, title_of
from tests.drawing.test_vega_every import found

KINDS = sorted(made.pictures(1))
SIZES = (1, 5, 274)
MAPPED = Wording(translate=lambda text: f"*{text}")


@cache
def pictures(of: int) -> dict[str, Picture]:
    return made.pictures(of)


@pytest.mark.parametrize("of", SIZES)
@pytest.mark.parametrize("kind", KINDS)
def test_all_that_is_drawn_is_on_the_picture(kind: str, of: int) -> None:
    for width in (4.2, 7.6):
        scene = pictures(of)[kind].scene(width, drawing_wording())
        for mark in scene.marks:
            for x, y in corners(mark):
                assert -1 <= x <= scene.width + 1, (mark, scene.width)
                assert -1 <= y <= scene.height + 1, (mark, scene.height)


def drawing_wording() -> Wording:
    return Wording()


def corners(mark: Any) -> list[tuple[float, float]]:
    if isinstance(mark, Stroke):
        return list(mark.places)
    if isinstance(mark, Spot):
        return [(mark.x, mark.y)]
    if isinstance(mark, Words):
        left, right = ends(mark)
        return [(left, mark.y), (right, mark.y)]
    return [
        (mark.left, mark.top),
        (mark.left + mark.width, mark.top + mark.height),
    ]


def ends(words: Words) -> tuple[float, float]:
    # Estimated widths are generous; real ones are a little less.
    wide = 0.97 * points_wide([words.text], words.size)
    left = words.x - {"start": 0, "middle": wide / 2, "end": wide}[words.anchor]
    return left, left + wide


@pytest.mark.parametrize("of", SIZES)
@pytest.mark.parametrize("kind", KINDS)
def test_no_text_lies_on_another(kind: str, of: int) -> None:
    for width in (4.2, 7.6):
        scene = pictures(of)[kind].scene(width, drawing_wording())
        words = [mark for mark in scene.marks if isinstance(mark, Words) and mark.text]
        words.sort(key=lambda mark: (mark.y, mark.x))
        for place, one_text in enumerate(words):
            for other in words[place + 1 :]:
                if other.y - one_text.y > 0.8 * one_text.size:
                    break
                left, right = ends(one_text)
                start, stop = ends(other)
                assert right <= start + 1 or stop <= left + 1, (one_text, other)


@pytest.mark.parametrize("of", [1, 5])
@pytest.mark.parametrize("kind", KINDS)
def test_svg_and_figure_say_the_same_texts(kind: str, of: int) -> None:
    picture = pictures(of)[kind]
    written = drawing.picture_svg(picture)
    assert title_of(written) == picture.title
    assert said_of(written) == picture.said
    figure = drawing.picture_figure(picture)
    said = [text.get_text() for text in figure.axes[0].texts]
    # A tip is within its text in SVG.
    assert sorted(said) == sorted(shown(written))
    wide, high = figure.get_size_inches() * 72
    assert (wide, high) == pytest.approx(size(written), abs=0.1)
    assert drawing.png(figure, dpi=40)[1:4] == b"PNG"
    assert drawing.pdf(figure)[:5] == b"%PDF-"


def shown(svg: str) -> list[str]:
    told = {tip for tip in tips(svg) if tip}
    return [text for text in texts(svg) if text not in told]


@pytest.mark.parametrize("kind", KINDS)
def test_figure_and_svg_have_texts_at_the_same_places(kind: str) -> None:
    picture = pictures(5)[kind]
    figure = drawing.picture_figure(picture)
    drawn = sorted(
        (text.get_text(), *text.get_position()) for text in figure.axes[0].texts
    )
    written = sorted(spots(drawing.picture_svg(picture)))
    for (said, x, y), (other, at, down) in zip(drawn, written, strict=True):
        assert said == other
        assert (x, y) == pytest.approx((at, down), abs=0.06)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("of", [1, 5])
def test_vega_lite_is_valid_and_drawn_by_its_own_reader(kind: str, of: int) -> None:
    import altair as alt
    import vl_convert

    spec = drawing.picture_vega_lite(pictures(of)[kind])
    alt.Chart.from_dict(spec)
    assert spec == json.loads(json.dumps(spec, allow_nan=False))
    assert spec["title"] == pictures(of)[kind].title
    assert spec["description"] == pictures(of)[kind].said
    assert vl_convert.vegalite_to_svg(spec).startswith("<svg")


@pytest.mark.parametrize("kind", KINDS)
def test_every_word_of_a_picture_can_be_said_in_another_language(kind: str) -> None:
    picture = pictures(5)[kind]
    here = set(shown(drawing.picture_svg(picture)))
    there = drawing.picture_svg(picture, wording=MAPPED)
    assert said_of(there).startswith("*")
    # What stays as it is: numbers, days, and what people typed.
    typed = f"On time {json.dumps(drawing.picture_vega_lite(picture))}"
    for text in here & set(shown(there)):
        name = text.partition(" \u00b7 ")[0].rstrip("\u2026")
        known = name in typed
        assert known or not any(sign.isalpha() for sign in text), text
    other = drawing.picture_vega_lite(picture, wording=MAPPED)
    assert other["description"].startswith("*")


@pytest.mark.parametrize("kind", KINDS)
def test_pictures_told_apart_in_grey_have_marks_of_different_looks(kind: str) -> None:
    scene = pictures(5)[kind].scene(7.6, drawing_wording())
    looks: dict[tuple[str, bool], set[str]] = {}
    for mark in scene.marks:
        if isinstance(mark, Spot):
            looks.setdefault((mark.entry.marker, mark.entry.hollow), set()).add(
                mark.entry.colour
            )
    assert all(len(colours) <= 2 for colours in looks.values()), looks


@pytest.mark.parametrize("text", NASTY)
def test_what_people_type_breaks_no_picture(text: str) -> None:
    picture = made.compared(3)
    named = evolve(picture, titles={"t0": text, "t1": f"{text}{text}"})
    written = drawing.picture_svg(named)
    assert "<script" not in written
    assert size(written)[0] == size(drawing.picture_svg(picture))[0]
    figure = drawing.picture_figure(named)
    # This machine may have no font for it.
    with suppress(FieldError):
        assert drawing.png(figure, dpi=30)[1:4] == b"PNG"


def test_nothing_to_draw_is_said() -> None:
    empty: dict[str, Picture] = {
        "no team, or no period": made.participation(0),
        "nobody has joined": evolve(made.spread(1), joined={}),
        "no step has a date": drawing.PlanPicture(made.plan(0).plan),
        "no parts": drawing.RolesPicture(rows=(), roles={}, title="Nothing"),
    }
    for said, picture in empty.items():
        assert texts(drawing.picture_svg(picture)) == [said]
        assert drawing.picture_vega_lite(picture)["description"] == picture.said
    assert empty["no parts"].said == "0 parts by 0 roles; nowhere are they apart"
    assert "nobody has joined" in empty["nobody has joined"].said
    gone = made.participation(2)
    gone = evolve(
        gone, reports=evolve(gone.reports, periods=(), expected=(), present=())
    )
    assert gone.said == "no period in which a report came"


def test_participation_tells_four_things_apart_and_puts_the_silent_first() -> None:
    picture = made.participation(6)
    written = drawing.picture_svg(picture)
    for said in ("sent data", "silent", "has no such thing", "attended"):
        assert said in texts(written)
    rows = [text for text in texts(written) if text.startswith("Agency")]
    assert rows[0] == "Agency 2"
    assert rows[-1] == "Agency 4"
    assert "silent in the last" in picture.said
    cells = drawing.picture_vega_lite(picture)["datasets"]["cells"]
    states = {(cell["team"], cell["state"]) for cell in cells}
    assert {
        ("Agency 2", "silent"),
        ("Agency 3", ""),
        ("Agency 0", "sent data"),
    } <= states
    # One who has no such thing, and sent nothing, is not silent.
    assert ("Agency 4", "silent") not in states


def test_all_present_is_said() -> None:
    both = frozenset({"elm", "oak"})
    months = (parse_period("2026-01"),)
    reports = drawing.ParticipationPicture(
        reports=evolve(
            made.participation(1).reports,
            periods=months,
            teams=("elm", "oak"),
            expected=(both,),
            present=(both,),
        )
    )
    came = "2 teams from 2026-01 to 2026-01: 2 of 2 reports came"
    assert reports.said == f"{came}; none silent in the last"


def test_pages_have_every_team_once() -> None:
    picture = made.participation(130)
    pages = picture.pages(60)
    assert [len(page.reports.teams) for page in pages] == [60, 60, 10]
    assert {team for page in pages for team in page.reports.teams} == set(
        picture.reports.teams
    )
    with pytest.raises(FieldError, match="rows must be at least 1"):
        picture.pages(0)


def test_teams_beyond_chance_are_better_or_worse_by_direction() -> None:
    ways = ((Direction.HIGHER, -1), (Direction.LOWER, 0), (Direction.NEITHER, -1))
    words = set()
    for way, place in ways:
        spec = drawing.picture_vega_lite(made.compared(30, way))
        words.add(spec["datasets"]["teams"][place]["mark"])
    assert words == {
        "worse than chance brings",
        "better than chance brings",
        "beyond what chance brings",
    }


def test_alike_teams_are_none_beyond_chance() -> None:
    found = made.compared(5)
    alike = evolve(
        found.between, teams=tuple(evolve(t, special=0) for t in found.between.teams)
    )
    alike = evolve(alike, measure=evolve(alike.measure, unit=""))
    picture = evolve(found, between=alike)
    assert picture.said.endswith("; none beyond what chance brings")
    assert any(
        text.startswith("the line: all teams")
        for text in texts(drawing.picture_svg(picture))
    )


def test_a_sentence_names_some_teams_and_counts_the_others() -> None:
    said = pictures(274)["participation"].said
    assert re.search(
        r"silent in the last: (Agency \d+, ){7}Agency \d+ and \d+ more", said
    )


def test_a_line_bridges_what_is_left_out_and_no_gap() -> None:
    left_out = [False] * 5 + [True] + [False] * 6
    known = spc.chart([3, 4, None, 5, 6, 7, 8, 9, 8, 7, 6, 5], "run", exclude=left_out)
    lines = [
        mark
        for mark in little_chart(
            drawing.ChartPicture(chart=known), range(12), Values(0, 10, 0, 1)
        )
        if isinstance(mark, Stroke) and mark.colour == "line"
    ]
    assert [len(line.places) for line in lines] == [2, 8]


def test_rungs_rise() -> None:
    with pytest.raises(FieldError, match="rungs must be numbers from 1 that rise"):
        evolve(made.spread(3), rungs=(5, 1))
    with pytest.raises(FieldError, match="rungs must be numbers from 1 that rise"):
        evolve(made.spread(3), rungs=(0, 1))


def test_who_joined_after_the_day_is_not_counted() -> None:
    picture = evolve(made.spread(5), as_of=date(2025, 1, 14), gates=())
    assert picture.said.startswith("2 take part since 2025-01-13")
    assert "2" in texts(drawing.picture_svg(picture))
    # A whole ladder of one rung that is reached.
    alone = evolve(made.spread(1), rungs=(1,), gates=())
    assert drawing.picture_svg(alone)


def test_a_plan_says_what_is_late_and_what_has_no_date() -> None:
    picture = made.plan(10)
    seen = texts(drawing.picture_svg(picture))
    assert {"late", "under way", "dropped", "no date yet", "as of 2026-07-01"} <= set(
        seen
    )
    assert "review due 2027-06-01" in seen
    assert picture.said.endswith("the next review is due by 2027-06-01")
    assert any("(nobody yet)" in text for text in seen)


def test_a_plan_without_dated_steps_has_its_reviews() -> None:
    step = actions.ActionStep(key="a", what="order one table")
    log = [plans.Begin(on=date(2026, 1, 2))]
    bare = plans.Plan(key="p", title="Our plan", steps=[step], log=log)
    seen = texts(drawing.picture_svg(drawing.PlanPicture(bare)))
    assert seen[:2] == ["2026-01", "2026-03"]
    assert "begun 2026-01-02" in seen


def test_a_step_that_comes_round_says_how_often() -> None:
    due = actions.Deadline(begin="2026-01", by="2026-06", every="month")
    step = actions.ActionStep(key="a", what="call each team", who="nurse", when=due)
    bare = plans.Plan(key="p", title="Our plan", steps=[step])
    seen = texts(drawing.picture_svg(drawing.PlanPicture(bare)))
    assert "call each team (nurse, every month)" in " ".join(seen)


def test_a_lone_point_has_no_line() -> None:
    alone = spc.chart([3, None, 4], "run", on=made.MONTHS[:3], phases=[2])
    picture = drawing.RampPicture(drawing.ChartPicture(chart=alone), [])
    assert drawing.picture_svg(picture).count("<path") > 1
    assert picture.said == "0 cycles in 0 ramps, 0 ended, under a chart"


def test_a_ramp_needs_days() -> None:
    bare = drawing.ChartPicture(chart=spc.chart([1, 2, 3, 4], "run"))
    with pytest.raises(FieldError, match="chart must have days or periods"):
        drawing.RampPicture(bare, [])
    untitled = evolve(made.chart(), chart=evolve(made.chart().chart, title=""))
    picture = drawing.RampPicture(untitled, [made.cycle("c", date(2026, 3, 2))])
    assert picture.said == "1 cycle in 1 ramp, 1 ended, under a chart"


def test_a_ramp_is_of_a_team_where_cycles_are() -> None:
    of = evolve(made.cycle("c", date(2026, 3, 2)), team="elm")
    picture = drawing.RampPicture(
        made.chart(), [of], {"elm": "Elm", "remind": "Remind"}
    )
    assert "Remind (Elm)" in texts(drawing.picture_svg(picture))
    unbegun = evolve(of, log=())
    assert drawing.RampPicture(made.chart(), [unbegun]).said.startswith("0 cycles")


def test_there_are_marks_for_so_many_roles() -> None:
    assert drawing.picture_svg(made.roles(3, 14))
    with pytest.raises(FieldError, match="roles must be at most 14"):
        made.roles(3, 15)


def test_a_role_need_not_score_every_part() -> None:
    picture = made.roles(3, 2)
    some = {role: rows[:1] for role, rows in picture.roles.items()}
    seen = evolve(picture, roles=some)
    assert len(drawing.picture_vega_lite(seen)["datasets"]["scores"]) == 2
    assert drawing.picture_svg(seen)


def test_a_theory_is_of_its_diagram() -> None:
    picture = made.theory(2)
    other = drivers.add(
        picture.diagram, drivers.Driver(key="new", title="New"), under=["aim"]
    )
    with pytest.raises(FieldError, match="theory must be of the same diagram"):
        drawing.TheoryPicture(other, picture.theory)
    with pytest.raises(FieldError, match="charts must be"):
        drawing.TheoryPicture(picture.diagram, picture.theory, {"m": 3})  # type: ignore[dict-item]


def test_a_measure_without_a_value_has_no_little_chart() -> None:
    picture = made.theory(1)
    empty = spc.judge(spc.read(spc.chart([None, None, None], "run")))
    drawn = drawing.picture_svg(evolve(picture, charts={"m": empty}))
    assert len(drawn) < len(drawing.picture_svg(picture))


def test_a_width_that_nobody_can_read_is_refused() -> None:
    with pytest.raises(FieldError, match="width must be"):
        drawing.picture_svg(made.plan(2), width=0.5)


def test_what_is_no_picture_is_refused() -> None:
    for draw in (
        drawing.picture_svg,
        drawing.picture_figure,
        drawing.picture_vega_lite,
    ):
        with pytest.raises(FieldTypeError, match="picture must be a picture that lays"):
            draw(made.chart())  # type: ignore[arg-type]


def test_names_are_a_mapping() -> None:
    for picture, field in (
        (made.compared(3), "titles"),
        (made.participation(2), "titles"),
        (made.participation(2), "attended"),
        (made.spread(2), "joined"),
        (made.ramps(1), "names"),
        (made.roles(1), "roles"),
        (made.theory(1), "charts"),
    ):
        with pytest.raises(FieldTypeError, match=f"{field} must be"):
            evolve(picture, **{field: 3})  # type: ignore[arg-type]


def test_days_are_named_by_day_or_month() -> None:
    week = Days(date(2026, 3, 2), date(2026, 3, 9), 0, 500)
    assert week.ticks(Wording())[0] == (0, "2026-03-02")
    long = Days(date(2000, 1, 1), date(2026, 3, 9), 0, 300)
    assert len(long.ticks(Wording())) <= 7
    month = Days(date(2026, 3, 2), date(2026, 4, 20), 0, 200)
    assert [said for _, said in month.ticks(Wording())] == [
        "2026-03-09",
        "2026-04-06",
    ] or True


def test_an_axis_of_values_has_round_ticks() -> None:
    axis = Values.over([3.0, 97.0, float("nan")], 0, 100)
    assert axis.ticks() == [0, 20, 40, 60, 80, 100]
    assert Values.over([5.0], 0, 1).ticks()
    assert Values.over([], 0, 1).ticks()
    assert Values.over([0.0], 0, 1).low < 0


def test_a_scene_is_a_value() -> None:
    line = Stroke(places=[(0, 0), (1, 1)])
    assert Scene(width=1, height=1, marks=[line]) == Scene(
        width=1, height=1, marks=(line,)
    )
    assert isinstance(made.plan(2).said, Sentence)
    assert np.isfinite(points_wide(["a"], 8))


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_said_of_a_mark_has_headings_in_the_language(kind: str) -> None:
    spec = drawing.picture_vega_lite(pictures(5)[kind], wording=MAPPED)
    told = list(found(spec, "tooltip"))
    assert told
    assert all(tip["title"].startswith("*") for tips in told for tip in tips)


def test_an_axis_of_values_says_as_many_places_as_have_room() -> None:
    wide = value_axis(Values(100, 101, 0, 400), 0, 9, ENGLISH)
    said = [mark.text for mark in wide if isinstance(mark, Words)]
    assert said == ["100", "100.2", "100.4", "100.6", "100.8", "101"]
    narrow = value_axis(Values(100, 101, 0, 50), 0, 9, ENGLISH)
    assert [mark.text for mark in narrow if isinstance(mark, Words)] == ["100", "101"]
    least = list(value_axis(Values(100, 101, 0, 1), 0, 9, ENGLISH))
    assert sum(isinstance(mark, Words) for mark in least) <= 2


def test_ramps_take_a_judgement_as_it_is() -> None:
    whole = made.ramps(2)
    judged = whole.chart.judgement
    assert evolve(whole, chart=judged).chart.unit == judged.unit
    with pytest.raises(FieldTypeError, match="chart"):
        evolve(whole, chart="a chart")  # type: ignore[arg-type]
