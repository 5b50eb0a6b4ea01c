"""The page of the example says what each number is made of, and of which day."""

from __future__ import annotations

import re

from cqikit.reports import to_markdown
from tests.examples import loaded


def page() -> str:
    return to_markdown(loaded.report("home_visiting"))


def test_each_point_names_its_rows_and_what_is_filled_in() -> None:
    rows = re.findall(r"^\| 2026-11 .*visits\.csv.*$", page(), re.MULTILINE)
    assert rows
    assert all("filled in: " in row and "Juniper, as in 20" in row for row in rows)


def test_a_changed_mix_stands_at_a_glance_and_in_the_guide() -> None:
    said = "yet 12 of 12 teams rose: the mix of teams changed"
    glance = page().split("## ")[1]
    assert said in glance
    [guide] = [row for row in page().splitlines() if "Which results do we tell?" in row]
    assert said in guide


def test_what_the_guide_proposes_has_its_day() -> None:
    heads = re.findall(r"What the data propose, as of (\S+)", page())
    assert set(heads) == {"2026-06-30"}
    assert len(heads) == 4


def test_one_count_of_values() -> None:
    text = page().split("## Referred after")[1].split("\n## ")[0]
    [reported] = re.findall(r"\| (\d+) of (\d+) values expected", text)
    [missing] = re.findall(r"(\d+) values of teams missing", text)
    assert int(reported[1]) - int(reported[0]) == int(missing)
    assert "5 reports in which there was nothing to count" in text
