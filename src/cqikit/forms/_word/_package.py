"""A file of Word as its tables and paragraphs, read within bounds.

Strangers' files: what is unpacked is bounded in bytes, elements and depth, a package
with a document type declaration (the way to entities that grow) is refused, and nothing
in it is run or followed. Only what people see is read: deleted text of tracked changes
is not, inserted text is. Pages are counted by the breaks that the word processor last
noted, where it notes them.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import IO, TYPE_CHECKING, Any, Final
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, XMLParser

from attrs import define, field

from cqikit.core import FindingKind, say
from cqikit.errors import DocumentError
from cqikit.files import BOUNDS

if TYPE_CHECKING:
    from collections.abc import Iterator


__all__ = ["Package", "W", "open_package", "tracked"]

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
#: The same in files that are saved as strict Office Open XML.
STRICT: Final = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
BODY: Final = "word/document.xml"
PROPERTIES: Final = "docProps/custom.xml"
#: Parts in which people may type beside the page itself.
BESIDE: Final = ("comments", "footnotes", "endnotes", "header", "footer")

MOST_BYTES: Final = BOUNDS.word_unpacked
PART_BYTES: Final = BOUNDS.word_part
MOST_ELEMENTS: Final = BOUNDS.word_elements
MOST_PARTS: Final = BOUNDS.word_parts
DEEPEST: Final = BOUNDS.word_levels

NO_WORD_FILE: Final = FindingKind(
    "form.no-word-file",
    says={
        "": "is not a Word file (.docx)",
        "older": "is a file of an older Word",
        "damaged": "is damaged: {part} cannot be read",
    },
    fix="save it as .docx",
)
TOO_MUCH: Final = FindingKind(
    "form.too-much",
    says={
        "bytes": "unpacks to more than {most} bytes",
        "parts": "has more than {most} parts",
        "elements": "has more than {most} elements in {part}",
        "depth": "nests more than {most} elements in {part}",
    },
    fix="copy what was typed into a new form",
)
DECLARED: Final = FindingKind(
    "form.declared",
    says="has a document type declaration in {part}, which no word processor writes",
    fix="save it anew with a word processor",
)


@define
class Package:
    """What is read of a file: the body, what stands beside it, its properties."""

    body: Element
    beside: dict[str, Element] = field(factory=dict)
    properties: dict[str, str] = field(factory=dict)


class _Bounded(TreeBuilder):
    """What builds a tree, as long as that is no larger than a form may be."""

    def __init__(self, name: str, part: str) -> None:
        super().__init__()
        self.name, self.part, self.depth, self.count = name, part, 0, 0

    def start(self, tag: str, attrs: dict[str, str]) -> Element:
        self.depth += 1
        self.count += 1
        if self.depth > DEEPEST:
            raise DocumentError(
                self.name,
                [TOO_MUCH.problem(form="depth", most=float(DEEPEST), part=self.part)],
            )
        if self.count > MOST_ELEMENTS:
            most = float(MOST_ELEMENTS)
            raise DocumentError(
                self.name,
                [TOO_MUCH.problem(form="elements", most=most, part=self.part)],
            )
        plain = {_plain(name): value for name, value in attrs.items()}
        return super().start(_plain(tag), plain)

    def end(self, tag: str) -> Element:
        self.depth -= 1
        return super().end(_plain(tag))

    def doctype(self, *_: Any) -> None:
        raise DocumentError(self.name, [DECLARED.problem(part=self.part)])


def _plain(tag: str) -> str:
    return tag.replace(STRICT, W, 1)


def open_package(name: str, data: bytes) -> Package:
    """Return what a file of Word holds.

    Parameters
    ----------
    name : str
        What messages call it.
    data : bytes

    Raises
    ------
    DocumentError
        When it is none, or more than a form can be.
    """
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise DocumentError(name, [NO_WORD_FILE.problem(form="older")])
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _unpacked(name, archive)
    except DocumentError:
        raise
    except Exception:  # noqa: BLE001  (a damaged archive makes zipfile raise anything)
        raise DocumentError(name, [NO_WORD_FILE.problem()]) from None


def _unpacked(name: str, archive: zipfile.ZipFile) -> Package:
    infos = archive.infolist()
    if len(infos) > MOST_PARTS:
        raise DocumentError(
            name, [TOO_MUCH.problem(form="parts", most=float(MOST_PARTS))]
        )
    if sum(info.file_size for info in infos) > MOST_BYTES:
        raise DocumentError(
            name, [TOO_MUCH.problem(form="bytes", most=float(MOST_BYTES))]
        )
    names = [info.filename for info in infos]
    if BODY not in names:
        raise DocumentError(name, [NO_WORD_FILE.problem()])
    package = Package(_part(name, archive, BODY))
    for part in sorted(set(names)):
        folder, _, file = part.partition("/")
        if folder == "word" and file.startswith(BESIDE) and file.endswith(".xml"):
            package.beside[file] = _part(name, archive, part)
    if PROPERTIES in names:
        package.properties = dict(_properties(_part(name, archive, PROPERTIES)))
    return package


def _part(name: str, archive: zipfile.ZipFile, part: str) -> Element:
    # What is built is bounded, and a document type is refused before its entities.
    parser = XMLParser(target=_Bounded(name, part))  # noqa: S314
    try:
        with archive.open(part) as opened:
            for chunk in _chunks(name, opened):
                parser.feed(chunk)
        root: Element = parser.close()
    except DocumentError:
        raise
    except (
        ParseError,
        ValueError,
        LookupError,
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        RuntimeError,
        NotImplementedError,
        OSError,
    ):
        raise DocumentError(
            name, [NO_WORD_FILE.problem(form="damaged", part=part)]
        ) from None
    return root


def _chunks(name: str, opened: IO[bytes]) -> Iterator[bytes]:
    """Yield what a part unpacks to: what an archive says of its size need not be so."""
    left = PART_BYTES
    while chunk := opened.read(1 << 16):
        left -= len(chunk)
        if left < 0:
            problem = TOO_MUCH.problem(form="bytes", most=float(PART_BYTES))
            raise DocumentError(name, [problem])
        yield chunk


def _properties(root: Element) -> Iterator[tuple[str, str]]:
    for element in root:
        yield element.get("name", ""), "".join(element.itertext())


def tracked(package: Package) -> str:
    """Return how tracked changes are read, "" where there are none.

    They are read as if all were accepted: that is what people see who have typed them.
    """
    inserted, deleted = (
        sum(
            next(change.iter(f"{W}{text}"), None) is not None
            for name in names
            for change in package.body.iter(f"{W}{name}")
        )
        for names, text in ((("ins", "moveTo"), "t"), (("del", "moveFrom"), "delText"))
    )
    if not inserted + deleted:
        return ""
    return say(
        "tracked changes: {inserted:# insertion is|# insertions are} read,"
        " {deleted:# deletion is|# deletions are} left out",
        inserted=inserted,
        deleted=deleted,
    )
