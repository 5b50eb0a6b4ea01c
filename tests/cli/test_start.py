"""The command starts, or says what it needs."""

from __future__ import annotations

import gc
import runpy
import subprocess
import sys
from collections.abc import Iterator

import pytest

import cqikit.__main__
import cqikit.cli
from cqikit.__main__ import main


@pytest.fixture(autouse=True)
def usual_looks() -> Iterator[None]:
    """Put back what a command sets for its process."""
    before = gc.get_threshold()
    gc.set_threshold(700, 10, 10)
    yield
    gc.set_threshold(*before)


def test_a_command_looks_for_garbage_less_often(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "argv", ["cqikit", "--version"])
    with pytest.raises(SystemExit):
        main()
    assert gc.isenabled()
    assert gc.get_threshold() == (50_000, 20, 20)


def test_it_can_be_run_as_a_module() -> None:
    words = [sys.executable, "-m", "cqikit", "--version"]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    assert done.stdout.startswith("cqikit, version ")


def test_running_the_module_runs_the_command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["cqikit", "--version"])
    with pytest.raises(SystemExit) as left:
        runpy.run_path(str(cqikit.__main__.__file__), run_name="__main__")
    assert left.value.code == 0
    assert "version" in capsys.readouterr().out


def test_without_click_the_mend_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in [name for name in sys.modules if name.startswith("cqikit.cli")]:
        monkeypatch.delitem(sys.modules, name)
    # It is loaded anew, and the package would keep that one.
    monkeypatch.setattr(cqikit, "cli", cqikit.cli)
    monkeypatch.setitem(sys.modules, "click", None)
    with pytest.raises(SystemExit) as left:
        main()
    assert left.value.code == 2
    assert "cqikit[cli]" in capsys.readouterr().err


def test_another_missing_module_is_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "cqikit.cli", None)
    with pytest.raises(ModuleNotFoundError, match=r"cqikit\.cli"):
        main()
