"""Predictions about a measure, beside what its series shows."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from attrs import evolve, frozen

from cqikit import pdsa
from cqikit.core import Period, arguments, format_number, instance_of, say
from cqikit.projects._thread import Thread

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from cqikit.measures import Series

__all__ = ["Foretold", "foretold"]


@frozen(kw_only=True)
class Foretold:
    """A prediction about a measure, and what its series shows at the end of the test.

    Parameters
    ----------
    cycle, title : str
        Key and title of the cycle.
    question : str
        What was asked.
    prediction : pdsa.Prediction
        A move from an unknown start starts from the last value before the test.
    measure : str
        Key of the measure.
    named : str
        Title of the measure.
    of : str
        Whose series it is: the team's, or "" for all teams together.
    period : Period, optional
        The last one begun by the end of the test that has a value; None before there is
        any, or while the test runs.
    actual : float, optional
        Its value, in the unit of the measure.
    verdict : pdsa.Verdict, optional
        How it compares; None where only people can tell.
    said : pdsa.Verdict, optional
        What the cycle itself says.
    """

    cycle: str
    title: str
    question: str
    prediction: pdsa.Prediction
    measure: str
    named: str
    of: str
    period: Period | None
    actual: float | None
    verdict: pdsa.Verdict | None
    said: pdsa.Verdict | None

    def __str__(self) -> str:
        foretold = pdsa.in_sentence(self.prediction, format_number)
        parts: dict[str, Any] = {
            "cycle": self.title,
            "question": self.question,
            "prediction": foretold,
            "measure": self.named,
        }
        if self.of:
            parts["measure"] = say(
                "{measure} of {team}", measure=self.named, team=self.of
            )
        if self.actual is None or self.period is None:
            return say(
                "“{cycle}”, {question} Predicted {prediction}; {measure} has no value"
                " for it yet",
                **parts | {"measure": self.named},
            )
        said = say(
            "“{cycle}”, {question} Predicted {prediction}; {measure} was {actual} in"
            " {period}",
            actual=float(self.actual),
            period=self.period,
            **parts,
        )
        if self.verdict is not None:
            said = say("{said}: {verdict}", said=said, verdict=self.verdict.words)
        if self.said is None or self.said is self.verdict:
            return said
        return say(
            "{said}; the cycle says: {verdict}", said=said, verdict=self.said.words
        )


@arguments(
    thread=instance_of(
        Thread, fix=say("make one with {call}", call="projects.thread(project)")
    )
)
def foretold(thread: Thread) -> tuple[Foretold, ...]:
    """Return each prediction about a measure of the project, and what that shows.

    The series is that of the cycle's team where it has one, else the charted one of all
    teams together; of the two, the one that stood nearer to where a move starts.
    """
    return tuple(_of_cycles(thread))


def _of_cycles(thread: Thread) -> Iterator[Foretold]:
    charted = {chart.series.measure.key: chart.series for chart in thread.charts}
    for cycle in thread.project.cycles:
        for comparison in pdsa.comparisons(cycle):
            own = {it.team: it for it in thread.project.series_of(comparison.measure)}
            both = [own.get(cycle.team), charted.get(comparison.measure)]
            there = [it for it in both if it is not None]
            if there:
                yield _told(
                    cycle, comparison, _meant(cycle, comparison.prediction, there)
                )


def _meant(
    cycle: pdsa.Cycle, prediction: pdsa.Prediction | None, several: list[Series]
) -> Series:
    """Return the series that a prediction starts from; the first unless it says."""
    begun = pdsa.latest(cycle, pdsa.StartTest)
    start = prediction.start if isinstance(prediction, pdsa.TrendPrediction) else None
    if begun is None or start is None:
        return several[0]

    def far(series: Series) -> float:
        found = _value_by(series, begun.on, before=True)
        return math.inf if found is None else abs(found[1] - start)

    return min(several, key=far)


def _told(cycle: pdsa.Cycle, comparison: pdsa.Comparison, series: Series) -> Foretold:
    begun, ended = (pdsa.latest(cycle, kind) for kind in (pdsa.StartTest, pdsa.EndTest))
    prediction, found = comparison.prediction, None
    if begun is not None and isinstance(prediction, pdsa.TrendPrediction):
        before = _value_by(series, begun.on, before=True)
        if prediction.start is None and before is not None:
            prediction = evolve(prediction, start=before[1])
    if ended is not None:
        found = _value_by(series, ended.on)
    return Foretold(
        cycle=cycle.key,
        title=cycle.title,
        question=comparison.question,
        prediction=prediction,
        measure=comparison.measure,
        named=series.measure.title,
        of=series.team,
        period=found[0] if found else None,
        actual=found[1] if found else None,
        verdict=pdsa.compare(prediction, found[1]) if found else None,
        said=comparison.verdict,
    )


def _value_by(
    series: Series, day: date, *, before: bool = False
) -> tuple[Period, float] | None:
    """Return the last period begun (or ended) by a day that has a value, and that."""
    pairs = zip(series.periods, series.counted.tolist(), strict=True)
    seen = [(period, value) for period, value in pairs if not math.isnan(value)]
    if before:
        seen = [pair for pair in seen if pair[0].last < day]
    return next((pair for pair in reversed(seen) if pair[0].first <= day), None)
