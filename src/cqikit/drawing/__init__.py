"""Pictures of charts, diagrams and profiles, as SVG and matplotlib figures."""

from cqikit.drawing._chart import chart_figure, chart_svg
from cqikit.drawing._diagram import diagram_svg
from cqikit.drawing._multiples import Panel, multiples_svg
from cqikit.drawing._picture import ChartPicture, Event
from cqikit.drawing._profile import profile_svg

__all__ = [
    "ChartPicture",
    "Event",
    "Panel",
    "chart_figure",
    "chart_svg",
    "diagram_svg",
    "multiples_svg",
    "profile_svg",
]
