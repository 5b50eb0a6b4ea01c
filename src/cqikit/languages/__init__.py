"""Languages: what cqikit says, in the words, numbers and days of each."""

from cqikit.languages._catalogs import Message, read_catalog
from cqikit.languages._forms import faults_of
from cqikit.languages._wordings import LANGUAGES, wording

__all__ = ["LANGUAGES", "Message", "faults_of", "read_catalog", "wording"]
