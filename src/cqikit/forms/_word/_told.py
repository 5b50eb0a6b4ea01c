"""What is wrong with a document, as it is told to those who fill in its form."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from attrs import evolve, frozen

from cqikit.core import FindingKind, say
from cqikit.errors import Problem
from cqikit.forms._word._template import Rows
from cqikit.forms._word._typed import parts_of, sentence_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from cqikit.forms._word._template import Template
    from cqikit.forms._word._typed import Placed

__all__ = ["Told", "told"]

#: A line of a document, in a hint.
TOML: Final = re.compile(r"\w = |\[\[|in \[ \]|^use title")
#: What is said of a field that has to be filled in.
MISSING: Final = "missing"
#: How a fault begins with the name that a field has in documents.
NAMED: Final = "{name} {must} (got {got})"
#: What a form of the plan asks for before its review, by the stage it is in.
FIRST: Final = {
    "develop": say(
        "{label}: {told}", label=say("Of the plan"), told=say("the plan began")
    ),
    "implement": say("Who came together"),
}
TOO_EARLY: Final = FindingKind(
    "form.too-early",
    says="{event} is not possible here: fill in {first/ or } first",
)
SEVERAL: Final = FindingKind(
    "form.several",
    says="{labels/, } do not go together",
    fix="fill in one of them, or what belongs to it",
)


@frozen
class Told:
    """A fault of a document as a form tells it, and what of the form it is about.

    `spot` is the place of the cell or else of the row that the document can be made
    without, "" where it is the document as a whole; `label` is what the row lacks.
    What comes of a cell that is left out `is_known`, as the fault of that cell is.
    """

    problem: Problem
    spot: str = ""
    label: str = ""
    is_known: bool = False

    @property
    def fault(self) -> Problem:
        """Return why a cell or a row is left out."""
        if not self.label:
            return self.problem
        made = self.problem
        lacks = sentence_of(made.template, made.message, made.parts or {})
        told = say("{label}: {told}", label=self.label, told=lacks)
        made = evolve(made, message=str(told), template=told.template)
        made = evolve(made, where=self.spot, parts=told.parts)
        return evolve(made, fix="", fix_template="")


def told(
    template: Template,
    problems: Iterable[Problem],
    places: Mapping[str, str],
    placed: Placed,
) -> Iterator[Told]:
    """Yield what is wrong with a document, as those are told who fill in its form."""
    every = [(_asked_for(template, it), it) for it in problems]
    found = {(path, it.message): (path, it) for path, it in every}.values()
    empty = {path: where for path, where in places.items() if where in placed.refused}
    typed = {_got(problem) for path, problem in found if path in places}
    for path, problem in found:
        row = places.get(_row(path), "")
        under = [it for it in places if it.startswith(f"{path}.")]
        left_out = [empty[it] for it in (path, *under) if it in empty]
        if left_out:
            # It is no more than a cell that could not be read.
            spot = _further(left_out, row)
            yield Told(placed.refused[left_out[0]], spot, is_known=True)
        elif path not in places and _got(problem) in typed:
            # It was taken from another field, where it is told.
            continue
        elif len(under) > 1 and path != _row(path):
            labels = tuple(_label(template, it) for it in under)
            spot = _further(map(places.__getitem__, under), row)
            where = spot or places[under[0]]
            yield Told(SEVERAL.problem(where, labels=labels), spot)
        else:
            where = _where(template, path, places, placed.asked)
            made = _reworded(problem, where, is_label=where != path)
            made = _too_early(template, made)
            spot = _spot(path, places)
            label = "" if where == spot else parts_of(where).get("label", "")
            yield Told(made, spot, label)


def _row(path: str) -> str:
    """Return the row of a list that a path leads into, "" for none."""
    return f"{path.rpartition(']')[0]}]" if "]" in path else ""


def _further(cells: Iterable[str], row: str) -> str:
    """Return the row of further columns that one of these cells is in, else `row`.

    It is left out first, as its entry is whole without it.
    """
    rows = (parts_of(where).get("row", row) for where in cells)
    return next((it for it in rows if row and it != row), row)


def _asked_for(template: Template, problem: Problem) -> str:
    """Return what has to be filled in: a key that is missing is made of its title."""
    path = _inner(template, problem.where)
    row, is_missing = _row(path), problem.message == MISSING
    if path == "key" and is_missing:
        return template.key_from
    if path == f"{row}.key" and is_missing:
        ours = row.rpartition("[")[0].rpartition(".")[2]
        for part in template.parts:
            if isinstance(part, Rows) and part.path == ours and part.key_from:
                return f"{row}.{part.key_from[0]}"
    return path


def _spot(path: str, places: Mapping[str, str]) -> str:
    """Return the cell or the row that a part of a document stands in, "" for none."""
    around = (it for it in places if it and f"{path}.".startswith((f"{it}.", f"{it}[")))
    return places.get(max(around, key=len, default=""), "")


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


def _too_early(template: Template, problem: Problem) -> Problem:
    """Return what is refused in a stage of a plan, in the words of its form.

    What a guard refuses says itself what is to be done.
    """
    parts = problem.parts or {}
    state, event = str(parts.get("state")), str(parts.get("event"))
    tables = [it for it in template.parts if isinstance(it, Rows)]
    reviews = {it.fixed.get("event"): it.title for it in tables}
    asked = [it for it in tables if it.path == "log" and not it.inside]
    choices = [it.words for table in asked for it in table.fields if it.path == "event"]
    is_review = event in reviews or state == "develop"
    if state not in FIRST or parts["reasons"] or not is_review or not choices:
        return problem
    said = reviews.get(event) or choices[0].get(event, event)
    return TOO_EARLY.problem(problem.where, event=said, first=(FIRST[state],))


def _label(template: Template, path: str) -> str:
    """Return the label of what stands at a path, in a row or not; else its name."""
    fields = [it for part in template.parts for it in part.fields]
    ends = [it for it in fields if path.endswith((f"].{it.path}", f".{it.path}"))]
    exact = [it for it in fields if it.path == path]
    named = exact[:1] or sorted(ends, key=lambda it: len(it.path))[-1:]
    return named[0].label if named else path.rpartition(".")[2]


def _inner(template: Template, path: str) -> str:
    return path.removeprefix(f"{template.member}[0].") if template.member else path


def _where(
    template: Template,
    path: str,
    places: Mapping[str, str],
    asked: Mapping[str, str],
) -> str:
    """Return where on the form a part of its document stands."""
    around = (it for it in places if it and f"{path}.".startswith((f"{it}.", f"{it}[")))
    here = max(around, key=len, default="")
    if here and not here.endswith("]"):
        return places[here]
    # Of what is asked for in several fields, the first.
    empty = (it for it in asked if it == path or it.startswith(f"{path}."))
    if not here and (first := next(empty, "")):
        return asked[first]
    return _with_label(template, path, here, places.get(here, ""))


def _with_label(template: Template, path: str, row: str, where: str) -> str:
    """Return the place of a row with the label of the field that is meant."""
    name = path[len(row) :].lstrip(".") if row else path
    lists = row.rpartition("[")[0].rpartition(".")[2]
    for part in template.parts:
        ours = getattr(part, "path", "") if row else ""
        for this_field in part.fields:
            is_it = f"{this_field.path}.".startswith(f"{name}.")
            if is_it and ours.rpartition(".")[2] == lists:
                if not where:
                    return this_field.label
                return say("{row}, {label}", row=where, label=this_field.label)
    return where or path
