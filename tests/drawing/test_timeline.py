from datetime import date, timedelta

import pytest

from cqikit.drawing import cycle_events, timeline_figure, timeline_svg
from cqikit.pdsa import (
    Abandon,
    Adapt,
    Adopt,
    Compare,
    Conclude,
    Cycle,
    EndTest,
    Event,
    Observe,
    Plan,
    Predict,
    StartTest,
    Stop,
    Verdict,
    advance,
    begin,
)
from tests.drawing._svg import NASTY, colours, root, said_of, spots, texts

START = date(2026, 3, 2)


def cycle(
    key: str = "c1",
    *,
    title: str = "Remind one family",
    idea: str = "reminders",
    team: str = "",
    after: int = 0,
    days: tuple[int, ...] = (7, 5, 3, 1),
    end: str = "adapt",
    scale: int | None = 1,
) -> Cycle:
    """Make a cycle whose stages last so many days each, up to its last one."""
    on = START + timedelta(after)
    made = begin(
        key=key, title=title, idea=idea, team=team,
        plan=Plan(on=on, scale=scale, unit="families" if scale else ""),
    )  # fmt: skip
    made = advance(made, Predict(on=on, question="Who comes?", prediction="all"))
    for stage, length in enumerate(days):
        on += timedelta(length)
        ends: dict[str, Event] = {
            "adapt": Adapt(on=on, changes="later"),
            "adopt": Adopt(on=on),
            "abandon": Abandon(on=on, reason="no use"),
            "stop": Stop(on=on, reason="closed"),
        }
        stages: tuple[list[Event], ...] = (
            [StartTest(on=on)],
            [Observe(on=on, what="one came"), EndTest(on=on)],
            [
                Compare(
                    on=on,
                    question="Who comes?",
                    happened="one came",
                    verdict=Verdict.CONFIRMED,
                ),
                Conclude(on=on, learned="earlier is better"),
            ],
            [ends[end]],
        )
        for event in stages[stage]:
            made = advance(made, event)
    return made


def test_a_test_is_an_event_from_its_first_day_to_its_last() -> None:
    [event] = cycle_events([cycle()])
    assert (str(event.start), str(event.stop)) == ("2026-03-09", "2026-03-14")
    assert event.title == "Remind one family (adapted)"


def test_a_test_under_way_lasts_to_the_end_of_the_log() -> None:
    running = advance(cycle(days=(7,)), Observe(on=date(2026, 3, 20), what="two came"))
    [event] = cycle_events([running])
    assert (str(event.start), str(event.stop)) == ("2026-03-09", "2026-03-20")


def test_a_cycle_that_has_tested_nothing_is_no_event() -> None:
    planned = cycle(days=())
    stopped = advance(planned, Stop(on=date(2026, 4, 1), reason="closed"))
    assert cycle_events([planned, stopped, begin(key="c", title="New")]) == ()


def test_cycles_stand_in_ramps_in_order_of_time() -> None:
    made = timeline_svg(
        [
            cycle("c2", title="Five families", after=30, scale=5, end="adopt"),
            cycle("c1", title="One family", scale=1),
            cycle("e1", title="Evenings", idea="evening", team="north", end="abandon"),
            cycle("x1", title="Without an idea", idea="", days=(2, 2), scale=None),
        ],
        title="Cycles",
        names={"reminders": "Reminders by text message", "north": "North clinic"},
    )
    said = texts(made)
    assert said_of(made) == "4 cycles, 3 of them ended"
    heights = {text: y for text, _, y in spots(made)}
    order = [
        "Reminders by text message",
        "One family",
        "Five families",
        "evening (North clinic)",
        "Evenings",
        "no change idea named",
        "Without an idea",
    ]
    assert [heights[key] for key in order] == sorted(heights[key] for key in order)
    assert {"1 families", "5 families"} <= set(said)
    marks = {"plan", "do", "study", "act", "adopted", "adapted", "abandoned", "goes on"}
    assert marks <= set(said)
    assert "stopped" not in said


def test_each_end_has_its_mark() -> None:
    for end, colour in (
        ("adopt", "#0072b2"),
        ("adapt", "#542788"),
        ("abandon", "#d55e00"),
    ):
        assert colour in colours(timeline_svg([cycle(end=end)], title="x"))
    assert "stopped" in texts(timeline_svg([cycle(end="stop")], title="x"))


def test_an_open_cycle_is_drawn_to_the_day_that_is_asked_for() -> None:
    running = cycle(days=(7,))
    short = timeline_svg([running], title="x")
    long = timeline_svg([running], title="x", as_of=date(2027, 3, 1))
    assert "2026-07" in texts(long)
    assert "2026-07" not in texts(short)
    ended = cycle()
    assert timeline_svg([ended], title="x") == timeline_svg(
        [ended], title="x", as_of=date(2027, 3, 1)
    )


@pytest.mark.parametrize(
    ("after", "label"), [(30, "2026-03-08"), (400, "2026-04"), (4000, "2028")]
)
def test_the_axis_has_days_or_months_or_years(after: int, label: str) -> None:
    cycles = [cycle(), cycle("c2", after=after)]
    said = texts(timeline_svg(cycles, title="x"))
    found = [text for text in said if text.startswith("20")]
    assert found
    assert {len(name) for name in found} == {len(label)}


def test_a_cycle_not_begun_is_listed_as_such() -> None:
    said = texts(timeline_svg([begin(key="c", title="New", idea="x")], title="x"))
    assert {"New", "not begun"} <= set(said)


def test_no_cycles_are_said_to_be_none() -> None:
    assert texts(timeline_svg([], title="x")) == ["no cycles"]


def test_a_cycle_of_one_day_can_be_seen() -> None:
    assert root(timeline_svg([cycle(days=(0, 0, 0, 0))], title="x")) is not None


def test_whatever_people_type_is_shown_as_typed() -> None:
    typed = [text for text in NASTY if text.strip()]
    made = timeline_svg(
        [cycle(f"c{place}", title=name, team="t") for place, name in enumerate(typed)],
        title="".join(NASTY),
        names={"reminders": typed[0], "t": typed[1]},
        width=4.2,
    )
    assert root(made) is not None
    assert "<script" not in made


def test_a_timeline_can_be_a_figure() -> None:
    drawn = timeline_figure(iter([cycle()]), width=5.0)
    assert drawn.get_size_inches()[0] == pytest.approx(5.0)
    said = {text.get_text() for axes in drawn.axes for text in axes.texts}
    assert "Remind one family" in said


def test_headings_are_not_hidden_by_the_bars() -> None:
    drawn = timeline_figure([cycle()])
    assert drawn.axes[-1].patch.get_facecolor()[-1] == 0
