"""The documents that `cqikit look` writes: a layout, measures, and a folder of both."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from attrs import evolve

from cqikit import documents, folders, projects
from cqikit.core import key_of

if TYPE_CHECKING:
    from cqikit.tables import Proposal

__all__ = ["document", "folder_of", "layout_of", "measures_of", "tree"]

HEAD: Final = "How {name} is read, as cqikit look saw it. Change what is not so."
MEASURES: Final = "What {name} measures. Say which way is better: higher or lower."
CHARTER: Final = "What the effort is called. A new phase begins with a [[happenings]]."


def document(value: Any, output: Path, *said: str) -> str:
    """Return a document as the ending of a name says; TOML begins with comments."""
    if output.suffix.lower() == ".json":
        return documents.to_json(value, types=folders.DOCUMENTS)
    text = documents.to_toml(value, types=folders.DOCUMENTS)
    return "".join(map(_comment, said)) + text


def tree(value: Any) -> dict[str, Any]:
    """Return a document as the JSON of a verb has it."""
    return documents.unstructure(value, types=folders.DOCUMENTS)


def layout_of(made: Proposal, output: Path, file: str) -> str:
    """Return the layout as a document, with what was understood and decided."""
    name = made.table.name
    said = [HEAD.format(name=name), *made.understood, *made.decided]
    assert made.layout is not None  # noqa: S101  (nothing is written without one)
    return document(evolve(made.layout, file=file), output, *said)


def measures_of(made: Proposal, output: Path) -> str:
    """Return the measures as a document."""
    said = MEASURES.format(name=made.table.name)
    return document(documents.Measures(measures=made.measures), output, said)


def folder_of(made: Proposal, file: Path, data: bytes) -> dict[str, bytes]:
    """Return the files of an effort: layout, measures, charter, and the table."""
    title = file.stem.replace("-", " ").replace("_", " ").strip() or "Our effort"
    last = max(period.last for series in made.series for period in series.periods)
    charter = projects.Charter(
        key=key_of(title, "effort"), title=title[:1].upper() + title[1:], as_of=last
    )
    toml = Path("x.toml")
    texts = {
        "project.toml": document(charter, toml, CHARTER),
        "measures.toml": measures_of(made, toml),
        "layout.toml": layout_of(made, toml, file.name),
    }
    return {name: text.encode() for name, text in texts.items()} | {file.name: data}


def _comment(line: str) -> str:
    # What a file holds may not be what a comment may.
    return f"# {''.join(letter if letter.isprintable() else '?' for letter in line)}\n"
