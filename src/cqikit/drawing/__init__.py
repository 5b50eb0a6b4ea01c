"""Pictures of charts, teams, diagrams, cycles and profiles: SVG, figures, Vega-Lite."""

from cqikit._door import opening

_FOUND_IN = {
    "_caterpillar": "CaterpillarPicture",
    "_chart": "chart_figure chart_svg",
    "_diagram": "diagram_figure diagram_svg",
    "_funnel": "funnel_figure funnel_svg",
    "_icons": "icon_figure icon_svg",
    "_little": "little_svgs",
    "_many": "charts_figure charts_svg",
    "_matrix": "matrix_figure matrix_svg",
    "_multiples": "Panel multiples_figure multiples_svg",
    "_pareto": "pareto_figure pareto_svg",
    "_picture": "ChartPicture Event marks_of",
    "_pictures": "Picture picture_figure picture_svg picture_vega_lite",
    "_plan_time": "PlanPicture",
    "_presence": "ParticipationPicture",
    "_profile": "profile_figure profile_svg",
    "_ramp": "RampPicture",
    "_roles": "RolesPicture",
    "_saved": "pdf png",
    "_show": "Shown load_ipython_extension quick show",
    "_spread": "SpreadPicture",
    "_theory": "TheoryPicture",
    "_timeline": "cycle_events timeline_figure timeline_svg",
    "_vega": "vega_lite",
    "_vega_layout": "diagram_vega_lite matrix_vega_lite",
    "_vega_many": "charts_vega_lite multiples_vega_lite",
    "_vega_units": "funnel_vega_lite pareto_vega_lite",
    "_vega_work": "profile_vega_lite timeline_vega_lite",
}

__getattr__, __dir__, __all__ = opening(__name__, _FOUND_IN)
