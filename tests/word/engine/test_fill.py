"""What is put into a template comes out in Word exactly as it was."""

from __future__ import annotations

import io

import docx
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from pydantic import TypeAdapter, ValidationError

from avtal.model.scalars import Line
from tests.documents import parts
from tests.word.making import PROPERTIES, body, render

LINE: TypeAdapter[str] = TypeAdapter(Line)


NASTY = [
    'A & B <C> "d" {{ x }} {% %}',
    "{# not a comment #}",
    "å ä ö é ß 漢字 🚓👮‍♀️",
    "rad\u2028skiljare",
    "mjukt\u00adbindestreck",
    "  blanksteg  dubbla  ",
    "L" + "å" * 900 + "ngt",
    "]]> &amp; &#8216; ‘’ “” <w:t>",
    "\\1 \\g<0> %s {0}",
    "{%p if x %} {{r y }} {%tr for z in q %}",
]


def test_nasty_text_comes_out_as_written() -> None:
    data = render(["{%p for x in texter %}", "före {{ x }} efter", "{%p endfor %}"], texter=NASTY)
    assert body(data) == [f"före {text} efter" for text in NASTY]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(min_size=1, max_size=200), min_size=1, max_size=20))
def test_any_text_that_the_model_accepts_survives_word(texts: list[str]) -> None:
    accepted = []
    for text in texts:
        try:
            accepted.append(LINE.validate_python(text))
        except ValidationError:
            continue
    data = render(["{%p for x in texter %}", "{{ x }}", "{%p endfor %}"], texter=accepted)
    assert body(data) == accepted
    docx.Document(io.BytesIO(data))


def test_properties_and_times_come_from_values() -> None:
    first, second = render(["text"]), render(["text"])
    assert first == second
    core = docx.Document(io.BytesIO(first)).core_properties
    assert (core.title, core.subject, core.author) == ("Titel", "KS 2018/211", "Täby kommun")
    assert (core.content_status, core.language) == ("UTKAST", "sv-SE")
    assert core.created is not None
    assert core.created.date() == PROPERTIES.date


def test_every_part_is_well_formed() -> None:
    for name, xml in parts(render([f"{{{{ x }}}} {text[:5]}" for text in ("a", "b")], x=NASTY[0])):
        if name.endswith((".xml", ".rels")):
            etree.fromstring(xml.encode())
