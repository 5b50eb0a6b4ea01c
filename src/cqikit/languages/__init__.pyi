# Made from the table in __init__.py.

from cqikit.languages._catalogs import Message as Message
from cqikit.languages._catalogs import read_catalog as read_catalog
from cqikit.languages._forms import faults_of as faults_of
from cqikit.languages._wordings import LANGUAGES as LANGUAGES
from cqikit.languages._wordings import wording as wording
