"""Who takes part: parties, functions, people and bodies."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from avtal.model.base import Entry, Item, OpenPeriod
from avtal.model.derived import Derived
from avtal.model.diarienummer import CaseNumber
from avtal.model.marks import Name, NeededBefore, UsedOtherwise
from avtal.model.references import FunctionRef, PartyRef
from avtal.model.scalars import FixedWord, Flag, Line, mistake


class PartyKind(FixedWord):
    """What a party is."""

    MUNICIPALITY = "kommun"
    POLICE = "polis"
    MUNICIPAL_COMPANY = "kommunalt bolag"
    REGION = "region"
    OTHER = "annan"


class NameTime(OpenPeriod):
    """The time when a party had its name."""


class Party(Item):
    """A party to the agreement."""

    kind: ClassVar[str] = "part"
    collection: ClassVar[str] = "parter"
    id_example: ClassVar[str] = "kommun"
    derived: ClassVar[tuple[Derived, ...]] = (
        Derived(
            "juridiskt_namn",
            "Det namn som binder parten; annars namn.",
            str,
            read=lambda party: party.legal_name or party.name,
            field="juridiskt_namn",
        ),
    )

    type: Annotated[
        PartyKind, UsedOtherwise("model/facts.py asks which party is the municipality")
    ] = Field(alias="typ", title="Slag", description="Vad parten är.")
    name: Annotated[Line, Name.OWN] = Field(
        alias="namn", title="Namn", description="Namnet i löpande text.", examples=["Täby kommun"]
    )
    short_name: Annotated[Line, Name.OTHER] = Field(
        alias="kortnamn",
        title="Kort namn",
        description="Det korta namnet i bestämd form.",
        examples=["kommunen"],
    )
    legal_name: Annotated[Line | None, Name.OTHER] = Field(
        None,
        alias="juridiskt_namn",
        title="Juridiskt namn",
        description="Det namn som binder parten, om det är ett annat än namnet; krävs för polisen.",
        examples=["Polismyndigheten genom lokalpolisområde Täby"],
    )
    name_valid: Annotated[
        NameTime | None, UsedOtherwise("rule 56 compares it with the days of the documents")
    ] = Field(
        None,
        alias="namnet_gäller",
        title="Namnet gäller",
        description="Tiden då parten hette så, om namnet har bytts.",
    )
    case_number: CaseNumber | None = Field(
        None,
        alias="diarienummer",
        title="Diarienummer",
        description="Partens eget diarienummer, om det är känt.",
        examples=["A512.330/2018"],
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


class Function(Item):
    """A function that can be responsible for something; not a person."""

    kind: ClassVar[str] = "funktion"
    collection: ClassVar[str] = "funktioner"
    id_example: ClassVar[str] = "kommunpolis"

    title: Annotated[Line, Name.OWN] = Field(
        alias="titel",
        title="Titel",
        description="Titeln i löpande text.",
        examples=["kommundirektör"],
    )
    party: PartyRef = Field(
        alias="part",
        title="Part",
        description="Parten som funktionen hör till.",
        examples=["kommun"],
    )


class HeldFunction(Entry):
    """A function that a person has, also as acting; a base, since fields of bases stand first."""

    function: Annotated[
        FunctionRef, UsedOtherwise("templates/rows.py prints the title of the appointment")
    ] = Field(
        alias="funktion",
        title="Funktion",
        description="Funktionen som personen har.",
        examples=["kommundirektor"],
    )
    acting: Annotated[Flag, UsedOtherwise("templates/rows.py prints T f")] = Field(
        False,
        alias="tillförordnad",
        title="Tillförordnad",
        description="Om personen är tillförordnad (T f).",
    )


class Appointment(OpenPeriod, HeldFunction):
    """A dated appointment to a function; open ends are null."""

    called: ClassVar[str] = "förordnandet"


class Person(Item):
    """A person; the printed title follows the appointment on the document's date."""

    kind: ClassVar[str] = "person"
    collection: ClassVar[str] = "personer"
    id_example: ClassVar[str] = "nilsson"

    # Rule 36: who signs may be settled after the decision, but not after the signing.
    name: Annotated[Line | None, Name.OWN, NeededBefore.SIGNING] = Field(
        alias="namn",
        title="Namn",
        description="Namnet; null om det inte är känt.",
        examples=["Alexander Nilsson"],
    )
    party: PartyRef = Field(
        alias="part",
        title="Part",
        description="Parten som personen företräder.",
        examples=["kommun"],
    )
    # Stands under the name where the agreement is signed.
    title: Annotated[Line | None, Name.OTHER, NeededBefore.SIGNING] = Field(
        None,
        alias="titel",
        title="Titel",
        description="Titel för den som inte har något förordnande.",
        examples=["utredare"],
    )
    appointments: Annotated[
        tuple[Appointment, ...],
        UsedOtherwise("templates/rows.py prints the title that holds on the day"),
    ] = Field(
        (),
        alias="förordnanden",
        title="Förordnanden",
        description="Funktioner som personen har eller har haft.",
    )
    phone: Line | None = Field(
        None,
        alias="telefon",
        title="Telefon",
        description="Telefonnummer, för handläggare.",
        examples=["08-465 004 10"],
    )
    email: Line | None = Field(
        None,
        alias="e_post",
        title="E-post",
        description="Adress för e-post, för handläggare.",
        examples=["alexander.nilsson@example.se"],
    )

    def appointment_on(self, day: date) -> Appointment | None:
        """Return the appointment that covers the day, the first one listed where several do."""
        return next((held for held in self.appointments if held.holds(day)), None)


class Body(Item):
    """A body that decides, prepares, steers or follows up."""

    kind: ClassVar[str] = "organ"
    collection: ClassVar[str] = "organ"
    id_example: ClassVar[str] = "kommunstyrelsen"

    name: Annotated[Line, Name.OWN] = Field(
        alias="namn",
        title="Namn",
        description="Namnet i löpande text.",
        examples=["kommunstyrelsen"],
    )
