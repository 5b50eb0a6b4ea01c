"""Where the project stands: in the loop of S3, and on the scale of progress."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cqikit.core import say
from cqikit.projects import (
    LoopStep,
    loop,
    suggest_progress,
)
from cqikit.reports._aims import is_met
from cqikit.reports._blocks import (
    Column,
    Heading,
    Paragraph,
    Row,
    Section,
    Table,
    Text,
    Tone,
    cell,
    line,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cqikit.core import Sentence
    from cqikit.projects import Loop, Rung, Suggestion
    from cqikit.reports._blocks import Block, Line
    from cqikit.reports._composed import Report

__all__ = ["stands_section"]

STEPS: Final = (
    Column(say("Step")),
    Column(say("Done")),
    Column(say("Missing")),
)
SCORES: Final = (
    Column(say("Score"), number=True),
    Column(say("Who")),
    Column(say("Why")),
)
RUNGS: Final = (
    Column(say("Score"), number=True),
    Column(say("Step")),
    Column(say("What speaks for it")),
    Column(say("What it lacks")),
)
TEAMS: Final = (
    Column(say("Team")),
    Column(say("Suggested"), number=True),
    Column(say("The team"), number=True),
    Column(say("Its advisor"), number=True),
    Column(say("Decided")),
    Column(say("What the next step lacks")),
)
#: Of more things under one step, these many are named.
NAMED: Final = 4
SAID: Final = say(
    "The score is suggested by what the project holds and decides nothing: a person"
    " says where it stands. The steps are those of the Institute for Healthcare"
    " Improvement as Life QI publishes them; what is ours says so."
    " How much of the goals is reached is the mean of the way gone to each; that, too,"
    " is ours."
)


def stands_section(report: Report) -> Iterator[Section]:
    """Yield where a project stands, if its groundwork is laid or anybody scored it."""
    project = report.project
    charts = [measure.charted for measure in report.measures]
    met = {
        aim.key: is_met(aim, report.aimed[aim.key])
        for aim in project.aims
        if aim.key in report.aimed
    }
    found = suggest_progress(project, charts=charts, met=met)
    if project.groundwork is None and found.own is None and found.advisor is None:
        return
    blocks: list[Block] = [
        Heading(say("In the loop of continuous quality improvement")),
        *_loop(loop(project)),
        Heading(say("How far it has come")),
        *_progress(found),
        *_teams(report),
    ]
    yield Section(
        anchor="stands", title=say("Where the project stands"), blocks=tuple(blocks)
    )


def _loop(found: Loop) -> Iterator[Block]:
    rows = []
    for place, step in enumerate(LoopStep, start=1):
        here = step is found.step
        step_title = say("{place}. {step}", place=place, step=step.words)
        title = Text(step_title, Tone.STRONG if here else Tone.PLAIN)
        missing = found.missing if here else ()
        rows.append(
            Row(
                cells=(
                    cell(title, Text(say("comes next") if here else "", Tone.QUIET)),
                    cell(*_done(found, step)),
                    cell(*(Text(text, Tone.BAD) for text in missing)),
                )
            )
        )
    caption = say("Round {n}", n=found.round)
    yield Table(columns=STEPS, rows=tuple(rows), caption=caption)
    if found.apart:
        apart = say(
            "There, but not in the order of the loop: {what}.", what=found.apart_words
        )
        yield Paragraph(line(Text(apart, Tone.QUIET)))


def _done(found: Loop, step: LoopStep) -> Iterator[str]:
    """Yield what was done of one step, the latest of many."""
    done = [taken.fact for taken in found.taken if taken.step is step]
    if len(done) > NAMED:
        yield say("{n} before, and", n=len(done) - NAMED)
    for fact in done[-NAMED:]:
        on = fact.on
        yield say("{what} ({day})", what=fact.what, day=on) if on else fact.what


def _progress(found: Suggestion) -> Iterator[Block]:
    yield Table(columns=SCORES, rows=tuple(_scores(found)))
    if found.gap:
        yield Paragraph(line(_gap(found.gap)))
    yield Paragraph(line(Text(SAID, Tone.QUIET)))
    yield Table(columns=RUNGS, rows=tuple(_rung(found, rung) for rung in found.rungs))
    for goal in found.goals:
        yield Paragraph(line(Text(goal.how, Tone.QUIET)))


def _gap(gap: float) -> Sentence:
    """Say by how much a team and its advisor differ."""
    steps = int(2 * abs(gap))
    if gap > 0:
        return say(
            "Between them: the team sees {n:# half step|# half steps} more than its"
            " advisor.",
            n=steps,
        )
    return say(
        "Between them: its advisor sees {n:# half step|# half steps} more than the"
        " team.",
        n=steps,
    )


def _teams(report: Report) -> Iterator[Block]:
    """Yield where each team stands that anybody scored, beside what is suggested."""
    if report.standing:
        yield Heading(say("Progress, team by team"))
        titles = report.closing.team_titles
        rows = tuple(
            _team(titles.get(team, team), found)
            for team, found in report.standing.items()
        )
        yield Table(columns=TEAMS, rows=rows)


def _team(title: str, found: Suggestion) -> Row:
    decided = found.decision
    lacks = found.next.lacking if found.next else ()
    return Row(
        cells=(
            cell(title),
            cell(_shown(found.value)),
            cell(_shown(found.own)),
            cell(_shown(found.advisor)),
            cell(
                _shown(decided.value if decided else None),
                Text(_decided_by(found), Tone.QUIET),
                decided.why if decided else "",
            ),
            cell(*lacks),
        )
    )


def _decided_by(found: Suggestion) -> str:
    decided = found.decision
    if decided is None:
        return ""
    if not decided.who:
        return say("on {day}", day=decided.on)
    return say("{who} on {day}", who=decided.who, day=decided.on)


def _shown(value: float | None) -> str:
    return "" if value is None else say("{value:.1f}", value=value)


def _scores(found: Suggestion) -> Iterator[Row]:
    """Yield who puts the project where: the data, the team, its advisor, a person."""
    why = [found.rung.title]
    if found.next:
        lacks = found.next.lacking
        step = found.next.value
        why.append(say("for {step:g}: {lacks/; }", step=step, lacks=lacks))
    yield _score(found.value, say("suggested by the data"), why)
    if found.own is not None:
        yield _score(found.own, say("the team"), [])
    if found.advisor is not None:
        yield _score(found.advisor, say("its advisor"), [])
    decided = found.decision
    if decided is None:
        yield _score(None, say("decided"), [say("nobody has yet")])
    elif decided.who:
        by = say("decided by {who} on {day}", who=decided.who, day=decided.on)
        yield _score(decided.value, by, [decided.why])
    else:
        by = say("decided on {day}", day=decided.on)
        yield _score(decided.value, by, [decided.why])


def _score(value: float | None, who: str, why: list[str]) -> Row:
    return Row(cells=(cell(_shown(value)), cell(who), cell(*why)))


def _rung(found: Suggestion, rung: Rung) -> Row:
    tone = Tone.STRONG if rung.value == found.value else Tone.PLAIN
    title: Line = line(Text(rung.title, tone))
    return Row(
        cells=(
            cell(Text(_shown(rung.value), tone)),
            cell(title),
            cell(*rung.reasons),
            cell(*rung.lacking),
        )
    )
