"""A line of the command line as a shell runs it."""

from __future__ import annotations

import shlex
from pathlib import Path

from click.testing import CliRunner

from cqikit.cli import main

__all__ = ["run"]


def run(line: str) -> str:
    """Run the commands of a line as a shell would, and return all that it prints."""
    line, _, given = line.partition(" < ")
    text = Path(given).read_bytes() if given else b""
    output = ""
    for command in line.split(" | "):
        name, *words = shlex.split(command)
        assert name == "cqikit"
        result = CliRunner().invoke(main, words, input=text)
        text, output = result.stdout_bytes, result.output
    return output
