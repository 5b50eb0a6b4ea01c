from datetime import date, timedelta

import pytest
from attrs import evolve
from hypothesis import given, settings

from cqikit.actions import (
    CHECKS,
    WORDS,
    ActionStep,
    Deadline,
    Drop,
    Finish,
    Note,
    Start,
    advance,
    doubtful_words,
    read_step,
    stale_after,
    state,
    understood,
)
from cqikit.core import Context, Severity, run_checks
from tests.actions.stories import DAY, steps, whole

LATER = Context(as_of=date(2027, 1, 1))


def codes(step: ActionStep, context: Context = LATER) -> set[str]:
    return {
        check.code.removeprefix("action.")
        for check in run_checks(step, CHECKS, context)
    }


def test_a_whole_step_has_no_finding() -> None:
    assert codes(whole(), Context(as_of=DAY)) == set()
    assert codes(whole(), Context()) == set()


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"who": ""}, {"no-owner"}),
        ({"who": "nurse", "outside": True}, {"outside-owner"}),
        ({"what": "order tables", "specification": ""}, {"unspecific"}),
        ({"when": None}, {"no-deadline"}),
        ({"when": "2026"}, {"wide-deadline"}),
        ({"answers": ()}, {"no-need"}),
        ({"funding": ""}, {"unfunded"}),
        ({"cost": None, "funding": "", "resources": ()}, {"no-resources"}),
        ({"measure": ""}, {"no-measure"}),
        ({"concern": "licensing", "who": ""}, {"no-owner", "urgent-and-open"}),
        (
            {"concern": "health-and-safety", "when": None},
            {"no-deadline", "urgent-and-open"},
        ),
    ],
)
def test_each_thing_missing_has_its_own_code(
    fields: dict[str, object], expected: set[str]
) -> None:
    assert codes(whole(**fields), Context(as_of=DAY)) == expected


def test_deadlines_that_disagree_are_a_fault() -> None:
    due = Deadline(by="2026-11-20", within="2 weeks", since=date(2026, 9, 1))
    [found] = run_checks(whole(when=due), CHECKS, Context(as_of=DAY))
    assert (found.code, found.severity) == (
        "action.deadlines-disagree",
        Severity.FAULT,
    )


def test_an_open_step_is_overdue_and_a_late_one_was() -> None:
    step = whole(when="2026-10")
    assert codes(step) == {"overdue"}
    assert codes(step, Context()) == set()
    assert codes(advance(step, Finish(on=date(2026, 11, 1)))) == {"finished-late"}
    assert codes(advance(step, Finish(on=date(2026, 10, 31)))) == set()


def test_a_step_under_way_is_stale_when_nothing_happens() -> None:
    step = advance(whole(when="2027-03"), Start(on=DAY))
    assert codes(step) == {"stale"}
    patient = CHECKS.replace(stale_after(365))
    assert run_checks(step, patient, LATER) == ()
    assert run_checks(step, CHECKS) == ()


def test_what_is_dated_ahead_is_a_fault() -> None:
    step = advance(whole(when="2027-03"), Note(on=DAY + timedelta(days=1), what="seen"))
    assert codes(step, Context(as_of=DAY)) == {"dated-ahead"}
    assert codes(step, Context(as_of=DAY + timedelta(days=1))) == set()


def test_what_is_over_is_no_longer_nagged() -> None:
    bare = ActionStep(key="a", what="order tables")
    gone = advance(bare, Drop(on=DAY, why="given to us"))
    assert codes(bare)
    assert run_checks(gone, CHECKS, LATER) == ()
    said = read_step("Director will order 2 tables by fall", on=DAY)
    assert {"understood"} <= codes(said)
    dropped = advance(said, Drop(on=DAY, why="given to us"))
    assert run_checks(dropped, CHECKS, LATER) == ()


def test_an_owner_outside_is_told_by_name_too() -> None:
    for step in (whole(who="nurse", outside=True), whole(who="the landlord")):
        [found] = run_checks(step, CHECKS)
        assert (found.code, found.where) == ("action.outside-owner", "who")


def test_what_a_text_leaves_open_is_asked_for() -> None:
    said = "Director will order 2 tables by the end of the school year"
    found = {check.code: check for check in run_checks(read_step(said, on=DAY), CHECKS)}
    assert found["action.asked"].where == "text"
    assert "school year" in found["action.asked"].message
    assert found["action.asked"].fix == "write the day, such as by 2027-06-15"
    assert "who: Director; what: order 2 tables" in found["action.understood"].message


@pytest.mark.parametrize("who", ["Director", ""])
@pytest.mark.parametrize(
    ("words", "day", "when"),
    [
        ("by May 3", None, "2027-05-03, from 'by May 3'"),
        ("by the end of the school year", None, "no day, from 'by the end of the"),
        ("", "2026-11", "2026-11"),
        ("", None, "no day"),
    ],
)
def test_a_finding_says_what_a_text_was_read_as(
    who: str, words: str, day: str | None, when: str
) -> None:
    text = f"{who or 'We'} will order 2 tables {words}"
    read = read_step(text, on=DAY)
    step = evolve(read, who=who, when=day or read.when)
    [found] = run_checks(step, CHECKS.only("action.understood"))
    said = f"who: {who or 'nobody is named'}; what: order 2 tables; when: {when}"
    assert found.message.startswith(f"it was read as {said}")
    assert found.message == f"it was read as {'; '.join(understood(step)[:3])}"


def test_each_doubtful_word_is_a_finding_of_its_own() -> None:
    step = whole(what="ideally order 2 tables if possible")
    found = run_checks(step, CHECKS.only("action.doubtful-words"))
    assert [finding.parts["said"] for finding in found] == ["if possible", "ideally"]
    assert {finding.where for finding in found} == {"what"}


def test_words_are_a_check_of_their_own() -> None:
    [words] = [doubtful_words(WORDS["en"])]
    found = run_checks(whole(who="we", what="see if 2 tables fit"), [words])
    assert [(finding.where, finding.message) for finding in found] == [
        ("who", "'we' is a group that nobody in particular answers for"),
        ("what", "'see if' leaves open what is done"),
    ]
    assert run_checks(whole(who=""), [words]) == ()
    assert run_checks(whole(who="nurse", outside=True), [words]) == ()


@settings(max_examples=50)
@given(steps())
def test_every_finding_names_its_source_and_a_place(step: ActionStep) -> None:
    for check in run_checks(step, CHECKS, LATER):
        assert check.code in CHECKS
        assert check.source
        assert check.fix
        assert check.where.split("[")[0] in {*dir(step)}
    if state(step).is_end:
        assert codes(step) <= {"finished-late", "dated-ahead"}
