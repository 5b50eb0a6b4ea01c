"""Keys that several documents of one effort share, and must not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from cqikit.core import FindingKind, arguments
from cqikit.documents._lists_assessed import Frameworks
from cqikit.documents._lists_done import Cycles, Worksheets
from cqikit.documents._lists_measured import Aims, Measures
from cqikit.documents._lists_told import Causes, Evidence, Lessons
from cqikit.documents._shelves import frameworks

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cqikit.errors import Problem

__all__ = ["shared_keys"]

SHARED: Final = FindingKind(
    "document.shared-key",
    says="the key {key!r} of {kind} stands in {file}, too",
    fix="give each its own",
)
CLASHING: Final = FindingKind(
    "document.clashing-framework",
    says="{edition!r} comes along with cqikit, and is another",
    fix="give yours another version or key",
)
#: Lists in documents whose members must have keys of their own across files: by the
#: field, what they are keys of.
KEYED: Final[dict[type, dict[str, str]]] = {
    Measures: {"measures": "measures"},
    Aims: {"aims": "aims"},
    Causes: {"causes": "causes"},
    Cycles: {"cycles": "cycles"},
    Worksheets: {"worksheets": "cycles"},
    Frameworks: {"frameworks": "frameworks"},
    Evidence: {"evidence": "evidence", "conjoint": "conjoint analyses"},
    Lessons: {"lessons": "lessons", "resources": "resources"},
}


@arguments()
def shared_keys(found: Mapping[str, Any]) -> list[Problem]:
    """Return the keys that two files give to two things of one kind.

    A framework may not have key and version of one that comes along either, unless it
    is the same.

    Parameters
    ----------
    found : mapping of str to document
        What was read, by the name of its file.

    Examples
    --------
    >>> from cqikit import documents
    >>> read = documents.read("examples/measles/cycles.toml")
    >>> print(shared_keys({"a.toml": read, "b.toml": read})[0])
    b.toml: the key 'record-check-1' of cycles stands in a.toml, too: give each its own
    """
    problems = []
    seen: dict[tuple[str, str], str] = {}
    for file, doc in found.items():
        keyed = [
            # Several versions of a framework may stand side by side.
            (name, getattr(step, "edition", step.key))
            for field, name in KEYED.get(type(doc), {}).items()
            for step in getattr(doc, field)
        ]
        for name, key in keyed:
            first = seen.setdefault((name, key), file)
            if first != file:
                problems.append(SHARED.problem(file, key=key, kind=name, file=first))
    return problems + _clashes(found)


def _clashes(found: Mapping[str, Any]) -> list[Problem]:
    """Return the frameworks that are not those that come along by their names."""
    shipped = {framework.edition: framework for framework in frameworks()}
    return [
        CLASHING.problem(f"{file}: frameworks[{place}]", edition=framework.edition)
        for file, doc in found.items()
        for place, framework in enumerate(getattr(doc, "frameworks", ()))
        if shipped.get(framework.edition, framework) != framework
    ]
