"""The mark of a file that cqikit made, which holds for as long as nobody changes it.

A mark is the SHA-256 of all else in the file, so a report that a person has written
into is no longer cqikit's own, whatever program it was changed with. It stands where
each form has room for it: in the last comment of HTML, SVG and Markdown, in the
chunk `Software` of a PNG, in a comment before the end of a PDF, in the property
`identifier` of a Word or Excel file, in the member `mark` of the JSON that a verb
prints. A CSV has no such place, and neither has a document that people write.
"""

from __future__ import annotations

import re
import zlib
from hashlib import sha256
from io import BytesIO
from pathlib import PurePath
from typing import Final
from zipfile import ZipFile

from cqikit.core import Choice, arguments

__all__ = ["Mark", "mark_of", "marked"]

#: What every mark says, before the digest.
WORDS: Final = b"made by cqikit, sha256 "
COMMENTED: Final = frozenset({".html", ".md", ".svg"})
PICTURED: Final = frozenset({".png"})
PACKED: Final = frozenset({".docx", ".xlsx"})
PRINTED: Final = frozenset({".pdf"})
#: What closes a page or a picture stays last.
CLOSING: Final = (b"</html>", b"</svg>")
COMMENT: Final = re.compile(
    rb"\s*<!-- "
    + WORDS
    + rb"[0-9a-f]{64} -->\s*(?=(?:"
    + rb"|".join(CLOSING)
    + rb")?\Z)"
)
#: Every PNG begins and ends with these bytes.
SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
PNG_END: Final = b"\0\0\0\0IEND\xaeB`\x82"
CHUNK: Final = re.compile(
    rb".{4}tEXtSoftware\0" + WORDS + rb"[0-9a-f]{64}.{4}"
    rb"(?=" + re.escape(PNG_END) + rb"\Z)",
    re.DOTALL,
)
#: A comment before the place of the table that a PDF ends with moves nothing.
PDF_START: Final = b"%PDF-"
PDF_TAIL: Final = b"startxref"
PDF_MARK: Final = re.compile(rb"%" + WORDS + rb"[0-9a-f]{64}\n(?=" + PDF_TAIL + rb")")
#: JSON that a verb prints begins and ends like this.
JSON_START: Final = b'{\n  "verb": '
JSON_END: Final = b"\n}\n"
JSON_MARK: Final = re.compile(
    rb',\n  "mark": "' + WORDS + rb'[0-9a-f]{64}"(?=' + JSON_END + rb"\Z)"
)
#: Where a package of Office Open XML says what it is.
PROPERTIES: Final = "docProps/core.xml"
PROPERTIES_END: Final = b"</cp:coreProperties>"
IDENTIFIER: Final = (
    b'<dc:identifier xmlns:dc="http://purl.org/dc/elements/1.1/">%b</dc:identifier>'
)


class Mark(Choice):
    """What a file says of who made it.

    ``OWN``: cqikit did, and it is as it was made. ``CHANGED``: cqikit did, and it
    was changed since. ``NONE``: cqikit did not, or cannot tell.
    """

    OWN = "own"
    CHANGED = "changed"
    NONE = "none"


@arguments()
def marked(data: bytes, name: str) -> bytes:
    """Return what a file holds with a mark, if its form has room for one.

    Parameters
    ----------
    data : bytes
    name : str
        Of the file; its ending says the form.

    Examples
    --------
    >>> page = marked(b"<p>So far</p>", "page.html")
    >>> str(mark_of(page)), str(mark_of(page.replace(b"far", b"good")))
    ('own', 'changed')
    >>> marked(b"month,falls", "falls.csv")
    b'month,falls'
    """
    ending = PurePath(name).suffix.lower()
    if ending in COMMENTED:
        return _with_comment(data)
    if ending in PACKED:
        return _marked_package(data)
    if ending in PICTURED:
        return _with_chunk(data)
    if ending in PRINTED:
        return _in_pdf(data)
    return _in_json(data) if data.startswith(JSON_START) else data


@arguments()
def mark_of(data: bytes) -> Mark:
    """Return the mark of what a file holds, whatever the file is called.

    Examples
    --------
    >>> str(mark_of(b"month,falls"))
    'none'
    """
    if data.startswith(b"PK"):
        return _mark_of_package(data)
    if data.startswith(SIGNATURE):
        own = _with_chunk(CHUNK.sub(b"", data)) == data
    elif data.startswith(PDF_START):
        own = _in_pdf(PDF_MARK.sub(b"", data)) == data
    elif data.startswith(JSON_START):
        own = _in_json(JSON_MARK.sub(b"", data)) == data
    else:
        # Empty lines at the end are nobody's work.
        held = data.rstrip()
        own = _with_comment(COMMENT.sub(b"", held)).rstrip() == held
    if own:
        return Mark.OWN
    return Mark.CHANGED if WORDS in data else Mark.NONE


def _words(data: bytes) -> bytes:
    return WORDS + sha256(data).hexdigest().encode()


def _with_comment(data: bytes) -> bytes:
    held = data.rstrip()
    end = next((tag + b"\n" for tag in CLOSING if held.endswith(tag)), b"")
    held = held.removesuffix(end.rstrip()).rstrip()
    # An empty line before it, or in Markdown it could be a row of a table.
    return held + b"\n\n<!-- " + _words(held) + b" -->\n" + end


def _with_chunk(data: bytes) -> bytes:
    said = b"tEXtSoftware\0" + _words(data)
    length, check = len(said) - len(b"tEXt"), zlib.crc32(said)
    chunk = length.to_bytes(4, "big") + said + check.to_bytes(4, "big")
    return data.removesuffix(PNG_END) + chunk + PNG_END


def _in_pdf(data: bytes) -> bytes:
    head, tail, end = data.rpartition(PDF_TAIL)
    return head + b"%" + _words(data) + b"\n" + tail + end


def _in_json(data: bytes) -> bytes:
    held = data.removesuffix(JSON_END)
    return held + b',\n  "mark": "' + _words(data) + b'"' + JSON_END


def _marked_package(data: bytes) -> bytes:
    packed = BytesIO()
    with ZipFile(BytesIO(data)) as package, ZipFile(packed, "w") as made:
        said = IDENTIFIER % _words(_contents(package))
        for part in package.infolist():
            held = package.read(part)
            if part.filename == PROPERTIES:
                held = held.replace(PROPERTIES_END, said + PROPERTIES_END)
            made.writestr(part, held)
    return packed.getvalue()


def _mark_of_package(data: bytes) -> Mark:
    try:
        with ZipFile(BytesIO(data)) as package:
            said = package.read(PROPERTIES)
            own = _words(_contents(package)) in said
    except Exception:  # noqa: BLE001  (a damaged archive makes zipfile raise anything)
        return Mark.NONE
    if own:
        return Mark.OWN
    return Mark.CHANGED if WORDS in said else Mark.NONE


def _contents(package: ZipFile) -> bytes:
    """Return names and checksums of all that a package holds but its properties."""
    parts = sorted((part.filename, part.CRC) for part in package.infolist())
    return repr([part for part in parts if part[0] != PROPERTIES]).encode()
