"""Which month a name means, in five languages, cut short or whole."""

from __future__ import annotations

from typing import Final

from cqikit.core._calendar_words import MONTH_NAMES

__all__ = ["MONTHS"]

#: The twelve months in Spanish, Portuguese, French and German, without accents.
OTHER_NAMES: Final = """
enero febrero marzo abril mayo junio
julio agosto septiembre octubre noviembre diciembre
janeiro fevereiro marco abril maio junho
julho agosto setembro outubro novembro dezembro
janvier fevrier mars avril mai juin
juillet aout septembre octobre novembre decembre
januar februar marz april mai juni
juli august september oktober november dezember
"""
#: Other spellings, by the number of the month.
SPELLINGS: Final = {"setiembre": 9, "mrz": 3, "maerz": 3}


def _numbered() -> dict[str, int]:
    """Return the month of each name and beginning of one, 0 where two could be meant.

    Three letters are enough in each language but French, whose jui- are two months.
    """
    found: dict[str, int] = {}
    names = enumerate((*MONTH_NAMES, *OTHER_NAMES.split()))
    pairs = [(name, place % 12 + 1) for place, name in names]
    for name, number in (*pairs, *SPELLINGS.items()):
        for end in range(3, len(name) + 1):
            begun = name[:end].lower()
            found[begun] = number if found.get(begun, number) == number else 0
    return found


MONTHS: Final = _numbered()
