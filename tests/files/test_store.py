"""Texts kept in a file are found again, whoever is stopped in the middle."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from cqikit.errors import FieldTypeError, SourceError
from cqikit.files import TextStore, _store


def test_texts_are_found_again(tmp_path: Path) -> None:
    place = tmp_path / "kept.jsonl"
    store = TextStore(place)
    assert not place.exists()
    kept = {"a": "1", "é\n": "\x00 \u2028", "": '"'}
    for key, text in kept.items():
        store[key] = text
    again = TextStore(place)
    again["a"] = "2"
    assert dict(TextStore(place)) == kept | {"a": "2"}
    assert repr(again) == "<TextStore, 3 texts>"


def test_two_programs_keep_theirs_in_one_file(tmp_path: Path) -> None:
    place = tmp_path / "kept.jsonl"
    ours, theirs = TextStore(place), TextStore(place)
    ours["a"] = "1"
    theirs["b"] = "2"
    assert dict(TextStore(place)) == {"a": "1", "b": "2"}


def test_what_somebody_was_stopped_in_is_passed_over(tmp_path: Path) -> None:
    place = tmp_path / "kept.jsonl"
    TextStore(place)["a"] = "1"
    with place.open("a") as file:
        file.write('["b", "tw')
    store = TextStore(place)
    assert dict(store) == {"a": "1"}
    store["c"] = "3"
    assert dict(TextStore(place)) == {"a": "1", "c": "3"}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("hello\n", 1),
        ('["a", "1"]\n', 1),
        ('{"type": "texts kept by cqikit", "version": 2}\n', 1),
        ('{"type": "texts kept by cqikit", "version": 1}\n["a", 1]\n', 2),
        ('{"type": "texts kept by cqikit", "version": 1}\n["a"]\n', 2),
        ('{"type": "texts kept by cqikit", "version": 1}\n"a"\n', 2),
        ("[" * 100_000, 1),
    ],
)
def test_another_file_is_neither_read_nor_written(
    text: str, line: int, tmp_path: Path
) -> None:
    place = tmp_path / "kept.jsonl"
    place.write_text(text)
    with pytest.raises(SourceError, match=f"file of kept texts .line {line}."):
        TextStore(place)
    assert place.read_text() == text


def test_a_file_that_is_too_large_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "kept.jsonl"
    monkeypatch.setattr(_store, "LARGEST", 100)
    store = TextStore(place)
    store["a"] = "1"
    store["b"] = "x" * 80
    # It is kept by the program, and the file stays within its bound.
    assert store["b"] == "x" * 80
    assert dict(TextStore(place)) == {"a": "1"}
    place.write_text("x" * 101)
    with pytest.raises(SourceError, match="at most 100 bytes"):
        TextStore(place)


def test_a_place_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    store = TextStore(tmp_path / "no" / "such" / "folder")
    with pytest.raises(SourceError, match="folder"):
        store["a"] = "1"
    with pytest.raises(SourceError, match="too long"):
        TextStore("a" * 5000)


@pytest.mark.parametrize(("key", "text"), [("a", 2), (2, "a")])
def test_what_is_no_text_is_not_written(tmp_path: Path, key: Any, text: Any) -> None:
    place = tmp_path / "kept.jsonl"
    store = TextStore(place)
    store["a"] = "1"
    with pytest.raises(FieldTypeError, match="must be text"):
        store[key] = text
    assert dict(TextStore(place)) == {"a": "1"}
