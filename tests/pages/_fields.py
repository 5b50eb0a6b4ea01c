"""The page of all fields of all types of document, made from their schemas."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from cqikit import documents, folders

__all__ = ["page", "without_words"]

Schema = dict[str, Any]

HEAD: Final = """\
# Fields of documents

Every type of document that a folder or `cqikit check` reads, with every field of
it. A field in **bold** is required. [Keep plans and measures in
documents](../how-to/documents.md) says how they are written; `cqikit new` writes
most of them to begin with, and `cqikit schema TYPE` prints what editors complete
by.

A *key* is a short name without blanks, by which other documents refer to something. A
*period* is written `2026`, `2026-10`, `2026-Q4`, `2026-W07` or `2026-10-31`. What has
fields of its own, such as an [aim](#fields-measures-aim), is described under the first
type that has it.

This page is made from the classes that read the documents.
"""
TAG: Final = "Says which of its kind this table is."
SAME: Final = ("$schema", "type", "version")
PLAIN: Final = {
    "string": "text",
    "integer": "whole number",
    "number": "number",
    "boolean": "true or false",
    "null": "",
    "object": "table",
    "array": "list",
}
#: What stands in the patterns of periods and keys.
PERIOD, KEY = "W[0-9]", "A-Za-z0-9_./-"
#: Sentences of docstrings are reStructuredText.
LITERAL: Final = re.compile(r"``([^`]+)``")


def _schemas() -> dict[str, Schema]:
    """Return the schema of each type that people write, by its name."""
    made = {}
    for known in (documents.DOCUMENTS, folders.DOCUMENTS):
        for name in known.names:
            made[name] = documents.schema(name, types=known)
    return dict(sorted(made.items()))


def page() -> str:
    """Return the page with the fields of all types."""
    lines, told = [HEAD], set[str]()
    for name, schema in _schemas().items():
        lines += [f"## {name}\n", f"{_words(schema)} Version {_version(schema)}.\n"]
        lines += _table(schema)
        for part, inside in schema["$defs"].items():
            if part not in told and inside.get("properties"):
                told.add(part)
                lines += [
                    f"({_label(part)})=",
                    f"### {_title(part)}\n",
                    f"{_words(inside)}\n",
                ]
                lines += _table(inside)
    return "\n".join(lines)


def without_words() -> list[str]:
    """Find fields of which nothing is said."""
    found = set()
    for name, schema in _schemas().items():
        for part, inside in {name: schema, **schema["$defs"]}.items():
            for field, said in inside.get("properties", {}).items():
                if not (_is_plain(field, said) or said.get("description")):
                    found.add(f"{part}.{field}")
    return sorted(found)


def _is_plain(field: str, said: Schema) -> bool:
    return field in SAME or _is_tag(said)


def _is_tag(said: Schema) -> bool:
    return not said.get("description") and ("const" in said or set(said) == {"enum"})


def _version(schema: Schema) -> int:
    return int(schema["properties"]["version"]["const"])


def _table(schema: Schema) -> Iterator[str]:
    yield "| Field | Is | Says |"
    yield "|---|---|---|"
    must = schema.get("required", ())
    for field, said in schema["properties"].items():
        if (field in SAME and "$id" in schema) or said.get("deprecated"):
            continue
        shown = f"**`{field}`**" if field in must else f"`{field}`"
        words = TAG if _is_tag(said) else _words(said)
        yield f"| {shown} | {_kind(said)} | {words} |"
    yield ""


def _words(said: Schema) -> str:
    text = LITERAL.sub(r"`\1`", said.get("description", ""))
    pieces = text.split("`")
    plain = [re.sub(r"([\\*_\[\]<>|{}$])", r"\\\1", piece) for piece in pieces[::2]]
    pieces[::2] = plain
    return "`".join(pieces)


def _kind(said: Schema) -> str:
    """Return what a field is, as its reader would say it."""
    if "$ref" in said:
        part = said["$ref"].rpartition("/")[2]
        return f"[{_title(part)}](#{_label(part)})"
    if "anyOf" in said:
        kinds = dict.fromkeys(filter(None, map(_kind, said["anyOf"])))
        if "period" in kinds:
            kinds = {kind: None for kind in kinds if not kind.startswith("whole")}
        return " or ".join(kinds)
    if "const" in said:
        return f"`{said['const']}`"
    if "enum" in said:
        return ", ".join(f"`{value}`" for value in said["enum"])
    return _plain(said)


def _plain(said: Schema) -> str:
    kind = said.get("type", "anything")
    if isinstance(kind, list):
        return " or ".join(filter(None, (PLAIN[this_kind] for this_kind in kind)))
    inside = said.get("items" if kind == "array" else "additionalProperties")
    if kind in {"array", "object"}:
        return PLAIN[kind] + (f" of {_kind(inside)}" if inside else "")
    pattern = said.get("pattern", "")
    if said.get("format") == "date":
        return "day"
    text = {PERIOD: "period", KEY: "key"}
    known = [name for sign, name in text.items() if sign in pattern]
    return known[0] if known else f"{PLAIN.get(kind, kind)}{_ends(said)}"


def _ends(said: Schema) -> str:
    least, most = said.get("minimum"), said.get("maximum")
    if least is not None and most is not None:
        return f" from {least} to {most}"
    if least is not None:
        return f", at least {least}"
    return f", at most {most}" if most is not None else ""


def _label(part: str) -> str:
    return f"fields-{part.lower().replace('.', '-')}"


def _title(part: str) -> str:
    words = part.split(".")
    if words[-1] == "event":
        return f"{words[0]}, event {words[1]}"
    return " ".join(re.findall(r"[A-Z][a-z]*|[a-z]+", words[-1])).capitalize()
