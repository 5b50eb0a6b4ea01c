"""The picture of the floors, drawn from the list that the laws are held to."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Final

from tests.architecture._floors import FLOORS, WINGS, Floor

WIDTH: Final = 960
LEFT: Final = 64
HIGH: Final = 64
GAP: Final = 10
MARGIN: Final = 24

HEAD: Final = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" \
aria-label="The floors of cqikit, from the ground up: {spoken}" \
font-family="system-ui, sans-serif">
<rect width="100%" height="100%" rx="8" fill="#fbfaf7"/>
"""
LABEL: Final = """\
<text x="{x}" y="{y}" font-size="15" fill="#6b6558" text-anchor="middle">{name}</text>
"""
ROOM: Final = """\
<rect x="{x:g}" y="{y:g}" width="{w:g}" height="{h:g}" rx="5" \
fill="{fill}" stroke="#8a8270"/>
<text x="{middle:g}" y="{first:g}" font-size="15" font-weight="600" \
fill="#24211b" text-anchor="middle">{room}</text>
<text x="{middle:g}" y="{second:g}" font-size="11.5" \
fill="#565042" text-anchor="middle">{holds}</text>
"""
FILLS: Final = ("#e4ded0", "#ebe3cf", "#dfe9dc", "#d8e8ea", "#dde2f1", "#efe0ea")


def picture(
    floors: tuple[Floor, ...] = FLOORS,
    wings: dict[str, dict[str, tuple[str, ...]]] = WINGS,
) -> str:
    """Draw the floors as SVG, the ground floor at the bottom, and wings below it."""
    low = len(wings) * (HIGH + GAP) + (MARGIN if wings else 0)
    height = 2 * MARGIN + len(floors) * (HIGH + GAP) - GAP + low
    spoken = "; ".join(f"{floor.name} {', '.join(floor.rooms)}" for floor in floors)
    parts = [HEAD.format(width=WIDTH, height=height, spoken=escape(spoken))]
    for level, floor in enumerate(floors):
        y = height - low - MARGIN - HIGH - level * (HIGH + GAP)
        parts.append(LABEL.format(x=LEFT // 2, y=y + HIGH / 2 + 5, name=floor.name))
        parts.append(_boxes(floor.rooms, y, FILLS[level % len(FILLS)]))
    for level, (room, within) in enumerate(wings.items()):
        y = height - MARGIN - HIGH - level * (HIGH + GAP)
        parts.append(LABEL.format(x=LEFT // 2, y=y + HIGH / 2 + 5, name=escape(room)))
        named = {
            wing.strip("_"): f"on {', '.join(under.strip('_') for under in known)}"
            if known
            else "knows no other"
            for wing, known in within.items()
        }
        parts.append(_boxes(named, y, FILLS[0]))
    return "".join([*parts, "</svg>\n"])


def _boxes(texts: Mapping[str, str], y: float, fill: str) -> str:
    each = (WIDTH - LEFT - MARGIN + GAP) / len(texts) - GAP
    drawn = []
    for place, (room, holds) in enumerate(texts.items()):
        x = LEFT + place * (each + GAP)
        drawn.append(
            ROOM.format(
                x=round(x, 1),
                y=y,
                w=round(each, 1),
                h=HIGH,
                fill=fill,
                middle=round(x + each / 2, 1),
                first=y + 27,
                second=y + 47,
                room=escape(room),
                holds=escape(holds),
            )
        )
    return "".join(drawn)
