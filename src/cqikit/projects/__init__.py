"""One improvement project: rooms joined by keys, evidence, what happened when."""

from cqikit.projects._charter import Charter, ChartPlan, Happening, Scale

__all__ = [
    "ChartPlan",
    "Charter",
    "Happening",
    "Scale",
]
