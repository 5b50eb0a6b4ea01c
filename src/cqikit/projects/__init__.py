"""One improvement project: rooms joined by keys, evidence, what happened when."""

from cqikit._door import opening

_FOUND_IN = {
    "_all_findings": "findings",
    "_catalogs": "CATALOGS Catalogs Checks",
    "_causes": (
        "CAUSE_CHECKS Analysis Bottleneck Branch Cause CauseStanding Reached Whys"
    ),
    "_charter": "Charter ChartPlan Exclusion ProjectEvent Scale ShownFindings",
    "_charts": "Charted chart_of target_of",
    "_coaching": "Beside Contact Dose HasMoved Mode dose",
    "_conjoint": "Agreement Conjoint EvidenceKind QualitativeEvidence",
    "_drafts": "drafts",
    "_findings": "CHECKS",
    "_foretold": "Foretold foretold",
    "_goals": "GoalProgress",
    "_groundwork": (
        "Groundwork Participation Person PersonRole ProgramModel ProgressDecision "
        "Standard StandardForm StandardKind StandardReview Training"
    ),
    "_groundwork_checks": "GROUNDWORK_CHECKS",
    "_known": "KNOWN_LATER known",
    "_lessons": "Lesson Resource",
    "_loop": "LOOP Loop LoopFact LoopStep Taken loop",
    "_many": (
        "STATUS_CHECKS Flow Overview ProjectStatus active_within overview status_of"
    ),
    "_moments": "TimelineEntry timeline",
    "_participation": "TakesPart participation",
    "_places": "place_words",
    "_progress": "Rung Suggestion suggest_progress",
    "_project": "Assessed Project",
    "_prospect": "Prospect prospect_of",
    "_queries": (
        "Found Query adopted_without_signal overlapping_cycles queries "
        "signals_without_cycle steps_without_effect unmeasured_drivers untested_ideas"
    ),
    "_scored": "scored_teams",
    "_search": "Hit search",
    "_shifts": "Shift",
    "_signals": "Signalled",
    "_strand": "Attempt Origin Outcome Retaken ThreadEntry",
    "_support_checks": "of_teams",
    "_theory": "theory_of",
    "_thread": "Thread thread",
}

__getattr__, __dir__, __all__ = opening(__name__, _FOUND_IN)
