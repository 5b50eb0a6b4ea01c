"""Slips in a line of TOML that have to do with its signs, not with its values.

A comment as another language has it, an equals sign too many, a comma or a bracket
too few: each is found in one pass over the line at which Python's reader stopped.
"""

from __future__ import annotations

import re
from typing import Final

from cqikit.core import FindingKind
from cqikit.documents._values import PARTS, QUOTES, reads
from cqikit.errors import Problem

__all__ = [
    "bracketed",
    "closed",
    "commaed",
    "commented",
    "ended",
    "equalled",
    "noted",
    "parted",
    "unclosed",
    "worded_alone",
]

COMMENT: Final = FindingKind(
    "document.toml-comment",
    says={
        "": "has a comment as other languages write it",
        "behind": "has words behind its value",
        "alone": "is neither a comment nor a name with its value",
    },
    fix={
        "": "write {line}",
        "behind": "write them within the quotes, or as a comment: {line}",
        "alone": 'write {line} if it is a comment, else name = "..."',
    },
)
EQUALS: Final = FindingKind(
    "document.toml-equals",
    says="has more than the one equals sign that belongs there",
    fix="write {line}",
)
COMMA: Final = FindingKind(
    "document.toml-comma",
    says="has no comma between two values",
    fix="write {line}",
)
BRACKET: Final = FindingKind(
    "document.toml-bracket",
    says="has a bracket too few",
    fix="write {line}",
)
TOGETHER: Final = FindingKind(
    "document.toml-together",
    says="has more than one value on one line",
    fix="write each on a line of its own: {lines/, then }",
)
OPEN_TEXT: Final = FindingKind(
    "document.toml-open-text",
    says="begins a text with {mark} that does not end",
    fix="write on line {number}: {line}",
)
Slip = tuple[Problem, str]

WHOLE: Final = re.compile(r"^(\s*)(?://|--|;|/\*)(.*)$")
BEHIND: Final = re.compile(r"\s(?://|--|;|/\*)\s")
#: So many places at which a comment may begin are tried.
MOST_TRIED: Final = 5
SIGNS: Final = re.compile(r"^(\s*)([A-Za-z0-9_-]+)\s*(?:==|=>|:=)\s*(.*)$")
NAMED: Final = re.compile(r"^(\s*)(\[{1,2})\s*([A-Za-z0-9_.-]+)\s*(\]{0,2})\s*(#.*)?$")
#: A key and its sign, which no value in a list begins with.
KEYED: Final = re.compile(r"^\s*[A-Za-z0-9_-]+\s*=")
#: A header, which no list has among its members.
HEADING: Final = re.compile(r"^\s*\[{1,2}[A-Za-z][A-Za-z0-9_.-]*\]{1,2}\s*(?:#.*)?$")
#: What stands between two pairs on one line.
BETWEEN: Final = re.compile(r"(?:\s*[,;]\s*|\s+)(?=[A-Za-z0-9_-]+\s*=)")
#: A pair whose text may have several lines.
LONG: Final = re.compile(r"^\s*[A-Za-z0-9_-]+\s*=\s*(\"{3}|'{3})")
#: A pair whose text is whole, and the words behind it.
NOTED: Final = re.compile(
    r"""^(\s*[A-Za-z0-9_-]+\s*=\s*(?:"(?:[^"\\]|\\.)*+"|'[^']*'))[ \t]+"""
    r"""([^\W\d_][^"=\[\]{}#]*)$"""
)
#: A word, but for those that are values.
WORDED: Final = re.compile(r"(?!(?:true|false|inf|nan)\b)[^\W\d_]")
OPENS: Final = frozenset("\"'[{")
CLOSES: Final = frozenset("\"']}")


def commented(line: str) -> Slip | None:
    """Return a line with its comment as TOML has it.

    Examples
    --------
    >>> for line in ("// a note", "-- a note", "a = 1 // a note", "a = 1 - 2"):
    ...     print(commented(line) and commented(line)[1])
    # a note
    # a note
    a = 1  # a note
    None
    """
    whole = WHOLE.match(line)
    if whole is not None:
        return _told(COMMENT, f"{whole[1]}# {_note(whole[2])}")
    if not KEYED.match(line):
        return None
    for count, found in enumerate(BEHIND.finditer(line)):
        before = line[: found.start()].rstrip()
        if count < MOST_TRIED and reads(before.strip()):
            return _told(COMMENT, f"{before}  # {_note(line[found.end() :])}")
    return None


def noted(line: str) -> Slip | None:
    """Return a line with the words behind its text as a comment.

    Examples
    --------
    >>> for line in ('a = "b" as of May', 'a = "say "b" so"', 'a = "b" c = 1'):
    ...     print(noted(line) and noted(line)[1])
    a = "b"  # as of May
    None
    None
    """
    found = NOTED.match(line)
    return found and _told(COMMENT, f"{found[1]}  # {found[2].rstrip()}", "behind")


def worded_alone(line: str, error: str) -> Problem | None:
    """Return what is wrong with a line of words alone, None for any other.

    Examples
    --------
    >>> print(worded_alone("Our plan", "Expected '=' after a key"))
    is neither a comment nor ...: write # Our plan if it is a comment, else name = "..."
    """
    is_words = "xpected '='" in error and WORDED.match(line.strip())
    return _told(COMMENT, f"# {line.strip()}", "alone")[0] if is_words else None


def _note(text: str) -> str:
    return text.strip().removesuffix("*/").rstrip()


def equalled(line: str) -> Slip | None:
    """Return a line with one equals sign where there are two, or a sign like it.

    Examples
    --------
    >>> for line in ("a == 3", "a := 'b'", "a => 1", "a = '=='"):
    ...     print(equalled(line) and equalled(line)[1])
    a = 3
    a = 'b'
    a = 1
    None
    """
    found = SIGNS.match(line)
    if found is None:
        return None
    return _told(EQUALS, f"{found[1]}{found[2]} = {found[3].strip()}")


def parted(line: str) -> tuple[Problem, list[str]] | None:
    """Return the pairs that stand together on a line.

    Examples
    --------
    >>> for line in ('a = "b" c = 1', 'a = "b" , c = 1; d = 2', 'a = "b c = 1"'):
    ...     print(parted(line) and parted(line)[1])
    ['a = "b"', 'c = 1']
    ['a = "b"', 'c = 1', 'd = 2']
    None
    """
    pairs: list[str] = []
    start = 0
    for count, found in enumerate(BETWEEN.finditer(line)):
        pair = line[start : found.start()].strip()
        if count < MOST_TRIED and KEYED.match(pair) and reads(pair):
            pairs.append(pair)
            start = found.end()
    pairs.append(line[start:].strip())
    if len(pairs) == 1 or not reads(pairs[-1]):
        return None
    return TOGETHER.problem(lines=tuple(pairs)), pairs


def closed(lines: list[str]) -> tuple[int, Slip] | None:
    """Return where a text of several lines should end that does not, and how.

    Examples
    --------
    >>> place, (said, line) = closed(['a = \"\"\"b', "c", "", "d = 1"])
    >>> print(place, line, said.where)
    1 c\"\"\" line 1
    """
    opened, mark = -1, ""
    for at, line in enumerate(lines):
        found = LONG.match(line)
        if mark:
            mark = "" if mark in line else mark
        elif found is not None and found[1] not in line[found.end() :]:
            opened, mark = at, found[1]
    if not mark:
        return None
    last = opened
    for at in range(opened + 1, len(lines)):
        if KEYED.match(lines[at]) or HEADING.match(lines[at]):
            break
        last = at if lines[at].strip() else last
    start = lines[last].index(mark) + 3 if last == opened else 0
    line = f"{lines[last][:start]}{lines[last][start:].rstrip().rstrip(mark[0])}{mark}"
    where = f"line {opened + 1}"
    said = OPEN_TEXT.problem(where, mark=mark, number=last + 1, line=line.strip())
    return last, (said, line)


def bracketed(line: str) -> Slip | None:
    """Return a header with as many brackets behind its name as before, or the reverse.

    Examples
    --------
    >>> for line in ("[aims", "[[aims]", "[aims]]  # ours", "[aims]"):
    ...     print(bracketed(line) and bracketed(line)[1])
    [aims]
    [[aims]]
    [[aims]]  # ours
    None
    """
    found = NAMED.match(line)
    if found is None or len(found[2]) == len(found[4]):
        return None
    many = max(len(found[2]), len(found[4]))
    note = f"  {found[5]}" if found[5] else ""
    return _told(BRACKET, f"{found[1]}{'[' * many}{found[3]}{']' * many}{note}")


def commaed(lines: list[str], at: int, column: int) -> tuple[int, Slip] | None:
    """Return which line lacks the comma or the bracket of a list, and how it was meant.

    Parameters
    ----------
    lines : list of str
    at, column : int
        Where a value begins, from 0, that follows another without a comma.

    Examples
    --------
    >>> for lines, at, column in (
    ...     (['a = ["b" "c" "d"]'], 0, 9),
    ...     (["a = [", "  1", "  2", "]"], 2, 2),
    ...     (["a = [1", "b = 2"], 1, 0),
    ... ):
    ...     place, (said, line) = commaed(lines, at, column)
    ...     print(place, line)
    0 a = ["b", "c", "d"]
    1   1,
    0 a = [1]
    """
    before, behind = lines[at][:column].rstrip(), lines[at][column:]
    begins_key = KEYED.match(behind) is not None
    if before:
        # Words behind a quote are the rest of a text with quotes in it, or have none.
        if before[-1] in QUOTES and not begins_key and WORDED.match(behind):
            return None
        # Of what is no text, nobody knows whether blanks part it: 3 April, 1 500.
        parts = begins_key or behind[:1] in OPENS or before[-1] in CLOSES
        slip = _told(COMMA, _spaced(f"{before}, {behind}"))
        return (at, slip) if parts else None
    above = at - 1
    while above >= 0 and lines[above].partition("#")[0].strip() == "":
        above -= 1
    # A comment may stand behind the value, and is left alone.
    if above < 0 or "#" in lines[above]:
        return None
    is_over = begins_key or HEADING.match(lines[at]) is not None
    kind, sign = (BRACKET, "]") if is_over else (COMMA, ",")
    return above, _told(kind, f"{lines[above].rstrip()}{sign}")


def _spaced(line: str) -> str:
    """Return a line with a comma wherever one value follows another."""
    made: list[str] = []
    last = ""
    for found in PARTS.finditer(line):
        part = found[0]
        if part == "#":
            made.append(line[found.start() :])
            break
        begins = part[0] in OPENS or line[found.end() : found.end() + 1] == "="
        if begins and last in CLOSES:
            made.append(", ")
            part = part.lstrip()
        if part.strip():
            last = part[-1]
        elif last in CLOSES:
            # These blanks stand where a comma may come.
            continue
        made.append(part)
    return "".join(made)


def unclosed(lines: list[str], at: int, column: int) -> tuple[int, Slip] | None:
    """Return where a list should end that goes on into the next key or header.

    Parameters
    ----------
    lines : list of str
    at, column : int
        Where something begins, from 0, that is no value.

    Examples
    --------
    >>> place, (said, line) = unclosed(["a = [", "  1,", "", "b = 2"], 3, 0)
    >>> print(place, line, unclosed(["a = [b = 2"], 0, 5))
    1   1] None
    """
    is_key = KEYED.match(lines[at]) and not lines[at][:column].strip()
    above = at - 1
    while above >= 0 and lines[above].partition("#")[0].strip() == "":
        above -= 1
    before = lines[above].rstrip() if above >= 0 else ""
    if not (is_key or HEADING.match(lines[at])) or before[-1:] not in (",", "["):
        return None
    return above, _told(BRACKET, f"{before.removesuffix(',')}]")


def ended(lines: list[str]) -> tuple[int, Slip] | None:
    """Return how the last line ends the list that a document ends in.

    Examples
    --------
    >>> place, (said, line) = ended(["a = [1,", "  2", ""])
    >>> print(place, line, ended(["a = [1, # two"]), ended(["a = [[1"]))
    1   2] None None
    """
    last = max(place for place, line in enumerate(lines) if line.strip())
    line = f"{lines[last].rstrip()}]"
    return (
        (last, _told(BRACKET, line))
        if reads("\n".join([*lines[:last], line]))
        else None
    )


def _told(kind: FindingKind, line: str, form: str = "") -> Slip:
    return kind.problem(form=form, line=line.strip()), line
