"""What is drawn for others to try their own on holds every case that there is."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pytest
from attrs import field, frozen
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from cqikit import documents
from cqikit.assessments import (
    FRAMEWORKS,
    PERCENT,
    SCORERS,
    Framework,
    Item,
    Node,
    Ratings,
    Responses,
    RollUp,
    Scale,
    Score,
    Status,
    ordered,
)
from cqikit.collaboratives import Scaling
from cqikit.core import Period
from cqikit.documents import DocumentType
from cqikit.measures import Measure
from cqikit.pdsa import Cycle, StartTest
from cqikit.plans import Plan
from cqikit.testing import (
    SCORER_LAWS,
    answers_to,
    check_document,
    check_scorer,
    frameworks,
    values_of,
)

Cases = Mapping[str, Callable[[Any], object]]


def unseen(drawn: st.SearchStrategy[Any], cases: Cases, examples: int) -> set[str]:
    """Return which of the cases none of the first examples is."""
    seen: set[str] = set()

    @settings(
        max_examples=examples,
        phases=[Phase.generate],
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
    )
    @given(drawn)
    def look(value: Any) -> None:
        seen.update(name for name, is_so in cases.items() if is_so(value))

    look()
    return set(cases) - seen


def items(framework: Framework) -> list[Item]:
    return list(framework.all_items)


def inner(framework: Framework) -> list[Any]:
    return [below for domain in framework.domains for below in domain.domains]


def twice_as_far(levels: tuple[float, ...]) -> bool:
    """Say whether the last of three levels is twice as far as the one before it."""
    return len(levels) == 3 and levels[2] - levels[1] == 2 * (levels[1] - levels[0])


FORMS: Cases = {
    "items outside of domains": lambda made: made.items,
    "all items in domains": lambda made: not made.items,
    "two items outside": lambda made: len(made.items) == 2,
    "a domain within another": inner,
    "no domain within another": lambda made: not inner(made),
    "three domains": lambda made: len(made.domains) == 3,
    "a domain of one item": lambda made: any(len(d.items) == 1 for d in made.domains),
    "a domain of three": lambda made: any(len(d.items) == 3 for d in made.domains),
    "a heavy domain": lambda made: any(d.weight == 3 for d in made.domains),
    "a light domain": lambda made: any(d.weight == 1 for d in made.domains),
    "a heavy item": lambda made: any(item.weight == 4 for item in items(made)),
    "a light item": lambda made: any(item.weight == 1 for item in items(made)),
    "an item turned round": lambda made: any(item.reversed for item in items(made)),
    "an item as it is": lambda made: any(not item.reversed for item in items(made)),
    "no gate": lambda made: any(item.gate is None for item in items(made)),
    "a gate": lambda made: any(item.gate is not None for item in items(made)),
    "half as a gate": lambda made: any(item.gate == 50 for item in items(made)),
    "rungs": lambda made: {item.rung for item in items(made)} == {1, 3, 5, 7},
    "several scales": lambda made: len({item.scale for item in items(made)}) > 1,
    "levels apart": lambda made: any(
        twice_as_far(made.scale_of(item).levels) for item in items(made)
    ),
    "yes and no": lambda made: any(item.scale == "yes-no" for item in items(made)),
    "per cent": lambda made: any(item.scale == "percent" for item in items(made)),
}


def test_frameworks_of_every_form_are_drawn() -> None:
    assert unseen(frameworks(), FORMS, 100) == set()


@settings(max_examples=20, phases=[Phase.generate])
@given(frameworks(only_domains=True, mixed=False, inner="mean"))
def test_a_framework_is_drawn_as_it_is_asked_for(made: Framework) -> None:
    assert len(made.domains) > 1
    assert not made.items
    assert {domain.scorer for domain in (*made.domains, *inner(made))} == {"mean"}
    assert len({item.scale for item in made.all_items}) == 1


@settings(max_examples=30, phases=[Phase.generate])
@given(frameworks())
def test_a_framework_that_is_drawn_is_small(made: Framework) -> None:
    every = [*made.domains, *inner(made)]
    assert 2 <= len(every) <= 3
    assert all(1 <= len(domain.items) <= 3 for domain in every)
    assert all(1 <= domain.weight <= 3 for domain in every)
    assert all(1 <= item.weight <= 4 for item in items(made))
    assert len(made.items) <= 2


def with_status(status: Status) -> Callable[[Any], bool]:
    return lambda given: any(answer.status is status for answer in given)


ANSWERS: Cases = {
    **{status.value: with_status(status) for status in Status},
    "three people": lambda given: {answer.respondent for answer in given} == set("abc"),
    "one person": lambda given: {answer.respondent for answer in given} == {"a"},
    "two roles": lambda given: len({answer.role for answer in given}) == 2,
}


def test_answers_of_every_kind_are_drawn() -> None:
    drawn = frameworks().flatmap(answers_to)
    assert unseen(drawn, ANSWERS, 50) == set()
    seen: set[Any] = set()

    @settings(max_examples=400, phases=[Phase.generate])
    @given(answers_to(of_scale(PERCENT, "a")))
    def look(given: Any) -> None:
        seen.update(answer.value for answer in given if answer.value is not None)

    look()
    assert (min(seen), max(seen)) == (0, 100)


VALUES: Mapping[Any, Cases] = {
    str: {
        "a key": lambda text: text.isascii() and text.islower(),
        "letters of others": lambda text: not text.isascii(),
    },
    float: {
        "a share": lambda number: 0 < number < 1,
        "one": lambda number: isinstance(number, int) and number == 1,
        "a large one": lambda number: number > 1e6,
        "nothing": lambda number: number == 0,
    },
    int: {"one": lambda number: number == 1, "many": lambda number: number > 1e12},
    date: {
        "long ago": lambda day: day.year < 1950,
        "to come": lambda day: day.year > 2050,
    },
    Period: {
        "a week": lambda period: period.frequency == "week",
        "a year": lambda period: period.frequency == "year",
    },
    Plan: {
        "begun": lambda plan: len(plan.log) == 2,
        "a step that waits": lambda plan: any(step.after for step in plan.steps),
        "a part": lambda plan: any(step.parent for step in plan.steps),
        "three steps": lambda plan: len(plan.steps) == 3,
        "two steps": lambda plan: len(plan.steps) == 2,
        "scores": lambda plan: plan.areas[0].scores,
    },
    Cycle: {
        "begun": lambda cycle: any(isinstance(event, StartTest) for event in cycle.log),
        "not begun": lambda cycle: not cycle.log,
    },
    Measure: {
        "what may be left out, left out": lambda measure: not measure.unit,
        "what may be left out, said": lambda measure: measure.unit,
    },
}


@pytest.mark.parametrize("kind", VALUES)
def test_values_of_every_kind_are_drawn(kind: Any) -> None:
    assert unseen(values_of(kind), VALUES[kind], 20 if kind is Plan else 60) == set()


@given(values_of(str), values_of(int), values_of(float), values_of(date))
def test_values_are_what_fields_take(
    text: str, number: int, amount: float, day: date
) -> None:
    assert text.strip()
    assert len(text) <= (9 if text.isascii() else 8)
    assert 1 <= number <= 2**60
    assert 0 <= amount <= (10 if isinstance(amount, int) else 1e9)
    assert date(1900, 1, 1) <= day <= date(2100, 1, 1)


def test_lists_are_short() -> None:
    @given(values_of(tuple[int, ...]), values_of(Mapping[str, str]))
    def are_short(numbers: tuple[int, ...], words: Mapping[str, str]) -> None:
        assert len(numbers) <= 2
        assert len(words) <= 2

    are_short()


@given(values_of(Scaling))
def test_a_spread_that_is_drawn_has_few_conditions(made: Scaling) -> None:
    assert len(made.conditions) <= 3


@frozen
class Kept:
    """A class of a stranger, with a field of its own and one that it works out."""

    _text: str
    length: int = field(init=False, default=0)


@given(values_of(Kept))
def test_a_field_is_given_by_the_name_that_its_class_takes(made: Kept) -> None:
    assert made._text.strip()
    assert made.length == 0


@settings(max_examples=20, phases=[Phase.generate])
@given(values_of(Framework))
def test_the_keys_of_a_framework_that_is_drawn_differ(made: Framework) -> None:
    (outer,) = made.domains
    (below,) = outer.domains
    keys = [made.key, outer.key, below.key, *(item.key for item in made.all_items)]
    assert len(set(keys)) == 6
    assert all(len(conversion.items) == 2 for conversion in made.conversions)


@frozen
class Note:
    """A document of a stranger."""

    text: str


@pytest.mark.parametrize("field", ["no-such-field", "version"])
def test_a_reader_that_passes_over_a_field_is_told(
    field: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = documents.parse

    def lenient(text: str, **how: Any) -> Any:
        if not text.startswith("{"):
            return real(text, **how)
        tree = json.loads(text)
        tree |= {"version": 1} if field == "version" else {}
        tree.pop("no-such-field" if field == "no-such-field" else "", None)
        return real(json.dumps(tree), **how)

    monkeypatch.setattr(documents, "parse", lenient)
    with pytest.raises(pytest.fail.Exception, match="DocumentError"):
        check_document(DocumentType(name="note", cls=Note), st.just(Note("a")))


@settings(max_examples=10, phases=[Phase.generate])
@given(answers=answers_to(FRAMEWORKS["team-progress"]))
def test_answers_are_on_the_steps_of_their_scale(answers: Any) -> None:
    held = Responses(FRAMEWORKS["team-progress"], answers)
    values: list[Any] = [answer.value for answer in held.answers if answer.value]
    for value in values:
        assert 0.5 <= value <= 5
        assert 2 * value == round(2 * value)


@frozen
class Beyond:
    """A scorer whose value lies beyond its range."""

    by: float
    name: str = "beyond"

    def __call__(self, node: Node, answers: Ratings) -> Score:
        high = 50.0
        if not any(pair.is_known for pair in answers.items(node)):
            return Score(key=node.key, value=None, low=0, high=high, scale=PERCENT)
        return Score(
            key=node.key, value=high + self.by, low=0, high=high, scale=PERCENT
        )


def of_scale(scale: Scale, *keys: str) -> Framework:
    items = [Item(key=key, text=key, scale=scale.key) for key in keys]
    return Framework(key="s", title="S", version="1", scales=[scale], items=items)


LAWS = {law.__name__: (law,) for law in SCORER_LAWS}


def test_a_scorer_that_breaks_a_law_is_told() -> None:
    drawn, laws = st.just(of_scale(PERCENT, "a")), LAWS["in_range"]
    # A billionth of the scale may be rounding; more is not.
    check_scorer(Beyond(0.99e-7), drawn_from=drawn, laws=laws, examples=3)
    with pytest.raises(AssertionError, match="not in order"):
        check_scorer(Beyond(1.05e-7), drawn_from=drawn, laws=laws, examples=3)


class Shy:
    """A scorer that has a value where the first item has one."""

    name = "shy"

    def __call__(self, node: Node, answers: Ratings) -> Score:
        known = answers.items(node)[0].is_known
        value = 1.0 if known else None
        return Score(key=node.key, value=value, low=0, high=1, scale=PERCENT)


def test_a_value_that_is_there_in_one_order_alone_is_told() -> None:
    drawn = st.just(of_scale(PERCENT, "a", "b"))
    with pytest.raises(AssertionError, match="another order moved"):
        check_scorer(Shy(), drawn_from=drawn, laws=LAWS["order_free"])


@pytest.mark.parametrize(
    "drawn",
    [st.just(of_scale(PERCENT, "a", "b")), frameworks(only_domains=True)],
    ids=["items", "domains"],
)
def test_a_scorer_that_goes_by_the_order_is_told(drawn: Any) -> None:
    first = RollUp(name="mean", combine=lambda values, _: values[0])

    # To look for the smallest takes long.
    @settings(max_examples=100, phases=[Phase.generate])
    @given(framework=drawn, data=st.data())
    def keeps(framework: Framework, data: Any) -> None:
        LAWS["order_free"][0](first, framework, data)

    with pytest.raises(AssertionError, match="another order moved"):
        keeps()


def test_what_turns_out_not_to_apply_is_beyond_no_bound() -> None:
    drawn = st.just(of_scale(ordered("four", "no", "some", "yes", at=(2, 3, 4)), "a"))
    check_scorer(SCORERS["mean"], drawn_from=drawn, laws=LAWS["bounds_hold"])


@pytest.mark.parametrize("law", SCORER_LAWS, ids=lambda law: law.__name__)
def test_a_scorer_that_breaks_none_passes(law: Any) -> None:
    check_scorer(SCORERS["mean"], laws=(law,), examples=20)
