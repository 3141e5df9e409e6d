"""Samverkansöverenskommelse: the cooperation agreement, with what Brå asks it to say."""

from __future__ import annotations

import datetime
from typing import Annotated, ClassVar

from pydantic import Field

from avtal.model.base import AnyProse, Entry, Item, Model
from avtal.model.document import DocumentContent
from avtal.model.marks import Name, NeededBefore, Subject, UsedOtherwise
from avtal.model.parties import Body
from avtal.model.references import (
    BodyRef,
    FocusAreaRef,
    FunctionRef,
    LeadRef,
    MappingRef,
    PersonRef,
    SourceRef,
)
from avtal.model.scalars import Count, Day, FixedWord, Line, Number
from avtal.model.signing import Mandate, Signing


class Direction(FixedWord):
    """Where an indicator shall go."""

    INCREASE = "öka"
    DECREASE = "minska"
    KEEP = "bibehålla"


class FocusProblem(Model):
    """The problem in focus of one focus area."""

    text: AnyProse = Field(
        alias="text",
        title="Text",
        description="Problemet som parterna ska arbeta med.",
        examples=["Invånare känner sig otrygga vid centrum på kvällar."],
    )
    sources: tuple[SourceRef, ...] = Field(
        (),
        alias="källor",
        title="Källor",
        description="Källor i lägesbilden som visar problemet.",
        examples=[["S1", "S3"]],
    )
    mapping: tuple[MappingRef, ...] = Field(
        (),
        alias="kartläggning",
        title="Kartläggning",
        description="Rader i lägesbildens kartläggning som visar problemet.",
        examples=[["M1", "M2"]],
    )


class Cause(Item):
    """A likely cause of the problem."""

    kind: ClassVar[str] = "orsak"
    collection: ClassVar[str] = "orsaker"
    id_example: ClassVar[str] = "C1"

    text: AnyProse = Field(
        alias="text",
        title="Text",
        description="Vad som troligen ligger bakom problemet.",
        examples=["Få vuxna rör sig vid centrum efter stängning."],
    )


class Goal(Item):
    """A limited, measurable goal."""

    kind: ClassVar[str] = "mål"
    collection: ClassVar[str] = "mål"
    id_example: ClassVar[str] = "G1"
    mostly_about: ClassVar[Subject | None] = Subject.COMMITMENT

    text: AnyProse = Field(
        alias="text",
        title="Text",
        description="Målet som en mening.",
        examples=["Andelen invånare som känner sig otrygga ute sena kvällar ska minska."],
    )
    indicator: Annotated[Line, Name.OWN] = Field(
        alias="indikator",
        title="Indikator",
        description="Det som mäts.",
        examples=["Andel otrygga utomhus sena kvällar"],
    )
    unit: Line = Field(
        alias="enhet", title="Enhet", description="Enheten som värdena har.", examples=["procent"]
    )
    # Rule 11: a goal that is decided can be measured, from where and until when.
    baseline: Annotated[Number | None, NeededBefore.DECISION] = Field(
        alias="utgångsvärde",
        title="Utgångsvärde",
        description="Värdet i utgångsläget.",
        examples=["19"],
    )
    baseline_date: Annotated[Day | None, NeededBefore.DECISION] = Field(
        alias="utgångsdatum",
        title="Utgångsdatum",
        description="Dagen då utgångsvärdet mättes.",
        examples=["2017-11-30"],
    )
    target: Annotated[Number | None, NeededBefore.DECISION] = Field(
        alias="målvärde", title="Målvärde", description="Värdet som ska nås.", examples=["15"]
    )
    target_date: Annotated[Day | None, NeededBefore.DECISION] = Field(
        alias="måldatum",
        title="Måldatum",
        description="Dagen då målvärdet ska vara nått.",
        examples=["2020-11-30"],
    )
    direction: Direction = Field(
        alias="riktning", title="Riktning", description="Åt vilket håll värdet ska gå."
    )
    source: SourceRef | None = Field(
        None,
        alias="källa",
        title="Källa",
        description="Källan som indikatorn mäts i.",
        examples=["S5"],
    )


class FocusAnalysis(Entry):
    """The analysis of one focus area: problem, causes and goals."""

    collection: ClassVar[str] = "analyser"
    distinct_by: ClassVar[str | None] = "focus_area"

    focus_area: FocusAreaRef = Field(
        alias="fokusområde",
        title="Fokusområde",
        description="Fokusområdet som analysen gäller.",
        examples=["F1"],
    )
    problem: FocusProblem = Field(
        alias="problem", title="Problem", description="Problemet i fokus."
    )
    causes: tuple[Cause, ...] = Field(
        (), alias="orsaker", title="Orsaker", description="Troliga orsaker till problemet."
    )
    goals: tuple[Goal, ...] = Field(
        (), alias="mål", title="Mål", description="Mätbara mål för området."
    )


class CooperationBody(Body):
    """A group that the agreement sets up."""

    id_example: ClassVar[str] = "styrgrupp"

    mostly_about: ClassVar[Subject | None] = Subject.COMMITMENT

    members: tuple[FunctionRef, ...] = Field(
        alias="ledamöter",
        title="Ledamöter",
        description="Funktionerna som ingår.",
        examples=[["kommundirektor", "lpo_chef"]],
        min_length=1,
    )
    meets: Line = Field(
        alias="möts",
        title="Möts",
        description="Hur ofta gruppen möts.",
        examples=["två gånger per år"],
    )
    role: Line = Field(
        alias="uppgift",
        title="Uppgift",
        description="Vad gruppen gör.",
        examples=["strategisk styrning och prioritering"],
    )


class Commitment(Item):
    """What a party, or all of them, undertakes."""

    kind: ClassVar[str] = "åtagande"
    collection: ClassVar[str] = "åtaganden"
    id_example: ClassVar[str] = "atagande_kommun"
    mostly_about: ClassVar[Subject | None] = Subject.COMMITMENT

    party: LeadRef = Field(
        alias="part",
        title="Part",
        description="Parten som åtar sig något, eller gemensamt.",
        examples=["kommun"],
    )
    text: AnyProse = Field(
        alias="text",
        title="Text",
        description="Vad parten åtar sig.",
        examples=["Kommunen avsätter tid för åtgärderna i åtgärdsplanen."],
    )


class FollowUp(Item):
    """An occasion in the follow-up calendar."""

    kind: ClassVar[str] = "uppföljning"
    collection: ClassVar[str] = "uppföljningar"
    id_example: ClassVar[str] = "U1"

    date: Day = Field(
        alias="datum",
        title="Datum",
        description="Dagen för uppföljningen.",
        examples=["2019-02-05"],
    )
    # Who follows up is a part of what was promised.
    body: Annotated[BodyRef, Subject.COMMITMENT] = Field(
        alias="organ",
        title="Organ",
        description="Organet som följer upp.",
        examples=["samverkansgrupp"],
    )
    subject: Annotated[Line, Name.OWN] = Field(
        alias="ämne",
        title="Ämne",
        description="Vad som följs upp.",
        examples=["Startmöte och arbetsfördelning"],
    )
    output: Line = Field(
        alias="resultat",
        title="Resultat",
        description="Handlingen som blir till.",
        examples=["minnesanteckningar"],
    )


class Termination(Model):
    """How the agreement can be ended before its time."""

    text: AnyProse = Field(
        alias="text",
        title="Villkor",
        description="Hur överenskommelsen kan sägas upp.",
        examples=["Vardera parten kan säga upp överenskommelsen skriftligt."],
    )
    notice_months: Count = Field(
        alias="uppsägningstid",
        title="Uppsägningstid, månader",
        description="Tiden från uppsägningen tills överenskommelsen upphör.",
        examples=["3"],
    )


class Agreement(DocumentContent):
    """`overenskommelse.yaml`."""

    background: AnyProse = Field(
        alias="bakgrund",
        title="Bakgrund",
        description="Varför parterna samverkar.",
        examples=["Kommunen och polisen har tagit fram en gemensam lokal lägesbild."],
    )
    purpose: AnyProse = Field(
        alias="syfte",
        title="Syfte",
        description="Vad parterna vill uppnå.",
        examples=["Syftet är att bevara ett tryggt och säkert Täby."],
    )
    binding: Annotated[AnyProse, Subject.COMMITMENT] = Field(
        alias="rättslig_verkan",
        title="Rättslig verkan",
        description="Vad överenskommelsen betyder rättsligt.",
        examples=["Överenskommelsen är inte rättsligt bindande."],
    )
    analyses: tuple[FocusAnalysis, ...] = Field(
        alias="fokusområden",
        title="Fokusområden",
        description="Problem, orsaker och mål per område.",
        min_length=1,
    )
    bodies: tuple[CooperationBody, ...] = Field(
        alias="organisation", title="Organisation", description="Grupperna för samverkan."
    )
    commitments: tuple[Commitment, ...] = Field(
        alias="åtaganden",
        title="Åtaganden",
        description="Vad parterna åtar sig, var för sig och gemensamt.",
        min_length=1,
    )
    documentation: AnyProse = Field(
        alias="dokumentation",
        title="Dokumentation",
        description="Hur arbetet dokumenteras.",
        examples=["Samverkansgruppen för minnesanteckningar vid varje möte."],
    )
    review: AnyProse = Field(
        alias="uppföljning",
        title="Uppföljning",
        description="Hur överenskommelsen följs upp.",
        examples=["Överenskommelsen följs upp varje år."],
    )
    calendar: tuple[FollowUp, ...] = Field(
        (),
        alias="kalender",
        title="Kalender",
        description="Uppföljningstillfällen som står i överenskommelsen.",
    )
    amendment: AnyProse = Field(
        alias="ändringar",
        title="Ändringar",
        description="Hur ändringar görs.",
        examples=["Ändringar och tillägg görs skriftligt."],
    )
    termination: Annotated[Termination | None, Subject.TERM] = Field(
        None,
        alias="uppsägning",
        title="Uppsägning",
        description="Hur överenskommelsen kan upphöra i förtid.",
    )
    confidentiality: AnyProse = Field(
        alias="informationsdelning",
        title="Informationsdelning",
        description="Sekretess och utbyte av uppgifter.",
        examples=["Uppgifter om enskilda utbyts bara när sekretessen medger det."],
    )
    personal_data: AnyProse | None = Field(
        None,
        alias="personuppgifter",
        title="Personuppgifter",
        description="Hur personuppgifter behandlas.",
        examples=["Varje part är personuppgiftsansvarig för sin behandling."],
    )
    costs: Annotated[AnyProse | None, Subject.COMMITMENT] = Field(
        None,
        alias="kostnader",
        title="Kostnader",
        description="Vem som betalar vad.",
        examples=["Varje part bär sina egna kostnader."],
    )
    signing: Signing = Field(
        alias="underskrift",
        title="Underskrift",
        description="När, var och hur överenskommelsen undertecknas.",
    )
    signatories: Annotated[tuple[PersonRef, ...], Subject.MANDATE] = Field(
        alias="undertecknare",
        title="Undertecknare",
        description="De som undertecknar, i ordning.",
        examples=[["eriksson", "polischefen"]],
        min_length=1,
    )

    mandates: Annotated[tuple[Mandate, ...], Subject.MANDATE, UsedOtherwise("rule 35")] = Field(
        (),
        alias="behörighet",
        title="Behörighet",
        description="Vad som ger behörighet att underteckna, när det inte är en beslutspunkt.",
    )

    @property
    def reference_date(self) -> datetime.date:
        """Titles are those of the day of signing, where it is known."""
        return self.signing.date or self.date
