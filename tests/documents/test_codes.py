"""A program can tell the faults of a document apart, and word them anew."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from cqikit import documents
from cqikit.core import Wording
from cqikit.documents._toml_values import Standing
from cqikit.errors import DocumentError, Problem

HEAD = 'type = "measures"\nversion = 1\n'
MEASURE = f'{HEAD}[[measures]]\nkey = "waits"\n'
LONG = "a number has too many digits: write it with fewer digits, or in quotes"
CYCLE = (
    'type = "cycles"\nversion = 1\n[[cycles]]\nkey = "c1"\ntitle = "Remind"\n'
    "[[cycles.log]]\n"
)


def faults(text: str, name: str = "a.toml") -> list[Problem]:
    with pytest.raises(DocumentError) as caught:
        documents.parse(text, name)
    return [*caught.value.problems]


@pytest.mark.parametrize(
    ("text", "code", "parts"),
    [
        (f"{MEASURE}", "document.missing", {}),
        (
            f'{MEASURE}title = "Waits"\nunti = "days"',
            "document.extra-field",
            {"name": "'unti'", "alike": "unit"},
        ),
        (
            f'{MEASURE}title = "Waits"\ndirection = "up"',
            "field.type",
            {"name": "direction", "got": "'up'"},
        ),
        (
            f'{MEASURE}title = " "',
            "field.value",
            {"name": "title", "must": "must be text with something in it"},
        ),
        (
            f'{MEASURE}title = "Waits"\n{MEASURE.removeprefix(HEAD)}title = "W"',
            "name.duplicate",
            {},
        ),
        (
            "version = 1",
            "document.missing",
            {"known": tuple(sorted(documents.TYPES.names))},
        ),
        ('type = "measure"\nversion = 2\nkey = "a"', "document.version", {"most": 1}),
        ('type = "measurs"\nversion = 1', "name.unknown", {"alike": "measures"}),
        (
            f'{CYCLE}event = "start-test"\non = 2026-03-09',
            "table.transition",
            {"event": "start-test", "state": "plan", "guards": ("has_prediction",)},
        ),
        (
            f'{CYCLE}event = "end-test"\non = 2026-03-09',
            "table.transition",
            {"possible": ("plan", "predict", "stop", "correct")},
        ),
        ("a = 1\n= 2", "document.no-toml", {}),
        (f"{MEASURE}title = soon", "document.toml-quotes", {"value": "soon"}),
        (f"{HEAD}on = 3/4/2026", "document.toml-value", {"value": "3/4/2026"}),
        ("[a]\n[a]", "document.toml-twice", {"name": "a"}),
    ],
)
def test_a_fault_has_a_code_and_what_it_speaks_of(
    text: str, code: str, parts: dict[str, Any]
) -> None:
    problems = {problem.code: problem for problem in faults(text)}
    found = problems[code].parts or {}
    assert {name: found[name] for name in parts} == parts


def test_a_fault_is_told_in_another_language_from_its_parts() -> None:
    [fault] = faults(f'{MEASURE}title = "Waits"\nunti = "days"')
    german = Wording(
        translate={
            "extra field {name}; did you mean {alike!r}?": "unbekanntes Feld {name};"
            " ist {alike!r} gemeint?"
        }.get
    )
    assert german.words(fault.template, fault.parts or {}) == (
        "unbekanntes Feld 'unti'; ist 'unit' gemeint?"
    )


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (True, "true"),
        (date(2026, 9, 14), "2026-09-14"),
        (datetime(2026, 1, 5, 10, 0), "2026-01-05T10:00:00"),  # noqa: DTZ001
        ({"between": [3, 1], "to": "b"}, '{ between = [3, 1], to = "b" }'),
        ([None], "[None]"),
        ("soon", "'soon'"),
    ],
)
def test_what_was_got_is_shown_as_it_stands_in_the_file(
    value: object, said: str
) -> None:
    assert repr(Standing(value)) == said


def test_a_step_that_has_no_day_names_its_field_once() -> None:
    step = 'key = "s"\nwhat = "call"\nwho = "director"\nwhen = "soon"'
    text = f'type = "plan"\nversion = 1\nkey = "k"\ntitle = "t"\n[[steps]]\n{step}'
    with pytest.raises(DocumentError) as caught:
        documents.parse(text)
    assert str(caught.value.problems[0]).startswith("steps[0].when: must be like 2026,")


def test_what_is_possible_now_is_a_fix() -> None:
    [problem] = faults(f'{CYCLE}event = "end-test"\non = 2026-03-09')
    assert problem.message == "end-test is not possible in plan"
    assert problem.fix.startswith("possible now: plan, predict")


@pytest.mark.parametrize("form", ["0x" + "f" * 4000, "0o" + "7_" * 5000 + "7"])
def test_a_number_of_any_form_has_not_too_many_digits(form: str) -> None:
    text = (
        f'type = "plan"\nversion = {form}\ntitle = "0x{"f" * 4000}"\nsteps = [{form}]'
    )
    with pytest.raises(DocumentError) as caught:
        documents.parse(text)
    assert sorted(map(str, caught.value.problems)) == [
        f"steps[0]: {LONG}",
        f"version: {LONG}",
    ]
