"""Documents that hold several things of one kind."""

from __future__ import annotations

from attrs import field, frozen

from cqikit.core import as_tuple, each, instance_of, non_empty, unique
from cqikit.measures import Aim, Measure

__all__ = ["Aims", "Measures"]


@frozen(kw_only=True)
class Measures:
    """What is measured (``type = "measures"``)."""

    measures: tuple[Measure, ...] = field(
        converter=as_tuple,
        validator=[non_empty, each(instance_of(Measure)), unique()],
    )


@frozen(kw_only=True)
class Aims:
    """What is aimed at (``type = "aims"``)."""

    aims: tuple[Aim, ...] = field(
        converter=as_tuple, validator=[non_empty, each(instance_of(Aim)), unique()]
    )
