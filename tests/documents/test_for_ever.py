"""Documents that people have written are read for ever.

The files in v1/ were written for version 1 of each type, once as TOML by hand
and once as JSON by a program. They are never changed, only added to.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from cqikit import documents

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
