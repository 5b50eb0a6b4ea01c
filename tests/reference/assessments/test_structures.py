from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from cqikit import documents
from tests.same import agreed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cqikit.assessments import Framework

FRAMEWORKS = documents.frameworks()
PUBLISHED: dict[str, Any] = tomllib.loads(
    Path(__file__).with_name("structures.toml").read_text("utf-8")
)
#: What has no published structure to be compared with: templates, and attributes of S1.
OURS = {
    "cqi-attributes",
    "root-cause-areas",
    "qris-block",
    "qris-points",
    "qris-hybrid",
}


def told_of(fact: str) -> list[str]:
    return [key for key, facts in PUBLISHED.items() if fact in facts]


def folded(names: Iterable[str]) -> list[str]:
    return [name.casefold() for name in names]


def ends(framework: Framework) -> set[tuple[float, float]]:
    scales = [framework.scale_of(item) for item in framework.all_items]
    return {(scale.low, scale.high) for scale in scales}


def test_every_instrument_that_comes_along_is_in_the_table() -> None:
    assert set(FRAMEWORKS.names) - OURS == set(PUBLISHED)


@pytest.mark.parametrize("key", told_of("parts"))
def test_parts_have_the_published_names_in_their_order(key: str) -> None:
    found = [item.text for item in FRAMEWORKS[key].items]
    assert folded(found) == folded(PUBLISHED[key]["parts"])
    agreed(key, f"{len(found)} names of parts")


@pytest.mark.parametrize("key", told_of("domains"))
def test_domains_have_the_published_dimensions_in_their_order(key: str) -> None:
    found = {
        domain.title.casefold(): folded(item.text for item in domain.items)
        for domain in FRAMEWORKS[key].domains
    }
    expected = {
        domain.casefold(): folded(names)
        for domain, names in PUBLISHED[key]["domains"].items()
    }
    assert list(found.items()) == list(expected.items())
    agreed(key, f"{sum(map(len, found.values()))} dimensions of {len(found)} domains")


@pytest.mark.parametrize("key", told_of("counts"))
def test_parts_have_the_published_numbers_of_items(key: str) -> None:
    # A subscale is one item whose weight is their number, or a domain that has them.
    framework = FRAMEWORKS[key]
    found = [(item.text, item.weight) for item in framework.items] + [
        (domain.key, len(domain.items)) for domain in framework.domains
    ]
    counts = PUBLISHED[key]["counts"]
    assert folded(name for name, _ in found) == folded(counts)
    assert [count for _, count in found] == list(counts.values())
    assert sum(counts.values()) == PUBLISHED[key]["items"]
    agreed(key, f"{sum(counts.values())} items in {len(counts)} parts")


@pytest.mark.parametrize("key", told_of("scale"))
def test_scales_have_the_published_ends(key: str) -> None:
    low, high = PUBLISHED[key]["scale"]
    assert ends(FRAMEWORKS[key]) == {(low, high)}
    agreed(key, f"scale of {low} to {high}")


@pytest.mark.parametrize("key", told_of("levels"))
def test_levels_have_the_published_names(key: str) -> None:
    scale = FRAMEWORKS[key].scales[0]
    levels = PUBLISHED[key]["levels"]
    assert folded(scale.label(float(at)) for at in levels) == folded(levels.values())
    agreed(key, f"{len(levels)} names of levels")


@pytest.mark.parametrize("key", told_of("parts") + told_of("domains"))
def test_a_low_score_is_good_where_it_is_published_so(key: str) -> None:
    turned = [item.text for item in FRAMEWORKS[key].all_items if item.reversed]
    assert folded(turned) == folded(PUBLISHED[key].get("turned", []))


@pytest.mark.parametrize("key", told_of("says"))
def test_what_is_ours_or_only_counted_is_said(key: str) -> None:
    framework = FRAMEWORKS[key]
    for words in PUBLISHED[key]["says"]:
        assert words in f"{framework.text} {framework.source}"


@pytest.mark.parametrize("key", list(PUBLISHED))
def test_doubts_are_said_where_there_are_some_and_only_there(key: str) -> None:
    framework = FRAMEWORKS[key]
    says = "not confirmed" in framework.text or "are confirmed, and" in framework.text
    assert says is ("unconfirmed" in PUBLISHED[key])


@pytest.mark.parametrize("key", told_of("highest"))
def test_factors_have_the_published_highest_levels(key: str) -> None:
    framework = FRAMEWORKS[key]
    found = {item.key: framework.scale_of(item).high for item in framework.items}
    assert found == PUBLISHED[key]["highest"]
    assert {item.key: item.weight for item in framework.items} == found
    agreed(key, f"{len(found)} highest levels")


@pytest.mark.parametrize("key", told_of("sum"))
def test_sums_have_the_published_ends(key: str) -> None:
    framework = FRAMEWORKS[key]
    scales = [framework.scale_of(item) for item in framework.all_items]
    lowest, highest = (
        sum(getattr(scale, end) for scale in scales) for end in ("low", "high")
    )
    assert [lowest, highest] == PUBLISHED[key]["sum"]
    agreed(key, f"sum of {lowest:g} to {highest:g}")
