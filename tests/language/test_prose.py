"""The Markdown subset: what it knows, what it refuses, and that everything else is plain text."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from avtal.language.prose import (
    Block,
    Prose,
    ProseFault,
    Span,
    UnsupportedMarkdown,
    _parse_markdown,
    parse,
)


def _findings(text: str) -> list[tuple[str, int, str]]:
    with pytest.raises(UnsupportedMarkdown) as caught:
        parse(text)
    return [(finding.message, finding.line, finding.sought) for finding in caught.value.findings]


def _text(prose: Prose) -> str:
    return "\n\n".join("".join(span.text for span in block.spans) for block in prose.blocks)


# --- what it knows


def test_paragraphs_are_set_apart_by_empty_lines() -> None:
    assert parse("Ett\nstycke.\n\nEtt till.\n") == Prose(
        (
            Block("stycke", (Span("Ett"), Span(" ", line=1), Span("stycke.", line=1))),
            Block("stycke", (Span("Ett till.", line=3),)),
        )
    )


def test_lists_start_anew_after_each_other() -> None:
    blocks = parse("- a\n- b\n\nText\n\n1. c\n2. d\n\n* e").blocks
    assert [(block.kind, block.starts_list) for block in blocks] == [
        ("punkt", True),
        ("punkt", False),
        ("stycke", False),
        ("nummer", True),
        ("nummer", False),
        ("punkt", True),
    ]


def test_looks_and_links() -> None:
    (block,) = parse("a **b *c*** [d](https://e.se)\n[f **g**](bilaga:lagesbild)").blocks
    link = "bilaga:lagesbild"
    assert block.spans == (
        Span("a "),
        Span("b ", strong=True),
        Span("c", strong=True, emphasis=True),
        Span(" "),
        Span("d", link="https://e.se"),
        Span(" ", line=1),
        Span("f ", link=link, line=1),
        Span("g", strong=True, link=link, line=1),
    )
    assert list(parse("[f **g**](bilaga:lagesbild)").appendices()) == [("lagesbild", 0)] * 2


def test_plain_prose_is_one_paragraph_as_it_stands() -> None:
    assert Prose.plain("**a**").blocks == (Block("stycke", (Span("**a**"),)),)


@given(st.text(st.sampled_from("aÅ1é .,:;-–”!?()+=#§%\u00a0\u00ad\n*_`[]<&|~\\"), max_size=30))
@example("a  b \n")
@example("a\u00a0")
@example("A. Text.\n")
@example("a\n")
def test_a_text_without_marks_reads_the_same_by_the_short_way(text: str) -> None:
    """`parse` passes the parser by where nothing in a text means anything to it."""
    try:
        read = _parse_markdown(text)
    except UnsupportedMarkdown:
        with pytest.raises(UnsupportedMarkdown):
            parse(text)
    else:
        assert parse(text) == read


@pytest.mark.parametrize(
    "text",
    [
        "R&D <b> 5 < 6 &amp; &nbsp; &#65;",
        "<script>alert(1)</script> <!-- x --> <?php ?>",
        "<https://granvik.example>",
        "{{ x }} {% if y %} { z }",
        "5 * 3 = 15 och 2_000_000 samt a_b_c",
        "[1] och [text] [x]",
        "[x]: https://y.se",
        "§ 5 – 3–5 ’så’ ”ja” 50 %",
        "KS 2018/211 och 1406807,5 kr",
        "#utanblanksteg och C#",
        "~~struket~~ | a | b | $x$ ==y==",
        "https://granvik.example/a_b_c",
        "mjukt\u00ad bindestreck\u00a0och 🏛️",
    ],
)
def test_what_is_no_markup_is_plain_text(text: str) -> None:
    assert _text(parse(text)) == text


def test_an_escaped_sign_is_the_sign() -> None:
    assert _text(parse("2018\\. Då \\*började\\* det \\# 1")) == "2018. Då *började* det # 1"


@pytest.mark.parametrize("numbers", ["123", "111"])
def test_numbers_follow_each_other_or_are_all_one(numbers: str) -> None:
    assert len(parse("\n".join(f"{number}. a" for number in numbers)).blocks) == 3


# --- what it refuses


def test_everything_that_is_refused_is_found_at_once() -> None:
    text = "# A\n\nb ![c](d)\n`e`\n\n> f\n\n---\n\n- g\n  - h\n\n3. i\n\n```\nj\n```\n\nk\\\n`l`"
    assert [line for _, line, _ in _findings(text)] == [0, 2, 3, 5, 7, 10, 12, 14, 18, 19]


@pytest.mark.parametrize(
    ("text", "line", "sought"),
    [
        ("a\n\n## b", 2, ""),
        ("a\n\nb\n===", 2, ""),
        ("a\nb `` c ` d ``", 1, "``"),
        ("a\nb\n![c](d)", 2, "!["),
        ("a\n[b](c)", 1, "c"),
        ("a\n[b](HTTPS://c)", 1, "HTTPS://c"),
        ("a\n[b](file:///c)", 1, "file:///c"),
        ('a\n[b](https://c\\"d)', 1, 'https://c"d'),
        ('a\n[b](https://c "d")', 1, "d"),
        ("a\n[](https://c)", 1, "](https://c)"),
        ("a\n[ ](https://c)", 1, "](https://c)"),
        ("a\n[b]()", 1, "]()"),
        ("a  \nb", 0, ""),
        ("a\n\n- b\n\n  c", 4, ""),
        ("- a\n-\n- b", 1, ""),
        ("2. a", 0, "2"),
        ("0. a", 0, "0"),
        ("01. a", 0, "01"),
        ("1. a\n2. b\n\n\n4. c", 4, "4"),
        ("1. a\n1. b\n3. c", 2, "3"),
        ("1. a\n   1. b\n   2. c\n2. d", 1, ""),
        ("- > a", 0, ""),
        ("1. # a", 0, ""),
    ],
)
def test_what_is_refused_has_its_place(text: str, line: int, sought: str) -> None:
    ((message, *place),) = _findings(text)
    assert message
    assert place == [line, sought]


def test_the_exception_says_what_was_found() -> None:
    error = UnsupportedMarkdown((ProseFault("ett", "", 0), ProseFault("två", "", 1)))
    assert str(error) == "ett; två"


# --- properties

MARKUP = "\\`*_{}[]()#+-.!<>&~=|\"':"
SIGNS = st.sampled_from([*MARKUP, *"ab1 \n\t", "\n\n", "  ", "](", "https://", "bilaga:", "1. "])
ORDINARY = st.characters(
    exclude_categories=["Cc", "Cs", "Cn", "Z"],
    exclude_characters=f"{MARKUP}0123456789•·▪◦‣\uf0b7–—",
)
WORD = st.text(ORDINARY, min_size=1, max_size=8)
LINE = st.lists(WORD, min_size=1, max_size=6).map(" ".join)
PARAGRAPH = st.lists(LINE, min_size=1, max_size=4)


@given(paragraphs=st.lists(PARAGRAPH, min_size=1, max_size=4))
def test_text_without_markup_comes_back(paragraphs: list[list[str]]) -> None:
    prose = parse("\n\n".join("\n".join(lines) for lines in paragraphs))
    assert _text(prose) == "\n\n".join(" ".join(lines) for lines in paragraphs)
    assert {block.kind for block in prose.blocks} == {"stycke"}


def _parsed(text: str) -> Prose | tuple[ProseFault, ...]:
    try:
        return parse(text)
    except UnsupportedMarkdown as error:
        return error.findings


def _check(text: str) -> None:
    rows = text.split("\n")
    parsed = _parsed(text)
    if isinstance(parsed, Prose):
        assert all(block.spans for block in parsed.blocks)
        assert all(span.text and 0 <= span.line < len(rows) for span in parsed.spans())
    else:
        assert parsed
        assert all(finding.message and finding.help for finding in parsed)
        assert all(0 <= finding.line < len(rows) for finding in parsed)


# Control characters are refused before prose is parsed.
ANY = st.characters(exclude_categories=["Cc", "Cs"], include_characters="\n")


@given(text=st.text(ANY, max_size=200))
@example("> " * 100)
@example("- " * 100)
@example("[" * 1000)
@example("a\n\n\u00a0\n\nb")
@example("- a\n- \u00a0")
def test_any_text_is_read_or_refused(text: str) -> None:
    _check(text)


@given(signs=st.lists(SIGNS, max_size=60))
def test_any_mixture_of_signs_is_read_or_refused(signs: list[str]) -> None:
    _check("".join(signs))


@given(signs=st.lists(SIGNS, max_size=40))
def test_no_letter_is_lost(signs: list[str]) -> None:
    text = "".join(signs)
    parsed = _parsed(text)
    if isinstance(parsed, Prose) and not any(span.link for span in parsed.spans()):
        shown = "".join(span.text for span in parsed.spans())
        assert [c for c in shown if c.isalpha()] == [c for c in text if c.isalpha()]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Se [bilden](bilaga: lagesbild).", "en länk är inte rätt skriven"),
        ("Se [bilden] (bilaga:lagesbild).", "en länk är inte rätt skriven"),
        ("Se [filen](https://x.se/a b.pdf).", "en länk är inte rätt skriven"),
        ("Detta är **viktigt.", "en fetstil börjar eller slutar aldrig"),
        ("Följande:\n• ett\n• två", "punkten är inte skriven som en lista"),
        ("| a | b |\n|---|---|\n| 1 | 2 |", "texten innehåller en tabell, som inte kan skrivas ut"),
    ],
)
def test_what_was_meant_as_more_than_text_is_not_printed_raw(text: str, message: str) -> None:
    with pytest.raises(UnsupportedMarkdown) as caught:
        parse(text)
    assert message in [finding.message for finding in caught.value.findings]


def test_escaped_signs_are_printed() -> None:
    (block,) = parse(r"Tecknen \*\* och \[a\](b) står kvar.").blocks
    assert "".join(span.text for span in block.spans) == "Tecknen ** och [a](b) står kvar."
