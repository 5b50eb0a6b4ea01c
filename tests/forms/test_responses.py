"""What is an answer, what is none, and what is said of it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cqikit.assessments import Item, Responses, Status
from cqikit.errors import DataError, FieldError, FieldTypeError
from cqikit.forms import AnswersLayout, ItemColumn, responses, understood
from cqikit.tables import Table, parse_csv
from tests.assessments.stories import flat, yes_no
from tests.forms.stories import CONDITIONS, layout, table


def faults(found: Table, made: AnswersLayout, framework: Any = CONDITIONS) -> list[str]:
    with pytest.raises(DataError) as caught:
        responses(found, made, framework)
    return [str(problem) for problem in caught.value.problems]


def values(found: Table, made: AnswersLayout, framework: Any = CONDITIONS) -> list[Any]:
    return [
        answer.value if answer.value is not None else answer.status.value
        for answer in responses(found, made, framework).answers
    ]


MUST = "must be one of not possible (0), not yet (1), somewhat (2), met (3)"


def test_a_fault_that_repeats_is_one_line_with_its_count_and_first_rows() -> None:
    found = table("teams,leadership", *["99,Met"] * 7, "mett,3", "3,4")
    code = (
        'if it is a code, write codes = {{ "{}" = "..." }} in the answers layout'
        " (answers.toml), and in place of ... a value of the scale or one of"
        " not-applicable, dont-know, not-observed, unanswered"
    )
    assert faults(found, layout("teams", "leadership")) == [
        (
            "row 2, column teams: must be from 0 to 3 (got '99'), in 7 cells: also"
            " row 3, column teams; row 4, column teams; row 5, column teams; row 6,"
            f" column teams and 2 more: {code.format(99)}"
        ),
        (f"row 10, column leadership: must be from 0 to 3 (got '4'): {code.format(4)}"),
        (
            f"row 9, column teams: {MUST} (got 'mett'): did you mean 'met'?;"
            f" {code.format('mett')}"
        ),
    ]


def test_a_cell_that_is_no_answer_has_a_code_and_what_it_says() -> None:
    with pytest.raises(DataError) as caught:
        responses(table("teams", *["99"] * 7), layout("teams"), CONDITIONS)
    [fault] = caught.value.problems
    assert fault.code == "answers.unknown-code"
    assert fault.parts is not None
    said = {name: fault.parts[name] for name in ("got", "cells", "must", "line")}
    assert said == {
        "got": "'99'",
        "cells": 7,
        "must": "must be from 0 to 3",
        "line": 'codes = { "99" = "..." }',
    }


def test_a_column_of_other_texts_is_one_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    found = table("teams", *(f"we have {n} teams" for n in range(20)), "3 - MET")
    monkeypatch.setattr("cqikit.forms._responses.MOST_STRANGE", 5)
    (fault,) = faults(found, layout())
    assert fault == (
        f"row 2, column teams: {MUST} (got 'we have 0 teams', 'we have 1 teams',"
        " 'we have 2 teams' and 17 other texts), in 20 cells: also row 3, column teams;"
        " row 4, column teams; row 5, column teams; row 6, column teams and 15 more:"
        " name another column for the item, or declare each text in codes"
    )


@pytest.mark.parametrize("cell", ["99", "-1", "Don't know", "n/a", "1.5", "true", "?"])
def test_what_is_no_answer_is_none_until_it_is_declared(cell: str) -> None:
    found = table("teams", f'"{cell}"')
    assert len(faults(found, layout())) == 1
    declared = layout(codes={cell.upper(): "don't know"})
    assert values(found, declared) == ["dont-know"]


def test_codes_lead_to_labels_numbers_and_statuses() -> None:
    codes: dict[str, str | float] = {"A1": "met", "A2": 2, "A3": "not applicable"}
    found = table("teams", "a1", "A2", "A3 ", " 1.0", "dont-know", " ")
    assert values(found, layout(codes=codes | {"": "not-observed"})) == [
        3,
        2,
        "not-applicable",
        1,
        "dont-know",
    ]
    found = table("teams,x", "a1,", ",1")
    assert values(found, layout(codes=codes | {"": "not-observed"})) == [
        3,
        "not-observed",
    ]


def test_an_item_has_codes_of_its_own_before_those_of_all() -> None:
    items = [
        ItemColumn(item="teams", column="a", codes={"1": "met"}),
        ItemColumn(item="leadership", column="b"),
    ]
    found = table("a,b", "1,1", "9,9")
    made = AnswersLayout(items=items, codes={"9": "dont-know"})
    assert values(found, made) == [3, 1, "dont-know", "dont-know"]


def test_a_number_and_its_label_are_an_answer_where_they_agree() -> None:
    found = table("teams", "3 - Met", "0 = not possible", "2) somewhat", "1: Not yet")
    assert values(found, layout()) == [3, 0, 2, 1]
    assert len(faults(table("teams", "3 - somewhat", "3 - fine"), layout())) == 2


def test_a_role_that_is_asked_is_written_as_the_framework_writes_it() -> None:
    framework = flat(Item(key="use", text="Used", who=["lead teacher"]))
    found = responses(
        table("role,use", "Lead  Teacher,1", "Cook,2"),
        layout("use", role="role"),
        framework,
    )
    assert [answer.role for answer in found.answers] == ["lead teacher", "Cook"]


def test_yes_and_no_are_true_and_false() -> None:
    framework = yes_no()
    found = table("use", "TRUE", "false", "Yes", "0")
    assert values(found, layout("use"), framework) == [1, 0, 1, 0]


def test_every_fault_of_a_layout_is_told_with_those_of_the_cells() -> None:
    made = AnswersLayout(
        items=[
            ItemColumn(item="teams", column="team"),
            ItemColumn(item="leadershp", column="leadership"),
            ItemColumn(item="staff-time", column="time", codes={"1": "late"}),
        ],
        codes={"9": "dunno"},
        role="rol",
        where={"sit": "x"},
        role_boxes={},
    )
    assert faults(table("teams,leadership,role,time", "1,1,x,7"), made)[:5] == [
        "layout: no column named 'rol'; did you mean 'role'?",
        "layout: no column named 'sit'; there are leadership, role, teams, time",
        "layout: no column named 'team'; did you mean 'teams'?",
        "items of the layout: no item named 'leadershp'; did you mean 'leadership'?",
        (
            f"codes of the layout: '9' {MUST}, or one of not-applicable, dont-know,"
            " not-observed, unanswered (got 'dunno')"
        ),
    ]


def test_a_code_of_all_items_need_not_be_an_answer_of_each() -> None:
    framework = flat(
        Item(key="collect", text="Collected"),
        Item(key="use", text="Used", scale="percent"),
    )
    made = layout("use", "collect", codes={"x": "most", "full": 100})
    assert values(table("use,collect", "full,x"), made, framework) == [100, 2]


def test_nobody_is_counted_twice() -> None:
    found = table("who,unit,teams", "a,red,1", "a,blue,2", "a,red,3", ",red,1")
    made = layout(respondent="who", unit="unit")
    assert faults(found, made) == [
        "row 5, column who: must say who answered",
        (
            "row 4, column who: 'a' answers about 'red' a second time, after row 2:"
            " keep one, or say which rows count in the answers layout (answers.toml):"
            " where = { COLUMN = TEXT }"
        ),
    ]
    alone = table("who,wave,teams", "a,1,1", "a,2,2")
    assert values(alone, layout(respondent="who", where={"wave": "2"})) == [2]
    assert values(alone, layout(respondent="who", where_not={"wave": "2"})) == [1]


def test_rows_are_numbered_where_nobody_is_named() -> None:
    found = responses(table("teams", "1", "2"), layout(), CONDITIONS)
    assert [answer.respondent for answer in found.answers] == ["1", "2"]


def test_one_box_of_several_is_ticked() -> None:
    boxes = {"r___1": "director", "r___2": "teacher"}
    rows = ["1,0,1", "No,yes,2", "0,,3", "director,,0"]
    made = layout(role_boxes=boxes)
    found = responses(table("r___1,r___2,teams", *rows), made, CONDITIONS)
    assert [answer.role for answer in found.answers] == [
        "director",
        "teacher",
        "",
        "director",
    ]
    assert faults(table("r___1,r___2,teams", "1,1,3", "maybe,0,3"), made) == [
        "row 2, column r___1, r___2: only one of these boxes must be ticked",
        (
            "row 3, column r___1: must be 1 where the box is ticked, and else 0 or"
            " empty (got 'maybe')"
        ),
    ]


def test_an_item_may_be_boxes() -> None:
    boxes: dict[str, str | float] = {"t/1": "not yet", "t/2": 3, "t/9": "dont-know"}
    made = AnswersLayout(items=[ItemColumn(item="teams", boxes=boxes)])
    found = table("t/1,t/2,t/9,x", "1,0,0,", "0,1,0,", ",,1,", ",,,x")
    assert values(found, made) == [1, 3, "dont-know", "unanswered"]
    assert len(faults(table("t/1,t/2", "1,"), made)) == 1


def test_a_long_table_fills_what_it_leaves_out() -> None:
    made = layout(
        "teams",
        "leadership",
        item="question",
        value="answer",
        respondent="who",
        role="as",
    )
    found = table(
        "who,as,question,answer",
        "a,lead,teams,Met",
        "a,lead,comment,Fine",
        "b,,leadership,1",
        "c,,comment,No",
    )
    read = responses(found, made, CONDITIONS).answers
    assert [(answer.respondent, answer.item, answer.value) for answer in read] == [
        ("a", "teams", 3),
        ("b", "leadership", 1),
        ("a", "leadership", None),
        ("b", "teams", None),
        ("c", "teams", None),
        ("c", "leadership", None),
    ]
    assert understood(found, made, CONDITIONS).unused == ("comment",)
    twice = table("who,as,question,answer", "a,lead,teams,1", "a,x,teams,2")
    assert faults(twice, made) == [
        "row 3, column as: must be 'lead', as in row 2 (got 'x')",
        (
            "row 3, column who: 'a' answers a second time, after row 2: keep one, or"
            " say which rows count in the answers layout (answers.toml): where ="
            " { COLUMN = TEXT }"
        ),
    ]
    nobody = layout(item="question", value="answer")
    assert faults(twice, nobody) == [
        (
            "layout: must have a column of respondents in a long table: write"
            ' respondent = "COLUMN"'
        )
    ]
    nowhere = layout(item="q", value="answer", respondent="who")
    assert faults(twice, nowhere)[0].startswith("layout: no column named 'q'")


@pytest.mark.parametrize(
    ("cells", "order", "days"),
    [
        (["2025-01-02", "2025-1-3T09:30:00.000-05:00"], None, [2, 3]),
        (["2025/01/02 9:30:00 AM EST", "2025-01-03 00:00:00"], None, [2, 3]),
        (["1/2/2025 9:30:00", "1/13/2025"], None, [2, 13]),
        (["2/1/2025", "13/1/2025 10:00"], None, [2, 13]),
        (["2.1.2025", "03.01.2025 10:00"], None, [2, 3]),
        (["1/2/2025", "1/3/2025"], "mdy", [2, 3]),
        (["2-1-2025", "3-1-2025"], "dmy", [2, 3]),
        (["1/1/2025"], None, [1]),
        (["1/2/25 12:51:45", "1/13/2025"], "mdy", [2, 13]),
        (["2.1.25"], "dmy", [2]),
        (["1/20/25"], None, [20]),
        (["3 January 2025 9:30"], None, [3]),
        (["", "2025-01-03"], None, [None, 3]),
    ],
)
def test_a_column_says_how_its_days_are_written(
    cells: list[str], order: Any, days: list[int | None]
) -> None:
    found = table("on,teams", *(f"{cell},1" for cell in cells))
    read = responses(found, layout(on="on", dates=order), CONDITIONS)
    expected = [day and date(2025, 1, day) for day in days]
    assert [answer.on for answer in read.answers] == expected


@pytest.mark.parametrize(
    ("cells", "order", "fault"),
    [
        (
            ["1/2/2025"],
            None,
            (
                "must show which comes first, the month or the day (got '1/2/2025'):"
                ' say dates = "mdy" (2025-01-02) or "dmy" (2025-02-01)'
            ),
        ),
        (
            ["13/1/2025"],
            "mdy",
            (
                "must be a day, in the order month/day/year (got '13/1/2025'):"
                " write days as 2025-01-31"
            ),
        ),
        (
            ["13/13/2025"],
            None,
            "must be a day (got '13/13/2025'): write days as 2025-01-31",
        ),
        (
            ["1/2/25"],
            None,
            (
                "must show which comes first, the month or the day (got '1/2/25'):"
                ' say dates = "mdy" (2025-01-02) or "dmy" (2025-02-01)'
            ),
        ),
        (["45670"], None, "must be a day (got '45670'): write days as 2025-01-31"),
        (
            ["2025-02-30"],
            None,
            "must be a day (got '2025-02-30'): write days as 2025-01-31",
        ),
        (
            ["32.1.2025"],
            None,
            "must be a day (got '32.1.2025'): write days as 2025-01-31",
        ),
    ],
)
def test_a_day_is_never_guessed(cells: list[str], order: Any, fault: str) -> None:
    found = table("on,teams", *(f"{cell},1" for cell in cells))
    assert (
        faults(found, layout(on="on", dates=order))[0] == f"row 2, column on: {fault}"
    )


def test_a_column_that_mixes_days_names_those_that_differ() -> None:
    found = table("on,teams", "1/13/2025,1", "13/1/2025,1", "1/2/2025,1", "1/14/2025,1")
    assert faults(found, layout(on="on")) == [
        (
            "row 3, column on: must be written in one order: 1/13/2025 in row 2 is"
            " month/day/year, and 13/1/2025 in row 3 is not (got '13/1/2025'): write"
            " them as month/day/year, or all as 2024-01-31"
        )
    ]


def test_faults_of_one_kind_and_one_remedy_are_one_line() -> None:
    found = table("on,teams", "1/2/2025,1", "1/3/2025,1", "1/4/2025,1", "1/5/2025,1")
    assert faults(found, layout(on="on")) == [
        (
            "row 2, column on: must show which comes first, the month or the day (got"
            ' \'1/2/2025\'): say dates = "mdy" (2025-01-02) or "dmy" (2025-02-01)'
        )
    ]


def test_rows_there_must_be_and_not_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    found = table("teams", "1", "2")
    assert faults(found, layout(skip=2)) == [
        "must have a row of answers among those that skip and where leave"
    ]
    monkeypatch.setattr("cqikit.forms._responses.MOST_ANSWERS", 1)
    assert faults(found, layout()) == ["must have at most 1 answers (got 2)"]


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"items": [], "item": "q", "value": "a"}, "items must be named"),
        ({"item": "q"}, "value must go with item"),
        ({"role": "a", "role_boxes": {"b": "c"}}, "must be left out with role_boxes"),
        ({"delimiter": ",,"}, "must be one character"),
        ({"codes": {"9": True}}, "must lead from texts to labels"),
        ({"codes": ["9"]}, "must be a table"),
        ({"where": {"a": 1}}, "must be a table of texts"),
        ({"dates": "ymd"}, "must be one of mdy, dmy"),
    ],
)
def test_a_layout_that_says_two_things_is_refused(
    fields: dict[str, Any], says: str
) -> None:
    with pytest.raises(FieldError, match=says):
        layout(**fields)


def test_columns_of_items_are_told_apart() -> None:
    with pytest.raises(FieldError, match="must be there, or boxes; not both"):
        ItemColumn(item="teams")
    with pytest.raises(FieldError, match="must name teams once"):
        layout("teams", "teams")
    boxed = [ItemColumn(item="teams", boxes={"a": 1})]
    with pytest.raises(FieldError, match="must be left out in a long table"):
        AnswersLayout(items=boxed, item="a", value="b")


def test_a_layout_shows_itself() -> None:
    made = layout(codes={"9": "dont-know"})
    assert repr(made) == "<AnswersLayout, wide, 1 item, 1 code>"
    assert repr(layout(item="q", value="v")) == "<AnswersLayout, long, 1 item, 0 codes>"
    assert hash(made) == hash(layout(codes={}))


def test_wrong_calls_say_what_would_do() -> None:
    wrong: Any = "export.csv"
    with pytest.raises(FieldTypeError, match=r"tables.read reads a file"):
        responses(wrong, layout(), CONDITIONS)


CELLS = st.sampled_from(
    ["0", "3", "4", "-77", "met", "MET ", "", " ", "n/a", "1/2/2025", "\u00e9", "=1+1"]
) | st.text(st.characters(exclude_categories=["Cs"]), max_size=6)


@given(st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=6))
@example([("", "", "")])
@example([("", "", "3"), ("", " ", "")])
def test_any_table_gives_responses_or_faults_with_a_place(
    rows: list[tuple[str, str, str]],
) -> None:
    found = Table(
        name="any.csv",
        columns=["who", "on", "teams"],
        rows=rows,
        numbers=range(2, len(rows) + 2),
    )
    read: Responses | DataError
    try:
        read = responses(found, layout(respondent="who", on="on"), CONDITIONS)
    except DataError as error:
        read = error
    # A row that says nothing is none.
    said = [row[2] for row in rows if any(cell.strip() for cell in row)]
    if isinstance(read, DataError):
        assert said or [problem.where for problem in read.problems] == [""]
        if said:
            assert all(problem.where.startswith("row ") for problem in read.problems)
    else:
        answered = [answer.status is Status.ANSWERED for answer in read.answers]
        assert answered == [bool(cell.strip()) for cell in said]


def test_a_layout_without_items_says_what_it_says_and_columns_say_the_rest() -> None:
    table = parse_csv("who,role,leadership,teams\na,x,Met,99\nb,y,2,Somewhat\n")
    layout = AnswersLayout(respondent="who", codes={"99": "dont-know"})
    said = responses(table, layout, CONDITIONS)
    assert [
        (answer.respondent, answer.role, answer.item) for answer in said.answers
    ] == [
        ("a", "x", "leadership"),
        ("a", "x", "teams"),
        ("b", "y", "leadership"),
        ("b", "y", "teams"),
    ]
    assert "2 of 9 items" in str(understood(table, layout, CONDITIONS))
    assert "items" not in str(layout)
