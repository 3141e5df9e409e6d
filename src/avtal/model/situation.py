"""Gemensam lokal lägesbild: the shared picture of crime and safety."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated, Any, ClassVar, Literal, Self, get_args

from pydantic import BeforeValidator, Field, model_validator

from avtal.model.base import AnyProse, Entry, Item, Period
from avtal.model.derived import Derived, Only
from avtal.model.document import DocumentContent
from avtal.model.marks import Name, NeededBefore, UsedOtherwise
from avtal.model.references import FocusAreaRef, LeadRef, SourceRef
from avtal.model.scalars import FixedWord, Line, Whole, mistake

YearCount = Literal[2, 3, 4, 5]
YEARS: tuple[int, ...] = get_args(YearCount)
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
    id_example: ClassVar[str] = "S1"

    title: Annotated[Line, Name.OWN] = Field(
        alias="titel",
        title="Titel",
        description="Källans namn.",
        examples=["Anmälda brott i Täby kommun"],
    )
    type: SourceKind = Field(alias="typ", title="Slag", description="Vad källan är.")
    owner: LeadRef = Field(
        alias="ägare",
        title="Ägare",
        description="Parten som har uppgifterna, eller gemensamt.",
        examples=["polis"],
    )
    period: Line = Field(
        alias="period",
        title="Period",
        description="Tiden som uppgifterna gäller.",
        examples=["2015–2017"],
    )


def _years(value: Any) -> Any:
    if isinstance(value, Mapping):
        for year in value:
            if not (isinstance(year, str) and year.isdecimal() and 1900 <= int(year) <= 2199):
                raise mistake(
                    f"”{year}” är inte ett årtal", "skriv till exempel 2017: 131", path=(str(year),)
                )
    return value


def _years_of(model: MappedCrime | SituationPicture) -> list[str]:
    """Return the years of the table in order, which are the same in all of its rows."""
    row = model if isinstance(model, MappedCrime) else model.mapping[0]
    return sorted(row.values)


def _for_each_year(
    about: str, type: Any, read: Callable[[Any, str], object], field: str = ""
) -> tuple[Derived, ...]:
    """Return `år1` … `år5`: something of each year in order, as the columns of the table."""

    def of_column(place: int) -> Derived:
        beyond = tuple(number for number in YEARS if number > place)
        return Derived(
            f"år{place + 1}",
            f"{about} år {place + 1} i tabellen.",
            type,
            read=lambda model: read(model, _years_of(model)[place]),
            field=field,
            within=lambda model: (_years_of(model)[place],),
            only=None if beyond == YEARS else Only("antal_år", beyond, _count_years),
        )

    return tuple(map(of_column, range(max(YEARS))))


def _count_years(model: MappedCrime | SituationPicture) -> int:
    return len(_years_of(model))


class MappedCrime(Item):
    """A category of crime, with its extent per year and its consequence."""

    kind: ClassVar[str] = "kartläggning"
    collection: ClassVar[str] = "kartläggning"
    id_example: ClassVar[str] = "M1"
    derived: ClassVar[tuple[Derived, ...]] = _for_each_year(
        "Antalet", int | None, lambda row, year: row.values[year], field="värden"
    )

    category: Annotated[Line, Name.OWN] = Field(
        alias="kategori",
        title="Kategori",
        description="Slaget av brott.",
        examples=["Skadegörelse"],
    )
    unit: Line = Field(
        alias="enhet", title="Enhet", description="Vad som räknas.", examples=["anmälda brott"]
    )
    # A table may say that a figure is missing for a year; it may never become known.
    values: Annotated[
        Mapping[str, Whole | None],
        BeforeValidator(_years),
        NeededBefore.NEVER,
        UsedOtherwise("printed as år1, år2 and so on"),
    ] = Field(
        alias="värden",
        title="Värden per år",
        description="Antal per år; samma år i alla rader, två till fem år.",
        examples=[{"2016": "377", "2017": "391"}],
    )
    reference: Line | None = Field(
        None,
        alias="jämförelse",
        title="Jämförelse",
        description="Jämförelse med ett annat område.",
        examples=["14 procent mer än i länet"],
    )
    places: Line | None = Field(
        None,
        alias="platser",
        title="Platser",
        description="Var brotten sker.",
        examples=["Centrum och gångstråk"],
    )
    times: Line | None = Field(
        None,
        alias="tider",
        title="Tider",
        description="När brotten sker.",
        examples=["Kvällar och helger"],
    )
    consequence: AnyProse = Field(
        alias="konsekvens",
        title="Konsekvens",
        description="Vad brotten leder till.",
        examples=["Kostnader för sanering och sämre trivsel."],
    )
    source: SourceRef = Field(
        alias="källa", title="Källa", description="Källan till värdena.", examples=["S3"]
    )


class Information(Item):
    """Other relevant information."""

    kind: ClassVar[str] = "uppgift"
    collection: ClassVar[str] = "uppgifter"
    id_example: ClassVar[str] = "I1"

    text: AnyProse = Field(
        alias="text",
        title="Text",
        description="Det som är relevant utöver kartläggningen.",
        examples=["Kvinnor uppger oftare än män att de undviker platser kvällstid."],
    )
    source: SourceRef = Field(
        alias="källa", title="Källa", description="Källan till uppgiften.", examples=["S5"]
    )


class Priority(Entry):
    """Why a focus area is prioritised."""

    distinct_by: ClassVar[str | None] = "focus_area"

    focus_area: FocusAreaRef = Field(
        alias="fokusområde",
        title="Fokusområde",
        description="Fokusområdet som prioriteras.",
        examples=["F1"],
    )
    score: Whole | None = Field(
        None, alias="poäng", title="Poäng", description="Poäng i prioriteringen.", examples=["12"]
    )
    motive: AnyProse = Field(
        alias="motiv",
        title="Motiv",
        description="Varför området prioriteras.",
        examples=["Tidiga insatser bland unga förebygger mest skada på lång sikt."],
    )


class SituationPicture(DocumentContent):
    """`lagesbild.yaml`."""

    derived: ClassVar[tuple[Derived, ...]] = (
        Derived(
            "år",
            "Årtalen i tabellen.",
            group=_for_each_year("Årtalet för", str, lambda _, year: year),
        ),
        Derived(
            "antal_år",
            "Hur många år tabellen har.",
            YearCount,
            _count_years,
        ),
    )

    period: Period = Field(
        alias="period", title="Period", description="Tiden som lägesbilden beskriver."
    )
    area: Line = Field(
        alias="område",
        title="Område",
        description="Det geografiska området.",
        examples=["Täby kommun"],
    )
    method: AnyProse = Field(
        alias="metod",
        title="Metod",
        description="Hur lägesbilden har tagits fram.",
        examples=["Kommunens och polisens lägesbilder har vägts samman."],
    )
    sources: tuple[Source, ...] = Field(
        alias="källor",
        title="Källor",
        description="Källorna som lägesbilden bygger på.",
        min_length=1,
    )
    mapping: tuple[MappedCrime, ...] = Field(
        alias="kartläggning",
        title="Kartläggning",
        description="Brottsligheten per kategori och år.",
        min_length=1,
    )
    information: tuple[Information, ...] = Field(
        (),
        alias="övrig_information",
        title="Övrig information",
        description="Annan relevant information.",
    )
    analysis: AnyProse = Field(
        alias="analys",
        title="Analys",
        description="Den samlade analysen.",
        examples=["Otryggheten samlas till få platser och tider."],
    )
    participation: AnyProse | None = Field(
        None,
        alias="delaktighet",
        title="Delaktighet",
        description="Vilka som har deltagit och hur.",
        examples=["Invånare har deltagit i medborgardialogen."],
    )
    priorities: tuple[Priority, ...] = Field(
        (), alias="prioritering", title="Prioritering", description="Motiv till prioriteringen."
    )
    limitations: AnyProse = Field(
        alias="begränsningar",
        title="Begränsningar",
        description="Vad underlaget inte visar.",
        examples=["Statistiken visar bara anmälda brott."],
    )

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
