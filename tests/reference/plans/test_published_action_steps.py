"""The weak and strong steps of S2 are classified right, every one."""

import tomllib
from pathlib import Path

import pytest

from cqikit.actions import (
    CHECKS,
    WORDS,
    ActionStep,
    Deadline,
    Grade,
    doubtful_words,
    strength,
)
from cqikit.core import run_checks
from tests.same import agreed

STEPS = tomllib.loads((Path(__file__).parent / "action_steps.toml").read_text("utf-8"))
ENGLISH = WORDS["en"]


def step_of(raw: dict[str, object]) -> ActionStep:
    when = raw.get("when")
    if isinstance(when, dict):
        raw = raw | {"when": Deadline(**when)}
    return ActionStep(**raw)  # type: ignore[arg-type]


WEAK = [step_of(raw) for raw in STEPS["weak"]]
STRONG = [step_of(raw) for raw in STEPS["strong"]]


def test_the_source_has_five_of_each() -> None:
    assert (len(WEAK), len(STRONG)) == (5, 5)


@pytest.mark.parametrize("step", WEAK, ids=lambda step: step.key)
@pytest.mark.parametrize("words", [None, ENGLISH], ids=["fields", "words"])
def test_every_weak_step_is_weak(step: ActionStep, words: object) -> None:
    assert strength(step, words=words).grade is Grade.WEAK  # type: ignore[arg-type]
    agreed("action_steps", f"{step.key}: weak")


@pytest.mark.parametrize("step", STRONG, ids=lambda step: step.key)
@pytest.mark.parametrize("words", [None, ENGLISH], ids=["fields", "words"])
def test_every_strong_step_is_strong(step: ActionStep, words: object) -> None:
    assert strength(step, words=words).grade is Grade.STRONG  # type: ignore[arg-type]
    agreed("action_steps", f"{step.key}: strong")


@pytest.mark.parametrize("weak", WEAK, ids=lambda step: step.key)
def test_every_weak_step_scores_below_every_strong_one(weak: ActionStep) -> None:
    least = min(strength(step, words=ENGLISH).total for step in STRONG)
    assert strength(weak, words=ENGLISH).total < least


def test_the_words_of_the_source_are_found() -> None:
    found = {
        step.key: [
            check.message for check in run_checks(step, [doubtful_words(ENGLISH)])
        ]
        for step in WEAK
    }
    assert found == {
        "tables-weak": [],
        "changing-table-weak": ["'need to' leaves open what is done"],
        "soft-items-weak": ["'figure out' leaves open what is done"],
        "diversity-weak": ["'or' leaves a choice or a condition"],
        "fundraise-weak": [],
    }


@pytest.mark.parametrize("step", STRONG, ids=lambda step: step.key)
def test_a_strong_step_lacks_neither_owner_nor_deadline_nor_need(
    step: ActionStep,
) -> None:
    codes = {check.code for check in run_checks(step, CHECKS)}
    # What it needs, and how success will be known, the source's examples do not say.
    assert codes == {"action.no-resources", "action.no-measure"}


def test_relative_and_absolute_deadlines_of_the_source_agree() -> None:
    both = [step.when for step in STRONG if isinstance(step.when, Deadline)]
    assert [deadline.agrees for deadline in both] == [True, True]
