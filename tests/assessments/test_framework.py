from __future__ import annotations

import contextlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cqikit.assessments import YES_NO, Domain, Framework, Item, framework_from
from cqikit.errors import DocumentError, FieldTypeError, UnknownNameError


def mapping(**changed: Any) -> dict[str, Any]:
    whole: dict[str, Any] = {
        "key": "small",
        "title": "Small",
        "version": "1",
        "scales": [
            {
                "key": "place",
                "low": 0,
                "high": 2,
                "anchors": [{"at": 0, "label": "no"}, {"at": 2, "label": "yes"}],
            }
        ],
        "domains": [
            {
                "key": "data",
                "title": "Data",
                "items": [
                    {"key": "collect", "text": "Collected", "weight": 2},
                    {"key": "use", "text": "Used", "concern": "licensing", "gate": 1},
                ],
                "domains": [
                    {
                        "key": "inner",
                        "title": "Inner",
                        "items": [{"key": "deep", "text": "Deep", "who": ["director"]}],
                    }
                ],
            }
        ],
        "principles": ["Learn"],
    }
    return whole | changed


def faults(given: Any) -> dict[str, str]:
    with pytest.raises(DocumentError) as caught:
        framework_from(given, source="small.toml")
    assert str(caught.value).startswith("small.toml: ")
    return {problem.where: problem.message for problem in caught.value.problems}


def test_a_framework_comes_from_a_plain_mapping() -> None:
    found = framework_from(mapping())
    assert [item.key for item in found.all_items] == ["collect", "use", "deep"]
    assert [domain.key for domain in found.all_domains] == ["data", "inner"]
    assert [node.key for node in found.nodes] == ["small", "data", "inner"]
    assert found.item("deep").who == ("director",)
    assert found.scale_of(found.item("use")).label(2) == "yes"
    assert found.principles == ("Learn",)


def test_an_item_has_its_text_for_a_title() -> None:
    item = Item(key="aim", text="An aim")
    assert item.title == item.text == "An aim"


def test_an_unknown_item_is_refused_with_a_suggestion() -> None:
    with pytest.raises(UnknownNameError, match="did you mean 'deep'"):
        framework_from(mapping()).item("deap")


@pytest.mark.parametrize(
    ("changed", "where", "message"),
    [
        ({"scales": "place"}, "scales", "must be a list (got 'place')"),
        ({"scales": 3}, "scales", "must be a list (got 3)"),
        ({"scales": []}, "scales", "scales must have at least one (got ())"),
        ({"scales": ["place"]}, "scales[0]", "must be a table of fields (got 'place')"),
        ({"principles": "Learn"}, "principles",
         "principles must be a list (got 'Learn')"),
        ({"stale_after": 0}, "stale_after", "stale_after must be at least 1 (got 0)"),
        ({"items": [{"key": "use", "text": "Twice"}]}, "domains[0].items[1].key",
         "key 'use' is taken by items[0]"),
        ({"domains": []}, "items", "there is no item"),
        ({"domains": [{"key": "data", "title": "Data"}]}, "domains[0]",
         "domain 'data' is empty"),
        ({"domains": [{"key": "data", "title": "Data", "items": [
            {"key": "use", "text": "Used", "concern": "money"}]}]},
         "domains[0].items[0].concern",
         "concern must be one of health-and-safety, licensing, quality (got 'money')"),
        ({"domains": [{"key": "data", "title": "Data", "items": [
            {"key": "use", "text": "Used", "scale": "plaice"}]}]},
         "domains[0].items[0].scale",
         "no scale named 'plaice'; did you mean 'place'?"),
        ({"domains": [{"key": "data", "title": "Data", "items": [
            {"key": "use", "text": "Used", "gate": 0}]}]},
         "domains[0].items[0].gate",
         "gate must be above 0 and at most 2 (got 0)"),
        ({"scales": [{"key": "place", "low": 2, "high": 0}]}, "scales[0]",
         "high must be above low (2) (got 0)"),
    ],
)  # fmt: skip
def test_a_fault_of_a_document_has_its_path(
    changed: dict[str, Any], where: str, message: str
) -> None:
    assert faults(mapping(**changed))[where] == message


def test_all_faults_of_a_document_are_said_together() -> None:
    found = faults(
        {
            "key": " ",
            "title": "T",
            "colour": 1,
            "scales": [{"key": "a", "low": 0, "high": "x"}],
            "domains": [{"key": "d", "title": "D", "items": [{"key": "i"}]}],
        }
    )
    assert list(found) == [
        "",
        "key",
        "scales[0].high",
        "domains[0].items[0].text",
        "version",
    ]


def test_a_document_is_no_bottomless_pit() -> None:
    domain: dict[str, Any] = {"key": "d", "title": "D"}
    for _ in range(100):
        domain = {"key": "d", "title": "D", "domains": [domain]}
    found = faults(mapping(domains=[domain]))
    assert "must be at most 50 levels deep" in found.values()


def test_what_is_no_mapping_at_all_is_refused() -> None:
    assert faults([1, 2]) == {"": "must be a table of fields (got [1, 2])"}


def test_domains_are_domains() -> None:
    wrong: Any = Item(key="a", text="A")
    with pytest.raises(FieldTypeError, match=r"domains\[0\] must be a Domain"):
        Domain(key="d", title="D", domains=[wrong])


def test_an_item_may_stand_in_no_domain() -> None:
    flat = Framework(
        key="flat",
        title="Flat",
        version="1",
        scales=[YES_NO],
        items=[Item(key="aim", text="An aim")],
    )
    assert flat.name == "flat"
    assert flat.all_domains == ()


WORDS = ("key", "title", "version", "scales", "items", "domains", "low", "high", "text")
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(WORDS) | st.text(max_size=3), inner)
    ),
    max_leaves=20,
)


@given(anything)
def test_whatever_comes_in_is_read_or_refused(given: Any) -> None:
    with contextlib.suppress(DocumentError):
        framework_from(given)


@given(st.sampled_from(WORDS), anything)
def test_whatever_stands_in_a_field_is_read_or_refused(name: str, given: Any) -> None:
    with contextlib.suppress(DocumentError):
        framework_from(mapping(**{name: given}))
