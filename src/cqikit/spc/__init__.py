"""Run charts and control charts: limits, rules, judgements, exact distributions."""

from cqikit._door import opening

_FOUND_IN = {
    "_charts._make": "chart",
    "_charts._panel": "panel Panel",
    "_rules._reading": "read Reading Runs Signal",
    "_meaning._judgement": "judge Judgement",
    "_meaning._sentences": "sentences Sentences",
    "_charts._explain": "explain",
    "_meaning._changes": "changes Change Needed PhaseLevel",
    "_meaning._change_point": "change_point ChangePoint",
    "_meaning._summary": "SummaryRow by_need summary",
    "_advice._advice": "advise Advice",
    "_advice._phase_advice": "PhaseAdvice advise_phase",
    "_rules._default_rules": "default_rules",
    "_rules._presets": (
        "ANHOEJ BEST_BOX CUT_BOX IHI MAKING_DATA_COUNT MINITAB NELSON "
        "NHSR_PLOT_THE_DOTS PERLA POWERBI_SPC QCC_NELSON QCC_WESTERN_ELECTRIC "
        "QICHARTS2 RULE_SETS RuleSet RuleSetName SHEWHART_RUNS THREE_SIGMA "
        "WESTERN_ELECTRIC WESTGARD"
    ),
    "_rules._compare_sets": "Difference RuleSetComparison Verdict compare_rule_sets",
    "_units._funnel": "Funnel FunnelLimits funnel",
    "_units._pareto": "Bar Pareto pareto",
    "_charts._chart": "Chart",
    "_charts._marks": "Phase",
    "_charts._compare": "side_of tolerance_of",
    "_charts._constants": "Constants constants",
    "_charts._estimators": (
        "Mean MeanLevel Median MovingRange NormalisedSteps Pooled SigmaZ "
        "StandardDeviation"
    ),
    "_charts._kind": "ChartKind Points Scale Input",
    "_charts._given": "KindName",
    "_charts._kinds": "CHARTS NHSR_CHARTS POWERBI_CHARTS QCC_CHARTS QICHARTS2_CHARTS",
    "_charts._method": "MethodRecord",
    "_charts._subgroups": (
        "MeanOrPooledSd MeanRange MeanSd PooledSd WeightedRange WeightedSd"
    ),
    "_charts._view": "ChartView View counting",
    "_charts._weighted": "bernoulli_kind cusum_kind ewma_kind",
    "_runs._boxes": "RunsBox anhoej_limits box_limits",
    "_runs._critical": "CriticalRuns critical_runs",
    "_runs._joint": "RunsDistribution runs_distribution runs_distribution_given",
    "_rules._crossing": "Box Crossings LongestRun RunCount",
    "_rules._flags": "DOWN Rule UNDIRECTED UP",
    "_rules._neighbours": "Alternating Shift Trend",
    "_rules._titles": "rule_title",
    "_rules._sustained": "SustainedShift sustained_shifts",
    "_rules._zeros": "Zeros",
    "_rules._zones": "BeyondLimits KOfNBeyond Mixture OppositeLimits Stratification",
    "_power._centres": "Centre BaselineCentre KnownCentre EstimatedCentre",
    "_power._chance": "centre_basis false_alarm signal_probability",
    "_power._detection": "Detection detectable_shift detection",
    "_power._memory": "chart_run_length",
    "_power._probability": "Probability",
    "_power._run_length": "RunLength average_run_length",
    "_power._worth": "LikelihoodRatios Watch likelihood_ratios watching",
    "_meaning._told": "signal_words",
    "_meaning._variation": "Assurance Variation",
    "_units._funnel_limits": "Dispersion",
    "_monitor._begin": "monitor monitors",
    "_monitor._look": "Look",
    "_monitor._monitor": "Monitor",
    "_monitor._monitors": "Looks Monitors",
    "_advice._checks": "CHART_CHECKS stability",
}

__getattr__, __dir__, __all__ = opening(__name__, _FOUND_IN)
