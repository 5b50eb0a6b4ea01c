"""The laws of the house, held against the code as it is."""

from pathlib import Path

from tests.architecture import _doors, _habits, _house, _names
from tests.architecture._imports import ROOT, SRC


def report(breaches: list[str]) -> str:
    return "\n" + "\n".join(breaches)


def test_every_room_has_a_floor() -> None:
    breaches = _house.unknown_rooms()
    assert not breaches, report(breaches)


def test_imports_only_go_down() -> None:
    breaches = _house.imports_that_do_not_go_down()
    assert not breaches, report(breaches)


def test_nobody_enters_a_room_but_by_its_door() -> None:
    beside: list[Path] = [ROOT / "examples", ROOT / "benchmarks"]
    breaches = _house.private_entries(SRC, *beside)
    assert not breaches, report(breaches)


def test_a_door_only_opens() -> None:
    breaches = _doors.doors_that_do_more_than_open()
    assert not breaches, report(breaches)


def test_no_circles_inside_a_room() -> None:
    breaches = _house.circles_inside_rooms()
    assert not breaches, report(breaches)


def test_no_two_wings_know_each_other() -> None:
    breaches = _house.strange_wings()
    assert not breaches, report(breaches)


def test_every_room_lists_its_public_names() -> None:
    breaches = _names.rooms_without_list()
    assert not breaches, report(breaches)


def test_no_variable_is_called_one() -> None:
    breaches = _names.called_one(SRC, ROOT / "tests", ROOT / "benchmarks")
    assert not breaches, report(breaches)


def test_files_and_functions_can_be_read_in_one_go() -> None:
    breaches = _habits.oversized()
    assert not breaches, report(breaches)


def test_errors_live_in_one_file_and_are_called_errors() -> None:
    breaches = _habits.misplaced_errors()
    assert not breaches, report(breaches)


def test_findings_are_made_by_rows() -> None:
    breaches = _habits.findings_by_hand()
    assert not breaches, report(breaches)


def test_a_code_has_one_row() -> None:
    breaches = _habits.codes_of_two_rows()
    assert not breaches, report(breaches)


def test_interfaces_are_protocols_not_base_classes() -> None:
    breaches = _habits.abstract_classes()
    assert not breaches, report(breaches)


def test_interfaces_are_small() -> None:
    breaches = _habits.wide_interfaces()
    assert not breaches, report(breaches)


def test_nothing_global_is_set() -> None:
    breaches = _habits.global_setters()
    assert not breaches, report(breaches)


def test_chance_comes_with_a_seed_and_nobody_logs() -> None:
    breaches = _habits.chance_and_talk()
    assert not breaches, report(breaches)


def test_clocks_files_and_environment_are_for_the_top_floors() -> None:
    breaches = _habits.reaches_outside()
    assert not breaches, report(breaches)
