"""Documents of results: what verbs return, for programs to keep, send and read.

People write the documents of `DOCUMENTS`; programs write these, as JSON.
"""

from __future__ import annotations

from typing import Any, Final

from cqikit.core import Catalog, arguments, say
from cqikit.documents._types import DOCUMENTS, DocumentType
from cqikit.errors import UnknownNameError

__all__ = ["RESULTS", "TYPES", "type_for", "type_of"]

#: Where one thing of a document of people's is found; then what verbs return.
FOUND: Final = {
    "aim": "measures:Aim",
    "crosswalk": "assessments:Crosswalk",
    "cycle": "pdsa:Cycle",
    "form": "pdsa:Form",
    "framework": "assessments:Framework",
    "measure": "measures:Measure",
    "step": "actions:ActionStep",
    "worksheet": "pdsa:Worksheet",
    "calibration": "pdsa:Calibration",
    "change": "spc:Change",
    "changes": "documents:Changes",
    "chart": "spc:Chart",
    "charted": "projects:Charted",
    "closing": "collaboratives:ClosingReport",
    "consensus": "assessments:Consensus",
    "detection": "spc:Detection",
    "fidelity": "documents:Fidelity",
    "finding": "core:Finding",
    "findings": "documents:Findings",
    "funnel": "spc:Funnel",
    "judgement": "spc:Judgement",
    "monitor": "spc:Monitor",
    "monitors": "spc:Monitors",
    "panel": "spc:Panel",
    "pareto": "spc:Pareto",
    "probability": "spc:Probability",
    "prospect": "projects:Prospect",
    "reading": "spc:Reading",
    "responses": "assessments:Responses",
    "result": "assessments:Result",
    "retake": "assessments:Retake",
    "route": "assessments:Route",
    "run-length": "spc:RunLength",
    "schedule": "plans:Schedule",
    "score": "assessments:Score",
    "series": "measures:Series",
}

#: Those that have a version of their own.
UNDER: Final = {"framework": "framework"}
RESULTS: Final[Catalog[DocumentType]] = Catalog(
    (
        DocumentType(name=name, cls=f"cqikit.{cls}", under=UNDER.get(name, ""))
        for name, cls in FOUND.items()
    ),
    kind=say("type of document"),
)
#: All that can be written and read.
TYPES: Final[Catalog[DocumentType]] = DOCUMENTS | RESULTS


@arguments()
def type_of(document: object, types: Catalog[DocumentType] = TYPES) -> DocumentType:
    """Return the type of a document that was read, or of a result.

    Parameters
    ----------
    types : Catalog of DocumentType
        The types of document that are known; all unless said.

    Raises
    ------
    UnknownNameError
        When none of `types` has its class.

    Examples
    --------
    >>> from cqikit import documents
    >>> plan = documents.read("examples/measles/plan.toml")
    >>> type_of(plan).name
    'plan'
    """
    return type_for(type(document), types)


def type_for(cls: type[Any], types: Catalog[DocumentType] = TYPES) -> DocumentType:
    """Return the type of document that has a class."""
    for kind in types:
        if kind.reads(cls):
            return kind
    known = [kind.cls.__name__ for kind in types]
    raise UnknownNameError(say("document of class"), cls.__name__, known)
