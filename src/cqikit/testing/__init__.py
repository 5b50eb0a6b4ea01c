"""Laws that extensions keep, and random things to try them on: one line a test."""

from cqikit._door import opening

_FOUND_IN = {
    "_chart_kinds": "check_chart_kind",
    "_checks": "check_check",
    "_documents": "check_document",
    "_layouts": "check_layout",
    "_rules": "RULE_LAWS check_rule views",
    "_scorers": "SCORER_LAWS answers_to check_scorer frameworks",
    "_states": "check_table",
    "_values": "documents_of values_of",
}

__getattr__, __dir__, __all__ = opening(__name__, _FOUND_IN)
