"""What goes into a funnel plot, checked: every unit that cannot be, at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cqikit.errors import DataError, FieldError, Problem
from cqikit.measures import MeasureKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cqikit.spc._view import Floats

__all__ = ["check_units", "kind_of", "levels_of", "names_of"]

KINDS: Final = (MeasureKind.PROPORTION, MeasureKind.RATE)


def kind_of(kind: str | MeasureKind) -> MeasureKind:
    """Return a proportion or a rate, or raise."""
    if kind not in KINDS:
        raise FieldError("kind", "must be one of proportion, rate", str(kind))
    return MeasureKind(kind)


def levels_of(levels: Sequence[float]) -> tuple[float, ...]:
    """Return shares between 0 and 1, or raise."""
    chosen = tuple(float(level) for level in levels)
    if not chosen or not all(0 < level < 1 for level in chosen):
        raise FieldError("levels", "must be shares between 0 and 1", levels)
    return chosen


def names_of(
    units: Sequence[str] | None, events: Floats, sizes: Floats
) -> tuple[str, ...]:
    """Return a name of its own for each unit, or raise."""
    if events.ndim != 1 or not events.size:
        raise FieldError("events", "must be one number a unit", events.shape)
    if sizes.shape != events.shape:
        raise FieldError("sizes", f"must be {events.size}, one a unit", sizes.shape)
    names = tuple(map(str, range(1, events.size + 1) if units is None else units))
    if len(names) != events.size or len(set(names)) < len(names):
        raise FieldError("units", f"must be {events.size} different names", names)
    return names


def check_units(
    events: Floats,
    sizes: Floats,
    names: tuple[str, ...],
    kind: MeasureKind,
    *,
    whole: bool,
) -> None:
    """Raise with every unit that cannot be."""
    proportion = kind is MeasureKind.PROPORTION
    problems = []
    for name, count, size in zip(names, events.tolist(), sizes.tolist(), strict=True):
        where = f"unit {name}"
        if not size > 0:
            problems.append(
                Problem(
                    where, f"size must be more than 0 (got {size:g})", "leave it out"
                )
            )
        if not count >= 0:
            problems.append(
                Problem(where, f"events must be at least 0 (got {count:g})")
            )
        if proportion and count > size:
            problems.append(
                Problem(
                    where,
                    f"events must be at most {size:g} (got {count:g})",
                    "say kind='rate' where one may have several",
                )
            )
        uneven = count % 1 != 0 or (proportion and size % 1 != 0)
        if whole and count >= 0 and size > 0 and uneven:
            problems.append(
                Problem(
                    where,
                    f"counts must be whole (got {count:g} of {size:g})",
                    "say limits='normal'",
                )
            )
    if problems:
        raise DataError("funnel", problems)
