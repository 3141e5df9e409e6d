"""What a case holds and an appendix list can name: documents and attachments."""

from __future__ import annotations

from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from avtal.model.base import Item
from avtal.model.marks import MayBeOld, Name, NeededBefore, NeverShown, Subject, UsedOtherwise
from avtal.model.references import PartyRef
from avtal.model.scalars import Count, Day, Id, Title, mistake


class Paper(Item):
    """Something that the case holds and an appendix list can name."""

    title: Annotated[
        Title,
        Name.OWN,
        UsedOtherwise("templates/layer.py prints it in handling.titel and handling.bilagor"),
    ] = Field(
        alias="titel",
        title="Titel",
        description="Titeln, så som den står i bilagelistor.",
        examples=["Åtgärdsplan"],
    )
    open_title: Annotated[
        Title | None, NeverShown("templates/rows.py shows it in place of a secret title")
    ] = Field(
        None,
        alias="öppen_titel",
        title="Öppen titel",
        description="Titel som får visas i den offentliga kopian när handlingen är hemlig.",
        examples=["Underlag från Polismyndigheten"],
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

    id: Annotated[
        Id, UsedOtherwise("references lead to it, and its template has it as its name")
    ] = Field(
        alias="id",
        title="Id",
        description="Nyckeln för ett slag av handling; mallen och innehållsfilen heter så.",
        examples=["atgardsplan"],
    )

    # May be recorded after registration, without touching the document.
    item: Annotated[
        Count | None,
        NeededBefore.NEVER,
        Subject.REFERENCE,
        UsedOtherwise("templates/layer.py prints it in stämpel.nummer"),
    ] = Field(
        None,
        alias="handlingsnummer",
        title="Handlingsnummer",
        description="Numret som är reserverat i diariet; null om inget är känt.",
        examples=["19"],
    )


class Attachment(Paper):
    """A document from elsewhere that is listed as an appendix but not made by avtal."""

    kind: ClassVar[str] = "bilaga"
    collection: ClassVar[str] = "bifogade"
    id_example: ClassVar[str] = "direktiv"

    date: Annotated[
        Day, MayBeOld(), UsedOtherwise("templates/layer.py prints it in handling.bilagor")
    ] = Field(
        alias="datum", title="Datum", description="Handlingens datum.", examples=["2018-10-15"]
    )
    sender: Annotated[
        PartyRef, UsedOtherwise("templates/layer.py prints it in handling.bilagor")
    ] = Field(
        alias="från",
        title="Kommer från",
        description="Parten som handlingen kommer från.",
        examples=["polis"],
    )
