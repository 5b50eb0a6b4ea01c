"""No verb writes over what it reads or another made, and none replaces a device."""

from __future__ import annotations

import builtins
import json
import os
import shutil
import signal
import subprocess
import sys
from errno import ENOSPC, EPIPE
from pathlib import Path
from threading import Thread
from xml.etree import ElementTree as ET

import docx
import pytest
from click.testing import CliRunner, Result

from cqikit.__main__ import main as start
from cqikit.cli import main
from cqikit.files import Mark, mark_of

EXAMPLES = Path(__file__).parents[2] / "examples"
FALLS = "month,falls\n" + "".join(f"2025-{n:02},{n % 4 + 3}\n" for n in range(1, 13))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with an effort, and with a table beside its documents."""
    made = Path(shutil.copytree(EXAMPLES / "scutari", tmp_path / "scutari"))
    (made / "falls.csv").write_text(FALLS, encoding="utf-8")
    return made


def run(folder: Path, verb: str, output: str | Path, *words: str) -> Result:
    """Run a verb that writes."""
    given = {
        "chart": [str(folder / "falls.csv"), "--period", "month", "--value", "falls"],
        "report": [str(folder)],
    }
    return CliRunner().invoke(main, [verb, *given[verb], "-o", str(output), *words])


VERBS = [
    ("chart", "chart.svg"),
    ("chart", "chart.png"),
    ("chart", "chart.pdf"),
    ("chart", "chart.html"),
    ("chart", "chart.json"),
    ("report", "report.md"),
    ("report", "report.html"),
    ("report", "report.docx"),
]


@pytest.mark.parametrize(("verb", "name"), VERBS)
def test_a_verb_writes_its_own_again_and_nothing_else(
    folder: Path, verb: str, name: str
) -> None:
    output = folder / name
    output.write_text("a week's work", encoding="utf-8")
    refused = run(folder, verb, output)
    assert refused.exit_code == 2
    assert refused.stderr == (
        f"cqikit: {output}: is there already, and no mark says that cqikit made it:"
        " give another name, or --force\n"
    )
    assert output.read_text(encoding="utf-8") == "a week's work"
    assert run(folder, verb, output, "--force").exit_code == 0
    made = output.read_bytes()
    assert mark_of(made) is Mark.OWN
    assert run(folder, verb, output).exit_code == 0
    assert output.read_bytes() == made


def test_a_word_report_that_somebody_wrote_into_stays(folder: Path) -> None:
    output = folder / "report.docx"
    assert run(folder, "report", output).exit_code == 0
    document = docx.Document(str(output))
    document.add_paragraph("What this means for us")
    document.save(str(output))
    refused = run(folder, "report", output)
    assert refused.exit_code == 2
    assert "was made by cqikit and has been changed since" in refused.stderr
    assert docx.Document(str(output)).paragraphs[-1].text == "What this means for us"


@pytest.mark.parametrize("words", [[], ["--force"]])
@pytest.mark.parametrize("name", ["falls.csv", "./falls.csv", "chart.svg", "hard.svg"])
def test_a_chart_is_never_written_over_its_table(
    folder: Path, monkeypatch: pytest.MonkeyPatch, name: str, words: list[str]
) -> None:
    monkeypatch.chdir(folder)
    Path("chart.svg").symlink_to("falls.csv")
    Path("hard.svg").hardlink_to("falls.csv")
    refused = run(folder, "chart", name, *words)
    assert refused.exit_code == 2
    assert "is read by this command: give another name" in refused.stderr
    assert Path("falls.csv").read_text(encoding="utf-8") == FALLS


@pytest.mark.parametrize("read", ["mortality.csv", "project.toml", "measures.toml"])
def test_a_report_is_never_written_over_a_file_of_its_folder(
    folder: Path, tmp_path: Path, read: str
) -> None:
    held = (folder / read).read_bytes()
    for output in (tmp_path / "soft.html", tmp_path / "hard.html"):
        if output.stem == "soft":
            output.symlink_to(folder / read)
        else:
            output.hardlink_to(folder / read)
        refused = run(folder, "report", output, "--force")
        assert refused.exit_code == 2
        assert "is read by this command" in refused.stderr
        assert (folder / read).read_bytes() == held


@pytest.mark.parametrize("verb", ["chart", "report"])
def test_json_is_printed_and_a_file_written_where_asked(
    folder: Path, tmp_path: Path, verb: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    given = {
        "chart": [str(folder / "falls.csv"), "--period", "month", "--value", "falls"],
        "report": [str(folder)],
    }
    alone = CliRunner().invoke(main, [verb, *given[verb], "--json"])
    assert [path.name for path in tmp_path.iterdir()] == ["scutari"]
    output = tmp_path / {"chart": "chart.svg", "report": "report.md"}[verb]
    both = run(folder, verb, output, "--json")
    assert both.stdout == alone.stdout
    assert json.loads(both.stdout)["verb"] == verb
    assert mark_of(output.read_bytes()) is Mark.OWN


@pytest.mark.parametrize(("verb", "name"), [("chart", "chart.svg"), ("report", "r")])
def test_unless_said_it_is_written_here(
    folder: Path, tmp_path: Path, verb: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    words = [str(folder / "falls.csv"), "--period", "month", "--value", "falls"]
    given = {"chart": words, "report": [str(folder)]}[verb]
    result = CliRunner().invoke(main, [verb, *given])
    assert result.exit_code == 0, result.output
    [made] = [path for path in tmp_path.iterdir() if path.name.startswith(name)]
    assert f"{made.name}: " in result.stdout


def test_the_json_of_a_report_has_its_figures() -> None:
    words = ["report", str(EXAMPLES / "measles"), "--json"]
    said = json.loads(CliRunner().invoke(main, words).stdout)
    assert [measure["key"] for measure in said["measures"]] == [
        "cases",
        "weeks",
        "silent",
    ]
    assert said["measures"][0]["teams"] == 51
    assert said["assessments"][0]["framework"] == "bts-infrastructure"
    assert said["as_of"] == "2003-01-01"


@pytest.mark.parametrize("verb", ["chart", "report"])
def test_a_device_is_written_to(folder: Path, verb: str) -> None:
    result = run(folder, verb, "/dev/null")
    assert result.exit_code == 0, result.output
    assert result.stdout
    assert Path("/dev/null").is_char_device()


@pytest.mark.parametrize(("verb", "name"), VERBS[:3])
def test_a_fifo_is_written_to(folder: Path, verb: str, name: str) -> None:
    fifo = folder / name
    os.mkfifo(fifo)
    read: list[bytes] = []
    reader = Thread(target=lambda: read.append(fifo.read_bytes()), daemon=True)
    reader.start()
    assert run(folder, verb, fifo).exit_code == 0
    reader.join(timeout=10)
    assert mark_of(read[0]) is Mark.OWN
    assert fifo.is_fifo()


def test_on_standard_output_a_picture_stands_alone(folder: Path) -> None:
    table = str(folder / "falls.csv")
    words = [table, "--period", "month", "--value", "falls", "-o", "/dev/stdout"]
    done = subprocess.run(
        [sys.executable, "-m", "cqikit", "chart", *words],
        capture_output=True,
        text=True,
        check=True,
    )
    assert ET.fromstring(done.stdout).tag.endswith("svg")
    assert "common-cause variation" in done.stderr


@pytest.mark.parametrize(
    ("verb", "name", "endings"),
    [
        ("chart", "chart.jpg", ".svg or .png or .pdf or .html or .json or .csv"),
        ("chart", "chart", ".svg or .png or .pdf or .html or .json or .csv"),
        ("report", "report.pdf", ".html or .md or .docx"),
    ],
)
def test_another_ending_is_told_those_there_are(
    folder: Path, verb: str, name: str, endings: str
) -> None:
    refused = run(folder, verb, folder / name)
    assert refused.exit_code == 2
    assert f"is no form of a {verb}: let its name end in {endings}" in refused.stderr
    assert not (folder / name).exists()


@pytest.mark.parametrize(
    ("closed", "code", "told"),
    [(1, 2, "cqikit: the output cannot be written: it is closed\n"), (2, 0, "")],
)
@pytest.mark.parametrize("word", ["schema", "--version"])
def test_a_closed_output_is_a_fault_and_a_closed_error_stream_none(
    closed: int, code: int, told: str, word: str
) -> None:
    words = [sys.executable, "-m", "cqikit", word]
    shell = f'"$@" {closed}>&-'
    done = subprocess.run(
        ["sh", "-c", shell, "sh", *words],
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (code, told)


@pytest.mark.parametrize(
    "words",
    [
        ["check", ""],
        ["report", ""],
        ["due", ""],
        ["new", "plan", ""],
        ["convert", "a.csv", ""],
        ["report", "x", "-o", ""],
    ],
)
def test_an_empty_name_is_no_folder(words: list[str]) -> None:
    refused = CliRunner().invoke(main, words)
    assert refused.exit_code == 2
    assert refused.stderr.endswith(": a name is missing\n")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has none")
def test_a_full_disk_is_told_in_one_line() -> None:
    words = [sys.executable, "-m", "cqikit", "schema"]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            words, stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert done.returncode == 2
    assert done.stderr == (
        "cqikit: the output cannot be written: no space left on device\n"
    )


@pytest.mark.parametrize("error", [ENOSPC, EPIPE])
def test_what_cannot_be_printed_is_told(
    error: int, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """In one process, so that what is told is seen by whoever measures."""

    def fail(*_: object) -> None:
        raise OSError(error, os.strerror(error))

    monkeypatch.setattr(os, "dup2", lambda *_: None)
    monkeypatch.setattr(sys.stdout, "write", fail)
    with pytest.raises(SystemExit) as ended:
        main(["schema"])
    told = "the output cannot be written: no space left" in capfd.readouterr().err
    # A reader that has gone away, such as `head`, has what it wanted.
    assert (ended.value.code, told) == ((2, True) if error == ENOSPC else (1, False))


@pytest.mark.parametrize(
    "words",
    [["check", "no.toml"], ["chart"], ["chart", "a.csv", "-o", "bad.xyz"], ["nope"]],
)
def test_bad_use_has_its_code_where_nothing_can_be_told(
    words: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(ENOSPC, os.strerror(ENOSPC))

    led: list[int] = []
    monkeypatch.setattr(os, "dup2", lambda _, to: led.append(to))
    monkeypatch.setattr(sys.stderr, "write", fail)
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 2
    assert led[-1:] == [sys.stderr.fileno()]


def test_the_command_starts_without_streams_and_stops_when_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    monkeypatch.setattr(sys, "argv", ["cqikit", "schema"])
    # Afterwards, Ctrl-C is answered as it was before.
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    with pytest.raises(SystemExit) as ended:
        start()
    assert ended.value.code == 2
    sys.stdout.close()
    sys.stderr.close()

    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as within:
        within.setattr(builtins, "__import__", stop)
        with pytest.raises(SystemExit) as ended:
            start()
    assert ended.value.code == 130


@pytest.mark.parametrize("words", [["check", "no.toml", "--json"], ["due", "--json"]])
def test_a_disk_that_is_full_while_a_refusal_is_told_is_told(
    words: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    def fail(*_: object) -> None:
        raise OSError(ENOSPC, os.strerror(ENOSPC))

    monkeypatch.setattr(os, "dup2", lambda *_: None)
    monkeypatch.setattr(sys.stdout, "write", fail)
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 2
    assert capfd.readouterr().err == (
        "cqikit: the output cannot be written: no space left on device\n"
    )


def test_memory_that_is_short_is_told_as_that(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr("cqikit.folders.read", fail)
    done = CliRunner().invoke(main, ["check", str(folder)])
    assert (done.exit_code, done.stderr) == (
        2,
        "cqikit: there is not enough memory for this\n",
    )


def test_an_ending_in_capitals_is_an_ending(folder: Path) -> None:
    file = folder / "OURS.TOML"
    assert CliRunner().invoke(main, ["new", "framework", str(file)]).exit_code == 0
    done = CliRunner().invoke(main, ["check", str(file)])
    assert "a document of type frameworks" in done.output
    # In a folder it is read with the others, and not passed over.
    with file.open("a", encoding="utf-8") as opened:
        opened.write("\ncolour = 'red'\n")
    done = CliRunner().invoke(main, ["check", str(folder)])
    assert (done.exit_code, "OURS.TOML" in done.stderr) == (2, True)


@pytest.mark.parametrize("verb", ["check", "due", "form"])
def test_a_fifo_is_refused_at_once(tmp_path: Path, verb: str) -> None:
    fifo = tmp_path / "x.toml"
    os.mkfifo(fifo)

    def late(*_: object) -> None:
        raise AssertionError("it waits")

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(60)
    try:
        done = CliRunner().invoke(main, [verb, str(fifo)])
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
    assert (done.exit_code, done.stderr) == (
        2,
        f"cqikit: {fifo}: is no file: a folder, device or FIFO\n",
    )
