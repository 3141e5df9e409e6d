"""That every for and if of a template is closed, and where Word can repeat or leave it out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from avtal.word.tags.positions import Fault, TagPlace
from avtal.word.tags.syntax import MAX_BLOCKS, MAX_LOOPS

_CLOSES = {"endfor": "for", "endif": "if"}
_WITHIN = {"elif": ("if",), "else": ("if", "for")}
_APART = {
    "p": "i olika tabellceller",
    "tr": "i olika tabeller",
    "r": "på var sin sida om kanten till en länk",
    "": "på var sin sida om kanten till en länk",
}
_WORD = re.compile(r"\{%(?:(?:p|tr|r)\s)?\s*(\w*)")
_QUOTES = str.maketrans("“”‘’", "\"\"''")  # as docxtpl reads Word's own quotation marks


def word(tag: TagPlace) -> str:
    """Return what a tag does: for, endfor, if and so on; nothing for a tag that prints."""
    found = _WORD.match(tag.tag)
    return found.group(1) if found else ""


def is_structured(tag: TagPlace) -> bool:
    """Whether it is known what the tag opens or closes."""
    known = {"for", "if", *_CLOSES, *_WITHIN}
    return not tag.tag.startswith("{%") or (word(tag) in known and tag.tag.endswith("%}"))


def as_jinja(tag: TagPlace) -> str:
    """Return the tag as Jinja reads it, without the letter that says what Word repeats."""
    start = 2 + len(tag.form)
    return f"{tag.tag[:2]} {tag.tag[start:]}".translate(_QUOTES)


def alone(tag: TagPlace) -> str:
    """Return the tag as a Jinja source of its own, with what it needs before and after it."""
    before, after = _COMPANY.get(word(tag), ("", ""))
    return before + as_jinja(tag) + after


_COMPANY = {
    "for": ("", "{% endfor %}"),
    "endfor": ("{% for x in y %}", ""),
    "if": ("", "{% endif %}"),
    "elif": ("{% if x %}", "{% endif %}"),
    "else": ("{% if x %}", "{% endif %}"),
    "endif": ("{% if x %}", ""),
}


def find_unpaired(tags: Sequence[TagPlace]) -> Iterator[tuple[TagPlace, Fault]]:
    """Yield (tag, what is wrong) for every block that is not rightly closed."""
    stack: list[TagPlace] = []
    ended: set[int] = set()  # depths of blocks that have had their else
    for tag in tags:
        name = word(tag)
        if name in ("for", "if"):
            stack.append(tag)
            if _too_deep(stack):
                yield tag, _TOO_DEEP
                return
        elif name in _CLOSES:
            yield from _close(stack, tag)
        elif name in _WITHIN:
            yield from _divide(stack, tag, has_else=len(stack) in ended)
        ended = {depth for depth in ended if depth <= len(stack)}
        if name == "else":
            ended.add(len(stack))
    for tag in stack:
        yield _never_closed(tag)


def _close(stack: list[TagPlace], tag: TagPlace) -> Iterator[tuple[TagPlace, Fault]]:
    opening = _CLOSES[word(tag)]
    kinds = [word(block) for block in stack]
    if opening not in kinds:
        yield tag, _nothing_to_close(word(tag), kinds)
        del stack[-1:]
        return
    while word(stack[-1]) != opening:
        yield _never_closed(stack.pop())
    yield from _apart(stack.pop(), tag)


def _divide(
    stack: list[TagPlace], tag: TagPlace, *, has_else: bool
) -> Iterator[tuple[TagPlace, Fault]]:
    name = word(tag)
    if has_else or not stack or word(stack[-1]) not in _WITHIN[name]:
        yield tag, (f"{name} hör inte till någon if-tagg", "kontrollera taggarna före")
    else:
        yield from _apart(stack[-1], tag)


def _too_deep(stack: list[TagPlace]) -> bool:
    loops = sum(word(tag) == "for" for tag in stack)
    return loops > MAX_LOOPS or len(stack) > MAX_BLOCKS


_TOO_DEEP = (
    f"mer än {MAX_LOOPS} slingor eller {MAX_BLOCKS} villkor ligger inuti varandra",
    "förenkla mallen",
)


def _nothing_to_close(name: str, kinds: list[str]) -> Fault:
    opening = _CLOSES[name]
    if kinds:
        return f"{name} stänger en {kinds[-1]}", f"skriv end{kinds[-1]}"
    return f"{name} utan {opening}", f"ta bort taggen, eller skriv {opening}-taggen före"


def _never_closed(tag: TagPlace) -> tuple[TagPlace, Fault]:
    name = word(tag)
    help = f"skriv {{%{tag.form} end{name} %}} där den ska sluta"
    return tag, (f"{name}-taggen stängs aldrig", help)


def _apart(first: TagPlace, second: TagPlace) -> Iterator[tuple[TagPlace, Fault]]:
    """Yield what is wrong where two tags of a block do not enclose whole pieces of the document."""
    if first.fault or second.fault:
        return  # where they stand may be what is wrong
    names = f"{word(first)} och {word(second)}"
    if first.form != second.form:
        yield (
            second,
            (
                f"{names} hör ihop men börjar olika: {{%{first.form} och {{%{second.form}",
                f"skriv båda med {{%{first.form or second.form}",
            ),
        )
    elif first.form in ("", "r") and first.paragraph != second.paragraph:
        yield (
            second,
            (
                f"{names} hör ihop men står i olika stycken",
                "börja båda med {%p och låt dem stå ensamma i var sitt stycke",
            ),
        )
    elif first.home is not second.home:
        yield second, (f"{names} hör ihop men står {_APART[first.form]}", "flytta den ena")
