"""Starters: the documents and workbooks that an improvement effort begins with."""

from cqikit._door import opening

_FOUND_IN = {
    "_examples": "EXAMPLES example",
    "_outline": "Outline",
    "_workbook": "workbook",
    "_write": "answers cycles framework guide plan project",
}

__getattr__, __dir__, __all__ = opening(__name__, _FOUND_IN)
