"""Laws that every type of document keeps, for those who write their own."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings

from cqikit import documents
from cqikit.core import Catalog, say
from cqikit.errors import DocumentError, MissingExtraError

try:
    import pytest
except ModuleNotFoundError:
    raise MissingExtraError(say("cqikit.testing"), "pytest", "testing") from None

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from cqikit.documents import DocumentType

__all__ = ["check_document"]


def check_document(
    kind: DocumentType, values: SearchStrategy[Any], *, examples: int = 50
) -> None:
    """Assert that a type of document keeps to the laws of documents, on random values.

    What is written as JSON or as TOML is read back and says the same again; a tree has
    its type and version, and is JSON; what has a field too many, or a version that does
    not exist yet, is refused with where it stands; there is a schema for it.

    Parameters
    ----------
    kind : DocumentType
    values : strategy
        Values of its class, such as ``values_of(Note)``.
    examples : int
        How many values; 50 unless said.

    Raises
    ------
    AssertionError
        With the law that does not hold; hypothesis shows the smallest value.

    Examples
    --------
    >>> from cqikit.testing import documents_of
    >>> check_document(documents.DOCUMENTS["aims"], documents_of("aims"), examples=3)
    """
    types = Catalog([kind], kind="type of document")
    schema = documents.schema(kind.name, types=types)
    assert json.loads(json.dumps(schema, allow_nan=False)) == schema, "a schema is JSON"

    @settings(max_examples=examples, deadline=None, database=None, derandomize=True)
    @given(values)
    def keeps(value: Any) -> None:
        written = documents.to_json(value, types=types)
        for text in (written, documents.to_toml(value, types=types)):
            read = documents.parse(text, types=types)
            assert read == value, "what is written is read back"
            again = documents.to_json(read, types=types)
            assert again == written, "what is read back says the same"
        tree = documents.unstructure(value, types=types)
        assert tree["type"] == kind.name, "a document says its type"
        assert tree["version"] == kind.version, "a document says its version"
        assert documents.structure(tree, kind.cls, types=types) == value
        _refused(tree | {"no-such-field": 1}, "no-such-field", types)
        _refused(tree | {"version": kind.version + 1}, "version", types)

    keeps()


def _refused(tree: dict[str, Any], where: str, types: Catalog[DocumentType]) -> None:
    with pytest.raises(DocumentError) as refused:
        documents.parse(json.dumps(tree), types=types)
    told = str(refused.value)
    assert where in told, f"what is refused says where: {told}"
