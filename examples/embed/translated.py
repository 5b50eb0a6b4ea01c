"""A page in Spanish: what checks find in a plan, and what a document is refused for.

Findings and faults have the template of their sentence, and its parts: who speaks
another language brings the templates, the words, and how days are written. What nobody
has translated stays in English, and is listed. No speaker has reviewed this Spanish.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from cqikit import documents, plans, starters
from cqikit.core import Finding, Period, Severity, Wording
from cqikit.errors import DocumentError, Problem

SENTENCES = {
    # Of findings.
    "it is about {concern} and is not begun,"
    " while steps that matter less are under way": (
        "trata de {concern} y no ha empezado, mientras avanzan pasos menos importantes"
    ),
    "begin it first": "empiécelo primero",
    "it was due {due} and is {status}": "vencía en {due} y está {status}",
    "finish it, move the deadline with the reason, or drop it": (
        "termínelo, mueva el plazo diciendo por qué, o abandónelo"
    ),
    "nothing has happened since {last}": "no ha pasado nada desde el {last}",
    "ask its owner what would help, and note it": (
        "pregunte a su responsable qué ayudaría, y anótelo"
    ),
    "it is done, and no review said whether it worked": (
        "está hecho, y ninguna revisión dijo si funcionó"
    ),
    "look at its measure, and say at the next review": (
        "mire su medida, y dígalo en la próxima revisión"
    ),
    # Of refusals.
    "missing": "falta",
    'write key = "a-short-name", another one for each': (
        'escriba key = "un-nombre-corto", otro para cada uno'
    ),
    "{fix}": "{fix}",
    "{name} {must} (got {got})": "{name} {must} (se leyó {got})",
    "extra field {name}; did you mean {alike!r}?": (
        "campo desconocido {name}; ¿quiso decir {alike!r}?"
    ),
}
WORDS = {
    "planned": "previsto",
    "under-way": "en curso",
    "licensing": "la licencia",
    "must be text with something in it": "debe ser un texto que diga algo",
    "must be a whole number": "debe ser un número entero",
    "write it without quotes": "escríbalo sin comillas",
    Severity.FAULT.value: "falta",
    Severity.WARNING.value: "aviso",
    Severity.NOTE.value: "nota",
}
MONTHS = (
    *("enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto"),
    *("septiembre", "octubre", "noviembre", "diciembre"),
)


def day(when: date | Period) -> str:
    """Return a day as it is written in Spanish."""
    if isinstance(when, Period):
        return str(when)
    return f"{when.day} de {MONTHS[when.month - 1]} de {when.year}"


def said(
    wording: Wording, template: str, text: str, parts: Mapping[str, Any] | None
) -> str:
    """Return a sentence in the language of `wording`, its words translated, too."""
    if not template:
        return wording.text(text)
    own = {
        name: WORDS.get(part, part) if isinstance(part, str) else part
        for name, part in (parts or {}).items()
    }
    return wording.words(template, own)


def line(wording: Wording, found: Finding | Problem) -> str:
    """Return where something is, what it is, and what would fix it."""
    message = said(wording, found.template, found.message, found.parts)
    fix = said(wording, found.fix_template, found.fix, found.parts)
    return ": ".join(filter(None, (found.where, message, fix)))


def main() -> None:
    """Print the page."""
    missing: set[str] = set()

    def translate(english: str) -> str | None:
        spanish = SENTENCES.get(english, WORDS.get(english))
        if english and spanish is None:
            missing.add(english)
        return spanish

    wording = Wording(translate=translate, day=day)
    plan: Any = documents.parse(
        starters.example("child_care")["plan.toml"], "plan.toml"
    )
    for finding in documents.findings(plan, as_of=date(2027, 2, 1)):
        print(f"{WORDS[finding.severity.value]}, {line(wording, finding)}")
    wrong = {"type": "plan", "version": 1, "key": "", "steps": [{"expense": "3"}]}
    try:
        documents.structure(wrong, plans.Plan)
    except DocumentError as error:
        for problem in error.problems:
            print(f"rechazado, {line(wording, problem)}")
    print(f"frases sin traducir: {len(missing)}")
    for english in sorted(missing):
        print(english)


if __name__ == "__main__":
    main()
