"""What verbs ask of a chart that they are given, in one place for all of them."""

from __future__ import annotations

from typing import Final

import numpy as np

from cqikit.core import Catalog, has, instance_of, optional, say
from cqikit.spc._charts._chart import Chart

__all__ = ["A_CATALOG", "A_CHART", "A_VIEW", "WHOLE", "YES_OR_NO"]

FIX: Final = say("make one with {call}", call="spc.chart(values)")
A_CHART: Final = instance_of(Chart, fix=FIX)
#: A chart, or whatever has its lines.
A_VIEW: Final = has("values", "centre", what=say("a Chart"), fix=FIX)
A_CATALOG: Final = instance_of(
    Catalog, fix=say("such as {example}", example="spc.CHARTS")
)
#: Of an array, as well.
YES_OR_NO: Final = instance_of(bool, np.bool_)
#: A whole number, or none.
WHOLE: Final = optional(instance_of(int))
