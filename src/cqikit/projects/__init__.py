"""One improvement project: rooms joined by keys, evidence, what happened when."""

from cqikit.projects._charter import Charter, ChartPlan, Exclusion, Happening, Scale
from cqikit.projects._charts import Charted, chart_of, target_of
from cqikit.projects._drafts import drafts
from cqikit.projects._findings import CHECKS, findings
from cqikit.projects._foretold import Foretold, foretold
from cqikit.projects._known import known
from cqikit.projects._moments import Moment, timeline
from cqikit.projects._places import place_words
from cqikit.projects._project import Assessed, Project
from cqikit.projects._prospect import Prospect, prospect_of
from cqikit.projects._queries import (
    Found,
    Query,
    adopted_without_signal,
    overlapping_cycles,
    queries,
    signals_without_cycle,
    steps_without_effect,
    unmeasured_drivers,
    untested_ideas,
)
from cqikit.projects._shifts import Shift
from cqikit.projects._signals import Signalled
from cqikit.projects._strand import Origin, Outcome, Retaken, Strand, Tried
from cqikit.projects._theory import theory_of
from cqikit.projects._thread import Thread, thread

__all__ = [
    "CHECKS",
    "Assessed",
    "ChartPlan",
    "Charted",
    "Charter",
    "Exclusion",
    "Foretold",
    "Found",
    "Happening",
    "Moment",
    "Origin",
    "Outcome",
    "Project",
    "Prospect",
    "Query",
    "Retaken",
    "Scale",
    "Shift",
    "Signalled",
    "Strand",
    "Thread",
    "Tried",
    "adopted_without_signal",
    "chart_of",
    "drafts",
    "findings",
    "foretold",
    "known",
    "overlapping_cycles",
    "place_words",
    "prospect_of",
    "queries",
    "signals_without_cycle",
    "steps_without_effect",
    "target_of",
    "theory_of",
    "thread",
    "timeline",
    "unmeasured_drivers",
    "untested_ideas",
]
