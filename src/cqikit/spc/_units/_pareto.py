"""Pareto charts: which few categories make up most of it."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, Final, Literal

from attrs import field, frozen

from cqikit.core import (
    FindingKind,
    arguments,
    as_tuple,
    format_number,
    html_table,
    instance_of,
    is_text,
    non_blank,
    one_of,
    optional,
    plain_number,
    say,
)
from cqikit.errors import (
    DataError,
    DuplicateError,
    FieldError,
    FieldTypeError,
)
from cqikit.spc._charts._floats import is_missing, one_column

__all__ = ["Bar", "Pareto", "pareto"]

NO_ENTRY: Final = FindingKind(
    "pareto.no-entry", says="must have at least one entry to count"
)
NO_AMOUNT: Final = FindingKind(
    "pareto.no-amount", says="must be a number from 0 (got {got})"
)


@frozen(kw_only=True)
class Bar:
    """One category of a Pareto chart.

    Parameters
    ----------
    title : str
        The category.
    count : float
        How often it occurred, or what it adds up to.
    share, cumulative : float
        Of the total: this one, and all up to this one.
    members : tuple of str
        The categories put together in it; its own title for most.
    """

    title: str = field(validator=non_blank)
    count: float
    share: float
    cumulative: float
    members: tuple[str, ...]


@frozen(kw_only=True)
class Pareto:
    """Categories from the most frequent to the least; made by `pareto`.

    Parameters
    ----------
    bars : tuple of Bar
        From the most frequent to the least.
    total : float
        Of all bars.
    missing : int
        Entries without a category, whether they have a bar or were left out.
    ties : str
        How equal counts are ordered.
    title : str
        What the chart is called; "" unless said.
    """

    bars: tuple[Bar, ...]
    total: float
    missing: int = 0
    ties: str = "first"
    title: str = ""

    def __repr__(self) -> str:
        total = format_number(self.total)
        return f"<Pareto of {len(self.bars)} categories, total {total}>"

    def __str__(self) -> str:
        """Return the categories that make up most of it, for people."""
        few = self.vital_few()
        return say(
            "{share:.0f} % of {total}: {categories}",
            share=100 * few[-1].cumulative,
            total=float(self.total),
            categories=tuple(bar.title for bar in few),
        )

    def _repr_html_(self) -> str:
        """Return a row for each category; `drawing.show` has the picture."""
        header = ("category", "count", "share", "cumulative")
        rows = [
            (
                bar.title,
                format_number(bar.count),
                f"{bar.share:.0%}",
                f"{bar.cumulative:.0%}",
            )
            for bar in self.bars
        ]
        return html_table(self.title or "Pareto chart", header, rows)

    @arguments()
    def vital_few(self, share: float = 0.8) -> tuple[Bar, ...]:
        """Return the first bars that together reach `share` of the total."""
        if not 0 < share <= 1:
            raise FieldError("share", say("must be more than 0, at most 1"), share)
        enough = share * (1 - 1e-9)
        few = sum(bar.cumulative < enough for bar in self.bars) + 1
        return self.bars[:few]


@arguments(
    ties=one_of("first", "name"),
    missing=is_text,
    keep=optional(instance_of(int)),
    other=is_text,
)
def pareto(
    categories: Iterable[Any] | Mapping[str, float],
    *,
    ties: Literal["first", "name"] = "first",
    missing: str = "",
    keep: int | None = None,
    other: str = "other",
    title: str = "",
) -> Pareto:
    """Count categories, and order them from the most frequent to the least.

    Parameters
    ----------
    categories : iterable, or mapping of str to number
        One entry an event, None or NaN where its category is missing; or what
        each category amounts to already, which may be money or minutes.
    ties : {"first", "name"}
        Equal counts stand in the order in which they first occur, or in that of their
        names; the missing come after their equals. ``first`` unless said.
    missing : str
        The title of a bar for entries without a category. Without a title they
        are left out of bars and total, and only counted.
    keep : int, optional
        So many bars stand for themselves; the rest are put together in one, which
        stands last whatever its size. One category alone is not put together with
        nothing. All bars unless said.
    other : str
        The title of that bar; ``other`` unless said.
    title : str
        Over the chart; nothing unless said.

    Returns
    -------
    Pareto

    Raises
    ------
    DataError
        When there is nothing to count, or amounts are not numbers from 0.
    DuplicateError
        When the bar of the missing or of the others is called as a category is.
    FieldError
        When an argument does not fit.

    References
    ----------
    Juran JM. Quality Control Handbook. New York: McGraw-Hill, 1951.

    Examples
    --------
    Illustrative reasons for late visits:

    >>> made = pareto(["staff", "car", "staff", None, "family", "staff", "car"])
    >>> [(bar.title, bar.count, round(bar.cumulative, 2)) for bar in made.bars]
    [('staff', 3, 0.5), ('car', 2, 0.83), ('family', 1, 1.0)]
    >>> made.missing
    1
    >>> [bar.title for bar in made.vital_few(0.8)]
    ['staff', 'car']
    """
    if keep is not None and keep < 1:
        raise FieldError("keep", say("must be at least {least}", least=1), keep)
    counts, lost = _amounts(categories)
    order = sorted(counts) if ties == "name" else list(counts)
    if missing and lost:
        if missing in counts:
            raise DuplicateError(
                say("the categories"), missing, say("give missing= another")
            )
        counts[missing] = lost
        order.append(missing)
    total = math.fsum(counts.values())
    if not total > 0:
        raise DataError("pareto", [NO_ENTRY.problem("categories")])
    # sorted() is stable: equals stay as they are.
    order.sort(key=lambda name: -counts[name])
    groups: list[tuple[str, tuple[str, ...]]] = [(name, (name,)) for name in order]
    if keep is not None and len(order) > keep + 1:
        if other in order[:keep]:
            raise DuplicateError(
                say("the categories"), other, say("give other= another")
            )
        groups = [*groups[:keep], (other, tuple(order[keep:]))]
    return Pareto(
        bars=_bars(groups, counts, total),
        total=_plain(total),
        missing=lost,
        ties=ties,
        title=title,
    )


def _bars(
    groups: list[tuple[str, tuple[str, ...]]], counts: dict[str, float], total: float
) -> tuple[Bar, ...]:
    bars: list[Bar] = []
    so_far: list[float] = []
    for name, members in groups:
        amounts = [counts[member] for member in members]
        so_far += amounts
        bars.append(
            Bar(
                title=name,
                count=_plain(math.fsum(amounts)),
                share=math.fsum(amounts) / total,
                cumulative=math.fsum(so_far) / total,
                members=members,
            )
        )
    return tuple(bars)


def _plain(number: float) -> float:
    return int(number) if number == int(number) else number


def _amounts(
    categories: Iterable[Any] | Mapping[str, float],
) -> tuple[dict[str, float], int]:
    """Return what each category amounts to, and how many entries have none."""
    categories = _by_label(categories)
    if isinstance(categories, Mapping):
        problems = [
            NO_AMOUNT.problem(f"{name}", got=repr(amount))
            for name, amount in categories.items()
            if not _is_amount(amount)
        ]
        if problems:
            raise DataError("pareto", problems)
        return {str(name): amount for name, amount in categories.items()}, 0
    entries = as_tuple(categories)
    if not isinstance(entries, tuple):
        must = say("must be a list of texts, or a count for each")
        raise FieldTypeError("categories", must, categories)
    there = [entry for entry in entries if not is_missing(entry)]
    counts: dict[str, float] = dict(Counter(str(entry) for entry in there))
    return counts, len(entries) - len(there)


def _by_label(categories: Any) -> Any:
    """Return the counts that a column has by label, all else as it is.

    ``value_counts()`` is such a column: numbers, whose index is the categories. Numbers
    that are indexed by rows or by days are the categories themselves, as codes.
    """
    categories = one_column(categories, "categories")
    index = getattr(categories, "index", None)
    if index is None or callable(index) or not hasattr(categories, "dtype"):
        return categories
    labels = list(index)
    counted = getattr(categories, "name", None) in {"count", "proportion"}
    named = bool(labels) and all(isinstance(label, str) for label in labels)
    numbers = getattr(categories.dtype, "kind", "O") in "iuf"
    if not numbers or not (counted or named):
        return categories
    return dict(zip(labels, categories.tolist(), strict=True))


def _is_amount(amount: Any) -> bool:
    number = plain_number(amount)
    return type(number) in {int, float} and 0 <= number < math.inf
