"""A table as people have it gets a layout that reads it, or what must be said."""

from __future__ import annotations

import inspect
import sys
from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pandas as pd  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cqikit.core import Frequency, parse_period
from cqikit.errors import DataError, UnknownNameError
from cqikit.measures import Direction, MeasureKind
from cqikit.tables import (
    Across,
    ColumnKind,
    Flag,
    Take,
    from_frame,
    parse_csv,
    propose,
    series_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from cqikit.tables import Proposal

MONTHS = ("2024-01", "2024-02", "2024-03", "2024-04")
MISSED = (73, 70, 78, 66)
VISITS = (278, 285, 1260, 254)
RATES = tuple(100 * count / of for count, of in zip(MISSED, VISITS, strict=True))


def made(text: str, name: str = "visits.csv", **said: Any) -> Proposal:
    how = {word: said.pop(word) for word in ("missing", "header") if word in said}
    return propose(parse_csv(text, name, **how), **said)


def one(periods: Any, *, of: Any = VISITS, mark: str = ",") -> str:
    rows = zip(periods, MISSED, of, strict=True)
    lines = [("month", "missed", "visits"), *rows]
    return "\n".join(mark.join(map(str, cells)) for cells in lines)


WRITTEN = [
    one(MONTHS),
    one(("Jan-24", "Feb-24", "Mar-24", "Apr-24")),
    one(("January 2024", "February 2024", "March 2024", "April 2024")),
    one(("1/15/2024", "2/15/2024", "3/15/2024", "4/15/2024")),
    one(("1/2024", "2/2024", "3/2024", "4/2024")),
    one(("202401", "202402", "202403", "202404")),
    one(("2024-01-31", "2024-02-29", "2024-03-31", "2024-04-30")),
    one([f"{month}-01 00:00:00" for month in MONTHS]),
    one(MONTHS, mark=";"),
    one(MONTHS, mark="\t"),
    one(MONTHS, of=("278", "285", '"1,260"', "254")),
    f"Missed visits,,\n,,\n{one(MONTHS)}",
    f"{one(MONTHS)}\nTotal,287,2077",
]


@pytest.mark.parametrize("text", WRITTEN)
def test_however_it_is_written_the_same_series_is_proposed(text: str) -> None:
    found = made(text)
    assert found.asks == ()
    [series] = found.series
    assert series.values == pytest.approx(RATES)
    assert [str(period) for period in series.periods] == list(MONTHS)
    kinds = [column.kind for column in found.columns]
    assert kinds == [ColumnKind.PERIOD, ColumnKind.COUNT, ColumnKind.OF]
    assert found.measures[0].kind is MeasureKind.PROPORTION


def test_quarters_and_numbers_as_they_are() -> None:
    found = made('quarter,cost\nQ1 2024,"$7,300.00"\nQ2 2024,"$7,000.00"\n')
    assert found.measures[0].frequency is Frequency.QUARTER
    assert found.series[0].values == (7300.0, 7000.0)
    assert found.understood[-1] == "column cost: commas between thousands, $ left out"
    german = made("Monat;Quote\n2024-01;26,3\n2024-02;24,6\n")
    assert german.series[0].values == (26.3, 24.6)


def test_what_the_file_does_not_show_is_asked_with_what_answers_it() -> None:
    text = one(("1/1/2024", "2/1/2024", "3/1/2024", "4/1/2024"))
    found = made(text)
    [ask] = found.asks
    assert str(ask) == (
        "column month: must show which comes first, the month or the day"
        " (got '2/1/2024'):"
        ' say dates (--dates) = "mdy" (2024-02-01) or "dmy" (2024-01-02)'
    )
    assert not found.series
    told = made(text, dates="mdy")
    assert told.series[0].values == pytest.approx(RATES)
    assert told.layout is not None
    assert str(told.layout.dates) == "mdy"


def test_codes_are_asked_and_go_into_the_layout() -> None:
    text = one(MONTHS, of=("278", "n/a", "1260", "254"))
    [ask] = made(text).asks
    assert ask.fix == (
        'where nothing was observed, say missing = ["n/a"] (--missing n/a)'
    )
    found = made(text, missing="n/a")
    assert found.layout is not None
    assert found.layout.missing == ("n/a",)
    assert found.series[0].values[0] == pytest.approx(RATES[0])
    withheld = made(one(MONTHS, of=("278", "<5", "1260", "254")))
    assert withheld.series[0].withheld == ("", "<5", "", "")


def test_rows_of_one_period_are_told_apart_by_a_team() -> None:
    text = "Site,Ward,Month,late,n\n" + "".join(
        f"{site},x{month % 2},{month}/15/2024,3,{20 + month}\n"
        for site in ("North", "South", "West")
        for month in range(1, 7)
    )
    found = made(text)
    assert found.layout is not None
    assert found.layout.team == "Site"
    assert len(found.series) == 3
    assert found.decided[0] == (
        '3 teams, those of Site; one alone: --where "Site=North"'
    )
    alone = made(text, where={"Site": "North"})
    assert len(alone.series) == 1
    assert len(alone.series[0].values) == 6
    assert made(text, team="Ward").asks


def test_periods_that_stand_across_are_turned() -> None:
    found = made("Site,Jan-24,Feb-24\nNorth,3,4\nSouth,5,6\n", value="missed")
    assert found.layout is not None
    assert found.layout.across == Across(value="missed")
    assert [column.kind for column in found.columns] == [
        ColumnKind.TEAM,
        ColumnKind.ACROSS,
        ColumnKind.ACROSS,
    ]
    assert {series.team: series.values for series in found.series} == {
        "North": (3.0, 4.0),
        "South": (5.0, 6.0),
    }
    named = made("Measure,Jan-24,Feb-24\nmissed,3,4\nvisits,50,60\n")
    assert named.layout is not None
    assert named.layout.across == Across(names="Measure")
    assert named.columns[0].kind is ColumnKind.NAMES
    assert named.series[0].values == pytest.approx((6.0, 100 * 4 / 60))
    alone = made("month,2024\n2024-01,3\n2024-02,4\n")
    assert alone.layout is not None
    assert alone.layout.across is None
    mixed = made("Site,2024,Jan-24,month\nNorth,3,4,2024-01\nSouth,3,4,2024-02\n")
    assert mixed.layout is not None
    assert mixed.layout.across is None


CASES = "visit date,client id,missed?,late?,minutes\n" + "".join(
    f"{1 + day % 2}/{1 + day}/2024,{100 + day},{'YNN'[day % 3]},{'YN'[day > 4]},{day}\n"
    for day in range(24)
    for _ in range(2)
)


def test_rows_that_are_cases_are_counted_by_the_month() -> None:
    found = made(CASES)
    assert found.layout is not None
    assert found.layout.add
    [columns] = found.layout.measures
    assert columns.numerator == Flag(column="missed?", equals="Y")
    assert columns.denominator == 1.0
    assert len(found.series[0].values) == 2
    kinds = {column.column: column.kind for column in found.columns}
    assert kinds["client id"] is ColumnKind.PERSON
    assert kinds["missed?"] is ColumnKind.FLAG
    assert any("late? could be" in line for line in found.decided)
    weekly = made(CASES, every="week", count=Flag(column="late?", equals="N"))
    assert weekly.measures[0].frequency is Frequency.WEEK


def test_numbers_of_cases_are_averaged_and_rows_alone_counted() -> None:
    numbers = made("day,minutes\n1/13/2024,5\n1/13/2024,7\n2/20/2024,9\n")
    assert numbers.layout is not None
    assert numbers.layout.measures[0].take is Take.MEAN
    assert numbers.series[0].values == (6.0, 9.0)
    rows = made("day,ward\n1/13/2024,A\n1/14/2024,B\n3/20/2024,A\n")
    assert rows.series[0].values == (2.0, 0.0, 1.0)
    added = made("day,minutes\n1/13/2024,5\n1/13/2024,7\n2/20/2024,9\n", add=True)
    assert added.layout is not None
    assert added.layout.add


TWICE = [
    [*MONTHS, "2024-02"],
    ["Jan 2024", "Feb 2024", "2024-02", "Mar 2024", "Apr 2024"],
    ["2024-01-01", "2024-01-02", "2024-01-03", "2024-01-03", "2024-01-04"],
    ["2024-01-01", "2024-01-08", "2024-01-15", "2024-01-15", "2024-01-22"],
    ["2024-01-31", "2024-02-29", "2024-03-31", "2024-03-31", "2024-04-30"],
]


@pytest.mark.parametrize("periods", TWICE)
def test_a_period_twice_in_a_series_is_asked_as_whoever_reads_it_asks(
    periods: list[str],
) -> None:
    rows = zip(periods, "34567", ["new", *["old"] * 4], strict=True)
    text = "\n".join(["when,days,form", *map(",".join, rows)])
    found = made(text)
    assert found.layout is not None
    assert not found.layout.team
    with pytest.raises(DataError) as caught:
        series_of(parse_csv(text, "visits.csv"), found.layout, found.measures)
    assert found.asks == caught.value.problems
    assert "stands in row" in found.asks[0].message
    assert "--take mean" in found.asks[0].fix
    taken = made(text, take="mean")
    assert taken.layout is not None
    assert taken.layout.measures[0].take is Take.MEAN
    assert not taken.asks


def test_most_periods_twice_are_cases_and_days_far_apart_are_too() -> None:
    cases = made("month,days\n2024-01,5\n2024-01,7\n2024-02,9\n2024-02,11\n2024-03,2\n")
    assert cases.series[0].values == (6.0, 10.0, 2.0)
    days = ["1/3", "1/4", "1/9", "1/9", "1/30", "2/2", "2/20", "3/1"]
    rows = "".join(f"{day}/2024,{place}\n" for place, day in enumerate(days))
    apart = made(f"day,minutes\n{rows}", dates="mdy")
    assert apart.layout is not None
    assert apart.layout.measures[0].take is Take.MEAN
    # Which of two orders is meant, is asked first.
    vague = made("day,n\n1/3/2024,5\n1/4/2024,7\n1/4/2024,7\n1/5/2024,9\n")
    assert "dates" in vague.asks[0].fix


def test_a_period_of_another_length_is_told_by_its_row_beside_all_else() -> None:
    text = "when,falls\n2024-01,3\n2024-02,x\n2024-Q2,5\n2024-03,6\n"
    assert [str(ask).partition(": where")[0] for ask in made(text).asks] == [
        "row 3, column falls: must be a number (got 'x')",
        "row 4, column when: must be a month (got '2024-Q2'): write it like 2024-04",
    ]
    # How far apart days are, no row says alone.
    (ask,) = made("when,n\n2024-01-01,3\n0024-02-04,4\n2024-01-02,9\n").asks
    assert str(ask).startswith("column when must be days of one calendar")
    # Of what is not read no length is told.
    (ask,) = (vague := made("FY,n\nFY22,3\nFY23,4\nFY24,4\n")).asks
    assert str(ask).startswith("rows 2, 3 and 4, column FY: must say in which month")
    assert not [told for told in vague.decided if "periods are" in told]


@pytest.mark.parametrize(
    ("form", "slip"),
    [
        ("{:%Y-%m-%d}", "2026-02-31"),
        ("{:%d.%m.%Y}", "31.02.2026"),
        ("{:%m/%d/%Y}", "02/30/2026"),
    ],
)
def test_days_that_there_are_not_leave_a_column_one_of_days(
    form: str, slip: str
) -> None:
    rows = [form.format(date(2026, month, 30)) for month in (1, 3, 4)]
    text = "\n".join(f"{day},3" for day in [*rows, slip, *[slip + " 10:00"] * 3])
    found = made(f"day,falls\n{text}\n")
    assert found.columns[0].kind is ColumnKind.PERIOD
    assert str(found.asks[0]).startswith(
        "rows 5, 6, 7 and 1 more, column day: must be in the calendar (got"
    )
    assert found.asks[0].fix == "2026-02 ends on 2026-02-28"


def test_what_is_known_is_said() -> None:
    text = "month,begun,falls,days\n2024-01,2024-02,30,20\n2024-02,2024-03,4,30\n"
    found = made(text, count="falls", of="days", better="lower")
    assert found.measures[0].kind is MeasureKind.RATE
    assert found.measures[0].direction is Direction.LOWER
    assert "falls exceeds days in a row: a rate" in found.decided
    assert "begun could be (--period)" in found.decided[0]
    assert made(text, period="begun").series[0].periods[0].first.month == 2
    assert made(text, value="falls").series[0].values == (30.0, 4.0)
    fixed = made(text, count="falls", of=100.0)
    assert fixed.series[0].values == (30.0, 4.0)
    of_known = made("month,falls,days\n2024-01,3,20\n2024-02,4,30\n", count="falls")
    assert of_known.layout is not None
    assert of_known.layout.measures[0].denominator == "days"
    alone = made("month,falls\n2024-01,3\n2024-02,4\n", count="falls")
    assert alone.asks[0].fix == "say --of COLUMN, or --value instead"
    with pytest.raises(UnknownNameError, match="did you mean 'falls'"):
        made(text, value="fals")


def test_numbers_of_which_none_is_the_whole_are_taken_as_they_are() -> None:
    found = made("month,a,b\n2024-01,3,2\n2024-02,2,3\n")
    assert [measure.key for measure in found.measures] == ["a", "b"]


def test_names_alike_get_keys_of_their_own_and_ids_of_sites_are_teams() -> None:
    found = made("month,a %,a\n2024-01,3.5,2\n2024-02,2,3\n")
    assert [measure.key for measure in found.measures] == ["a", "a-2"]
    rows = "".join(
        f"{site},2024-0{month},{month}.5\n" for site in "AB" for month in (1, 2, 3)
    )
    sites = made(f"site_id,month,days\n{rows}")
    assert sites.layout is not None
    assert sites.layout.team == "site_id"


def test_a_table_without_periods_asks_for_them() -> None:
    found = made("site,late\nNorth,3\nSouth,4\n")
    assert found.layout is None
    assert found.asks[0].message == (
        "no column seems to have periods or days (there are site, late)"
    )
    numbered = made("fiscal year,late\nFY24 Q1,3\nFY24 Q2,4\n")
    assert "say year_start" in str(numbered.asks[0])
    assert made("fiscal year,late\nFY24 Q1,3\nFY24 Q2,4\n", year_start=7).series
    serial = made("date,late\n45292,3\n45323,4\n")
    assert 'dates (--dates) = "excel"' in str(serial.asks[0])
    plain = made("year,late,population\n2023,3,45300\n2024,4,45400\n")
    assert plain.measures[0].frequency is Frequency.YEAR


def test_columns_that_cannot_be_used_hinder_nothing() -> None:
    found = made("month,late,x,x,empty\n2024-01,3,1,1,\n2024-02,4,1,1,\n")
    kinds = {column.column: column.kind for column in found.columns}
    assert kinds["x"] is kinds["empty"] is ColumnKind.UNUSED
    assert str(found.columns[1]) == "late: value (3, 4)"
    assert repr(found) == "<Proposal for visits.csv, 1 measure, 0 to ask>"


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["2024-01", "1/2/2024", "1/13/2024", "Jan-24", "n/a", ""]),
            st.sampled_from(["North", "South", "Y", "N", ""]),
            st.sampled_from(["1", "2", "1,017", "<5", "n/a", "-3", ""]),
            st.sampled_from(["10", "20", "2.5", "26%", ""]),
        ),
        min_size=1,
        max_size=8,
    )
)
def test_what_is_proposed_reads_the_table_or_says_what_to_answer(
    rows: list[tuple[str, ...]],
) -> None:
    lines = [",".join(f'"{cell}"' for cell in row) for row in rows]
    try:
        table = parse_csv("\n".join(["month,site,late,visits", *lines]))
    except DataError:
        return
    found = propose(table)
    if found.asks:
        assert not found.series
    else:
        assert found.layout is not None
        read = series_of(table, found.layout, found.measures)
        assert [repr(series) for series in read.values()] == [*map(repr, found.series)]


def test_columns_without_periods_are_listed_in_brief() -> None:
    names = [f"c{n}" for n in range(2_000)]
    wide = propose(parse_csv(f"{','.join(names)}\n{','.join('ab' for _ in names)}\n"))
    [asked] = wide.asks
    assert "(there are c0, c1, c2, c3, c4, c5, c6, c7 and 1992 more)" in str(asked)
    [same] = propose(parse_csv("c,c,c\n1,2,3\n2,3,4\n")).asks
    assert "two columns are named" in str(same)
    days = ["day", *(f"day{n}" for n in range(1, 20))]
    rows = "".join(
        ",".join(f"2026-01-{row:02}" for _ in days) + "\n" for row in range(1, 9)
    )
    dated = propose(parse_csv(f"{','.join(days)}\n{rows}"), across=False)
    assert any("and 16 more could be" in line for line in dated.decided)


def parsed(act: Callable[[], object]) -> Counter[str]:
    """Return how often each text is parsed as a period."""
    found: Counter[str] = Counter()
    parser = inspect.unwrap(parse_period).__code__

    def note(frame: Any, event: str, _: object) -> None:
        if event == "call" and frame.f_code is parser:
            text = frame.f_locals["text"]
            found.update([text] if isinstance(text, str) else [])

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        act()
    finally:
        sys.setprofile(before)
    return found


@pytest.mark.parametrize("style", ["%Y-%m-%d", "%d/%m/%Y", "%d %B %Y", "week %d"])
@pytest.mark.parametrize("of", ["day", "month", "week"])
def test_each_text_is_parsed_once(style: str, of: str) -> None:
    days = [date(2024, 1, 1) + timedelta(days=step) for step in range(40)]
    step = {"day": 1, "week": 7}.get(of, 1)
    texts = [day.strftime(style) for day in days[::step]]
    rows = "".join(f"{text},{place}\n" for place, text in enumerate(texts))
    table = parse_csv(f"day,n\n{rows}", "f.csv")
    every: Any = "month" if of == "month" else None
    found = parsed(lambda: propose(table, period="day", every=every, add=bool(every)))
    assert len(found) == len({*texts})
    assert {*found.values()} == {1}


def test_of_many_distinct_cells_some_say_what_a_column_is() -> None:
    rows = "".join(f"no day {row},x{row}\n" for row in range(5_000))
    table = parse_csv(f"day,n\n{rows}")
    assert len(parsed(lambda: propose(table))) < 4_010


def test_all_numbers_of_a_column_say_what_it_is_out_of() -> None:
    day = date(2000, 1, 1)
    rows = [(day + timedelta(days=row), 1, 5_000 + row) for row in range(5_000)]
    text = "day,late,visits\n{}\n".format
    lines = [",".join(map(str, row)) for row in rows]
    usual = made(text("\n".join(lines)))
    assert [seen.kind.value for seen in usual.columns] == ["period", "count", "out of"]
    # Of the rows that are looked at first, this one is none.
    lines[4] = f"{rows[4][0]},99999,5004"
    other = made(text("\n".join(lines)))
    assert [seen.kind.value for seen in other.columns] == ["period", "value", "value"]


@pytest.mark.parametrize(
    "name",
    [
        *("Target", "falls goal", "Baseline (2023)", "benchmark rate", "YTD", "n YTD"),
        *("Year to date", "cumulative falls", "% change", "Change", "change from May"),
        *("difference", "YoY %", "Day", "month number", "week_no", "Day of week"),
    ],
)
def test_numbers_about_others_are_no_measures(name: str) -> None:
    text = f"when,{name},n\n2024-01-01,1,3\n2024-01-02,2,2\n2024-01-03,3,4\n"
    found = made(text)
    assert [measure.key for measure in found.measures] == ["n"]
    assert found.columns[1].kind is ColumnKind.UNUSED
    assert found.decided[1] == (
        f"{name}: passed over, as by their names they are no measures (otherwise:"
        " --value)"
    )
    # Where it is named, or all there is, it is charted.
    assert made(text, value=name).measures[0].title == name
    alone = made(f"when,{name}\n2024-01-01,1\n2024-01-02,2\n2024-01-03,3\n")
    assert [measure.title for measure in alone.measures] == [name]


@pytest.mark.parametrize(
    "name", ["on target", "goals met", "days", "weight", "a" * 61 + " change"]
)
def test_numbers_that_are_called_like_a_measure_are_one(name: str) -> None:
    found = made(f"when,{name},n\n2024-01,3,3.5\n2024-02,2,9\n2024-03,3,4\n")
    assert [measure.title for measure in found.measures] == [name, "n"]


def test_a_target_beside_periods_that_stand_across_is_passed_over() -> None:
    text = "what measure,Target,Jan-24,Feb-24,YTD\nfalls,3,4,5,9\nvisits,9,8,7,15\n"
    found = made(text)
    assert not found.asks
    assert found.decided[:2] == (
        "Target is passed over: by its name, no measure",
        "YTD is passed over: a total",
    )
    assert [measure.numerator for measure in found.measures] == ["falls"]
    # One of which there are two is told once, and hinders nothing.
    twice = made(text.replace("Target,", "YTD,"))
    assert not twice.asks
    assert twice.decided[0] == "YTD is passed over: a total"
    assert "YTD" not in twice.decided[1]
    # What a row is to reach in words is no number of it.
    words = "site,Goal,Jan-24,Feb-24\nN,fewer,4,5\nS,shorter,8,7\n"
    assert made(words).columns[1].kind is not ColumnKind.VALUE


@pytest.mark.parametrize(
    ("name", "texts"),
    [
        ("FY", ["FY22", "FY23", "FY24"]),
        ("Fiscal Year", ["FY2021-22", "FY2022-23", "FY2023-24"]),
        ("School Year", ["2021-22", "2022-23", "2023-24"]),
    ],
)
def test_when_a_year_begins_is_asked_and_never_guessed(
    name: str, texts: list[str]
) -> None:
    rows = "".join(f"{text},{place}\n" for place, text in enumerate(texts))
    (ask,) = made(f"{name},n\n{rows}").asks
    assert ask.fix.startswith("say year_start (--year-start), such as 7 for")
    said = made(f"{name},n\n{rows}", year_start=7)
    assert [period.first.isoformat() for period in said.series[0].periods] == [
        *("2021-07-01", "2022-07-01", "2023-07-01"),
    ]
    (quarters,) = made("Quarter,n\nQ1,3\nQ2,4\nQ3,5\n").asks
    assert quarters.fix == "write its year, too, with four digits"


def test_numbers_with_a_point_are_no_months_and_have_no_calendar() -> None:
    months = [2024.01, 2024.03, 2024.05, 2024.07]
    vague = propose(from_frame(pd.DataFrame({"month": months, "n": [1, 2, 3, 4]})))
    (ask,) = vague.asks
    assert ask.fix == "no number tells 2026.1 from 2026.10: write months as text"
    assert not [told for told in vague.decided if "periods are" in told]
    small = pd.DataFrame({"month": [1.5, 2.5], "n": [1, 2]})
    (other,) = propose(from_frame(small), period="month").asks
    assert not other.fix
