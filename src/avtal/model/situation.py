"""Gemensam lokal lägesbild: the shared picture of crime and safety."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Self

from pydantic import BeforeValidator, Field, model_validator

from avtal.model.base import AnyProse, Entry, Item, Period
from avtal.model.document import DocumentContent
from avtal.model.references import FocusAreaRef, LeadRef, SourceRef
from avtal.model.scalars import FixedWord, Line, Whole, mistake

YEARS = range(2, 6)
"""How many years the table can show; the template has one table for each."""


class SourceKind(FixedWord):
    """What kind of source it is."""

    STATISTICS = "statistik"
    SURVEY = "enkät"
    DIALOGUE = "dialog"
    REPORT = "rapport"
    REGISTER = "register"


class Source(Item):
    """A source of the picture."""

    kind: ClassVar[str] = "källa"
    collection: ClassVar[str] = "källor"

    title: Line = Field(alias="titel", description="Källans namn.")
    type: SourceKind = Field(alias="typ", description="Slags källa.")
    owner: LeadRef = Field(
        alias="ägare", description="Parten som har uppgifterna, eller gemensamt."
    )
    period: Line = Field(alias="period", description="Tiden som uppgifterna gäller.")


def _years(value: Any) -> Any:
    if isinstance(value, Mapping):
        for year in value:
            if not (isinstance(year, str) and year.isdecimal() and 1900 <= int(year) <= 2199):
                raise mistake(
                    f"”{year}” är inte ett årtal", "skriv till exempel 2017: 131", path=(str(year),)
                )
    return value


class MappedCrime(Item):
    """A category of crime, with its extent per year and its consequence."""

    kind: ClassVar[str] = "kartläggning"
    collection: ClassVar[str] = "kartläggning"

    category: Line = Field(alias="kategori", description="Brottskategorin.")
    unit: Line = Field(alias="enhet", description="Vad som räknas: anmälda brott.")
    values: Annotated[Mapping[str, Whole | None], BeforeValidator(_years)] = Field(
        alias="värden", description="Antal per år; samma år i alla rader, två till fem år."
    )
    reference: Line | None = Field(
        None, alias="jämförelse", description="Jämförelse med ett annat område."
    )
    places: Line | None = Field(None, alias="platser", description="Var brotten sker.")
    times: Line | None = Field(None, alias="tider", description="När brotten sker.")
    consequence: AnyProse = Field(alias="konsekvens", description="Vad brotten leder till.")
    source: SourceRef = Field(alias="källa", description="Källan.")

    def derived_values(self) -> Mapping[str, object]:
        """Return the values in order of year as `år1` … `år5`, for the columns of the table."""
        return {f"år{n}": self.values[year] for n, year in enumerate(sorted(self.values), 1)}

    def derived_places(self) -> Mapping[str, tuple[str, ...]]:
        """Return the year that each column shows."""
        return {f"år{n}": ("värden", year) for n, year in enumerate(sorted(self.values), 1)}


class Information(Item):
    """Other relevant information."""

    kind: ClassVar[str] = "uppgift"
    collection: ClassVar[str] = "uppgifter"

    text: AnyProse = Field(alias="text", description="Uppgiften.")
    source: SourceRef = Field(alias="källa", description="Källan.")


class Priority(Entry):
    """Why a focus area is prioritised."""

    distinct_by: ClassVar[str | None] = "focus_area"

    focus_area: FocusAreaRef = Field(alias="fokusområde", description="Fokusområdet.")
    score: Whole | None = Field(None, alias="poäng", description="Poäng i prioriteringen.")
    motive: AnyProse = Field(alias="motiv", description="Varför området prioriteras.")


class SituationPicture(DocumentContent):
    """`lagesbild.yaml`."""

    period: Period = Field(alias="period", description="Tiden som lägesbilden beskriver.")
    area: Line = Field(alias="område", description="Det geografiska området.")
    method: AnyProse = Field(alias="metod", description="Hur lägesbilden har tagits fram.")
    sources: tuple[Source, ...] = Field(alias="källor", min_length=1, description="Källorna.")
    mapping: tuple[MappedCrime, ...] = Field(
        alias="kartläggning", min_length=1, description="Brottsligheten per kategori och år."
    )
    information: tuple[Information, ...] = Field(
        (), alias="övrig_information", description="Annan relevant information."
    )
    analysis: AnyProse = Field(alias="analys", description="Den samlade analysen.")
    participation: AnyProse | None = Field(
        None, alias="delaktighet", description="Vilka som har deltagit och hur."
    )
    priorities: tuple[Priority, ...] = Field(
        (), alias="prioritering", description="Motiv till prioriteringen."
    )
    limitations: AnyProse = Field(alias="begränsningar", description="Vad underlaget inte visar.")

    @model_validator(mode="after")
    def _same_years(self) -> Self:
        years = sorted(self.mapping[0].values)
        if len(years) not in YEARS:
            raise mistake(
                f"kartläggningen har {len(years)} år; tabellen visar två till fem",
                "ta bort de äldsta åren eller lägg till ett år, lika i alla rader",
                path=("kartläggning", 0, "värden"),
            )
        for number, row in enumerate(self.mapping):
            if sorted(row.values) != years:
                raise mistake(
                    f"”{row.category}” har åren {', '.join(sorted(row.values))} men första raden "
                    f"har {', '.join(years)}",
                    "ange samma år i alla rader; skriv null där uppgiften saknas",
                    path=("kartläggning", number, "värden"),
                )
        return self

    def derived_values(self) -> Mapping[str, object]:
        """Return the years of the table as `år.år1` … and their number as `antal_år`."""
        years = sorted(self.mapping[0].values)
        return {"år": {f"år{n}": year for n, year in enumerate(years, 1)}, "antal_år": len(years)}
