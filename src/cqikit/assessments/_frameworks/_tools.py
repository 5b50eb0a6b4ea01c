"""Measurement tools that a quality improvement plan rests on (S2): structures only.

Some came out in a newer edition since, with other parts: then each edition is a
framework of its own, because scores of two editions are not one series.
"""

from __future__ import annotations

from typing import Final

from cqikit.assessments._frameworks._environment import ENVIRONMENT
from cqikit.assessments._frameworks._interactions import INTERACTIONS
from cqikit.assessments._frameworks._structures import QUALITY, READ_BOTH, subscales
from cqikit.assessments._scale import Scale, ordered

__all__ = ["TOOLS"]

APT: Final = subscales(
    "apt",
    "APT: afterschool program practices",
    (
        "Learning and skill building",
        "Program organization and structure",
        "Supportive social environment",
    ),
    scale=Scale(
        key="rating",
        low=1,
        high=4,
        step=0,
        anchors=ordered(
            "how-true", "not true", "somewhat true", "mostly true", "very true", start=1
        ).anchors,
    ),
    text="Enter the mean of the observer's ratings in each area; some users call the"
    " first 'engagement in activities and learning'. The sections inside"
    " the areas, how many ratings they have, and the scale of the program questionnaire"
    " are not confirmed: to enter them one by one, bring your own framework. "
    + READ_BOTH,
    source="Assessment of Program Practices Tool, National Institute on Out-of-School"
    " Time (NIOST): the three areas that its page names; two parts, an observation"
    " tool (APT-O) and a program questionnaire (APT-Q)",
)

PAS_TOTAL: Final = (
    "How many of the 25 items each subscale has is not confirmed, so the overall score"
    " here is the mean of the subscales, and may differ from a mean of the items."
)
PAS: Final = subscales(
    "pas",
    "PAS: program administration of centers",
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
    scale=QUALITY,
    text=f"The second edition; the third has other subscales. {PAS_TOTAL}",
    source="Talan and Bloom, Program Administration Scale, 2nd edition, Teachers"
    " College Press 2011: 25 items in 10 subscales, as the publisher lists them",
)
PAS_3: Final = subscales(
    "pas-3",
    "PAS-3: program administration of centers, third edition",
    (
        "Human resources",
        "Personnel cost and allocation",
        "Operations",
        "Screening and assessment",
        "Fiscal management",
        "Organizational growth and development",
        "Family and community partnerships",
        "Relational leadership",
        "Staff qualifications",
    ),
    scale=QUALITY,
    text=PAS_TOTAL,
    source="Talan, Bella and Bloom, Program Administration Scale, 3rd edition, Teachers"
    " College Press 2022: 25 items in 9 subscales, as the publisher lists them",
)

EMPLOYER: Final = (
    "The score is the mean of the items. 'Provider as employer' does not apply to a"
    " provider who employs nobody."
)
BAS: Final = subscales(
    "bas",
    "BAS: business administration of family child care",
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
    scale=QUALITY,
    text=f"The first edition; the second has other names for three items. {EMPLOYER}"
    " The names are those that a page about quality ratings gives, and are not"
    " confirmed against the instrument.",
    source="Talan and Bloom, Business Administration Scale for Family Child Care,"
    " Teachers College Press 2009: 10 items",
)
BAS_2: Final = subscales(
    "bas-2",
    "BAS: business administration of family child care, second edition",
    (
        "Qualifications and professional development",
        "Income and benefits",
        "Work environment",
        "Fiscal management",
        "Recordkeeping",
        "Risk management",
        "Provider-family communication",
        "Family support and engagement",
        "Marketing and community relations",
        "Provider as employer",
    ),
    scale=QUALITY,
    text=EMPLOYER,
    source="Talan and Bloom, Business Administration Scale for Family Child Care, 2nd"
    " edition, Teachers College Press 2018: 10 items, as the McCormick Center lists"
    " them",
)

STRENGTHENING_FAMILIES: Final = subscales(
    "strengthening-families",
    "Strengthening Families: five protective factors",
    (
        "Parental resilience",
        "Social connections",
        "Knowledge of parenting and child development",
        "Concrete support in times of need",
        "Social and emotional competence of children",
    ),
    scale=Scale(key="share", low=0, high=100, step=0, unit="%"),
    text="Enter the percentage of the self-assessment's points for each factor; that"
    " scale is ours, because how its items are rated is not confirmed. The"
    " self-assessment has four versions by kind of program, and sections on special"
    " circumstances, which are no protective factors and not in here. " + READ_BOTH,
    source="Center for the Study of Social Policy: Strengthening Families, the five"
    " protective factors by which its program self-assessments are ordered",
)

TOOLS: Final = (
    *ENVIRONMENT,
    *INTERACTIONS,
    APT,
    PAS,
    PAS_3,
    BAS,
    BAS_2,
    STRENGTHENING_FAMILIES,
)
