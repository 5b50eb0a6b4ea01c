"""Versions of one framework: which is meant, what changed, what answers become."""

from __future__ import annotations

from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from cqikit.assessments import (
    FRAMEWORKS,
    Anchor,
    Answer,
    Conversion,
    Domain,
    Framework,
    Item,
    Responses,
    Scale,
    carry,
    edition,
    in_language,
    migrate,
    ordered,
    retake,
    score,
    untranslated,
)
from cqikit.core import Severity
from cqikit.errors import DocumentError, DuplicateError, FieldError, UnknownNameError
from tests.assessments.stories import LEVELS, flat, told

OLD = flat()
FIVE = ordered("five", "never", "seldom", "at times", "often", "always", start=1)


def newer(**changed: Any) -> Framework:
    return flat(**({"version": "2"} | changed))


def codes(old: Framework, new: Framework, said: list[Answer] | None = None) -> set[str]:
    found = carry(Responses(old, said or []), new).findings
    return {finding.code.removeprefix("migration.") for finding in found}


def test_several_versions_of_a_key_stand_side_by_side() -> None:
    both = [OLD, newer(), FRAMEWORKS["oric"]]
    assert edition(both, "flat", "2").version == "2"
    assert edition(both, "flat@1") is OLD
    assert edition(both, "oric").key == "oric"
    assert newer().edition == "flat@2"
    # The same one twice is no clash.
    assert edition([*both, flat()], "flat", "1") == OLD


@pytest.mark.parametrize(
    ("key", "version", "error", "says"),
    [
        ("flot", "", UnknownNameError, "no framework named 'flot'; did you mean"),
        ("flat", "3", FieldError, "framework_version must be one of 1, 2 (got '3')"),
        (
            "oric",
            "9",
            FieldError,
            "framework_version must be 1 (got '9'): oric has version 1 only",
        ),
        (
            "flat",
            "",
            FieldError,
            "must be one of 1, 2 (got ''): say which version of flat was answered",
        ),
    ],
)
def test_a_version_that_is_not_meant_is_refused(
    key: str, version: str, error: type[Exception], says: str
) -> None:
    with pytest.raises(error) as caught:
        edition([OLD, newer(), FRAMEWORKS["oric"]], key, version)
    assert says in str(caught.value)


def test_two_frameworks_of_one_version_clash() -> None:
    other = flat(title="Another one")
    with pytest.raises(DuplicateError, match="'flat@1': give one of them another"):
        edition([OLD, other], "flat")


RENAMED = ordered("levels", "nothing", "a bit", "a lot", "everything")


def test_answers_travel_as_numbers_whatever_levels_are_called() -> None:
    new = newer(scales=[RENAMED])
    said = Responses(OLD, told(collect="all", use="some"))
    assert [answer.value for answer in said.answers] == [3, 1]
    found = carry(said, new)
    assert [answer.value for answer in found.responses.answers] == [3, 1]
    assert [finding.code for finding in found.findings] == [
        "migration.worded-otherwise"
    ]
    assert migrate(OLD, new).changed == {"collect": ("labels",), "use": ("labels",)}
    again = Responses(new, told(collect="everything", use="a lot"))
    change = retake(said, again)
    assert (change.note, change["use"].before, change["use"].after) == ("", 1, 2)
    assert {finding.code for finding in change.findings} == {
        "migration.worded-otherwise"
    }


@given(st.lists(st.sampled_from([0, 1, 2, 3]), min_size=2, max_size=2))
def test_labels_and_numbers_are_the_same_responses(values: list[int]) -> None:
    by_number = dict(zip(("collect", "use"), values, strict=True))
    by_label = {key: LEVELS.anchors[value].label for key, value in by_number.items()}
    said = Responses(OLD, told(**by_label))
    assert said == Responses(OLD, told(**by_number))
    assert Responses(OLD, said.answers) == said


def test_true_and_false_travel_as_numbers_too() -> None:
    yes = flat(Item(key="a", text="A", scale="yes-no"))
    assert Responses(yes, told(a=True)).answers[0].value == 1


def test_a_level_with_another_number_does_not_compare() -> None:
    shifted = ordered("levels", "some", "most", "all", "and more")
    new = newer(scales=[shifted])
    assert migrate(OLD, new).shared == ()
    assert codes(OLD, new, told(use="all")) == {"not-comparable", "lost"}
    assert str(migrate(OLD, new)).splitlines() == [
        "flat 1 -> 2: 0 items can be compared",
        "  changed collect: scale",
        "  changed use: scale",
        "  not compared collect",
        "  not compared use",
    ]


def rescaled(**changed: Any) -> Framework:
    given: dict[str, Any] = {
        "version": "1",
        "items": ["use"],
        "before": [0, 1, 3],
        "after": [1, 2, 5],
    }
    conversion = Conversion(**(given | changed))
    return newer(
        scales=[LEVELS, FIVE],
        items=[
            Item(key="collect", text="Collected"),
            Item(key="use", text="Used", scale="five"),
        ],
        conversions=[conversion],
    )


def test_a_rescaled_item_has_a_stated_conversion() -> None:
    new = rescaled()
    people = [
        Answer(item="use", value=value, respondent=str(value)) for value in range(4)
    ]
    open_still = Answer(item="use", status="dont-know", respondent="x")
    found = carry(Responses(OLD, [*people, open_still]), new)
    carried = {answer.respondent: answer.value for answer in found.responses.answers}
    # What the conversion does not name does not compare.
    assert carried == {"0": 1, "1": 2, "3": 5, "x": None}
    assert [str(finding) for finding in found.findings if finding.where] == [
        "warning migration.lost at use: 1 answer to 'use' of version 1 is lost"
    ]
    assert "  converted use" in str(migrate(OLD, new))
    assert codes(OLD, new) == {"converted"}


def test_a_conversion_is_of_the_version_that_it_names() -> None:
    assert migrate(OLD, rescaled(version="0")).shared == ("collect",)
    assert codes(OLD, rescaled(version="0")) == {"not-comparable"}
    # What the earlier version did not have is not converted.
    without = flat(Item(key="collect", text="Collected"))
    assert migrate(without, rescaled()).converted == {}


def test_a_conversion_is_of_answers_of_the_earlier_scale() -> None:
    with pytest.raises(DocumentError) as caught:
        migrate(OLD, rescaled(before=[0, 1, 4]))
    assert str(caught.value) == (
        "framework flat@2: 1 problem\n  - conversions[0].before: an answer to 'use' of"
        " version 1 must be one of none (0), some (1), most (2), all (3) (got 4)"
    )


def test_between_numbers_of_a_scale_without_steps_a_line_leads() -> None:
    share = Scale(key="share", low=0, high=1, step=0)
    percent = Scale(key="percent", low=0, high=100, step=0)
    old = flat(Item(key="a", text="A"), scales=[share])
    line = Conversion(version="1", items=["a"], before=[0, 0.5], after=[0, 80])
    new = newer(items=[Item(key="a", text="A")], scales=[percent], conversions=[line])

    def carried(value: float, to: Framework) -> list[Any]:
        found = carry(Responses(old, told(a=value)), to).responses
        return [answer.value for answer in found.answers]

    assert carried(0.25, new) == [pytest.approx(40)]
    assert carried(0.75, new) == []
    whole = evolve(new, scales=[evolve(percent, step=1)])
    assert carried(0.251, whole) == []


TREE = flat(
    items=[],
    domains=[
        Domain(
            key="data",
            title="Data",
            items=[Item(key="collect", text="Collected"), Item(key="use", text="Used")],
        ),
        Domain(key="people", title="People", items=[Item(key="led", text="Led")]),
    ],
)


def test_changed_weights_roll_ups_and_moved_items_are_told() -> None:
    data, people = TREE.domains
    collect, use = data.items
    new = evolve(
        TREE,
        version="2",
        scorer="weighted",
        domains=[
            evolve(data, items=[evolve(collect, weight=3)], weight=2),
            evolve(people, items=[*people.items, use], anchors=[Anchor(0, "low")]),
        ],
    )
    moved = migrate(TREE, new)
    assert moved.moved == {"use": ("data", "people")}
    assert moved.rolled_up == {
        "flat": ("scorer",),
        "data": ("weight",),
        "people": ("anchors",),
    }
    assert str(moved).splitlines() == [
        "flat 1 -> 2: 3 items can be compared",
        "  changed collect: weight",
        "  moved use: data -> people",
        "  scored otherwise flat: scorer",
        "  scored otherwise data: weight",
        "  scored otherwise people: anchors",
    ]
    assert codes(TREE, new) == {"weighted-otherwise", "moved", "scored-otherwise"}
    # Both times are scored as the new version does.
    said = told(collect=3, use=0, led=3)
    change = retake(Responses(TREE, said), Responses(new, said))
    assert (
        change["flat"].before
        == change["flat"].after
        == score(Responses(new, said)).value
    )


def test_added_and_dropped_items_are_told_with_the_answers_that_are_lost() -> None:
    new = newer(items=[OLD.items[0], Item(key="fresh", text="Fresh")])
    said = [
        *told(collect=1, use=2),
        *(evolve(answer, respondent="b") for answer in told(use=3)),
    ]
    found = carry(Responses(OLD, said), new).findings
    assert [(finding.code, finding.severity, finding.where) for finding in found] == [
        ("migration.dropped", Severity.WARNING, ""),
        ("migration.added", Severity.NOTE, ""),
        ("migration.lost", Severity.WARNING, "use"),
    ]
    assert found[0].message == "use: not in version 2"
    assert found[2].message == "2 answers to 'use' of version 1 are lost"


def test_a_long_list_of_items_is_cut() -> None:
    items = [Item(key=f"i{number}", text="I") for number in range(10)]
    (found, *_) = carry(Responses(flat(*items), []), newer(items=[items[0]])).findings
    assert (
        found.message == "i1, i2, i3, i4, i5, i6, i7, i8 and 1 more: not in version 2"
    )


def test_answers_to_this_very_version_stay_as_they_are() -> None:
    said = Responses(OLD, told(use=1))
    assert carry(said, flat()).responses is said
    assert carry(said, flat()).findings == ()


def test_another_framework_is_no_version_of_this_one() -> None:
    with pytest.raises(FieldError, match=r"new must be a version of flat .*crosswalk"):
        migrate(OLD, FRAMEWORKS["oric"])


SPANISH = flat(
    Item(key="collect", text="Collected", texts={"es": "Se recogen"}),
    Item(key="use", text="Used"),
    language="en",
    titles={"es": "Plano", "so": "Siman"},
    scales=[
        Scale(
            key="levels",
            low=0,
            high=1,
            anchors=[Anchor(0, "no", {"es": "no"}), Anchor(1, "yes", {"es": "sí"})],
        )
    ],
    domains=[
        Domain(
            key="data",
            title="Data",
            titles={"es": "Datos"},
            anchors=[Anchor(0, "low", {"es": "bajo"})],
            items=[Item(key="deep", text="Deep", texts={"es": "Hondo"})],
        )
    ],
)


def test_a_translation_is_the_same_framework() -> None:
    spoken = in_language(SPANISH, "es")
    assert (spoken.title, spoken.language, spoken.edition) == ("Plano", "es", "flat@1")
    assert [item.title for item in spoken.all_items] == ["Se recogen", "Used", "Hondo"]
    assert spoken.domains[0].anchors[0].label == "bajo"
    assert in_language(spoken, "en") == SPANISH
    assert in_language(SPANISH, "en") is SPANISH
    said, again = told(collect="sí", use="yes"), told(collect="yes", use="sí", deep=1)
    for framework in (SPANISH, spoken):
        assert [answer.value for answer in Responses(framework, said).answers] == [1, 1]
    change = retake(Responses(SPANISH, said), Responses(spoken, again))
    assert (change.note, change["flat"].before) == ("", 1)
    assert change.transitions[0].counts == {("sí", "sí"): 1}
    assert score(Responses(spoken, again))["data"].title == "Datos"


def test_what_has_no_words_in_a_language_is_named() -> None:
    found = untranslated(SPANISH)
    assert (found["es"], len(found["so"])) == (("use",), 7)
    assert untranslated(in_language(SPANISH, "es"))["en"] == ("use",)
    with pytest.raises(UnknownNameError, match="no language named 'fr'"):
        in_language(SPANISH, "fr")
    with pytest.raises(FieldError, match="left out: flat is in one language only"):
        in_language(OLD, "es")


@pytest.mark.parametrize("code", ["spanish language", 3, "e"])
def test_a_language_has_a_code(code: Any) -> None:
    with pytest.raises(FieldError, match="language must be"):
        flat(language=code)


def test_words_are_told_from_no_language_at_all() -> None:
    # Where the framework does not say its own, its first words are lost in it.
    unsaid = evolve(SPANISH, language="")
    assert in_language(unsaid, "es").titles == {"so": "Siman"}
