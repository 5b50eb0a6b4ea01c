"""Pictures of charts, teams, diagrams, cycles and profiles: SVG, figures, Vega-Lite."""

from cqikit.drawing._caterpillar import CaterpillarPicture
from cqikit.drawing._chart import chart_figure, chart_svg
from cqikit.drawing._diagram import diagram_figure, diagram_svg
from cqikit.drawing._figure import pdf, png
from cqikit.drawing._funnel import funnel_figure, funnel_svg
from cqikit.drawing._icons import icon_figure, icon_svg
from cqikit.drawing._little import little_svgs
from cqikit.drawing._many import charts_figure, charts_svg
from cqikit.drawing._matrix import matrix_figure, matrix_svg
from cqikit.drawing._multiples import Panel, multiples_figure, multiples_svg
from cqikit.drawing._pareto import pareto_figure, pareto_svg
from cqikit.drawing._picture import ChartPicture, Event, marks_of
from cqikit.drawing._pictures import (
    Picture,
    picture_figure,
    picture_svg,
    picture_vega_lite,
)
from cqikit.drawing._plan_time import PlanPicture
from cqikit.drawing._presence import ParticipationPicture
from cqikit.drawing._profile import profile_figure, profile_svg
from cqikit.drawing._ramp import RampPicture
from cqikit.drawing._roles import RolesPicture
from cqikit.drawing._show import Shown, load_ipython_extension, quick, show
from cqikit.drawing._spread import SpreadPicture
from cqikit.drawing._theory import TheoryPicture
from cqikit.drawing._timeline import cycle_events, timeline_figure, timeline_svg
from cqikit.drawing._vega import vega_lite
from cqikit.drawing._vega_layout import diagram_vega_lite, matrix_vega_lite
from cqikit.drawing._vega_many import charts_vega_lite, multiples_vega_lite
from cqikit.drawing._vega_units import funnel_vega_lite, pareto_vega_lite
from cqikit.drawing._vega_work import profile_vega_lite, timeline_vega_lite

__all__ = [
    "CaterpillarPicture",
    "ChartPicture",
    "Event",
    "Panel",
    "ParticipationPicture",
    "Picture",
    "PlanPicture",
    "RampPicture",
    "RolesPicture",
    "Shown",
    "SpreadPicture",
    "TheoryPicture",
    "chart_figure",
    "chart_svg",
    "charts_figure",
    "charts_svg",
    "charts_vega_lite",
    "cycle_events",
    "diagram_figure",
    "diagram_svg",
    "diagram_vega_lite",
    "funnel_figure",
    "funnel_svg",
    "funnel_vega_lite",
    "icon_figure",
    "icon_svg",
    "little_svgs",
    "load_ipython_extension",
    "marks_of",
    "matrix_figure",
    "matrix_svg",
    "matrix_vega_lite",
    "multiples_figure",
    "multiples_svg",
    "multiples_vega_lite",
    "pareto_figure",
    "pareto_svg",
    "pareto_vega_lite",
    "pdf",
    "picture_figure",
    "picture_svg",
    "picture_vega_lite",
    "png",
    "profile_figure",
    "profile_svg",
    "profile_vega_lite",
    "quick",
    "show",
    "timeline_figure",
    "timeline_svg",
    "timeline_vega_lite",
    "vega_lite",
]
