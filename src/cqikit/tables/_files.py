"""Files of tables, and what is said of those that are refused."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from cqikit import files
from cqikit.core import FindingKind, say
from cqikit.errors import DataError, FieldError, MissingExtraError
from cqikit.files import BOUNDS

if TYPE_CHECKING:
    import os

    from cqikit.tables._dialect import Dialect

__all__ = [
    "TOO_LARGE",
    "check_unused",
    "most_cells",
    "openpyxl_for",
    "read_bytes",
    "refused",
]

MOST_CELLS: Final = BOUNDS.table_cells

TOO_LARGE: Final = FindingKind(
    "table.too-large",
    says={
        "bytes": "must be at most {most} bytes",
        "unpacked": "must be at most {most} bytes when unpacked",
        "rows": "must have at most {most} rows",
        "cells": "must have at most {most} cells",
        "elements": "has more than {most} elements in {part}",
        "depth": "nests more than {most} elements in {part}",
        "cell": "a cell must be at most {most} characters long",
    },
)


def refused(
    name: str, kind: FindingKind, where: str = "", /, *, form: str = "", **parts: Any
) -> DataError:
    """Return the error of a table with one fault that hides all others."""
    return DataError(name, [kind.problem(where, form=form, **parts)])


def most_cells(most_rows: int) -> int:
    """Return how many cells a table of so many rows may have."""
    return max(MOST_CELLS, 5 * most_rows)


def read_bytes(path: str | os.PathLike[str], most: int) -> bytes:
    """Return what a file of at most so many bytes holds."""
    data = files.read_bytes(path, most)
    if len(data) > most:
        raise refused(Path(path).name, TOO_LARGE, form="bytes", most=float(most))
    return data


def check_unused(how: Dialect, name: str, *fields: str, what: str) -> None:
    """Refuse what a dialect says that a file of this kind has not."""
    for field in fields:
        said = getattr(how, field)
        if said:
            raise FieldError(
                field,
                say("must be left out for {what} ({name})", what=what, name=name),
                said,
            )


def openpyxl_for(task: str) -> Any:
    """Return the package that reads and writes workbooks."""
    try:
        import openpyxl  # noqa: PLC0415
    except ImportError:
        raise MissingExtraError(task, "openpyxl", "tables") from None
    return openpyxl
