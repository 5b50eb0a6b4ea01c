"""What the published rules say of a diagram: one code for each rule."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cqikit.core import Catalog, Context, Finding, FunctionCheck, check
from cqikit.drivers._diagram import Diagram, Layer, effects_of, layer_of

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["CHECKS"]

GUIDE: Final = "Langley et al., The Improvement Guide, 2009"


@check("diagram.orphan-idea", source=GUIDE)
def ideas_lead_somewhere(diagram: Diagram, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Find ideas that reach no driver."""
    for place, one in enumerate(diagram.ideas):
        reached = (layer_of(diagram, key) for key in effects_of(diagram, one.key))
        if all(layer is Layer.AIM for layer in reached):
            yield Finding(
                code="diagram.orphan-idea",
                where=f"ideas[{place}]",
                message=f"the idea {one.key!r} leads to no driver",
                mend="link it to the driver that it should move",
            )


CHECKS: Final[Catalog[FunctionCheck]] = Catalog((ideas_lead_somewhere,), kind="check")
