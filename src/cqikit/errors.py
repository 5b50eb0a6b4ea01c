"""Every error that cqikit raises on purpose.

Each class subclasses the builtin a caller would expect to catch, carries a
stable `code`, and keeps its parts as attributes, so that an application can
show its own words. A message says what must be what (got this), and then what
would fix it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from functools import cached_property, partial
from inspect import signature
from typing import TYPE_CHECKING, Any, ClassVar, Final, Protocol

from attrs import evolve, frozen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

__all__ = [
    "ChartError",
    "CircleError",
    "CqikitError",
    "DataError",
    "DocumentError",
    "DuplicateError",
    "FaultsError",
    "FieldError",
    "FieldTypeError",
    "MissingExtraError",
    "NoRowsError",
    "Problem",
    "SourceError",
    "TransitionError",
    "UnknownArgumentError",
    "UnknownNameError",
]

#: A message lists this many problems and counts the rest; `problems` has all.
SHOWN_PROBLEMS: Final = 50
#: So many of the names that there are are listed.
LISTED: Final = 12
#: What a fix says for the command line, beside what it says for a document; in a
#: template it may be a part.
OPTIONS: Final = re.compile(r" \((?:--(?:'[^']*'|[^()'])*|\{options\})\)")

#: What no text shows: control characters but for tabs and ends of lines, halves of
#: surrogate pairs, and what Unicode says is no character; and marks that turn the
#: writing direction of what follows, or keep a part to itself until its end.
DISTURBING: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f"
    "\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)


class CqikitError(Exception):
    """Base of all errors of this library; `code` never changes its meaning."""

    code: ClassVar[str] = "cqikit"

    def __str__(self) -> str:
        # A path or a text may hold half a character, or what drives a terminal; and
        # KeyError shows the repr of its argument, where people want the sentence.
        return numbered(" ".join(map(str, self.args)))

    def __reduce__(self) -> Any:
        # Each is made again of its parts; one without parts, of its message.
        names = [*signature(type(self).__init__).parameters][1:]
        if not all(hasattr(self, name) for name in names):
            return super().__reduce__()
        parts = {name: getattr(self, name) for name in names}
        return partial(type(self), **parts), ()


class FieldError(CqikitError, ValueError):
    """A field has a value that it must not have.

    Examples
    --------
    >>> error = FieldError("weight", "must be at least 0", -2.0)
    >>> str(error)
    'weight must be at least 0 (got -2.0)'
    >>> error.name, error.got
    ('weight', -2.0)
    """

    code: ClassVar[str] = "field.value"

    def __init__(self, name: str, must: str, got: Any, fix: str = "") -> None:
        self.name = name
        self.must = must
        self.got = got
        self.fix = fix
        then = f": {fix}" if fix else ""
        super().__init__(f"{name} {must} (got {shown(got)}){then}")


class FieldTypeError(FieldError, TypeError):
    """A field has a value of a type that it must not have."""

    code: ClassVar[str] = "field.type"


class UnknownNameError(CqikitError, KeyError):
    """A name that is not in a catalog, a document or a table.

    Examples
    --------
    >>> print(UnknownNameError("rule", "shfit", ["shift", "trend"]))
    no rule named 'shfit'; did you mean 'shift'?
    """

    code: ClassVar[str] = "name.unknown"

    def __init__(self, kind: str, name: object, known: Iterable[str]) -> None:
        self.kind = kind
        self.name = name
        self.known = known if isinstance(known, KnownNames) else KnownNames(known)
        self.suggestion = suggest(name, self.known)
        super().__init__(f"no {kind} named {shown(name)}{self._hint()}")

    def _hint(self) -> str:
        if self.suggestion:
            return f"; did you mean {self.suggestion!r}?"
        if not self.known:
            return "; there are none"
        if len(self.known) == 1:
            return f"; there is only {self.known[0]}"
        listed = ", ".join(self.known.first)
        more = len(self.known) - LISTED
        return f"; there are {listed}" + (f" and {more} more" if more > 0 else "")


class UnknownArgumentError(UnknownNameError, TypeError):
    """A word that a verb has no argument for.

    Examples
    --------
    >>> print(UnknownArgumentError("chart", "centr", ["values", "kind", "centre"]))
    chart has no argument named 'centr'; did you mean 'centre'?
    """

    code: ClassVar[str] = "argument.unknown"

    def __init__(self, verb: str, name: object, known: Iterable[str]) -> None:
        super().__init__("argument", name, known)
        self.verb = verb
        self.suggestion = meant(name) if meant(name) in self.known else self.suggestion
        self.args = (f"{verb} has no argument named {shown(name)}{self._hint()}",)


class DuplicateError(CqikitError, ValueError):
    """Two things that must differ have the same key or name."""

    code: ClassVar[str] = "name.duplicate"

    def __init__(self, kind: str, name: object, fix: str = "") -> None:
        self.kind = kind
        self.name = name
        self.fix = fix or "give each its own"
        super().__init__(f"two of {kind} are named {shown(name)}: {self.fix}")


class TransitionError(CqikitError, ValueError):
    """An event that is not possible in this state.

    `guards` are the names of the conditions that refused it, `reasons` what each says
    to do, and `possible` the types of event that are possible now: without that which
    was refused, and those that a condition refuses whatever they say.

    `where` is the path of the event, such as ``log[3]``, when a whole log was
    read; "" when one event was refused. `more` are the refusals of later events of
    that log, had this one been let through.

    Examples
    --------
    >>> print(TransitionError("plan", "StartTest", ["write a prediction first"]))
    StartTest is not possible in plan: write a prediction first
    >>> print(TransitionError("act", "StartTest", [], ["Adopt", "Abandon"]))
    StartTest is not possible in act: possible now: Adopt, Abandon
    >>> print(TransitionError("plan", "Adopt", ["conclude first"], where="log[3]"))
    log[3]: Adopt is not possible in plan: conclude first
    """

    code: ClassVar[str] = "table.transition"

    def __init__(
        self,
        state: str,
        event: str,
        reasons: Sequence[str] = (),
        possible: Sequence[str] = (),
        where: str = "",
        *,
        guards: Sequence[str] = (),
        more: Sequence[TransitionError] = (),
    ) -> None:
        self.more = tuple(more)
        self.guards = tuple(guards)
        self.state = state
        self.event = event
        self.reasons = tuple(reasons)
        self.possible = tuple(possible)
        self.where = where
        now = ", ".join(self.possible) or "nothing more"
        why = "; ".join(self.reasons) or f"possible now: {now}"
        start = f"{where}: " if where else ""
        said = [f"{start}{event} is not possible in {state}: {why}", *self.more]
        super().__init__("\n".join(map(str, said)))

    def at(self, where: str, more: Sequence[TransitionError] = ()) -> TransitionError:
        """Return the same refusal, said of another place, and telling of `more`."""
        parts = self.state, self.event, self.reasons, self.possible, where
        return TransitionError(*parts, guards=self.guards, more=more)

    @staticmethod
    def joined(refusals: Sequence[TransitionError]) -> TransitionError:
        """Return the first of several refusals, which tells of the others too."""
        error, *more = refusals
        return error.at(error.where, more)


class CircleError(CqikitError, ValueError):
    """Things that must be ordered depend on each other in a circle."""

    code: ClassVar[str] = "graph.circle"

    def __init__(self, circle: Sequence[str], what: str = "dependencies") -> None:
        self.circle = tuple(circle)
        self.what = what
        round_trip = " -> ".join((*self.circle, *self.circle[:1]))
        super().__init__(f"{what} go in a circle: {round_trip}")


class ChartError(CqikitError, ValueError):
    """Values from which this chart cannot be drawn."""

    code: ClassVar[str] = "chart.values"


class MissingExtraError(CqikitError, ImportError):
    """An optional package is needed and not installed.

    Examples
    --------
    >>> print(MissingExtraError("drawing a chart", "matplotlib", "plot"))
    drawing a chart needs matplotlib: python -m pip install "cqikit[plot]"
    """

    code: ClassVar[str] = "extra.missing"

    def __init__(self, task: str, package: str, extra: str) -> None:
        self.task = task
        self.package = package
        self.extra = extra
        self.fix = f'python -m pip install "cqikit[{extra}]"'
        super().__init__(f"{task} needs {package}: {self.fix}")


class Worder(Protocol):
    """What words a fault in a language: a `core.Wording`."""

    def sentence(self, template: str, text: str, parts: Mapping[str, Any]) -> str: ...


@frozen
class Problem:
    """One fault of a document or table: where it is, what, and what fixes it.

    `where` is a path such as ``domains[0].items[1].weight`` or a row such as
    ``row 17, column count``; of a fault that repeats, the first few of its places, and
    `count` says how many there are. Made by a row (`core.FindingKind.problem`), it has
    the row's code, and its sentences as templates with their parts.

    Parameters
    ----------
    where : str
        The path to the field, or the row and column.
    message : str
        What is wrong, in a sentence.
    fix : str
        What would mend it; nothing unless said.
    count : int
        How many times it is found; once unless said.
    code : str
        Which kind of fault it is; not told unless said.
    template : str
        The sentence with places for its parts; none unless said.
    fix_template : str
        The same of the fix; none unless said.
    parts : mapping of str to Any, optional
        What stands in the places; nothing unless said.
    """

    where: str
    message: str
    fix: str = ""
    count: int = 1
    code: str = ""
    template: str = ""
    fix_template: str = ""
    parts: Mapping[str, Any] | None = None

    def __str__(self) -> str:
        start = f"{self.where}: " if self.where else ""
        return numbered(
            f"{start}{self.message}" + (f": {self.fix}" if self.fix else "")
        )

    def said(self, wording: Worder) -> tuple[str, str]:
        """Return what is wrong and what would fix it, in the words of a language.

        `wording` is a `core.Wording`.
        """
        parts = self.parts or {}
        return (
            wording.sentence(self.template, self.message, parts),
            wording.sentence(self.fix_template, self.fix, parts),
        )

    def in_document(self, file: str) -> Problem:
        """Return the fault for who writes a document, and types no options.

        Examples
        --------
        >>> fix = 'say missing = ["n/a"] (--missing n/a)'
        >>> print(Problem("row 5", "must be a number", fix).in_document("data.toml"))
        row 5: must be a number: in data.toml, say missing = ["n/a"]
        """
        fix = OPTIONS.sub("", self.fix)
        if fix == self.fix:
            return self
        made = evolve(self, fix=f"in {file}, {fix}")
        if self.parts is None:
            return made
        template = OPTIONS.sub("", self.fix_template or self.fix)
        parts = {**self.parts, "document": file}
        # A fix that came with an error is a part of its own.
        parts |= {name: fix for name in ("fix",) if name in parts}
        return evolve(
            made,
            fix_template=f"in {{document}}, {template}",
            parts=type(self.parts)(parts),  # type: ignore[call-arg]
        )


class FaultsError(CqikitError, ValueError):
    """All faults of one document or table at once.

    Examples
    --------
    >>> faults = [Problem("steps[0].who", "missing", "name a role")]
    >>> print(DocumentError("plan.toml", faults))
    plan.toml: 1 problem
      - steps[0].who: missing: name a role
    """

    code: ClassVar[str] = "input.faults"

    def __init__(self, source: str, problems: Iterable[Problem]) -> None:
        self.source = source
        self.problems = tuple(problems)
        count = sum(problem.count for problem in self.problems)
        lines = [f"{source}: {count:,} problem{'' if count == 1 else 's'}"]
        lines += [f"  - {problem}" for problem in self.problems[:SHOWN_PROBLEMS]]
        rest = sum(problem.count for problem in self.problems[SHOWN_PROBLEMS:])
        if rest:
            lines.append(f"  ... and {rest:,} more")
        super().__init__("\n".join(lines))


class DocumentError(FaultsError):
    """A document (plan, framework, cycle ...) that does not say what it must."""

    code: ClassVar[str] = "input.document"


class DataError(FaultsError):
    """Rows or values that cannot be data of this kind."""

    code: ClassVar[str] = "input.data"


class NoRowsError(DataError):
    """A table that has names of columns and no row yet."""

    code: ClassVar[str] = "input.no-rows"


class SourceError(CqikitError, OSError):
    """A file or folder that cannot be read or written."""

    code: ClassVar[str] = "input.source"

    def __init__(self, source: str, message: str, fix: str = "") -> None:
        self.source = source
        self.message = message
        self.fix = fix
        super().__init__(f"{source}: {message}" + (f": {fix}" if fix else ""))


def numbered(text: str, signs: re.Pattern[str] = DISTURBING) -> str:
    r"""Return a text in which signs that disturb what follows have their numbers.

    Examples
    --------
    >>> numbered("plan\x1b[2J\ud800.toml")
    'plan<U+001B>[2J<U+D800>.toml'
    """
    return signs.sub(lambda found: f"<U+{ord(found[0]):04X}>", text)


def shown(value: object, most: int = 80) -> str:
    """Return the repr of `value` on one line, cut where it would be too long."""
    text = represented(value)
    if "\n" in text:
        # Tables and columns print a line for each row.
        text = " ".join(text.split())
    return text if len(text) <= most else f"{text[: most - 3]}..."


def represented(value: object, write: Callable[[object], str] = repr) -> str:
    """Return what `write` makes of `value`, also where Python writes no such number.

    Examples
    --------
    >>> represented(-(10**5000)), represented([10**5000])
    ('a number of 5,001 digits', 'a list with a number of too many digits')
    """
    try:
        return write(value)
    except ValueError:
        if not isinstance(value, int):
            return f"a {type(value).__name__} with a number of too many digits"
        return f"a number of {int(math.log10(abs(value))) + 1:,} digits"


#: What people write for an argument, also those who come from qicharts2.
MEANT: Final = {
    "better": "direction",
    **dict.fromkeys(("goal", "aim"), "target"),
    **dict.fromkeys(("center", "cl"), "centre"),
    **dict.fromkeys(("n", "denominator"), "sizes"),
    **dict.fromkeys(("x", "dates"), "on"),
    "freeze": "baseline",
    "part": "phases",
    "multiply": "per",
    **dict.fromkeys(("units", "ylab"), "unit"),
}


def meant(name: object) -> str:
    """Return what an argument of another's making is called here, "" if not known."""
    return MEANT.get(represented(name, str), "")


#: How much of two words must be the same for one to be meant by the other; and where
#: they begin with different letters.
ALIKE: Final = 0.6
VERY_ALIKE: Final = 0.75


class KnownNames(tuple[str, ...]):  # noqa: SLOT001  (what is asked once is kept)
    """The names that there are, among which several others are looked for.

    The errors or findings of one document share one value of this, so that what their
    suggestions cost is bounded: see `suggest`.
    """

    def __init__(self, _: Iterable[str] = ()) -> None:
        self.suggested: dict[str, str] = {}
        self.compared = 0

    def __contains__(self, name: object) -> bool:
        return name in self._there

    @cached_property
    def _there(self) -> frozenset[str]:
        return frozenset(self)

    @cached_property
    def first(self) -> tuple[str, ...]:
        """Return the few that a sentence lists, in the order of the alphabet."""
        return tuple(sorted(self)[:LISTED])


#: The least that are compared, for as many names as are shown at least: a document with
#: more slips than that need not be told more of each.
COMPARED: Final = 20_000


def suggest(name: object, known: Iterable[str]) -> str:
    """Return the known name that `name` most looks like, or an empty text.

    One in capitals is the same name. Names that begin with another letter must be more
    alike: 'month' is not 'other'. Among `KnownNames` only the first are compared.
    """
    # difflib is only wanted once something has gone wrong.
    from difflib import SequenceMatcher, get_close_matches  # noqa: PLC0415

    # Strangers' names may be of any length, and matching is quadratic in it: the longer
    # one is, the fewer it is compared with.
    text = represented(name, str)[:200]
    names = known if isinstance(known, KnownNames) else KnownNames(known)
    is_late = names.compared >= COMPARED and len(names.suggested) >= SHOWN_PROBLEMS
    if is_late or text in names.suggested:
        return names.suggested.get(text, "")
    words = names[: min(2000, 500_000 // (len(text) ** 2 + 1))]
    near = get_close_matches(text, words, n=3, cutoff=ALIKE)
    same = [word for word in words if word.casefold() == text.casefold()]
    names.compared += len(words)
    names.suggested[text] = ""
    # The likeliest last.
    for word in reversed(same + near):
        begins = word[:1].casefold() == text[:1].casefold()
        if begins or SequenceMatcher(None, word, text).ratio() >= VERY_ALIKE:
            names.suggested[text] = word
    return names.suggested[text]
