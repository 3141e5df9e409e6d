"""What several people do in a document with changes tracked, as Word writes it."""

from __future__ import annotations

from collections.abc import Iterable

from tests.word.stories.marking import run

AT = "2026-01-15T12:00:00Z"


def who(author: str = "A", at: str = AT) -> str:
    return f'w:id="9" w:author="{author}" w:date="{at}"'


def put_in(text: str, author: str = "A", at: str = AT, tag: str = "ins") -> str:
    return f"<w:{tag} {who(author, at)}>{run(text)}</w:{tag}>"


def taken_out(text: str, author: str = "A", at: str = AT, tag: str = "del") -> str:
    return f"<w:{tag} {who(author, at)}>{run(text, 'delText')}</w:{tag}>"


def end_in(author: str = "A", at: str = AT, tag: str = "ins") -> str:
    """Return the mark of the end of a paragraph, or of a row, that was put in."""
    return f"<w:{tag} {who(author, at)}/>"


def end_out(author: str = "A", at: str = AT) -> str:
    return end_in(author, at, "del")


def moved_from(text: str, name: str, author: str = "A") -> str:
    return _ranged("moveFrom", taken_out(text, author, tag="moveFrom"), name)


def moved_to(text: str, name: str, author: str = "A") -> str:
    return _ranged("moveTo", put_in(text, author, tag="moveTo"), name)


def _ranged(kind: str, content: str, name: str) -> str:
    start = f'<w:{kind}RangeStart w:id="8" w:name="{name}"/>' if name else ""
    return start + content + (f'<w:{kind}RangeEnd w:id="8"/>' if name else "")


def shown(pieces: Iterable[tuple[str, str]]) -> str:
    """Return pieces as the terminal shows them: [-borttaget-] and {+tillagt+}."""
    forms = {"same": "{}", "old": "[-{}-]", "new": "{{+{}+}}"}
    return "".join(forms[op].format(text) for op, text in pieces)
