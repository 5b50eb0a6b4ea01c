"""Every text of a report is a sentence that its language words, or somebody's own.

The language of these tests sets what is worded within ⟦⟧, and what somebody typed, or a
room has not made a sentence of, within the marks that keep texts apart.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from html.parser import HTMLParser
from io import BytesIO
from typing import Any, Final

import attrs
import pytest
from docx import Document
from docx.enum.table import WD_TABLE_DIRECTION

from cqikit import __version__, reports
from cqikit.actions import ActionStep
from cqikit.collaboratives import (
    CONDITIONS,
)
from cqikit.core import ENGLISH, Sentence, Wording, say
from cqikit.drawing._glyphs import joins
from cqikit.errors import FieldError, UnknownNameError
from cqikit.plans import TOOLS, Plan, Revise
from cqikit.projects import Charter, Project
from cqikit.projects._moments import _by_title
from cqikit.reports._blocks import Text, Tone, in_words, line, told
from cqikit.reports._stands import _gap
from tests.examples import loaded
from tests.reports import blank
from tests.sayings import is_unknown

EXAMPLES: Final = ("child_care", "home_visiting", "measles", "scutari")
PSEUDO: Final = Wording(
    translate="\u27e6{}\u27e7".format, right_to_left=True, language="ar"
)
#: What is said, and what somebody typed.
SAID: Final = re.compile(r"\u27e6[^\u27e6\u27e7]*\u27e7")
TYPED: Final = re.compile(r"\u2068([^\u2068\u2069]*)\u2069")
LETTERS: Final = re.compile(r"[^\W\d_]{2}")
SHOWN: Final = {"title", "aria-label", "alt", "placeholder"}
#: A happening, as a chart lists it.
NUMBERED: Final = re.compile(r"\d+\. (.*) \([-\d]*\)")
WITHIN: Final = {"a", "b", "span", "strong"}


class Nodes(HTMLParser):
    """Collects each text of a page, and each attribute that people are told.

    Words that pictures set in several lines are those of their descriptions.
    """

    def __init__(self, page: str) -> None:
        super().__init__()
        self.texts: list[str] = [""]
        self.apart = 0
        self.drawn = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a text, and collect attributes."""
        self.apart += tag in {"style", "script"}
        self.drawn = tag == "text"
        if tag not in WITHIN:
            self.texts.append("")
        told = [
            value or ""
            for name, value in attrs
            if name in SHOWN or (name.startswith("data-") and tag == "body")
        ]
        self.texts[-1:-1] = told

    def handle_endtag(self, tag: str) -> None:
        """End a text."""
        self.apart -= tag in {"style", "script"}
        if tag not in WITHIN:
            self.texts.append("")

    def handle_data(self, data: str) -> None:
        """Add to a text."""
        if not (self.apart or self.drawn):
            self.texts[-1] += data


def texts_of(value: Any) -> Iterator[str]:
    """Yield each text that a value holds, and of which sentences speak."""
    if isinstance(value, Sentence):
        yield from texts_of(value.parts)
    elif isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from texts_of((*value, *value.values()))
    elif isinstance(value, Iterable):
        for each in value:
            yield from texts_of(each)
    elif attrs.has(type(value)):
        for field in attrs.fields(type(value)):
            yield from texts_of(getattr(value, field.name))


def spaced(text: str) -> str:
    """Return a text on one line."""
    return " ".join(text.split())


def is_own(text: str, own: frozenset[str]) -> bool:
    """Say whether a text is somebody's own, or such with another, a sign or a day."""
    if text in own or f"% {text}" in own:
        return True
    numbered = NUMBERED.fullmatch(text)
    if numbered is not None:
        return numbered[1] in own
    return any(
        text[: colon.start()] in own and text[colon.end() :] in own
        for colon in re.finditer(": ", text)
    )


def not_worded(text: str, own: frozenset[str]) -> Iterator[str]:
    """Yield what of a text is neither worded nor anybody's own."""
    rest = TYPED.sub("", text)
    while SAID.search(rest):
        rest = SAID.sub("", rest)
    for piece in map(spaced, (*TYPED.findall(text), rest)):
        if LETTERS.search(piece) and not is_own(piece, own):
            yield piece


@cache
def composed(name: str) -> tuple[reports.Report, frozenset[str]]:
    """Return the report of an example, and the texts that stand in its documents."""
    effort = loaded.effort(name)
    report = reports.compose(
        effort.project,
        effort.collaborative,
        guide=effort.guide,
        understood=effort.understood,
    )
    codes = [(finding.code, finding.source) for finding in report.findings]
    documents = (effort.project, effort.collaborative, effort.guide, CONDITIONS, codes)
    names = (
        TOOLS,
        f"cqikit {__version__}",
        "{shown}",
        "{all}",
    )
    # What a review changed is told with what steps are called, in place of their keys.
    plan = effort.project.plan
    steps = {step.key: step.what for step in plan.steps} if plan else {}
    changes = [
        _by_title("; ".join(event.changes), steps)
        for event in (plan.log if plan else ())
        if isinstance(event, Revise)
    ]
    own = {
        spaced(part)
        for text in texts_of((documents, names, changes))
        for part in (text, *text.split("\n\n"))
    }
    return report, frozenset(own)


def of_page(report: reports.Report, wording: Wording) -> list[str]:
    """Return the texts of a page."""
    return Nodes(reports.to_html(report, wording=wording)).texts


def of_markdown(report: reports.Report, wording: Wording) -> list[str]:
    """Return the lines of Markdown, without its signs and the outlines in it."""
    text = reports.to_markdown(report, wording=wording)
    text = re.sub("```.*?```", "", text, flags=re.DOTALL)
    plain = re.sub(r"\\(?=\W)|\*\*", "", text)
    return [said for row in plain.splitlines() for said in re.split(r"<br>| \| ", row)]


def of_word(report: reports.Report, wording: Wording) -> list[str]:
    """Return the paragraphs of a Word file, those in tables too."""
    document = Document(BytesIO(blank.to_docx(report, wording=wording)))
    paragraphs = document.element.body.iter(
        "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p"
    )
    return ["".join(paragraph.itertext()) for paragraph in paragraphs]


@pytest.mark.parametrize("form", [of_page, of_markdown, of_word])
@pytest.mark.parametrize("name", EXAMPLES)
def test_every_text_of_a_report_is_worded_or_somebodys_own(
    name: str, form: Callable[[reports.Report, Wording], list[str]]
) -> None:
    report, own = composed(name)
    said: set[str] = set()

    def heard(template: str) -> str:
        said.add(template)
        return PSEUDO.translate(template) or ""

    texts = form(report, attrs.evolve(PSEUDO, translate=heard))
    left = {piece for text in texts for piece in not_worded(text, own)}
    assert not left, "\n".join(sorted(left))
    unknown = set(filter(is_unknown, said))
    assert not unknown, "no catalog knows " + "\n".join(sorted(unknown))


def german(template: str) -> str:
    """Return a template with what stands at its end at its beginning."""
    return {"{what}: {who}, {due}": "{due}: {who}, {what}"}.get(template, template)


def test_pieces_keep_their_tones_wherever_a_language_puts_them() -> None:
    step = Text("a table", Tone.STRONG, to="plan")
    said = told(
        "{what}: {who}, {due}", Tone.QUIET, what=step, who="we", due=say("soon")
    )
    assert str(said) == "a table: we, soon"
    assert in_words(said, Wording(translate=german)).texts == (
        Text("soon: we, ", Tone.QUIET),
        step,
    )


def test_what_is_typed_keeps_its_signs_in_a_sentence() -> None:
    said = told("{what}.", what=line("{n} \u2068", Text("[b]", Tone.BAD)))
    # An isolate that nothing ends would keep all that follows to itself.
    signs = [text.text for text in in_words(said, ENGLISH)]
    assert signs == ["{n} <U+2068>", "[b]", "."]


def small(**parts: Any) -> reports.Report:
    """Return a report of little more than a charter."""
    charter = Charter(key="p", title="Our year", as_of=date(2026, 6, 30))
    language = parts.pop("language", "")
    project = Project(charter=attrs.evolve(charter, language=language), **parts)
    return reports.compose(project)


def plan_in(language: str) -> Plan:
    """Return a plan that is written in a language."""
    step = ActionStep(key="a", what="order one table")
    return Plan(key="plan", title="Our plan", language=language, steps=[step])


def language_of(report: reports.Report, **asked: Any) -> str:
    """Return the language of which a page says that it is in it."""
    found = re.search(r'<html lang="([^"]*)"', reports.to_html(report, **asked))
    return found[1] if found else ""


def test_a_report_is_in_the_language_of_its_charter_else_of_its_plan() -> None:
    assert language_of(small()) == "en"
    assert language_of(small(language="es")) == "es"
    assert language_of(small(plan=plan_in("pt"))) == "pt"
    assert language_of(small(plan=plan_in("pt"), language="ru")) == "ru"
    assert language_of(small(plan=plan_in("de"))) == "en"
    assert language_of(small(language="es"), wording=ENGLISH) == "en"
    with pytest.raises(UnknownNameError, match="language"):
        reports.to_markdown(small(language="xx"))


def test_arabic_is_written_from_the_right_on_a_page_and_in_word() -> None:
    report = small(language="ar", plan=plan_in("ar"))
    assert '<html lang="ar" dir="rtl">' in reports.to_html(report)
    if not joins():
        # Its letters do not join: a picture for Word says so, and a page has SVGs.
        with pytest.raises(FieldError, match=r"matplotlib 3\.11"):
            reports.to_docx(report)
        return
    document = Document(BytesIO(reports.to_docx(report)))
    normal: Any = document.styles["Normal"].element
    assert normal.xpath("./w:pPr/w:bidi")
    assert normal.xpath("./w:rPr/w:lang/@w:bidi") == ["ar"]
    assert document.core_properties.language == "ar"
    assert document.core_properties.title == "Our year"
    assert {table.table_direction for table in document.tables} == {
        WD_TABLE_DIRECTION.RTL
    }
    written: Any = document.element.body
    assert written.xpath(".//w:rtl")


def test_english_is_written_from_the_left() -> None:
    page = reports.to_html(small())
    assert '<html lang="en">' in page
    assert "\u2068" not in page
    document = Document(BytesIO(reports.to_docx(small())))
    normal: Any = document.styles["Normal"].element
    assert not normal.xpath("./w:pPr/w:bidi")


def test_a_section_of_ones_own_is_said_in_the_language_of_the_report() -> None:
    def spent(_: reports.Report) -> Iterator[Any]:
        yield say("{n:# step|# steps} left", n=2)
        yield [say("soon"), "Cards"]
        yield [{say("What"): "Cards", "On": date(2026, 5, 4), "Spent": 1.5, "By": None}]

    section = reports.ReportSection("budget", say("Budget"), spent)
    catalogs = reports.ReportCatalogs(sections=reports.SECTIONS.add(section))
    said = reports.to_markdown(small(), catalogs=catalogs, wording=PSEUDO)
    own = said.partition("\u27e6Budget\u27e7")[2]
    for worded in ("2 steps left", "soon", "What"):
        assert re.search(f"\u27e6[^\u27e7]*{worded}\u27e7", own)
    days = Wording(day=lambda day: f"on {day}")
    assert "on 2026-05-04" in reports.to_markdown(
        small(), catalogs=catalogs, wording=days
    )


def test_a_half_step_between_a_team_and_its_advisor_is_said_either_way() -> None:
    assert _gap(0.5).endswith("the team sees 1 half step more than its advisor.")
    assert _gap(-1).endswith("its advisor sees 2 half steps more than the team.")
