"""`cqikit chart`: one chart from one table, drawn and said."""

from __future__ import annotations

import math
import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from cqikit import drawing, measures, spc
from cqikit.cli._calendar import calendar_options
from cqikit.cli._chart_forms import FORMS, Told
from cqikit.cli._choices import KIND, NUMBER, RULES, OneOf, Verb
from cqikit.cli._each import SHEETS, Sheet
from cqikit.cli._json import json_option
from cqikit.cli._language import language_option
from cqikit.cli._names import DIRECTIONS
from cqikit.cli._output import (
    check_json,
    check_output,
    force_option,
    form_of,
    named,
    output_option,
    speaks,
    write_output,
)
from cqikit.cli._paths import FILE
from cqikit.cli._plugged import kinds, rule_sets
from cqikit.cli._series import series_from, taken, teams_from
from cqikit.cli._shape import shape_options
from cqikit.cli._streams import put
from cqikit.cli._table import table_options
from cqikit.cli._understood import understood
from cqikit.cli._worded import in_option, in_options, of_columns, of_team
from cqikit.core import Frequency, parse_period, say
from cqikit.errors import FieldError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from cqikit.core import Period
    from cqikit.measures import Measure, Series

__all__ = ["chart", "chart_picture"]


#: A number of points, where four digits would be a year.
POINTS: Final = re.compile(r"[0-9]{1,3}")

EXAMPLES: Final = """\b
Examples:
  cqikit chart visits.csv --period month --count late --of visits
      --kind u --better lower --since "2026-03=second clinic"
  cqikit chart waits.csv --period month --value days --kind i
      --baseline 2025-01..2025-12 --exclude 2025-08=strike --target 14
  cqikit chart visits.csv --period "visit date" --count missed=Y --every month
      --each site --kind p
"""


@click.command(cls=Verb, epilog=EXAMPLES)
@click.argument("table", type=FILE)
@click.option("--period", default="", metavar="COLUMN", help="The periods.")
@click.option("--value", default="", metavar="COLUMN", help="Values; 1 counts rows.")
@click.option("--count", default="", metavar="COLUMN", help="What was counted ...")
@click.option("--of", default="", metavar="COLUMN", help="... out of how many.")
@click.option(
    "--per",
    type=NUMBER,
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
    type=OneOf(DIRECTIONS, case_sensitive=False),
    show_default="neither",
    help="Which way is better.",
)
@click.option(
    "--kind",
    type=KIND,
    default="run",
    show_default=True,
    help="The kind of chart, of those below.",
)
@click.option(
    "--rules",
    type=RULES,
    default="",
    help="The rule set, of those below. Unless said, it follows from the kind:"
    " anhoej for a chart without limits, else shewhart-runs.",
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
    "--centre", type=NUMBER, metavar="NUMBER", help="A centre line that is given."
)
@click.option("--target", type=NUMBER, metavar="NUMBER", help="What is aimed at.")
@click.option("--title", default="", help="Over the chart; the column, unless said.")
@click.option(
    "--explain", is_flag=True, help="Say how the lines at the last point came about."
)
@output_option(
    "chart.svg",
    "Where to write it: a name in .svg, .png, .pdf, .html, .json or .csv.",
    asked=True,
)
@language_option
@force_option
@json_option
def chart(
    table: Path,
    output: Path | None,
    *,
    force: bool,
    as_json: bool,
    **options: Any,
) -> None:
    """Draw a chart of the rows of TABLE and say what it shows.

    TABLE is a file (.csv, .tsv, .xlsx, .parquet), or - for CSV from standard input.

    Give --period COLUMN, and --value COLUMN, or --count COLUMN and --of COLUMN; or of
    rare events --events COLUMN alone. Where each row is a case, --count COLUMN=TEXT
    counts those that say so, out of all.

    The ending of the output says what is written: a picture (.svg, .png, .pdf), a page
    (.html), the judged chart as data (.json), or its points with their lines and
    signals (.csv). With --json, the data are printed, and a picture is drawn only
    where -o asks for one.

    A file that is there is written over when cqikit made it and nobody has changed it
    since, or with --force; TABLE never is.
    """
    options["better"] = _better(options.pop("better"), options.get("target"))
    check_json(output, as_json=as_json)
    each = options.pop("each")
    output = output or (None if as_json else Path("chart.svg"))
    forms: Mapping[str, Callable[[Any], str | bytes]] = SHEETS if each else FORMS
    form = None
    if output is not None:
        check_output(output, reads=[table], force=force)
        form = form_of(output, forms, "sheet of charts" if each else "chart")
    told = _sheet(table, each, options) if each else _told(table, options)
    if output is not None and form is not None:
        write_output(output, form(told), reads=[table], force=force)
    if as_json:
        put(told.json)
    for line in () if as_json else told.lines(partial(named, output)):
        speaks(output)(line)
    if options["rules"] and told.unread:
        # The rules that were asked for have said nothing, which is no answer.
        click.get_current_context().exit(1)


def _better(better: str | None, target: float | None) -> str:
    """Return which way is better; a target is met on one side of it."""
    if better is None and target is not None:
        raise click.UsageError(
            "--target needs --better: higher or lower says on which side it is met,"
            " neither draws it and judges nothing"
        )
    return better or "neither"


def _told(table: Path, options: dict[str, Any]) -> Told:
    """Return the chart of a table, and what is said of it."""
    said: list[str] = []
    explain = options.pop("explain")
    columns = taken(options)
    made = series_from(table, say=said.append, **columns)
    with of_columns(columns):
        return _of_series(made, said, options, explain=explain)


def _sheet(table: Path, each: str, options: dict[str, Any]) -> Sheet:
    """Return the charts of the teams of a table, and what is said of them."""
    said: list[str] = []
    explain = options.pop("explain")
    columns = {**taken(options), "team": each}
    many = teams_from(table, say=said.append, **columns)
    first = next(iter(many.values()))
    charts = {}
    with of_columns(columns):
        for team, made in many.items():
            with of_team(team):
                charts[team] = _of_series(made, [], options, explain=explain)
    return Sheet(title=first.measure.title, understood=tuple(said), charts=charts)


def _of_series(
    made: Series, said: Iterable[str], options: dict[str, Any], *, explain: bool
) -> Told:
    picture = chart_picture(made, **options)
    worked = spc.explain(picture.chart, at=len(made.periods) - 1) if explain else ""
    return Told(
        picture=picture,
        understood=(*said, understood(made), *_beyond(made, options["baseline"])),
        findings=measures.audit(made.measure, made.records),
        worked=worked,
    )


def chart_picture(
    series: Series,
    *,
    kind: Any = "run",
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
    if target is not None:
        _check_target(series.measure, target)
    with in_options(kind, baseline):
        drawn = spc.chart(
            series,
            kind,
            phases=starts,
            baseline=_baseline(baseline, series.periods),
            exclude=left_out,
            centre=centre,
            kinds=kinds(),
        )
    reading = spc.read(drawn, rule_sets()[rules].rules if rules else None)
    return drawing.ChartPicture(
        chart=drawn,
        reading=reading,
        judgement=spc.judge(reading, target=target),
        events=[] if _is_numbered(series) else list(_reasons(left_out)),
        carried=True,
        alone=True,
    )


def _check_target(measure: Measure, target: float) -> None:
    """Refuse a target that no value of a measure can be, on whichever chart."""
    if measure.kind is measures.MeasureKind.CONTINUOUS or not math.isfinite(target):
        return
    if target < 0:
        must = say("must be at least 0, as {title} is", title=measure.title)
        raise FieldError("target", must, target)


def _dated(
    name: str, texts: Iterable[str], read: Callable[[str], Period]
) -> dict[Period, str]:
    """Return what is said of which time."""
    said: dict[Period, str] = {}
    for text in texts:
        when, _, why = text.partition("=")
        with in_option(name):
            period = read(when.strip())
        if period in said:
            raise FieldError(name, say("must name each period once"), text)
        said[period] = why.strip()
    return said


def _check_starts(starts: Iterable[Period], periods: tuple[Period, ...]) -> None:
    """Refuse a phase that would begin with the first point, or before it."""
    for first in periods[:1]:
        for start in starts:
            if start.first <= first.first:
                must = say("must be after the first point ({first})", first=first)
                fix = say("check the date, or leave it out")
                raise FieldError("phase", must, str(start), fix)


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


def _beyond(series: Series, text: str) -> Iterator[str]:
    """Say that a baseline has more points than there are."""
    there = len(series.periods)
    if POINTS.fullmatch(text) and int(text) > there:
        yield say(
            "{n:# point|# points} of a baseline of {asked}: limits rest on all",
            n=there,
            asked=int(text),
        )


def _is_numbered(series: Series) -> bool:
    """Say whether points are only numbered: a strip of time has no place for them."""
    return any(period.frequency is Frequency.POINT for period in series.periods[:1])


def _reasons(left_out: dict[Period, str]) -> Iterator[drawing.Event]:
    """Yield why points do not count, so that the picture says it, too."""
    for when, why in left_out.items():
        if why:
            yield drawing.Event(when, when, say("not counted ({why})", why=why))
