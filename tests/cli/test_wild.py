"""Whatever a verb is given, it ends with a message, and writes all or nothing."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from cqikit.cli import main

EXAMPLES = Path(__file__).parents[2] / "examples"
PLAN = (EXAMPLES / "child_care" / "plan.toml").read_bytes()

#: Each verb as it is called with one file, and the ending that the file then has.
VERBS: dict[str, Callable[[str], list[str]]] = {
    "chart": lambda file: ["chart", file, "--period", "month", "--value", "falls"],
    "check": lambda file: ["check", file],
    "score": lambda file: ["score", "bas", file],
    "score by": lambda file: ["score", file, str(EXAMPLES / "measles/readiness.toml")],
    "compare plans": lambda file: ["compare", "plans", file, file],
    "compare assessments": lambda file: ["compare", "assessments", file, file],
    "compare rules": lambda file: [
        *("compare", "rules", file, "--period", "month", "--value", "falls")
    ],
    "due": lambda file: ["due", file, "--as-of", "2026-11-28"],
    "report": lambda file: ["report", file],
    "schema": lambda file: ["schema", file],
    "convert": lambda file: ["convert", file, "-"],
}

TEXTS: dict[str, bytes] = {
    "empty": b"",
    "blank": b"\n \n\t\n",
    "NUL": b"month,falls\n2025-01,\0\n2025-02,3\n",
    "binary": bytes(range(256)) * 40,
    "UTF-16": "month,falls\n2025-01,3\n".encode("utf-16"),
    "not UTF-8": b'type = "plan"\nversion = 1\ntitle = "caf\xe9"\n',
    "surrogates": b'{"type": "plan", "version": 1, "key": "a", "title": "\\ud800"}',
    "deep": b"[" * 5000 + b"]" * 5000,
    "many dots": b"a" + b".a" * 20000 + b" = 1\n",
    "a number": b"1e999",
    "null": b"null",
    "one line": b"month,falls",
    "quotes": b'month,falls\n"2025-01,3\n',
    "another type": b'type = "aims"\nversion = 1\naims = []\n',
    "no version": b'type = "plan"\n',
    "a plan": PLAN,
    "a zip": b"PK\3\4" + bytes(200),
    "a formula": b"month,falls\n=1+1,2\n",
}


def run(words: list[str]) -> Result:
    return CliRunner().invoke(main, words)


def contents(folder: Path) -> dict[str, bytes | None]:
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else None
        for path in folder.rglob("*")
    }


def hold(words: list[str], folder: Path) -> Result:
    """Run a verb, and hold what it does to the law."""
    before = contents(folder)
    result = run(words)
    assert result.exit_code in {0, 1, 2}, result.output
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert "Traceback" not in result.output
    if result.exit_code == 2:
        assert result.stderr.strip()
        assert contents(folder) == before
    assert not [name for name in contents(folder) if name.endswith(".part")]
    return result


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("ending", [".csv", ".toml", ".xlsx"])
def test_odd_files_get_a_message(
    verb: str, ending: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for place, text in enumerate(TEXTS.values()):
        Path(f"odd{ending}").write_bytes(text)
        as_json = ["--json"] if place % 2 and verb != "convert" else []
        result = hold([*VERBS[verb](f"odd{ending}"), *as_json], tmp_path)
        if as_json and result.exit_code != 2:
            json.loads(result.stdout)


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize(
    "name",
    [
        "missing.csv",
        "missing.toml",
        "no/folder/plan.toml",
        ".",
        "empty",
        "folder.csv",
        "folder.toml",
        "/dev/null",
        "a" * 300 + ".toml",
        "nul\0.csv",
        "-",
        "",
        "~",
        "file:///etc/passwd",
    ],
)
def test_what_is_no_file_gets_a_message(
    verb: str, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for folder in ("empty", "folder.csv", "folder.toml"):
        Path(folder).mkdir()
    # A folder without documents, with others in it.
    assert hold(VERBS[verb](name), tmp_path).exit_code == 2


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("there", [True, False])
def test_the_name_of_a_file_breaks_no_line(
    verb: str, there: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    name = "falls\ncqikit: all is well\u2028.toml"
    if there:
        Path(name).write_text("no = document = at all", "utf-8")
    result = hold(VERBS[verb](name), tmp_path)
    assert result.exit_code == 2
    shown = result.stderr.replace("\\n", "<U+000A>").replace("\\u2028", "<U+2028>")
    assert "falls<U+000A>cqikit: all is well<U+2028>.toml" in shown
    assert "falls\n" not in result.stderr


def test_names_within_a_folder_break_no_line(tmp_path: Path) -> None:
    (tmp_path / "falls\nall is well.toml").write_text("no = document = at", "utf-8")
    for more in ([], ["--language", "en"]):
        result = run(["check", str(tmp_path), *more])
        assert result.exit_code == 2
        assert "  - falls<U+000A>all is well.toml: " in result.stderr


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("ending", [".csv", ".toml", ".xlsx"])
def test_a_huge_file_is_not_read_to_its_end(
    verb: str, ending: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    # All holes: it takes no room, and would take all memory.
    with Path(f"huge{ending}").open("wb") as huge:
        os.truncate(huge.fileno(), 1 << 40)
    result = run(VERBS[verb](f"huge{ending}"))
    assert result.exit_code == 2
    assert isinstance(result.exception, SystemExit)


WRITERS: dict[str, list[Any]] = {
    "chart": ["chart", "falls.csv", "--period", "month", "--value", "falls", "-o"],
    "score": ["score", "bts-infrastructure", "readiness.toml", "-o"],
    "due": ["due", "plan.toml", "--as-of", "2026-11-28", "-o"],
    "convert": ["convert", "falls.csv"],
    "report": ["report", str(EXAMPLES / "scutari"), "-o"],
}


@pytest.mark.parametrize("verb", WRITERS)
@pytest.mark.parametrize(
    "output",
    ["no/folder/out.{}", "folder.{}", "falls.{}", "out", "out.exe", "", "a\0.{}"],
)
def test_where_nothing_can_be_written_nothing_is(
    verb: str, output: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    falls = "month,falls\n" + "".join(f"2025-{n:02},{n}\n" for n in range(1, 13))
    Path("falls.csv").write_text(falls, encoding="utf-8")
    Path("plan.toml").write_bytes(PLAN)
    Path("readiness.toml").write_bytes(
        (EXAMPLES / "measles" / "readiness.toml").read_bytes()
    )
    ending = "html" if verb == "report" else "csv"
    Path(f"folder.{ending}").mkdir()
    Path("falls.html").write_text("somebody's", encoding="utf-8")
    result = hold([*WRITERS[verb], output.format(ending)], tmp_path)
    assert result.exit_code == 2, result.output
