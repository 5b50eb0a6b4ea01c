"""Plans that live: sources, needs, steps, reviews, revisions, schedules."""

from cqikit._door import opening

_FOUND_IN = {
    "_areas": "Area DataSource Need SourceKind UnitScore current",
    "_changes": "Add Change DropStep Merge Redefine Split",
    "_checks": "CHECKS each_step max_duration wip_limit",
    "_cqi": "CQI_CHECKS",
    "_diff": "Difference DifferenceKind diff",
    "_events": (
        "Begin Celebrate ContextChange Event Involve Observe Reflect ReviewStep Revise "
        "Share Shortfall StartReview Trigger"
    ),
    "_order": "Pick Weights circle focus is_ready order pick rank value_of waits_for",
    "_plan": (
        "Plan advance area_of latest needs open_steps possible state step_of version"
    ),
    "_propose": "Gap propose",
    "_review": "history known previous review revise",
    "_review_checks": "review_due reviewed_within",
    "_schedule": "Schedule Slot Workload schedule workload",
    "_source_checks": "tools_used",
    "_table": "TABLE Stage",
    "_tools": "TOOLS ProgramType ProgramTypeWord Tool tools_for",
}

__getattr__, __dir__, __all__ = opening(__name__, _FOUND_IN)
