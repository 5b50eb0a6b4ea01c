"""The catalogs of translations: made of the source, filled, and held against it.

    nox -s catalogs                       what each language lacks, and what is wrong
    nox -s catalogs -- update             bring the catalogs up to date with the source
    nox -s catalogs -- todo es > es.json  what Spanish lacks, as {"the sentence": ""}
    nox -s catalogs -- fill es es.json    put into the catalog what is right in a file

Shorter to write are numbered lines, which answer the lines of the same numbers:

    nox -s catalogs -- todo es --lines > todo.txt
    nox -s catalogs -- fill es done.txt --of todo.txt

Of a catalog in conflict, take either version, and what it lacks from the other:

    git show :2:src/cqikit/languages/catalogs/es.po > ours.po
    git checkout --theirs src/cqikit/languages/catalogs/es.po
    nox -s catalogs -- take es ours.po

A catalog has the sentences in the order of the files in which they stand; one that is
gone from the source is gone from the catalogs.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from babel.messages.pofile import normalize

from cqikit.languages import LANGUAGES, faults_of, read_catalog
from tests.architecture._imports import SRC
from tests.templates import templates, unfindable

FOLDER: Final = SRC / "languages" / "catalogs"
TRANSLATED: Final = tuple(tag for tag in LANGUAGES if tag != "en")
#: Which form goes with a number: as CLDR has it for whole numbers, without the form
#: that Spanish and Portuguese have for millions.
PLURALS: Final = {
    "es": "nplurals=2; plural=(n != 1);",
    "ht": "nplurals=2; plural=(n > 1);",
    "pt": "nplurals=2; plural=(n > 1);",
    "zh": "nplurals=1; plural=0;",
    "ar": (
        "nplurals=6; plural=(n == 0 ? 0 : n == 1 ? 1 : n == 2 ? 2 : n % 100 >= 3 && "
        "n % 100 <= 10 ? 3 : n % 100 >= 11 && n % 100 <= 99 ? 4 : 5);"
    ),
    "ru": (
        "nplurals=3; plural=(n % 10 == 1 && n % 100 != 11 ? 0 : n % 10 >= 2 && "
        "n % 10 <= 4 && (n % 100 < 12 || n % 100 > 14) ? 1 : 2);"
    ),
}
HEADER: Final = """\
# cqikit in {name} ({tag}).
#
# These sentences are drafts made by a machine: not reviewed by a speaker. What a
# speaker has reviewed has the flag "reviewed". See docs/explanation/languages.md on
# how to mend a sentence, and glossary.toml on the terms used and where they are from.
"""
WIDTH: Final = 88


def catalog_text(tag: str, filled: Mapping[str, str] | None = None) -> str:
    """Return the catalog of a language, up to date with the source.

    Parameters
    ----------
    tag : str
    filled : mapping of str to str
        Translations to put into it, beside those that it has.
    """
    path = FOLDER / f"{tag}.po"
    had = read_catalog(path.read_bytes(), path.name) if path.exists() else {}
    header = {
        "Project-Id-Version": "cqikit",
        "Language": tag,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": PLURALS[tag],
    }
    lines = HEADER.format(name=LANGUAGES[tag], tag=tag).splitlines()
    lines += ['msgid ""', 'msgstr ""']
    lines += [f'"{name}: {text}\\n"' for name, text in header.items()]
    for template, files in templates().items():
        message = had.get(template)
        text = (filled or {}).get(template, message.text if message else "")
        comments = message.comments if message else ()
        # A sentence that is written anew is to be reviewed anew.
        kept = message is not None and message.text == text
        flags = sorted(message.flags) if message and kept else []
        lines += ["", *(f"# {comment}".rstrip() for comment in comments)]
        lines += [f"#: {file}" for file in files]
        lines += [f"#, {', '.join(flags)}"] if flags else []
        lines += [f"msgid {normalize(template, width=WIDTH)}"]
        lines += [f"msgstr {normalize(text, width=WIDTH)}"]
    return "\n".join([*lines, ""])


def write(tag: str, filled: Mapping[str, str] | None = None) -> None:
    """Bring the catalog of a language up to date, and put translations into it."""
    text = catalog_text(tag, filled)
    (FOLDER / f"{tag}.po").write_text(text, encoding="utf-8", newline="\n")


def translations(tag: str) -> dict[str, str]:
    """Return what the catalog of a language says, by templates of the source."""
    path = FOLDER / f"{tag}.po"
    had = read_catalog(path.read_bytes(), path.name)
    return {text: had[text].text if text in had else "" for text in templates()}


def wrong(tag: str) -> list[str]:
    """Find translations that do not fit their templates."""
    return [
        f"{tag}: {fault}, in {text!r} for {template!r}"
        for template, text in translations(tag).items()
        if text
        for fault in faults_of(template, text, forms_of(tag))
    ]


def forms_of(tag: str) -> int:
    """Return how many forms a noun has beside numbers."""
    return int(PLURALS[tag].removeprefix("nplurals=").partition(";")[0])


def fill(tag: str, given: Mapping[str, str]) -> list[str]:
    """Put what fits into a catalog; return what does not, and why."""
    known = templates()
    good, bad = {}, []
    for template, text in given.items():
        if not text:
            continue
        faults = ["it is no sentence of the source"] * (template not in known)
        faults += faults_of(template, text, forms_of(tag))
        bad += [f"{fault}\n    {template!r}\n    {text!r}" for fault in faults]
        if not faults:
            good[template] = text
    write(tag, good)
    return bad


def answers(lines: str, asked: str) -> dict[str, str]:
    """Return translations by their sentences, of numbered lines that answer others.

    Parameters
    ----------
    lines, asked : str
        What was answered and what `todo --lines` had written; each line is a number,
        a blank and a text.
    """
    numbered = dict(line.split(maxsplit=1) for line in asked.splitlines())
    pairs = (line.split(maxsplit=1) for line in lines.splitlines() if line.strip())
    return {unescaped(numbered[number]): unescaped(text) for number, text in pairs}


def unescaped(line: str) -> str:
    """Return a text that stands on one line, in quotes where blanks are at its ends."""
    text: str = json.loads(line) if line.startswith('"') else line
    return text


def main(arguments: list[str] | None = None) -> int:
    """Do as asked; return the exit code."""
    parser = argparse.ArgumentParser(prog="nox -s catalogs --")
    verbs = parser.add_subparsers(dest="verb")
    for verb in ("state", "update"):
        verbs.add_parser(verb).add_argument("tag", nargs="?", choices=TRANSLATED)
    todo = verbs.add_parser("todo")
    todo.add_argument("--lines", action="store_true")
    fills = verbs.add_parser("fill")
    take = verbs.add_parser("take")
    for which in (todo, fills, take):
        which.add_argument("tag", choices=TRANSLATED)
    for which in (fills, take):
        which.add_argument("file", type=Path)
    fills.add_argument("--of", type=Path, help="what todo --lines had written")
    asked = parser.parse_args(arguments or ["state"])
    tags = (asked.tag,) if asked.tag else TRANSLATED
    return VERBS[asked.verb](tags, asked)


def _state(tags: tuple[str, ...], _: argparse.Namespace) -> int:
    bad = [*unfindable(), *(fault for tag in tags for fault in wrong(tag))]
    for tag in tags:
        texts = translations(tag).values()
        print(f"{tag}: {sum(map(bool, texts))} of {len(texts)} translated")
    print("\n".join(bad))
    return int(bool(bad))


def _update(tags: tuple[str, ...], _: argparse.Namespace) -> int:
    for tag in tags:
        write(tag)
    return 0


def _todo(tags: tuple[str, ...], asked: argparse.Namespace) -> int:
    lacking = {at: text for at, text in translations(tags[0]).items() if not text}
    if asked.lines:
        for number, template in enumerate(lacking, 1):
            plain = template.strip() == template and template[0] != '"'
            text = template if plain else json.dumps(template, ensure_ascii=False)
            print(number, text)
    else:
        print(json.dumps(lacking, ensure_ascii=False, indent=1))
    return 0


def _fill(tags: tuple[str, ...], asked: argparse.Namespace) -> int:
    text = asked.file.read_text(encoding="utf-8")
    of = asked.of and asked.of.read_text(encoding="utf-8")
    bad = fill(tags[0], answers(text, of) if of else json.loads(text))
    print("\n".join([*bad, f"{len(bad)} faults; all else is in the catalog."]))
    return int(bool(bad))


def _take(tags: tuple[str, ...], asked: argparse.Namespace) -> int:
    others = read_catalog(asked.file.read_bytes(), asked.file.name)
    texts = {template: message.text for template, message in others.items()}
    lacking = [at for at, text in translations(tags[0]).items() if not text]
    write(tags[0], {at: texts[at] for at in lacking if at in texts})
    return 0


VERBS: Final = {
    "state": _state,
    "update": _update,
    "todo": _todo,
    "fill": _fill,
    "take": _take,
}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
