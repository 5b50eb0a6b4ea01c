"""How the theory of a project stands: its ideas by cycles, its drivers by charts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cqikit import drivers, pdsa, spc
from cqikit.core import arguments, instance_of, list_of, say
from cqikit.projects._charts import Charted

if TYPE_CHECKING:
    from collections.abc import Iterable


__all__ = ["theory_of"]

MOVEMENTS: Final = {
    spc.Variation.IMPROVEMENT: drivers.Movement.IMPROVING,
    spc.Variation.CONCERN: drivers.Movement.WORSENING,
    spc.Variation.COMMON: drivers.Movement.STEADY,
}


@arguments(
    diagram=instance_of(drivers.Diagram),
    cycles=list_of(say("PDSA cycles"), pdsa.Cycle),
    charts=list_of(say("charts"), Charted),
)
def theory_of(
    diagram: drivers.Diagram,
    cycles: Iterable[pdsa.Cycle],
    charts: Iterable[Charted] = (),
) -> drivers.Theory:
    """Return how far each idea of a diagram has come, and which way each driver moves.

    Parameters
    ----------
    diagram : drivers.Diagram
    cycles : iterable of Cycle
        The cycles that test its ideas.
    charts : iterable of Charted
        Of what is measured, all teams together; without them nothing is known to move.

    Examples
    --------
    >>> from cqikit.measures import Aim, Level
    >>> aim = Aim(key="aim", title="On time", measure="m", target=Level(90), by="2027")
    >>> theory_of(drivers.Diagram(key="d", title="D", aim=aim), []).aim.movement.value
    'unknown'
    """
    phases: dict[str, list[str]] = {}
    for ramp in pdsa.ramps(cycles):
        stood = phases.setdefault(ramp.idea, [])
        stood += [pdsa.state(cycle).value for cycle in ramp.cycles]
    moved = {chart.series.measure.key: _movement(chart) for chart in charts}
    return drivers.theory(diagram, phases, moved)


def _movement(charted: Charted) -> drivers.Movement:
    """Say which way a measure moves, as its chart has it.

    Against the baseline carried forward, where a change was declared.
    """
    moved = spc.Variation(str(charted.judgement.moved))
    return MOVEMENTS.get(moved, drivers.Movement.UNKNOWN)
