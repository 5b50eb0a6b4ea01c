"""What a report says, worked out: `compose` makes it, and every form shows it."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import field, frozen

from cqikit.collaboratives import (
    ClosingReport,
    Collaborative,
    MeasureResult,
    Proposals,
)
from cqikit.core import Finding, FrozenDict, as_frozen
from cqikit.drawing import ChartPicture, Panel
from cqikit.projects import Charted, Dose, Project, Suggestion, Thread
from cqikit.reports._assessments import AssessmentSection
from cqikit.reports._levels import LevelSection

__all__ = ["MeasureSection", "Report"]


@frozen(kw_only=True)
class MeasureSection:
    """One measure: its result, its chart, and the teams' little charts.

    Those of teams that need attention stand first, and of thousands of teams these
    only: a page lists all teams in a table.

    Parameters
    ----------
    result : MeasureResult
        Its row in the closing report.
    charted : Charted
        All teams together, charted.
    signals : tuple of str
        What signals on the chart, in words.
    picture : ChartPicture
        How the chart is drawn.
    panels : tuple of Panel
        The little charts of teams.
    """

    result: MeasureResult
    charted: Charted
    signals: tuple[str, ...]
    picture: ChartPicture
    panels: tuple[Panel, ...]


@frozen(kw_only=True)
class Report:
    """Everything that a closing report shows.

    Parameters
    ----------
    project : Project
        As it was known on the charter's day.
    collaborative : Collaborative
        Whose report it is.
    closing : ClosingReport
        What was gained, and what that rests on.
    measures : tuple of MeasureSection
        One a measure with data.
    assessments : tuple of AssessmentSection
        One a self-assessment.
    findings : tuple of Finding
        Of all checks, the gravest first.
    thread : Thread
        From need to proof, by the charts and figures of this report.
    aimed : dict of str to MeasureResult
        By the key of each aim whose measure has data, its closing figures.
    guide : Proposals, optional
        The closing guide beside what the data propose, if there is one.
    understood : tuple of str
        How the tables were read, a sentence each.
    levels : tuple of LevelSection
        What the teams belong to, the lowest level first; none where they say nothing.
    doses : tuple of Dose
        What coaches and TA gave each team, beside what its measures did; none where
        there is no log.
    standing : dict of str to Suggestion
        Where each team stands on the scale of progress, of those that anybody scored.
    """

    project: Project
    collaborative: Collaborative
    closing: ClosingReport
    measures: tuple[MeasureSection, ...]
    assessments: tuple[AssessmentSection, ...]
    findings: tuple[Finding, ...]
    thread: Thread
    aimed: Mapping[str, MeasureResult] = field(converter=as_frozen)
    guide: Proposals | None = None
    understood: tuple[str, ...] = ()
    levels: tuple[LevelSection, ...] = ()
    doses: tuple[Dose, ...] = ()
    standing: Mapping[str, Suggestion] = field(
        default=FrozenDict(), converter=as_frozen
    )
