"""Documents of answers and frameworks, by key and version."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from attrs import evolve

from cqikit import documents
from cqikit.assessments import (
    Answer,
    Conversion,
    Crosswalk,
    Framework,
    Item,
    Link,
    Responses,
    apply_crosswalk,
    ordered,
)
from cqikit.core import Severity
from cqikit.documents import DOCUMENTS, Answers, Frameworks
from cqikit.errors import DocumentError

PLACE = ordered("place", "not yet", "partly", "fully")


def ready(version: str = "1", **changed: Any) -> Framework:
    fields: dict[str, Any] = {
        "key": "ready",
        "title": "Ready",
        "scales": [PLACE],
        "items": [Item(key="aim", text="An aim"), Item(key="data", text="Data")],
    }
    return Framework(version=version, **(fields | changed))


def test_responses_go_out_as_answers_that_name_framework_and_version() -> None:
    said = Responses(
        ready("2"),
        [
            Answer(item="aim", value="fully", on=date(2026, 3, 1)),
            Answer(item="data", value="partly", on=date(2026, 3, 4)),
        ],
    )
    made = documents.answers_of(said, "spring", title="Spring")
    assert (made.framework, made.framework_version, made.on) == (
        "ready",
        "2",
        date(2026, 3, 4),
    )
    text = documents.to_toml(made)
    assert 'framework_version = "2"' in text
    # Numbers: whoever renames a level later reads the same answers.
    assert "fully" not in text
    read = documents.parse(text, "a.toml")
    assert Responses(ready("2"), read.answers) == said
    without = documents.answers_of(Responses(ready(), []), "none", on=date(2026, 1, 1))
    assert (without.on, without.answers) == (date(2026, 1, 1), ())


def test_versions_of_a_framework_stand_in_one_document() -> None:
    both = Frameworks(frameworks=[ready(), ready("2")])
    assert documents.parse(documents.to_toml(both), "f.toml") == both
    assert documents.findings(both) == ()
    with pytest.raises(DocumentError, match="two of frameworks are named 'ready@1'"):
        documents.parse(documents.to_json(both).replace('"2"', '"1"'), "f.json")


@pytest.mark.parametrize(
    ("answers", "own", "code"),
    [
        ({}, [ready()], ""),
        ({"framework_version": "2"}, [ready(), ready("2")], ""),
        ({}, [], "answers.unknown-framework"),
        ({}, [ready(), ready("2")], "answers.unknown-version"),
        ({"framework_version": "3"}, [ready()], "answers.unknown-version"),
        ({}, [ready(), ready(title="Another")], "answers.clashing-frameworks"),
    ],
)
def test_answers_are_held_to_the_version_that_they_name(
    answers: dict[str, Any], own: list[Framework], code: str
) -> None:
    full = [Answer(item="aim", value=1), Answer(item="data", value=1)]
    given = Answers(key="a", framework="ready", answers=full, **answers)
    kind = evolve(DOCUMENTS["answers"], checks=[documents.fits_framework(own)])
    found = documents.findings(given, types=DOCUMENTS.replace(kind))
    assert [finding.code for finding in found] == ([code] if code else [])
    assert all(finding.severity is Severity.FAULT for finding in found)


def test_a_framework_says_what_is_not_translated() -> None:
    items = [
        Item(key="aim", text="An aim", texts={"es": "Un objetivo"}),
        *(Item(key=f"i{number}", text="I") for number in range(8)),
    ]
    own = Frameworks(frameworks=[ready(language="en", items=items)])
    (found,) = documents.findings(own)
    assert (found.code, found.severity) == ("framework.untranslated", Severity.NOTE)
    assert found.message == (
        "has no words in 'es' for ready, place 0, place 1, place 2, i0, i1, i2, i3 and"
        " 4 more"
    )
    (found,) = documents.findings(
        Frameworks(frameworks=[ready(language="en", items=items[:5])])
    )
    assert found.message.endswith("place 2, i0, i1, i2, i3")
    short = ready(items=items[:1])
    (found,) = documents.findings(Frameworks(frameworks=[short]))
    assert found.message.endswith("place 1, place 2")
    spoken = [
        evolve(anchor, labels={"es": f"nivel {anchor.at:g}"})
        for anchor in PLACE.anchors
    ]
    scales = [evolve(PLACE, anchors=spoken)]
    whole = evolve(short, scales=scales, titles={"es": "Listos"})
    assert documents.findings(Frameworks(frameworks=[whole])) == ()


def test_a_conversion_of_what_was_no_answer_is_found() -> None:
    line = Conversion(version="1", items=["aim"], before=[0, 7], after=[0, 1])
    both = Frameworks(frameworks=[ready(), ready("2", conversions=[line])])
    (found,) = documents.findings(both)
    assert (found.code, found.where) == ("framework.misfit", "conversions[0].before")


def test_a_crosswalk_is_of_the_versions_that_it_names() -> None:
    walk = Crosswalk(
        key="walk",
        of="ready",
        of_version="1",
        to="other",
        to_version="5",
        links=[Link(to="aim", of=["aim"])],
    )
    other = evolve(ready("5"), key="other")
    said = Responses(ready(), [Answer(item="aim", value=1)])
    assert apply_crosswalk(said, walk, other).responses.framework is other
    with pytest.raises(DocumentError) as caught:
        apply_crosswalk(Responses(ready("2"), []), walk, evolve(other, version="6"))
    assert [str(problem) for problem in caught.value.problems] == [
        "of_version: of_version must be '2', as it is given (got '1')",
        "to_version: to_version must be '6', as it is given (got '5')",
    ]


@pytest.mark.parametrize("changed", [{"of_version": "9"}, {"of": "nowhere"}])
def test_a_crosswalk_of_other_documents_is_left_to_the_folder(changed: Any) -> None:
    walk = Crosswalk(
        key="walk", of="psat", to="csat", links=[Link(to="data", of=["data"])]
    )
    misfit = documents.Crosswalks(crosswalks=[walk])
    assert {finding.code for finding in documents.findings(misfit)} == {
        "crosswalk.misfit"
    }
    elsewhere = documents.Crosswalks(crosswalks=[evolve(walk, **changed)])
    assert documents.findings(elsewhere) == ()


def test_two_people_may_edit_two_versions_in_one_document() -> None:
    base = Frameworks(frameworks=[ready(), ready("2")])
    mine = Frameworks(frameworks=[ready(source="ours"), ready("2")])
    theirs = Frameworks(frameworks=[ready(), ready("2", source="theirs")])
    merged = documents.merge(base, mine, theirs)
    assert merged.conflicts == ()
    assert [framework.source for framework in merged.value.frameworks] == [
        "ours",
        "theirs",
    ]
