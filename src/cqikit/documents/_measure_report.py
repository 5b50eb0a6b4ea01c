"""What was measured in one period as a FHIR MeasureReport, for other systems."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

from cqikit.core import FindingKind, arguments, parse_period, say
from cqikit.errors import DataError, FieldError
from cqikit.measures import Direction, Series

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cqikit.core import Period
    from cqikit.measures import Measure

__all__ = ["measure_report"]

SYSTEM: Final = "http://terminology.hl7.org/CodeSystem"
NO_COUNT: Final = FindingKind(
    "measure-report.no-count",
    says="must be a whole number, as counts of FHIR are (got {got})",
    fix="report the count of cases, or the value alone",
)
#: Which way is better, as FHIR says it; it has no word for neither.
NOTATIONS: Final = {Direction.HIGHER: "increase", Direction.LOWER: "decrease"}


@arguments()
def measure_report(
    series: Series | Iterable[Series], period: Any, *, measure: str = ""
) -> dict[str, Any]:
    """Return a MeasureReport (FHIR R4) of one period: a summary, with the teams.

    The group has numerator and denominator added over the teams, and the score they
    make; of values without them, a score only where there is one series. Each team is a
    stratum with its own. A team without a value that counts in the period has none.

    Parameters
    ----------
    series : Series, or iterable of Series
        Of one measure, one a team.
    period : Any
        The period that is reported.
    measure : str
        The canonical URL of the Measure; by default ``Measure/`` and its key.

    Raises
    ------
    FieldError
        Where there is no series, or they are of several measures; or where no team has
        a value that counts in the period: FHIR has no status for a report of nothing
        (``pending`` is one that is being made).
    DataError
        With all counts that are not whole, as FHIR has them.

    Examples
    --------
    >>> from cqikit.measures import Measure, Observation
    >>> from cqikit.measures import series as series_of
    >>> visits = Measure(
    ...     key="visits", title="Visits kept", kind="proportion", direction="higher"
    ... )
    >>> north = series_of(
    ...     visits, [Observation(period="2026-01", numerator=18, denominator=24)]
    ... )
    >>> report = measure_report(north, "2026-01")
    >>> report["period"], report["improvementNotation"]["coding"][0]["code"]
    ({'start': '2026-01-01', 'end': '2026-01-31'}, 'increase')
    >>> report["group"][0]["measureScore"]
    {'value': 0.75}

    References
    ----------
    HL7 FHIR Release 4, resource MeasureReport: hl7.org/fhir/R4/measurereport.html
    """
    every = [series] if isinstance(series, Series) else list(series)
    known = {this_series.measure.key: this_series.measure for this_series in every}
    if len(known) != 1:
        raise FieldError("series", say("must be of one measure"), ", ".join(known))
    [of] = known.values()
    when = parse_period(period)
    parts = {
        this_series.team: part
        for this_series in every
        if (part := _part(this_series, when)) is not None
    }
    if not parts:
        raise FieldError("period", say("must have data"), str(when), _spanned(every))
    _check_counts(parts)
    report: dict[str, Any] = {
        "resourceType": "MeasureReport",
        "status": "complete",
        "type": "summary",
        "measure": measure or f"Measure/{of.key}",
        "period": {"start": when.first.isoformat(), "end": when.last.isoformat()},
    }
    if of.direction in NOTATIONS:
        system = f"{SYSTEM}/measure-improvement-notation"
        code = NOTATIONS[of.direction]
        report["improvementNotation"] = {"coding": [{"system": system, "code": code}]}
    group = {"code": {"text": of.title}} | _figures(of, _whole(of, parts))
    if any(parts):
        strata = [
            {"value": {"text": team}} | _figures(of, part)
            for team, part in parts.items()
        ]
        group["stratifier"] = [{"code": [{"text": "team"}], "stratum": strata}]
    return report | {"group": [group]}


#: Value, numerator and denominator; NaN where there is none.
Part = tuple[float, float, float]


def _part(series: Series, when: Period) -> Part | None:
    """Return what a team has in a period, None where nothing that counts."""
    rows = zip(
        series.periods,
        series.values,
        series.numerators,
        series.denominators,
        series.excluded,
        strict=True,
    )
    for period, value, above, below, excluded in rows:
        if period == when and not excluded and not math.isnan(value):
            return value, above, below
    return None


def _whole(measure: Measure, parts: dict[str, Part]) -> Part:
    """Return the figures of all teams together."""
    if len(parts) == 1:
        [only] = parts.values()
        return only
    above, below = (
        math.fsum(part[place] for part in parts.values()) for place in (1, 2)
    )
    value = above / below * measure.per if parts and below else math.nan
    return value, above if parts else math.nan, below if parts else math.nan


def _figures(measure: Measure, part: Part) -> dict[str, Any]:
    """Return population and score, as a group and a stratum have them."""
    value, *counts = part
    figures: dict[str, Any] = {}
    system = f"{SYSTEM}/measure-population"
    population = [
        {"code": {"coding": [{"system": system, "code": code}]}, "count": int(count)}
        for code, count in zip(("numerator", "denominator"), counts, strict=True)
        if not math.isnan(count)
    ]
    if population:
        figures["population"] = population
    if not math.isnan(value):
        unit = {"unit": measure.unit} if measure.unit else {}
        figures["measureScore"] = {"value": value} | unit
    return figures


def _spanned(every: list[Series]) -> str:
    """Say from when to when there is data."""
    periods = [
        period
        for this_series in every
        for period, value, excluded in zip(
            this_series.periods, this_series.values, this_series.excluded, strict=True
        )
        if not excluded and not math.isnan(value)
    ]
    if not periods:
        return say("no period has any")
    return say(
        "there is data from {first} to {last}", first=min(periods), last=max(periods)
    )


def _check_counts(parts: dict[str, Part]) -> None:
    faults = [
        NO_COUNT.problem(team or "series", got=f"{count:g}")
        for team, (_, *counts) in parts.items()
        for count in counts
        if not (math.isnan(count) or count == int(count))
    ]
    if faults:
        raise DataError("measure report", faults)
