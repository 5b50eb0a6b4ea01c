"""Laws that every scorer keeps, and random assessments to try them on."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import hypothesis
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from cqikit.assessments import (
    PERCENT,
    YES_NO,
    Answer,
    Domain,
    Framework,
    Item,
    Responses,
    Score,
    Status,
    ordered,
    score,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from hypothesis.strategies import DataObject, SearchStrategy

    from cqikit.assessments import Scorer

__all__ = ["SCORER_LAWS", "answers_to", "check_scorer", "frameworks"]

#: Scales of random frameworks: yes/no, even and uneven levels, any number.
SCALES: Final = (
    YES_NO,
    ordered("levels", "none", "some", "most", "all"),
    ordered("uneven", "none", "some", "all", at=(0, 1, 3)),
    PERCENT,
)
#: Levels of criteria, in turn.
RUNGS: Final = (1, 3, 5, 7)
#: What a cell may be left as, besides answered.
EMPTY: Final = (Status.DONT_KNOW, Status.NOT_OBSERVED, Status.UNANSWERED)
RESPONDENTS: Final = (("a", "director"), ("b", "teacher"), ("c", "teacher"))

Answers: TypeAlias = tuple[Answer, ...]
Law: TypeAlias = "Callable[[Scorer, Framework, DataObject], None]"


@st.composite
def frameworks(
    draw: st.DrawFn,
    *,
    inner: str = "",
    only_domains: bool = False,
    mixed: bool = True,
) -> Framework:
    """Draw a small framework of items and domains, two levels deep.

    Parameters
    ----------
    inner : str
        Name of the scorer of every domain; "" for the one that is tried, which it
        is unless said.
    only_domains : bool
        Whether every item stands in a domain, and there are two or more; not so
        unless said.
    mixed : bool
        Whether items may have different scales; they may unless said.
    """
    scales = SCALES if mixed else (draw(st.sampled_from(SCALES)),)
    counts = draw(st.lists(st.integers(1, 3), min_size=2, max_size=3))
    loose = 0 if only_domains else draw(st.integers(0, 2))
    keys = iter(f"item-{number}" for number in range(sum(counts) + loose))
    domains = [
        Domain(
            key=f"domain-{place}",
            title="Domain",
            items=[draw(_items(next(keys), scales)) for _ in range(count)],
            weight=draw(st.integers(1, 3)),
            scorer=inner,
        )
        for place, count in enumerate(counts)
    ]
    if draw(st.booleans()):
        lower = domains.pop()
        domains[-1] = evolve(domains[-1], domains=[lower])
    if only_domains and len(domains) == 1:
        key = f"item-{sum(counts)}"
        items = [draw(_items(key, scales))]
        domains.append(Domain(key="alone", title="Alone", items=items, scorer=inner))
    return Framework(
        key="random",
        title="Random",
        version="1",
        scales=scales,
        domains=domains,
        items=[draw(_items(next(keys), scales)) for _ in range(loose)],
    )


@st.composite
def _items(draw: st.DrawFn, key: str, scales: tuple[Any, ...]) -> Item:
    scale = draw(st.sampled_from(scales))
    turned = draw(st.booleans())
    half = scale.at_share(0.5)
    if scale.levels:
        # Turned round, the levels of 0, 1 and 3 are 0, 2 and 3.
        half = scale.low + scale.high - scale.down(half) if turned else scale.up(half)
    return Item(
        key=key,
        text=key,
        scale=scale.key,
        weight=draw(st.integers(1, 4)),
        reversed=turned,
        # So that there are always two rungs, and most often more.
        rung=RUNGS[int(key.rpartition("-")[2]) % len(RUNGS)],
        gate=draw(st.sampled_from((None, scale.high, half))),
    )


@st.composite
def answers_to(draw: st.DrawFn, framework: Framework) -> Answers:
    """Draw answers of up to three respondents in two roles, some left empty."""
    count = draw(st.integers(1, len(RESPONDENTS)))
    statuses = st.sampled_from(
        (Status.ANSWERED, Status.ANSWERED, Status.NOT_APPLICABLE, *EMPTY)
    )
    return tuple(
        Answer(
            item=item.key,
            status=(status := draw(statuses)),
            value=draw(_values(framework, item)) if status is Status.ANSWERED else None,
            respondent=respondent,
            role=role,
        )
        for respondent, role in RESPONDENTS[:count]
        for item in framework.all_items
    )


def _values(framework: Framework, item: Item) -> SearchStrategy[float]:
    scale = framework.scale_of(item)
    if scale.levels:
        return st.sampled_from(scale.levels)
    if not scale.step:
        return st.integers(0, 100).map(lambda place: scale.at_share(place / 100))
    step = scale.step
    steps = round(scale.width / step)
    return st.integers(0, steps).map(lambda place: scale.low + place * step)


def in_range(scorer: Scorer, framework: Framework, data: DataObject) -> None:
    """Low, value and high are in this order, and on the scale."""
    found = _scored(scorer, framework, data.draw(answers_to(framework)))
    hypothesis.assume(found.value is not None)
    low, high = _range(found)
    numbers = [found.scale.low, low, _numbers(found)[0], high, found.scale.high]
    for first, other in pairwise(numbers):
        assert first <= other + _slack(found), f"not in order: {numbers}"


def monotone(scorer: Scorer, framework: Framework, data: DataObject) -> None:
    """Never does a better answer lower the score."""
    answers = data.draw(answers_to(framework))
    answered = [this_answer for this_answer in answers if this_answer.value is not None]
    hypothesis.assume(answered)
    answer = data.draw(st.sampled_from(answered))
    item = framework.item(answer.item)
    other = data.draw(_values(framework, item))
    scale = framework.scale_of(item)
    values = sorted((scale.number(answer.value), other), reverse=item.reversed)
    worse, better = (evolve(answer, value=value) for value in values)
    before, after = (
        _scored(
            scorer, framework, tuple(new if old is answer else old for old in answers)
        )
        for new in (worse, better)
    )
    for lower, upper in zip(_numbers(before), _numbers(after), strict=True):
        assert lower <= upper + _slack(before), (
            f"{answer.item} got better, and the score fell from {lower} to {upper}"
        )


def order_free(scorer: Scorer, framework: Framework, data: DataObject) -> None:
    """Neither the order of answers nor that of items in a domain matters."""
    answers = data.draw(answers_to(framework))
    shuffled = tuple(data.draw(st.permutations(answers)))
    before = _scored(scorer, framework, answers)
    after = _scored(scorer, _turned(framework), shuffled)
    _same(before, after, "another order")


def neutral_to_not_applicable(
    scorer: Scorer, framework: Framework, data: DataObject
) -> None:
    """One more item that does not apply changes nothing."""
    answers = data.draw(answers_to(framework))
    item = data.draw(st.sampled_from(framework.all_items))
    twin = evolve(item, key="twin")
    more = _with_twin(framework, item.key, twin)
    silent = [
        Answer(
            item="twin",
            status=Status.NOT_APPLICABLE,
            respondent=respondent,
            role=role,
        )
        for respondent, role in dict.fromkeys(
            (answer.respondent, answer.role) for answer in answers
        )
    ]
    before = _scored(scorer, framework, answers)
    after = _scored(scorer, more, (*answers, *silent))
    _same(before, after, "an item that does not apply")


def bounds_hold(scorer: Scorer, framework: Framework, data: DataObject) -> None:
    """Whatever the empty cells turn out to be, the score stays in its range."""
    answers = data.draw(answers_to(framework))
    before = _scored(scorer, framework, answers)
    filled = tuple(
        data.draw(_filled(framework, answer)) if answer.status in EMPTY else answer
        for answer in answers
    )
    after = _scored(scorer, framework, filled)
    hypothesis.assume(after.value is not None)
    low, high = _range(before)
    assert low - _slack(before) <= _numbers(after)[0] <= high + _slack(before), (
        f"{after.value} is outside the range {low} to {high}"
    )


SCORER_LAWS: Final = (
    in_range,
    monotone,
    order_free,
    neutral_to_not_applicable,
    bounds_hold,
)


def check_scorer(
    scorer: Scorer,
    *,
    drawn_from: SearchStrategy[Framework] | None = None,
    laws: tuple[Law, ...] = SCORER_LAWS,
    examples: int = 200,
) -> None:
    """Try every law on a scorer, with random frameworks and answers.

    Parameters
    ----------
    scorer : Scorer
    drawn_from : strategy of Framework, optional
        Where frameworks come from, when the scorer needs a certain form; from
        `frameworks` unless said.
    laws : tuple of Law
        The laws to try; all unless said.
    examples : int
        How many frameworks, laws taking turns; 200 unless said.

    Raises
    ------
    AssertionError
        When a law does not hold; hypothesis shows the smallest case.

    Examples
    --------
    >>> from cqikit.assessments import RollUp
    >>> check_scorer(
    ...     RollUp(name="best", combine=lambda values, _: max(values)), examples=5
    ... )
    """
    source = frameworks() if drawn_from is None else drawn_from

    @settings(max_examples=examples, deadline=None, database=None, derandomize=True)
    @given(law=st.sampled_from(laws), framework=source, data=st.data())
    def keeps(law: Law, framework: Framework, data: Any) -> None:
        law(scorer, framework, data)

    keeps()


def _scored(scorer: Scorer, framework: Framework, answers: Answers) -> Score:
    return score(Responses(framework, answers), scorer=scorer).score


def _range(found: Score) -> tuple[float, float]:
    assert found.low is not None, "a score that is open, or has a value, has a low"
    assert found.high is not None, "a score that is open, or has a value, has a high"
    return found.low, found.high


def _numbers(found: Score) -> tuple[float, ...]:
    numbers = (found.value, found.low, found.high)
    return tuple(0.0 if number is None else number for number in numbers)


def _slack(found: Score) -> float:
    """Return by how much numbers may differ that are the same but for rounding."""
    return 1e-9 * found.scale.width


def _same(before: Score, after: Score, because: str) -> None:
    for first, other in zip(_numbers(before), _numbers(after), strict=True):
        assert abs(first - other) <= _slack(before), (
            f"{because} moved {first} to {other}"
        )


def _turned(framework: Framework) -> Framework:
    def turned(domain: Domain) -> Domain:
        return evolve(
            domain,
            items=domain.items[::-1],
            domains=[turned(below) for below in domain.domains],
        )

    return evolve(
        framework,
        items=framework.items[::-1],
        domains=[turned(domain) for domain in framework.domains],
    )


def _with_twin(framework: Framework, key: str, twin: Item) -> Framework:
    def joined(items: tuple[Item, ...]) -> tuple[Item, ...]:
        return (*items, twin) if key in {item.key for item in items} else items

    def inside(domain: Domain) -> Domain:
        return evolve(
            domain,
            items=joined(domain.items),
            domains=[inside(below) for below in domain.domains],
        )

    return evolve(
        framework,
        items=joined(framework.items),
        domains=[inside(domain) for domain in framework.domains],
    )


@st.composite
def _filled(draw: st.DrawFn, framework: Framework, answer: Answer) -> Answer:
    if draw(st.booleans()) and draw(st.booleans()):
        return evolve(answer, status=Status.NOT_APPLICABLE)
    value = draw(_values(framework, framework.item(answer.item)))
    return evolve(answer, status=Status.ANSWERED, value=value)
