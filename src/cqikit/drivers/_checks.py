"""What the published rules say of a diagram: one code for each rule."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cqikit.core import (
    Catalog,
    Context,
    Finding,
    FindingKind,
    Found,
    FrozenDict,
    FunctionCheck,
    Partial,
    Severity,
    arguments,
    check,
    found,
    prefixed,
    say,
)
from cqikit.drivers._aims import (
    AIM_CHECKS,
    LOTHIAN,
    MEASURE_KINDS,
    OTHER_MEASURE,
    of_code,
)
from cqikit.drivers._diagram import (
    Diagram,
    Layer,
    causes_of,
    effects_of,
    layer_of,
)
from cqikit.errors import FieldError, KnownNames, suggest
from cqikit.measures import Measure, Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = ["CHECKS", "measure_checks", "primaries_between"]

OURS: Final = "cqikit"
IHI: Final = "IHI, How to improve: establishing measures"
FEW: Final = f"{LOTHIAN}: a small number; 2 to 5 by convention"


@check(
    "diagram.orphan-idea",
    says="the idea {idea!r} leads to no driver",
    fix="link it to the driver that it should move",
    source=LOTHIAN,
)
def ideas_reach_drivers(diagram: Diagram) -> Iterator[Found]:
    """Find ideas that lead to no driver."""
    for place, idea in enumerate(diagram.ideas):
        reached = {layer_of(diagram, key) for key in effects_of(diagram, idea.key)}
        if not reached - {Layer.AIM}:
            yield found(f"ideas[{place}]", idea=idea.title)


@check(
    "diagram.unlinked-driver",
    says="the {tier} driver {driver!r} leads nowhere",
    fix="link it to what it drives, or remove it",
    source=LOTHIAN,
)
def drivers_lead_up(diagram: Diagram) -> Iterator[Found]:
    """Find drivers that lead nowhere."""
    for place, driver in enumerate(diagram.drivers):
        if not effects_of(diagram, driver.key):
            tier = driver.tier.value
            yield found(f"drivers[{place}]", tier=tier, driver=driver.title)


@check(
    "diagram.driver-without-idea",
    says="no idea leads to the {tier} driver {driver!r}",
    fix="ask what could be changed to move it",
    source=LOTHIAN,
)
def drivers_have_ideas(diagram: Diagram) -> Iterator[Found]:
    """Find drivers that no idea would move."""
    moved = {diagram.aim.key}
    waiting = [idea.key for idea in diagram.ideas]
    while waiting:
        for key in effects_of(diagram, waiting.pop()):
            if key not in moved:
                moved.add(key)
                waiting.append(key)
    for place, driver in enumerate(diagram.drivers):
        if driver.key not in moved:
            tier = driver.tier.value
            yield found(f"drivers[{place}]", tier=tier, driver=driver.title)


@check(
    "diagram.skipped-level",
    says="the link from {cause!r} to {effect!r} leaves out {levels:a level|two levels}",
    severity=Severity.NOTE,
    fix="name the driver in between",
    source=LOTHIAN,
)
def links_join_neighbours(diagram: Diagram) -> Iterator[Found]:
    """Find links that leave a layer out."""
    titles = {
        diagram.aim.key: diagram.aim.title,
        **{driver.key: driver.title for driver in diagram.drivers},
        **{idea.key: idea.title for idea in diagram.ideas},
    }
    given = diagram._given  # noqa: SLF001  (findings name the link as it is written)
    for place, link in sorted(zip(given, diagram.links, strict=True)):
        steps = layer_of(diagram, link.cause) - layer_of(diagram, link.effect)
        if steps > 1:
            cause, effect = titles[link.cause], titles[link.effect]
            levels = steps - 1
            yield found(f"links[{place}]", cause=cause, effect=effect, levels=levels)


@arguments()
def primaries_between(fewest: int = 2, most: int = 5) -> FunctionCheck:
    """Make the check that there are so many primary drivers.

    Exchange it to set your own bounds: ``CHECKS.replace(primaries_between(2, 4))``.

    Parameters
    ----------
    fewest : int
        The fewest that are enough; 2 unless said.
    most : int
        The most that are not too many; 5 unless said.
    """
    if not 0 <= fewest <= most:
        raise FieldError("fewest", say("must be from 0 to {most}", most=most), fewest)
    return FunctionCheck(PRIMARIES, Partial(_primaries, (fewest, most)))


PRIMARIES: Final = FindingKind(
    "diagram.primaries",
    says="there should be {fewest} to {most} primary drivers, and there"
    " {count:is|are} {count}",
    where="drivers",
    fix={
        "": "ask what else the aim depends on",
        "many": "group what belongs together",
    },
    source=FEW,
)


def _primaries(fewest: int, most: int, diagram: Diagram) -> Iterator[Found]:
    count = sum(
        layer_of(diagram, driver.key) is Layer.PRIMARY for driver in diagram.drivers
    )
    if not fewest <= count <= most:
        form = "many" if count > most else ""
        yield found(form=form, fewest=fewest, most=most, count=count)


@check(
    "diagram.no-process-measure",
    says="no driver has a measure, so nobody sees whether it moves",
    where="drivers",
    fix="give the main drivers a process measure",
    source=IHI,
)
def lacks_process_measure(diagram: Diagram) -> bool:
    """Find a diagram in which no driver is measured."""
    return not any(driver.measures for driver in diagram.drivers)


@check(
    "diagram.unmeasured-primary",
    says="nothing measures the primary driver {driver!r}",
    severity=Severity.NOTE,
    fix="measure it, or a secondary driver below it",
    source=LOTHIAN,
)
def primaries_are_measured(diagram: Diagram) -> Iterator[Found]:
    """Find primary drivers without a measure, on themselves or right below."""
    measures = {driver.key: driver.measures for driver in diagram.drivers}
    if not any(measures.values()):
        return
    for place, driver in enumerate(diagram.drivers):
        below = (measures.get(key) for key in causes_of(diagram, driver.key))
        primary = layer_of(diagram, driver.key) is Layer.PRIMARY
        if primary and not driver.measures and not any(below):
            yield found(f"drivers[{place}].measures", driver=driver.title)


@check(
    "diagram.no-balancing-measure",
    says="no measure would show harm elsewhere",
    where="balancing",
    fix="ask what could get worse, and measure that",
    source=IHI,
)
def lacks_balancing_measure(diagram: Diagram) -> bool:
    """Find a diagram that watches for no harm elsewhere."""
    return not diagram.balancing


@check(
    "diagram.measure-twice",
    says={
        "": "the measure {key!r} is a process measure of a driver too",
        "outcome": "the measure {key!r} is the outcome measure too",
    },
    fix={
        "": "let a measure be outcome, process or balancing, not two of them",
        "outcome": "balance it with a measure of something else",
    },
    source=IHI,
)
def measures_have_one_role(diagram: Diagram) -> Iterator[Found]:
    """Find a measure that stands in two roles."""
    process = {key for driver in diagram.drivers for key in driver.measures}
    places = (("aim", {diagram.aim.measure}), ("balancing", set(diagram.balancing)))
    for name, keys in places:
        for key in sorted(keys & process):
            yield found(name, key=key)
    if diagram.aim.measure in diagram.balancing:
        yield found("balancing", form="outcome", key=diagram.aim.measure)


@check(
    "diagram.same-title",
    says="{key!r} has the same title as {first!r}",
    severity=Severity.NOTE,
    fix="link one of them twice instead, or say how they differ",
    source=OURS,
)
def titles_differ(diagram: Diagram) -> Iterator[Found]:
    """Find items that read the same."""
    seen: dict[str, str] = {}
    for name in ("drivers", "ideas"):
        for place, item in enumerate(getattr(diagram, name)):
            title = " ".join(item.title.split()).casefold()
            first = seen.setdefault(title, item.key)
            if first != item.key:
                yield found(f"{name}[{place}].title", key=item.key, first=first)


def _of_aim(aim_check: FunctionCheck) -> FunctionCheck:
    """Make a check of diagrams from a check of aims."""
    return FunctionCheck(aim_check.kind, Partial(_in_aim, (aim_check,)))


def _in_aim(
    aim_check: FunctionCheck, diagram: Diagram, context: Context
) -> Iterable[Finding]:
    return prefixed("aim", aim_check(diagram.aim, context))


#: What can be said of a diagram and its aim; `measure_checks` knows the measures.
CHECKS: Final[Catalog[FunctionCheck]] = Catalog(
    (
        *(_of_aim(aim_check) for aim_check in AIM_CHECKS),
        primaries_between(),
        drivers_lead_up,
        ideas_reach_drivers,
        drivers_have_ideas,
        links_join_neighbours,
        lacks_process_measure,
        primaries_are_measured,
        lacks_balancing_measure,
        measures_have_one_role,
        titles_differ,
    ),
    kind=say("check"),
)


@arguments()
def measure_checks(measures: Iterable[Measure]) -> Catalog[FunctionCheck]:
    """Return the checks of a diagram, and of its aim, that know the measures.

    Use them with the others: ``run_checks(diagram, CHECKS | measure_checks(...))``.

    Parameters
    ----------
    measures : iterable of Measure
        All those that the diagram may name.
    """
    known = FrozenDict({measure.key: measure for measure in measures})
    of_aim = [
        FunctionCheck(kind, Partial(_in_aim_of, (known, kind.code)))
        for kind in MEASURE_KINDS
        if kind is not OTHER_MEASURE
    ]
    return Catalog(
        (
            FunctionCheck(UNKNOWN, Partial(_are_known, (known,))),
            FunctionCheck(ROLE, Partial(_fit_roles, (known,))),
            *of_aim,
        ),
        kind=say("check"),
    )


UNKNOWN: Final = FindingKind(
    "diagram.unknown-measure",
    says={
        "": "no measure named {key!r}; {known:there is only|there are} {known}",
        "alike": "no measure named {key!r}; did you mean {alike!r}?",
        "none": "no measure named {key!r}; there are none",
        "many": "no measure named {key!r}; there are {known} and {more} more",
    },
    severity=Severity.FAULT,
    fix="describe the measure, or correct its key",
    source=OURS,
)
ROLE: Final = FindingKind(
    "diagram.measure-role",
    says="{measure!r} has the role {role} here, and the role {described} where it is"
    " described",
    fix="give it its role, or put it where it belongs",
    source=IHI,
)


def _are_known(known: Mapping[str, Measure], diagram: Diagram) -> Iterator[Found]:
    names = KnownNames(known)
    for where, key, _role in _named(diagram):
        if key in names:
            continue
        alike = suggest(key, names)
        if alike:
            yield found(where, form="alike", key=key, alike=alike)
            continue
        more = len(names) - len(names.first)
        form = ("many" if more else "") if known else "none"
        yield found(where, form=form, key=key, known=names.first, more=more)


def _fit_roles(known: Mapping[str, Measure], diagram: Diagram) -> Iterator[Found]:
    for where, key, role in _named(diagram):
        if key in known and role not in {known[key].role, Role.OUTCOME}:
            title, described = known[key].title, known[key].role.value
            yield found(where, measure=title, role=role.value, described=described)


def _in_aim_of(
    known: Mapping[str, Measure], code: str, diagram: Diagram, context: Context
) -> Iterable[Finding]:
    measure = known.get(diagram.aim.measure)
    if measure is None:
        return ()
    return prefixed("aim", of_code(code, measure, diagram.aim, context))


def _named(diagram: Diagram) -> Iterator[tuple[str, str, Role]]:
    """Yield every measure that a diagram names: where, its key, and its role."""
    yield "aim.measure", diagram.aim.measure, Role.OUTCOME
    for place, driver in enumerate(diagram.drivers):
        for at, key in enumerate(driver.measures):
            yield f"drivers[{place}].measures[{at}]", key, Role.PROCESS
    for at, key in enumerate(diagram.balancing):
        yield f"balancing[{at}]", key, Role.BALANCING
