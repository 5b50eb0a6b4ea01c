"""Sections of a report as values: one's own, and in which order all of them stand."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from numbers import Real
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from attrs import field, frozen

from cqikit.core import Period, a_callable, is_key, is_text, non_blank, say
from cqikit.errors import FieldError, FieldTypeError, UnknownNameError
from cqikit.reports._blocks import (
    Column,
    Listing,
    Paragraph,
    Row,
    Section,
    Table,
    cell,
    line,
)
from cqikit.reports._composed import Report
from cqikit.reports._valued import own_picture
from cqikit.reports._words import as_given, number

if TYPE_CHECKING:
    from cqikit import drawing, spc
    from cqikit.reports._blocks import Block, Piece

__all__ = ["BuiltIn", "PlainBlock", "ReportPart", "ReportSection", "arranged"]

#: What draws itself: a chart, as far as it is judged, and any other picture.
Charted: TypeAlias = "drawing.ChartPicture | spc.Judgement | spc.Reading | spc.Chart"
Drawn: TypeAlias = "Charted | drawing.Picture | spc.Funnel | spc.Pareto"
#: What stands in a section of one's own.
PlainBlock: TypeAlias = (
    "str | Sequence[str] | Mapping[str, Any] | Sequence[Mapping[str, Any]] | Drawn"
)


class ReportPart(Protocol):
    """Whatever makes sections of a report; they stand where it stands in a catalog.

    With `after`, they follow the part of that name.
    """

    @property
    def name(self) -> str: ...

    @property
    def after(self) -> str: ...

    def __call__(self, report: Report, /) -> Iterable[Section]: ...


@frozen
class BuiltIn:
    """A part of every report: one or more sections, or none."""

    name: str
    sections: Callable[[Report], Iterable[Section]]
    after: str = ""

    def __call__(self, report: Report, /) -> Iterable[Section]:
        return self.sections(report)


@frozen
class ReportSection:
    """A section of one's own: its title, and what stands in it.

    Parameters
    ----------
    name : str
        What a catalog of sections knows it by, and its place on the page.
    title : str
        The heading.
    blocks : callable
        Given the `Report`, it returns or yields blocks, in plain values: a text is a
        paragraph, a list of texts a list, a mapping or a list of them a table with
        their keys as its columns; whatever draws itself is a picture with its sentence
        under it, such as a `drawing.PlanPicture`, a judgement of a chart, a funnel or a
        Pareto chart. Where there are none, there is no section; what is no list of
        blocks is refused, a text or a mapping alone too. What is typed is escaped; what
        `core.say` makes is said in the report's language.
    after : str
        The name of the section that it follows; by default the last one before the
        findings.

    Examples
    --------
    >>> from cqikit import folders, reports
    >>> def spent(report):
    ...     yield f"Spent for {report.project.charter.title}, in US dollars."
    ...     yield [{"What": "cards", "Spent": 120}, {"What": "posters", "Spent": 85.5}]
    >>> budget = reports.ReportSection("budget", "The budget", spent, after="plan")
    >>> mine = reports.ReportCatalogs(sections=reports.SECTIONS.add(budget))
    >>> effort = folders.read("examples/measles")
    >>> report = reports.compose(effort.project, effort.collaborative, catalogs=mine)
    >>> page = reports.to_markdown(report, catalogs=mine)
    >>> print(page.partition("## The budget")[2].partition("##")[0].strip())
    Spent for Ending measles in the United States, in US dollars.
    <BLANKLINE>
    | What | Spent |
    | --- | ---: |
    | cards | 120 |
    | posters | 85.5 |
    """

    name: str = field(validator=is_key)
    title: str = field(validator=non_blank)
    blocks: Callable[[Report], Iterable[PlainBlock]] = field(validator=a_callable)
    after: str = field(default="guide", validator=is_text)

    def __call__(self, report: Report, /) -> Iterator[Section]:
        found: object = self.blocks(report)
        if isinstance(found, str | bytes | Mapping) or not isinstance(found, Iterable):
            name = say("what the section {section!r} gives", section=self.name)
            must = say("must be a list of blocks, or what yields them one by one")
            fix = say("such as {example}", example='["A paragraph.", ["a", "list"]]')
            raise FieldTypeError(name, must, found, fix)
        blocks = tuple(map(self._block, found))
        if blocks:
            yield Section(anchor=self.name, title=self.title, blocks=blocks)

    def _block(self, block: Any) -> Block:
        if isinstance(block, str):
            return Paragraph(line(block))
        if picture := own_picture(block, self.title):
            return picture
        many = isinstance(block, Iterable) and not isinstance(block, Mapping)
        rows: list[Any] = list(block) if many else [block]
        if all(isinstance(row, str) for row in rows):
            return Listing(lines=tuple(map(line, rows)))
        if all(isinstance(row, Mapping) for row in rows):
            return _table(rows)
        must = say("must be text, a list of texts, a list of mappings or a picture")
        raise FieldError(f"a block of the section {self.name!r}", must, block)


def _table(rows: Sequence[Mapping[str, Any]]) -> Table:
    """Return a table with a column for each key, in the order in which they come."""
    names = dict.fromkeys(_text(name) for row in rows for name in row)
    told = [{_text(name): value for name, value in row.items()} for row in rows]
    return Table(
        columns=tuple(
            Column(name, number=all(_is_number(row.get(name)) for row in told))
            for name in names
        ),
        rows=tuple(
            Row(cells=tuple(cell(_said(row.get(name))) for name in names))
            for row in told
        ),
    )


def _is_number(value: Any) -> bool:
    return value is None or (isinstance(value, Real) and not isinstance(value, bool))


def _text(value: Any) -> str:
    """Return a text; a sentence would lose its language to `str`."""
    return value if isinstance(value, str) else str(value)


def _said(value: Any) -> Piece:
    if value is None:
        return ""
    if isinstance(value, date | Period):
        return value
    if not _is_number(value):
        return _text(value)
    return number(value) if math.isnan(value) else as_given(value)


def arranged(sections: Iterable[ReportPart]) -> tuple[ReportPart, ...]:
    """Return parts in the order of a page: those with an `after` follow it.

    Raises
    ------
    UnknownNameError
        When nothing has the name of an `after`.
    FieldError
        When some follow each other in a circle.
    """
    every = list(sections)
    names = [part.name for part in every]
    placed = [part for part in every if not part.after]
    waiting = [part for part in every if part.after]
    for part in waiting:
        if part.after not in names:
            raise UnknownNameError(say("section"), part.after, names)
    while waiting:
        there = [part.name for part in placed]
        ready = [part for part in waiting if part.after in there]
        if not ready:
            circle = ", ".join(part.name for part in waiting)
            raise FieldError(
                "after", say("must lead to a section that is placed"), circle
            )
        for part in reversed(ready):
            at = [known.name for known in placed].index(part.after)
            placed.insert(at + 1, part)
        waiting = [part for part in waiting if part not in ready]
    return tuple(placed)
