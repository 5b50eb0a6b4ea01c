"""Reports: a closing report composed once, shown as a page."""

from cqikit.reports._html import to_html
from cqikit.reports._report import (
    AssessmentSection,
    MeasureSection,
    Report,
    compose,
)

__all__ = [
    "AssessmentSection",
    "MeasureSection",
    "Report",
    "compose",
    "to_html",
]
