"""Reports: a closing report composed once, as a page, as Markdown or for Word."""

from cqikit.reports._assessments import AssessmentSection
from cqikit.reports._docx import to_docx
from cqikit.reports._html import to_html
from cqikit.reports._levels import LevelSection, at_level
from cqikit.reports._markdown import to_markdown
from cqikit.reports._report import (
    MeasureSection,
    Report,
    compose,
)
from cqikit.reports._types import TYPES

__all__ = [
    "TYPES",
    "AssessmentSection",
    "LevelSection",
    "MeasureSection",
    "Report",
    "at_level",
    "compose",
    "to_docx",
    "to_html",
    "to_markdown",
]
