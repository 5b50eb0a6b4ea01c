"""The page of speed: complete, of what was kept, and readable in words and picture."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from benchmarks import page, peer, peers, results
from benchmarks import run as bench
from benchmarks.harness import Finish
from benchmarks.picture import OURS, WIDE, Bar, Group, drawn, duration
from benchmarks.words import AIMS, SECTIONS
from cqikit import spc

KEPT = results.load()


def test_each_file_of_benchmarks_has_a_heading() -> None:
    assert sorted(SECTIONS) == bench.discovered([])


def test_each_race_that_was_kept_is_on_the_page() -> None:
    text = page.page(KEPT)
    for finishes in KEPT.finishes.values():
        for finish in finishes:
            what = page.AGAINST.fullmatch(finish.name)
            assert what, finish.name
            assert f"| {what[1].replace(' x ', ' × ')} |" in text


def test_what_was_kept_is_read_as_it_was_written() -> None:
    assert results.parse(results.as_json(KEPT)) == KEPT


def test_a_missed_bar_is_said_so_on_the_page() -> None:
    missed = Finish(name="a thing, against another", ours=3, theirs=1, at_most=2.0)
    made = replace(KEPT, finishes={**KEPT.finishes, "bench_pdsa": (missed,)})
    row = "| a thing | 3 s | another | 1 s | 3 | 2, missed |"
    assert row in page.page(made)


def test_the_page_names_each_race_that_misses_its_aim_and_no_other() -> None:
    finishes = {each.name: each for of in KEPT.finishes.values() for each in of}
    text = page.page(KEPT).partition("What is slowest now")[2]
    for name, aim in AIMS.items():
        assert aim < finishes[name].at_most
        row = f"| {name.replace(' x ', ' × ')} | {finishes[name].ratio:.3g} | {aim:g} |"
        assert (row in text) == (finishes[name].ratio > aim)
    quick = {
        file: tuple(replace(each, ours=each.theirs) for each in of)
        for file, of in KEPT.finishes.items()
    }
    kept_to = page.page(replace(KEPT, finishes=quick))
    assert f"All {len(AIMS)} races that have one keep to it." in kept_to


def test_the_page_is_made_without_other_packages() -> None:
    alone = replace(KEPT, beside=())
    assert "other Python packages" not in page.page(alone)
    assert "cqikit</text>" not in page.picture(alone)


def test_writing_keeps_figures_page_and_picture(tmp_path: Path) -> None:
    (tmp_path / "docs/reference").mkdir(parents=True)
    page.write(KEPT, tmp_path)
    there = {path.name for path in (tmp_path / "docs/reference").iterdir()}
    assert there == {"speed.json", "speed.md", "speed.svg"}
    kept = (tmp_path / "docs/reference/speed.json").read_text(encoding="utf-8")
    assert results.parse(kept) == KEPT


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (1.234, "1.23 s"),
        (19.4, "19.4 s"),
        (0.9996, "1 s"),
        (0.0123, "12.3 ms"),
        (0.4567, "457 ms"),
        (14e-6, "14 µs"),
        (2e-9, "0.002 µs"),
    ],
)
def test_durations_are_in_the_unit_that_reads_best(seconds: float, said: str) -> None:
    assert duration(seconds) == said


def test_bars_grow_by_equal_steps_for_tenfold_times() -> None:
    bars = [Bar(f"{power}", 10.0**power, OURS) for power in range(-3, 2)]
    svg = ET.fromstring(drawn([Group("g", bars)], title="t", description="d"))
    paths = [path for path in svg.iter() if path.get("fill") == OURS]
    ends = [float(str(path.get("d")).split("H")[1].split("V")[0]) for path in paths]
    steps = [after - before for before, after in pairwise(ends[1:])]
    assert steps == pytest.approx([steps[0]] * len(steps), abs=0.2)
    assert max(ends) <= WIDE


def test_another_package_that_finds_otherwise_is_not_believed() -> None:
    rows = [[1.0, 2.0, 1.5, 2.5, 1.0, 9.0, 2.0, 1.0]]
    reading = spc.read(spc.chart(rows), spc.ANHOEJ | spc.NELSON)
    chart = reading.chart
    limits = [line[0, 0] for line in (chart.lower, chart.centre, chart.upper)]
    outside = peers.places(reading, "outside")
    runs = [int(reading.runs.longest[0, 0]), int(reading.runs.crossings[0, 0])]
    nelson = [peers.places(reading, rule.name)[0] for rule in spc.NELSON]
    told = {"limits": limits, "outside": outside[0], "runs": runs, "nelson": nelson}
    peers.same([told], reading)
    for name, wrong in {
        "limits": [0.0, 1.0, 2.0],
        "outside": [3],
        "runs": [8, 0],
        "nelson": [[3]] * 8,
    }.items():
        with pytest.raises(AssertionError):
            peers.same([{**told, name: wrong}], reading)


def test_packages_are_named_in_one_order_of_time() -> None:
    first = KEPT.beside[0]
    again = results.with_beside(KEPT, replace(first, theirs=1e6))
    assert [each.name for each in again.beside][-1] == first.name
    assert len(again.beside) == len(KEPT.beside)


def test_each_package_of_the_session_is_asked_and_described() -> None:
    pinned = Path("noxfile.py").read_text(encoding="utf-8")
    assert list(peer.PEERS) == list(peers.DOES)
    for each in peer.PEERS:
        assert f'"{each}==' in pinned


def test_only_all_of_them_are_kept(capsys: pytest.CaptureFixture[str]) -> None:
    assert bench.main(["--write", "panel"]) == 1
    assert "--write keeps all of them" in capsys.readouterr().out
