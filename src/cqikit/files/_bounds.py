"""How much is read of what strangers send: each bound once, and all in one place.

A bound is set so that reading takes less than a gigabyte, and is many times what people
write. Whoever trusts a file says more where a verb lets him
(``most``, ``most_bytes``, ``most_rows``); a server may want less.
"""

from __future__ import annotations

from typing import Final

from attrs import frozen

__all__ = ["BOUNDS", "Bounds"]


@frozen(kw_only=True)
class Bounds:
    """The most that is read of each kind of file.

    Parameters
    ----------
    document_characters : int
        Of a TOML or JSON document.
    document_levels : int
        Tables and lists of a document that lie within each other.
    key_parts : int
        Of a key such as ``a.b.c``, for which Python's reader of TOML takes time that
        grows with the square of their number.
    document_problems : int
        Faults of a document that are told; as many as that hide no other.
    folder_documents : int
        Documents of a folder.
    table_bytes : int
        Of a table, and of all that a workbook or a Parquet file unpacks to.
    table_rows : int
        Rows of a table.
    table_columns : int
        Cells of one row, as many as a sheet has.
    cell_characters : int
        Of one cell of a text or of a Parquet file; what Python's reader of CSV
        allows, unless it is told otherwise.
    sheet_rows : int
        The last row of a sheet.
    table_cells : int
        Of a table, empty ones before the last of a row among them. Whoever allows more
        rows allows five cells for each.
    sheet_elements, sheet_levels : int
        Elements of one part of a workbook beside its rows and strings, and how deep
        they lie.
    answers_bytes : int
        Of answers from a form, in JSON.
    answers_read, responses_read : int
        Answers, and the responses that hold them, of one file.
    answer_levels : int
        Groups of items that lie within each other.
    word_bytes : int
        Of a form in Word.
    word_unpacked, word_part : int
        Bytes of all that a form in Word unpacks to, and of one of its parts that is
        read.
    word_elements, word_levels, word_parts : int
        Elements of one part of a form in Word, how deep they lie, and parts.
    piped_bytes : int
        Of standard input.
    edited_bytes : int
        Of each of the documents that are merged.
    catalog_bytes : int
        Of a catalog of translations.
    own_bytes : int
        Of a file that is to be written over: a longer one was made by no verb.

    Examples
    --------
    >>> from cqikit import files
    >>> files.BOUNDS.document_characters
    5000000
    """

    document_characters: int = 5_000_000
    document_levels: int = 50
    key_parts: int = 20
    document_problems: int = 200
    folder_documents: int = 1_000
    table_bytes: int = 50_000_000
    table_rows: int = 1_048_576
    table_cells: int = 5 * 1_048_576
    table_columns: int = 16_384
    cell_characters: int = 131_072
    sheet_rows: int = 1_048_576
    sheet_elements: int = 500_000
    sheet_levels: int = 150
    answers_bytes: int = 50_000_000
    answers_read: int = 1_000_000
    responses_read: int = 100_000
    answer_levels: int = 20
    word_bytes: int = 32 << 20
    word_unpacked: int = 64 << 20
    word_part: int = 8 << 20
    word_elements: int = 300_000
    word_levels: int = 150
    word_parts: int = 5_000
    piped_bytes: int = 64 << 20
    edited_bytes: int = 64 << 20
    catalog_bytes: int = 20_000_000
    own_bytes: int = 64 << 20


#: The bounds that hold unless a verb is told otherwise.
BOUNDS: Final = Bounds()
