"""Distributions: how many gave which answer, item by item, and how many gave none."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from attrs import define, field, frozen

from cqikit.assessments._answers import Status
from cqikit.assessments._responses import RESPONSES, Responses, asked
from cqikit.core import arguments, html_table, instance_of, plural, say
from cqikit.errors import UnknownNameError

if TYPE_CHECKING:
    from cqikit.assessments._framework import Item
    from cqikit.assessments._scale import Scale

__all__ = ["Distribution", "ItemCounts", "ValueCount", "distribution"]

#: The reasons for giving no answer.
REASONS: Final = tuple(status for status in Status if status is not Status.ANSWERED)
#: A line of text names so many different values; rows have all of them.
MOST_VALUES: Final = 12


@frozen(kw_only=True)
class ValueCount:
    """How many gave one value.

    Parameters
    ----------
    value : float
        The number on the item's scale, as it was given.
    label : str
        The label that stands for just this number, "" where there is none.
    count : int
        How many gave it.
    """

    value: float
    label: str
    count: int

    def __str__(self) -> str:
        label = self.label or format(self.value, "g")
        return say("{answer} {count}", answer=label, count=self.count)


@frozen(kw_only=True)
class ItemCounts:
    """How an item was answered, and by how many it was not.

    Parameters
    ----------
    key, title : str
        Those of the item.
    values : tuple of ValueCount
        By rising value. Values with a label are there though nobody gave them.
    answered, not_applicable, dont_know, not_observed, unanswered : int
        Together as many as were asked. Somebody who is asked and of whom there
        is no answer counts as unanswered.
    """

    key: str
    title: str
    values: tuple[ValueCount, ...]
    answered: int
    not_applicable: int
    dont_know: int
    not_observed: int
    unanswered: int

    @property
    def asked(self) -> int:
        """Return how many were asked, or answered all the same."""
        return self.answered + sum(count for _, count in self._others())

    def _others(self) -> list[tuple[Status, int]]:
        return [
            (reason, getattr(self, reason.value.replace("-", "_")))
            for reason in REASONS
        ]

    def __str__(self) -> str:
        given = [value for value in self.values if value.count]
        if len(given) > MOST_VALUES:
            low, high = given[0].value, given[-1].value
            said = say(
                "{count} values from {low:g} to {high:g}",
                count=len(given),
                low=low,
                high=high,
            )
        else:
            said = say("{values}", values=tuple(map(str, given)))
        answered = say("{count} answered", count=self.answered)
        if given:
            answered = say("{answered} ({values})", answered=answered, values=said)
        others = (
            say("{status} {count}", status=status.words, count=count)
            for status, count in self._others()
            if count
        )
        return say("{item}: {parts}", item=self.key, parts=(answered, *others))

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Return one row a value and one a status, for a table."""
        same: dict[str, Any] = {"item": self.key, "title": self.title}
        return [
            *(
                same
                | {
                    "answer": value.label or format(value.value, "g"),
                    "value": value.value,
                }
                | {"count": value.count}
                for value in self.values
            ),
            *(
                same | {"answer": status.words, "value": None, "count": count}
                for status, count in self._others()
            ),
        ]


@frozen(kw_only=True)
class Distribution:
    """How each item of a framework was answered, in the framework's order.

    Parameters
    ----------
    people : int
        Respondents, each counted once for every unit they spoke of.
    items : tuple of ItemCounts
        One an item.
    """

    people: int
    items: tuple[ItemCounts, ...]

    def __getitem__(self, key: str) -> ItemCounts:
        for item in self.items:
            if item.key == key:
                return item
        raise UnknownNameError(say("item"), key, [item.key for item in self.items])

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Return one row an item and value or status, for a table."""
        return [row for item in self.items for row in item.rows]

    def __str__(self) -> str:
        head = say("Answers of {people:# respondent|# respondents}", people=self.people)
        items = (say("  {item}", item=str(item)) for item in self.items)
        return say("{lines/\n}", lines=(head, *items))

    def __repr__(self) -> str:
        return f"<Distribution, {self.people} people, {len(self.items)} items>"

    def _repr_html_(self) -> str:
        columns = ("item", "answer", "count")
        rows = [[row[name] for name in columns] for row in self.rows]
        return html_table(
            f"Answers of {plural(self.people, 'respondent')}", columns, rows
        )


@arguments(responses=instance_of(Responses, fix=RESPONSES))
def distribution(responses: Responses) -> Distribution:
    """Return how often each answer was given, and each reason for giving none.

    Parameters
    ----------
    responses : Responses

    Examples
    --------
    >>> from cqikit.assessments import FRAMEWORKS, Answer
    >>> conditions = FRAMEWORKS["bts-infrastructure"]
    >>> said = [
    ...     Answer(item="leadership", value="met", respondent="a"),
    ...     Answer(item="leadership", value=2, respondent="b"),
    ...     Answer(item="teams", status="dont-know", respondent="b"),
    ... ]
    >>> found = distribution(Responses(conditions, said))
    >>> print(found["leadership"])
    leadership: 2 answered (somewhat 1, met 1)
    >>> print(found["teams"])
    teams: 0 answered, don't know 1, unanswered 1
    """
    framework = responses.framework
    cells = responses.cells
    kinds = list(Status)
    tallies = [_Tally() for _ in framework.all_items]
    for person, item, status, number in zip(
        cells.person.tolist(),
        cells.item.tolist(),
        cells.status.tolist(),
        cells.numbers.tolist(),
        strict=True,
    ):
        tallies[item].add(person, kinds[status], number)
    return Distribution(
        people=len(cells.people),
        items=tuple(
            tally.counts(item, framework.scale_of(item), cells.roles)
            for item, tally in zip(framework.all_items, tallies, strict=True)
        ),
    )


@define
class _Tally:
    """What was said of one item so far, and by whom."""

    statuses: Counter[Status] = field(factory=Counter)
    values: Counter[float] = field(factory=Counter)
    people: set[int] = field(factory=set)

    def add(self, person: int, status: Status, number: float) -> None:
        self.people.add(person)
        self.statuses[status] += 1
        if status is Status.ANSWERED:
            self.values[number] += 1

    def counts(self, item: Item, scale: Scale, roles: tuple[str, ...]) -> ItemCounts:
        labels = {float(anchor.at): anchor.label for anchor in scale.anchors}
        silent = sum(
            asked(item, role) and person not in self.people
            for person, role in enumerate(roles)
        )
        return ItemCounts(
            key=item.key,
            title=item.title,
            values=tuple(
                ValueCount(
                    value=value,
                    label=labels.get(value, ""),
                    count=self.values[value],
                )
                for value in sorted({*self.values, *labels})
            ),
            answered=self.statuses[Status.ANSWERED],
            not_applicable=self.statuses[Status.NOT_APPLICABLE],
            dont_know=self.statuses[Status.DONT_KNOW],
            not_observed=self.statuses[Status.NOT_OBSERVED],
            unanswered=self.statuses[Status.UNANSWERED] + silent,
        )
