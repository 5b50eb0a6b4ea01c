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
