"""What a sheet of many charts says: its icons, its marks, and the note at its foot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from cqikit.core import say
from cqikit.drawing._icons import ICONS, Icon, icon_of, standing
from cqikit.drawing._picture import marks_of, target_of
from cqikit.drawing._sheet import AT_FOOT, ENTRIES, WITHHELD
from cqikit.drawing._text import line_of
from cqikit.spc import counting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cqikit.core import Sentence
    from cqikit.drawing._legend import Entry
    from cqikit.drawing._many_scales import Sharing
    from cqikit.drawing._picture import ChartPicture

__all__ = ["entries_of", "icons_of", "noted", "shown_of"]

SCALES: Final = {
    "one": say("all on one scale"),
    "row": say("one scale in each row"),
    "each": say("each on a scale of its own"),
}

LOGARITHMIC: Final = say("logarithmic")
LINES: Final = {"centre": say("line: centre"), "upper": say("dashed: limits")}


def icons_of(pictures: Sequence[ChartPicture]) -> list[tuple[Icon, ...]]:
    """Return the icons of each chart; of assurance, where any has a target."""
    aimed = any(target_of(picture) is not None for picture in pictures)
    return [_icons(picture)[: 2 if aimed else 1] for picture in pictures]


def _icons(picture: ChartPicture) -> tuple[Icon, ...]:
    """Return variation and assurance, none where there is nothing to judge."""
    chart = picture.chart
    if not counting(chart).any():
        return ()
    judged = picture.judgement
    meaning = standing(judged.variation, judged.between)
    return icon_of(meaning), icon_of(judged.assurance)


def shown_of(icons: Sequence[tuple[Icon, ...]]) -> list[Icon]:
    """Return which icons there are, in their order."""
    used = {icon for own in icons for icon in own}
    return [icon for icon in ICONS.values() if icon in used]


def entries_of(pictures: Sequence[ChartPicture]) -> list[Entry]:
    """Return which marks there are."""
    there = {mark for picture in pictures for mark in set(marks_of(picture).tolist())}
    entries = [entry for name, entry in ENTRIES.items() if name in there]
    if any(picture.log and (picture.chart.values <= 0).any() for picture in pictures):
        entries.append(AT_FOOT)
    if any(any(picture.chart.withheld) for picture in pictures):
        entries.append(WITHHELD)
    return entries


def noted(pictures: Sequence[ChartPicture], sharing: Sharing) -> Sentence:
    """Return what the reader of a sheet has to know, of what is there."""
    if not pictures:
        return say("No charts")
    units = {line_of(picture.unit) for picture in pictures}
    parts = [SCALES[sharing]] if len(pictures) > 1 else []
    if len(units) == 1:
        parts += [say("values in {unit}", unit=unit) for unit in units if unit]
    parts += [LOGARITHMIC] if any(picture.log for picture in pictures) else []
    for name, said in LINES.items():
        lines = (getattr(picture.chart, name) for picture in pictures)
        parts += [said] if any(np.isfinite(line).any() for line in lines) else []
    targets = [target_of(picture) for picture in pictures]
    seen = any(target is not None and np.isfinite(target).any() for target in targets)
    parts += [say("dotted: target")] if seen else []
    phased = [picture.chart for picture in pictures if picture.chart.breaks.any()]
    begun = {tuple(phase.title for _, phase in chart.phases) for chart in phased}
    # What began is named, where it is the same on all charts that have phases.
    called = tuple(map(line_of, filter(None, begun.pop()))) if len(begun) == 1 else ()
    if called:
        parts.append(say("upright line: a new phase ({names})", names=called))
    elif phased:
        parts.append(say("upright line: a new phase"))
    return say("{notes^/; }", notes=tuple(parts))
