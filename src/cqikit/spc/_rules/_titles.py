"""What rules are called where people read of them."""

from __future__ import annotations

from typing import Final

from cqikit.core import arguments, is_text, say

__all__ = ["rule_title"]

#: What the rules of the published sets are called.
RULES: Final = {
    "alternating": say("alternating"),
    "away": say("away"),
    "box": say("box"),
    "crossings": say("crossings"),
    "four-of-five": say("four of five"),
    "inside": say("inside"),
    "longest-run": say("longest run"),
    "near-limit": say("near limit"),
    "opposite": say("opposite"),
    "outside": say("outside"),
    "run-count": say("run count"),
    "shift": say("shift"),
    "trend": say("trend"),
    "two-of-three": say("two of three"),
    "zeros": say("zeros"),
}


@arguments(name=is_text)
def rule_title(name: str) -> str:
    """Return what a rule is called where people read of it, from its name.

    Examples
    --------
    >>> rule_title("longest-run"), rule_title("my-own")
    ('longest run', 'my own')
    """
    return RULES.get(name) or name.replace("-", " ")
