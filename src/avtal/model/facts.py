"""`arende.yaml`: each fact that more than one document shows."""

from __future__ import annotations

from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from avtal.model.approval import RequiredApproval
from avtal.model.base import Item, Model, Period
from avtal.model.diarienummer import CaseNumber
from avtal.model.exemption import Exemption
from avtal.model.marks import Name, NeededBefore, NeverShown, Subject, UsedOtherwise
from avtal.model.municipality import Municipality
from avtal.model.papers import Attachment, Document
from avtal.model.parties import Body, Function, Party, PartyKind, Person
from avtal.model.scalars import Count, FixedWord, Id, Title, mistake


class Trend(FixedWord):
    """What the parties want with a focus area."""

    KEEP = "bibehålla"
    TURN = "vända"
    PREVENT = "förebygga"
    STRENGTHEN = "stärka"


class FocusArea(Item):
    """A focus area; its place in the list is its number."""

    kind: ClassVar[str] = "fokusområde"
    collection: ClassVar[str] = "fokusområden"
    id_example: ClassVar[str] = "F1"

    title: Annotated[Title, Name.OWN] = Field(
        alias="titel",
        title="Titel",
        description="Fokusområdets titel.",
        examples=["Trygghet och säkerhet i offentlig miljö"],
    )
    trend: Trend | None = Field(
        None, alias="inriktning", title="Inriktning", description="Vad parterna vill med området."
    )


class CaseFacts(Model):
    """`arende.yaml`: each fact that more than one document shows."""

    format: Annotated[Count, NeverShown("case/formats.py reads it")] = Field(
        1,
        alias="format",
        title="Format",
        description="Det format som ärendets filer är skrivna i; avtal upgrade skriver det.",
        examples=["2"],
    )
    title: Title = Field(
        alias="titel",
        title="Titel",
        description="Ärendets titel, tjänsteutlåtandets rubrik.",
        examples=["Samverkansöverenskommelse mellan Täby kommun och lokalpolisområde Täby"],
    )
    subtitle: Title | None = Field(
        None,
        alias="undertitel",
        title="Undertitel",
        description="Det som inte ryms i titeln.",
        examples=["Brottsförebyggande och trygghetsskapande arbete"],
    )
    municipality: Annotated[Municipality, Subject.PARTY] = Field(
        alias="kommun", title="Kommun", description="Kommunen som ärendet hör till."
    )
    # What is decided is a handling in the diary, and is found there by this number.
    case_number: Annotated[
        CaseNumber | None,
        NeededBefore.DECISION,
        UsedOtherwise("templates/layer.py prints it in stämpel.nummer"),
    ] = Field(
        alias="diarienummer",
        title="Diarienummer",
        description="Ärendets diarienummer utan handlingsnummer; null om det inte är känt.",
        examples=["KS 2018/211"],
    )
    law_profile: Annotated[
        Id, Subject.REFERENCE, UsedOtherwise("case/load.py reads the profile")
    ] = Field(
        alias="lagprofil",
        title="Lagprofil",
        description="Profilen i content/profiler som gäller för ärendet.",
        examples=["fore-2023"],
    )
    term: Annotated[Period, Subject.TERM] = Field(
        alias="avtalstid", title="Avtalstid", description="Tiden som överenskommelsen gäller."
    )
    parties: Annotated[tuple[Party, ...], Subject.PARTY] = Field(
        alias="parter",
        title="Parter",
        description="Parterna i den ordning de skrivs.",
        min_length=2,
    )
    functions: Annotated[
        tuple[Function, ...], Subject.MANDATE, UsedOtherwise("what references lead to")
    ] = Field(
        alias="funktioner",
        title="Funktioner",
        description="Funktioner som kan vara ansvariga.",
        min_length=1,
    )
    people: Annotated[
        tuple[Person, ...], Subject.MANDATE, UsedOtherwise("what references lead to")
    ] = Field(alias="personer", title="Personer", description="Namngivna personer.")
    bodies: Annotated[tuple[Body, ...], UsedOtherwise("what references lead to")] = Field(
        alias="organ",
        title="Organ",
        description="Nämnder och andra organ som beslutar eller bereder.",
    )
    focus_areas: tuple[FocusArea, ...] = Field(
        alias="fokusområden",
        title="Fokusområden",
        description="Fokusområdena i ordning.",
        min_length=1,
    )
    documents: Annotated[tuple[Document, ...], UsedOtherwise("making/build.py makes them")] = Field(
        alias="handlingar",
        title="Handlingar",
        description="Handlingarna som avtal gör, i läsordning.",
        min_length=1,
    )
    attachments: Annotated[
        tuple[Attachment, ...], UsedOtherwise("what the lists of appendices name")
    ] = Field(
        (),
        alias="bifogade",
        title="Bifogade handlingar",
        description="Handlingar som bifogas men inte görs av avtal.",
    )
    exemptions: Annotated[
        tuple[Exemption, ...], NeverShown("rules/exemptions.py marks what is accepted")
    ] = Field(
        (),
        alias="undantag",
        title="Undantag",
        description="Det som reglerna har påpekat men som får vara så.",
    )
    approvals: Annotated[
        tuple[RequiredApproval, ...], NeverShown("register/acts/purposes.py asks for the approvals")
    ] = Field(
        (),
        alias="godkännanden",
        title="Godkännanden",
        description="Vilka som ska godkänna innehållet innan det registreras för ett ändamål.",
    )

    @model_validator(mode="after")
    def _number_fits_pattern(self) -> Self:
        pattern = self.municipality.number_pattern
        if self.case_number and not pattern.matches(self.case_number):
            raise mistake(
                f"diarienumret ”{self.case_number}” följer inte kommunens mönster {pattern.text}",
                "rätta diarienumret (utan handlingsnummer) eller mönstret",
                path=("diarienummer",),
            )
        return self

    @model_validator(mode="after")
    def _municipality_is_one(self) -> Self:
        party = next((p for p in self.parties if p.id == self.municipality.party), None)
        if party and party.type is not PartyKind.MUNICIPALITY:
            raise mistake(
                f"”{party.id}” är inte en kommun utan har typen {party.type}",
                "ange id för den part som är kommunen",
                path=("kommun", "part"),
            )
        if party and party.secrecy:
            raise mistake(
                "kommunen kan inte vara hemlig; dess namn står på varje handling",
                "ta bort sekretess från parten",
                path=("parter", self.parties.index(party), "sekretess"),
            )
        return self

    @property
    def municipality_name(self) -> str:
        """The name of the municipality whose case it is."""
        return next(p.name for p in self.parties if p.id == self.municipality.party)

    @model_validator(mode="after")
    def _items_differ(self) -> Self:
        taken: dict[int, str] = {}
        for place, document in enumerate(self.documents):
            if document.item is None:
                continue
            if document.item in taken:
                raise mistake(
                    f"handlingsnummer {document.item} är redan reserverat för "
                    f"”{taken[document.item]}”",
                    "ge handlingen ett annat nummer, eller null om det inte är känt",
                    path=("handlingar", place, "handlingsnummer"),
                )
            taken[document.item] = document.id
        return self
