"""How to read the charts of a report: once, folded, with the terms that it uses."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

import numpy as np
from attrs import frozen

from cqikit import spc
from cqikit.core import Sentence, say
from cqikit.reports._blocks import (
    Fold,
    Listing,
    Paragraph,
    Section,
    Text,
    Tone,
    line,
    told,
)
from cqikit.reports._composed import MeasureSection

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cqikit.reports._composed import Report

__all__ = ["terms_section"]

READ: Final = say(
    "Each dot is a period or an event, in order of time. The line in the middle shows"
    " where the dots lie; dots that stand out belong to a pattern that chance seldom"
    " makes. Charts of one team after another are on one scale."
)


def _always(_: MeasureSection) -> bool:
    return True


def _limited(section: MeasureSection) -> bool:
    chart = section.charted.chart
    return bool(np.isfinite([chart.lower, chart.upper]).any())


def _on_trial(section: MeasureSection) -> bool:
    return _limited(section) and any(m.trial for m in section.charted.chart.method)


def _changed(section: MeasureSection) -> bool:
    return bool(section.charted.chart.breaks.any())


def _shifted(section: MeasureSection) -> bool:
    return any(not shift.declared for shift in section.result.shifts)


def _by_chance(section: MeasureSection) -> bool:
    said = spc.sentences(section.charted.judgement)
    return any("by chance" in text for text in (*said.between, *said.within))


@frozen
class Term:
    """A term, what it means, and whether a measure is told by it."""

    term: Sentence
    said: Sentence
    used: Callable[[MeasureSection], bool] = _always


#: What the words of a report mean, each said once.
TERMS: Final = (
    Term(
        say("centre"),
        say("the line in the middle: a mean, or on a run chart the median"),
    ),
    Term(say("median"), say("the value with as many points above it as below it")),
    Term(
        say("limits"),
        say(
            "how far points stray from the centre while nothing changes; the upper"
            " (UCL) and the lower (LCL)"
        ),
        _limited,
    ),
    Term(
        say("trial limits"),
        say("limits from few points, which later points will still move"),
        _on_trial,
    ),
    Term(
        say("baseline"),
        say("what was before the first declared change; the centre of that phase"),
        _changed,
    ),
    Term(
        say("phase"),
        say(
            "the points from one declared change to the next; it begins with the first"
            " period that begins after the change"
        ),
        _changed,
    ),
    Term(
        say("carried forward"),
        say(
            "points after a change are judged about the lines of before, as if nothing"
            " had changed"
        ),
        _changed,
    ),
    Term(
        say("signal"),
        say(
            "a pattern that chance seldom makes: a point outside the limits, or a long"
            " run of points on one side of the centre"
        ),
    ),
    Term(
        say("shift"),
        say("a run of points on one side of the centre that is too long for chance"),
    ),
    Term(
        say("shifted median"),
        say("the median anew, of the points from such a run on"),
        _shifted,
    ),
    Term(
        say("stable"),
        say(
            "no signal within the phase: its centre and limits tell what comes while"
            " nothing changes"
        ),
    ),
    Term(
        say("by chance"),
        say(
            "how often a chart like this one would have any signal at all though"
            " nothing had changed; the more seldom, the stronger the evidence"
        ),
        _by_chance,
    ),
)


def terms_section(report: Report) -> Iterator[Section]:
    """Yield how to read the charts, where there are any, with their terms."""
    lines = tuple(
        told("{term}: {said}", term=Text(term.term, Tone.STRONG), said=term.said)
        for term in TERMS
        if any(map(term.used, report.measures))
    )
    if lines:
        yield Section(
            anchor="words",
            title=say("How to read the charts"),
            blocks=(
                Fold(
                    summary=line(say("{n:# term|# terms} of this page", n=len(lines))),
                    blocks=(Paragraph(line(READ)), Listing(lines=lines)),
                ),
            ),
        )
