"""A rule set as one Markov chain with a signal at its end.

The states are all that the rules together remember, found breadth first from the start:
the reachable part of the product of their automata, at most 20,000 states. Points are
letters: for normal points, the pieces into which the edges of all zones cut their
distribution; else what can be observed at all. A step is one pass over states and
letters. After Champ CW, Woodall WH. Exact results for Shewhart control charts with
supplementary runs rules. Technometrics 1987;29(4):393-399.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from cqikit.spc._charts._view import Floats
from cqikit.spc._power._automata import Letter, machine_of, normal_letter
from cqikit.spc._power._kept import kept
from cqikit.spc._runs._normal import normal_below

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

    from cqikit.spc._power._automata import Machine
    from cqikit.spc._rules._flags import Rule

__all__ = ["Chain", "chain_of", "chain_over", "edges_of"]

#: With more states than this a chain is not worth its time.
MOST_STATES = 20_000
SIGNAL = -1


@frozen(eq=False)
class Chain:
    """States of all rules together, and where each letter leads from each state.

    Parameters
    ----------
    edges : ndarray of float, shape (zones - 1,)
        Between the zones of normal points, in sigma from the centre, rising.
    following : ndarray of int, shape (states, letters)
        The next state, -1 for a signal; state 0 is that before the first point. The
        letters of normal points are their zones.
    """

    edges: Floats
    following: NDArray[np.int64]

    def zones(self, shift: float) -> Floats:
        """Return how likely a normal point is to lie in each zone, shape (zones,)."""
        below = normal_below(self.edges - shift)
        return np.diff(below, prepend=0.0, append=1.0)

    def silent(self, shifts: Iterable[float]) -> Floats:
        """Return the probability of no signal up to each of some normal points.

        Parameters
        ----------
        shifts : iterable of float
            Where the mean of each point lies, in sigma from the centre.

        Returns
        -------
        ndarray of float, one a point
        """
        return self.silent_over(self.zones(shift) for shift in shifts)

    def silent_over(self, chances: Iterable[Floats]) -> Floats:
        """Return the probability of no signal up to each point.

        Parameters
        ----------
        chances : iterable of ndarray of float, shape (letters,)
            How likely each letter is at each point.
        """
        size = len(self.following)
        state: Floats = np.zeros(size)
        state[0] = 1.0
        silence = []
        # A signal is collected in one place more, and left there.
        following = np.where(self.following == SIGNAL, size, self.following).ravel()
        for chance in chances:
            moved = (state[:, None] * chance).ravel()
            after = np.bincount(following, moved, minlength=size + 1)
            state = after[:size].astype(np.float64, copy=False)
            silence.append(state.sum())
        return np.array(silence)

    def mean_run_length(self, shift: float) -> float:
        """Return how many points there are on average up to the first signal."""
        # Sparse matrices are only wanted here, and slow to load.
        from scipy.sparse import coo_array, eye_array  # noqa: PLC0415
        from scipy.sparse.linalg import spsolve  # noqa: PLC0415

        size, zones = self.following.shape
        chance = np.broadcast_to(self.zones(shift), (size, zones)).ravel()
        start = np.repeat(np.arange(size), zones)
        end = self.following.ravel()
        stays = end != SIGNAL
        steps = coo_array(
            (chance[stays], (start[stays], end[stays])), shape=(size, size)
        )
        system: Any = (eye_array(size) - steps).tocsc()
        return float(np.atleast_1d(spsolve(system, np.ones(size)))[0])


@kept(64)
def chain_of(rules: tuple[Rule, ...]) -> Chain | None:
    """Return the chain of a rule set for normal points, None where there is none."""
    edges = edges_of(rules)
    if edges is None:
        return None
    both = np.unique([*(-edge for edge in edges), *edges])
    middles = [both[:1] - 1, (both[1:] + both[:-1]) / 2, both[-1:] + 1]
    letters = [normal_letter(middle) for middle in np.concatenate(middles).tolist()]
    following = _walk(_machines(rules), letters)
    return None if following is None else Chain(both, following)


@kept(64)
def chain_over(rules: tuple[Rule, ...], letters: tuple[Letter, ...]) -> Chain | None:
    """Return the chain of rules that are machines, for points of these letters.

    None where it has too many states.
    """
    following = _walk(_machines(rules), list(letters))
    return None if following is None else Chain(np.empty(0), following)


def edges_of(rules: Iterable[Rule]) -> list[float] | None:
    """Return at which distances answers change, None where a rule is no machine."""
    machines = [machine_of(rule) for rule in rules]
    if None in machines:
        return None
    return sorted({edge for found in machines if found for edge in found.edges})


def _machines(rules: Iterable[Rule]) -> list[Machine]:
    machines = (machine_of(rule) for rule in rules)
    return [machine for machine in machines if machine is not None]


def _walk(machines: list[Machine], letters: list[Letter]) -> NDArray[np.int64] | None:
    """Find every state that can be reached."""
    start: Hashable = tuple(machine.start for machine in machines)
    number: dict[Hashable, int] = {start: 0}
    to_do: list[Any] = [start]
    following = []
    for state in to_do:
        row = []
        for letter in letters:
            after = _after(machines, state, letter)
            if after is None:
                row.append(SIGNAL)
                continue
            if after not in number:
                number[after] = len(number)
                to_do.append(after)
            row.append(number[after])
        following.append(row)
        if len(to_do) > MOST_STATES:
            return None
    return np.array(following, dtype=np.int64)


def _after(machines: list[Machine], state: Any, letter: Letter) -> Hashable | None:
    after = []
    missing = math.isnan(letter.value)
    for machine, before in zip(machines, state, strict=True):
        if missing:
            after.append(before if machine.bridges else machine.start)
            continue
        now = machine.step(before, letter)
        if now is None:
            return None
        after.append(now)
    return tuple(after)
