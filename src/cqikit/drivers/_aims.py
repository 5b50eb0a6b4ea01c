"""What the published rules say of an aim: one code for each rule."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cqikit.core import (
    Cadence,
    Catalog,
    Context,
    Finding,
    FindingKind,
    Found,
    Frequency,
    FunctionCheck,
    Partial,
    Severity,
    arguments,
    check,
    found,
    say,
)
from cqikit.drivers._aim_scale import OTHER_SCALE, judged_scale
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

__all__ = ["AIM_CHECKS", "MEASURE_KINDS", "OTHER_MEASURE", "aim_checks", "of_code"]

GUIDE: Final = "Langley et al., The Improvement Guide, 2009"
LOTHIAN: Final = "NHS Lothian Quality, Driver diagrams"
TRIAL: Final = "Provost & Murray, The Health Care Data Guide, 2011: trial limits"
#: Limits from fewer points than this are trial limits.
POINTS: Final = 12


@check(
    "aim.no-population",
    says="the aim does not say for whom",
    where="population",
    fix="name who is meant, and who is not",
    source=GUIDE,
)
def lacks_population(aim: Aim) -> bool:
    """Find an aim that does not say for whom."""
    return not aim.population.strip()


@check(
    "aim.vague",
    says="the sentence that people read says neither how much nor by when",
    severity=Severity.NOTE,
    where="title",
    fix="put the target and the date into it",
    source=LOTHIAN,
)
def is_vague(aim: Aim) -> bool:
    """Find an aim whose sentence has no number in it."""
    return not any(sign.isnumeric() for sign in aim.title)


@check(
    "aim.no-baseline",
    says={
        "": "the aim does not say where it stood at the start",
        "change": "the aim is a change from a baseline, and does not give it",
        "zero": "the aim is a change from a baseline of 0, of which any share is 0:"
        " it cannot be judged",
        # Where a chart has it (projects.all_findings).
        "taken": "the aim does not give the baseline that it is a change from; that of"
        " the chart is taken, so that its target is {target}",
    },
    severity=Severity.NOTE,
    where="baseline",
    fix={
        "": "give the value before the work began",
        "zero": "aim at a level or a bound instead",
    },
    source=GUIDE,
)
def has_baseline(aim: Aim) -> Iterator[Found]:
    """Find an aim without the value that it starts from."""
    if aim.baseline is None and isinstance(aim.target, Change):
        yield found(form="change", severity=Severity.WARNING)
    elif aim.baseline == 0 and isinstance(aim.target, Change):
        yield found(form="zero", severity=Severity.WARNING)
    elif aim.baseline is None and not isinstance(aim.target, Nested):
        yield found()


@check(
    "aim.ends-before-start",
    says="the aim is due by {by}, before its start in {since}",
    severity=Severity.FAULT,
    where="by",
    fix="correct one of the two",
    source=GUIDE,
)
def ends_after_start(aim: Aim) -> Iterator[Found]:
    """Find an aim that is due before its work began."""
    if aim.since is not None and aim.by.last < aim.since.first:
        yield found(by=aim.by, since=aim.since)


@check(
    "aim.past",
    says="the aim was due by {by}",
    where="by",
    fix="close it with what was reached, or set a new aim",
    source=GUIDE,
)
def lies_ahead(aim: Aim, context: Context) -> Iterator[Found]:
    """Find an aim whose date has gone by."""
    if context.as_of is not None and aim.by.last < context.as_of:
        yield found(by=aim.by)


#: What can be said of an aim alone; `aim_checks` knows its measure too.
AIM_CHECKS: Final[Catalog[FunctionCheck]] = Catalog(
    (lacks_population, is_vague, has_baseline, ends_after_start, lies_ahead),
    kind=say("check"),
)


@arguments()
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
    return Catalog(
        (
            FunctionCheck(kind, Partial(of_code, (kind.code, measure)))
            for kind in MEASURE_KINDS
        ),
        kind=say("check"),
    )


OTHER_MEASURE: Final = FindingKind(
    "aim.other-measure",
    says="the aim is on {aimed!r}, not on {measure!r}",
    severity=Severity.FAULT,
    where="measure",
    fix="check it against its own measure",
    source=GUIDE,
)
NOT_OUTCOME: Final = FindingKind(
    "aim.not-outcome",
    says="the measure of the aim is a {role} measure",
    where="measure",
    fix="aim at an outcome; keep this measure on a driver",
    source=GUIDE,
)
NO_DIRECTION: Final = FindingKind(
    "aim.no-direction",
    says="which side of the level is better is not known",
    where="target",
    fix="give the measure a direction, or the aim a bound",
    source=GUIDE,
)
AGAINST: Final = FindingKind(
    "aim.against-direction",
    says="the target leads away from what is better ({direction} is)",
    severity=Severity.FAULT,
    where="target",
    fix="correct the target, the baseline or the direction of the measure",
    source=GUIDE,
)
ALREADY_MET: Final = FindingKind(
    "aim.already-met",
    says="the baseline of {baseline} meets the target already",
    where="target",
    fix="aim further, or keep it as a bound that must hold",
    source=GUIDE,
)
OUT_OF_RANGE: Final = FindingKind(
    "aim.out-of-range",
    says={
        "": "a {kind} is at least 0 (the target is {value})",
        "most": "a {kind} is at least 0 and at most {most} (the target is {value})",
    },
    severity=Severity.FAULT,
    where="target",
    fix="give the target in the unit of the measure",
    source=GUIDE,
)
#: What would do about too few points, before the date of the aim and after it.
MORE_POINTS: Final = {
    "will be": "measure more often, or set a later date",
    "were": "give the next aim more time, or measure more often",
}
TOO_FEW: Final = FindingKind(
    "aim.too-few-points",
    says={
        f"{tense} {unit}": f"there {tense} {{count:# {unit}|# {unit}s}} of data from"
        " its start to its date: with fewer than {points} points a change is hard to"
        " tell"
        for tense in MORE_POINTS
        for unit in Frequency
    },
    severity=Severity.NOTE,
    where="by",
    fix={
        f"{tense} {unit}": fix
        for tense, fix in MORE_POINTS.items()
        for unit in Frequency
    },
    source=TRIAL,
)

#: What can be said of an aim by who knows its measure.
MEASURE_KINDS: Final = (
    OTHER_MEASURE,
    NOT_OUTCOME,
    NO_DIRECTION,
    AGAINST,
    ALREADY_MET,
    OUT_OF_RANGE,
    OTHER_SCALE,
    TOO_FEW,
)


def of_code(
    code: str, measure: Measure, aim: Aim, context: Context
) -> Iterator[Finding]:
    """Yield what the check of this code finds in an aim."""
    for finding in _with_measure(aim, measure, context.as_of):
        if finding.code == code:
            yield finding


def _with_measure(aim: Aim, measure: Measure, as_of: date | None) -> Iterator[Finding]:
    if aim.measure != measure.key:
        yield OTHER_MEASURE.at(aimed=aim.measure, measure=measure.key)
        return
    if measure.role is not Role.OUTCOME:
        yield NOT_OUTCOME.at(role=measure.role.value)
    yield from _judged_direction(aim, measure)
    yield from _judged_range(aim, measure)
    yield from judged_scale(aim, measure)
    yield from _judged_data(aim, measure, as_of)


def _judged_direction(aim: Aim, measure: Measure) -> Iterator[Finding]:
    inner = aim.target.each if isinstance(aim.target, Nested) else aim.target
    if measure.direction is Direction.NEITHER:
        if isinstance(inner, Level):
            yield NO_DIRECTION.at()
        return
    baseline = None if isinstance(aim.target, Nested) else aim.baseline
    if _is_against(inner, measure.direction, baseline):
        yield AGAINST.at(direction=measure.direction.value)
    elif (
        baseline is not None
        and not isinstance(inner, Change)
        and meets(baseline, inner, direction=measure.direction)
    ):
        yield ALREADY_MET.at(baseline=baseline)


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
        not aim.baseline or isinstance(aim.target, Nested)
    ):
        return
    value = target_value(inner, baseline=aim.baseline, direction=measure.direction)
    most = measure.per if measure.kind is MeasureKind.PROPORTION else None
    counted = measure.kind is not MeasureKind.CONTINUOUS
    if (counted and value < 0) or (most is not None and value > most):
        kind = measure.kind.words
        if most is None:
            yield OUT_OF_RANGE.at(kind=kind, value=value)
        else:
            yield OUT_OF_RANGE.at(form="most", kind=kind, value=value, most=most)


def _judged_data(aim: Aim, measure: Measure, as_of: date | None) -> Iterator[Finding]:
    start = aim.since.first if aim.since is not None else as_of
    if start is None or not measure.is_periodic or start > aim.by.last:
        return
    cadence = measure.cadence or Cadence(frequency=measure.frequency)
    ends = (measure.period(day).index for day in (start, aim.by.last))
    points = cadence.indexes(*ends).size
    if points < POINTS:
        past = as_of is not None and as_of > aim.by.last
        form = f"{'were' if past else 'will be'} {measure.frequency}"
        yield TOO_FEW.at(form=form, count=points, points=POINTS)
