"""Readiness and quality assessments: frameworks as data, scores that are honest."""

from cqikit.assessments._agreement._agreement import (
    Consensus,
    Reliability,
    agreement,
    reliability,
)
from cqikit.assessments._agreement._chance import krippendorff_alpha, weighted_kappa
from cqikit.assessments._agreement._change import (
    PairTest,
    ReliableChange,
    paired_change,
    reliable_change,
    sign_test,
    wilcoxon,
)
from cqikit.assessments._agreement._consensus import (
    r_wg,
    r_wg_interval,
    r_wg_j,
    r_wg_j_interval,
)
from cqikit.assessments._agreement._estimate import Estimate
from cqikit.assessments._agreement._random import critical_agreement, random_agreement
from cqikit.assessments._agreement._reliability import (
    Intraclass,
    cronbach_alpha,
    icc,
    icc_two_way,
)
from cqikit.assessments._answers import Answer, Status
from cqikit.assessments._checks import CHECKS, covered_by
from cqikit.assessments._criteria import (
    ALL_OF,
    BLOCK,
    HYBRID,
    LADDER,
    POINTS,
    SCORERS,
    Criteria,
    Criterion,
    Hybrid,
    ladder,
)
from cqikit.assessments._crosswalk import (
    Crosswalk,
    CrosswalkResult,
    Link,
    apply_crosswalk,
)
from cqikit.assessments._distribution import (
    Distribution,
    ItemCounts,
    ValueCount,
    distribution,
)
from cqikit.assessments._framework import Conversion, Domain, Framework, Item, Node
from cqikit.assessments._mapping import crosswalk_from, framework_from
from cqikit.assessments._migration import Migration, migrate
from cqikit.assessments._pooling import Rating, Ratings
from cqikit.assessments._profile import Gap, ProfileRow, gaps, profile
from cqikit.assessments._responses import Responses, split
from cqikit.assessments._retake import (
    Change,
    Retake,
    Transition,
    Verdict,
    retake,
)
from cqikit.assessments._route import Route, RouteStep, cheapest_route
from cqikit.assessments._scale import PERCENT, YES_NO, Anchor, Scale, ordered
from cqikit.assessments._score import (
    POLICIES,
    Policy,
    Result,
    Score,
    Scorer,
    UnitScore,
    explain,
)
from cqikit.assessments._scorers import (
    MEAN,
    MEAN_OF_ITEMS,
    MINIMUM,
    PERCENT_POSITIVE,
    PRODUCT,
    WEIGHTED,
    PercentPositive,
    RawSum,
    RollUp,
)
from cqikit.assessments._scoring import score
from cqikit.assessments._shelf import FRAMEWORKS
from cqikit.assessments._translation import in_language, untranslated
from cqikit.assessments._versions import Carried, carry, edition

__all__ = [
    "ALL_OF",
    "BLOCK",
    "CHECKS",
    "FRAMEWORKS",
    "HYBRID",
    "LADDER",
    "MEAN",
    "MEAN_OF_ITEMS",
    "MINIMUM",
    "PERCENT",
    "PERCENT_POSITIVE",
    "POINTS",
    "POLICIES",
    "PRODUCT",
    "SCORERS",
    "WEIGHTED",
    "YES_NO",
    "Anchor",
    "Answer",
    "Carried",
    "Change",
    "Consensus",
    "Conversion",
    "Criteria",
    "Criterion",
    "Crosswalk",
    "CrosswalkResult",
    "Distribution",
    "Domain",
    "Estimate",
    "Framework",
    "Gap",
    "Hybrid",
    "Intraclass",
    "Item",
    "ItemCounts",
    "Link",
    "Migration",
    "Node",
    "PairTest",
    "PercentPositive",
    "Policy",
    "ProfileRow",
    "Rating",
    "Ratings",
    "RawSum",
    "Reliability",
    "ReliableChange",
    "Responses",
    "Result",
    "Retake",
    "RollUp",
    "Route",
    "RouteStep",
    "Scale",
    "Score",
    "Scorer",
    "Status",
    "Transition",
    "UnitScore",
    "ValueCount",
    "Verdict",
    "agreement",
    "apply_crosswalk",
    "carry",
    "cheapest_route",
    "covered_by",
    "critical_agreement",
    "cronbach_alpha",
    "crosswalk_from",
    "distribution",
    "edition",
    "explain",
    "framework_from",
    "gaps",
    "icc",
    "icc_two_way",
    "in_language",
    "krippendorff_alpha",
    "ladder",
    "migrate",
    "ordered",
    "paired_change",
    "profile",
    "r_wg",
    "r_wg_interval",
    "r_wg_j",
    "r_wg_j_interval",
    "random_agreement",
    "reliability",
    "reliable_change",
    "retake",
    "score",
    "sign_test",
    "split",
    "untranslated",
    "weighted_kappa",
    "wilcoxon",
]
