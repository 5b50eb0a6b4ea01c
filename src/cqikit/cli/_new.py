"""`cqikit new`: documents and workbooks to begin with."""

from __future__ import annotations

import shlex
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from cqikit import files, plans, starters
from cqikit.cli._choices import FRAMEWORK, NUMBER, Verb
from cqikit.cli._input import DOCUMENTS
from cqikit.cli._language import echo
from cqikit.cli._names import EXAMPLES, PROGRAMS
from cqikit.cli._output import write_all
from cqikit.cli._paths import FILE
from cqikit.cli._spoken import aim_of, better_of
from cqikit.cli._streams import put
from cqikit.core import Frequency, say
from cqikit.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["new"]

NEXT: Final = """\
Next: fill in {data}, then
  cqikit check {folder}
  cqikit report {folder} -o report.html"""
ANSWER: Final = """\
Next: a row for each person in {book}, then
  cqikit score {framework} {layout}"""
#: What a file is called, and no folder.
FILES: Final = frozenset({".xlsx", ".toml"})
EXAMPLE: Final = """\b
Example:
  cqikit new project visits --title "Visits that take place"
      --count missed --of planned --better lower --target 15
"""

on_option = click.option(
    "--on",
    metavar="DAY",
    default=lambda: date.today().isoformat(),  # noqa: DTZ011  (the day of who asks)
    help="The day it begins, such as 2026-09-01; today unless said.",
)
title_option = click.option("--title", help="What it is called.")
who_option = click.option(
    "--who",
    default="director",
    show_default=True,
    metavar="ROLE",
    help="Who takes the first steps; a role, not a name.",
)
program_option = click.option(
    "--program",
    type=click.Choice(PROGRAMS),
    default="other",
    show_default=True,
    help="The kind of program.",
)


class News(click.Group):
    """What there is to begin with; `layout` is `cqikit look`, loaded when asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all."""
        return [*super().list_commands(ctx), "layout"]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return one of them."""
        if cmd_name != "layout":
            return super().get_command(ctx, cmd_name)
        from cqikit.cli._look import look  # noqa: PLC0415  (needs tables and forms)

        return look


@click.group(cls=News, invoke_without_command=True)
@click.option(
    "--from",
    "name",
    type=click.Choice(EXAMPLES),
    help="Copy an example that comes with cqikit.",
)
@click.option(
    "--into", type=FILE, help="The folder of the example; its name unless said."
)
@click.pass_context
def new(ctx: click.Context, name: str | None, into: Path | None) -> None:
    """Write documents and workbooks to begin with.

    Nothing that is there is written over.
    """
    if ctx.invoked_subcommand is not None:
        if name or into:
            raise click.UsageError("--from and --into go with no other verb")
        return
    if name is None:
        put(ctx.get_help() + "\n")
        return
    folder = into or Path(name)
    write_all(folder, starters.example(name))
    echo(f"{folder}: the example {name}")
    echo(f"Next: cqikit report {shlex.quote(str(folder))} -o report.html")


@new.command(cls=Verb, epilog=EXAMPLE)
@click.argument("folder", type=FILE)
@title_option
@click.option("--value", metavar="COLUMN", help="What is measured, as it is ...")
@click.option("--count", metavar="COLUMN", help="... or what is counted ...")
@click.option("--of", metavar="COLUMN", help="... and out of what.")
@click.option(
    "--per",
    type=NUMBER,
    default=100.0,
    show_default=True,
    help="Counts are shown per so many. With 100, no more are counted than there are.",
)
@click.option("--measure", help="What the measure is called; its columns unless said.")
@click.option(
    "--better",
    type=click.Choice(["lower", "higher"]),
    help="Which way is better.",
)
@click.option(
    "--every",
    type=click.Choice(
        [frequency.value for frequency in Frequency if frequency is not Frequency.POINT]
    ),
    default=Frequency.MONTH.value,
    show_default=True,
    help="How long a period is.",
)
@click.option("--target", type=NUMBER, metavar="NUMBER", help="What is aimed at.")
@click.option("--by", metavar="DAY", help="By when; a year from now unless said.")
@click.option("--team", "teams", multiple=True, help="A team. May be repeated.")
@click.option(
    "--framework",
    type=FRAMEWORK,
    help="A self-assessment to take: a workbook for its answers is written, too.",
)
@who_option
@program_option
@on_option
def project(
    folder: Path, on: str, by: str | None, framework: str | None, **said: Any
) -> None:
    """Write a project into FOLDER: its documents, and a workbook for its data.

    On a terminal, what is not said is asked for.
    """
    if folder.suffix.lower() in FILES:
        raise click.UsageError(f"{folder} is the name of a file; name a folder")
    outline = starters.Outline(
        on=_day("on", on), by=_day("by", by) if by else None, **_asked(folder, said)
    )
    made = starters.project(outline)
    if framework:
        made = _joined(made, _answers(framework, folder, "answers", ""))
    write_all(folder, made)
    for name in made:
        echo(folder / name)
    said = {"folder": shlex.quote(str(folder)), "data": folder / "data.xlsx"}
    echo(NEXT.format(**said))


@new.command()
@click.argument("file", type=FILE)
@title_option
@who_option
@program_option
@on_option
def plan(file: Path, title: str | None, who: str, program: str, on: str) -> None:
    """Write an improvement plan to begin with, as FILE (.toml)."""
    text = starters.plan(
        title or "Improvement plan",
        on=_day("on", on),
        who=who,
        program=plans.ProgramType(program),
    )
    _write_document(file, text)


@new.command()
@click.argument("file", type=FILE)
@who_option
@on_option
def cycles(file: Path, who: str, on: str) -> None:
    """Write a first PDSA cycle to begin with, as FILE (.toml)."""
    _write_document(file, starters.cycles(on=_day("on", on), who=who))


@new.command()
@click.argument("file", type=FILE)
@title_option
def framework(file: Path, title: str | None) -> None:
    """Write a self-assessment framework to begin with, as FILE (.toml)."""
    _write_document(file, starters.framework(title or _title_of(file)))


@new.command(cls=Verb)
@click.argument("framework", type=FRAMEWORK)
@click.argument("folder", type=FILE, required=False)
@click.option(
    "--name",
    default="answers",
    show_default=True,
    help="What its files are called; another name each time it is taken.",
)
@title_option
def answers(framework: str, folder: Path | None, name: str, title: str | None) -> None:
    """Write a workbook for the answers to a self-assessment, and how it is read.

    FRAMEWORK is the key of one that comes with cqikit, listed below, or a document of
    type frameworks. The files go into FOLDER: where that document is, unless said; a
    name in .xlsx or .toml is that of the files themselves.
    """
    if folder is not None and folder.suffix.lower() in FILES:
        if name != "answers":
            raise click.UsageError(f"say --name, or {folder}; not both")
        folder, name = folder.parent, folder.stem
    place = folder or (Path(framework).parent if _is_file(framework) else Path())
    made = _answers(framework, place, name, title or "")
    write_all(place, made)
    for file in made:
        echo(place / file)
    layout = shlex.quote(str(place / f"{name}.toml"))
    said = {"book": place / f"{name}.xlsx", "layout": layout}
    echo(ANSWER.format(framework=shlex.quote(framework), **said))


@new.command()
@click.argument("file", type=FILE)
@title_option
@who_option
@on_option
def guide(file: Path, title: str | None, who: str, on: str) -> None:
    """Write a closing guide to begin with, as FILE (.toml)."""
    text = starters.guide(title or "Closing guide", on=_day("on", on), who=who)
    _write_document(file, text)


def _answers(framework: str, folder: Path, name: str, title: str) -> dict[str, bytes]:
    """Return the files of a self-assessment; its document too, from elsewhere."""
    from cqikit.cli._assessments import framework_named  # noqa: PLC0415  (as above)

    made = starters.answers(framework_named(framework), name=name, title=title)
    path = Path(framework)
    if _is_file(framework) and path.parent.resolve() != folder.resolve():
        data = files.read_bytes(path, files.BOUNDS.edited_bytes)
        made = _joined(made, {path.name: data})
    return made


def _joined(made: dict[str, bytes], more: dict[str, bytes]) -> dict[str, bytes]:
    """Return all files; two of one name are refused."""
    for name in made.keys() & more.keys():
        raise SourceError(
            name, say("is the name of two files"), say("give another --name")
        )
    return made | more


def _is_file(framework: str) -> bool:
    return Path(framework).suffix.lower() in DOCUMENTS


def _asked(folder: Path, said: dict[str, Any]) -> dict[str, Any]:
    """Return what was said, and on a terminal what is answered, of an outline."""
    ask = click.prompt if _is_terminal() else _missing(said)
    said["title"] = said["title"] or ask(
        "What is the effort called", default=_title_of(folder)
    )
    if not any(said[name] for name in ("value", "count", "of")):
        said["count"] = ask(
            "What do you count, such as missed visits (empty: it is measured)",
            default="",
        )
        if not said["count"]:
            said["value"] = ask("What do you measure, such as days waited")
    if said["count"] and not said["of"]:
        said["of"] = ask(f"Out of what are the {said['count']}, such as visits planned")
    said["better"] = said["better"] or ask(
        "Which is better, lower or higher", value_proc=better_of, default="lower"
    )
    if said["target"] is None:
        said["target"] = ask("What do you aim at, as a number", value_proc=aim_of)
    return {name: value for name, value in said.items() if value is not None}


def _missing(said: Mapping[str, Any]) -> Callable[..., Any]:
    """Return what stands for asking where nobody can answer."""
    numbers = said["value"] or (said["count"] and said["of"])
    lacks = [
        *(["--value COLUMN (or --count COLUMN and --of COLUMN)"] * (not numbers)),
        *(["--better"] * (said["better"] is None)),
        *(["--target NUMBER"] * (said["target"] is None)),
    ]

    def answer(_: str, *, default: Any = None, **__: Any) -> Any:
        if lacks:
            raise click.UsageError(f"say {', '.join(lacks)}")
        return default

    return answer


def _day(option: str, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        said = f"--{option} must be a day, such as 2026-09-01 (got {text!r})"
        raise click.UsageError(said) from None


def _title_of(path: Path) -> str:
    words = path.absolute().stem.replace("-", " ").replace("_", " ").strip()
    return words[:1].upper() + words[1:] or "Our effort"


def _write_document(file: Path, text: str) -> None:
    if file.suffix.lower() != ".toml":
        raise SourceError(
            str(file), say("is no document"), say("let its name end in .toml")
        )
    write_all(file.parent, {file.name: text.encode()})
    echo(f"{file}: change what stands between the quotes; then")
    echo(f"  cqikit check {shlex.quote(str(file))}")


def _is_terminal() -> bool:
    return sys.stdin.isatty()
