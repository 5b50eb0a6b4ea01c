"""The five features of the method, for each ramp (Taylor et al., 2014)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from attrs import frozen

from cqikit.core import (
    Catalog,
    FindingKind,
    Found,
    FunctionCheck,
    Partial,
    Severity,
    arguments,
    check,
    found,
    say,
    worded,
)
from cqikit.pdsa._cycle import comparisons, latest, state
from cqikit.pdsa._events import StartTest
from cqikit.pdsa._predictions import Verdict
from cqikit.pdsa._ramps import Ramp
from cqikit.pdsa._records import (
    as_sheets,
    ascends,
    data_days,
    has_data_over_time,
    is_documented,
)
from cqikit.pdsa._table import Phase

if TYPE_CHECKING:
    from collections.abc import Iterator, Sized

    from cqikit.pdsa._cycle import Cycle

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
    """One feature of the method: whether a ramp has it, and what would fix it.

    Parameters
    ----------
    name : str
        A stable name, such as ``iterative``.
    holds : bool
        Whether the ramp has it.
    said : str
        What was seen, in a sentence.
    fix : str
        What would give it the feature.
    """

    name: str
    holds: bool
    said: str
    fix: str


@arguments()
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
    return Catalog(
        (trait.of(name, ramp, points) for name, trait in TRAITS.items()),
        kind=say("feature"),
    )


#: Whether a ramp has a feature, and the parts of what is said.
Judged: TypeAlias = tuple[bool, dict[str, Any]]


@frozen
class Trait:
    """How a feature is judged.

    Parameters
    ----------
    kind : FindingKind
        What is found in a ramp that lacks it.
    said : str
        What is said of any ramp, a template.
    judge : callable
        Of a ramp and a number of days, returns whether the ramp has it, and the parts
        of what is said.
    applies : callable
        Says of which ramps, once they have ended, it is said that they lack it.
    """

    kind: FindingKind
    said: str
    judge: Callable[[Ramp, int], Judged]
    applies: Callable[[Ramp], bool]

    def of(self, name: str, ramp: Ramp, points: int) -> Feature:
        """Return this feature of a ramp."""
        holds, parts = self.judge(ramp, points)
        said, fix = worded(self.said, parts), worded(self.kind.fix[""], parts)
        return Feature(name=name, holds=holds, said=said, fix=fix)


def _lacking(trait: Trait, ramp: Ramp) -> Iterator[Found]:
    """Find a ramp that lacks a feature; one whose next cycle runs is left alone."""
    if ramp.stands.is_end and trait.applies(ramp):
        holds, parts = trait.judge(ramp, POINTS)
        if not holds:
            yield found(idea=ramp.idea, **parts)


def _trait(
    code: str,
    said: str,
    judge: Callable[[Ramp, int], Judged],
    applies: Callable[[Ramp], bool],
    *,
    fix: str,
    source: str = TAYLOR,
) -> Trait:
    kind = FindingKind(
        code,
        says=f"the ramp on {{idea!r}} lacks a feature of the method: {said}",
        severity=Severity.NOTE,
        where="cycles",
        fix=fix,
        source=source,
    )
    return Trait(kind, said, judge, applies)


def _tested(ramp: Ramp) -> list[Cycle]:
    return [cycle for cycle in ramp.cycles if latest(cycle, StartTest) is not None]


def _iterative(ramp: Ramp, _: int) -> Judged:
    count = len(_tested(ramp))
    return count > 1, {"count": count}


DECIDED: Final = frozenset({Phase.ADOPTED, Phase.ADAPTED, Phase.ABANDONED})


def _predicted(ramp: Ramp, _: int) -> Judged:
    concluded = [
        cycle
        for cycle in ramp.cycles
        if state(cycle) in DECIDED or state(cycle) is Phase.ACT
    ]
    judged = [
        cycle
        for cycle in concluded
        if any(
            comparison.verdict not in {None, Verdict.NOT_TESTABLE}
            for comparison in comparisons(cycle)
        )
    ]
    return _all_of(judged, concluded)


def _all_of(some: Sized, of: Sized) -> Judged:
    count, most = len(some), len(of)
    return most > 0 and count == most, {"count": count, "of": most}


def _small_scale(ramp: Ramp, _: int) -> Judged:
    steps = tuple("?" if scale is None else scale for scale in ramp.scales)
    return ascends(ramp.scales), {"scales": steps}


def _data_over_time(ramp: Ramp, points: int) -> Judged:
    sheets = as_sheets(ramp.cycles)
    holds = has_data_over_time(sheets, points)
    return holds, {"days": data_days(sheets), "points": points}


def _documented(ramp: Ramp, _: int) -> Judged:
    decided = as_sheets(cycle for cycle in ramp.cycles if state(cycle) in DECIDED)
    # A log cannot leave a stage out, but its plan may be bare predictions.
    whole = [
        worksheet
        for worksheet in decided
        if is_documented(worksheet) and worksheet.objective.strip()
    ]
    return _all_of(whole, decided)


def _has_several(ramp: Ramp) -> bool:
    return len(ramp.cycles) > 1


def _has_decided(ramp: Ramp) -> bool:
    return any(state(cycle) in DECIDED for cycle in ramp.cycles)


#: The five features, by name.
TRAITS: Final = {
    "iterative": _trait(
        "ramp.not-iterative",
        "{count} of its cycles {count:was|were} tested",
        _iterative,
        bool,
        fix="plan the next cycle from what this one taught",
    ),
    "prediction": _trait(
        "ramp.not-predicted",
        "{count} of {of} studied cycles compare a prediction that could be tested",
        _predicted,
        _has_decided,
        fix="predict something that the data of the test can show",
    ),
    "small-scale": _trait(
        "ramp.not-small",
        "its scale goes {scales/ -> }",
        _small_scale,
        _has_several,
        fix="begin with very few, say with how many, and grow as belief grows",
    ),
    "data-over-time": _trait(
        "ramp.no-data-over-time",
        "what it watches most was measured on {days:# day|# days}",
        _data_over_time,
        _has_decided,
        fix="measure the same thing on at least {points} days, or add a chart",
        source=KNUDSEN,
    ),
    "documented": _trait(
        "ramp.not-documented",
        "{count} of {of} decided cycles show an objective and all four stages",
        _documented,
        _has_decided,
        fix="write down objective, observations, what was learned and the decision",
    ),
}


@check(
    "ramp.steep",
    says="the scale jumps from {reached} to {scale}",
    fix="test with {first} first",
    source=SPREAD,
)
def is_not_steep(ramp: Ramp) -> Iterator[Found]:
    """Find a scale more than five times the largest tested before."""
    reached: int | None = None
    for place, scale in enumerate(ramp.scales):
        if scale is None:
            continue
        if reached is not None and scale > 5 * reached:
            where, first = f"cycles[{place}]", 5 * reached
            yield found(where, reached=reached, scale=scale, first=first)
        reached = max(scale, reached or 0)


@check(
    "ramp.adopted-early",
    says="{idea!r} was adopted after a single cycle",
    where="cycles[0]",
    fix="test it on a larger scale and under other conditions",
    source=TAYLOR,
)
def is_not_adopted_early(ramp: Ramp) -> Iterator[Found]:
    """Find a change that was adopted after one cycle."""
    if len(ramp.cycles) == 1 and ramp.stands is Phase.ADOPTED:
        yield found(idea=ramp.idea)


@check(
    "ramp.same-conditions",
    says="{idea!r} was adopted without a test under other conditions",
    severity=Severity.NOTE,
    where="cycles",
    fix="test it with other people, places or times, and list them",
    source="Langley et al., The Improvement Guide, 2009",
)
def widens_conditions(ramp: Ramp) -> Iterator[Found]:
    """Find a change that was adopted under the conditions of its first test."""
    several = len(ramp.cycles) > 1 and ramp.stands is Phase.ADOPTED
    if several and len(ramp.conditions[-1]) <= max(1, len(ramp.conditions[0])):
        yield found(idea=ramp.idea)


@check(
    "ramp.after-the-end",
    says="{idea!r} was abandoned, and then tested again",
    severity=Severity.NOTE,
    fix="say what is new by giving the changed idea a key of its own",
    source="cqikit: an abandoned idea is a closed one",
)
def ends_when_abandoned(ramp: Ramp) -> Iterator[Found]:
    """Find cycles on an idea that an earlier cycle abandoned."""
    ended = [
        place
        for place, cycle in enumerate(ramp.cycles[:-1])
        if state(cycle) is Phase.ABANDONED
    ]
    if ended:
        yield found(f"cycles[{ended[0] + 1}]", idea=ramp.idea)


#: What is missing in a ramp whose last cycle has ended: the five features, and
#: then what may be found at any time.
RAMP_CHECKS: Final[Catalog[FunctionCheck]] = Catalog(
    (
        *(
            FunctionCheck(trait.kind, Partial(_lacking, (trait,)))
            for trait in TRAITS.values()
        ),
        is_not_steep,
        is_not_adopted_early,
        widens_conditions,
        ends_when_abandoned,
    ),
    kind=say("check"),
)
