"""Words in a text box are read against what it is filled with; a box that is not shown is told."""

from __future__ import annotations

import pytest

from tests.word.surface.paper import paper, paragraph, run, settled

WHITE, BLACK = '<w:color w:val="FFFFFF"/>', '<w:color w:val="000000"/>'
SAME = "i samma färg som bakgrunden"


def drawn(look: str, fill: str = "", where: str = "", style: str = "", inner: str = "") -> str:
    words = f"<w:txbxContent>{paragraph(run('ord', look))}</w:txbxContent>"
    shape = f"<wps:wsp><wps:spPr>{fill}</wps:spPr>{style}<wps:txbx>{words}</wps:txbx>{inner}"
    graphic = f"<a:graphic><a:graphicData>{shape}</wps:wsp></a:graphicData></a:graphic>"
    return f"<w:r><w:drawing><wp:anchor>{where}{graphic}</wp:anchor></w:drawing></w:r>"


def older(look: str, attributes: str = "", fill: str = "") -> str:
    words = f"<w:txbxContent>{paragraph(run('ord', look))}</w:txbxContent>"
    shape = f"<v:rect {attributes}>{fill}<v:textbox>{words}</v:textbox></v:rect>"
    return f"<w:r><w:pict>{shape}</w:pict></w:r>"


def solid(colour: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'


def style(step: int) -> str:
    filled = f'<a:fillRef idx="{step}"><a:srgbClr val="112233"/></a:fillRef>'
    return f"<wps:style>{filled}</wps:style>"


def moved(axis: str, start: str, offset: int) -> str:
    by = f"<wp:posOffset>{offset}</wp:posOffset>"
    return f'<wp:position{axis} relativeFrom="{start}">{by}</wp:position{axis}>'


def hidden(inline: str) -> list[str]:
    read = settled(paper(paragraph(inline))).stories["Textruta 1"]
    return [how for one in read for _, _, how in one.hidden]


@pytest.mark.parametrize(
    ("inline", "how"),
    [
        (drawn(WHITE), "vit på vitt"),
        (drawn(WHITE, "<a:noFill/>"), "vit på vitt"),
        (drawn(BLACK, solid("000000")), SAME),
        (drawn(BLACK, '<a:solidFill><a:prstClr val="black"/></a:solidFill>'), SAME),
        (older(WHITE), "vit på vitt"),
        (older(BLACK, 'fillcolor="black [3213]"'), SAME),
        (older(BLACK, "", '<v:fill color="#000"/>'), SAME),
        (drawn(BLACK, where='<wp:docPr hidden="1"/>'), "i en dold ruta"),
        (older(BLACK, 'style="visibility:hidden"'), "i en dold ruta"),
        (drawn(BLACK, where='<wp:extent cx="1" cy="1"/>'), "i en ruta som är för liten"),
        (drawn(BLACK, '<a:xfrm><a:ext cx="900000" cy="900000"/></a:xfrm>',
               inner='<wps:bodyPr lIns="900000"/>'), "i en ruta som är för liten"),
        (older(BLACK, 'style="width:1pt;height:40pt"'), "i en ruta som är för liten"),
        (drawn(BLACK, where=moved("H", "page", 99_999_999)), "flyttad utanför sidan"),
        (drawn(BLACK, where=moved("V", "margin", 99_999_999)), "flyttad utanför sidan"),
        (older(BLACK, 'style="position:absolute;margin-left:2000pt"'), "flyttad utanför sidan"),
    ],
)  # fmt: skip
def test_words_in_a_box_that_are_kept_from_the_reader(inline: str, how: str) -> None:
    assert hidden(inline) == [how]


@pytest.mark.parametrize(
    "inline",
    [
        drawn(WHITE, solid("112233")),
        drawn(WHITE, "<a:gradFill/>"),
        drawn(WHITE, style=style(1)),
        drawn(BLACK, '<a:solidFill><a:srgbClr val="000000"><a:alpha val="0"/></a:srgbClr>'
              "</a:solidFill>"),
        older(WHITE, 'fillcolor="#112233"'),
        older(BLACK, 'filled="f" fillcolor="black"'),
        drawn(BLACK, where=moved("H", "column", 1_234_567) + moved("V", "paragraph", 12_345)
              + '<wp:extent cx="2360930" cy="1404620"/><wp:docPr id="1" name="Ruta"/>'),
        older(BLACK, 'style="position:absolute;margin-left:20pt;margin-top:.05pt;width:200pt;'
              'height:50pt;z-index:1"'),
        older(BLACK, 'style="width:strunt;;position:absolute" fillcolor=""'),
    ],
)  # fmt: skip
def test_words_in_a_box_that_can_be_read(inline: str) -> None:
    assert hidden(inline) == []
