"""Documents of an improvement effort: TOML and JSON to objects, and back."""

from cqikit._door import opening

_FOUND_IN = {
    "_canonical": "canonical digest",
    "_checks": "each_of",
    "_checks_assessed": "fits_framework",
    "_conflicts": "Conflict",
    "_editions": "answers_of framework_for",
    "_findings": "findings",
    "_gathered": "Changes Fidelity Findings",
    "_keys": "shared_keys",
    "_lists_assessed": "Answers Crosswalks Frameworks",
    "_lists_done": "Cycles Steps Worksheets",
    "_lists_measured": "Aims Measures",
    "_lists_told": "Causes Coaching Evidence Lessons",
    "_measure_report": "measure_report",
    "_merge": "Merged merge",
    "_read": "make_converter parse read structure type_said",
    "_results": "RESULTS TYPES type_of",
    "_schema": "schema",
    "_shelves": "crosswalks frameworks",
    "_tags": "TAGS",
    "_toml_out": "to_toml",
    "_toml_values": "toml_text",
    "_types": "DOCUMENTS DocumentType Upgrade",
    "_write": "to_json unstructure write",
}

__getattr__, __dir__, __all__ = opening(__name__, _FOUND_IN)
