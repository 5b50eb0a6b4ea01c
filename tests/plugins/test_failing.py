"""What a plugin does wrong as it runs is told by its name, and all else is done."""

from __future__ import annotations

import json
import pickle
import shutil
import signal
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner, Result

from cqikit import assessments, folders, plans, plugins, projects, spc
from cqikit.cli import main
from cqikit.core import run_checks
from cqikit.errors import SourceError
from tests.plugins import ours
from tests.plugins.test_plugins import OURS, pretend

CHECKS = ("raises", "five", "quits", "template", "ODD")


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder that has a document of a stranger's type."""
    made = tmp_path / "effort"
    shutil.copytree("examples/child_care", made)
    said = 'type = "huddle"\nversion = 1\nplace = "hall"\n'
    (made / "h.toml").write_text(said, encoding="utf-8")
    return made


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pretend that what fails is installed."""
    pretend(
        monkeypatch,
        *((name, f"{OURS}:{name}", "checks.plan") for name in CHECKS),
        ("fits", f"{OURS}:FITS", "rules"),
        ("loud", f"{OURS}:LOUD", "rules"),
        ("short", f"{OURS}:SHORT", "rules"),
        ("wide", f"{OURS}:WIDE", "rules"),
        ("best", f"{OURS}:BEST", "scorers"),
        ("worst", f"{OURS}:WORST", "scorers"),
        ("failing", f"{OURS}:FAILING", "sections"),
        ("part", f"{OURS}:PART", "sections"),
    )


@pytest.mark.usefixtures("failing")
def test_checks_and_sections_that_fail_are_left_out_and_named(folder: Path) -> None:
    (folder / "h.toml").unlink()
    plain = run("report", folder, "-o", folder.parent / "plain.md")
    done = run("--plugins", "report", folder, "-o", folder.parent / "page.md")
    assert (plain.exit_code, done.exit_code) == (0, 0), done.stderr
    page = (folder.parent / "page.md").read_text(encoding="utf-8")
    assert page == (folder.parent / "plain.md").read_text(encoding="utf-8")
    told = [line for line in done.stderr.splitlines() if "left out" in line]
    of = f"cqikit: left out: the plugin {{0!r}} of cqikit.{{1}} ({OURS}:{{2}}): {{3}}"
    assert [line for line in told if "'ours.template'" not in line] == [
        of.format(name, group, value, why)
        for name, group, value, why in (
            (
                *("ODD", "checks.plan", "ODD"),
                (
                    "'ours.odd' failed: FieldTypeError: a finding must be a"
                    " core.Finding (got 'odd')"
                ),
            ),
            (
                *("five", "checks.plan", "five"),
                (
                    "'ours.five' failed: FieldTypeError: what the check ours.five finds"
                    " must be findings (got 5): yield found(...), or return True where"
                    " there is something to say"
                ),
            ),
            (
                *("quits", "checks.plan", "quits"),
                "'ours.quits' failed: SystemExit: 3",
            ),
            (
                *("raises", "checks.plan", "raises"),
                "'ours.raises' failed: ValueError: no such day",
            ),
            (
                *("failing", "sections", "FAILING"),
                "'failing' failed: RuntimeError: worse",
            ),
            (
                *("part", "sections", "PART"),
                (
                    "'part' failed: FieldTypeError: a section must be a reports.Section"
                    " (got 5)"
                ),
            ),
        )
    ]
    [template] = [line for line in told if "'ours.template'" in line]
    assert f"({OURS}:template): 'ours.template' failed: " in template


@pytest.mark.usefixtures("failing")
def test_rules_that_fail_find_no_signal() -> None:
    told: list[str] = []
    filled = plugins.fill(projects.CATALOGS, say=told.append)
    chart = spc.chart([4.0, 9, 6, 7, 5, 80], "i")
    for name in ("fits", "loud", "short"):
        for _ in range(2):
            reading = spc.read(chart, filled.rule_sets[name])
            assert not reading.any
            # One that has failed is not among those that saw nothing.
            gone = () if name == "fits" else (name,)
            assert (reading.left_out, reading.failed) == (gone, gone)
            assert reading.rules.names == tuple(reading.flags)
    assert [line.partition("): ")[2] for line in told] == [
        "'loud' failed: ZeroDivisionError: division by zero",
        (
            "'short' failed: FieldTypeError: the flags must be of the shape (6,), one"
            " flag for each point (got (3,))"
        ),
    ]
    # Ours are as they are.
    assert filled.rule_sets["wide"].rules.members == (ours.WIDE,)


def declines(_: Any) -> Any:
    """Answer that there is no answer."""
    return NotImplemented


@pytest.mark.parametrize("n", [12, 70_000])
def test_a_rule_may_decline_and_the_others_are_read(n: int) -> None:
    class Declines:
        name = "declines"
        reach = 2
        __call__ = staticmethod(declines)

    values = np.arange(n, dtype=float)
    chart = spc.chart(values, "i", phases=[n // 2])
    rules = [*spc.SHEWHART_RUNS, Declines()]
    for view in (chart, spc.View(values, centre=np.zeros(n), sigma=np.ones(n))):
        reading = spc.read(view, rules)
        assert reading.failed == ("declines",)
        assert reading.rules == spc.SHEWHART_RUNS
    stack = spc.read(spc.chart(np.ones((3, 4000)), "run"), rules)
    assert "declines" not in stack.flags
    few = spc.chart(values[:12], "i", phases=[6])
    _, look = spc.monitor(few, [Declines()]).take(n)
    assert not look.signals


@pytest.mark.usefixtures("failing")
@pytest.mark.parametrize("each", [[], ["--each", "team"]])
def test_a_rule_that_was_asked_for_and_fails_is_told(
    tmp_path: Path, each: list[str]
) -> None:
    table = tmp_path / "falls.csv"
    rows = "".join(f"2025-{n:02},{n % 4 + 3},a\n" for n in range(1, 7))
    table.write_text(f"month,falls,team\n{rows}", encoding="utf-8")
    words = ["chart", table, "--period", "month", "--value", "falls", *each, "--json"]
    done = run("--plugins", *words, "--rules", "short")
    assert (done.exit_code, "'short' failed" in done.stderr) == (1, True)
    told = json.loads(done.stdout)
    told = told["teams"]["a"] if each else told
    assert (told["rules"], told["rules_left_out"]) == ([], ["short"])
    assert told["summary"] == "No signal, but the rule short failed."
    assert run("--plugins", *words, "--rules", "fits").exit_code == 0
    if not each:
        words[:1] = ["compare", "rules"]
        compared = run("--plugins", *words, "--rules", "short,fits").stdout
        sets = json.loads(compared)["rule_sets"]
        assert [found["rules_failed"] for found in sets] == [["short"], []]


@pytest.mark.usefixtures("failing")
def test_a_scorer_that_fails_is_an_error_with_its_name() -> None:
    scorers = plugins.fill(projects.CATALOGS).scorers
    said = assessments.Responses(
        ours.VISITS, [assessments.Answer(item="greet", value="all")]
    )
    assert assessments.score(said, scorers=scorers).value == 2
    with pytest.raises(SourceError, match=r"'worst' of cqikit\.scorers .*: worse"):
        assessments.score(said, scorer="worst", scorers=scorers)


@pytest.mark.usefixtures("failing")
def test_what_fails_is_an_error_where_nobody_is_told() -> None:
    failing = plugins.fill(projects.CATALOGS).checks.plan[-1]
    assert pickle.loads(pickle.dumps(failing)) == failing
    with pytest.raises(SourceError, match="the plugin 'template' of"):
        run_checks(plans.Plan(key="plan", title="Plan"), [failing])


def test_types_of_document_are_read_checked_and_described(
    monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    pretend(
        monkeypatch,
        ("huddle", f"{OURS}:HUDDLE", "documents"),
        ("three", f"{OURS}:THREE", "documents"),
        ("known", "cqikit.documents:DOCUMENTS", "documents"),
        ("close", f"{OURS}:CLOSE", "checks.nogroup"),
        ("other", f"{OURS}:CLOSE", "checks.nogroup"),
    )
    huddle = folder / "h.toml"
    assert "no type of document named 'huddle'" in run("check", huddle).stderr
    done = run("--plugins", "check", huddle)
    assert (done.exit_code, "of type huddle" in done.output) == (0, True), done.output
    lines = [line.partition(": left out: ")[2] for line in done.stderr.splitlines()]
    assert "the plugin 'three' of cqikit.documents" in lines[1]
    assert "must be a documents.DocumentType (got 3)" in lines[1]
    assert "'ours.raises' failed: ValueError" in done.stderr
    for name in ("close", "other"):
        assert (
            f"the plugin {name!r} of cqikit.checks.nogroup ({OURS}:CLOSE): no group"
            " named 'cqikit.checks.nogroup'"
        ) in done.stderr
    assert (
        run("--plugins", "check", folder).exit_code
        == run("check", "examples/child_care").exit_code
    )
    assert '"place"' in run("--plugins", "schema", "huddle").stdout
    with pytest.raises(SourceError, match=r"cqikit\.documents"):
        plugins.fill_types(folders.DOCUMENTS)


@pytest.mark.parametrize(
    ("raised", "told"),
    [("Own('odd')", "Own: odd"), ("SystemExit(2)", "SystemExit: 2")],
)
def test_whatever_a_plugin_raises_is_told_and_the_others_are_loaded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, raised: str, told: str
) -> None:
    script = f"class Own(BaseException): ...\nraise {raised}\n"
    _installed(tmp_path, monkeypatch, script)
    said: list[str] = []
    assert plugins.load("cqikit.rules", say=said.append) == (ours.CLOSE,)
    [line] = said
    assert line.endswith(f"cannot be loaded: {told}")


def test_what_plugins_print_is_not_among_what_a_verb_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = "print('loaded')\nfrom tests.plugins.ours import CLOSE as RULE\n"
    _installed(tmp_path, monkeypatch, script)
    table = tmp_path / "falls.csv"
    table.write_text("month,falls\n2025-01,1\n2025-02,2\n", encoding="utf-8")
    words = ["chart", table, "--period", "month", "--value", "falls"]
    for more in (["--json"], ["-o", "-"], ["-o", tmp_path / "a.svg"]):
        plain = run(*words, *more)
        done = run("--plugins", *words, *more, "--force")
        assert (done.exit_code, done.stdout) == (0, plain.stdout)
        assert "loaded" in done.stderr
        sys.modules.pop("cqikit_odd")
    assert run("--plugins", "chart", "-h").stdout.startswith("Usage")


def test_who_does_not_answer_ctrl_c_as_python_does_has_not_pressed_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _installed(tmp_path, monkeypatch, "raise KeyboardInterrupt\n")
    monkeypatch.setattr(signal, "getsignal", lambda _: signal.SIG_IGN)
    said: list[str] = []
    assert plugins.load("cqikit.rules", say=said.append) == (ours.CLOSE,)
    assert said[0].endswith("cannot be loaded: KeyboardInterrupt: ")


@pytest.mark.parametrize("raised", ["KeyboardInterrupt", "SystemExit(130)"])
def test_a_stop_while_a_plugin_is_loaded_is_a_stop(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, raised: str
) -> None:
    _installed(tmp_path, monkeypatch, f"raise {raised}\n")
    # Whoever starts tests in the background may have it ignored.
    monkeypatch.setattr(signal, "getsignal", lambda _: signal.default_int_handler)
    with pytest.raises((KeyboardInterrupt, SystemExit)):
        plugins.load("cqikit.rules", say=print)


def _installed(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Pretend that a script is installed, beside a plugin that loads."""
    sys.modules.pop("cqikit_odd", None)
    (folder / "cqikit_odd.py").write_text(script, encoding="utf-8")
    monkeypatch.syspath_prepend(folder)
    pretend(
        monkeypatch,
        ("close", f"{OURS}:CLOSE", "rules"),
        ("odd", "cqikit_odd:RULE", "rules"),
    )
