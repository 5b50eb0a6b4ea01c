"""Keys from titles."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from cqikit.core._arguments import arguments

__all__ = ["key_of"]

LONGEST: Final = 60


@arguments()
def key_of(title: str, usual: str) -> str:
    """Return a key that a title suggests, `usual` where it has no such letters.

    Parameters
    ----------
    usual : str
        The key where the title has no letter that a key can have.

    Examples
    --------
    >>> key_of("Más visitas a tiempo!", "effort"), key_of("及时", "effort")
    ('mas-visitas-a-tiempo', 'effort')
    """
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    words = re.sub("[^a-z0-9]+", "-", plain.lower()).strip("-")
    return words[:LONGEST].strip("-") or usual
