"""What is declared and matches nothing is said; names that there are not are told."""

from __future__ import annotations

from typing import Any

import pytest

from cqikit.errors import DataError, UnknownNameError
from cqikit.measures import Measure
from cqikit.tables import (
    Codes,
    Flag,
    Layout,
    MeasureColumns,
    parse_csv,
    propose,
    series_of,
)

WAITS = Measure(key="waits", title="Waits")
TEXT = "month,site,n,late\n2024-01,North,3,Y\n2024-02,North,n.a.,N\nAll,North,9,N\n"
CODES: list[tuple[dict[str, Any], list[str]]] = [
    ({"missing": "N.A."}, []),
    ({"missing": ["n.a.", "3.0"]}, []),
    (
        {"missing": ["n.a.", "n.a"]},
        ["no cell says 'n.a' (missing); did you mean 'n.a.'?"],
    ),
    ({"missing": ["n.a.", 99]}, ["no cell says '99' (missing)"]),
    (
        {"missing": ["n.a.", Codes(column="n", codes=[3, "x"])]},
        ["no cell says 'x' (missing)"],
    ),
    # Nothing is known of a column that is not read.
    ({"missing": ["n.a.", Codes(column="site", codes="x")]}, []),
    ({"withheld": "n.a."}, []),
    ({"withheld": ["n.a.", "N.A.", "*"]}, ["no cell says 'N.A.' (withheld); did you",
                                           "no cell says '*' (withheld)"]),
]  # fmt: skip


def said(text: str = TEXT, **how: Any) -> list[str]:
    found: list[str] = []
    columns = MeasureColumns(measure="waits", value="n")
    layout = Layout(period="month", measures=[columns], **how)
    table = parse_csv(text, totals="All")
    series_of(table, layout, [WAITS], say=found.append)
    return [*table.understood, *found]


@pytest.mark.parametrize(("how", "told"), CODES)
def test_a_code_that_no_cell_says_is_said(how: dict[str, Any], told: list[str]) -> None:
    first, *others = said(**how)
    assert first == "row 4: totals (All), left out"
    assert len(others) == len(told)
    assert all(map(str.startswith, others, told))


def test_a_code_of_flags_is_looked_for_where_flags_are() -> None:
    late = Flag(column="late", equals="Y")
    columns = MeasureColumns(measure="waits", numerator=late, denominator=1)
    layout = Layout(period="month", measures=[columns], missing=["N", "?"], add=True)
    share = Measure(key="waits", title="Waits", kind="proportion", per=100)
    found: list[str] = []
    series_of(parse_csv(TEXT, totals="All"), layout, [share], say=found.append)
    assert found[1:] == ["no cell says '?' (missing)"]


def test_a_word_for_totals_that_no_cell_says_is_said() -> None:
    table = parse_csv(TEXT, totals=["all", "Nrth", "x"])
    assert table.understood == (
        "no cell says 'Nrth' (totals); did you mean 'North'?",
        "no cell says 'x' (totals)",
        "row 4: totals (All), left out",
    )


def test_codes_of_a_column_that_there_is_not_are_refused() -> None:
    with pytest.raises(DataError) as caught:
        said(missing=["n.a.", Codes(column="nn", codes=99)])
    assert [str(problem) for problem in caught.value.problems] == [
        "missing: no column named 'nn'; did you mean 'n'?"
    ]


def test_a_condition_on_no_column_hides_no_other_name() -> None:
    faults = [
        "where of the layout: no column named 'sit'; did you mean 'site'?",
        "no column named 'mnth'; did you mean 'month'?",
        "no column named 'lat'; did you mean 'late'?",
        "two columns are named 'twice'",
    ]
    columns = [
        MeasureColumns(measure="waits", value="lat"),
        MeasureColumns(measure="again", value="twice"),
    ]
    layout = Layout(period="mnth", where={"sit": "North"}, measures=columns)
    table = parse_csv("month,site,n,late,twice,twice\n2024-01,North,3,Y,1,2\n")
    with pytest.raises(DataError) as caught:
        series_of(table, layout, [WAITS])
    told = [problem.message for problem in caught.value.problems]
    assert told == [fault.removeprefix("where of the layout: ") for fault in faults]
    made = propose(table, period="mnth", where={"sit": "North"}, value="lat")
    assert [str(ask) for ask in made.asks] == faults[:3]


def test_what_is_no_period_is_told_by_both_of_its_columns() -> None:
    columns = [MeasureColumns(measure="waits", value="n")]
    layout = Layout(period="year", part="month", measures=columns)
    table = parse_csv("year,month,n\n2024,Jan,3\n2024,Foo,4\n")
    with pytest.raises(DataError, match="row 3, column year and month: must be like"):
        series_of(table, layout, [WAITS])
    mixed = parse_csv("year,month,n\n2024,1/2/24,3\n2024,Foo,4\n")
    with pytest.raises(DataError, match="column year and month"):
        series_of(mixed, layout, [WAITS])


def test_a_row_of_another_width_hides_no_column_that_is_not_there() -> None:
    text = "team,n\nNorth,1\n,2,3\n"
    with pytest.raises(DataError) as caught:
        parse_csv(text, "v.csv", filled=["tem", "team", "when"])
    *names, width = map(str, caught.value.problems)
    assert names == [
        "filled: no column named 'tem'; did you mean 'team'?",
        "filled: no column named 'when'; there are n, team",
    ]
    assert width.startswith("row 3: must have 2 cells")
    with pytest.raises(UnknownNameError, match="no column named 'tem'"):
        parse_csv(text.replace(",3", ""), "v.csv", filled=["tem", "team"])
