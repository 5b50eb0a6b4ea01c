"""TOML as people type it: what is wrong line by line, with the line to write.

Python's reader stops at the first fault. Where a line is wrong in a way that people
often type it, the fault is kept, the line is read as it was meant, and reading goes
on, so that all faults of a document are told in one round. Nothing that was read
after such a repair is ever returned: it only serves to find what else is wrong.
"""

from __future__ import annotations

import operator
import re
import tomllib
from typing import Any, Final

from attrs import evolve, frozen

from cqikit.core import FindingKind
from cqikit.documents._faults import with_fix
from cqikit.documents._toml_headers import (
    HEADER,
    PAIR,
    Repair,
    doubled_as,
    of_next,
    of_root,
    of_single,
)
from cqikit.documents._toml_keys import MOST_PARTS, has_long_key
from cqikit.documents._toml_quotes import is_curly, straight
from cqikit.documents._toml_slips import (
    bracketed,
    closed,
    commaed,
    commented,
    ended,
    equalled,
    noted,
    parted,
    unclosed,
    worded_alone,
)
from cqikit.documents._values import QUOTES, UNQUOTED, quoted, reads, value_of
from cqikit.errors import Problem

__all__ = ["Read", "read_toml"]

NOT_TOML: Final = FindingKind("document.no-toml", says="is not TOML: {said}")
CURLY_QUOTES: Final = FindingKind(
    "document.toml-curly-quotes",
    says="has curly quotes, as word processors make them",
    fix="write straight quotes: {line}",
)
UNSEEN_MARK: Final = FindingKind(
    "document.toml-unseen-mark",
    says="has a blank or mark that cannot be seen, as word processors make them",
    fix="type the line anew: {line}",
)
TOML_TWICE: Final = FindingKind(
    "document.toml-twice",
    says={"": "{name} stands twice", "header": "[{name}] stands twice"},
    fix={
        "": "keep one of them",
        "header": "write [[{name}]], with two brackets, above each of several",
    },
)
COLON: Final = FindingKind(
    "document.toml-colon",
    says="has a colon where an equals sign belongs",
    fix="write {line}",
)
NO_VALUE: Final = FindingKind(
    "document.toml-no-value",
    says="has no value",
    fix="write it, or leave the line out",
)
LONG_KEY: Final = FindingKind(
    "document.long-key", says="a key must have at most {most} parts"
)
#: Longer texts are told their first fault only: each further one reads them anew.
LONGEST: Final = 200_000
#: And no more faults than this.
MOST: Final = 50
#: A text with more lines that are no TOML is none.
MOST_SKIPPED: Final = 5
#: So many lines that are wrong in one way are counted.
MANY: Final = 4
#: In longer lines no slip is looked for, which takes the square of their length.
MOST_LINE: Final = 5_000

WHERE: Final = re.compile(r"\(at (?:line (\d+), column (\d+)|end of document)\)$")
#: Blanks and marks that word processors put in, and that nobody sees.
UNSEEN: Final = {
    **dict.fromkeys(map(ord, "\u00a0\u2007\u202f\u2003\u2009"), " "),
    **dict.fromkeys(map(ord, "\u200b\u200e\u200f\ufeff\u00ad"), ""),
    **dict.fromkeys((*range(9), 11, 12, *range(14, 32), 127), ""),
}
#: A member of a list that is text without quotes.
MEMBER: Final = re.compile(r"[A-Za-z][\w .'-]*")
LONG: Final = frozenset({'"""', "'''"})


@frozen
class Read:
    """What a text says, what is wrong in it, and keys whose value is not known."""

    tree: Any
    problems: tuple[Problem, ...] = ()
    lost: frozenset[str] = frozenset()
    #: The key and the value, as it was meant, of each of these problems; "" of others.
    meant: tuple[tuple[str, str], ...] = ()


def read_toml(text: str) -> Read:
    """Return what a TOML text says, with all its faults of syntax."""
    lines = text.replace("\r\n", "\n").split("\n")
    problems: list[Problem] = []
    lost: set[str] = set()
    meant_so: list[tuple[str, str]] = []
    skipped = 0
    while True:
        if has_long_key(lines):
            return Read(None, (*problems, LONG_KEY.problem(most=MOST_PARTS)))
        try:
            tree = tomllib.loads("\n".join(lines))
            return Read(tree, tuple(problems), frozenset(lost), tuple(meant_so))
        except tomllib.TOMLDecodeError as error:
            number, repair = _repair(lines, str(error))
            if repair is None and skipped < MOST_SKIPPED:
                repair = _skipped(lines, number, str(error))
                skipped += 1
            if repair is None or len(text) > LONGEST or len(problems) >= MOST:
                return Read(None, (*problems, _plain(str(error))))
        lines[number] = repair.line
        where = f"line {number + 1}"
        if repair.alike is not None:
            alike = repair.alike
            meant = [alike(it) if len(it) <= MOST_LINE else it for it in lines]
            more = sum(map(operator.ne, meant, lines)) if repair.counts else 0
            where += f" and {more} more" if more >= MANY else ""
            lines = lines if 0 < more < MANY else meant
        problems.append(evolve(repair.problem, where=repair.problem.where or where))
        meant_so.append(repair.meant)
        for problem, changed in repair.more:
            problems.append(evolve(problem, where=where))
            meant_so.append(changed)
        lost.update(repair.lost.split())


def _plain(error: str) -> Problem:
    said, _, where = error.removesuffix(")").partition(" (at ")
    return NOT_TOML.problem(where, said=f"{said[:1].lower()}{said[1:]}")


def _skipped(lines: list[str], at: int, error: str) -> Repair | None:
    """Leave a line out that is no TOML, unless what follows may belong to it."""
    line = lines[at].strip() if "at end of document" not in error else "["
    is_whole = all(line.count(a) <= line.count(b) for a, b in ("[]", "{}"))
    if line.startswith("[") or not is_whole or any(mark in line for mark in LONG):
        return None
    if reads(line) or not reads("\n".join(lines[:at])):
        return None
    pair = PAIR.match(line)
    said = worded_alone(line, error) or _plain(error)
    return Repair(said, "", pair[2] if pair else "")


def _repair(lines: list[str], error: str) -> tuple[int, Repair | None]:
    """Return the line at fault and how it was meant, None where nobody knows."""
    found = WHERE.search(error)
    if found is None or found[1] is None:
        # A quote that is never closed is told of the end.
        for at, line in enumerate(lines):
            pair = PAIR.match(line) if len(line) <= MOST_LINE else None
            if pair is not None and pair[6][:1] in QUOTES and pair[6][:3] not in LONG:
                repair = (
                    _of_quotes(line, error)
                    or _of_comment(line, error)
                    or _of_value(line, error)
                )
                if repair is not None:
                    return at, repair
        is_list = "unclosed array" in error.casefold()
        ending = ended(lines) if is_list else closed(lines)
        return (ending[0], Repair(*ending[1])) if ending else (0, None)
    number = int(found[1]) - 1
    header = (
        of_root(lines, number, error)
        or of_next(lines, number, error)
        or of_single(lines, number, error)
    )
    if header is not None:
        return header
    comma = _of_comma(lines, number, int(found[2]) - 1, error)
    if comma is not None:
        return comma
    # A fault at the end of a line is told of the next one, in its first column.
    for at in (number, number - 1) if "column 1)" in error else (number,):
        line = lines[at].rstrip("\r") if 0 <= at < len(lines) else ""
        for way in WAYS if len(line) <= MOST_LINE else ():
            repair = way(line, error)
            if repair is not None and repair.line != lines[at]:
                return at, repair
    return number, None


def _of_quotes(line: str, _: str) -> Repair | None:
    if not is_curly(line):
        return None
    plain = straight(line)
    return Repair(
        CURLY_QUOTES.problem(line=plain.strip()),
        plain,
        alike=lambda text: text if reads(text.strip()) else straight(text),
        counts=True,
    )


def _of_blanks(line: str, _: str) -> Repair | None:
    plain = line.translate(UNSEEN)
    if plain == line:
        return None
    return Repair(UNSEEN_MARK.problem(line=plain.strip()), plain)


def _of_comment(line: str, _: str) -> Repair | None:
    slip = commented(line)
    if slip is None:
        return None

    def meant(text: str) -> str:
        same = commented(text)
        return text if same is None or reads(text.strip()) else same[1]

    return Repair(*slip, alike=meant, counts=True)


def _of_equals(line: str, _: str) -> Repair | None:
    slip = equalled(line)
    return slip and Repair(*slip)


def _of_together(line: str, _: str) -> Repair | None:
    """Read the first of several pairs on one line; the others are not known then."""
    found = parted(line)
    if found is None:
        return None
    said, (first, *others) = found
    lost = " ".join(other.partition("=")[0].strip() for other in others)
    return Repair(said, first, lost)


def _of_note(line: str, _: str) -> Repair | None:
    slip = noted(line)
    return slip and Repair(*slip)


def _of_bracket(line: str, error: str) -> Repair | None:
    slip = bracketed(line) if "unclosed array" not in error.casefold() else None
    return slip and Repair(*slip)


def _of_comma(
    lines: list[str], at: int, column: int, error: str
) -> tuple[int, Repair] | None:
    """Find where a list lacks a comma, or a bracket at its end."""
    is_list = "unclosed array" in error.casefold() or "inline table" in error
    find = commaed if is_list else unclosed if "nvalid value" in error else None
    if find is None or at >= len(lines) or len(lines[at]) > MOST_LINE:
        return None
    found = find(lines, at, column)
    return found and (found[0], Repair(*found[1]))


def _of_twice(line: str, error: str) -> Repair | None:
    header = HEADER.match(line)
    if "twice" in error and header is not None:
        name = header[1]
        said = TOML_TWICE.problem(form="header", name=name)
        return Repair(said, f"[[{name}]]", alike=doubled_as(name))
    pair = PAIR.match(line)
    if "overwrite" in error and pair is not None:
        return Repair(TOML_TWICE.problem(name=pair[2]), "")
    return None


def _of_colon(line: str, _: str) -> Repair | None:
    pair = PAIR.match(line)
    if pair is None or pair[4] != ":":
        return None
    value = pair[6] if reads(f"a = {pair[6]}") else quoted(pair[6])
    meant = f"{pair[1]}{pair[2]} = {value}"
    return Repair(COLON.problem(line=meant.strip()), meant)


def _of_value(line: str, _: str) -> Repair | None:
    """Read a value without quotes, with one quote, or in no form that TOML has."""
    pair = PAIR.match(line)
    if pair is None or pair[4] != "=" or reads(line.strip()):
        return None
    key = pair[2]
    if pair[6][:1] in ("", "#"):
        return Repair(NO_VALUE.problem(), "", key)
    value = value_of(key, pair[6])
    if value is None:
        return None
    # What is not known is lost: the line is left out, and its key is not missed.
    line = f"{pair[1]}{key} = {value.plain}" if value.plain else ""
    said = value.said
    if not said.fix:
        said = with_fix(said, f"write {line.strip()}")
    line += value.note
    meant = value.inner or (key, value.plain)
    # What has no fix of its own is mended by the line that was told.
    more = tuple(part for part in value.more if part[0].fix and part[0] != said)
    return Repair(said, line, "" if line else key, meant=meant, more=more)


def _of_member(line: str, error: str) -> Repair | None:
    """Read a member without quotes that stands on a line of its own in a list."""
    bare = line.strip().removesuffix(",")
    if "nvalid value" not in error or not MEMBER.fullmatch(bare):
        return None
    plain = f"{quoted(bare)},"
    return Repair(with_fix(UNQUOTED.problem(value=bare), f"write {plain}"), plain)


#: How a line may be wrong, in the order in which it is asked.
WAYS: Final = (
    _of_quotes,
    _of_blanks,
    _of_comment,
    _of_twice,
    _of_equals,
    _of_colon,
    _of_together,
    _of_note,
    _of_value,
    _of_bracket,
    _of_member,
)
