"""The command line on damaged copies of the examples, in this process.

A folder is copied, a file or two of it damaged, and a verb called. Whatever comes of
it ends with exit code 0, 1 or 2 and without a traceback; who refuses says why, and
nothing is written but the output that was asked for.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from random import Random
from typing import Final

from click.testing import CliRunner, Result

from cqikit.cli import main
from tests.fuzz import damage
from tests.fuzz.readers import EXAMPLES, cells

__all__ = ["run_verb"]

FOLDERS: Final = ("answers", "child_care", "home_visiting", "measles", "scutari")
CHECK: Final = ("check", "{folder}")
VERBS: Final[tuple[tuple[str, ...], ...]] = (
    CHECK,
    ("check", "{file}"),
    ("check", "{folder}", "--json"),
    ("report", "{folder}", "-o", "out.html"),
    ("report", "{folder}", "-o", "out.md", "--as-of", "2024-06-30"),
    ("due", "{folder}", "--as-of", "2024-06-30"),
    ("due", "{file}", "--as-of", "2024-06-30", "-o", "out.ics"),
    ("look", "{file}"),
    ("look", "{file}", "--json"),
    ("chart", "{file}"),
    ("chart", "{file}", "--json"),
    ("chart", "{file}", "-o", "out.svg"),
    ("score", "{file}", "{file}"),
    ("compare", "plans", "{file}", "{whole}"),
    ("compare", "assessments", "{file}", "{whole}"),
    ("compare", "rules", "{file}"),
    ("convert", "{file}", "out.json"),
    ("convert", "{file}", "out.toml"),
    ("convert", "{file}", "-"),
    ("form", "{file}", "-o", "out.docx"),
    ("merge", "{whole}", "{file}", "{whole}", "-o", "out.toml"),
    ("lessons", "{folder}", "late"),
    ("schema", "{odd}"),
)
OPTIONS: Final = ("--period", "--value", "--team", "--kind", "--rules", "--language")


def run_verb(random: Random) -> str:
    """Return the line that was run, after holding what it does to the law."""
    name = random.choice(FOLDERS)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / name
        shutil.copytree(EXAMPLES / name, folder)
        paths = [path for path in sorted(folder.rglob("*")) if path.is_file()]
        paths = [path for path in paths if path.suffix not in {".html", ".py", ".md"}]
        for path in random.sample(paths, random.choice([1, 1, 2])):
            path.write_bytes(damaged(random, path.name, path.read_bytes()))
        file = path.relative_to(place)
        whole = EXAMPLES / name / path.relative_to(folder)
        odd = damage.odd_text(random)
        words = [
            word.format(folder=name, file=file, whole=whole, odd=odd)
            for word in random.choice(VERBS)
        ]
        if random.random() < 0.1:
            words += [random.choice(OPTIONS), odd]
        hold(words, Path(place))
    return " ".join(words)


def damaged(random: Random, name: str, data: bytes) -> bytes:
    if name.endswith(".xlsx"):
        return damage.of_zip(random, data, damage.of_xml)
    ways = [damage.of_lines, damage.of_lines, damage.of_bytes]
    ways += [cells] if name.endswith(".csv") else []
    ways += [damage.of_tree] if name.endswith(".json") else []
    return random.choice(ways)(random, data)


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder, but what was asked for."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith("out.")
    }


def hold(words: list[str], folder: Path) -> Result:
    """Run a verb in a folder, and hold what it does to the law."""
    before, here = contents(folder), Path.cwd()
    os.chdir(folder)
    try:
        result = CliRunner().invoke(main, words)
    finally:
        os.chdir(here)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code in {0, 1, 2}, result.exit_code
    assert "Traceback" not in result.output
    assert contents(folder) == before, "something was written elsewhere"
    if result.exit_code == 2:
        assert result.stderr.strip(), "refused without a word"
        assert not list(folder.glob("out.*")), "refused, and written all the same"
    return result
