"""Scores: numbers that say what they rest on, and what becomes of them with gaps."""

from __future__ import annotations

import math
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final, Protocol

import numpy as np
from attrs import evolve, field, frozen

from cqikit.assessments._framework import Framework, Node
from cqikit.assessments._scale import Scale
from cqikit.core import (
    Catalog,
    FrozenDict,
    arguments,
    between,
    instance_of,
    is_text,
    non_blank,
    say,
)
from cqikit.errors import FieldError, FieldTypeError, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cqikit.assessments._pooling import Ratings


__all__ = ["POLICIES", "Policy", "Result", "Score", "Scorer", "UnitScore", "explain"]


def number_of(got: Any, name: str) -> float:
    """Return a number that a function of somebody else's gave, or refuse it.

    True is no number here, as elsewhere, and a text is none whatever it says.
    """
    if not isinstance(got, str | bool | np.bool_):
        with suppress(TypeError, ValueError, OverflowError):
            return float(got)
    raise FieldTypeError(name, say("must be a number"), got)


def span_of(got: Any, name: str) -> tuple[float, float]:
    """Return the ends of a scale that such a function gave, or refuse them."""
    must = say("must be two numbers, the least score and the greatest")
    if not isinstance(got, tuple | list) or len(got) != 2:
        raise FieldTypeError(name, must, got)
    low, high = (number_of(number, name) for number in got)
    if not -math.inf < low < high < math.inf:
        raise FieldError(name, must, got)
    return low, high


def text_of(got: Any, name: str) -> str:
    """Return the words that such a function gave, or refuse what is no text."""
    if not isinstance(got, str):
        raise FieldTypeError(name, say("must be text"), got)
    return got


@frozen(kw_only=True)
class UnitScore:
    """The score of one unit, such as a classroom.

    Parameters
    ----------
    unit : str
        Which unit it is; "" where none is told.
    value : float, optional
        On the scale of the score that it is part of; None where there is none.
    low, high : float, optional
        Least and most that it can become once the rest is answered; None when
        nothing applies.
    answered, applicable : int
        Cells (respondents by items) with an answer, and those that should have
        one.
    """

    unit: str
    value: float | None
    low: float | None
    high: float | None
    answered: int
    applicable: int


@frozen(kw_only=True)
class Score:
    """The score of an item, a domain or a framework, with what it rests on.

    A scorer fills in `key`, `value`, `low`, `high`, `scale` and `how`; `score`
    adds the rest.

    Parameters
    ----------
    key, title : str
        Of the node; `title` is "" unless said.
    value : float, optional
        None when there is no score: nothing was answered, or nothing applies.
    low, high : float, optional
        Least and most that the score can become once the rest is answered;
        None when nothing applies.
    scale : Scale
        On which `value`, `low` and `high` are numbers.
    how : str
        How the value came about, in words.
    answered, applicable : int
        Cells (respondents by items) with an answer, and those that should have
        one.
    respondents : int
        How many answered anything below.
    units : tuple of UnitScore
        The score of every unit; the value is their mean.
    parts : tuple of Score
        Scores of the items and domains below.
    closed, undecided : tuple of str
        Keys of gates below that are not passed, and of gates not yet decided.
    cap : float, optional
        The highest level that these gates leave, as a number of the scale.
    """

    key: str
    value: float | None
    low: float | None
    high: float | None
    scale: Scale
    how: str = ""
    title: str = ""
    answered: int = 0
    applicable: int = 0
    respondents: int = 0
    units: tuple[UnitScore, ...] = ()
    parts: tuple[Score, ...] = ()
    closed: tuple[str, ...] = ()
    undecided: tuple[str, ...] = ()
    cap: float | None = None

    @property
    def coverage(self) -> float | None:
        """Return the share answered of what applies; None when nothing applies."""
        return self.answered / self.applicable if self.applicable else None

    @property
    def level(self) -> str:
        """Return the label of the level that the value reaches, and its gates leave."""
        if self.value is None or self.cap is None:
            return self.scale.label(self.value)
        return self.scale.label(min(self.value, self.cap))

    @property
    def share(self) -> float | None:
        """Return how far up its scale the value is, from 0 to 1."""
        return None if self.value is None else self.scale.share(self.value)

    @property
    def gate_words(self) -> str:
        """Return which gates below are not passed, and which level they leave."""
        told = []
        if self.closed:
            told.append(say("gates not passed: {gates}", gates=self.closed))
        if self.undecided:
            told.append(say("gates not decided: {gates}", gates=self.undecided))
        if self.cap is not None:
            label = self.scale.label(self.cap)
            highest = repr(label) if label else said(self.cap)
            told.append(
                say("no level above {level} until they are passed", level=highest)
            )
        return say("{told/; }", told=tuple(told)) if told else ""

    @property
    def minimum(self) -> float | None:
        """Return the value of the lowest unit."""
        values = [unit.value for unit in self.units if unit.value is not None]
        return min(values) if values else None


class Scorer(Protocol):
    """A roll-up: from what is known of a node's parts to the node's score.

    Whatever is callable like this is one; `RollUp` makes one of a function of
    numbers.
    """

    @property
    def name(self) -> str: ...

    def __call__(self, node: Node, answers: Ratings, /) -> Score: ...


@frozen(kw_only=True)
class Result:
    """The scores of one assessment, by key of item, domain or framework.

    Parameters
    ----------
    framework : Framework
        What was answered.
    score : Score
        Of the whole, with all below it in its `parts`.
    policy : str
        The name of the rule for what was not answered.
    """

    framework: Framework
    score: Score
    policy: str
    _by_key: dict[str, Score] = field(init=False, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        by_key = {score.key: score for _, score in self.walk()}
        object.__setattr__(self, "_by_key", FrozenDict(by_key))

    @property
    def value(self) -> float | None:
        """Return the value of the whole framework."""
        return self.score.value

    @property
    def level(self) -> str:
        """Return the label of the level that the whole framework reaches."""
        return self.score.level

    @property
    def scores(self) -> tuple[Score, ...]:
        """Return every score, the whole first, each before its parts."""
        return tuple(self._by_key.values())

    def __getitem__(self, key: str) -> Score:
        if key not in self._by_key:
            raise UnknownNameError(say("score"), key, self._by_key)
        return self._by_key[key]

    def walk(self) -> Iterator[tuple[int, Score]]:
        """Yield every score with its depth, each before its parts."""
        return _walk(self.score, 0)


def _walk(score: Score, depth: int) -> Iterator[tuple[int, Score]]:
    yield depth, score
    for part in score.parts:
        yield from _walk(part, depth + 1)


@arguments()
def explain(score: Score | Result, *, depth: int = 1) -> str:
    """Return the numbers that made a score, in lines for people.

    Parameters
    ----------
    score : Score or Result
    depth : int
        How many levels of parts to show; 1 unless said.

    Examples
    --------
    >>> from cqikit.assessments import YES_NO, Answer, Item, Responses, score as scored
    >>> small = Framework(
    ...     key="small",
    ...     title="Small",
    ...     version="1",
    ...     scales=[YES_NO],
    ...     items=[Item(key="aim", text="An aim"), Item(key="data", text="Data")],
    ... )
    >>> print(explain(scored(Responses(small, [Answer(item="aim", value="yes")]))))
    Small: 1 on 0 to 1 (yes); mean of 1; 1 of 2 answered; 0.5 to 1 possible
      An aim: 1 on 0 to 1 (yes); 1 of 1 answered
      Data: no score on 0 to 1; 0 of 1 answered; 0 to 1 possible
    """
    whole = score.score if isinstance(score, Result) else score
    lines = (
        say("{indent}{score}", indent="  " * level, score=_line(this_score))
        for level, this_score in _walk(whole, 0)
        if level <= depth
    )
    return say("{lines/\n}", lines=tuple(lines))


def _line(score: Score) -> str:
    scale = score.scale
    words = say("no score") if score.value is None else said(score.value)
    first = say(
        "{title}: {value} on {low:g} to {high:g}",
        title=score.title or score.key,
        value=words,
        low=scale.low,
        high=scale.high,
    )
    if score.level:
        first = say("{score} ({level})", score=first, level=score.level)
    told = [first]
    if score.how:
        told.append(say("{how}", how=score.how))
    if not score.applicable:
        told.append(say("nothing applies"))
    else:
        told.append(
            say(
                "{answered} of {of} answered",
                answered=score.answered,
                of=score.applicable,
            )
        )
        if score.answered < score.applicable:
            low, high = said(score.low), said(score.high)
            told.append(say("{low} to {high} possible", low=low, high=high))
    if len(score.units) > 1:
        lowest = say(
            "{units} units, the lowest {lowest}",
            units=len(score.units),
            lowest=said(score.minimum),
        )
        told.append(lowest)
    if score.gate_words:
        told.append(say("{gates}", gates=score.gate_words))
    return say("{told/; }", told=tuple(told))


def said(value: float | None) -> str:
    """Return a number as people write it: at most two decimals, none if whole."""
    if value is None:
        return say("none")
    # Rounded to nothing, what is below 0 would keep its sign.
    return say("{value:.15g}", value=round(float(value), 2) + 0.0)


@frozen(kw_only=True)
class Policy:
    """What becomes of each score whose answers are not complete.

    Answers that do not apply are never missing: they leave the count.

    Parameters
    ----------
    name : str
        Its name among policies.
    least_coverage : float
        Below this share of answers there is no score.
    as_lowest : bool
        Whether the unanswered count as the lowest answer there is.
    source : str
        Where it is published; not told unless said.

    Examples
    --------
    >>> from cqikit.assessments import (
    ...     POLICIES,
    ...     YES_NO,
    ...     Answer,
    ...     Framework,
    ...     Item,
    ...     Responses,
    ...     score,
    ... )
    >>> small = Framework(
    ...     key="small",
    ...     title="Small",
    ...     version="1",
    ...     scales=[YES_NO],
    ...     items=[Item(key="aim", text="An aim"), Item(key="data", text="Data")],
    ... )
    >>> said = [Answer(item="aim", value="yes")]
    >>> {
    ...     policy.name: score(Responses(small, said), policy=policy).value
    ...     for policy in POLICIES
    ... }
    {'available': 1.0, 'half': 1.0, 'most': None, 'complete': None, 'lowest': 0.5}
    """

    name: str = field(validator=non_blank)
    least_coverage: float = field(default=0.0, validator=between(0, 1))
    as_lowest: bool = field(default=False, validator=instance_of(bool))
    source: str = field(default="", validator=is_text)

    def __call__(self, score: Score) -> Score:
        if self.as_lowest:
            return evolve(score, value=score.low)
        covered = score.coverage
        if covered is None or covered >= self.least_coverage:
            return score
        return evolve(score, value=None)


POLICIES: Final[Catalog[Policy]] = Catalog(
    (
        Policy(
            name="available",
            source="the mean of what was answered; biased even when answers are"
            " missing completely at random (Mazza et al. 2015), so read the range",
        ),
        Policy(name="half", least_coverage=0.5),
        Policy(name="most", least_coverage=0.8),
        Policy(name="complete", least_coverage=1.0),
        Policy(name="lowest", as_lowest=True),
    ),
    kind=say("policy"),
)
