"""Pictures that are values, on the pages of a report: which of them has something."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from attrs import field, frozen

from cqikit import assessments, drawing, pdsa, projects, spc
from cqikit.core import say
from cqikit.reports._blocks import Picture, line
from cqikit.reports._pictures import NARROW, PAPER, Chart

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from cqikit.collaboratives import Between, Proposals
    from cqikit.core import Wording
    from cqikit.drivers import Diagram
    from cqikit.plans import Plan
    from cqikit.reports._assessments import AssessmentSection
    from cqikit.reports._composed import Report

__all__ = [
    "Valued",
    "level_picture",
    "own_picture",
    "participation_picture",
    "plan_picture",
    "ramp_pictures",
    "roles_picture",
    "spread_picture",
    "theory_picture",
]

#: Of a funnel on a page, in inches.
WIDE, HIGH = 7.6, 3.8
#: So many teams stand on a page, so many of them before the others are folded, and
#: so many on a sheet of paper.
ON_PAGE: Final = 120
FIRST: Final = 24
ON_PAPER: Final = 45
#: More teams are told apart by the table of ranks alone, more cycles by the timeline.
COMPARED: Final = 60
CYCLES: Final = 60
#: There are no more marks for roles.
ROLES: Final = 14


@frozen(eq=False)
class Valued:
    """A picture that lays itself out; `parts` are what it is on paper.

    One that is `whole` is as wide as it is: a telephone moves over it. A page folds
    the `rest` of it under `more`.
    """

    picture: drawing.Picture
    parts: tuple[drawing.Picture, ...] = field(kw_only=True, default=())
    whole: bool = field(kw_only=True, default=False)
    rest: tuple[Valued, ...] = field(kw_only=True, default=())
    more: str = field(kw_only=True, default="")

    def wide(self, wording: Wording) -> str:
        """Return it for a page."""
        return drawing.picture_svg(self.picture, wording=wording)

    def narrow(self, wording: Wording) -> str:
        """Return it for a telephone; nothing for one that is as wide as it is."""
        if self.whole:
            return ""
        return drawing.picture_svg(self.picture, width=NARROW, wording=wording)

    def sheets(self, wording: Wording) -> tuple[str, ...]:
        """Return it for paper, on as many sheets as it takes."""
        return tuple(
            drawing.picture_svg(picture, width=PAPER, wording=wording)
            for picture in self.parts or (self.picture,)
        )


@frozen(eq=False)
class OfUnits:
    """A funnel or a Pareto chart, as it draws itself."""

    value: spc.Funnel | spc.Pareto

    def wide(self, wording: Wording) -> str:
        """Return it for a page."""
        return self._svg(WIDE, wording)

    def narrow(self, wording: Wording) -> str:
        """Return it for a telephone."""
        return self._svg(NARROW, wording)

    def _svg(self, width: float, wording: Wording) -> str:
        if isinstance(self.value, spc.Funnel):
            size = (width, HIGH)
            return drawing.funnel_svg(self.value, size=size, wording=wording)
        return drawing.pareto_svg(self.value, width=width, wording=wording)

    def sheets(self, wording: Wording) -> tuple[str, ...]:
        """Return it for paper."""
        return (self._svg(PAPER, wording),)


def own_picture(block: Any, title: str) -> Picture | None:
    """Return a picture for what draws itself, with what it says; None for all else."""
    if all(hasattr(block, name) for name in ("scene", "vega", "title", "said")):
        drawn: Any = Valued(block, whole=isinstance(block, drawing.TheoryPicture))
        named, said = block.title, block.said
    elif isinstance(block, (spc.Funnel, spc.Pareto)):
        drawn, named, said = OfUnits(block), block.title, drawing.show(block).sentence
    elif isinstance(
        block, (drawing.ChartPicture, spc.Judgement, spc.Reading, spc.Chart)
    ):
        picture = drawing.ChartPicture.of(block)
        drawn, named = Chart(picture), picture.chart.title
        said = picture.judgement.summary
    else:
        return None
    outline = said
    if named and "\n" not in said:
        outline = say("{chart}: {judgement}", chart=named, judgement=said)
    return Picture(
        drawing=drawn, title=named or title, caption=line(said), outline=outline
    )


def theory_picture(report: Report, diagram: Diagram, outline: str) -> Picture:
    """Return the driver diagram: how ideas stand, which way drivers move."""
    charted = [section.charted for section in report.measures]
    theory = projects.theory_of(diagram, report.project.cycles, charted)
    judged = {each.series.measure.key: each.judgement for each in charted}
    picture = drawing.TheoryPicture(diagram, theory, judged)
    return Picture(
        drawing=Valued(picture, whole=True), title=diagram.title, outline=outline
    )


def ramp_pictures(report: Report, names: Mapping[str, str]) -> Iterator[Picture]:
    """Yield the cycles that lean on a measure under its chart, measure by measure."""
    for section in report.measures:
        measure, chart = section.result.measure, section.picture
        lean = [
            cycle for cycle in report.project.cycles if measure.key in _measures(cycle)
        ]
        if chart.chart.on and chart.chart.calendar and 0 < len(lean) <= CYCLES:
            picture = drawing.RampPicture(chart, lean, names)
            title = say("{measure}: the cycles that lean on it", measure=measure.title)
            yield Picture(drawing=Valued(picture), title=title)


def _measures(cycle: pdsa.Cycle) -> tuple[str, ...]:
    plan = pdsa.latest(cycle, pdsa.Plan)
    return plan.measures if plan else ()


def plan_picture(plan: Plan, report: Report) -> Iterator[Picture]:
    """Yield the steps of a plan in time, with its reviews, where it has steps."""
    if plan.steps:
        picture = drawing.PlanPicture(plan, as_of=report.project.charter.as_of)
        title = say("The plan in time")
        yield Picture(drawing=Valued(picture), title=title, caption=line(picture.said))


def roles_picture(section: AssessmentSection) -> Iterator[Picture]:
    """Yield what each role says of each part, where there are marks for all roles."""
    if 1 < len(section.roles) <= ROLES:
        picture = drawing.RolesPicture(
            rows=section.rows,
            roles={
                role: assessments.profile(result)
                for role, result in section.roles.items()
            },
            title=section.title,
            before=section.before,
        )
        title = say("By role: {title}", title=section.title)
        yield Picture(drawing=Valued(picture), title=title)


def participation_picture(report: Report) -> Iterator[Picture]:
    """Yield who sent data, attended, or was silent, where there are reports."""
    reports = report.closing.reports
    if not reports.periods or not reports.teams:
        return
    met: dict[str, list[date]] = {}
    for contact in report.project.contacts:
        met.setdefault(contact.team, []).append(contact.on)
    picture = drawing.ParticipationPicture(
        reports=reports, titles=report.closing.team_titles, attended=met
    )
    shown, teams = picture.pages(ON_PAGE)[0], len(reports.teams)
    first, *others = shown.pages(FIRST)
    told = line(picture.said)
    if teams > ON_PAGE:
        some = say(
            "Of {teams} teams, the {shown} that were silent for longest.",
            teams=teams,
            shown=ON_PAGE,
        )
        told = line(picture.said, ". ", some)
    drawn = Valued(
        first,
        parts=picture.pages(ON_PAPER),
        rest=tuple(map(Valued, others)),
        more=say("{n:# more team|# more teams}", n=min(teams, ON_PAGE) - FIRST),
    )
    yield Picture(drawing=drawn, title=picture.title, caption=told)


def level_picture(found: Between, titles: Mapping[str, str]) -> Iterator[Picture]:
    """Yield teams by their likely level, where it is not too many to be read."""
    if len(found.teams) <= COMPARED:
        picture = drawing.CaterpillarPicture(found, titles)
        title = say("{measure}, teams by level", measure=found.measure.title)
        yield Picture(drawing=Valued(picture), title=title, caption=line(picture.said))


def spread_picture(found: Proposals, report: Report) -> Iterator[Picture]:
    """Yield the ladder of rungs, and when teams joined, where that is known."""
    periods, teams = report.closing.reports.periods, report.closing.teams
    if not periods or not found.rungs:
        return
    joined = {team.key: (team.since or periods[0]).first for team in teams}
    picture = drawing.SpreadPicture(
        joined=joined,
        rungs=found.rungs,
        gates=found.gates,
        as_of=report.project.charter.as_of,
    )
    yield Picture(
        drawing=Valued(picture), title=picture.title, caption=line(picture.said)
    )
