"""The page with the glossary, made from what translators read."""

from __future__ import annotations

import tomllib
from typing import Any, Final

from cqikit.languages import LANGUAGES
from tests.architecture._imports import SRC

GLOSSARY: Final = SRC / "languages" / "glossary.toml"
PAGE: Final = "docs/reference/glossary.md"
HEAD: Final = """\
# Glossary in seven languages

The terms of the field, as the translations of cqikit have them. A word with a
number was found at the source of that number, in this meaning; the others are
drafts made by a machine, and not reviewed by a speaker. After *also* come words
that others use. [Languages](../explanation/languages.md) says how translations are
made and corrected. What the terms mean is in the [glossary](terms.md).

This page is made from `src/cqikit/languages/glossary.toml`.
"""


def golden_files() -> dict[str, str]:
    """Make the page from the glossary."""
    return {PAGE: page(tomllib.loads(GLOSSARY.read_text(encoding="utf-8")))}


def page(glossary: dict[str, Any]) -> str:
    """Return the glossary as a page."""
    tags = [tag for tag in LANGUAGES if tag != "en"]
    sources = glossary["sources"]
    numbers = {key: number for number, key in enumerate(sources, 1)}
    lines = [HEAD, f"| English | {' | '.join(LANGUAGES[tag] for tag in tags)} |"]
    lines += [f"|{'---|' * (len(tags) + 1)}"]
    for term in glossary["terms"]:
        cells = [_cell(term[tag], numbers) for tag in tags]
        lines.append(f"| {term['en']} | {' | '.join(cells)} |")
    lines += ["", "## Sources", ""]
    lines += [f"{number}. {sources[key]}" for key, number in numbers.items()]
    return "\n".join([*lines, ""])


def _cell(word: dict[str, Any], numbers: dict[str, int]) -> str:
    source = f" ({numbers[word['source']]})" if "source" in word else ""
    also = f"; also {', '.join(word['also'])}" if "also" in word else ""
    return f"{word['word']}{source}{also}"
