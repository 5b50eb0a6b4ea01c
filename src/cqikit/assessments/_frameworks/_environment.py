"""The environment rating scales: subscales, with the number of items of each.

Names and numbers are those of the lists of subscales and items that the scales'
authors publish.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cqikit.assessments._framework import Framework, Item
from cqikit.assessments._frameworks._structures import (
    LICENCE,
    QUALITY,
    READ_BOTH,
    STALE_AFTER,
    key_of,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["ENVIRONMENT"]

SPACE: Final = "Space and furnishings"
CARE: Final = "Personal care routines"
LISTENING: Final = "Listening and talking"
BOOKS: Final = "Language and books"
PROGRAM: Final = "Program structure"


def _environment(
    key: str, title: str, subscales: Mapping[str, int], tool: str, *, text: str = ""
) -> Framework:
    """Return a rating scale whose total is the mean of items, not of subscales."""
    count = sum(subscales.values())
    return Framework(
        key=key,
        title=title,
        version="1",
        scales=(QUALITY,),
        items=tuple(
            Item(
                key=key_of(name),
                text=name,
                weight=items,
                evidence="the observer's form",
            )
            for name, items in subscales.items()
        ),
        scorer="weighted",
        text="Enter the mean of each subscale for each classroom. Weights are"
        " numbers of items, so that the total is the mean of all items when all are"
        f" scored.{text} {READ_BOTH}",
        source=f"{tool}: {count} items, {len(subscales)} subscales, as the"
        " Environment Rating Scales Institute and the Frank Porter Graham Institute"
        " list them (ersi.info, ers.fpg.unc.edu); published by Teachers College Press",
        licence=LICENCE,
        stale_after=STALE_AFTER,
    )


ITERS_R: Final = _environment(
    "iters-r",
    "ITERS-R: infant and toddler environment",
    {
        SPACE: 5,
        CARE: 6,
        LISTENING: 3,
        "Activities": 10,
        "Interaction": 4,
        PROGRAM: 4,
        "Parents and staff": 7,
    },
    "Infant/Toddler Environment Rating Scale, Revised Edition",
)
ITERS_3: Final = _environment(
    "iters-3",
    "ITERS-3: infant and toddler environment",
    {SPACE: 4, CARE: 4, BOOKS: 6, "Activities": 10, "Interaction": 6, PROGRAM: 3},
    "Infant/Toddler Environment Rating Scale, Third Edition",
)
ECERS_R: Final = _environment(
    "ecers-r",
    "ECERS-R: early childhood environment",
    {
        SPACE: 8,
        CARE: 6,
        "Language-reasoning": 4,
        "Activities": 10,
        "Interaction": 5,
        PROGRAM: 4,
        "Parents and staff": 6,
    },
    "Early Childhood Environment Rating Scale, Revised Edition",
)
ECERS_3: Final = _environment(
    "ecers-3",
    "ECERS-3: early childhood environment",
    {
        SPACE: 7,
        CARE: 4,
        "Language and literacy": 5,
        "Learning activities": 11,
        "Interaction": 5,
        PROGRAM: 3,
    },
    "Early Childhood Environment Rating Scale, Third Edition",
)
FCCERS_R: Final = _environment(
    "fccers-r",
    "FCCERS-R: family child care environment",
    {
        SPACE: 6,
        CARE: 6,
        LISTENING: 3,
        "Activities": 11,
        "Interaction": 4,
        PROGRAM: 4,
        "Parents and provider": 4,
    },
    "Family Child Care Environment Rating Scale, Revised Edition",
)
FCCERS_3: Final = _environment(
    "fccers-3",
    "FCCERS-3: family child care environment",
    {SPACE: 4, CARE: 4, BOOKS: 6, "Activities": 10, "Interaction": 6, PROGRAM: 3},
    "Family Child Care Environment Rating Scale, Third Edition",
)

SUPPLEMENT: Final = (
    " The last subscale is for programs that enrol children with disabilities; for"
    " others it does not apply."
)

SACERS: Final = _environment(
    "sacers",
    "SACERS: school-age care environment",
    {
        SPACE: 11,
        "Health and safety": 8,
        "Activities": 8,
        "Interactions": 9,
        PROGRAM: 4,
        "Staff development": 3,
        "Special needs": 6,
    },
    "School-Age Care Environment Rating Scale, as first published",
    text=SUPPLEMENT,
)
SACERS_U: Final = _environment(
    "sacers-u",
    "SACERS-U: school-age care environment, updated",
    {
        SPACE: 10,
        "Health and safety": 8,
        "Activities": 8,
        "Interactions": 9,
        PROGRAM: 3,
        "Staff development": 3,
        "Special needs": 6,
    },
    "School-Age Care Environment Rating Scale, Updated Edition",
    text=SUPPLEMENT,
)

ENVIRONMENT: Final = (
    ITERS_R,
    ITERS_3,
    ECERS_R,
    ECERS_3,
    FCCERS_R,
    FCCERS_3,
    SACERS,
    SACERS_U,
)
