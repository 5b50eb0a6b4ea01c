"""The command line: thin, every verb a few lines over the rooms."""

from cqikit._door import opening

_FOUND_IN = {
    "_main": "main",
}

__getattr__, __dir__, __all__ = opening(__name__, _FOUND_IN)
