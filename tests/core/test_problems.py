"""An error or a finding is a problem with the same words, a code and parts."""

import pytest

from cqikit.core import Cadence, FindingKind, Wording, problem_of, say
from cqikit.errors import (
    ChartError,
    CircleError,
    CqikitError,
    DuplicateError,
    FaultsError,
    FieldError,
    FieldTypeError,
    MissingExtraError,
    Problem,
    SourceError,
    TransitionError,
    UnknownArgumentError,
    UnknownNameError,
)
from tests.worded import check_worded

LETTERS = [*"abcdefghijklmnop"]
ERRORS: list[CqikitError] = [
    FieldError("weight", "must be at least 0", -2.0),
    FieldError("dates", "must be said", "1/2", 'say dates = "mdy"'),
    FieldTypeError("rows", "must be whole", "{x}"),
    UnknownNameError("rule", "shfit", ["shift", "trend"]),
    UnknownNameError("rule", "zzz", ["shift", "trend"]),
    UnknownNameError("column", "zzz", LETTERS),
    UnknownNameError("row", 17, []),
    UnknownArgumentError("chart", "centr", ["centre"]),
    DuplicateError("the teams", "North"),
    SourceError("a.csv", "there is no such file", "did you mean 'b.csv'?"),
    UnknownArgumentError("chart", "zzz", LETTERS),
    UnknownArgumentError("chart", "zzz", ["values"]),
    CircleError(["a", "b"]),
    MissingExtraError("drawing a chart", "matplotlib", "plot"),
    TransitionError("plan", "StartTest", ["write a prediction", "date it"]),
    TransitionError("act", "StartTest", [], ["Adopt", "Abandon"]),
    TransitionError("adopted", "StartTest", where="log[3]"),
    TransitionError.joined(
        [TransitionError("plan", event, ["date it"]) for event in ("A", "B")]
    ),
    ChartError("as it stands"),
]


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: error.code)
def test_a_problem_says_what_its_error_does(error: CqikitError) -> None:
    problem = problem_of(error)
    check_worded(problem)
    assert problem.code == error.code
    source = f"{error.source}: " if isinstance(error, SourceError) else ""
    assert f"{source}{problem}" == str(error)


def test_the_parts_of_a_problem_are_those_of_its_error() -> None:
    problem = problem_of(FieldError("weight", "must be at least 0", -2.0), "items[1]")
    assert problem.where == "items[1]"
    assert problem.parts == {
        "name": "weight",
        "must": "must be at least 0",
        "got": "-2.0",
        "fix": "",
    }
    unknown = problem_of(UnknownNameError("column", "mnth", ["visits", "month"]))
    assert unknown.parts == {
        "kind": "column",
        "name": "mnth",
        "alike": "month",
        "known": ("month", "visits"),
        "more": 0,
    }


def test_what_would_mend_a_name_given_twice_is_a_fix_of_its_own() -> None:
    problem = problem_of(DuplicateError("measures", "seated"))
    assert (problem.message, problem.fix) == (
        "two of measures are named 'seated'",
        "give each its own",
    )


def test_a_stranger_s_name_is_cut() -> None:
    problem = problem_of(UnknownNameError("column", "x" * 1000, ["month"]))
    check_worded(problem)
    assert len(problem.message) < 150
    [got] = [problem_of(FieldError("a", "must be b", "x" * 99), longest=40)]
    assert (got.parts or {})["got"] == f"'{'x' * 36}..."


def test_a_finding_is_a_problem_of_its_own_place_unless_one_is_given() -> None:
    late = FindingKind("step.late", says="{days:# day|# days} late", fix="move it")
    found = late.at("steps[2]", days=3)
    for where in ("", "plan.toml"):
        problem = problem_of(found, where)
        check_worded(problem)
        assert str(problem) == f"{where or 'steps[2]'}: 3 days late: move it"
        assert (problem.code, problem.parts) == ("step.late", {"days": 3})


MISSING = FindingKind(
    "cell.missing",
    says="must be a number",
    fix={
        "list": "say missing = {toml} ({options})",
        "row": "say last = {last} (--last {last})",
        "plain": 'say which: decimal = "," (--decimal)',
        "none": "write a number",
    },
)


@pytest.mark.parametrize("form", ["list", "row", "plain", "none"])
def test_what_a_document_is_told_has_no_options_and_is_made_of_its_parts(
    form: str,
) -> None:
    options = "--missing 'n (a)' --missing b"
    told = MISSING.problem(form=form, toml='["n (a)", "b"]', options=options, last=3)
    problem = told.in_document("{odd}.toml")
    check_worded(problem)
    assert "--" not in problem.fix
    assert problem.fix.startswith("in {odd}.toml, ") == (form != "none")


def test_the_fix_of_an_error_has_no_options_in_a_document_either() -> None:
    fix = 'say dates (--dates) = "mdy"'
    problem = problem_of(FieldError("dates", "must be said", "1/2", fix))
    told = problem.in_document("data.toml")
    check_worded(told)
    assert told.fix == 'in data.toml, say dates = "mdy"'
    bare = Problem("", "must be said", fix).in_document("data.toml")
    assert (bare.fix, bare.parts) == (told.fix, None)


#: A language that brackets what is translated, so that what is not stands out.
BRACKETED = Wording(translate=lambda text: f"⟦{text}⟧")


def test_a_refusal_is_said_in_any_language() -> None:
    error = FieldError("weight", say("must be at least {least}", least=0), -2.0)
    message, fix = problem_of(error).said(BRACKETED)
    assert (message, fix) == ("⟦weight ⟦must be at least 0⟧ (got -2.0)⟧", "")
    refused = TransitionError("plan", "StartTest", [say("write a prediction first")])
    assert "⟦write a prediction first⟧" in problem_of(refused).said(BRACKETED)[0]
    assert Problem("", "as it stands").said(Wording()) == ("as it stands", "")


@pytest.mark.parametrize(
    ("every", "words"), [(2, "second"), (5, "5th"), (13, "13th"), (21, "21st")]
)
def test_a_cadence_has_words_in_any_language(every: int, words: str) -> None:
    text = str(Cadence(frequency="week", every=every, anchor="2024-W01"))
    assert text == f"every {words} week from 2024-W01"
    assert "⟦week⟧" in BRACKETED.said(text)


@pytest.mark.parametrize(("every", "words"), [(22, "22nd"), (33, "33rd")])
def test_an_ordinal_has_the_ending_of_its_last_digit(every: int, words: str) -> None:
    assert str(Cadence(frequency="day", every=every)) == f"every {words} day"


def test_faults_of_a_document_are_one_sentence_each_in_any_language() -> None:
    faults = [
        Problem("steps[0]", "missing", "name a role"),
        problem_of(FieldError("weight", say("must be a number"), "x", say("count it"))),
    ]
    told = problem_of(FaultsError("plan.toml", faults))
    assert told.message == (
        "steps[0]: missing: name a role; weight must be a number (got 'x'): count it"
    )
    german = {"must be a number": "muss eine Zahl sein", "count it": "zählen"}
    message, _ = told.said(Wording(translate=german.get))
    assert message.endswith("weight muss eine Zahl sein (got 'x'): zählen")
