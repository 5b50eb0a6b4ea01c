"""Files of asserted types are run too, so that what mypy reads is real code."""

import runpy
from pathlib import Path

import pytest

FILES = sorted(Path(__file__).parent.glob("*_types.py"))


@pytest.mark.parametrize("path", [pytest.param(p, id=p.stem) for p in FILES])
def test_what_type_checkers_read_can_be_run(path: Path) -> None:
    assert runpy.run_path(str(path))
