"""The parts of a workbook, bounded before anything is made of them."""

from __future__ import annotations

import io
import zipfile
from typing import Any, Final
from xml.parsers import expat

from cqikit.files import BOUNDS
from cqikit.tables._files import TOO_LARGE, refused

__all__ = ["check_archive"]

MOST_ELEMENTS: Final = BOUNDS.sheet_elements
DEEPEST: Final = BOUNDS.sheet_levels
#: What is cleared as soon as it is read.
PASSING: Final = frozenset({"row", "si"})


def check_archive(name: str, data: bytes, most_bytes: int) -> None:
    """Refuse a workbook that unpacks to more than a workbook is."""
    # A small archive may unpack to any size.
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        size = sum(info.file_size for info in archive.infolist())
        if size > most_bytes:
            most = float(most_bytes)
            raise refused(name, TOO_LARGE, form="unpacked", most=most)
        for part in archive.namelist():
            if part.endswith((".xml", ".rels")):
                with archive.open(part) as opened:
                    _Bounded(name, part, most_bytes).read(opened)


class _Bounded:
    """What goes through a part and makes nothing of it.

    All elements but those of rows and shared strings, openpyxl keeps until a part ends.
    """

    def __init__(self, name: str, part: str, most_bytes: int) -> None:
        self.name, self.part, self.depth = name, part, 0
        self.kept = self.before = 0
        # Whoever allows more bytes allows more elements.
        self.most = max(MOST_ELEMENTS, most_bytes // 100)

    def read(self, opened: Any) -> None:
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        try:
            parser.ParseFile(opened)
        except expat.ExpatError:
            # What is no XML ends here for openpyxl, too, which tells of its row.
            return

    def _start(self, tag: str, _: object) -> None:
        if tag.rpartition(":")[2] in PASSING:
            self.before = self.kept
        self.depth += 1
        self.kept += 1
        if self.depth > DEEPEST:
            raise self._refused("depth", DEEPEST)
        if self.kept > self.most:
            raise self._refused("elements", self.most)

    def _end(self, tag: str) -> None:
        self.depth -= 1
        if tag.rpartition(":")[2] in PASSING:
            self.kept = self.before

    def _refused(self, form: str, most: int) -> Exception:
        told = {"most": float(most), "part": self.part}
        return refused(self.name, TOO_LARGE, form=form, **told)
