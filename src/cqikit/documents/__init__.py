"""Documents of an improvement effort: TOML and JSON to objects, and back."""

from cqikit.documents._canonical import canonical, digest
from cqikit.documents._checks import each_of, fits_framework
from cqikit.documents._conflicts import Conflict
from cqikit.documents._editions import answers_of, framework_for
from cqikit.documents._findings import findings
from cqikit.documents._keys import shared_keys
from cqikit.documents._lists import (
    Aims,
    Answers,
    Causes,
    Coaching,
    Crosswalks,
    Cycles,
    Evidence,
    Frameworks,
    Lessons,
    Measures,
    Steps,
    Worksheets,
)
from cqikit.documents._measure_report import measure_report
from cqikit.documents._merge import Merged, merge
from cqikit.documents._read import (
    TAGS,
    make_converter,
    parse,
    read,
    structure,
    type_said,
)
from cqikit.documents._results import (
    RESULTS,
    TYPES,
    Changes,
    Fidelity,
    Findings,
    type_of,
)
from cqikit.documents._schema import schema
from cqikit.documents._shelves import crosswalks, frameworks
from cqikit.documents._toml_out import to_toml
from cqikit.documents._toml_values import toml_text
from cqikit.documents._types import DOCUMENTS, DocumentType, Upgrade
from cqikit.documents._write import to_json, unstructure, write

__all__ = [
    "DOCUMENTS",
    "RESULTS",
    "TAGS",
    "TYPES",
    "Aims",
    "Answers",
    "Causes",
    "Changes",
    "Coaching",
    "Conflict",
    "Crosswalks",
    "Cycles",
    "DocumentType",
    "Evidence",
    "Fidelity",
    "Findings",
    "Frameworks",
    "Lessons",
    "Measures",
    "Merged",
    "Steps",
    "Upgrade",
    "Worksheets",
    "answers_of",
    "canonical",
    "crosswalks",
    "digest",
    "each_of",
    "findings",
    "fits_framework",
    "framework_for",
    "frameworks",
    "make_converter",
    "measure_report",
    "merge",
    "parse",
    "read",
    "schema",
    "shared_keys",
    "structure",
    "to_json",
    "to_toml",
    "toml_text",
    "type_of",
    "type_said",
    "unstructure",
    "write",
]
