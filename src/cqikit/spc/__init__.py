"""Run charts and control charts: limits, rules, judgements, and their exact laws.

This door opens on first use: a name is fetched when it is first asked for, from the
file that the table gives. The stub beside it, which type checkers read, is made from
the table: `nox -s golden -- --write`.
"""

from importlib import import_module
from typing import Any

if TYPE_CHECKING:
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
    from cqikit.spc._default_rules import default_rules
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
    "default_rules",
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

# This door opens on first use: a name is fetched when it is first asked for.
_FOUND_IN = {
    "ANHOEJ": "_presets",
    "BEST_BOX": "_presets",
    "CHARTS": "_kinds",
    "CHART_CHECKS": "_checks",
    "CUT_BOX": "_presets",
    "DOWN": "_rules._flags",
    "IHI": "_presets",
    "MAKING_DATA_COUNT": "_presets",
    "MINITAB": "_presets",
    "NELSON": "_presets",
    "NHSR_CHARTS": "_kind_presets",
    "NHSR_PLOT_THE_DOTS": "_presets",
    "PERLA": "_presets",
    "POWERBI_CHARTS": "_kind_presets",
    "POWERBI_SPC": "_presets",
    "QCC_CHARTS": "_kind_presets",
    "QCC_NELSON": "_presets",
    "QCC_WESTERN_ELECTRIC": "_presets",
    "QICHARTS2": "_presets",
    "QICHARTS2_CHARTS": "_kind_presets",
    "RULE_SETS": "_presets",
    "SHEWHART_RUNS": "_presets",
    "THREE_SIGMA": "_presets",
    "UNDIRECTED": "_rules._flags",
    "UP": "_rules._flags",
    "WESTERN_ELECTRIC": "_presets",
    "WESTGARD": "_presets",
    "Advice": "_advice",
    "Alternating": "_rules._neighbours",
    "Assurance": "_judgement",
    "Away": "_rules._zones",
    "Bar": "_pareto",
    "Box": "_rules._crossing",
    "Centre": "_laws._centres",
    "Chart": "_chart",
    "ChartKind": "_kind",
    "ChartView": "_view",
    "Constants": "_constants",
    "CriticalRuns": "_laws._critical",
    "Crossings": "_rules._crossing",
    "Detection": "_laws._detection",
    "Difference": "_compare_sets",
    "Dispersion": "_funnel_limits",
    "FrozenCentre": "_laws._centres",
    "Funnel": "_funnel",
    "FunnelLimits": "_funnel",
    "Inside": "_rules._zones",
    "Judgement": "_judgement",
    "KnownCentre": "_laws._centres",
    "LongestRun": "_rules._crossing",
    "Mean": "_estimators",
    "MeanLevel": "_estimators",
    "MeanOrPooledSd": "_subgroups",
    "MeanRange": "_subgroups",
    "MeanSd": "_subgroups",
    "Median": "_estimators",
    "MethodRecord": "_method",
    "MovingRange": "_estimators",
    "Near": "_rules._zones",
    "NormalisedSteps": "_estimators",
    "Opposite": "_rules._zones",
    "Outside": "_rules._limits",
    "OwnCentre": "_laws._centres",
    "Panel": "_panel",
    "Pareto": "_pareto",
    "Phase": "_marks",
    "PhaseAdvice": "_phase_advice",
    "Points": "_kind",
    "Pooled": "_estimators",
    "PooledSd": "_subgroups",
    "Probability": "_laws._probability",
    "Reading": "_reading",
    "Rule": "_rules._flags",
    "RuleSet": "_presets",
    "RuleSetComparison": "_compare_sets",
    "RunCount": "_rules._run_count",
    "RunLength": "_laws._run_length",
    "Runs": "_reading",
    "RunsBox": "_laws._boxes",
    "RunsLaw": "_laws._joint",
    "Scale": "_kind",
    "Shift": "_rules._neighbours",
    "SigmaZ": "_estimators",
    "Signal": "_reading",
    "StandardDeviation": "_estimators",
    "SustainedShift": "_sustained",
    "Takes": "_kind",
    "Trend": "_rules._neighbours",
    "Variation": "_judgement",
    "Verdict": "_compare_sets",
    "View": "_view",
    "WeightedRange": "_subgroups",
    "WeightedSd": "_subgroups",
    "advise": "_advice",
    "advise_phase": "_phase_advice",
    "anhoej_limits": "_laws._boxes",
    "average_run_length": "_laws._run_length",
    "bernoulli_kind": "_charts._memory",
    "box_limits": "_laws._boxes",
    "centre_of": "_laws._chance",
    "chart": "_make",
    "compare_rule_sets": "_compare_sets",
    "constants": "_constants",
    "critical_runs": "_laws._critical",
    "cusum_kind": "_charts._memory",
    "default_rules": "_default_rules",
    "detectable_shift": "_laws._detection",
    "detection": "_laws._detection",
    "ewma_kind": "_charts._memory",
    "explain": "_explain",
    "false_alarm": "_laws._chance",
    "funnel": "_funnel",
    "judge": "_judgement",
    "panel": "_panel",
    "pareto": "_pareto",
    "read": "_reading",
    "runs_law": "_laws._joint",
    "side_of": "_compare",
    "signal_probability": "_laws._chance",
    "slack_of": "_compare",
    "split_law": "_laws._joint",
    "sustained_shifts": "_sustained",
}

_HOME = {name: file for file, names in _FOUND_IN.items() for name in names.split()}
# The stub has them one by one.
# pyright: reportUnsupportedDunderAll=false
__all__ = sorted(_HOME)  # noqa: PLE0605


def __getattr__(name: str) -> Any:
    """Return what is public here, from the file that it is found in."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    """Return what is public, and what a module has of itself."""
    return sorted({*globals(), *_HOME})
