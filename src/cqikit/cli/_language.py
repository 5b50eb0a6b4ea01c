"""The language in which a verb speaks: as it is asked for, or as documents say."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

from cqikit.cli._streams import out
from cqikit.core import ENGLISH, Sentence, Wording, problem_of, say, visible
from cqikit.errors import SHOWN_PROBLEMS, FaultsError, MissingExtraError

if TYPE_CHECKING:
    from collections.abc import Callable

    from cqikit.errors import CqikitError, Problem
    from cqikit.projects import Project

__all__ = [
    "echo",
    "fault_of",
    "flat",
    "in_one_line",
    "is_spoken",
    "language_asked",
    "language_of",
    "language_option",
    "line_of",
    "named_in_lines",
    "said",
    "spoken_in",
    "tell",
    "wording_of",
]

Command = TypeVar("Command", bound="Callable[..., Any]")

#: Where a context keeps the language: one for a verb, and for what is told of it.
KEY: Final = "cqikit.wording"
TAG: Final = "cqikit.language"
#: And the names of files that would break a line.
NAMES: Final = "cqikit.names"
#: What a terminal or an editor ends a line at.
LINE_ENDS: Final = re.compile("[\n\x0b\x0c\r\x85\u2028\u2029]")


def _asked(ctx: click.Context, _: click.Parameter, tag: str | None) -> str | None:
    """Keep the language that is asked for, before anything else is told."""
    if tag:
        # A framework may have words in a language that cqikit does not speak.
        ctx.meta[TAG] = tag
        if is_spoken(tag) or ctx.command.name != "score":
            # Most who run a verb ask for none, and need no Babel.
            from cqikit.languages import wording  # noqa: PLC0415

            ctx.meta[KEY] = wording(tag)
    return tag


def is_spoken(tag: str) -> bool:
    """Say whether cqikit speaks a language, whatever the country."""
    from cqikit.languages import LANGUAGES  # noqa: PLC0415  (as above)

    return tag.replace("_", "-").partition("-")[0].lower() in LANGUAGES


def language_asked() -> str:
    """Return the tag of the language that is asked for, "" for none."""
    asked: str = click.get_current_context().meta.get(TAG, "")
    return asked


def language_option(command: Command) -> Command:
    """Add the option that says in which language a verb speaks."""
    option = click.option(
        "--language",
        metavar="TAG",
        is_eager=True,
        expose_value=False,
        callback=_asked,
        help="The language to speak: en, es, ht, pt, zh, ar or ru, perhaps with a"
        " country, such as es-MX. Unless said, that of the charter or the plan, where"
        " there is one, else English.",
    )
    return option(command)


def wording_of(ctx: click.Context | None = None) -> Wording:
    """Return the language that a verb speaks: English unless another was said."""
    ctx = ctx or click.get_current_context(silent=True)
    found: Wording = ENGLISH if ctx is None else ctx.meta.get(KEY, ENGLISH)
    return found


def spoken_in(tag: str) -> None:
    """Speak the language of a document, unless another was asked for.

    One that cqikit does not speak, in which steps may still be written, is left out.
    """
    ctx = click.get_current_context(silent=True)
    if ctx is None or not tag or TAG in ctx.meta or not is_spoken(tag):
        return
    from cqikit.languages import wording  # noqa: PLC0415  (as above)

    try:
        ctx.meta[KEY] = wording(tag)
    except MissingExtraError as error:
        told = say("{language} is not spoken: {why}", language=tag, why=str(error))
        echo(f"cqikit: {told}", err=True)


def language_of(project: Project) -> str:
    """Return the language of an effort: its charter's, else its plan's, "" for none."""
    plan = project.plan
    return project.charter.language or (plan.language if plan is not None else "")


def said(text: str) -> str:
    """Return a sentence in the language that the verb speaks."""
    return wording_of().said(text)


def tell(text: str, *, err: bool = False) -> None:
    """Print a sentence, one line whatever is in it, in the language of the verb."""
    echo(flat(named_in_lines(said(text))), err=err)


def flat(text: str) -> str:
    r"""Return a text as one line: a step or a title may be written over several.

    Examples
    --------
    >>> flat("buy rugs\nfault: all is lost"), flat("two\r\n\u2028 rugs")
    ('buy rugs fault: all is lost', 'two rugs')
    """
    first, *more = LINE_ENDS.split(text)
    return (
        " ".join((first.rstrip(), *filter(None, map(str.strip, more))))
        if more
        else text
    )


def echo(text: object, *, err: bool = False) -> None:
    """Print a text, in which nothing can turn, hide or colour what follows."""
    shown = visible(named_in_lines(str(text)))
    click.echo(shown, file=sys.stderr if err else out())


def one_line(name: str) -> str:
    r"""Return the name of a file in one line; a file may be called anything.

    Examples
    --------
    >>> one_line("falls.csv\nall is well"), one_line("falls.csv")
    ('falls.csv<U+000A>all is well', 'falls.csv')
    """
    if LINE_ENDS.search(name) is None:
        return name
    return LINE_ENDS.sub(lambda found: f"<U+{ord(found[0]):04X}>", name)


def in_one_line(path: str) -> None:
    """Keep the name of a file that breaks lines, so that what is told shows how."""
    for name in (path, Path(path).name):
        if one_line(name) != name:
            names = click.get_current_context().meta.setdefault(NAMES, {})
            names[name] = one_line(name)


def named_in_lines(text: str, ctx: click.Context | None = None) -> str:
    """Return a text in which no name of a file that was typed breaks a line."""
    ctx = ctx or click.get_current_context(silent=True)
    for name, shown in ctx.meta.get(NAMES, {}).items() if ctx else ():
        text = text.replace(name, shown)
    return text


def fault_of(error: CqikitError, wording: Wording) -> Sentence:
    """Return what is refused, as its `str` tells it, in a language.

    Examples
    --------
    >>> from cqikit.errors import SourceError
    >>> fault_of(SourceError("a.csv", "there is no such file", "name it"), ENGLISH)
    'a.csv: there is no such file: name it'
    """
    if not isinstance(error, FaultsError):
        source = getattr(error, "source", "")
        return line_of(problem_of(error, source), wording)
    count = sum(problem.count for problem in error.problems)
    head = say(
        "{source}: {count:# problem|# problems}",
        source=one_line(error.source),
        count=count,
    )
    lines: list[Sentence | str] = [head]
    lines += [
        say("  - {problem}", problem=line_of(problem, wording))
        for problem in error.problems[:SHOWN_PROBLEMS]
    ]
    rest = sum(problem.count for problem in error.problems[SHOWN_PROBLEMS:])
    if rest:
        lines.append(say("  ... and {rest:,d} more", rest=rest))
    return say("{lines/\n}", lines=tuple(lines))


def line_of(problem: Problem, wording: Wording) -> Sentence:
    """Return what `str` of a fault says, to be said in any language."""
    # Its sentences are plain texts once said: those of a template are made anew.
    message, fix = problem.said(wording)
    where = one_line(problem.where)
    if where and fix:
        return say("{where}: {message}: {fix}", where=where, message=message, fix=fix)
    if where:
        return say("{where}: {message}", where=where, message=message)
    if fix:
        return say("{message}: {fix}", message=message, fix=fix)
    return say("{message}", message=message)
