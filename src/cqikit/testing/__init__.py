"""Laws that extensions keep, and random things to try them on: one line a test."""

from cqikit.testing._chart_kinds import check_chart_kind
from cqikit.testing._checks import check_check
from cqikit.testing._documents import check_document
from cqikit.testing._layouts import check_layout
from cqikit.testing._rules import RULE_LAWS, check_rule, views
from cqikit.testing._scorers import SCORER_LAWS, answers_to, check_scorer, frameworks
from cqikit.testing._states import check_table
from cqikit.testing._values import documents_of, values_of

__all__ = [
    "RULE_LAWS",
    "SCORER_LAWS",
    "answers_to",
    "check_chart_kind",
    "check_check",
    "check_document",
    "check_layout",
    "check_rule",
    "check_scorer",
    "check_table",
    "documents_of",
    "frameworks",
    "values_of",
    "views",
]
