"""Many teams on one project: engagement, results, and the closing report."""

from cqikit.collaboratives._aggregate import aggregate, counted
from cqikit.collaboratives._between import Between, TeamPlace, between
from cqikit.collaboratives._closing import ClosingReport, closing_report
from cqikit.collaboratives._confidence import Confidence
from cqikit.collaboratives._engagement import (
    Attendance,
    attendance,
    engagement,
    never_reported,
)
from cqikit.collaboratives._evidence import Receipt, Recount
from cqikit.collaboratives._figures import Figure, ranges_by, row_ranges
from cqikit.collaboratives._guide import (
    CONDITIONS,
    Activity,
    Champion,
    Continuing,
    Dissemination,
    Guide,
    Kept,
    Learning,
    Mentor,
    Monitored,
    Offer,
    Reflections,
    Scaling,
    Site,
    Sustaining,
    Topic,
    Undertaking,
)
from cqikit.collaboratives._guide_checks import GUIDE_CHECKS, PROPOSAL_CHECKS
from cqikit.collaboratives._guide_policies import (
    Closeness,
    GuidePolicies,
)
from cqikit.collaboratives._levels import Level, at_parents, levels
from cqikit.collaboratives._made import Made, StoodIn
from cqikit.collaboratives._menus import (
    COMPONENTS,
    Channel,
    Method,
    Practice,
    Support,
    SustainStep,
    Will,
)
from cqikit.collaboratives._mix import Mix
from cqikit.collaboratives._next_steps import (
    Proposed,
)
from cqikit.collaboratives._other import Other
from cqikit.collaboratives._policies import (
    Aggregate,
    AimPolicy,
    Average,
    Baseline,
    Engaged,
    Policies,
    Silent,
)
from cqikit.collaboratives._proposals import (
    Proposals,
    propose,
)
from cqikit.collaboratives._results import (
    MeasureResult,
    Shift,
    TeamResult,
    measure_result,
)
from cqikit.collaboratives._sentinel import (
    Held,
    Sentinel,
    sentinel,
)
from cqikit.collaboratives._shifts import Segment, segments
from cqikit.collaboratives._spread import (
    Gate,
    Readiness,
    Standing,
    readiness,
    rungs,
)
from cqikit.collaboratives._teams import Collaborative, Team

__all__ = [
    "COMPONENTS",
    "CONDITIONS",
    "GUIDE_CHECKS",
    "PROPOSAL_CHECKS",
    "Activity",
    "Aggregate",
    "AimPolicy",
    "Attendance",
    "Average",
    "Baseline",
    "Between",
    "Champion",
    "Channel",
    "Closeness",
    "ClosingReport",
    "Collaborative",
    "Confidence",
    "Continuing",
    "Dissemination",
    "Engaged",
    "Figure",
    "Gate",
    "Guide",
    "GuidePolicies",
    "Held",
    "Kept",
    "Learning",
    "Level",
    "Made",
    "MeasureResult",
    "Mentor",
    "Method",
    "Mix",
    "Monitored",
    "Offer",
    "Other",
    "Policies",
    "Practice",
    "Proposals",
    "Proposed",
    "Readiness",
    "Receipt",
    "Recount",
    "Reflections",
    "Scaling",
    "Segment",
    "Sentinel",
    "Shift",
    "Silent",
    "Site",
    "Standing",
    "StoodIn",
    "Support",
    "SustainStep",
    "Sustaining",
    "Team",
    "TeamPlace",
    "TeamResult",
    "Topic",
    "Undertaking",
    "Will",
    "aggregate",
    "at_parents",
    "attendance",
    "between",
    "closing_report",
    "counted",
    "engagement",
    "levels",
    "measure_result",
    "never_reported",
    "propose",
    "ranges_by",
    "readiness",
    "row_ranges",
    "rungs",
    "segments",
    "sentinel",
]
