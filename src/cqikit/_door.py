"""Doors that open on first use: importing a room loads none of its files.

A room's `__init__.py` says in which file each of its public names is found; a name is
fetched when it is first asked for. The classes of one room may take as long to make as
NumPy takes to load, and a program that has a room at hand may not need one of them.
Type checkers read the stub beside the door, which is made from the same table:
nox -s golden -- --write.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["opening"]


def opening(
    room: str, found_in: Mapping[str, str]
) -> tuple[Callable[[str], Any], Callable[[], list[str]], list[str]]:
    """Return the `__getattr__`, `__dir__` and `__all__` of a room.

    Parameters
    ----------
    room : str
        The module's name.
    found_in : mapping of str to str
        A file of the room -> the public names that are found in it, with spaces
        between them. ``__all__`` is in this order, as is the reference page.
    """
    home = {name: file for file, names in found_in.items() for name in names.split()}
    door = import_module(room)

    def fetched(name: str) -> Any:
        """Return what is public here, from the file that it is found in."""
        if name not in home:
            raise AttributeError(f"module {room!r} has no attribute {name!r}")
        found = getattr(import_module(f"{room}.{home[name]}"), name)
        setattr(door, name, found)
        return found

    def listed() -> list[str]:
        """Return what is public, and what a module has of itself."""
        return sorted({*vars(door), *home})

    return fetched, listed, list(home)
