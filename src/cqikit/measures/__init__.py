"""Measures, targets, aims, and series of observations with their audit."""

from cqikit.measures._audit import audit
from cqikit.measures._building import columns_of, join_columns, make_columns
from cqikit.measures._columns import Columns
from cqikit.measures._known import known
from cqikit.measures._measure import (
    Direction,
    DirectionWord,
    Measure,
    MeasureKind,
    MeasureKindWord,
    Role,
)
from cqikit.measures._observation import Observation, observed_value
from cqikit.measures._phases import phase_starts
from cqikit.measures._series import Series, series
from cqikit.measures._stack import Stack, stack, stacked
from cqikit.measures._target import (
    Aim,
    Bound,
    Change,
    Level,
    Nested,
    Target,
    meets,
    share_meeting,
    target_value,
)

__all__ = [
    "Aim",
    "Bound",
    "Change",
    "Columns",
    "Direction",
    "DirectionWord",
    "Level",
    "Measure",
    "MeasureKind",
    "MeasureKindWord",
    "Nested",
    "Observation",
    "Role",
    "Series",
    "Stack",
    "Target",
    "audit",
    "columns_of",
    "join_columns",
    "known",
    "make_columns",
    "meets",
    "observed_value",
    "phase_starts",
    "series",
    "share_meeting",
    "stack",
    "stacked",
    "target_value",
]
