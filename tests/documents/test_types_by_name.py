"""Types of document hold names: a class is fetched when a document of it is met."""

from __future__ import annotations

import json
import pickle
from typing import Any, Final

import pytest
from attrs import evolve

from cqikit import documents, folders, reports
from cqikit.core import Catalog
from cqikit.documents import DocumentType
from cqikit.documents._found import is_found_at
from cqikit.errors import FieldError
from cqikit.plans import CHECKS, Plan
from tests.architecture._floors import HEIGHT

EVERY: Final = reports.TYPES | folders.DOCUMENTS
PLACE: Final = "cqikit.plans:Plan"


def places(kind: DocumentType) -> list[str]:
    """Return where the class and the checks of a type are found."""
    return [place for place in (kind._cls, kind._checks) if isinstance(place, str)]


@pytest.mark.parametrize("name", EVERY.names)
def test_a_class_is_found_under_its_own_name(name: str) -> None:
    kind = EVERY[name]
    place = kind._cls
    assert isinstance(place, str)
    assert place == f"{place.partition(':')[0]}:{kind.cls.__name__}"
    assert [other.name for other in EVERY if other.reads(kind.cls)] == [name]
    assert all(hasattr(check, "code") for check in kind.checks)


@pytest.mark.parametrize("name", EVERY.names)
def test_what_is_named_is_no_floor_above(name: str) -> None:
    at = [name in types for types in (documents.TYPES, folders.DOCUMENTS, EVERY)]
    room = ("documents", "folders", "reports")[at.index(True)]
    for place in places(EVERY[name]):
        assert HEIGHT[place.split(".")[1].partition(":")[0]] <= HEIGHT[room], place


def test_a_type_by_name_reads_as_one_of_the_class() -> None:
    own = {"name": "mine", "checks": tuple(CHECKS)}
    named = DocumentType(**own, cls=PLACE)  # type: ignore[arg-type]
    given = DocumentType(**own, cls=Plan)  # type: ignore[arg-type]
    text = json.dumps({"type": "mine", "version": 1, "key": "a", "title": "A"})
    read: list[Any] = []
    for kind in (named, given):
        types = Catalog([kind], kind="type of document")
        read.append(documents.parse(text, types=types))
        assert documents.type_of(read[-1], types) is kind
        assert repr(kind).endswith(":Plan>")
    assert read == [Plan(key="a", title="A")] * 2
    by_place = evolve(named, checks="cqikit.plans:CHECKS")
    assert by_place.checks == named.checks == given.checks


def test_names_are_kept_in_copies_and_pickles() -> None:
    again = pickle.loads(pickle.dumps(folders.DOCUMENTS))
    assert again == folders.DOCUMENTS
    assert repr(again["plan"]) == f"<DocumentType 'plan', version 1, of {PLACE}>"
    assert evolve(again["plan"], version=1) == folders.DOCUMENTS["plan"]


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("Plan", "cls must lead to something"),
        ("cqikit.plans:", "cls must lead to something"),
        ("cqikit.plans:Plans", "cls must lead to something"),
        ("cqikit.nowhere:Plan", "cls must lead to something"),
        ("cqikit.plans:diff", "cls must be an attrs class"),
        ("cqikit.assessments:Framework", "cls must have no field named version"),
    ],
)
def test_a_place_that_leads_nowhere_is_refused_where_it_is_needed(
    place: str, said: str
) -> None:
    kind = DocumentType(name="mine", cls=place)
    with pytest.raises(FieldError, match=said):
        _ = kind.cls


def test_checks_that_lead_nowhere_are_refused() -> None:
    kind = DocumentType(name="mine", cls=Plan, checks="cqikit.plans:NOTHING")
    with pytest.raises(FieldError, match="checks must lead to something"):
        _ = kind.checks


def test_only_a_namesake_is_held_against_what_is_found() -> None:
    class Plan: ...

    assert not is_found_at(PLACE, Plan)
    # It is not even looked for.
    assert not is_found_at("cqikit.nowhere:Other", Plan)


def test_the_tag_of_a_union_is_found_in_the_room_of_its_classes() -> None:
    known = dict(documents.TAGS)
    assert len(documents.TAGS) == len(known) > 5
    assert {documents.TAGS[kind] for kind in known} == {"event", "rule", ""}
    assert documents.TAGS.get(int | str) is documents.TAGS.get(Plan | int) is None
