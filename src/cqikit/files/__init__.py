"""Files: read within bounds, replaced whole or not at all, and always named.

What programs call (`write_bytes`, `write_text`) writes over what is there. What
commands call (`write_output`) does not, unless cqikit made it or they are told to.
"""

from cqikit.files._bounds import BOUNDS, Bounds
from cqikit.files._marks import Mark, mark_of, marked
from cqikit.files._output import check_output, write_output
from cqikit.files._read import (
    named_as_texts,
    path_inside,
    paths_in,
    read_bytes,
    text_of,
)
from cqikit.files._write import is_stdout, is_stream, write_bytes, write_text

__all__ = [
    "BOUNDS",
    "Bounds",
    "Mark",
    "check_output",
    "is_stdout",
    "is_stream",
    "mark_of",
    "marked",
    "named_as_texts",
    "path_inside",
    "paths_in",
    "read_bytes",
    "text_of",
    "write_bytes",
    "write_output",
    "write_text",
]
