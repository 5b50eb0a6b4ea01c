"""What several parts of the plan's form have in common."""

from __future__ import annotations

from typing import Final

from cqikit.core import say
from cqikit.forms._word._template import Field

__all__ = ["AREA", "AUTHOR", "CONCERNS", "DAY", "KEY", "STEP"]

CONCERNS: Final = {
    "health-and-safety": say("health and safety"),
    "licensing": say("licensing"),
    "quality": say("quality"),
}
KEY: Final = Field(path="key", label=say("Short name"))
DAY: Final = Field(path="on", label=say("Day"), kind="day")
AUTHOR: Final = Field(path="author", label=say("Written by"))
STEP: Final = Field(path="step", label=say("Step"), kind="name", of="steps")
AREA: Final = Field(path="of", label=say("Area"), kind="name", of="areas")
