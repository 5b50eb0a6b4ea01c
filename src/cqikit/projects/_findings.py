"""What is checked of a project as a whole, across its rooms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cqikit.core import (
    Catalog,
    FunctionCheck,
    Severity,
    check,
    found,
)
from cqikit.projects._joined_checks import JOINED_CHECKS as GROUNDWORK_CHECKS
from cqikit.projects._known import CHECKS_OF_TIME, THREAD
from cqikit.projects._references import REFERENCE_CHECKS
from cqikit.projects._support_checks import JOINED_CHECKS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cqikit.core import Found, Period
    from cqikit.projects._project import Project

__all__ = ["CHECKS"]


@check(
    "project.measure-without-data",
    says="{title!r} has no data",
    fix="fill in its table, name its columns in a layout, or take it out",
    source=THREAD,
)
def measures_have_data(project: Project) -> Iterator[Found]:
    """Find measures of which there is no series."""
    seen = {series.measure.key for series in project.series}
    for place, measure in enumerate(project.measures):
        if measure.key not in seen:
            yield found(f"measures[{place}]", title=measure.title)


@check(
    "project.no-aim",
    says="no aim says what is to be reached by when",
    where="aims",
    fix="state one: what, how much, for whom, by when",
    source="Langley et al., The Improvement Guide, 2009",
)
def has_an_aim(project: Project) -> Iterator[Found]:
    """Find a project without an aim."""
    if not project.aims:
        yield found()


@check(
    "project.change-outside-data",
    says="{title!r} ({on}) begins no phase in the data of {measures}",
    fix="check the date, or take new_phase out",
    source=THREAD,
)
def changes_have_data(project: Project) -> Iterator[Found]:
    """Find declared changes that begin no phase, as the data begin or end there."""
    spans = list(_spans(project))
    for place, happening in enumerate(project.charter.happenings):
        if not happening.new_phase:
            continue
        begun = happening.on.first
        outside = tuple(
            f"{title!r} ({first} to {last})"
            for title, first, last in spans
            if not first.first < begun <= last.first
        )
        if outside:
            everywhere = len(outside) == len(spans)
            yield found(
                f"charter.happenings[{place}].on",
                severity=Severity.WARNING if everywhere else Severity.NOTE,
                title=happening.title,
                on=happening.on,
                measures=outside,
            )


def _spans(project: Project) -> Iterator[tuple[str, Period, Period]]:
    """Yield of each measure its title, and the first and last period of all teams."""
    for measure in project.measures:
        seen = [series.periods for series in project.series_of(measure.key)]
        seen = [periods for periods in seen if periods]
        if seen:
            yield (
                measure.title,
                min(periods[0] for periods in seen),
                max(periods[-1] for periods in seen),
            )


#: What is checked across rooms; each room's own checks come on top.
CHECKS: Final[Catalog[FunctionCheck]] = Catalog(
    (
        *REFERENCE_CHECKS,
        measures_have_data,
        has_an_aim,
        *CHECKS_OF_TIME,
        changes_have_data,
        *JOINED_CHECKS,
        *GROUNDWORK_CHECKS,
    ),
    kind="check",
)
