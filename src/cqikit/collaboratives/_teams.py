"""The teams of a collaborative, and all agencies they are drawn from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import field, frozen

from cqikit.collaboratives._evidence import Receipt, Recount
from cqikit.collaboratives._policies import Policies
from cqikit.core import (
    Period,
    TupleOf,
    as_optional_period,
    as_texts,
    each,
    instance_of,
    is_key,
    is_text,
    non_blank,
    optional,
    say,
    unique,
)
from cqikit.errors import FieldError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["Collaborative", "Team", "above_each"]


@frozen(kw_only=True)
class Team:
    """One team; its key is the name that stands in the data, "" if none does.

    A team is expected to report from `since` to `until`, both included; from
    the first period of the data to the last when not given. What it reports outside of
    that time is left out of all figures, with a finding. It `has_no` measures whose
    subject it does not have (no such department, no such service): by their keys, and
    counted apart from a team whose data are missing. Its `parent` is the key of what it
    belongs to, such as a site or an agency; see `at_parents`.

    Parameters
    ----------
    key : str
        The name that stands in the data; empty where none does.
    title : str
        What people call it; its key unless said.
    since : Period, optional
        From when on it takes part; from the first period unless said.
    until : Period, optional
        Until when it took part; it still does unless said.
    has_no : tuple of str
        Measures that it does not report, by key; it reports all unless said.
    parent : str
        The team above it, such as a region, by key; none unless said.
    note : str
        What else is to be known; nothing unless said.
    """

    key: str = field(validator=is_text)
    title: str = field(default="", validator=is_text)
    since: Period | None = field(default=None, converter=as_optional_period)
    until: Period | None = field(default=None, converter=as_optional_period)
    has_no: tuple[str, ...] = field(
        default=(), converter=as_texts, validator=[each(is_key), unique("")]
    )
    parent: str = field(default="", validator=is_text)
    note: str = field(default="", validator=is_text)

    def __attrs_post_init__(self) -> None:
        if self.since and self.until and self.until.last < self.since.first:
            raise FieldError(
                "until",
                say("must not be before since ({since})", since=self.since),
                str(self.until),
            )

    def expected_in(self, period: Period) -> bool:
        """Say whether the team takes part at any time in `period`."""
        begun = self.since is None or self.since.first <= period.last
        return begun and (self.until is None or period.first <= self.until.last)


@frozen(kw_only=True)
class Collaborative:
    """Many teams that work on one project.

    Parameters
    ----------
    key : str
        A short name, other than those of its neighbours.
    teams : tuple of Team
        Empty when the teams are those that the data name.
    levels : tuple of str
        What the teams are called, and what they belong to, from below: room, site,
        agency. By default they have numbers.
    agencies : int, optional
        How many agencies there are in all, taking part or not; the number of
        teams when not given.
    policies : Policies
        How teams are counted; the defaults of each policy unless said.
    confidence : str
        How far the data can be trusted, in the coordinator's own words.
    recounts : tuple of Recount
        What was found where reports were counted again.
    receipts : tuple of Receipt
        When reports came in.

    Examples
    --------
    >>> Collaborative(key="home-visiting", agencies=31).policies.average.value
    'mean-of-periods'
    """

    key: str = field(validator=is_key)
    teams: tuple[Team, ...] = field(
        default=(),
        converter=TupleOf[Team],
        validator=[each(instance_of(Team)), unique()],
    )
    levels: tuple[str, ...] = field(
        default=(), converter=as_texts, validator=[each(non_blank), unique("")]
    )
    agencies: int | None = field(default=None, validator=optional(instance_of(int)))
    policies: Policies = field(factory=Policies, validator=instance_of(Policies))
    confidence: str = field(default="", validator=is_text)
    recounts: tuple[Recount, ...] = field(
        default=(), converter=TupleOf[Recount], validator=each(instance_of(Recount))
    )
    receipts: tuple[Receipt, ...] = field(
        default=(), converter=TupleOf[Receipt], validator=each(instance_of(Receipt))
    )

    def __attrs_post_init__(self) -> None:
        for key, above in self.above.items():
            if key in above:
                raise FieldError(
                    "teams",
                    say("must not belong to themselves"),
                    key,
                    say("fix a parent"),
                )
        # What is above others, such as a region, is no agency.
        parents = {team.parent for team in self.teams} - {""}
        least = max(sum(team.key not in parents for team in self.teams), 1)
        if self.agencies is not None and self.agencies < least:
            raise FieldError(
                "agencies",
                say("must be at least {least}, the number of teams", least=least),
                self.agencies,
            )

    @property
    def above(self) -> dict[str, list[str]]:
        """Return all that each team belongs to, the nearest first.

        Examples
        --------
        >>> rooms = [Team(key="room", parent="site"), Team(key="site", parent="state")]
        >>> Collaborative(key="visits", teams=rooms).above
        {'room': ['site', 'state'], 'site': ['state']}
        """
        return above_each(self.teams)


def above_each(teams: Iterable[Team]) -> dict[str, list[str]]:
    """Return all that each of some teams belongs to, the nearest first."""
    parents = {team.key: team.parent for team in teams}
    return {key: _above(key, parents) for key in parents}


def _above(key: str, parents: Mapping[str, str]) -> list[str]:
    found: list[str] = []
    above = parents[key]
    while above and above not in found:
        found.append(above)
        above = parents.get(above, "")
    return found
