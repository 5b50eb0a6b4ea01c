"""Languages: what cqikit says, in the words, numbers and days of each."""

from cqikit._door import opening

_FOUND_IN = {
    "_catalogs": "Message read_catalog",
    "_forms": "faults_of",
    "_wordings": "LANGUAGES wording",
}

__getattr__, __dir__, __all__ = opening(__name__, _FOUND_IN)
