from typing import Any

import numpy as np
import pytest
from attrs import evolve
from matplotlib.figure import Figure

from cqikit import spc
from cqikit.drawing import ChartPicture, charts_figure, charts_svg
from cqikit.drawing._figure import COLOURS
from cqikit.errors import DuplicateError, FieldError, FieldTypeError
from tests.drawing._svg import (
    NASTY,
    colours,
    root,
    said_of,
    size,
    spots,
    texts,
    tips,
    title_of,
)

MONTHS = [f"{2024 + month // 12}-{month % 12 + 1:02}" for month in range(24)]
QUIET = [5.0, 6, 5, 6, 5, 6, 5, 6, 5, 6, 5, 6]


def sites(count: int, **more: Any) -> spc.Panel:
    rng = np.random.default_rng(4)
    keys = [f"Site {place:02}" for place in range(count) for _ in MONTHS]
    late = rng.binomial(50, 0.2, len(keys)) + np.arange(len(keys)) % 24 // 14 * 12
    return spc.panel(
        late, "p", keys=keys, on=MONTHS * count, sizes=[70] * len(keys), per=100, **more
    )


def judged(panel: spc.Panel, target: Any = 20.0) -> spc.Judgement:
    return spc.judge(spc.read(panel.chart), "lower", target)


def picture(values: Any = QUIET, title: str = "A", **more: Any) -> ChartPicture:
    chart = spc.chart(values, "i", title=title, baseline=more.pop("baseline", None))
    reading = spc.read(chart)
    judgement = spc.judge(reading, "lower", more.pop("aim", None))
    return ChartPicture(chart=chart, reading=reading, judgement=judgement, **more)


@pytest.mark.parametrize("count", [1, 6, 40])
@pytest.mark.parametrize("width", [4.2, 9.0])
@pytest.mark.parametrize("scale", ["one", "each"])
def test_forty_sites_are_one_call(count: int, width: float, scale: Any) -> None:
    made = sites(count, baseline=12)
    drawn = charts_svg(
        made, judged(made), title="Late", unit="%", scale=scale, width=width
    )
    said = texts(drawn)
    assert [text for text in said if text.startswith("Site ")] == list(made.keys)
    assert title_of(drawn) == "Late"
    assert said_of(drawn).startswith(f"{count} chart")
    wide, high = size(drawn)
    assert wide == pytest.approx(width * 72)
    for _, x, y in spots(drawn):
        assert 0 <= x <= wide
        assert 0 <= y <= high
    assert "nan" not in drawn


def test_a_chart_has_limits_signals_phases_target_and_icons() -> None:
    made = sites(2, phases=["2025-03"], baseline=8)
    drawn = charts_svg(made, judged(made), title="Late", unit="% late")
    note = " ".join(texts(drawn)[-2:])
    assert note.endswith(
        "All on one scale; values in % late; line: centre; dashed: limits;"
        " dotted: target; upright line: a new phase"
    )
    named = sites(2, phases={"2025-03": "own slots"})
    assert texts(charts_svg(named, title="x"))[-1].endswith("a new phase (own slots)")
    styles = colours(drawn)
    for colour in ("#8a6d00", "#00795c", "#1a1a1a", "#7d8590"):
        assert colour in styles
    bare = charts_svg(sites(2), title="Late")
    assert "target" not in texts(bare)[-1]
    assert "phase" not in texts(bare)[-1]
    assert not {"V", "Y", "N", "\u2013"} & set(texts(bare))


def test_a_panel_and_its_pictures_are_the_same_sheet() -> None:
    made = sites(3, baseline=12)
    own = judged(made)
    pictures = []
    for row, key in enumerate(made.keys):
        reading = spc.read(made[key])
        pictures.append(
            ChartPicture(
                chart=made[key],
                reading=reading,
                judgement=spc.judge(reading, "lower", 20.0),
                unit="%",
            )
        )
        assert str(own[row].variation) == str(pictures[-1].judgement.variation)
    first = charts_svg(made, own, title="Late", unit="%")
    assert charts_svg(pictures, title="Late") == first
    # A target that is drawn, and one that is judged only, are one line.
    drawn = [evolve(each, target=20.0) for each in pictures]
    assert charts_svg(drawn, title="Late") == first


def test_a_measure_names_its_unit_on_a_sheet_of_charts() -> None:
    made = sites(2)
    told = spc.judge(spc.read(made.chart), "lower", unit="% late")
    assert "values in % late" in texts(charts_svg(told, title="Late"))[-1]
    assert "values in %" in texts(charts_svg(told, title="Late", unit="%"))[-1]
    each = [told[0], told[1]]
    pictures = [ChartPicture.of(judged) for judged in each]
    assert charts_svg(each, title="Late") == charts_svg(pictures, title="Late")


def test_what_is_most_in_need_comes_first() -> None:
    pictures = [
        picture(QUIET, "Fine", aim=50),
        picture([*QUIET, 9.0], "Worse", aim=50, baseline=12),
        picture([], "Nothing"),
        picture(QUIET, "Misses", aim=1),
    ]
    drawn = charts_svg(pictures, title="x", order="need", scale="each")
    names = [
        text for text in texts(drawn) if text in {"Fine", "Worse", "Misses", "Nothing"}
    ]
    assert names == ["Worse", "Misses", "Fine", "Nothing"]
    said = said_of(charts_svg(pictures, title="x"))
    assert said == (
        "4 charts; 1 worse, 2 common cause; 1 will miss the target, 1 will meet the"
        " target, 1 no answer about a target; 1 without data; first to"
        " look at: Worse, Misses, Fine"
    )


def test_each_chart_says_what_it_shows() -> None:
    pictures = [picture([*QUIET, 9.0], "Worse", aim=50, baseline=12), picture(title="")]
    first, second = tips(charts_svg([*pictures, picture(title="B")], title="x"))[0::1][
        :2
    ]
    assert first.startswith("Worse: I chart: 13 points in 1 phase. Point 13 lies")
    assert "The target of 50 is met at 13 of 13 points" in first
    assert second.startswith("B: I chart: 12 points")


def test_facets_are_rows_and_columns() -> None:
    names = [("Waits", "North"), ("Waits", "South"), ("Falls", "South")]
    pictures = [
        picture(QUIET, unit="days"),
        picture(QUIET, unit="days"),
        picture([*QUIET, 9.0], baseline=12, unit="falls"),
    ]
    drawn = charts_svg(pictures, title="x", facets=names, scale="row")
    at = {said: (x, y) for said, x, y in spots(drawn)}
    assert at["North"][0] < at["South"][0]
    assert at["North"][1] == at["South"][1]
    assert at["Waits (days)"][1] < at["Falls (falls)"][1]
    assert texts(drawn)[-1].startswith("One scale in each row; line")
    # Of charts without days, what is said of the last points.
    assert [tip.split(":")[0] for tip in tips(drawn)] == ["12", "12", "13"]
    needy = charts_svg(pictures, title="x", facets=names, scale="row", order="need")
    at = {said: (x, y) for said, x, y in spots(needy)}
    assert at["Waits (days)"][1] > at["Falls (falls)"][1]
    assert at["North"][0] < at["South"][0]
    mixed = [
        evolve(each, unit=unit) for each, unit in zip(pictures, "abc", strict=True)
    ]
    assert "Waits" in texts(charts_svg(mixed, title="x", facets=names))


def test_a_panel_of_pairs_has_its_facets() -> None:
    keys = [("N", "a")] * 2 + [("N", "b")] * 2 + [("S", "a")] * 2 + [("S", "b")] * 2
    made = spc.panel([1, 2] * 4, keys=keys, on=["2026-01", "2026-02"] * 4)
    drawn = charts_svg(made, title="x", facets=made.keys)
    assert {"N", "S", "a", "b"} <= set(texts(drawn))
    said = said_of(drawn)
    assert said.endswith("first to look at: N, a, N, b, S, a")


@pytest.mark.parametrize("log", [False, True])
@pytest.mark.parametrize("aim", [None, 4.0])
@pytest.mark.parametrize("scale", ["one", "each"])
@pytest.mark.parametrize(
    "values",
    [[], [5.0], [np.nan] * 9, [3.0] * 9, [0.0] * 9, [-1.0] * 9, [np.nan] * 8 + [1.0]],
)
def test_odd_charts_can_be_drawn(
    values: list[float], scale: Any, aim: float | None, log: bool
) -> None:
    odd = picture(values, "Odd", aim=aim, log=log)
    for pictures in ([odd], [odd, picture(QUIET, log=log)]):
        drawn = charts_svg(pictures, title="x", scale=scale)
        said = texts(drawn)
        assert "Odd" in said
        assert ("no data" in said) == (not np.isfinite(values).any())
        assert "nan" not in drawn
        assert ("0 or less: not on a log axis" in said) == (
            log and any(value <= 0 for value in values)
        )


def test_no_charts_are_a_sheet_too() -> None:
    drawn = charts_svg([], title="x")
    assert texts(drawn) == ["No charts"]
    assert said_of(drawn) == "0 charts"


def parts_of(drawn: Figure, kind: str) -> list[int]:
    """Return how many places each part of the lines of a kind has."""
    [line] = [
        line
        for line in drawn.axes[0].lines
        if line.get_color() == COLOURS[kind] and line.get_marker() == "None"
    ]
    there = np.isfinite(np.asarray(line.get_ydata(), dtype=float))
    parts = np.split(there, np.flatnonzero(~there))
    return [count for part in parts if (count := int(part.sum()))]


def test_a_gap_is_a_gap_and_what_does_not_count_is_bridged() -> None:
    gap = spc.chart([5.0, 6, np.nan, 5, 6, 7], "run")
    bridged = spc.chart([5.0, 6, 90, 5, 6, 7], "run", exclude=[2])
    lines = []
    for chart in (gap, bridged):
        drawn = charts_figure([ChartPicture(chart=chart)])
        lines.append(parts_of(drawn, "line"))
    assert lines == [[2, 3], [5]]


def test_a_target_that_moves_is_drawn_as_steps() -> None:
    chart = spc.chart(QUIET, "i")
    target = [4.0] * 6 + [3.0] * 6
    judgement = spc.judge(spc.read(chart), "lower", target)
    moving = ChartPicture(chart=chart, reading=judgement.reading, judgement=judgement)
    level = evolve(moving, target=4.0)
    paths = []
    for each in (moving, level):
        drawn = charts_figure([each])
        paths.append(parts_of(drawn, "target"))
    assert paths == [[24], [2]]


def test_charts_share_a_time_axis_when_they_count_alike() -> None:
    early, late = (
        ChartPicture(chart=spc.chart([1.0, 2, 3], "run", on=on, title=on[0]))
        for on in (["2026-01", "2026-02", "2026-03"], ["2026-04", "2026-05", "2026-06"])
    )
    said = texts(charts_svg([early, late], title="x"))
    assert said.count("2026-01") == 3
    assert said.count("2026-06") == 2
    weeks = ["2026-W01", "2026-W02", "2026-W03"]
    weekly = ChartPicture(chart=spc.chart([1.0, 2, 3], "run", on=weeks, title="W"))
    said = texts(charts_svg([early, weekly], title="x", columns=1))
    assert {"2026-01", "2026-03", "2026-W01", "2026-W03"} <= set(said)
    alone = ChartPicture(chart=spc.chart([1.0], "run", on=["2026-01"], title="one"))
    assert texts(charts_svg([alone], title="x")).count("2026-01") == 1


def test_scales_have_a_few_round_labels() -> None:
    for values in ([0.001, 0.0042], [1200, 98000], [-3, 4], [99.5, 100.5]):
        said = texts(charts_svg([picture([*values, *values])], title="x"))
        numbers = [
            float(text.replace("\u2212", "-").replace(",", ""))
            for text in said
            if text.replace("\u2212", "-")
            .replace(",", "")
            .replace(".", "")
            .lstrip("-")
            .isdigit()
        ]
        assert 4 <= len(numbers) <= 9
    wide = texts(
        charts_svg([picture([1.0, 10, 100, 1000, 10000], log=True)], title="x")
    )
    assert "1,000" in wide or "10,000" in wide
    near = texts(charts_svg([picture([31.0, 32, 31.5, 32], log=True)], title="x"))
    assert any(text.startswith("3") for text in near)


def test_units_that_differ_are_said_chart_by_chart() -> None:
    pictures = [
        picture(unit="days"),
        picture(unit="%"),
        picture(title="", unit="falls"),
    ]
    said = texts(charts_svg(pictures, title="x", scale="each"))
    assert {"A (days)", "A (%)", "falls"} <= set(said)


def test_a_long_title_is_on_more_lines() -> None:
    long = "Regional hospital of Saint Somebody, ward 7"
    drawn = charts_svg([picture([60.0, 61, 60, 62], long)] * 5, title="x")
    assert sum(text.startswith("Regional") for text in texts(drawn)) == 5
    assert sum(text.endswith("7") for text in texts(drawn)) == 5
    assert size(drawn)[1] > size(charts_svg([picture()] * 5, title="x"))[1]


def test_whatever_people_type_is_shown_as_typed() -> None:
    nasty = [picture(title=text, unit=text) for text in NASTY]
    made = charts_svg(nasty, title="".join(NASTY))
    facets = [(text, text[::-1]) for text in NASTY]
    for drawn in (made, charts_svg(nasty, title="x", facets=facets)):
        assert root(drawn) is not None
        assert "<script" not in drawn


def test_the_same_sheet_is_the_same_text() -> None:
    made = sites(3)
    assert charts_svg(made, title="x") == charts_svg(made, title="x")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"columns": 0}, "columns must be at least 1"),
        ({"order": "worst"}, "order must be one of given, need"),
        ({"scale": "all"}, "scale must be one of one, row, each"),
        ({"width": 0.5}, "width must be from 1.5 to 60 inches"),
        ({"facets": ["ab", "cd"]}, "facets must be pairs of a row and a column"),
        ({"facets": [1, 2]}, "facets must be pairs of a row and a column"),
        ({"facets": [("a", "b")]}, r"facets must be one pair a chart \(2\)"),
    ],
)
def test_arguments_fit_the_charts(wrong: Any, said: str) -> None:
    with pytest.raises(FieldError, match=said):
        charts_figure([picture(), picture()], **wrong)


def test_charts_fit_what_they_are_called_with() -> None:
    made = sites(2)
    with pytest.raises(DuplicateError, match="a, b"):
        charts_figure(made, facets=[("a", "b"), ("a", "b")])
    with pytest.raises(FieldError, match="judgement must be of the panel's chart"):
        charts_figure(made, judged(sites(3)))
    with pytest.raises(FieldError, match="unit must be left out"):
        charts_figure([picture()], unit="%")
    with pytest.raises(FieldTypeError, match="charts must be a Panel, a stack, or"):
        charts_figure([made.chart[0]])  # type: ignore[list-item]
    with pytest.raises(FieldError, match="scale must be each where only some"):
        charts_figure([picture(), picture(log=True)])
    assert charts_figure([picture(), picture(log=True)], scale="each")
