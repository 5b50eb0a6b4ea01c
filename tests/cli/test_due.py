"""What falls due until a day, seen from a day."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cqikit.cli import main

CENTRE = Path(__file__).parents[2] / "examples" / "child_care"
PLAN = CENTRE / "plan.toml"

STEPS = """
type = "steps"
version = 1

[[steps]]
key = "rugs"
what = "replace three rugs"
who = "director"
when = 2026-11-12
"""


def run(*words: str | Path, text: str = "") -> Result:
    return CliRunner().invoke(main, ["due", *map(str, words)], input=text)


def test_what_falls_due_this_month_and_what_is_overdue() -> None:
    result = run(PLAN, "--as-of", "2026-12-11")
    assert result.stdout.splitlines() == [
        "         by          what",
        "overdue  2026-11-30  director: have a second latch put on the garden gate",
        "overdue  2026-11-30  director: order one more toddler table with four chairs",
        (
            "         2026-12-31  lead teachers: ask each child two questions at lunch"
            " that want more than one word"
        ),
        "         2026-12-31  director: rewrite the three chapters on safety",
        "4 due until 2026-12-31, 2 of them overdue on 2026-12-11",
    ]


def test_a_folder_has_data_and_aims_to_come() -> None:
    said = run(CENTRE, "--as-of", "2027-02-11", "--until", "2027-03-31").stdout
    late = "overdue  2026-11-30  Data of 2026-11 to 2027-01 (3 periods): Children whose"
    assert late in said
    assert "         2027-02-28  Data of 2027-02: Children whose" in said
    assert "Aim:" not in said
    assert "Aim: Nine of ten" in run(CENTRE, "--as-of", "2026-06-01").stdout


def test_a_plan_is_told_in_its_own_language(tmp_path: Path) -> None:
    plan = tmp_path / "plan.toml"
    text = PLAN.read_text(encoding="utf-8")
    plan.write_text(f'language = "es"\n{text}', encoding="utf-8")
    said = run(plan, "--as-of", "2026-12-11").stdout
    assert said.splitlines()[1].startswith("atrasado  30 de noviembre de 2026  ")
    assert "4 vencen hasta el 31 de diciembre de 2026" in said


def test_steps_alone_are_due(tmp_path: Path) -> None:
    result = run("-", "--as-of", "2026-11-12", text=STEPS)
    assert result.stdout == (
        "  by          what\n"
        "  2026-11-12  director: replace three rugs\n"
        "1 due until 2026-11-30, 0 of them overdue on 2026-11-12\n"
    )
    later = run("-", "--as-of", "2026-10-12", text=STEPS)
    assert later.stdout == "0 due until 2026-10-31, 0 of them overdue on 2026-10-12\n"


@pytest.mark.parametrize("words", [[], ["--as-of", "today"]])
def test_unless_said_it_is_today(
    words: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cqikit.cli._day.today", lambda: date(2024, 2, 3))
    assert run(PLAN, *words).stdout.endswith(
        "until 2024-02-29, 0 of them overdue on 2024-02-03\n"
    )


def test_the_clock_is_that_of_the_machine() -> None:
    said = json.loads(run(PLAN, "--json").stdout)
    now = datetime.now(tz=UTC).date()
    assert abs(date.fromisoformat(said["as_of"]) - now).days <= 1


@pytest.mark.parametrize(
    ("ending", "start"),
    [("ics", "BEGIN:VCALENDAR"), ("csv", "on,overdue,title"), ("json", '{\n  "verb"')],
)
def test_it_is_written_as_the_ending_says(
    ending: str, start: str, tmp_path: Path
) -> None:
    output = tmp_path / f"due.{ending}"
    result = run(PLAN, "--as-of", "2026-12-11", "-o", output)
    assert result.stdout == (
        f"{output}: 4 due until 2026-12-31, 2 of them overdue on 2026-12-11\n"
    )
    assert output.read_text(encoding="utf-8").startswith(start)


def test_json_has_them_all() -> None:
    said = json.loads(run(PLAN, "--as-of", "2026-12-11", "--json").stdout)
    assert (said["as_of"], said["until"], said["overdue"]) == (
        "2026-12-11", "2026-12-31", 2
    )  # fmt: skip
    assert said["due"][0]["key"] == "cqip/gate-latch"
    assert [entry["overdue"] for entry in said["due"]] == [True, True, False, False]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([CENTRE / "aim.toml"], "type plan or steps (got aims)"),
        ([PLAN, "--until", "2020-01-01"], "--until 2020-01-01 is before the day"),
        ([PLAN, "--until", "2126-01-01"], "--until 2126-01-01 is more than ten years"),
        ([PLAN, "-o", "due.txt"], "let its name end in .ics or .csv or .json"),
    ],
)
def test_what_cannot_be_is_refused(words: list[str | Path], said: str) -> None:
    result = run(*words, "--as-of", "2026-11-28")
    assert result.exit_code == 2
    assert said in result.stderr


def test_data_are_asked_of_who_lacks_them_and_of_nobody_who_left(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "visits"
    shutil.copytree(CENTRE.parent / "home_visiting", folder)
    listed = folder / "teams.toml"
    text = listed.read_text(encoding="utf-8")
    silent = '{ key = "Juniper", parent = "West" }'
    left = '{ key = "Juniper", parent = "West", until = "2025-11" }'
    never = '{ key = "Never", parent = "West" }'
    assert "(14 periods): Screened on time, of Juniper\n" in _late(folder)
    listed.write_text(text.replace(silent, f"{left},\n  {never}"), encoding="utf-8")
    said = _late(folder)
    assert "Juniper" not in said
    assert "Data of 2025-01 to 2027-01 (25 periods): Screened on time, of Never" in said


def _late(folder: Path) -> str:
    return run(folder, "--as-of", "2027-02-01").stdout


def test_the_last_days_of_the_calendar_are_days() -> None:
    done = CliRunner().invoke(
        main, ["due", "examples/child_care", "--as-of", "9999-12-11"]
    )
    assert done.exit_code == 2
    assert "until must be at most 10,000 months after the last data" in done.stderr


def test_a_step_over_several_lines_is_one_line_of_what_is_told(tmp_path: Path) -> None:
    ends = "\\n", "\\r", "\\r\\n", "\\u000b", "\\u000c", "\\u0085", "\\u2028", "\\u2029"
    steps = [
        f'[[steps]]\nkey = "s{place}"\nwhat = "buy rugs {end} fault: all is lost"\n'
        f"when = 2026-12-0{place + 1}\n"
        for place, end in enumerate(ends)
    ]
    file = tmp_path / "steps.toml"
    file.write_text('type = "steps"\nversion = 1\n' + "".join(steps), encoding="utf-8")
    asked = ["--as-of", "2026-12-01", "--until", "2026-12-31"]
    told = CliRunner().invoke(main, ["due", str(file), *asked]).stdout
    assert len(told.splitlines()) == len(ends) + 2
    assert told.count("buy rugs fault: all is lost") == len(ends)
    told = CliRunner().invoke(main, ["check", str(file), "--all"]).stdout
    assert told
    assert not [line for line in told.splitlines() if line.startswith("fault")]


@pytest.mark.parametrize(
    ("after", "said"),
    [
        (("b", "a"), "steps wait for each other: a -> b -> a"),
        (("b", "zz"), "no step named 'zz'"),
    ],
)
def test_steps_that_wait_for_nothing_are_found_wherever_they_stand(
    tmp_path: Path, after: tuple[str, str], said: str
) -> None:
    steps = "".join(
        f'[[steps]]\nkey = "{key}"\nwhat = "call"\nafter = ["{first}"]\n'
        for key, first in zip("ab", after, strict=True)
    )
    file = tmp_path / "steps.toml"
    file.write_text(f'type = "steps"\nversion = 1\n{steps}', encoding="utf-8")
    found = CliRunner().invoke(main, ["check", str(file)])
    assert (found.exit_code, said in found.stdout) == (1, True)
    told = CliRunner().invoke(main, ["due", str(file)])
    # A circle keeps no step from its day.
    assert (told.exit_code == 0) is ("wait" in said)
    assert told.exit_code == 0 or told.stderr.startswith(f"cqikit: {file}: 1 problem")
