"""The document that a filled form tells of, without what of it cannot be read.

What people typed may be no day, or a number that is too large: `documents` says so of
the tree that was made. Then the tree is made anew without that cell, or without the row
that lacks something; it is listed with what was expected. This ends when a document is
made, or when what is wrong is no cell's or row's: it is refused then, with all of it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from cqikit import documents
from cqikit.assessments import Responses
from cqikit.core import say
from cqikit.documents import DOCUMENTS, Answers
from cqikit.errors import FaultsError, Problem
from cqikit.forms._word._alike import told_together
from cqikit.forms._word._cycle_log import LOG, with_log
from cqikit.forms._word._meanings import Meanings
from cqikit.forms._word._self import UNHEARD
from cqikit.forms._word._told import told
from cqikit.forms._word._tree import places_of, tree_of
from cqikit.forms._word._typed import Unplaced, is_nothing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cqikit.assessments import Framework
    from cqikit.core import Wording
    from cqikit.forms._word._template import Template, Tree
    from cqikit.forms._word._told import Told
    from cqikit.forms._word._typed import Placed
    from cqikit.pdsa import Worksheet

__all__ = ["Understood", "understand"]

#: A form is made anew so often at most: each time, all that is wrong is left out.
ROUNDS: Final = 12


@frozen
class Understood:
    """What was made of a form: its document and what is left, or what is wrong."""

    document: Any
    unplaced: tuple[Unplaced, ...]
    understood: tuple[str, ...]
    problems: tuple[Problem, ...] = ()


def understand(
    template: Template, placed: Placed, wording: Wording, own: tuple[Framework, ...]
) -> Understood:
    """Return the document that a form tells of, or all that is wrong with it."""
    typed = list(placed.unplaced)
    found: list[Told] = []
    for _ in range(ROUNDS):
        placed.unplaced = list(typed)
        meanings = Meanings(template, placed, wording)
        tree = tree_of(template, placed, meanings)
        places = places_of(tree)
        for path, said in tree.pop(UNHEARD, {}).items():
            placed.leave(places[path], str(said))
        log = tree.pop(LOG, None) if template.document == "worksheets" else None
        try:
            document = _document(template, tree, own)
        except FaultsError as error:
            found = list(told(template, error.problems, places, placed))
        else:
            if log is not None:
                document = _with_log(document, log, places[LOG], placed)
            said = (*_unanswered(document), *meanings.understood)
            return Understood(document, _listed(placed), said)
        new = {it.spot: it.fault for it in reversed(found) if it.spot}
        if not new.keys() - placed.refused.keys():
            break
        placed.refused = new | placed.refused
    return Understood(None, (), (), _wrong(found, placed))


def _unanswered(document: Any) -> tuple[str, ...]:
    """Return that a self-assessment was given back blank, where it was."""
    is_blank = isinstance(document, Answers) and not document.answers
    return (say("nothing is answered on it"),) if is_blank else ()


def _with_log(sheet: Worksheet, log: Any, where: str, placed: Placed) -> Any:
    """Return the cycle of a worksheet and its log; list a log that is of another."""
    made = with_log(sheet, log)
    if isinstance(made, Problem):
        placed.refused[where] = made
        placed.leave(where, f"{LOG}: {json.dumps(log)}")
        return sheet
    return made


def _listed(placed: Placed) -> tuple[Unplaced, ...]:
    """Return what could not be placed, from the top of a form to its end."""
    return tuple(sorted(placed.unplaced, key=lambda it: placed.rank(it.where)))


def _wrong(found: Iterable[Told], placed: Placed) -> tuple[Problem, ...]:
    """Return all that is wrong with a form, from its top to its end.

    What many rows of a table have alike is told once.
    """
    listed = {it.where for it in placed.unplaced}
    problems = [it.problem for it in found if it.spot not in listed and not it.is_known]
    for it in placed.unplaced:
        said = it.fault if it.fault is not None and not is_nothing(it.text) else None
        # A fault that shows the text needs no more; else it is told with its text.
        problems.append(said if said and "got" in (said.parts or {}) else it.problem)
    return told_together(sorted(problems, key=lambda it: placed.rank(it.where)))


def _document(template: Template, tree: Tree, own: tuple[Framework, ...]) -> Any:
    """Return the document of a tree, or raise all that is wrong with it."""
    kind = DOCUMENTS[template.document]
    head = {"type": kind.name, "version": kind.version}
    whole = {template.member: [tree]} if template.member else tree
    read: Any = documents.structure({**head, **whole}, kind.cls)
    if isinstance(read, Answers):
        version = read.framework_version
        framework = documents.framework_for(read.framework, version, own=own)
        Responses(framework, read.answers)
    return getattr(read, template.member)[0] if template.member else read
