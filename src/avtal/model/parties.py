"""Who takes part: parties, functions, people and bodies."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar, Self

from pydantic import Field, model_validator

from avtal.model.base import Entry, Item, OpenPeriod
from avtal.model.diarienummer import CaseNumber
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

    def derived_values(self) -> Mapping[str, object]:
        """Return the legal name, which is the name where no other is given."""
        return {"juridiskt_namn": self.legal_name or self.name}


class Function(Item):
    """A function that can be responsible for something; not a person."""

    kind: ClassVar[str] = "funktion"
    collection: ClassVar[str] = "funktioner"

    title: Line = Field(alias="titel", description="Titeln i löpande text: kommundirektör.")
    party: PartyRef = Field(alias="part", description="Parten som funktionen hör till.")


class HeldFunction(Entry):
    """A function that a person has, also as acting; a base, since fields of bases stand first."""

    function: FunctionRef = Field(alias="funktion", description="Funktionen.")
    acting: Flag = Field(
        False, alias="tillförordnad", description="ja om personen är tillförordnad (T f)."
    )


class Appointment(OpenPeriod, HeldFunction):
    """A dated appointment to a function; open ends are null."""

    called: ClassVar[str] = "förordnandet"


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
