"""A file is read within bounds, named when it cannot be, and replaced whole."""

from __future__ import annotations

import errno
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from cqikit.errors import DataError, Problem, SourceError
from cqikit.files import (
    is_stream,
    named_as_texts,
    path_inside,
    paths_in,
    read_bytes,
    text_of,
    write_bytes,
    write_text,
)


def test_a_missing_file_is_named_and_its_likely_name_told(tmp_path: Path) -> None:
    (tmp_path / "cases.csv").touch()
    (tmp_path / "casse").mkdir()
    with pytest.raises(SourceError) as caught:
        read_bytes(tmp_path / "casse.csv", most=1)
    said = f"{tmp_path / 'casse.csv'}: there is no such file: did you mean 'cases.csv'?"
    assert str(caught.value) == said
    with pytest.raises(SourceError, match=r"there is no such file$"):
        read_bytes(tmp_path / "zzz", most=1)
    with pytest.raises(SourceError, match=r"there is no folder '.*no'$"):
        read_bytes(tmp_path / "no" / "cases.csv", most=1)


def test_what_is_no_file_is_told_so(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="is a directory"):
        read_bytes(tmp_path, most=1)
    with pytest.raises(SourceError, match="embedded null"):
        read_bytes("a\0b", most=1)


@pytest.mark.parametrize(("most", "held"), [(4, b"12345"), (5, b"12345"), (3, b"1234")])
def test_of_a_file_that_is_too_long_no_more_is_read(
    tmp_path: Path, most: int, held: bytes
) -> None:
    (tmp_path / "long").write_bytes(b"12345")
    assert read_bytes(tmp_path / "long", most) == held


def test_bytes_that_are_no_text_are_named_by_their_line() -> None:
    assert text_of("\ufeffSüd\r\n".encode(), refuse=ValueError) == "Süd\r\n"

    def refuse(fault: Problem) -> DataError:
        return DataError("area.csv", [fault])

    with pytest.raises(DataError, match="line 2: must be UTF-8 text: save it as UTF-8"):
        text_of("area\nSüd\n".encode("latin-1"), refuse)


def test_a_file_is_replaced_whole_and_keeps_its_mode(tmp_path: Path) -> None:
    file = tmp_path / "out"
    write_bytes(file, b"once")
    file.chmod(0o640)
    # Somebody else's half of a file is left alone.
    (tmp_path / ".out.0.part").touch()
    write_bytes(file, b"again")
    assert file.read_bytes() == b"again"
    assert file.stat().st_mode & 0o777 == 0o640
    assert {path.name for path in tmp_path.iterdir()} == {"out", ".out.0.part"}


def test_what_cannot_be_written_leaves_everything_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "text").write_text("as it was")
    with pytest.raises(SourceError, match="directory"):
        write_bytes(tmp_path / "sub", b"x")
    with pytest.raises(SourceError, match="no such file"):
        write_bytes(tmp_path / "no" / "out", b"x")
    with pytest.raises(SourceError, match="surrogates"):
        write_text(tmp_path / "text", "\ud800")
    assert (tmp_path / "text").read_text() == "as it was"
    assert {path.name for path in tmp_path.iterdir()} == {"sub", "text"}


@contextmanager
def no_file_longer_than(most: int) -> Iterator[None]:
    """Let the system refuse to write more than so many bytes to one file."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)


def test_a_failure_on_the_way_leaves_everything_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "out"
    file.write_bytes(b"as it was")
    with no_file_longer_than(8192), pytest.raises(SourceError, match="too large"):
        write_bytes(file, b"x" * 100_000)
    assert file.read_bytes() == b"as it was"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_text_and_bytes_are_written_in_one_way(tmp_path: Path) -> None:
    write_text(tmp_path / "text", "a\r\nb\n\u00e9")
    write_bytes(tmp_path / "bytes", "a\r\nb\n\u00e9".encode())
    assert (tmp_path / "text").read_bytes() == (tmp_path / "bytes").read_bytes()


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "far" / "out")
    write_text(tmp_path / "link", "through it")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "far" / "out").read_text() == "through it"


KILLED = """
import os, signal, sys
from cqikit.files import write_bytes
os.fsync = lambda opened: os.kill(os.getpid(), signal.SIGKILL)
write_bytes(sys.argv[1], b"x" * 100_000)
"""


def test_a_writer_that_is_killed_leaves_the_file_and_what_it_left_goes(
    tmp_path: Path,
) -> None:
    file = tmp_path / "out.csv"
    file.write_bytes(b"as it was")
    done = subprocess.run([sys.executable, "-c", KILLED, str(file)], check=False)
    assert done.returncode == -signal.SIGKILL
    assert file.read_bytes() == b"as it was"
    [left] = [path for path in tmp_path.iterdir() if path != file]
    # Young, it may be another writer's work in progress; later it is nobody's.
    write_bytes(file, b"next")
    assert left.exists()
    others = [tmp_path / ".out.csv.part", tmp_path / ".out.csv.0.part.txt"]
    for other in (left, *others):
        other.touch()
        os.utime(other, (0, 0))
    write_bytes(file, b"next day")
    assert set(tmp_path.iterdir()) == {file, *others}


@pytest.mark.parametrize(("minutes", "stays"), [(1, True), (-1, False)])
def test_what_stands_beside_a_file_is_somebodys_for_a_day(
    tmp_path: Path, minutes: int, *, stays: bool
) -> None:
    left = tmp_path / ".out.0.part"
    left.touch()
    begun = time.time() - 24 * 60 * 60 + 60 * minutes
    os.utime(left, (begun, begun))
    write_bytes(tmp_path / "out", b"x")
    assert left.exists() is stays


def test_a_file_has_its_bytes_before_it_has_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[int] = []
    monkeypatch.setattr(os, "fsync", lambda file: kept.append(os.fstat(file).st_size))
    write_bytes(tmp_path / "out", b"12345")
    assert kept == [5]


def test_a_failure_is_told_although_its_traces_have_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: int) -> None:
        (tmp_path / ".out.0.part").unlink()
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(SourceError, match="no space left"):
        write_bytes(tmp_path / "out", b"x")
    assert list(tmp_path.iterdir()) == []


def test_links_in_a_circle_are_told_so(tmp_path: Path) -> None:
    (tmp_path / "one").symlink_to(tmp_path / "other")
    (tmp_path / "other").symlink_to(tmp_path / "one")
    with pytest.raises(SourceError, match=r"(?i)symbolic link|symlink loop"):
        write_bytes(tmp_path / "one", b"x")
    assert not is_stream(tmp_path / "one")


def test_another_hard_link_keeps_what_was_there(tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"as it was")
    (tmp_path / "kept").hardlink_to(tmp_path / "out")
    write_bytes(tmp_path / "out", b"new")
    assert (tmp_path / "kept").read_bytes() == b"as it was"


def test_a_folder_that_cannot_be_listed_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By a test that root runs, too, who may list every folder."""

    def refuse(_: Path) -> Iterator[Path]:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    (tmp_path / "cases.csv").touch()
    monkeypatch.setattr(Path, "iterdir", refuse)
    for lists in (paths_in, named_as_texts):
        with pytest.raises(SourceError) as told:
            lists(tmp_path)
        assert str(told.value) == f"{tmp_path}: permission denied"
    # Its files may be there all the same; only what is alike is not known.
    with pytest.raises(SourceError, match=r"there is no such file$"):
        read_bytes(tmp_path / "casse.csv", most=1)


def test_what_never_ends_is_read_to_its_bound() -> None:
    """Files of the system say that they have no bytes, and have some."""
    held = read_bytes("/proc/self/status", most=100_000)
    assert held.startswith(b"Name:")
    for most in (1, 2, 10):
        assert read_bytes("/proc/self/status", most) == held[: most + 1]


def test_a_fifo_is_refused_at_once_and_not_kept_open(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    before = len(list(Path("/proc/self/fd").iterdir()))
    with pytest.raises(SourceError, match="is no file: a folder, device or FIFO"):
        read_bytes(tmp_path / "pipe", most=1)
    assert len(list(Path("/proc/self/fd").iterdir())) == before


def test_files_that_editors_named_are_found(tmp_path: Path) -> None:
    for name in ("plan.toml.txt", "notes", "aim.DOCX", "plan.toml", "rows.csv"):
        (tmp_path / name).touch()
    (tmp_path / "folder.txt").mkdir()
    found = [path.name for path in named_as_texts(tmp_path)]
    assert found == ["aim.DOCX", "notes", "plan.toml.txt"]


def test_only_a_regular_file_that_lies_inside_is_a_file_of_a_folder(
    tmp_path: Path,
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "far.toml").touch()
    (tmp_path / "in" / "link.toml").symlink_to("../far.toml")
    (tmp_path / "in" / "loop.toml").symlink_to("loop.toml")
    os.mkfifo(tmp_path / "in" / "pipe.toml")
    for name, why in {
        "../far.toml": "lies outside the folder",
        "link.toml": "lies outside the folder",
        "pipe.toml": "is no file: a folder, device or FIFO",
        "loop.toml": "(?i)symbolic link|symlink loop",
        "a\0b": "embedded null",
    }.items():
        with pytest.raises(SourceError, match=why):
            path_inside(tmp_path / "in", name)
    assert path_inside(tmp_path / "in", "new.toml") == tmp_path / "in" / "new.toml"


def test_a_descriptor_that_is_open_is_read_and_stays_open(tmp_path: Path) -> None:
    (tmp_path / "in").write_bytes(b"12345")
    with (tmp_path / "in").open("rb") as opened:
        assert read_bytes(f"/dev/fd/{opened.fileno()}", most=3) == b"1234"
        assert not opened.closed
        assert os.fstat(opened.fileno()).st_size == 5


@pytest.mark.parametrize("data", [b"{\\rtf1 a", b"PK\x03\x04 a", b"%PDF-1.4"])
def test_what_is_no_plain_text_is_told_what_it_is(data: bytes) -> None:
    def refuse(fault: Problem) -> DataError:
        return DataError("area.csv", [fault])

    with pytest.raises(DataError, match="no plain text: save it as plain text"):
        text_of(data, refuse)


def test_a_folder_that_cannot_be_listed_takes_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unlistable(folder: Path) -> Iterator[Path]:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(folder))

    monkeypatch.setattr(Path, "iterdir", unlistable)
    write_bytes(tmp_path / "out", b"x")
    assert (tmp_path / "out").read_bytes() == b"x"


@pytest.mark.parametrize("letter", ["a", "\u00e9", "\U0001f600"])
def test_a_name_may_be_as_long_as_names_can_be(tmp_path: Path, letter: str) -> None:
    name = letter * (255 // len(letter.encode()))
    write_bytes(tmp_path / name, b"x")
    assert [path.name for path in tmp_path.iterdir()] == [name]
