"""The five features of the method, for each ramp (Taylor et al., 2014)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import frozen

from cqikit.core import (
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
from cqikit.pdsa._cycle import comparisons, latest, phase
from cqikit.pdsa._events import StartTest
from cqikit.pdsa._predictions import Verdict
from cqikit.pdsa._records import (
    as_sheets,
    ascends,
    data_days,
    has_data_over_time,
    is_documented,
)
from cqikit.pdsa._table import Phase

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cqikit.pdsa._cycle import Cycle
    from cqikit.pdsa._ramps import Ramp

__all__ = ["RAMP_CHECKS", "Feature", "features"]

TAYLOR: Final = "Taylor et al., BMJ Qual Saf 2014;23:290"
KNUDSEN: Final = "Knudsen et al., BMC Health Serv Res 2019;19:683"
SPREAD: Final = (
    "cqikit: our own threshold; the MIECHV closing guide gives multiples of five as a"
    " rule of thumb for the spread to new sites, and we hold tests to it too"
)


#: So many days of data make data over time (Knudsen et al.).
POINTS: Final = 3


@frozen(kw_only=True)
class Feature:
    """One feature of the method: whether a ramp has it, and what would fix it."""

    name: str
    holds: bool
    said: str
    fix: str


def features(ramp: Ramp, *, points: int = POINTS) -> Catalog[Feature]:
    """Return the five features: which of them a ramp shows, and why.

    Parameters
    ----------
    ramp : Ramp
    points : int
        How many days of data make data over time, unless a chart is among the
        evidence.

    Returns
    -------
    Catalog of Feature
        ``iterative``, ``prediction``, ``small-scale``, ``data-over-time`` and
        ``documented``.

    Examples
    --------
    >>> from cqikit.pdsa import begin, ramps
    >>> [ramp] = ramps([begin(key="c1", title="Remind", idea="x")])
    >>> [feature.name for feature in features(ramp) if feature.holds]
    []
    """
    return Catalog((judge(ramp, points) for judge in FEATURES.values()), kind="feature")


def _tested(ramp: Ramp) -> list[Cycle]:
    return [cycle for cycle in ramp.cycles if latest(cycle, StartTest) is not None]


def _iterative(ramp: Ramp, points: int) -> Feature:  # noqa: ARG001
    count = len(_tested(ramp))
    return Feature(
        name="iterative",
        holds=count > 1,
        said=f"{count} of its cycles {'was' if count == 1 else 'were'} tested",
        fix="plan the next cycle from what this one taught",
    )


def _predicted(ramp: Ramp, points: int) -> Feature:  # noqa: ARG001
    concluded = [
        cycle
        for cycle in ramp.cycles
        if phase(cycle) in DECIDED or phase(cycle) is Phase.ACT
    ]
    judged = [
        cycle
        for cycle in concluded
        if any(
            found.verdict not in {None, Verdict.NOT_TESTABLE}
            for found in comparisons(cycle)
        )
    ]
    return Feature(
        name="prediction",
        holds=bool(concluded) and len(judged) == len(concluded),
        said=f"{len(judged)} of {len(concluded)} studied cycles"
        " compare a prediction that could be tested",
        fix="predict something that the data of the test can show",
    )


DECIDED: Final = frozenset({Phase.ADOPTED, Phase.ADAPTED, Phase.ABANDONED})


def _small_scale(ramp: Ramp, points: int) -> Feature:  # noqa: ARG001
    steps = " -> ".join("?" if scale is None else str(scale) for scale in ramp.scales)
    return Feature(
        name="small-scale",
        holds=ascends(ramp.scales),
        said=f"its scale goes {steps}",
        fix="begin with very few, say with how many, and grow as belief grows",
    )


def _data_over_time(ramp: Ramp, points: int) -> Feature:
    sheets = as_sheets(ramp.cycles)
    days = data_days(sheets)
    return Feature(
        name="data-over-time",
        holds=has_data_over_time(sheets, points),
        said=f"what it watches most was measured on {plural(days, 'day')}",
        fix=f"measure the same thing on at least {points} days, or add a chart",
    )


def _documented(ramp: Ramp, points: int) -> Feature:  # noqa: ARG001
    decided = as_sheets(cycle for cycle in ramp.cycles if phase(cycle) in DECIDED)
    # A log cannot leave a stage out, but its plan may be bare predictions.
    whole = [
        worksheet
        for worksheet in decided
        if is_documented(worksheet) and worksheet.objective.strip()
    ]
    return Feature(
        name="documented",
        holds=bool(decided) and len(whole) == len(decided),
        said=f"{len(whole)} of {len(decided)} decided cycles show an objective and"
        " all four stages",
        fix="write down objective, observations, what was learned and the decision",
    )


#: How each feature is judged, by its name.
FEATURES: Final = {
    "iterative": _iterative,
    "prediction": _predicted,
    "small-scale": _small_scale,
    "data-over-time": _data_over_time,
    "documented": _documented,
}


def _has_several(ramp: Ramp) -> bool:
    return len(ramp.cycles) > 1


def _has_decided(ramp: Ramp) -> bool:
    return any(phase(cycle) in DECIDED for cycle in ramp.cycles)


def _feature_check(
    name: str,
    code: str,
    *,
    source: str = TAYLOR,
    applies: Callable[[Ramp], bool] = _has_decided,
) -> FunctionCheck:
    """Make a check of one feature; a ramp whose next cycle runs is left alone."""
    judge = Partial(_lacks, (name, code, applies))
    return FunctionCheck(FindingKind(code, source=source), judge)


def _lacks(
    name: str, code: str, applies: Callable[[Ramp], bool], ramp: Ramp, _: Context
) -> Iterator[Finding]:
    if not (ramp.stands.is_end and applies(ramp)):
        return
    feature = FEATURES[name](ramp, POINTS)
    if not feature.holds:
        yield Finding(
            code=code,
            severity=Severity.NOTE,
            where="cycles",
            message=f"the ramp on {ramp.idea!r} lacks a feature of the method:"
            f" {feature.said}",
            fix=feature.fix,
        )


@check("ramp.steep", source=SPREAD)
def is_not_steep(ramp: Ramp, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Find a scale more than five times the largest tested before."""
    reached: int | None = None
    for place, scale in enumerate(ramp.scales):
        if scale is None:
            continue
        if reached is not None and scale > 5 * reached:
            yield Finding(
                code="ramp.steep",
                where=f"cycles[{place}]",
                message=f"the scale jumps from {reached} to {scale}",
                fix=f"test with {5 * reached} first",
            )
        reached = max(scale, reached or 0)


@check("ramp.adopted-early", source=TAYLOR)
def is_not_adopted_early(ramp: Ramp, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Find a change that was adopted after one cycle."""
    if len(ramp.cycles) == 1 and ramp.stands is Phase.ADOPTED:
        yield Finding(
            code="ramp.adopted-early",
            where="cycles[0]",
            message=f"{ramp.idea!r} was adopted after a single cycle",
            fix="test it on a larger scale and under other conditions",
        )


@check("ramp.same-conditions", source="Langley et al., The Improvement Guide, 2009")
def widens_conditions(ramp: Ramp, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Find a change that was adopted under the conditions of its first test."""
    several = len(ramp.cycles) > 1 and ramp.stands is Phase.ADOPTED
    if several and len(ramp.conditions[-1]) <= max(1, len(ramp.conditions[0])):
        yield Finding(
            code="ramp.same-conditions",
            severity=Severity.NOTE,
            where="cycles",
            message=f"{ramp.idea!r} was adopted without a test under other conditions",
            fix="test it with other people, places or times, and list them",
        )


@check("ramp.after-the-end", source="cqikit: an abandoned idea is a closed one")
def ends_when_abandoned(ramp: Ramp, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Find cycles on an idea that an earlier cycle abandoned."""
    ended = [
        place
        for place, cycle in enumerate(ramp.cycles[:-1])
        if phase(cycle) is Phase.ABANDONED
    ]
    if ended:
        yield Finding(
            code="ramp.after-the-end",
            severity=Severity.NOTE,
            where=f"cycles[{ended[0] + 1}]",
            message=f"{ramp.idea!r} was abandoned, and then tested again",
            fix="say what is new by giving the changed idea a key of its own",
        )


#: What is missing in a ramp whose last cycle has ended: the five features, and
#: then what may be found at any time.
RAMP_CHECKS: Final[Catalog[FunctionCheck]] = Catalog(
    (
        _feature_check("iterative", "ramp.not-iterative", applies=bool),
        _feature_check("prediction", "ramp.not-predicted"),
        _feature_check("small-scale", "ramp.not-small", applies=_has_several),
        _feature_check("data-over-time", "ramp.no-data-over-time", source=KNUDSEN),
        _feature_check("documented", "ramp.not-documented"),
        is_not_steep,
        is_not_adopted_early,
        widens_conditions,
        ends_when_abandoned,
    ),
    kind="check",
)
