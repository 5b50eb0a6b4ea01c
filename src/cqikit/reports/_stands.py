"""Where the project stands: in the loop of S3, and on the scale of progress."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cqikit.core import plural
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

    from cqikit.projects import Loop, Rung, Suggestion
    from cqikit.reports._blocks import Block, Line
    from cqikit.reports._composed import Report

__all__ = ["stands_section"]

STEPS: Final = (
    Column("Step"),
    Column("Done"),
    Column("Missing"),
)
SCORES: Final = (Column("Score", number=True), Column("Who"), Column("Why"))
RUNGS: Final = (
    Column("Score", number=True),
    Column("Step"),
    Column("What speaks for it"),
    Column("What it lacks"),
)
TEAMS: Final = (
    Column("Team"),
    Column("Suggested", number=True),
    Column("The team", number=True),
    Column("Its advisor", number=True),
    Column("Decided"),
    Column("What the next step lacks"),
)
#: Of more things under one step, these many are named.
NAMED: Final = 4
SAID: Final = (
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
        Heading("In the loop of continuous quality improvement"),
        *_loop(loop(project)),
        Heading("How far it has come"),
        *_progress(found),
        *_teams(report),
    ]
    yield Section(
        anchor="stands", title="Where the project stands", blocks=tuple(blocks)
    )


def _loop(found: Loop) -> Iterator[Block]:
    rows = []
    for place, step in enumerate(LoopStep, start=1):
        here = step is found.step
        title = Text(f"{place}. {step.words}", Tone.STRONG if here else Tone.PLAIN)
        missing = found.missing if here else ()
        rows.append(
            Row(
                cells=(
                    cell(title, Text("comes next" if here else "", Tone.QUIET)),
                    cell(*_done(found, step)),
                    cell(*(Text(text, Tone.BAD) for text in missing)),
                )
            )
        )
    yield Table(columns=STEPS, rows=tuple(rows), caption=f"Round {found.round}")
    if found.apart:
        told = f"There, but not in the order of the loop: {found.apart_words}."
        yield Paragraph(line(Text(told, Tone.QUIET)))


def _done(found: Loop, step: LoopStep) -> Iterator[str]:
    """Yield what was done of one step, the latest of many."""
    done = [taken.fact for taken in found.taken if taken.step is step]
    if len(done) > NAMED:
        yield f"{len(done) - NAMED} before, and"
    for fact in done[-NAMED:]:
        yield f"{fact.what} ({fact.on})" if fact.on else fact.what


def _progress(found: Suggestion) -> Iterator[Block]:
    yield Table(columns=SCORES, rows=tuple(_scores(found)))
    if found.gap:
        higher, other = ("the team", "its advisor")[:: 1 if found.gap > 0 else -1]
        steps = plural(int(2 * abs(found.gap)), "half step")
        yield Paragraph(line(f"Between them: {higher} sees {steps} more than {other}."))
    yield Paragraph(line(Text(SAID, Tone.QUIET)))
    yield Table(columns=RUNGS, rows=tuple(_rung(found, rung) for rung in found.rungs))
    for goal in found.goals:
        yield Paragraph(line(Text(goal.how, Tone.QUIET)))


def _teams(report: Report) -> Iterator[Block]:
    """Yield where each team stands that anybody scored, beside what is suggested."""
    if report.standing:
        yield Heading("Progress, team by team")
        titles = report.closing.team_titles
        rows = tuple(
            _team(titles.get(team, team), found)
            for team, found in report.standing.items()
        )
        yield Table(columns=TEAMS, rows=rows)


def _team(title: str, found: Suggestion) -> Row:
    decided = found.decision
    by = f"{decided.who} on {decided.on}" if decided else ""
    lacks = found.next.lacking if found.next else ()
    return Row(
        cells=(
            cell(title),
            cell(_shown(found.value)),
            cell(_shown(found.own)),
            cell(_shown(found.advisor)),
            cell(
                _shown(decided.value if decided else None),
                Text(by.removeprefix(" "), Tone.QUIET),
                decided.why if decided else "",
            ),
            cell(*lacks),
        )
    )


def _shown(value: float | None) -> str:
    return "" if value is None else f"{value:.1f}"


def _scores(found: Suggestion) -> Iterator[Row]:
    """Yield who puts the project where: the data, the team, its advisor, a person."""
    lacks = found.next.lacking if found.next else ()
    why = [found.rung.title]
    why += [f"for {found.next.value:g}: {'; '.join(lacks)}"] if found.next else []
    yield _score(found.value, "suggested by the data", why)
    if found.own is not None:
        yield _score(found.own, "the team", [])
    if found.advisor is not None:
        yield _score(found.advisor, "its advisor", [])
    decided = found.decision
    if decided is None:
        yield _score(None, "decided", ["nobody has yet"])
    else:
        by = f"decided by {decided.who}" if decided.who else "decided"
        yield _score(decided.value, f"{by} on {decided.on}", [decided.why])


def _score(value: float | None, who: str, why: list[str]) -> Row:
    return Row(cells=(cell(_shown(value)), cell(who), cell(*why)))


def _rung(found: Suggestion, rung: Rung) -> Row:
    tone = Tone.STRONG if rung.value == found.value else Tone.PLAIN
    title: Line = line(Text(rung.title, tone))
    return Row(
        cells=(
            cell(Text(f"{rung.value:.1f}", tone)),
            cell(title),
            cell(*rung.reasons),
            cell(*rung.lacking),
        )
    )
