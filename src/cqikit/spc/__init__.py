"""Run charts and control charts: limits, rules, judgements, and their exact laws."""

from cqikit.spc._compare import side_of, slack_of
from cqikit.spc._view import ChartView, View

__all__ = [
    "ChartView",
    "View",
    "side_of",
    "slack_of",
]
