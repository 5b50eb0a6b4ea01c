"""Sentences in several forms: of long lists, and of what may be lacking.

A language may need another sentence where a list is cut off, or for each combination of
words. So each is a form of its own in a row, by a name that is made here.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any, Final

from cqikit.core._arguments import arguments

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["and_more", "combined", "few"]

#: What the name of a form ends in whose list is cut off.
MORE: Final = "+more"


@arguments()
def and_more(says: str | Mapping[str, str], name: str = "keys") -> dict[str, str]:
    """Return a sentence with a list in two forms: in full, and with "and # more".

    Parameters
    ----------
    says : str or mapping of str to str
        A template, or several by name, as of `FindingKind`.
    name : str
        The part that is the list; ``keys`` when not given.

    Examples
    --------
    >>> and_more("not asked: {keys}")
    {'': 'not asked: {keys}', '+more': 'not asked: {keys} and {more} more'}
    """
    forms = {"": says} if isinstance(says, str) else says
    part = f"{{{name}}}"
    return {
        f"{form}{more}": said.replace(part, f"{part}{words}")
        for form, said in forms.items()
        for more, words in (("", ""), (MORE, " and {more} more"))
    }


def few(
    values: Sequence[Any],
    name: str = "keys",
    *,
    form: str = "",
    most: int = 8,
    count: int | None = None,
) -> dict[str, Any]:
    """Return the form and the parts of a finding with a list, for `and_more`.

    Parameters
    ----------
    values : sequence of str, numbers, days or periods
    name : str
        The part that is the list; ``keys`` when not given.
    form : str
        Which of several sentences; the only one unless said.
    most : int
        The first so many are named and the others counted; eight when not given.
    count : int, optional
        How many there are, where `values` has but the first of them; as many as there
        are values unless said.

    Examples
    --------
    >>> few(["a", "b", "c"], most=2)
    {'form': '+more', 'keys': ('a', 'b'), 'more': 1}
    """
    more = (len(values) if count is None else count) - most
    if more <= 0:
        return {"form": form, name: tuple(values)}
    return {"form": f"{form}{MORE}", name: tuple(values[:most]), "more": more}


@arguments()
def combined(says: str, words: Mapping[str, str], joint: str) -> dict[str, str]:
    """Return a sentence for each combination of words, by their names.

    Parameters
    ----------
    says : str
        A template; ``{words}`` in it becomes the words that are meant.
    words : mapping of str to str
        Each by its name.
    joint : str
        What stands between two of them.

    Examples
    --------
    >>> combined("no {words}", {"on": "date", "who": "owner"}, " and no ")
    {'on': 'no date', 'who': 'no owner', 'on+who': 'no date and no owner'}
    """
    return {
        "+".join(names): says.replace(
            "{words}", joint.join(map(words.__getitem__, names))
        )
        for count in range(1, len(words) + 1)
        for names in combinations(words, count)
    }
