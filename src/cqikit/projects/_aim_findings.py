"""What is said of aims, once it is known what their charts show.

A check of an aim knows no data. Here what the data do not lack is left out, and what a
chart would show of a change takes the place of a mere count of points.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
from attrs import evolve

from cqikit import drivers, spc
from cqikit.core import Cadence, FindingKind, Severity, prefixed, run_checks
from cqikit.projects._prospect import LEAST, SEEN, parts_of, prospect_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cqikit.core import Check, Context, Finding
    from cqikit.measures import Aim, Series
    from cqikit.projects._catalogs import Catalogs
    from cqikit.projects._charts import Charted
    from cqikit.projects._project import Project
    from cqikit.projects._prospect import Prospect

__all__ = ["of_each_aim", "with_data"]

POWER: Final = (
    "cqikit: spc.detection; 80 % as in Cohen, Statistical Power Analysis, 1988"
)
#: A plan that sees less surely what it is after is worth a word.
SURELY: Final = 0.8
DIAGRAM_AIM: Final = "diagram.aim"
NO_BASELINE: Final = "aim.no-baseline"
FEW_POINTS: Final = "aim.too-few-points"
OTHER_SCALE: Final = "aim.other-scale"
#: In place of what the check of an aim by itself says.
BASELINE_TAKEN: Final = drivers.AIM_CHECKS[NO_BASELINE].kind
DATES: Final = {
    "later": "set the date to {later} or later",
    "never": "not even 60 {unit}s would show it",
}
KEEP: Final = ", keep the centre of before (baseline = {before} in the charter)"
HARD_TO_SEE: Final = FindingKind(
    "aim.hard-to-see",
    says=SEEN,
    fix={
        f"{date}{way}": f"{words}, measure more often than once a {{unit}}{keep}, or"
        " take rules that find more, and are more often wrong"
        for date, words in DATES.items()
        for way, keep in (("", ""), ("+keep", KEEP))
    },
    source=POWER,
)


def of_each_aim(
    project: Project, checks: tuple[Check[Aim], ...], context: Context
) -> Iterator[Finding]:
    """Yield what the checks of aims find, the aim of the diagram apart."""
    measures = {measure.key: measure for measure in project.measures}
    for place, aim in _places_of_aims(project):
        # The aim of the diagram is judged with it.
        if place == DIAGRAM_AIM:
            continue
        measure = measures.get(aim.measure)
        more = () if measure is None else drivers.aim_checks(measure)
        yield from prefixed(place, run_checks(aim, (*checks, *more), context))


def with_data(
    project: Project,
    charts: tuple[Charted, ...],
    found: tuple[Finding, ...],
    catalogs: Catalogs,
) -> Iterator[Finding]:
    """Yield what is said of aims, as far as their charts do not say otherwise."""
    charted = {this_chart.series.measure.key: this_chart for this_chart in charts}
    of_place = {
        place: (aim, charted[aim.measure])
        for place, aim in _places_of_aims(project)
        if aim.measure in charted
    }
    reckoned = dict(_prospects(project, charts, catalogs))
    for finding in found:
        place, _, _ = finding.where.rpartition(".")
        if finding.code == FEW_POINTS and place in of_place:
            aim, chart = of_place[place]
            enough = _points(project, aim, chart.series) >= LEAST
            if not enough and finding.where not in reckoned:
                yield finding
        elif finding.code == NO_BASELINE and place in of_place:
            yield _baseline_taken(finding, of_place[place][1])
        else:
            yield finding
    asked = {finding.where for finding in found if finding.code == OTHER_SCALE}
    for place, (aim, chart) in of_place.items():
        if f"{place}.target" not in asked:
            yield from _on_other_scale(f"{place}.target", aim, chart.series)
    yield from _hard_ones(project, charts, reckoned)


def _on_other_scale(where: str, aim: Aim, series: Series) -> Iterator[Finding]:
    """Ask whether a target is on the scale of what was measured."""
    values = series.counted[np.isfinite(series.counted)]
    if not values.size:
        return
    check = drivers.aim_checks(series.measure)[OTHER_SCALE]
    measured = evolve(aim, baseline=float(np.median(values)))
    for finding in run_checks(measured, [check]):
        parts: dict[str, Any] = {**finding.parts}
        yield check.kind.at(where, form="values", **parts)


def _baseline_taken(finding: Finding, chart: Charted) -> Finding:
    """Return what is said of a change whose baseline was taken from the chart."""
    if chart.target is None or finding.severity is Severity.NOTE:
        return finding
    taken = BASELINE_TAKEN.at(form="taken", target=float(chart.target))
    return evolve(
        finding,
        severity=taken.severity,
        template=taken.template,
        parts={**finding.parts, **taken.parts},
        message=taken.message,
    )


def _points(project: Project, aim: Aim, series: Series) -> int:
    """Return how many periods there are until an aim is due, those before with it."""
    measure = series.measure
    begun = aim.since.first if aim.since is not None else project.charter.as_of
    start, due = (measure.period(day) for day in (begun, aim.by.last))
    before = np.isfinite(series.counted) & (series.indexes < start.index)
    cadence = measure.cadence or Cadence(frequency=measure.frequency)
    return int(before.sum()) + cadence.indexes(start.index, due.index).size


def _hard_ones(
    project: Project, charts: tuple[Charted, ...], reckoned: dict[str, Prospect]
) -> Iterator[Finding]:
    """Yield which changes would hardly be seen in time."""
    # An earlier change that helped shows nothing of what an aim is still after.
    shown = {
        chart.series.measure.key
        for chart in charts
        if chart.judgement.variation == spc.Variation.IMPROVEMENT
    }
    for where, prospect in reckoned.items():
        aim = prospect.aim
        ahead = aim.by.last >= project.charter.as_of and aim.measure not in shown
        if ahead and prospect.chance < SURELY:
            yield _hard_to_see(prospect, where)


def _prospects(
    project: Project, charts: tuple[Charted, ...], catalogs: Catalogs
) -> Iterator[tuple[str, Prospect]]:
    """Yield what can be reckoned of aims, each with where its date stands."""
    series = {chart.series.measure.key: chart.series for chart in charts}
    for place, aim in _places_of_aims(project):
        if aim.measure in series:
            found = prospect_of(
                project,
                aim,
                series[aim.measure],
                kinds=catalogs.kinds,
                rule_sets=catalogs.rule_sets,
            )
            if found is not None:
                yield f"{place}.by", found


def _hard_to_see(prospect: Prospect, where: str) -> Finding:
    later = prospect.seen_in(SURELY)
    ways = ["never" if later is None else "later"]
    if isinstance(prospect.centre, spc.EstimatedCentre):
        ways.append("keep")
    return HARD_TO_SEE.at(
        where,
        form="+".join(ways),
        severity=Severity.NOTE if prospect.chance >= 0.5 else Severity.WARNING,
        **parts_of(prospect),
        later="" if later is None else later,
        unit=prospect.start.frequency.words,
        before=prospect.before,
    )


def _places_of_aims(project: Project) -> Iterator[tuple[str, Aim]]:
    """Yield each aim with where it stands; that of the diagram stands there."""
    above = project.diagram.aim if project.diagram is not None else None
    if above is not None:
        yield DIAGRAM_AIM, above
    for number, aim in enumerate(project.aims):
        if aim != above:
            yield f"aims[{number}]", aim
