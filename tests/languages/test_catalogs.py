"""The catalogs of translations, held against the source."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Final

import pytest

from cqikit.languages import read_catalog
from tests import catalogs
from tests.architecture._imports import read
from tests.catalogs import FOLDER, TRANSLATED
from tests.templates import in_page, said, templates, unfindable

PY = Path("x.py")
#: What a formula or a line of a document has, which may be the same everywhere.
NAMES: Final = frozenset({"NHS Making Data Count"})
FORMULA: Final = frozenset("=±√")


def test_every_template_can_be_found() -> None:
    assert unfindable() == []


def test_catalogs_are_up_to_date() -> None:
    made = {tag: catalogs.catalog_text(tag) for tag in TRANSLATED}
    there = {tag: (FOLDER / f"{tag}.po").read_text(encoding="utf-8") for tag in made}
    assert made == there, "run: nox -s catalogs -- update"


def test_nothing_lacks_a_translation() -> None:
    lacking = [
        f"{tag}: {text}"
        for tag in TRANSLATED
        for text, put in catalogs.translations(tag).items()
        if not put
    ]
    assert lacking == []


def test_a_list_that_is_cut_short_is_one_sentence_everywhere() -> None:
    cut = re.compile(r"\{\w+\} and \{\w+\} more")
    ways = {text for text in templates() if cut.fullmatch(text)}
    assert ways == {"{names} and {more} more"}, "core.some_of says it"


@pytest.mark.parametrize("tag", TRANSLATED)
def test_translations_fit(tag: str) -> None:
    assert catalogs.wrong(tag) == []


@pytest.mark.parametrize("tag", TRANSLATED)
def test_no_sentence_is_left_in_english(tag: str) -> None:
    # Single words are often the same: no, plan, video.
    left = [
        text
        for text, put in catalogs.translations(tag).items()
        if text == put and len(text.split()) > 2 and FORMULA.isdisjoint(text)
    ]
    assert set(left) <= NAMES


@pytest.mark.parametrize(
    ("tag", "articles"), [("es", ("los ", "las ")), ("pt", ("os ", "as "))]
)
def test_a_noun_that_goes_into_sentences_brings_no_article(
    tag: str, articles: tuple[str, ...]
) -> None:
    # "Must be a list of answers", "tells of aims": the sentence says which.
    nouns = {
        template: text
        for template, text in catalogs.translations(tag).items()
        if re.fullmatch(r"[a-z]+s(?: or [a-z]+s)?", template)
    }
    assert len(nouns) > 50
    assert {
        noun: text for noun, text in nouns.items() if text.startswith(articles)
    } == {}


@pytest.mark.parametrize("tag", TRANSLATED)
def test_a_catalog_says_that_no_speaker_has_reviewed_it(tag: str) -> None:
    text = (FOLDER / f"{tag}.po").read_text(encoding="utf-8")
    assert "not reviewed by a speaker" in text.partition("msgid")[0]


def test_rows_and_calls_are_found_with_their_files() -> None:
    found = templates()
    assert found["nobody owns it, so it is a draft"] == ["actions/_checks.py"]
    assert found["week {week} of {year}"] == ["languages/_figures.py"]
    assert "{error}" not in found


@pytest.mark.parametrize(
    ("call", "found"),
    [
        ('say("a {n}", n=1)', ["a {n}"]),
        ('core.say("a" " b")', ["a b"]),
        ('say("a" if n else ("b" if m else "c"))', ["a", "b", "c"]),
        ("say(PY)", None),
        ("say(FOLDER[1])", None),
        ('say(f"a {n}")', None),
        ('say("a" if n else b)', None),
        ('say("a" + b)', None),
        ('click.say("a")', []),
        ("say()", []),
        ("def f(say):\n    say(f'a {n}')", []),
        ("def f():\n    say = print\n    say(f'a {n}')", []),
        ("def f():\n    return say('a')", ["a"]),
    ],
)
def test_what_is_said(tmp_path: Path, call: str, found: list[str] | None) -> None:
    path = tmp_path / "x.py"
    path.write_text(f"from cqikit import core\nfrom cqikit.core import say\n{call}\n")
    source = read(path, "x.py", "tests.languages.test_catalogs")
    texts = [literals for _, literals in said(source)]
    assert texts == ([] if found == [] else [found])


def test_what_a_page_says(tmp_path: Path) -> None:
    path = tmp_path / "x.jinja"
    path.write_text("{{ say('a {n}', n=1) }} {{ other('b') }} {{ say(c) }} {{ d.e() }}")
    assert list(in_page(path)) == ["a {n}"]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder of catalogs, with the sentences of a source."""
    monkeypatch.setattr(catalogs, "FOLDER", tmp_path)
    source = {
        "{n:# team|# teams}": ["a.py"],
        "aim": ["a.py", "b.py"],
        "median": ["b.py"],
    }
    monkeypatch.setattr(catalogs, "templates", lambda: source)
    monkeypatch.setattr(catalogs, "unfindable", list)
    return tmp_path


def test_a_catalog_is_made_filled_and_kept(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert catalogs.main(["update"]) == 0
    assert len(list(folder.glob("*.po"))) == len(TRANSLATED)
    assert catalogs.main(["todo", "es"]) == 0
    todo = json.loads(capsys.readouterr().out)
    assert todo == {"{n:# team|# teams}": "", "aim": "", "median": ""}
    given = {"{n:# team|# teams}": "{n:# equipos}", "aim": "meta", "gone": "ido"}
    (tmp_path / "es.json").write_text(json.dumps(given))
    assert catalogs.main(["fill", "es", str(tmp_path / "es.json")]) == 1
    told = capsys.readouterr().out
    assert "as many forms as the language, 2" in told
    assert "no sentence of the source" in told
    assert catalogs.translations("es") == {
        "{n:# team|# teams}": "",
        "aim": "meta",
        "median": "",
    }
    assert catalogs.main(["state", "es"]) == 0
    assert capsys.readouterr().out.startswith("es: 1 of 3 translated")


def test_remarks_and_reviews_stay_until_a_sentence_is_written_anew(
    folder: Path,
) -> None:
    catalogs.write("es", {"aim": "meta"})
    path = folder / "es.po"
    text = path.read_text(encoding="utf-8")
    entry = '#: a.py\n#: b.py\nmsgid "aim"'
    assert entry in text
    noted = text.replace(
        entry, f"# OPS, 2020.\n{entry}".replace("b.py", "b.py\n#, reviewed")
    )
    path.write_text(noted, encoding="utf-8")
    catalogs.write("es")
    assert path.read_text(encoding="utf-8") == noted
    catalogs.write("es", {"aim": "objetivo"})
    message = read_catalog(path.read_bytes())["aim"]
    assert (message.text, message.flags) == ("objetivo", ())
    assert message.comments == ("OPS, 2020.",)


@pytest.mark.usefixtures("folder")
def test_numbered_lines_answer_numbered_lines(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    source = {"aim": ["a.py"], " on {day}": ["a.py"], "median": ["a.py"]}
    monkeypatch.setattr(catalogs, "templates", lambda: source)
    catalogs.main(["update", "es"])
    assert catalogs.main(["todo", "es", "--lines"]) == 0
    asked = capsys.readouterr().out
    assert asked == '1 aim\n2 " on {day}"\n3 median\n'
    for name, text in (("todo", asked), ("done", '3 mediana\n\n2 " el {day}"\n')):
        (tmp_path / f"{name}.txt").write_text(text)
    of = ["--of", str(tmp_path / "todo.txt")]
    assert catalogs.main(["fill", "es", str(tmp_path / "done.txt"), *of]) == 0
    assert catalogs.translations("es") == {
        "aim": "",
        " on {day}": " el {day}",
        "median": "mediana",
    }


def test_what_another_version_has_is_taken(folder: Path, tmp_path: Path) -> None:
    catalogs.write("es", {"aim": "meta"})
    catalogs.write("ht", {"aim": "objektif", "median": "medyàn"})
    other = tmp_path / "other.po"
    other.write_bytes((folder / "ht.po").read_bytes())
    assert catalogs.main(["take", "es", str(other)]) == 0
    said = catalogs.translations("es")
    assert (said["aim"], said["median"]) == ("meta", "medyàn")
