"""What a report calls the members of enumerations, in sentences of one word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cqikit.core import say

if TYPE_CHECKING:
    from enum import StrEnum

__all__ = ["named"]

#: By the word of a member: of steps, sources, causes, standards, evidence and cycles.
NAMES: Final = {
    "planned": say("planned"),
    "under-way": say("under way"),
    "on-hold": say("on hold"),
    "done": say("done"),
    "dropped": say("dropped"),
    "replaced": say("replaced"),
    "strong": say("strong"),
    "fair": say("fair"),
    "weak": say("weak"),
    "stronger": say("stronger"),
    "intermediate": say("intermediate"),
    "weaker": say("weaker"),
    "tool": say("tool"),
    "staff-survey": say("staff survey"),
    "parent-survey": say("parent survey"),
    "accreditation": say("accreditation"),
    "registry": say("registry"),
    "licensing": say("licensing"),
    "observation": say("observation"),
    "other": say("other"),
    "suspected": say("suspected"),
    "confirmed": say("confirmed"),
    "ruled-out": say("ruled-out"),
    "visit": say("visit"),
    "video": say("video"),
    "phone": say("phone"),
    "message": say("message"),
    "group": say("group"),
    "outcome": say("outcome"),
    "indicator": say("indicator"),
    "standard": say("standard"),
    "goal": say("goal"),
    "completion": say("completion"),
    "timeliness": say("timeliness"),
    "performance": say("performance"),
    "quality": say("quality"),
    "interview": say("interview"),
    "focus-group": say("focus group"),
    "case-review": say("case review"),
    "comments": say("comments"),
    "document": say("document"),
    "need": say("need"),
    "idea": say("idea"),
    "plan": say("plan"),
    "do": say("do"),
    "study": say("study"),
    "act": say("act"),
    "adopted": say("adopted"),
    "adapted": say("adapted"),
    "abandoned": say("abandoned"),
    "stopped": say("stopped"),
    "partly": say("partly"),
    "refuted": say("refuted"),
    "not-testable": say("not-testable"),
    "real": say("real"),
    "noise": say("noise"),
    "cannot tell": say("cannot tell"),
    "high": say("high"),
    "some": say("some"),
    "low": say("low"),
    "unknown": say("unknown"),
    "skill": say("skill"),
    "process": say("process"),
}


def named(member: StrEnum) -> str:
    """Return what a report calls a member of an enumeration."""
    return NAMES.get(member.value, member.value)
