"""The aims: what is to be reached by when, and whether it was."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cqikit.collaboratives import AimPolicy
from cqikit.measures import Nested
from cqikit.reports._blocks import Heading, Paragraph, Section, Text, Tone, line
from cqikit.reports._words import judged_words, number, target_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cqikit.collaboratives import MeasureResult
    from cqikit.measures import Aim
    from cqikit.projects import Project
    from cqikit.reports._blocks import Block, Line
    from cqikit.reports._composed import Report

__all__ = [
    "aims_section",
    "is_met",
    "is_past",
    "overdue_words",
    "reached",
    "several_teams",
]

#: By which values an aim is judged.
STANDS: Final = {
    AimPolicy.CURRENT_MEDIAN: "a median of",
    AimPolicy.LAST_VALUE: "a last value of",
    AimPolicy.LAST_POINTS: "last values of",
}


def is_past(report: Report, aim: Aim) -> bool:
    """Say whether the day by which an aim is due has passed."""
    return aim.by.last < report.project.charter.as_of


def several_teams(report: Report) -> bool:
    """Say whether there is more than one team: a page of one says nothing of teams."""
    return len(report.closing.teams) > 1


def overdue_words(result: MeasureResult) -> str:
    """Say that no report came for some time, "" where the last that was due did."""
    late = result.overdue
    if not late:
        return ""
    first, last = late[0], late[-1]
    span = str(first) if first == last else f"{first} to {last}"
    return (
        f"No report came for {span}, though due: what is said here is of the time"
        " before, and not of now."
    )


def aims_section(report: Report) -> Iterator[Section]:
    """Yield the section on the aims, if there are any."""
    project = report.project
    if project.aims:
        blocks: list[Block] = []
        for aim in project.aims:
            blocks += [Heading(aim.title), _aim(project, aim)]
            result = report.aimed.get(aim.key)
            if result is not None:
                blocks.append(Paragraph(reached(report, aim, result)))
                blocks += _teams_meeting(report, result)
        yield Section(anchor="aims", title="Aims", blocks=tuple(blocks))


def is_met(aim: Aim, result: MeasureResult) -> bool | None:
    """Say whether the closing figures meet an aim; None where they cannot tell."""
    if isinstance(aim.target, Nested):
        share = result.share_meeting.value
        return None if share is None else share >= 100 * aim.target.share
    return result.together.meets


def _aim(project: Project, aim: Aim) -> Paragraph:
    titles = project.measure_titles
    whom = f", for {aim.population}" if aim.population else ""
    return Paragraph(
        line(
            f"{target_words(aim.target)}{whom}, by {aim.by}. Measured by: ",
            f"{titles.get(aim.measure, aim.measure)}.",
        )
    )


def reached(report: Report, aim: Aim, result: MeasureResult) -> Line:
    """Say whether all teams together met an aim, or do so far."""
    stood, when = "stand", "so far, before it is due"
    if is_past(report, aim):
        stood, when = "stood", "when it was due"
    share, met = result.share_meeting.value, is_met(aim, result)
    if isinstance(aim.target, Nested) and share is None:
        said = f"Of no team is it known whether it reached its own {when}"
    elif isinstance(aim.target, Nested):
        of = judged_words(result)
        of = f" ({of})" if of else ""
        said = f"{number(share, '%')} of teams{of} had reached theirs {when}"
    elif not result.together.judged:
        much = "Too little" if result.together.points else "Nothing"
        said = f"{much} is known of it {when}"
    else:
        values = ", ".join(number(value) for value in result.together.judged)
        at = STANDS[report.closing.policies.meeting]
        together = several_teams(report)
        who = "All teams together" if together else "It"
        verb = stood if together or stood == "stood" else "stands"
        said = f"{who} {verb} at {at} {values} {when}"
    verdict = {True: "met", False: "not met", None: "it cannot be judged"}[met]
    tone = Tone.MEETS if met else Tone.PLAIN
    # An aim that was due before is judged by what there was then.
    late = overdue_words(result)
    if result.overdue and result.overdue[0].first > aim.by.last:
        late = ""
    return line(f"{said}: ", Text(verdict, tone), f". {late}" if late else ".")


def _teams_meeting(report: Report, result: MeasureResult) -> Iterator[Block]:
    """Yield the teams that meet an aim, by name, where there is more than one team."""
    titles = report.closing.team_titles
    met = [titles.get(team, team) for team in result.meeting_teams]
    if len(result.teams) > 1 and result.meeting.value is not None:
        judged = sum(team.meets is not None for team in result.teams)
        named = ", ".join(met) or f"none of the {judged} that can be judged"
        yield Paragraph(line(f"Teams that reached theirs: {named}."))
