"""Diarienummer: each municipality's own pattern, and a number that fits it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Any

from pydantic import BeforeValidator

from avtal.language.hints import suggest
from avtal.language.swedish import NBSP
from avtal.model.scalars import mistake
from avtal.problems import clean

_PARTS = {
    "nämnd": r"[A-ZÅÄÖ]{1,8}",
    "år": r"(?:19|20)\d{2}",
    "år2": r"\d{2}",
    "löpnummer": r"[1-9]\d{0,5}",
    "löpnummer3": r"(?:\d{3}|[1-9]\d{3,5})",
    "löpnummer4": r"(?:\d{4}|[1-9]\d{4,5})",
    "löpnummer5": r"(?:\d{5}|[1-9]\d{5})",
    "klass": r"\d{3}",
}
_SERIALS = {name for name in _PARTS if name.startswith("löpnummer")}

# The characters that a case number may have beside the placeholders of its pattern.
_WORD = "A-Za-zÅÄÖåäö0-9"
_BETWEEN = " ./:-"


@dataclass(frozen=True)
class NumberPattern:
    """How a municipality writes its case numbers, for example `{nämnd} {år}/{löpnummer}`.

    Placeholders: nämnd, år, år2 (two digits), löpnummer (no leading zeros), löpnummer3 to
    löpnummer5 (leading zeros to that many digits), klass (three digits). Everything else is
    written as it stands.
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
        for name in names:
            if name not in _PARTS:
                raise mistake(
                    f"mönstret har {{{clean(name)}}}, som inte finns",
                    suggest(name, _PARTS),
                    sought=f"{{{name}}}",
                )
        literal = re.sub(r"\{[^{}]*\}", "", value)
        strange = re.search(f"[^{_WORD}{_BETWEEN}]", literal)
        if strange:
            raise mistake(
                f"mönstret har tecknet ”{clean(strange.group())}”, som inget diarienummer har",
                "använd delar inom { }, bokstäver, siffror, mellanslag och . / : -",
                sought=strange.group(),
            )
        if len(names) != len(set(names)) or len(_SERIALS.intersection(names)) != 1:
            raise mistake(
                f"”{clean(value)}” är inte ett mönster för diarienummer",
                "ha med ett löpnummer, till exempel {löpnummer} eller {löpnummer4}, och varje del "
                "bara en gång",
            )
        if len(value) > 80:
            raise mistake("mönstret är för långt", "korta mönstret till högst 80 tecken")
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
        if isinstance(value, str):
            value = value.replace(NBSP, " ")  # copied from one of our own documents
        if (
            not isinstance(value, str)
            or not re.search("[0-9]", value)
            or not re.fullmatch(f"[{_WORD}]+(?:[{_BETWEEN}][{_WORD}]+)*", value)
            or not 3 <= len(value) <= 40
        ):
            found = f", inte ”{clean(value)}”" if isinstance(value, str) else ""
            raise mistake(
                f"här ska stå ett diarienummer{found}",
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
