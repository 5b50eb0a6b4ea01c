import json
from typing import Any

import altair as alt
import numpy as np
import pytest

from cqikit import spc
from cqikit.core import parse_period
from cqikit.drawing import ChartPicture, Event, charts_vega_lite, vega_lite
from tests.drawing._svg import NASTY

VALUES = [5.0, 6, np.nan, 5, 7, 5, 4, 6, 5, 4, 5, 6, 1, 25]
MONTHS = [parse_period("2025-11").shift(place) for place in range(14)]
MADE = spc.chart(
    VALUES, "i", on=MONTHS, phases=[8], exclude={12: "a fire"}, title="Waiting"
)
READING = spc.read(MADE, rules=spc.NELSON)


def picture(**more: object) -> ChartPicture:
    fields = {
        "chart": MADE,
        "reading": READING,
        "judgement": spc.judge(READING, "lower"),
        "unit": "days",
    }
    return ChartPicture(**fields | more)  # type: ignore[arg-type]


def layer(spec: dict[str, Any], name: str) -> dict[str, Any]:
    found: dict[str, Any]
    [found] = [entry for entry in spec["layer"] if entry["name"] == name]
    return found


def test_it_carries_every_point_with_all_that_is_known() -> None:
    points = vega_lite(picture())["datasets"]["points"]
    assert len(points) == 14
    for place, point in enumerate(points):
        assert point["on"] == MONTHS[place].first.isoformat()
        assert point["label"] == str(MONTHS[place])
        for name in ("centre", "lower", "upper"):
            assert point[name] == getattr(MADE, name)[place]
        assert point["phase"] == (1 if place < 8 else 2)
        rules = [name for name, flags in READING.flags.items() if flags[place]]
        assert point["rules"] == ", ".join(rules)
    assert [point["value"] for point in points[:3]] == [5.0, 6.0, None]
    assert points[2]["mark"] == "not observed"
    assert points[12] | {"counted": False, "reason": "a fire"} == points[12]
    assert points[12]["mark"] == "not counted"
    assert sum(point["counted"] for point in points) == 12


def test_signals_are_said_as_they_are_meant() -> None:
    made = spc.chart([*[5.0, 6, 4] * 5, 25])
    reading = spc.read(made)
    for direction, mark in (
        ("lower", "adverse"),
        ("higher", "improvement"),
        ("neither", "signal"),
    ):
        judged = spc.judge(reading, direction)  # type: ignore[arg-type]
        spec = vega_lite(ChartPicture(chart=made, reading=reading, judgement=judged))
        assert spec["datasets"]["points"][-1]["mark"] == mark
        colour = layer(spec, "points")["encoding"]["color"]["scale"]
        assert len(colour["domain"]) == len(colour["range"])
        assert mark in colour["domain"]


def test_it_is_plain_data_that_json_can_write() -> None:
    spec = vega_lite(picture(target=3.0, events=[Event("2025-11", "2026-01", "Pilot")]))
    assert json.loads(json.dumps(spec, allow_nan=False)) == spec
    assert spec["$schema"].endswith("v5.json")
    assert spec["title"] == "Waiting"
    assert "14 points" not in spec["description"]
    assert spec["description"].startswith("I chart: 13 points in 2 phases")


def test_each_layer_has_the_channels_that_it_needs_and_no_null() -> None:
    spec = vega_lite(picture(target=3.0, events=[Event("2025-11", "2026-01", "Pilot")]))
    for made in spec["layer"]:
        assert None not in made["encoding"].values()
        assert ("x" in made["encoding"]) is (made["name"] != "target")
        assert ("y" in made["encoding"]) is (made["name"] != "events")
    # Altair holds it against the schema of Vega-Lite.
    alt.Chart.from_dict(spec).to_dict()


def test_events_lie_where_they_were() -> None:
    spec = vega_lite(picture(events=[Event("2025-11", "2026-01", "Pilot")]))
    assert spec["datasets"]["events"] == [
        {
            "number": 1,
            "start": "2025-11-01",
            "stop": "2026-01-31",
            "when": "2025-11 to 2026-01",
            "title": "Pilot",
        }
    ]
    assert layer(spec, "events")["mark"]["type"] == "rect"
    assert not [
        entry for entry in vega_lite(picture())["layer"] if entry["name"] == "events"
    ]


@pytest.mark.parametrize("log", [False, True])
def test_a_target_that_moves_is_a_line_of_the_points(log: bool) -> None:
    aims = [12.0, 12.0, 8.0, 8.0, 0.0]
    judged = spc.judge(spc.read(spc.chart([7, 9, 8, 12, 8], "i")), "lower", aims)
    spec = vega_lite(ChartPicture.of(judged, log=log))
    assert layer(spec, "target")["encoding"]["y"]["field"] == "target"
    told = [point["target"] for point in spec["datasets"]["points"]]
    assert told == [12.0, 12.0, 8.0, 8.0, None if log else 0.0]
    sheet = charts_vega_lite([judged, judged], title="Two")
    for view in sheet["concat"]:
        names = [made["name"].split()[0] for made in view["layer"]]
        assert names.count("target") == 1


def test_a_target_is_a_line_where_it_can_be_drawn() -> None:
    assert (
        layer(vega_lite(picture(target=3.0)), "target")["encoding"]["y"]["datum"] == 3
    )
    for spec in (vega_lite(picture()), vega_lite(picture(target=0.0, log=True))):
        assert not [entry for entry in spec["layer"] if entry["name"] == "target"]


def test_a_log_axis_has_a_place_for_zero_when_there_is_one() -> None:
    def scale(values: list[float], *, log: bool) -> dict[str, object]:
        spec = vega_lite(ChartPicture(chart=spc.chart(values, "run"), log=log))
        found: dict[str, object] = layer(spec, "values")["encoding"]["y"]["scale"]
        return found

    assert scale([1, 10], log=False) == {"zero": False}
    assert scale([1, 10], log=True) == {"type": "log"}
    assert scale([0, 0.5, 10], log=True) == {"type": "symlog", "constant": 0.5}


def test_without_days_points_are_counted() -> None:
    spec = vega_lite(ChartPicture(chart=spc.chart([3, 4, 5])))
    assert [point["on"] for point in spec["datasets"]["points"]] == [1, 2, 3]
    assert [point["label"] for point in spec["datasets"]["points"]] == ["1", "2", "3"]
    assert layer(spec, "values")["encoding"]["x"]["type"] == "quantitative"
    assert layer(vega_lite(picture()), "values")["encoding"]["x"]["type"] == "temporal"


def test_numbered_points_are_counted_too() -> None:
    made = spc.chart([5, 6, 7], on=[12, 13, 15])
    spec = vega_lite(ChartPicture(chart=made))
    assert [point["on"] for point in spec["datasets"]["points"]] == [12, 13, 14, 15]
    assert spec["datasets"]["points"][3]["label"] == "#15"
    assert layer(spec, "values")["encoding"]["x"]["type"] == "quantitative"


def test_given_lines_are_called_given() -> None:
    spec = vega_lite(ChartPicture(chart=spc.chart([3, 4, 5], centre=4.0)))
    assert layer(spec, "centre")["description"] == "CL (given)"


@pytest.mark.parametrize("nasty", NASTY, ids=ascii)
def test_whatever_people_type_is_carried_as_typed(nasty: str) -> None:
    spec = vega_lite(picture(unit=nasty, events=[Event("2025-12", "2025-12", nasty)]))
    assert spec["datasets"]["events"][0]["title"] == nasty


def test_lines_of_before_are_carried_over_the_phase_after() -> None:
    before, after = [28, 31, 26, 29, 27, 30, 28, 29], [15, 17, 16, 14, 15]
    made = spc.chart(before + after, "i", phases=[8])
    spec = vega_lite(ChartPicture(chart=made, carried=True))
    (change,) = spc.changes(made)
    layers = {layer["name"]: layer for layer in spec["layer"]}
    points = spec["datasets"]["points"]
    for name in ("centre", "lower", "upper"):
        field = f"carried {name}"
        assert layers[field]["encoding"]["y"]["field"] == field
        assert layers[field]["description"].endswith("of the phase before")
        assert [point.get(field) for point in points[:8]] == [None] * 8
        line = getattr(change.carried, name)[8:]
        assert [point[field] for point in points[8:]] == line.tolist()
    plain = vega_lite(ChartPicture(chart=made))
    assert not any("carried" in layer["name"] for layer in plain["layer"])


def test_a_run_chart_carries_its_median_alone() -> None:
    made = spc.chart([28, 31, 26, 29, 15, 17, 16, 14], "run", phases=[4])
    spec = vega_lite(ChartPicture(chart=made, carried=True, log=True))
    names = [layer["name"] for layer in spec["layer"]]
    assert [name for name in names if "carried" in name] == ["carried centre"]
