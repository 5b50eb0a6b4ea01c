"""Series that are drawn, read by anybody's rules, and counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from cqikit.core import Catalog
from cqikit.errors import FieldError
from cqikit.spc._reading import read

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cqikit.spc._rules._flags import Rule
    from cqikit.spc._view import ChartView, Floats

__all__ = ["catalog_of", "normal_series", "share_signalling"]

#: So many points are drawn at a time: what is held does not grow with the draws.
CHUNK: Final = 1 << 17


def catalog_of(rules: Iterable[Rule]) -> Catalog[Rule]:
    """Return `rules` as a catalog, so that each has a name of its own."""
    return rules if isinstance(rules, Catalog) else Catalog(rules, kind="rule")


def normal_series(n: int, draws: int, seed: int) -> Iterator[Floats]:
    """Yield `draws` series of `n` standard normal points, (rows, n) at a time.

    The same seed gives the same series, however they are cut into chunks.
    """
    if isinstance(draws, bool) or not isinstance(draws, int) or draws < 1:
        raise FieldError("draws", "must be a whole number from 1", draws)
    generator = np.random.Generator(np.random.PCG64(np.random.SeedSequence(seed)))
    rows = max(CHUNK // max(n, 1), 1)
    for done in range(0, draws, rows):
        yield generator.standard_normal((min(rows, draws - done), n))


def share_signalling(
    rules: Catalog[Rule], views: Iterable[ChartView]
) -> tuple[int, int]:
    """Return how many charts signal, and how many there are."""
    hits = draws = 0
    for view in views:
        signalling = read(view, rules).any
        hits += int(signalling.sum())
        draws += signalling.size
    return hits, draws
