from __future__ import annotations

import pytest
from attrs import asdict

from cqikit.assessments import (
    FRAMEWORKS,
    SCORERS,
    Answer,
    Framework,
    Responses,
    framework_from,
    score,
)


def best(framework: Framework) -> list[Answer]:
    return [
        Answer(
            item=item.key,
            value=framework.scale_of(item).low
            if item.reversed
            else framework.scale_of(item).high,
        )
        for item in framework.all_items
    ]


@pytest.mark.parametrize("framework", FRAMEWORKS, ids=FRAMEWORKS.names)
def test_a_shipped_framework_names_its_source_and_its_licence(
    framework: Framework,
) -> None:
    assert framework.source
    assert framework.licence
    assert framework.text


@pytest.mark.parametrize("framework", FRAMEWORKS, ids=FRAMEWORKS.names)
def test_a_shipped_framework_survives_as_a_plain_mapping(
    framework: Framework,
) -> None:
    plain = asdict(framework, filter=lambda attribute, _: attribute.init)
    assert framework_from(plain) == framework


@pytest.mark.parametrize("framework", FRAMEWORKS, ids=FRAMEWORKS.names)
def test_the_best_answers_reach_the_top(framework: Framework) -> None:
    found = score(Responses(framework, best(framework))).score
    assert found.share == pytest.approx(1)
    assert found.coverage == 1
    assert framework.scorer in SCORERS


def test_child_welfare_has_seven_components_and_37_parts() -> None:
    framework = FRAMEWORKS["child-welfare-cqi"]
    assert [len(domain.items) for domain in framework.domains] == [6, 5, 5, 6, 5, 6, 4]
    assert [domain.key for domain in framework.domains] == list("1234567")
    assert framework.all_items[-1].key == "7D"
    assert len(framework.principles) == 5


def test_child_welfare_is_as_strong_as_its_weakest_component() -> None:
    framework = FRAMEWORKS["child-welfare-cqi"]
    answers = [
        Answer(item=item.key, value=0 if item.key.startswith("7") else 3)
        for item in framework.all_items
    ]
    found = score(Responses(framework, answers))
    assert (found.value, found.level) == (0, "not in place")
    assert found["1"].value == 3


def test_the_breakthrough_series_has_nine_conditions_and_two_gates() -> None:
    framework = FRAMEWORKS["bts-infrastructure"]
    assert len(framework.items) == 9
    gates = [item.key for item in framework.items if item.gate is not None]
    assert gates == ["leadership", "teams"]
    labels = [anchor.label for anchor in framework.scales[0].anchors]
    assert labels == ["not possible", "not yet", "somewhat", "met"]


def test_a_rating_scales_total_is_the_mean_of_its_items() -> None:
    # The subscale scores of the source's example, and 5 for the rest.
    tool = FRAMEWORKS["ecers-r"]
    answers = [
        Answer(item=item.key, value=4.7 if item.key == "space-and-furnishings" else 5)
        for item in tool.items
    ]
    assert score(Responses(tool, answers)).value == pytest.approx(
        (8 * 4.7 + 35 * 5) / 43
    )


def test_every_classroom_is_kept() -> None:
    tool = FRAMEWORKS["ecers-r"]
    answers = [
        Answer(item="activities", value=value, unit=room)
        for room, value in (("red", 6), ("blue", 4))
    ]
    found = score(Responses(tool, answers))["activities"]
    assert (found.value, found.minimum, found.level) == (5, 4, "good")


@pytest.mark.parametrize("tool", ["class", "class-toddler"])
def test_a_negative_climate_is_turned_round(tool: str) -> None:
    answer = Answer(item="negative-climate", value=2)
    assert score(Responses(FRAMEWORKS[tool], [answer]))["negative-climate"].value == 6


def test_what_does_not_apply_to_a_program_leaves_the_total() -> None:
    # The subscale on special needs is for some programs only.
    tool = FRAMEWORKS["sacers-u"]
    answers = [
        Answer(item=item.key, value=5)
        if item.key != "special-needs"
        else Answer(item=item.key, status="not-applicable")
        for item in tool.items
    ]
    found = score(Responses(tool, answers)).score
    assert (found.value, found.coverage) == (5, 1)


def test_a_plan_that_is_not_cyclical_is_not_cqi() -> None:
    framework = FRAMEWORKS["cqi-attributes"]
    answers = [
        Answer(item=item.key, value="no" if item.key == "cyclical" else "always")
        for item in framework.all_items
    ]
    found = score(Responses(framework, answers))
    assert found["readiness"].level == "ready"
    assert found["practice"].level == "a one-off plan at most"
    assert found.level == "not yet continuous quality improvement"


def test_the_three_areas_are_open() -> None:
    areas = FRAMEWORKS["root-cause-areas"].domains
    assert [area.title for area in areas] == [
        "Life outcomes and indicators",
        "Program quality",
        "Performance measurement capacity",
    ]


def test_progress_goes_in_half_steps() -> None:
    progress = FRAMEWORKS["team-progress"]
    found = score(Responses(progress, [Answer(item="progress", value=2.5)]))
    assert found.level == "changes tested, but no improvement"


def test_progress_begins_before_there_is_a_team() -> None:
    progress = FRAMEWORKS["team-progress"]
    for value, level in (
        (0.5, "intent to participate"),
        (1.0, "charter and team established"),
    ):
        assert (
            score(Responses(progress, [Answer(item="progress", value=value)])).level
            == level
        )
    # What could not be confirmed says so.
    assert "The name of step 4.5 is ours" in progress.text
