"""Tricks that were tried on a comparison: none passes as the same, and what Word saves does."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from avtal.compare.documents.pairs import State
from tests.compare.documents.test_unseen import paper_of, state, unseen
from tests.word.surface.paper import NORMAL, paper, paragraph, run

MARK = '<w:r><w:fldChar w:fldCharType="{}"{}/></w:r>'.format
CODE = "<w:r><w:instrText>{}</w:instrText></w:r>".format
BOOKMARK = '<w:bookmarkStart w:id="1" w:name="x"/><w:bookmarkEnd w:id="1"/>'
TOP = "<w:pBdr><w:top w:val='dotted'/></w:pBdr>"
SECTION = "<w:sectPr><w:pgSz w:w='16838' w:orient='landscape'/></w:sectPr>"


def field(code: str, result: str, more: str = "", end: bool = True) -> str:
    closed = MARK("end", "") if end else ""
    return MARK("begin", more) + CODE(code) + MARK("separate", "") + run(result) + closed


def link_to_a_bookmark(first: str, second: str) -> str:
    body = paragraph(first + run("a")) + paragraph(second + run("b"))
    return body + paragraph(field(' HYPERLINK \\l "x" ', "se där"))


NEWER = 'xmlns:ev="http://schemas.microsoft.com/office/word/2099/wordml"'


def alternative(choice: str, fallback: str, asked: str, on_choice: bool = False) -> str:
    above, own = ("", f" {NEWER}") if on_choice else (f" {NEWER}", "")
    return paragraph(
        f'<mc:AlternateContent{above}><mc:Choice{own} Requires="{asked}">{run(choice)}'
        f"</mc:Choice><mc:Fallback>{run(fallback)}</mc:Fallback></mc:AlternateContent>"
    )


def over_paragraphs(address: str) -> str:
    first = paragraph(MARK("begin", "") + run(""))
    last = MARK("separate", "") + run("villkoren") + MARK("end", "")
    return first + paragraph(CODE(f' HYPERLINK "{address}" ') + last)


def styled(style: str, own: str = "") -> Mapping[str, str]:
    return {
        "body": paragraph(run("ord"), own),
        "styles": f"{NORMAL}<w:pPr>{style}</w:pPr></w:style>",
    }


def default_table(look: str) -> Mapping[str, str]:
    style = (
        f'<w:style w:type="table" w:default="1" w:styleId="T"><w:name w:val="T"/>{look}</w:style>'
    )
    table = f"<w:tbl><w:tr><w:tc>{paragraph(run('cell'))}</w:tc></w:tr></w:tbl>"
    return {"body": table, "styles": f"{NORMAL}</w:style>{style}"}


TRICKS: Mapping[str, tuple[Mapping[str, object], Mapping[str, object]]] = {
    "where a link within the text leads": (
        {"body": link_to_a_bookmark(BOOKMARK, "")},
        {"body": link_to_a_bookmark("", BOOKMARK)},
    ),
    "a section that begins elsewhere": (
        {"body": paragraph(run("a"), SECTION) + paragraph(run("b"))},
        {"body": paragraph(run("a")) + paragraph(run("b"), SECTION)},
    ),
    "a link that is a field over two paragraphs": (
        {"body": over_paragraphs("http://a.se")},
        {"body": over_paragraphs("http://b.se")},
    ),
    "words that became the code of a field": (
        {"body": paragraph(MARK("begin", "") + CODE(" IF ") + MARK("separate", "")
                           + run("inte ") + run("gäller") + MARK("end", ""))},
        {"body": paragraph(MARK("begin", "") + CODE(" IF ") + run("inte ")
                           + MARK("separate", "") + run("gäller") + MARK("end", ""))},
    ),
    "an alternative that Word does not know": (
        {"body": alternative("x", "100 kr", "ev")},
        {"body": alternative("x", "900 kr", "ev")},
    ),
    "an alternative that only older programs show": (
        {"body": alternative("100 kr", "100 kr", "wps")},
        {"body": alternative("100 kr", "900 kr", "wps")},
    ),
    "a day that is not counted anew": (
        {"body": paragraph(field(" DATE ", "2024-01-01", ' w:fldLock="1"'))},
        {"body": paragraph(field(" DATE ", "2025-01-01", ' w:fldLock="1"'))},
    ),
    "a day of printing": (
        {"body": paragraph(field(" PRINTDATE ", "2024-01-01"))},
        {"body": paragraph(field(" PRINTDATE ", "2025-01-01"))},
    ),
    "a field without an end": (
        {"body": paragraph(field(" DATE ", "Beloppet är 100 kr.", end=False))},
        {"body": paragraph(field(" DATE ", "Beloppet är 900 kr.", end=False))},
    ),
    "a border of a style": (
        styled("<w:pBdr><w:bottom w:val='single'/></w:pBdr>", TOP),
        styled("", TOP),
    ),
    "a table style that nothing names": (
        default_table(""),
        default_table("<w:rPr><w:vanish/></w:rPr>"),
    ),
    "a colour of the theme in a shape": (
        {"body": paragraph("<w:r><w:drawing><wp:inline><a:schemeClr val='accent1'/></wp:inline>"
                           "</w:drawing></w:r>"),
         "members": {"word/t.xml": b"<a/>"}, "leads": {"rIdT": ("theme", "t.xml")}},
        {"body": paragraph("<w:r><w:drawing><wp:inline><a:schemeClr val='accent1'/></wp:inline>"
                           "</w:drawing></w:r>"),
         "members": {"word/t.xml": b"<b/>"}, "leads": {"rIdT": ("theme", "t.xml")}},
    ),
    "an attribute that nobody knows": (
        {"body": "<w:p><w:r><w:t>a</w:t></w:r></w:p>"},
        {"body": "<w:p w14:nytt='1'><w:r><w:t>a</w:t></w:r></w:p>"},
    ),
    "text that stands where none may": (
        {"body": paragraph(run("a"))},
        {"body": paragraph(run("a")) + run("smuget in")},
    ),
    "a number that is hidden by its level": (
        {"body": paragraph(run("a"), "<w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr>")},
        {"body": paragraph(run("a"), "<w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr>"),
         "numbering": '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
         '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/><w:rPr><w:vanish/></w:rPr></w:lvl>'
         '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", TRICKS)
def test_a_trick_is_seen(name: str, tmp_path: Path) -> None:
    old, new = map(paper_of, TRICKS[name])
    assert state(old, new, tmp_path) not in {State.SAME, State.STAMP}


@pytest.mark.parametrize(
    ("asked", "on_choice", "words"),
    [
        ("wps", False, "ny"),
        ("ev", False, "äldre"),
        ("wps ev", False, "äldre"),
        ("ev", True, "äldre"),
    ],
)
def test_words_are_of_the_alternative_that_word_shows(
    asked: str, on_choice: bool, words: str, tmp_path: Path
) -> None:
    both = paper(alternative("ny", "äldre", asked, on_choice))
    assert state(both, paper(paragraph(run(words))), tmp_path) is State.UNSEEN
    assert state(both, paper(paragraph(run("annat"))), tmp_path) is State.CHANGED


def note(text: str) -> dict[str, bytes]:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    inner = f'<w:footnote w:type="separator" w:id="0">{paragraph(run(text))}</w:footnote>'
    return {"word/footnotes.xml": f"<w:footnotes {space}>{inner}</w:footnotes>".encode()}


def test_words_in_the_line_above_the_notes_are_told(tmp_path: Path) -> None:
    old, new = (paper(paragraph(run("a")), members=note(text)) for text in ("", "Gäller inte."))
    assert state(old, new, tmp_path) is State.UNSEEN
    (one,) = unseen(old, new)
    assert (one.kind, one.old, one.new) == ("note", None, "Gäller inte.")


SAVED: Mapping[str, tuple[str, str]] = {
    "editing sessions and spelling": (
        "<w:p><w:r><w:t>ett ord</w:t></w:r></w:p>",
        "<w:p w:rsidR='00AA' w14:paraId='1'><w:proofErr w:type='spellStart'/><w:r w:rsidR='1'>"
        "<w:rPr><w:lang w:val='sv-SE'/></w:rPr><w:t>ett</w:t></w:r><w:bookmarkStart w:id='0' "
        "w:name='_GoBack'/><w:bookmarkEnd w:id='0'/><w:r><w:lastRenderedPageBreak/>"
        "<w:t xml:space='preserve'> ord</w:t></w:r></w:p>",
    ),
    "defaults written out": (
        paragraph(run("ord") + "<w:r><w:br/></w:r>"),
        paragraph(run("ord") + "<w:r><w:br w:type='textWrapping'/></w:r>"),
    ),
    "a field in another way": (
        paragraph("<w:fldSimple w:instr=' REF y '>" + run("3") + "</w:fldSimple>"),
        paragraph(field(" REF y ", "3")),
    ),
    "a box in a font of signs": (
        paragraph('<w:r><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>'),
        paragraph(run("\uf0a8", '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>')),
    ),
}


@pytest.mark.parametrize("name", SAVED)
def test_what_a_program_writes_in_another_way_is_no_difference_in_words(
    name: str, tmp_path: Path
) -> None:
    old, new = (paper(body) for body in SAVED[name])
    assert state(old, new, tmp_path) in {State.SAME, State.FORM}
    assert unseen(old, new) == []


@pytest.mark.parametrize(("one", "other"), [("0", "off"), ("false", "0"), ("on", "true")])
def test_yes_and_no_are_the_same_in_any_spelling(one: str, other: str, tmp_path: Path) -> None:
    old, new = (
        paper(paragraph(run("ord", f'<w:shadow w:val="{said}"/>'), f'<w:bidi w:val="{said}"/>'))
        for said in (one, other)
    )
    assert state(old, new, tmp_path) is State.SAME


def test_a_paragraph_more_in_a_cell_changes_nothing_of_the_others() -> None:
    def cell(*inner: str) -> str:
        return f"<w:tbl><w:tr><w:tc>{''.join(inner)}</w:tc></w:tr></w:tbl>"

    hidden, plain = paragraph(run("dolt", "<w:vanish/>")), paragraph(run("synligt"))
    found = unseen(paper(cell(hidden, plain)), paper(cell(paragraph(run("nytt")), hidden, plain)))
    assert found == []


HOSTILE: Mapping[str, Mapping[str, object]] = {
    "a colour without a value": {
        "body": paragraph(run("a", '<w:color w:themeColor="text1" w:themeShade="zz"/>')),
        "members": {
            "word/t.xml": b'<a:t xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
            b'<a:clrScheme><a:dk1><a:sysClr val="windowText"/></a:dk1></a:clrScheme></a:t>'
        },
        "leads": {"rIdT": ("theme", "t.xml")},
    },
    "numbers beyond all measure": {
        "body": paragraph(
            run("a"), f"<w:numPr><w:ilvl w:val='{'9' * 5000}'/><w:numId w:val='1'/></w:numPr>"
        )
        + f"<w:tbl><w:tr><w:trPr><w:trHeight w:hRule='exact' w:val='{'9' * 5000}'/></w:trPr><w:tc>"
        f"{paragraph(run('b'))}</w:tc></w:tr></w:tbl>",
        "numbering": '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="'
        + "9" * 5000
        + '"/><w:lvlText w:val="%1"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
    },
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_of_nonsense_is_read(name: str, tmp_path: Path) -> None:
    data = paper_of(HOSTILE[name])
    assert state(data, data, tmp_path) is State.SAME
