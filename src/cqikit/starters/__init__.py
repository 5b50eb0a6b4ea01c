"""Starters: the documents and workbooks that an improvement effort begins with."""

from cqikit.starters._examples import EXAMPLES, example
from cqikit.starters._outline import Outline
from cqikit.starters._workbook import workbook
from cqikit.starters._write import answers, cycles, framework, guide, plan, project

__all__ = [
    "EXAMPLES",
    "Outline",
    "answers",
    "cycles",
    "example",
    "framework",
    "guide",
    "plan",
    "project",
    "workbook",
]
