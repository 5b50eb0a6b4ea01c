"""`cqikit compare plans`: what is different between two versions of a plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cqikit import plans
from cqikit.cli._input import document_of, each_of
from cqikit.cli._json import json_option, say_json
from cqikit.cli._language import language_option, spoken_in, tell
from cqikit.cli._paths import FILE
from cqikit.core import say

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["compare_plans"]


@click.command("plans")
@click.argument("old", type=FILE)
@click.argument("new", type=FILE)
@language_option
@json_option
def compare_plans(old: Path, new: Path, *, as_json: bool) -> None:
    """Say what is different in the plan NEW, one sentence a difference.

    OLD and NEW are documents of type plan; - is one from standard input.
    """
    before, after = each_of((old, new), lambda path: document_of(plans.Plan, path))
    found = plans.diff(before, after)
    spoken_in(after.language)
    if as_json:
        said = {"old": old, "new": new, "differences": found}
        say_json("compare plans", said)
        return
    for difference in found:
        tell(str(difference))
    if not found:
        tell(say("no difference"))
