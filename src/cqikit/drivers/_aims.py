"""What the published rules say of an aim: one code for each rule."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cqikit.core import (
    Cadence,
    Catalog,
    Context,
    Finding,
    FindingKind,
    FunctionCheck,
    Partial,
    Severity,
    check,
    plural,
)
from cqikit.measures import (
    Aim,
    Bound,
    Change,
    Direction,
    Level,
    Measure,
    MeasureKind,
    Nested,
    Role,
    meets,
    target_value,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

__all__ = ["AIM_CHECKS", "aim_checks"]

GUIDE: Final = "Langley et al., The Improvement Guide, 2009"
LOTHIAN: Final = "NHS Lothian Quality, Driver diagrams"
TRIAL: Final = "Provost & Murray, The Health Care Data Guide, 2011: trial limits"
#: Limits from fewer points than this are trial limits.
POINTS: Final = 12


@check("aim.no-population", source=GUIDE)
def names_population(aim: Aim, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Find an aim that does not say for whom."""
    if not aim.population.strip():
        yield Finding(
            code="aim.no-population",
            where="population",
            message="the aim does not say for whom",
            fix="name who is meant, and who is not",
        )


@check("aim.vague", source=LOTHIAN)
def says_how_much(aim: Aim, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Find an aim whose sentence has no number in it."""
    if not any(sign.isnumeric() for sign in aim.title):
        yield Finding(
            code="aim.vague",
            severity=Severity.NOTE,
            where="title",
            message="the sentence that people read says neither how much nor by when",
            fix="put the target and the date into it",
        )


@check("aim.no-baseline", source=GUIDE)
def has_baseline(aim: Aim, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Find an aim without the value that it starts from."""
    if aim.baseline is None and not isinstance(aim.target, Nested):
        needed = isinstance(aim.target, Change)
        yield Finding(
            code="aim.no-baseline",
            severity=Severity.WARNING if needed else Severity.NOTE,
            where="baseline",
            message="the aim is a change from a baseline, and does not give it"
            if needed
            else "the aim does not say where it stood at the start",
            fix="give the value before the work began",
        )


@check("aim.ends-before-start", source=GUIDE)
def ends_after_start(aim: Aim, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Find an aim that is due before its work began."""
    if aim.since is not None and aim.by.last < aim.since.first:
        yield Finding(
            code="aim.ends-before-start",
            severity=Severity.FAULT,
            where="by",
            message=f"the aim is due by {aim.by}, before its start in {aim.since}",
            fix="correct one of the two",
        )


@check("aim.past", source=GUIDE)
def lies_ahead(aim: Aim, context: Context) -> Iterator[Finding]:
    """Find an aim whose date has gone by."""
    if context.as_of is not None and aim.by.last < context.as_of:
        yield Finding(
            code="aim.past",
            where="by",
            message=f"the aim was due by {aim.by}",
            fix="close it with what was reached, or set a new aim",
        )


#: What can be said of an aim alone; `aim_checks` knows its measure too.
AIM_CHECKS: Final[Catalog[FunctionCheck]] = Catalog(
    (names_population, says_how_much, has_baseline, ends_after_start, lies_ahead),
    kind="check",
)


def aim_checks(measure: Measure) -> Catalog[FunctionCheck]:
    """Return the checks of an aim on `measure`: unit, direction, range, data.

    Examples
    --------
    >>> from cqikit.core import run_checks
    >>> waits = Measure(key="waits", title="Days waited", direction="lower")
    >>> aim = Aim(
    ...     key="aim",
    ...     title="30 days by 2027",
    ...     measure="waits",
    ...     target=Level(30.0),
    ...     by="2027-12",
    ...     baseline=21.0,
    ...     population="all families",
    ... )
    >>> [finding.code for finding in run_checks(aim, aim_checks(waits))]
    ['aim.against-direction']
    """

    def found(code: str, *, source: str = GUIDE) -> FunctionCheck:
        judge = Partial(_of_code, (code, measure))
        return FunctionCheck(FindingKind(code, source=source), judge)

    return Catalog(
        (
            found("aim.other-measure"),
            found("aim.not-outcome"),
            found("aim.no-direction"),
            found("aim.against-direction"),
            found("aim.already-met"),
            found("aim.out-of-range"),
            found("aim.too-few-points", source=TRIAL),
        ),
        kind="check",
    )


def _of_code(
    code: str, measure: Measure, aim: Aim, context: Context
) -> Iterator[Finding]:
    for finding in _with_measure(aim, measure, context.as_of):
        if finding.code == code:
            yield finding


def _with_measure(aim: Aim, measure: Measure, as_of: date | None) -> Iterator[Finding]:
    if aim.measure != measure.key:
        yield Finding(
            code="aim.other-measure",
            severity=Severity.FAULT,
            where="measure",
            message=f"the aim is on {aim.measure!r}, not on {measure.key!r}",
            fix="check it against its own measure",
        )
        return
    if measure.role is not Role.OUTCOME:
        yield Finding(
            code="aim.not-outcome",
            where="measure",
            message=f"the measure of the aim is a {measure.role.value} measure",
            fix="aim at an outcome; keep this measure on a driver",
        )
    yield from _judged_direction(aim, measure)
    yield from _judged_range(aim, measure)
    yield from _judged_data(aim, measure, as_of)


def _judged_direction(aim: Aim, measure: Measure) -> Iterator[Finding]:
    inner = aim.target.each if isinstance(aim.target, Nested) else aim.target
    if measure.direction is Direction.NEITHER:
        if isinstance(inner, Level):
            yield Finding(
                code="aim.no-direction",
                where="target",
                message="which side of the level is better is not known",
                fix="give the measure a direction, or the aim a bound",
            )
        return
    baseline = None if isinstance(aim.target, Nested) else aim.baseline
    if _is_against(inner, measure.direction, baseline):
        yield Finding(
            code="aim.against-direction",
            severity=Severity.FAULT,
            where="target",
            message=f"the target leads away from what is better"
            f" ({measure.direction.value} is)",
            fix="correct the target, the baseline or the direction of the measure",
        )
    elif (
        baseline is not None
        and not isinstance(inner, Change)
        and meets(baseline, inner, direction=measure.direction)
    ):
        yield Finding(
            code="aim.already-met",
            where="target",
            message=f"the baseline of {baseline:g} meets the target already",
            fix="aim further, or keep it as a bound that must hold",
        )


def _is_against(
    target: Level | Bound | Change, direction: Direction, baseline: float | None
) -> bool:
    if isinstance(target, Change):
        return target.by * direction.sign < 0
    if isinstance(target, Level):
        return baseline is not None and (target.at - baseline) * direction.sign < 0
    one_sided = {
        Direction.HIGHER: target.no_less_than,
        Direction.LOWER: target.no_more_than,
    }
    return one_sided[direction] is None


def _judged_range(aim: Aim, measure: Measure) -> Iterator[Finding]:
    inner = aim.target.each if isinstance(aim.target, Nested) else aim.target
    if isinstance(inner, Change) and (
        aim.baseline is None or isinstance(aim.target, Nested)
    ):
        return
    value = target_value(inner, baseline=aim.baseline, direction=measure.direction)
    most = measure.per if measure.kind is MeasureKind.PROPORTION else None
    counted = measure.kind is not MeasureKind.CONTINUOUS
    if (counted and value < 0) or (most is not None and value > most):
        upto = f" and at most {most:g}" if most is not None else ""
        yield Finding(
            code="aim.out-of-range",
            severity=Severity.FAULT,
            where="target",
            message=f"a {measure.kind.value} is at least 0{upto} (the target is"
            f" {value:g})",
            fix="give the target in the unit of the measure",
        )


def _judged_data(aim: Aim, measure: Measure, as_of: date | None) -> Iterator[Finding]:
    start = aim.since.first if aim.since is not None else as_of
    if start is None or not measure.is_periodic or start > aim.by.last:
        return
    cadence = measure.cadence or Cadence(frequency=measure.frequency)
    points = len(cadence.between(measure.period(start), measure.period(aim.by.last)))
    if points < POINTS:
        past = as_of is not None and as_of > aim.by.last
        count = plural(points, measure.frequency.value)
        yield Finding(
            code="aim.too-few-points",
            severity=Severity.NOTE,
            where="by",
            message=f"there {'were' if past else 'will be'} {count} of data from its"
            f" start to its date: with fewer than {POINTS} points a change is hard to"
            " tell",
            fix="give the next aim more time, or measure more often"
            if past
            else "measure more often, or set a later date",
        )
