"""Diarienummer: each municipality's own pattern, and a number that fits it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Any

from pydantic import BeforeValidator

from avtal.model.scalars import mistake

_PARTS = {
    "nämnd": r"[A-ZÅÄÖ]{1,8}",
    "år": r"(?:19|20)\d{2}",
    "år2": r"\d{2}",
    "löpnummer": r"\d{1,6}",
    "löpnummer4": r"\d{4}",
    "klass": r"\d{3}",
}


@dataclass(frozen=True)
class NumberPattern:
    """How a municipality writes its case numbers, for example `{nämnd} {år}/{löpnummer}`.

    Placeholders: nämnd, år, år2 (two digits), löpnummer, löpnummer4 (four digits with leading
    zeros), klass (three digits). Everything else is written as it stands.
    """

    text: str

    @cached_property
    def expression(self) -> re.Pattern[str]:
        """The pattern as a regular expression with one group per placeholder."""
        pieces = re.split(r"\{([^{}]*)\}", self.text)
        return re.compile(
            "".join(
                f"({_PARTS[piece]})" if number % 2 else re.escape(piece)
                for number, piece in enumerate(pieces)
            )
        )

    @staticmethod
    def read(value: Any) -> NumberPattern:
        """Validate a pattern; raises a Swedish mistake for an unknown placeholder."""
        if isinstance(value, NumberPattern):
            return value
        if not isinstance(value, str):
            raise mistake(
                "här ska stå ett mönster", "skriv till exempel '{nämnd} {år}/{löpnummer}'"
            )
        names = re.findall(r"\{([^{}]*)\}", value)
        unknown = [name for name in names if name not in _PARTS]
        if (
            unknown
            or not {"löpnummer", "löpnummer4"} & set(names)
            or re.search(r"[{}]", re.sub(r"\{[^{}]*\}", "", value))
        ):
            raise mistake(
                f"”{value}” är inte ett mönster för diarienummer",
                f"använd {', '.join('{' + name + '}' for name in _PARTS)}; ett löpnummer måste ingå",
            )
        if len(value) > 60 or not value.isprintable():
            raise mistake("mönstret är för långt eller har osynliga tecken", "korta mönstret")
        return NumberPattern(value)

    def matches(self, number: Diarienummer) -> bool:
        """Tell whether a case number is written as this municipality writes it."""
        return self.expression.fullmatch(number.text) is not None


@dataclass(frozen=True)
class Diarienummer:
    """A case number (without handlingsnummer), exactly as it is printed."""

    text: str

    @staticmethod
    def read(value: Any) -> Diarienummer:
        """Validate what any authority's case number must be; raises a Swedish mistake."""
        if isinstance(value, Diarienummer):
            return value
        if (
            not isinstance(value, str)
            or not re.search(r"\d", value)
            or not re.fullmatch(r"[A-Za-zÅÄÖåäö0-9][A-Za-zÅÄÖåäö0-9 ./:-]{2,39}", value)
        ):
            raise mistake(
                "här ska stå ett diarienummer",
                "skriv till exempel KS 2018/211; null om det inte är känt",
            )
        return Diarienummer(value)

    def __str__(self) -> str:
        return self.text

    def slug(self) -> str:
        """Return the number for file names: ASCII letters, digits and single hyphens."""
        plain = self.text.translate(str.maketrans("ÅÄÖåäö", "AAOaao"))
        return re.sub(r"[^A-Za-z0-9]+", "-", plain).strip("-")


CaseNumber = Annotated[Diarienummer, BeforeValidator(Diarienummer.read)]
CaseNumberPattern = Annotated[NumberPattern, BeforeValidator(NumberPattern.read)]
