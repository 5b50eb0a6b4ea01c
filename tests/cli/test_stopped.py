"""Ctrl-C, wherever a verb is: one line, exit code 130, and nothing half done."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from cqikit import files
from cqikit.__main__ import main as start
from cqikit.cli import main

ROOT = Path(__file__).parents[2]
#: The command, which gets a real SIGINT when it imports something or writes a file.
STOPPED_AT = """
import os, sys

at = sys.argv.pop(1)
# Whoever measures coverage may have imported it.
sys.modules.pop(at, None)

def stop(*_):
    os.kill(os.getpid(), 2)

class Stop:
    def find_spec(name, path, target=None):
        if name == at:
            stop()

sys.meta_path.insert(0, Stop)
if at == "a write":
    os.fsync = stop
from cqikit.__main__ import main
main()
"""


def run(folder: Path, at: str, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    return subprocess.run(
        [sys.executable, "-c", STOPPED_AT, at, *words],
        env=environment,
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


@pytest.fixture
def kept() -> Iterator[None]:
    """Let Ctrl-C be answered, and afterwards as it was before."""
    # Jobs in the background begin without an answer.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize(
    "at", ["signal", "click", "cqikit.cli._report", "numpy", "jinja2", "a write"]
)
def test_a_command_that_is_stopped_says_so_and_leaves_what_was_there(
    tmp_path: Path, at: str
) -> None:
    page = tmp_path / "page.html"
    page.write_text("before", encoding="utf-8")
    folder = str(ROOT / "examples/scutari")
    done = run(tmp_path, at, "report", folder, "-o", page.name, "--force")
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "cqikit: stopped\n")
    assert os.listdir(tmp_path) == [page.name]  # noqa: PTH208
    assert page.read_text(encoding="utf-8") == "before"


def test_what_a_shell_keeps_from_a_job_does_not_stop_it(tmp_path: Path) -> None:
    ignored = "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN)\n"
    done = subprocess.run(
        [sys.executable, "-c", ignored + STOPPED_AT, "click", "schema"],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("error", [KeyboardInterrupt, SystemExit])
def test_of_several_files_all_are_written_or_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: type[BaseException]
) -> None:
    write, begun = files.write_bytes, []

    def stopped(path: Path, data: bytes) -> None:
        begun.append(path)
        write(path, data)
        if len(begun) == 3:
            raise error

    monkeypatch.setattr(files, "write_bytes", stopped)
    monkeypatch.chdir(tmp_path)
    words = ["new", "--from", "scutari", "--into", "a/new/folder"]
    assert CliRunner().invoke(main, words).exit_code in {0, 1}
    assert len(begun) == 3
    assert list(tmp_path.iterdir()) == []


def test_a_link_that_leads_nowhere_is_there(tmp_path: Path) -> None:
    (tmp_path / "aim.toml").symlink_to(tmp_path / "elsewhere")
    words = ["new", "--from", "scutari", "--into", str(tmp_path)]
    done = CliRunner().invoke(main, words)
    assert (done.exit_code, "has aim.toml already" in done.stderr) == (2, True)
    assert [path.name for path in tmp_path.iterdir()] == ["aim.toml"]


@pytest.mark.usefixtures("kept")
def test_in_one_process_too(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def stop() -> None:
        os.kill(os.getpid(), signal.SIGINT)

    monkeypatch.setattr("cqikit.cli.main", stop)
    with pytest.raises(SystemExit) as ended:
        start()
    assert (ended.value.code, capfd.readouterr().err) == (130, "cqikit: stopped\n")
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    start()
