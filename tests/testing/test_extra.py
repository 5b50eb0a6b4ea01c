"""The laws for others need packages that the library does not, and say so."""

from __future__ import annotations

import sys
from importlib import import_module

import pytest

from cqikit.errors import MissingExtraError


@pytest.mark.parametrize(
    ("package", "law"), [("hypothesis", "check_check"), ("pytest", "check_document")]
)
def test_a_missing_package_is_named(
    package: str, law: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in tuple(sys.modules):
        if name.startswith("cqikit.testing"):
            monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, package, None)
    said = rf'needs {package}: python -m pip install "cqikit\[testing\]"'
    with pytest.raises(MissingExtraError, match=said):
        getattr(import_module("cqikit.testing"), law)
    # What was loaded on the way is not what others have.
    for name in tuple(sys.modules):
        if name.startswith("cqikit.testing"):
            del sys.modules[name]
