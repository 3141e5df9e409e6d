"""The shared facts of a case (`arende.yaml`): parties, functions, people, numbers, documents."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar, Self

from pydantic import AfterValidator, Field, model_validator

from avtal.model.approval import RequiredApproval
from avtal.model.base import Entry, Item, Model, OpenPeriod, Period
from avtal.model.diarienummer import CaseNumber, CaseNumberPattern
from avtal.model.exemption import Exemption
from avtal.model.references import BodyRef, FunctionRef, PartyRef
from avtal.model.scalars import Count, Day, Flag, Id, Line, Title, mistake


class PartyKind(StrEnum):
    """What a party is."""

    MUNICIPALITY = "kommun"
    POLICE = "polis"
    MUNICIPAL_COMPANY = "kommunalt bolag"
    REGION = "region"
    OTHER = "annan"


class Trend(StrEnum):
    """What the parties want with a focus area."""

    KEEP = "bibehålla"
    TURN = "vända"
    PREVENT = "förebygga"
    STRENGTHEN = "stärka"


class Office(Model):
    """The office that issues the documents."""

    name: Line = Field(alias="namn", description="Förvaltningens eller kontorets namn.")
    abbreviation: Line | None = Field(
        None, alias="förkortning", description="Förkortningen, till exempel KLK."
    )


def _item_pattern(value: str) -> str:
    if value.count("{diarienummer}") != 1 or value.count("{nummer}") != 1:
        raise mistake(
            f"”{value}” är inte ett mönster för handlingsnummer",
            "skriv till exempel '{diarienummer}-{nummer}'",
        )
    return value


class Municipality(Model):
    """The municipality whose case it is: one of the parties."""

    party: PartyRef = Field(
        alias="part", description="Parten som är kommunen; dess namn står i alla handlingar."
    )
    office: Office = Field(alias="förvaltning", description="Förvaltningen som handlägger.")
    unit: Line | None = Field(None, alias="enhet", description="Enheten inom förvaltningen.")
    number_pattern: CaseNumberPattern = Field(
        alias="diarienummermönster",
        description="Hur kommunen skriver diarienummer, till exempel '{nämnd} {år}/{löpnummer}'.",
    )
    item_pattern: Annotated[Line, AfterValidator(_item_pattern)] = Field(
        "{diarienummer}-{nummer}",
        alias="handlingsmönster",
        description="Hur handlingsnumret skrivs efter diarienumret.",
    )


class NameTime(OpenPeriod):
    """The time when a party had its name."""


class Party(Item):
    """A party to the agreement."""

    kind: ClassVar[str] = "part"
    collection: ClassVar[str] = "parter"

    type: PartyKind = Field(alias="typ", description="Vad parten är.")
    name: Line = Field(alias="namn", description="Namnet i löpande text.")
    short_name: Line = Field(
        alias="kortnamn", description="Kort namn i bestämd form: kommunen, polisen."
    )
    legal_name: Line | None = Field(
        None,
        alias="juridiskt_namn",
        description="Det namn som binder parten, om det är ett annat än namn; krävs för polisen: "
        "Polismyndigheten genom lokalpolisområde X.",
    )
    name_valid: NameTime | None = Field(
        None, alias="namnet_gäller", description="Tiden då parten hette så, om namnet har bytts."
    )
    case_number: CaseNumber | None = Field(
        None, alias="diarienummer", description="Partens eget diarienummer, om det är känt."
    )

    @model_validator(mode="after")
    def _legal_police(self) -> Self:
        name = self.legal_name or self.name
        if self.type is PartyKind.POLICE and not name.startswith("Polismyndigheten"):
            raise mistake(
                f"polisens juridiska namn är ”{name}” men myndigheten är Polismyndigheten",
                "skriv juridiskt_namn: Polismyndigheten genom … (området är en enhet, inte en "
                "egen myndighet)",
                path=("juridiskt_namn",),
            )
        return self

    def derived(self) -> Mapping[str, object]:
        """Return the legal name, which is the name where no other is given."""
        return {"juridiskt_namn": self.legal_name or self.name}


class Function(Item):
    """A function that can be responsible for something; not a person."""

    kind: ClassVar[str] = "funktion"
    collection: ClassVar[str] = "funktioner"

    title: Line = Field(alias="titel", description="Titeln i löpande text: kommundirektör.")
    party: PartyRef = Field(alias="part", description="Parten som funktionen hör till.")


class Appointment(Entry):
    """A dated appointment to a function; open ends are null."""

    function: FunctionRef = Field(alias="funktion", description="Funktionen.")
    acting: Flag = Field(
        False, alias="tillförordnad", description="ja om personen är tillförordnad (T f)."
    )
    start: Day | None = Field(None, alias="från", description="Första dagen; null om okänd.")
    end: Day | None = Field(None, alias="till", description="Sista dagen; null om okänd.")

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.start and self.end and self.start > self.end:
            raise mistake(
                f"förordnandet slutar {self.end} men börjar {self.start}",
                "byt plats på datumen eller rätta det som är fel",
                path=("till",),
            )
        return self

    def holds(self, day: date) -> bool:
        """Tell whether the appointment covers the day."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


class Person(Item):
    """A person; the printed title follows the appointment on the document's date."""

    kind: ClassVar[str] = "person"
    collection: ClassVar[str] = "personer"

    name: Line | None = Field(alias="namn", description="Namnet; null om det inte är känt.")
    party: PartyRef = Field(alias="part", description="Parten som personen företräder.")
    title: Line | None = Field(
        None, alias="titel", description="Titel för den som inte har något förordnande."
    )
    appointments: tuple[Appointment, ...] = Field(
        (), alias="förordnanden", description="Funktioner som personen har eller har haft."
    )
    phone: Line | None = Field(None, alias="telefon", description="Telefon, för handläggare.")
    email: Line | None = Field(None, alias="e_post", description="E-post, för handläggare.")

    def appointment_on(self, day: date) -> Appointment | None:
        """Return the appointment that covers the day, the first one listed where several do."""
        return next((held for held in self.appointments if held.holds(day)), None)


class Body(Item):
    """A body that decides, prepares, steers or follows up."""

    kind: ClassVar[str] = "organ"
    collection: ClassVar[str] = "organ"

    name: Line = Field(alias="namn", description="Namnet i löpande text: kommunstyrelsen.")


class FocusArea(Item):
    """A focus area; its place in the list is its number."""

    kind: ClassVar[str] = "fokusområde"
    collection: ClassVar[str] = "fokusområden"

    title: Title = Field(alias="titel", description="Fokusområdets titel.")
    trend: Trend | None = Field(None, alias="inriktning", description="Vad parterna vill.")


class Paper(Item):
    """Something that the case holds and an appendix list can name."""

    title: Title = Field(alias="titel", description="Titeln, så som den står i bilagelistor.")
    open_title: Title | None = Field(
        None,
        alias="öppen_titel",
        description="Titel som får visas i den offentliga kopian när handlingen är hemlig.",
    )

    @model_validator(mode="after")
    def _open_title_is_for_secrets(self) -> Self:
        if self.open_title and not self.secrecy:
            raise mistake(
                "öppen_titel används bara när handlingen är hemlig",
                "ta bort öppen_titel eller lägg till sekretess",
                path=("öppen_titel",),
            )
        return self


class Document(Paper):
    """A document that avtal makes; its id is a key of the table DOCUMENTS."""

    kind: ClassVar[str] = "handling"
    collection: ClassVar[str] = "handlingar"

    item: Count | None = Field(
        None,
        alias="handlingsnummer",
        description="Handlingsnummer som är reserverat i diariet; null om inget är känt.",
    )


class Attachment(Paper):
    """A document from elsewhere that is listed as an appendix but not made by avtal."""

    kind: ClassVar[str] = "bilaga"
    collection: ClassVar[str] = "bifogade"

    date: Day = Field(alias="datum", description="Handlingens datum.")
    sender: PartyRef = Field(alias="från", description="Parten som handlingen kommer från.")


class DecisionKind(StrEnum):
    """What a deciding body does; the verb in the infinitive."""

    APPROVE = "godkänna"
    ADOPT = "anta"
    ESTABLISH = "fastställa"
    INSTRUCT = "uppdra"
    AUTHORISE = "bemyndiga"
    REPEAL = "upphäva"
    FILE = "lägga till handlingarna"
    PROPOSE = "föreslå"
    REMIT = "återremittera"


class Outcome(StrEnum):
    """What became of the proposal."""

    AS_PROPOSED = "enligt förslag"
    AMENDED = "med ändring"
    REMITTED = "återremiss"
    TABLED = "bordlagd"
    REJECTED = "avslag"


# One is instructed or authorised; a document is not.
_NOT_OF_DOCUMENTS = {DecisionKind.INSTRUCT, DecisionKind.AUTHORISE}


def _of_a_document(verb: DecisionKind) -> DecisionKind:
    if verb in _NOT_OF_DOCUMENTS:
        fitting = [kind.value for kind in DecisionKind if kind not in _NOT_OF_DOCUMENTS]
        raise mistake(f"en handling kan man inte {verb}", f"välj bland: {', '.join(fitting)}")
    return verb


class TakenDecision(Model):
    """A decision that has been taken on a document."""

    verb: Annotated[DecisionKind, AfterValidator(_of_a_document)] = Field(
        alias="typ", description="Vad organet beslutade om handlingen; inte uppdra eller bemyndiga."
    )
    body: BodyRef = Field(alias="organ", description="Organet som beslutade.")
    date: Day = Field(alias="datum", description="Sammanträdets datum.")
    paragraph: Count = Field(alias="paragraf", description="Paragrafen i protokollet.")
    outcome: Outcome = Field(alias="utfall", description="Hur det gick med förslaget.")
    adjusted: Day | None = Field(
        None, alias="justerat", description="Dagen då protokollet justerades."
    )

    @property
    def done(self) -> str:
        """The verb in the infinitive for what was done in the end, whatever was proposed."""
        return {
            Outcome.REJECTED: "avslå",
            Outcome.REMITTED: "återremittera",
            Outcome.TABLED: "bordlägga",
        }.get(self.outcome, self.verb.value)


class CaseFacts(Model):
    """`arende.yaml`: each fact that more than one document shows."""

    title: Title = Field(alias="titel", description="Ärendets titel, tjänsteutlåtandets rubrik.")
    subtitle: Title | None = Field(
        None, alias="undertitel", description="Undertitel när titeln annars blir för lång."
    )
    municipality: Municipality = Field(alias="kommun", description="Kommunen.")
    case_number: CaseNumber | None = Field(
        alias="diarienummer",
        description="Ärendets diarienummer utan handlingsnummer; null om okänt.",
    )
    law_profile: Id = Field(
        alias="lagprofil", description="Profilen i content/profiler, till exempel fore-2023."
    )
    term: Period = Field(alias="avtalstid", description="Överenskommelsens löptid.")
    parties: tuple[Party, ...] = Field(
        alias="parter", min_length=2, description="Parterna i den ordning de skrivs."
    )
    functions: tuple[Function, ...] = Field(
        alias="funktioner", min_length=1, description="Funktioner som kan vara ansvariga."
    )
    people: tuple[Person, ...] = Field(alias="personer", description="Namngivna personer.")
    bodies: tuple[Body, ...] = Field(
        alias="organ", description="Nämnder och andra organ som beslutar eller bereder."
    )
    focus_areas: tuple[FocusArea, ...] = Field(
        alias="fokusområden", min_length=1, description="Fokusområdena i ordning."
    )
    documents: tuple[Document, ...] = Field(
        alias="handlingar", min_length=1, description="Handlingarna som avtal gör, i läsordning."
    )
    attachments: tuple[Attachment, ...] = Field(
        (), alias="bifogade", description="Handlingar som bifogas men inte görs av avtal."
    )
    exemptions: tuple[Exemption, ...] = Field(
        (), alias="undantag", description="Det som reglerna har påpekat men som får vara så."
    )
    approvals: tuple[RequiredApproval, ...] = Field(
        (),
        alias="godkännanden",
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
