"""What is taken from a template's file into a document, and what a file may not hold."""

from __future__ import annotations

import io
import zipfile

import pytest

from avtal.word.package.archive import MAX_MEMBERS
from tests.word.making import (
    DOCUMENT,
    RELATIONS,
    TYPES,
    R,
    W,
    changed,
    holding,
    members,
    packed,
    problems,
    related,
    rendered,
    template,
    with_part,
)
from tests.word.package.outside import used


def _private_template() -> bytes:
    """Return a template with HEMLIGT wherever Word and its add-ins write about the author."""
    found = members(holding("{{ x }}", '<w:p w:rsidR="HEMLIGT"><w:r w:rsidRPr="HEMLIGT"/></w:p>'))
    extra = {
        "docProps/app.xml": '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/'
        '2006/extended-properties"><Company>HEMLIGT</Company><Manager>HEMLIGT</Manager>'
        "<HyperlinkBase>HEMLIGT</HyperlinkBase><Template>HEMLIGT.dotm</Template></Properties>",
        "docProps/custom.xml": "<Properties>HEMLIGT</Properties>",
        "docProps/thumbnail.jpeg": "HEMLIGT",
        "docMetadata/LabelInfo.xml": "<a>HEMLIGT</a>",
        "customXml/item1.xml": "<a>HEMLIGT</a>",
        "word/people.xml": "<a>HEMLIGT</a>",
        "word/glossary/document.xml": "<a>HEMLIGT</a>",
        "word/printerSettings1.bin": "HEMLIGT",
        "word/orphan.xml": "<a>HEMLIGT</a>",
        "word/settings.xml": f'<w:settings {W}><w:docVars><w:docVar w:name="HEMLIGT" '
        'w:val="HEMLIGT"/></w:docVars><w:rsids><w:rsid w:val="HEMLIGT"/></w:rsids></w:settings>',
    }
    found |= {name: text.encode() for name, text in extra.items()}
    found[DOCUMENT] = found[DOCUMENT].replace(
        b"</w:sectPr>", f'<w:printerSettings {R} r:id="rSkrivare"/></w:sectPr>'.encode()
    )
    package = "".join(
        f'<Relationship Id="rP{number}" Type="http://x/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(
            [
                ("custom-properties", "docProps/custom.xml"),
                ("thumbnail", "docProps/thumbnail.jpeg"),
                ("classificationlabels", "docMetadata/LabelInfo.xml"),
            ]
        )
    )
    text = "".join(
        f'<Relationship Id="{rid}" Type="http://x/{kind}" Target="{target}"/>'
        for rid, kind, target in [
            ("rEgen", "customXml", "../customXml/item1.xml"),
            ("rFolk", "people", "people.xml"),
            ("rOrd", "glossaryDocument", "glossary/document.xml"),
            ("rSkrivare", "printerSettings", "printerSettings1.bin"),
        ]
    )
    for name, new in (("_rels/.rels", package), (RELATIONS, text)):
        found[name] = found[name].replace(b"</Relationships>", f"{new}</Relationships>".encode())
    core = found["docProps/core.xml"]
    for name in ("lastPrinted", "identifier", "version", "keywords", "category"):
        core = core.replace(
            b"</cp:coreProperties>", f"<cp:{name}>HEMLIGT</cp:{name}></cp:coreProperties>".encode()
        )
    found["docProps/core.xml"] = core.replace(b"<dc:title>", b"<dc:title>HEMLIGT")
    return packed(found)


def test_nothing_private_follows_from_the_template() -> None:
    data = _private_template()
    assert sum(b"HEMLIGT" in content for content in members(data).values()) == 12
    made = members(rendered(data, x="ja"))
    assert [name for name, content in made.items() if b"HEMLIGT" in content] == []
    assert sorted(name for name in made if not name.startswith("word/")) == [
        TYPES, "_rels/.rels", "docProps/core.xml",
    ]  # fmt: skip
    assert [name for name in made if "orphan" in name or "people" in name] == []
    assert rendered(data, x="ja") == rendered(data, x="ja")


def test_pictures_and_links_follow() -> None:
    data = used(related("hyperlink", "https://example.se"))
    made = members(rendered(data))
    assert b'"https://example.se"' in made[RELATIONS]


def _many() -> bytes:
    return packed({f"{number}.bin": b"" for number in range(MAX_MEMBERS + 1)})


def _lying() -> bytes:
    """Return a file where a member says that it is small and unpacks to much more."""
    data = bytearray(packed({**members(template("text")), "word/bomb.bin": bytes(30_000_000)}))
    while (at := data.find((30_000_000).to_bytes(4, "little"))) >= 0:
        data[at : at + 4] = (10).to_bytes(4, "little")
    return bytes(data)


def _twice() -> bytes:
    stream = io.BytesIO(template("text"))
    with zipfile.ZipFile(stream, "a") as package, pytest.warns(UserWarning, match="Duplicate"):
        package.writestr(DOCUMENT, "<a/>")
    return stream.getvalue()


def _replaced(member: str, content: str, encoding: str = "utf-8") -> bytes:
    return packed({**members(template("text")), member: content.encode(encoding)})


def _without(*names: str) -> bytes:
    return packed({n: c for n, c in members(template("text")).items() if n not in names})


NOT_EXPECTED = "är inte det som Word väntar sig där"
DAMAGED = "är skadad och går inte att läsa"
UTF16 = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a [<!ENTITY b "c">]><a/>'
OTHER_PREFIX = f"<x:document {W.replace(':w', ':x')}><x:body/></x:document>"
TWIN = '<Relationship Id="rId10" Type="x/theme" Target="theme/theme1.xml"/>'
NO_WORD = "filen är inte en Word-mall (.docx)"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"\xd0\xcf\x11\xe0" + bytes(600),
         "filen är ett äldre Word-dokument (.doc) eller skyddad med lösenord"),
        (b"{\\rtf1 hej}", NO_WORD),
        (_lying(), NO_WORD),
        (_many(), "mallen består av mer än 1000 delar"),
        (_twice(), "två delar i filen har samma namn"),
        (changed(TYPES, "document.main", "template.main"), "filen är sparad som .dotx eller .docm"),
        (_without("word/styles.xml"), "word/styles.xml saknas i filen"),
        (changed(RELATIONS, "/styles", "/annat"), "mallen saknar formatmallar"),
        (changed(TYPES, "wordprocessingml.styles", "x"), f"word/styles.xml {NOT_EXPECTED}"),
        (_replaced(DOCUMENT, "<a/>"), f"{DOCUMENT} {NOT_EXPECTED}"),
        (_replaced(DOCUMENT, f"<w:document {W}/>"), f"{DOCUMENT} {NOT_EXPECTED}"),
        (_replaced(DOCUMENT, OTHER_PREFIX), f"{DOCUMENT} är skriven på ett ovanligt sätt"),
        (_replaced("word/header1.xml", "<w:hdr"), f"word/header1.xml {DAMAGED}"),
        (changed(RELATIONS, "header1.xml", "styles.xml"), f"word/styles.xml {NOT_EXPECTED}"),
        (changed(RELATIONS, '"rId10"', '"rId99"'),
         f"{DOCUMENT} hänvisar till något som inte finns i filen"),
        (changed(RELATIONS, "</Relationships>", f"{TWIN}</Relationships>"),
         f"{DOCUMENT} hänvisar till något som inte finns i filen"),
        (_replaced("word/a.xml", UTF16, "utf-16"), "word/a.xml har en dokumenttypsdeklaration"),
        (_replaced("word/a.xml", "<a>" + " " * 5_000_000 + "</a>"),
         "mallens text är orimligt stor"),
        (_replaced("docProps/app.xml", "<a>{{ x }}</a>"),
         "en tagg står i dokumentegenskaper, där den inte fylls i"),
    ],
)  # fmt: skip
def test_a_file_that_word_would_not_open_or_that_is_too_much_is_refused(
    data: bytes, message: str
) -> None:
    (problem,) = problems(data)
    assert (problem.message, bool(problem.help)) == (message, True)


def test_a_template_cannot_hold_the_characters_that_carry_notes() -> None:
    data = changed("word/document.xml", ">text<", ">te\ufdd0xt<")
    assert [problem.message for problem in problems(data)] == [
        "word/document.xml har tecken som inte finns i Unicode"
    ]


def _zip(**members: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in members.items():
            package.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (_zip(hej=b"hej"), "filen är inte en Word-mall (.docx)"),
        (_zip(**{"[Content_Types]_xml": b"<inte xml"}),
         "[Content_Types].xml är skadad och går inte att läsa"),
        (with_part("word/extra.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a/>'),
         "word/extra.xml har en dokumenttypsdeklaration"),
    ],
    ids=["zip", "trasig", "doctype"],
)  # fmt: skip
def test_a_file_that_is_no_plain_word_template_is_refused(data: bytes, message: str) -> None:
    (problem,) = problems(data)
    assert (problem.file, problem.message) == ("prov.docx", message)
