"""What is taken from a template's file into a document, and what a file may not hold."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest
from openxml_audit import OpenXmlValidator

from avtal.language.prose import parse
from avtal.problems import CaseError
from avtal.word.package.archive import MAX_MEMBERS
from tests.word.making import (
    R,
    W,
    body,
    changed,
    holding,
    members,
    packed,
    paragraph,
    problems,
    related,
    rendered,
    template,
)

AGAIN = "öppna den i Word på datorn och spara den på nytt som Word-dokument (.docx)"
DOCUMENT = "word/document.xml"
RELATIONS = "word/_rels/document.xml.rels"
TYPES = "[Content_Types].xml"


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


def _used(data: bytes) -> bytes:
    """Return the template with something in its text that has the relation of `related`."""
    link = f'<w:hyperlink {R} r:id="rNy"><w:r><w:t>länk</w:t></w:r></w:hyperlink>'
    return changed(DOCUMENT, "</w:p>", f"{link}</w:p>", data)


def test_pictures_and_links_follow() -> None:
    data = _used(related("hyperlink", "https://example.se"))
    made = members(rendered(data))
    assert b'"https://example.se"' in made[RELATIONS]


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


@pytest.mark.parametrize(("kind", "target", "message", "help"), OUTSIDE)
def test_links_to_files_are_refused(kind: str, target: str, message: str, help: str) -> None:
    (problem,) = problems(_used(related(kind, target)))
    assert (problem.message, problem.help) == (message, help)


@pytest.mark.parametrize(("kind", "target"), [(kind, target) for kind, target, *_ in OUTSIDE])
def test_links_that_nothing_uses_are_left_behind(kind: str, target: str) -> None:
    """Word keeps such links of what was deleted long ago; the author cannot find them."""
    data = related(kind, target)
    assert target.encode() not in b"".join(members(rendered(data)).values())


@pytest.mark.parametrize("kind", ["oleObject", "package", "control", "aFChunk", "subDocument"])
def test_things_within_the_template_are_refused(kind: str) -> None:
    found = members(_used(related(kind, "embeddings/a.bin", outside=False)))
    found["word/embeddings/a.bin"] = b"0"
    of_type = b'<Default Extension="bin" ContentType="application/octet-stream"/></Types>'
    found[TYPES] = found[TYPES].replace(b"</Types>", of_type)
    (problem,) = problems(packed(found))
    assert problem.message.startswith("mallen har e")
    assert problem.message.endswith(", som inte stöds")


def _field(*codes: str) -> str:
    run = "<w:r>{}</w:r>".format
    mark = '<w:fldChar w:fldCharType="{}"/>'.format
    pieces = [run(f"<w:instrText>{code}</w:instrText>") for code in codes]
    return paragraph(run(mark("begin")), *pieces, run(mark("end")))


@pytest.mark.parametrize(
    ("xml", "message"),
    [
        (_field(" DA", "TE \\@ yyyy"), "fältet DATE skriver ut datorns datum"),
        (_field("time"), "fältet TIME skriver ut datorns datum"),
        (_field(" FILENAME \\p"), "fältet FILENAME skriver ut en uppgift om filen"),
        (_field(" INCLUDETEXT a.docx"), "fältet INCLUDETEXT hämtar eller kör något"),
        (_field(" DDEAUTO a"), "fältet DDEAUTO hämtar eller kör något"),
        (_field(" IF 1 = 1 a"), "fältet IF stöds inte"),
        (_field(), "ett fält är tomt"),
        (_field(f"REF </w:instrText></w:r>{_field(' USERNAME ')[5:-6]}<w:r><w:instrText>"),
         "fältet USERNAME skriver ut en uppgift om filen"),
        ('<w:p><w:fldSimple w:instr="DATE"/></w:p>', "fältet DATE skriver ut datorns datum"),
        (f'<w:altChunk {R} r:id="rId1"/>', "mallen har ett infogat dokument, som inte stöds"),
        (f'<w:p><w:subDoc {R} r:id="rId1"/></w:p>', "mallen har ett deldokument, som inte stöds"),
        ("<w:p><w:r><w:object/></w:r></w:p>", "mallen har ett inbäddat objekt, som inte stöds"),
        ("<w:sdt/>", "mallen har innehållskontroller, som inte stöds"),
        ("<w:p><w:pPr><w:pPrChange/></w:pPr></w:p>",
         "mallen har spårade ändringar av format, som inte stöds"),
    ],
)  # fmt: skip
def test_what_fetches_or_changes_by_itself_is_refused_where_it_stands(
    xml: str, message: str
) -> None:
    heading = '<w:p><w:pPr><w:pStyle w:val="Rubrik1"/></w:pPr><w:r><w:t>Syfte</w:t></w:r></w:p>'
    found = {problem.message: problem.path for problem in problems(holding(heading, "a", xml))}
    number = 2 if xml.startswith(("<w:alt", "<w:sdt")) else 3
    assert found == {message: f"brödtext, stycke {number} under ”Syfte”"}


def test_fields_that_follow_from_the_document_are_kept() -> None:
    codes = ["PAGE", "NUMPAGES", "SECTIONPAGES", 'STYLEREF "Rubrik 1"', "REF a", "PAGEREF a",
             "TOC \\o", 'HYPERLINK "https://x.se"', "SEQ Tabell", "TITLE", "SUBJECT"]  # fmt: skip
    data = rendered(holding(*[_field(code) for code in codes]))
    assert members(data)[DOCUMENT].count(b"<w:instrText>") == len(codes)


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


def test_a_tag_in_a_footnote_is_refused() -> None:
    note = paragraph("{{ x }}")
    notes = f"<w:footnotes {W}><w:footnote>{note}</w:footnote></w:footnotes>"
    found = members(related("footnotes", "footnotes.xml", outside=False))
    found["word/footnotes.xml"] = notes.encode()
    (problem,) = problems(packed(found))
    assert problem.message == "en tagg står i fotnoter, där den inte fylls i"


def test_lists_are_numbered_after_the_templates_own(tmp_path: Path) -> None:
    own = (
        '<w:num w:numId="1000"><w:abstractNumId w:val="2"/></w:num><w:numIdMacAtCleanup w:val="5"/>'
    )
    data = changed("word/numbering.xml", "</w:numbering>", f"{own}</w:numbering>",
                   template("{{p x|stycken }}"))  # fmt: skip
    made = rendered(data, x=parse("1. ett\n\nText\n\n1. två"))
    assert body(made) == ["ett", "Text", "två"]
    numbering = docx.Document(io.BytesIO(made)).part.numbering_part.element
    assert [str(value) for value in numbering.xpath("w:num/@w:numId")] == [
        "1", "2", "3", "1000", "1001", "1002",
    ]  # fmt: skip
    path = tmp_path / "lista.docx"
    path.write_bytes(made)
    assert OpenXmlValidator().validate(path).errors == []


def test_numbered_lists_need_numbering_in_the_template() -> None:
    data = changed(RELATIONS, '/numbering"', '/annat"', template("{{p x|stycken }}"))
    with pytest.raises(CaseError) as caught:
        rendered(data, x=parse("1. ett"))
    (problem,) = caught.value.problems
    assert problem.message == "formatet ”Numrerad lista” saknas eller har ingen numrering"


def test_a_style_with_odd_signs_in_its_id_does_not_break_the_document() -> None:
    data = changed("word/styles.xml", 'w:styleId="Brdtext"', 'w:styleId="A&amp;&quot;B"',
                   template("{{p x|stycken }}"))  # fmt: skip
    assert body(rendered(data, x=parse("text"))) == ["text"]


def test_a_style_without_an_id_is_not_there() -> None:
    data = changed("word/styles.xml", ' w:styleId="Brdtext"', "", template("{{p x|stycken }}"))
    with pytest.raises(CaseError) as caught:
        rendered(data, x=parse("text"))
    (problem,) = caught.value.problems
    assert problem.message == "mallen saknar formatet ”Brödtext”"


def test_a_template_cannot_hold_the_characters_that_carry_notes() -> None:
    data = changed("word/document.xml", ">text<", ">te\ufdd0xt<")
    assert [problem.message for problem in problems(data)] == [
        "word/document.xml har tecken som inte finns i Unicode"
    ]
