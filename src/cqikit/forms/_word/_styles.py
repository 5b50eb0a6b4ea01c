"""The files of a form that are always the same: styles, relations, paper."""

from __future__ import annotations

from typing import Final

__all__ = ["FILES", "STYLES", "paper"]

WORD: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006"
PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
KINDS: Final = "application/vnd.openxmlformats-officedocument"


def _style(
    name: str, run: str = "", paragraph: str = "", kind: str = "paragraph"
) -> str:
    usual = ' w:default="1"' if name == "Normal" else ""
    based = "" if name in {"Normal", "Blank"} else '<w:basedOn w:val="Normal"/>'
    said = name.replace("Heading1", "heading 1")
    about = f"<w:pPr>{paragraph}</w:pPr>" if paragraph else ""
    return (
        f'<w:style w:type="{kind}"{usual} w:styleId="{name}"><w:name w:val="{said}"/>'
        f"{based}<w:qFormat/>{about}<w:rPr>{run}</w:rPr></w:style>"
    )


def _spaced(before: int, after: int, more: str = "") -> str:
    return f'{more}<w:spacing w:before="{before}" w:after="{after}"/>'


def _sized(half_points: int, colour: str = "1A1A1A", more: str = "") -> str:
    size = f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'
    return f'{more}<w:color w:val="{colour}"/>{size}'


BORDERS: Final = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="9AA4B0"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
STYLES: Final = (
    f'<w:styles xmlns:w="{WORD}"><w:docDefaults><w:rPrDefault><w:rPr>'
    '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial"/><w:sz w:val="19"/>{rtl}'
    "</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>{bidi}</w:pPr></w:pPrDefault>"
    "</w:docDefaults>"
    + _style("Normal", _sized(19), _spaced(0, 80))
    + _style("Title", _sized(36, more="<w:b/><w:bCs/>"), _spaced(0, 60))
    + _style(
        "Heading1",
        _sized(25, more="<w:b/><w:bCs/>"),
        _spaced(200, 60, "<w:keepNext/>") + '<w:outlineLvl w:val="0"/>',
    )
    + _style(
        "Caption", _sized(19, more="<w:b/><w:bCs/>"), _spaced(60, 40, "<w:keepNext/>")
    )
    + _style("Help", _sized(16, "5B6470"), _spaced(0, 60, "<w:keepNext/>"))
    + _style("Label", _sized(17, more="<w:b/><w:bCs/>"), _spaced(20, 20))
    + _style("Cell", _sized(18), _spaced(20, 20))
    + _style("Between", _sized(8), _spaced(0, 40))
    + _style(
        "Footer",
        _sized(15, "5B6470"),
        '<w:tabs><w:tab w:val="right" w:pos="{room}"/></w:tabs>',
    )
    + _style("Blank", '<w:color w:val="9AA4B0"/>', kind="character")
    + '<w:style w:type="table" w:styleId="FormTable"><w:name w:val="Form Table"/>'
    f"<w:tblPr><w:tblBorders>{BORDERS}</w:tblBorders><w:tblCellMar>"
    '<w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/>'
    "</w:tblCellMar></w:tblPr></w:style></w:styles>"
)
#: Parts of the package, and what each is.
OVERRIDES: Final = {
    "/word/document.xml": f"{KINDS}.wordprocessingml.document.main+xml",
    "/word/styles.xml": f"{KINDS}.wordprocessingml.styles+xml",
    "/word/footer1.xml": f"{KINDS}.wordprocessingml.footer+xml",
    "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    "/docProps/custom.xml": f"{KINDS}.custom-properties+xml",
}


def _relations(*targets: tuple[str, str]) -> str:
    made = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{made}</Relationships>'


FILES: Final = {
    "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels"'
    ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    + "".join(
        f'<Override PartName="{name}" ContentType="{kind}"/>'
        for name, kind in OVERRIDES.items()
    )
    + "</Types>",
    "_rels/.rels": _relations(
        (f"{OFFICE}/relationships/officeDocument", "word/document.xml"),
        (f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        (f"{OFFICE}/relationships/custom-properties", "docProps/custom.xml"),
    ),
    "word/_rels/document.xml.rels": _relations(
        (f"{OFFICE}/relationships/styles", "styles.xml"),
        (f"{OFFICE}/relationships/footer", "footer1.xml"),
    ),
}


def paper(*, turned: bool) -> str:
    """Return what says the paper: US Letter, upright or turned, with its foot."""
    size = (
        '<w:pgSz w:w="15840" w:h="12240" w:orient="landscape"/>'
        if turned
        else '<w:pgSz w:w="12240" w:h="15840"/>'
    )
    return (
        '<w:sectPr><w:footerReference w:type="default" r:id="rId2"/>'
        f'{size}<w:pgMar w:top="1080" w:right="1080" w:bottom="1080" w:left="1080"'
        ' w:header="540" w:footer="540" w:gutter="0"/></w:sectPr>'
    )
