from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cqikit.actions import (
    WORDS,
    ActionStep,
    Deadline,
    Dimension,
    Grade,
    Words,
    strength,
)
from tests.actions.stories import steps, whole

ENGLISH = WORDS["en"]


def scores(step: ActionStep, words: Words | None = None) -> dict[str, int]:
    return {
        score.dimension.value: score.value
        for score in strength(step, words=words).scores
    }


@settings(max_examples=50)
@given(steps(), st.sampled_from([None, *WORDS]))
def test_every_score_that_is_not_full_says_what_mends_it(
    step: ActionStep, words: Words | None
) -> None:
    found = strength(step, words=words)
    for score in found.scores:
        assert bool(score.fix) is (score.value < 2)
    assert found.total <= found.most
    assert [score.value for score in found.lacking] == sorted(
        score.value for score in found.scores if score.value < 2
    )


def test_a_whole_step_has_every_point() -> None:
    found = strength(whole(), words=ENGLISH)
    assert (found.total, found.most, found.grade) == (12, 12, Grade.STRONG)


def test_words_are_judged_by_the_language_of_the_step() -> None:
    assert scores(whole()) == scores(whole(), ENGLISH)
    spanish = whole(what="Hay que comprar 2 mesas", specification="", language="es")
    assert scores(spanish)["decided"] == 0
    assert scores(whole(what="Hay que comprar 2 mesas para el salón"))["decided"] == 0


def test_a_language_without_words_is_not_judged_and_says_so() -> None:
    found = strength(whole(what="Achte 2 tab", language="ht", who="tout moun"))
    assert "decided" not in [score.dimension.value for score in found.scores]
    assert found.unjudged == "there are no words of the language 'ht' to judge it by"
    assert found.grade is Grade.STRONG
    assert not strength(whole()).unjudged


@pytest.mark.parametrize(
    ("fields", "dimension", "value"),
    [
        ({"who": ""}, "who", 0),
        ({"who": "Someone"}, "who", 0),
        ({"who": "nurse", "outside": True}, "who", 0),
        ({"who": "all staff"}, "who", 0),
        ({"who": "families"}, "who", 0),
        ({"what": "order some things", "specification": ""}, "what", 0),
        ({"what": "order tables", "specification": ""}, "what", 1),
        ({"what": "order 2 tables", "specification": ""}, "what", 2),
        ({"what": "order both tables", "specification": ""}, "what", 2),
        ({"when": None}, "when", 0),
        ({"when": "2026"}, "when", 1),
        ({"when": "2026-Q3"}, "when", 2),
        ({"when": ("2026-09-01", "2026-12-01")}, "when", 2),
        ({"when": ("2026-09-01", "2026-12-02")}, "when", 1),
        ({"what": "look into tables"}, "decided", 0),
        ({"what": "order tables unless given"}, "decided", 0),
        ({"what": "order tables or have them lent by others"}, "decided", 2),
        ({"what": "order tables or borrow them"}, "decided", 1),
        ({"specification": "two or three"}, "decided", 1),
        ({"cost": 10, "funding": ""}, "resources", 1),
        ({"cost": 0, "funding": "", "resources": ()}, "resources", 2),
        ({"cost": None, "funding": "", "resources": ()}, "resources", 0),
        (
            {"cost": None, "funding": "", "resources": (), "hours": 2.0},
            "resources",
            2,
        ),
        ({"answers": ()}, "answers", 0),
        ({"answers": ("a", "b")}, "answers", 1),
    ],
)
def test_a_score_is_about_its_own_dimension(
    fields: dict[str, object], dimension: str, value: int
) -> None:
    found = scores(whole(**fields), ENGLISH)
    assert found.pop(dimension) == value
    assert set(found.values()) == {2}


def test_deadlines_that_disagree_cost_a_point() -> None:
    due = Deadline(by="2026-11-20", within="2 weeks", since=date(2026, 9, 1))
    assert scores(whole(when=due))["when"] == 1


@pytest.mark.parametrize(
    ("fields", "grade"),
    [
        ({"who": ""}, Grade.WEAK),
        ({"when": None}, Grade.WEAK),
        ({"what": "try to order 2 tables"}, Grade.WEAK),
        ({"who": "nurse", "outside": True}, Grade.WEAK),
        ({"what": "order tables", "specification": ""}, Grade.FAIR),
        ({"what": "fix or remove 2 rugs"}, Grade.STRONG),
        ({"answers": ()}, Grade.STRONG),
    ],
)
def test_who_what_and_when_make_a_step_strong(
    fields: dict[str, object], grade: Grade
) -> None:
    assert strength(whole(**fields), words=ENGLISH).grade is grade


@pytest.mark.parametrize(
    ("language", "what", "value"),
    [
        ("es", "Hay que comprar dos mesas", 0),
        ("es", "Comprar materiales o hacerlos", 1),
        ("es", "Comprar dos mesas", 2),
        ("pt", "Precisamos comprar duas mesas", 0),
        ("pt", "Comprar materiais ou fazer", 1),
        ("pt", "Comprar duas mesas", 2),
    ],
)
def test_words_are_known_in_other_languages_too(
    language: str, what: str, value: int
) -> None:
    assert scores(whole(what=what), WORDS[language])["decided"] == value


def test_a_language_of_ones_own_is_a_value() -> None:
    french = Words(
        name="fr",
        undecided=("il faut",),
        hedges=("ou", "si"),
        nobody=("on",),
        amounts=("deux",),
    )
    step = whole(who="On", what="Il faut acheter deux tables", specification="")
    found = scores(step, WORDS.add(french)["fr"])
    assert (found["who"], found["what"], found["decided"]) == (0, 2, 0)


def test_a_word_is_found_only_as_a_word() -> None:
    assert ENGLISH.found(["or", "if"], "Shift the floor before Friday") == ()
    assert ENGLISH.found(["need to"], "We NEED \n to act") == ("need to",)


def test_dimensions_are_judged_in_their_order() -> None:
    found = strength(whole(), words=ENGLISH).scores
    assert [score.dimension for score in found] == list(Dimension)
