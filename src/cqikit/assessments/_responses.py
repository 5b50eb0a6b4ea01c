"""Responses: answers that are known to fit a framework."""

from __future__ import annotations

import math
from copy import copy
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import numpy as np
import numpy.typing as npt
from attrs import field, frozen

from cqikit.assessments._answers import Answer, Status
from cqikit.assessments._framework import Framework
from cqikit.core import (
    Finding,
    FindingKind,
    TupleOf,
    arguments,
    by_value,
    codes_of,
    did_you_mean,
    each,
    instance_of,
    problem_of,
    read_only,
    say,
)
from cqikit.errors import DataError, FieldError, KnownNames, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cqikit.assessments._framework import Item
    from cqikit.errors import Problem

__all__ = ["RESPONSES", "Responses", "split"]

#: What a verb on responses says to whoever gives it something else.
RESPONSES: Final = say("make them with assessments.Responses(framework, answers)")
#: Site, unit, respondent.
Person: TypeAlias = tuple[str, str, str]


@by_value
@frozen(eq=False)
class Cells:
    """Answers as columns, one member an answer, and the people who gave them.

    `people` are (site, unit, respondent), in order of appearance, and `roles`
    what each is; `person` and `item` are places in `people` and in the
    framework's items, `status` places in `Status`.
    """

    people: tuple[Person, ...]
    roles: tuple[str, ...]
    person: npt.NDArray[np.intp] = field(converter=read_only)
    item: npt.NDArray[np.intp] = field(converter=read_only)
    status: npt.NDArray[np.int8] = field(converter=read_only)
    numbers: npt.NDArray[np.float64] = field(converter=read_only)


# Not slotted, so that answers are made when they are asked for.
@frozen(slots=False)
class Responses:
    """Answers that fit a framework: known items, values on the scale, no doubles.

    Parameters
    ----------
    framework : Framework
        The framework that was answered.
    answers : iterable of Answer
        Their values may be labels of the scale, in any of its languages; they are
        kept as its numbers, which a label that is changed later does not move.
    source : str
        What to call them in messages, such as the file's name.
    findings : tuple of Finding
        What is to be told of how they were read: columns that nothing reads, rows
        left out, people counted twice. `CHECKS` tell them, too; none by default.

    Raises
    ------
    DataError
        With every unknown item, every value off its scale, and every second
        answer of one respondent to one item of one unit.

    Examples
    --------
    >>> from cqikit.assessments import YES_NO, Item
    >>> small = Framework(
    ...     key="small",
    ...     title="Small",
    ...     version="1",
    ...     scales=[YES_NO],
    ...     items=[Item(key="aim", text="We have an aim")],
    ... )
    >>> Responses(small, [Answer(item="aim", value=3), Answer(item="aims", value=1)])
    Traceback (most recent call last):
    ...
    cqikit.errors.DataError: answers: 2 problems
      - answers[0].value: value must be from 0 to 1 (got 3)
      - answers[1].item: no item named 'aims'; did you mean 'aim'?
    >>> Responses(small, [Answer(item="aim", value="yes")]).answers[0].value
    1.0
    """

    framework: Framework = field(validator=instance_of(Framework))
    answers: tuple[Answer, ...] = field(
        converter=TupleOf[Answer], validator=each(instance_of(Answer))
    )
    source: str = field(default="answers", kw_only=True, eq=False)
    findings: tuple[Finding, ...] = field(
        default=(),
        converter=TupleOf[Finding],
        validator=each(instance_of(Finding)),
        kw_only=True,
        eq=False,
        repr=False,
    )
    _cells: Cells = field(init=False, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        cells = _cells_of(self.framework, self.answers, self.source)
        object.__setattr__(self, "_cells", cells)
        numbers = zip(self.answers, cells.numbers.tolist(), strict=True)
        plain = (_as_number(answer, number) for answer, number in numbers)
        object.__setattr__(self, "answers", tuple(plain))

    @classmethod
    def of_cells(cls, framework: Framework, cells: Cells, source: str) -> Responses:
        """Return the responses of columns that fit a framework; see `responses_of`."""
        made = cls(framework, (), source=source)
        del made.__dict__["answers"]
        object.__setattr__(made, "_cells", cells)
        return made

    def __getattr__(self, name: str) -> Any:
        """Return the answers of columns, made when somebody first asks for them."""
        if name != "answers" or "_cells" not in self.__dict__:
            message = f"{type(self).__name__!r} object has no attribute {name!r}"
            raise AttributeError(message)
        answers = _answers_of(self.framework, self.cells)
        object.__setattr__(self, "answers", answers)
        return answers

    @property
    def numbers(self) -> npt.NDArray[np.float64]:
        """Return the number of each answer, as given, NaN where there is none."""
        return self._cells.numbers

    @property
    def whose(self) -> tuple[str, ...]:
        """Return what each answer is called in messages: whose it is, else its number.

        That of its respondent, or what it is about: its unit, its site.
        """
        return tuple(
            it.respondent or it.unit or it.site or say("answer {number}", number=number)
            for number, it in enumerate(self.answers, start=1)
        )

    @property
    def cells(self) -> Cells:
        """Return the answers as columns, for arithmetic."""
        return self._cells


def _as_number(answer: Answer, number: float) -> Answer:
    """Return an answer with the number of its label, of true or of false."""
    if not isinstance(answer.value, str | bool):
        return answer
    # All else has been checked: doing it again would take longer than all the rest.
    made = copy(answer)
    object.__setattr__(made, "value", number)
    return made


#: Answers are counted from 1 in words, in the order that they are given in.
WHO: Final = {"": "the respondent", "who": "respondent {who!r}"}
TWICE: Final = FindingKind(
    "answer.twice",
    says={
        "+".join(filter(None, (who, about))): (
            f"{words} answers item {{item!r}}{unit} a second time,"
            " after answer {first}"
        )
        for who, words in WHO.items()
        for about, unit in (("", ""), ("about", " about {unit!r}"))
    },
    fix="keep one, or name respondents and units",
)
TWO_ROLES: Final = FindingKind(
    "answer.two-roles",
    says="role must be {role!r} as in answer {first} (got {got!r})",
    fix="give each respondent one role",
)
RANKS: Final = {status: place for place, status in enumerate(Status)}


def _cells_of(framework: Framework, answers: tuple[Answer, ...], source: str) -> Cells:
    """Return the answers as columns, or raise all their faults."""
    items = {item.key: place for place, item in enumerate(framework.all_items)}
    keys = KnownNames(items)
    scales = [framework.scale_of(item) for item in framework.all_items]
    given: dict[Person, dict[str, int]] = {}
    known: dict[tuple[int, float | str, type], float] = {}
    problems: list[Problem] = []
    rows, columns, numbers = [], [], []
    for place, answer in enumerate(answers):
        person = (answer.site, answer.unit, answer.respondent)
        first = given.setdefault(person, {}).setdefault(answer.item, place)
        if first != place:
            problems.append(_twice(place, first, answer))
        item = items.get(answer.item, -1)
        number, value = math.nan, answer.value
        if item < 0:
            unknown = UnknownNameError(say("item"), answer.item, keys)
            problems.append(problem_of(unknown, f"answers[{place}].item"))
        elif value is not None:
            # True is 1 to a dict, but no number on a scale from 1 to 5.
            cell = (item, value, type(value))
            try:
                number = known[cell] if cell in known else scales[item].number(value)
                known[cell] = number
            except FieldError as error:
                problems.append(problem_of(error, f"answers[{place}].value"))
        rows.append(person)
        columns.append(item)
        numbers.append(number)
    roles, faults = _roles(given, answers)
    if problems or faults:
        raise DataError(source, [*problems, *faults])
    order = {person: place for place, person in enumerate(given)}
    return Cells(
        people=tuple(given),
        roles=roles,
        person=_column([order[person] for person in rows], np.intp),
        item=_column(columns, np.intp),
        status=_column([RANKS[this_answer.status] for this_answer in answers], np.int8),
        numbers=_column(numbers, np.float64),
    )


def _answers_of(framework: Framework, cells: Cells) -> tuple[Answer, ...]:
    """Return the answers that columns say."""
    items, statuses = framework.all_items, tuple(Status)
    return tuple(
        Answer(
            item=items[item].key,
            value=None if math.isnan(number) else number,
            status=statuses[status],
            respondent=cells.people[person][2],
            role=cells.roles[person],
            unit=cells.people[person][1],
            site=cells.people[person][0],
        )
        for person, item, status, number in zip(
            cells.person.tolist(),
            cells.item.tolist(),
            cells.status.tolist(),
            cells.numbers.tolist(),
            strict=True,
        )
    )


def _column(values: Sequence[float], kind: type) -> Any:
    made: npt.NDArray[Any] = np.array(values, dtype=kind)
    made.flags.writeable = False
    return made


def _roles(
    given: dict[Person, dict[str, int]], answers: tuple[Answer, ...]
) -> tuple[tuple[str, ...], list[Problem]]:
    """Return the role of each person, and who has two."""
    roles, faults = [], []
    for places in given.values():
        first = next(iter(places.values()))
        role = answers[first].role
        roles.append(role)
        faults += [
            TWO_ROLES.problem(
                f"answers[{place}].role",
                role=role,
                first=first + 1,
                got=answers[place].role,
            )
            for place in places.values()
            if answers[place].role != role
        ]
    return tuple(roles), faults


def _twice(place: int, first: int, answer: Answer) -> Problem:
    who, unit = answer.respondent, answer.unit
    forms = ("who", who), ("about", unit)
    return TWICE.problem(
        f"answers[{place}]",
        form="+".join(form for form, said in forms if said),
        who=who,
        item=answer.item,
        unit=unit,
        first=first + 1,
    )


#: What answers can be told apart by.
GROUPINGS: Final = ("unit", "site", "role", "respondent")


@arguments(responses=instance_of(Responses, fix=RESPONSES))
def split(responses: Responses, by: str = "unit") -> dict[str, Responses]:
    """Return the answers of each unit, site, role or respondent by themselves.

    Parameters
    ----------
    by : str
        By what: unit, site, role or respondent; unit unless said.

    Examples
    --------
    >>> from cqikit.assessments import YES_NO, Item, score
    >>> small = Framework(
    ...     key="small",
    ...     title="Small",
    ...     version="1",
    ...     scales=[YES_NO],
    ...     items=[Item(key="aim", text="We have an aim")],
    ... )
    >>> said = Responses(
    ...     small,
    ...     [
    ...         Answer(item="aim", value="yes", respondent="a", role="director"),
    ...         Answer(item="aim", value="no", respondent="b", role="teacher"),
    ...     ],
    ... )
    >>> {role: score(part).value for role, part in split(said, "role").items()}
    {'director': 1.0, 'teacher': 0.0}
    """
    if by not in GROUPINGS:
        must = say("must be one of {groupings}", groupings=tuple(GROUPINGS))
        raise FieldError("by", must, by, did_you_mean(by, GROUPINGS))
    cells, own = responses.cells, {"site": 0, "unit": 1, "respondent": 2}
    said = cells.roles if by == "role" else [it[own[by]] for it in cells.people]
    names, codes = codes_of(said)
    owner = codes[cells.person]
    order = np.argsort(owner, kind="stable")
    edges = np.searchsorted(owner[order], np.arange(len(names) + 1)).tolist()
    return {
        name: _part(responses, order[start:stop])
        for name, (start, stop) in zip(names, pairwise(edges), strict=True)
        if stop > start
    }


def _part(responses: Responses, rows: npt.NDArray[np.intp]) -> Responses:
    """Return some of the answers, which are in order: they fit as they are."""
    cells = responses.cells
    people = np.unique(cells.person[rows])
    listed: list[int] = people.tolist()
    part = Cells(
        people=tuple(cells.people[person] for person in listed),
        roles=tuple(cells.roles[person] for person in listed),
        person=np.searchsorted(people, cells.person[rows]),
        item=cells.item[rows],
        status=cells.status[rows],
        numbers=cells.numbers[rows],
    )
    made = Responses.of_cells(responses.framework, part, responses.source)
    if "answers" in responses.__dict__:
        whole: list[int] = rows.tolist()
        answers = tuple(responses.answers[row] for row in whole)
        object.__setattr__(made, "answers", answers)
    return made


def asked(item: Item, role: str) -> bool:
    """Say whether somebody of this role is asked about the item."""
    return not item.who or role in item.who
