"""What the PDSA worksheet calls the words of a cycle."""

from __future__ import annotations

from typing import Final

from cqikit.core import say

__all__ = ["DECISIONS", "KINDS", "PURPOSES", "SCALES", "TRENDS", "VERDICTS"]

PURPOSES: Final = {
    "test": say("test a change"),
    "collect": say("collect information"),
    "implement": say("put a tested change in place"),
    "task": say("do a task"),
}
VERDICTS: Final = {
    "confirmed": say("as expected"),
    "partly": say("partly"),
    "refuted": say("otherwise"),
    "not-testable": say("cannot be told"),
}
DECISIONS: Final = {
    "adopt": say("adopt"),
    "adapt": say("adapt"),
    "abandon": say("abandon"),
    "stop": say("stop before the end"),
}
SCALES: Final = {
    "smaller": say("smaller"),
    "same": say("the same"),
    "larger": say("larger"),
}
TRENDS: Final = {"rise": say("rise"), "fall": say("fall"), "hold": say("hold")}
KINDS: Final = {
    "chart": say("a chart"),
    "data": say("data"),
    "interview": say("an interview"),
    "observation": say("an observation"),
    "case-review": say("a case review"),
    "survey": say("a survey"),
    "document": say("a document"),
    "other": say("something else"),
}
