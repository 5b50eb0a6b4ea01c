"""One improvement project: rooms joined by keys, evidence, what happened when."""

from cqikit.projects._causes import (
    CAUSE_CHECKS,
    Analysis,
    Bottleneck,
    Branch,
    Cause,
    CauseStanding,
    Reached,
    Whys,
)
from cqikit.projects._charter import Charter, ChartPlan, Exclusion, Happening, Scale
from cqikit.projects._charts import Charted, chart_of, target_of
from cqikit.projects._coaching import Beside, Contact, Dose, HasMoved, Mode, dose
from cqikit.projects._findings import CHECKS, findings
from cqikit.projects._joined import of_teams
from cqikit.projects._lessons import Lesson, Resource
from cqikit.projects._many import (
    STATUS_CHECKS,
    Flow,
    Overview,
    ProjectStatus,
    active_within,
    overview,
    status_of,
)
from cqikit.projects._moments import Moment, timeline
from cqikit.projects._places import place_words
from cqikit.projects._project import Assessed, Project
from cqikit.projects._prospect import Prospect, prospect_of
from cqikit.projects._search import Hit, search
from cqikit.projects._theory import theory_of
from cqikit.projects._thread import Origin, Strand, Tried, thread

__all__ = [
    "CAUSE_CHECKS",
    "CHECKS",
    "STATUS_CHECKS",
    "Analysis",
    "Assessed",
    "Beside",
    "Bottleneck",
    "Branch",
    "Cause",
    "CauseStanding",
    "ChartPlan",
    "Charted",
    "Charter",
    "Contact",
    "Dose",
    "Exclusion",
    "Flow",
    "Happening",
    "HasMoved",
    "Hit",
    "Lesson",
    "Mode",
    "Moment",
    "Origin",
    "Overview",
    "Project",
    "ProjectStatus",
    "Prospect",
    "Reached",
    "Resource",
    "Scale",
    "Strand",
    "Tried",
    "Whys",
    "active_within",
    "chart_of",
    "dose",
    "findings",
    "of_teams",
    "overview",
    "place_words",
    "prospect_of",
    "search",
    "status_of",
    "target_of",
    "theory_of",
    "thread",
    "timeline",
]
