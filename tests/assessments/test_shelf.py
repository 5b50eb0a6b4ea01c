"""The frameworks that come along are read when they are asked for, and not before."""

from __future__ import annotations

import copy
import pickle
import subprocess
import sys

import pytest

from cqikit.assessments import FRAMEWORKS
from cqikit.assessments._shelf import FILES
from cqikit.core import Catalog
from cqikit.errors import UnknownNameError

UNREAD = """
import io, pathlib
opened = []
real = io.open
def noted(file, *args, **kwargs):
    opened.append(str(file))
    return real(file, *args, **kwargs)
io.open = noted
from cqikit.assessments import FRAMEWORKS
assert "psat" in FRAMEWORKS and len(FRAMEWORKS.names) == len(FRAMEWORKS) > 30
assert str(FRAMEWORKS).endswith("psat") and repr(FRAMEWORKS).startswith("<Catalog of 3")
assert not [name for name in opened if name.endswith(".toml")], opened
assert FRAMEWORKS["psat"].key == "psat"
assert [pathlib.Path(name).name for name in opened if name.endswith(".toml")] == [
    "psat.toml"
], opened
"""


def test_names_need_no_reading_and_a_framework_its_file_alone() -> None:
    subprocess.run([sys.executable, "-W", "error", "-c", UNREAD], check=True)


def test_the_keys_said_are_those_of_the_files() -> None:
    assert [framework.key for framework in FRAMEWORKS] == list(FILES)
    assert FRAMEWORKS.names == tuple(FILES)


def test_the_catalog_is_a_value_as_any_other() -> None:
    read = Catalog(list(FRAMEWORKS), kind="framework")
    assert read == FRAMEWORKS
    assert read == FRAMEWORKS.only(*FRAMEWORKS.names)
    assert hash(read) == hash(FRAMEWORKS)
    assert FRAMEWORKS.without("psat") != FRAMEWORKS
    others: object = list(FRAMEWORKS)
    assert others != FRAMEWORKS
    for same in (
        copy.copy(FRAMEWORKS),
        copy.deepcopy(FRAMEWORKS),
        pickle.loads(pickle.dumps(FRAMEWORKS)),
    ):
        assert same == FRAMEWORKS


def test_an_unknown_framework_is_refused_with_what_is_near() -> None:
    with pytest.raises(UnknownNameError, match="did you mean 'psat'"):
        FRAMEWORKS["pat"]
    assert FRAMEWORKS.get("pat") is None
