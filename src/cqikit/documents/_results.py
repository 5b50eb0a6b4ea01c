"""Documents of results: what verbs return, for programs to keep, send and read.

People write the documents of `DOCUMENTS`; programs write these, as JSON.
"""

from __future__ import annotations

from typing import Any, Final

from attrs import field, frozen

from cqikit import assessments, collaboratives, measures, pdsa, plans, projects, spc
from cqikit.actions import ActionStep
from cqikit.core import Catalog, Finding, TupleOf, arguments, each, instance_of, say
from cqikit.documents._types import DOCUMENTS, DocumentType
from cqikit.errors import UnknownNameError

__all__ = [
    "RESULTS",
    "TYPES",
    "Changes",
    "Fidelity",
    "Findings",
    "type_of",
]


@frozen(kw_only=True)
class Changes:
    """The declared changes of a chart, each judged (``type = "changes"``).

    Parameters
    ----------
    changes : tuple of spc.Change
        One a declared change, in order of time.
    """

    changes: tuple[spc.Change, ...] = field(
        converter=TupleOf[spc.Change], validator=each(instance_of(spc.Change))
    )


@frozen(kw_only=True)
class Fidelity:
    """How far records of cycles keep to the method (``type = "fidelity"``).

    Parameters
    ----------
    measures : tuple of FidelityMeasure
        As `pdsa.fidelity` returns them.
    """

    measures: tuple[pdsa.FidelityMeasure, ...] = field(
        converter=TupleOf[pdsa.FidelityMeasure],
        validator=each(instance_of(pdsa.FidelityMeasure)),
    )


@frozen(kw_only=True)
class Findings:
    """What checks have found (``type = "findings"``).

    Parameters
    ----------
    findings : tuple of Finding
        In the order in which checks found them.
    """

    findings: tuple[Finding, ...] = field(
        converter=TupleOf[Finding], validator=each(instance_of(Finding))
    )


#: One thing of a document of people's, by itself; then what verbs return.
CLASSES: Final[dict[str, type]] = {
    "aim": measures.Aim,
    "crosswalk": assessments.Crosswalk,
    "cycle": pdsa.Cycle,
    "form": pdsa.Form,
    "framework": assessments.Framework,
    "measure": measures.Measure,
    "step": ActionStep,
    "worksheet": pdsa.Worksheet,
    "calibration": pdsa.Calibration,
    "change": spc.Change,
    "changes": Changes,
    "chart": spc.Chart,
    "charted": projects.Charted,
    "closing": collaboratives.ClosingReport,
    "consensus": assessments.Consensus,
    "detection": spc.Detection,
    "fidelity": Fidelity,
    "finding": Finding,
    "findings": Findings,
    "funnel": spc.Funnel,
    "judgement": spc.Judgement,
    "panel": spc.Panel,
    "pareto": spc.Pareto,
    "probability": spc.Probability,
    "prospect": projects.Prospect,
    "reading": spc.Reading,
    "responses": assessments.Responses,
    "result": assessments.Result,
    "retake": assessments.Retake,
    "route": assessments.Route,
    "run-length": spc.RunLength,
    "schedule": plans.Schedule,
    "score": assessments.Score,
    "series": measures.Series,
}

#: Those that have a version of their own.
UNDER: Final = {"framework": "framework"}
RESULTS: Final[Catalog[DocumentType]] = Catalog(
    (
        DocumentType(name=name, cls=cls, under=UNDER.get(name, ""))
        for name, cls in CLASSES.items()
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
        if kind.cls is cls:
            return kind
    known = [kind.cls.__name__ for kind in types]
    raise UnknownNameError(say("document of class"), cls.__name__, known)
