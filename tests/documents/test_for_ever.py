"""Documents that people have written are read for ever.

The files in v1/ were written for version 1 of each type, once as TOML by hand
and once as JSON by a program. They are never changed, only added to.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from cqikit import documents, spc
from cqikit.errors import DocumentError

HERE = Path(__file__).parent
V1 = sorted((HERE / "v1").glob("*.toml"))


@pytest.mark.parametrize("file", V1, ids=lambda file: file.stem)
def test_a_document_is_read_for_ever_from_either_form(file: Path) -> None:
    read = documents.read(file)
    assert documents.read(file.with_suffix(".json")) == read
    assert documents.parse(documents.to_json(read)) == read
    assert type(read) is documents.DOCUMENTS[file.stem].cls


def test_every_type_has_a_document_of_its_first_version() -> None:
    assert {file.stem for file in V1} == set(documents.DOCUMENTS.names)


def test_the_examples_are_documents() -> None:
    known = [
        file
        for file in sorted(Path("examples").glob("*/*.toml"))
        # Layouts are known to whoever reads tables and forms too.
        if 'layout"' not in file.read_text(encoding="utf-8")
    ]
    assert known
    for file in known:
        read = documents.read(file)
        assert documents.parse(documents.to_json(read)) == read


PLAN = {"type": "plan", "version": 1, "key": "p", "title": "A plan"}


def test_a_former_name_is_read_alone_and_not_beside_the_new() -> None:
    assert documents.parse(json.dumps(PLAN | {"at_a_time": 2})).wip_limit == 2
    with pytest.raises(DocumentError, match="extra field 'at_a_time'"):
        documents.parse(json.dumps(PLAN | {"at_a_time": 2, "wip_limit": 2}))
    told = documents.schema("plan")["properties"]
    assert told["at_a_time"] == told["wip_limit"] | {"deprecated": True}


def test_a_key_without_a_name_is_an_extra_field_and_no_former_name() -> None:
    with pytest.raises(DocumentError, match="plan: 1 problem\n  - extra field ''"):
        documents.parse(json.dumps(PLAN | {"": "in every field"}), "plan")


def test_rules_are_read_by_the_names_that_they_had() -> None:
    reading = spc.read(spc.chart(range(9)), rules="western-electric")
    tree = documents.unstructure(reading)
    rules = [rule["rule"] for rule in tree["rules"]]
    assert rules[:2] == ["beyond-limits", "k-of-n-beyond"]
    for rule, former in zip(tree["rules"], ("outside", "near"), strict=False):
        rule["rule"] = former
    assert documents.structure(tree, spc.Reading).rules == spc.WESTERN_ELECTRIC


def test_a_distribution_is_read_by_the_name_that_it_had() -> None:
    converter = documents.make_converter()
    basis = spc.centre_basis(spc.chart([3, 5, 4, 6, 4, 5, 3], "c"))
    tree = converter.unstructure(basis)
    former = {"law" if name == "distribution" else name: tree[name] for name in tree}
    assert former != tree
    assert converter.structure(former, type(basis)) == basis


def test_monitors_are_read_with_the_rules_of_each_and_of_all() -> None:
    team = spc.monitor(spc.chart([5, 7, 6, 4, 6, 5]), "nelson", baseline=6)
    kept = spc.Monitors({"north": team, "south": team})
    tree = documents.unstructure(kept)
    assert list(tree) == ["type", "version", "rules", "monitors"]
    rules = tree.pop("rules")
    assert not any("rules" in table for table in tree["monitors"].values())
    # As they were written before.
    former = {key: {**table, "rules": rules} for key, table in tree["monitors"].items()}
    schema = Draft202012Validator(documents.schema("monitors"))
    for written in (
        tree | {"rules": rules},
        tree | {"monitors": former},
        tree | {"rules": None, "monitors": former},
        tree | {"rules": [], "monitors": former},
    ):
        schema.validate(written)
        assert documents.structure(written, spc.Monitors) == kept
    with pytest.raises(DocumentError, match=r"monitors\.north\.rules: missing"):
        documents.structure(tree | {"rules": None}, spc.Monitors)


def test_monitors_of_two_minds_tell_the_rules_of_each() -> None:
    chart = spc.chart([5, 7, 6, 4, 6, 5])
    north, south = spc.monitor(chart, "nelson"), spc.monitor(chart, "three-sigma")
    kept = spc.Monitors({"north": north, "south": south})
    tree = documents.unstructure(kept)
    assert "rules" not in tree
    assert documents.structure(tree, spc.Monitors) == kept
    none = spc.Monitors({})
    assert documents.structure(documents.unstructure(none), spc.Monitors) == none


def test_a_fault_of_the_rules_of_all_is_told_once_and_hides_no_other() -> None:
    team = spc.monitor(spc.chart([5, 7, 6, 4, 6, 5]), "nelson", baseline=6)
    tree = documents.unstructure(spc.Monitors({"north": team, "south": team}))
    tree["rules"][0]["limit"] = "three"
    tree["monitors"]["south"] = 3
    with pytest.raises(DocumentError) as caught:
        documents.structure(tree, spc.Monitors)
    places = [problem.where for problem in caught.value.problems]
    assert places == ["rules[0]", "monitors.south"]
    with pytest.raises(DocumentError, match="monitors: monitors must be a table"):
        documents.structure(tree | {"monitors": []}, spc.Monitors)
