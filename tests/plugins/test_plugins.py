"""Extensions are found only when asked, and loaded only by name or on request."""

from __future__ import annotations

from importlib.metadata import EntryPoint, EntryPoints
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from cqikit import plugins, projects, reports, spc
from cqikit.errors import SourceError, UnknownNameError
from tests.plugins import ours

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


def test_a_broken_plugin_is_an_error_unless_somebody_is_told() -> None:
    with pytest.raises(SourceError, match="ModuleNotFoundError: No module named"):
        plugins.load("cqikit.scorers")


def pretend(monkeypatch: pytest.MonkeyPatch, *points: tuple[str, str, str]) -> None:
    made = EntryPoints(
        EntryPoint(name, value, f"cqikit.{group}") for name, value, group in points
    )

    def select(**wanted: Any) -> EntryPoints:
        return made.select(**wanted)

    monkeypatch.setattr(plugins, "entry_points", select)


OURS = "tests.plugins.ours"


def test_one_that_fails_is_named_and_the_others_are_loaded(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    script = "raise SystemExit(2)"
    (tmp_path / "cqikit_quits.py").write_text(script, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    pretend(
        monkeypatch,
        ("absent", "nowhere:RULE", "rules"),
        ("close", f"{OURS}:CLOSE", "rules"),
        ("quits", "cqikit_quits:RULE", "rules"),
        ("typo", f"{OURS}:CLOZE", "rules"),
    )
    told: list[str] = []
    assert plugins.load("cqikit.rules", say=told.append) == (ours.CLOSE,)
    assert [line.partition(": ")[0] for line in told] == [
        "the plugin 'absent' of cqikit.rules (nowhere:RULE)",
        "the plugin 'quits' of cqikit.rules (cqikit_quits:RULE)",
        f"the plugin 'typo' of cqikit.rules ({OURS}:CLOZE)",
    ]
    assert "cannot be loaded: SystemExit: 2" in told[1]


def test_two_of_one_name_are_both_named(monkeypatch: pytest.MonkeyPatch) -> None:
    pretend(
        monkeypatch,
        ("close", f"{OURS}:CLOSE", "rules"),
        ("close", "another.package:CLOSE", "rules"),
        ("nelson", "cqikit.spc:NELSON", "rules"),
        # Installed twice, as a wheel and from a checkout, it is one.
        ("nelson", "cqikit.spc:NELSON", "rules"),
    )
    said = f"another.package:CLOSE and {OURS}:CLOSE: uninstall all but one"
    told: list[str] = []
    assert plugins.load("cqikit.rules", say=told.append) == tuple(spc.NELSON)
    assert told == [f"'close': 2 plugins of cqikit.rules have this name: {said}"]
    with pytest.raises(SourceError, match="2 plugins of"):
        plugins.load("cqikit.rules")


def test_what_is_not_of_its_group_is_refused_by_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pretend(
        monkeypatch,
        ("three", f"{OURS}:THREE", "rules"),
        ("three", f"{OURS}:THREE", "chart_kinds"),
        ("three", f"{OURS}:THREE", "checks.plan"),
        ("close", f"{OURS}:CLOSE", "scorers"),
        ("known", "cqikit.assessments:FRAMEWORKS", "frameworks"),
        ("section", f"{OURS}:CLOSE", "sections"),
        ("best", f"{OURS}:BEST", "scorers"),
    )
    told: list[str] = []
    filled = plugins.fill(reports.REPORT_CATALOGS, say=told.append)
    assert "best" in filled.scorers
    assert filled == evolve(reports.REPORT_CATALOGS, scorers=filled.scorers)
    assert [line.partition("): ")[2] for line in told] == [
        "chart kinds[32] must be a chart kind (got 3): give it a name, as text",
        "rules must be a list of rules (got [3]): such as [spc.Shift(length=8)]",
        (
            "two of the frameworks are named 'child-welfare-cqi': replace(...)"
            " exchanges one"
        ),
        "scorers['close'] must be a scorer (got <RuleSet close, 1 rules>)",
        (
            f"sections[{len(reports.SECTIONS)}] must be one of the sections (got"
            " <RuleSet close, 1 rules>): such as reports.ReportSection(...)"
        ),
        (
            f"plan[{len(projects.Checks().plan)}] must be one of the checks (got 3):"
            " core.check makes one of a function"
        ),
    ]
    with pytest.raises(SourceError, match="the plugin 'three' of"):
        plugins.fill(projects.CATALOGS)


def test_rules_are_a_set_by_the_name_of_their_entry_point(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pretend(
        monkeypatch,
        ("strict", "cqikit.spc:NELSON", "rules"),
        ("budget", f"{OURS}:BUDGET", "sections"),
    )
    filled = plugins.fill(projects.CATALOGS)
    strict = filled.rule_sets["strict"]
    assert (strict.source, strict.rules) == ("cqikit.spc:NELSON", spc.NELSON)
    assert "budget" in plugins.fill(reports.REPORT_CATALOGS).sections


def test_every_kind_of_subject_has_a_group() -> None:
    groups = [group for group in plugins.GROUPS if ".checks." in group]
    assert [group.rpartition(".")[2] for group in groups] == [
        *projects.Checks().subjects
    ]
