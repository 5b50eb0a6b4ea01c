"""Run charts and control charts: limits, rules, judgements, and their exact laws."""

from cqikit.spc._advice import Advice, advise
from cqikit.spc._chart import Chart
from cqikit.spc._charts._memory import bernoulli_kind, cusum_kind, ewma_kind
from cqikit.spc._checks import CHART_CHECKS
from cqikit.spc._compare import side_of, slack_of
from cqikit.spc._compare_sets import (
    Difference,
    RuleSetComparison,
    Verdict,
    compare_rule_sets,
)
from cqikit.spc._constants import Constants, constants
from cqikit.spc._estimators import (
    Mean,
    MeanLevel,
    Median,
    MovingRange,
    NormalisedSteps,
    Pooled,
    SigmaZ,
    StandardDeviation,
)
from cqikit.spc._explain import explain
from cqikit.spc._funnel import Funnel, FunnelLimits, funnel
from cqikit.spc._funnel_limits import Dispersion
from cqikit.spc._judgement import Assurance, Judgement, Variation, judge
from cqikit.spc._kind import ChartKind, Points, Scale, Takes
from cqikit.spc._kind_presets import (
    NHSR_CHARTS,
    POWERBI_CHARTS,
    QCC_CHARTS,
    QICHARTS2_CHARTS,
)
from cqikit.spc._kinds import CHARTS
from cqikit.spc._laws._boxes import RunsBox, anhoej_limits, box_limits
from cqikit.spc._laws._centres import Centre, FrozenCentre, KnownCentre, OwnCentre
from cqikit.spc._laws._chance import centre_of, false_alarm, signal_probability
from cqikit.spc._laws._critical import CriticalRuns, critical_runs
from cqikit.spc._laws._detection import Detection, detectable_shift, detection
from cqikit.spc._laws._joint import RunsLaw, runs_law, split_law
from cqikit.spc._laws._probability import Probability
from cqikit.spc._laws._run_length import RunLength, average_run_length
from cqikit.spc._make import chart
from cqikit.spc._marks import Phase
from cqikit.spc._method import MethodRecord
from cqikit.spc._panel import Panel, panel
from cqikit.spc._pareto import Bar, Pareto, pareto
from cqikit.spc._phase_advice import PhaseAdvice, advise_phase
from cqikit.spc._presets import (
    ANHOEJ,
    BEST_BOX,
    CUT_BOX,
    IHI,
    MAKING_DATA_COUNT,
    MINITAB,
    NELSON,
    NHSR_PLOT_THE_DOTS,
    PERLA,
    POWERBI_SPC,
    QCC_NELSON,
    QCC_WESTERN_ELECTRIC,
    QICHARTS2,
    RULE_SETS,
    SHEWHART_RUNS,
    THREE_SIGMA,
    WESTERN_ELECTRIC,
    WESTGARD,
    RuleSet,
)
from cqikit.spc._reading import Reading, Runs, Signal, read
from cqikit.spc._rules._crossing import Box, Crossings, LongestRun
from cqikit.spc._rules._flags import DOWN, UNDIRECTED, UP, Rule
from cqikit.spc._rules._limits import Outside
from cqikit.spc._rules._neighbours import Alternating, Shift, Trend
from cqikit.spc._rules._run_count import RunCount
from cqikit.spc._rules._zones import Away, Inside, Near, Opposite
from cqikit.spc._subgroups import (
    MeanOrPooledSd,
    MeanRange,
    MeanSd,
    PooledSd,
    WeightedRange,
    WeightedSd,
)
from cqikit.spc._sustained import SustainedShift, sustained_shifts
from cqikit.spc._view import ChartView, View

__all__ = [
    "ANHOEJ",
    "BEST_BOX",
    "CHARTS",
    "CHART_CHECKS",
    "CUT_BOX",
    "DOWN",
    "IHI",
    "MAKING_DATA_COUNT",
    "MINITAB",
    "NELSON",
    "NHSR_CHARTS",
    "NHSR_PLOT_THE_DOTS",
    "PERLA",
    "POWERBI_CHARTS",
    "POWERBI_SPC",
    "QCC_CHARTS",
    "QCC_NELSON",
    "QCC_WESTERN_ELECTRIC",
    "QICHARTS2",
    "QICHARTS2_CHARTS",
    "RULE_SETS",
    "SHEWHART_RUNS",
    "THREE_SIGMA",
    "UNDIRECTED",
    "UP",
    "WESTERN_ELECTRIC",
    "WESTGARD",
    "Advice",
    "Alternating",
    "Assurance",
    "Away",
    "Bar",
    "Box",
    "Centre",
    "Chart",
    "ChartKind",
    "ChartView",
    "Constants",
    "CriticalRuns",
    "Crossings",
    "Detection",
    "Difference",
    "Dispersion",
    "FrozenCentre",
    "Funnel",
    "FunnelLimits",
    "Inside",
    "Judgement",
    "KnownCentre",
    "LongestRun",
    "Mean",
    "MeanLevel",
    "MeanOrPooledSd",
    "MeanRange",
    "MeanSd",
    "Median",
    "MethodRecord",
    "MovingRange",
    "Near",
    "NormalisedSteps",
    "Opposite",
    "Outside",
    "OwnCentre",
    "Panel",
    "Pareto",
    "Phase",
    "PhaseAdvice",
    "Points",
    "Pooled",
    "PooledSd",
    "Probability",
    "Reading",
    "Rule",
    "RuleSet",
    "RuleSetComparison",
    "RunCount",
    "RunLength",
    "Runs",
    "RunsBox",
    "RunsLaw",
    "Scale",
    "Shift",
    "SigmaZ",
    "Signal",
    "StandardDeviation",
    "SustainedShift",
    "Takes",
    "Trend",
    "Variation",
    "Verdict",
    "View",
    "WeightedRange",
    "WeightedSd",
    "advise",
    "advise_phase",
    "anhoej_limits",
    "average_run_length",
    "bernoulli_kind",
    "box_limits",
    "centre_of",
    "chart",
    "compare_rule_sets",
    "constants",
    "critical_runs",
    "cusum_kind",
    "detectable_shift",
    "detection",
    "ewma_kind",
    "explain",
    "false_alarm",
    "funnel",
    "judge",
    "panel",
    "pareto",
    "read",
    "runs_law",
    "side_of",
    "signal_probability",
    "slack_of",
    "split_law",
    "sustained_shifts",
]
