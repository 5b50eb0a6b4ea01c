"""What is written is read back, and says no more than it must."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any, Literal

import attrs
import pytest
from attrs import field, frozen
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from cqikit import documents
from cqikit.core import Catalog, Frequency, Period, is_text, parse_period
from cqikit.documents import DocumentType, Measures
from cqikit.errors import DocumentError, FieldError, SourceError, UnknownNameError
from cqikit.measures import Measure
from cqikit.testing import documents_of

WAITS = Measures(measures=(Measure(key="waits", title="Waiting time"),))


@pytest.mark.parametrize("name", documents.DOCUMENTS.names)
def test_what_is_written_is_valid_and_read_back(name: str) -> None:
    schema = Draft202012Validator(documents.schema(name))

    @settings(max_examples=8)
    @given(documents_of(name))
    def holds(value: Any) -> None:
        text = documents.to_json(value)
        schema.validate(json.loads(text))
        assert documents.parse(text) == value
        assert documents.to_json(documents.parse(text)) == text

    holds()


class Size(Enum):
    SMALL = 1
    LARGE = 2


@frozen(kw_only=True)
class Everything:
    """One field of each kind that documents can have."""

    any: Any = None
    choice: Literal["a", 3] = "a"
    day: date | None = None
    fixed: tuple[str, int] = ("", 0)
    kinds: frozenset[Frequency] = frozenset()
    loose: tuple = ()  # type: ignore[type-arg]
    members: list[float] = field(factory=list)
    by_frequency: Mapping[Frequency, Period] = field(factory=dict)
    by_key: dict = field(factory=dict)  # type: ignore[type-arg]
    size: Size = Size.SMALL
    twice: str = field(validator=is_text)
    _hidden: str = "x"
    mixed: date | Period | Size | tuple[int, ...] | dict[str, int] | bool | None = None

    @twice.default
    def _twice(self) -> str:
        return str(self.any) * 2


OWN = Catalog([DocumentType(name="everything", cls=Everything)], kind="type")

FULL = Everything(
    any={"a": [1, "b"]},
    choice=3,
    day=date(2026, 1, 2),
    fixed=("a", 1),
    kinds=frozenset({Frequency.YEAR, Frequency.DAY}),
    loose=(1, "a"),
    members=[1.5],
    by_frequency={Frequency.MONTH: parse_period("2026-10")},
    by_key={"a": 1},
    size=Size.LARGE,
    twice="other",
    hidden="y",
)


def test_every_kind_of_field_is_written_and_read() -> None:
    text = documents.to_json(FULL, types=OWN)
    said = json.loads(text)
    assert documents.parse(text, types=OWN) == FULL
    assert said["kinds"] == ["day", "year"]
    assert set(said) == {"type", "version", *attrs.fields_dict(Everything)} - {
        "_hidden",
        "mixed",
    } | {"hidden"}


@pytest.mark.parametrize(
    "value",
    [date(2026, 1, 2), parse_period("2026-10"), Size.LARGE, (1, 2), {"a": 1}, True],
)
def test_a_field_of_many_kinds_keeps_the_one_it_has(value: Any) -> None:
    whole = Everything(mixed=value)
    assert documents.parse(documents.to_json(whole, types=OWN), types=OWN) == whole


def test_what_would_be_so_anyway_is_left_out() -> None:
    assert documents.unstructure(Everything(any=1), types=OWN) == {
        "type": "everything",
        "version": 1,
        "any": 1,
    }


def test_each_kind_of_field_says_what_it_must_be() -> None:
    text = """{"type": "everything", "version": 1, "choice": "c", "day": "2026-02-30",
    "fixed": ["a"], "kinds": ["dya"], "members": {"a": 1}, "by_frequency": 3,
    "size": true, "twice": "\\ud800", "mixed": 1.5, "any": 1e999,
    "by_key": {"a b": 1, "c": 1e999}, "loose": "abc", "hidden": null}"""
    with pytest.raises(DocumentError) as caught:
        documents.parse(text, types=OWN)
    assert [str(problem) for problem in caught.value.problems] == [
        "any: any must be a finite number (got inf)",
        "choice: choice must be one of a, 3 (got 'c')",
        "day: day must be a day of the calendar (got '2026-02-30')",
        'fixed: fixed must be a list of 2 (got ["a"])',
        (
            "kinds[0]: must be one of day, week, month, quarter, half-year, year, point"
            " (got 'dya'): did you mean 'day'?"
        ),
        "loose: loose must be a list (got 'abc'): put it in [ ]",
        (
            "members: members must be a list (got { a = 1 }): put it in [ ], or its"
            " name in [[ ]] above it"
        ),
        (
            "by_frequency: by_frequency must be a table (got 3): write"
            ' by_frequency = { "..." = ... }'
        ),
        "by_key.c: must be a finite number (got inf)",
        "size: size must be one of 1, 2 (got true)",
        "twice: twice must be text that Unicode has (got '\\ud800')",
        "hidden: hidden must be text (got None)",
        (
            "mixed: mixed must be a day (YYYY-MM-DD) or a period such as 2026, 2026-10,"
            " 2026-Q4 or 2026-10-31 or one of 1, 2 or a list or a table or true or"
            " false (got 1.5)"
        ),
    ]


def test_what_has_no_type_of_document_is_refused() -> None:
    with pytest.raises(UnknownNameError, match="no document of class named 'date'"):
        documents.to_json(date(2026, 9, 1))


def test_what_a_file_holds_is_read_back(tmp_path: Path) -> None:
    documents.write(tmp_path / "measures.json", WAITS)
    assert documents.read(tmp_path / "measures.json") == WAITS
    with pytest.raises(SourceError, match="no such file"):
        documents.write(tmp_path / "no" / "measures.json", WAITS)
    assert [path.name for path in tmp_path.iterdir()] == ["measures.json"]


def test_programs_write_json_and_leave_toml_to_people(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="let its name end in"):
        documents.write(tmp_path / "measures.toml", WAITS)
    assert list(tmp_path.iterdir()) == []


def test_what_no_document_can_say_is_not_written() -> None:
    with pytest.raises(ValueError, match="Out of range float"):
        documents.to_json(Everything(any=float("nan")), types=OWN)


def test_a_type_of_document_says_its_versions() -> None:
    with pytest.raises(FieldError, match="cls must be an attrs class"):
        DocumentType(name="a", cls=int)
    with pytest.raises(FieldError, match="upgrade must have 1, one for each earlier"):
        DocumentType(name="a", cls=Everything, version=2)

    @frozen
    class Taken:
        version: int

    with pytest.raises(FieldError, match="cls must have no field named version"):
        DocumentType(name="a", cls=Taken)


def test_the_calendar_of_a_measure_is_a_table() -> None:
    text = """
type = "measures"
version = 1
[[measures]]
key = "waits"
title = "Waits"
[measures.cadence]
frequency = "day"
weekdays = "mon-fri"
[[measures.cadence.closures]]
first = 2024-12-24
last = "2025-01-01"
reason = "winter break"
[[measures]]
key = "visits"
title = "Visits"
cadence = { frequency = "week", every = 2, anchor = "2024-W01" }
"""
    read = documents.parse(text)
    assert [str(measure.cadence) for measure in read.measures] == [
        "days, Monday to Friday, closed 2024-12-24 to 2025-01-01 (winter break)",
        "every second week from 2024-W01",
    ]
    assert documents.parse(documents.to_json(read)) == read
