"""Many teams on one project: engagement, results, and the closing report."""

from cqikit._door import opening

_FOUND_IN = {
    "_aggregate": "aggregate counted",
    "_between": "Between TeamPlace between",
    "_closing": "ClosingReport closing_report",
    "_confidence": "Confidence",
    "_engagement": "Attendance attendance engagement never_reported",
    "_evidence": "Receipt Recount",
    "_figures": "Figure ranges_by row_ranges",
    "_guide": (
        "CONDITIONS Activity Champion Continuing Dissemination Guide Kept Learning "
        "Mentor Monitored Offer Reflections Scaling Site Sustaining Topic Undertaking"
    ),
    "_guide_checks": "GUIDE_CHECKS PROPOSAL_CHECKS",
    "_guide_policies": "Closeness GuidePolicies",
    "_levels": "Level at_parents levels",
    "_made": "Made StoodIn",
    "_menus": "COMPONENTS Channel Method Practice Support SustainStep Will",
    "_mix": "Mix",
    "_next_steps": "Proposed",
    "_other": "Other",
    "_policies": "Aggregate AimPolicy Average Baseline Engaged Policies Silent",
    "_proposals": "Proposals propose",
    "_results": "MeasureResult Shift TeamResult measure_result",
    "_sentinel": "Held Sentinel sentinel",
    "_shifts": "Segment segments",
    "_spread": "Gate Readiness Standing readiness rungs",
    "_teams": "Collaborative Team",
}

__getattr__, __dir__, __all__ = opening(__name__, _FOUND_IN)
