import re
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cqikit import spc
from cqikit.core import Cadence, Closure, Frequency, Period, parse_period
from cqikit.drawing import ChartPicture, Event, chart_figure, chart_svg
from cqikit.drawing._events import bars_of
from cqikit.drawing._figure import COLOURS
from cqikit.drawing._legend import Entry, legend_rows
from cqikit.drawing._lines import spread
from cqikit.drawing._picture import marks_of
from cqikit.drawing._text import line_of
from cqikit.errors import ChartError, FieldError, FieldTypeError
from tests.drawing._svg import (
    NASTY,
    colours,
    root,
    said_of,
    size,
    spots,
    texts,
    title_of,
)

MONTH = parse_period("2023-01")


def periods(count: int, first: str = "2023-01") -> list[Period]:
    return [parse_period(first).shift(place) for place in range(count)]


def drawn(values: object, kind: str = "i", **more: object) -> str:
    """Draw a chart; what is not for the picture is for the chart."""
    fields = {"events", "unit", "target", "log", "size", "alone", "carried"}
    ours = {name: more.pop(name) for name in list(more) if name in fields}
    direction = str(more.pop("direction", "neither"))
    made = spc.chart(values, kind, **more)  # type: ignore[arg-type]
    reading = spc.read(made)
    return chart_svg(
        ChartPicture(
            chart=made,
            reading=reading,
            judgement=spc.judge(reading, direction),  # type: ignore[arg-type]
            **ours,  # type: ignore[arg-type]
        )
    )


SHIFTED = [5.0, 6, 4, 5, 7, 5, 4, 6, 5, 4, 5, 6, 9, 9, 8, 9, 10, 9, 9, 8, 9, 25]


# What is shown -----------------------------------------------------------------


def test_lines_are_named_and_numbered_at_their_end() -> None:
    said = texts(drawn([7, 9, 8, 12, 8], baseline=4))
    assert {"CL 9", "UCL 15.2", "LCL 2.8"} <= set(said)


def test_a_run_chart_has_a_median_and_no_limits() -> None:
    said = texts(drawn([7, 9, 8, 12, 8], "run"))
    assert "median 8" in said
    assert not any("CL" in text for text in said)


def test_names_of_lines_stand_beside_each_other_not_over() -> None:
    said = drawn([5.0, 5.01, 4.99, 5.0] * 5, upper=5.02, target=5.001)
    heights = sorted(
        y
        for text, _, y in spots(said)
        if text.startswith(("CL", "UCL", "LCL", "target"))
    )
    assert len(heights) == 4
    assert min(np.diff(heights)) >= 10


def test_only_limits_from_few_points_are_trial_limits() -> None:
    few, enough = SHIFTED[:11], SHIFTED[:12]
    assert "trial limits (11 points)" in texts(drawn(few))
    assert "trial limits (1 point)" in texts(drawn([4], "c"))
    assert "trial limits" in said_of(drawn(few))
    assert not any(
        "trial" in text for text in [*texts(drawn(enough)), said_of(drawn(enough))]
    )


@pytest.mark.parametrize("width", [4.2, 8.0])
def test_trial_limits_of_a_short_phase_are_named_whole(width: float) -> None:
    short = [*SHIFTED[:4], *SHIFTED]
    said = texts(drawn(short, phases=[spc.Phase(4)], size=(width, 3.0)))
    assert "trial limits (4 points)" in said
    # Where the next phase has words of its own, fewer; never half of them unseen.
    both = texts(drawn(SHIFTED[:10], phases=[spc.Phase(5)], size=(width, 3.0)))
    found = [text for text in both if text.startswith("tri")]
    assert len(found) == 2
    assert all(
        text.endswith("\u2026") or text.startswith("trial limits") for text in found
    )


def test_a_line_of_few_points_without_limits_has_no_trial_limits() -> None:
    assert not any("trial" in text for text in texts(drawn(SHIFTED[:6], "run")))


def test_what_is_given_is_called_given() -> None:
    said = texts(drawn(SHIFTED, centre=6.0, sigma=2.0))
    assert {"CL (given) 6", "UCL (given) 12", "LCL (given) 0"} <= set(said)
    said = texts(drawn(SHIFTED, upper=12.0))
    assert "UCL (given) 12" in said
    assert any(text.startswith("CL ") and "given" not in text for text in said)
    assert "median (given) 6" in texts(drawn(SHIFTED, "run", centre=6.0))


def test_given_says_the_phase_whose_lines_are_named() -> None:
    phases = [spc.Phase(12, "New", centre=9.0, sigma=1.0)]
    assert "CL (given) 9" in texts(drawn(SHIFTED, phases=phases))
    phases = [spc.Phase(6, centre=9.0, sigma=1.0), spc.Phase(12)]
    assert not any("given" in text for text in texts(drawn(SHIFTED, phases=phases)))


def test_phases_bear_their_titles_and_trial_limits() -> None:
    phases = [spc.Phase(12, "Reminders by text message")]
    said = texts(drawn(SHIFTED, phases=phases))
    assert "Reminders by text message \u00b7 trial limits (10 points)" in said
    small = texts(drawn(SHIFTED, phases=phases, size=(4.2, 3.0)))
    assert "Reminders by text\u2026 \u00b7 trial limits" in small


def test_the_title_of_a_phase_is_cut_before_it_is_left_out() -> None:
    phases = [
        spc.Phase(12, "A very long title of a phase " * 9),
        spc.Phase(20, "Short"),
    ]
    said = texts(drawn(SHIFTED, phases=phases, on=periods(22)))
    assert any(
        text.startswith("A very long") and text.endswith("\u2026 \u00b7 trial limits")
        for text in said
    )
    tight = texts(drawn(SHIFTED, phases=phases, size=(1.5, 1.5)))
    assert not any("Short" in text for text in tight)


def test_a_long_title_of_firm_limits_is_cut() -> None:
    values = SHIFTED * 2
    said = texts(drawn(values, phases=[spc.Phase(22, "x" * 300)]))
    assert any(text.startswith("xxx") and text.endswith("\u2026") for text in said)


def test_each_meaning_has_its_colour_and_its_word() -> None:
    for direction, words, colour in (
        ("higher", {"no signal", "improvement"}, "#0072b2"),
        ("lower", {"no signal", "adverse"}, "#d55e00"),
        ("neither", {"no signal", "signal"}, "#542788"),
    ):
        made = drawn([*[5.0, 6, 4, 6, 4] * 4, 25], direction=direction)
        assert words <= set(texts(made))
        assert colour in colours(made)


def test_a_point_that_is_both_is_adverse() -> None:
    class Both:
        name = "both"

        def __call__(self, chart: spc.ChartView) -> np.ndarray:
            return np.full(np.shape(chart.values), self.sign, dtype=np.int8)

        sign = 1

    class Other(Both):
        name = "other"
        sign = -1

    made = spc.chart([1.0, 2, 3])
    reading = spc.read(made, rules=[Both(), Other()])
    picture = ChartPicture(
        chart=made, reading=reading, judgement=spc.judge(reading, "higher")
    )
    assert marks_of(picture).tolist() == ["concern"] * 3


def test_excluded_points_are_shown_as_not_counted() -> None:
    made = drawn(SHIFTED, exclude={21: "a fire"})
    assert "not counted" in texts(made)
    assert "1 not counted" in said_of(made)


def test_what_has_a_chart_is_drawn_without_being_told_again() -> None:
    reading = spc.read(spc.chart(SHIFTED, "i"))
    judged = spc.judge(reading, "lower", 7.5, unit="days")
    told = ChartPicture(
        chart=reading.chart,
        reading=reading,
        judgement=judged,
        unit="days",
        target=7.5,
    )
    assert chart_svg(judged) == chart_svg(told) == chart_svg(ChartPicture.of(told))
    assert chart_svg(reading) == chart_svg(reading.chart)
    assert ChartPicture.of(told, log=True).log
    stack = spc.judge(spc.read(spc.chart([SHIFTED, SHIFTED], "i")))
    with pytest.raises(FieldError, match="charts_svg draws"):
        chart_svg(stack)
    with pytest.raises(FieldTypeError, match=r"spc\.judge"):
        chart_svg([1, 2, 3])  # type: ignore[arg-type]


@pytest.mark.parametrize("log", [False, True])
def test_a_target_that_moves_is_drawn_step_by_step(log: bool) -> None:
    aims = [12.0] * 11 + [8.0] * 11
    judged = spc.judge(spc.read(spc.chart(SHIFTED, "i")), "lower", aims)
    made = chart_svg(ChartPicture.of(judged, log=log))
    assert "target 8" in texts(made)
    assert COLOURS["target"].lower() in colours(made)
    axes = chart_figure(ChartPicture.of(judged, log=log)).axes[-1]
    (line,) = [line for line in axes.lines if line.get_color() == COLOURS["target"]]
    assert set(np.asarray(line.get_ydata()).tolist()) == {8.0, 12.0}


def test_a_target_has_a_name_of_its_own() -> None:
    made = drawn(SHIFTED, target=7.5)
    assert "target 7.5" in texts(made)
    assert "#00795c" in colours(made)


def lines_of(svg: str, dashes: str) -> int:
    """Return how many lines have these dashes; those of one look are one path."""
    paths = re.findall(rf'd="([^"]*)" style="[^"]*dasharray: {dashes}"', svg)
    return sum(path.count("M") for path in paths)


def test_lines_of_before_can_go_on_over_the_phase_after() -> None:
    plain = drawn(SHIFTED, phases=[12])
    carried = drawn(SHIFTED, phases=[12], carried=True)
    assert lines_of(carried, "0.9 1.8") >= 3
    assert "stroke-dasharray: 0.9 1.8" not in plain
    on_log = drawn([0.5, 20, 1, 30, 8, 9, 8, 9], phases=[4], carried=True, log=True)
    assert lines_of(on_log, "0.9 1.8") >= 2


def test_points_after_a_change_are_marked_about_the_lines_of_before() -> None:
    values = [86.0, 88, 85, 87, 86, 88, 85, 87, 60, 45, 40, 35, 30, 32, 28, 31]
    chart = spc.chart(values, "i", phases=[8])
    reading = spc.read(chart)
    for direction, mark in (("higher", "concern"), ("lower", "improvement")):
        judged = spc.judge(reading, direction)  # type: ignore[arg-type]
        given: Any = {"chart": chart, "reading": reading, "judgement": judged}
        own = marks_of(ChartPicture(**given))
        carried = marks_of(ChartPicture(**given, carried=True))
        assert set(own[:8]) == set(carried[:8]) == {"plain"}
        assert mark not in own[8:11]
        assert set(carried[8:]) == {mark}
    neither = spc.judge(reading)
    picture = ChartPicture(
        chart=chart, reading=reading, judgement=neither, carried=True
    )
    assert set(marks_of(picture)[8:]) == {"signal"}


def test_who_does_not_see_it_is_told_what_it_shows() -> None:
    said = said_of(drawn(SHIFTED, phases=[12], direction="higher"))
    assert said.startswith(
        "I chart: 22 points in 2 phases, trial limits."
        " Since point 13: the mean went from 5.17 to 10.5, an improvement. Against the"
        " 5.17 before, carried forward: "
    )


# Alone -------------------------------------------------------------------------


def test_alone_it_has_its_title_and_is_higher() -> None:
    title = "Days waited for a first visit " * 12
    page, alone = drawn(SHIFTED, title=title), drawn(SHIFTED, title=title, alone=True)
    assert size(alone)[1] == pytest.approx(size(page)[1] + 3 * 15)
    assert title_of(page) == title.strip()
    assert not any("Days waited" in text for text in texts(page))
    shown = [text for text in texts(alone) if "Days waited" in text or "visit" in text]
    assert 1 < len(shown) <= 3
    assert shown[-1].endswith("\u2026")


def test_alone_without_a_title_is_as_on_a_page() -> None:
    assert drawn(SHIFTED, alone=True) == drawn(SHIFTED)
    assert size(drawn(SHIFTED, alone=True, title=" ")) == size(drawn(SHIFTED))


# Axes --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "count", "labels"),
    [
        ("2023-01-20", 40, {"2023-01-23", "2023-02-06"}),
        ("2020-W50", 120, {"2021-W19", "2022-W19"}),
        ("2023-01", 30, {"2023-01", "2023-04", "2025-04"}),
        ("2018-Q3", 24, {"2019-Q1", "2021-Q1"}),
        ("1928", 75, {"1930", "1940", "2000"}),
        ("1928", 1, {"1928"}),
    ],
)
def test_every_frequency_has_round_labels(
    first: str, count: int, labels: set[str]
) -> None:
    values = np.arange(count) % 7
    said = [
        text
        for text in texts(drawn(values, on=periods(count, first)))
        if text[:2] in {"19", "20"}
    ]
    assert len(said) == len(set(said)) <= 15
    if "W" not in first:
        assert labels <= set(said)
    else:
        assert all("W" in text for text in said)


@pytest.mark.parametrize(
    ("cadence", "span", "labels"),
    [
        # The second of the Mondays is a holiday: the next day there is stands for it.
        (
            {
                "frequency": "day",
                "weekdays": "mon-fri",
                "closures": [Closure("2024-01-08", reason="holiday")],
            },
            ("2024-01-01", "2024-02-16"),
            ["2024-01-01", "2024-01-09", "2024-01-22", "2024-01-29", "2024-02-05"],
        ),
        (
            {"frequency": "day", "weekdays": "mon-fri"},
            ("2024-01-04", "2024-01-18"),
            ["2024-01-05", "2024-01-08", "2024-01-11", "2024-01-15"],
        ),
        (
            {"frequency": "week", "every": 2, "anchor": "2024-W01"},
            ("2024-W01", "2024-W39"),
            ["2024-W01", "2024-W05", "2024-W09", "2024-W13", "2024-W17"],
        ),
        (
            {"frequency": "week", "week_start": "sunday"},
            ("2023-12-31", "2024-01-20"),
            ["2023-12-31", "2024-01-07", "2024-01-14"],
        ),
        (
            {"frequency": "year", "year_start": 7},
            ("2000-07-01", "2023-07-01"),
            ["2000/01", "2002/03", "2004/05", "2006/07", "2008/09"],
        ),
        (
            {"frequency": "month", "months": [9, 10, 11, 12, 1, 2, 3, 4, 5, 6]},
            ("2022-01", "2024-12"),
            ["2022-01", "2022-04", "2022-09", "2023-01", "2023-04"],
        ),
        ({"frequency": "point"}, (3, 9), ["#3", "#4", "#5", "#6", "#7"]),
    ],
    ids=lambda case: str(Cadence(**case)) if isinstance(case, dict) else "",
)
def test_a_period_that_does_not_exist_is_not_named(
    cadence: dict[str, Any], span: tuple[Any, Any], labels: list[str]
) -> None:
    made = Cadence(**cadence)
    on = made.between(*span)
    values = np.arange(len(on)) % 5
    svg = drawn(values, on=on, cadence=made)
    said = [text for text in texts(svg) if text[:1] in {"2", "#"} and len(text) > 1]
    assert said[: len(labels)] == labels


def test_events_of_one_day_stand_beside_each_other() -> None:
    days = ["2024-01-03", "2024-01-12", "2024-01-12", "2024-01-12", "2024-03-01"]
    made = spc.chart([0, 9, 0, 0, 49], "g", on=days)
    picture = ChartPicture(
        chart=made,
        events=(
            Event("2024-01-10", "2024-01-31", "Pilot"),
            Event("2023", "2023", "Before"),
        ),
    )
    assert picture.places.tolist() == [1, 2, 3, 4, 5]
    bar, before = bars_of(picture, 100)
    assert (bar.start, bar.stop) == (1.5, 4.5)
    assert (before.name, before.stop) == ("\u20392", 0.5)
    shown = [text for text in texts(chart_svg(picture)) if text.startswith("2024")]
    assert shown == ["2024-01-03", *["2024-01-12"] * 3, "2024-03-01"]


@given(
    st.sampled_from(sorted(Frequency)),
    st.integers(1, 3000),
    st.sampled_from([1.5, 4.2, 9.0]),
)
@settings(max_examples=25)
def test_labels_under_the_axis_never_touch(
    frequency: Frequency, span: int, width: float
) -> None:
    from cqikit.drawing._figure import figure
    from cqikit.drawing._text import points_wide
    from cqikit.drawing._time import label_time

    first = {"day": "1999-12-20", "week": "1999-W50", "month": "1999-11"}
    on = parse_period(
        first.get(frequency.value, {"quarter": "1999-Q4"}.get(frequency.value, "1999"))
    )
    wide = width * 72
    with figure(width, 1) as drawn_on:
        axes = drawn_on.add_axes((0, 0, 1, 1))
        axes.set_xlim(on.index - 0.5, on.index + span - 0.5)
        label_time(axes, (on.index, on.index + span - 1), wide, on)
        places = axes.get_xticks()
        labels = [xticklabel.get_text() for xticklabel in axes.get_xticklabels()]
    assert len(places) >= 1
    assert labels[0] == str(on.shift(int(places[0]) - on.index))
    if len(places) > 1:
        unit = wide / span
        assert min(np.diff(places)) * unit > points_wide(labels, 8)


def test_without_days_points_are_counted() -> None:
    said = texts(drawn(SHIFTED))
    assert {"2", "22"} <= set(said)


def test_uneven_days_lie_where_they_are() -> None:
    made = drawn(
        [3, 9, 1, 4], "t", on=["2023-01-20", "2023-02-01", "2023-05-01", "2024-01-02"]
    )
    assert any(text.startswith("2023-") for text in texts(made))


def test_values_have_labels_without_powers_or_offsets() -> None:
    made = texts(drawn([1e6, 1e6 + 10, 1e6 + 20, 1e6 - 5] * 4))
    assert "1,000,000" in made
    assert not any("e" in text for text in made if text[:1].isdigit())


def test_points_not_above_zero_lie_at_the_foot_of_a_log_axis() -> None:
    made = drawn([5, 0, 120, -3, 44, 900], log=True, target=0.0)
    said = texts(made)
    assert "0 or less: not on a log axis" in said
    assert {"10", "100"} <= set(said)
    assert not any(text.startswith(("target", "LCL")) for text in said)


@pytest.mark.parametrize("top", [2.0, 40.0, 1e6])
def test_a_log_axis_has_labels_however_much_it_spans(top: float) -> None:
    made = drawn([1.0, top, 1.5, 1.2] * 4, "run", log=True)
    labels = [text for text in texts(made) if text[0].isdigit() and not text.isdigit()]
    labels += [text for text in texts(made) if text in {"1", "2", "10", "100,000"}]
    assert len(labels) >= 2


def test_a_log_axis_takes_a_target_above_zero() -> None:
    assert "target 3" in texts(drawn([1.0, 10, 100], log=True, target=3.0))


# What is little or odd ---------------------------------------------------------


@pytest.mark.parametrize("log", [False, True])
@pytest.mark.parametrize(
    "values",
    [
        [],
        [5.0],
        [5.0, 7.0],
        [np.nan] * 8,
        [5.0] * 12,
        [0.0] * 12,
        [-1.0, -2.0],
        [1e90, -1e90, 3.0],
        [1e-90, 2e-90, 3e-90],
    ],
    ids=str,
)
def test_little_or_odd_data_can_be_drawn(values: list[float], log: bool) -> None:
    made = drawn(values, on=periods(len(values)), log=log)
    assert root(made) is not None
    assert ("no data" in texts(made)) is not any(np.isfinite(values))


def test_constant_data_have_a_centre_and_no_limits() -> None:
    said = texts(drawn([5.0] * 12))
    assert "CL 5" in said
    assert not any("UCL" in text or "LCL" in text for text in said)
    # Those of counts have a width, and are named.
    assert "UCL 11.7" in texts(drawn([5] * 12, "c"))


def test_a_phase_of_one_point_has_its_line() -> None:
    made = drawn([4, 5, 6, 5, 9, 3, 4, 5.0], phases=[spc.Phase(4, "Fire"), 5])
    assert "Fire" in texts(made)
    assert "3 phases" in said_of(made)


def test_five_hundred_points_are_drawn_small() -> None:
    values = np.random.default_rng(1).normal(10, 2, 500)
    made = drawn(values, on=periods(500, "2020-01-01"))
    assert root(made) is not None
    assert len(made) < 150_000


def test_a_tiny_picture_is_made_as_high_as_it_must_be() -> None:
    width, height = size(drawn(SHIFTED, size=(1.5, 1.5)))
    assert width == 108
    assert height > 108


@pytest.mark.parametrize("nasty", NASTY, ids=ascii)
def test_whatever_people_type_is_shown_as_typed(nasty: str) -> None:
    from cqikit.drawing import Event

    made = drawn(
        SHIFTED,
        on=periods(22),
        title=nasty,
        unit=nasty,
        phases=[spc.Phase(4, nasty)],
        events=[Event(MONTH, MONTH, nasty)],
        exclude={3: nasty},
        alone=True,
    )
    assert "<script" not in made
    shown = "".join(texts(made)).replace(" ", "")
    assert line_of(nasty)[:8].replace(" ", "") in shown


# What is refused ---------------------------------------------------------------


def test_many_series_are_no_picture_of_one() -> None:
    with pytest.raises(FieldError, match="must be of one series"):
        ChartPicture(chart=spc.chart([[1, 2, 3], [1, 2, 3]]))


@pytest.mark.parametrize("size", [(1.0, 3.0), (9.0,), (9.0, 3.0, 2.0), (9.0, np.nan)])
def test_a_size_must_be_a_width_and_a_height(size: tuple[float, ...]) -> None:
    with pytest.raises(FieldError, match="size"):
        ChartPicture(chart=spc.chart([1, 2]), size=size)


@given(st.lists(st.floats(0, 100), min_size=1, max_size=6))
def test_spread_labels_keep_their_order_and_distance(heights: list[float]) -> None:
    wanted = np.array(heights)
    found = spread(wanted, 10, 100)
    ordered = found[np.argsort(wanted, kind="stable")]
    assert (np.diff(ordered) >= 10 - 1e-9).all()
    assert ordered[0] >= -1e-9
    assert ordered[-1] <= 100 + 1e-9


def test_a_legend_has_as_many_rows_as_it_needs() -> None:
    entries = [Entry("o", 3, "line", "a meaning of a mark")] * 4
    assert [legend_rows(entries, room) for room in (1000, 250, 10)] == [1, 2, 4]
    assert legend_rows([], 100) == 0


def test_labels_far_from_each_other_stay_where_they_are() -> None:
    assert spread(np.array([10.0, 90.0, 50.0]), 10, 100).tolist() == [10, 90, 50]


@pytest.mark.parametrize("values", [[1e308] * 12, [1.0] * 11 + [1.7e308]])
def test_values_that_no_axis_shows_are_refused(values: list[float]) -> None:
    with pytest.raises(ChartError, match="too large to be drawn: take a larger unit"):
        chart_svg(spc.chart(values, "run"))


@pytest.mark.parametrize("values", [[5e-324, 1e-323] * 8, [1e-310] * 3, [0, 3e-310]])
def test_values_that_no_float_tells_apart_are_refused(values: list[float]) -> None:
    with pytest.raises(ChartError, match="too small to be drawn: take a smaller unit"):
        chart_svg(spc.chart(values, "run"))
