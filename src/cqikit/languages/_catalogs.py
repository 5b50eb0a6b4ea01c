"""Catalogs of translations in the form of gettext, ours and users' own."""

from __future__ import annotations

import gettext
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache, lru_cache
from importlib.resources import files as in_wheel
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Final

from attrs import field, frozen

from cqikit import files
from cqikit.core import FindingKind, FrozenDict, arguments, as_frozen
from cqikit.errors import DocumentError, MissingExtraError, Problem
from cqikit.languages._forms import faults_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from os import PathLike

    from babel.messages import Catalog

__all__ = [
    "Message",
    "Translations",
    "form_of",
    "our_catalog",
    "own_words",
    "read_catalog",
]

#: Catalogs of ours are a tenth of it.
MOST_BYTES: Final = files.BOUNDS.catalog_bytes
TASK: Final = "speaking another language"
NO_CATALOG: Final = FindingKind(
    "catalog.no-catalog",
    says="must be a catalog of gettext ({error})",
    fix="write it as msgid and msgstr, or with a program such as Poedit",
)
BAD_LINE: Final = FindingKind(
    "catalog.line",
    says={
        "": "must be msgid, msgstr or more of their text, in quotes",
        "plural": "{word} has no use here",
    },
    fix={
        "": "close the quotes, and write a backslash before a quote inside",
        "plural": "write the forms into the sentence, with | between them",
    },
)
TOO_LARGE: Final = FindingKind("catalog.too-large", says="must be at most {most} bytes")
RULE: Final = FindingKind(
    "catalog.rule",
    says="its Plural-Forms must say how many forms there are, and which (got {rule!r})",
    fix="write one of gettext, such as nplurals=2; plural=(n != 1);",
)
MISFIT: Final = FindingKind("catalog.misfit", says="{text!r}: {fault}")


#: A line of a catalog that is no remark: what it begins with, if anything, and a text.
LINE: Final = re.compile(r'(?:(msg\w+(?:\[\d+\])?)\s+)?"(?:[^"\\]|\\.)*"\s*')
WORDS: Final = frozenset({None, "msgid", "msgstr"})


@frozen
class Message:
    """One sentence of a catalog.

    Parameters
    ----------
    text : str
        The translation, "" where there is none.
    flags : tuple of str
        Such as ``reviewed``, of what a speaker of the language has reviewed.
    comments : tuple of str
        What a translator has noted, such as where an official term is from.
    """

    text: str
    flags: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()


@frozen
class Translations:
    """What a catalog says, and how its language counts.

    Parameters
    ----------
    messages : mapping of str to Message
        By their templates in English.
    forms : int
        How many forms a noun has beside numbers.
    rule : str
        Which of them goes with a number, an expression of gettext.
    """

    messages: Mapping[str, Message] = field(converter=as_frozen)
    forms: int
    rule: str

    @property
    def texts(self) -> FrozenDict[str, str]:
        """Return the sentences that are translated."""
        said = {key: message.text for key, message in self.messages.items()}
        return FrozenDict({key: text for key, text in said.items() if text})


@arguments()
def read_catalog(data: bytes, name: str = "catalog") -> Mapping[str, Message]:
    r"""Return the sentences of a catalog of gettext, by their templates in English.

    Parameters
    ----------
    data : bytes
    name : str
        What the catalog is called in errors; ``catalog`` unless said.

    Raises
    ------
    DocumentError
        When it is no such catalog.

    Examples
    --------
    >>> po = b'#, reviewed\nmsgid "median"\nmsgstr "mediana"\n'
    >>> read_catalog(po)["median"]
    Message(text='mediana', flags=('reviewed',), comments=())
    """
    return read_translations(data, name).messages


def read_translations(data: bytes, name: str) -> Translations:
    """Return what a catalog says and how its language counts; errors as above."""
    catalog = _parsed(data, name)
    messages = {
        message.id: Message(
            message.string if isinstance(message.string, str) else "",
            # Babel marks what looks like a format of Python to it.
            tuple(sorted(flag for flag in message.flags if "format" not in flag)),
            tuple(message.user_comments),
        )
        for message in catalog
        if isinstance(message.id, str) and message.id and not message.fuzzy
    }
    try:
        form_of(catalog.plural_expr)
    except ValueError:
        fault = RULE.problem(rule=catalog.plural_expr)
        raise DocumentError(name, [fault]) from None
    return Translations(messages, catalog.num_plurals, catalog.plural_expr)


def _parsed(data: bytes, name: str) -> Catalog:
    try:
        from babel.messages.pofile import PoFileError, read_po  # noqa: PLC0415
    except ImportError:
        raise MissingExtraError(TASK, "babel", "languages") from None

    def refused(problem: Problem) -> DocumentError:
        return DocumentError(name, [problem])

    if len(data) > MOST_BYTES:
        raise refused(TOO_LARGE.problem(most=MOST_BYTES))
    text = files.text_of(data, refused)
    faults = [
        fault
        for number, line in enumerate(text.splitlines(), 1)
        if line.strip() and not line.startswith("#")
        for fault in _in_line(number, line)
    ]
    if faults:
        raise DocumentError(name, faults)
    try:
        return read_po(BytesIO(text.encode()), abort_invalid=True, charset="utf-8")
    except (PoFileError, ValueError, LookupError, SyntaxError) as error:
        raise refused(NO_CATALOG.problem(error=str(error))) from None


def _in_line(number: int, line: str) -> Iterator[Problem]:
    found = LINE.fullmatch(line)
    if found is None:
        yield BAD_LINE.problem(f"line {number}")
    elif found[1] not in WORDS:
        yield BAD_LINE.problem(f"line {number}", form="plural", word=found[1])


@cache
def our_catalog(language: str) -> Translations:
    """Return our catalog of a language; it is read once."""
    file = in_wheel("cqikit.languages") / "catalogs" / f"{language}.po"
    return read_translations(file.read_bytes(), file.name)


def own_words(paths: Iterable[str | PathLike[str]], forms: int) -> dict[str, str]:
    """Return what users' own catalogs say, the later ones over the earlier.

    Parameters
    ----------
    paths : iterable of path
    forms : int
        How many forms a noun must have beside numbers.

    Raises
    ------
    DocumentError
        When a catalog has translations that do not fit their templates, with all.
    """
    found: dict[str, str] = {}
    for path in paths:
        said = read_translations(files.read_bytes(path, MOST_BYTES), str(path)).texts
        faults = [
            MISFIT.problem(template, text=text, fault=fault)
            for template, text in said.items()
            for fault in faults_of(template, text, forms)
        ]
        if faults:
            raise DocumentError(Path(path).name, faults)
        found |= said
    return found


@lru_cache(maxsize=64)
def form_of(rule: str) -> Callable[[int], int]:
    """Return the function that a rule of gettext stands for."""
    return gettext.c2py(rule)
