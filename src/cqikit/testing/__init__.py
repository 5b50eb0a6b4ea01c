"""Laws that extensions keep, and random things to try them on: one line a test."""

from cqikit.testing._chart_kinds import check_chart_kind
from cqikit.testing._rules import RULE_LAWS, check_rule, views
from cqikit.testing._scorers import SCORER_LAWS, answers_to, check_scorer, frameworks

__all__ = [
    "RULE_LAWS",
    "SCORER_LAWS",
    "answers_to",
    "check_chart_kind",
    "check_rule",
    "check_scorer",
    "frameworks",
    "views",
]
