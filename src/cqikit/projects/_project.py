"""One improvement project: the rooms' values, joined by keys."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from attrs import field, frozen

from cqikit.assessments import Crosswalk, Responses
from cqikit.core import (
    TupleOf,
    arguments,
    as_optional_day,
    each,
    instance_of,
    is_day,
    is_key,
    is_text,
    optional,
    say,
    unique,
)
from cqikit.drivers import Diagram
from cqikit.errors import DuplicateError, UnknownNameError
from cqikit.measures import Aim, Measure, Series, phase_starts
from cqikit.pdsa import Cycle
from cqikit.plans import Plan
from cqikit.projects._causes import Cause
from cqikit.projects._charter import Charter, ChartPlan
from cqikit.projects._coaching import Contact
from cqikit.projects._conjoint import Conjoint, QualitativeEvidence
from cqikit.projects._groundwork import Groundwork
from cqikit.projects._lessons import Lesson, Resource

if TYPE_CHECKING:
    from cqikit.core import Period

__all__ = ["Assessed", "Project"]


@frozen(kw_only=True)
class Assessed:
    """One self-assessment: who answered what, on which day.

    Parameters
    ----------
    key : str
        A short name, other than those of its neighbours.
    title : str
        What people read; reports show that of the framework unless said.
    on : date, optional
        The day of the answers; not told unless said.
    responses : Responses
        The answers.
    translated_from : str
        Key of the assessment whose answers `crosswalk` made this of; "" where
        people answered it, and unless said.
    crosswalk : Crosswalk, optional
        What made it of that one; None where people answered it, and unless
        said.
    """

    key: str = field(validator=is_key)
    title: str = field(default="", validator=is_text)
    on: date | None = field(
        default=None, converter=as_optional_day, validator=optional(is_day)
    )
    responses: Responses = field(validator=instance_of(Responses))
    translated_from: str = field(default="", validator=is_text)
    crosswalk: Crosswalk | None = field(
        default=None, validator=optional(instance_of(Crosswalk))
    )


@frozen(kw_only=True)
class Project:
    """Everything there is on one improvement project.

    The rooms do not know each other; here their values meet, joined by keys:
    an aim names its measure, a cycle its change idea, a step the needs that it
    answers. Only the charter is required.

    Parameters
    ----------
    charter : Charter
        The head of the project.
    measures : tuple of Measure
        What is measured; nothing unless said.
    aims : tuple of Aim
        What is aimed at; nothing unless said.
    series : tuple of Series
        One a measure and team.
    diagram : Diagram, optional
        The driver diagram; none unless said.
    plan : Plan, optional
        The plan; none unless said.
    cycles : tuple of Cycle
        The PDSA cycles; none unless said.
    assessed : tuple of Assessed
        In order of time; the first is the one before, the last the retake.
    causes : tuple of Cause
        What stands between the needs of the plan and what answers them.
    contacts : tuple of Contact
        The log of coaches and of those who give TA.
    lessons : tuple of Lesson
        What was learned; nothing unless said.
    resources : tuple of Resource
        What helps; nothing unless said.
    groundwork : Groundwork, optional
        What it stands on; not told unless said.
    evidence : tuple of QualitativeEvidence
        What people told; nothing unless said.
    conjoint : tuple of Conjoint
        Questions of which numbers and stories both speak.
    """

    charter: Charter = field(validator=instance_of(Charter))
    measures: tuple[Measure, ...] = field(
        default=(),
        converter=TupleOf[Measure],
        validator=[each(instance_of(Measure)), unique()],
    )
    aims: tuple[Aim, ...] = field(
        default=(), converter=TupleOf[Aim], validator=[each(instance_of(Aim)), unique()]
    )
    series: tuple[Series, ...] = field(
        default=(), converter=TupleOf[Series], validator=each(instance_of(Series))
    )
    diagram: Diagram | None = field(
        default=None, validator=optional(instance_of(Diagram))
    )
    plan: Plan | None = field(default=None, validator=optional(instance_of(Plan)))
    cycles: tuple[Cycle, ...] = field(
        default=(),
        converter=TupleOf[Cycle],
        validator=[each(instance_of(Cycle)), unique()],
    )
    assessed: tuple[Assessed, ...] = field(
        default=(),
        converter=TupleOf[Assessed],
        validator=[each(instance_of(Assessed)), unique()],
    )
    causes: tuple[Cause, ...] = field(
        default=(),
        converter=TupleOf[Cause],
        validator=[each(instance_of(Cause)), unique()],
    )
    contacts: tuple[Contact, ...] = field(
        default=(), converter=TupleOf[Contact], validator=each(instance_of(Contact))
    )
    lessons: tuple[Lesson, ...] = field(
        default=(),
        converter=TupleOf[Lesson],
        validator=[each(instance_of(Lesson)), unique()],
    )
    resources: tuple[Resource, ...] = field(
        default=(),
        converter=TupleOf[Resource],
        validator=[each(instance_of(Resource)), unique()],
    )
    groundwork: Groundwork | None = field(
        default=None, validator=optional(instance_of(Groundwork))
    )
    evidence: tuple[QualitativeEvidence, ...] = field(
        default=(),
        converter=TupleOf[QualitativeEvidence],
        validator=[each(instance_of(QualitativeEvidence)), unique()],
    )
    conjoint: tuple[Conjoint, ...] = field(
        default=(),
        converter=TupleOf[Conjoint],
        validator=[each(instance_of(Conjoint)), unique()],
    )

    def __attrs_post_init__(self) -> None:
        seen = set()
        for series in self.series:
            place = (series.measure.key, series.team)
            if place in seen:
                raise DuplicateError(
                    say("series"), " of ".join(place), say("one a measure and team")
                )
            seen.add(place)

    @property
    def measure_titles(self) -> dict[str, str]:
        """Return what each measure is called, by its key."""
        return {measure.key: measure.title for measure in self.measures}

    @arguments()
    def measure(self, key: str) -> Measure:
        """Return the measure of this key.

        Raises
        ------
        UnknownNameError
            When there is none.
        """
        for measure in self.measures:
            if measure.key == key:
                return measure
        raise UnknownNameError(
            say("measure"), key, (measure.key for measure in self.measures)
        )

    @arguments()
    def series_of(self, measure: str) -> tuple[Series, ...]:
        """Return the series of one measure, one a team."""
        return tuple(series for series in self.series if series.measure.key == measure)

    @arguments()
    def aim_for(self, measure: str) -> Aim | None:
        """Return the first aim for one measure, if it has any."""
        return next((aim for aim in self.aims if aim.measure == measure), None)

    def chart_plan(self, measure: str) -> ChartPlan:
        """Return which chart one measure gets."""
        plans = (chart for chart in self.charter.charts if chart.measure == measure)
        return next(plans, ChartPlan(measure=measure))

    @arguments()
    def phases_of(self, series: Series) -> tuple[Period, ...]:
        """Return the periods in which a series begins a new phase."""
        return phase_starts(self.charter.changes, series.periods)
