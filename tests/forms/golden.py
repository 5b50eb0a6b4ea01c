"""What each form in Word is made of: its tables, the widths of columns, its styles.

Whether a form looks right is for a person to see; these say when it looks otherwise.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from xml.etree import ElementTree as ET
from zipfile import ZipFile

from cqikit.assessments import FRAMEWORKS
from cqikit.forms import TEMPLATES, assessment_form, word_form

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{WORD}}}"
KINDS = {"date": "day", "dropDownList": "menu"}


def golden_files() -> dict[str, str]:
    """Make the outlines of all forms, and the styles that they share."""
    outlines, styles = [], ""
    for form in (*TEMPLATES, assessment_form(FRAMEWORKS["psat"])):
        with ZipFile(io.BytesIO(word_form(form))) as package:
            outlines.append("\n".join([form.name, *outline(package)]))
            styles = package.read("word/styles.xml").decode()
    return {
        "tests/forms/golden/outlines.txt": "\n\n".join(outlines) + "\n",
        "tests/forms/golden/styles.xml": styles.replace("><", ">\n<") + "\n",
    }


def outline(package: ZipFile) -> Iterator[str]:
    """Yield a line for the paper, the properties, and each table and its columns."""
    body = ET.fromstring(package.read("word/document.xml"))[0]
    [paper] = body.iter(f"{W}pgSz")
    yield f"  paper {paper.get(f'{W}w')} by {paper.get(f'{W}h')}"
    for held in ET.fromstring(package.read("docProps/custom.xml")):
        yield f"  {held.get('pid')} {held.get('name')}: {''.join(held.itertext())}"
    for table in body.iter(f"{W}tbl"):
        rows = table.findall(f"{W}tr")
        yield f"  table of {len(rows)} rows"
        grid = [column.get(f"{W}w") for column in table.iter(f"{W}gridCol")]
        for place, width in enumerate(grid):
            cells = [row.findall(f"{W}tc")[place] for row in rows]
            inside = Counter(kind for cell in cells for kind in controls(cell))
            said = ", ".join(f"{many} {kind}" for kind, many in inside.items())
            yield f"    {width}: {said or 'words'}"


def controls(cell: ET.Element) -> Iterator[str]:
    """Yield what kind of answer each control of a cell takes."""
    for about in cell.iter(f"{W}sdtPr"):
        [kind] = [
            KINDS[part.tag.removeprefix(W)]
            for part in about
            if part.tag.removeprefix(W) in KINDS
        ] or ["text"]
        yield kind
