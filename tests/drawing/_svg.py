"""Read pictures back: what they say, and where."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

SVG = "{http://www.w3.org/2000/svg}"

#: What people may type into any title; no picture may stumble over it.
NASTY = (
    "<script>alert('$x$')</script>",
    "]]> & \"quotes\" 'both' --> <!-- $\\frac{1}{2}$ _^{}%",
    "two\nlines\r\nand a\ttab",
    "\x00\x01\x0b\x1f\x7f\ufffe\uffff",
    "\ud800 half a pair",
    "\u202eback to front\u202c \u05d1\u05d9\u05e7\u05d5\u05e8 \u0645\u0648\u0639\u062f",
    "\u63d0\u9192\u77ed\u4fe1" * 12,
    "e\u0301" * 40,
    "Donaudampfschifffahrtsgesellschaftskapit\u00e4nswitwe" * 4,
    "W" * 200,
    "   ",
    "\U0001f600 \u2713 \u2212 \xad",
)


def root(svg: str) -> ET.Element:
    """Parse a picture: it must be XML, and one svg element."""
    found = ET.fromstring(svg.encode())
    assert found.tag == f"{SVG}svg"
    assert found.get("role") == "img"
    assert [child.tag for child in found[:2]] == [f"{SVG}title", f"{SVG}desc"]
    return found


def title_of(svg: str) -> str:
    return root(svg)[0].text or ""


def said_of(svg: str) -> str:
    return root(svg)[1].text or ""


def texts(svg: str) -> list[str]:
    """Return every text that can be seen."""
    return [_shown(element) for element in root(svg).iter(f"{SVG}text")]


def _shown(element: ET.Element) -> str:
    """Return what a text shows, without what it says when somebody points at it."""
    return (element.text or "") + "".join(child.tail or "" for child in element)


def tips(svg: str) -> list[str]:
    """Return what is said when somebody points at something."""
    return [element.text or "" for element in root(svg).iter(f"{SVG}title")][1:]


def size(svg: str) -> tuple[float, float]:
    """Return width and height, in points."""
    _, _, width, height = (root(svg).get("viewBox") or "").split()
    return float(width), float(height)


def spots(svg: str) -> list[tuple[str, float, float]]:
    """Return each text with where it begins, in points from the upper left corner."""
    found = []
    for element in root(svg).iter(f"{SVG}text"):
        said = _shown(element)
        moved = re.match(
            r"translate\(([-\d.]+) ([-\d.]+)\)", element.get("transform", "")
        )
        x, y = (
            (moved[1], moved[2])
            if moved
            else (element.get("x", ""), element.get("y", ""))
        )
        found.append((said, float(x), float(y)))
    return found


def colours(svg: str) -> str:
    """Return the styles of all shapes, to look for a colour in."""
    return " ".join(element.get("style", "") for element in root(svg).iter()).lower()
