"""Many teams on one project: engagement, results, and the closing report."""

from cqikit.collaboratives._aggregate import aggregate, counted
from cqikit.collaboratives._between import Between, TeamPlace, between
from cqikit.collaboratives._closing import Closing, close
from cqikit.collaboratives._confidence import Confidence
from cqikit.collaboratives._engagement import Attendance, attendance, engagement
from cqikit.collaboratives._evidence import Receipt, Recount
from cqikit.collaboratives._figures import Figure, ranges_by, row_ranges
from cqikit.collaboratives._levels import Level, at_parents
from cqikit.collaboratives._other import Other
from cqikit.collaboratives._policies import (
    Aggregate,
    Average,
    Baseline,
    Engaged,
    Meeting,
    Policies,
    Silent,
)
from cqikit.collaboratives._results import (
    MeasureResult,
    Shift,
    TeamResult,
    measure_result,
)
from cqikit.collaboratives._shifts import Segment, segments
from cqikit.collaboratives._teams import Collaborative, Team

__all__ = [
    "Aggregate",
    "Attendance",
    "Average",
    "Baseline",
    "Between",
    "Closing",
    "Collaborative",
    "Confidence",
    "Engaged",
    "Figure",
    "Level",
    "MeasureResult",
    "Meeting",
    "Other",
    "Policies",
    "Receipt",
    "Recount",
    "Segment",
    "Shift",
    "Silent",
    "Team",
    "TeamPlace",
    "TeamResult",
    "aggregate",
    "at_parents",
    "attendance",
    "between",
    "close",
    "counted",
    "engagement",
    "measure_result",
    "ranges_by",
    "row_ranges",
    "segments",
]
