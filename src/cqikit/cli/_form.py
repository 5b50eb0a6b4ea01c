"""`cqikit form`: a form in Word, blank or filled in from a document."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from cqikit import documents, forms
from cqikit.cli._assessments import framework_named
from cqikit.cli._beside import frameworks_beside
from cqikit.cli._input import DOCUMENTS, document_at
from cqikit.cli._json import json_option, say_json
from cqikit.cli._language import language_option, spoken_in, tell, wording_of
from cqikit.cli._output import (
    check_json,
    check_output,
    force_option,
    form_of,
    named,
    output_option,
    speaks,
    write_output,
)
from cqikit.cli._plugged import catalogs, document_types
from cqikit.core import say
from cqikit.errors import (
    FieldError,
    FieldTypeError,
    SourceError,
    UnknownNameError,
    suggest,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cqikit.assessments import Framework

__all__ = ["form", "of_several", "with_a_form"]

EXAMPLES: Final = """\b
Examples:
  cqikit form pdsa -o blank.docx
  cqikit form plan.toml -o plan.docx
  cqikit form psat -o psat.docx --language es
  cqikit convert plan.docx plan.toml
"""
#: What writes a form, by the ending of its file's name.
FORMS: Final = {".docx": "word_form"}


@click.command(epilog=EXAMPLES)
@click.argument("what", required=False)
@click.option("--key", help="Which entry of a document that has several.")
@output_option("form.docx", "Where the form goes, a .docx file.")
@force_option
@json_option
@language_option
def form(
    what: str | None, key: str | None, output: Path, *, force: bool, as_json: bool
) -> None:
    """Write a form in Word: blank, or filled in from a document.

    WHAT is the name of a form, or its beginning; the key of a framework, for a blank
    self-assessment; or a document: a plan, cycles, worksheets, a diagram, aims, answers
    or a closing guide. Without it, the forms are listed. `cqikit convert` makes a
    document of a form that was filled in. A plan in one of the languages has a form in
    its language.
    """
    check_json(output, as_json=as_json)
    if what is None and as_json:
        say_json("form", {"forms": forms.TEMPLATES.names})
        return
    if what is None:
        listed = tuple(forms.TEMPLATES.names)
        tell(say("Forms: {names}. A framework's key is one, too.", names=listed))
        return
    path = Path(what)
    is_file = path.suffix.lower() in DOCUMENTS
    check_output(output, reads=[path] if is_file else [], force=force)
    write = getattr(forms, form_of(output, FORMS, "form"))
    own: tuple[Framework, ...] = frameworks_beside(path) if is_file else ()
    subject: Any = _read(path) if is_file else _named(what)
    spoken_in(getattr(subject, "language", ""))
    with of_several(what), with_a_form(what, subject):
        data = write(subject, key=key or "", frameworks=own, wording=wording_of())
    write_output(output, data, reads=[path] if is_file else [], force=force)
    if as_json:
        say_json("form", {"form": what, "output": output})
        return
    speaks(output)(named(output, what))


@contextmanager
def of_several(file: str) -> Iterator[None]:
    """Name the option, where a form is asked for of a file with several entries."""
    try:
        yield
    except FieldError as error:
        if error.name != "key" or error.got:
            raise
        said = say("has several entries, and a form is about one of them")
        fix = say(
            "cqikit form {file} --key KEY, where KEY is {keys}",
            file=file,
            keys=error.fix,
        )
        raise SourceError(file, said, fix) from None


@contextmanager
def with_a_form(file: str, subject: Any) -> Iterator[None]:
    """Name the type of a document that no form is filled in from."""
    try:
        yield
    except FieldTypeError as error:
        if error.name != "what":
            raise
        kind = documents.type_of(subject, document_types()).name
        said = say("a document of type {kind} has no form", kind=kind)
        raise SourceError(file, said, error.fix) from None


def _read(path: Path) -> Any:
    read = document_at(path)
    if isinstance(read, documents.Frameworks) and len(read.frameworks) == 1:
        return read.frameworks[0]
    return read


def _named(name: str) -> Any:
    """Return a form by its name, or the framework of a key."""
    begin = [known for known in forms.TEMPLATES.names if known.startswith(name)]
    frameworks, key = catalogs().frameworks, name.partition("@")[0]
    if not begin and key in frameworks:
        return framework_named(name)
    if not begin and suggest(key, frameworks.names):
        raise UnknownNameError(say("framework"), key, frameworks.names)
    return name
