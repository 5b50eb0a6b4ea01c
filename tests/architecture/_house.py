"""Laws of the house: floors, entrances, circles. Each returns its breaches, if any."""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from tests.architecture._floors import DECLARED_IN, HEIGHT, WINGS, floor_of
from tests.architecture._imports import (
    DOOR,
    PACKAGE,
    SRC,
    TOOL,
    Import,
    Source,
    imports,
    read,
    room_of,
    rooms,
    sources,
)


def unknown_rooms(package: Path = SRC) -> list[str]:
    """Find rooms that nobody gave a floor."""
    return [
        f"{room}: has no floor yet; declare it in {DECLARED_IN}"
        for room in rooms(package)
        if room not in HEIGHT
    ]


def imports_that_do_not_go_down(package: Path = SRC) -> list[str]:
    """Find imports of a room on the same floor, or on a higher one."""
    return [
        breach
        for source in sources(package)
        for found in imports(source)
        if (breach := _not_down(source, found))
    ]


def _not_down(source: Source, found: Import) -> str:  # noqa: PLR0911  (a law a line)
    target = room_of(found.target)
    if not source.room:
        return f"{found}: {PACKAGE}/__init__.py imports nothing"
    if not target:
        return f"{found}: name the room (from {PACKAGE} import ROOM)"
    if target == DOOR:
        return "" if source.is_door else f"{found}: this is for doors"
    if target.startswith("__") or target == source.room:
        return ""
    if target not in HEIGHT or source.room not in HEIGHT:
        return f"{found}: no floor known; declare it in {DECLARED_IN}"
    if HEIGHT[target] < HEIGHT[source.room]:
        return ""
    return f"{found}: {floor_of(source.room)} may not use {floor_of(target)}"


def private_entries(package: Path = SRC, *others: Path) -> list[str]:
    """Find imports that enter another room elsewhere than by its door.

    `others` are folders beside the package (examples, benchmarks) held to the same law.
    """
    strangers = [
        read(path, path.as_posix(), path.stem)
        for folder in others
        for path in sorted(folder.rglob("*.py"))
    ]
    return [
        f"{found}: enter by the door of {room_of(found.target)}"
        for source in [*sources(package), *strangers]
        for found in imports(source)
        if found.target != TOOL
        if room_of(found.target) != source.room or source in strangers
        if any(
            part.startswith("_") and not part.startswith("__")
            for part in found.target.split(".")
        )
    ]


def circles_inside_rooms(package: Path = SRC) -> list[str]:
    """Find rooms whose files import each other in a circle, of whatever kind."""
    graph: dict[str, set[str]] = {}
    known = {source.module for source in sources(package)}
    for source in sources(package):
        graph[source.module] = {
            module
            for found in imports(source)
            if (module := _module(found.target, known))
            if module != source.module and room_of(module) == source.room
        }
    found = []
    while True:
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as error:
            circle = list(reversed(error.args[1]))
            found.append(" -> ".join(circle))
            graph[circle[0]].discard(circle[1])
        else:
            return found


def strange_wings(
    package: Path = SRC, wings: dict[str, dict[str, tuple[str, ...]]] = WINGS
) -> list[str]:
    """Find files of a large room in no wing, and wings that know what they may not."""
    breaches = []
    for room, known in wings.items():
        order = list(known)
        breaches += [
            f"{room}: {wing} may not know {other}, which stands below it"
            for wing, others in known.items()
            for other in others
            if other not in order[: order.index(wing)]
        ]
        for source in sources(package):
            if source.room != room or source.is_door:
                continue
            wing = source.module.split(".")[2]
            if wing not in known:
                breaches.append(f"{source.file}: in no wing; see {DECLARED_IN}")
                continue
            breaches += [
                f"{found}: {wing} may not know {other}"
                for found in imports(source)
                if room_of(found.target) == room
                if (other := found.target.split(".")[2]) not in (wing, *known[wing])
            ]
    return breaches


def _module(target: str, known: set[str]) -> str:
    """Return the module that a target is, or is taken from."""
    if target in known:
        return target
    parent = target.rpartition(".")[0]
    return parent if parent in known else ""
