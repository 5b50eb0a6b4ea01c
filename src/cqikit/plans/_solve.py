"""The two problems given to HiGHS: a bound and a sequence, and the exact optimum."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, NamedTuple

from cqikit.plans._jobs import Job, Placed, place

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = ["Eased", "cost_of", "eased", "optimum"]

#: Larger problems are not given to the solver.
MOST_CELLS: Final = 60_000
MOST_CHOICES: Final = 400
#: Owners are given to the solver together, up to so many columns.
BATCH: Final = 10_000


def cost_of(jobs: Sequence[Job], placed: Mapping[int, Placed]) -> int:
    """Return what a schedule costs."""
    return sum(job.cost(placed[at].last) for at, job in enumerate(jobs))


class Eased(NamedTuple):
    """What the eased problem says of one job: its share, and when it is half done."""

    share: float
    middle: float


def eased(jobs: Sequence[Job], owners: Iterable[Sequence[int]]) -> dict[int, Eased]:
    """Solve owners' problems with hours that may be spread at will.

    An hour of a job costs its share of what finishing in its period would
    cost. No schedule is cheaper, since a job finishes no earlier than its last
    hour; so the sum of the shares of an owner's jobs is a bound, and the order
    in which they are half done a good sequence (list scheduling guided by a
    linear program).

    Parameters
    ----------
    jobs : sequence of Job
    owners : iterable of sequence of int
        The places of each owner's jobs that take limited hours.

    Returns
    -------
    dict
        By place; without the jobs of owners whose problem is too large.
    """
    found: dict[int, Eased] = {}
    batch: list[tuple[int, int]] = []
    for mine in owners:
        cells = _cells(jobs, mine)
        if len(cells) > MOST_CELLS:
            continue
        # Owners do not meet, but one call for many costs less than a call for each.
        if len(batch) + len(cells) > BATCH and batch:
            found |= _eased(jobs, batch)
            batch = []
        batch += cells
    return found | _eased(jobs, batch) if batch else found


def _cells(jobs: Sequence[Job], mine: Sequence[int]) -> list[tuple[int, int]]:
    """Return in which periods each of an owner's jobs may be worked on."""
    hours = sum(jobs[at].hours for at in mine)
    starts = max(jobs[at].earliest for at in mine)
    # Work beyond this could move to idle hours before it at no cost.
    end = starts + math.ceil(hours / jobs[mine[0]].capacity) + 1
    return [(at, t) for at in mine for t in range(jobs[at].earliest, end)]


def _eased(jobs: Sequence[Job], cells: Sequence[tuple[int, int]]) -> dict[int, Eased]:
    # No hour is cheaper than finishing where the job can finish at best.
    costs = [jobs[at].cost(max(t, jobs[at].least)) / jobs[at].hours for at, t in cells]
    rows: dict[tuple[int | str, int], dict[int, float]] = {}
    bounds: dict[tuple[int | str, int], tuple[float, float]] = {}
    for column, (at, t) in enumerate(cells):
        job = jobs[at]
        for here, least, most in (
            ((at, -1), job.hours, job.hours),
            ((job.owner, t), 0.0, job.capacity),
        ):
            rows.setdefault(here, {})[column] = 1.0
            bounds[here] = (least, most)
    worked = _highs(costs, list(rows.values()), list(bounds.values()))
    shares = dict.fromkeys((at for at, _ in cells), 0.0)
    middles = dict(shares)
    for (at, t), cost, hours in zip(cells, costs, worked, strict=True):
        shares[at] += cost * hours
        middles[at] += t * hours / jobs[at].hours
    return {at: Eased(shares[at], middles[at]) for at in shares}


def _highs(
    costs: Sequence[float],
    rows: Sequence[Mapping[int, float]],
    bounds: Sequence[tuple[float, float]],
    whole: int = 0,
) -> list[float]:
    """Return the columns of least cost, none below 0, the first `whole` of them whole.

    That a job finishes once keeps its columns from being more than 1.
    """
    # The solver is loaded only where a schedule is wanted.
    import numpy as np  # noqa: PLC0415
    from scipy.optimize import LinearConstraint, milp  # noqa: PLC0415
    from scipy.sparse import csr_array  # noqa: PLC0415

    size = len(costs)
    integrality = np.zeros(size, dtype=np.uint8)
    integrality[:whole] = 1
    places = [place for place, row in enumerate(rows) for _ in row]
    columns = [column for row in rows for column in row]
    values = [value for row in rows for value in row.values()]
    matrix = csr_array((values, (places, columns)), shape=(len(rows), size))
    least, most = np.array(bounds, dtype=float).T
    found = milp(
        np.array(costs, dtype=float),
        integrality=integrality,
        constraints=LinearConstraint(matrix, least, most),
        options={"mip_rel_gap": 0.0},
    )
    return [float(value) for value in np.asarray(found.x)]


def optimum(jobs: Sequence[Job], known: int) -> dict[int, Placed] | None:
    """Return a schedule that nothing beats, or None when the problem is too large.

    A mixed-integer program over the period in which each job finishes and the
    hours that it takes in each, solved to proven optimality.

    Parameters
    ----------
    jobs : sequence of Job
    known : int
        The cost of some schedule: a job that alone would cost more than it
        leaves is not looked for there.
    """
    spare = known - sum(job.cost(job.least) for job in jobs)
    windows = [_window(job, spare) for job in jobs]
    if sum(len(window) for window in windows) > MOST_CHOICES:
        return None
    finishes = _Program(jobs, windows).solve()
    # Told in which period each finishes, placing them in that order does it.
    sequence = sorted(range(len(jobs)), key=lambda at: (finishes[at], at))
    return place(jobs, sequence)


def _window(job: Job, spare: int) -> range:
    """Return the periods in which a job can finish in a schedule worth having."""
    end = job.least
    most = job.cost(job.least) + spare
    while job.cost(end + 1) <= most and end - job.least < MOST_CHOICES:
        end += 1
    return range(job.least, end + 1)


class _Program:
    """The rows of the mixed-integer program, gathered one by one.

    Columns: one a job and period in which it may finish, then one a job and
    period in which it may work.
    """

    def __init__(self, jobs: Sequence[Job], windows: Sequence[range]) -> None:
        self.jobs = jobs
        self.windows = windows
        self.ends: dict[tuple[int, int], int] = {}
        self.work: dict[tuple[int, int], int] = {}
        for at, window in enumerate(windows):
            for t in window:
                self.ends[at, t] = len(self.ends)
        for at, window in enumerate(windows):
            if self.limited(at):
                for t in range(jobs[at].earliest, window.stop):
                    self.work[at, t] = len(self.ends) + len(self.work)
        self.rows: list[dict[int, float]] = []
        self.bounds: list[tuple[float, float]] = []

    def limited(self, at: int) -> bool:
        """Say whether a job takes hours of which there are only so many."""
        return self.jobs[at].hours > 0 and not math.isinf(self.jobs[at].capacity)

    def row(self, entries: Mapping[int, float], least: float, most: float) -> None:
        """Add one row: what the columns come to lies between two numbers."""
        self.rows.append(dict(entries))
        self.bounds.append((least, most))

    def ended(self, at: int, until: int, factor: float) -> dict[int, float]:
        """Return the columns that say whether a job has ended by a period."""
        window = self.windows[at]
        return {
            self.ends[at, t]: factor
            for t in range(window.start, min(until + 1, window.stop))
        }

    def worked(self, at: int, first: int, last: int) -> dict[int, float]:
        """Return the columns of a job's hours from one period to another."""
        return {
            self.work[at, t]: 1.0
            for t in range(first, last + 1)
            if (at, t) in self.work
        }

    def solve(self) -> list[int]:
        """Return in which period each job finishes, at least cost."""
        self.finish_once()
        self.share_hours()
        for at, job in enumerate(self.jobs):
            for before in job.waits:
                self.wait(at, before)
        return self.answer()

    def finish_once(self) -> None:
        """Let each job finish once, with all its hours, and none after it."""
        for at, job in enumerate(self.jobs):
            window = self.windows[at]
            self.row(self.ended(at, window.stop, 1.0), 1, 1)
            if not self.limited(at):
                continue
            self.row(self.worked(at, 0, window.stop), job.hours, job.hours)
            for t in window[:-1]:
                later = self.worked(at, t + 1, window.stop)
                self.row({**later, **self.ended(at, t, job.hours)}, 0, job.hours)

    def share_hours(self) -> None:
        """Let no owner work more hours in a period than there are."""
        shared: dict[tuple[str, int], dict[int, float]] = {}
        most: dict[tuple[str, int], float] = {}
        for (at, t), column in self.work.items():
            here = (self.jobs[at].owner, t)
            shared.setdefault(here, {})[column] = 1.0
            most[here] = self.jobs[at].capacity
        for here, columns in shared.items():
            self.row(columns, 0, most[here])

    def wait(self, at: int, before: int) -> None:
        """Let a job neither work nor finish before one that it waits for has."""
        for t in range(self.jobs[at].earliest, self.windows[at].stop):
            done = self.ended(before, t, -1.0)
            self.row({**self.ended(at, t, 1.0), **done}, -1, 0)
            if self.limited(at):
                hours = self.jobs[at].hours
                done = self.ended(before, t, -hours)
                self.row({**self.worked(at, 0, t), **done}, -hours, 0)

    def answer(self) -> list[int]:
        """Give the program to the solver and read its answer."""
        costs = [float(self.jobs[at].cost(t)) for at, t in self.ends]
        costs += [0.0] * len(self.work)
        found = _highs(costs, self.rows, self.bounds, whole=len(self.ends))
        ended: dict[int, int] = {}
        for (at, t), column in self.ends.items():
            if found[column] > 0.5:
                ended[at] = t
        return [ended[at] for at in range(len(self.jobs))]
