"""Sentences as templates and parts, so that any language can word them.

A template names its parts in braces: ``{key!r} waits for {count:# step|# steps}``. A
part is put in as its language writes it, with ``!r`` in quotes, with ``^`` beginning
with a capital, and with forms after a colon in the form that the language uses for such
a number, ``#`` being the number. A list is joined by what follows a slash, else with
commas: ``{tools/ or }``; a number may say its digits: ``{share:.0f}``. What is not a
name in braces stands as it is, so that a template may show TOML.

A :class:`Sentence` is its English text, and keeps the template and the parts of which
it was made: whoever shows it can say it in another language, and whoever does not care
has a text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import Enum
from functools import lru_cache
from typing import Any, Final, Protocol, Self, TypeAlias, TypeVar

from attrs import frozen

from cqikit.core._by_value import FrozenDict
from cqikit.core._numbers import format_number
from cqikit.core._visible import apart, kept_apart
from cqikit.errors import FieldError, represented, suggest

__all__ = [
    "ENGLISH",
    "Part",
    "Sentence",
    "Wording",
    "as_parts",
    "did_you_mean",
    "places",
    "say",
    "some_of",
    "worded",
]


class Dated(Protocol):
    """What has a first and a last day: a `Period`, which itself refuses in sentences.

    So periods stand on this file, and it knows them by what they have.
    """

    @property
    def first(self) -> date: ...
    @property
    def last(self) -> date: ...


T = TypeVar("T")

#: What a sentence may speak of.
Part: TypeAlias = str | int | float | bool | date | Dated | tuple[Any, ...]
#: A place of a template: name, manner, what joins a list, and forms.
Place: TypeAlias = tuple[str, str | None, str | None, str | None]
PLACE: Final = re.compile(r"\{(\w+)(!r|\^)?(?:/([^{}]+)|:([^{}]*))?\}")
DIGITS: Final = re.compile(r"[+,]*(\.\d+)?[dfg]")
#: What stands in a sentence as it is.
PLAIN: Final = frozenset({str, int, float})


def _same(text: str) -> str:
    return text


def _has_letters(text: str) -> bool:
    return any(map(str.isalpha, text))


def _one_or_more(count: float) -> int:
    return int(count != 1)


def places(template: str) -> tuple[tuple[str, str | None, str | None, str | None], ...]:
    """Return the places of a template: name, manner, what joins a list, and forms.

    Examples
    --------
    >>> places("{key!r} waits for {count:# step|# steps}")
    (('key', '!r', None, None), ('count', None, None, '# step|# steps'))
    """
    return tuple(place for _, place in _cut(template)[0])


@lru_cache(maxsize=4096)
def _cut(template: str) -> tuple[tuple[tuple[str, Place], ...], str]:
    """Return each place of a template, after the words before it; and the last."""
    before, end = [], 0
    for found in PLACE.finditer(template):
        place: Place = found.groups()  # type: ignore[assignment]
        before.append((template[end : found.start()], place))
        end = found.end()
    return tuple(before), template[end:]


@frozen
class Wording:
    """How a language words templates.

    Parameters
    ----------
    translate : callable of str, returning str or None
        A template in this language, None for one that is not translated; all stay in
        English when not given.
    form : callable of a number, returning int
        Which of the forms of a noun goes with a number, counted from 0.
    figure : callable of str, returning str
        How the language writes a number that English writes as the text: its signs for
        the decimal point and for groups.
    day : callable of a day or period, returning str
        How the language writes it.
    right_to_left : bool
        Whether the language is written from right to left: plain texts are then kept
        apart by marks, so that a title in English does not turn the sentence around.
    language : str
        The language's tag, such as ``pt-BR``, by which readers of pages and Word files
        know it.
    comma : str
        What stands between members of a list, unless a template says; ``", "`` when
        not given.
    contract : callable of str, returning str
        What becomes of words that meet where a part is put in, such as *de el*, which
        is *del* in Spanish; all stay as they are when not given.
    mark : callable of str, returning str
        What a text without words, such as the colon between two parts, has for the
        signs of English; they stay as they are when not given.

    Examples
    --------
    >>> german = {"{n:# step|# steps} left": "noch {n:# Schritt|# Schritte}"}
    >>> Wording(translate=german.get).words("{n:# step|# steps} left", {"n": 2})
    'noch 2 Schritte'
    """

    translate: Callable[[str], str | None] = _same
    form: Callable[[float], int] = _one_or_more
    figure: Callable[[str], str] = _same
    day: Callable[[Any], str] = str
    right_to_left: bool = False
    language: str = "en"
    contract: Callable[[str], str] = _same
    comma: str = ", "
    mark: Callable[[str], str] = _same

    def words(self, template: str, parts: Mapping[str, Part]) -> str:
        """Return the sentence that a template and its parts make in this language."""
        return self.contract("".join(self.pieces(template, parts, self.part)))

    def pieces(
        self, template: str, parts: Mapping[str, Any], write: Callable[[Any], T]
    ) -> Iterator[str | T]:
        """Yield a sentence piece by piece, in the order of this language.

        Parts are what `write` makes of them, which need not be text: whoever shows a
        sentence may set one in bold, or make a link of it.

        Examples
        --------
        >>> list(Wording().pieces("{what} by {when}", {"what": 1, "when": 2}, float))
        ['', 1.0, ' by ', 2.0, '']
        """
        known = self.translate(template)
        said = known or template
        plain = not known and not _has_letters(PLACE.sub("", template))
        mark = self.mark if plain else _same
        cut, end = _cut(said)
        for before, place in cut:
            yield mark(before)
            yield from self._put(said, place, parts, write)
        yield mark(end)

    def _put(
        self,
        template: str,
        at: Place,
        parts: Mapping[str, Any],
        write: Callable[[Any], T],
    ) -> Iterator[str | T]:
        """Yield what stands in one place of a template: a part, or those of a list."""
        name, manner, between, forms = at
        if name not in parts:
            known = tuple(parts) or (say("none"),)
            must = say("must name parts that are there ({known})", known=known)
            raise FieldError("template", must, template)
        part = parts[name]
        if forms is not None:
            yield self._counted(part, forms)
            return
        for place, member in enumerate(part if isinstance(part, tuple) else (part,)):
            if place:
                joins = between or self.comma
                plain = between and not _has_letters(between)
                yield self.mark(joins) if plain else joins
            said = represented(member) if manner == "!r" else write(member)
            if manner == "^" and not place and isinstance(said, str):
                said = said[:1].upper() + said[1:]
            yield said

    def text(self, english: str) -> str:
        """Return a text in this language; in English where nobody has translated it."""
        return self.translate(english) or english

    def said(self, text: str) -> str:
        """Return a sentence in this language; any other text as it stands."""
        return text.said(self) if isinstance(text, Sentence) else text

    def sentence(self, template: str, text: str, parts: Mapping[str, Part]) -> str:
        """Return the sentence of a template; without one, a text as `text` does.

        What says nothing in English, as a fix that there is not, says nothing.
        """
        if not text or isinstance(text, Sentence):
            return text and self.said(text)
        return self.words(template, parts) if template else self.text(text)

    def part(self, part: Part) -> str:
        """Return a part as the language writes it: a list with commas."""
        if isinstance(part, tuple):
            return self.comma.join(map(self.part, part))
        if isinstance(part, float):
            return self.figure(format_number(part))
        if isinstance(part, Sentence):
            return part.said(self)
        if isinstance(part, str):
            return str(apart(part) if self.right_to_left else kept_apart(part))
        if isinstance(part, int):
            return str(part)
        return self.day(part)

    def _counted(self, part: Part, forms: str) -> str:
        """Return a number with its digits, or a noun in the form that goes with it."""
        if DIGITS.fullmatch(forms):
            return self.figure(format(part, forms).replace("-", "\u2212"))
        chosen: list[str] = forms.split("|")
        of = min(self.form(_count(part)), len(chosen) - 1)
        said = self.figure(f"{part:,d}") if isinstance(part, int) else self.part(part)
        return chosen[of].replace("#", said)


ENGLISH: Final = Wording()


NO_PARTS: Final[FrozenDict[str, Part]] = FrozenDict({})


class Sentence(str):
    """A sentence in English that can be said in other languages.

    Parameters
    ----------
    template : str
        The sentence, with places for its parts (see :class:`Wording`).
    parts : mapping of str to Part
        What it speaks of; a part may be a sentence.

    Examples
    --------
    >>> from cqikit.core import Wording, say
    >>> left = say("{n:# step|# steps} left", n=2)
    >>> left
    '2 steps left'
    >>> german = {"{n:# step|# steps} left": "noch {n:# Schritt|# Schritte}"}
    >>> Wording(translate=german.get).said(left)
    'noch 2 Schritte'
    """

    __slots__ = ("parts", "template")

    template: str
    parts: Mapping[str, Part]

    def __new__(cls, template: str, parts: Mapping[str, Part]) -> Self:
        """Make a sentence: its text is what English makes of the template."""
        if not parts and "{" not in template:
            # Most words that a room keeps have no parts, and are made on import.
            made = super().__new__(cls, template)
            made.parts = NO_PARTS
        else:
            plain = as_parts(parts)
            made = super().__new__(cls, ENGLISH.words(template, plain))
            made.parts = plain
        made.template = template
        return made

    def __reduce__(self) -> tuple[type[Self], tuple[str, Mapping[str, Part]]]:
        return type(self), (self.template, self.parts)

    def said(self, wording: Wording) -> str:
        """Return the sentence in a language; its own text is the English one."""
        if wording is ENGLISH:
            return str(self)
        return wording.words(self.template, self.parts)


def say(template: str, /, **parts: Part) -> Sentence:
    """Return a sentence made of a template and its parts.

    Templates are written out where they are used, so that they can be found and
    translated: what varies is a part.

    Parameters
    ----------
    **parts : Part
        What stands in the places of the template.

    Examples
    --------
    >>> say("{share:.0f} per cent of {team}", share=12.4, team="Aspen")
    '12 per cent of Aspen'
    >>> say("{what^}: {when}", what=say("no signal"), when="May")
    'No signal: May'
    """
    return Sentence(template, parts)


def worded(template: str, parts: Mapping[str, Part]) -> Sentence:
    """Return the sentence that a template and its parts make.

    Parameters
    ----------
    parts : mapping of str to Part
        What stands in the places of the template.

    Examples
    --------
    >>> worded("{key!r} waits for {count:# step|# steps}", {"key": "a", "count": 2})
    "'a' waits for 2 steps"
    >>> worded("{keys!r/ and } wait", {"keys": ("a", "b")})
    "'a' and 'b' wait"
    """
    return Sentence(template, parts)


def as_parts(value: Any) -> Any:
    """Convert a mapping of parts to a frozen one of plain ones, lists to tuples."""
    # A dict is told at once, a mapping of another kind is asked for.
    if not isinstance(value, (dict, Mapping)):
        return value
    if not value:
        return NO_PARTS
    return FrozenDict(
        {
            key: tuple(map(_plain, of)) if isinstance(of, list | tuple) else _plain(of)
            for key, of in value.items()
        }
    )


def _plain(part: Any) -> Any:
    """Return words for what has some, and Python's own number for NumPy's."""
    if type(part) in PLAIN:
        # Most parts are, thousands of them in a list of rows.
        return part
    if isinstance(part, Enum) and isinstance(part, str | int | float):
        return getattr(part, "words", part.value)
    scalar: Any = part
    kind = getattr(getattr(scalar, "dtype", None), "kind", " ")
    if kind in "biufU" and scalar.shape == ():
        return scalar.item()
    # Of what has a first and a last day, a span says itself in a sentence, and a
    # period does not.
    said = str(part) if hasattr(part, "last") else part
    return said if isinstance(said, Sentence) else part


def did_you_mean(name: object, known: Iterable[str], otherwise: str = "") -> str:
    """Ask whether the known name most like `name` was meant; without one, `otherwise`.

    Parameters
    ----------
    known : iterable of str
        The names that there are.
    otherwise : str
        What is said where none is alike; nothing unless said.

    Examples
    --------
    >>> did_you_mean("mesure", ["measure", "team"])
    "did you mean 'measure'?"
    >>> did_you_mean("x", ["measure", "team"], "add it")
    'add it'
    """
    near = suggest(name, known)
    return say("did you mean {near!r}?", near=near) if near else otherwise


def some_of(names: Sequence[str], most: int | None = None) -> Sentence:
    """Return names in a sentence; of more than `most`, how many others there are.

    Parameters
    ----------
    most : int, optional
        The first so many are named and the others counted; all are named unless said.

    Examples
    --------
    >>> some_of(["Aspen", "Birch", "Cedar", "Elm"], 2)
    'Aspen, Birch and 2 more'
    """
    few = tuple(names[:most])
    if more := len(names) - len(few):
        return say("{names} and {more} more", names=few, more=more)
    return say("{names}", names=few)


def _count(part: Any) -> float:
    """Return the number by which a noun has its form: of a list, how many it has."""
    return len(part) if isinstance(part, tuple) else part
