"""One improvement project: rooms joined by keys, evidence, what happened when."""

from cqikit.projects._charter import Charter, ChartPlan, Exclusion, Happening, Scale
from cqikit.projects._charts import Charted, chart_of, target_of
from cqikit.projects._findings import CHECKS, findings
from cqikit.projects._known import known
from cqikit.projects._moments import Moment, timeline
from cqikit.projects._places import place_words
from cqikit.projects._project import Assessed, Project
from cqikit.projects._prospect import Prospect, prospect_of
from cqikit.projects._theory import theory_of
from cqikit.projects._thread import Origin, Strand, Tried, thread

__all__ = [
    "CHECKS",
    "Assessed",
    "ChartPlan",
    "Charted",
    "Charter",
    "Exclusion",
    "Happening",
    "Moment",
    "Origin",
    "Project",
    "Prospect",
    "Scale",
    "Strand",
    "Tried",
    "chart_of",
    "findings",
    "known",
    "place_words",
    "prospect_of",
    "target_of",
    "theory_of",
    "thread",
    "timeline",
]
