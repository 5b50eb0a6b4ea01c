"""Documents to begin with: commented, and filled with what is known so far."""

from __future__ import annotations

from datetime import date, timedelta
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING, Final

from cqikit.actions import read_step
from cqikit.assessments import Framework
from cqikit.core import (
    arguments,
    format_number,
    instance_of,
    is_key,
    is_text,
    key_of,
    non_blank,
    period_of,
)
from cqikit.documents import toml_text
from cqikit.forms import answers_workbook
from cqikit.measures import Direction, MeasureKind
from cqikit.plans import ProgramType, ProgramTypeWord, tools_for
from cqikit.starters._outline import DATA, Outline
from cqikit.starters._workbook import workbook

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["answers", "cycles", "framework", "guide", "plan", "project"]

#: What an area of practice is called at first, by the kind of program.
AREAS: Final[Mapping[ProgramType, str]] = {
    ProgramType.CENTRE_OR_SCHOOL: "Running the centre or school",
    ProgramType.FAMILY_CHILD_CARE: "Running the family child care home",
    ProgramType.AFTERSCHOOL: "Running the afterschool program",
    ProgramType.OTHER: "Running the program",
}
#: What every document begins with, for people who have never seen one.
HEAD: Final = """\
# Change what stands to the right of an equals sign: texts between straight quotes, days
# as $on. Lines that begin with # are notes for you; they are passed over.
#
"""
#: How long the first steps may take.
SOON, LATER = timedelta(weeks=4), timedelta(weeks=6)
#: How long a first test may take.
WEEK: Final = timedelta(days=4)


@arguments(outline=instance_of(Outline))
def project(outline: Outline) -> dict[str, bytes]:
    """Return the files of a new effort: its documents, and a workbook for its data.

    Parameters
    ----------
    outline : Outline

    Returns
    -------
    dict
        Name of a file to what it holds. Nothing is written.

    Examples
    --------
    >>> from datetime import date
    >>> outline = Outline(
    ...     title="Visits", on=date(2026, 9, 1), value="days waited", target=7
    ... )
    >>> sorted(project(outline))
    ['cycles.toml', 'data.toml', 'data.xlsx', 'drivers.toml', 'measures.toml',
     'plan.toml', 'project.toml']
    """
    whole = _whole(outline)
    names = ("project", "measures", "data", "drivers", "cycles", "plan")
    texts = {f"{name}.toml": _filled(name, whole).encode() for name in names}
    return texts | {DATA: workbook(outline)}


@arguments(title=non_blank, who=non_blank, on=instance_of(date))
def plan(
    title: str,
    *,
    on: date,
    who: str = "director",
    program: ProgramType | ProgramTypeWord = ProgramType.OTHER,
) -> str:
    """Return an improvement plan to begin with, as a TOML document.

    Parameters
    ----------
    title : str
    on : date
        The day on which it begins.
    who : str
        The role that takes the first steps; ``director`` unless said.
    program : ProgramType
        Which tools of measurement it names follows from it; other unless said.

    Examples
    --------
    >>> from datetime import date
    >>> from cqikit import documents
    >>> text = plan("Our plan", on=date(2026, 9, 1), program="family-child-care")
    >>> [step.key for step in documents.parse(text, "plan.toml").steps]
    ['first-data', 'first-meeting']
    >>> 'tool = "fccers-r"' in text
    True
    """
    return _filled("plan", _of_plan(title, on, who, ProgramType.of(program, "program")))


@arguments(who=non_blank, on=instance_of(date))
def cycles(*, on: date, who: str = "coordinator") -> str:
    """Return a first cycle to begin with, as a TOML document.

    Parameters
    ----------
    who : str
        The role that tests; a coordinator unless said.

    Examples
    --------
    >>> from datetime import date
    >>> from cqikit import documents, pdsa
    >>> (first,) = documents.parse(cycles(on=date(2026, 9, 1)), "c.toml").cycles
    >>> str(pdsa.state(first.cycle))
    'plan'
    """
    return _filled("cycles", _of_cycles(on, who))


@arguments(framework=instance_of(Framework), name=is_key, title=is_text)
def answers(
    framework: Framework, *, name: str = "answers", title: str = ""
) -> dict[str, bytes]:
    """Return a workbook to answer a self-assessment in, and how it is read.

    Parameters
    ----------
    framework : Framework
    name : str
        What both files are called; another one each time it is taken. ``answers``
        unless said.
    title : str
        What this time is called; as the framework unless said.

    Returns
    -------
    dict
        Name of a file to what it holds. Nothing is written.

    Raises
    ------
    MissingExtraError
        Without the extra `tables`.

    Examples
    --------
    >>> from cqikit.assessments import FRAMEWORKS
    >>> sorted(answers(FRAMEWORKS["cqi-attributes"], name="spring"))
    ['spring.toml', 'spring.xlsx']
    """
    said = _quoted(
        key=name,
        title=title or framework.title,
        framework=framework.key,
        framework_version=framework.version,
        file=f"{name}.xlsx",
    )
    return {
        f"{name}.toml": _filled("answers", said).encode(),
        f"{name}.xlsx": answers_workbook(framework),
    }


@arguments(title=non_blank, who=non_blank, on=instance_of(date))
def guide(title: str, *, on: date, who: str = "director") -> str:
    """Return a closing guide to begin with, as a TOML document.

    Parameters
    ----------
    on : date
        The day of the guide.
    who : str
        The role that leads; a director unless said.

    Examples
    --------
    >>> from datetime import date
    >>> from cqikit import documents
    >>> text = guide("Closing the visits", on=date(2026, 9, 1))
    >>> documents.parse(text, "guide.toml").prepared_by
    'director'
    """
    said = _quoted(title=title, who=who, later=str(on + LATER))
    return _filled("guide", said | {"on": str(on)})


@arguments(title=non_blank)
def framework(title: str) -> str:
    """Return a self-assessment framework to begin with, as a TOML document.

    Examples
    --------
    >>> from cqikit import documents
    >>> text = framework("Ready for better home visits")
    >>> [made] = documents.parse(text, "f.toml").frameworks
    >>> made.key, len(made.all_items)
    ('ready-for-better-home-visits', 4)
    """
    key = key_of(title, "self-assessment")
    return _filled("frameworks", _quoted(key=key, title=title))


def _whole(outline: Outline) -> dict[str, str]:
    """Return what stands in the places of all documents of an effort."""
    measure = key_of(outline.called, "measure")
    lower = outline.better is Direction.LOWER
    bound = "no_more_than" if lower else "no_less_than"
    aim = (
        f"{outline.called}: {'at most' if lower else 'at least'}"
        f" {format_number(outline.target)} {outline.unit} by {outline.due}"
    )
    every = outline.every.value
    return {
        **_of_plan(outline.title, outline.on, outline.who, outline.program, every),
        **_of_cycles(outline.on, outline.who, measure),
        "bound": bound,
        "target": f"{outline.target:.15g}",
        "team": 'team = "team"' if outline.teams else '# team = "team"',
        "described": _described(outline),
        "columns": _columns(outline),
        **_quoted(
            key=key_of(outline.title, "effort"),
            since=str(period_of(outline.on, outline.every)),
            summary=f"{outline.called} ({outline.unit}), {every} by {every}.",
            measure=measure,
            measure_title=outline.called,
            measure_kind=_kind(outline),
            direction=outline.better.value,
            frequency=every,
            period=outline.period,
            diagram_title=f"{outline.title}: what drives it",
            aim_title=aim,
            by=str(outline.due),
        ),
    }


def _kind(outline: Outline) -> str:
    if outline.value:
        return MeasureKind.CONTINUOUS.value
    return (MeasureKind.PROPORTION if outline.is_share else MeasureKind.RATE).value


def _described(outline: Outline) -> str:
    lines = [f"unit = {toml_text(outline.unit)}"]
    if outline.count:
        lines += [
            f"per = {outline.per:.15g}",
            f"numerator = {toml_text(outline.count)}",
            f"denominator = {toml_text(outline.of)}",
        ]
    return "\n".join(lines)


def _columns(outline: Outline) -> str:
    if outline.value:
        return f"value = {toml_text(outline.value)}"
    return (
        f"numerator = {toml_text(outline.count)}\ndenominator = {toml_text(outline.of)}"
    )


def _of_plan(
    title: str, on: date, who: str, program: ProgramType, every: str = "month"
) -> dict[str, str]:
    did = f"enter the counts of the last twelve {every}s into {DATA}"
    shows = "show the first run chart at one meeting of the team"
    first, first_who = _step(who, did, on, on + SOON)
    then, next_who = _step(who, shows, on, on + LATER)
    tools = [
        f"# [[sources]]\n# key = {toml_text(tool.name)}\n"
        f"# title = {toml_text(tool.title)}\n"
        f'# tool = {toml_text(tool.name)}\n# on = "{on:%Y-%m}"\n'
        for tool in tools_for(program)
    ]
    asked = "# What the plan rests on: the tools that were used, and when.\n"
    return {
        "sources": "\n".join([asked + tools[0], *tools[1:], ""]) if tools else "",
        "on": str(on),
        "every": every,
        "first_who": first_who,
        "next_who": next_who,
        **_quoted(
            title=title,
            program=program.value,
            area=AREAS[program],
            file=DATA,
            first_step=first,
            next_step=then,
        ),
    }


def _step(who: str, does: str, on: date, by: date) -> tuple[str, str]:
    """Return a step as a sentence; with a line that names who, if it is not read."""
    said = f"{who[:1].upper()}{who[1:]} will {does} by {by}"
    reads = read_step(said, on=on).who.casefold() == who.casefold()
    return said, "" if reads else f"who = {toml_text(who)}\n"


def _of_cycles(on: date, who: str, measure: str = "") -> dict[str, str]:
    return {
        "on": str(on),
        "who": toml_text(who),
        "until": str(on + WEEK),
        "idea": 'idea = "ask-the-day-before"' if measure else "",
        "measures": f"measures = [{toml_text(measure)}]" if measure else "",
    }


def _filled(name: str, said: Mapping[str, str]) -> str:
    """Return a template with its places filled."""
    text = (
        files("cqikit.starters")
        .joinpath("templates", f"{name}.toml")
        .read_text("utf-8")
    )
    return Template(HEAD + text).substitute({"on": "2026-09-01", **said})


def _quoted(**texts: str) -> dict[str, str]:
    return {name: toml_text(text) for name, text in texts.items()}
