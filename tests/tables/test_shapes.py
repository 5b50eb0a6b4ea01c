"""Whatever its shape, one data set gives the same series."""

from __future__ import annotations

from datetime import date, timedelta
from math import nan
from statistics import mean, median, stdev
from typing import Any, Final

import pandas as pd  # type: ignore[import-untyped]
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cqikit.core import Cadence, Frequency, period_of
from cqikit.errors import DataError, FieldError
from cqikit.measures import Measure, Series
from cqikit.tables import (
    Across,
    Flag,
    Layout,
    MeasureColumns,
    Observed,
    Once,
    from_frame,
    observations,
    parse_csv,
    series_of,
    subgroups_of,
    to_csv,
)

SHARE = Measure(key="missed", title="Missed visits", kind="proportion", per=100)
COUNT = Measure(key="missed", title="Missed visits", kind="count")
WAIT = Measure(key="wait", title="Days waited")

UNKNOWN: Any = None
#: (site, month) to missed and made visits.
Data = dict[tuple[str, date], tuple[int, int]]
Rows = list[dict[str, object]]


@st.composite
def data_sets(draw: st.DrawFn) -> Data:
    sites = draw(st.lists(st.sampled_from(["Adams", "Elm Co.", "No. 7"]), unique=True))
    first = period_of(
        draw(st.dates(date(1970, 1, 1), date(2060, 1, 1))), Frequency.MONTH
    )
    count = draw(st.integers(2, 5))
    cells = st.tuples(st.integers(0, 3), st.integers(0, 3))
    return {
        (site, first.shift(step).first): (missed, missed + made)
        for site in sites or ["Adams"]
        for step in range(count)
        for missed, made in [draw(cells.filter(sum))]
    }


def long(data: Data) -> Rows:
    return [
        {"site": site, "month": f"{day:%b-%y}", "missed": missed, "visits": visits}
        for (site, day), (missed, visits) in data.items()
    ]


def cases(data: Data) -> Rows:
    return [
        {
            "visit date": f"{day + timedelta(days=number):%m/%d/%Y}",
            "site": site,
            "missed?": "Y" if number < missed else "n",
        }
        for (site, day), (missed, visits) in data.items()
        for number in range(visits)
    ]


def wide(data: Data) -> Rows:
    return [
        {"site": site, "what": what}
        | {f"{day:%b-%y}": data[name, day][place] for name, day in data if name == site}
        for site in dict.fromkeys(site for site, _ in data)
        for place, what in enumerate(["missed", "visits"])
    ]


RATIO = MeasureColumns(measure="missed", numerator="missed", denominator="visits")
CASES = MeasureColumns(
    measure="missed", numerator=Flag(column="missed?", equals="Y"), denominator=1
)


def made_of(rows: Rows, layout: Layout, measure: Measure = SHARE) -> dict[str, Series]:
    table = parse_csv(to_csv(rows), name="x.csv")
    found = series_of(table, layout, [measure])
    return {team: made for (_, team), made in found.items()}


def told(made: Series) -> dict[date, tuple[float, float]]:
    firsts = [period.first for period in made.periods]
    return dict(
        zip(firsts, zip(made.numerators, made.denominators, strict=True), strict=True)
    )


SHAPES: Final[dict[str, dict[str, Any]]] = {
    "long": {"period": "month", "measures": [RATIO]},
    "cases": {"period": "visit date", "measures": [CASES], "add": True, "dates": "mdy"},
    "wide": {"across": Across(names="what"), "measures": [RATIO]},
}


@given(data_sets(), st.sampled_from([*SHAPES]), st.data())
def test_all_shapes_of_one_data_set_give_equal_series(
    data: Data, name: str, drawn: st.DataObject
) -> None:
    expected: dict[str, dict[date, tuple[float, float]]] = {}
    for (site, day), numbers in data.items():
        expected.setdefault(site, {})[day] = numbers
    sums = {
        day: tuple(map(sum, zip(*(own[day] for own in expected.values()), strict=True)))
        for day in next(iter(expected.values()))
    }
    written = {"long": long, "cases": cases, "wide": wide}[name](data)
    rows = drawn.draw(st.permutations(written))

    def read_as(**more: object) -> dict[str, Series]:
        return made_of(rows, Layout(**{"file": "x", **SHAPES[name], **more}))

    each = read_as(team="site")
    assert {team: told(made) for team, made in each.items()} == expected
    assert told(read_as(add=True)[""]) == sums
    site = next(iter(expected))
    assert told(read_as(where={"site": site})[""]) == expected[site]


def test_frames_are_shaped_as_files_are() -> None:
    rows = {"Site": ["A", "B"], "Jan-24": [1, 2], "Feb-24": [3, 4]}
    layout = Layout(
        file="x",
        team="Site",
        across=Across(value="missed"),
        measures=[MeasureColumns(measure="missed", value="missed")],
    )
    for frame in (pd.DataFrame(rows), pl.DataFrame(rows)):
        found = observations(from_frame(frame), layout, [COUNT])
        assert [observation.value for observation in found["missed", "B"]] == [2, 4]


def read(
    text: str, columns: MeasureColumns, measure: Measure = WAIT, **more: object
) -> dict[str, list[tuple[str, float]]]:
    layout = Layout(**{"file": "x.csv", "period": "when", **more}, measures=[columns])  # type: ignore[arg-type]
    found = observations(parse_csv(text, name="x.csv"), layout, [measure])
    return {
        team: [(str(observation.period), observation.value) for observation in made]  # type: ignore[misc]
        for (_, team), made in found.items()
    }


def refusal(
    text: str, columns: MeasureColumns, measure: Measure = WAIT, **more: object
) -> list[str]:
    with pytest.raises(DataError) as caught:
        read(text, columns, measure, **more)
    return [str(problem) for problem in caught.value.problems]


VALUE = MeasureColumns(measure="wait", value="wait")


@given(
    st.lists(st.tuples(st.sampled_from("AB"), st.integers(1, 28), st.integers(0, 99)))
)
def test_mean_median_and_sum_are_those_of_the_rows_of_a_period(
    rows: list[tuple[str, int, int]],
) -> None:
    rows = [*rows, ("A", 3, 4)]
    text = "team,when,wait\n" + "".join(
        f"{team},2024-01-{day:02},{wait}\n" for team, day, wait in rows
    )
    waits: dict[str, list[int]] = {}
    for team, _, wait in rows:
        waits.setdefault(team, []).append(wait)
    for take, statistic in (("sum", sum), ("median", median), ("mean", None)):
        columns = MeasureColumns(measure="wait", value="wait", take=take)  # type: ignore[arg-type]
        found: object = read(text, columns, team="team")
        expected = {
            team: statistic(own) if statistic else sum(own) / len(own)
            for team, own in waits.items()
        }
        assert found == {
            team: [("2024-01", pytest.approx(value))]
            for team, value in expected.items()
        }


@given(
    st.lists(st.tuples(st.sampled_from("AB"), st.integers(1, 60), st.integers(0, 99)))
)
def test_subgroups_are_the_rows_of_each_period(
    rows: list[tuple[str, int, int]],
) -> None:
    first = date(2024, 1, 1)
    rows = [*rows, ("A", 3, 4)]
    text = "team,when,wait\n" + "".join(
        f"{team},{first + timedelta(days=day)},{wait}\n" for team, day, wait in rows
    )
    columns = MeasureColumns(measure="wait", value="wait", take="mean")
    other = MeasureColumns(measure="missed", value="wait", take="sum")
    layout = Layout(period="when", team="team", measures=[columns, other])
    table = parse_csv(text + "A,2024-01-02,\n", name="x.csv")
    found = subgroups_of(table, layout, [WAIT, COUNT])
    groups: dict[tuple[str, str], list[int]] = {}
    for team, day, wait in rows:
        month = f"{first + timedelta(days=day):%Y-%m}"
        groups.setdefault((team, month), []).append(wait)
    made = {
        (team, str(period)): (centre, size, sd)
        for (key, team), own in found.items()
        for period, centre, size, sd in zip(
            own.on, own.means, own.sizes, own.sds, strict=True
        )
        if key == "wait"
    }
    expected: object = {
        group: (
            pytest.approx(mean(waits)),
            len(waits),
            pytest.approx(stdev(waits) if len(waits) > 1 else nan, nan_ok=True),
        )
        for group, waits in groups.items()
    }
    assert made == expected
    assert {key for key, _ in found} == {"wait"}


def test_what_is_not_known_is_left_out_or_makes_a_sum_unknown() -> None:
    text = "when,wait\n2024-01-03,5\n2024-01-09,\n2024-02-01,3\n2024-03-01,\n"
    for take, expected in (
        ("mean", [5, 3, None]),
        ("median", [5, 3, None]),
        ("sum", [None, 3, None]),
    ):
        columns = MeasureColumns(measure="wait", value="wait", take=take)  # type: ignore[arg-type]
        values: list[object] = [value for _, value in read(text, columns)[""]]
        assert values == expected
    text = "when,wait\n2024-01-03,\n2024-01-09,\n"
    columns = MeasureColumns(measure="wait", value="wait", take="median")
    assert read(text, columns)[""] == [("2024-01", UNKNOWN)]


def test_a_share_is_of_the_rows_that_could_count_and_are_known() -> None:
    text = (
        "when,eligible,done\n2024-01-01,yes,Y\n2024-01-02,no,Y\n2024-01-03,yes,N\n"
        "2024-01-04,yes,\n2024-01-05,,Y\n"
    )
    columns = MeasureColumns(
        measure="missed",
        numerator=Flag(column="done", equals="y"),
        denominator=Flag(column="eligible", equals=["yes", "Yes!"]),
    )
    layout = Layout(file="x.csv", period="when", add=True, measures=[columns])
    (found,) = observations(parse_csv(text, name="x.csv"), layout, [SHARE])[
        "missed", ""
    ]
    assert (found.numerator, found.denominator) == (1, 2)
    assert found.row == "x.csv rows 2 to 6"


def test_cases_are_counted_and_a_month_without_one_may_be_zero() -> None:
    text = "site,fell on\nA,2024-01-03\nA,2024-01-09\nB,2024-03-01\nA,2024-03-02\n"
    count = MeasureColumns(measure="missed", value=1, take="sum")
    zeros = MeasureColumns(measure="missed", value=1, zeros=True)
    assert read(text, count, COUNT, period="fell on")[""] == [
        ("2024-01", 2),
        ("2024-03", 2),
    ]
    found = read(text, zeros, COUNT, period="fell on", team="site")
    assert {team: dict(rows) for team, rows in found.items()} == {
        "A": {"2024-01": 2, "2024-02": 0, "2024-03": 1},
        "B": {"2024-01": 0, "2024-02": 0, "2024-03": 1},
    }
    layout = Layout(file="x", period="fell on", measures=[zeros], where={"site": "A"})
    table = parse_csv(text, name="x.csv")
    rows = series_of(table, layout, [COUNT])["missed", ""].rows
    assert rows == ("x.csv rows 2 to 3", "x.csv, without a row", "x.csv row 5")


def test_of_each_person_one_row_counts() -> None:
    text = (
        "who,when,done,wait\nann,2024-01-20,N,7\nann,2024-01-05,Y,9\n"
        "bob,2024-01-05,N,1\nann,2024-02-01,N,2\nbob,2024-01-05,N,3\nbob,2024-02,N,\n"
    )
    done = MeasureColumns(
        measure="missed", numerator=Flag(column="done", equals="Y"), denominator=1
    )
    for keep, counts in (
        ("first", [(1, 2), (0, 2)]),
        ("last", [(0, 2), (0, 2)]),
        ("any", [(1, 2), (0, 2)]),
    ):
        layout = Layout(
            file="x.csv",
            period="when",
            once=Once(column="who", keep=keep),  # type: ignore[arg-type]
            add=True,
            measures=[done],
        )
        found = observations(parse_csv(text, name="x.csv"), layout, [SHARE])
        assert [
            (observation.numerator, observation.denominator)
            for observation in found["missed", ""]
        ] == counts
    take = MeasureColumns(measure="wait", value="wait", take="mean")
    for keep, mean_of in (("first", 5), ("last", 5), ("any", 6)):
        once = Once(column="who", keep=keep)  # type: ignore[arg-type]
        assert read(text, take, once=once)[""][0] == ("2024-01", mean_of)


def test_days_lie_between_the_events_of_each_team() -> None:
    gaps = MeasureColumns(measure="wait", between=True)
    days = Measure(key="wait", title="Days between falls", kind="time-between")
    text = "site,when\nA,1/20/2024\nB,1/3/2024\nA,1/4/2024\nA,1/20/2024\nB,1/9/2024\n"
    assert read(text, gaps, days, team="site") == {
        "A": [("2024-01-20", 16), ("2024-01-20", 0)],
        "B": [("2024-01-09", 6)],
    }
    cases = Measure(key="wait", title="Cases between", kind="units-between")
    assert read("when\n#3\n#9\n#10\n", gaps, cases)[""] == [("#9", 5), ("#10", 0)]
    assert read("when\n2024-01-05\n", gaps, days) == {}
    assert refusal("when\n2024-01-05\n2024-02\n", gaps, days) == [
        "row 3, column when: must be a day (got 2024-02)"
    ]
    assert refusal("when\n2024-01-05\nFY24\n", gaps, days)[0].startswith("row 3")
    assert refusal("when\n2024-01-05\n", gaps) == [
        (
            "measure 1 of the layout: must be time-between or units-between"
            " (got continuous)"
        )
    ]


def test_rows_of_one_period_are_refused_with_the_column_that_tells_them_apart() -> None:
    text = "site,when,wait\nA,2024-01,1\nB,2024-01,2\nA,2024-02,1\nB,2024-02,2\n"
    assert refusal(text, VALUE) == [
        (
            'a row a site (A, B): say team = "site" (--team), or add = true (--add) to'
            " add them up"
        )
    ]
    assert refusal(text + "B,2024-02,2\n", VALUE)[0].startswith("rows 3, 5 and 6: ")
    numbered = text.replace("A", "1").replace("B", "2")
    assert refusal(numbered, VALUE)[0].startswith(
        "rows 3 and 5: 2024-01 stands in row 2"
    )


def test_periods_that_stand_across_are_seen_and_named() -> None:
    text = "site,Jan-24,Feb-24\nA,1,2\n"
    assert refusal(text, VALUE) == [
        (
            "periods stand across (Jan-24, Feb-24 ...), each in a column of its own:"
            ' say across = { value = "..." }, what their cells are (--across)'
        )
    ]
    assert refusal("site,Jan-24\nA,1\n", VALUE)[0].startswith("no column named 'when'")
    across = Across(value="wait")
    assert read(text, VALUE, across=across, period="") == {
        "": [("2024-01", 1), ("2024-02", 2)]
    }
    odd = "site,Jan-24,Feb-24\nA,x,2\nB,1,y\n"
    (said,) = refusal(odd, VALUE, across=across, team="site")
    assert said.startswith(
        "rows 2 and 3, column wait: must be a number (got 'x' below Jan-24, 'y' below"
        " Feb-24)"
    )
    assert refusal("wait,Jan-24\nA,1\n", VALUE, across=across) == [
        (
            "across: two columns would be named 'wait': give the value, or the period,"
            " another name"
        )
    ]
    some = Across(value="wait", columns=["Feb-24"])
    assert read(text, VALUE, across=some) == {"": [("2024-02", 2)]}
    assert refusal("site,when\nA,1\n", VALUE, across=across) == [
        (
            "across: across must be columns named by periods, such as Jan-24 or 2024-01"
            " (got 'site, when')"
        )
    ]
    assert refusal("site,Jan-24,2024\nA,1,1\n", VALUE, across=across) == [
        (
            "across: across must be columns named by periods of one length (got 'Jan-24"
            " is a month, 2024 is a year'): list them in across.columns"
        )
    ]
    assert refusal("site,Jan-24\nA,1\n", VALUE, across=Across(names="what")) == [
        "across: no column named 'what'; there are Jan-24, site"
    ]
    twice = "what,Jan-24\nwait,1\nwait,2\n"
    assert refusal(twice, VALUE, across=Across(names="what")) == [
        "row 3, column Jan-24: wait stands in row 2 already"
    ]
    assert refusal("a,1/2/2024,2/2/2024\nA,1,1\n", VALUE, across=across)[0].startswith(
        "across: period must show which comes first"
    )


def test_conditions_that_no_row_fulfils_are_refused() -> None:
    text = "site,sort,when,wait\nNorth,a,2024-01,1\nSouth,b,2024-01,2\n"
    assert refusal(text, VALUE, where={"site": "Nroth", "srt": "a"}) == [
        (
            "where of the layout: no cell of column site says 'Nroth'; it has 'North',"
            " 'South'; did you mean 'North'?"
        ),
        "where of the layout: no column named 'srt'; did you mean 'sort'?",
    ]
    assert refusal(text, VALUE, where={"site": "North", "sort": ["b"]}) == [
        "where of the layout: no row has what is wanted of site and sort at once"
    ]
    assert read(text, VALUE, where={"site": "NORTH "}) == {"": [("2024-01", 1)]}
    many = "".join(f"{name},a,2024-01,1\n" for name in "BCDEFGHI")
    assert "'G' and 4 more" in refusal(text + many, VALUE, where={"site": "x"})[0]
    assert refusal(text + many, VALUE, where={"site": "Nroth"})[0].endswith(
        "'G' and 4 more; did you mean 'North'?"
    )
    blank = "site,when,wait\n,2024-01,1\n"
    assert refusal(blank, VALUE, where={"site": "x"})[0].endswith("'x'; it has none")
    yes = MeasureColumns(
        measure="wait", value=Flag(column="site", equals="N"), take="sum"
    )
    assert refusal(text, yes) == [
        (
            "no cell of column site says 'N'; it has 'North', 'South';"
            " did you mean 'North'?"
        )
    ]
    missing = MeasureColumns(measure="wait", value=Flag(column="so", equals="a"))
    assert refusal(text, missing)[0].startswith("no column named 'so'")


def test_weeks_are_dated_by_one_weekday() -> None:
    weekly = Measure(key="wait", title="Waits", frequency="week")
    fridays = "when,wait\n2024-01-05,3\n2024-01-12,4\n"
    said: list[str] = []
    layout = Layout(file="x.csv", period="when", measures=[VALUE])
    table = parse_csv(fridays, name="x.csv")
    (made,) = series_of(table, layout, [weekly], say=said.append).values()
    assert [str(period) for period in made.periods] == ["2024-W01", "2024-W02"]
    assert said == ["weeks are dated by their Fridays"]
    mixed = fridays + "".join(
        f"2024-{day},1\n" for day in ("01-15", "01-22", "01-29", "02-06", "02-13")
    )
    (said_so,) = refusal(mixed + "2024-02-23,1\n2024-03-01,1\n", VALUE, weekly)
    assert said_so == (
        "column when: must be dated by one weekday, as 4 rows are by Friday;"
        " 2024-01-15 in row 4 is a Monday, 2024-01-22 in row 5 is a Monday, 2024-01-29"
        " in row 6 is a Monday and 2 more (got '2024-01-15'): write weeks as"
        " 2024-W05, or add = true where each row is an event; if they are no weeks, say"
        " how long a period is (--every day)"
    )
    assert len(read(mixed, VALUE, weekly, add=True)[""]) == 7
    mondays = "when,wait\n2024-01-01,3\n2024-W02,4\n"
    assert len(read(mondays, VALUE, weekly)[""]) == 2


def test_dates_are_read_by_what_is_said_of_them() -> None:
    ask = "when,wait\n1/2/2024,3\n1/3/2024,4\n"
    assert refusal(ask, VALUE) == [
        (
            "column when: must show which comes first, the month or the day (got"
            ' \'1/2/2024\'): say dates (--dates) = "mdy" (2024-01-02) or "dmy"'
            " (2024-02-01)"
        )
    ]
    assert read(ask, VALUE, dates="dmy")[""] == [("2024-02", 3), ("2024-03", 4)]
    once = Once(column="wait", keep="last")
    assert "must show which" in refusal(ask, VALUE, once=once)[0]
    assert "'tema'" in refusal(ask, VALUE, team="tema")[0]
    mixed = "when,wait\n1/15/2024,3\n2/15/2024,3\n15/3/2024,4\n"
    assert refusal(mixed, VALUE) == [
        (
            "column when: must be written in one order: 1/15/2024 in row 2 is"
            " month/day/year, and 15/3/2024 in row 4 is not (got '15/3/2024'): write"
            " them as month/day/year, or all as 2024-01-31"
        )
    ]
    serial = "when,wait\n45292,3\n45323,4\n"
    assert read(serial, VALUE, dates="excel")[""] == [("2024-01", 3), ("2024-02", 4)]
    quarterly = Measure(key="wait", title="Waits", frequency="quarter")
    fiscal = "when,wait\nFY24 Q1,3\nFY24 Q2,4\n"
    assert read(fiscal, VALUE, quarterly, year_start=10)[""] == [
        ("2023-Q4", 3),
        ("2024-Q1", 4),
    ]
    assert "in which month" in refusal(fiscal, VALUE, quarterly)[0]
    with pytest.raises(DataError, match="in which month"):
        read("who,when,wait\na,FY24,1\n", VALUE, once=Once(column="who", keep="last"))


def test_a_fiscal_calendar_of_a_measure_reads_fiscal_years() -> None:
    yearly = Measure(
        key="wait",
        title="Waits",
        frequency="year",
        cadence=Cadence(frequency="year", year_start=7),
    )
    assert read("when,wait\nFY24,3\n2024/25,4\n", VALUE, yearly)[""] == [
        ("2023-07/2024-06", 3),
        ("2024-07/2025-06", 4),
    ]


def test_what_is_withheld_of_a_sum_withholds_it() -> None:
    text = "site,when,n,of\nA,2024-01,<5,40\nB,2024-01,20,40\nA,2024-02,7,40\n"
    layout = Layout(
        period="when",
        add=True,
        measures=[MeasureColumns(measure="missed", numerator="n", denominator="of")],
    )
    first, second = observations(parse_csv(text, name="x.csv"), layout, [SHARE])[
        "missed", ""
    ]
    assert (first.numerator, first.denominator, first.withheld) == (None, None, "<5")
    assert (second.numerator, second.denominator, second.withheld) == (7, 40, "")


def test_what_is_excluded_of_a_sum_excludes_it() -> None:
    text = "site,when,n,of,days\nA,2024-01,1,4,31\nB,2024-01,2,4,3\n"
    columns = MeasureColumns(
        measure="missed",
        numerator="n",
        denominator="of",
        observed=Observed(column="days", of=31, least=10),
    )
    layout = Layout(file="x.csv", period="when", add=True, measures=[columns])
    (found,) = observations(parse_csv(text, name="x.csv"), layout, [SHARE])[
        "missed", ""
    ]
    assert found.excluded == "only 3 of 31 observed (least 10)"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (lambda: Flag(column="a"), "must have at_least"),
        (lambda: Flag(column="a", equals="Y", at_least=1), "must have at_least"),
        (lambda: Flag(column="a", equals=[True]), "must be text"),
        (lambda: Flag(column="a", equals={"b": 1}), "equals"),
        (Across, "value must be there"),
        (lambda: Once(column="a", keep="some"), "first, last, any"),  # type: ignore[arg-type]
        (lambda: MeasureColumns(measure="a"), "value must be there"),
        (
            lambda: MeasureColumns(
                measure="a", numerator="b", denominator="c", take="mean"
            ),
            "take must go with a value",
        ),
        (
            lambda: MeasureColumns(measure="a", value=1, take="mean", zeros=True),
            "zeros must go with a value that is added",
        ),
        (lambda: Layout(file="x", measures=[VALUE]), "period must be text"),
        (lambda: Layout(file="x", period="a", measures=[VALUE], where="a"), "where"),
        (
            lambda: Layout(file="x", period="a", measures=[VALUE], where={"a": []}),
            "where.a must",
        ),
        (
            lambda: Layout(
                file="x", period="a", measures=[VALUE], where={"a": [1, True]}
            ),
            "where",
        ),
        (
            lambda: Layout(file="x", period="a", measures=[VALUE], year_start=13),
            "at most 12",
        ),
        (
            lambda: Layout(file="x", period="a", measures=[VALUE], dates="iso"),  # type: ignore[arg-type]
            "mdy, dmy, ymd",
        ),
    ],
)
def test_a_shape_that_cannot_be_is_refused(wrong: object, said: str) -> None:
    with pytest.raises(FieldError, match=said):
        wrong()  # type: ignore[operator]


def test_flags_take_numbers_and_words() -> None:
    assert Flag(column="a", equals=1)(1.0) == 1
    assert Flag(column="a", equals=["Yes", 1])("yes ") == 1
    assert Flag(column="a", at_least=2)(1) == 0
    both = Flag(column="a", at_least=2, at_most=4)
    assert [both(number) for number in (1.9, 2, 4, 4.1)] == [0, 1, 1, 0]


def test_few_days_of_another_weekday_are_all_named() -> None:
    weekly = Measure(key="wait", title="Waits", frequency="week")
    mixed = "when,wait\n2024-01-05,3\n2024-01-12,4\n2024-01-15,1\n"
    (said,) = refusal(mixed, VALUE, weekly)
    assert "by Friday; 2024-01-15 in row 4 is a Monday (got" in said
