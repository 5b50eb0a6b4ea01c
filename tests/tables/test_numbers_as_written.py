"""Numbers as people write them, and codes that stand in their place."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cqikit.core import Severity
from cqikit.errors import DataError
from cqikit.measures import Measure, audit
from cqikit.tables import (
    Codes,
    Layout,
    MeasureColumns,
    Table,
    parse_csv,
    propose,
    rows_of,
    series_of,
)

WAITS = Measure(key="waits", title="Waits")


def table_of(cells: list[str], delimiter: str = ",") -> Table:
    rows = [f'2024-{month:02},"{cell}"' for month, cell in enumerate(cells, start=1)]
    text = "\n".join(["month,n", *rows]) + "\n"
    return parse_csv(text.replace(",", delimiter, 0), "waits.csv", delimiter=",")


def layout(**how: Any) -> Layout:
    columns = MeasureColumns(measure="waits", value="n")
    return Layout(period="month", measures=[columns], **how)


def values(cells: list[str], **how: Any) -> list[float | None]:
    made = series_of(table_of(cells), layout(**how), [WAITS])["waits", ""]
    return [row["value"] for row in rows_of(made)]


def said(cells: list[str], **how: Any) -> list[str]:
    found: list[str] = []
    series_of(table_of(cells), layout(**how), [WAITS], say=found.append)
    return found


def refused(cells: list[str], **how: Any) -> list[str]:
    with pytest.raises(DataError) as caught:
        values(cells, **how)
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("cells", "read", "words"),
    [
        (["950", "1,017"], [950, 1017], "commas between thousands"),
        (["1,017.5", "2,000,000"], [1017.5, 2e6], "commas between thousands"),
        (["26,3", "4"], [26.3, 4], "decimal commas"),
        (
            ["1.017,5", "0,25"],
            [1017.5, 0.25],
            "decimal commas, points between thousands",
        ),
        (
            ["1 017,5", "-1\u00a0017,5"],
            [1017.5, -1017.5],
            "decimal commas, spaces between thousands",
        ),
        (["1 017.5", "2\u202f000"], [1017.5, 2000], "spaces between thousands"),
        (["1'017", "1\u2019018"], [1017, 1018], "apostrophes between thousands"),
        (["26.3%", "27 %", "0"], [26.3, 27, 0], "% left out"),
        (["\u22123", "4"], [-3, 4], ""),
        (["-12,5%", "3%"], [-12.5, 3], "decimal commas, % left out"),
        (
            ["$7,300.00", "-$1,000.50"],
            [7300, -1000.5],
            "commas between thousands, $ left out",
        ),
        (["7 \u20ac", "8,5 \u20ac"], [7, 8.5], "decimal commas, \u20ac left out"),
    ],
)
def test_a_column_that_agrees_is_read_and_said(
    cells: list[str], read: list[float], words: str
) -> None:
    assert values(cells) == read
    assert said(cells) == [f"column n: {words}"] * bool(words)
    assert said(["1", "2.5", "1e3", ""]) == []


@pytest.mark.parametrize(
    ("cells", "fix"),
    [
        (["26,3", "26.3"], "write all numbers of the column alike, or say decimal"),
        (["12 %", "0.12"], "write the number alone, or the sign with every number"),
        (["$12", "12 \u20ac"], "write the number alone, or the sign with every number"),
        (["$12%", "3"], ""),
        (["12 days", "3"], "write the number alone"),
        (["(1,200)", "3"], "write the number alone"),
        (["4*", "3"], "write the number alone"),
        (["c", "3"], 'missing = ["c"] (--missing c); where a number is not told'),
        (["[low]", "3"], "missing = [\"[low]\"] (--missing '[low]')"),
        (["Suppressed", "3"], 'withheld = ["Suppressed"]'),
        (["1,01,7", "3"], "write all numbers of the column alike"),
    ],
)
def test_a_column_that_mixes_is_refused_with_the_rows_that_differ(
    cells: list[str], fix: str
) -> None:
    (problem,) = refused(cells)
    assert "column n: must be a number (got " in problem
    assert fix in problem


def test_behind_semicolons_three_digits_may_be_decimals_or_thousands() -> None:
    text = "month;n\n2024-01;1.017\n2024-02;1.018\n"
    table = parse_csv(text, "waits.csv")
    with pytest.raises(DataError, match=r"say which it is: decimal = \",\" or decimal"):
        series_of(table, layout(), [WAITS])

    def told(**how: Any) -> tuple[float, ...]:
        return series_of(table, layout(**how), [WAITS])["waits", ""].values

    assert told(decimal=",") == told(thousands=".") == (1017, 1018)
    assert told(decimal=".") == (1.017, 1.018)
    commas = parse_csv(text.replace(".", ","), "waits.csv")
    with pytest.raises(DataError, match="say which it is"):
        series_of(commas, layout(), [WAITS])
    plain = parse_csv(text.replace("1.0", ""), "waits.csv")
    assert series_of(plain, layout(), [WAITS])["waits", ""].values == (17, 18)


def test_what_is_said_of_a_table_holds_until_a_layout_says_other() -> None:
    text = "month;n\n2024-01;1.017\n2024-02;n/a\n"
    table = parse_csv(text, decimal=",", missing="n/a")
    assert series_of(table, layout(), [WAITS])["waits", ""].values[0] == 1017
    both = layout(decimal=".", missing=["n/a"])
    assert series_of(table, both, [WAITS])["waits", ""].values[0] == 1.017


def test_declared_signs_are_the_only_ones() -> None:
    assert values(["1.017", "26,3"], decimal=",") == [1017, 26.3]
    assert values(["1,017", "2"], thousands=",") == [1017, 2]
    assert refused(["26.3", "26,3"], decimal=",")


def test_words_for_missing_values_are_declared_in_one_line() -> None:
    cells = ["3", "n/a", "N/A", "-", "NULL", ".", "#n/a", "?", "none"]
    (problem,) = refused(cells)
    assert problem == (
        "rows 3, 4, 5 and 5 more, column n: must be a number (got 'n/a', 'N/A', '-'"
        ' ...): where nothing was observed, say missing = ["n/a", "-", "NULL", ".",'
        ' "#n/a"] (--missing n/a --missing - --missing NULL --missing .'
        " --missing '#n/a')"
    )
    codes = ["n/a", "-", "NULL", ".", "#n/a", "?", "None"]
    assert values(cells, missing=codes) == [3, *[None] * 8]


def test_codes_are_numbers_or_words_of_every_column_or_of_one() -> None:
    assert values(["3", "99", "99.0", "-99"], missing=[99, "-99"]) == [3, *[None] * 3]
    assert values(["3", "99"], missing=Codes(column="n", codes=99)) == [3, None]
    assert values(["3", "99"], missing=Codes(column="month", codes=99)) == [3, 99]


def test_a_withheld_number_is_no_missing_one() -> None:
    cells = ["12", "<5", "\u2264 4", "7", "*", "1-9", ""]
    how = {"withheld": ["*", "1-9"]}
    made = series_of(table_of(cells), layout(**how), [WAITS])["waits", ""]
    assert made.withheld == ("", "<5", "\u2264 4", "", "*", "1-9", "")
    assert [row["withheld"] for row in rows_of(made)] == list(made.withheld)
    found = {finding.code: str(finding) for finding in audit(WAITS, made.records)}
    assert found["series.withheld"] == (
        "warning series.withheld: 4 periods are withheld (<5, \u2264 4, *, 1-9):"
        " 2024-02, 2024-03, 2024-05, 2024-06"
    )
    assert "1 period was not observed: 2024-07" in found["series.missing"]


def test_a_part_that_is_withheld_withholds_the_value() -> None:
    share = Measure(key="waits", title="Waits", kind="proportion", per=100)
    columns = MeasureColumns(measure="waits", numerator="late", denominator="all")
    text = "month,late,all\n2024-01,<5,40\n2024-02,2,<5\n2024-03,3,40\n"
    how = Layout(period="month", measures=[columns])
    made = series_of(parse_csv(text), how, [share])["waits", ""]
    assert made.withheld == ("<5", "<5", "")
    assert [observation.withheld for observation in made.observations] == [
        "<5",
        "<5",
        "",
    ]
    codes = {finding.code for finding in audit(share, made.records)}
    assert codes == {"series.withheld"}


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        (["20", "25", "31", "40", "999"], "1 period has a value of 999, far from all"),
        (
            ["20", "25", "31", "40", "-99", "-99"],
            "2 periods have a value of -99, far from all others: 2024-05, 2024-06",
        ),
        (["20", "25", "31", "80", "99"], ""),
        (["20", "25", "31", "999"], ""),
        (["990", "1005", "980", "1010", "999"], ""),
    ],
)
def test_a_code_that_stands_far_out_is_a_finding(cells: list[str], found: str) -> None:
    made = series_of(table_of(cells), layout(), [WAITS])["waits", ""]
    told = [
        finding for finding in audit(WAITS, made.records) if finding.severity is WARNING
    ]
    assert [found in str(finding) for finding in told] == [True] * bool(found)
    for finding in told:
        assert finding.code == "series.missing-code"
        assert "missing = [" in finding.fix


WARNING = Severity.WARNING


@given(
    numbers=st.lists(
        st.decimals(-(10**9), 10**9, places=2).filter(
            lambda number: abs(number) >= 1000
        ),
        min_size=1,
        max_size=12,
    ),
    signs=st.sampled_from([(".", ","), (",", "."), (",", " "), (".", "'")]),
    unit=st.sampled_from(["{}", "{}%", "{} %", "$ {}"]),
)
def test_a_number_is_the_same_however_it_is_written(
    numbers: list[Any], signs: tuple[str, str], unit: str
) -> None:
    decimal, thousands = signs
    cells = [
        unit.format(
            f"{number:,.2f}".translate(str.maketrans(",.", thousands + decimal))
        )
        for number in numbers
    ]
    assert values(cells) == [float(number) for number in numbers]


@given(st.integers(1, 700), st.sampled_from(["", "-", "+"]))
def test_a_number_of_many_digits_is_read_or_refused(digits: int, sign: str) -> None:
    cell = sign + "9" * digits
    try:
        number = float(cell)
        read = number if math.isfinite(number) else None
    except OverflowError:
        read = None
    rows = "".join(f"2026-{month:02},{cell}\n" for month in range(1, 13))
    proposed = propose(parse_csv(f"month,falls\n{rows}"))
    if read is None:
        [problem] = proposed.asks
        assert "must be a number" in str(problem)
        assert "say decimal" not in str(problem)
    else:
        assert values([cell]) == [read]
