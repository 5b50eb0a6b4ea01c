"""All that is wrong in a folder is told in one round, each fault with its file."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from cqikit import folders
from cqikit.errors import DocumentError, SourceError
from tests.worded import check_worded

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture
def scutari(tmp_path: Path) -> Path:
    """Return a copy of the smaller example."""
    return Path(shutil.copytree(EXAMPLES / "scutari", tmp_path / "scutari"))


def faults(folder: Path) -> list[str]:
    with pytest.raises(DocumentError) as caught:
        folders.read(folder)
    return [str(problem) for problem in caught.value.problems]


def write(folder: Path, name: str, text: str) -> None:
    (folder / name).write_text(text, encoding="utf-8")


def _answers(folder: Path) -> None:
    text = (
        'type = "answers"\nversion = 1\nkey = "a"\nframework = "nobodys"\nanswers = []'
    )
    write(folder, "answers.toml", text)


def _cycles(folder: Path) -> None:
    text = 'type = "cycles"\nversion = 1\n[[cycles]]\ntitle = "T"\nplan = "try it"\n'
    write(folder, "cycles.toml", text)


def _table(folder: Path) -> None:
    text = (folder / "mortality.csv").read_text("utf-8")
    write(folder, "mortality.csv", text + "1856-13,1,2,3,4,5\n")


def _quotes(folder: Path) -> None:
    write(folder, "plan.toml", 'type = "plan"\nversion = 1\nkey = "p"\ntitle = “P”\n')


def _named(folder: Path) -> None:
    write(folder, "plan2.toml.txt", EMPTY)


def _clash(folder: Path) -> None:
    text = (folder / "measures.toml").read_text("utf-8")
    write(folder, "more.toml", text.split("[[measures]]")[0] + MORE)


FORM = "if it is a form, run cqikit convert"
SAVE = "save it as plain text, and name it"
NONE = "; if it is none, give it a name of its own"

EMPTY = 'type = "plan"\nversion = 1\nkey = "p"\ntitle = "P"\n'

DIAGRAM = """type = "diagram"
version = 1
key = "d"
title = "D"

[aim]
key = "a"
title = "A"
measure = "disease"
target = { at = 0 }
by = "1856-12"
"""

MORE = """
[[measures]]
key = "disease"
title = "The same key again"
kind = "count"
"""

#: What is wrong, and what says so.
FAULTS: dict[str, tuple[Callable[[Path], None], str]] = {
    "answers": (_answers, "no framework named 'nobodys'"),
    "cycles": (_cycles, "cycles.toml: cycles[0].plan: plan must say its day"),
    "table": (_table, "mortality.csv: "),
    "quotes": (_quotes, "plan.toml: line 4: has curly quotes, as word processors make"),
    "named": (_named, "plan2.toml.txt: is no document by its name"),
    "clash": (
        _clash,
        "more.toml: the key 'disease' of measures stands in measures.toml",
    ),
}


@pytest.mark.parametrize("names", list(itertools.combinations(FAULTS, 3)), ids="-".join)
def test_every_fault_of_a_folder_is_told_in_one_round(
    names: tuple[str, ...], scutari: Path
) -> None:
    for name in names:
        FAULTS[name][0](scutari)
    told = faults(scutari)
    for name in names:
        assert [text for text in told if FAULTS[name][1] in text], (name, told)
    assert len(told) == len(names)


def test_what_may_stand_in_a_document_that_was_not_read_is_not_missed(
    scutari: Path,
) -> None:
    text = (scutari / "measures.toml").read_text("utf-8")
    write(scutari, "measures.toml", text.replace('title = "', 'titel = "', 1))
    _answers(scutari)
    told = faults(scutari)
    assert [line for line in told if "measures.toml" in line]
    assert not [line for line in told if "no measure named" in line]
    # A document of which not even the type can be read may hold anything.
    write(scutari, "odd.toml", "== ?")
    walk = 'type = "crosswalks"\nversion = 1\n[[crosswalks]]\nkey = "w"\nof = "x"\n'
    write(scutari, "walk.toml", walk + 'to = "y"\nlinks = [{ to = "a", of = ["b"] }]\n')
    told = faults(scutari)
    assert not [line for line in told if "no framework named" in line]


def test_a_folder_without_a_charter_says_so_with_the_rest(scutari: Path) -> None:
    (scutari / "project.toml").unlink()
    _quotes(scutari)
    told = faults(scutari)
    assert "one document must be the project's charter" in told[1]
    assert len(told) == 2


def test_documents_named_as_texts_are_told_even_where_there_is_no_other(
    tmp_path: Path,
) -> None:
    write(tmp_path, "plan.toml.txt", "")
    write(tmp_path, "notes.txt", "")
    said = r"in it: there is plan\.toml\.txt: rename it to plan\.toml$"
    with pytest.raises(SourceError, match=said):
        folders.read(tmp_path)


def test_the_ending_of_a_name_may_be_in_capitals(scutari: Path) -> None:
    (scutari / "project.toml").rename(scutari / "PROJECT.TOML")
    assert "PROJECT.TOML" in folders.read(scutari).files


@pytest.mark.parametrize(
    ("name", "text", "fix"),
    [
        ("s.txt", EMPTY, "rename it to s.toml"),
        ("data.toml.txt", EMPTY, "delete data.toml, then rename it to data.toml"),
        ("a.toml.rtf", "{", f"save it as plain text, and name it a.toml{NONE}"),
        (
            "a.json.docx",
            "PK",
            f"{FORM} a.json.docx a.json, else {SAVE} a.json{NONE}",
        ),
        (
            "plan.docx",
            "PK",
            f"{FORM} plan.docx plan.toml, else {SAVE} plan.toml{NONE}",
        ),
        (
            "Drivers.pages",
            "PK",
            f"save it as plain text, and name it Drivers.toml{NONE}",
        ),
        (
            "cycles.rtf",
            "{\\rtf1",
            f"save it as plain text, and name it cycles.toml{NONE}",
        ),
        ("plan.md", EMPTY, "rename it to plan.toml"),
        ("ours.yaml", EMPTY, "rename it to ours.toml"),
        ("ours.tml", EMPTY, "rename it to ours.toml"),
        ("ours", EMPTY, "rename it to ours.toml"),
        ("ours.json5", '{"type": "plan"}', "rename it to ours.json"),
        ("plan.toml.odt", EMPTY, "save it as plain text, and name it plan.toml"),
    ],
)
def test_what_an_editor_named_otherwise_is_not_passed_over(
    name: str, text: str, fix: str, scutari: Path
) -> None:
    write(scutari, name, text)
    write(scutari, "notes.txt", "type: what you like")
    (scutari / "folder.txt").mkdir()
    ending = Path(name).suffix
    ends = f"it ends in {ending}" if ending else "it has no ending"
    assert faults(scutari)[0] == f"{name}: is no document by its name: {ends}: {fix}"


def test_what_is_named_otherwise_may_have_what_others_name(scutari: Path) -> None:
    (scutari / "measures.toml").rename(scutari / "measures.txt")
    [told] = faults(scutari)
    assert told.endswith("it ends in .txt: rename it to measures.toml")


def test_texts_beside_a_document_of_their_name_or_type_are_no_documents(
    scutari: Path,
) -> None:
    for name in ("project.docx", "measures.rtf", "drivers.md", "README.md"):
        write(scutari, name, "notes")
    write(scutari, "README.md", EMPTY)
    write(scutari, "theory.toml", DIAGRAM)
    assert "theory.toml" in folders.read(scutari).files


@pytest.mark.parametrize(
    ("start", "said"),
    [
        (b"{\\rtf1\\ansi ", "is rich text, with fonts and colours, as TextEdit"),
        (b"PK\x03\x04", "is a file of Word, Pages, Excel or the like"),
        (b"\xd0\xcf\x11\xe0", "is a file of an older Word"),
    ],
)
def test_a_document_that_is_no_plain_text_says_how_to_make_it_one(
    start: bytes, said: str, scutari: Path
) -> None:
    path = scutari / "measures.toml"
    path.write_bytes(start + path.read_bytes())
    told = faults(scutari)
    assert len(told) == 1
    assert said in told[0]
    assert "TextEdit: Format, Make Plain Text; Word: Save As, Plain Text" in told[0]


def test_columns_that_a_table_lacks_are_told_of_the_layout(scutari: Path) -> None:
    text = (scutari / "data.toml").read_text("utf-8")
    text = text.replace('period = "month"', 'period = "Month"')
    write(scutari, "data.toml", text.replace('"army"', '"armee"', 1))
    assert faults(scutari) == [
        (
            "data.toml: period: mortality.csv has no column named 'Month'; did you mean"
            " 'month'?"
        ),
        (
            "data.toml: measures[0].denominator: mortality.csv has no column named"
            " 'armee'; did you mean 'army'?"
        ),
    ]


def test_what_is_wrong_in_a_text_is_told_before_it_is_renamed(scutari: Path) -> None:
    write(scutari, "plan.txt", "type: “plan”\nversion = 1\nkey = “p”\n")
    assert [fault.partition(": ")[0] for fault in faults(scutari)] == ["plan.txt"] * 4


def test_what_a_folder_has_wrong_has_a_code_and_parts(scutari: Path) -> None:
    (scutari / "project.toml").unlink()
    plan = 'type = "plan"\nversion = 1\ntitle = "P"\nsteps = []\nkey = '
    write(scutari, "a.toml", f'{plan}"a"\n')
    write(scutari, "b.toml", f'{plan}"b"\n')
    write(
        scutari,
        "steps.toml",
        'type = "steps"\nversion = 1\n[[steps]]\nkey = "a"\nwhat = "x"\n',
    )
    write(scutari, "ours", EMPTY)
    write(scutari, "ours.yaml", EMPTY)
    answers = 'type = "answers-layout"\nversion = 1\nframework = "cqi-attributes"\n'
    write(scutari, "answers.toml", answers)
    layout = (scutari / "data.toml").read_text("utf-8")
    write(scutari, "data.toml", layout.replace('"month"', '"mnth"', 1))
    gone = 'type = "layout"\nversion = 1\nperiod = "month"\nmeasures = '
    write(scutari, "c.toml", f'{gone}[{{ measure = "gone", value = "v" }}]\n')
    with pytest.raises(DocumentError) as caught:
        folders.read(scutari)
    told = {(fault.where, fault.code) for fault in caught.value.problems}
    for fault in caught.value.problems:
        check_worded(fault)
    assert told >= {
        ("", "folder.no-charter"),
        ("b.toml", "folder.second"),
        ("steps.toml", "folder.no-home"),
        ("ours", "folder.no-ending"),
        ("ours.yaml", "folder.misnamed"),
        ("data.toml: period", "name.unknown"),
        ("answers.toml: key", "folder.missing"),
        ("c.toml", "name.unknown"),
        ("c.toml", "field.value"),
    }


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("plan.tmol", "plan.toml"),
        ("plan.tolm", "plan.toml"),
        ("plan.tom", "plan.toml"),
        ("plan.toml1", "plan.toml"),
        ("plan.toml ", "plan.toml"),
        ("plan.ini", "plan.toml"),
        ("plan.jsn", "plan.json"),
    ],
)
def test_an_ending_with_a_slip_is_told(tmp_path: Path, name: str, meant: str) -> None:
    write(tmp_path, name, EMPTY)
    with pytest.raises(SourceError) as caught:
        folders.read(tmp_path)
    assert str(caught.value).endswith(f"there is {name}: rename it to {meant}")


@pytest.mark.parametrize(
    "name", ["plan.toml~", "plan.toml.bak", ".plan.toml", "plan.html", "plan.jsonl"]
)
def test_what_is_kept_beside_a_document_is_passed_over(
    tmp_path: Path, name: str
) -> None:
    write(tmp_path, name, EMPTY)
    with pytest.raises(SourceError, match=r"put \.toml or \.json files there$"):
        folders.read(tmp_path)
