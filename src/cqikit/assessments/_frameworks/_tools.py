"""Measurement tools that a quality improvement plan rests on (S2): structures only.

Each subscale or dimension is one item without wording, so that programs enter
the scores that their observers gave, classroom by classroom. The tools are
their owners': who scores with them needs the tool itself, and its training.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cqikit.assessments._framework import Domain, Framework, Item
from cqikit.assessments._scale import Anchor, Scale

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["TOOLS"]

#: Months after which Massachusetts took classroom scores for too old (S2's rules).
STALE_AFTER: Final = 12
LICENCE: Final = "Names and structure only; the tool's wording is its owner's"
READ_BOTH: Final = "Read the mean and the lowest classroom: a rule may ask each room."


def _key(title: str) -> str:
    kept = [letter if letter.isalnum() else "-" for letter in title.lower()]
    return "-".join(part for part in "".join(kept).split("-") if part)


def _rating(low: float, high: float, *, anchors: tuple[Anchor, ...] = ()) -> Scale:
    return Scale(key="rating", low=low, high=high, step=0, anchors=anchors)


QUALITY: Final = (
    Anchor(1, "inadequate"),
    Anchor(3, "minimal"),
    Anchor(5, "good"),
    Anchor(7, "excellent"),
)


def _environment(
    key: str, title: str, subscales: Mapping[str, int], source: str
) -> Framework:
    """Return a rating scale whose total is the mean of items, not of subscales."""
    return Framework(
        key=key,
        title=title,
        version="1",
        scales=(_rating(1, 7, anchors=QUALITY),),
        items=tuple(
            Item(
                key=_key(name), text=name, weight=count, evidence="the observer's form"
            )
            for name, count in subscales.items()
        ),
        scorer="weighted",
        text="Enter the mean of each subscale for each classroom. Weights are"
        " numbers of"
        " items, so that the total is the mean of all items when all are scored. "
        + READ_BOTH,
        source=source,
        licence=LICENCE,
        stale_after=STALE_AFTER,
    )


def _subscales(
    key: str,
    title: str,
    scale: Scale,
    names: Mapping[str, bool] | tuple[str, ...],
    source: str,
) -> Framework:
    """Return a flat tool; names may come with whether their scores are reversed."""
    turned = names if not isinstance(names, tuple) else dict.fromkeys(names, False)
    return Framework(
        key=key,
        title=title,
        version="1",
        scales=(scale,),
        items=tuple(
            Item(key=_key(name), text=name, reversed=is_reversed)
            for name, is_reversed in turned.items()
        ),
        text=READ_BOTH,
        source=source,
        licence=LICENCE,
        stale_after=STALE_AFTER,
    )


ITERS_R: Final = _environment(
    "iters-r",
    "ITERS-R: infant and toddler environment",
    {
        "Space and furnishings": 5,
        "Personal care routines": 6,
        "Listening and talking": 3,
        "Activities": 10,
        "Interaction": 4,
        "Program structure": 4,
        "Parents and staff": 7,
    },
    "Infant/Toddler Environment Rating Scale, revised: 39 items, 7 subscales",
)
ECERS_R: Final = _environment(
    "ecers-r",
    "ECERS-R: early childhood environment",
    {
        "Space and furnishings": 8,
        "Personal care routines": 6,
        "Language and reasoning": 4,
        "Activities": 10,
        "Interaction": 5,
        "Program structure": 4,
        "Parents and staff": 6,
    },
    "Early Childhood Environment Rating Scale, revised: 43 items, 7 subscales",
)
FCCERS_R: Final = _environment(
    "fccers-r",
    "FCCERS-R: family child care environment",
    {
        "Space and furnishings": 6,
        "Personal care routines": 6,
        "Listening and talking": 3,
        "Activities": 11,
        "Interaction": 4,
        "Program structure": 4,
        "Parents and provider": 4,
    },
    "Family Child Care Environment Rating Scale, revised: 38 items, 7 subscales",
)
SACERS: Final = _environment(
    "sacers",
    "SACERS: school-age care environment",
    {
        "Space and furnishings": 11,
        "Health and safety": 8,
        "Activities": 8,
        "Interactions": 9,
        "Program structure": 4,
        "Staff development": 3,
        "Special needs": 6,
    },
    "School-Age Care Environment Rating Scale: 49 items, 7 subscales, the last for"
    " programs that enrol children with disabilities",
)

CLASS: Final = Framework(
    key="class",
    title="CLASS (pre-kindergarten): interactions in the classroom",
    version="1",
    scales=(
        _rating(1, 7, anchors=(Anchor(1, "low"), Anchor(3, "mid"), Anchor(6, "high"))),
    ),
    domains=tuple(
        Domain(
            key=_key(title),
            title=title,
            items=tuple(
                Item(key=_key(name), text=name, reversed=name == "Negative climate")
                for name in names
            ),
        )
        for title, names in {
            "Emotional support": (
                "Positive climate",
                "Negative climate",
                "Teacher sensitivity",
                "Regard for student perspectives",
            ),
            "Classroom organization": (
                "Behavior management",
                "Productivity",
                "Instructional learning formats",
            ),
            "Instructional support": (
                "Concept development",
                "Quality of feedback",
                "Language modeling",
            ),
        }.items()
    ),
    text="Negative climate is entered as observed, and turned round (8 minus it) by the"
    " score. Read the domains: a mean over all three is not part of the tool. "
    + READ_BOTH,
    source="Classroom Assessment Scoring System, pre-kindergarten: 10 dimensions in 3"
    " domains",
    licence=LICENCE,
    stale_after=STALE_AFTER,
)
ARNETT: Final = _subscales(
    "arnett",
    "Arnett Caregiver Interaction Scale",
    _rating(1, 4),
    {
        "Sensitivity": False,
        "Harshness": True,
        "Detachment": True,
        "Permissiveness": True,
    },
    "Arnett 1989: 26 statements on four subscales, 1 not at all to 4 very much; on"
    " three"
    " of them a low score is the good one",
)
APT: Final = _subscales(
    "apt",
    "APT: afterschool program practices",
    _rating(1, 4),
    ("Overall",),
    "Assessment of Afterschool Program Practices Tool: ratings from 1 to 4; add the"
    " sections that you observed as items of your own",
)
PAS: Final = _subscales(
    "pas",
    "PAS: program administration of centers",
    _rating(1, 7, anchors=QUALITY),
    (
        "Human resources development",
        "Personnel cost and allocation",
        "Center operations",
        "Child assessment",
        "Fiscal management",
        "Program planning and evaluation",
        "Family partnerships",
        "Marketing and public relations",
        "Technology",
        "Staff qualifications",
    ),
    "Program Administration Scale: 10 subscales, rated from 1 to 7",
)
BAS: Final = _subscales(
    "bas",
    "BAS: business administration of family child care",
    _rating(1, 7, anchors=QUALITY),
    (
        "Qualifications and professional development",
        "Income and benefits",
        "Work environment",
        "Fiscal management",
        "Recordkeeping",
        "Risk management",
        "Provider-parent communication",
        "Community resources",
        "Marketing and public relations",
        "Provider as employer",
    ),
    "Business Administration Scale for Family Child Care: 10 items, rated from 1 to 7",
)
STRENGTHENING_FAMILIES: Final = _subscales(
    "strengthening-families",
    "Strengthening Families: five protective factors",
    Scale(key="share", low=0, high=100, step=0, unit="%"),
    (
        "Parental resilience",
        "Social connections",
        "Knowledge of parenting and child development",
        "Concrete support in times of need",
        "Social and emotional competence of children",
    ),
    "Strengthening Families: the five protective factors; enter the percentage of the"
    " self-assessment's points for each (the scale here is ours)",
)

TOOLS: Final = (
    ITERS_R,
    ECERS_R,
    FCCERS_R,
    SACERS,
    CLASS,
    ARNETT,
    APT,
    PAS,
    BAS,
    STRENGTHENING_FAMILIES,
)
