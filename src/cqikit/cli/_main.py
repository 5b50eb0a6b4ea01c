"""The command and its verbs, and what becomes of their errors.

What is wrong with a file is told on the error stream, all of it at once, and the exit
code is 2; nothing is written then.
"""

from __future__ import annotations

import errno
import os
import re
import sys
from contextlib import nullcontext, suppress
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TextIO

import click
from attrs import evolve

from cqikit import __version__
from cqikit.cli._lazy import Lazy
from cqikit.cli._streams import apart
from cqikit.core import visible
from cqikit.errors import CqikitError, DocumentError

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

__all__ = ["VERBS", "main"]

#: What asks for help.
HELP: Final = frozenset({"-h", "--help"})

#: A path into a list of a document, and no name of a file such as data[1].csv.
PATH: Final = re.compile(
    r"(?!.*\.(?:toml|json|[ct]sv|tab|txt|xls[xm])$)"
    r"[\w-]+(?:\.[\w-]+)*\[\d+\](?:\[\d+\]|\.[\w-]+)*"
)
#: The verbs, each in a file of its name, with what `cqikit -h` says of it.
VERBS: Final = {
    "new": "Begin: a project, a plan, cycles, a self-assessment, or an example.",
    "look": "Look at a file, and propose how it is read.",
    "chart": "Draw a chart of a table and say what it shows.",
    "check": "Say what the checks find in a folder or a document.",
    "score": "Score a self-assessment: profile, roles, agreement, answers.",
    "compare": "Say what is different between two plans, assessments or rule sets.",
    "due": "List what falls due: steps, reviews, data.",
    "report": "Write the closing report of a folder.",
    "form": "Write a form in Word, blank or filled in; convert reads it back.",
    "convert": "Write a document or a table in its other form.",
    "lessons": "Search the lessons and resources of folders.",
    "merge": "Merge two people's edits of one document.",
    "schema": "List the types of document, or print the JSON Schema of one.",
}


class Verbs(Lazy):
    """Verbs whose errors of our own are a message, never a traceback."""

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run a line, help and version too, or say that nothing can be written."""
        try:
            return super().main(*args, **extra)
        except OSError as error:
            _silence(sys.stdout)
            why = (error.strerror or str(error)).lower()
            said = "it is closed" if error.errno == errno.EBADF else why
            try:
                click.echo(f"cqikit: the output cannot be written: {said}", err=True)
            except OSError:
                # Where errors cannot be written either, the code alone tells.
                _silence(sys.stderr)
            sys.exit(2)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a verb, or say in a line why it could not be done."""
        try:
            return self._run(ctx)
        except MemoryError:
            click.echo("cqikit: there is not enough memory for this", err=True)
            ctx.exit(2)

    def _run(self, ctx: click.Context) -> Any:
        """Run a verb, or say what is wrong with what it was given."""
        for stream in (sys.stdout, sys.stderr):
            # A terminal that lacks a sign shows its number instead.
            if isinstance(stream, TextIOWrapper):  # pragma: no branch
                stream.reconfigure(errors="backslashreplace")
        as_json = "--json" in ctx.args
        try:
            with _strangers_apart(ctx):
                done = super().invoke(ctx)
            sys.stdout.flush()
        except click.UsageError as error:
            if as_json:
                _say_refused(ctx, error)
            error.message = _in_lines(ctx, error.message)  # type: ignore[misc]
            raise
        except CqikitError as error:
            if as_json:
                _say_refused(ctx, error)
            told = _in_lines(ctx, _told(ctx, _counted(error)))
            click.echo(visible(f"cqikit: {told}"), err=True)
            ctx.exit(2)
        return done


def _silence(stream: TextIO) -> None:
    """Let a stream lead nowhere: what is left in it would fail again at the end."""
    with suppress(OSError), Path(os.devnull).open("w") as nowhere:
        os.dup2(nowhere.fileno(), stream.fileno())


def _strangers_apart(ctx: click.Context) -> AbstractContextManager[None]:
    """Keep what plugins print from what a verb says; help is click's, and says all."""
    helps = not HELP.isdisjoint(ctx.args)
    return apart(ctx) if ctx.params["plugins"] and not helps else nullcontext()


def _say_refused(ctx: click.Context, error: CqikitError | click.UsageError) -> None:
    """Print as JSON what is refused; why a line cannot be run, as click words it."""
    from cqikit.cli._json import misuse, refusal, say_json  # noqa: PLC0415  (as below)

    if isinstance(error, click.UsageError):
        told = misuse(error.format_message())
    else:
        told = refusal(error)
    say_json(ctx.invoked_subcommand or "", {"refused": told})


def _in_lines(ctx: click.Context, told: str) -> str:
    """Return what is told, in which no name of a file breaks a line."""
    if not ctx.meta:
        return told
    from cqikit.cli._language import named_in_lines  # noqa: PLC0415  (as above)

    return named_in_lines(told, ctx)


def _told(ctx: click.Context, error: CqikitError) -> str:
    """Return what is refused, in the language that the verb speaks."""
    from cqikit.cli._language import fault_of, wording_of  # noqa: PLC0415  (as above)

    return wording_of(ctx).said(fault_of(error, wording_of(ctx)))


def _counted(error: CqikitError) -> CqikitError:
    """Return an error of documents in which places are counted from 1."""
    if not isinstance(error, DocumentError):
        return error
    from cqikit.projects import place_words  # noqa: PLC0415  (loaded for a refusal)

    problems = []
    for problem in error.problems:
        file, parts, path = problem.where.rpartition(": ")
        where = place_words(None, path) if PATH.fullmatch(path) else path
        problems.append(evolve(problem, where=f"{file}{parts}{where}"))
    return DocumentError(error.source, problems)


@click.group(
    cls=Verbs,
    verbs=VERBS,
    files="cqikit.cli._{}",
    context_settings={
        "help_option_names": sorted(HELP, key=len),
        "max_content_width": 88,
    },
    subcommand_metavar="VERB ...",
    epilog="`cqikit VERB -h` says what a verb takes. A file named - is standard input"
    " or output. Exit codes: 0 done, 1 a check found a fault or a merge a conflict,"
    " 2 refused.",
)
@click.option(
    "--plugins",
    is_flag=True,
    help="Load what installed packages add: kinds of chart, rules, frameworks, scorers,"
    " checks, sections, types of document. Not unless said, as it runs their code.",
)
@click.version_option(__version__, prog_name="cqikit")
def main(*, plugins: bool) -> None:
    """Continuous quality improvement from plain documents and data."""
