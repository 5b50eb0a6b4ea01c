"""Where a finding is, in people's words: which step, which cycle, which months.

A path counts from 0 in the order of a file. People know a thing by its name, and count
from 1 what has none.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from cqikit import pdsa
from cqikit.core import Sentence, arguments, is_text, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cqikit.core import Period
    from cqikit.projects._charts import Charted

__all__ = ["PLAN", "place_words"]

STEP: Final = re.compile(r"([^.\[\]]+)|\[(\d+)\]")
POINTS: Final = re.compile(r"points\[(\d+)(?::(\d+))?\]")
#: A noun, which other languages tell from the stage of a cycle that is called so.
PLAN: Final = say("{n:plan|plans}", n=1)
#: What a part is called, and one of a list, where the name of the field says it badly.
CALLED: Final[dict[str, Sentence]] = {
    "series": say("series"),
    "assessed": say("self-assessment"),
    "charter": say("project"),
    "diagram": say("driver diagram"),
    "growth": say("need"),
    "people": say("person"),
    "on": say("date"),
    "plan": PLAN,
    "groundwork": say("groundwork"),
    "unit": say("unit"),
    "target": say("target"),
    "owner": say("owner"),
    "title": say("title"),
    "log": say("log"),
}
#: What a field is called.
FIELDS: Final[dict[str, Sentence]] = CALLED | {
    "sources": say("sources"),
    "points": say("points"),
    "observations": say("observations"),
    "links": say("links"),
    "lessons": say("lessons"),
    "ideas": say("ideas"),
    "happenings": say("happenings"),
    "frameworks": say("frameworks"),
    "evidence": say("evidence"),
    "drivers": say("drivers"),
    "cycles": say("cycles"),
    "contacts": say("contacts"),
    "causes": say("causes"),
    "areas": say("areas"),
    "aims": say("aims"),
    "activities": say("activities"),
    "activity": say("activity"),
    "aim": say("aim"),
    "analysis": say("analysis"),
    "answers": say("answers"),
    "balancing": say("balancing"),
    "baseline": say("baseline"),
    "by": say("by"),
    "by_when": say("by when"),
    "choice": say("choice"),
    "concern": say("concern"),
    "conjoint": say("conjoint"),
    "cycle": say("cycle"),
    "data": say("data"),
    "decision": say("decision"),
    "dissemination": say("dissemination"),
    "driver": say("driver"),
    "file": say("file"),
    "framework": say("framework"),
    "funding": say("funding"),
    "guide": say("guide"),
    "idea": say("idea"),
    "language": say("language"),
    "learned": say("learned"),
    "lesson": say("lesson"),
    "line": say("line"),
    "made_with": say("made with"),
    "measure": say("measure"),
    "measures": say("measures"),
    "method_why": say("method why"),
    "model": say("model"),
    "monitored": say("monitored"),
    "need": say("need"),
    "objective": say("objective"),
    "population": say("population"),
    "predictions": say("predictions"),
    "progress": say("progress"),
    "purpose": say("purpose"),
    "questions": say("questions"),
    "receipts": say("receipts"),
    "recounts": say("recounts"),
    "resources": say("resources"),
    "review_by": say("review by"),
    "scale": say("scale"),
    "scaling": say("scaling"),
    "scores": say("scores"),
    "spread": say("spread"),
    "standing": say("standing"),
    "standards": say("standards"),
    "steps": say("steps"),
    "studied_on": say("studied on"),
    "support": say("support"),
    "takes_part": say("takes part"),
    "team": say("team"),
    "teams": say("teams"),
    "text": say("text"),
    "value": say("value"),
    "vision": say("vision"),
    "watch": say("watch"),
    "what": say("what"),
    "when": say("when"),
    "who": say("who"),
}
#: One of several.
MEMBERS: Final[dict[str, Sentence]] = {
    "activities": say("activity"),
    "aims": say("aim"),
    "areas": say("area"),
    "causes": say("cause"),
    "charts": say("chart"),
    "contacts": say("contact"),
    "cycles": say("cycle"),
    "drivers": say("driver"),
    "evidence": say("evidence"),
    "frameworks": say("framework"),
    "happenings": say("happening"),
    "ideas": say("idea"),
    "lessons": say("lesson"),
    "links": say("link"),
    "measures": say("measure"),
    "observations": say("observation"),
    "points": say("point"),
    "predictions": say("prediction"),
    "questions": say("question"),
    "scores": say("score"),
    "sources": say("source"),
    "standards": say("standard"),
    "steps": say("step"),
    "teams": say("team"),
    "training": say("training"),
}
#: What somebody called a thing; a part of a layout is known by its measure.
NAMED: Final = ("title", "what", "question", "topic", "problem", "measure")
#: Parts of a path that are there whatever a project is called.
ROOTS: Final = frozenset({"charter", "diagram", "groundwork", "plan"})


@arguments(where=is_text)
def place_words(subject: Any, where: str, *, charts: Iterable[Charted] = ()) -> str:
    """Return where a finding of a project is, or of a document, as people say it.

    Parameters
    ----------
    subject : Project, or any value of the library
        What the path leads into.
    where : str
        Path of a finding of `findings`, or of its collaborative; or of the checks of
        `subject` alone.
    charts : iterable of Charted
        Those that were checked, so that points of a chart are told by their periods;
        none unless said.

    Returns
    -------
    str
        The path itself, as far as it leads nowhere in the subject.

    Examples
    --------
    >>> from datetime import date
    >>> from cqikit.measures import Measure
    >>> from cqikit.projects import Charter, Project
    >>> waits = Measure(key="waits", title="Waiting time")
    >>> visits = Charter(key="visits", title="Visits", as_of=date(2027, 1, 4))
    >>> place_words(Project(charter=visits, measures=[waits]), "measures[0].unit")
    'measure “Waiting time”, unit'
    """
    root, _, rest = where.partition(".")
    titles: Mapping[str, str] = {}
    if hasattr(subject, "measure_titles"):
        # A project, of which much is known that a document has no need of.
        from cqikit.projects._known import known  # noqa: PLC0415

        titles = subject.measure_titles
        if said := _kept(root, rest, titles, charts):
            return said
        # Findings are of what was known on the charter's day, and count in that.
        subject = known(subject)
    if root == "ramps":
        return _ramp(subject, rest)
    return _listed(_walked(subject, where, titles))


def _listed(parts: Iterable[str]) -> str:
    """Return the parts of a place that there are."""
    there = tuple(filter(None, parts))
    return there[0] if len(there) == 1 else say("{parts}", parts=there)


def _kept(
    root: str, rest: str, titles: Mapping[str, str], charts: Iterable[Charted]
) -> str:
    """Return a place in what is no attribute of a project: series, charts, teams."""
    if root == "series":
        # Keys have no dot in them; what teams are called may have.
        key, _, team = rest.partition(".")
        return _listed((titles.get(key, key), team))
    if root == "collaborative":
        return titles.get(rest, rest)
    if root == "charts":
        key, _, points = rest.partition(".")
        dated = [
            chart.series.periods for chart in charts if chart.series.measure.key == key
        ]
        said = _points(points, dated[0] if dated else ())
        title = titles.get(key, key)
        return say("chart of {measure}{points}", measure=title, points=said)
    return ""


def _points(points: str, periods: Sequence[Period]) -> str:
    """Return which points, by their periods where these are known."""
    found = POINTS.fullmatch(points)
    if found is None:
        return say(", {points}", points=points) if points else ""
    first = int(found[1])
    last = int(found[2]) - 1 if found[2] else first
    if last < len(periods):
        begin, end = periods[first], periods[last]
        if first == last:
            return say(", {period}", period=begin)
        return say(", {first} to {last}", first=begin, last=end)
    if first == last:
        return say(", point {number}", number=first + 1)
    return say(", points {first} to {last}", first=first + 1, last=last + 1)


def _ramp(subject: Any, rest: str) -> str:
    """Return a ramp by its idea and team, and its cycle."""
    diagram = getattr(subject, "diagram", None)
    ideas = {idea.key: idea.title for idea in diagram.ideas} if diagram else {}
    # A document may have forms among its cycles, and has all of them as logs.
    for ramp in pdsa.ramps(getattr(subject, "logs", None) or subject.cycles):
        path = f"{ramp.idea}.{ramp.team}" if ramp.team else ramp.idea
        if rest == path or rest.startswith(f"{path}."):
            named = say("cycles on “{idea}”", idea=ideas.get(ramp.idea, ramp.idea))
            inner = rest[len(path) + 1 :]
            parts = [*_walked(ramp, inner, {})] if "[" in inner else []
            return _listed((named, ramp.team, *parts))
    return say("cycles on {idea}", idea=rest)


def _walked(value: Any, where: str, titles: Mapping[str, str]) -> Iterator[str]:
    """Yield the parts of a path through attributes and places of lists."""
    name = ""
    for field, place in STEP.findall(where):
        if field:
            if name:
                yield _field(name)
            known = hasattr(value, field)
            name, value = str(field), _member(value, field)
            title = "" if name in ROOTS or isinstance(value, str) else _titled(value)
            if title:
                yield _with_title(_field(name) if known else "", title)
                name = ""
            continue
        several = isinstance(value, (tuple, list)) and int(place) < len(value)
        value = value[int(place)] if several else None
        called = CALLED.get(name) or MEMBERS.get(name) or _field(_singular(name))
        value = titles.get(value, value) if isinstance(value, str) else value
        # Lists are shown in other orders, too: a number only where there is no name.
        title, number = _titled(value), int(place) + 1
        yield (
            _with_title(called, title)
            if title
            else say("{thing} {number}", thing=called, number=number)
        )
        name = ""
    if name:
        yield _field(name)


def _field(name: str) -> str:
    """Return what a field is called: one of a stranger's class as it stands."""
    return FIELDS.get(name, name.replace("_", " "))


def _singular(name: str) -> str:
    """Return what a member of a field with several is called."""
    if name.endswith("ies"):
        return f"{name.removesuffix('ies')}y"
    return name if name.endswith("ss") else name.removesuffix("s")


def _member(value: Any, name: str) -> Any:
    """Return where a path leads on: of answers, to a part of their framework."""
    framework = getattr(getattr(value, "responses", value), "framework", None)
    nodes = {node.key: node for node in getattr(framework, "nodes", ())}
    return getattr(value, name, nodes.get(name))


def _titled(value: Any) -> str:
    """Return what somebody called it; "" without a name."""
    names = (getattr(value, name, "") for name in NAMED)
    return value if isinstance(value, str) else str(next(filter(None, names), ""))


def _with_title(thing: str, title: str) -> Sentence:
    """Return a thing by what somebody called it, in quotation marks."""
    if thing:
        return say("{thing} “{title}”", thing=thing, title=title)
    return say("“{title}”", title=title)
