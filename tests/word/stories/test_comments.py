"""Comments are told thread by thread, with the paragraphs and the words that they are on."""

from __future__ import annotations

from avtal.word.package.assembly import unpack, zip_package
from avtal.word.package.parts import Package
from avtal.word.package.received import open_received, pack_changed
from avtal.word.stories.tracked import Said, find_said
from tests.word.stories.doing import put_in, taken_out
from tests.word.stories.marking import cell, document, paragraph, row, run, table

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
KINDS = {
    "comments": "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments",
    "commentsExtended": "http://schemas.microsoft.com/office/2011/relationships/commentsExtended",
}
MARK = '<w:r><w:commentReference w:id="{}"/></w:r>'


def start(number: int) -> str:
    return f'<w:commentRangeStart w:id="{number}"/>'


def end(number: int) -> str:
    return f'<w:commentRangeEnd w:id="{number}"/>' + MARK.format(number)


def comment(number: int, author: str, text: str, day: int = 1) -> str:
    lines = text.split("\n")
    paragraphs = "".join(
        f'<w:p w14:paraId="{number:07X}{place}"><w:r><w:t>{line}</w:t></w:r></w:p>'
        for place, line in enumerate(lines)
    )
    at = f"2026-01-0{day}T10:00:00Z"
    return f'<w:comment w:id="{number}" w:author="{author}" w:date="{at}">{paragraphs}</w:comment>'


def commented(body: str, *comments: str, more: str = "") -> Package:
    """Return a document with comments; `more` says which of them are answers and resolved."""
    members = unpack(pack_changed(document(body), []))
    spaces = f'xmlns:w="{MAIN}" xmlns:w14="{W14}" xmlns:w15="{W15}"'
    parts = {
        "comments": f"<w:comments {spaces}>{''.join(comments)}</w:comments>",
        "commentsExtended": f"<w15:commentsEx {spaces}>{more}</w15:commentsEx>",
    }
    links = "".join(
        f'<Relationship Id="rId{kind}" Type="{KINDS[kind]}" Target="{kind}.xml"/>' for kind in parts
    )
    rels = "word/_rels/document.xml.rels"
    members[rels] = members[rels].replace(b"</Relationships>", f"{links}</Relationships>".encode())
    written = {f"word/{kind}.xml": part.encode() for kind, part in parts.items()}
    return open_received(zip_package({**members, **written}))


def said(body: str, *comments: str, more: str = "") -> list[Said]:
    found, _ = find_said(commented(body, *comments, more=more))
    return [one for one in found if one.kind == "comment"]


ONE = comment(7, "Anna", "Ska det\nstå kvar?")


def test_a_comment_is_told_with_what_it_is_on() -> None:
    for content, about in (
        (run("före ") + start(7) + run("detta") + end(7) + run(" efter"), "detta"),
        (run("hela stycket") + MARK.format(7), ""),
        (run("ingen ände ") + start(7) + run("här") + MARK.format(7), ""),
        (start(7) + "<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t></w:r>" + end(7), "a\tb"),
        (run("a") + start(7) + run("a") + run("\u030a") + end(7), "å"),
        (run("a") + start(7) + put_in("nytt") + taken_out("gammalt") + end(7), "nyttgammalt"),
    ):
        (one,) = said(paragraph(run("orört")) + paragraph(content), ONE)
        assert (one.author, one.at) == ("Anna", "2026-01-01T10:00:00Z")
        assert (one.text, one.about, one.numbers) == ("Ska det\nstå kvar?", about, (1,))


def test_a_comment_on_several_paragraphs_is_on_all_of_them() -> None:
    body = paragraph(run("a ") + start(7) + run("ett")) + paragraph(run("två"))
    (one,) = said(body + paragraph(run("tre") + end(7) + run(" b")), ONE)
    assert (one.numbers, one.about) == ((0, 1, 2), "ett\ntvå\ntre")
    (between,) = said(start(7) + paragraph(run("ett")) + paragraph(run("två")) + end(7), ONE)
    assert (between.numbers, between.about) == ((0, 1), "ett\ntvå")


def test_where_tabs_end_is_no_tab() -> None:
    stops = '<w:pPr><w:tabs><w:tab w:val="left" w:pos="99"/></w:tabs></w:pPr>'
    content = f"<w:p>{stops}{run('ett')}</w:p><w:p>{stops}{run('två')}</w:p>"
    (one,) = said(start(7) + content + end(7), ONE.replace("<w:r>", f"{stops}<w:r>"))
    assert (one.about, one.text) == ("ett\ntvå", "Ska det\nstå kvar?")


def test_a_comment_in_a_cell() -> None:
    commented_cell = cell("c2").replace("</w:p>", f"{MARK.format(7)}</w:p>")
    (one,) = said(table(row(cell("c1"), commented_cell)) + paragraph(run("slut")), ONE)
    assert one.numbers == (1,)


def test_a_comment_on_nothing_is_told() -> None:
    (one,) = said(paragraph(run("orört")), ONE)
    assert (one.text, one.numbers, one.pieces) == ("Ska det\nstå kvar?", (), ())


def test_the_paragraph_of_a_comment_is_as_it_is_now_and_nothing_is_marked() -> None:
    (one,) = said(paragraph(run("a ") + put_in("ny ") + taken_out("g ") + MARK.format(7)), ONE)
    assert one.pieces == (("same", "a ny "),)
    (gone,) = said(paragraph(taken_out("allt är borta") + MARK.format(7)), ONE)
    assert gone.pieces == (("same", "allt är borta"),)


def answer(number: int, to: int) -> str:
    return f'<w15:commentEx w15:paraId="{number:07X}0" w15:paraIdParent="{to:07X}1"/>'


def test_answers_stand_under_what_they_answer_in_order() -> None:
    body = paragraph(start(7) + run("text") + end(7) + "".join(MARK.format(n) for n in (2, 3, 4)))
    (thread, other) = said(
        body,
        comment(3, "Cia", "Sist.", 3),
        comment(4, "Dan", "En annan sak."),
        ONE,
        comment(2, "Bo", "Ja.", 2),
        more=answer(2, 7) + answer(3, 7) + f'<w15:commentEx w15:paraId="{7:07X}1" w15:done="1"/>',
    )
    assert (thread.author, thread.is_resolved) == ("Anna", True)
    assert [(one.author, one.text) for one in thread.replies] == [("Bo", "Ja."), ("Cia", "Sist.")]
    assert (other.author, other.replies, other.is_resolved) == ("Dan", (), False)


def test_answers_that_go_round_in_a_ring_are_told_once_each() -> None:
    comments = [comment(7, "Anna", "Ett\nett"), comment(2, "Bo", "Två\ntvå")]
    ring = answer(2, 7) + f'<w15:commentEx w15:paraId="{7:07X}1" w15:paraIdParent="{2:07X}1"/>'
    (thread,) = said(paragraph(run("text")), *comments, more=ring)
    assert sorted([thread.author, *(one.author for one in thread.replies)]) == ["Anna", "Bo"]
