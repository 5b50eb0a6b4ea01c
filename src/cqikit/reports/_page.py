"""The content of a report, section by section: the same for every form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import evolve

from cqikit import __version__, languages
from cqikit.core import ENGLISH, Catalog, Sentence, Wording, say
from cqikit.measures import Direction, Role
from cqikit.reports._aims import aims_section, several_teams
from cqikit.reports._assessed import assessments_section
from cqikit.reports._blocks import (
    Cell,
    Column,
    Fold,
    Heading,
    Listing,
    Page,
    Paragraph,
    Row,
    Section,
    Table,
    Text,
    Tone,
    cell,
    in_words,
    line,
    told,
)
from cqikit.reports._gained import gained_section
from cqikit.reports._groundwork import groundwork_section
from cqikit.reports._guide import guide_sections
from cqikit.reports._levels import levels_section
from cqikit.reports._measured import measure_sections
from cqikit.reports._plan import plan_section
from cqikit.reports._sections import BuiltIn, ReportPart, arranged
from cqikit.reports._stands import stands_section
from cqikit.reports._stories import stories_section
from cqikit.reports._support import (
    causes_section,
    coaching_section,
    lessons_section,
)
from cqikit.reports._terms import terms_section
from cqikit.reports._todo import todo_section
from cqikit.reports._valued import participation_picture
from cqikit.reports._words import (
    MEANT,
    figure_words,
    judged_words,
    listed,
    number,
    rows_cell,
)
from cqikit.reports._worked import (
    cycles_section,
    diagram_section,
    thread_section,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cqikit.collaboratives import Figure, MeasureResult
    from cqikit.core import Part
    from cqikit.projects import Project
    from cqikit.reports._blocks import Block, Words
    from cqikit.reports._composed import Report

__all__ = ["SECTIONS", "page_of"]

RESULTS: Final = (
    Column(say("Measure")),
    Column(say("Baseline"), number=True),
    Column(say("Since it moved"), number=True),
    Column(say("Teams meeting the aim"), number=True),
    Column(say("Per cent meeting it"), number=True),
)
#: What a measure is for, and which way it should go.
ROLES: Final = {
    Role.OUTCOME: say("outcome measure"),
    Role.PROCESS: say("process measure"),
    Role.BALANCING: say("balancing measure"),
}
BETTER: Final = {
    Direction.HIGHER: say("higher is better"),
    Direction.LOWER: say("lower is better"),
}
HOW: Final = (
    Column(say("Figure")),
    Column(say("Value"), number=True),
    Column(say("How")),
    Column(say("Policy")),
    Column(say("From")),
)


def page_of(
    report: Report,
    sources: Sequence[str] = (),
    sections: Iterable[ReportPart] | None = None,
    wording: Wording | None = None,
) -> Page:
    """Return everything that a report shows, in its order and in a language.

    Its sections are `SECTIONS`, its language that of the project, unless told.
    """
    wording = wording or _wording_of(report.project)
    parts = arranged(SECTIONS if sections is None else sections)
    charter = report.project.charter
    page = Page(
        title=charter.title,
        as_of=charter.as_of,
        opening=(
            *map(line, _paragraphs(charter.summary)),
            line(Text(_made(report, sources), Tone.QUIET)),
        ),
        sections=(),
        wording=wording,
    )
    # Each is worded before the next is made: what is still to be said of thousands of
    # teams takes much more room than what is said.
    worded = (in_words(made, wording) for part in parts for made in part(report))
    return evolve(in_words(page, wording), sections=tuple(worded))


def _wording_of(project: Project) -> Wording:
    """Return the language that a charter names; else of the plan, where we speak it."""
    if project.charter.language:
        return languages.wording(project.charter.language)
    plan = project.plan
    spoken = plan is not None and plan.language in languages.LANGUAGES
    return languages.wording(plan.language) if plan and spoken else ENGLISH


def _paragraphs(summary: Part) -> Iterator[Part]:
    """Yield the paragraphs of a summary: as written, then what `at_level` adds."""
    if isinstance(summary, Sentence):
        added = summary.parts.get("added", summary)
        yield from _paragraphs(summary.parts.get("written", ""))
        yield added
    else:
        yield from filter(str.strip, str(summary).strip().split("\n\n"))


def _made(report: Report, sources: Sequence[str]) -> str:
    """Say as of when the report is, from which files, and by what it was made."""
    on, tool = report.project.charter.as_of, f"cqikit {__version__}"
    if not sources:
        return say("As of {on}. Made with {tool}.", on=on, tool=tool)
    return say(
        "As of {on}, from {files}. Made with {tool}.",
        on=on,
        files=tuple(sources),
        tool=tool,
    )


def _levels(report: Report) -> Iterator[Section]:
    yield from levels_section(report.levels, report.project.measure_titles)


def _glance(report: Report) -> Iterator[Section]:
    closing = report.closing
    taking_part = Table(
        caption=say("Engagement in the learning system"),
        columns=(Column(""), Column("", number=True)),
        rows=tuple(
            Row(cells=(cell(figure.title), _figure_cell(figure, figure.unit)))
            for figure in closing.engagement
        ),
    )
    results = Table(
        caption=say("Results"),
        columns=RESULTS if several_teams(report) else RESULTS[:3],
        rows=tuple(_result_row(report, result) for result in closing.results),
    )
    moved: list[Block] = []
    none = Paragraph(line(say("There are no data yet.")))
    tables: tuple[Block, ...] = (
        *((taking_part,) if _takes_part(report) else ()),
        results if results.rows else none,
        *(participation_picture(report) if several_teams(report) else ()),
    )
    if report.collaborative.confidence:
        about = Text(
            say("Confidence in the data, in the coordinator's words"), Tone.STRONG
        )
        said = report.collaborative.confidence
        moved.append(Paragraph(told("{about}: {said}", about=about, said=said)))
    for team in closing.teams:
        if team.note:
            named = Text(team.title or team.key, Tone.STRONG)
            moved.append(Paragraph(told("{team}: {note}", team=named, note=team.note)))
    if report.measures:
        how = Text(say("How to read the charts"), to="words")
        moved.append(Paragraph(told("{title} stands at the end.", title=how)))
    yield Section(anchor="glance", title=say("At a glance"), blocks=(*tables, *moved))


def _takes_part(report: Report) -> bool:
    """Say whether there are several teams, of whose engagement something is to say."""
    return several_teams(report) or (report.collaborative.agencies or 0) > 1


def _figure_cell(figure: Figure, unit: str = "") -> Cell:
    return cell(figure_words(figure, unit), how=figure.key)


def _result_row(report: Report, result: MeasureResult) -> Row:
    measure = result.measure
    about = listed((measure.unit, ROLES[measure.role]))
    if measure.direction.sign:
        better = BETTER[measure.direction]
        about = say("{about}, {better}", about=about, better=better)
    named = cell(
        Text(measure.title, to=f"measure-{measure.key}"), Text(about, Tone.QUIET)
    )
    cells = (named, _figure_cell(result.baseline), _shifted_cell(result))
    if not several_teams(report):
        return Row(cells=cells)
    if result.aim is None:
        return Row(
            cells=(*cells, cell(Text(say("no aim stated"), Tone.QUIET), across=2))
        )
    of = judged_words(result)
    share = cell(
        figure_words(result.share_meeting, "%"),
        *([Text(of, Tone.QUIET)] if of else []),
        how=result.share_meeting.key,
    )
    due = Text(say("by {day}", day=result.aim.by), Tone.QUIET)
    meeting = cell(figure_words(result.meeting, ""), due, how=result.meeting.key)
    return Row(cells=(*cells, meeting, share))


def _shifted_cell(result: MeasureResult) -> Cell:
    """Return where the latest move led to, since when, and what that means."""
    latest = result.latest
    if latest is None:
        why = Text(result.shifted.how, Tone.QUIET)
        return cell(number(None), why, how=result.shifted.key)
    meant = MEANT[latest.meaning]
    if latest.declared:
        since = told("since {at}: {meant}", Tone.QUIET, at=latest.at, meant=meant)
    else:
        since = told(
            "median by a run since {at}: {meant}",
            Tone.QUIET,
            at=latest.at,
            meant=meant,
        )
    return cell(number(latest.after), since, how=result.shifted.key)


def _how(report: Report) -> Iterator[Section]:
    rows = tuple(_how_row(figure) for figure in _figures(report))
    if not rows:
        # Without data there is no figure; how tables were read is said all the same.
        if understood := _understood(report):
            title = say("How the tables were read")
            yield Section(anchor="how", title=title, blocks=understood[1:])
        return
    yield Section(
        anchor="how",
        title=say("How every figure was made"),
        blocks=(
            Fold(
                summary=line(
                    say("{n:# figure|# figures}, each with its rule", n=len(rows))
                ),
                blocks=(
                    Table(columns=HOW, rows=rows, file="figures.csv"),
                    *_understood(report),
                ),
            ),
        ),
    )


def _understood(report: Report) -> tuple[Words, ...]:
    """Return how the tables were read; nothing where all are as they should be."""
    lines = tuple(map(line, report.understood))
    if not lines:
        return ()
    return (Heading(say("How the tables were read")), Listing(lines=lines))


def _figures(report: Report) -> Iterator[Figure]:
    yield from report.closing.engagement if _takes_part(report) else ()
    for result in report.closing.results:
        yield from (result.baseline, result.shifted)
        if result.other is not None:
            yield from (result.other.baseline, result.other.shifted)
        if result.aim is not None and several_teams(report):
            yield from (result.meeting, result.share_meeting)


def _how_row(figure: Figure) -> Row:
    unit = figure.unit if figure.unit in {"%", "teams"} else ""
    return Row(
        anchor=f"how-{figure.key}",
        cells=(
            cell(Text(figure.title, to=f"at-{figure.key}")),
            cell(figure_words(figure, unit)),
            cell(figure.how),
            cell(figure.policy),
            rows_cell(figure.rows),
        ),
    )


#: The sections of a report in their order, each where there is something to show.
SECTIONS: Final[Catalog[ReportPart]] = Catalog(
    (
        BuiltIn("gained", gained_section),
        BuiltIn("glance", _glance),
        BuiltIn("measures", measure_sections),
        BuiltIn("levels", _levels),
        BuiltIn("aims", aims_section),
        BuiltIn("groundwork", groundwork_section),
        BuiltIn("diagram", diagram_section),
        BuiltIn("causes", causes_section),
        BuiltIn("plan", plan_section),
        BuiltIn("cycles", cycles_section),
        BuiltIn("coaching", coaching_section),
        BuiltIn("stories", stories_section),
        BuiltIn("assessments", assessments_section),
        BuiltIn("stands", stands_section),
        BuiltIn("thread", thread_section),
        BuiltIn("lessons", lessons_section),
        BuiltIn("guide", guide_sections),
        BuiltIn("findings", todo_section),
        BuiltIn("how", _how),
        BuiltIn("words", terms_section),
    ),
    kind="section",
)
