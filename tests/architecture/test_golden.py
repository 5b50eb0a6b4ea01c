"""Golden files are as the code makes them, and a difference is seen."""

from pathlib import Path

import pytest

from tests import goldens
from tests.architecture._floors import FLOORS
from tests.architecture._picture import picture


# tests/validation compares its own, which takes some seconds to make.
@pytest.mark.parametrize("room", sorted({*goldens.rooms()} - {"validation"}))
def test_golden_files_are_as_made(room: str) -> None:
    found = goldens.differences(goldens.golden_files(room))
    assert not found, (
        "\n\n".join(["", *found]) + "\n\nIf meant: nox -s golden -- --write"
    )


def test_a_difference_is_shown_and_writing_mends_it(tmp_path: Path) -> None:
    made = {"golden/names.txt": "core.Table\n"}
    (shown,) = goldens.differences(made, tmp_path)
    assert "+core.Table" in shown
    goldens.write(made, tmp_path)
    assert goldens.differences(made, tmp_path) == []


def test_the_chore_fails_on_a_difference(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(goldens, "golden_files", lambda: {"no/such.txt": "new\n"})
    assert goldens.main([]) == 1
    assert "no/such.txt" in capsys.readouterr().out


def test_the_picture_shows_every_room() -> None:
    drawn = picture()
    for floor in FLOORS:
        for room in floor.rooms:
            assert f">{room}</text>" in drawn
