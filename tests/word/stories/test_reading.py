"""All that a reader can read in a document, story by story, and nothing that Word counts out."""

from __future__ import annotations

from avtal.word.package.received import open_received
from avtal.word.stories.reading import Stories, stories
from tests.compare.agreements import Agreement, Grid, Text
from tests.word.stories.marking import cell, document, paragraph, row, run, table, texts


def read(*blocks: Text | Grid) -> Stories:
    return stories(open_received(Agreement(blocks).to_bytes()))


def field(code: str, result: str) -> str:
    """Return a field as Word writes it, with what it shows."""
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    written = f"<w:r><w:instrText> {code} </w:instrText></w:r>"
    return mark("begin") + written + mark("separate") + run(result) + mark("end")


def test_every_story_has_its_name_and_the_body_comes_last() -> None:
    found = read(
        Text("ett", note="fotnoten", box="rutan"), Text("två", end_note="slutnoten"), Text("tre")
    )
    assert {name: [one.text for one in story] for name, story in found.items()} == {
        "Sidhuvud": ["Samverkansöverenskommelse"],
        "Sidfot": ["Täby kommun"],
        "Fotnoter": ["fotnoten"],
        "Slutnoter": ["slutnoten"],
        "Textruta 1": ["rutan"],
        "Brödtext": ["ett[fotnot][bild]", "två[slutnot]", "tre"],
    }
    assert list(found)[-1] == "Brödtext"


def test_a_note_without_a_mark_is_not_read() -> None:
    assert list(read(Text("ett"))) == ["Sidhuvud", "Sidfot", "Brödtext"]


def test_styles_are_called_as_word_shows_them() -> None:
    found = read(Text("a", "Rubrik1"), Text("b", "Citat"), Text("c", "Okänt"))["Brödtext"]
    assert [one.style for one in found] == ["Rubrik 1", "Quote", "Normal"]


def test_looks_by_hand_are_stretches_of_the_text() -> None:
    look = "<w:r><w:rPr><w:b/>{}</w:rPr><w:t>{}</w:t></w:r>".format
    package = document(
        paragraph(run("a ") + look("", "fet") + look("", "are") + look("<w:i/>", "!"))
        + paragraph('<w:r><w:rPr><w:b w:val="0"/></w:rPr><w:t>ej fet</w:t></w:r>')
    )
    first, second = stories(package)["Brödtext"]
    assert first.text == "a fetare!"
    bold, both = frozenset({("b", "")}), frozenset({("b", ""), ("i", "")})
    assert first.looks == ((0, 2, frozenset()), (2, 8, bold), (8, 9, both))
    assert second.looks == ((0, 6, frozenset()),)


def test_cells_know_their_table_row_and_column() -> None:
    inner = table(row(cell("inre")))
    holder = cell("b").replace("</w:tc>", f"{inner}{paragraph('')}</w:tc>")
    body = table(row(cell("a"), holder)) + table(row(cell("c"))) + paragraph(run("mellan"))
    found = stories(document(body + table(row(cell("d")))))["Brödtext"]
    assert [(one.text, one.cells) for one in found if one.text] == [
        ("a", ((0, 0, 0),)),
        ("b", ((0, 0, 1),)),
        ("inre", ((0, 0, 1), (0, 0, 0))),
        ("c", ((0, 1, 0),)),  # two tables with nothing between them are one
        ("mellan", ()),
        ("d", ((1, 0, 0),)),
    ]


def test_what_word_counts_out_is_nobodys_text() -> None:
    simple = f'<w:fldSimple w:instr=" NUMPAGES ">{run("7")}</w:fldSimple>'
    link = f'<w:fldSimple w:instr=" REF a ">{run("avsnitt 2")}</w:fldSimple>'
    assert texts(
        document(
            paragraph(run("Sida ") + field("PAGE", "3") + run(" (") + simple + run(")"))
            + paragraph(run("Se ") + link + run(" och ") + field('HYPERLINK "https://x"', "länken"))
        )
    ) == ["Sida  ()", "Se avsnitt 2 och länken"]


def test_signs_that_are_elements_are_characters() -> None:
    package = document(
        paragraph(
            "<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/></w:r>"
        )
    )
    assert texts(package) == ["a\tb\nc\u2011"]


def test_of_alternatives_the_one_that_word_shows_is_read() -> None:
    names = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    both = f"<mc:Choice>{run('ny')}</mc:Choice><mc:Fallback>{run('gammal')}</mc:Fallback>"
    package = document(paragraph(f"<mc:AlternateContent {names}>{both}</mc:AlternateContent>"))
    assert texts(package) == ["ny"]
