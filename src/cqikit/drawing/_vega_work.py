"""Cycles and profiles as Vega-Lite specifications."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from cqikit.core import ENGLISH, Wording, arguments, is_text, list_of, say
from cqikit.drawing import _profile as profiles
from cqikit.drawing import _timeline as timelines
from cqikit.drawing._figure import COLOURS
from cqikit.drawing._picture import A_WORDING
from cqikit.drawing._profile import BEFORE, RANGE, SCORE
from cqikit.drawing._timeline import NO_NAMES, STAGES
from cqikit.drawing._vega_frame import (
    RING,
    layer,
    literal,
    nominal,
    rows_axis,
    spanned,
    spec,
    time,
    tooltip,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from cqikit.assessments import ProfileRow
    from cqikit.pdsa import Cycle

__all__ = ["profile_vega_lite", "timeline_vega_lite"]

#: Pixels of a row.
STEP: Final = 24
CYCLE_TIPS: Final = {
    "cycle": say("cycle"),
    "scale": say("scale"),
    "stage": say("stage"),
    "from": say("from"),
    "to": say("to"),
}
SCORE_TIPS: Final = {"title": say("part"), "said": say("score")}
SCORES: Final = {"range": RANGE, "before": BEFORE, "score": SCORE}
FIELDS: Final = {"range": "low", "before": "before", "score": "score"}
DRAWN: Final = {"range": "bar", "before": "point", "score": "point"}
#: How each is drawn: a bar, a ring and a dot.
MARKS: Final[dict[str, dict[str, Any]]] = {
    "range": {"height": 6},
    "before": {"filled": True, "size": 100, "opacity": 1},
    "score": {"filled": True, "size": 60, "opacity": 1},
}
SHAPES: Final = {
    "range": "square",
    "before": RING,
    "score": "circle",
}
#: How the stages of a cycle are drawn: full, or by their edge alone.
FILLS: Final = {
    name: "#ffffff" if entry.hollow else COLOURS[entry.colour]
    for name, entry in STAGES.items()
}


@arguments(title=is_text, wording=A_WORDING)
def timeline_vega_lite(
    cycles: Iterable[Cycle],
    *,
    title: str,
    names: Mapping[str, str] = NO_NAMES,
    as_of: date | None = None,
    width: float = 9.0,
    wording: Wording = ENGLISH,
) -> dict[str, Any]:
    """Return cycles in time as a Vega-Lite v5 specification.

    What it is given is as for `timeline_svg`; the stages are in
    ``spec["datasets"]["stages"]``.

    Parameters
    ----------
    title : str
        Over the picture.
    names : mapping of str to str
        What is shown for the keys of teams and ideas; the keys unless said.
    as_of : date, optional
        The day on which open cycles end; their last event unless said.
    width : float
        The width in inches; 9 unless said.
    wording : Wording
        How it is said, and in which language; in English unless said.
    """
    every = tuple(cycles)
    rows = timelines.rows_of(every, names, as_of, wording)
    stages = {wording.said(STAGES[name].text): FILLS[name] for name in FILLS}
    y = rows_axis([row.text for row in rows])
    days = spanned(day for row in rows for _, *ends in row.spans for day in ends)
    bars = {
        "y": y,
        "x": time("start", days, wording),
        "x2": {"field": "stop"},
        "color": nominal("stage", stages),
        "tooltip": tooltip(CYCLE_TIPS, wording),
    }
    words = {
        "y": y,
        "x": time("day", days, wording),
        "text": {"field": "end"},
    }
    looks = {"stroke": COLOURS["line"], "height": STEP / 2}
    beside = {"align": "left", "dx": 5}
    return spec(
        title,
        timelines.described(every),
        (width, None),
        wording,
        height={"step": STEP},
        datasets={"stages": list(_spans(rows, wording)), "ends": list(_ends(rows))},
        layer=[
            layer("bar", "stages", name="stages", style=looks, **bars),
            layer("text", "ends", name="ends", style=beside, **words),
        ],
    )


def _ends(rows: Sequence[timelines.Row]) -> Iterator[dict[str, Any]]:
    for place, row in enumerate(rows):
        if row.end and row.spans:
            day = row.spans[-1][2].isoformat()
            yield {"row": place, "day": day, "end": row.end.text}


def _spans(rows: Sequence[timelines.Row], wording: Wording) -> Iterator[dict[str, Any]]:
    for place, row in enumerate(rows):
        for stage, start, stop in row.spans:
            yield {
                "row": place,
                "cycle": row.text,
                "scale": row.scale,
                "stage": wording.said(STAGES[stage].text),
                "start": start.isoformat(),
                "stop": stop.isoformat(),
                "from": wording.day(start),
                "to": wording.day(stop),
            }


@arguments(
    rows=list_of(say("ProfileRows")),
    title=is_text,
    before=list_of(say("ProfileRows")),
    wording=A_WORDING,
)
def profile_vega_lite(
    rows: Sequence[ProfileRow],
    *,
    title: str,
    before: Sequence[ProfileRow] = (),
    width: float = 7.6,
    wording: Wording = ENGLISH,
) -> dict[str, Any]:
    """Return a profile as a Vega-Lite v5 specification.

    What it is given is as for `profile_svg`; the parts are in
    ``spec["datasets"]["parts"]``, each score as a share of its scale.

    Parameters
    ----------
    title : str
        Over the profile.
    before : sequence of ProfileRow
        The rows of an earlier assessment; none unless said.
    width : float
        The width in inches; 7.6 unless said.
    wording : Wording
        How it is said, and in which language; in English unless said.
    """
    ends = literal([wording.said(end) for end in profiles.ends_of(rows)])
    axis = {"values": [0, 0.5, 1], "labelExpr": f"{ends}[2 * datum.value]"}
    scale = {"domain": [0, 1]}
    y = rows_axis([row.title for row in rows])
    x = {"type": "quantitative", "scale": scale, "axis": axis, "title": None}
    words = {name: wording.said(entry.text) for name, entry in SCORES.items()}
    there = profiles.entries_of(rows, before)
    shown = {words[name]: name for name in SCORES if SCORES[name] in there}
    colours = {said: COLOURS[SCORES[name].colour] for said, name in shown.items()}
    shapes = {said: SHAPES[name] for said, name in shown.items()}
    told = {"color": nominal("mark", colours), "tooltip": tooltip(SCORE_TIPS, wording)}
    encodings = {
        name: told | {"y": y, "x": {"field": field, **x}}
        for name, field in FIELDS.items()
    }
    encodings["range"]["x2"] = {"field": "high"}
    for name in ("before", "score"):
        encodings[name]["shape"] = nominal("mark", shapes)
    return spec(
        title,
        profiles.described(rows),
        (width, None),
        wording,
        height={"step": STEP},
        datasets={"parts": list(_parts(rows, before, wording))},
        data={"name": "parts"},
        layer=[
            layer(drawn, name=name, style=MARKS[name], **encodings[name])
            | _steps(name, words)
            for name, drawn in DRAWN.items()
        ],
    )


def _steps(name: str, words: Mapping[str, str]) -> dict[str, Any]:
    """Leave out parts without such a score, and say which one it is."""
    there = {"filter": f"isValid(datum.{FIELDS[name]})"}
    return {"transform": [there, {"calculate": literal(words[name]), "as": "mark"}]}


def _parts(
    rows: Sequence[ProfileRow], before: Sequence[ProfileRow], wording: Wording
) -> Iterator[dict[str, Any]]:
    earlier = {row.key: row for row in before}
    for place, row in enumerate(rows):
        was = earlier.get(row.key)
        yield {
            "row": place,
            "title": row.title,
            "said": wording.said(profiles.value_said(row)),
            "low": profiles.share_of(row, row.low),
            "high": profiles.share_of(row, row.high),
            "before": profiles.share_of(was, was.value) if was else None,
            "score": profiles.share_of(row, row.value),
        }
