"""`cqikit score`: every number with what it rests on."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from cqikit.cli import main

READINESS = Path(__file__).parents[2] / "examples" / "measles" / "readiness.toml"

ROOMS = """
type = "frameworks"
version = 1

[[frameworks]]
key = "rooms"
title = "Our rooms"
version = "1"
scales = [
  { key = "four", low = 1, high = 4, step = 1, anchors = [
    { at = 1, label = "not yet" },
    { at = 4, label = "fully" },
  ] },
]

[[frameworks.domains]]
key = "space"
title = "Space"
items = [{ key = "exits", text = "Exits are free" }, { key = "quiet", text = "Quiet" }]
"""

SPANISH = ("--language", "es")

SAID = {
    ("a", "director", "toddlers"): (4, 3),
    ("b", "teacher", "toddlers"): (4, 1),
    ("c", "teacher", "toddlers"): (2, None),
    ("d", "teacher", "preschool"): (3, 2),
}


LAYOUT = """
type = "answers-layout"
version = 1
key = "form"
title = "The form"
framework = "rooms"
file = "form.csv"
respondent = "who"
codes = { dk = "dont-know" }
items = [{ item = "exits", column = "Exits" }, { item = "quiet", column = "Quiet?" }]
"""
FORM = "who,Exits,Quiet?\na,4,3\nb,2,dk\n"


def answers(framework: str = "rooms", more: int = 0) -> str:
    lines = ['type = "answers"', "version = 1", 'key = "spring"', "on = 2026-03-02"]
    lines.append(f'framework = "{framework}"')
    for (who, role, unit), values in SAID.items():
        for item, value in zip(("exits", "quiet"), values, strict=True):
            given = 'status = "dont-know"'
            if value is not None:
                given = f"value = {min(value + more, 4)}"
            lines += ["[[answers]]", f'item = "{item}"', f'respondent = "{who}"']
            lines += [f'role = "{role}"', f'unit = "{unit}"', given]
    return "\n".join(lines) + "\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("rooms.toml").write_text(ROOMS, encoding="utf-8")
    Path("spring.toml").write_text(answers(), encoding="utf-8")
    Path("autumn.toml").write_text(answers(more=1), encoding="utf-8")
    return tmp_path


def run(*words: str | Path, text: str = "") -> Result:
    return CliRunner().invoke(main, list(map(str, words)), input=text)


def data(*words: str | Path, text: str = "") -> Any:
    result = run(*words, "--json", text=text)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_a_profile_says_what_it_rests_on(folder: Path) -> None:
    lines = run("score", "rooms.toml", "spring.toml").stdout.splitlines()
    assert lines[0] == "Our rooms, version 1: 4 respondents, 2026-03-02"
    [whole] = [line for line in lines if line.startswith("Our rooms  ")][:1]
    assert whole.split()[2:] == [
        *("2.62", "1", "to", "4", "2.62", "to", "2.81", "7/8", "2.5", "not", "yet")
    ]
    assert "Roles      director  teacher" in lines
    [told] = [line for line in lines if line.startswith("  unit toddlers, Our rooms: ")]
    assert told.endswith(" do not agree")
    said = [line for line in lines if line.startswith("Quiet ")]
    assert said[0].split()[:3] == ["Quiet", "3", "1"]
    assert said[0].endswith("  not yet 1, 2 1, 3 1")
    assert "warning assessment.no-agreement at space" in "\n".join(lines)


def test_json_has_it_all(folder: Path) -> None:
    said = data("score", "rooms.toml", "spring.toml")
    assert said["framework"] == {"key": "rooms", "title": "Our rooms", "version": "1"}
    assert said["respondents"] == 4
    whole = said["profile"][0]
    assert (whole["answered"], whole["applicable"]) == (7, 8)
    assert [unit["unit"] for unit in whole["units"]] == ["toddlers", "preschool"]
    assert [role["role"] for role in said["roles"]] == ["director", "teacher"]
    quiet = said["items"][1]
    assert (quiet["key"], quiet["answered"], quiet["dont_know"]) == ("quiet", 3, 1)
    assert {"unit", "key", "agrees", "value", "low", "high"} <= set(
        said["agreement"][0]
    )
    assert said["gaps"][0]["key"] in {"exits", "quiet"}


def test_a_framework_that_comes_with_cqikit_has_a_key() -> None:
    result = run("score", "bts-infrastructure", READINESS)
    assert result.exit_code == 0, result.output
    assert "1.89 to 2.56" in result.stdout
    assert "Roles" not in result.stdout
    assert "Agreement" not in result.stdout


def test_where_nothing_is_doubtful_nothing_is_told(folder: Path) -> None:
    alone = answers().split("[[answers]]")
    Path("one.toml").write_text("[[answers]]".join(alone[:3]), encoding="utf-8")
    said = run("score", "rooms.toml", "one.toml").stdout
    assert "warning" not in said
    assert said.splitlines()[-1].startswith("Quiet ")


def test_answers_come_by_a_pipe(folder: Path) -> None:
    assert data("score", "rooms.toml", "-", text=answers())["respondents"] == 4
    assert data("score", "-", "spring.toml", text=ROOMS)["respondents"] == 4


@pytest.mark.parametrize("ending", ["json", "svg", "csv"])
def test_a_profile_is_written(folder: Path, ending: str) -> None:
    result = run("score", "rooms.toml", "spring.toml", "-o", f"out.{ending}")
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith(f"out.{ending}: Our rooms, version 1: 4 resp")
    start = {"json": '{\n  "verb"', "svg": "<svg", "csv": "key,title,depth"}[ending]
    assert Path(f"out.{ending}").read_text(encoding="utf-8").startswith(start)


@pytest.mark.parametrize(("own", "title"), [("", "spring"), ("Of spring", "Of spring")])
def test_a_profile_is_called_as_its_answers_are(
    folder: Path, own: str, title: str
) -> None:
    titled = answers().replace("version = 1", f'version = 1\ntitle = "{own}"')
    assert run("score", "rooms.toml", "-", "-o", "p.svg", text=titled).exit_code == 0
    assert f"<title>{title}<" in Path("p.svg").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["room", "spring.toml"], "no framework named 'room'"),
        (["bas", "spring.toml"], "answers the framework 'rooms', not 'bas'"),
        (["spring.toml", "spring.toml"], "must be a document of type frameworks (got"),
        (
            ["rooms.toml", "rooms.toml"],
            "type answers or answers-layout (got frameworks)",
        ),
        (["rooms.toml", "spring.csv"], "there is no such file: did you mean 'spring."),
        (["rooms.toml", "wrong.toml"], "answers[0].item: no item named 'exit'"),
        (["rooms.toml", "table.csv"], "table.csv"),
        (["rooms.toml", "bare.toml"], "bare.toml: names no export: write file ="),
    ],
)
def test_what_does_not_fit_is_told(folder: Path, words: list[str], said: str) -> None:
    wrong = answers().replace('"exits"', '"exit"')
    Path("wrong.toml").write_text(wrong, encoding="utf-8")
    Path("table.csv").write_text("a,b\n", encoding="utf-8")
    bare = LAYOUT.replace('file = "form.csv"', "")
    Path("bare.toml").write_text(bare, encoding="utf-8")
    result = run("score", *words)
    assert result.exit_code == 2
    assert said in result.stderr


def test_answers_come_from_a_form(folder: Path) -> None:
    Path("form.toml").write_text(LAYOUT, encoding="utf-8")
    Path("form.csv").write_text(FORM, encoding="utf-8")
    said = data("score", "rooms.toml", "form.toml")
    assert said["respondents"] == 2
    assert said["items"][1]["dont_know"] == 1
    assert said["answers"]["title"] == "The form"
    given = data("score", "rooms.toml", "form.csv", "--layout", "form.toml")
    assert given["profile"] == said["profile"]
    (folder / "bare.csv").write_text("exits,quiet\n4,3\n", encoding="utf-8")
    assert data("score", "rooms.toml", "bare.csv")["respondents"] == 1
    json_of_ours = data("convert", "spring.toml", "spring.json")
    assert json_of_ours["holds"] == "a document of type answers"
    assert data("score", "rooms.toml", "spring.json")["respondents"] == 4
    moved = run("compare", "assessments", "form.toml", "form.toml")
    assert moved.stdout.startswith("Our rooms: 2 pairs, paired by respondent")


EXPORTS = READINESS.parents[1] / "answers" / "exports"


def test_a_form_says_what_its_codes_are() -> None:
    records = EXPORTS / "redcap_records.csv"
    named = EXPORTS / "redcap_dictionary.csv"
    said = data("score", "bts-infrastructure", records, "--definition", named)
    assert said["respondents"] == 3
    # JSON of a form is not taken for a document of ours.
    refused = run("score", "bts-infrastructure", EXPORTS / "surveyjs_results.json")
    assert "codes = {" in refused.stderr


def test_the_layout_of_a_form_is_checked_with_its_export(folder: Path) -> None:
    Path("form.toml").write_text(LAYOUT, encoding="utf-8")
    gone = run("check", "form.toml")
    assert gone.exit_code == 1
    assert gone.stdout.startswith("fault: file: form.csv: there is no such file [")
    Path("form.csv").write_text(FORM, encoding="utf-8")
    assert run("check", "form.toml").exit_code == 0
    Path("rooms.toml").unlink()
    assert run("check", "form.toml").stdout == ""


def test_of_several_frameworks_the_answers_say_which(folder: Path) -> None:
    other = ROOMS.partition("[[frameworks]]")[2].replace('"rooms"', '"other"')
    several = f"{ROOMS}\n[[frameworks]]{other}"
    Path("rooms.toml").write_text(several, encoding="utf-8")
    assert data("score", "rooms.toml", "spring.toml")["framework"]["key"] == "rooms"
    Path("spring.toml").write_text(answers("third"), encoding="utf-8")
    refused = run("score", "rooms.toml", "spring.toml")
    assert "no framework named 'third'; there are other, rooms" in refused.stderr


def test_a_retake_says_what_was_gained(folder: Path) -> None:
    (folder / "notes.json").write_text("{", encoding="utf-8")
    (folder / "notes.txt").write_text("nothing", encoding="utf-8")
    lines = run("compare", "assessments", "spring.toml", "autumn.toml").stdout
    assert lines.startswith("Our rooms: 4 pairs, paired by respondent\n")
    assert "cannot tell" in lines
    assert lines.endswith("a test needs 6 pairs or more\n")
    said = data("compare", "assessments", "spring.toml", "autumn.toml")
    assert said["verb"] == "compare assessments"
    assert (said["pairs"], said["paired_by"]) == (4, "respondent")
    whole = said["changes"][0]
    assert whole["after"] > whole["before"]
    quiet = said["items"][1]
    assert (quiet["better"], quiet["same"], quiet["worse"]) == (3, 0, 0)
    moves = [(move["before"], move["after"]) for move in quiet["moves"]]
    assert ("not yet", "2") in moves
    assert ("dont-know", "dont-know") in moves


def test_answers_have_the_day_of_their_document_where_they_have_none(
    folder: Path,
) -> None:
    read = ("score", "rooms.toml", "spring.toml", "--as-of")
    then = data(*read, "2026-03-02")
    assert (then["on"], then["respondents"]) == ("2026-03-02", 4)
    before = data(*read, "2026-03-01")
    assert (before["on"], before["respondents"]) == (None, 0)
    assert before["profile"][0]["value"] is None
    assert "project.known-later" in {it["code"] for it in before["findings"]}


def test_a_retake_is_told_in_one_language_and_one_way_of_writing_numbers(
    folder: Path,
) -> None:
    said = run("compare", "assessments", "spring.toml", "autumn.toml", *SPANISH).stdout
    assert said.startswith("Our rooms: 4 pares, emparejados por participante\n")
    told = said.replace("Our rooms", "").replace("Quiet", "").replace("Safe", "")
    assert not re.search(r"\d\.\d|pair|rose|cannot|before|yet what", told)
    said = run("score", "rooms.toml", "spring.toml", *SPANISH).stdout
    profile, _, counts = said.partition("\n\n")[2].partition("Respuesta a")
    assert not re.search(r"\d\.\d", profile)
    assert counts


def test_a_retake_with_a_newer_version_says_what_is_left_out(folder: Path) -> None:
    newer = ROOMS.replace('version = "1"', 'version = "2"').replace(
        '{ key = "quiet", text = "Quiet" }', '{ key = "calm", text = "Calm" }'
    )
    Path("newer.toml").write_text(newer, encoding="utf-8")
    after = answers(more=1).replace('"quiet"', '"calm"')
    (folder / "later").mkdir()
    (folder / "later" / "autumn.toml").write_text(after, encoding="utf-8")
    (folder / "later" / "newer.toml").write_text(newer, encoding="utf-8")
    (folder / "newer.toml").unlink()
    result = run("compare", "assessments", "spring.toml", "later/autumn.toml")
    assert "compared on the 1 item that both versions share" in result.stdout
    named = run(
        *("compare", "assessments", "spring.toml", "autumn.toml"),
        *("--framework", "rooms.toml"),
    )
    assert named.exit_code == 0


def test_assessments_without_pairs_say_so(folder: Path) -> None:
    other = answers().replace('unit = "', 'unit = "other ')
    Path("autumn.toml").write_text(other, encoding="utf-8")
    said = run("compare", "assessments", "spring.toml", "autumn.toml").stdout
    assert said.startswith("Our rooms: 0 pairs\n")
    assert "no pair was scored both times" in said


def test_answers_to_another_framework_are_carried_over_by_name() -> None:
    walk = ("--crosswalk", "conditions-to-attributes")
    refused = run("score", "cqi-attributes", READINESS)
    assert "or add --crosswalk conditions-to-attributes" in refused.stderr
    lines = run("score", "cqi-attributes", READINESS, *walk).stdout.splitlines()
    assert lines[1].endswith("links lead to 2 of 11 items")
    assert lines[2].startswith("no link fills: shared-vision, shared-values")
    said = json.loads(run("score", "cqi-attributes", READINESS, *walk, "--json").stdout)
    assert said["crosswalk"]["source"] == "crosswalk conditions-to-attributes"
    assert len(said["crosswalk"]["unfilled"]) == 9
    assert "staff-time" in said["crosswalk"]["unused"]


WALK = """
type = "crosswalks"
version = 1

[[crosswalks]]
key = "rooms-to-pair"
of = "rooms"
to = "pair"
links = [{ to = "both", of = ["exits", "quiet"] }]
"""
PAIR = """
type = "frameworks"
version = 1

[[frameworks]]
key = "pair"
title = "Both"
version = "1"
scales = [{ key = "two", low = 0, high = 1 }]
items = [{ key = "both", text = "Both are there" }]
"""


def test_a_crosswalk_of_ones_own_lies_in_a_document(tmp_path: Path) -> None:
    texts = {"rooms": ROOMS, "pair": PAIR, "walk": WALK, "said": answers()}
    for name, text in texts.items():
        (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
    pair, said, walk = (tmp_path / f"{name}.toml" for name in ("pair", "said", "walk"))
    told = run("score", pair, said, "--crosswalk", walk).stdout
    assert "links lead to 1 of 1 item\n" in told
    assert "no link fills" not in told
    other = run("score", "cqi-attributes", said, "--crosswalk", walk)
    assert "to must be 'cqi-attributes'" in other.stderr
    unknown = run("score", pair, said, "--crosswalk", "walks")
    assert "no crosswalk named 'walks'" in unknown.stderr
    (tmp_path / "rooms.toml").unlink()
    lost = run("score", pair, said, "--crosswalk", walk)
    assert "no framework named 'rooms'" in lost.stderr


@pytest.mark.parametrize(
    ("late", "said"),
    [
        (["b"], "2 answers of b"),
        (["b", "c", "d"], "6 answers of b, c, d"),
        (["b", "c", "d", "e", "f"], "10 answers of b, c, d and 2 more"),
    ],
)
def test_answers_of_later_are_left_out_by_name(
    tmp_path: Path, late: list[str], said: str
) -> None:
    (tmp_path / "rooms.toml").write_text(ROOMS, encoding="utf-8")
    layout = LAYOUT.replace("respondent", 'on = "day"\nrespondent')
    (tmp_path / "layout.toml").write_text(layout, encoding="utf-8")
    for name, form in {
        "form.csv": "who,day,Exits,Quiet?\na,2026-03-02,4,3\n"
        + "".join(f"{who},2030-01-01,2,dk\n" for who in late),
        "now.csv": "who,day,Exits,Quiet?\na,2026-03-02,4,3\n",
    }.items():
        (tmp_path / name).write_text(form, encoding="utf-8")
    words = ["score", str(tmp_path / "rooms.toml"), str(tmp_path / "form.csv")]
    words += ["--layout", str(tmp_path / "layout.toml"), "--json"]
    then = CliRunner().invoke(main, [*words, "--as-of", "2026-10-06"])
    words[2] = str(tmp_path / "now.csv")
    now = CliRunner().invoke(main, [*words, "--as-of", "2026-10-06"])
    seen, wanted = json.loads(then.stdout), json.loads(now.stdout)
    later = [it for it in seen["findings"] if it["code"] == "project.known-later"]
    assert [it["message"] for it in later] == [
        f"{said} came after 2026-10-06: left out"
    ]
    assert seen["respondents"] == wanted["respondents"] == 1
    assert seen["items"] == wanted["items"]
