"""Codes as they are declared; and those that no cell says, with what is alike.

A layout is used again and again, and a code may be absent from one file of many: that
is said and not refused. A slip in typing (``--missing n.a`` for ``n.a.``) would else
change nothing in silence.
"""

from __future__ import annotations

import json
import shlex
from typing import TYPE_CHECKING, Final

from cqikit.core import FrozenDict, say
from cqikit.errors import suggest
from cqikit.tables._cells import is_number
from cqikit.tables._dialect import Codes

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from cqikit.core import Part, Sentence
    from cqikit.tables._dialect import Dialect

__all__ = ["codes_said", "unmet", "unsaid_codes"]


#: A code shows so many of the words that were found.
WORDS: Final = 5
#: So many texts are compared with a word that no cell says.
MOST: Final = 500


def unmet(option: str, word: str, texts: Collection[str]) -> Sentence:
    """Return that no cell says a word, with the one of some texts that is alike.

    Parameters
    ----------
    option : str
        As what it was declared.
    word : str
    texts : collection of str
        What cells say.

    Examples
    --------
    >>> print(unmet("missing", "n.a", ["12", "n.a."]))
    no cell says 'n.a' (missing); did you mean 'n.a.'?
    """
    words = [text for text in texts if not is_number(text)][:MOST]
    near = suggest(word, words)
    if near:
        return say(
            "no cell says {word!r} ({option}); did you mean {near!r}?",
            word=word,
            option=option,
            near=near,
        )
    return say("no cell says {word!r} ({option})", word=word, option=option)


def unsaid_codes(
    how: Dialect, read: Mapping[str, Collection[str]]
) -> Iterator[Sentence]:
    """Yield which codes no cell says, of the columns that were read.

    Parameters
    ----------
    how : Dialect
        What was declared.
    read : mapping of str to collection of str
        The distinct cells of each column that may have codes.
    """
    every = dict.fromkeys(text for texts in read.values() for text in texts)
    for value in how.missing:
        texts: Collection[str] = every
        if isinstance(value, Codes):
            # Of a column that was not read, nothing is known.
            texts = read.get(value.column, ())
        codes = value.codes if isinstance(value, Codes) else (value,)
        for code in codes if texts else ():
            if not any(_says(text, str(code)) for text in texts):
                yield unmet("missing", str(code), texts)
    for code in how.withheld if every else ():
        if code not in every:
            yield unmet("withheld", code, every)


def _says(text: str, code: str) -> bool:
    """Say whether a cell says a code, in capitals or not, or as the same number."""
    text, code = text.strip(), code.strip()
    if is_number(text) and is_number(code):
        return float(text) == float(code)
    return text.casefold() == code.casefold()


def codes_said(name: str, texts: list[str]) -> Mapping[str, Part]:
    """Return how codes are declared, in a document and on the command line.

    Examples
    --------
    >>> found = codes_said("missing", ["n/a", "N/A", "not known"])
    >>> found["toml"], found["options"]
    ('["n/a", "not known"]', "--missing n/a --missing 'not known'")
    """
    alike = {text.casefold(): text for text in reversed(texts)}
    said = list(reversed(alike.values()))[:WORDS]
    options = " ".join(f"--{name} {shlex.quote(text)}" for text in said)
    toml = json.dumps(said, ensure_ascii=False)
    return FrozenDict(words=tuple(said), toml=toml, options=options)
