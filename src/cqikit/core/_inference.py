"""The calendar that the dates of rows speak for, with the reason in words.

Each candidate is a set of periods. It fits where every row has a period of its own
and at least half of the periods, from the first row to the last, have a row; of those
that fit, the coarsest is taken, which has the fewest periods. Two that put every row
in the same place are one answer.
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from math import gcd
from typing import TYPE_CHECKING, Final, NamedTuple

from attrs import evolve

from cqikit.core._cadence import (
    OF_MONTHS,
    OF_WEEKDAYS,
    Cadence,
)
from cqikit.core._calendar_words import MONTH_NAMES
from cqikit.core._periods import Frequency, Period
from cqikit.core._spans import counts_of
from cqikit.core._weekdays import Weekday
from cqikit.core._wording import say, some_of
from cqikit.errors import FieldError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    Indexes = NDArray[np.intp]

__all__ = ["infer"]

#: How many rows must be in step before every k-th period is inferred.
IN_STEP: Final = 3
#: Cells of owner and period are marked where they are at most so many a row.
MARKED: Final = 8
THREE_WEEKS: Final = 21
TWO_YEARS: Final = 24
#: From coarsest to finest: of equal answers, the name of the longest period is taken.
LENGTHS: Final[tuple[Frequency, ...]] = (
    Frequency.YEAR,
    Frequency.HALF_YEAR,
    Frequency.QUARTER,
    Frequency.MONTH,
    Frequency.WEEK,
    Frequency.DAY,
)
#: So many steps that differ from the rest are listed.
NAMED: Final = 3


class Rows(NamedTuple):
    """The rows without repetitions, sorted by owner and, of one owner, by time.

    `periods` are the distinct ones, in order of time; `which` of them each row has, and
    whose it is, `owner`, have shape (rows,); `firsts` (owners,) is where each owner's
    rows begin. Where all owners have all periods, the rows are those of one of them,
    and there are so many `alike`.
    """

    periods: Sequence[Period]
    which: Indexes
    owner: Indexes
    firsts: Indexes
    alike: int = 1

    @property
    def total(self) -> int:
        """Return how many rows there are of all owners."""
        return len(self.which) * self.alike


class Fit(NamedTuple):
    """A cadence, its reason, how many periods it has, and the place of each row."""

    cadence: Cadence
    why: str
    periods: int
    places: Indexes


def infer(
    periods: Sequence[Period],
    which: Indexes,
    base: Cadence | None,
    keys: Indexes | None,
    name: str,
) -> tuple[Cadence, str]:
    """Return the cadence that rows speak for, and why.

    Parameters
    ----------
    periods : sequence of Period
        The distinct ones, in any order.
    which : ndarray of int, shape (rows,)
        Which of them each row has.
    base : Cadence, optional
        How long a period is, where that is known; else periods are days.
    keys : ndarray of int, shape (rows,), optional
        Whose each row is.
    name : str
        What an error calls the column.
    """
    if base is not None and _is_full(periods, which, base, keys):
        return base, ""
    rows = _rows(periods, which, keys)
    if base is not None:
        return _of_length(rows, base)
    if not periods:
        return Cadence(frequency=Frequency.DAY), ""
    daily = Cadence(frequency=Frequency.DAY)
    fits = list(_fits(rows, daily, counts_of(daily, rows.periods)))
    # Days without a gap speak for themselves, and may well lie in two years.
    if fits and fits[0].cadence.plain and fits[0].periods == len(rows.which):
        return daily, ""
    for length in LENGTHS[:-1]:
        base = Cadence(frequency=length)
        fits += _fits(rows, base, counts_of(base, rows.periods))
    if not fits:
        raise _nothing(rows, name)
    found = _coarsest(fits, name, rows.total)
    return found.cadence, found.why


def _is_full(
    periods: Sequence[Period], which: Indexes, base: Cadence, keys: Indexes | None
) -> bool:
    """Say whether there are as many rows as owners and periods make, without a gap.

    It is the most frequent case of many series, and told without looking at the rows;
    two rows of one period are for others to refuse.
    """
    if len(which) != _owners(keys) * len(periods):
        return False
    kinds = {(period.frequency, period.starts) for period in periods}
    indexes = [period.index for period in periods]
    one_kind = kinds == {(base.frequency, base.starts)}
    return one_kind and max(indexes) - min(indexes) + 1 == len(periods)


def _rows(periods: Sequence[Period], which: Indexes, keys: Indexes | None) -> Rows:
    import numpy as np  # noqa: PLC0415

    order = sorted(range(len(periods)), key=lambda place: periods[place].first)
    in_time = [periods[place] for place in order]
    owners = _owners(keys)
    if len(which) == owners * len(periods):
        # As many rows as owners and periods make; two of one period are for others
        # to refuse.
        every = np.arange(len(periods))
        return Rows(in_time, every, every * 0, every[:1], owners)
    rank = np.empty(len(order), dtype=np.intp)
    rank[order] = np.arange(len(order))
    owner = np.zeros(len(which), dtype=np.intp) if keys is None else np.asarray(keys)
    count = max(len(periods), 1)
    cells, most = owner * count + rank[which], (int(owner.max(initial=0)) + 1) * count
    if most <= MARKED * (len(which) + 1):
        # Marking the cells of owner and period sorts them in the time of a pass.
        there = np.zeros(most, dtype=bool)
        there[cells] = True
        cells = np.flatnonzero(there)
    else:
        cells = np.unique(cells)
    owner, which = np.divmod(cells, count)
    firsts = np.flatnonzero(np.diff(owner, prepend=-1))
    return Rows(in_time, which, owner, firsts)


def _owners(keys: Indexes | None) -> int:
    return 1 if keys is None else int(keys.max(initial=-1)) + 1


def _of_length(rows: Rows, base: Cadence) -> tuple[Cadence, str]:
    """Return a cadence of periods of a known length; it is never refused, but said."""
    try:
        counts = counts_of(base, rows.periods)
    except FieldError:
        # A row of another length: which ones is told when rows are placed.
        return base, ""
    plain = _placed(rows, base, counts) if counts.size else None
    if plain is None or plain.periods == len(rows.which):
        return base, ""
    fits = list(_fits(rows, base, counts))
    if not fits:
        rows_of = {"rows": rows.total, "periods": plain.periods * rows.alike}
        return base, say("only {rows} of {periods} have a row", **rows_of)
    found = min(fits, key=lambda fit: fit.periods)
    return found.cadence, "" if found.cadence == base else found.why


def _fits(rows: Rows, base: Cadence, counts: Indexes) -> Iterator[Fit]:
    """Yield the cadences of periods of one length that fit, all periods first."""
    for cadence, why in _candidates(base, counts):
        found = _placed(rows, cadence, counts, why)
        if found is not None and found.periods <= 2 * len(rows.which):
            yield found


def _placed(rows: Rows, cadence: Cadence, counts: Indexes, why: str = "") -> Fit | None:
    """Return how rows lie in a cadence; None where two of one owner share a period."""
    import numpy as np  # noqa: PLC0415

    indexes = cadence.indexes(int(counts.min()), int(counts.max()))
    places = np.searchsorted(indexes, counts)[rows.which]
    same = places[1:] == places[:-1]
    if (same & (rows.owner[1:] == rows.owner[:-1])).any():
        return None
    last = np.append(rows.firsts[1:], len(places)) - 1
    spans = places[last] - places[rows.firsts] + 1
    return Fit(cadence, why, int(spans.sum()), places)


def _candidates(base: Cadence, counts: Indexes) -> Iterator[tuple[Cadence, str]]:
    """Yield cadences of which every row is a period, and what speaks for each."""
    import numpy as np  # noqa: PLC0415

    ordered = np.unique(counts)
    steps = np.diff(ordered).tolist()
    finest = base.frequency in {Frequency.DAY, Frequency.POINT}
    alone = say("no two rows lie in one {unit}", unit=base.frequency.words)
    yield base, "" if finest else alone
    every = gcd(*steps) if steps else 1
    if every > 1 and len(ordered) >= IN_STEP:
        days = {Frequency.DAY: 1, Frequency.WEEK: 7}.get(base.frequency)
        apart = say("{periods} days", periods=every * (days or 1))
        if days is None:
            unit = base.frequency.several
            apart = say("{count} {periods}", count=every, periods=unit)
        spaced = evolve(base, every=every).anchored(int(ordered[0]))
        if set(steps) == {every}:
            yield spaced, say("rows are {apart} apart", apart=apart)
        else:
            yield spaced, say("rows are multiples of {apart} apart", apart=apart)
    masked = base
    weekly = ""
    if base.frequency in OF_WEEKDAYS and ordered[-1] - ordered[0] + 1 >= THREE_WEEKS:
        there = {int(day) for day in (ordered - 1) % 7}
        gone = [day.words for day in Weekday if day.number - 1 not in there]
        if gone:
            masked = evolve(
                masked, weekdays=[d for d in Weekday if d.number - 1 in there]
            )
            weekly = say("no row is on {days}", days=_either(gone))
            yield masked, weekly
    months = base.first_months(ordered) if base.frequency in OF_MONTHS else ordered[:0]
    if months.size and months[-1] - months[0] + 1 >= TWO_YEARS:
        there = {int(month) for month in months % 12}
        gone = [name for place, name in enumerate(MONTH_NAMES) if place not in there]
        if gone:
            present = sorted(month + 1 for month in there)
            yearly = say("no row is in {months}", months=_either(gone))
            yield evolve(base, months=present), yearly
            if weekly:
                both = say("{weekly}, {yearly}", weekly=weekly, yearly=yearly)
                yield evolve(masked, months=present), both


def _either(names: Sequence[str]) -> str:
    if len(names) == 1:
        return names[0]
    return say("{names} or {last}", names=tuple(names[:-1]), last=names[-1])


def _coarsest(fits: list[Fit], name: str, count: int) -> Fit:
    """Return the fit with the fewest periods, all others with as few being the same."""
    fewest = min(fit.periods for fit in fits)
    best = [fit for fit in fits if fit.periods == fewest]
    rank = {length: place for place, length in enumerate(LENGTHS)}
    # The sort keeps the order in which candidates of one length were made.
    best.sort(key=lambda fit: rank[fit.cadence.frequency])
    for other in best[1:]:
        if (best[0].places != other.places).any():
            fit, as_well = str(best[0].cadence), str(other.cadence)
            seen = say("rows fit {fit} as well as {other}", fit=fit, other=as_well)
            raise _undecided(name, count, seen)
    return best[0]


def _nothing(rows: Rows, name: str) -> FieldError:
    seen = say("rows are {spaced}", spaced=_spacing(rows.periods))
    return _undecided(name, rows.total, seen)


def _undecided(name: str, count: int, seen: str) -> FieldError:
    fix = say(
        "{seen}; say which periods there are, such as cadence='week', "
        "or cadence='events' where each row is the next",
        seen=seen,
    )
    return FieldError(name, say("must be days of one calendar"), f"{count} rows", fix)


def _spacing(ordered: Sequence[Period]) -> str:
    """Return how far apart days are: the most frequent step, and the exceptions."""
    steps = [(later.first - first.first).days for first, later in pairwise(ordered)]
    usual, often = Counter(steps).most_common(1)[0]
    if often * 2 < len(steps):
        return say("{least} to {most} days apart", least=min(steps), most=max(steps))
    others = [
        say("{first} to {later} ({days})", first=first, later=later, days=step)
        for (first, later), step in zip(pairwise(ordered), steps, strict=True)
        if step != usual
    ]
    said = say("{days:# day|# days} apart", days=usual)
    if not others:
        return said
    return say("{said}, except {others}", said=said, others=some_of(others, NAMED))
