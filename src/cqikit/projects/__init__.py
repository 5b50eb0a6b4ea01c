"""One improvement project: rooms joined by keys, evidence, what happened when."""

from cqikit.projects._charter import Charter, ChartPlan, Exclusion, Happening, Scale
from cqikit.projects._charts import Charted, chart_of, target_of
from cqikit.projects._conjoint import (
    Agreement,
    Conjoint,
    EvidenceKind,
    QualitativeEvidence,
)
from cqikit.projects._findings import CHECKS, findings
from cqikit.projects._goals import GoalProgress
from cqikit.projects._groundwork import (
    Groundwork,
    Participation,
    Person,
    PersonRole,
    ProgramModel,
    ProgressDecision,
    Standard,
    StandardForm,
    StandardKind,
    StandardReview,
    Training,
)
from cqikit.projects._groundwork_checks import GROUNDWORK_CHECKS
from cqikit.projects._loop import LOOP, Loop, LoopFact, LoopStep, Taken, loop
from cqikit.projects._moments import Moment, timeline
from cqikit.projects._participation import TakesPart, participation
from cqikit.projects._places import place_words
from cqikit.projects._progress import Rung, Suggestion, suggest_progress
from cqikit.projects._project import Assessed, Project
from cqikit.projects._prospect import Prospect, prospect_of
from cqikit.projects._scored import scored_teams
from cqikit.projects._theory import theory_of
from cqikit.projects._thread import Origin, Strand, Tried, thread

__all__ = [
    "CHECKS",
    "GROUNDWORK_CHECKS",
    "LOOP",
    "Agreement",
    "Assessed",
    "ChartPlan",
    "Charted",
    "Charter",
    "Conjoint",
    "EvidenceKind",
    "Exclusion",
    "GoalProgress",
    "Groundwork",
    "Happening",
    "Loop",
    "LoopFact",
    "LoopStep",
    "Moment",
    "Origin",
    "Participation",
    "Person",
    "PersonRole",
    "ProgramModel",
    "ProgressDecision",
    "Project",
    "Prospect",
    "QualitativeEvidence",
    "Rung",
    "Scale",
    "Standard",
    "StandardForm",
    "StandardKind",
    "StandardReview",
    "Strand",
    "Suggestion",
    "Taken",
    "TakesPart",
    "Training",
    "Tried",
    "chart_of",
    "findings",
    "loop",
    "participation",
    "place_words",
    "prospect_of",
    "scored_teams",
    "suggest_progress",
    "target_of",
    "theory_of",
    "thread",
    "timeline",
]
