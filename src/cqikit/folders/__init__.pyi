# Made from the table in __init__.py.

from cqikit.folders._merge import MergedFolder as MergedFolder
from cqikit.folders._merge import merge as merge
from cqikit.folders._read import Effort as Effort
from cqikit.folders._read import read as read
from cqikit.folders._reading import ENDINGS as ENDINGS
from cqikit.folders._types import DOCUMENTS as DOCUMENTS
