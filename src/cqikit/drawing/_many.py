"""Small multiples of run and control charts, with all that one chart has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final, Literal

import numpy as np
from attrs import evolve

from cqikit.core import (
    ENGLISH,
    Wording,
    arguments,
    finite,
    instance_of,
    is_text,
    optional,
    say,
)
from cqikit.drawing._canvas import canvas
from cqikit.drawing._figure import POINTS, figure, settled
from cqikit.drawing._hover import hover, spots_of
from cqikit.drawing._icons import ICONS, standing
from cqikit.drawing._many_draw import draw_many, points_of
from cqikit.drawing._many_sheet import Facets, many_sheet
from cqikit.drawing._picture import (
    A_WORDING,
    LARGEST,
    SMALLEST,
    ChartPicture,
    described,
)
from cqikit.drawing._scene import scene_svg
from cqikit.drawing._text import line_of
from cqikit.errors import DuplicateError, FieldError, FieldTypeError
from cqikit.spc import Chart, Judgement, Panel, by_need, judge, read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from contextlib import AbstractContextManager

    from matplotlib.figure import Figure

    from cqikit.core import Sentence
    from cqikit.drawing._many_scales import Sharing
    from cqikit.drawing._many_sheet import ManySheet

__all__ = [
    "charts_figure",
    "charts_svg",
    "described_all",
    "laid_out",
    "name_of",
    "panel_of",
    "pictures_of",
]

#: So many of those most in need of a look are named in words.
NAMED: Final = 3
#: A chart is so many inches wide, unless told how many stand in a row.
WIDE: Final = 1.7


@arguments(
    title=is_text,
    unit=is_text,
    columns=optional(instance_of(int)),
    width=finite,
    wording=A_WORDING,
)
def charts_svg(
    charts: Panel | Chart | Judgement | Iterable[ChartPicture | Judgement],
    judgement: Judgement | None = None,
    *,
    title: str,
    unit: str = "",
    facets: Sequence[tuple[Any, Any]] = (),
    columns: int | None = None,
    scale: Sharing = "one",
    order: Literal["given", "need"] = "given",
    log: bool = False,
    width: float = 9.0,
    wording: Wording = ENGLISH,
) -> str:
    """Return many charts on one sheet, as one ``<svg>`` element.

    Each has its points with their signals, centre, limits, phases and target,
    and the icons of its variation and assurance. Charts with days or periods
    of one kind share the time axis.

    Parameters
    ----------
    charts : spc.Panel, Chart or Judgement, or iterable of ChartPicture or Judgement
        Of a stack, or of one chart, which is a sheet of one.
    judgement : spc.Judgement, optional
        Of the panel's chart; by default it is read with the default rules, and
        neither direction is better. Pictures have their own.
    title : str
        What the sheet shows.
    unit : str
        Of a panel's values, by default the measure's; pictures have their own.
    facets : sequence of (row, column), optional
        For each chart, what its row and its column are called; a panel whose keys
        are such pairs has them: ``facets=made.keys``. By default charts stand in
        rows, one after another.
    columns : int, optional
        At most so many charts in a row, without facets; by default as many as
        are 1.7 inches wide: 5, and 2 on a telephone.
    scale : {"one", "row", "each"}
        Which charts have one scale of values, so that they can be compared: all
        of them (the default), those in one row, or none.
    order : {"given", "need"}
        As given (the default), or the one most in need of a look first, see
        `spc.by_need`; with facets, the rows are put in that order.
    log : bool
        Draw a panel's values on a logarithmic axis; pictures have their own. Not so
        unless said.
    width : float
        In inches; by default 9, and about 4.2 for a telephone.
    wording : core.Wording
        The language of its words; by default English.

    Raises
    ------
    DuplicateError
        When two charts have one row and column.
    FieldError
        When an argument does not fit the charts.

    Examples
    --------
    Illustrative waits at two clinics:

    >>> from cqikit import spc
    >>> waits = spc.panel(
    ...     [3, 4, 9, 7], keys=["A", "A", "B", "B"], on=["2026-01", "2026-02"] * 2
    ... )
    >>> charts_svg(waits, title="Days waited")[:4]
    '<svg'
    """
    pictures = pictures_of(charts, judgement, unit=unit, log=log)
    pictures, laid = laid_out(pictures, facets, columns, order, width)
    with _drawn(canvas, pictures, laid, scale, width, wording=wording) as (
        drawn,
        sheet,
    ):
        tips = {
            f"chart-{place}-0": wording.said(_tip(cell.picture, laid, place))
            for place, cell in enumerate(sheet.cells)
        }
        said = wording.said(described_all(pictures, laid))
        over = hover(
            spot
            for cell in sheet.cells
            for spot in spots_of(cell.picture, points_of(cell), wording, every=False)
        )
        scene = drawn.scene(tips)
        return scene_svg(scene, title=title, description=said, over=over)


@arguments(
    unit=is_text,
    columns=optional(instance_of(int)),
    width=finite,
    wording=A_WORDING,
)
def charts_figure(
    charts: Panel | Chart | Judgement | Iterable[ChartPicture | Judgement],
    judgement: Judgement | None = None,
    *,
    unit: str = "",
    facets: Sequence[tuple[Any, Any]] = (),
    columns: int | None = None,
    scale: Sharing = "one",
    order: Literal["given", "need"] = "given",
    log: bool = False,
    width: float = 9.0,
    wording: Wording = ENGLISH,
) -> Figure:
    """Return many charts on one sheet, as a matplotlib figure.

    What it is given is as for `charts_svg`.

    Parameters
    ----------
    judgement : Judgement, optional
        What the charts mean, where they come without it; nothing unless said.
    unit : str
        What the values are in; not told unless said.
    facets : sequence of pairs
        What parts the sheet into rows and columns; nothing unless said.
    columns : int, optional
        How many stand beside each other; as many as fit unless said.
    scale : Sharing
        Whether all have one axis or each its own; one unless said.
    order : str
        As given, or those first that need a look; as given unless said.
    log : bool
        Whether the axis is logarithmic; it is linear unless said.
    width : float
        The width in inches; 9 unless said.
    wording : Wording
        How it is said, and in which language; in English unless said.

    Raises
    ------
    DuplicateError
        When two charts have one row and column.
    FieldError
        When an argument does not fit the charts.
    MissingExtraError
        When matplotlib is not installed.
    """
    pictures = pictures_of(charts, judgement, unit=unit, log=log)
    pictures, laid = laid_out(pictures, facets, columns, order, width)
    with _drawn(figure, pictures, laid, scale, width, wording=wording) as (drawn, _):
        return settled(drawn)


@contextmanager
def _drawn(
    on: Callable[[float, float], AbstractContextManager[Any]],
    pictures: Sequence[ChartPicture],
    facets: Facets,
    scale: Sharing,
    width: float,
    *,
    wording: Wording,
) -> Iterator[tuple[Any, ManySheet]]:
    if not SMALLEST <= width <= LARGEST:
        said = say(
            "must be from {least:g} to {most:g} inches",
            least=SMALLEST,
            most=LARGEST,
        )
        raise FieldError("width", said, width)
    wide = width * POINTS
    sheet = many_sheet(pictures, facets, width=wide, sharing=scale, wording=wording)
    with on(width, sheet.height / POINTS) as drawn:
        draw_many(drawn, sheet)
        yield drawn, sheet


def pictures_of(
    charts: Panel | Chart | Judgement | Iterable[ChartPicture | Judgement],
    judgement: Judgement | None,
    *,
    unit: str,
    log: bool,
) -> list[ChartPicture]:
    """Return a picture for each chart; one chart is a sheet of one."""
    if isinstance(charts, Judgement):
        judgement = charts
        charts = judgement.reading.chart
    # What is not told is the measure's.
    own = {"log": log} | ({"unit": unit} if unit else {})
    if isinstance(charts, Chart) and charts.values.ndim == 1:
        return [ChartPicture.of(charts if judgement is None else judgement, **own)]
    if isinstance(charts, Chart):
        charts = panel_of(charts)
    if isinstance(charts, Panel):
        return _of_panel(charts, judgement, own)
    said = say("must be a Panel, a stack, or pictures or judgements of charts")
    if not isinstance(charts, Iterable):
        raise FieldTypeError("charts", said, charts)
    for name, set_to in (("judgement", judgement), ("unit", unit), ("log", log)):
        if set_to:
            alone = say("must be left out where each picture has its own")
            raise FieldError(name, alone, set_to)
    given: list[Any] = list(charts)
    for drawn in given:
        if not isinstance(drawn, (ChartPicture, Judgement)):
            raise FieldTypeError("charts", said, drawn)
    return [ChartPicture.of(drawn) for drawn in given]


def panel_of(stack: Chart) -> Panel:
    """Return the charts of a stack as a panel: who has no name has a number from 1."""
    shape = stack.values.shape
    if len(shape) != 2:
        fix = say("drawing.show(chart) draws one") if len(shape) == 1 else ""
        raise FieldError("charts", say("must be a stack of shape (k, n)"), shape, fix)
    return Panel(tuple(range(1, shape[0] + 1)), stack)


def _of_panel(
    panel: Panel, judgement: Judgement | None, own: dict[str, Any]
) -> list[ChartPicture]:
    judged = judge(read(panel.chart)) if judgement is None else judgement
    got = np.shape(judged.reading.view.values)
    if got != panel.chart.values.shape:
        said = say(
            "must be of the panel's chart, of the shape {shape}",
            shape=str(panel.chart.values.shape),
        )
        raise FieldError("judgement", said, got)
    pictures = []
    for row, key in enumerate(panel.keys):
        reading = evolve(judged[row].reading, chart=panel[key])
        pictures.append(ChartPicture.of(evolve(judged[row], reading=reading), **own))
    return pictures


def laid_out(
    pictures: list[ChartPicture],
    facets: Sequence[tuple[Any, Any]],
    columns: int | None,
    order: str,
    width: float,
) -> tuple[list[ChartPicture], Facets]:
    """Return the pictures in order, and where each of them is."""
    if columns is None:
        columns = max(int(width / WIDE), 1)
    if columns < 1:
        raise FieldError("columns", say("must be at least {least}", least=1), columns)
    if order not in {"given", "need"}:
        raise FieldError(
            "order", say("must be one of {names}", names=("given", "need")), order
        )
    places = list(range(len(pictures)))
    if order == "need":
        places = list(by_need(picture.judgement for picture in pictures))
    ordered = [pictures[place] for place in places]
    if not facets:
        wide = max(min(columns, len(pictures)), 1)
        return ordered, Facets(tuple(divmod(k, wide) for k in range(len(pictures))))
    names = _names(facets, len(pictures))
    rows = tuple(dict.fromkeys(names[place][0] for place in places))
    across = tuple(dict.fromkeys(column for _, column in names))
    found = tuple(
        (rows.index(names[place][0]), across.index(names[place][1])) for place in places
    )
    return ordered, Facets(found, rows, across)


def _names(facets: Sequence[Any], count: int) -> list[tuple[str, str]]:
    """Return the row and the column of each chart, as text."""
    names = []
    for facet in facets:
        if isinstance(facet, str) or not hasattr(facet, "__len__") or len(facet) != 2:
            raise FieldError(
                "facets", say("must be pairs of a row and a column"), facet
            )
        names.append((line_of(str(facet[0])), line_of(str(facet[1]))))
    if len(names) != count:
        raise FieldError(
            "facets", say("must be one pair a chart ({count})", count=count), len(names)
        )
    for name, times in Counter(names).items():
        if times > 1:
            raise DuplicateError(say("the facets"), ", ".join(name))
    return names


def name_of(picture: ChartPicture, facets: Facets, place: int) -> str:
    """Return what a chart is called, if only by its number."""
    if facets.columns:
        row, column = facets.places[place]
        return f"{facets.rows[row]}, {facets.columns[column]}"
    return line_of(picture.chart.title) or str(place + 1)


def _tip(picture: ChartPicture, facets: Facets, place: int) -> Sentence:
    name = name_of(picture, facets, place)
    return say("{name}: {description}", name=name, description=described(picture))


ICONS_TEXT: Final = {str(meaning): icon.text for meaning, icon in ICONS.items()}


def described_all(pictures: Sequence[ChartPicture], facets: Facets) -> Sentence:
    """Return what the sheet shows, for those who do not see it."""
    count = len(pictures)
    parts = [say("{n:# chart|# charts}", n=count)]
    seen = [bool(np.isfinite(picture.chart.values).any()) for picture in pictures]
    judged = [
        picture.judgement
        for picture, there in zip(pictures, seen, strict=True)
        if there
    ]
    variations = [
        str(standing(judgement.variation, judgement.between)) for judgement in judged
    ]
    for words in (variations, [str(judgement.assurance) for judgement in judged]):
        found = Counter(words)
        told = tuple(
            say("{n} {meaning}", n=found[key], meaning=said)
            for key, said in ICONS_TEXT.items()
            if found[key]
        )
        if told and set(found) != {"unknown"}:
            parts.append(say("{counts}", counts=told))
    if count - sum(seen):
        parts.append(say("{n} without data", n=count - sum(seen)))
    if count > NAMED:
        first = by_need(picture.judgement for picture in pictures)[:NAMED]
        names = tuple(name_of(pictures[place], facets, place) for place in first)
        parts.append(say("first to look at: {names}", names=names))
    return say("{all/; }", all=tuple(parts))
