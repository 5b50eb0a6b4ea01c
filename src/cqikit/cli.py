"""The command line: thin, every verb a few lines over the rooms.

What is wrong with a file is told on the error stream, all of it at once, and
the exit code is 2; nothing is written then.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from cqikit import (
    __version__,
    documents,
    drawing,
    files,
    folders,
    reports,
    spc,
    tables,
)
from cqikit.core import Frequency, Severity, parse_period
from cqikit.errors import CqikitError, SourceError
from cqikit.measures import (
    Direction,
    Measure,
    MeasureKind,
    Series,
    audit,
    phase_starts,
    series,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from cqikit.core import Finding

__all__ = ["main"]


def _write_page(file: Path, report: reports.Report, sources: Sequence[str]) -> None:
    files.write_text(file, reports.to_html(report, sources=sources))


def _write_markdown(file: Path, report: reports.Report, sources: Sequence[str]) -> None:
    files.write_text(file, reports.to_markdown(report, sources=sources))


def _write_docx(file: Path, report: reports.Report, sources: Sequence[str]) -> None:
    files.write_bytes(file, reports.to_docx(report, sources=sources))


#: The forms of a report, by the ending of its file's name.
FORMS: Final = {".html": _write_page, ".md": _write_markdown, ".docx": _write_docx}
ENDINGS: Final = ".html, .md or .docx"

#: So many findings alike are listed; the rest is counted.
ALIKE: Final = 5

EXAMPLE: Final = """\b
Example:
  cqikit chart visits.csv --period month --count late --of visits
      --kind u --better lower --since 2026-03
"""


class _Commands(click.Group):
    """Commands whose errors of our own are a message, never a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except CqikitError as error:
            click.echo(f"cqikit: {error}", err=True)
            ctx.exit(2)


@click.group(cls=_Commands)
@click.version_option(__version__, prog_name="cqikit")
def main() -> None:
    """Continuous quality improvement from plain documents and data."""


@main.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default=Path("report.html"),
    show_default=True,
    help="Where to write it; the ending says in which form.",
)
def report(folder: Path, output: Path) -> None:
    """Write the closing report of FOLDER: .html, .md (Markdown) or .docx (Word).

    FOLDER holds documents (.toml, .json) that each say their type, and the
    tables that a layout names. One document is the project's charter.
    """
    form = FORMS.get(output.suffix.lower())
    if form is None:
        mend = f"let its name end in {ENDINGS}"
        raise SourceError(str(output), "is no form of a report", mend)
    told = _progress()
    composed, sources = _composed(folder, told)
    told(f"writing {output}")
    form(output, composed, sources)
    count = len(composed.findings)
    click.echo(f"{output}: {len(composed.measures)} measures, {count} findings")


@main.command()
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--all", "every", is_flag=True, help="Say every one of many alike, too.")
def check(path: Path, *, every: bool) -> None:
    """Check PATH, a folder or one document, and say what is found.

    Of a folder that is what its report would list, the gravest first.
    The exit code is 2 when it cannot be read, 1 when a finding is a fault.
    """
    if not path.is_dir():
        read = documents.read(path, types=folders.DOCUMENTS)
        click.echo(f"{path}: a readable {type(read).__name__.lower()} document")
        return
    composed, _ = _composed(path, _progress())
    found = composed.findings
    for line in map(str, found) if every else _grouped(found):
        click.echo(line)
    faults = sum(finding.severity is Severity.FAULT for finding in found)
    click.echo(f"{path}: {len(found)} findings, {faults} of them faults", err=True)
    if faults:
        sys.exit(1)


def _grouped(found: Iterable[Finding]) -> Iterator[str]:
    """Yield findings as text, those alike together, and no more than a few of them."""
    alike: dict[str, list[Finding]] = {}
    for one in found:
        alike.setdefault(f"{one.severity.value} {one.code}", []).append(one)
    for name, group in alike.items():
        yield from map(str, group[:ALIKE])
        if len(group) > ALIKE:
            left = len(group) - ALIKE
            yield f"{name}: {left} more like these (--all says them, too)"


def _composed(
    folder: Path, told: Callable[[str], object]
) -> tuple[reports.Report, tuple[str, ...]]:
    """Return the report of a folder, and the names of the files it rests on."""
    effort = folders.read(folder, progress=lambda name: told(f"reading {name}"))
    composed = reports.compose(
        effort.project,
        effort.collaborative,
        progress=lambda what: told(f"working out {what}"),
    )
    return composed, effort.files


@main.command()
@click.argument("name", required=False)
def schema(name: str | None) -> None:
    """Print the JSON Schema of one type of document, or list the types."""
    if name is None:
        click.echo("\n".join(folders.DOCUMENTS.names))
    else:
        made = documents.schema(name, types=folders.DOCUMENTS)
        click.echo(json.dumps(made, indent=2))


@main.command(epilog=EXAMPLE)
@click.argument("table", type=click.Path(path_type=Path))
@click.option("--period", required=True, metavar="COLUMN", help="The periods.")
@click.option("--value", default="", metavar="COLUMN", help="Values, as they are.")
@click.option("--count", default="", metavar="COLUMN", help="What was counted ...")
@click.option("--of", default="", metavar="COLUMN", help="... out of how many.")
@click.option(
    "--every",
    type=click.Choice([one.value for one in Frequency]),
    default=Frequency.MONTH.value,
    show_default=True,
    help="How long a period is.",
)
@click.option(
    "--better",
    type=click.Choice([one.value for one in Direction]),
    default=Direction.NEITHER.value,
    show_default=True,
    help="Which way is better.",
)
@click.option("--kind", default="run", show_default=True, help="The kind of chart.")
@click.option("--rules", default="anhoej", show_default=True, help="The rule set.")
@click.option(
    "--since",
    multiple=True,
    metavar="PERIOD",
    help="When a change was made: a new phase begins. May be repeated.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default=Path("chart.svg"),
    show_default=True,
    help="Where to write the picture.",
)
def chart(table: Path, output: Path, rules: str, **options: Any) -> None:
    """Draw a chart of the rows of TABLE (.csv, .xlsx) and say what it shows.

    Give --value COLUMN, or --count COLUMN and --of COLUMN.
    """
    made = _series_of(table, **options)
    drawn = spc.chart(
        made,
        options["kind"],
        phases=phase_starts(map(parse_period, options["since"]), made.periods),
        title=made.measure.title,
    )
    reading = spc.read(drawn, spc.RULE_SETS[rules].rules)
    judged = spc.judge(reading, made.measure.direction)
    picture = drawing.ChartPicture(
        chart=drawn,
        reading=reading,
        judgement=judged,
        unit=made.measure.unit,
        alone=True,
    )
    files.write_text(output, drawing.chart_svg(picture))
    for finding in audit(made.measure, made.observations):
        click.echo(str(finding))
    click.echo(f"{output}: {judged.summary}")
    click.echo(spc.explain(drawn, at=len(made.periods) - 1))


def _series_of(
    table: Path,
    *,
    value: str,
    count: str,
    of: str,
    better: str,
    every: str,
    **more: Any,
) -> Series:
    """Return the one series of a table, as its columns are named."""
    if bool(value) == bool(count) or bool(count) != bool(of):
        raise click.UsageError("give --value COLUMN, or --count COLUMN and --of COLUMN")
    column = value or count
    measure = Measure(
        key="measure",
        title=column,
        # Events can exceed units: a rate refuses nothing that a proportion takes.
        kind=MeasureKind.CONTINUOUS if value else MeasureKind.RATE,
        direction=Direction(better),
        frequency=Frequency(every),
        per=1 if value else 100,
        unit=column if value else f"{count} per 100 {of}",
    )
    columns = tables.MeasureColumns(
        measure="measure", value=value, numerator=count, denominator=of
    )
    layout = tables.Layout(
        file=table.name, period=more["period"], frequency=every, measures=[columns]
    )
    rows = tables.observations(tables.read(table), layout, [measure])
    return series(measure, rows.get(("measure", ""), ()))


def _progress() -> Callable[[str], object]:
    """Return what tells progress: on a terminal a line a step, else nothing."""
    if not _is_terminal():
        return str
    return lambda what: click.echo(f"  {what}", err=True)


def _is_terminal() -> bool:
    return sys.stderr.isatty()
