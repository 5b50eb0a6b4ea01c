"""Run charts and control charts: limits, rules, judgements, and their exact laws."""

from cqikit.spc._chart import Chart
from cqikit.spc._compare import side_of, slack_of
from cqikit.spc._estimators import Mean, Median, MovingRange, Pooled
from cqikit.spc._kind import ChartKind, Points, Scale, Takes
from cqikit.spc._kinds import CHARTS
from cqikit.spc._make import chart
from cqikit.spc._marks import Phase
from cqikit.spc._view import ChartView, View

__all__ = [
    "CHARTS",
    "Chart",
    "ChartKind",
    "ChartView",
    "Mean",
    "Median",
    "MovingRange",
    "Phase",
    "Points",
    "Pooled",
    "Scale",
    "Takes",
    "View",
    "chart",
    "side_of",
    "slack_of",
]
