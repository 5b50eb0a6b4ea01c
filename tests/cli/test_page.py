"""The page of the command line: every command on it is run, every verb is on it."""

from __future__ import annotations

import re
import shutil
from doctest import ELLIPSIS, OutputChecker
from pathlib import Path

import pytest

from cqikit.cli._compare import KINDS
from cqikit.cli._main import VERBS
from cqikit.cli._plugged import document_types
from tests.cli.shell import run

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "reference" / "command-line.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)
NAME = re.compile(r"`([a-z-]+)`")
COMMAND = re.compile(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)


def test_every_command_prints_what_the_page_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path / "examples")
    blocks = BLOCK.findall(PAGE)
    commands = [found for block in blocks for found in COMMAND.findall(block)]
    assert len(commands) > 14
    for line, said in commands:
        printed = run(line)
        told = f"{line}\n{printed}"
        assert OutputChecker().check_output(said, printed, ELLIPSIS), told


def test_a_how_to_shows_what_is_told_of_its_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    page = (ROOT / "docs" / "how-to" / "read-a-file-as-it-is.md").read_text("utf-8")
    american, german = (COMMAND.findall(block) for block in BLOCK.findall(page))
    counts = [(73, 278), (70, 285), (78, 243), (71, 260), *[(70, 260)] * 14]
    rows = [
        f"{place % 12 + 1}/1/{2024 + place // 12},{missed},{visits}\n"
        for place, (missed, visits) in enumerate(counts)
    ]
    table = Path("visits.csv")
    table.write_text("".join(["month,missed,visits\n", *rows]), "utf-8")
    for line, said in american:
        assert OutputChecker().check_output(said, run(line), ELLIPSIS), run(line)
    text = re.search(r'text = """(.*?)"""', page, re.DOTALL)
    assert text
    table.write_text(text[1], "utf-8")
    for line, said in german:
        assert OutputChecker().check_output(said, run(line), ELLIPSIS), run(line)


def test_every_verb_and_every_member_is_on_the_page() -> None:
    for verb in VERBS:
        assert f"\n## cqikit {verb}\n" in PAGE
        assert f"[`{verb}`](#cqikit-{verb})" in PAGE
    for kind in KINDS:
        assert f"`compare {kind} " in PAGE
        assert f"| `compare {kind}` |" in PAGE


def test_what_check_checks_is_told_of_every_type_of_document() -> None:
    table = PAGE.split("\n| document | what is checked |\n|---|---|\n")[1]
    rows = table.split("\n\n")[0].splitlines()
    told = [name for row in rows for name in NAME.findall(row.split("|")[1])]
    assert sorted(told) == sorted(document_types().names)
    assert "nothing beyond" in rows[-1]
    # The verb itself looks at the tables of layouts.
    unchecked = {kind.name for kind in document_types() if not kind.checks}
    unchecked -= {"layout", "answers-layout"}
    assert set(NAME.findall(rows[-1].split("|")[1])) == unchecked
