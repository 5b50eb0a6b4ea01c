"""`cqikit form` writes forms, lists them, and `convert` reads them back."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cqikit import documents, forms
from cqikit.cli import main
from cqikit.cli._form import of_several, with_a_form
from cqikit.cli._input import document_at
from cqikit.core import say
from cqikit.errors import FieldError, FieldTypeError
from cqikit.plans import Plan
from tests.forms.word_edits import opened, write_in

ROOT = Path(__file__).parents[2]


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def test_forms_are_listed() -> None:
    listed = run("form")
    assert listed.exit_code == 0
    assert "pdsa-worksheet" in listed.output
    told = json.loads(run("form", "--json").stdout)
    assert told["forms"] == list(forms.TEMPLATES.names)


def test_a_form_is_told_as_json(tmp_path: Path) -> None:
    output = tmp_path / "blank.docx"
    told = json.loads(run("form", "pdsa", "-o", output, "--json").stdout)
    assert (told["form"], told["output"]) == ("pdsa", str(output))
    assert output.read_bytes().startswith(b"PK")


def test_a_framework_is_a_form_by_its_key_and_as_a_document(tmp_path: Path) -> None:
    assert run("form", "psat", "-o", tmp_path / "psat.docx").exit_code == 0
    framework = tmp_path / "mine.toml"
    made = run("new", "framework", framework)
    assert made.exit_code == 0, made.output
    written = run("form", framework, "-o", tmp_path / "mine.docx")
    assert written.exit_code == 0, written.output
    unknown = run("form", "nothing-of-the-kind", "-o", tmp_path / "no.docx")
    assert unknown.exit_code == 2
    assert "no form named" in unknown.stderr


def test_a_name_is_looked_for_among_forms_and_frameworks(tmp_path: Path) -> None:
    for name, said in (
        ("psad", "no framework named 'psad'; did you mean 'psat'?"),
        ("pdsa-worksheets", "no form named 'pdsa-worksheets'; did you mean 'pdsa-work"),
        ("zzz", "no form named 'zzz'; there are aim, "),
    ):
        done = run("form", name, "-o", str(tmp_path / "f.docx"))
        assert (done.exit_code, said in done.stderr) == (2, True), done.stderr


def test_a_document_becomes_a_form_and_comes_back(tmp_path: Path) -> None:
    plan = Path(shutil.copy(ROOT / "examples" / "child_care" / "plan.toml", tmp_path))
    form, back = tmp_path / "plan.docx", tmp_path / "back.toml"
    assert run("convert", plan, form).exit_code == 0
    refused = run("convert", plan, tmp_path / "x.docx", "--sheet", "a")
    assert refused.exit_code == 2
    assert "is for tables" in refused.stderr
    again = run("convert", form, back)
    assert again.exit_code == 0, again.output
    one_way, other = documents.read(plan), documents.read(back)
    assert isinstance(one_way, Plan)
    assert isinstance(other, Plan)
    assert other.log == one_way.log
    assert other.steps == one_way.steps
    assert other.summary == one_way.summary.strip()


def test_of_several_the_option_and_the_keys_are_named(tmp_path: Path) -> None:
    cycles = Path(shutil.copy(ROOT / "examples" / "measles" / "cycles.toml", tmp_path))
    keys = [log.key for log in documents.read(cycles).logs]
    for words in (("form", cycles, "-o"), ("convert", cycles)):
        refused = run(*words, tmp_path / "cycle.docx")
        assert refused.exit_code == 2
        assert f"cqikit form {cycles} --key KEY" in refused.stderr
        assert all(key in refused.stderr for key in keys)
    spoken = run("form", cycles, "-o", tmp_path / "cycle.docx", "--language", "es")
    assert f"cqikit form {cycles} --key" in spoken.stderr
    assert keys[0] in spoken.stderr
    assert "where KEY is" not in spoken.stderr
    known = run("form", cycles, "-o", tmp_path / "cycle.docx", "--key", "none such")
    assert "no cycles named 'none such'" in known.stderr


def test_a_key_that_nothing_reads_is_refused(tmp_path: Path) -> None:
    plan = Path(shutil.copy(ROOT / "examples" / "child_care" / "plan.toml", tmp_path))
    for what in (plan, "psat"):
        refused = run("form", what, "-o", tmp_path / "a.docx", "--key", "nope")
        assert refused.exit_code == 2
        assert "key must be left out where a form is about one" in refused.stderr
    key = documents.read(plan).key
    written = run("form", plan, "-o", tmp_path / "a.docx", "--key", key)
    assert written.exit_code == 0, written.output


def test_what_has_no_place_stays_in_the_document_as_comments(tmp_path: Path) -> None:
    from docx import Document

    form, back = tmp_path / "plan.docx", tmp_path / "back.toml"
    forms.write_word(Plan(key="p", title="P"), form)
    typed = Document(str(form))
    typed.add_paragraph("Ask [the] nurse\n= again")
    typed.save(str(form))
    result = run("convert", form, back)
    assert result.exit_code == 0, result.output
    head, line = back.read_text(encoding="utf-8").splitlines()[-2:]
    assert head == "# Of plan.docx, what is not part of this document:"
    assert line.startswith("# after table 13: could not be placed: Ask [the] nurse = a")
    assert documents.read(back) == Plan(key="p", title="P")
    told = json.loads(run("convert", form, tmp_path / "back.json", "--json").stdout)
    assert ["Ask" in line for line in told["unplaced"]] == [True]


def test_what_has_no_place_in_a_form_is_told(tmp_path: Path) -> None:
    from docx import Document

    form = tmp_path / "cycle.docx"
    cycles = documents.read(ROOT / "examples" / "measles" / "cycles.toml")
    forms.write_word(cycles.logs[0], form)
    typed = Document(str(form))
    typed.add_paragraph("Ask the nurse again")
    typed.save(str(form))
    told = run("convert", form, tmp_path / "cycle.toml")
    assert told.exit_code == 0, told.output
    assert "could not be placed: Ask the nurse again" in told.stderr


def test_a_page_that_has_no_place_in_a_form_is_told_in_brief(tmp_path: Path) -> None:
    from docx import Document

    form = tmp_path / "plan.docx"
    forms.write_word(Plan(key="p", title="P"), form)
    typed = Document(str(form))
    typed.add_paragraph("ask " * 5_000)
    typed.save(str(form))
    told = run("convert", form, tmp_path / "plan.toml")
    assert told.exit_code == 0, told.output
    assert len(told.stderr) < 1_000
    assert (tmp_path / "plan.toml").read_text(encoding="utf-8").count("ask") == 5_000


def test_how_days_of_a_form_are_read_is_told(tmp_path: Path) -> None:
    form = tmp_path / "aim.docx"
    forms.write_word("aim", form)
    typed = opened(form)
    first, second = typed.tables[:2]
    days = {0: "Nine of ten", 3: "visits", 4: "3/25/2027"}
    for row, text in days.items():
        write_in(first.rows[row].cells[1], text)
    write_in(second.rows[0].cells[1], "90")
    typed.save(str(form))
    told = run("convert", form, tmp_path / "aim.toml")
    assert told.exit_code == 0, told.output
    assert "month/day/year" in told.stderr


@pytest.mark.parametrize("wrong", ["title", "key"])
def test_a_fault_that_has_a_value_is_told_as_it_is(wrong: str) -> None:
    fault = FieldError(wrong, say("must be text"), 3)
    with pytest.raises(FieldError, match=f"{wrong} must be text"), of_several("a.toml"):
        raise fault


def test_a_filled_form_is_read_as_its_document(tmp_path: Path) -> None:
    plan = documents.read("examples/child_care/plan.toml")
    forms.write_word(plan, tmp_path / "plan.docx")
    assert document_at(tmp_path / "plan.docx").key == plan.key


def test_a_document_without_a_form_is_told_by_its_type(tmp_path: Path) -> None:
    (tmp_path / "answers.toml").write_text('type = "answers-layout"\nversion = 1\n')
    told = run("form", tmp_path / "answers.toml", "-o", tmp_path / "form.docx")
    said = "answers.toml: a document of type answers-layout has no form: there are"
    assert said in told.output
    assert "pdsa-worksheet" in told.output
    other = FieldTypeError("key", say("must be text"), 3)
    with pytest.raises(FieldTypeError, match="must be text"), with_a_form("a", "aim"):
        raise other


def test_a_name_of_another_ending_is_told_the_one_there_is(tmp_path: Path) -> None:
    refused = run("form", "pdsa", "-o", tmp_path / "p.txt")
    assert "is no form of a form: let its name end in .docx" in refused.stderr
