"""What is told of how an export was read: rows of code and words."""

from __future__ import annotations

from typing import Final

from cqikit.core import FindingKind, Severity, and_more

__all__ = ["EMPTY", "NO_COLUMN", "PASSED_OVER", "TWICE", "UNFINISHED", "UNREAD_COLUMN"]

#: What a table calls its columns; of a long one, the items.
COLUMNS: Final = ("column", "question", "item")
KEEP: Final = 'write unfinished = "kept" in the answers layout to count what they say'


def _calls(without: str) -> dict[str, str]:
    """Return the fix by what columns are called, and none in the form `without`."""
    calls = {
        column: f"call each {column} after its item, such as {{key!r}}, or name all of"
        " them in items of an answers layout"
        for column in COLUMNS
    }
    return calls | {f"{column}+{without}": "" for column in COLUMNS}


#: By what columns are called, and where each item has its own (``+fits``).
UNREAD_COLUMN: Final = FindingKind(
    "answers.unread-column",
    says=and_more(
        {
            f"{column}{fits}": f"{{count:# {column}|# {column}s}} that nothing reads:"
            " {names}"
            for column in COLUMNS
            for fits in ("", "+fits")
        },
        "names",
    ),
    fix=and_more(_calls("fits")),
)
#: By what columns are called, and where others are told of with the fix (``+told``).
NO_COLUMN: Final = FindingKind(
    "answers.no-column",
    says=and_more(
        {
            f"{column}{told}": "{lacking} of {items:# item|# items} have no"
            f" {column}: {{keys}}"
            for column in COLUMNS
            for told in ("", "+told")
        }
    ),
    fix=and_more(_calls("told")),
)
UNFINISHED: Final = FindingKind(
    "answers.unfinished",
    says=and_more(
        {
            "": "{count:# response|# responses} left out, as begun and not sent:"
            " {rows}",
            "kept": "{count:# response|# responses} counted, though begun and not"
            " sent: {rows}",
        },
        "rows",
    ),
    fix=and_more({"": KEEP, "kept": ""}),
)
EMPTY: Final = FindingKind(
    "answers.empty",
    says=and_more(
        {
            "": "{count:# response|# responses} left out, as empty: {rows}",
            "kept": "{count:# response|# responses} counted, though empty: {rows}",
        },
        "rows",
    ),
    fix=and_more({"": KEEP, "kept": ""}),
)
AGAIN: Final = "keep one, if one person answered again"
SAVED: Final = "keep one, if one response was saved again"
TWICE: Final = FindingKind(
    "answers.twice",
    says=and_more(
        {
            "": "{rows} have one {name}, and are counted as {count} respondents",
            **{
                column: f"{{rows}} are the same in every {column}, and are counted as"
                " {count} respondents"
                for column in ("column", "question")
            },
        },
        "rows",
    ),
    fix=and_more({"": AGAIN, "column": SAVED, "question": SAVED}),
)
PASSED_OVER: Final = FindingKind(
    "answers.passed-over",
    says=and_more(
        "the file holds what is no response, and was passed over: {kinds}", "kinds"
    ),
    severity=Severity.NOTE,
)
