"""Readiness and quality assessments: frameworks as data, scores that are honest."""

from cqikit.assessments._answers import Answer, Responses, Status, split
from cqikit.assessments._framework import Concern, Domain, Framework, Item, Node
from cqikit.assessments._mapping import framework_from
from cqikit.assessments._policy import POLICIES, Policy
from cqikit.assessments._profile import Gap, ProfileRow, gaps, profile
from cqikit.assessments._rating import Rating, Ratings
from cqikit.assessments._scale import PERCENT, YES_NO, Anchor, Scale, ordered
from cqikit.assessments._score import Result, Score, Scorer, UnitScore, explain
from cqikit.assessments._scorers import MEAN, MINIMUM, SCORERS, WEIGHTED, RollUp
from cqikit.assessments._scoring import score
from cqikit.assessments._shipped import FRAMEWORKS

__all__ = [
    "FRAMEWORKS",
    "MEAN",
    "MINIMUM",
    "PERCENT",
    "POLICIES",
    "SCORERS",
    "WEIGHTED",
    "YES_NO",
    "Anchor",
    "Answer",
    "Concern",
    "Domain",
    "Framework",
    "Gap",
    "Item",
    "Node",
    "Policy",
    "ProfileRow",
    "Rating",
    "Ratings",
    "Responses",
    "Result",
    "RollUp",
    "Scale",
    "Score",
    "Scorer",
    "Status",
    "UnitScore",
    "explain",
    "framework_from",
    "gaps",
    "ordered",
    "profile",
    "score",
    "split",
]
