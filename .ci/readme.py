"""Print the README's commands, one a line, as a reader would type them.

A command is what stands in a fenced block of kind `sh` or `console`; in the latter,
the lines that begin with a dollar sign. CI runs what this prints, so that the first
things a reader tries are the first things that are known to work.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

BLOCK = re.compile(r"^```(sh|console)[^\n]*\n(.*?)^```", re.MULTILINE | re.DOTALL)
WANTED = (
    ("make the report", "cqikit report "),
    ("run the tests", "nox -s tests"),
)


def commands(text: str) -> list[str]:
    """Return the command of each block, in order; a block of several is one line."""
    found = []
    for kind, body in BLOCK.findall(text):
        lines = body.replace("\\\n", " ").splitlines()
        if kind == "console":
            lines = [line[2:] for line in lines if line.startswith("$ ")]
        kept = [" ".join(line.split()) for line in lines]
        found.append(" && ".join(line for line in kept if line and line[0] != "#"))
    return found


def first_two(text: str) -> list[str]:
    """Return the two commands that the README opens with, or say what is missing."""
    found = commands(text)
    for place, (purpose, part) in enumerate(WANTED):
        if place >= len(found) or part not in found[place]:
            got = found[place] if place < len(found) else "no such block"
            message = (
                f"README.md: command {place + 1} must {purpose} "
                f"(contain '{part.strip()}'), in a block of kind sh or console "
                f"(got: {got})"
            )
            raise SystemExit(message)
    return found[: len(WANTED)]


if __name__ == "__main__":
    readme = Path(sys.argv[1])
    if not readme.exists():
        raise SystemExit(f"{readme}: missing, and CI runs the commands it shows")
    print("\n".join(first_two(readme.read_text(encoding="utf-8"))))
