"""The pages of a Parquet file, gone through before anything is unpacked.

What a file says of the size of a column may be wrong. What is unpacked is a page, whose
header stands before it, in the compact protocol of Thrift: so these are read, and hold
what they promise against what a table may have.
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple

__all__ = ["Page", "pages_of"]

DAMAGED: Final = "no page is where one should be"
STOP, TRUE, FALSE, BYTE, I16, I32, I64, DOUBLE, BINARY, LIST, SET, MAP, STRUCT = range(
    13
)
WHOLE: Final = frozenset({I16, I32, I64})
#: Structs within each other; a header of a page has three.
DEEPEST: Final = 8
#: The fields of a header: sizes, and what is a page of data of either version.
UNPACKED, PACKED, DATA, DATA_V2 = 2, 3, 5, 8
#: Where those say how many values they have, and how these are written.
VALUES: Final = 1
ENCODING: Final = {DATA: 2, DATA_V2: 4}


class Page(NamedTuple):
    """What the header of a page says: -1 for what it does not."""

    unpacked: int
    encoding: int


def pages_of(data: bytes, column: Any) -> list[Page]:
    """Return the pages of one column of one group of rows.

    Parameters
    ----------
    data : bytes
        The whole file.
    column : pyarrow.parquet.ColumnChunkMetaData

    Raises
    ------
    ValueError
        When a page is none, or lies beyond the file.
    """
    start = column.data_page_offset
    if column.dictionary_page_offset:
        start = min(start, column.dictionary_page_offset)
    reader = _Thrift(data, start)
    pages, values = [], 0
    while values < column.num_values:
        header = reader.struct()
        unpacked, packed = header.get(UNPACKED, -1), header.get(PACKED, -1)
        if min(unpacked, packed) < 0 or reader.at + packed > len(data):
            raise ValueError(DAMAGED)
        reader.at += packed
        said = next((kind for kind in (DATA, DATA_V2) if kind in header), None)
        encoding = -1
        if said is not None:
            values += header[said].get(VALUES, 0)
            encoding = header[said].get(ENCODING[said], -1)
        pages.append(Page(unpacked, encoding))
    return pages


class _Thrift:
    """A reader of Thrift's compact protocol, as far as headers of pages have it."""

    def __init__(self, data: bytes, at: int) -> None:
        if not 0 <= at < len(data):
            raise ValueError(DAMAGED)
        self.data, self.at = data, at

    def struct(self, depth: int = 0) -> dict[int, Any]:
        """Return the numbers and structs of a struct, by their fields."""
        if depth > DEEPEST:
            raise ValueError(DAMAGED)
        said: dict[int, Any] = {}
        field = 0
        while kind := (head := self._byte()) & 15:
            step = head >> 4
            field = field + step if step else self._whole()
            said[field] = self._value(kind, depth)
        return said

    def _value(self, kind: int, depth: int) -> Any:
        if kind in {TRUE, FALSE}:
            return kind == TRUE
        if kind in WHOLE:
            return self._whole()
        if kind == STRUCT:
            return self.struct(depth + 1)
        if kind not in {BYTE, DOUBLE, BINARY}:
            # Lists and maps stand in no header.
            raise ValueError(DAMAGED)
        length = {BYTE: 1, DOUBLE: 8}.get(kind) or self._plain()
        self.at += length
        return None

    def _byte(self) -> int:
        if self.at >= len(self.data):
            raise ValueError(DAMAGED)
        self.at += 1
        return self.data[self.at - 1]

    def _plain(self) -> int:
        number = shift = 0
        while shift < 64:
            byte = self._byte()
            number |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return number
        raise ValueError(DAMAGED)

    def _whole(self) -> int:
        number = self._plain()
        return number >> 1 ^ -(number & 1)
