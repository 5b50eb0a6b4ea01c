"""`cqikit chart`: one chart from one table, drawn and said."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from cqikit import drawing, files, spc
from cqikit.cli._calendar import CALENDAR, calendar_options
from cqikit.cli._each import sheet
from cqikit.cli._output import force_option, form_of, output_option, speaks
from cqikit.cli._series import series_from, teams_from, understood
from cqikit.cli._shape import SHAPE, shape_options
from cqikit.cli._table import TABLE, dialect_from, table_options
from cqikit.core import Frequency, parse_period
from cqikit.errors import FieldError
from cqikit.measures import Direction, audit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from cqikit.core import Period
    from cqikit.measures import Series

__all__ = ["chart", "chart_picture"]


def _png(picture: drawing.ChartPicture) -> bytes:
    return drawing.png(drawing.chart_figure(picture))


#: How a picture is written, by the ending of its file's name.
FORMS: Final[Mapping[str, Callable[..., str | bytes]]] = {
    ".svg": drawing.chart_svg,
    ".png": _png,
}
#: A number of points, where four digits would be a year.
POINTS: Final = re.compile(r"[0-9]{1,3}")

#: Options that say what the columns are, and which periods there are.
COLUMNS: Final = (
    *("period", "value", "count", "of", "per", "events", "better", "title"),
    *CALENDAR,
    *SHAPE,
)

EXAMPLES: Final = """\b
Examples:
  cqikit chart visits.csv --period month --count late --of visits
      --kind u --better lower --since "2026-03=second clinic"
  cqikit chart waits.csv --period month --value days --kind i
      --baseline 2025-01..2025-12 --exclude 2025-08=strike --target 14
  cqikit chart visits.csv --period "visit date" --count missed=Y --every month
      --each site --kind p
"""


@click.command(epilog=EXAMPLES)
@click.argument("table", type=click.Path(path_type=Path))
@click.option("--period", default="", metavar="COLUMN", help="The periods.")
@click.option("--value", default="", metavar="COLUMN", help="Values, as they are.")
@click.option("--count", default="", metavar="COLUMN", help="What was counted ...")
@click.option("--of", default="", metavar="COLUMN", help="... out of how many.")
@click.option(
    "--per",
    type=float,
    metavar="NUMBER",
    help="Counts are shown per so many; 100 unless said.",
)
@calendar_options
@shape_options
@table_options
@click.option(
    "--events",
    default="",
    metavar="COLUMN",
    help="The day of each event, in place of --period: charted are the days between.",
)
@click.option(
    "--each",
    default="",
    metavar="COLUMN",
    help="A chart of each team in this column, on one sheet.",
)
@click.option(
    "--better",
    type=click.Choice([direction.value for direction in Direction]),
    default=Direction.NEITHER.value,
    show_default=True,
    help="Which way is better.",
)
@click.option("--kind", default="run", show_default=True, help="The kind of chart.")
@click.option(
    "--rules",
    default="",
    help="The rule set. Unless said, it follows from the kind: anhoej for a"
    " chart without limits, else shewhart-runs.",
)
@click.option(
    "--since",
    multiple=True,
    metavar="PERIOD[=WHAT]",
    help="When a change was made: a new phase begins. May be repeated.",
)
@click.option(
    "--baseline",
    default="",
    metavar="NUMBER|FIRST..LAST",
    help="What centre and limits rest on: so many first points of each phase,"
    " or the points of a time, such as 2025 or 2025-01..2025-06.",
)
@click.option(
    "--exclude",
    multiple=True,
    metavar="PERIOD[=REASON]",
    help="What is shown and does not count. May be repeated.",
)
@click.option(
    "--centre", type=float, metavar="NUMBER", help="A centre line that is given."
)
@click.option("--target", type=float, metavar="NUMBER", help="What is aimed at.")
@click.option("--title", default="", help="Over the chart; the column, unless said.")
@click.option(
    "--explain", is_flag=True, help="Say how the lines at the last point came about."
)
@output_option("chart.svg", "Where to write the picture: .svg or .png.")
@force_option
def chart(
    table: Path, output: Path, *, force: bool, explain: bool, **options: Any
) -> None:
    """Draw a chart of the rows of TABLE (.csv, .xlsx) and say what it shows.

    Give --period COLUMN, and --value COLUMN, or --count COLUMN and --of COLUMN; or of
    rare events --events COLUMN alone. Where each row is a case, --count COLUMN=TEXT
    counts those that say so, out of all.

    A picture that is there is written over when cqikit made it and nobody has
    changed it since, or with --force; TABLE never is.
    """
    said: list[str] = []
    each = options.pop("each")
    how = dialect_from(**{name: options.pop(name) for name in TABLE})
    columns = {name: options.pop(name) for name in COLUMNS} | {"how": how}
    columns["say"] = said.append
    files.check_output(output, reads=[table], force=force)
    if each:
        columns["team"] = each
        many = teams_from(table, **columns)
        pictures = {team: chart_picture(of, **options) for team, of in many.items()}
        sheet(pictures, many, output, said, reads=[table], force=force)
        return
    made = series_from(table, **columns)
    form = form_of(output, FORMS, "chart")
    picture = chart_picture(made, **options)
    worked = spc.explain(picture.chart, at=len(made.periods) - 1) if explain else ""
    files.write_output(output, form(picture), reads=[table], force=force)
    say = speaks(output)
    for line in (*said, understood(made)):
        say(line)
    for finding in audit(made.measure, made.records):
        say(str(finding))
    say(f"{output}: {picture.judgement.summary}")
    if explain:
        say(worked)


def chart_picture(
    series: Series,
    *,
    kind: str = "run",
    rules: str = "",
    since: Iterable[str] = (),
    baseline: str = "",
    exclude: Iterable[str] = (),
    centre: float | None = None,
    target: float | None = None,
) -> drawing.ChartPicture:
    """Return what is to be drawn of a series, as the options of the command say.

    Parameters
    ----------
    series : Series
    kind, rules : str
        Names of a kind of chart and of a rule set; "" for the rules that follow
        from the kind.
    since, exclude : iterable of str
        As ``2025-03`` or ``2025-03=why``.
    baseline : str
        So many points, a period, or ``FIRST..LAST``; "" for all points.
    centre, target : float, optional

    Raises
    ------
    UnknownNameError
        For a kind or rule set that there is not.
    FieldError
        For a time that is not in the data, or said twice.
    """
    cadence = series.calendar.cadence
    read = parse_period if cadence is None else cadence.read
    starts, left_out = _dated("since", since, read), _dated("exclude", exclude, read)
    _check_starts(starts, series.periods)
    drawn = spc.chart(
        series,
        kind,
        phases=starts,
        baseline=_baseline(baseline, series.periods),
        exclude=left_out,
        centre=centre,
    )
    reading = spc.read(drawn, spc.RULE_SETS[rules].rules if rules else None)
    return drawing.ChartPicture(
        chart=drawn,
        reading=reading,
        judgement=spc.judge(
            reading, series.measure.direction, target, unit=series.measure.unit
        ),
        events=[] if _is_numbered(series) else list(_reasons(left_out)),
        unit=series.measure.unit,
        target=target,
        carried=True,
        alone=True,
    )


def _dated(
    name: str, texts: Iterable[str], read: Callable[[str], Period]
) -> dict[Period, str]:
    """Return what is said of which time."""
    said: dict[Period, str] = {}
    for text in texts:
        when, _, why = text.partition("=")
        period = read(when.strip())
        if period in said:
            raise FieldError(name, "must name each period once", text)
        said[period] = why.strip()
    return said


def _check_starts(starts: Iterable[Period], periods: tuple[Period, ...]) -> None:
    """Refuse a phase that would begin with the first point, or before it."""
    for first in periods[:1]:
        for start in starts:
            if start.first <= first.first:
                raise FieldError(
                    "phase",
                    f"must be after the first point ({first})",
                    str(start),
                    "check the date, or leave it out",
                )


def _baseline(
    text: str, periods: Sequence[Period]
) -> int | tuple[object, object] | None:
    """Return what limits rest on, as `spc.chart` takes it."""
    if not text:
        return None
    if POINTS.fullmatch(text):
        return int(text)
    first, span, last = text.partition("..")
    if not span:
        return first, first
    return first or periods[0], last or periods[-1]


def _is_numbered(series: Series) -> bool:
    """Say whether points are only numbered: a strip of time has no place for them."""
    return any(period.frequency is Frequency.POINT for period in series.periods[:1])


def _reasons(left_out: dict[Period, str]) -> Iterator[drawing.Event]:
    """Yield why points do not count, so that the picture says it, too."""
    for when, why in left_out.items():
        if why:
            yield drawing.Event(when, when, f"not counted ({why})")
