"""A step that was written as a sentence is read, kept, and judged by what it says."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from cqikit.actions import (
    WORDS,
    ActionStep,
    Deadline,
    Dimension,
    Grade,
    Words,
    asked,
    read_step,
    said_in,
    strength,
    understood,
)
from cqikit.actions._acts import is_vague
from cqikit.actions._languages import language_of, words_for
from cqikit.actions._owners import is_person
from cqikit.actions._reading import read_text
from cqikit.errors import FieldError

HERE = Path(__file__).parent
ON = date(2026, 9, 21)
CASES = tomllib.loads((HERE / "case_steps.toml").read_text("utf-8"))["steps"]
WRITTEN = tomllib.loads((HERE / "written_steps.toml").read_text("utf-8"))["steps"]
FOUR = (Dimension.WHO, Dimension.WHAT, Dimension.WHEN, Dimension.DECIDED)


def read(text: str, **given: Any) -> ActionStep:
    return read_step(text, on=ON, **given)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:40])
def test_a_step_is_weak_for_the_right_reasons(case: dict[str, Any]) -> None:
    found = strength(read(case["text"]))
    assert found.grade is (Grade.WEAK if case["because"] else Grade.STRONG), found
    lacking = {
        score.dimension.value for score in found.lacking if score.dimension in FOUR
    }
    assert set(case["because"]) <= lacking
    if not case["because"]:
        assert not lacking


def test_steps_in_varied_words_are_weak_or_strong_as_they_should_be() -> None:
    wrong = [
        (case["text"], strength(read(case["text"])).grade.value)
        for case in WRITTEN
        if strength(read(case["text"])).grade
        is not (Grade.STRONG if case["strong"] else Grade.WEAK)
    ]
    assert wrong == []
    assert len(WRITTEN) == 280


@pytest.mark.parametrize(
    ("said", "when"),
    [
        ("by end of Q3", "2026-Q3"),
        ("by Q1 2027", "2027-Q1"),
        ("by the second quarter", "2027-Q2"),
        ("by November 20th", "2026-11-20"),
        ("by October 7thth", "2026-10-07"),
        ("by the 15th of October", "2026-10-15"),
        ("by 15 January 2027", "2027-01-15"),
        ("by June 30", "2027-06-30"),
        ("by the 15th", "2026-10-15"),
        ("by the 20th", "2026-10-20"),
        ("by the 31st", "2026-10-31"),
        ("fall 2026", "2026-09 to 2026-11"),
        ("this fall", "2026-09 to 2026-11"),
        ("by summer", "2027-06 to 2027-08"),
        ("by the end of summer", "2027-08"),
        ("within 8 weeks", "2026-11-16 (within 8 weeks of 2026-09-21)"),
        ("within a month", "2026-10-21 (within 1 month of 2026-09-21)"),
        ("in two weeks", "2026-10-05 (within 2 weeks of 2026-09-21)"),
        ("within the month", "2026-10-21 (within 1 month of 2026-09-21)"),
        (
            "within 8 weeks (by November 20th)",
            "2026-11-20 (within 8 weeks of 2026-09-21)",
        ),
        ("for October", "2026-10"),
        ("this October", "2026-10"),
        ("in October 2026", "2026-10"),
        (
            "by the 5th of each month until June",
            "2026-10-05 to 2027-06-05, every month",
        ),
        (
            "on the 30th of each month until October",
            "2026-09-30 to 2026-10-30, every month",
        ),
        ("by the 25th of each month until September 30", "2026-09-25"),
        ("by Friday", "2026-09-25"),
        ("by 10/12", "2026-10-12"),
        ("by 13/10/2026", "2026-10-13"),
        ("by 10/13/26", "2026-10-13"),
        ("by 31.10.2026", "2026-10-31"),
        ("by 2026-10-12", "2026-10-12"),
        ("by 2026-Q4", "2026-Q4"),
        ("by Tuesday, October 6", "2026-10-06"),
        ("by mid-October", "2026-10-15"),
        ("by the middle of Q4", "2026-11-15"),
        ("by early November", "2026-11-01 to 2026-11-10"),
        ("by early Q4", "2026-10-01 to 2026-10-31"),
        ("by the first week of October", "2026-10-01 to 2026-10-07"),
        ("by late October", "2026-10"),
        ("before October 1", "2026-09-30"),
        ("week of October 5", "2026-W41"),
        ("in week 40", "2026-W40"),
        ("in week 3", "2027-W03"),
        ("in week 40 2027", "2027-W40"),
        ("by the end of next month", "2026-10"),
        ("by the end of the year", "2026-12"),
        ("by 2027", "2027"),
        ("by today", "2026-09-21"),
        ("by tomorrow", "2026-09-22"),
        ("from October 5 to October 30", "2026-10-05 to 2026-10-30"),
        ("October 5 - October 30", "2026-10-05 to 2026-10-30"),
        ("between October 5 and October 30", "2026-10-05 to 2026-10-30"),
        ("from November to January 2027", "2026-11 to 2027-01"),
        ("from November 29 through February 2028", "2027-11-29 to 2028-02"),
        ("from February 29 through March 2027", "2027-02-28 to 2027-03"),
        ("from today through October 9", "2026-09-21 to 2026-10-09"),
        ("from today through December 2027", "2026-09-21 to 2027-12"),
        ("by the end of the month", "2026-09"),
        ("from March through May 2028", "2028-03 to 2028-05"),
        ("starting October 5 for four weeks", "2026-10-05 to 2026-11-01"),
        ("starting October 5", "2026-10-05"),
        ("by February 29", "2028-02-29"),
        ("by May 3", "2027-05-03"),
        ("on November 6", "2026-11-06"),
        ("October", "2026-10"),
    ],
)
def test_deadlines_are_read_as_people_write_them(said: str, when: str) -> None:
    step = read(f"Director will order two tables {said}")
    assert str(step.when) == when
    assert step.what == "order two tables"
    assert not asked(step)


@pytest.mark.parametrize(
    ("said", "when", "ask"),
    [
        ("by the end of the school year", None, "only your own calendar knows"),
        ("by FY27", None, "only your own calendar knows"),
        ("next Friday", "2026-09-25 to 2026-10-02", "may be 2026-09-25 or 2026-10-02"),
        ("by Monday", "2026-09-21 to 2026-09-28", "may be 2026-09-21 or 2026-09-28"),
        ("by Monday, October 6, 2026", None, "2026-10-06 is no Monday"),
        ("by February 30", None, "is no day of the calendar: correct it"),
        ("by week 60", None, "is no day of the calendar: correct it"),
        ("by 2026-13", None, "is no day of the calendar: correct it"),
        ("by the 32nd", None, "is no day of the calendar: correct it"),
        ("by the 5th of each month until September", "2026-09-05", "is before 2026"),
        ("by January 2026", "2026-01", "is before 2026-09-21: correct the year"),
        ("next October", None, "may be this year's or next year's: write its year"),
        ("from October 9, 2027 through October 2, 2027", None, "do not go together"),
    ],
)
def test_what_cannot_be_decided_is_asked_for(
    said: str, when: str | None, ask: str
) -> None:
    step = read(f"Director will order two tables {said}")
    assert (None if step.when is None else str(step.when)) == when
    [found] = asked(step)
    assert ask in found
    assert f"asked: {found}" in understood(step)


@pytest.mark.parametrize(
    "said",
    [
        "at all times",
        "on Tuesdays",
        "ASAP",
        "within 48 hours of referral",
        "in the may queue",
        "for each fall on the ward",
        "for 3 families",
        "at the first of the month",
    ],
)
def test_what_is_no_deadline_is_none(said: str) -> None:
    step = read(f"Director will order two tables {said}")
    assert (step.when, asked(step)) == (None, ())


def test_what_lies_behind_is_no_deadline() -> None:
    text = (
        "Analyst will chart the visits of January to August 2026 at the October 14 talk"
    )
    assert str(read(text).when) == "2026-10-14"
    assert str(read(text.replace(" of ", " for ")).when) == "2026-10-14"
    assert read("Analyst will chart the visits in July 2026").when is None


def test_without_its_day_a_text_must_say_the_year() -> None:
    late = read_step("Director will order two tables by May 3, 2027")
    assert str(late.when) == "2027-05-03"
    for said in ("by May 3", "by Friday", "by May", "in week 40", "by fall"):
        step = read_step(f"Director will order two tables {said}")
        assert step.when is None
        assert "needs the day on which the step was written" in asked(step)[0]
        assert strength(step).grade is Grade.FAIR
    within = read_step("Director will order two tables within 8 weeks")
    assert within.when is None
    monthly = read_step("Director will call by the 5th of each month until June 2027")
    assert str(monthly.when) == "2027-06-05"


@pytest.mark.parametrize(
    ("text", "who", "what"),
    [
        ("Director: order two tables, Oct 2", "Director", "order two tables"),
        ("- Director will order two tables", "Director", "order two tables"),
        ("Order two tables (director)", "director", "Order two tables"),
        ("Order two tables - director", "director", "Order two tables"),
        ("Order two tables (from the shop)", "", "Order two tables (from the shop)"),
        ("Who: cook. What: order two pans. When: Oct 2", "cook", "order two pans"),
        ("Order two pans. Owner: cook. Due: Oct 2", "cook", "Order two pans"),
        ("Director orders two tables", "Director", "orders two tables"),
        ("Director copies two lists", "Director", "copies two lists"),
        ("Lead teacher to post it", "Lead teacher", "post it"),
        ("Letter to families", "", "Letter to families"),
        ("Practice manager will order two", "Practice manager", "order two"),
        ("Order what parents will bring", "", "Order what parents will bring"),
        ("Two pans will be bought by the cook", "the cook", "Two pans will be bought"),
        (
            "Two pans will be bought by train",
            "",
            "Two pans will be bought by train",
        ),
        ("The policy will change", "", "The policy will change"),
        (
            "If funds allow, the cook will order two",
            "the cook",
            "order two, if funds allow",
        ),
        ("Ideally the cook will order two", "the cook", "order two, ideally"),
        ("Ms. Lee will order two tables", "Ms. Lee", "order two tables"),
        ("Dr. Lee. They will order two", "Dr. Lee. They", "order two"),
        ("One. Two will order two", "", "One. Two will order two"),
        ("will order two", "", "order two"),
        ("Maria will order two", "Maria", "order two"),
        (
            "The on-call person of Ward 6 will order two",
            "The on-call person of Ward 6",
            "order two",
        ),
        ("?", "", "?"),
        ("by May 3", "", "by May 3"),
    ],
)
def test_a_sentence_is_split_into_who_and_what(text: str, who: str, what: str) -> None:
    step = read(text)
    assert (step.who, step.what) == (who, what)


@pytest.mark.parametrize(
    ("act", "said"),
    [
        ("work with the cook to write two menus", ""),
        ("work with the cook to better the food", "'work with' has no end"),
        ("work with the cook", "'work with' has no end"),
        ("keep a log of two fridges", ""),
        ("improve the waits from 40 to 20 days", ""),
        ("improve two waits", ""),
        ("improve the waits", "'improve' is a wish"),
        ("either buy or lend the stroller", "'either' leaves a choice"),
        ("perhaps buy the stroller", "'perhaps' leaves open whether it is done"),
        ("print, fold and post the notice", ""),
        ("buy blocks, paint the hall and train the aides", "it is 3 acts in one"),
        ("buy blocks and paint by the window and train", ""),
        ("meet to review the scores, list the needs and order the toys", ""),
        ("ask the families if they have a seat", ""),
        ("buy the seat if the board agrees", "'if' makes it depend on something"),
        ("if the board agrees, buy the seat", "'if' makes it depend on something"),
        ("buy two or three seats", "'or' leaves a choice"),
        ("buy the seat or lend a cot", "'or' leaves a choice"),
        ("buy the seat or", ""),
        ("be trained in first aid", "'be trained' says what is to be done"),
        ("have the fence fixed", ""),
    ],
)
def test_a_word_condemns_only_what_it_governs(act: str, said: str) -> None:
    step = ActionStep(key="a", who="director", what=act, when="2026-10")
    [found] = [
        score for score in strength(step).scores if score.dimension is Dimension.DECIDED
    ]
    assert said in found.reason if said else found.value == 2, found


@pytest.mark.parametrize(
    ("who", "value"),
    [
        ("director", 2),
        ("Maria and the staff", 2),
        ("the QI team", 2),
        ("each teacher", 2),
        ("infant room teachers", 2),
        ("parent liaison", 2),
        ("teaching team of each classroom", 2),
        ("teacher of Room 2", 2),
        ("the team", 0),
        ("all infant teachers", 0),
        ("our teachers", 0),
        ("teachers and nurses", 0),
        ("families", 0),
        ("the school district", 0),
        ("each parent", 0),
        ("TBD", 0),
        ("one of the teachers", 0),
        (" and ", 0),
        ("TBD / families", 0),
        ("director, TBD", 2),
    ],
)
def test_an_owner_is_somebody_who_can_be_asked(who: str, value: int) -> None:
    [found] = [
        score
        for score in strength(ActionStep(key="a", what="order 2", who=who)).scores
        if score.dimension is Dimension.WHO
    ]
    assert found.value == value, found


PIECES = (
    "will by October 20th the director to : - ( ) if or and 2 99 32/13/2026 29 every"
    " February until within weeks next Friday in Q7 be bought Who: “ 31.02.2026 Ms."
    " 9999-12-31 from today spring 999 years 0th é 0001-01-01"
)
WORDS_OF_DATES = [
    *re.split(" ", PIECES),
    *("5th of each month", "", "\n", "week 54 2026", "December 31 9999"),
]


@settings(max_examples=300)
@given(
    st.lists(st.sampled_from(WORDS_OF_DATES), max_size=12).map(" ".join) | st.text(),
    st.none() | st.dates(),
    st.sampled_from(["", "en", "es", "pt", "ht"]),
)
def test_a_text_goes_in_and_comes_out_as_it_was(
    text: str, on: date | None, language: str
) -> None:
    if not text.strip():
        with pytest.raises(FieldError):
            read_step(text, on=on, language=language)
        return
    step = read_step(text, on=on, language=language)
    assert step.text == text
    assert read_step(step.text, on=step.written_on, language=step.language) == step
    assert understood(step)
    assert strength(step).scores


def test_a_long_text_is_read_up_to_a_bound() -> None:
    text = "Director will order two tables by May 3 " + "and so on, or 1/2/ by " * 5000
    step = read(text)
    assert step.text == text
    assert "longer than" in asked(step)[0]


def test_what_is_filled_in_goes_before_what_is_read() -> None:
    step = ActionStep(
        key="a", text="Director will order two by May", who="cook", written_on=ON
    )
    assert (step.who, step.what, str(step.when)) == ("cook", "order two", "2027-05")
    assert not understood(ActionStep(key="a", what="order two"))
    with pytest.raises(FieldError, match="what must be said"):
        ActionStep(key="a")
    with pytest.raises(FieldError, match="language must be text"):
        ActionStep(key="a", text="Order two", language=3)  # type: ignore[arg-type]


def test_a_plan_gives_its_day_and_its_language_where_a_step_says_none() -> None:
    bare = ActionStep(key="a", text="Director will order two by May 3")
    dated = said_in(bare, on=ON, language="en")
    assert (dated.written_on, dated.language) == (ON, "en")
    assert str(dated.when) == "2027-05-03"
    assert said_in(dated, on=date(2020, 1, 1), language="es") == dated
    moved = said_in(evolve(bare, when="2026-11", who="cook"), on=ON, language="")
    assert (moved.who, str(moved.when)) == ("cook", "2026-11")
    fields = ActionStep(key="a", what="comprar dos mesas")
    assert said_in(fields, on=ON, language="es").language == "es"
    assert said_in(fields, on=ON, language="") == fields
    assert said_in(fields, on=None, language="es").language == "es"


def test_a_language_without_words_is_asked_to_fill_in_the_fields() -> None:
    step = read("Direktè a ap achte 2 tab", language="ht")
    assert (step.who, step.what, step.when) == ("", "Direktè a ap achte 2 tab", None)
    assert "no words of the language 'ht'" in asked(step)[0]


def test_the_key_of_a_step_is_made_of_its_act() -> None:
    assert read("Director will order two toddler tables now").key.startswith(
        "order-two"
    )
    assert read("Директор").key == "step"
    assert read("Директор", key="own").key == "own"


def test_a_language_may_have_few_words() -> None:
    few = Words(name="xx", hedges=("o",), amounts=("dva",))
    step = ActionStep(key="a", who="x y", what="tri o dva", when="2026-10")
    found = {score.dimension: score.value for score in strength(step, words=few).scores}
    assert (found[Dimension.WHO], found[Dimension.DECIDED]) == (2, 1)
    assert found[Dimension.WHAT] == 2
    assert few.found((), "tri") == ()
    assert "few" not in WORDS


@pytest.mark.parametrize(
    ("language", "act", "said", "why"),
    [
        ("en", "Director will buy 3 rugs", "not before October 1", "from when on"),
        ("en", "Director will buy 3 rugs", "no earlier than October 1", "from when on"),
        ("en", "Director will buy 3 rugs", "after October 1", "from when on"),
        ("en", "Director will buy 3 rugs", "since October 1", "from when on"),
        ("en", "Director will buy 3 rugs", "every other Tuesday", "how often"),
        ("en", "Director will buy 3 rugs", "each Tuesday", "how often"),
        ("es", "La directora comprará 3", "no antes del 1 de octubre", "from when on"),
        ("es", "La directora comprará 3", "después del 1 de octubre", "from when on"),
        ("es", "La directora comprará 3", "cada dos martes", "how often"),
        ("pt", "A diretora vai comprar 3", "não antes de 1 de outubro", "from when on"),
        ("pt", "A diretora vai comprar 3", "após 1 de outubro", "from when on"),
        ("pt", "A diretora vai comprar 3", "a cada duas terças-feiras", "how often"),
        ("en", "Director will buy 3 rugs", "every 2 weeks", "how often"),
        ("en", "Director will buy 3 rugs", "every three months", "how often"),
        ("es", "La directora comprará 3", "cada dos semanas", "how often"),
        ("pt", "A diretora vai comprar 3", "a cada duas semanas", "how often"),
        ("en", "Director will not buy 3 rugs", "before 1 May", "when it is not done"),
        ("en", "Director will not buy 3 rugs", "until May 1", "when it is not done"),
        ("en", "Director doesn't buy 3 rugs", "before May", "when it is not done"),
        ("es", "La directora no comprará 3", "antes del 1 de mayo", "when it is not"),
        ("pt", "A diretora não comprará 3", "até 1 de maio", "when it is not done"),
        ("pt", "A diretora vai comprar 3", "toda terça-feira", "how often"),
    ],
)
def test_a_beginning_and_what_comes_round_are_no_deadline(
    language: str, act: str, said: str, why: str
) -> None:
    step = read_step(f"{act} {said}", on=ON, language=language)
    assert step.when is None
    # Nobody's words are lost, and none is a name.
    assert step.what.endswith(said)
    assert step.who.split()[-1:] in ([], ["Director"], ["directora"], ["diretora"])
    [ask] = asked(step)
    assert why in ask


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("Director will replace chairs that do not fit before May 1", "2027-04-30"),
        ("Director will not wait and will order before May 1", "2027-04-30"),
        ("Director will not wait: order a chair before May 1", "2027-04-30"),
        ("Director will not wait but order by May 1", "2027-05-01"),
    ],
)
def test_what_is_denied_of_something_else_leaves_a_deadline(
    text: str, when: str
) -> None:
    step = read(text)
    assert (str(step.when), asked(step)) == (when, ())


@pytest.mark.parametrize(
    ("text", "language"),
    [("Do not order until May 1", "en"), ("Não comprar antes de 1 de maio", "pt")],
)
def test_a_short_text_is_known_by_what_it_denies(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("said", "when"),
    [
        ("not before October 1, by October 20", "2026-10-01 to 2026-10-20"),
        ("by October 20, after October 1", "2026-10-02 to 2026-10-20"),
        ("after the October 1 meeting by October 20", "2026-10-20"),
    ],
)
def test_a_beginning_stands_beside_a_deadline(said: str, when: str) -> None:
    step = read(f"Director will buy 3 rugs {said}")
    assert (str(step.when), asked(step)) == (when, ())


def test_a_beginning_without_a_day_is_asked_for_beside_its_deadline() -> None:
    step = read("Director will buy 3 rugs after Christmas, by December 30")
    assert str(step.when) == "2026-12-30"
    assert "only your own calendar knows" in asked(step)[0]


def test_what_comes_round_until_a_day_is_asked_for() -> None:
    step = read("Director will buy 3 rugs every Tuesday until June 1")
    assert (str(step.when), step.what) == ("2027-06-01", "buy 3 rugs every Tuesday")
    assert "how often" in asked(step)[0]


def test_a_deadline_may_come_round_each_month() -> None:
    step = read("Clerk will send the list by the 5th of each month until June")
    assert isinstance(step.when, Deadline)
    assert strength(step).grade is Grade.STRONG


@pytest.mark.parametrize(
    ("text", "what", "when"),
    [
        (
            "order the 12 cots before winter break on December 18, 2026",
            "order the 12 cots before winter break",
            "2026-12-18",
        ),
        (
            "observe two hours per week beginning January 4, 2027",
            "observe two hours per week",
            "2027-01-04",
        ),
        (
            "submit the form before the March 1, 2027 deadline",
            "submit the form before the March 1, 2027 deadline",
            "2027-02-28",
        ),
        (
            "show two charts at the October staff meeting",
            "show two charts at the October staff meeting",
            "2026-10",
        ),
        ("order two cots before fall enrollment", "order two cots", "None"),
        # What would end in "each" keeps its date.
        ("pay 2 bills each by May 1", "pay 2 bills each by May 1", "2027-05-01"),
        (
            "post the rota by the end of the month with the cook",
            "post the rota with the cook",
            "2026-09",
        ),
    ],
)
def test_what_stays_readable_without_its_date(text: str, what: str, when: str) -> None:
    step = read(f"Director will {text}")
    assert (step.who, step.what, str(step.when)) == ("Director", what, when)


OWNERS = ("Director", "Bilingual family advocate", "The lead teacher", "Room 2 aide")
ACTS = (
    "order the 12 cots",
    "visit six homes",
    "raise planning time from one to two hours per week",
    "call the 14 absent families",
)
DAYS = (
    "by December 1",
    "before winter break on December 18, 2026",
    "beginning January 4, 2027",
    "before the March 1, 2027 deadline",
    "at the October staff meeting",
    "by the end of the month",
    "for the spring conference by November 5",
    "in the week of October 12",
    "between October 5 and October 30",
    "within 8 weeks (by November 20)",
)


@given(st.sampled_from(OWNERS), st.sampled_from(ACTS), st.sampled_from(DAYS))
def test_every_word_of_a_sentence_is_in_who_what_or_when(
    who: str, act: str, day: str
) -> None:
    step = read(f"{who} will {act} {day}")
    kept = f"{step.who} will {step.what} {understood(step)}".split()
    bare = {*kept, *(part.strip("\"'();,:") for part in kept)}
    words = f"{who} will {act} {day}".split()
    assert not [word for word in words if not {word, word.strip("();")} & bare]
    assert act in step.what
    assert not step.what.endswith((" per", " the", " of"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("I will order two cots by May 1", "'I' is known to its writer only"),
        (
            "Director will order three cots by May 1 as the budget permits",
            "'as the budget permits' makes it depend on something",
        ),
        (
            "Director will make sure two staff feel supported by May 1",
            "'feel' is nothing that can be seen",
        ),
        (
            "Director will ensure three teachers understand the policy by May 1",
            "'understand' is nothing that can be seen",
        ),
    ],
)
def test_a_step_is_weak_for_a_reason_that_is_true(text: str, said: str) -> None:
    found = strength(read(text))
    assert found.grade is Grade.WEAK
    assert [score for score in found.lacking if said in score.reason], found.lacking


def test_without_words_of_a_language_the_line_is_what_is_to_be_done() -> None:
    step = read_step("  -  Acheter  deux tables ", on=ON, language="xx")
    assert step.what == "Acheter deux tables"


@pytest.mark.parametrize(
    ("who", "person"),
    [("the fixer", True), ("the menders", True), ("the over", False), ("a mat", False)],
)
def test_a_word_that_ends_as_trades_do_is_a_person(who: str, *, person: bool) -> None:
    assert is_person(who, WORDS["en"]) == person


@pytest.mark.parametrize(
    ("what", "vague"),
    [
        ("order a few mats", True),
        ("order better mats", True),
        ("order the better mats", False),
        ("order two mats", False),
    ],
)
def test_what_fits_anything_is_vague(what: str, *, vague: bool) -> None:
    assert is_vague(what, WORDS["en"]) == vague


@pytest.mark.parametrize(
    ("language", "by"),
    [
        ("en", "2027-03-04"),
        ("en-US", "2027-03-04"),
        ("en-GB", "2027-04-03"),
        ("en_GB", "2027-04-03"),
        ("es-MX", "2027-04-03"),
        ("pt-BR", "2027-04-03"),
    ],
)
def test_a_language_with_a_country_is_read_by_its_language(
    language: str, by: str
) -> None:
    word = {"en": "by", "es": "para el", "pt": "at\u00e9"}[language[:2]]
    read = read_text(f"{word} 3/4/2027", None, language)
    assert (str(read.due.when), read.language) == (by, language)
    assert words_for(language) is not None
    assert words_for("fr-CA") is None
