"""Our own scalar types: every YAML scalar arrives as text and is read here, strictly."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any

from pydantic import GetCoreSchemaHandler
from pydantic_core import PydanticCustomError, core_schema

from avtal.language import prose
from avtal.problems import clean

MAX_LINE = 1_000
MAX_TITLE = 250
MAX_PROSE = 50_000

# docxtpl rewrites these in data after rendering: {_{ becomes {{, and so on.
_REWRITTEN = re.compile(r"\{_[{%]|[}%]_\}")

# Control characters, halves of surrogate pairs, and code points that are no characters.
_UNPRINTABLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(
        f"{chr(plane | 0xFFFE)}{chr(plane | 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
    )
    + "]"
)


def mistake(
    message: str,
    help: str = "",
    *,
    line: int | None = None,
    sought: str = "",
    path: tuple[str | int, ...] = (),
) -> PydanticCustomError:
    """Return an error with a Swedish sentence and remedy, for `raise`.

    `line` is a line within a text, from 0, and `sought` the part of the text that is wrong; `path`
    leads from the validated value to the field that is wrong, where the validator sits on a whole
    mapping.
    """
    context = {"message": message, "help": help, "line": line, "sought": sought, "path": path}
    return PydanticCustomError("avtal", "{message}", context)


def with_place(error: PydanticCustomError, **more: Any) -> PydanticCustomError:
    """Return the error with more said about its place."""
    return PydanticCustomError("avtal", "{message}", {**(error.context or {}), **more})


def together(errors: list[PydanticCustomError]) -> PydanticCustomError:
    """Return several mistakes in one text as one error, since Pydantic allows one per value."""
    return with_place(errors[0], more=[error.context or {} for error in errors[1:]])


def _text(value: Any, what: str) -> str:
    if isinstance(value, str):
        return value
    if value is None:
        raise mistake("värdet saknas", f"skriv {what}")
    found = "en lista" if isinstance(value, list | tuple) else "en grupp av fält"
    raise mistake(
        f"här ska stå {what}, inte {found}",
        f"skriv {what}; hör klamrarna till en text, sätt citattecken runt den",
    )


def check_characters(text: str) -> str:
    """Return the text, or raise for a character that would not survive the way into Word."""
    if _is_surely_fine(text):
        return text
    found = _UNPRINTABLE.search(text)
    if found:
        character = found.group()
        what = "tabbtecken" if character == "\t" else f"otillåtet tecken U+{ord(character):04X}"
        remedy = (
            "byt det mot ett blanksteg"
            if character == "\t"
            else "ta bort tecknet; det syns inte och kan inte skrivas i Word"
        )
        raise mistake(f"{what} på plats {found.start() + 1} i texten", remedy, sought=character)
    found = _REWRITTEN.search(text)
    if found:
        raise mistake(
            f"teckenföljden ”{found.group()}” kan inte skrivas ut oförändrad",
            "skriv klamrarna utan understreck eller sätt ett blanksteg emellan",
            sought=found.group(),
        )
    return text


def _is_surely_fine(text: str) -> bool:
    """Tell whether nothing in a text needs a closer look: that is quicker to see for most."""
    return text.isprintable() and "_" not in text


def _read_line(value: Any) -> str:
    # A text after > or | ends with a line break that is no part of it.
    text = _text(value, "en text").removesuffix("\n")
    if not text.strip():
        raise mistake("texten är tom", "skriv en text")
    if len(text) > MAX_LINE:
        raise mistake(f"texten har {len(text)} tecken; här ryms högst {MAX_LINE}", "korta texten")
    if "\n" in text:
        raise mistake(
            "texten har flera rader eller stycken; här ska stå en enda rad",
            "ta bort tomma rader, och skriv > i stället för | om texten är lång",
        )
    return check_characters(text)


def _short_enough(text: str) -> str:
    if len(text) > MAX_TITLE:
        raise mistake(
            f"titeln har {len(text)} tecken; högst {MAX_TITLE} är tillåtna", "korta titeln"
        )
    return text


def _read_prose(value: Any) -> prose.Prose:
    text = _text(value, "en text")
    if not text.strip():
        raise mistake("texten är tom", "skriv en text, eller ta bort fältet")
    if len(text) > MAX_PROSE:
        raise mistake(
            f"texten har {len(text)} tecken; här ryms högst {MAX_PROSE}", "dela upp texten"
        )
    found = []
    lines = () if _is_surely_fine(text.replace("\n", "")) else text.split("\n")
    for number, line in enumerate(lines):
        try:
            check_characters(line)
        except PydanticCustomError as error:
            found.append(with_place(error, line=number))
    if found:
        raise together(found)
    try:
        return prose.parse(text)
    except prose.UnsupportedMarkdown as error:
        raise together(
            [
                mistake(one.message, one.help, line=one.line, sought=one.sought)
                for one in error.findings
            ]
        ) from None


def _read_date(value: Any) -> date:
    if isinstance(value, date):
        return value
    text = _text(value, "ett datum, till exempel 2018-12-03")
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise mistake(
                f"datumet ”{text}” finns inte i kalendern",
                "skriv år-månad-dag, till exempel 2018-12-03",
            ) from None
    raise mistake(
        f"”{clean(text)}” är inte ett datum", "skriv år-månad-dag, till exempel 2018-12-03"
    )


def _read_whole(value: Any) -> int:
    text = _text(value, "ett heltal")
    if re.fullmatch(r"\d{1,12}", text, re.ASCII) and (text == "0" or not text.startswith("0")):
        return int(text)
    raise mistake(
        f"”{clean(text)}” är inte ett heltal från 0",
        "skriv bara siffror och ingen nolla först, till exempel 12 eller 150000",
    )


def _at_least_one(number: int) -> int:
    if number < 1:
        raise mistake(
            "talet är 0", "skriv ett tal från 1, eller ta bort fältet om det är frivilligt"
        )
    return number


def _read_number(value: Any) -> Decimal:
    text = _text(value, "ett tal")
    if re.fullmatch(r"-?(0|[1-9]\d{0,11})([.,]\d{1,4})?", text, re.ASCII):
        return Decimal(text.replace(",", "."))
    raise mistake(
        f"”{clean(text)}” är inte ett tal",
        "skriv talet utan mellanslag och enhet, till exempel 150000 eller 12,5",
    )


def _read_flag(value: Any) -> bool:
    text = _text(value, "ja eller nej")
    if text in {"ja", "nej"}:
        return text == "ja"
    raise mistake(f"”{clean(text)}” är varken ja eller nej", "skriv ja eller nej")


class FixedWord(StrEnum):
    """One of a few fixed words; the error for anything else carries them as `words`."""

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return core_schema.custom_error_schema(
            handler(source),
            custom_error_type="fixed_word",
            custom_error_message="no such word",
            custom_error_context={"words": [member.value for member in cls]},
        )


_ID = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,39}")


def is_id(text: str) -> bool:
    """Tell whether the text has the form of an id."""
    return _ID.fullmatch(text) is not None


def _read_id(value: Any) -> str:
    text = _text(value, "ett id")
    if is_id(text):
        return text
    raise mistake(
        f"”{clean(text)}” kan inte vara ett id",
        "ett id börjar med en bokstav a–z och har sedan bara a–z, 0–9, - och _, högst 40 tecken",
    )


class Read:
    """Marks a type that is read from the text in the file by a function, and by nothing else.

    That Pydantic has no type of its own to check beneath it makes models a third faster to set up.
    """

    def __init__(self, read: Callable[[Any], Any]) -> None:
        self.read = read

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(self.read)


Line = Annotated[str, Read(_read_line)]
"""One line of text, exactly as written."""
Title = Annotated[str, Read(lambda value: _short_enough(_read_line(value)))]
"""A title; Word's document property holds no more than 255 characters."""
ProseText = Annotated[prose.Prose, Read(_read_prose)]
"""Prose in the Markdown subset of `avtal.language.prose`, parsed."""
Day = Annotated[date, Read(_read_date)]
"""An ISO date."""
Whole = Annotated[int, Read(_read_whole)]
"""A whole number from 0, plain digits."""
Count = Annotated[int, Read(lambda value: _at_least_one(_read_whole(value)))]
"""A whole number from 1, plain digits."""
Number = Annotated[Decimal, Read(_read_number)]
"""A number with at most four decimals."""
Flag = Annotated[bool, Read(_read_flag)]
"""`ja` or `nej`."""
Id = Annotated[str, Read(_read_id)]
"""An id within the case: ASCII, no spaces."""
