"""What somebody changed and said in a document, paragraph by paragraph."""

from __future__ import annotations

from avtal.word.package.assembly import unpack, zip_package
from avtal.word.package.parts import Package
from avtal.word.package.received import open_received, pack_changed
from avtal.word.stories.tracked import MARK, Said, find_touched
from tests.word.stories.marking import (
    DEL,
    INS,
    MARK_DEL,
    MARK_INS,
    WHO,
    cell,
    document,
    paragraph,
    row,
    run,
    table,
    texts,
)

AT = "2026-01-15T12:00:00Z"
CHANGED, FORMED = Said("change", "A", AT), Said("form", "A", AT)
COMMENT = (
    '<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    f'<w:comment w:id="7" {WHO}><w:p><w:r><w:t>Ska det</w:t></w:r></w:p>'
    "<w:p><w:r><w:t>stå kvar?</w:t></w:r></w:p></w:comment></w:comments>"
)


def commented(body: str) -> Package:
    """Return a document with a comment of the number 7."""
    members = unpack(pack_changed(document(body), []))
    rels = "word/_rels/document.xml.rels"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
    new = f'<Relationship Id="rIdK" Type="{kind}" Target="comments.xml"/></Relationships>'
    members[rels] = members[rels].replace(b"</Relationships>", new.encode())
    return open_received(zip_package({**members, "word/comments.xml": COMMENT.encode()}))


def test_a_changed_paragraph_is_told_in_pieces() -> None:
    (touched,), _ = find_touched(
        document(
            paragraph(run("orört"))
            + paragraph(
                run("två ")
                + f"{DEL}{run('tre', 'delText')}</w:del>{INS}{run('fyra')}</w:ins>"
                + run(" fem")
            )
        )
    )
    assert touched.pieces == (("same", "två "), ("old", "tre"), ("new", "fyra"), ("same", " fem"))
    assert touched.said == (CHANGED,)


def test_what_came_or_went_with_its_row_is_new_or_old_as_a_whole() -> None:
    body = table(row(cell("a"), mark=MARK_INS), row(cell("b"), mark=MARK_DEL), row(cell("c")))
    found, _ = find_touched(document(body + paragraph(run("slut"))))
    assert [one.pieces for one in found] == [(("new", "a"),), (("old", "b"),)]


def test_what_was_put_in_and_taken_out_again_is_in_neither_text() -> None:
    gone = f"{INS}{DEL}{run('hit och bort', 'delText')}</w:del></w:ins>"
    (touched,), _ = find_touched(document(paragraph(run("kvar") + gone)))
    assert touched.pieces == (("same", "kvar"),)


def test_another_look_is_a_change_of_form() -> None:
    former = f'<w:rPrChange w:id="2" {WHO}><w:rPr/></w:rPrChange>'
    bold = f"<w:r><w:rPr><w:b/>{former}</w:rPr><w:t>fet</w:t></w:r>"
    (touched,), _ = find_touched(document(paragraph(bold)))
    assert (touched.pieces, touched.said) == ((("same", "fet"),), (FORMED,))


def test_a_comment_is_told_with_what_it_is_on() -> None:
    start, end = '<w:commentRangeStart w:id="7"/>', '<w:commentRangeEnd w:id="7"/>'
    mark = '<w:r><w:commentReference w:id="7"/></w:r>'
    said = Said("comment", "A", AT, "Ska det\nstå kvar?")
    for body, about in (
        (run("före ") + start + run("detta") + end + mark + run(" efter"), "detta"),
        (run("hela stycket") + mark, "hela stycket"),
    ):
        (touched,), _ = find_touched(commented(paragraph(body)))
        assert [(one.text, one.about) for one in touched.said] == [(said.text, about)]


def test_touched_paragraphs_are_numbered_in_their_text() -> None:
    package = document(
        paragraph(f"{INS}{run('ny')}</w:ins>", MARK_INS)
        + paragraph(run("orört"))
        + paragraph(f"{INS}{run('till')}</w:ins>")
    )
    found, marked = find_touched(package)
    assert [one.number for one in found] == [0, 1]
    assert [MARK.findall(text) for text in texts(marked)] == [["0"], [], ["1"]]
    assert texts(package) == ["ny", "orört", "till"]
