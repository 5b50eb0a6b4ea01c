"""What rules of one name do differently, as words for their parameters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

from attrs import validators

from cqikit.core import at_least, instance_of, one_of

if TYPE_CHECKING:
    from cqikit.spc._rules._stream import Stream
    from cqikit.spc._view import Bools

__all__ = [
    "Counts",
    "Marks",
    "Missing",
    "OnCentre",
    "Ties",
    "is_missing",
    "is_on_centre",
    "left_out",
    "whole_from",
]

#: What a missing point does to a pattern.
Missing: TypeAlias = Literal["break", "skip"]
#: What a point on the centre line is to a run.
OnCentre: TypeAlias = Literal["break", "skip", "above", "below", "either"]
#: What two equal neighbours do to a trend.
Ties: TypeAlias = Literal["break", "skip"]
#: What the length of a trend counts.
Counts: TypeAlias = Literal["points", "steps"]
#: Which points of a pattern are flagged.
Marks: TypeAlias = Literal["all", "beyond", "completing"]

is_missing: Final = one_of("break", "skip")
is_on_centre: Final = one_of("break", "skip", "above", "below", "either")


def whole_from(least: int) -> Any:
    """Check that a number is whole, and `least` or more."""
    return validators.and_(instance_of(int), at_least(least))


def left_out(line: Stream, missing: Missing) -> Bools | None:
    """Return the places that a rule passes over, None where it passes over none."""
    return line.missing if missing == "skip" and line.has_missing else None
