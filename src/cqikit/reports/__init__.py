"""Reports: a closing report composed once, as a page, as Markdown or for Word."""

from cqikit._door import opening

_FOUND_IN = {
    "_assessments": "AssessmentSection",
    "_catalogs": "REPORT_CATALOGS ReportCatalogs",
    "_composed": "MeasureSection Report",
    "_docx": "to_docx",
    "_html": "to_html",
    "_levels": "LevelSection at_level",
    "_markdown": "to_markdown",
    "_page": "SECTIONS",
    "_report": "compose",
    "_sections": "ReportSection",
    "_types": "TYPES",
}

__getattr__, __dir__, __all__ = opening(__name__, _FOUND_IN)
