"""The words that options take, listed so that help and completion load no room."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from cqikit import assessments, documents, measures, plans, spc, starters, tables

HEAD: Final = '''"""The words that options take, as the rooms have them.

Help and completion in a shell list them, and load none of the rooms. Made by
nox -s golden -- --write.
"""

# ruff: noqa: E501  (titles stand on one line)

from typing import Final
'''


def golden_files() -> dict[str, str]:
    """Make the list from the catalogs and enumerations."""
    named: dict[str, Mapping[str, str]] = {
        "CROSSWALKS": {w.name: f"{w.of} to {w.to}" for w in documents.crosswalks()},
        "FRAMEWORKS": {f.key: f.title for f in assessments.FRAMEWORKS},
        "KINDS": {kind.name: kind.title for kind in spc.CHARTS},
        "RULE_SETS": {rules.name: rules.title for rules in spc.RULE_SETS},
    }
    words: dict[str, Iterable[str]] = {
        "DIRECTIONS": [way.value for way in measures.Direction],
        "EXAMPLES": starters.EXAMPLES,
        "PROGRAMS": [kind.value for kind in plans.ProgramType],
        "TAKES": [take.value for take in tables.Take],
    }
    parts = [HEAD, f"__all__ = [{_listed(sorted([*named, *words]))}]\n"]
    parts += [
        f"{name}: Final = {{{_listed(titles, titles)}}}\n"
        for name, titles in named.items()
    ]
    parts += [f"{name}: Final = ({_listed(some)})\n" for name, some in words.items()]
    return {"src/cqikit/cli/_names.py": "\n".join(parts)}


def _listed(some: Iterable[str], titles: Mapping[str, str] | None = None) -> str:
    """Return texts, each on a line, perhaps with its title."""
    lines = [
        f"    {_text(each)}: {_text(titles[each])},"
        if titles
        else f"    {_text(each)},"
        for each in some
    ]
    return "".join(["\n", *(f"{line}\n" for line in lines)])


def _text(text: str) -> str:
    assert '"' not in text
    return f'"{text}"'
