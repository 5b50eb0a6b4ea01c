"""How an input is damaged: bytes, lines, trees, cells, and parts of archives."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Sequence
from copy import deepcopy
from random import Random
from typing import Any, Final

__all__ = ["odd_text", "of_bytes", "of_cells", "of_lines", "of_tree", "of_zip"]

#: Texts that readers stumble over.
ODD: Final = (
    *("", " ", "\t", "\n", "\r\n", "\0", "\x1b[31m", "\x7f", "\u2028", "\ufeff"),
    *("\u202e", "\u200d", "e\u0301", "\u00a0", "ａ", "Ⅷ", "½", "٣", "\U0001f600"),
    *("'", '"', '"""', "'''", "\\", "\\u0000", "#", "=", "[", "]]", "{", "}", ","),
    *(";", ":", "|", "-", "--", "/", "../", "<", ">", "&", "&#0;", "<b>", "%", "$"),
    *("=1+1", "@x", "+1", "-1", "0", "1e309", "-1e-400", "nan", "inf", "0x10"),
    *("1_000", "1.000,5", "1,000.5", "1e5", "9" * 400, "true", "null", "None"),
    *("2024-13-01", "0000-00-00", "9999-12-31", "9999-W52", "2024-02-30", "24-1"),
    *("[" * 5000, '{"a":' * 5000, "a." * 5000, "[[a]]\n" * 500, "(" * 500),
    *("2024", "2024-Q5", "#1", "#0", "Jan-24", "13/13/2024", "T00:00Z", "12:61"),
)
VALUES: Final[tuple[Any, ...]] = (
    *(None, True, False, 0, 1, -1, 2**63, -(2**63), 10**400, 0.5, -0.0, 1e308),
    *(5e-324, [], {}, [[]], [None], {"": ""}, {"type": "x"}, ["a", 1], [{}]),
)

#: Fields are changed down to this depth, and mostly in one place.
DEEP: Final = 20
#: So long is a text at most; a file may have one that is longer.
LONG: Final = 20_000
TIMES: Final = (1, 1, 1, 1, 2, 4)


def odd_text(random: Random) -> str:
    """Return a text of one to three odd parts, long now and then."""
    text = "".join(random.choice(ODD) for _ in range(random.randint(1, 3)))
    return (text * random.choice([1, 1, 1, 1, 1, 1, 1, 5, 700]))[:LONG]


def of_bytes(random: Random, data: bytes) -> bytes:
    """Change, take out, double or put in a few bytes; or say it in another encoding."""
    if random.random() < 0.05:
        text = data.decode("utf-8", "replace")
        return text.encode(random.choice(["utf-16", "utf-32", "latin-1"]), "replace")
    for _ in range(random.choice(TIMES)):
        at = random.randrange(len(data) + 1)
        to = min(at + random.choice([1, 1, 4, 40, 400]), len(data))
        put = random.choice(
            [
                b"",
                bytes(random.randrange(256) for _ in range(random.choice(TIMES))),
                data[at:to] * 2,
                odd_text(random).encode("utf-8", "surrogatepass")
                * random.choice([1, 1, 1, 1, 100]),
            ]
        )
        data = data[:at] + put + data[to:]
    return data


def of_lines(random: Random, data: bytes) -> bytes:
    """Change lines: take out, double, swap, or put something odd into one."""
    lines = data.decode("utf-8", "replace").split("\n")
    for _ in range(random.choice(TIMES)):
        at, to = random.randrange(len(lines)), random.randrange(len(lines))
        line = lines[at]
        place = random.randrange(len(line) + 1)
        match random.randrange(6):
            case 0:
                lines[at] = ""
            case 1:
                lines[at:at] = [line] * random.choice([1, 1, 1, 50])
            case 2:
                lines[at], lines[to] = lines[to], line
            case 3:
                lines[at] = line[:place] + odd_text(random) + line[place:]
            case 4:
                name, mark, _ = line.partition(" = ")
                value = random.choice(
                    [odd_text(random), json.dumps(some_value(random))]
                )
                lines[at] = name + mark + value
            case _:
                lines[at] = line[:place]
    return "\n".join(lines).encode("utf-8", "surrogatepass")


def some_value(random: Random) -> Any:
    """Return a value of any type, nested deeply now and then."""
    value = random.choice([odd_text(random), random.choice(VALUES)])
    for _ in range(random.choice([0, 0, 0, 0, 1, 3, 90])):
        value = [value] if random.random() < 0.5 else {random.choice("ab"): value}
    return value


def places(tree: Any) -> list[tuple[Any, ...]]:
    """Return the path of every value below the root, not too deep."""
    found: list[tuple[Any, ...]] = []
    around: list[tuple[tuple[Any, ...], Any]] = [((), tree)]
    while around:
        path, value = around.pop()
        children: list[tuple[Any, Any]] = []
        if isinstance(value, dict):
            children = list(value.items())
        elif isinstance(value, list):
            children = list(enumerate(value))
        below = [((*path, name), child) for name, child in children]
        found += [path for path, _ in below]
        around += below if len(path) < DEEP else []
    return found


def of_tree(random: Random, data: bytes) -> bytes:
    """Change fields of a JSON document: take out, double, retype, rename, move."""
    tree = json.loads(data)
    for _ in range(random.choice(TIMES)):
        found = places(tree)
        if not found:
            break
        *path, last = random.choice(found)
        change(random, at(tree, path), last, deepcopy(at(tree, random.choice(found))))
    return json.dumps(tree).encode()


def at(tree: Any, path: Sequence[Any]) -> Any:
    for name in path:
        tree = tree[name]
    return tree


def change(random: Random, holder: Any, last: Any, other: Any) -> None:
    """Change one value of a list or a table; `other` is one from elsewhere."""
    value = holder[last]
    match random.randrange(6):
        case 0:
            del holder[last]
        case 1 if isinstance(holder, list):
            holder[last:last] = [deepcopy(value)] * random.choice([1, 1, 30])
        case 2 if isinstance(holder, dict):
            holder[odd_text(random)] = value
        case 3 if isinstance(value, str):
            place = random.randrange(len(value) + 1)
            holder[last] = value[:place] + odd_text(random) + value[place:]
        case 4:
            holder[last] = other
        case _:
            holder[last] = some_value(random)


def of_cells(random: Random, rows: Sequence[Sequence[Any]]) -> list[list[Any]]:
    """Change cells, rows and columns of a table."""
    found = [list(row) for row in rows]
    for _ in range(random.choice(TIMES)):
        at = random.randrange(len(found))
        row = found[at]
        match random.randrange(7):
            case 0:
                found[at:at] = [list(row)] * random.choice([1, 1, 1, 300])
            case 1 if len(found) > 1:
                del found[at]
            case 2:
                place = random.randrange(len(row) + 1)
                for each in found:
                    each[place:place] = [random.choice([odd_text(random), "x", ""])]
            case 3:
                row += [odd_text(random)] * random.choice([1, 1, 40])
            case 4 if row:
                del row[random.randrange(len(row))]
            case 5 if row:
                other = random.choice(found)
                row[random.randrange(len(row))] = random.choice(other or [""])
            case _ if row:
                row[random.randrange(len(row))] = odd_text(random)
            case _:
                row.append("")
    return found


def of_zip(
    random: Random, data: bytes, change: Callable[[Random, bytes], bytes]
) -> bytes:
    """Change a part of a zip archive, take one out, or damage the archive itself."""
    if random.random() < 0.1:
        return of_bytes(random, data)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        names = old.namelist()
        chosen = {random.choice(names) for _ in range(random.randint(1, 2))}
        for name in names:
            part = old.read(name)
            if name in chosen and random.random() < 0.15:
                continue
            new.writestr(name, change(random, part) if name in chosen else part)
    return out.getvalue()


def of_xml(random: Random, data: bytes) -> bytes:
    """Change elements of XML: take out, double, swap; or the text and attributes."""
    parts = data.replace(b"<", b"\0<").split(b"\0")
    for _ in range(random.choice(TIMES)):
        at, to = random.randrange(len(parts)), random.randrange(len(parts))
        match random.randrange(6):
            case 0:
                parts[at] = b""
            case 1:
                parts[at:at] = [parts[at]] * random.choice([1, 1, 200])
            case 2:
                parts[at], parts[to] = parts[to], parts[at]
            case 3:
                tag, mark, _ = parts[at].partition(b">")
                parts[at] = tag + mark + odd_text(random).encode("utf-8", "replace")
            case 4:
                head, mark, rest = parts[at].partition(b'="')
                _, quote, end = rest.partition(b'"')
                odd = odd_text(random).replace('"', "").encode("utf-8", "replace")
                parts[at] = head + mark + odd + quote + end
            case _:
                parts[at] = of_bytes(random, parts[at])
    return b"".join(parts)
