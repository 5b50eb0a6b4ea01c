"""A value fits on a line, reads as a sentence, and shows itself in a notebook."""

from __future__ import annotations

import inspect
import sys
from importlib import import_module
from types import SimpleNamespace
from typing import Any, Final
from xml.etree import ElementTree as ET

import numpy as np
import pytest

from cqikit import drawing, measures, spc
from cqikit.core import Catalog, html_table
from cqikit.errors import FieldError, FieldTypeError

WAITS: Final = [38, 35, 41, 37, 36, 39, 40, 36, 29, 27, 30, 28, 26, 29, 28, 27]
MONTHS: Final = [f"{2024 + m // 12}-{m % 12 + 1:02}" for m in range(16)]
CHART: Final = spc.chart(WAITS, baseline=8, phases={3: "new <desk>"})
TIMED: Final = spc.chart(WAITS, on=MONTHS, baseline=8, title="Waits & more")
STACK: Final = spc.chart([WAITS, WAITS[::-1]], baseline=8)
FUNNEL: Final = spc.funnel([9, 12, 31], [80, 100, 120], units=["A", "B", "<C>"])
PANEL: Final = spc.panel(
    [1, 2, 3, 4], keys=["a", "<b>"] * 2, on=["2025-01"] * 2 + ["2025-02"] * 2
)
PARETO: Final = spc.pareto(["staff", "car & bus", "staff", "family"])
EMPTY: Final = spc.chart([np.nan, np.nan])


@pytest.mark.parametrize(
    ("value", "line"),
    [
        (CHART, "<Chart i, 16 points, 2 phases, centre 34.2>"),
        (TIMED, "<Chart i, 16 points, centre 37.8>"),
        (STACK, "<Chart i, 2 charts of 16 points>"),
        (EMPTY, "<Chart i, 2 points>"),
        (TIMED.method[0], "<MethodRecord i, points 0 to 15, rests on 8>"),
        (STACK.method[1], "<MethodRecord i, row [1], points 0 to 15, rests on 8>"),
        (spc.read(TIMED), "<Reading by 3 rules, 3 signals>"),
        (spc.read(STACK), "<Reading by 3 rules, 2 of 2 charts signal>"),
        (
            spc.judge(spc.read(TIMED), "lower", 30.0),
            "<Judgement improvement, target unknown, better lower>",
        ),
        (
            spc.judge(spc.read(STACK), "lower"),
            "<Judgement of 2 charts: improvement 1, concern 1>",
        ),
        (FUNNEL, "<Funnel proportion, 3 units, centre 0.173, 0 beyond the limits>"),
        (PARETO, "<Pareto of 3 categories, total 4>"),
        (
            spc.panel([1, 2], "c", keys=["a", "b"], on=["2025-01"] * 2),
            "<Panel c, 2 charts of 1 point>",
        ),
        (spc.CHARTS["p"], "<ChartKind p>"),
        (spc.RULE_SETS["nelson"], "<RuleSet nelson, 8 rules>"),
        (spc.RULE_SETS, f"<Catalog of {len(spc.RULE_SETS)} rule sets>"),
        (Catalog([spc.CHARTS["p"]], kind="chart kind"), "<Catalog of 1 chart kind>"),
    ],
    ids=str,
)
def test_a_value_fits_on_a_line(value: object, line: str) -> None:
    assert repr(value) == line


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        (TIMED, "I chart of Waits & more: 16 points, centre 37.8"),
        (CHART, "I chart: 16 points, 2 phases, centre 34.2"),
        (
            TIMED.method[0],
            (
                "centre = mean, sigma = mean moving range / 1.12838, of 8 points"
                " (trial limits)"
            ),
        ),
        (
            CHART.method[1],
            (
                "new <desk>: centre = mean, sigma = mean moving range / 1.12838, of 8"
                " points (trial limits)"
            ),
        ),
        (
            spc.read(TIMED, [spc.Shift(length=8), spc.BeyondLimits()]),
            (
                "shift at points 8 to 16 downwards;"
                " outside at points 9 to 10 downwards;"
                " outside at points 12 to 16 downwards"
            ),
        ),
        (spc.read(spc.chart([1, 2, 1, 2])), "no signal"),
        (spc.read(STACK), "3 rules: 2 of 2 charts signal"),
        (spc.judge(spc.read(TIMED)), spc.judge(spc.read(TIMED)).summary),
        (FUNNEL, "99.8 % limits: none beyond"),
        (
            spc.funnel([1, 50, 9], [80, 100, 120], units=["A", "B", "C"]),
            "99.8 % limits: A below, B above, C below",
        ),
        (PARETO, "100 % of 4: staff, car & bus, family"),
        (spc.CHARTS["run"].centre, "median"),
        (spc.ANHOEJ, "longest-run, crossings"),
        (spc.RULE_SETS["anhoej"], "Anhøj rules: longest-run, crossings"),
    ],
    ids=str,
)
def test_a_value_reads_as_a_sentence(value: object, sentence: str) -> None:
    assert str(value) == sentence


def test_a_kind_says_how_its_limits_come_about() -> None:
    assert str(spc.CHARTS["p"]) == "p chart: p = Σy/Σn; p ± 3 √(p(1-p)/n)"
    own = spc.ChartKind(name="mine", centre=spc.Mean())
    assert str(own) == "mine: a formula of its own"


ROOMS: Final = "spc measures core tables projects pdsa drivers actions assessments"


@pytest.mark.parametrize("room", [*ROOMS.split(), "plans", "drawing", "documents"])
def test_help_is_readable(room: str) -> None:
    module = import_module(f"cqikit.{room}")
    long = {}
    for name in module.__all__:
        verb = getattr(module, name)
        if inspect.isfunction(verb):
            long[name] = len(str(inspect.signature(verb)))
    assert {name: count for name, count in long.items() if count > 1500} == {}


@pytest.mark.parametrize(
    "value",
    [
        CHART,
        TIMED,
        STACK,
        EMPTY,
        spc.read(TIMED),
        spc.read(STACK),
        spc.judge(spc.read(TIMED), "lower"),
        spc.judge(spc.read(STACK)),
        PANEL,
        spc.panel([np.nan], keys=["a"], on=["2025-01"]),
        spc.compare_rule_sets(TIMED),
        FUNNEL,
        PARETO,
    ],
    ids=repr,
)
def test_a_value_is_a_table_in_which_text_stays_text(value: Any) -> None:
    table = ET.fromstring(value._repr_html_())
    assert table.tag == "table"
    header, *rows = [list(row) for row in table.iter("tr")]
    assert {len(row) for row in rows} <= {len(header)}


def test_a_table_for_notebooks_stays_small() -> None:
    many = spc.read(spc.chart(np.tile([WAITS], (500, 1)), baseline=8))
    rows = [reading._repr_html_().count("<tr>") for reading in (many, spc.judge(many))]
    assert rows == [61, 61]
    assert html_table("", [], []).count("<tr>") == 1


# With a picture ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "value",
    [
        TIMED,
        spc.read(TIMED, "nelson"),
        spc.judge(spc.read(TIMED), "lower", 30.0),
        spc.judge(spc.read(TIMED)),
        drawing.ChartPicture(chart=TIMED),
        STACK,
        spc.read(STACK),
        spc.judge(spc.read(STACK), "lower"),
        PANEL,
        FUNNEL,
        PARETO,
    ],
    ids=repr,
)
def test_what_is_shown_has_a_picture_and_a_text_in_its_place(value: Any) -> None:
    seen = drawing.show(value)
    html = seen._repr_html_()
    assert html.startswith("<figure><svg")
    assert "<title" in html
    assert "<figcaption>" in html
    assert str(seen) == seen.sentence
    assert repr(seen).startswith("<Shown ")


def test_what_is_shown_keeps_what_it_was_made_of() -> None:
    judged = spc.judge(spc.read(TIMED, "nelson"), "lower", 30.0)
    seen = drawing.show(judged)
    assert seen.chart is TIMED
    assert seen.reading is judged.reading
    assert seen.judgement is judged
    assert seen.sentence == f"Waits & more: {judged.summary}"
    with pytest.raises(FieldError, match="must be a chart to be read"):
        assert drawing.show(PARETO).chart


def test_a_stack_is_shown_as_the_judgement_has_it() -> None:
    judged = spc.judge(spc.read(STACK), "lower")
    seen = drawing.show(judged)
    assert (seen.judgement, seen.chart) == (judged, STACK)
    assert seen.sentence.startswith("2 charts: improvement 1, concern 1 (signals: ")
    assert drawing.show(PANEL).chart is PANEL.chart
    many = spc.chart(np.ones((101, 3)))
    with pytest.raises(FieldError, match="no more than 100 charts"):
        drawing.show(many)
    assert drawing.charts_svg(STACK, title="Both").count("<svg") == 1
    # One chart is a sheet of one.
    assert drawing.charts_svg(CHART, title="One").count("<svg") == 1
    for wrong, said in (
        (spc.chart(np.ones((2, 2, 3))), r"must be a stack of shape \(k, n\)"),
    ):
        with pytest.raises(FieldError, match=said):
            drawing.charts_svg(wrong, title="x")


class Formatter(dict[type, Any]):
    """What IPython has for one kind of output."""

    def for_type(self, kind: type, function: Any) -> None:
        self[kind] = function


def test_a_notebook_that_is_told_to_shows_a_bare_chart_as_a_picture() -> None:
    html = Formatter()
    shell = SimpleNamespace(
        display_formatter=SimpleNamespace(formatters={"text/html": html})
    )
    drawing.load_ipython_extension(shell)
    values = [CHART, spc.read(CHART), spc.judge(spc.read(STACK)), PANEL, FUNNEL, PARETO]
    for value in values:
        shown = html[type(value)](value)
        assert shown.startswith("<figure><svg")
        assert "<desc" in shown or "<title" in shown
    # What cannot be drawn is a table still.
    for value in (spc.chart(np.ones((101, 3))), spc.read(CHART.view)):
        assert html[type(value)](value).startswith("<table>")


def test_one_call_makes_a_chart_that_has_been_read() -> None:
    seen = drawing.quick(
        WAITS,
        "xmr",
        on=MONTHS,
        baseline=8,
        rules="nelson",
        direction="lower",
        target=30,
    )
    assert seen.reading.rules is spc.NELSON
    assert str(seen.judgement.variation) == "improvement"
    assert "<svg" in seen._repr_html_()


def test_a_series_says_the_rest_itself() -> None:
    measure = measures.Measure(
        key="waits", title="Days of waiting", unit="days", direction="lower"
    )
    rows = [
        measures.Observation(period=month, value=value)
        for month, value in zip(MONTHS, WAITS, strict=True)
    ]
    seen = drawing.quick(measures.series(measure, rows), baseline=8)
    assert seen.judgement.direction is measures.Direction.LOWER
    assert "days" in seen.svg
    other = drawing.quick(measures.series(measure, rows), direction="higher", unit="d")
    assert other.judgement.direction is measures.Direction.HIGHER


def test_a_sheet_of_what_was_judged_has_the_keys_that_are_told() -> None:
    reading = spc.read(PANEL.chart)
    for value in (PANEL, PANEL.chart, reading, spc.judge(reading, "lower")):
        listed: list[Any] = [("North", "South"), np.array(["North", "South"])]
        for keys in listed:
            shown = drawing.show(value, keys=keys)
            assert isinstance(shown.value, spc.Panel)
            assert shown.value.keys == ("North", "South")
            assert "North" in shown.svg
    assert drawing.show(PANEL).value is PANEL
    with pytest.raises(FieldError, match=r"keys must be one a chart \(2\) \(got 1\)"):
        drawing.show(reading, keys=["North"])
    with pytest.raises(FieldError, match="keys must be given for a stack of charts"):
        drawing.show(CHART, keys=["North"])


def test_what_is_judged_has_the_direction_and_unit_of_its_measure() -> None:
    seen = [
        measures.Observation(period=month, value=value)
        for month, value in zip(MONTHS, WAITS, strict=True)
    ]
    waits = measures.Measure(key="waits", title="Waits", unit="days", direction="lower")
    reading = spc.read(spc.chart(measures.series(waits, seen), baseline=8))
    judged = spc.judge(reading)
    assert (str(judged.direction), judged.unit) == ("lower", "days")
    assert judged == spc.judge(reading, "lower", unit="days")
    told = spc.judge(reading, "neither", unit="weeks")
    assert (str(told.direction), told.unit) == ("neither", "weeks")
    picture = drawing.show(reading).value
    assert isinstance(picture, drawing.ChartPicture)
    assert str(picture.judgement.direction) == "lower"
    for shown in (reading.chart, reading, judged):
        assert ">days<" in drawing.show(shown).svg
    assert spc.judge(spc.read(CHART)).unit == ""


def test_numbers_are_no_value_to_show() -> None:
    show: Any = drawing.show
    with pytest.raises(FieldTypeError, match=r"quick\(values\) draws numbers"):
        show(WAITS)


@pytest.mark.parametrize("value", [TIMED, FUNNEL, PANEL, PARETO], ids=repr)
def test_nothing_that_is_shown_needs_matplotlib(
    value: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    html = drawing.show(value)._repr_html_()
    assert html.startswith("<figure><svg ")
    assert "<figcaption>" in html
