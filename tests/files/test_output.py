"""A command writes over nothing that it reads, nor over another's work."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from io import BytesIO
from pathlib import Path
from threading import Thread
from typing import Any
from zipfile import ZipFile

import docx
import openpyxl
import pytest
from PIL import Image

from cqikit.errors import SourceError
from cqikit.files import (
    Mark,
    check_output,
    is_stream,
    mark_of,
    marked,
    write_bytes,
    write_output,
)

ANOTHER = "give another name"


def word() -> bytes:
    """Return a small Word file."""
    written = BytesIO()
    docx.Document().save(written)
    return written.getvalue()


def workbook() -> bytes:
    """Return a small workbook."""
    written = BytesIO()
    openpyxl.Workbook().save(written)
    return written.getvalue()


def picture() -> bytes:
    """Return a small PNG."""
    written = BytesIO()
    Image.new("RGB", (2, 2)).save(written, "PNG")
    return written.getvalue()


FORMS: dict[str, Callable[[], bytes]] = {
    "page.html": lambda: b"<!doctype html>\n<p>So far</p>\n",
    "page.MD": lambda: b"# So far\n\n| a |\n| --- |\n| 1 |\n",
    "chart.svg": lambda: b"<svg>\n</svg>\n",
    "chart.png": picture,
    "chart.pdf": lambda: b"%PDF-1.4\ntrailer\n<<>>\nstartxref\n9\n%%EOF\n",
    "chart.json": lambda: b'{\n  "verb": "chart",\n  "n": 7\n}\n',
    "report.docx": word,
    "rows.xlsx": workbook,
}


def edited_word(data: bytes) -> bytes:
    """Return a Word file after somebody wrote a line into it."""
    document: Any = docx.Document(BytesIO(data))
    document.add_paragraph("What this means for us")
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def edited_workbook(data: bytes) -> bytes:
    """Return a workbook after somebody wrote into a cell."""
    book: Any = openpyxl.load_workbook(BytesIO(data))
    book.active["A1"] = "What this means for us"
    written = BytesIO()
    book.save(written)
    return written.getvalue()


EDITS: dict[str, Callable[[bytes], bytes]] = {
    "page.html": lambda data: data.replace(b"far", b"good"),
    "page.MD": lambda data: data + b"\nWhat this means for us\n",
    "chart.svg": lambda data: data.replace(b"<svg>", b'<svg class="mine">'),
    "chart.png": lambda data: data.replace(b"IDAT", b"IDAt", 1),
    "chart.pdf": lambda data: data.replace(b"<<>>", b"<< >>"),
    "chart.json": lambda data: data.replace(b"7", b"8"),
    "report.docx": edited_word,
    "rows.xlsx": edited_workbook,
}


@pytest.mark.parametrize("name", FORMS)
def test_a_mark_holds_until_somebody_changes_the_file(name: str) -> None:
    bare = FORMS[name]()
    assert mark_of(bare) is Mark.NONE
    made = marked(bare, name)
    assert mark_of(made) is Mark.OWN
    assert mark_of(EDITS[name](made)) in {Mark.CHANGED, Mark.NONE}
    assert marked(bare, name) == made


@pytest.mark.parametrize("name", list(FORMS)[:6])
def test_a_file_that_was_changed_is_known_as_such(name: str) -> None:
    made = marked(FORMS[name](), name)
    assert mark_of(EDITS[name](made)) is Mark.CHANGED


def test_a_word_file_that_a_person_wrote_into_is_known_as_such() -> None:
    made = marked(word(), "report.docx")
    # Word and its like keep the identifier.
    assert mark_of(edited_word(made)) is Mark.CHANGED
    about = docx.Document(BytesIO(made)).core_properties
    assert about.identifier.startswith("made by cqikit, sha256 ")


def test_line_ends_after_a_mark_are_nobodys_work() -> None:
    made = marked(b"# So far\n", "page.md")
    assert mark_of(made.rstrip()) is mark_of(made + b"\n") is Mark.OWN
    page = marked(b"<p>So far</p>\n</html>\n", "page.html")
    assert page.endswith(b" -->\n</html>\n")
    assert mark_of(page.rstrip()) is mark_of(page + b"\n") is Mark.OWN


def test_marked_files_are_still_what_they_were() -> None:
    with Image.open(BytesIO(marked(picture(), "chart.png"))) as image:
        image.load()
        assert image.info["Software"].startswith("made by cqikit")
    printed = marked(FORMS["chart.pdf"](), "chart.pdf")
    # What counts is where the table lies, and what stands before it moves nothing.
    assert printed.startswith(FORMS["chart.pdf"]().partition(b"startxref")[0])
    assert json.loads(marked(FORMS["chart.json"](), "chart.json"))["n"] == 7
    opened: Any = openpyxl.load_workbook(BytesIO(marked(workbook(), "rows.xlsx")))
    assert opened.sheetnames == ["Sheet"]


@pytest.mark.parametrize("data", [b"PK, said the ratchet", b"", b"\x89PNG\r\n\x1a\n"])
def test_what_is_no_such_file_has_no_mark(data: bytes) -> None:
    assert mark_of(data) is Mark.NONE


def test_a_package_without_properties_has_no_mark() -> None:
    written = BytesIO()
    with ZipFile(written, "w") as package:
        package.writestr("a", "b")
    assert mark_of(written.getvalue()) is Mark.NONE


@pytest.mark.parametrize("name", FORMS)
def test_what_a_command_wrote_it_writes_again_without_a_word(
    tmp_path: Path, name: str
) -> None:
    file = tmp_path / name
    for _ in range(2):
        write_output(file, FORMS[name]())
    write_bytes(file, EDITS[name](file.read_bytes()))
    held = file.read_bytes()
    with pytest.raises(SourceError, match=f"{ANOTHER}, or --force$"):
        write_output(file, FORMS[name]())
    assert file.read_bytes() == held
    write_output(file, FORMS[name](), force=True)
    assert mark_of(file.read_bytes()) is Mark.OWN


def test_what_another_made_is_written_over_when_told_to(tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text("mine")
    with pytest.raises(SourceError) as caught:
        write_output(file, "new")
    said = "is there already, and no mark says that cqikit made it"
    said = f"{file}: {said}: {ANOTHER}, or --force"
    assert str(caught.value) == said
    assert file.read_text() == "mine"
    write_output(file, "new", force=True)
    assert file.read_text().startswith("new\n\n<!-- made by cqikit")


def test_a_file_that_was_changed_is_told_so(tmp_path: Path) -> None:
    file = tmp_path / "page.md"
    write_output(file, "# So far\n")
    file.write_text(file.read_text().replace("far", "good"))
    with pytest.raises(SourceError, match="was made by cqikit and has been changed"):
        check_output(file)


def test_a_table_has_no_mark(tmp_path: Path) -> None:
    file = tmp_path / "rows.csv"
    write_output(file, b"month,falls\n")
    assert file.read_bytes() == b"month,falls\n"
    with pytest.raises(SourceError, match="no mark says that cqikit"):
        write_output(file, b"month,falls\n")


def test_a_file_too_large_to_be_ours_is_not_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "page.html"
    write_output(file, "x")
    monkeypatch.setattr("cqikit.files._output.LARGEST", 10)
    with pytest.raises(SourceError, match="no mark says that cqikit"):
        check_output(file)


def spelt(tmp_path: Path) -> Path:
    return tmp_path / "sub" / ".." / "data.html"


def hard_link(tmp_path: Path) -> Path:
    (tmp_path / "hard").hardlink_to(tmp_path / "data.html")
    return tmp_path / "hard"


def soft_link(tmp_path: Path) -> Path:
    (tmp_path / "soft").symlink_to("data.html")
    return tmp_path / "soft"


@pytest.mark.parametrize("force", [False, True])
@pytest.mark.parametrize(
    "other", [spelt, hard_link, soft_link, lambda tmp_path: Path("data.html")]
)
def test_what_is_read_is_never_written_over(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    other: Callable[[Path], Path],
    *,
    force: bool,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sub").mkdir()
    data = tmp_path / "data.html"
    # Not even where it is our own.
    write_output(data, "as it was")
    held = data.read_bytes()
    output = other(tmp_path)
    with pytest.raises(SourceError) as caught:
        write_output(output, "x", reads=["gone", data], force=force)
    assert str(caught.value) == f"{output}: is read by this command: {ANOTHER}"
    assert data.read_bytes() == held


def test_a_link_counts_as_the_file_that_it_leads_to(tmp_path: Path) -> None:
    (tmp_path / "mine.html").write_text("mine")
    (tmp_path / "link.html").symlink_to("mine.html")
    with pytest.raises(SourceError, match="no mark says that cqikit"):
        write_output(tmp_path / "link.html", "x")
    (tmp_path / "new.html").symlink_to("later.html")
    write_output(tmp_path / "new.html", "x")
    write_output(tmp_path / "new.html", "x")
    assert (tmp_path / "new.html").is_symlink()


def test_a_device_is_written_to_and_not_replaced() -> None:
    before = Path("/dev/null").stat()
    for _ in range(2):
        write_output("/dev/null", "x", reads=["/dev/null"])
        write_bytes("/dev/null", b"x")
    after = Path("/dev/null").stat()
    assert stat.S_ISCHR(after.st_mode)
    assert after.st_ino == before.st_ino


@pytest.mark.parametrize("write", [write_output, write_bytes])
def test_a_fifo_is_written_to_and_not_replaced(
    tmp_path: Path, write: Callable[[Path, bytes], None]
) -> None:
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    read: list[bytes] = []
    reader = Thread(target=lambda: read.append(fifo.read_bytes()), daemon=True)
    reader.start()
    write(fifo, b"through it")
    reader.join(timeout=10)
    assert read == [b"through it"]
    assert stat.S_ISFIFO(fifo.stat().st_mode)
    assert [path.name for path in tmp_path.iterdir()] == ["fifo"]


@pytest.mark.parametrize(
    ("name", "way"),
    [
        ("/dev/stdout", "stdout"),
        ("/dev/fd/1", "stdout"),
        ("/proc/self/fd/1", "stdout"),
        ("/dev/stderr", "stderr"),
    ],
)
def test_what_goes_out_is_added_to_where_it_goes(
    tmp_path: Path, name: str, way: str
) -> None:
    assert is_stream(name)
    log = tmp_path / "log"
    log.write_text("before\n")
    code = f"from cqikit.files import write_output; write_output({name!r}, 'so far\\n')"
    with log.open("a") as opened:
        streams: dict[str, Any] = {way: opened}
        subprocess.run([sys.executable, "-c", code], check=True, **streams)
    assert log.read_text() == "before\nso far\n"


def test_an_impossible_name_is_told_so(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="embedded null"):
        check_output("a\0b")
    with pytest.raises(SourceError, match="directory"):
        check_output(tmp_path)
    with pytest.raises(SourceError, match="surrogates"):
        write_output(tmp_path / "text", "\ud800")
    (tmp_path / "file").touch()
    with pytest.raises(SourceError, match="not a directory"):
        check_output(tmp_path / "file" / "page.html")
    (tmp_path / "circle").symlink_to(tmp_path / "circle")
    with pytest.raises(SourceError, match="symbolic links"):
        check_output(tmp_path / "circle")


@pytest.mark.parametrize("name", ["gone/../mine.csv", "link.csv", "far.csv"])
@pytest.mark.parametrize("force", [True, False])
def test_a_folder_that_is_not_there_leads_to_no_file(
    tmp_path: Path, name: str, *, force: bool
) -> None:
    mine = tmp_path / "mine.csv"
    mine.write_text("month,falls", encoding="utf-8")
    (tmp_path / "link.csv").symlink_to("gone/../mine.csv")
    (tmp_path / "far.csv").symlink_to("link.csv")
    for write in (write_bytes, partial(write_output, reads=[mine], force=force)):
        with pytest.raises(SourceError):
            write(tmp_path / name, b"lost")
    assert mine.read_text(encoding="utf-8") == "month,falls"
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "far.csv",
        "link.csv",
        "mine.csv",
    ]


def test_a_link_to_a_file_that_is_not_there_yet_is_followed(tmp_path: Path) -> None:
    (tmp_path / "far.csv").symlink_to("link.csv")
    (tmp_path / "link.csv").symlink_to("new.csv")
    write_bytes(tmp_path / "far.csv", b"month,falls")
    assert (tmp_path / "new.csv").read_bytes() == b"month,falls"
    assert (tmp_path / "far.csv").is_symlink()
