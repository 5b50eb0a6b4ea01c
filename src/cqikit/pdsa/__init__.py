"""PDSA cycles as event logs: predictions, tests, studies, decisions, ramps."""

from cqikit._door import opening

_FOUND_IN = {
    "_boxes": "ActBox Asked DoBox Found PlanBox StudyBox",
    "_calibration": "Brier Calibration brier calibrate",
    "_checks": "CHECKS stale_after",
    "_cycle": (
        "Comparison Cycle advance begin comparisons decision latest possible state "
        "statements"
    ),
    "_events": (
        "Abandon Adapt Adopt Compare Conclude Correct EndTest Event NextScale Observe "
        "Plan Predict Purpose StartTest Statement Stop"
    ),
    "_evidence": "Evidence EvidenceItem ExhibitKind exhibit",
    "_features": "RAMP_CHECKS Feature features",
    "_fidelity": "FidelityMeasure fidelity",
    "_filing": "cycle_of",
    "_form": "Form form",
    "_known": "known",
    "_predictions": (
        "Interval Number Prediction TextPrediction Trend TrendPrediction Verdict "
        "compare in_sentence"
    ),
    "_ramps": "Ramp describe_ramp next_units ramps",
    "_records": "Record",
    "_scale": "Belief Cost Readiness Scale advise_scale",
    "_shares": "Share wilson",
    "_submissions": "Milestone MilestoneWord Submission submissions",
    "_table": "TABLE Phase",
    "_worksheet": "Decision Worksheet worksheet",
}

__getattr__, __dir__, __all__ = opening(__name__, _FOUND_IN)
