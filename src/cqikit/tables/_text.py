"""Text of a table: how it is encoded, what stands between cells, and its lines.

The encoding is told by a byte order mark, or by being valid UTF-8, which text in
another encoding practically never is; what is neither is taken for Windows-1252, which
is said with the first word that shows it. The delimiter is the one that parts most rows
into the same number of cells, from the first such row on; where two part as many, the
reader is asked.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from cqikit.core import FindingKind
from cqikit.files import BOUNDS
from cqikit.tables._files import TOO_LARGE, refused

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["NAMES", "Lines", "check_text", "comment_of", "decoded", "delimiter_of"]

NO_TEXT: Final = FindingKind(
    "table.no-text", says="is a workbook and no text", fix="let its name end in .xlsx"
)
OTHER_ENCODING: Final = FindingKind(
    "table.other-encoding",
    says="must be {encoding} text",
    fix="save it as UTF-8, or say which encoding it has (encoding, --encoding)",
)
TWO_DELIMITERS: Final = FindingKind(
    "table.two-delimiters",
    says="{names} part each row into as many cells",
    fix="say which is meant: delimiter = {first!r} (--delimiter)",
)
NUL_CHARACTER: Final = FindingKind(
    "table.nul-character", says="has a NUL character", fix="save it as text"
)
#: As many columns as a worksheet has: more are an accident or an attack.
MOST_COLUMNS: Final = BOUNDS.table_columns
#: So much of a text is looked at for its delimiter.
SAMPLE: Final = 65_536
LINE: Final = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
WORD: Final = re.compile(r"[^\s,;|\"]*[^\x00-\x7f][^\s,;|\"]*")
#: What messages call a delimiter.
NAMES: Final = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}


def decoded(name: str, data: bytes, encoding: str) -> tuple[str, list[str]]:
    r"""Return the text of a file, and what is to be said of its encoding.

    Examples
    --------
    >>> decoded("a.csv", "caf\u00e9,3".encode("windows-1252"), "")
    ('café,3', ["the text is read as Windows-1252 ('café'): it is not UTF-8"])
    """
    said: list[str] = []
    if data.startswith(b"PK\x03\x04"):
        raise refused(name, NO_TEXT)
    used = encoding or _marked(data)
    if used.startswith("utf-8"):
        used = "utf-8-sig"
    if not used:
        try:
            return data.decode("utf-8-sig"), []
        except UnicodeDecodeError as error:
            where = error.start
        used = "windows-1252"
        # A line may be all there is: the word is looked for near its odd sign only.
        start = max(data.rfind(b"\n", 0, where) + 1, where - 80)
        line = data[start : where + 80].splitlines()[0]
        shown = WORD.search(line.decode(used, "replace"))
        word = f" ({shown[0]!r:.42})" if shown else ""
        said.append(f"the text is read as Windows-1252{word}: it is not UTF-8")
    elif not encoding:
        said.append(f"the text is read as {used.upper()}")
    try:
        return data.decode(used).removeprefix("\ufeff"), said
    except UnicodeDecodeError as error:
        number = data.count(b"\n", 0, error.start) + 1
        told = {"encoding": encoding or "UTF-8"}
        raise refused(name, OTHER_ENCODING, f"line {number}", **told) from None


def _marked(data: bytes) -> str:
    """Return the encoding that the first bytes show, "" for what looks like UTF-8."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    start = data[:200]
    # Every second byte of Western text in UTF-16 is 0.
    for name, zeros in (("utf-16-le", start[1::2]), ("utf-16-be", start[::2])):
        if len(zeros) > 3 and zeros.count(0) > 0.9 * len(zeros):
            return name
    return ""


def delimiter_of(name: str, text: str, preferred: str) -> str:
    r"""Return what stands between the cells of a text.

    Parameters
    ----------
    name : str
        Of the file.
    text : str
    preferred : str
        What the ending of the name promises, which stands where nothing else does.

    Examples
    --------
    >>> delimiter_of("a.csv", "Monat;Quote\n2024-01;26,3\n2024-02;24,6\n", ",")
    ';'
    """
    sample = text[:SAMPLE]
    fits = {
        word: _fit(list(_widths(sample, word))) if word in sample else 0
        for word in NAMES
    }
    best = max(fits.values())
    found = [delimiter for delimiter, fit in fits.items() if fit == best]
    if not best or (preferred in found and preferred == "\t"):
        return preferred
    if len(found) > 1:
        both = " and ".join(NAMES[key] for key in found)
        raise refused(name, TWO_DELIMITERS, names=both, first=found[0])
    return found[0]


def _fit(widths: list[int]) -> int:
    """Return how many more rows have the usual width than have another.

    From the first row that has it: what is above may be a title.
    """
    counts = Counter(width for width in widths if width > 1)
    if not counts:
        return 0
    usual = max(counts, key=lambda width: (counts[width], width))
    below = len(widths) - widths.index(usual)
    return max(2 * counts[usual] - below, 0)


def _widths(text: str, delimiter: str) -> Iterator[int]:
    """Yield the number of cells of each of the first rows that has any."""
    lines = (line[0] for line in LINE.finditer(text))
    for cells in csv.reader(lines, delimiter=delimiter):
        if any(cell.strip() for cell in cells):
            yield len(cells)


class Lines:
    """The lines of a text, one after another; those that are comments are passed over.

    A line within quotes is part of a row and never a comment: the reader of rows sets
    `fresh` before each row.
    """

    def __init__(self, name: str, text: str, delimiter: str, comment: str) -> None:
        self.name, self.delimiter, self.comment = name, delimiter, comment
        self.fresh = True
        self.passed = 0
        self.text = text

    def __iter__(self) -> Iterator[str]:
        """Return the lines; those of a usual text without a look at each in Python."""
        if self.comment:
            return self._passing()
        usual = io.StringIO(self.text, newline="")
        if max(map(len, usual), default=0) > MOST_COLUMNS:
            return self._passing()
        usual.seek(0)
        return usual

    def _passing(self) -> Iterator[str]:
        for number, found in enumerate(LINE.finditer(self.text), start=1):
            line = found[0]
            if self.comment and self.fresh and line.startswith(self.comment):
                self.passed += 1
                continue
            self.fresh = False
            if len(line) > MOST_COLUMNS and line.count(self.delimiter) >= MOST_COLUMNS:
                most = float(MOST_COLUMNS)
                where = f"line {number}"
                raise refused(self.name, TOO_LARGE, where, form="cells", most=most)
            yield line


def check_text(name: str, text: str) -> None:
    """Refuse a text with characters that no text has."""
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise refused(name, NUL_CHARACTER, f"line {line}")


def comment_of(text: str) -> str:
    """Return "#" where two lines at least begin a text with it, else ""."""
    lines = [found[0] for _, found in zip(range(2), LINE.finditer(text), strict=False)]
    hashes = len(lines) > 1 and all(line.startswith("#") for line in lines)
    return "#" if hashes else ""
