"""Documents of several measures or aims."""

from __future__ import annotations

from attrs import field, frozen

from cqikit.core import TupleOf, each, instance_of, non_empty, unique
from cqikit.measures import Aim, Measure

__all__ = ["Aims", "Measures"]


@frozen(kw_only=True)
class Aims:
    """What is aimed at (``type = "aims"``).

    Parameters
    ----------
    aims : tuple of Aim
        The aims, one or more.
    """

    aims: tuple[Aim, ...] = field(
        converter=TupleOf[Aim], validator=[non_empty, each(instance_of(Aim)), unique()]
    )


@frozen(kw_only=True)
class Measures:
    """What is measured (``type = "measures"``).

    Parameters
    ----------
    measures : tuple of Measure
        The measures, one or more.
    """

    measures: tuple[Measure, ...] = field(
        converter=TupleOf[Measure],
        validator=[non_empty, each(instance_of(Measure)), unique()],
    )
