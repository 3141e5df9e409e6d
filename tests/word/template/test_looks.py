"""Advice on looks: fonts, borders and languages, of styles, of themes and of the text itself."""

from __future__ import annotations

import pytest

from tests.word.making import changed, holding, members, packed, paragraph, template
from tests.word.template.advising import FONT, LANGUAGE, LINE, said

STYLES = "word/styles.xml"
ARIAL = '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="Arial" w:cs="Arial"/>'


def test_the_fonts_of_styles_and_themes_are_told() -> None:
    other = ARIAL.replace('"Arial"', '"Verdana"', 2)
    data = changed(STYLES, ARIAL, other, template("text"))
    wrong = "mallens standardformat har typsnittet ”{}”, som inte ser likadant ut på alla datorer"
    assert said(data) == [(wrong.format("Verdana"), FONT)]
    themed = ARIAL.replace("/>", ' w:asciiTheme="minorHAnsi"/>')
    data = changed(STYLES, ARIAL, themed, template("text"))
    assert said(data) == []
    found = members(data)
    theme = found["word/theme/theme1.xml"]
    found["word/theme/theme1.xml"] = theme.replace(b'"Arial"', b'"Aptos"')
    assert said(packed(found)) == [(wrong.format("Aptos"), FONT)]


def test_a_style_is_told_only_if_it_is_used() -> None:
    style = (
        '<w:style w:type="paragraph" w:styleId="Linje"><w:name w:val="Linje"/>'
        f'{LINE}<w:rPr><w:lang w:val="en-GB"/></w:rPr></w:style>'
    )
    used = paragraph('<w:pPr><w:pStyle w:val="Linje"/></w:pPr>', "text")
    for body, expected in (
        ("text", []),
        (used, [
            ("formatet ”Linje” har en kantlinje, som gör att en pdf inte blir tillgänglig",
             "ta bort den (Ändra > Format > Kantlinjer), eller låt en tabell ha linjen"),
            ("formatet ”Linje” är märkt med språket ”en-GB”, inte svenska", LANGUAGE),
        ]),
    ):  # fmt: skip
        data = changed(STYLES, "</w:styles>", f"{style}</w:styles>", holding(body))
        assert said(data) == expected


@pytest.mark.parametrize(
    ("language", "message"),
    [("en-US", "mallens språk är ”en-US”, inte svenska"),
     ("", "mallens språk är inte angivet, inte svenska")],
)  # fmt: skip
def test_another_language_is_told(language: str, message: str) -> None:
    data = changed(STYLES, '<w:lang w:val="sv-SE"', f'<w:lang w:val="{language}"', template("text"))
    assert said(data) == [(message, f"{LANGUAGE}, Ange som standard")]
