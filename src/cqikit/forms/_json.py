"""JSON from strangers: read within bounds, told where it is broken."""

from __future__ import annotations

import json
from typing import Any, Final

from cqikit.core import FindingKind
from cqikit.errors import DataError
from cqikit.files import BOUNDS

__all__ = ["MOST_BYTES", "TOO_DEEP", "TOO_LARGE", "parse_json"]

MOST_BYTES: Final = BOUNDS.answers_bytes
TOO_LARGE: Final = FindingKind(
    "answers.too-large",
    says={
        "bytes": "must be at most {most} bytes",
        "characters": "must be at most {most} characters",
        "answers": "must have at most {most} answers (got {got})",
        "responses": "must have at most {most} responses and {answers} answers",
    },
)
TOO_DEEP: Final = FindingKind(
    "answers.too-deep",
    says={"": "is nested too deeply", "levels": "must be at most {most} levels deep"},
)
NOT_JSON: Final = FindingKind("answers.no-json", says="is not JSON: {said}")
LONG_NUMBER: Final = FindingKind(
    "answers.long-number", says="a number has too many digits"
)


def parse_json(text: str, name: str) -> Any:
    """Return what JSON says.

    Raises
    ------
    DataError
        When it is too long, too deep or no JSON.

    Examples
    --------
    >>> parse_json('[{"teams": 3}, nil]', "results.json")
    Traceback (most recent call last):
    ...
    cqikit.errors.DataError: results.json: 1 problem
      - line 1, column 16: is not JSON: ...
    """
    if len(text) > MOST_BYTES:
        long = TOO_LARGE.problem(form="characters", most=float(MOST_BYTES))
        raise DataError(name, [long])
    try:
        return json.loads(text.removeprefix("\ufeff"))
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        said = error.msg[:1].lower() + error.msg[1:]
        raise DataError(name, [NOT_JSON.problem(where, said=said)]) from None
    except RecursionError:
        raise DataError(name, [TOO_DEEP.problem()]) from None
    except ValueError:
        # Python refuses to read whole numbers of thousands of digits.
        raise DataError(name, [LONG_NUMBER.problem()]) from None
