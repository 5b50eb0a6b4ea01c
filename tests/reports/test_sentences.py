"""What a page says in a sentence, of values that are made here."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pytest
from attrs import evolve

from cqikit.assessments import FRAMEWORKS, Answer, Responses, profile, score
from cqikit.collaboratives import Figure, Guide, GuidePolicies, TeamResult
from cqikit.core import ENGLISH, parse_period
from cqikit.drawing import Panel
from cqikit.measures import Aim, Direction, Level, Measure
from cqikit.projects import LoopStep
from cqikit.reports._aims import _stood
from cqikit.reports._blocks import Paragraph, Table, Text
from cqikit.reports._gained import _first
from cqikit.reports._guide import _close_words
from cqikit.reports._measured import DASHED, _legend
from cqikit.reports._needs import NO_DATA, TeamState, team_states
from cqikit.reports._page import _glance
from cqikit.reports._pictures import Teams
from cqikit.reports._stands import NAMED, _done
from cqikit.reports._valued import Valued, roles_picture, theory_picture
from cqikit.reports._words import LONE, quiet_words
from cqikit.reports._worked import _quiet
from tests.drawing import made
from tests.reports.things import thing

MONTHS = [parse_period(f"2026-{month:02}") for month in (1, 2, 3)]
AREAS = FRAMEWORKS["root-cause-areas"]
QUIET = "no signal since it was begun"


def judged(flagged: list[bool], *changes: Any) -> Any:
    """Return what was read from a chart, of which these points signal."""
    return thing(reading=thing(flagged=np.array(flagged)), changes=changes)


@pytest.mark.parametrize("first", [0, 1, 2])
def test_single_points_are_told_as_long_as_their_phase_goes_on(first: int) -> None:
    lone = thing(lone=True, after=thing(last=1))
    told = str(quiet_words(judged([False] * 3, lone), first))
    assert (str(LONE) in told) == (first <= 1)
    assert (told == QUIET) == (first > 1)


@pytest.mark.parametrize(
    ("begun", "signals"), [(date(2026, 1, 31), True), (date(2026, 2, 1), False)]
)
def test_the_period_in_which_it_was_begun_is_not_before_it(
    begun: date, signals: bool
) -> None:
    charted = thing(
        series=thing(periods=MONTHS), judgement=judged([True, False, False])
    )
    assert (str(_quiet(charted, begun)) != QUIET) == signals


@pytest.mark.parametrize("by", ["2026-02", "2027-02"])
@pytest.mark.parametrize("points", [0, 2])
def test_what_is_not_known_of_an_aim_is_said_of_its_day(by: str, points: int) -> None:
    report = thing(project=thing(charter=thing(as_of=date(2026, 6, 1))))
    aim = Aim(key="a", title="A", measure="m", by=by, target=Level(5))
    result = thing(together=thing(judged=(), points=points))
    known = "Too little" if points else "Nothing"
    when = "when it was due" if by == "2026-02" else "so far, before it is due"
    assert str(_stood(report, aim, result)) == f"{known} is known of it {when}"


@pytest.mark.parametrize(
    ("policies", "told"),
    [
        (
            GuidePolicies(close="gap-closed", gap_share=0.6),
            "has gone 60 % of the way from its baseline to the target",
        ),
        (
            GuidePolicies(close="within-margin", margin=0.2),
            "is within 20 % of the target",
        ),
    ],
)
def test_close_is_what_the_guide_takes_for_close(
    policies: GuidePolicies, told: str
) -> None:
    said = str(_close_words(Guide(key="g", policies=policies)))
    assert f"that does not meet it and {told}." in said


@pytest.mark.parametrize("many", [0, 1, NAMED, NAMED + 1, NAMED + 3])
def test_what_was_done_is_named_or_counted_and_never_both(many: int) -> None:
    step = next(iter(LoopStep))
    taken = [
        thing(step=step, fact=thing(what=f"fact {n}", on=None)) for n in range(many)
    ]
    lines = [str(told) for told in _done(thing(taken=taken), step)]
    named = [told for told in lines if told.startswith("fact")]
    assert named == [f"fact {n}" for n in range(many)][-NAMED:]
    counted = [f"{many - NAMED} before, and"] if many > NAMED else []
    assert lines == [*counted, *named]


@pytest.mark.parametrize("carried", [True, False])
@pytest.mark.parametrize("breaks", [True, False])
def test_dashes_are_told_where_a_phase_has_lines_of_the_one_before(
    carried: bool, breaks: bool
) -> None:
    picture = evolve(made.chart(), carried=carried)
    chart = thing(kind=picture.chart.kind, breaks=np.array([False, breaks]))
    section: Any = thing(picture=picture, charted=thing(chart=chart))
    assert (str(DASHED) in str(_legend(section))) == (carried and breaks)


@pytest.mark.parametrize("drawn", [1, 2, 3])
def test_a_caption_speaks_of_further_teams_where_there_are_any(drawn: int) -> None:
    states = [
        TeamState(title=name, state=Text("short"), result=result(name, 5, 5))
        for name in "abc"
    ]
    states.append(TeamState(title="none", state=NO_DATA))
    panels = tuple(Panel(name, [1], [1], [True]) for name in "abc"[:drawn])
    shown = Teams(panels=panels, target=None, log=False, states=tuple(states))
    more = {1: "2 more stand", 2: "1 more stands"}.get(drawn)
    assert ("in the table only" in str(shown.caption)) == (more is not None)
    assert more is None or f" {more} in the table only." in str(shown.caption)


def result(team: str, baseline: float, current: float) -> TeamResult:
    """Return how a team stands that has no aim."""
    return TeamResult(
        team=team,
        baseline=baseline,
        current=current,
        judged=(),
        points=9,
        meets=None,
        why="",
        rows=(),
    )


BETTER, WORSE = "better than its baseline", "worse than its baseline"
MOVED = "not as at its baseline"


@pytest.mark.parametrize(
    ("direction", "told"),
    [
        (Direction.HIGHER, {"down": WORSE, "up": BETTER}),
        (Direction.LOWER, {"up": WORSE, "down": BETTER}),
        (Direction.NEITHER, {"down": MOVED, "up": MOVED}),
    ],
)
def test_a_team_is_better_where_it_moved_the_way_that_is_wanted(
    direction: Direction, told: dict[str, str]
) -> None:
    of = thing(
        measure=Measure(key="m", title="M", direction=direction),
        teams=[result("up", 5, 7), result("down", 5, 2)],
        aim=None,
        silent=(),
        no_data=(),
        without=(),
    )
    states = team_states(thing(team_titles={}), of, date(2026, 6, 1))
    # Of those that may go either way, the one that moved farthest stands first.
    said = [(state.title, str(state.state)) for state in states]
    assert said == list(told.items())


def test_two_charts_stand_beside_the_headlines_those_with_an_aim_first() -> None:
    measured = [thing(result=thing(measure=thing(key=key))) for key in "abc"]
    report = thing(project=thing(aims=[thing(measure="c")]), measures=measured)
    assert [row.result.measure.key for row in _first(report)] == ["c", "a"]


def glance(*teams: Any) -> tuple[Any, ...]:
    """Return what a page says at a glance of teams of several agencies."""
    figure = Figure(key="sent", title="Reports sent", value=7)
    closing = thing(
        engagement=[figure],
        results=(),
        teams=teams,
        reports=thing(periods=(), teams=()),
    )
    about = thing(confidence="", agencies=2)
    report = thing(closing=closing, collaborative=about, measures=())
    [section] = _glance(report)
    return section.blocks


@pytest.mark.parametrize(("title", "name"), [("The Elm", "The Elm"), ("", "elm")])
def test_a_note_on_a_team_names_it_by_its_title_or_else_its_key(
    title: str, name: str
) -> None:
    notes = [
        str(block.line)
        for block in glance(thing(key="elm", title=title, note="moved in May"))
        if isinstance(block, Paragraph)
    ]
    assert f"{name}: moved in May" in notes


def test_figures_of_engagement_stand_to_the_right() -> None:
    [table] = [block for block in glance() if isinstance(block, Table)]
    for place, column in enumerate(table.columns):
        assert column.number == (table.rows[0].cells[place].value is not None)


def test_two_roles_are_enough_to_draw_them_beside_each_other() -> None:
    scored = score(Responses(AREAS, [Answer(item=AREAS.all_items[0].key, value=1)]))
    section: Any = thing(rows=profile(scored), title="Areas", before=())
    for many in (1, 2):
        section.roles = {f"role {number}": scored for number in range(many)}
        assert len(list(roles_picture(section))) == many - 1


def test_a_driver_diagram_is_drawn_whole_on_a_telephone_too() -> None:
    report = thing(measures=(), project=thing(cycles=()))
    shown = theory_picture(report, made.theory(1).diagram, "outline").drawing
    assert isinstance(shown, Valued)
    assert shown.narrow(ENGLISH) == ""
    assert shown.wide(ENGLISH)
