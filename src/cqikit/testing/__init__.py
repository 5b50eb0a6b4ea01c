"""Laws that extensions keep, and random things to try them on: one line a test."""

from cqikit.testing._chart_kinds import check_chart_kind
from cqikit.testing._rules import RULE_LAWS, check_rule, views

__all__ = ["RULE_LAWS", "check_chart_kind", "check_rule", "views"]
