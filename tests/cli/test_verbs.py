"""The command and its verbs: told without being loaded, corrected when misspelt."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator

import click
import pytest
from click.shell_completion import ShellComplete
from click.testing import CliRunner, Result

from cqikit import spc
from cqikit.cli import main
from cqikit.cli._compare import KINDS
from cqikit.cli._main import VERBS

CALLS = [[verb] for verb in VERBS] + [["compare", kind] for kind in KINDS]


def run(*words: str, text: str = "") -> Result:
    return CliRunner().invoke(main, list(words), input=text)


def commands() -> Iterator[tuple[list[str], click.Command]]:
    context = click.Context(main)
    for words in CALLS:
        group: click.Command = main
        for word in words:
            assert isinstance(group, click.Group)
            found = group.get_command(context, word)
            assert found is not None
            group = found
        yield words, group


@pytest.mark.parametrize("words", [[], *CALLS], ids=" ".join)
def test_help_has_a_short_name(words: list[str]) -> None:
    short, long = run(*words, "-h"), run(*words, "--help")
    assert short.exit_code == 0, short.output
    assert short.output == long.output
    assert "-h, --help" in short.output


def test_the_list_of_verbs_says_what_each_one_says_of_itself() -> None:
    said = run("-h").output
    for words, command in commands():
        assert command.name == words[-1]
        if len(words) == 1:
            assert words[0] in said
    assert "None" not in said


def test_every_verb_prints_json_where_it_finds_something() -> None:
    for words, command in commands():
        options = {name for param in command.params for name in param.opts}
        # A group finds nothing, and what is new is written, not found.
        assert words in (["compare"], ["new"]) or "--json" in options, words


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["chrt"], "there is no verb 'chrt'; did you mean 'chart'?"),
        (["xyzzy"], "there is no verb 'xyzzy'; there are new, look"),
        (["compare", "rule"], "there is no comparison 'rule'; did you mean 'rules'?"),
        (["chart", "a.csv", "--knd", "i"], "--kind"),
        (["chart", "a.csv", "--kind", "rnu"], "kind of chart 'rnu'; did you mean"),
        (["chart", "a.csv", "--kind", "zzzz"], "'zzzz'; -h lists those there are"),
        (["chart", "a.csv", "--every", "moth"], "did you mean 'month'?"),
        (["chart", "a.csv", "--better", "zz"], "is not one of higher, lower, neither"),
        (["compare", "rules", "a.csv", "--rules", "ihi,nelsn"], "mean 'nelson'?"),
        (["due", ".", "--as-of", "soon"], "'soon' is no day: a day is written as"),
        (["--versoin"], "--version"),
    ],
)
def test_a_misspelt_word_gets_the_one_that_may_be_meant(
    words: list[str], said: str
) -> None:
    result = run(*words)
    assert result.exit_code == 2
    assert said in result.stderr


def test_help_lists_every_kind_of_chart_and_every_rule_set() -> None:
    said = run("chart", "-h").output
    for named in (*spc.CHARTS, *spc.RULE_SETS):
        assert named.name in said
        assert named.title in said
    assert "i, xmr, imr, individuals" in said


def test_names_are_completed_in_a_shell() -> None:
    def completed(args: list[str], incomplete: str) -> list[str]:
        shell = ShellComplete(main, {}, "cqikit", "_CQIKIT_COMPLETE")
        return [item.value for item in shell.get_completions(args, incomplete)]

    assert completed([], "c") == ["chart", "check", "compare", "convert"]
    assert completed(["chart", "--kind"], "xbar") == [
        "xbar",
        "xbar-range",
        "xbar-pooled",
    ]
    assert completed(["chart", "--rules"], "nel") == ["nelson"]
    assert completed(["score"], "ecers") == ["ecers-r", "ecers-3"]
    assert completed(["compare"], "r") == ["rules"]
    assert completed(["nothing"], "c") == completed([], "c")


LOADED = """
import sys
from cqikit.cli import main
try:
    main({words!r})
except SystemExit:
    pass
rooms = {{name.split(".")[1] for name in sys.modules if name.startswith("cqikit.")}}
heavy = {{"matplotlib", "jinja2", "docx", "openpyxl", "pandas"}} & set(sys.modules)
print(*sorted(rooms | heavy), file=sys.stderr)
"""


@pytest.mark.parametrize(
    ("words", "without"),
    [
        (["--version"], "measures spc documents tables drawing folders numpy"),
        (["-h"], "measures spc documents tables drawing folders numpy"),
        (["compare", "-h"], "plans spc documents tables drawing"),
        (["score", "-h"], "matplotlib drawing reports calendars jinja2 docx"),
        (["check", "-h"], "matplotlib drawing reports calendars jinja2 docx"),
        (["due", "-h"], "matplotlib drawing reports jinja2 docx"),
        (["convert", "-h"], "matplotlib drawing reports calendars jinja2 docx"),
        (["compare", "plans", "-h"], "spc drawing reports documents tables"),
        (["chart", "-h"], "matplotlib documents reports assessments plans folders"),
    ],
)
def test_a_verb_loads_its_own_rooms_only(words: list[str], without: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOADED.format(words=words)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert not set(done.stderr.split()) & set(without.split())


def test_what_a_terminal_has_no_sign_for_is_no_error() -> None:
    table = "month,falls′\n2025-01,3\n2025-02,4\n"
    words = ["chart", "-", "--period", "month", "--value", "falls′", "--json"]
    done = subprocess.run(
        [sys.executable, "-m", "cqikit", *words],
        capture_output=True,
        input=table.encode(),
        check=True,
        env={**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "1"},
    )
    assert json.loads(done.stdout)["title"] == "falls′"


@pytest.mark.parametrize(
    ("line", "verb", "said"),
    [
        ("chart a.csv", "chart", "give --period with --value"),
        ("check", "check", "Missing argument"),
        ("chart a.csv --kind rnu", "chart", "rnu"),
        ("due . --as-of 2026-13-01", "due", "2026-13-01"),
        ("new plan a.toml", "new", "No such option"),
        ("chrat a.csv", "", "did you mean 'chart'?"),
    ],
)
def test_a_line_that_makes_no_sense_is_refused_as_json_too(
    line: str, verb: str, said: str
) -> None:
    result = run(*line.split(), "--json")
    plain = run(*line.split(), "--jsn") if verb == "new" else run(*line.split())
    assert (result.exit_code, plain.exit_code, plain.stdout) == (2, 2, "")
    told = json.loads(result.stdout)
    [problem] = told["refused"]["problems"]
    assert (told["verb"], told["refused"]["code"]) == (verb, "command.usage")
    assert said in problem["message"]
    assert said in " ".join(result.stderr.split())
