"""What leads out of a template to files elsewhere, and what is said of it."""

from __future__ import annotations

from tests.word.making import DOCUMENT, R, changed


def used(data: bytes) -> bytes:
    """Return the template with something in its text that has the relation of `related`."""
    link = f'<w:hyperlink {R} r:id="rNy"><w:r><w:t>länk</w:t></w:r></w:hyperlink>'
    return changed(DOCUMENT, "</w:p>", f"{link}</w:p>", data)


OUTSIDE = [
    ("image", "file:///C:/a.png", "mallen har en länkad bild: ”file:///C:/a.png”",
     "infoga bilden i mallen i stället för att länka till den"),
    ("attachedTemplate", "file:///C:/a.dotm",
     "mallen har en bifogad dokumentmall: ”file:///C:/a.dotm”",
     "öppna Utvecklare > Dokumentmall, ta bort sökvägen och spara"),
    ("oleObject", "http://x/y.xlsx", "mallen har ett länkat objekt: ”http://x/y.xlsx”",
     "ta bort det, eller klistra in det som bild"),
    ("externalLinkPath", "http://x", "mallen har en länk till en fil utanför mallen: ”http://x”",
     "bryt länken under Arkiv > Info > Redigera länkar till filer"),
    ("hyperlink", "file:///C:/a.docx",
     "en hyperlänk leder till ”file:///C:/a.docx”, som inte är en webbadress",
     "länka till en adress som börjar med https:// eller mailto:"),
]  # fmt: skip
