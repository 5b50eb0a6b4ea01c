"""What is fuzzed that reads a file: documents, tables, layouts, forms and exports."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from random import Random
from typing import Final, NamedTuple

from cqikit import assessments, documents, folders, forms, tables
from tests.fuzz import damage
from tests.shapes import SHAPES, workbook

__all__ = ["READERS", "Reader"]

ROOT: Final = Path(__file__).parents[2]
EXAMPLES: Final = ROOT / "examples"
#: With layouts, which say how the tables of a folder are read.
TYPES: Final = folders.DOCUMENTS
ANSWERS: Final = EXAMPLES / "answers"


class Reader(NamedTuple):
    """What reads bytes: `seeds` to begin with, `damaged` and read by `read`."""

    seeds: Callable[[], tuple[tuple[str, bytes], ...]]
    damaged: Callable[[Random, bytes], bytes]
    read: Callable[[bytes, str], object]


def files(*patterns: str) -> tuple[tuple[str, bytes], ...]:
    paths = [path for pattern in patterns for path in sorted(ROOT.glob(pattern))]
    return tuple((path.name, path.read_bytes()) for path in paths)


def either(
    *ways: Callable[[Random, bytes], bytes],
) -> Callable[[Random, bytes], bytes]:
    return lambda random, data: random.choice(ways)(random, data)


# Documents


@cache
def texts() -> tuple[tuple[str, bytes], ...]:
    return files("examples/*/*.toml", "tests/documents/v1/*.toml")


@cache
def trees() -> tuple[tuple[str, bytes], ...]:
    found = list(files("tests/documents/v1/*.json"))
    for name, text in texts():
        value = documents.parse(text, types=TYPES)
        found.append((f"{name}.json", documents.to_json(value, types=TYPES).encode()))
    return tuple(found)


def document(data: bytes, name: str) -> object:
    """Read a document; what was read is judged, and written and read again."""
    value = documents.parse(data, name, types=TYPES)
    documents.findings(value, types=TYPES)
    again = documents.parse(documents.to_toml(value, types=TYPES), types=TYPES)
    assert documents.to_json(again, types=TYPES) == documents.to_json(
        value, types=TYPES
    )
    return value


# Tables


@cache
def csvs() -> tuple[tuple[str, bytes], ...]:
    shapes = tuple((f"{name}.csv", text.encode()) for name, text in SHAPES.items())
    return shapes + files("examples/*/*.csv")


def cells(random: Random, data: bytes) -> bytes:
    rows = list(csv.reader(io.StringIO(data.decode("utf-8", "replace"))))
    out = io.StringIO(newline="")
    mark, quote = random.choice(",,,,;\t|"), random.choice('"""\'')
    escaped = csv.writer(out, delimiter=mark, quotechar=quote, escapechar="\\")
    escaped.writerows(damage.of_cells(random, rows[:80]))
    encoding = random.choice(["utf-8"] * 6 + ["utf-8-sig", "utf-16", "cp1252"])
    return out.getvalue().encode(encoding, "replace")


def table(data: bytes, name: str) -> object:
    """Read a table as it is proposed, and bring it into series."""
    return proposed(tables.parse_csv(data, name))


def proposed(found: tables.Table) -> object:
    said = tables.propose(found)
    if said.layout is None:
        return said
    return tables.series_of(found, said.layout, said.measures)


@cache
def books() -> tuple[tuple[str, bytes], ...]:
    found = [
        (f"{name}.xlsx", workbook([list(row) for row in csv.reader(io.StringIO(text))]))
        for name, text in SHAPES.items()
    ]
    return (*found, *files("examples/*/*/*.xlsx"))


def book(random: Random, data: bytes) -> bytes:
    return damage.of_zip(random, data, damage.of_xml)


def in_a_file(data: bytes, name: str, read: Callable[[Path], object]) -> object:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        return read(path)


def excel(data: bytes, name: str) -> object:
    return in_a_file(data, name, lambda path: proposed(tables.read(path)))


@cache
def layouts() -> tuple[tuple[str, bytes], ...]:
    """Return the layouts that are proposed for tables of each shape, with its name."""
    found = []
    for name, text in SHAPES.items():
        said = tables.propose(tables.parse_csv(text)).layout
        if said is not None:
            found.append((name, documents.to_json(said, types=TYPES).encode()))
    return tuple(found)


def layout(data: bytes, name: str) -> object:
    """Read a damaged layout, and the table of its shape by it."""
    found = tables.parse_csv(SHAPES[name])
    measures = tables.propose(found).measures
    asked = documents.parse(data, f"{name}.json", types=TYPES)
    assert isinstance(asked, tables.Layout)
    return tables.series_of(found, asked, measures)


# Answers and forms


@cache
def framework() -> assessments.Framework:
    found = documents.read(ANSWERS / "readiness.toml")
    assert isinstance(found, assessments.Framework)
    return found


@cache
def exports() -> tuple[tuple[str, bytes], ...]:
    return files("examples/answers/exports/*")


def export(random: Random, data: bytes) -> bytes:
    if data[:2] == b"PK":
        return book(random, data)
    ways = [damage.of_bytes, damage.of_lines, cells]
    if data[:1] in {b"{", b"["}:
        ways = [damage.of_bytes, damage.of_tree]
    return random.choice(ways)(random, data)


def answers(data: bytes, name: str) -> object:
    """Read answers, or the definition of a form."""
    if "form." in name or "definition" in name or "dictionary" in name:
        return in_a_file(data, name, forms.read_definition)
    return in_a_file(data, name, lambda path: forms.read_answers(path, framework()))


BLANK: Final = ("cqip-centre-or-school", "pdsa-worksheet", "driver-diagram", "aim")


@cache
def words() -> tuple[tuple[str, bytes], ...]:
    """Return blank forms in Word, and those that examples fill in."""
    found = [
        (f"{name}.docx", forms.word_form(name)) for name in (*BLANK, "closing-guide")
    ]
    plan = documents.read(EXAMPLES / "child_care" / "plan.toml")
    guide = documents.read(EXAMPLES / "home_visiting" / "guide.toml")
    cycles = documents.read(EXAMPLES / "measles" / "cycles.toml")
    found += [
        ("plan.docx", forms.word_form(plan)),
        ("guide.docx", forms.word_form(guide)),
    ]
    for cycle in cycles.cycles:
        found.append((f"{cycle.key}.docx", forms.word_form(cycle)))
    return tuple(found)


def word(random: Random, data: bytes) -> bytes:
    return damage.of_zip(random, data, damage.of_xml)


def from_word(data: bytes, name: str) -> object:
    return in_a_file(data, name, forms.read_word)


READERS: Final[dict[str, Reader]] = {
    "documents": Reader(texts, either(damage.of_lines, damage.of_bytes), document),
    "trees": Reader(trees, either(damage.of_tree, damage.of_bytes), document),
    "csv": Reader(csvs, either(cells, cells, damage.of_bytes), table),
    "excel": Reader(books, book, excel),
    "layouts": Reader(layouts, damage.of_tree, layout),
    "answers": Reader(exports, export, answers),
    "word": Reader(words, word, from_word),
}
