# Made from the table in __init__.py.

from cqikit.reports._assessments import AssessmentSection as AssessmentSection
from cqikit.reports._catalogs import REPORT_CATALOGS as REPORT_CATALOGS
from cqikit.reports._catalogs import ReportCatalogs as ReportCatalogs
from cqikit.reports._composed import MeasureSection as MeasureSection
from cqikit.reports._composed import Report as Report
from cqikit.reports._docx import to_docx as to_docx
from cqikit.reports._html import to_html as to_html
from cqikit.reports._levels import LevelSection as LevelSection
from cqikit.reports._levels import at_level as at_level
from cqikit.reports._markdown import to_markdown as to_markdown
from cqikit.reports._page import SECTIONS as SECTIONS
from cqikit.reports._report import compose as compose
from cqikit.reports._sections import ReportSection as ReportSection
from cqikit.reports._types import TYPES as TYPES
