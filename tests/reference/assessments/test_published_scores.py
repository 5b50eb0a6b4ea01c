"""Roll-ups, as worked out in print."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from cqikit.assessments import (
    ALL_OF,
    FRAMEWORKS,
    MEAN,
    MINIMUM,
    PERCENT,
    PERCENT_POSITIVE,
    POINTS,
    POLICIES,
    PRODUCT,
    WEIGHTED,
    YES_NO,
    Anchor,
    Answer,
    Framework,
    Item,
    Responses,
    Result,
    Scale,
    ordered,
    score,
)
from tests.same import agreed, same

PUBLISHED: dict[str, Any] = tomllib.loads(
    Path(__file__).with_name("published.toml").read_text("utf-8")
)


def of_items(items: Iterable[Item], scale: Scale, **fields: Any) -> Framework:
    return Framework(
        key="printed",
        title="As printed",
        version="1",
        scales=[scale],
        items=list(items),
        **fields,
    )


def percent_of(result: Result) -> float:
    """Return how far up its scale the score is."""
    assert result.value is not None
    return 100 * result.score.scale.share(result.value)


def test_a_mean_leaves_out_what_was_left_blank_and_turns_items_round() -> None:
    example = PUBLISHED["mean"]
    items = [
        Item(key=f"q{place}", text="An item", reversed=turned)
        for place, turned in enumerate(example["reversed"])
    ]
    energy = of_items(items, Scale(key="six", low=1, high=6))
    said = [
        Answer(item=item.key, value=value)
        for item, value in zip(items, example["answers"], strict=False)
    ]
    for policy in ("available", "half"):
        found = score(Responses(energy, said), scorer=MEAN, policy=POLICIES[policy])
        same(
            "mean",
            f"`mean`: per cent, missing answers: {policy}",
            percent_of(found),
            example["percent"],
            abs=0.05,
        )
    strict = score(Responses(energy, said), scorer=MEAN, policy=POLICIES["complete"])
    assert strict.value is None


@pytest.mark.parametrize("case", PUBLISHED["sections"])
@pytest.mark.parametrize("status", ["unanswered", "not-applicable"])
def test_a_section_left_out_leaves_the_highest_sum(
    case: dict[str, Any], status: Any
) -> None:
    items = [Item(key=f"s{place}", text="A section") for place in range(10)]
    sections = of_items(items, Scale(key="five", low=0, high=5))
    # However the total is spread; here as many fives as it has.
    given = [5] * (case["total"] // 5) + [case["total"] % 5]
    given += [0] * (case["answered"] - len(given))
    said = [
        Answer(item=item.key, value=value)
        for item, value in zip(items, given, strict=False)
    ]
    said += [Answer(item=item.key, status=status) for item in items[case["answered"] :]]
    found = percent_of(score(Responses(sections, said), scorer=MEAN))
    same(
        "sections",
        f"`mean`: per cent of {case['answered']} sections, the others {status}",
        math.floor(10 * found + 1e-9) / 10,
        case["percent"],
    )


@pytest.mark.parametrize("domain", PUBLISHED["class"]["domains"])
def test_domains_of_class_are_means_with_negative_climate_turned_round(
    domain: str,
) -> None:
    example = PUBLISHED["class"]
    said = [
        Answer(item=key, value=value) for key, value in example["dimensions"].items()
    ]
    found = score(Responses(FRAMEWORKS["class"], said))[domain].value
    what = f"`mean`: CLASS, {domain.replace('-', ' ')}"
    same("class", what, found, example["domains"][domain], abs=0.0051)


@pytest.mark.parametrize("case", PUBLISHED["percent_positive"])
@pytest.mark.parametrize("turned", [False, True])
def test_percent_positive_is_the_mean_of_items(
    case: dict[str, Any], *, turned: bool
) -> None:
    items = [
        Item(key=f"i{place}", text="An item", reversed=turned) for place in range(3)
    ]
    agree = Scale(key="agree", low=1, high=5, positive=4)
    survey = of_items(items, agree)
    yes, no = (2, 3) if turned else (4, 3)
    said = [
        Answer(item=item.key, value=yes if who < positive else no, respondent=str(who))
        for item, answered, positive in zip(
            items, case["answered"], case["positive"], strict=True
        )
        for who in range(answered)
    ]
    found = score(Responses(survey, said), scorer=PERCENT_POSITIVE)
    how = "reversed items" if turned else "items"
    what = f"`percent-positive`: of {sum(case['answered'])} answers to three {how}"
    same("percent_positive", what, found.value, case["percent"], abs=0.05)
    for item, percent in zip(items, case["items"], strict=True):
        alone = [answer for answer in said if answer.item == item.key]
        single = score(
            Responses(of_items([item], agree), alone), scorer=PERCENT_POSITIVE
        )
        assert single.value == pytest.approx(percent, abs=0.05)


def test_points_are_added_and_the_sum_has_the_level() -> None:
    example = PUBLISHED["points"]
    items = [Item(key=key, text=key) for key in example["parts"]]
    anchors = [Anchor(at, label) for label, at in example["levels"].items()]
    stars = of_items(items, Scale(key="points", low=0, high=5), anchors=anchors)
    said = [Answer(item=key, value=value) for key, value in example["parts"].items()]
    found = score(Responses(stars, said), scorer=POINTS)
    assert found.level == example["level"]
    what = f"`points`: 3, 3 and 2, which is {found.level}"
    same("points", what, found.value, example["total"])


@pytest.mark.parametrize("case", PUBLISHED["weighted"])
def test_weights_of_what_has_no_score_go_to_the_rest(case: dict[str, Any]) -> None:
    items = [
        Item(key=key, text=key, weight=weight)
        for key, weight in case["weights"].items()
    ]
    hospital = of_items(items, PERCENT)
    for full, share in case["without_efficiency"].items():
        said = [
            Answer(item=item.key, value=100 if item.key == full else 0)
            for item in items
            if item.key != "efficiency"
        ]
        none = Answer(item="efficiency", status="not-applicable")
        found = score(Responses(hospital, [*said, none]), scorer=WEIGHTED)
        what = f"`weighted`: per cent that {full} has without efficiency"
        same("weighted", what, found.value, share, abs=0.05)


def test_the_lowest_of_what_is_critical_counts() -> None:
    example = PUBLISHED["minimum"]
    levels = ordered("certainty", *example["levels"], start=1)
    items = [Item(key=key, text=key) for key in example["critical"]]
    items += [Item(key=key, text=key, weight=0) for key in example["important"]]
    evidence = of_items(items, levels, anchors=levels.anchors)
    said = [
        Answer(item=key, value=label)
        for key, label in {**example["critical"], **example["important"]}.items()
    ]
    assert score(Responses(evidence, said), scorer=MINIMUM).level == example["overall"]
    agreed("minimum", f"`minimum`: certainty overall, {example['overall']}")


@pytest.mark.parametrize("case", PUBLISHED["all_of"])
def test_a_bundle_is_kept_by_whoever_gets_all_of_it(case: dict[str, Any]) -> None:
    items = [Item(key=f"e{place}", text="An element") for place in range(5)]
    bundle = of_items(items, YES_NO)
    said = [
        # The last element is what others missed; one patient may not have it.
        Answer(item=item.key, unit=str(patient), status="not-applicable")
        if patient == 0 and item.key == "e3"
        else Answer(
            item=item.key,
            unit=str(patient),
            value=patient < case["complete"] or item.key != "e4",
        )
        for patient in range(7)
        for item in items
    ]
    found = score(Responses(bundle, said), scorer=ALL_OF)
    what = f"`all-of`: per cent, {case['complete']} of 7 patients"
    same("all_of", what, round(percent_of(found)), case["percent"])
    assert sum(unit.value == 1 for unit in found.score.units) == case["complete"]


def test_independent_rates_multiply() -> None:
    example = PUBLISHED["product"]
    items = [Item(key=f"r{place}", text="A rate") for place in range(3)]
    said = [
        Answer(item=item.key, value=value)
        for item, value in zip(items, example["percents"], strict=True)
    ]
    found = score(Responses(of_items(items, PERCENT), said), scorer=PRODUCT)
    what = f"`product`: per cent, of {', '.join(map(str, example['percents']))}"
    same("product", what, found.value, example["percent"], abs=0.5)
