from __future__ import annotations

import math
import tomllib
from pathlib import Path
from typing import Any

import pytest

from cqikit import assessments
from cqikit.assessments import YES_NO, Answer, Estimate, Framework, Item
from cqikit.assessments._agreement._chance import kappa_of_table
from cqikit.assessments._agreement._reliability import feldt_interval
from tests.same import same

PUBLISHED: dict[str, Any] = tomllib.loads(
    Path(__file__).with_name("published.toml").read_text("utf-8")
)


def three(estimate: Estimate) -> list[float]:
    return [estimate.value, estimate.low, estimate.high]


@pytest.mark.parametrize("form", ["one_way", "agreement", "consistency"])
@pytest.mark.parametrize("part", ["single", "mean"])
def test_intraclass_correlations_are_those_of_shrout_and_fleiss(
    form: str, part: str
) -> None:
    ratings = PUBLISHED["icc"]["ratings"]
    found = {
        "one_way": assessments.icc(ratings),
        "agreement": assessments.icc_two_way(ratings, absolute=True),
        "consistency": assessments.icc_two_way(ratings),
    }[form]
    value, low, high = PUBLISHED["icc"][form][part]
    got = three(getattr(found, part))
    of = {"single": "of a single rating", "mean": "of the mean"}[part]
    what = f"intraclass correlation, {form.replace('_', '-')}, {of}"
    same("icc", what, got[0], value, abs=0.005)
    same("icc", f"{what}: interval", got[1:], [low, high], abs=0.0006)


def test_alpha_of_items_is_the_consistency_of_the_mean_of_judges() -> None:
    # Shrout and Fleiss 1979, p. 422: ICC(3, k) is Cronbach's alpha.
    ratings = PUBLISHED["icc"]["ratings"]
    alpha = assessments.cronbach_alpha(ratings)
    assert three(alpha) == pytest.approx(three(assessments.icc_two_way(ratings).mean))
    same("icc", "Cronbach's alpha", alpha.value, 0.91, abs=0.005)


@pytest.mark.parametrize("metric", ["nominal", "ordinal", "interval", "ratio"])
def test_krippendorffs_alpha_is_that_of_his_example(metric: str) -> None:
    example = PUBLISHED["krippendorff"]
    found = assessments.krippendorff_alpha(example["ratings"], metric=metric)
    same(
        "krippendorff",
        f"Krippendorff's alpha, {metric}",
        found.value,
        example["alpha"][metric],
        abs=0.0005,
    )
    # One of the twelve units has a single rating.
    assert found.count == 11


def test_weighted_kappa_is_that_of_cohen() -> None:
    example = PUBLISHED["kappa"]
    weighted = kappa_of_table(example["counts"], weights=example["weights"])
    plain = kappa_of_table(example["counts"], weights="none")
    same("kappa", "weighted kappa", weighted.value, example["weighted"], abs=0.0005)
    same("kappa", "kappa", plain.value, example["unweighted"], abs=0.0006)


def test_the_interval_of_alpha_is_feldts() -> None:
    example = PUBLISHED["feldt"]
    found = feldt_interval(
        example["alpha"], respondents=example["respondents"], items=example["items"]
    )
    same("feldt", "interval of alpha", found, example["interval"], abs=5e-8)


def test_reliable_change_is_that_of_jacobson_and_truax() -> None:
    example = PUBLISHED["reliable_change"]
    found = assessments.reliable_change(
        example["before"],
        example["after"],
        sd=example["sd"],
        reliability=example["reliability"],
    )
    what = "reliable change index"
    same("reliable_change", what, found.index, example["index"], abs=0.005)
    assert found.is_reliable


def test_the_critical_change_is_as_printed() -> None:
    example = PUBLISHED["critical_change"]
    found = assessments.reliable_change(
        0, 1, sd=example["sd"], reliability=example["reliability"]
    )
    what = "least reliable change"
    same("critical_change", what, found.critical, example["critical"], abs=0.005)


def test_signed_ranks_are_those_of_hollander_and_wolfe() -> None:
    example = PUBLISHED["wilcoxon"]
    found = assessments.wilcoxon(example["after"], example["before"])
    same("wilcoxon", "signed ranks that fall", found.statistic, example["falling"])
    same("wilcoxon", "p of the signed ranks", found.p, example["p"], abs=5e-6)


def test_the_paired_interval_is_that_of_students_sleep_data() -> None:
    example = PUBLISHED["sleep"]
    found = assessments.paired_change(example["before"], example["after"])
    same("sleep", "mean of paired changes", found.value, example["mean"])
    ends = [found.low, found.high]
    same("sleep", "its 95 % interval", ends, example["interval"], abs=5e-8)


@pytest.mark.parametrize("options", ["5", "7", "9"])
def test_agreement_is_measured_against_random_answers(options: str) -> None:
    # Two ratings a distance d apart have the variance d * d / 2.
    variance = 0.5
    found = variance / (1 - float(assessments.r_wg([1, 2], options=int(options))))
    what = f"r_wg: variance of random answers, {options} options"
    same("r_wg", what, found, PUBLISHED["r_wg"]["by_chance"][options], abs=0.005)


@pytest.mark.parametrize("level", ["0.90", "0.95", "0.99"])
def test_the_interval_of_agreement_is_that_of_bonetts_variance(level: str) -> None:
    # Of 25 options, random answers have the variance 52.
    example = PUBLISHED["variance"]
    ends = assessments.r_wg_interval(
        example["values"], options=25, truncate=False, level=float(level)
    )
    found = [math.sqrt(52 * (1 - end)) for end in ends[::-1]]
    same(
        "variance",
        f"interval of a standard deviation at {100 * float(level):.0f} %, by r_wg",
        found,
        example["intervals"][level],
        abs=0.00005,
    )
    value = float(assessments.r_wg(example["values"], options=25))
    assert math.sqrt(52 * (1 - value)) == pytest.approx(example["sd"], abs=0.00005)


def test_the_critical_value_of_agreement_is_that_of_dunlap() -> None:
    example = PUBLISHED["random_answers"]
    found = assessments.critical_agreement(
        respondents=example["respondents"], options=example["options"]
    )
    same(
        "random_answers",
        "r_wg that random answers of ten rarely reach, 5 options",
        found,
        example["critical"],
        abs=0.005,
    )


@pytest.mark.parametrize("case", PUBLISHED["ladder"])
def test_the_ladder_is_that_of_the_environment_rating_scales(
    case: dict[str, Any],
) -> None:
    items, answers = [], []
    for rung, (met, count) in zip((1, 3, 5, 7), case["met"], strict=True):
        for number in range(count):
            key = f"{rung}.{number + 1}"
            items.append(Item(key=key, text=key, rung=rung, reversed=rung == 1))
            holds = number < met
            answers.append(Answer(item=key, value=not holds if rung == 1 else holds))
    room = Framework(
        key="room",
        title="A room's item",
        version="1",
        scales=[YES_NO],
        items=items,
        scorer="ladder",
    )
    found = assessments.score(assessments.Responses(room, answers)).value
    met = ", ".join(f"{met} of {count}" for met, count in case["met"])
    same("ladder", f"`ladder`: {met} on rungs 1, 3, 5, 7", found, case["score"])
