"""Whether to start a new phase: four conditions, met or missing; people decide."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from attrs import frozen

from cqikit.core import (
    Finding,
    Severity,
    arguments,
    instance_of,
    is_text,
    optional,
    say,
)
from cqikit.errors import FieldError
from cqikit.measures import Direction, DirectionWord
from cqikit.spc._advice._reasons import (
    CAUSE_KNOWN,
    EXPECTED_TO_LAST,
    MET,
    SUSTAINED,
    WANTED_DIRECTION,
)
from cqikit.spc._charts._asked import A_CHART
from cqikit.spc._charts._compare import side_of, tolerance_of
from cqikit.spc._charts._marks import Phase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cqikit.core import FindingKind, Part
    from cqikit.spc._charts._chart import Chart

__all__ = ["PhaseAdvice", "advise_phase"]

WAYS: Final = {1: "above", -1: "below", 0: "beside"}


@frozen(kw_only=True)
class PhaseAdvice:
    """What speaks for new limits from `start` on, and what is missing.

    Parameters
    ----------
    start : int, optional
        The first point of the last run on one side of the centre.
    side : int
        1 above, -1 below the centre; 0 when there is no run.
    length : int
        Useful points of that run.
    met, missing : tuple of Finding
        The four conditions: sustained, cause known, wanted direction, expected
        to last.
    """

    start: int | None
    side: int
    length: int
    met: tuple[Finding, ...]
    missing: tuple[Finding, ...]

    @property
    def advised(self) -> bool:
        """Say whether all four conditions are met."""
        return not self.missing

    def phase(self, title: str) -> Phase:
        """Return the phase to declare, once people have decided so."""
        if self.start is None:
            raise FieldError("start", say("must be known to begin a phase"), self.start)
        return Phase(self.start, title)


@arguments(chart=A_CHART, cause=is_text, length=optional(instance_of(int)))
def advise_phase(
    chart: Chart,
    *,
    direction: Direction | DirectionWord,
    cause: str = "",
    expected_to_last: bool | None = None,
    length: int | None = None,
) -> PhaseAdvice:
    """Say which of the four conditions for new limits are met, and which are not.

    Parameters
    ----------
    chart : Chart
        A single one; its latest phase is looked at.
    direction : Direction
        Which way is better.
    cause : str
        What is known to have changed the process; "" while it is not known, as it is
        unless said.
    expected_to_last : bool, optional
        What those who work there say; None while they have not been asked.
    length : int, optional
        Useful points the last run must have; 8, and 10 on a run chart, where a shift of
        6 should have held for 10 to 12 points before a new median is drawn, unless
        said.

    Examples
    --------
    >>> from cqikit import spc
    >>> before, after = [5, 7, 6, 7, 6, 5] * 2, [8, 9, 8, 9, 8, 9, 9, 8]
    >>> made = spc.chart(before + after, baseline=12)
    >>> advice = advise_phase(made, direction="higher", cause="triage by nurses")
    >>> advice.start, advice.advised, [finding.code for finding in advice.missing]
    (12, False, ['phase.expected-to-last'])
    """
    if chart.values.ndim != 1:
        raise FieldError("chart", say("must be a single one"), chart.values.shape)
    wanted = length or (10 if chart.kind.name == "run" else 8)
    start, side, count = _last_run(chart)
    met: list[Finding] = []
    missing: list[Finding] = []
    known, expected = cause.strip(), expected_to_last is True
    run = (side, count, wanted, Direction.of(direction, "direction"))
    for is_met, finding in _conditions(*run, known, expected=expected):
        (met if is_met else missing).append(finding)
    return PhaseAdvice(
        start=start, side=side, length=count, met=tuple(met), missing=tuple(missing)
    )


def _conditions(
    side: int, count: int, wanted: int, better: Direction, cause: str, *, expected: bool
) -> Iterator[tuple[bool, Finding]]:
    """Yield whether each condition is met, and what is said of it."""
    is_sustained, way = count >= wanted, WAYS[side]
    yield _said(SUSTAINED, is_sustained, way, count=count, wanted=wanted)
    yield _said(CAUSE_KNOWN, bool(cause), cause=cause)
    yield _said(WANTED_DIRECTION, side != 0 and better.sign in {0, side})
    yield _said(EXPECTED_TO_LAST, expected)


def _said(
    row: FindingKind, is_met: object, way: str = "", **parts: Part
) -> tuple[bool, Finding]:
    form, severity = (MET, Severity.NOTE) if is_met else ("", Severity.WARNING)
    return bool(is_met), row.at(form=f"{way}{form}", severity=severity, **parts)


def _last_run(chart: Chart) -> tuple[int | None, int, int]:
    """Return where the run at the end starts, its side, and its useful points."""
    view = chart.view
    tolerance = tolerance_of(view.centre, view.sigma)
    sides = np.where(chart.excluded, 0, side_of(view.values, view.centre, tolerance))
    phase = int(np.flatnonzero(np.r_[True, chart.breaks[1:]])[-1]) if sides.size else 0
    useful = np.flatnonzero(sides[phase:]) + phase
    if not useful.size:
        return None, 0, 0
    side = int(sides[useful[-1]])
    other = np.flatnonzero(sides[useful] != side)
    run = useful[other[-1] + 1 if other.size else 0 :]
    return int(run[0]), side, int(run.size)
