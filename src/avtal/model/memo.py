"""Tjänsteutlåtande: the decision memo."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from avtal.model.base import AnyProse, Entry, Item, Model
from avtal.model.decision import DecisionKind
from avtal.model.document import DocumentContent
from avtal.model.marks import MayBeOld, Name, NeededBefore, Subject, UsedOtherwise
from avtal.model.references import BodyRef, FunctionRef, PersonRef
from avtal.model.scalars import Day, Line, Whole


class Meeting(Model):
    """Who decides, and when."""

    body: BodyRef = Field(
        alias="organ",
        title="Organ",
        description="Organet som ärendet går till.",
        examples=["kommunstyrelsen"],
    )
    date: Day = Field(
        alias="datum", title="Datum", description="Sammanträdets datum.", examples=["2018-12-03"]
    )


class PreparationStep(Item):
    """A step on the way to the deciding body."""

    kind: ClassVar[str] = "beredning"
    collection: ClassVar[str] = "beredningar"
    id_example: ClassVar[str] = "arbetsutskott"

    body: BodyRef = Field(
        alias="organ",
        title="Organ",
        description="Organet som bereder.",
        examples=["arbetsutskottet"],
    )
    date: Day = Field(
        alias="datum", title="Datum", description="Dagen för beredningen.", examples=["2018-11-19"]
    )
    step: Annotated[Line, Name.OWN] = Field(
        alias="åtgärd", title="Åtgärd", description="Vad organet gör.", examples=["bereder ärendet"]
    )


class DecisionPoint(Item):
    """One thing that the body is asked to decide, as a full sentence."""

    kind: ClassVar[str] = "beslutspunkt"
    collection: ClassVar[str] = "beslutspunkter"
    id_example: ClassVar[str] = "B1"

    verb: Annotated[
        DecisionKind, UsedOtherwise("rules/subjects/decisions.py asks what is proposed")
    ] = Field(alias="typ", title="Typ av beslut", description="Beslutets verb.")
    text: AnyProse = Field(
        alias="text",
        title="Text",
        description="Beslutet som en fullständig mening.",
        examples=["Kommunstyrelsen godkänner överenskommelsen."],
    )
    mandate: Annotated[tuple[FunctionRef, ...], UsedOtherwise("rule 35")] = Field(
        (),
        alias="fullmakt",
        title="Fullmakt",
        description="Funktioner som genom beslutet får underteckna.",
        examples=[["kommundirektor", "ts_samordnare"]],
    )


class Proposal(Entry):
    """The decision points of one body; their numbers restart for each body."""

    distinct_by: ClassVar[str | None] = "body"

    body: BodyRef = Field(
        alias="organ",
        title="Organ",
        description="Organet som beslutar.",
        examples=["kommunstyrelsen"],
    )
    points: tuple[DecisionPoint, ...] = Field(
        alias="punkter",
        title="Beslutspunkter",
        description="Det som organet ska besluta, i ordning.",
        min_length=1,
    )


class BasisDocument(Item):
    """A paper that the decision rests on."""

    kind: ClassVar[str] = "underlag"
    collection: ClassVar[str] = "underlag"
    id_example: ClassVar[str] = "D1"

    title: Annotated[Line, Name.OWN] = Field(
        alias="titel",
        title="Titel",
        description="Handlingens namn.",
        examples=["Sammanställning av medborgardialogen"],
    )
    # Whoever decides must be able to see which paper the decision rests on.
    date: Annotated[Day | None, MayBeOld(), NeededBefore.DECISION] = Field(
        alias="datum",
        title="Datum",
        description="Handlingens datum; null om det inte är känt.",
        examples=["2018-06-15"],
    )


class Memo(DocumentContent):
    """`tjansteutlatande.yaml`."""

    handler: PersonRef = Field(
        alias="handläggare",
        title="Handläggare",
        description="Den som handlägger ärendet.",
        examples=["nilsson"],
    )
    meeting: Meeting = Field(
        alias="sammanträde", title="Sammanträde", description="Vem som beslutar, och när."
    )
    route: tuple[PreparationStep, ...] = Field(
        (),
        alias="beredning",
        title="Beredning",
        description="Organ som bereder ärendet före beslutet, i ordning.",
    )
    summary: AnyProse = Field(
        alias="sammanfattning",
        title="Sammanfattning",
        description="Vad ärendet gäller och varför.",
        examples=["Parterna har tagit fram en samverkansöverenskommelse."],
    )
    proposals: Annotated[tuple[Proposal, ...], Subject.MANDATE] = Field(
        alias="förslag",
        title="Förslag till beslut",
        description="Det som föreslås, per beslutande organ.",
        min_length=1,
    )
    background: AnyProse = Field(
        alias="ärendet",
        title="Ärendet",
        description="Bakgrund och beskrivning.",
        examples=["Överenskommelsen formaliserar det gemensamma arbetet."],
    )
    considerations: AnyProse | None = Field(
        None,
        alias="överväganden",
        title="Överväganden",
        description="Hur förvaltningen har bedömt ärendet.",
        examples=["Förvaltningen anser att samverkan bör fortsätta."],
    )
    economy: AnyProse | None = Field(
        None,
        alias="ekonomi",
        title="Ekonomi",
        description="Vad beslutet kostar och hur det betalas.",
        examples=["Arbetet ryms inom beslutad budget."],
    )
    cost: Annotated[Whole | None, UsedOtherwise("rule 24")] = Field(
        None,
        alias="kostnad",
        title="Kostnad, kronor",
        description="Åtgärdernas sammanlagda kostnad, så som den står i texten om ekonomi; "
        "åtgärdsplanens budgetar räknas ihop och jämförs med den.",
        examples=["450000"],
    )
    children: AnyProse | None = Field(
        None,
        alias="barn",
        title="Konsekvenser för barn",
        description="Hur beslutet påverkar barn.",
        examples=["Åtgärderna gör skolvägar tryggare."],
    )
    equality: AnyProse | None = Field(
        None,
        alias="jämställdhet",
        title="Konsekvenser för jämställdhet",
        description="Hur beslutet påverkar jämställdheten.",
        examples=["Kvinnor är oftare otrygga ute än män."],
    )
    legal: AnyProse | None = Field(
        None,
        alias="juridik",
        title="Juridik",
        description="Rättsliga frågor i ärendet.",
        examples=["Överenskommelsen är inte rättsligt bindande."],
    )
    basis_documents: tuple[BasisDocument, ...] = Field(
        (),
        alias="beslutsunderlag",
        title="Beslutsunderlag",
        description="Underlag utöver bilagorna.",
    )
    recipients: tuple[Line, ...] = Field(
        (),
        alias="expedieras_till",
        title="Expedieras till",
        description="Vilka som får beslutet.",
        examples=[["Polismyndigheten"]],
    )
    signers: Annotated[tuple[PersonRef, ...], Subject.MANDATE] = Field(
        alias="undertecknare",
        title="Undertecknare",
        description="De som undertecknar utlåtandet.",
        examples=[["eriksson", "hallqvist"]],
        min_length=1,
    )
