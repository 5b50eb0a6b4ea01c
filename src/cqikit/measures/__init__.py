"""Measures, targets, aims, and series of observations with their audit."""

from cqikit._door import opening

_FOUND_IN = {
    "_audit": "audit",
    "_building": "columns_of join_columns make_columns",
    "_columns": "Columns",
    "_known": "known",
    "_measure": "Direction DirectionWord Measure MeasureKind MeasureKindWord Role",
    "_observation": "Observation observed_value",
    "_phases": "phase_starts",
    "_series": "Series series",
    "_stack": "Stack stack stacked",
    "_target": "Aim Bound Change Level Nested Target meets share_meeting target_value",
}

__getattr__, __dir__, __all__ = opening(__name__, _FOUND_IN)
