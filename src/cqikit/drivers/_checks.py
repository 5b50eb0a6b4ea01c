"""What the published rules say of a diagram: one code for each rule."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cqikit.core import (
    Catalog,
    Context,
    Finding,
    FindingKind,
    FrozenDict,
    FunctionCheck,
    Partial,
    Severity,
    check,
    prefixed,
    run_checks,
)
from cqikit.drivers._aims import AIM_CHECKS, GUIDE, LOTHIAN, aim_checks
from cqikit.drivers._diagram import (
    Diagram,
    Layer,
    causes_of,
    effects_of,
    layer_of,
)
from cqikit.errors import FieldError, UnknownNameError
from cqikit.measures import Measure, Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = ["CHECKS", "measure_checks", "primaries_between"]

OURS: Final = "cqikit"
IHI: Final = "IHI, How to improve: establishing measures"
FEW: Final = f"{LOTHIAN}: a small number; 2 to 5 by convention"


@check("diagram.orphan-idea", source=LOTHIAN)
def ideas_reach_drivers(diagram: Diagram, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Find ideas that lead to no driver."""
    for place, idea in enumerate(diagram.ideas):
        reached = {layer_of(diagram, key) for key in effects_of(diagram, idea.key)}
        if not reached - {Layer.AIM}:
            yield Finding(
                code="diagram.orphan-idea",
                where=f"ideas[{place}]",
                message=f"the idea {idea.title!r} leads to no driver",
                fix="link it to the driver that it should move",
            )


@check("diagram.unlinked-driver", source=LOTHIAN)
def drivers_lead_up(diagram: Diagram, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Find drivers that lead nowhere."""
    for place, driver in enumerate(diagram.drivers):
        if not effects_of(diagram, driver.key):
            yield Finding(
                code="diagram.unlinked-driver",
                where=f"drivers[{place}]",
                message=f"the {driver.tier.value} driver {driver.title!r} leads"
                " nowhere",
                fix="link it to what it drives, or remove it",
            )


@check("diagram.driver-without-idea", source=LOTHIAN)
def drivers_have_ideas(diagram: Diagram, context: Context) -> Iterator[Finding]:  # noqa: ARG001
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
            yield Finding(
                code="diagram.driver-without-idea",
                where=f"drivers[{place}]",
                message=f"no idea leads to the {driver.tier.value} driver"
                f" {driver.title!r}",
                fix="ask what could be changed to move it",
            )


@check("diagram.skipped-level", source=LOTHIAN)
def links_join_neighbours(diagram: Diagram, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Find links that leave a layer out."""
    titles = {
        diagram.aim.key: diagram.aim.title,
        **{driver.key: driver.title for driver in diagram.drivers},
        **{idea.key: idea.title for idea in diagram.ideas},
    }
    for place, link in enumerate(diagram.links):
        steps = layer_of(diagram, link.cause) - layer_of(diagram, link.effect)
        if steps > 1:
            yield Finding(
                code="diagram.skipped-level",
                severity=Severity.NOTE,
                where=f"links[{place}]",
                message=f"the link from {titles[link.cause]!r} to"
                f" {titles[link.effect]!r} leaves out"
                f" {'a level' if steps == 2 else 'two levels'}",
                fix="name the driver in between",
            )


def primaries_between(fewest: int = 2, most: int = 5) -> FunctionCheck:
    """Make the check that there are so many primary drivers.

    Exchange it to set your own bounds: ``CHECKS.replace(primaries_between(2, 4))``.
    """
    if not 0 <= fewest <= most:
        raise FieldError("fewest", f"must be from 0 to {most}", fewest)
    judge = Partial(_primaries, (fewest, most))
    return FunctionCheck(FindingKind("diagram.primaries", source=FEW), judge)


def _primaries(
    fewest: int, most: int, diagram: Diagram, _: Context
) -> Iterator[Finding]:
    count = sum(
        layer_of(diagram, driver.key) is Layer.PRIMARY for driver in diagram.drivers
    )
    if not fewest <= count <= most:
        yield Finding(
            code="diagram.primaries",
            where="drivers",
            message=f"there should be {fewest} to {most} primary drivers, and"
            f" there {'is' if count == 1 else 'are'} {count}",
            fix="group what belongs together"
            if count > most
            else "ask what else the aim depends on",
        )


@check("diagram.no-process-measure", source=IHI)
def has_process_measure(diagram: Diagram, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Find a diagram in which no driver is measured."""
    if not any(driver.measures for driver in diagram.drivers):
        yield Finding(
            code="diagram.no-process-measure",
            where="drivers",
            message="no driver has a measure, so nobody sees whether it moves",
            fix="give the main drivers a process measure",
        )


@check("diagram.unmeasured-primary", source=LOTHIAN)
def primaries_are_measured(diagram: Diagram, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Find primary drivers without a measure, on themselves or right below."""
    measures = {driver.key: driver.measures for driver in diagram.drivers}
    if not any(measures.values()):
        return
    for place, driver in enumerate(diagram.drivers):
        below = (measures.get(key) for key in causes_of(diagram, driver.key))
        primary = layer_of(diagram, driver.key) is Layer.PRIMARY
        if primary and not driver.measures and not any(below):
            yield Finding(
                code="diagram.unmeasured-primary",
                severity=Severity.NOTE,
                where=f"drivers[{place}].measures",
                message=f"nothing measures the primary driver {driver.title!r}",
                fix="measure it, or a secondary driver below it",
            )


@check("diagram.no-balancing-measure", source=IHI)
def has_balancing_measure(diagram: Diagram, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Find a diagram that watches for no harm elsewhere."""
    if not diagram.balancing:
        yield Finding(
            code="diagram.no-balancing-measure",
            where="balancing",
            message="no measure would show harm elsewhere",
            fix="ask what could get worse, and measure that",
        )


@check("diagram.measure-twice", source=IHI)
def measures_have_one_role(diagram: Diagram, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Find a measure that stands in two roles."""
    process = {key for driver in diagram.drivers for key in driver.measures}
    places = (("aim", {diagram.aim.measure}), ("balancing", set(diagram.balancing)))
    for name, keys in places:
        for key in sorted(keys & process):
            yield Finding(
                code="diagram.measure-twice",
                where=name,
                message=f"the measure {key!r} is a process measure of a driver too",
                fix="let a measure be outcome, process or balancing, not two of them",
            )
    if diagram.aim.measure in diagram.balancing:
        yield Finding(
            code="diagram.measure-twice",
            where="balancing",
            message=f"the measure {diagram.aim.measure!r} is the outcome measure too",
            fix="balance it with a measure of something else",
        )


@check("diagram.same-title", source=OURS)
def titles_differ(diagram: Diagram, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Find items that read the same."""
    seen: dict[str, str] = {}
    for name in ("drivers", "ideas"):
        for place, team in enumerate(getattr(diagram, name)):
            title = " ".join(team.title.split()).casefold()
            first = seen.setdefault(title, team.key)
            if first != team.key:
                yield Finding(
                    code="diagram.same-title",
                    severity=Severity.NOTE,
                    where=f"{name}[{place}].title",
                    message=f"{team.key!r} has the same title as {first!r}",
                    fix="link one of them twice instead, or say how they differ",
                )


def _of_aim(function_check: FunctionCheck) -> FunctionCheck:
    """Make a check of diagrams from a check of aims."""
    judge = Partial(_in_aim, (function_check,))
    return FunctionCheck(
        FindingKind(function_check.code, source=function_check.source), judge
    )


def _in_aim(
    function_check: FunctionCheck, diagram: Diagram, context: Context
) -> Iterable[Finding]:
    return prefixed("aim", function_check(diagram.aim, context))


#: What can be said of a diagram and its aim; `measure_checks` knows the measures.
CHECKS: Final[Catalog[FunctionCheck]] = Catalog(
    (
        *(_of_aim(aim_check) for aim_check in AIM_CHECKS),
        primaries_between(),
        drivers_lead_up,
        ideas_reach_drivers,
        drivers_have_ideas,
        links_join_neighbours,
        has_process_measure,
        primaries_are_measured,
        has_balancing_measure,
        measures_have_one_role,
        titles_differ,
    ),
    kind="check",
)


def measure_checks(measures: Iterable[Measure]) -> Catalog[FunctionCheck]:
    """Return the checks of a diagram, and of its aim, that know the measures.

    Use them with the others: ``run_checks(diagram, CHECKS | measure_checks(...))``.

    Parameters
    ----------
    measures : iterable of Measure
        All those that the diagram may name.
    """
    known = FrozenDict({measure.key: measure for measure in measures})

    of_any = aim_checks(Measure(key="any", title="any"))
    codes = [code for code in of_any.names if code != "aim.other-measure"]
    every = [
        ("diagram.unknown-measure", OURS, Partial(_are_known, (known,))),
        ("diagram.measure-role", IHI, Partial(_fit_roles, (known,))),
        *((code, GUIDE, Partial(_in_aim_of, (known, code))) for code in codes),
    ]
    return Catalog(
        (
            FunctionCheck(FindingKind(code, source=source), judge)
            for code, source, judge in every
        ),
        kind="check",
    )


def _are_known(
    known: Mapping[str, Measure], diagram: Diagram, _: Context
) -> Iterator[Finding]:
    for where, key, _role in _named(diagram):
        if key not in known:
            yield Finding(
                code="diagram.unknown-measure",
                severity=Severity.FAULT,
                where=where,
                message=str(UnknownNameError("measure", key, known)),
                fix="describe the measure, or correct its key",
            )


def _fit_roles(
    known: Mapping[str, Measure], diagram: Diagram, _: Context
) -> Iterator[Finding]:
    for where, key, role in _named(diagram):
        if key in known and role not in {known[key].role, Role.OUTCOME}:
            is_of = known[key].role.value
            yield Finding(
                code="diagram.measure-role",
                where=where,
                message=f"{known[key].title!r} stands here as a {role.value}"
                f" measure, and is described as a {is_of} measure",
                fix="give it its role, or put it where it belongs",
            )


def _in_aim_of(
    known: Mapping[str, Measure], code: str, diagram: Diagram, context: Context
) -> Iterable[Finding]:
    measure = known.get(diagram.aim.measure)
    if measure is None:
        return ()
    checks = aim_checks(measure).only(code)
    return prefixed("aim", run_checks(diagram.aim, checks, context))


def _named(diagram: Diagram) -> Iterator[tuple[str, str, Role]]:
    """Yield every measure that a diagram names: where, its key, and its role."""
    yield "aim.measure", diagram.aim.measure, Role.OUTCOME
    for place, driver in enumerate(diagram.drivers):
        for at, key in enumerate(driver.measures):
            yield f"drivers[{place}].measures[{at}]", key, Role.PROCESS
    for at, key in enumerate(diagram.balancing):
        yield f"balancing[{at}]", key, Role.BALANCING
