"""Cycles go into documents and come back."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from cqikit import documents, pdsa
from cqikit.errors import DocumentError
from tests.pdsa.stories import cycles


@settings(max_examples=30)
@given(cycles())
def test_a_cycle_comes_back_from_its_document(cycle: pdsa.Cycle) -> None:
    told = documents.Cycles(cycles=[cycle])
    assert documents.parse(documents.to_json(told)) == told


def test_an_impossible_cycle_is_not_loaded() -> None:
    text = """
        type = "cycles"
        version = 1
        [[cycles]]
        key = "c1"
        title = "Remind"
        [[cycles.log]]
        event = "start-test"
        on = 2026-03-02
    """
    with pytest.raises(DocumentError, match=r"log\[0\]: start-test is not possible"):
        documents.parse(text)
