"""Continuous quality improvement in child welfare (S4): 7 components, 37 parts.

The source is a draft. It says six components and lists seven: seven are kept,
with their numbers and letters. It gives no scale; this one is ours. Sentences
are ours throughout.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cqikit.assessments._framework import Domain, Framework, Item
from cqikit.assessments._scale import ordered

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["CHILD_WELFARE"]

#: Who is meant by stakeholders, said once here instead of in every sentence.
STAKEHOLDERS: Final = (
    "Stakeholders are children, youth, families, caregivers, other public bodies,"
    " community partners and contracted providers."
)

COMPONENTS: Final[Mapping[str, tuple[str, ...]]] = {
    "Outcomes, indicators and standards are adopted and steer improvement": (
        (
            "Outcomes, indicators, practice standards and program goals are defined in"
            " plain, measurable words"
        ),
        "Staff from all over the agency take part in setting them",
        "Stakeholders take part in setting them",
        (
            "Leaders and CQI staff tell staff and the community about them clearly and"
            " regularly, in a way that supports and does not punish"
        ),
        "Measures cover completion, timeliness, performance, quality and outcome",
        "They are reviewed regularly, and revised by what was learned",
    ),
    "Qualitative and quantitative data are collected all the time, as things happen": (
        (
            "Easy-to-use information systems hold data about the children and families"
            " served: who they are, what they experience, what comes of it"
        ),
        (
            "Easy-to-use information systems hold data about staff, workload and"
            " satisfaction among them"
        ),
        "Cases are reviewed consistently and regularly",
        "Data are collected and entered consistently, in real time and reliably",
        "Those who collect and enter data are trained and supported",
    ),
    "Qualitative data are reviewed and analysed": (
        "There are resources for case reviews",
        "CQI staff collect and keep qualitative case information systematically",
        (
            "Staff from all over the agency are chosen, trained and supported for case"
            " review: its methods, tools and activities"
        ),
        (
            "Stakeholders regularly look at qualitative case information and name"
            " trends"
            " and main lessons"
        ),
        "Stakeholders are asked for feedback regularly, and without end",
    ),
    "Quantitative data are reviewed and analysed": (
        (
            "Figures from the information system are given out in forms that each"
            " audience can use: youth, families, staff, partners, managers"
        ),
        "There are the resources and the staff to lead the analyses",
        "Staff from all over the agency are trained and supported in analysing figures",
        (
            "Staff from all over the agency take part in the analyses and help to name"
            " trends and main lessons"
        ),
        "Stakeholders are trained and supported in analysing figures",
        (
            "Stakeholders take part in the analyses and help to name trends and main"
            " lessons"
        ),
    ),
    "What both kinds of data teach together is used to improve practice and policy": (
        (
            "CQI staff find strengths and best practices in both kinds of data"
            " together,"
            " and these spread quickly through the agency"
        ),
        (
            "Staff from all over the agency may improve practice and the system by what"
            " the analyses show"
        ),
        (
            "CQI staff support the testing and the introduction of these improvements"
            " throughout the agency"
        ),
        "Stakeholders review what came of the changes, and use it to shape the next",
        (
            "Clear and easy channels carry successful changes through the agency and to"
            " stakeholders"
        ),
    ),
    "Leaders and staff are trained and supported in the skills that CQI takes": (
        (
            "There are CQI staff who help others to collect, analyse and use data for"
            " better practice and a better system"
        ),
        (
            "Supervisors, managers, administrators and other leaders champion CQI, as"
            " their decisions and their words to staff show"
        ),
        "Leaders support constant learning by rewarding and recognising improvements",
        "Leaders give staff of all levels time to take part in CQI",
        "CQI stands in the agency's strategic plans and in all its long-term efforts",
        (
            "Staff are trained, prepared and supported to see CQI as the way in"
            " which the"
            " work is done, not as one more task"
        ),
    ),
    "Stakeholders are trained and supported in the skills that CQI takes": (
        "Stakeholders are trained, prepared and supported in the methods of CQI",
        (
            "Stakeholders are trained, prepared and supported in reviewing and"
            " analysing"
            " both kinds of data"
        ),
        "Stakeholders have formal advisory roles throughout the agency",
        "Stakeholders are true partners in everything that CQI does",
    ),
}

CHILD_WELFARE: Final = Framework(
    key="child-welfare-cqi",
    title="Continuous quality improvement in child welfare",
    version="1",
    scales=(
        ordered("in-place", "not in place", "begun", "mostly in place", "in place"),
    ),
    domains=tuple(
        Domain(
            key=str(number),
            title=title,
            scorer="mean",
            items=tuple(
                Item(key=f"{number}{letter}", text=text)
                for letter, text in zip("ABCDEF", texts, strict=False)
            ),
        )
        for number, (title, texts) in enumerate(COMPONENTS.items(), start=1)
    ),
    principles=(
        (
            "Data are qualitative and quantitative, gathered formally and"
            " informally; every"
            " available source counts"
        ),
        (
            "Measuring is no end in itself: it shows trends and exceptions that guide"
            " practice and do not dictate it"
        ),
        (
            "Staff want better outcomes for children and families; the system owes them"
            " support, and it is the system that needs improving"
        ),
        (
            "Whatever is not broken can still be made better, and children cannot"
            " wait until"
            " it breaks"
        ),
        (
            "CQI is constant learning; completion, timeliness and compliance are a"
            " part of"
            " quality and not the whole of it"
        ),
    ),
    scorer="minimum",
    text="The source gives no scale: the four levels are ours, and so is the roll-up."
    " Improvement of the whole needs each component, so the score is that of the"
    " weakest one, each being the mean of its parts; read the profile beside it. "
    + STAKEHOLDERS,
    source="National Resource Center for Organizational Improvement and Casey Family"
    " Programs: draft framework for continuous quality improvement in child welfare"
    " (its text says six components and lists seven; the scale is not from there)",
    licence="Restated in our own words; structure, numbers and meaning kept",
)
