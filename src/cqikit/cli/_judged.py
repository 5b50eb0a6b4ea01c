"""A judged chart as data: for JSON one object, for tables one row a point."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

from cqikit import spc

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cqikit.core import Finding
    from cqikit.drawing import ChartPicture
    from cqikit.spc import Chart, Signal

__all__ = ["judged_data", "judged_rows", "signal_data"]

LINES: Final = ("centre", "lower", "upper")


def judged_data(
    picture: ChartPicture, *, understood: Iterable[str], findings: Iterable[Finding]
) -> dict[str, Any]:
    """Return what is known of a judged chart, for `json_text`.

    Parameters
    ----------
    picture : ChartPicture
    understood : iterable of str
        What the table was taken to say.
    findings : iterable of Finding
        Of the audit of the data.
    """
    chart, judged = picture.chart, picture.judgement
    return {
        "title": chart.title,
        "unit": picture.unit,
        "understood": understood,
        "kind": chart.kind.name,
        "rules": list(judged.reading.flags),
        "rules_left_out": judged.reading.left_out,
        "better": judged.direction,
        "target": picture.target,
        "observed": sum(map(math.isfinite, chart.values.tolist())),
        "points": list(_points(picture)),
        "phases": list(_phases(chart)),
        "signals": [signal_data(chart, signal) for signal in judged.reading.signals],
        "changes": [
            {
                "on": change.on,
                "title": change.title,
                "before": change.before.centre,
                "after": change.after.centre,
                "direction": _way(change.direction),
                "meaning": change.meaning,
                "signals": [signal_data(chart, signal) for signal in change.signals],
            }
            for change in judged.changes
        ],
        "variation": judged.variation,
        "assurance": judged.assurance,
        "moved": judged.moved,
        "supports": judged.supports,
        "summary": judged.summary,
        "findings": findings,
    }


def judged_rows(picture: ChartPicture) -> list[dict[str, Any]]:
    """Return one row a point: its lines, its phase, and a column for each rule."""
    names = list(picture.judgement.reading.flags)
    rows = []
    for point in _points(picture):
        said = point.pop("rules")
        point |= {f"rule {name}": said.get(name, "") for name in names}
        rows.append(point)
    return rows


def _points(picture: ChartPicture) -> Iterator[dict[str, Any]]:
    chart, flags = picture.chart, picture.judgement.reading.flags
    target = picture.judgement.target
    # Every chart of a table has its periods.
    periods: Any = chart.on
    phase = 1 + chart.breaks.cumsum()
    reasons = chart.reasons or [""] * len(chart.values)
    for place, period in enumerate(periods):
        yield {
            "period": str(period),
            "value": chart.values[place],
            **{name: getattr(chart, name)[place] for name in LINES},
            "phase": int(phase[place]),
            "excluded": bool(chart.excluded[place]),
            "reason": reasons[place],
            "target": None if target is None else target[place],
            "rules": {
                name: _way(int(said[place]))
                for name, said in flags.items()
                if said[place]
            },
        }


def _phases(chart: Chart) -> Iterator[dict[str, Any]]:
    for number, record in enumerate(chart.method, start=1):
        last = record.stop - 1
        yield {
            "phase": number,
            "title": record.title,
            "first": _period(chart, record.start),
            "last": _period(chart, last),
            # Limits may differ point by point: these are those of the last one.
            **{name: getattr(chart, name)[last] for name in LINES},
            "used": record.used,
            "excluded": record.excluded,
            "missing": record.missing,
            "baseline": record.baseline,
            "trial": record.trial,
            "centre_is": record.centre,
            "spread_is": record.spread,
            "formula": record.formula,
            "source": record.source,
        }


def signal_data(chart: Chart, signal: Signal) -> dict[str, Any]:
    return {
        "rule": signal.rule,
        "first": _period(chart, signal.first),
        "last": _period(chart, signal.last),
        "points": signal.last - signal.first + 1,
        "direction": _way(signal.direction),
    }


def _period(chart: Chart, place: int) -> str:
    periods: Any = chart.on
    return str(periods[place])


def _way(went: int) -> str:
    """Return which way a rule, or a change, says that it went."""
    ways = {spc.UP: "up", spc.DOWN: "down", spc.UNDIRECTED: "undirected", 0: ""}
    return ways[went]
