"""The examples that travel with the library."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Final

from cqikit.core import arguments, say
from cqikit.errors import UnknownNameError

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

__all__ = ["EXAMPLES", "example"]

#: Efforts to look at, to run, and to begin from.
EXAMPLES: Final = ("child_care", "home_visiting", "measles", "scutari")
#: What an example needs; its programs are for those who have the sources.
ENDINGS: Final = frozenset({".toml", ".csv", ".md", ".xlsx"})


@arguments()
def example(name: str) -> dict[str, bytes]:
    """Return the files of an example, by their names.

    Raises
    ------
    UnknownNameError
        When there is none of that name.

    Examples
    --------
    >>> sorted(example("scutari"))
    ['SOURCE.md', 'aim.toml', 'data.toml', 'measures.toml', 'mortality.csv',
     'project.toml']
    """
    if name not in EXAMPLES:
        raise UnknownNameError(say("example"), name, EXAMPLES)
    found = {
        file.name: file.read_bytes()
        for file in _shelf().joinpath(name).iterdir()
        if Path(file.name).suffix in ENDINGS
    }
    return dict(sorted(found.items()))


def _shelf() -> Traversable:
    """Return where the examples are: in what is installed, or beside the sources."""
    installed = files("cqikit").joinpath("examples")
    beside = Path(__file__).parents[3] / "examples"
    return installed if installed.is_dir() else beside
