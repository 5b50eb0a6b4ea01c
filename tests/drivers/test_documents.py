"""Diagrams go into documents and come back."""

from __future__ import annotations

from hypothesis import given, settings

from cqikit import documents
from cqikit.drivers import Diagram
from tests.drivers.stories import diagrams


@settings(max_examples=30)
@given(diagrams())
def test_a_diagram_comes_back_from_its_document(diagram: Diagram) -> None:
    assert documents.parse(documents.to_json(diagram)) == diagram
