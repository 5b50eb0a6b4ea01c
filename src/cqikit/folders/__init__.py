"""Folders: documents and data together, read as one improvement effort."""

from cqikit.folders._merge import MergedFolder, merge
from cqikit.folders._read import DOCUMENTS, Effort, read
from cqikit.folders._reading import ENDINGS

__all__ = ["DOCUMENTS", "ENDINGS", "Effort", "MergedFolder", "merge", "read"]
