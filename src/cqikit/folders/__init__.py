"""Folders: documents and data together, read as one improvement effort."""

from cqikit._door import opening

_FOUND_IN = {
    "_merge": "MergedFolder merge",
    "_read": "Effort read",
    "_reading": "ENDINGS",
    "_types": "DOCUMENTS",
}

__getattr__, __dir__, __all__ = opening(__name__, _FOUND_IN)
