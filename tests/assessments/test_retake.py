from __future__ import annotations

import pytest
from attrs import evolve

from cqikit.assessments import (
    YES_NO,
    Answer,
    Framework,
    Item,
    Responses,
    Verdict,
    migrate,
    retake,
)
from cqikit.errors import FieldError, UnknownNameError
from tests.assessments.stories import flat, told


def of_people(values: list[tuple[int, int]], framework: Framework) -> Responses:
    return Responses(
        framework,
        [
            Answer(item=item, value=value, respondent=f"r{who}")
            for who, pair in enumerate(values)
            for item, value in zip(("collect", "use"), pair, strict=True)
        ],
    )


def test_six_who_all_rose_are_more_than_noise() -> None:
    framework = flat()
    then = of_people([(0, 1)] * 6, framework)
    found = retake(then, of_people([(1, 2)] * 6, framework))
    whole = found["flat"]
    assert (found.paired_by, found.pairs) == ("respondent", 6)
    assert (whole.verdict, whole.change.value) == (Verdict.REAL, 1)
    assert whole.reason == (
        "6 pairs rose by 1 on average; 6 better, 0 worse, 0 the same"
        " (signed ranks: p = 0.031)"
    )
    assert (whole.before, whole.after) == (0.5, 1.5)


def test_five_cannot_tell() -> None:
    framework = flat()
    then = of_people([(0, 1)] * 5, framework)
    found = retake(then, of_people([(1, 2)] * 5, framework))["flat"]
    assert found.verdict is Verdict.UNKNOWN
    assert found.reason == (
        "5 pairs rose by 1 on average; 5 better, 0 worse, 0 the same:"
        " a test needs 6 pairs or more"
    )


def test_means_before_and_after_are_of_the_pairs_of_which_the_verdict_speaks() -> None:
    framework = flat(
        Item(key="collect", text="Collected"),
        Item(key="use", text="Used", reversed=True),
    )
    nine = [f"r{who}" for who in range(9)]
    then = [Answer(item="collect", value=0, respondent=who) for who in (*nine, "a")]
    then.append(Answer(item="use", value=0, respondent="a"))
    now = [Answer(item="collect", value=3, respondent=who) for who in nine]
    now += [Answer(item="use", value=3, respondent=who) for who in (*nine, "a")]
    now.append(Answer(item="collect", value=0, respondent="a"))
    found = retake(Responses(framework, then), Responses(framework, now))
    whole = found["flat"]
    assert whole.before is not None
    assert whole.after is not None
    assert whole.verdict is Verdict.REAL
    assert whole.after - whole.before == pytest.approx(whole.change.value)
    assert whole.change.value > 0
    # All answers together fell: a tenth of them was worth all of one item.
    assert found.note == (
        "before and after are the means of 10 pairs scored both times;"
        " all answers score 1.5 before and 1.35 after"
    )


def test_a_note_says_what_is_left_out_and_what_all_answers_score() -> None:
    old, new = versions()
    then = Responses(old, told(same=1, worded=1))
    later = [
        Answer(item=item, value=value, respondent=who)
        for item, value, who in (("same", 2, ""), ("worded", 1, ""), ("same", 0, "new"))
    ]
    note = retake(then, Responses(new, later)).note
    assert note.startswith("compared on the 2 items that both versions share; 3 of")
    assert note.endswith("; all answers score 1 before and 1 after")


def test_nothing_is_real_of_which_ranks_and_mean_say_opposite_things() -> None:
    framework = flat()
    then = of_people([(0, 0)] * 40 + [(3, 3)] * 8, framework)
    found = retake(then, of_people([(0, 1)] * 40 + [(0, 0)] * 8, framework))["flat"]
    assert found.test.p < 0.05
    assert (found.verdict, found.change.value < 0) == (Verdict.UNKNOWN, True)
    assert found.reason.endswith(": the ranks say otherwise than the mean")


def test_some_up_and_some_down_are_noise() -> None:
    framework = flat()
    then = of_people([(1, 1)] * 6, framework)
    now = of_people([(2, 2), (0, 0)] * 3, framework)
    found = retake(then, now)["flat"]
    assert found.verdict is Verdict.NOISE
    assert "did not move" in found.reason
    assert retake(then, then)["flat"].verdict is Verdict.NOISE


def test_a_fall_is_said_to_be_one() -> None:
    framework = flat()
    then = of_people([(2, 2)] * 6, framework)
    found = retake(then, of_people([(1, 1)] * 6, framework))["flat"]
    assert found.reason.startswith("6 pairs fell by 1")


def test_what_was_left_unanswered_could_undo_a_rise() -> None:
    framework = flat()
    then = [Answer(item="use", value=1, respondent=f"r{who}") for who in range(6)]
    now = [Answer(item="use", value=2, respondent=f"r{who}") for who in range(6)]
    found = retake(Responses(framework, then), Responses(framework, now))
    assert found["flat"].reason.endswith("what was left unanswered could undo it")


def test_what_no_longer_applies_has_no_change() -> None:
    framework = flat()
    there = Responses(framework, told(use=1, collect=1))
    away = Responses(framework, told(use=":not-applicable", collect=":not-applicable"))
    for then, now in ((there, away), (away, there), (away, away)):
        found = retake(then, now)["flat"]
        assert (found.verdict, found.change.count) == (Verdict.UNKNOWN, 0)


def test_one_pair_is_judged_by_its_reliable_change() -> None:
    framework = flat()
    then, now = (Responses(framework, told(use=a, collect=a)) for a in (0, 3))
    real = retake(then, now, sd=1, reliability=0.8)["flat"]
    assert real.verdict is Verdict.REAL
    assert real.reason == (
        "1 pair rose by 3, more than the 1.24 that error of measurement explains"
    )
    noise = retake(then, now, sd=5, reliability=0.5)["flat"]
    assert noise.verdict is Verdict.NOISE
    assert noise.reliable is not None
    with pytest.raises(FieldError, match="sd must be given together"):
        retake(then, now, reliability=0.8)


def test_without_common_respondents_units_are_paired() -> None:
    framework = flat()
    then = [
        Answer(item="use", value=1, respondent=f"old-{unit}", unit=unit)
        for unit in ("red", "blue")
    ]
    now = [
        Answer(item="use", value=2, respondent=f"new-{unit}", unit=unit)
        for unit in ("red", "green")
    ]
    found = retake(Responses(framework, then), Responses(framework, now))
    assert (found.paired_by, found.pairs) == ("unit", 1)
    apart = retake(Responses(framework, then[:1]), Responses(framework, now[1:]))
    assert (apart.paired_by, apart.pairs) == ("nothing", 0)
    assert apart["flat"].reason == "no pair was scored both times"


def test_transitions_count_who_moved_where() -> None:
    framework = flat(
        Item(key="collect", text="Collected", reversed=True),
        Item(key="use", text="Used"),
    )
    then = of_people([(0, 1), (1, 1), (2, 3)], framework)
    now = Responses(
        framework,
        [
            *of_people([(1, 1), (1, 2)], framework).answers,
            Answer(item="collect", value=1, respondent="r2"),
            Answer(item="use", status="dont-know", respondent="r2"),
        ],
    )
    collect, use = retake(then, now).transitions
    assert (collect.better, collect.same, collect.worse) == (1, 1, 1)
    assert use.counts == {
        ("some", "some"): 1,
        ("some", "most"): 1,
        ("all", "dont-know"): 1,
    }
    assert (use.better, use.same, use.worse) == (1, 1, 0)
    still = retake(then, then).transitions[0]
    assert (still.better, still.same, still.worse) == (0, 3, 0)
    late = Responses(framework, [Answer(item="use", value=1, respondent="r0")])
    assert retake(late, now).transitions[0].counts == {}


def test_a_change_is_asked_for_by_key() -> None:
    responses = Responses(flat(), told(use=1))
    with pytest.raises(UnknownNameError, match="did you mean 'flat'"):
        retake(responses, responses)["flatt"]


def versions() -> tuple[Framework, Framework]:
    old = flat(
        Item(key="same", text="Same"),
        Item(key="worded", text="Old words"),
        Item(key="rescaled", text="Rescaled"),
        Item(key="turned", text="Turned"),
        Item(key="gone", text="Gone"),
    )
    new = flat(
        Item(key="same", text="Same"),
        Item(key="worded", text="New words", weight=2),
        Item(key="rescaled", text="Rescaled", scale="yes-no"),
        Item(key="turned", text="Turned", reversed=True),
        Item(key="fresh", text="Fresh"),
        version="2",
    )
    return old, new


def test_a_migration_says_what_became_of_each_item() -> None:
    moved = migrate(*versions())
    assert moved.kept == ("same",)
    assert moved.changed == {
        "worded": ("text", "weight"),
        "rescaled": ("scale",),
        "turned": ("reversed",),
    }
    assert (moved.added, moved.dropped) == (("fresh",), ("gone",))
    assert moved.shared == ("same", "worded")
    assert str(moved).splitlines()[:2] == [
        "flat 1 -> 2: 2 items can be compared",
        "  changed worded: text, weight",
    ]


def test_answers_move_to_the_new_version_where_they_mean_the_same() -> None:
    old, new = versions()
    moved = migrate(old, new)
    carried = moved.responses(Responses(old, told(same=1, rescaled=2, gone=3)))
    assert [answer.item for answer in carried.answers] == ["same"]
    with pytest.raises(FieldError, match="must answer version 1 of flat"):
        moved.responses(carried)


def test_two_versions_are_compared_on_the_items_they_share() -> None:
    old, new = versions()
    then = Responses(old, told(same=1, worded=1, gone=0))
    found = retake(then, Responses(new, told(same=2, worded=1, fresh=0)))
    assert [item.key for item in found.framework.all_items] == ["same", "worded"]
    assert found["flat"].after == 1.5
    assert found.note == (
        "compared on the 2 items that both versions share; 3 of the new version are"
        " left out"
    )


def test_versions_without_a_shared_item_cannot_be_compared() -> None:
    old, new = flat(Item(key="a", text="A")), flat(Item(key="b", text="B"))
    with pytest.raises(FieldError, match="must share items"):
        retake(Responses(old, []), Responses(new, []))


def test_domains_without_shared_items_are_left_out() -> None:
    from cqikit.assessments import FRAMEWORKS

    new = FRAMEWORKS["child-welfare-cqi"]
    old = evolve(
        new, version="0", domains=new.domains[:2], scales=[*new.scales, YES_NO]
    )
    found = retake(Responses(old, []), Responses(new, []))
    assert [domain.key for domain in found.framework.domains] == ["1", "2"]
