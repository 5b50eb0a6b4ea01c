"""What observers saw between adults and children: CLASS, and the Arnett scale."""

from __future__ import annotations

from typing import Final

from cqikit.assessments._frameworks._structures import READ_BOTH, dimensions, subscales
from cqikit.assessments._scale import Anchor, Scale, ordered

__all__ = ["INTERACTIONS"]

RANGES: Final = Scale(
    key="rating",
    low=1,
    high=7,
    step=0,
    anchors=(Anchor(1, "low"), Anchor(3, "mid"), Anchor(6, "high")),
)
CLIMATE: Final = ("Negative climate",)
TURNED: Final = (
    "Negative climate is entered as observed, and turned round (8 minus it) by the"
    " score."
)

CLASS_INFANT: Final = dimensions(
    "class-infant",
    "CLASS (infant): interactions in the room",
    {
        "Responsive caregiving": (
            "Relational climate",
            "Teacher sensitivity",
            "Facilitated exploration",
            "Early language support",
        )
    },
    scale=RANGES,
    text=READ_BOTH,
    source="Classroom Assessment Scoring System, infant: 4 dimensions in 1 domain, as"
    " Teachstone and the Nebraska Department of Education list them",
)
CLASS_TODDLER: Final = dimensions(
    "class-toddler",
    "CLASS (toddler): interactions in the room",
    {
        "Emotional and behavioral support": (
            "Positive climate",
            "Negative climate",
            "Teacher sensitivity",
            "Regard for child perspectives",
            "Behavior guidance",
        ),
        "Engaged support for learning": (
            "Facilitation of learning and development",
            "Quality of feedback",
            "Language modeling",
        ),
    },
    scale=RANGES,
    turned=CLIMATE,
    text=f"{TURNED} Read the domains: a mean over both is not part of the tool."
    f" {READ_BOTH}",
    source="Classroom Assessment Scoring System, toddler: 8 dimensions in 2 domains,"
    " as Teachstone and the Nebraska Department of Education list them",
)
CLASS: Final = dimensions(
    "class",
    "CLASS (pre-kindergarten): interactions in the classroom",
    {
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
    },
    scale=RANGES,
    turned=CLIMATE,
    text=f"{TURNED} Read the domains: a mean over all three is not part of the tool."
    " The second edition (2022) goes from pre-kindergarten to third grade; whether it"
    f" has the same names is not confirmed. {READ_BOTH}",
    source="Classroom Assessment Scoring System, pre-kindergarten, first edition: 10"
    " dimensions in 3 domains, as the Office of Head Start reports them (grantee-level"
    " data, 2012) and the Nebraska Department of Education lists them",
)

ARNETT: Final = subscales(
    "arnett",
    "Arnett Caregiver Interaction Scale",
    ("Sensitivity", "Harshness", "Detachment", "Permissiveness"),
    scale=Scale(
        key="rating",
        low=1,
        high=4,
        step=0,
        anchors=ordered(
            "how-true", "not at all", "somewhat", "quite a bit", "very much", start=1
        ).anchors,
    ),
    turned=("Harshness", "Detachment", "Permissiveness"),
    text="Enter the mean of each subscale, more of what its name says being higher: on"
    " the last three a low score is the good one, and the score turns them round. They"
    " have 10, 8, 4 and 4 items; an overall mean that gives each subscale the same"
    f" weight is ours. {READ_BOTH}",
    source="Arnett 1989, Journal of Applied Developmental Psychology 10:541: 26"
    " statements; subscales and their numbers of items as Brown University's"
    " EdInstruments lists the usual ones (other studies divide them otherwise)",
)

INTERACTIONS: Final = (CLASS_INFANT, CLASS_TODDLER, CLASS, ARNETT)
