"""Swedish as official text writes it: dates, numbers, lists, genitive, spaces that do not break.

Source: Myndigheternas skrivregler, 8th ed. (Språkrådet 2014). Pure functions, no content.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal
from typing import Any

NBSP = "\u00a0"

MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni",
    "juli", "augusti", "september", "oktober", "november", "december",
)  # fmt: skip

NUMBER_WORDS = (
    "noll", "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv",
)  # fmt: skip

# Å, ä and ö come after z, where ASCII has {, | and }; é counts as e and ü as y.
_LAST = str.maketrans({"å": "{", "ä": "|", "æ": "|", "ö": "}", "ø": "}", "é": "e", "ü": "y"})

# Verb of a decision → what the decided thing then is: of an en-word and of an ett-word.
PARTICIPLES = {
    "godkänna": ("godkänd", "godkänt"),
    "anta": ("antagen", "antaget"),
    "fastställa": ("fastställd", "fastställt"),
    "upphäva": ("upphävd", "upphävt"),
    "lägga till handlingarna": ("lagd till handlingarna", "lagt till handlingarna"),
    "föreslå": ("föreslagen", "föreslaget"),
    "återremittera": ("återremitterad", "återremitterat"),
    "avslå": ("avslagen", "avslaget"),
    "bordlägga": ("bordlagd", "bordlagt"),
}


def long_date(value: date) -> str:
    """Return a date for running text: "3 december 2018", with spaces that do not break."""
    return f"{value.day}{NBSP}{MONTHS[value.month - 1]}{NBSP}{value.year}"


def short_date(value: date) -> str:
    """Return a date in the tight form 2018-12-03."""
    return value.isoformat()


def number_word(value: int) -> str:
    """Return a whole number up to twelve as a word, larger ones in digits with grouped thousands.

    Skrivreglerna: numbers to twelve are written as words where the figure is not the point.
    """
    if 0 <= value < len(NUMBER_WORDS):
        return NUMBER_WORDS[value]
    return group_digits(value)


def group_digits(value: int | Decimal) -> str:
    """Return a number with groups of three and a decimal comma: 1 406 807, 12,5.

    Four digits are grouped too, so that a column of numbers lines up.
    """
    sign = "\u2212" if value < 0 else ""
    whole, _, decimals = format(abs(Decimal(value)), "f").partition(".")
    groups = f"{int(whole):,}".replace(",", NBSP)
    return sign + groups + (f",{decimals}" if decimals else "")


def listing(items: Iterable[str]) -> str:
    """Return "a", "a och b" or "a, b och c"; an empty list gives an empty text."""
    words = list(items)
    if len(words) < 2:
        return "".join(words)
    return ", ".join(words[:-1]) + " och " + words[-1]


def together(names: Iterable[str]) -> str | None:
    """Return names as the register keeps them, "a, b, c", each once; None where there are none."""
    return ", ".join(dict.fromkeys(names)) or None


def sort_key(value: Any) -> Any:
    """Return what a value is sorted by: texts by the Swedish alphabet, å, ä and ö last."""
    return value.casefold().translate(_LAST) if isinstance(value, str) else value


def genitive(name: str) -> str:
    """Return the genitive: "Täby kommuns"; a name that ends in s, x or z stays as it is."""
    return name if name[-1:].lower() in {"s", "x", "z"} else name + "s"


def sentence_start(text: str) -> str:
    """Return the text with its first letter as a capital and the rest untouched."""
    return text[:1].upper() + text[1:]


def acting(title: str) -> str:
    """Return the title of one who holds it for the time being: T f kommundirektör."""
    return f"T{NBSP}f{NBSP}{title}"


def appendix_reference(number: int, parent: str = "") -> str:
    """Return "bilaga 4", or "bilaga 4 till tjänsteutlåtande" where `parent` has the appendix."""
    return f"bilaga{NBSP}{number}" + (f" till {parent}" if parent else "")


def secrecy_note(provision: str, day: date, authority: str) -> str:
    """Return what stands at something secret: provision, date and authority (OSL 5 kap. 5 §)."""
    return f"[sekretess: {bound(provision)}, {short_date(day)}, {authority}]"


def participle(verb: str, *, neuter: bool = False) -> str:
    """Return what a decision makes of a thing: godkänna → godkänd, of an ett-word godkänt.

    KeyError for a verb that is not in PARTICIPLES.
    """
    return PARTICIPLES[verb][neuter]


_BINDINGS = (
    (re.compile(r"(?<=\d) (?=%|procent\b|kr\b|kronor\b|mnkr\b|tkr\b|kap\.|§)"), NBSP),
    (re.compile(r"(?<=§) (?=\d)"), NBSP),
    (re.compile(r"(?<=\bkl\.) (?=\d)"), NBSP),
    (re.compile(r"(?<=\bkap\.) (?=\d)"), NBSP),
    (re.compile(r"(?<=\bårskurs) (?=\d)"), NBSP),
    (re.compile(r"(?<=\bden) (?=\d)"), NBSP),
    (re.compile(rf"(?<=\d) (?=(?:{'|'.join(MONTHS)})\b)"), NBSP),
    (re.compile(rf"(?<=\d[ {NBSP}])((?:{'|'.join(MONTHS)})) (?=\d{{4}}\b)"), rf"\1{NBSP}"),
    (re.compile(r"(?<!\d)(\d{1,3}) (?=\d{3}(?!\d))"), rf"\1{NBSP}"),
    (re.compile(r"\b([A-ZÅÄÖ]{2,6}) (?=\d{2,4}/\d)"), rf"\1{NBSP}"),
    (re.compile(r"\bT f (?=\w)"), f"T{NBSP}f{NBSP}"),
)

_MAY_BIND = re.compile(r"\d|T f ")
"""What stands in every text that a binding changes; most texts have neither."""


def bound(text: str) -> str:
    """Return the text with non-breaking spaces where a line must not break.

    Before %, § and units, after §, kap., kl., årskurs and den, inside dates and thousands, between
    the board and the year of a diarienummer. No other character is changed.
    """
    if _MAY_BIND.search(text) is None:
        return text
    for pattern, replacement in _BINDINGS:
        text = pattern.sub(replacement, text)
    return text


def local_moment(at: str) -> datetime:
    """Return a moment in ISO 8601 in the time of the place, in UTC where that has no such."""
    moment = datetime.fromisoformat(at)
    with suppress(ValueError, OverflowError, OSError):  # at the ends of the calendar
        moment = moment.astimezone()
    return moment
