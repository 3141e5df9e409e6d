"""Small documents with styles, lists, pictures and links of their own."""

from __future__ import annotations

from collections.abc import Mapping

from avtal.word.package.assembly import unpack, zip_package
from avtal.word.package.received import open_received
from avtal.word.stories.reading import BODY, Paragraph, stories
from avtal.word.stories.settled import SettledDocument
from avtal.word.surface.table import NAMESPACES
from tests.compare.agreements import Agreement, Text

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DECLARED = " ".join(
    f'xmlns:{prefix}="{address}"' for address, prefix in NAMESPACES.items() if prefix != "xml"
)

NORMAL = '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
"""The beginning of the style that paragraphs have which name none."""


def run(text: str, look: str = "") -> str:
    """Return a run of text with its properties."""
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(inner: str, properties: str = "") -> str:
    """Return a paragraph."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def paper(
    body: str,
    *,
    styles: str = "",
    numbering: str = "",
    settings: str = "",
    page: str = "",
    members: Mapping[str, bytes] | None = None,
    leads: Mapping[str, tuple[str, str]] | None = None,
) -> bytes:
    """Return a Word file; `leads` are relations of its text by id: (kind, target).

    A target with a colon is an address outside of the file.
    """
    found = unpack(Agreement((Text("PLATS"),)).to_bytes())
    main = found["word/document.xml"].decode()
    end = main.index("<w:sectPr>")
    rest = main[end:].replace("</w:document>", "")
    found["word/document.xml"] = (
        f"<w:document {_DECLARED}>{page}<w:body>{body}{rest}</w:document>".encode()
    )
    if styles:
        found["word/styles.xml"] = f"<w:styles {_DECLARED}>{styles}</w:styles>".encode()
    if settings:
        found["word/settings.xml"] = f"<w:settings {_DECLARED}>{settings}</w:settings>".encode()
    wanted = dict(leads or {})
    types = found["[Content_Types].xml"].decode()
    if numbering:
        found["word/numbering.xml"] = f"<w:numbering {_DECLARED}>{numbering}</w:numbering>".encode()
    for extension, kind in {"png": "image/png", "htm": "text/html"}.items():
        if f'Extension="{extension}"' not in types:
            default = f'<Default Extension="{extension}" ContentType="{kind}"/>'
            types = types.replace("</Types>", f"{default}</Types>")
    found["[Content_Types].xml"] = types.encode()
    relations = "".join(
        f'<Relationship Id="{name}" Type="{_OFFICE}/{kind}" Target="{target}"'
        + (' TargetMode="External"/>' if ":" in target else "/>")
        for name, (kind, target) in wanted.items()
    )
    rels = "word/_rels/document.xml.rels"
    found[rels] = found[rels].decode().replace("</Rel", f"{relations}</Rel", 1).encode()
    return zip_package({**found, **(members or {})})


def settled(data: bytes) -> SettledDocument:
    """Return a Word file as it is read when it is compared."""
    package = open_received(data)
    return SettledDocument(package, stories(package))


def body_of(data: bytes) -> list[Paragraph]:
    """Return the paragraphs of a file's body."""
    return settled(data).stories[BODY]
