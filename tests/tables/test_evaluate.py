"""A question is answered alike for each key, however batches are cut."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from datetime import date
from typing import Any

import numpy as np
import pandas as pd  # type: ignore[import-untyped]
import polars as pl
import pyarrow as pa  # type: ignore[import-untyped]
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cqikit import spc, tables
from cqikit.assessments import FRAMEWORKS, Answer, Responses, score
from cqikit.collaboratives import Collaborative, closing_report
from cqikit.core import Cadence, parse_period
from cqikit.errors import CqikitError, DataError, FieldError, FieldTypeError
from cqikit.measures import Measure, Observation, series

MONTHS = [f"{year}-{month:02}" for year in (2024, 2025) for month in range(1, 13)]

rows = st.lists(
    st.tuples(
        st.sampled_from("abc"),
        st.integers(1, 2),
        st.sampled_from(MONTHS),
        st.none() | st.integers(0, 9),
        st.integers(9, 30),
    ),
    unique_by=lambda row: row[:3],
    min_size=1,
    max_size=60,
)
questions: Any = st.builds(
    dict,
    kind=st.sampled_from(["i", "run", "p", "u", "c", "ewma", "mr"]),
    phases=st.sampled_from([(), "2024-06", {"2024-06": "rota", "2025-06": "team"}]),
    exclude=st.sampled_from([(), {"2024-07": "strike"}, ["2024-01", "2025-12"]]),
    baseline=st.sampled_from([None, 6, ("2024-01", "2024-05")]),
    rules=st.sampled_from([None, "nelson"]),
    direction=st.sampled_from([None, "lower"]),
    latest=st.booleans(),
)


def asked(**how: Any) -> tables.Charts:
    sizes = "size" if how["kind"] in {"p", "u"} else None
    return tables.Charts(
        keys=["site", "ward"], on="month", values="n", sizes=sizes, **how
    )


def frame_of(listed: list[tuple[Any, ...]]) -> pl.DataFrame:
    schema = {
        "site": pl.String,
        "ward": pl.Int64,
        "month": pl.String,
        "n": pl.Int64,
        "size": pl.Int64,
    }
    return pl.DataFrame(listed, schema=schema, orient="row")


def told(frame: Any) -> list[dict[str, Any]]:
    """Return the rows of a frame of any package, missing numbers as None."""
    if isinstance(frame, pa.RecordBatch):
        frame = pa.Table.from_batches([frame])
    if isinstance(frame, pd.DataFrame):
        frame = pa.Table.from_pandas(frame, preserve_index=False)
    found: list[dict[str, Any]] = (
        frame.to_pylist() if isinstance(frame, pa.Table) else frame.to_dicts()
    )
    return found


@given(rows, questions, st.randoms())
@settings(max_examples=30)
def test_an_answer_does_not_depend_on_who_else_is_in_the_batch(
    listed: list[tuple[Any, ...]], how: dict[str, Any], random: Any
) -> None:
    question = pickle.loads(pickle.dumps(asked(**how)))
    frame = frame_of(listed)
    whole = tables.evaluate(frame, question)
    keys = sorted({row[:2] for row in listed})
    random.shuffle(listed)
    apart = [
        tables.evaluate(frame_of([row for row in listed if row[:2] == key]), question)
        for key in keys
    ]
    assert [part.schema for part in apart] == [whole.schema] * len(keys)
    assert whole.equals(pl.concat(apart))
    assert tables.evaluate(frame[:0], question).schema == whole.schema


@given(rows, st.integers(1, 9))
@settings(max_examples=20)
def test_an_answer_does_not_depend_on_where_batches_are_cut(
    listed: list[tuple[Any, ...]], size: int
) -> None:
    question = asked(kind="u")
    frame = frame_of(sorted(listed, key=lambda row: row[:2]))
    whole = tables.evaluate(frame, question)
    batches = frame.to_arrow().to_batches(max_chunksize=size)
    found = list(tables.evaluate(iter(batches), question))
    assert {type(part) for part in found} == {pa.RecordBatch}
    assert told(pa.Table.from_batches(found)) == told(whole)


def as_pandas(frame: pl.DataFrame) -> Any:
    """Return a frame whose index says nothing."""
    return pd.DataFrame(frame.to_dict(as_series=False)).iloc[::-1]


def as_dictionary(frame: pl.DataFrame) -> Any:
    table = frame.with_columns(pl.col("site").cast(pl.Categorical)).to_arrow()
    return table.combine_chunks()


WAYS: list[Callable[[pl.DataFrame], Any]] = [
    lambda frame: frame,
    as_pandas,
    as_dictionary,
    lambda frame: frame.to_arrow(),
    lambda frame: frame.to_arrow().to_batches()[0],
    lambda frame: frame.with_columns(pl.col("month").str.to_date("%Y-%m")),
]


@given(rows)
@settings(max_examples=10)
def test_each_package_is_answered_in_its_own_frame(
    listed: list[tuple[Any, ...]],
) -> None:
    question = asked(kind="p", direction="lower", target=0.2)
    frame = frame_of(listed)
    usual = told(tables.evaluate(frame, question))
    for way in WAYS:
        given_frame = way(frame)
        found = tables.evaluate(given_frame, question)
        assert type(found) is type(given_frame)
        for row, same in zip(told(found), usual, strict=True):
            assert row == pytest.approx(same, nan_ok=True)


def test_dictionaries_leave_as_they_came() -> None:
    listed = [("a", 1, month, 3, 9) for month in MONTHS]
    table = as_dictionary(frame_of(listed))
    found = tables.evaluate(table, asked(kind="c"))
    assert found.schema.field("site").type == table.schema.field("site").type


@given(rows)
@settings(max_examples=10)
def test_a_batch_says_what_a_panel_and_a_chart_say(
    listed: list[tuple[Any, ...]],
) -> None:
    listed = [(*row[:3], row[3] or 0, row[4]) for row in listed]
    found = told(tables.evaluate(frame_of(listed), asked(kind="u", direction="lower")))
    for key in sorted({row[:2] for row in listed}):
        own: list[Any] = sorted(row[2:] for row in listed if row[:2] == key)
        on, own_values, sizes = (list[Any](part) for part in zip(*own, strict=True))
        alone = spc.chart(
            [float(value) for value in own_values],
            "u",
            sizes=sizes,
            on=on,
            cadence=Cadence(),
        )
        expected = tables.rows_of(spc.judge(spc.read(alone), "lower"))
        rows_here = [row for row in found if (row["site"], row["ward"]) == key]
        for row, same in zip(rows_here, expected, strict=True):
            assert {"zeros": 0} | same == pytest.approx(
                {name: row[name] for name in ({"zeros": 0} | same)}, nan_ok=True
            )


def test_events_have_no_calendar() -> None:
    frame = pl.DataFrame(
        {
            "site": [*"abaab"],
            "on": [
                "2026-01-09",
                "2026-02-01",
                "2026-01-02",
                "2026-03-30",
                "2026-02-03",
            ],
            "gap": [5, 8, 3, 7, 1],
        }
    )
    question = tables.Charts(
        keys="site", on="on", values="gap", kind="g", cadence="events"
    )
    found = tables.evaluate(frame, question)
    assert found["site"].to_list() == [*"aaabb"]
    assert found["point"].to_list() == [1, 2, 3, 1, 2]
    assert found["value"].to_list() == [3, 5, 7, 8, 1]


def test_the_latest_point_is_a_row_a_chart_with_what_is_said_of_it() -> None:
    listed: list[Any] = [
        ("a", 1, month, 5 + place % 3, 9) for place, month in enumerate(MONTHS)
    ]
    listed += [("b", 1, MONTHS[0], None, 9)]
    found = tables.evaluate(
        frame_of(listed),
        asked(kind="i", direction="lower", target=20.0, latest=True),
    )
    assert told(found.select("site", "period", "variation", "assurance")) == [
        {
            "site": "a",
            "period": "2025-12",
            "variation": "common",
            "assurance": "meets",
        }
    ]


FALLS = frame_of([("a", 1, "2026-01", 3, 9), ("b", 1, "2026-02", 4, 9)])


@pytest.mark.parametrize(
    ("batch", "message"),
    [
        (3, "must be a data frame, or batches of one"),
        ("a.csv", "must be a data frame, or batches of one"),
        (FALLS.lazy(), "must be a data frame, or batches of one"),
        (FALLS.drop("month", "site"), "2 problems"),
        (FALLS.rename({"month": "mouth"}), "did you mean 'mouth'"),
        (FALLS.with_columns(site=pl.lit(None)), "2 rows without a key, the first is"),
        (FALLS.with_columns(month=pl.lit("1/2/2026")), "year/month/day"),
        (FALLS.with_columns(n=pl.lit("x")), "must be a number"),
    ],
)
def test_a_batch_that_cannot_be_answered_is_refused(batch: Any, message: str) -> None:
    with pytest.raises(CqikitError, match=message):
        tables.evaluate(batch, asked(kind="c"))


def test_batches_are_frames_whose_keys_come_once() -> None:
    with pytest.raises(FieldTypeError, match="batch must be data frames"):
        list(tables.evaluate([1, 2], asked(kind="c")))
    twice = [FALLS, FALLS.with_columns(site=pl.lit("c")), FALLS]
    with pytest.raises(DataError, match="a, 1 was in an earlier batch"):
        list(tables.evaluate(twice, asked(kind="c")))
    mixed = [FALLS[::-1], FALLS.head(0), FALLS.with_columns(month=pl.lit("2026-03"))]
    with pytest.raises(DataError, match="b, 1 was in an earlier batch"):
        list(tables.evaluate(mixed, asked(kind="c")))
    assert list(tables.evaluate([], asked(kind="c"))) == []
    assert list(tables.evaluate([FALLS.head(0)], asked(kind="c"))) == []


def test_the_last_key_of_a_batch_need_not_stand_at_its_end() -> None:
    first = pl.concat(
        [FALLS[1:], FALLS[:1], FALLS[1:].with_columns(month=pl.lit("2026-03"))]
    )
    found = list(
        tables.evaluate(
            [first, FALLS[1:].with_columns(month=pl.lit("2026-04"))], asked(kind="c")
        )
    )
    assert [part["value"].to_list() for part in found] == [[3], [4, 4, 4]]


@pytest.mark.parametrize(
    ("how", "message"),
    [
        ({"phases": [3]}, "phases must be days or periods"),
        ({"exclude": {3: "x"}}, "exclude must be days or periods"),
        ({"phases": "nonsense"}, "phases must be like 2026"),
        ({"phases": ["2026-01-15"]}, "phases must be the first day of a month"),
        ({"baseline": ("2026-01", 4)}, "baseline must be days or periods"),
        ({"cadence": Cadence(every=2)}, "must have an anchor"),
        ({"cadence": "fortnight"}, "cadence must be one of"),
        ({"dates": "mixed"}, "dates must be one of"),
        ({"rules": "nelsen"}, "did you mean 'nelson'"),
        ({"kind": "q"}, "no chart kind named 'q'"),
        ({"direction": "down"}, "direction must be"),
        ({"keys": []}, "keys must have at least one"),
        ({"keys": ["site", "site"]}, "site"),
        ({"cadence": "events", "kind": "g", "phases": ["2026-01"]}, "phases must be"),
    ],
)
def test_a_question_that_cannot_be_asked_is_refused_at_once(
    how: dict[str, Any], message: str
) -> None:
    with pytest.raises(CqikitError, match=message):
        tables.Charts(**{"keys": "site", "on": "month", "values": "n"} | how)


def test_marks_beyond_the_rows_mean_the_same_in_each_batch() -> None:
    """A phase that begins before a batch's rows, or after them, is counted as such."""
    for cadence in (
        Cadence(frequency="day", weekdays="mon-fri"),
        Cadence(frequency="week", every=2, anchor="2026-W01"),
        Cadence(frequency="point"),
    ):
        point = cadence.frequency.value == "point"
        marks = ["#2", "#9"] if point else ["2026-01-03", "2027-01-04"]
        question = tables.Charts(
            keys="site",
            on="on",
            values="n",
            cadence=cadence,
            phases=marks if point or cadence.every == 1 else ["2026-W02", "2027-W01"],
        )
        on = ["#4", "#5"] if point else ["2026-02-02", "2026-02-16"]
        frame = pl.DataFrame({"site": ["a", "a"], "on": on, "n": [1, 2]})
        found = tables.evaluate(frame, question)
        assert set(found["phase"]) == {2}


def test_a_key_may_not_be_called_as_a_column_of_the_answer() -> None:
    frame = FALLS.rename({"site": "value"})
    question = tables.Charts(keys="value", on="month", values="n")
    with pytest.raises(DataError, match="the answer has a column of this name"):
        tables.evaluate(frame, question)


def test_what_leaves_may_be_written_to_and_charts_stay() -> None:
    reading = spc.read(spc.chart([[3.0, 4.0, 5.0], [1.0, 2.0, 3.0]]))
    for backend in ("pandas", "polars", "pyarrow"):
        frame = tables.to_frame(reading, backend)
        if backend == "pandas":
            frame.loc[0, "value"] = 99.0
            frame["value"] *= 2
        np.testing.assert_array_equal(reading.chart.values, [[3, 4, 5], [1, 2, 3]])


def test_a_question_needs_what_a_field_error_says() -> None:
    with pytest.raises(FieldError, match="sizes must be given"):
        tables.Charts(keys="site", on="month", values="n", kind="p")


def test_two_rows_of_one_period_are_refused_by_name() -> None:
    with pytest.raises(DataError, match="batch: a, 1 has two rows for 2026-01: keep"):
        tables.evaluate(pl.concat([FALLS, FALLS[:1]]), asked(kind="c"))


LATE = Measure(
    key="late",
    title="Late",
    kind="proportion",
    per=100,
    direction="lower",
    cadence=Cadence(),
)
WAITS = Measure(key="waits", title="Waits", cadence=Cadence())
CLOSING = Collaborative(key="visits")


def closing(**how: Any) -> tables.ClosingFigures:
    usual: dict[str, Any] = {
        "keys": "region",
        "team": "team",
        "on": "month",
        "measure": "measure",
        "measures": [LATE, WAITS],
        "value": "value",
        "numerator": "late",
        "denominator": "due",
        "collaborative": CLOSING,
        "changes": ["2024-09"],
        "as_of": "2026-01-31",
    }
    return tables.ClosingFigures(**usual | how)


reports = st.lists(
    st.tuples(
        st.sampled_from("ns"),
        st.sampled_from("xyz"),
        st.sampled_from(MONTHS),
        st.sampled_from(["late", "waits"]),
        st.integers(0, 9),
    ),
    unique_by=lambda row: row[:4],
    min_size=1,
    max_size=60,
)


def reported(listed: list[tuple[Any, ...]]) -> pl.DataFrame:
    names = ("region", "team", "month", "measure", "value", "late", "due")
    rows_here = [
        (*row[:4], *((None, row[4], 20) if row[3] == "late" else (row[4], None, None)))
        for row in listed
    ]
    types = [pl.String] * 4 + [pl.Float64, pl.Int64, pl.Int64]
    schema = dict(zip(names, types, strict=True))
    return pl.DataFrame(rows_here, schema=schema, orient="row")


@given(reports)
@settings(max_examples=10)
def test_closing_figures_are_those_of_each_collaborative(
    listed: list[tuple[Any, ...]],
) -> None:
    question = pickle.loads(pickle.dumps(closing()))
    found = told(tables.evaluate(reported(listed), question))
    for region in sorted({row[0] for row in listed}):
        own = [row for row in listed if row[0] == region]
        made = []
        for measure in (LATE, WAITS):
            for team in dict.fromkeys(row[1] for row in own if row[3] == measure.key):
                seen = [
                    Observation(
                        period=row[2],
                        value=None if measure is LATE else row[4],
                        numerator=row[4] if measure is LATE else None,
                        denominator=20 if measure is LATE else None,
                    )
                    for row in own
                    if row[1] == team and row[3] == measure.key
                ]
                made.append(series(measure, seen, team=team))
        report = closing_report(
            CLOSING, made, changes=[parse_period("2024-09")], as_of=date(2026, 1, 31)
        )
        expected = [
            (figure.key, figure.value)
            for figure in (
                *report.engagement,
                *(
                    getattr(result, name)
                    for result in report.results
                    for name in (
                        "baseline",
                        "shifted",
                        "silences",
                        "meeting",
                        "share_meeting",
                    )
                ),
            )
        ]
        assert [
            (row["figure"], row["value"]) for row in found if row["region"] == region
        ] == expected


def test_closing_figures_of_no_row_have_the_same_columns() -> None:
    frame = reported([("n", "x", "2024-01", "late", 3)])
    whole = tables.evaluate(frame, closing())
    assert tables.evaluate(frame[:0], closing()).schema == whole.schema
    assert whole["measure"].to_list() == [""] * 6 + ["late"] * 5
    alone = closing(measure=None, measures=[LATE], value=None)
    assert tables.evaluate(frame, alone)["value"].to_list() == whole["value"].to_list()


@pytest.mark.parametrize(
    ("how", "message"),
    [
        ({"measure": None}, "measure must be the column of the measure"),
        ({"value": None, "numerator": None}, "value must be a column of values"),
        ({"collaborative": 3}, "collaborative must be a Collaborative"),
        ({"measures": []}, "measures must have at least one"),
        ({"changes": ["x"]}, "period must be like"),
    ],
)
def test_closing_figures_that_cannot_be_asked_for(
    how: dict[str, Any], message: str
) -> None:
    with pytest.raises(CqikitError, match=message):
        closing(**how)


def test_what_is_wrong_with_a_collaborative_is_told_by_its_name() -> None:
    frame = reported([("n", "x", "2024-01", "late", 3)])
    with pytest.raises(DataError, match=r"n: 1 problem\n  - .*2024-01"):
        tables.evaluate(pl.concat([frame, frame]), closing())
    with pytest.raises(CqikitError, match="no measure named 'later'"):
        tables.evaluate(frame.with_columns(measure=pl.lit("later")), closing())


READY = FRAMEWORKS["bts-infrastructure"]
ITEMS = [item.key for item in READY.all_items]
answers = st.lists(
    st.tuples(
        st.sampled_from("ab"),
        st.sampled_from("rst"),
        *[st.sampled_from([None, 0, 1, 2, 3])] * len(ITEMS),
    ),
    unique_by=lambda row: row[:2],
    min_size=1,
    max_size=6,
)


@given(answers, st.sampled_from([None, "minimum"]))
@settings(max_examples=10)
def test_scores_are_those_of_each_assessment(
    listed: list[tuple[Any, ...]], scorer: str | None
) -> None:
    schema = {"site": pl.String, "respondent": pl.String} | dict.fromkeys(
        ITEMS, pl.Int64
    )
    frame = pl.DataFrame(listed, schema=schema, orient="row")
    question = tables.Scores(keys="site", framework=READY, scorer=scorer)
    question = pickle.loads(pickle.dumps(question))
    whole = tables.evaluate(frame.with_columns(comment=pl.lit("x")), question)
    assert tables.evaluate(frame[:0], question).schema == whole.schema
    for site in sorted({row[0] for row in listed}):
        said = [
            Answer(item=item, value=value, respondent=row[1], site=site)
            for row in listed
            if row[0] == site
            for item, value in zip(ITEMS, row[2:], strict=True)
        ]
        result = score(Responses(READY, said), scorer=scorer)
        own = told(whole.filter(pl.col("site") == site))
        assert [(row["node"], row["value"], row["level"]) for row in own] == [
            (found.key, found.value, found.level) for found in result.scores
        ]
    long = frame.unpivot(index=["site", "respondent"], on=ITEMS, variable_name="item")
    assert tables.evaluate(long, question).equals(whole)


def test_scores_that_cannot_be_asked_for() -> None:
    wrong: list[tuple[dict[str, Any], str]] = [
        ({"scorer": "best"}, "no scorer named 'best'"),
        ({"policy": "none"}, "no policy named 'none'"),
        ({"framework": "bts"}, "framework must be a Framework"),
    ]
    for how, message in wrong:
        with pytest.raises(CqikitError, match=message):
            tables.Scores(**{"keys": "site", "framework": READY, **how})
    frame = pl.DataFrame({"site": ["a"], ITEMS[0]: [9]})
    with pytest.raises(DataError, match=r"a: 1 problem\n  - row 1, column leader"):
        tables.evaluate(frame, tables.Scores(keys="site", framework=READY))
