"""Reports: a closing report composed once, as a page, as Markdown or for Word."""

from cqikit.reports._assessments import AssessmentSection
from cqikit.reports._catalogs import REPORT_CATALOGS, ReportCatalogs
from cqikit.reports._composed import MeasureSection, Report
from cqikit.reports._docx import to_docx
from cqikit.reports._html import to_html
from cqikit.reports._levels import LevelSection, at_level
from cqikit.reports._markdown import to_markdown
from cqikit.reports._page import SECTIONS
from cqikit.reports._report import compose
from cqikit.reports._sections import ReportSection
from cqikit.reports._types import TYPES

__all__ = [
    "REPORT_CATALOGS",
    "SECTIONS",
    "TYPES",
    "AssessmentSection",
    "LevelSection",
    "MeasureSection",
    "Report",
    "ReportCatalogs",
    "ReportSection",
    "at_level",
    "compose",
    "to_docx",
    "to_html",
    "to_markdown",
]
