"""Files of tables, and what is said of those that are refused."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cqikit import files
from cqikit.errors import DataError, Problem

if TYPE_CHECKING:
    import os

__all__ = ["read_bytes", "refused"]


def refused(name: str, where: str, message: str, mend: str = "") -> DataError:
    """Return the error of a table with one fault that hides all others."""
    return DataError(name, [Problem(where, message, mend)])


def read_bytes(path: str | os.PathLike[str], most: int) -> bytes:
    """Return what a file of at most so many bytes holds."""
    data = files.read_bytes(path, most)
    if len(data) > most:
        raise refused(Path(path).name, "", f"must be at most {most:,} bytes")
    return data
