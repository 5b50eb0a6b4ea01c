"""Documents of results that hold several of one kind."""

from __future__ import annotations

from attrs import field, frozen

from cqikit import pdsa, spc
from cqikit.core import Finding, TupleOf, each, instance_of

__all__ = ["Changes", "Fidelity", "Findings"]


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
