"""Plans that live: sources, needs, steps, reviews, revisions, schedules."""

from cqikit.plans._areas import Area, DataSource, Need, SourceKind, UnitScore, current
from cqikit.plans._changes import Add, Change, DropStep, Merge, Redefine, Split
from cqikit.plans._checks import CHECKS, each_step, max_duration, wip_limit
from cqikit.plans._cqi import CQI_CHECKS
from cqikit.plans._diff import Difference, DifferenceKind, diff
from cqikit.plans._events import (
    Begin,
    Celebrate,
    ContextChange,
    Event,
    Involve,
    Observe,
    Reflect,
    ReviewStep,
    Revise,
    Share,
    Shortfall,
    StartReview,
    Trigger,
)
from cqikit.plans._focus import focus
from cqikit.plans._known import known
from cqikit.plans._order import circle, is_ready, order, waits_for
from cqikit.plans._plan import (
    Plan,
    advance,
    area_of,
    needs,
    open_steps,
    possible,
    stage,
    step_of,
    version,
)
from cqikit.plans._priority import Pick, Weights, pick, rank, value_of
from cqikit.plans._propose import Gap, propose
from cqikit.plans._review import history, previous, review, revise
from cqikit.plans._review_checks import review_due, reviewed_within
from cqikit.plans._schedule import Schedule, Slot, Workload, schedule, workload
from cqikit.plans._source_checks import tools_used
from cqikit.plans._table import TABLE, Stage
from cqikit.plans._tools import TOOLS, ProgramType, ProgramTypeWord, Tool, tools_for

__all__ = [
    "CHECKS",
    "CQI_CHECKS",
    "TABLE",
    "TOOLS",
    "Add",
    "Area",
    "Begin",
    "Celebrate",
    "Change",
    "ContextChange",
    "DataSource",
    "Difference",
    "DifferenceKind",
    "DropStep",
    "Event",
    "Gap",
    "Involve",
    "Merge",
    "Need",
    "Observe",
    "Pick",
    "Plan",
    "ProgramType",
    "ProgramTypeWord",
    "Redefine",
    "Reflect",
    "ReviewStep",
    "Revise",
    "Schedule",
    "Share",
    "Shortfall",
    "Slot",
    "SourceKind",
    "Split",
    "Stage",
    "StartReview",
    "Tool",
    "Trigger",
    "UnitScore",
    "Weights",
    "Workload",
    "advance",
    "area_of",
    "circle",
    "current",
    "diff",
    "each_step",
    "focus",
    "history",
    "is_ready",
    "known",
    "max_duration",
    "needs",
    "open_steps",
    "order",
    "pick",
    "possible",
    "previous",
    "propose",
    "rank",
    "review",
    "review_due",
    "reviewed_within",
    "revise",
    "schedule",
    "stage",
    "step_of",
    "tools_for",
    "tools_used",
    "value_of",
    "version",
    "waits_for",
    "wip_limit",
    "workload",
]
