"""What is wrong with a document, as it is told to those who fill in its form."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from attrs import evolve

from cqikit.core import FindingKind, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from cqikit.errors import Problem
    from cqikit.forms._word._template import Template

__all__ = ["told"]

#: A line of a document, in a hint.
TOML: Final = re.compile(r"\w = |\[\[|in \[ \]")
#: How a fault begins with the name that a field has in documents.
NAMED: Final = "{name} {must} (got {got})"
SEVERAL: Final = FindingKind(
    "form.several",
    says="{labels/, } do not go together",
    fix="fill in one of them, or what belongs to it",
)


def told(
    template: Template,
    problems: Iterable[Problem],
    places: Mapping[str, str],
    known: Iterable[Problem],
) -> Iterator[Problem]:
    """Yield what is wrong with a document, as those are told who fill in its form.

    `known` is what is wrong with single cells: what comes of it is not told again.
    """
    found = [(_inner(template, problem.where), problem) for problem in problems]
    wrong = {problem.where for problem in known}
    empty = {path for path, where in places.items() if where in wrong}
    typed = {_got(problem) for path, problem in found if path in places}
    for path, problem in found:
        under = [it for it in places if it.startswith(f"{path}.")]
        if path == "key" and template.key_from in (it for it, _ in found):
            # It is made of the title.
            continue
        if path in empty or not empty.isdisjoint(under):
            # It is no more than a cell that could not be read.
            continue
        if path not in places and _got(problem) in typed:
            # It was taken from another field, where it is told.
            continue
        if len(under) > 1:
            labels = tuple(_label(template, it) for it in under)
            row = places.get(path.rpartition("]")[0] + "]", places[under[0]])
            yield SEVERAL.problem(row, labels=labels)
            continue
        where = _where(template, path, places)
        yield _reworded(problem, where, is_label=where != path)


def _got(problem: Problem) -> str:
    return str((problem.parts or {}).get("got", problem.message))


def _reworded(problem: Problem, where: str, *, is_label: bool) -> Problem:
    """Return a fault without what is said to those who write documents."""
    made = evolve(problem, where=where)
    if TOML.search(problem.fix) is not None:
        made = evolve(made, fix="", fix_template="")
    parts = made.parts or {}
    if made.template == NAMED and is_label:
        said = say("{must} (got {got})", must=parts["must"], got=parts["got"])
        made = evolve(made, message=str(said), template=said.template)
    return made


def _label(template: Template, path: str) -> str:
    """Return the label of what stands at a path, in a row or not; else its name."""
    fields = [it for part in template.parts for it in part.fields]
    ends = [it for it in fields if path.endswith((f"].{it.path}", f".{it.path}"))]
    exact = [it for it in fields if it.path == path]
    named = exact[:1] or sorted(ends, key=lambda it: len(it.path))[-1:]
    return named[0].label if named else path.rpartition(".")[2]


def _inner(template: Template, path: str) -> str:
    return path.removeprefix(f"{template.member}[0].") if template.member else path


def _where(template: Template, path: str, places: Mapping[str, str]) -> str:
    """Return where on the form a part of its document stands."""
    around = (it for it in places if it and f"{path}.".startswith((f"{it}.", f"{it}[")))
    here = max(around, key=len, default="")
    if here and not here.endswith("]"):
        return places[here]
    return _with_label(template, path, here, places.get(here, ""))


def _with_label(template: Template, path: str, row: str, where: str) -> str:
    """Return the place of a row with the label of the field that is meant."""
    name = path[len(row) :].lstrip(".") if row else path
    lists = row.rpartition("[")[0].rpartition(".")[2]
    for part in template.parts:
        ours = getattr(part, "path", "") if row else ""
        for this_field in part.fields:
            if this_field.path == name and ours.rpartition(".")[2] == lists:
                if not where:
                    return this_field.label
                return say("{row}, {label}", row=where, label=this_field.label)
    return where or path
