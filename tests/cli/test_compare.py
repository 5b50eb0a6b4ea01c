"""What is different between two plans, and what rule sets say of one table."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cqikit.cli import main

PLAN = Path(__file__).parents[2] / "examples" / "child_care" / "plan.toml"
# Centre 5; of the published sets some count seven on one side, others do not.
SIX = [6, 6, 6, 5, 6, 6, 6, 6]


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, ["compare", *map(str, words)])


def test_two_versions_of_a_plan(tmp_path: Path) -> None:
    text = PLAN.read_text(encoding="utf-8")
    newer = tmp_path / "newer.toml"
    newer.write_text(text.replace('when = "2026-12"', 'when = "2027-02"', 1), "utf-8")
    result = run("plans", PLAN, newer)
    assert result.stdout == "step 'meal-talk': when is now 2027-02, was 2026-12\n"
    said = json.loads(run("plans", PLAN, newer, "--json").stdout)
    assert said["differences"] == [
        {
            "kind": "changed",
            "where": "steps.meal-talk.when",
            "sentence": "step 'meal-talk': when is now 2027-02, was 2026-12",
            "old": "2026-12",
            "new": "2027-02",
        }
    ]
    more = '\n[[steps]]\nkey = "new-mats"\nwhat = "Order three mats"\n'
    newer.write_text(text + more, "utf-8")
    said = json.loads(run("plans", PLAN, newer, "--json").stdout)
    [added] = said["differences"]
    assert (added["kind"], added["old"], added["new"]["key"]) == (
        "added",
        None,
        "new-mats",
    )
    assert run("plans", PLAN, PLAN).stdout == "no difference\n"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "six.csv"
    rows = [f"2025-{month:02},{value}" for month, value in enumerate(SIX, start=1)]
    path.write_text("\n".join(["month,falls", *rows]) + "\n", encoding="utf-8")
    return path


COLUMNS = ("--period", "month", "--value", "falls", "--centre", "5")


def test_rule_sets_disagree_and_the_convention_is_named(table: Path) -> None:
    result = run("rules", table, *COLUMNS, "--rules", "perla,weco,Nelson")
    assert result.exit_code == 0, result.output
    lines = result.stdout.splitlines()
    assert lines[0] == "8 months from 2025-01 to 2025-08"
    assert lines[1].split() == ["Rule", "set", "signals"]
    assert lines[2].split()[0] == "perla"
    assert lines[2].split(maxsplit=1)[1] == "shift 2 times"
    assert lines[3].split() == ["western-electric", "silent"]
    assert lines[4].split() == ["nelson", "silent"]
    decides = "  Shift: western-electric silent, perla signals: length 8, not 6"
    assert any(line.startswith(decides) for line in lines[5:])


def test_json_of_rule_sets_has_every_signal(table: Path) -> None:
    words = (*COLUMNS, "--kind", "i", "--json")
    said = json.loads(run("rules", table, *words).stdout)
    assert said["verb"] == "compare rules"
    assert said["kind"] == "i"
    sets = {rule_set["name"]: rule_set for rule_set in said["rule_sets"]}
    assert {"perla", "nelson", "ihi", "qicharts2"} <= set(sets)
    assert all(entry["source"] for entry in sets.values())
    shifts = [
        signal for signal in sets["perla"]["signals"] if signal["rule"] == "shift"
    ]
    # The point on the centre line belongs to no side.
    assert [(shift["first"], shift["last"], shift["points"]) for shift in shifts] == [
        ("2025-01", "2025-03", 3),
        ("2025-05", "2025-08", 4),
    ]
    assert {"rule", "of", "other", "silent", "conventions"} == set(
        said["differences"][0]
    )


def test_a_rule_that_signals_often_is_counted(tmp_path: Path) -> None:
    path = tmp_path / "up.csv"
    values = [5, 5, 6, 5, 20, 5, 6, 5, 5, 20, 5, 6]
    rows = [f"2025-{month:02},{value}" for month, value in enumerate(values, start=1)]
    path.write_text("\n".join(["month,falls", *rows]) + "\n", encoding="utf-8")
    words = ("--period", "month", "--value", "falls", "--kind", "c", "--centre", "5")
    lines = run("rules", path, *words, "--rules", "three-sigma").stdout.splitlines()
    assert lines[-1].split() == ["three-sigma", "outside", "2", "times"]


def test_a_comparison_takes_the_options_of_a_chart(table: Path) -> None:
    help_of_chart = CliRunner().invoke(main, ["chart", "-h"]).output
    said = run("rules", "-h").output
    for option in ("--since", "--baseline", "--exclude", "--every", "--kind"):
        assert option in help_of_chart
        assert option in said
    for option in ("--output", "--explain", "--target"):
        assert option not in said


def test_answers_before_may_be_to_another_framework(tmp_path: Path) -> None:
    before = PLAN.parents[1] / "measles" / "readiness.toml"
    after = tmp_path / "attributes.toml"
    after.write_text(
        'type = "answers"\nversion = 1\nkey = "later"\nframework = "cqi-attributes"\n'
        'answers = [{ item = "commitment", value = "mostly" },'
        ' { item = "data-driven", value = "mostly" }]\n',
        encoding="utf-8",
    )
    walk = ("--crosswalk", "conditions-to-attributes")
    told = run("assessments", before, after, *walk).stdout
    assert "They are committed to going on improving" in told
    assert "3.00   2.00   \u22121.00" in told
    # What was not answered before has got neither better nor worse.
    [new] = [line for line in told.splitlines() if line.startswith("Data decide")]
    assert new.split()[-6:] == ["2.00", "0", "0", "0", "cannot", "tell"]
