"""Every picture as Vega-Lite: valid, drawn by Vega, and in any language."""

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import altair as alt
import hypothesis.strategies as st
import pytest
import vl_convert
from altair.vegalite.v5.schema.core import load_schema
from hypothesis import given, settings
from jsonschema import Draft7Validator

from cqikit import languages, spc
from cqikit.core import format_number
from cqikit.drawing import (
    ChartPicture,
    Event,
    charts_vega_lite,
    multiples_vega_lite,
    picture_vega_lite,
    profile_vega_lite,
    vega_lite,
)
from cqikit.drawing._vega_frame import figure
from tests.drawing import made
from tests.drawing._every import EVERY, PANELS
from tests.drawing.test_profile import row
from tests.drawing.test_wording import OTHER

KINDS = [name for name in EVERY if name != "icon"]


def check_valid(spec: dict[str, Any]) -> None:
    """Hold a specification against the official schema of Vega-Lite 5."""
    assert json.loads(json.dumps(spec, allow_nan=False)) == spec
    assert alt.SCHEMA_VERSION.startswith("v5.")
    official().validate(spec)


@cache
def official() -> Draft7Validator:
    """Return the official schema, read once: altair reads it anew for each part."""
    return Draft7Validator(load_schema())


def found(spec: Any, key: str) -> Iterator[Any]:
    """Yield whatever has this key, outside of data."""
    if isinstance(spec, dict):
        for name, value in spec.items():
            if name == key:
                yield value
            if name != "datasets":
                yield from found(value, key)
    elif isinstance(spec, list):
        for part in spec:
            yield from found(part, key)


@cache
def in_english(name: str) -> dict[str, Any]:
    """Return the specification of a picture, made once."""
    return EVERY[name].vega()


@pytest.mark.parametrize("name", KINDS)
def test_it_is_valid_by_the_schema_and_altair_takes_it(name: str) -> None:
    made = in_english(name)
    check_valid(made)
    alt.Chart.from_dict(made)


@pytest.mark.parametrize("name", KINDS)
def test_vega_draws_it_from_all_of_its_data(name: str) -> None:
    made = in_english(name)
    vega = vl_convert.vegalite_to_vega(made, vl_version="5.21")
    given = {data["name"]: data for data in vega["data"] if "source" not in data}
    used = {data["name"] for data in found(made, "data") if "name" in data}
    assert used <= set(given)
    for called, values in made["datasets"].items():
        assert len(given[called].get("values", []) if called in used else []) == len(
            values
        )
    drawn = vl_convert.vegalite_to_png(made, vl_version="5.21", scale=0.5)
    assert drawn[1:4] == b"PNG"


@pytest.mark.parametrize("name", KINDS)
def test_layers_have_names_of_their_own(name: str) -> None:
    names = [
        layer["name"] for layers in found(in_english(name), "layer") for layer in layers
    ]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("name", KINDS)
def test_no_word_is_left_in_english(name: str) -> None:
    made = EVERY[name].vega(wording=OTHER)
    said = [text for key in ("title", "description") for text in found(made, key)]
    said += [
        word
        for domain in found(made, "domain")
        if isinstance(domain, list)
        for word in domain
    ]
    said = [text for text in said if isinstance(text, str)]
    assert not [text for text in said if re.search("[a-z]", text)]
    check_valid(made)


def test_numbers_are_written_as_the_language_writes_them() -> None:
    assert "locale" not in EVERY["chart"].vega()["config"]
    number = EVERY["chart"].vega(wording=OTHER)["config"]["locale"]["number"]
    assert number["decimal"] == "٫"
    axis = next(axis for axis in found(EVERY["chart"].vega(wording=OTHER), "axis"))
    assert "д2025-01" in axis["labelExpr"]


def test_days_of_a_chart_without_days_have_no_names() -> None:
    made = EVERY["chart without days"].vega(wording=OTHER)
    assert not list(found(made, "axis"))


def test_charts_of_one_sheet_share_a_scale_and_a_legend() -> None:
    made = EVERY["charts of a judgement"].vega()
    domains = [
        channel["scale"]["domain"]
        for channel in found(made["concat"], "y")
        if "scale" in channel
    ]
    assert domains
    assert all(domain == domains[0] for domain in domains)
    assert len({json.dumps(each) for each in found(made["concat"], "color")}) > 1
    legends = [
        each for each in found(made["concat"], "color") if isinstance(each, dict)
    ]
    assert len({json.dumps(legend) for legend in legends}) == 1


def test_a_gap_between_facets_is_a_blank() -> None:
    made = EVERY["charts in facets"].vega()
    assert made["columns"] == 2
    titles = [view.get("title") for view in made["concat"]]
    assert titles == ["WARD, STAYS", None, "CLINIC, STAYS", "CLINIC, WAITS"]


def test_a_log_scale_is_shared_in_the_unit_of_the_values() -> None:
    pictures = [
        ChartPicture(chart=spc.chart(values, "run"), log=True)
        for values in ([1, 10, 2], [100, 20, 50])
    ]
    made = charts_vega_lite(pictures, title="SHEET")
    scale = next(c["scale"] for c in found(made, "y") if "scale" in c)
    assert scale["type"] == "log"
    low, high = scale["domain"]
    assert low < 1
    assert high > 100
    check_valid(made)


def test_multiples_have_one_scale_and_a_target_where_there_is_one() -> None:
    made = multiples_vega_lite(PANELS, title="SHEET", columns=2)
    assert [layer["name"] for layer in made["spec"]["layer"]] == ["centres", "values"]
    assert next(found(made, "y"))["scale"] == {"zero": False, "domain": [0.0, 9.0]}
    assert made["columns"] == 2
    check_valid(made)


def test_a_profile_of_per_cents_says_per_cents() -> None:
    made = profile_vega_lite([row(0, 62.5, least=0.0, most=100.0)], title="PROFILE")
    assert made["datasets"]["parts"][0]["said"] == "62.5 %"
    assert any("100 %" in axis["labelExpr"] for axis in found(made, "axis"))


def test_the_size_of_a_point_is_told() -> None:
    made = vega_lite(ChartPicture(chart=spc.chart([1, 2, 3], "p", sizes=[10, 20, 30])))
    assert [point["size"] for point in made["datasets"]["points"]] == [10.0, 20.0, 30.0]
    tips = [tip["field"] for tip in next(found(made, "tooltip"))]
    assert tips[:3] == ["label", "value said", "size said"]


def test_what_is_said_of_a_mark_leaves_out_what_no_point_has() -> None:
    told = next(found(vega_lite(spc.chart([1, 2, 3], "run")), "tooltip"))
    fields = [tip["field"] for tip in told]
    assert fields == ["label", "value said", "centre said", "mark"]


@pytest.mark.parametrize(
    "value",
    [
        *(0.0, 1.0, 52.58, 99.96, 1234567.891, 0.00001, 0.0123456, 9.5),
        *(-12345.678, -0.5, 345.40734, 1e-9, 2e13),
    ],
)
def test_numbers_in_what_is_said_are_as_a_page_writes_them(value: float) -> None:
    said = drawn_text(figure("value"), {"value": value})
    # Vega writes exponents with a hyphen, and with one digit where Python has two.
    assert said == re.sub("e(.)0?", "e\\1", format_number(value)).replace(
        "e\u2212", "e-"
    )
    assert drawn_text(figure("value"), {"value": None}) == ""


def drawn_text(expression: str, record: dict[str, Any]) -> str:
    """Return what Vega makes of an expression over a record, as a text of a picture."""
    drawn = vl_convert.vegalite_to_svg(
        {
            "data": {"values": [record]},
            "transform": [{"calculate": expression, "as": "said"}],
            "mark": "text",
            "encoding": {"text": {"field": "said"}},
        },
        vl_version="5.21",
    )
    return "".join(re.findall(r"<text[^>]*>([^<]*)</text>", drawn))


@pytest.mark.parametrize("kind", sorted(made.pictures(1)))
def test_axes_of_days_speak_the_language(kind: str) -> None:
    russian = languages.wording("ru")
    spec = picture_vega_lite(made.pictures(5)[kind], wording=russian)
    drawn = vl_convert.vegalite_to_svg(spec, vl_version="5.21")
    said = re.findall(r"<text[^>]*>([^<]*)</text>", drawn)
    months = re.compile(r"\b(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)")
    assert [text for text in said if months.search(text)] == []


@pytest.mark.parametrize("kind", sorted(made.pictures(1)))
def test_what_is_told_apart_has_a_shape_beside_its_colour(kind: str) -> None:
    spec = picture_vega_lite(made.pictures(12)[kind])
    views = spec.get("vconcat", [spec])
    for shape in found([view.get("layer", view) for view in views], "shape"):
        looks = shape["scale"]["range"]
        assert len(set(looks)) == len(looks), shape["scale"]["domain"]


def test_scores_now_and_before_have_shapes_of_their_own() -> None:
    was = profile_vega_lite([row(0, 4.0)], title="PROFILE", before=[row(0, 2.0)])
    shapes = next(found(was, "shape"))["scale"]
    assert shapes["domain"] == ["before", "score"]
    assert len(set(shapes["range"])) == 2


@st.composite
def pictures(draw: st.DrawFn) -> ChartPicture:
    values = draw(
        st.lists(st.one_of(st.none(), st.integers(-5, 50)), min_size=1, max_size=20)
    )
    dated = draw(st.booleans())
    phases = [(), (len(values) // 2,)] if len(values) > 8 else [()]
    on = [f"{2020 + place // 12}-{place % 12 + 1:02}" for place in range(len(values))]
    made = spc.chart(
        values,
        draw(st.sampled_from(["run", "i"])),
        on=on if dated else None,
        phases=draw(st.sampled_from(phases)),
        title=draw(st.text(max_size=5)),
    )
    events = [Event(on[0], on[-1], "PILOT"), Event("2019", "2019", "BEFORE")]
    return ChartPicture(
        chart=made,
        target=draw(st.one_of(st.none(), st.integers(-5, 50).map(float))),
        events=events if dated and draw(st.booleans()) else (),
        log=draw(st.booleans()),
        carried=draw(st.booleans()),
        unit=draw(st.sampled_from(["", "DAYS"])),
    )


@given(pictures())
@settings(max_examples=25)
def test_whatever_is_drawn_is_valid(picture: ChartPicture) -> None:
    made = vega_lite(picture)
    check_valid(made)
    vl_convert.vegalite_to_vega(made, vl_version="5.21")
