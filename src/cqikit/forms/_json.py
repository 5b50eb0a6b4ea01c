"""JSON from strangers: read within bounds, told where it is broken."""

from __future__ import annotations

import json
from typing import Any, Final

from cqikit.errors import DataError, Problem

__all__ = ["MOST_BYTES", "parse_json"]

MOST_BYTES: Final = 50_000_000


def parse_json(text: str, name: str) -> Any:
    """Return what JSON says.

    Raises
    ------
    DataError
        When it is too long, too deep or no JSON.

    Examples
    --------
    >>> parse_json('[{"teams": 3}, ]', "results.json")
    Traceback (most recent call last):
    ...
    cqikit.errors.DataError: results.json: 1 problem
      - line 1, column 16: is not JSON: ...
    """
    if len(text) > MOST_BYTES:
        raise DataError(
            name, [Problem("", f"must be at most {MOST_BYTES:,} characters")]
        )
    try:
        return json.loads(text.removeprefix("\ufeff"))
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        said = error.msg[:1].lower() + error.msg[1:]
        raise DataError(name, [Problem(where, f"is not JSON: {said}")]) from None
    except RecursionError:
        raise DataError(name, [Problem("", "is nested too deeply")]) from None
    except ValueError:
        # Python refuses to read whole numbers of thousands of digits.
        raise DataError(name, [Problem("", "a number has too many digits")]) from None
