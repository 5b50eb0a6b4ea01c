"""Results by measure: where it stood, where it stands, who meets the aim (S5)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from attrs import evolve, field, frozen

from cqikit.collaboratives._aggregate import making, together
from cqikit.collaboratives._between import Between, between_teams
from cqikit.collaboratives._engagement import never_reported, overdue
from cqikit.collaboratives._figures import Figure
from cqikit.collaboratives._groups import Counted, counted_in
from cqikit.collaboratives._made import Made, made_of
from cqikit.collaboratives._measured import (
    baseline_figure,
    meeting_figures,
    shifted_figure,
    silent_figure,
)
from cqikit.collaboratives._mix import Mix, mix_changed
from cqikit.collaboratives._moves import Shift, latest_of, moves_of
from cqikit.collaboratives._other import (
    Other,
    data_findings,
    disagreements,
    mix_finding,
    never_findings,
    other_way,
    run_charted,
)
from cqikit.collaboratives._part_time import part_time, without
from cqikit.collaboratives._policies import Aggregate, Silent
from cqikit.collaboratives._silent import entering, silent_teams
from cqikit.collaboratives._standing import TeamResult, team_results
from cqikit.core import Finding, Period, arguments, say
from cqikit.measures import Aim, Change, Measure, Nested, Series, Stack, meets, stack

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from cqikit import spc
    from cqikit.collaboratives._moves import Moves
    from cqikit.collaboratives._policies import Policies
    from cqikit.collaboratives._teams import Team

__all__ = ["Charting", "MeasureResult", "Shift", "TeamResult", "measure_result"]

#: Which teams were silent, and in how many periods.
Silences: TypeAlias = "tuple[tuple[str, int], ...]"
#: How a series is charted and judged.
Charting: TypeAlias = "Callable[[Series], spc.Judgement]"


@frozen(kw_only=True)
class MeasureResult:
    """One row of the second table of a closing report, and what it rests on.

    Parameters
    ----------
    measure : Measure
        What was measured, as the aggregate has it.
    aim : Aim, optional
        The aim for it; None where there is none.
    series : Series
        All teams together, by the kind of aggregate that the report charts.
    baseline, shifted : Figure
        Where it stood, and where its latest move led to.
    other : Other, optional
        The same by the other kind of aggregate; None where both are one.
    mix : Mix, optional
        There where most teams moved the other way than what is pooled, as their
        mix changed; None elsewhere.
    silences : Figure
        How many values of teams are missing where another team reported.
    silent : tuple of (str, int)
        Teams, and of how many periods each has no value that counts while
        another has.
    part_time : tuple of str
        The teams that took part in some of the periods alone (`Team.since`,
        `Team.until`): not in `series`, but where it is as reported.
    without : tuple of str
        The listed teams that have no such thing (`Team.has_no`).
    no_data : tuple of str
        The listed teams of which nothing was ever reported.
    overdue : tuple of Period
        Those since the last value of any team for which reports were due: what
        is said is of then.
    meeting, share_meeting : Figure
        How many teams meet the aim, and which share of those that can be
        judged.
    shifts : tuple of Shift
        The declared changes of the chart (`spc.changes`), with the figures that
        stand there; without one, sustained shifts of the median (`segments`).
    teams : tuple of TeamResult
        One a team with data. A change that an aim wants is one from the team's
        own baseline, unless the aim gives another.
    together : TeamResult
        The aggregate, judged as one team would be.
    findings : tuple of Finding
        What is to be known of its data.
    """

    measure: Measure
    aim: Aim | None
    series: Series
    baseline: Figure
    shifted: Figure
    other: Other | None
    mix: Mix | None
    silences: Figure
    silent: tuple[tuple[str, int], ...]
    part_time: tuple[str, ...]
    without: tuple[str, ...]
    no_data: tuple[str, ...]
    overdue: tuple[Period, ...]
    meeting: Figure
    share_meeting: Figure
    shifts: tuple[Shift, ...]
    teams: tuple[TeamResult, ...]
    together: TeamResult
    findings: tuple[Finding, ...]
    _compared: tuple[Stack, Counted, tuple[Period, ...]] = field(
        alias="compared", repr=False, eq=False
    )
    _making: tuple[Stack, Counted] = field(alias="making", repr=False, eq=False)

    @property
    def between(self) -> Between | None:
        """Compare the teams with each other, since the latest declared change.

        Ranks are drawn when they are asked for: of thousands of teams that takes longer
        than all other figures.
        """
        return between_teams(*self._compared)

    @property
    def latest(self) -> Shift | None:
        """Return the latest of `shifts` that is more than chance brings."""
        return latest_of(self.shifts)

    @property
    def unjudged(self) -> tuple[str, ...]:
        """Return the teams of which nobody can say whether they meet the aim."""
        return (
            *(team.team for team in self.teams if team.meets is None),
            *self.no_data,
        )

    @property
    def made(self) -> tuple[Made, ...]:
        """Return what each point of `series` is made of."""
        return made_of(*self._making, self.series.indexes)

    @property
    def meeting_teams(self) -> tuple[str, ...]:
        """Return the teams that meet the aim."""
        return tuple(team.team for team in self.teams if team.meets)


@arguments()
def measure_result(
    teams: Sequence[Series],
    *,
    aim: Aim | None,
    phases: Sequence[Period],
    policies: Policies,
    charting: Charting | None = None,
    listed: Sequence[Team] = (),
    due: date | None = None,
    reported: Sequence[Series] = (),
) -> MeasureResult:
    """Return the result of one measure.

    Parameters
    ----------
    teams : sequence of Series
        Of one measure, one a team; at least one.
    aim : Aim, optional
        The aim for this measure, if it has one.
    phases : sequence of Period
        Where declared changes begin a new phase, in order of time.
    policies : Policies
        How teams are counted.
    charting : callable, optional
        How the aggregate is charted and judged; by default on a run chart, whose
        centre is the median, with these phases.
    reported : sequence of Series, optional
        What was reported where `teams` have values that are filled in already; they are
        compared by it. None unless said.
    listed : sequence of Team
        All teams of the collaborative, those without a series, too.
    due : date, optional
        Reports of periods that ended by this day were due; see `attendance`.
    """
    (table, counted, rows), (part, silent) = _entered(teams, listed, phases, policies)
    joined, whom = together(table, rows, policies.aggregate), (listed, part)
    judged = charting(joined) if charting else run_charted(joined, phases)
    found = moves_of(joined, judged, policies)
    inside, there = making(rows, table.measure, policies.aggregate), (counted, silent)
    other = other_way(table, rows, phases, policies)
    seen = _counting(stack(reported)) if reported else (table, counted)
    alike = _alike(*seen, part, policies)
    mix = mix_changed(seen[0], alike, *_pooled(joined, found, other, policies))
    apart = disagreements(joined, found, other, phases, policies)
    told = [mix_finding(mix, table.measure)] if mix else apart
    never = never_findings(table.measure, never_reported(teams, listed))
    return MeasureResult(
        measure=joined.measure,
        aim=aim,
        series=joined,
        baseline=baseline_figure(table, inside, joined, found, policies),
        shifted=shifted_figure(table, inside, joined, found, policies.aggregate),
        other=other,
        mix=mix,
        silences=silent_figure(table, counted, silent, policies.silent, part),
        silent=silent,
        overdue=overdue(joined, due),
        **_who((table, counted), (joined, found), aim, (phases, policies), whom),
        shifts=found.shifts,
        findings=(*data_findings(table, rows, policies, part, there), *never, *told),
        compared=(*seen, tuple(phases)),
        making=(table, inside),
    )


def _entered(
    teams: Sequence[Series],
    listed: Sequence[Team],
    phases: Sequence[Period],
    policies: Policies,
) -> tuple[tuple[Stack, Counted, Counted], tuple[dict[str, Team], Silences]]:
    """Return what there is, counts and enters; who was there in part, and silent."""
    table = stack(teams)
    counted = counted_in(table)
    part = part_time(table, counted, listed)
    rows = entering(table, counted, policies.silent, phases, part)
    silent = silent_teams(table, counted, part)
    return (table, counted, rows), (part, silent)


def _counting(table: Stack) -> tuple[Stack, Counted]:
    return table, counted_in(table)


def _with_left(
    standing: Sequence[TeamResult], last: Period, part: Mapping[str, Team]
) -> tuple[TeamResult, ...]:
    """Return where teams stand; of those that left, this is why they are not judged."""
    left = {
        key: team.until
        for key, team in part.items()
        if team.until and team.until.last < last.first
    }
    return tuple(
        evolve(result, why=say("left after {until}", until=left[result.team]))
        if result.why and result.team in left
        else result
        for result in standing
    )


def _who(
    seen: tuple[Stack, Counted],
    moved: tuple[Series, Moves],
    aim: Aim | None,
    by: tuple[Sequence[Period], Policies],
    whom: tuple[Sequence[Team], Mapping[str, Team]],
) -> dict[str, Any]:
    """Return the parts of a result on each team, and on all as if they were one."""
    listed, part = whom
    standing = team_results(*seen, aim, *by)
    if part:
        standing = _with_left(standing, moved[0].periods[-1], part)
    apart = _apart(seen[0], listed)
    number, share = meeting_figures(moved[0], standing, aim, by[1], apart)
    return {
        "part_time": tuple(part),
        "without": apart[0],
        "no_data": apart[1],
        "meeting": number,
        "share_meeting": share,
        "teams": standing,
        "together": _as_one(*moved, aim, *by),
    }


def _alike(
    table: Stack, counted: Counted, part: Mapping[str, Team], policies: Policies
) -> Counted:
    """Return what counts of the teams that are in all of them together."""
    if policies.silent is Silent.AS_REPORTED:
        return counted
    return without(table, counted, part)


def _pooled(
    joined: Series, found: Moves, other: Other | None, policies: Policies
) -> tuple[Series, Moves]:
    """Return what is pooled and how it moved; where nothing is, what there is."""
    if policies.aggregate is Aggregate.POOLED or other is None:
        return joined, found
    return other.series, other.moves


def _apart(
    table: Stack, listed: Sequence[Team]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return which teams have no such thing, and of which there are no data."""
    has_none = tuple(team.key for team in listed if table.measure.key in team.has_no)
    there = {*table.keys["team"], *has_none}
    return has_none, tuple(team.key for team in listed if team.key not in there)


def _as_one(
    joined: Series,
    found: Moves,
    aim: Aim | None,
    phases: Sequence[Period],
    policies: Policies,
) -> TeamResult:
    """Return where all teams together stand, judged as one team would be."""
    alone = stack([joined])
    [result] = team_results(alone, counted_in(alone), aim, phases, policies)
    if aim is None or result.meets is None or isinstance(aim.target, Nested):
        return evolve(result, meets=None)
    start = found.baseline if aim.baseline is None else aim.baseline
    better = joined.measure.direction
    if isinstance(aim.target, Change) and not start:
        return evolve(result, meets=None)
    met = (
        meets(value, aim.target, direction=better, baseline=start)
        for value in result.judged
    )
    return evolve(result, meets=all(met))
