"""How each team stands on a measure, in a few words, and who needs attention first.

First come teams of which nobody knows anything, then those that are worse off than they
began and those short of the aim; last those that have no such thing. This is an order
in which to ask, by medians, and no judgement of a chart.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from attrs import frozen

from cqikit.collaboratives import TeamResult
from cqikit.core import say
from cqikit.reports._blocks import Text, Tone

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from cqikit.collaboratives import ClosingReport, MeasureResult

__all__ = ["TeamState", "team_states"]

#: The states in which teams are, the neediest first.
NO_DATA: Final = Text(say("no data"), Tone.BAD)
WORSE: Final = Text(say("worse than its baseline"), Tone.BAD)
SHORT: Final = Text(say("does not meet the aim"))
WAS_SHORT: Final = Text(say("did not meet the aim"))
OPEN: Final = Text(say("cannot be judged"))
AS_BEFORE: Final = Text(say("as at its baseline"))
CHANGED: Final = Text(say("not as at its baseline"))
BETTER: Final = Text(say("better than its baseline"), Tone.GOOD)
MEETS: Final = Text(say("meets the aim"), Tone.MEETS)
MET: Final = Text(say("met the aim"), Tone.MEETS)
HAS_NONE: Final = Text(say("has no such thing"), Tone.QUIET)
NEED: Final = {
    state.text: need
    for need, states in enumerate(
        (
            (NO_DATA,),
            (WORSE,),
            (SHORT, WAS_SHORT),
            (OPEN,),
            (CHANGED, AS_BEFORE),
            (BETTER,),
            (MEETS, MET),
            (HAS_NONE,),
        )
    )
    for state in states
}


@frozen(kw_only=True)
class TeamState:
    """A team and its state; `result` and `silent` where it ever reported.

    `gain` is how far the median has come since the baseline, NaN where nobody can say;
    `silent` is in how many periods the team is missing.
    """

    title: str
    state: Text
    result: TeamResult | None = None
    gain: float = math.nan
    silent: int = 0

    @property
    def need(self) -> tuple[int, float]:
        """Return a key by which the neediest team is first."""
        gain = math.inf if math.isnan(self.gain) else self.gain
        return NEED[self.state.text], gain


def team_states(
    closing: ClosingReport, result: MeasureResult, as_of: date
) -> tuple[TeamState, ...]:
    """Return the state of every team, those that need attention first."""
    past = result.aim is not None and result.aim.by.last < as_of
    states = _states(result, closing.team_titles, past=past)
    return tuple(sorted(states, key=lambda state: state.need))


def _states(
    result: MeasureResult, titles: Mapping[str, str], *, past: bool
) -> Iterator[TeamState]:
    silent = dict(result.silent)
    sign = result.measure.direction.sign
    for team in result.teams:
        change = team.current - team.baseline
        gain = change * sign if sign else -abs(change)
        yield TeamState(
            title=titles.get(team.team, team.team),
            state=_state(result, team, gain, past=past),
            result=team,
            gain=gain,
            silent=silent.get(team.team, 0),
        )
    for keys, state in ((result.no_data, NO_DATA), (result.without, HAS_NONE)):
        yield from (TeamState(title=titles[key], state=state) for key in keys)


def _state(result: MeasureResult, team: TeamResult, gain: float, *, past: bool) -> Text:
    aimed = result.aim is not None
    if aimed and team.meets:
        return MET if past else MEETS
    if math.isnan(gain) or (aimed and team.meets is None):
        return OPEN
    if not result.measure.direction.sign and not aimed:
        return CHANGED if gain else AS_BEFORE
    if result.measure.direction.sign and gain < 0:
        return WORSE
    if aimed:
        return WAS_SHORT if past else SHORT
    return BETTER if gain else AS_BEFORE
