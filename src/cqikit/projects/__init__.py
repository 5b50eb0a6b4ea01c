"""One improvement project: rooms joined by keys, evidence, what happened when."""

from cqikit.projects._all_findings import findings
from cqikit.projects._catalogs import CATALOGS, Catalogs, Checks
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
from cqikit.projects._charter import (
    Charter,
    ChartPlan,
    Exclusion,
    ProjectEvent,
    Scale,
    ShownFindings,
)
from cqikit.projects._charts import Charted, chart_of, target_of
from cqikit.projects._coaching import Beside, Contact, Dose, HasMoved, Mode, dose
from cqikit.projects._conjoint import (
    Agreement,
    Conjoint,
    EvidenceKind,
    QualitativeEvidence,
)
from cqikit.projects._drafts import drafts
from cqikit.projects._findings import CHECKS
from cqikit.projects._foretold import Foretold, foretold
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
from cqikit.projects._known import KNOWN_LATER, known
from cqikit.projects._lessons import Lesson, Resource
from cqikit.projects._loop import LOOP, Loop, LoopFact, LoopStep, Taken, loop
from cqikit.projects._many import (
    STATUS_CHECKS,
    Flow,
    Overview,
    ProjectStatus,
    active_within,
    overview,
    status_of,
)
from cqikit.projects._moments import TimelineEntry, timeline
from cqikit.projects._participation import TakesPart, participation
from cqikit.projects._places import place_words
from cqikit.projects._progress import Rung, Suggestion, suggest_progress
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
from cqikit.projects._scored import scored_teams
from cqikit.projects._search import Hit, search
from cqikit.projects._shifts import Shift
from cqikit.projects._signals import Signalled
from cqikit.projects._strand import Attempt, Origin, Outcome, Retaken, ThreadEntry
from cqikit.projects._support_checks import of_teams
from cqikit.projects._theory import theory_of
from cqikit.projects._thread import Thread, thread

__all__ = [
    "CATALOGS",
    "CAUSE_CHECKS",
    "CHECKS",
    "GROUNDWORK_CHECKS",
    "KNOWN_LATER",
    "LOOP",
    "STATUS_CHECKS",
    "Agreement",
    "Analysis",
    "Assessed",
    "Attempt",
    "Beside",
    "Bottleneck",
    "Branch",
    "Catalogs",
    "Cause",
    "CauseStanding",
    "ChartPlan",
    "Charted",
    "Charter",
    "Checks",
    "Conjoint",
    "Contact",
    "Dose",
    "EvidenceKind",
    "Exclusion",
    "Flow",
    "Foretold",
    "Found",
    "GoalProgress",
    "Groundwork",
    "HasMoved",
    "Hit",
    "Lesson",
    "Loop",
    "LoopFact",
    "LoopStep",
    "Mode",
    "Origin",
    "Outcome",
    "Overview",
    "Participation",
    "Person",
    "PersonRole",
    "ProgramModel",
    "ProgressDecision",
    "Project",
    "ProjectEvent",
    "ProjectStatus",
    "Prospect",
    "QualitativeEvidence",
    "Query",
    "Reached",
    "Resource",
    "Retaken",
    "Rung",
    "Scale",
    "Shift",
    "ShownFindings",
    "Signalled",
    "Standard",
    "StandardForm",
    "StandardKind",
    "StandardReview",
    "Suggestion",
    "Taken",
    "TakesPart",
    "Thread",
    "ThreadEntry",
    "TimelineEntry",
    "Training",
    "Whys",
    "active_within",
    "adopted_without_signal",
    "chart_of",
    "dose",
    "drafts",
    "findings",
    "foretold",
    "known",
    "loop",
    "of_teams",
    "overlapping_cycles",
    "overview",
    "participation",
    "place_words",
    "prospect_of",
    "queries",
    "scored_teams",
    "search",
    "signals_without_cycle",
    "status_of",
    "steps_without_effect",
    "suggest_progress",
    "target_of",
    "theory_of",
    "thread",
    "timeline",
    "unmeasured_drivers",
    "untested_ideas",
]
