"""Pictures as values: each is written as SVG, a figure or Vega-Lite by the same verbs.

A picture knows what it is called, says what it shows, and lays itself out for a width
and a language. Whoever has a picture of another kind gives it the same four members.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Protocol

from cqikit.core import ENGLISH, Wording, arguments, between, say
from cqikit.drawing._picture import A_WORDING
from cqikit.drawing._scene import scene_svg
from cqikit.drawing._scene_figure import scene_figure
from cqikit.drawing._vega_frame import spec
from cqikit.errors import FieldTypeError

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from cqikit.drawing._scene import Scene

__all__ = ["Picture", "picture_figure", "picture_svg", "picture_vega_lite"]

A_WIDTH: Final = between(2.0, 60.0)


class Titled(Protocol):
    """What has a title, and says what there is to see."""

    @property
    def title(self) -> str:
        """Return what the picture is called."""
        ...

    @property
    def said(self) -> str:
        """Return what there is to see, for those who do not see it."""
        ...


class Picture(Titled, Protocol):
    """What can be drawn by `picture_svg`, `picture_figure` and `picture_vega_lite`."""

    def scene(self, width: float, wording: Wording) -> Scene:
        """Return what is drawn where, for so many inches."""
        ...

    def vega(self, wording: Wording) -> dict[str, Any]:
        """Return data, marks and scales of a Vega-Lite specification."""
        ...


def _is_picture(_: Any, attribute: Any, value: Any) -> None:
    if not all(hasattr(value, name) for name in ("title", "said", "scene", "vega")):
        must = say("must be a picture that lays itself out")
        fix = say("such as drawing.PlanPicture(plan); others have verbs of their own")
        raise FieldTypeError(attribute.name, must, value, fix)


@arguments(picture=_is_picture, width=A_WIDTH, wording=A_WORDING)
def picture_svg(
    picture: Picture, *, width: float = 7.6, wording: Wording = ENGLISH
) -> str:
    """Return a picture as one ``<svg>`` element; it needs no other package.

    Parameters
    ----------
    picture : Picture
        Such as `ParticipationPicture` or `CaterpillarPicture`.
    width : float
        In inches; 7.6 by default, about 4.2 for a telephone. A picture that needs more
        room is wider.
    wording : Wording
        The language; English by default.

    Examples
    --------
    >>> from cqikit import plans
    >>> from cqikit.drawing import PlanPicture
    >>> plan = plans.Plan(key="cqip", title="Our plan")
    >>> picture_svg(PlanPicture(plan))[:4]
    '<svg'
    """
    return scene_svg(
        picture.scene(width, wording),
        title=wording.said(picture.title),
        description=wording.said(picture.said),
    )


@arguments(picture=_is_picture, width=A_WIDTH, wording=A_WORDING)
def picture_figure(
    picture: Picture, *, width: float = 7.6, wording: Wording = ENGLISH
) -> Figure:
    """Return a picture as a matplotlib figure, to change, or to save by `png` or `pdf`.

    What it is given is as for `picture_svg`.

    Parameters
    ----------
    width : float
        The width in inches; 7.6 unless said.
    wording : Wording
        How it is said, and in which language; in English unless said.

    Raises
    ------
    MissingExtraError
        When matplotlib is not installed.
    """
    return scene_figure(picture.scene(width, wording))


@arguments(picture=_is_picture, wording=A_WORDING)
def picture_vega_lite(
    picture: Picture, *, wording: Wording = ENGLISH
) -> dict[str, Any]:
    """Return a picture as a Vega-Lite v5 specification: text and numbers alone.

    Its data are what the picture shows, one record a row, cell or cycle; they stand
    under ``datasets``. Whoever points at a mark sees its record.

    Parameters
    ----------
    picture : Picture
    wording : Wording
        The language; English by default.

    Examples
    --------
    >>> from cqikit import plans
    >>> from cqikit.actions import ActionStep
    >>> from cqikit.drawing import PlanPicture
    >>> rugs = ActionStep(key="rugs", what="order two rugs", when="2026-10")
    >>> plan = plans.Plan(key="cqip", title="Our plan", steps=[rugs])
    >>> picture_vega_lite(PlanPicture(plan))["datasets"]["steps"][0]["stop"]
    '2026-10-31'
    """
    rest = picture.vega(wording)
    return spec(picture.title, picture.said, (None, None), wording, **rest)
