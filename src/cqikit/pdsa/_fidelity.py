"""Fidelity: how far records of cycles show the method as it is meant.

Seven measures with denominators that cascade, after McNicholas and others, BMJ
Quality & Safety 2019;28:356 (table 2), whose counts stand beside ours. They
are the rates of one programme (421 cycles of 39 teams), neither percentiles
nor goals.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import frozen

from cqikit.core import Catalog, arguments, say
from cqikit.pdsa._records import (
    Record,
    as_sheets,
    ascends,
    chains,
    has_data_over_time,
    has_plan,
    is_documented,
    is_learning,
    is_studied_after,
)
from cqikit.pdsa._shares import Share, per_cent

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cqikit.pdsa._worksheet import Worksheet

__all__ = ["FIDELITY_SOURCE", "FidelityMeasure", "fidelity"]

FIDELITY_SOURCE: Final = "McNicholas et al., BMJ Qual Saf 2019;28:356, table 2"


@frozen(kw_only=True)
class FidelityMeasure:
    """One measure of fidelity, with the published rate beside it.

    Parameters
    ----------
    name : str
        Stable name, such as ``prediction``.
    title : str
        What it says of a record, or of a series of records.
    found : Share
        So many of those that can show it.
    of_what : str
        What the denominator counts.
    published : Share
        What the source found.
    source : str
        Who published the rate; McNicholas et al. (2019) unless said.
    """

    name: str
    title: str
    found: Share
    of_what: str
    published: Share
    source: str = FIDELITY_SOURCE

    def __str__(self) -> str:
        ends = self.found.interval()
        ours = say(
            "{title}: {found} {of_what}",
            title=self.title,
            found=str(self.found),
            of_what=self.of_what,
        )
        if ends is not None:
            ours = say(
                "{found}, 95 % interval {low} to {high}",
                found=ours,
                low=per_cent(ends[0]),
                high=per_cent(ends[1]),
            )
        return say(
            "{found}; published {published}", found=ours, published=str(self.published)
        )


@frozen
class _Published:
    name: str
    title: str
    of_what: str
    share: Share


PUBLISHED: Final = Catalog(
    (
        _Published(
            "documented",
            say("all four stages are written down"),
            say("cycles with a plan"),
            Share(299, 421),
        ),
        _Published(
            "studied-after",
            say("the study was written after the test"),
            say("documented cycles"),
            Share(253, 299),
        ),
        _Published(
            "learning",
            say("the cycle tests a change or collects information"),
            say("documented cycles"),
            Share(294, 299),
        ),
        _Published(
            "prediction",
            say("a prediction is written down"),
            say("documented learning cycles"),
            Share(36, 294),
        ),
        _Published(
            "iterative",
            say("the cycle belongs to a series of two or more"),
            say("documented cycles"),
            Share(163, 299),
        ),
        _Published(
            "growing-scale",
            say("the series tests on a growing scale"),
            say("series"),
            Share(19, 64),
        ),
        _Published(
            "regular-data",
            say("the series uses regular data over time"),
            say("series"),
            Share(29, 64),
        ),
    ),
    kind=say("fidelity measure"),
)


@arguments()
def fidelity(records: Iterable[Record], *, points: int = 3) -> Catalog[FidelityMeasure]:
    """Return the seven measures of fidelity for these records.

    Parameters
    ----------
    records : iterable of Cycle or Worksheet
        Cycles cannot lack a prediction; worksheets, as found in the field, can
        lack anything.
    points : int
        How many days of data make "regular data" of a series, unless a chart
        is among its evidence (3: Knudsen et al., BMC Health Serv Res
        2019;19:683).

    Returns
    -------
    Catalog of FidelityMeasure
        ``documented`` of the cycles with a plan; ``studied-after``,
        ``learning`` and ``iterative`` of the documented ones; ``prediction``
        of those that are learning activities; ``growing-scale`` and
        ``regular-data`` of the series that documented cycles of one team on
        one idea make.

    Notes
    -----
    The source read records by hand; here each measure is computed from fields.
    It took a study in the past tense for one that was carried out: here the
    study must be dated no earlier than the end of the test.

    Examples
    --------
    >>> from cqikit.pdsa import Worksheet
    >>> sheet = Worksheet(key="c1", title="Remind", objective="Less waiting")
    >>> print(fidelity([sheet])["documented"])
    all four stages are written down: 0 of 1 (0.0 %) cycles with a plan, 95 % \
interval 0 % to 79 %; published 299 of 421 (71.0 %)
    """
    planned = [sheet for sheet in as_sheets(records) if has_plan(sheet)]
    documented = [sheet for sheet in planned if is_documented(sheet)]
    learning = [sheet for sheet in documented if is_learning(sheet)]
    series = chains(documented)
    found = {
        "documented": Share(len(documented), len(planned)),
        "studied-after": _share(documented, map(is_studied_after, documented)),
        "learning": Share(len(learning), len(documented)),
        "prediction": _share(
            learning, (bool(worksheet.predictions) for worksheet in learning)
        ),
        "iterative": Share(sum(map(len, series)), len(documented)),
        "growing-scale": _share(series, map(_grows, series)),
        "regular-data": _share(
            series, (has_data_over_time(chain, points) for chain in series)
        ),
    }
    return Catalog(
        (
            FidelityMeasure(
                name=published.name,
                title=published.title,
                found=found[published.name],
                of_what=published.of_what,
                published=published.share,
            )
            for published in PUBLISHED
        ),
        kind=say("fidelity measure"),
    )


def _share(all_of_them: Sequence[object], holds: Iterable[bool]) -> Share:
    return Share(sum(holds), len(all_of_them))


def _grows(chain: Sequence[Worksheet]) -> bool:
    return ascends([sheet.scale for sheet in chain])
