"""Every figure at each level: rooms in sites, sites in an agency, agencies in a state.

What cannot be pooled is left out above the teams, and named.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import evolve, frozen

from cqikit.collaboratives import ClosingReport, Collaborative, levels
from cqikit.collaboratives import Level as TeamLevel
from cqikit.core import arguments, did_you_mean, instance_of, say
from cqikit.errors import FieldError
from cqikit.projects import Project
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
from cqikit.reports._words import figure_words, judged_words, span_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from cqikit.collaboratives import MeasureResult
    from cqikit.projects import Charter
    from cqikit.reports._blocks import Block

__all__ = [
    "LevelSection",
    "at_level",
    "level_sections",
    "level_title",
    "levels_section",
]

RESULTS: Final = (
    Column(say("Measure")),
    Column(say("Baseline"), number=True),
    Column(say("Since it moved"), number=True),
    Column(say("Meeting the aim"), number=True),
    Column(say("Per cent meeting it"), number=True),
)


@frozen(kw_only=True)
class LevelSection:
    """One level above the teams, with the closing report of what is on it.

    Parameters
    ----------
    title : str
        What it is called on the page.
    level : TeamLevel
        Which level it is.
    closing : ClosingReport
        What those on it gained.
    """

    title: str
    level: TeamLevel
    closing: ClosingReport


def level_title(place: int, collaborative: Collaborative) -> str:
    """Return what a level is called: as the collaborative has it, else by its number.

    Examples
    --------
    >>> from cqikit.collaboratives import Collaborative
    >>> group = Collaborative(key="g", levels=["room", "site"])
    >>> level_title(1, group), level_title(2, group)
    ('site', 'level 2')
    """
    names = collaborative.levels
    return names[place] if place < len(names) else say("level {place}", place=place)


@arguments(
    project=instance_of(Project),
    collaborative=instance_of(Collaborative),
    level=instance_of(int, str),
)
def at_level(
    project: Project, collaborative: Collaborative, level: int | str
) -> tuple[Project, Collaborative]:
    """Return a project as it is one or more levels above its teams.

    The two make a report in which each site, or agency, stands where a team did; what
    cannot be pooled has no series there.

    Parameters
    ----------
    project : Project
    collaborative : Collaborative
        Its teams say what they belong to.
    level : int or str
        How many levels up, 0 for the teams themselves; or the level's name, as
        `Collaborative.levels` has it.

    Raises
    ------
    FieldError
        When there is no such level.

    Examples
    --------
    >>> from cqikit import folders
    >>> effort = folders.read("examples/home_visiting")
    >>> above, group = at_level(effort.project, effort.collaborative, "region")
    >>> [series.team for series in above.series_of("screened")]
    ['North', 'South', 'West']
    """
    above = _above(project, collaborative)
    names = [level_title(place, collaborative) for place in range(len(above) + 1)]
    place = _place(level, names)
    if place == 0:
        return project, collaborative
    found = above[place - 1]
    owners = dict(found.members)
    contacts = [
        evolve(contact, team=owners.get(contact.team, contact.team))
        for contact in project.contacts
    ]
    return (
        evolve(
            project,
            charter=_told(project, names[place], found.left_out),
            series=found.series,
            cycles=found.cycles,
            contacts=contacts,
        ),
        found.collaborative,
    )


def _place(level: int | str, names: Sequence[str]) -> int:
    """Return how many levels up something is, by its name or number."""
    known: dict[str, int] = {str(place): place for place in range(len(names))}
    known |= {name: place for place, name in enumerate(names)}
    if str(level) in known:
        return known[str(level)]
    if len(names) == 1:
        must, fix = (
            say("must be 0, as no team says what it belongs to"),
            say("give parents"),
        )
        raise FieldError("level", must, level, fix)
    must = say(
        "must be one of {names}, or 0 to {last}",
        names=tuple(names),
        last=len(names) - 1,
    )
    raise FieldError("level", must, level, did_you_mean(level, names))


def _told(project: Project, name: str, left_out: Iterable[str]) -> Charter:
    """Return the charter, whose summary says at which level the figures are."""
    titles = project.measure_titles
    said = say(
        "Here each {name} stands where a team does: what belongs together is added up"
        " first.",
        name=name,
    )
    left = tuple(titles.get(key, key) for key in left_out)
    if left:
        unpooled = say("Not pooled, and so not told: {measures}.", measures=left)
        said = say("{all/ }", all=(said, unpooled))
    charter = project.charter
    written = charter.summary.strip()
    summary = say("{written}\n\n{added}", written=written, added=said)
    return evolve(charter, summary=summary if written else said)


def _above(project: Project, collaborative: Collaborative) -> tuple[TeamLevel, ...]:
    return levels(
        collaborative,
        project.series,
        cycles=project.cycles,
        changes=project.charter.changes,
    )


def level_sections(
    project: Project,
    collaborative: Collaborative,
    closed: Callable[[Project, Collaborative], ClosingReport],
) -> tuple[LevelSection, ...]:
    """Return each level above the teams, closed as they are."""
    return tuple(
        LevelSection(
            title=level_title(place, collaborative),
            level=level,
            closing=closed(
                evolve(project, series=level.series, cycles=level.cycles),
                level.collaborative,
            ),
        )
        for place, level in enumerate(_above(project, collaborative), start=1)
    )


def levels_section(
    sections: Sequence[LevelSection], titles: Mapping[str, str]
) -> Iterator[Section]:
    """Yield the section on the levels above the teams, if there is one.

    Parameters
    ----------
    sections : sequence of LevelSection
    titles : mapping of str to str
        What each measure is called, by its key.
    """
    blocks: list[Block] = []
    below: dict[str, str] = {}
    for section in sections:
        up = dict(section.level.members)
        pairs = {(below.get(team, team), unit) for team, unit in up.items()}
        blocks += _level_blocks(section, sorted(pairs), titles)
        below = up
    if blocks:
        yield Section(
            anchor="levels", title=say("Level by level"), blocks=tuple(blocks)
        )


def _level_blocks(
    section: LevelSection, pairs: Sequence[tuple[str, str]], titles: Mapping[str, str]
) -> Iterator[Block]:
    """Yield one level; `pairs` are what is on the level below, each with its unit."""
    closing = section.closing
    names = closing.team_titles
    below: dict[str, list[str]] = {key: [] for key in names}
    for part, unit in pairs:
        if part != unit and unit in below:
            below[unit].append(part)
    title = say("{level^} ({n})", level=section.title, n=len(names))
    said = say(
        "What belongs together is added up first; each then stands where a team did."
    )
    yield Heading(title)
    yield Paragraph(line(Text(said, Tone.QUIET)))
    engaged = [figure for figure in closing.engagement if figure.key != "agencies"]
    yield Table(
        caption=say("Engagement"),
        columns=(Column(""), Column("", number=True)),
        rows=tuple(
            Row(cells=(cell(figure.title), cell(figure_words(figure, figure.unit))))
            for figure in engaged
        ),
    )
    rows = tuple(map(_result_row, closing.results))
    yield Table(caption=say("Results"), columns=RESULTS, rows=rows)
    yield _units(closing, names, below)
    left = tuple(titles.get(key, key) for key in section.level.left_out)
    if left:
        said = say("Not pooled, and so not told here: {measures}.", measures=left)
        why = say("Ready values, means and medians do not add up; the teams have them.")
        yield Paragraph(line(Text(said, Tone.STRONG), " ", Text(why, Tone.QUIET)))


def _result_row(result: MeasureResult) -> Row:
    """Return the figures of one measure; without an aim, that none is stated."""
    meeting = figure_words(result.meeting)
    share = figure_words(result.share_meeting, "%")
    of = judged_words(result)
    if result.aim is None:
        meeting, share = say("no aim stated"), ""
    return Row(
        cells=(
            cell(result.measure.title),
            cell(figure_words(result.baseline)),
            cell(figure_words(result.shifted)),
            cell(meeting),
            cell(share, *([Text(of, Tone.QUIET)] if of else [])),
        )
    )


def _units(
    closing: ClosingReport, names: Mapping[str, str], below: Mapping[str, Sequence[str]]
) -> Table:
    """Return where each unit stands on each measure."""
    standing = {
        (result.measure.key, team.team): team
        for result in closing.results
        for team in result.teams
    }
    rows = []
    for key, name in names.items():
        members = below[key]
        under = say("{members}", members=tuple(members)) if members else ""
        cells = [cell(name, Text(under, Tone.QUIET))]
        for result in closing.results:
            team_result = standing.get((result.measure.key, key))
            if team_result is None:
                cells.append(cell(Text(say("no data"), Tone.QUIET)))
                continue
            met = (
                Text(say("meets the aim"), Tone.MEETS)
                if team_result.meets
                else Text("")
            )
            said = span_words(team_result.baseline, team_result.current)
            cells.append(cell(said, met))
        rows.append(Row(cells=tuple(cells)))
    measured = (
        Column(measure_result.measure.title) for measure_result in closing.results
    )
    return Table(
        caption=say("Each, from its baseline median to the current one"),
        columns=(Column(say("Who, and who belongs to it")), *measured),
        rows=tuple(rows),
    )
