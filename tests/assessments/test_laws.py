from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from cqikit.assessments import (
    SCORERS,
    Framework,
    Node,
    Ratings,
    RawSum,
    RollUp,
    Score,
    Scorer,
    ordered,
)
from cqikit.testing import SCORER_LAWS, check_scorer, frameworks
from cqikit.testing._scorers import neutral_to_not_applicable

FORMS = {
    # A ladder has two rungs at least, so domains are rolled up in another way.
    "ladder": frameworks(inner="mean"),
    "hybrid": frameworks(inner="block", only_domains=True),
}


#: One more item makes a sum longer, also where it does not apply.
OF_SUMS = tuple(law for law in SCORER_LAWS if law is not neutral_to_not_applicable)


@pytest.mark.parametrize("scorer", SCORERS, ids=SCORERS.names)
def test_every_scorer_keeps_the_laws(scorer: Scorer) -> None:
    laws = OF_SUMS if isinstance(scorer, RawSum) else SCORER_LAWS
    check_scorer(scorer, drawn_from=FORMS.get(scorer.name), laws=laws, examples=20)


def broken(combine: Callable[[Sequence[float], Sequence[float]], float]) -> Scorer:
    return RollUp(name="broken", combine=combine)


class Blind:
    """A scorer that always gives the same range, and once a value outside it."""

    name = "blind"

    def __call__(self, node: Node, answers: Ratings) -> Score:
        known = [pair.value for pair in answers.items(node) if pair.is_known]
        value = 2.0 if len(known) > 1 else None
        scale = ordered("levels", "none", "some", "most", "all")
        return Score(key=node.key, value=value, low=0, high=1, scale=scale)


def first(values: Sequence[float], _: Sequence[float]) -> float:
    return values[0]


def spread(values: Sequence[float], _: Sequence[float]) -> float:
    return max(values) - min(values)


class Counting:
    """A scorer that counts what does not apply too."""

    name = "counting"

    def __call__(self, node: Node, answers: Ratings) -> Score:
        number = float(len(answers.items(node)))
        scale = ordered("many", *(str(place) for place in range(20)))
        return Score(key=node.key, value=number, low=number, high=number, scale=scale)


@pytest.mark.parametrize(
    ("law", "scorer"),
    [
        ("in_range", Blind()),
        ("monotone", broken(spread)),
        ("order_free", broken(first)),
        ("neutral_to_not_applicable", Counting()),
        ("bounds_hold", Blind()),
    ],
)
def test_a_broken_scorer_breaks_a_law(law: str, scorer: Scorer) -> None:
    (chosen,) = [scorer_law for scorer_law in SCORER_LAWS if scorer_law.__name__ == law]

    # One counterexample is enough here: looking for the smallest takes long.
    @settings(
        phases=[Phase.generate], max_examples=300, derandomize=True, database=None
    )
    @given(framework=frameworks(), data=st.data())
    def tried(framework: Framework, data: st.DataObject) -> None:
        chosen(scorer, framework, data)

    with pytest.raises(AssertionError):
        tried()
