"""`cqikit report`: the closing report of a folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from cqikit import files, reports
from cqikit.cli._effort import composed_from, progress
from cqikit.cli._output import force_option, form_of, output_option, speaks
from cqikit.core import plural

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__them_ = ["report"]

#: How a report is written, by the ending of its file's name.
FORMS: Final[Mapping[str, Callable[..., str | bytes]]] = {
    ".html": reports.to_html,
    ".md": reports.to_markdown,
    ".docx": reports.to_docx,
}


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@output_option("report.html", "Where to write it; the ending says in which form.")
@force_option
def report(folder: Path, output: Path, *, force: bool) -> None:
    """Write the closing report of FOLDER: .html, .md (Markdown) or .docx (Word).

    FOLDER holds documents (.toml, .json) that each say their type, and the
    tables that a layout names. One document is the project's charter.

    A file that is there is written over when cqikit made it and nobody has
    changed it since, or with --force; one that is read never is.
    """
    form = form_of(output, FORMS, "report")
    told = progress()
    composed, sources = composed_from(folder, told)
    reads = [folder / name for name in sources]
    # Told before the slow part; what is there may change until it is written.
    files.check_output(output, reads=reads, force=force)
    told(f"writing {output}")
    written = form(composed, sources=sources)
    files.write_output(output, written, reads=reads, force=force)
    counts = (("measure", composed.measures), ("finding", composed.findings))
    said = (plural(len(them), what) for what, them in counts)
    speaks(output)(f"{output}: {', '.join(said)}")
