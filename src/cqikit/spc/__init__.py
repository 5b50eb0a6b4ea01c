"""Run charts and control charts: limits, rules, judgements, and their exact laws."""

from cqikit.spc._chart import Chart
from cqikit.spc._compare import side_of, slack_of
from cqikit.spc._estimators import Mean, Median, MovingRange, Pooled
from cqikit.spc._judgement import Assurance, Judgement, Variation, judge
from cqikit.spc._kind import ChartKind, Points, Scale, Takes
from cqikit.spc._kinds import CHARTS
from cqikit.spc._laws._boxes import RunsBox, anhoej_limits, box_limits
from cqikit.spc._make import chart
from cqikit.spc._marks import Phase
from cqikit.spc._presets import ANHOEJ, SHEWHART_RUNS, THREE_SIGMA
from cqikit.spc._reading import Reading, Runs, Signal, read
from cqikit.spc._rules._crossing import Crossings, LongestRun
from cqikit.spc._rules._flags import DOWN, UNDIRECTED, UP, Rule
from cqikit.spc._rules._limits import Outside
from cqikit.spc._view import ChartView, View

__all__ = [
    "ANHOEJ",
    "CHARTS",
    "DOWN",
    "SHEWHART_RUNS",
    "THREE_SIGMA",
    "UNDIRECTED",
    "UP",
    "Assurance",
    "Chart",
    "ChartKind",
    "ChartView",
    "Crossings",
    "Judgement",
    "LongestRun",
    "Mean",
    "Median",
    "MovingRange",
    "Outside",
    "Phase",
    "Points",
    "Pooled",
    "Reading",
    "Rule",
    "Runs",
    "RunsBox",
    "Scale",
    "Signal",
    "Takes",
    "Variation",
    "View",
    "anhoej_limits",
    "box_limits",
    "chart",
    "judge",
    "read",
    "side_of",
    "slack_of",
]
