"""Files: read within bounds, replaced whole or not at all, and always named.

What programs call (`write_bytes`, `write_text`) writes over what is there. What
commands call (`write_output`) does not, unless cqikit made it or they are told to.
"""

from cqikit._door import opening

_FOUND_IN = {
    "_bounds": "BOUNDS Bounds",
    "_marks": "Mark mark_of marked",
    "_output": "check_output write_output",
    "_store": "TextStore",
    "_read": "named_as_texts path_inside paths_in read_bytes text_of",
    "_write": "is_stdout is_stream write_bytes write_text",
}

__getattr__, __dir__, __all__ = opening(__name__, _FOUND_IN)
