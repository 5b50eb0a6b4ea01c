"""The state of the theory: which ideas are tried, and which drivers move.

A diagram is a theory: if these ideas are adopted, these drivers move; if they
move, so does the aim. Cycles say the first, measures the second. Both come in
as plain words, by key, so that any tracker can say them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import field, frozen

from cqikit.core import (
    Catalog,
    Choice,
    Found,
    FunctionCheck,
    Severity,
    arguments,
    as_texts,
    check,
    found,
    instance_of,
    say,
)
from cqikit.drivers._diagram import Diagram, Layer, causes_of, layer_of
from cqikit.errors import UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = [
    "THEORY_CHECKS",
    "DriverState",
    "IdeaState",
    "Movement",
    "Theory",
    "Trial",
    "theory",
]


class Trial(Choice):
    """How far an idea has come."""

    UNTESTED = "untested"
    TESTING = "testing"
    ADOPTED = "adopted"
    ABANDONED = "abandoned"


class Movement(Choice):
    """Which way something measured has moved."""

    IMPROVING = "improving"
    WORSENING = "worsening"
    MIXED = "mixed"
    STEADY = "steady"
    UNKNOWN = "unknown"


#: Where a cycle can stand, and what that makes of its idea.
TRIALS: Final = {
    "plan": None,
    "do": Trial.TESTING,
    "study": Trial.TESTING,
    "act": Trial.TESTING,
    "adopted": Trial.ADOPTED,
    # An adapted idea goes into its next test.
    "adapted": Trial.TESTING,
    "abandoned": Trial.ABANDONED,
    "stopped": None,
}
RUNNING: Final = frozenset({"do", "study", "act"})


@frozen(kw_only=True)
class IdeaState:
    """One idea: how far it has come, in how many cycles.

    Parameters
    ----------
    key, title : str
        Of the idea.
    trial : Trial
        How far it has come.
    cycles : int
        How many cycles have tested it.
    """

    key: str
    title: str
    trial: Trial
    cycles: int


@frozen(kw_only=True)
class DriverState:
    """One driver, or the aim: which way it moves, and what came of its ideas.

    Parameters
    ----------
    key, title : str
        Of the driver or the aim.
    layer : Layer
        Where in the diagram it stands.
    movement : Movement
        Which way its measures move.
    ideas : tuple of str
        Keys of all ideas that lead to it, over any number of links; none unless
        said.
    """

    key: str
    title: str
    layer: Layer
    movement: Movement
    ideas: tuple[str, ...] = field(default=(), converter=as_texts)


@frozen(kw_only=True)
class Theory:
    """What is known of a diagram so far.

    Parameters
    ----------
    ideas : tuple of IdeaState
        One a change idea.
    drivers : tuple of DriverState
        One a driver.
    aim : DriverState
        The aim.
    strangers : tuple of str
        Ideas that cycles name and the diagram does not have.
    """

    ideas: tuple[IdeaState, ...]
    drivers: tuple[DriverState, ...]
    aim: DriverState
    strangers: tuple[str, ...]

    @arguments()
    def of(self, trial: Trial | str) -> tuple[str, ...]:
        """Return the keys of the ideas that have come this far."""
        return tuple(idea.key for idea in self.ideas if idea.trial is Trial(trial))


@arguments(diagram=instance_of(Diagram))
def theory(
    diagram: Diagram,
    phases: Mapping[str, Iterable[str]],
    movements: Mapping[str, Movement | str] | None = None,
) -> Theory:
    """Say how far each idea has come, and which way each driver moves.

    Parameters
    ----------
    diagram : Diagram
    phases : mapping of idea to phases
        Where each cycle on the idea stands, in order of time: ``plan``,
        ``do``, ``study``, ``act``, ``adopted``, ``adapted``, ``abandoned`` or
        ``stopped``. An idea is being tested while a cycle on it runs; else its
        last decision counts.
    movements : mapping of measure to Movement
        Which way each measure has moved, as its chart says; not known unless said.

    Raises
    ------
    UnknownNameError
        When a phase is none of these.

    Examples
    --------
    >>> from cqikit.drivers import ChangeIdea, Driver, add
    >>> from cqikit.measures import Aim, Level
    >>> aim = Aim(
    ...     key="aim",
    ...     title="90 % on time",
    ...     measure="on-time",
    ...     target=Level(90.0),
    ...     by="2027-06",
    ... )
    >>> told = Driver(key="told", title="Families know", measures=["calls"])
    >>> diagram = Diagram(key="visits", title="Visits", aim=aim)
    >>> diagram = add(diagram, told, under=["aim"])
    >>> diagram = add(diagram, ChangeIdea(key="text", title="Text"), under=["told"])
    >>> found = theory(diagram, {"text": ["adapted", "adopted"]}, {"calls": "steady"})
    >>> found.of("adopted"), found.drivers[0].movement.value
    (('text',), 'steady')
    """
    moved = {key: Movement(movement) for key, movement in (movements or {}).items()}
    stood = {key: tuple(of) for key, of in phases.items()}
    below = _ideas_below(diagram)
    return Theory(
        ideas=tuple(
            IdeaState(
                key=idea.key,
                title=idea.title,
                trial=_trial(stood.get(idea.key, ())),
                cycles=len(stood.get(idea.key, ())),
            )
            for idea in diagram.ideas
        ),
        drivers=tuple(
            DriverState(
                key=driver.key,
                title=driver.title,
                layer=layer_of(diagram, driver.key),
                movement=_together(moved.get(key) for key in driver.measures),
                ideas=below[driver.key],
            )
            for driver in diagram.drivers
        ),
        aim=DriverState(
            key=diagram.aim.key,
            title=diagram.aim.title,
            layer=Layer.AIM,
            movement=moved.get(diagram.aim.measure, Movement.UNKNOWN),
            ideas=below[diagram.aim.key],
        ),
        strangers=tuple(sorted(set(stood) - {idea.key for idea in diagram.ideas})),
    )


def _trial(phases: tuple[str, ...]) -> Trial:
    found = Trial.UNTESTED
    for phase in phases:
        if phase not in TRIALS:
            raise UnknownNameError(say("phase"), phase, TRIALS)
        found = TRIALS[phase] or found
    # A running test tells more than a decision that came before or after it.
    return Trial.TESTING if RUNNING.intersection(phases) else found


def _together(movements: Iterable[Movement | None]) -> Movement:
    known = {movement for movement in movements if movement is not None}
    known.discard(Movement.UNKNOWN)
    if not known:
        return Movement.UNKNOWN
    if len(known) > 1:
        known.discard(Movement.STEADY)
    return known.pop() if len(known) == 1 else Movement.MIXED


def _ideas_below(diagram: Diagram) -> dict[str, tuple[str, ...]]:
    order = {idea.key: place for place, idea in enumerate(diagram.ideas)}
    below: dict[str, frozenset[str]] = {key: frozenset({key}) for key in order}
    upwards = sorted(
        [diagram.aim.key, *(driver.key for driver in diagram.drivers)],
        key=lambda key: -layer_of(diagram, key),
    )
    for key in upwards:
        below[key] = frozenset().union(
            *(below[cause] for cause in causes_of(diagram, key))
        )
    return {
        key: tuple(sorted(ideas, key=order.__getitem__)) for key, ideas in below.items()
    }


SOURCE: Final = "Bennett & Provost, Quality Progress 2015;48(7):36"
NOT_BETTER: Final = frozenset({Movement.STEADY, Movement.WORSENING, Movement.MIXED})


@check(
    "theory.adopted-not-moving",
    says="the driver {driver!r} is {movement}, although {ideas!r} {ideas:is|are}"
    " adopted",
    fix="ask whether the idea is really done, or the link is wrong",
    source=SOURCE,
)
def adopted_ideas_move_drivers(theory: Theory) -> Iterator[Found]:
    """Find drivers that adopted ideas have not moved."""
    adopted = set(theory.of(Trial.ADOPTED))
    titles = {idea.key: idea.title for idea in theory.ideas}
    for place, driver in enumerate(theory.drivers):
        held = tuple(titles[key] for key in driver.ideas if key in adopted)
        if held and driver.movement in NOT_BETTER:
            movement, where = driver.movement.words, f"drivers[{place}]"
            yield found(where, driver=driver.title, movement=movement, ideas=held)


@check(
    "theory.moving-untested",
    says="the driver {driver!r} improves, though none of its ideas was tested",
    severity=Severity.NOTE,
    fix="ask what else has changed, and learn from it",
    source=SOURCE,
)
def moves_have_causes(theory: Theory) -> Iterator[Found]:
    """Find drivers that improve though none of their ideas was tested."""
    untested = set(theory.of(Trial.UNTESTED))
    for place, driver in enumerate(theory.drivers):
        if driver.movement is Movement.IMPROVING and untested.issuperset(driver.ideas):
            yield found(f"drivers[{place}]", driver=driver.title)


@check(
    "theory.aim-not-moving",
    says="every measured primary driver improves, and the aim is {movement}",
    where="aim",
    fix="wait if effects take time; else look for a driver that is missing",
    source=SOURCE,
)
def drivers_move_the_aim(theory: Theory) -> Iterator[Found]:
    """Find an aim that stays although its measured primary drivers improve."""
    measured = {
        driver.movement for driver in theory.drivers if driver.layer is Layer.PRIMARY
    } - {Movement.UNKNOWN}
    if measured == {Movement.IMPROVING} and theory.aim.movement in NOT_BETTER:
        yield found(movement=theory.aim.movement.words)


@check(
    "theory.stranger",
    says="there are cycles on {key!r}, which is no idea of the diagram",
    where="ideas",
    fix="add it under the driver that it should move, or correct the key",
    source="cqikit",
)
def ideas_are_in_the_diagram(theory: Theory) -> Iterator[Found]:
    """Find cycles on ideas that the diagram does not have."""
    for key in theory.strangers:
        yield found(key=key)


#: Where what was tried and what moved do not fit together.
THEORY_CHECKS: Final[Catalog[FunctionCheck]] = Catalog(
    (
        adopted_ideas_move_drivers,
        moves_have_causes,
        drivers_move_the_aim,
        ideas_are_in_the_diagram,
    ),
    kind=say("check"),
)
