"""Extensions are found only when asked, and loaded only by name or on request."""

from __future__ import annotations

from importlib.metadata import EntryPoint, EntryPoints
from typing import Any

import pytest

from cqikit import plugins, spc
from cqikit.errors import UnknownNameError

POINTS = EntryPoints(
    [
        EntryPoint("nelson", "cqikit.spc:NELSON", "cqikit.rules"),
        EntryPoint("mine", "cqikit.spc:ANHOEJ", "cqikit.rules"),
        EntryPoint("broken", "nowhere:RULE", "cqikit.scorers"),
        EntryPoint("one", "cqikit.spc:SHEWHART_RUNS.members", "cqikit.frameworks"),
        EntryPoint("single", "cqikit.spc:BeyondLimits", "cqikit.chart_kinds"),
    ]
)


@pytest.fixture(autouse=True)
def installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pretend that some packages are installed."""

    def select(**wanted: Any) -> EntryPoints:
        return POINTS.select(**wanted)

    monkeypatch.setattr(plugins, "entry_points", select)


def test_what_is_found_is_not_loaded() -> None:
    [broken] = plugins.found("cqikit.scorers")
    assert (broken.name, broken.source) == ("broken", "nowhere:RULE")
    assert [plugin.name for plugin in plugins.found("cqikit.rules")] == [
        "mine",
        "nelson",
    ]
    assert plugins.found("cqikit.documents") == ()


def test_all_of_a_group_are_loaded_or_those_that_are_named() -> None:
    every = plugins.load("cqikit.rules")
    assert every == (*spc.ANHOEJ, *spc.NELSON)
    assert plugins.load("cqikit.rules", only=["nelson"]) == tuple(spc.NELSON)
    assert plugins.load("cqikit.frameworks") == spc.SHEWHART_RUNS.members
    assert plugins.load("cqikit.chart_kinds") == (spc.BeyondLimits,)


def test_an_unknown_group_or_name_is_refused() -> None:
    with pytest.raises(UnknownNameError, match=r"did you mean 'cqikit\.rules'"):
        plugins.found("cqikit.rule")
    with pytest.raises(UnknownNameError, match="did you mean 'nelson'"):
        plugins.load("cqikit.rules", only=["nelso"])


def test_a_broken_plugin_fails_as_itself() -> None:
    with pytest.raises(ModuleNotFoundError, match="nowhere"):
        plugins.load("cqikit.scorers")
