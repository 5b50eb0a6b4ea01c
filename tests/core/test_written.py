"""A date is read as it was written, and never guessed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cqikit.core import (
    Cadence,
    DateStyle,
    Frequency,
    Writing,
    between_events,
    is_dated,
    parse_period,
    period_of,
    timeline,
    writing_of,
)
from cqikit.errors import DataError, FieldError

FORMS_OF_MONTHS = (
    "{0:%b-%y}",
    "{0:%b %Y}",
    "{0:%B %Y}",
    "{0:%B, %Y}",
    "{0:%b. %y}",
    "{0:%Y-%b}",
    "{0:%Y %B}",
    "{0:%b%Y}",
    "{0:%m/%Y}",
    "{0.month}/{0:%Y}",
    "{0:%m.%Y}",
    "{0.month}-{0:%Y}",
    "{0:%Y/%m}",
    "{0:%Y}-{0.month}",
    "{0:%Y%m}",
    "{0:%b} '{0:%y}",
)
FORMS_OF_DAYS = (
    "{0:%d.%m.%Y}",
    "{0.day}.{0.month}.{0:%Y}",
    "{0:%d-%b-%Y}",
    "{0:%d %B %Y}",
    "{0.day} {0:%b} {0:%y}",
    "{0:%d%b%Y}",
    "{0:%B} {0.day}, {0:%Y}",
    "{0:%b} {0.day} {0:%Y}",
    "{0:%b} {0.day}th, {0:%Y}",
    "{0:%Y-%m-%d} 00:00:00",
    "{0:%Y-%m-%d}T00:00:00Z",
    "{0:%Y-%m-%d}T09:30:00.5+02:00",
    "{0:%Y/%m/%d}",
    "{0.year}/{0.month}/{0.day}",
    "{0:%Y%m%d}",
    "{0:%d-%b-%Y} 12:00 AM",
)
days = st.dates(date(1969, 1, 1), date(2068, 12, 31))


@given(days, st.sampled_from(FORMS_OF_MONTHS))
def test_a_month_is_read_as_it_was_written(day: date, form: str) -> None:
    found = parse_period(form.format(day))
    assert found == period_of(day, Frequency.MONTH)


@given(days, st.sampled_from(list(Frequency)))
def test_what_a_period_is_called_stays_as_it_is(day: date, length: Frequency) -> None:
    said = str(period_of(day, length))
    assert Writing()(said) == said


@given(days, st.sampled_from(FORMS_OF_DAYS))
def test_a_day_is_read_as_it_was_written(day: date, form: str) -> None:
    assert parse_period(form.format(day)) == period_of(day, Frequency.DAY)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2024Q1", "2024-Q1"),
        ("Q1 2024", "2024-Q1"),
        ("q4-24", "2024-Q4"),
        ("2024 H2", "2024-H2"),
        ("H1 2024", "2024-H1"),
        ("1Q2024", "2024-Q1"),
        ("2024W5", "2024-W05"),
        ("Week 5, 2024", "2024-W05"),
        ("2024 wk 53", "2024 wk 53"),
        ("Sept 2024", "2024-09"),
        ("2024-01-15, 3:04 PM", "2024-01-15"),
        ("5/5/2024", "2024-05-05"),
        ("1/15/2024 0:00", "2024-01-15"),
    ],
)
def test_other_periods_have_their_usual_forms(text: str, said: str) -> None:
    if text == said:
        with pytest.raises(FieldError, match="must be in the calendar"):
            parse_period(text)
    else:
        assert str(parse_period(text)) == said


@pytest.mark.parametrize(
    ("text", "fix"),
    [
        ("31.02.2026", "2026-02 ends on 2026-02-28"),
        ("31.02.26", "2026-02 ends on 2026-02-28"),
        ("02/30/2028", "2028-02 ends on 2028-02-29"),
        ("2026-04-31", "2026-04 ends on 2026-04-30"),
        ("31 Feb 2026", "2026-02 ends on 2026-02-28"),
        ("20260231", "2026-02 ends on 2026-02-28"),
        ("2026-13-01", ""),
        ("2026-W54", ""),
        ("31.02.0000", ""),
    ],
)
def test_a_day_that_there_is_not_is_told_as_one(text: str, fix: str) -> None:
    with pytest.raises(FieldError, match="must be in the calendar") as caught:
        parse_period(text)
    assert caught.value.fix == fix


@pytest.mark.parametrize(
    ("others", "slip", "style"),
    [
        (["30.01.2026", "28.02.2026"], "31.02.2026", DateStyle.DMY),
        (["30/01/26", "25/03/2026"], "31/02/26", DateStyle.DMY),
        (["01/30/2026", "03/15/2026"], "02/30/2026", DateStyle.MDY),
        (["01/30/26", "03/15/2026"], "04/31/26", DateStyle.MDY),
    ],
)
def test_a_day_that_there_is_not_shows_no_order_and_is_refused_in_each(
    others: list[str], slip: str, style: DateStyle
) -> None:
    shown = writing_of([*others, slip])
    assert shown.style == style
    for writing in (shown, writing_of([slip], style), Writing(style=DateStyle.EXCEL)):
        with pytest.raises(FieldError, match="must be in the calendar"):
            writing(slip)
    other = DateStyle.MDY if style is DateStyle.DMY else DateStyle.DMY
    with pytest.raises(FieldError, match=r"must be (.*/year|in the calendar)"):
        Writing(style=other)(slip)


@pytest.mark.parametrize(
    "text",
    ["May", "Ma-24", "Foo-24", "13/2024", "2024/13", "45292", "31/31/2024", "24-Jan"],
)
def test_what_is_no_date_stays_refused(text: str) -> None:
    with pytest.raises(FieldError, match="period must be"):
        parse_period(text)


@given(
    st.one_of(
        st.text(max_size=45),
        st.text("0123456789/-. :,'TZQWHFYJanFebkth", max_size=45),
        st.text("0123456789/-.", min_size=6, max_size=10),
    ),
    st.sampled_from([None, *DateStyle]),
    st.sampled_from([None, 1, 7]),
)
def test_any_text_is_a_date_or_refused(
    text: str, style: DateStyle | None, starts: int | None
) -> None:
    try:
        plain = Writing(style=style, year_start=starts)(text)
        period = parse_period(plain)
    except FieldError:
        return
    assert parse_period(str(period)) == period


#: Twelve months in full and twelve in short, of four languages.
ABROAD = """
enero febrero marzo abril mayo junio
julio agosto septiembre octubre noviembre diciembre
ene feb mar abr may jun jul ago sept oct nov dic
janeiro fevereiro mar\u00e7o abril maio junho
julho agosto setembro outubro novembro dezembro
jan fev mar abr mai jun jul ago set out nov dez
janvier f\u00e9vrier mars avril mai juin
juillet ao\u00fbt septembre octobre novembre d\u00e9cembre
janv f\u00e9vr mars avr mai juin juil ao\u00fbt sept oct nov d\u00e9c
Januar Februar M\u00e4rz April Mai Juni
Juli August September Oktober November Dezember
Jan Feb M\u00e4rz Apr Mai Juni Juli Aug Sept Okt Nov Dez
""".split()  # noqa: SIM905  (as it reads in a calendar)
WAYS_ABROAD = (
    ("{0}-24", False),
    ("{0} 2024", False),
    ("{0} de 2024", False),
    ("{0}. 2024", False),
    ("2024 {0}", False),
    ("5 {0} 2024", True),
    ("5. {0} 2024", True),
    ("5 de {0} de 2024", True),
    ("05-{0}-2024 00:00:00", True),
)


@pytest.mark.parametrize(("way", "is_day"), WAYS_ABROAD)
def test_months_are_read_in_the_languages_of_files(way: str, is_day: bool) -> None:
    assert len(ABROAD) == 12 * 8
    for place, name in enumerate(ABROAD):
        number = place % 12 + 1
        plain = f"2024-{number:02}-05" if is_day else f"2024-{number:02}"
        bare = name.translate(str.maketrans("\u00e9\u00fb\u00e7\u00e4", "euca"))
        for written in (name, name.upper(), name.capitalize(), bare):
            text = way.format(written)
            assert Writing()(text) == plain, text
    assert Writing()("1er mars 2024") == "2024-03-01"
    assert Writing()("Mrz 24") == Writing()("Maerz 24") == "2024-03"


@pytest.mark.parametrize("name", ["jui", "ju", "enerito", "mois", "\u0661\u0662"])
def test_what_could_be_two_months_or_none_is_not_read(name: str) -> None:
    assert Writing()(f"{name} 2024") == f"{name} 2024"
    with pytest.raises(FieldError):
        parse_period(Writing()(f"{name} 2024"))


def test_long_texts_are_not_looked_at() -> None:
    for text in ("1/2/2024" + " " * 10_000 + "x", "9" * 10_000, "Jan" * 10_000 + ":"):
        assert Writing()(text) == text.strip()
        assert writing_of([text]).said == ""
        assert not is_dated([text])


@given(st.lists(days, min_size=1, max_size=30), st.sampled_from(["mdy", "dmy"]))
@example([date(2024, 5, 5)], "mdy")
@example([date(2024, 1, 2)], "dmy")
def test_an_order_is_shown_by_the_column_or_asked_for(
    column: list[date], style: Any
) -> None:
    form = "{0.month}/{0.day}/{0.year}" if style == "mdy" else "{0:%d/%m/%Y}"
    texts = [form.format(day) for day in column]
    declared = timeline(texts, "events", dates=style)
    assert [period.first for period in declared.periods] == column
    if any(day.day > 12 for day in column) or all(
        day.day == day.month for day in column
    ):
        assert timeline(texts, "events").periods == declared.periods
    else:
        with pytest.raises(FieldError, match=r'say dates = "mdy" .* or "dmy"'):
            timeline(texts, "events")


def test_a_column_that_mixes_orders_is_refused_with_the_rows_that_differ() -> None:
    texts = ["1/15/2024", "2/15/2024", "16/3/2024", *["17/4/2024"] * 3]
    with pytest.raises(FieldError) as caught:
        timeline(texts, name="month", where=[f"row {row}" for row in range(2, 8)])
    assert str(caught.value) == (
        "month must be written in one order: 1/15/2024 in row 2 is month/day/year,"
        " and 16/3/2024 in row 4, 17/4/2024 in row 5 are not (got '16/3/2024'):"
        " write them as month/day/year, or all as 2024-01-31"
    )
    odd = [f"{day}/1/2024" for day in range(13, 19)]
    with pytest.raises(FieldError, match=r"cell 12 and 3 more"):
        writing_of([f"1/{day}/2024" for day in range(13, 23)] + odd)


def test_dots_put_the_day_first_unless_the_column_shows_otherwise() -> None:
    assert writing_of(["01.02.2024"])("01.02.2024") == "2024-02-01"
    assert writing_of(["01.02.2024", "01.31.2024"])("01.02.2024") == "2024-01-02"
    with pytest.raises(FieldError, match="in one order"):
        writing_of(["01.02.2024", "1/15/2024"])


def test_short_years_may_stand_first() -> None:
    assert writing_of(["24/01/15", "99/01/31"]).style == DateStyle.YMD
    with pytest.raises(FieldError, match=r'"dmy" .* or "ymd"'):
        writing_of(["24.01.15"])


@given(st.lists(st.dates(date(1900, 3, 1), date(2100, 1, 1)), min_size=1))
def test_numbers_of_excel_are_days_where_that_is_said(column: list[date]) -> None:
    numbers = [(day - date(1899, 12, 30)).days for day in column]
    for cells in (numbers, [f"{number}.75" for number in numbers], np.array(numbers)):
        found = timeline(cells, "events", dates="excel")
        assert [period.first for period in found.periods] == column
    assert timeline(numbers, "day", dates="excel").said.endswith("number of a day")


@pytest.mark.parametrize(
    "text", ["24-Jan", "May", "3 Jan.", "1/24", "Week 5", "Q3", "15 ao\u00fbt"]
)
def test_what_has_no_year_is_told_so(text: str) -> None:
    with pytest.raises(FieldError, match="write its year, too"):
        parse_period(text)
    with pytest.raises(FieldError) as caught:
        parse_period(f"{text}x")
    assert not caught.value.fix


def test_numbers_of_excel_are_not_guessed_but_suggested() -> None:
    days = [date(2024, 1, 1) + timedelta(days=31 * step) for step in range(5)]
    numbers = [str((day - date(1899, 12, 30)).days) for day in days]
    for wanted in (None, "month"):
        with pytest.raises((FieldError, DataError), match=r'say dates = "excel"'):
            timeline(numbers, wanted)
    assert len(timeline(numbers, dates="excel")) == 5
    with pytest.raises(DataError, match="from 61 to 2958465"):
        timeline(["7"], dates="excel")


def test_fiscal_years_need_the_month_they_begin_in() -> None:
    with pytest.raises(FieldError, match=r"in which month .* year_start"):
        parse_period("FY24")
    july = Writing(year_start=7)
    for text, said in (
        ("FY24", "2023-07/2024-06"),
        ("FY 2024 Q1", "2023-Q3"),
        ("Q4 FY24", "2024-Q2"),
        ("FY24 H2", "2024-H1"),
        ("2023/24", "2023-07/2024-06"),
        ("2010/11", "2010-07/2011-06"),
        ("2010/03", "2010-03"),
        ("2010-11", "2010-11"),
        ("FY2023-24", "2023-07/2024-06"),
    ):
        assert str(parse_period(july(text))) == said
    assert Writing(year_start=1)("FY24 Q1") == "2024-01/2024-03"
    with pytest.raises(FieldError, match="must be one year"):
        Writing(year_start=1)("2023/24")
    assert july("2023/25") == "2023/25"
    years = Cadence(frequency="year", year_start=7)
    assert str(timeline(["FY24", "FY25"], years).periods[0]) == "2023-07/2024-06"
    from_february = Cadence(frequency="year", year_start=2)
    [first, _] = timeline(["FY24", "FY25"], from_february).periods
    assert str(first) == "2023-02/2024-01"


def test_a_declared_style_refuses_what_is_written_otherwise() -> None:
    with pytest.raises(DataError, match=r"must be month/day/year \(got '15/1/2024'\)"):
        timeline(["1/15/2024", "15/1/2024"], "day", dates="mdy")
    with pytest.raises(FieldError, match="did you mean 'mdy'"):
        timeline(["1/2/2024"], dates="mdyy")  # type: ignore[arg-type]


def test_events_are_dated_in_any_form() -> None:
    gaps, _ = between_events(["1/15/2024", "1/20/2024"])
    assert gaps.tolist() == [5.0]
    assert is_dated(["1/2/2024"])
    assert is_dated(["15 Jan 2024"])
    assert not is_dated(["Jan 2024"])
