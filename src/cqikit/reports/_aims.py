"""The aims: what is to be reached by when, and whether it was."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cqikit.collaboratives import AimPolicy
from cqikit.core import say
from cqikit.measures import Nested
from cqikit.reports._blocks import Heading, Paragraph, Section, Text, Tone, line, told
from cqikit.reports._words import judged_words, number, target_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cqikit.collaboratives import MeasureResult
    from cqikit.core import Part, Sentence
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
    AimPolicy.CURRENT_MEDIAN: lambda values: say("a median of {values}", values=values),
    AimPolicy.LAST_VALUE: lambda values: say("a last value of {values}", values=values),
    AimPolicy.LAST_POINTS: lambda values: say("last values of {values}", values=values),
}
#: What was reached, by whether the aim was due then.
OF_NO_TEAM: Final = {
    True: say("Of no team is it known whether it reached its own when it was due"),
    False: say(
        "Of no team is it known whether it reached its own so far, before it is due"
    ),
}
TOO_LITTLE: Final = {
    True: say("Too little is known of it when it was due"),
    False: say("Too little is known of it so far, before it is due"),
}
NOTHING: Final = {
    True: say("Nothing is known of it when it was due"),
    False: say("Nothing is known of it so far, before it is due"),
}
VERDICTS: Final = {
    True: Text(say("met"), Tone.MEETS),
    False: Text(say("not met")),
    None: Text(say("it cannot be judged")),
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
    if len(late) == 1:
        span = say("{part}", part=late[0])
    else:
        span = say("{first} to {last}", first=late[0], last=late[-1])
    return say(
        "No report came for {span}, though due: what is said here is of the time"
        " before, and not of now.",
        span=span,
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
        yield Section(anchor="aims", title=say("Aims"), blocks=tuple(blocks))


def is_met(aim: Aim, result: MeasureResult) -> bool | None:
    """Say whether the closing figures meet an aim; None where they cannot tell."""
    if isinstance(aim.target, Nested):
        share = result.share_meeting.value
        return None if share is None else share >= 100 * aim.target.share
    return result.together.meets


def _aim(project: Project, aim: Aim) -> Paragraph:
    titles = project.measure_titles
    parts: dict[str, Part] = {
        "target": target_words(aim.target),
        "by": aim.by,
        "measure": titles.get(aim.measure, aim.measure),
    }
    if not aim.population:
        said = say("{target}, by {by}. Measured by: {measure}.", **parts)
    else:
        said = say(
            "{target}, for {population}, by {by}. Measured by: {measure}.",
            population=aim.population,
            **parts,
        )
    return Paragraph(line(said))


def reached(report: Report, aim: Aim, result: MeasureResult) -> Line:
    """Say whether all teams together met an aim, or do so far."""
    verdict = VERDICTS[is_met(aim, result)]
    # An aim that was due before is judged by what there was then.
    late = overdue_words(result)
    if result.overdue and result.overdue[0].first > aim.by.last:
        late = ""
    said = _stood(report, aim, result)
    if late:
        return told("{said}: {verdict}. {late}", said=said, verdict=verdict, late=late)
    return told("{said}: {verdict}.", said=said, verdict=verdict)


def _stood(report: Report, aim: Aim, result: MeasureResult) -> Sentence:
    """Say what all teams together had reached when an aim was due, or have so far."""
    past = is_past(report, aim)
    if isinstance(aim.target, Nested):
        return _share(result, past=past)
    judged = tuple(map(number, result.together.judged))
    if not judged:
        return (TOO_LITTLE if result.together.points else NOTHING)[past]
    at = STANDS[report.closing.policies.meeting](judged)
    if several_teams(report):
        if past:
            return say("All teams together stood at {at} when it was due", at=at)
        return say("All teams together stand at {at} so far, before it is due", at=at)
    if past:
        return say("It stood at {at} when it was due", at=at)
    return say("It stands at {at} so far, before it is due", at=at)


def _share(result: MeasureResult, *, past: bool) -> Sentence:
    """Say how many teams had reached their own target, or have so far."""
    if result.share_meeting.value is None:
        return OF_NO_TEAM[past]
    share = number(result.share_meeting.value, "%")
    if of := judged_words(result):
        share = say("{share} of teams ({of})", share=share, of=of)
    else:
        share = say("{share} of teams", share=share)
    if past:
        return say("{share} had reached theirs when it was due", share=share)
    return say("{share} had reached theirs so far, before it is due", share=share)


def _teams_meeting(report: Report, result: MeasureResult) -> Iterator[Block]:
    """Yield the teams that meet an aim, by name, where there is more than one team."""
    titles = report.closing.team_titles
    met = [titles.get(team, team) for team in result.meeting_teams]
    if len(result.teams) > 1 and result.meeting.value is not None:
        judged = sum(team.meets is not None for team in result.teams)
        none = say("none of the {judged} that can be judged", judged=judged)
        named = tuple(met) or none
        yield Paragraph(line(say("Teams that reached theirs: {teams}.", teams=named)))
