"""What verbs ask of a chart that they are given, in one place for all of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import numpy as np
from attrs import frozen

from cqikit.core import Catalog, has, instance_of, list_of, optional, say
from cqikit.spc._charts._chart import Chart
from cqikit.spc._charts._floats import one_column

__all__ = ["A_CATALOG", "A_CHART", "A_VIEW", "KEYS", "WHOLE", "YES_OR_NO", "Column"]

FIX: Final = say("make one with {call}", call="spc.chart(values)")
A_CHART: Final = instance_of(Chart, fix=FIX)
#: A chart, or whatever has its lines.
A_VIEW: Final = has("values", "centre", what=say("a Chart"), fix=FIX)
A_CATALOG: Final = instance_of(
    Catalog, fix=say("such as {example}", example="spc.CHARTS")
)
#: Of an array, as well.
YES_OR_NO: Final = instance_of(bool, np.bool_)


@frozen
class Column:
    """Check a column; a data frame that has but one is that column."""

    check: Callable[[Any, Any, Any], None]

    def __call__(self, kept: Any, attribute: Any, value: Any) -> None:
        column = one_column(value, attribute.name)
        if column is not value:
            setattr(kept, attribute.name, column)
        self.check(kept, attribute, column)


#: Whose each row is.
KEYS: Final = Column(list_of(say("keys")))
#: A whole number, or none.
WHOLE: Final = optional(instance_of(int))
