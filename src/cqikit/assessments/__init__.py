"""Readiness and quality assessments: frameworks as data, scores that are honest."""

from cqikit._door import opening

_FOUND_IN = {
    "_agreement._agreement": "Consensus Reliability agreement reliability",
    "_agreement._chance": "krippendorff_alpha weighted_kappa",
    "_agreement._change": (
        "PairTest ReliableChange paired_change reliable_change sign_test wilcoxon"
    ),
    "_agreement._consensus": "r_wg r_wg_interval r_wg_j r_wg_j_interval",
    "_agreement._estimate": "Estimate",
    "_agreement._random": "critical_agreement random_agreement",
    "_agreement._reliability": "Intraclass cronbach_alpha icc icc_two_way",
    "_answers": "Answer Status",
    "_checks": "CHECKS covered_by",
    "_criteria": (
        "ALL_OF BLOCK HYBRID LADDER POINTS SCORERS Criteria Criterion Hybrid ladder"
    ),
    "_crosswalk": "Crosswalk CrosswalkResult Link apply_crosswalk",
    "_distribution": "Distribution ItemCounts ValueCount distribution",
    "_framework": "Conversion Domain Framework Item Node",
    "_mapping": "crosswalk_from framework_from",
    "_migration": "Migration migrate",
    "_pooling": "Rating Ratings",
    "_profile": "Gap ProfileRow gaps profile",
    "_responses": "Responses split",
    "_retake": "Change Retake Transition retake",
    "_route": "Route RouteStep cheapest_route",
    "_scale": "PERCENT YES_NO Anchor Scale ordered",
    "_score": "POLICIES Policy Result Score Scorer UnitScore explain",
    "_scorers": (
        "MEAN MEAN_OF_ITEMS MINIMUM PERCENT_POSITIVE PRODUCT WEIGHTED PercentPositive "
        "RawSum RollUp"
    ),
    "_scoring": "score",
    "_shelf": "FRAMEWORKS",
    "_tabulated": "PEOPLE columns_read responses_of",
    "_translation": "in_language untranslated",
    "_verdict": "Verdict",
    "_versions": "Carried carry edition",
}

__getattr__, __dir__, __all__ = opening(__name__, _FOUND_IN)
