"""Values that show themselves in a notebook: a picture with its sentence.

The rooms below know nothing of pictures, and show themselves as a small table. What is
made here has the picture, drawn when it is looked at.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from attrs import field, frozen

from cqikit.core import (
    arguments,
    by_value,
    instance_of,
    is_text,
    list_of,
    say,
)
from cqikit.drawing._chart import chart_svg
from cqikit.drawing._funnel import funnel_svg
from cqikit.drawing._many import charts_svg, panel_of
from cqikit.drawing._pareto import pareto_svg
from cqikit.drawing._picture import ChartPicture
from cqikit.errors import FieldError
from cqikit.spc import (
    Chart,
    Funnel,
    Judgement,
    Panel,
    Pareto,
    Reading,
    chart,
    judge,
    read,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cqikit.measures import Direction, DirectionWord
    from cqikit.spc import ChartKind, KindName, Rule, RuleSet, RuleSetName

__all__ = ["Shown", "load_ipython_extension", "quick", "show"]

Shows: TypeAlias = Chart | Reading | Judgement | Panel | Funnel | Pareto | ChartPicture
SHOWS: Final = (Chart, Reading, Judgement, Panel, Funnel, Pareto, ChartPicture)
#: More are no picture for a notebook.
MOST_CHARTS: Final = 100
#: What a notebook shows as a picture once it is told to.
IN_NOTEBOOKS: Final = (Chart, Reading, Judgement, Panel, Funnel, Pareto)


@by_value
@frozen(eq=False)
class Shown:
    """A value with its picture and the sentence under it; made by `show` and `quick`.

    Parameters
    ----------
    value : ChartPicture, spc.Panel, Funnel or Pareto
        What is drawn; charts of many series as a panel.
    sentence : str
        What there is to see, also for those who do not see the picture.
    """

    value: ChartPicture | Panel | Funnel | Pareto = field(
        validator=instance_of(ChartPicture, Panel, Funnel, Pareto)
    )
    sentence: str = field(validator=is_text)
    _judged: Judgement | None = field(default=None, repr=False)

    def __repr__(self) -> str:
        drawn = self.value
        value = drawn.chart if isinstance(drawn, ChartPicture) else drawn
        return f"<Shown {repr(value)[1:-1]}>"

    def __str__(self) -> str:
        """Return the sentence."""
        return self.sentence

    @property
    def chart(self) -> Chart:
        """Return what is drawn; a funnel and a Pareto chart have no chart."""
        chart: Chart = self.reading.chart
        return chart

    @property
    def reading(self) -> Reading:
        """Return what every rule says of the chart."""
        return self.judgement.reading

    @property
    def judgement(self) -> Judgement:
        """Return what the signals mean to those who want it to go one way."""
        if self._judged is not None:
            return self._judged
        if not isinstance(self.value, ChartPicture):
            raise FieldError("value", say("must be a chart to be read"), self.value)
        return self.value.judgement

    @property
    def svg(self) -> str:
        """Return the picture as one ``<svg>`` element, with a text in its place."""
        if isinstance(self.value, ChartPicture):
            return chart_svg(self.value)
        if isinstance(self.value, Panel):
            return charts_svg(self.value, self._judged, title=self.sentence)
        if isinstance(self.value, Funnel):
            return funnel_svg(self.value)
        return pareto_svg(self.value)

    def _repr_html_(self) -> str:
        """Return the picture and the sentence."""
        caption = f"<figcaption>{escape(self.sentence)}</figcaption>"
        return f"<figure>{self.svg}{caption}</figure>"


@arguments(
    value=instance_of(*SHOWS, fix=say("quick(values) draws numbers")),
    keys=list_of(say("names")),
)
def show(value: Shows, *, keys: Sequence[Any] = ()) -> Shown:
    """Return a chart, reading, judgement, funnel or Pareto chart that shows itself.

    A chart is read with its default rules; a panel, or a stack of charts, is one sheet
    of many. A notebook shows the picture; elsewhere, ``.svg`` has it, and ``print`` the
    sentence.

    Parameters
    ----------
    value : Chart, Reading, Judgement, Panel, Funnel, Pareto or ChartPicture
    keys : sequence, optional
        Whose each chart of a stack is, such as those of its panel; by default, a panel
        has its own, and charts without a name have numbers from 1.

    Raises
    ------
    FieldError
        For more than 100 charts: `charts_svg` draws those. When there are more or fewer
        keys than charts.

    Examples
    --------
    >>> from cqikit import spc
    >>> print(show(spc.pareto(["staff", "car", "staff", "staff", "family"])))
    80 % of 5: staff, car
    """
    many, names = _panel_of(value), tuple(keys)
    if names and many is None:
        raise FieldError(
            "keys", say("must be given for a stack of charts alone"), names
        )
    if many is not None:
        return _sheet(value, _named(many, names))
    if isinstance(value, (Funnel, Pareto)):
        return Shown(value, str(value))
    single: Any = value
    picture = ChartPicture.of(single)
    sentence = say(
        "{chart}: {judgement}",
        chart=picture.chart.title or say("Chart"),
        judgement=picture.judgement.summary,
    )
    return Shown(picture, sentence)


def _named(panel: Panel, keys: tuple[Any, ...]) -> Panel:
    if len(keys) not in {0, len(panel)}:
        raise FieldError(
            "keys", say("must be one a chart ({count})", count=len(panel)), len(keys)
        )
    return Panel(keys, panel.chart) if keys else panel


def _sheet(value: Any, panel: Panel) -> Shown:
    if len(panel) > MOST_CHARTS:
        must = say(
            "must have no more than {most} charts to be shown",
            most=MOST_CHARTS,
        )
        raise FieldError(
            "value", must, len(panel), say("charts_svg draws more, or some")
        )
    if isinstance(value, Judgement):
        return Shown(panel, value.summary, value)
    judged = judge(value if isinstance(value, Reading) else read(panel.chart))
    return Shown(panel, judged.summary, judged)


def load_ipython_extension(shell: Any) -> None:
    """Let a notebook show charts as pictures, each with its sentence.

    Write ``%load_ext cqikit.drawing`` once: from there on a chart, reading, judgement,
    panel, funnel or Pareto chart at the end of a cell is what `show` makes of it. The
    rooms below know nothing of pictures; without this they show a table.

    Parameters
    ----------
    shell : InteractiveShell
        Of IPython, which calls this.
    """
    html = shell.display_formatter.formatters["text/html"]
    for kind in IN_NOTEBOOKS:
        html.for_type(kind, _html_of)


def _html_of(value: Any) -> str:
    """Return the picture, or the table of what is not drawn, as too many charts."""
    try:
        return show(value)._repr_html_()
    except FieldError:
        table: str = value._repr_html_()
        return table


def _panel_of(value: Shows) -> Panel | None:
    """Return charts of many series as a panel; None for what is none."""
    if isinstance(value, Panel):
        return value
    reading = value.reading if isinstance(value, Judgement) else value
    found = reading.chart if isinstance(reading, Reading) else reading
    if isinstance(found, Chart) and found.values.ndim > 1:
        return panel_of(found)
    return None


@arguments()
def quick(
    values: Any,
    kind: KindName | ChartKind | None = None,
    *,
    rules: Iterable[Rule] | RuleSet | RuleSetName | None = None,
    direction: Direction | DirectionWord | None = None,
    target: float | None = None,
    unit: str = "",
    **more: Any,
) -> Shown:
    """Return a chart of `values` that shows itself with its signals and its sentence.

    As ``qic(...)`` does in R: one call from numbers to a chart that has been read.

    Parameters
    ----------
    values, kind
        As for `spc.chart`.
    rules : Catalog or iterable of Rule, RuleSet, or str
        As for `spc.read`; by default those that follow from the kind of chart.
    direction : Direction
        Which way is better; by default that of the measure of a series, else neither.
    target : float, optional
        A line that the values should reach, in their unit; none unless said.
    unit : str
        What the values are counted in; by default that of the measure of a series.
    **more
        Whatever else `spc.chart` takes: `sizes`, `on`, `phases`, `baseline`, `title`.

    Examples
    --------
    >>> waits = [38, 35, 41, 37, 36, 39, 40, 36, 29, 27, 30, 28, 26, 29, 28, 27]
    >>> seen = quick(waits, baseline=8, direction="lower", title="Days of waiting")
    >>> seen
    <Shown Chart i, 16 points, centre 37.8>
    >>> seen.reading.signals[0].rule, seen.svg[:4]
    ('outside', '<svg')
    """
    reading = read(chart(values, kind, **more), rules)
    return show(judge(reading, direction, target, unit=unit))
