"""What `cqikit look` proposes, run as it is printed, draws that very series."""

from __future__ import annotations

import json
import shlex
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from cqikit.cli import main
from cqikit.tables import parse_csv, propose
from tests.shapes import SHAPES


def run(*words: str, piped: str | None = None) -> Any:
    return CliRunner().invoke(main, list(words), input=piped)


def values_of(found: dict[str, Any]) -> dict[str, list[float | None]]:
    """Return the values that a chart shows, by team."""
    teams = found.get("teams") or {"": found}
    return {
        team: [point["value"] for point in chart["points"]]
        for team, chart in teams.items()
    }


def holds(text: str, *words: str) -> bool:
    """Say whether there is something to draw, having drawn it as it was printed."""
    seen = run("look", "-", "--json", *words, piped=text)
    assert seen.exit_code in {0, 2}, seen.output
    if seen.exit_code == 2:
        assert seen.stderr.startswith(("cqikit: ", "Usage: ")), seen.output
        return False
    found = json.loads(seen.stdout)
    assert bool(found["next"]) != bool(found["asks"]), found
    if found["asks"]:
        return False
    command = shlex.split(found["next"])
    assert command[:2] == ["cqikit", "chart"]
    drawn = run(*command[1:], "--json", piped=text)
    assert drawn.exit_code == 0, (command, drawn.output)
    # The first measure is drawn; a count may be called a share there or a rate.
    shown = values_of(json.loads(drawn.stdout))
    assert shown
    if not words:
        made = propose(parse_csv(text))
        first = made.measures[0].key
        for series in made.series:
            if series.measure.key == first:
                read = [None if value != value else value for value in series.values]  # noqa: PLR0124
                assert shown[series.team] == pytest.approx(read)
    return True


@pytest.mark.parametrize("name", SHAPES)
def test_the_command_that_is_printed_draws_what_was_proposed(name: str) -> None:
    assert holds(SHAPES[name]) == (name not in {"asked", "codes", "minutes"})


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("asked", "--dates mdy"),
        ("codes", "--missing n/a"),
        ("named", "--across --names Measure --value late"),
        ("minutes", "--take median --once client=first --every month"),
        ("minutes", "--value minutes --add --zeros --every month"),
        ("minutes", "--count minutes --of client --every month"),
        ("cases", "--value 1 --team ward --every week"),
        ("cases", "--value 1 --once ward=any"),
        ("line list", "--count missed?=Y --of 1 --every month --team ward"),
        ("sites", "--where Site=Adams --where Site=Baker --add"),
    ],
)
def test_what_is_said_is_in_the_command(name: str, words: str) -> None:
    assert holds(SHAPES[name], *shlex.split(words)) != ("--of client" in words)


CELLS = {
    "month": st.dates().map(lambda day: f"{day:%Y-%m}"),
    "number": st.integers(0, 99).map(str),
    "flag": st.sampled_from(["Y", "N"]),
    "word": st.sampled_from(["North", "South", "East"]),
    "day": st.integers(1, 28).map("2024-02-{:02}".format),
    "odd": st.sampled_from(["", "n/a", "<5", "1,5", "$7", "3/4/2024", "Q1 2024"]),
}
NAMES = st.text("ab=-, \"'é#", min_size=1, max_size=5).map(str.strip).filter(bool)


@given(st.data())
def test_whatever_the_table_it_is_drawn_or_asked_about(data: st.DataObject) -> None:
    kinds = data.draw(st.lists(st.sampled_from(sorted(CELLS)), min_size=2, max_size=4))
    size = len(kinds)
    names = data.draw(st.lists(NAMES, min_size=size, max_size=size, unique=True))
    row = st.tuples(*(CELLS[kind] for kind in kinds))
    rows = data.draw(st.lists(row, min_size=2, max_size=8))
    table = [names, *rows]
    holds("\n".join(",".join(_quoted(cell) for cell in cells) for cells in table))


def _quoted(cell: str) -> str:
    doubled = cell.replace('"', '""')
    return f'"{doubled}"'


def test_a_file_whose_name_begins_as_an_option_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("-o.csv").write_text(SHAPES["iso"], encoding="utf-8")
    done = run("look", "./-o.csv")
    command = shlex.split(done.output.splitlines()[-1])
    assert command[:3] == ["cqikit", "chart", "./-o.csv"]
    assert run(*command[1:], "--json").exit_code == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("--once client", "say --once COLUMN=first, =last or =any (got 'client')"),
        ("--once client=frist", "say --once COLUMN=first"),
        ("--take middle", "'middle' is not one of sum, mean, median"),
    ],
)
def test_a_wrong_word_is_told_with_the_right_ones(words: str, said: str) -> None:
    for verb in ("look", "chart"):
        given = ["--period", "day", "--value", "minutes", *words.split()]
        refused = run(verb, "-", *given, piped=SHAPES["minutes"])
        assert refused.exit_code == 2
        assert said in refused.output
