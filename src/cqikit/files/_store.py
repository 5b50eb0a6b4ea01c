"""Texts kept in a file by their keys, to be found again by a later run.

A line of JSON a text, after one that says what the file is; lines are only ever added,
each by one write, so that two programs may keep theirs in one file. Nothing in it is
executed, and no more of it is read than a bound allows. A line that a program was
stopped in the middle of is passed over.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from cqikit.core import say
from cqikit.errors import FieldTypeError, SourceError
from cqikit.files._read import read_bytes, unusable

if TYPE_CHECKING:
    import os

__all__ = ["TextStore"]

HEAD: Final = {"type": "texts kept by cqikit", "version": 1}
#: So large is such a file at most; what comes later is kept as long as the program.
LARGEST: Final = 64 << 20


class TextStore(Mapping[str, str]):
    """A mapping of texts to texts that is kept in a file.

    Parameters
    ----------
    path : path
        The file, made when a first text is kept; what was kept there before is read.

    Raises
    ------
    SourceError
        When the file is none of these, or cannot be read or written.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> from cqikit import spc
    >>> with TemporaryDirectory() as folder:
    ...     store = TextStore(f"{folder}/chances.jsonl")
    ...     drawn = spc.false_alarm(spc.PERLA, 24, draws=1000, store=store)
    ...     later = TextStore(f"{folder}/chances.jsonl")
    ...     spc.false_alarm(spc.PERLA, 24, draws=1000, store=later) == drawn, len(later)
    (True, 1)
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self._path = Path(path)
        self._texts: dict[str, str] = {}
        self._bytes, self._ended = 0, True
        try:
            there = self._path.exists()
        except (OSError, ValueError) as error:
            raise unusable(self._path, error) from None
        if there:
            self._read()

    def _read(self) -> None:
        data = read_bytes(self._path, LARGEST)
        if len(data) > LARGEST:
            must = say("must be at most {largest:,d} bytes", largest=LARGEST)
            raise SourceError(str(self._path), must)
        self._bytes, self._ended = len(data), data.endswith(b"\n")
        for number, line in enumerate(data.splitlines(), start=1):
            told = _told(line)
            if _is_pair(told) and number > 1:
                self._texts[told[0]] = told[1]
            elif told != HEAD and (told is not None or number == 1):
                # What is no JSON at all somebody was stopped in.
                must = say("must be a file of kept texts (line {line})", line=number)
                raise SourceError(str(self._path), must)

    def __getitem__(self, key: str) -> str:
        return self._texts[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        """Return how many texts are kept."""
        return len(self._texts)

    def __repr__(self) -> str:
        return f"<TextStore, {len(self)} texts>"

    def __setitem__(self, key: str, text: str) -> None:
        """Keep a text, in the file as well."""
        for name, value in (("key", key), ("text", text)):
            if not isinstance(value, str):
                raise FieldTypeError(name, say("must be text"), value)
        self._texts[key] = text
        begun = "" if self._ended else "\n"
        head = "" if self._bytes else json.dumps(HEAD) + "\n"
        data = f"{begun}{head}{json.dumps([key, text])}\n".encode()
        if self._bytes + len(data) > LARGEST:
            return
        try:
            with self._path.open("ab") as file:
                file.write(data)
        except (OSError, ValueError) as error:
            raise unusable(self._path, error) from None
        self._bytes, self._ended = self._bytes + len(data), True


def _told(line: bytes) -> Any:
    """Return what a line says, None where it is no JSON."""
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def _is_pair(told: Any) -> bool:
    return (
        isinstance(told, list)
        and len(told) == 2
        and all(isinstance(text, str) for text in told)
    )
