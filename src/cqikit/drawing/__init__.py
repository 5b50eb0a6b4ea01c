"""Pictures of charts, teams, diagrams, cycles and profiles: SVG, figures, Vega-Lite."""

# This door opens on first use: a name is fetched when it is first asked for, from the
# file that the table gives. The stub beside it, which type checkers read, is made from
# the table: nox -s golden -- --write.

from importlib import import_module
from typing import Any

_FOUND_IN = {
    "_caterpillar": "CaterpillarPicture",
    "_chart": "chart_figure chart_svg",
    "_diagram": "diagram_figure diagram_svg",
    "_figure": "pdf png",
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

_HOME = {name: file for file, names in _FOUND_IN.items() for name in names.split()}
# The stub has them one by one.
# pyright: reportUnsupportedDunderAll=false
__all__ = list(_HOME)


def __getattr__(name: str) -> Any:
    """Return what is public here, from the file that it is found in."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    """Return what is public, and what a module has of itself."""
    return sorted({*globals(), *_HOME})
