"""A law profile (`content/profiler/<name>.yaml`): what the law asks for at a time, as data.

The rules ask the profile and know no sections themselves, so that a municipal lawyer can add the
next act without code.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Annotated, ClassVar, Self

from pydantic import AfterValidator, Field, model_validator

from avtal.model.base import Model
from avtal.model.marks import Subject
from avtal.model.references import DocumentRef
from avtal.model.scalars import Count, Day, Line, mistake, together
from avtal.problems import clean

LAW_RULES = range(49, 56)
"""The numbers of the rules that hold only where the law asks for them."""

NEXT_FOLLOW_UP, AGE_OF_PICTURE, CITED_ACTS = 52, 54, 55
"""Those of them that need a limit in the profile, and the one that needs no act."""


def _sfs_number(value: str) -> str:
    if not re.fullmatch(r"(?:1[6-9]|20)\d\d:[1-9]\d{0,3}", value):
        raise mistake(
            f"”{clean(value)}” är inte ett nummer i Svensk författningssamling",
            'skriv år, kolon och nummer inom citattecken, till exempel "2023:196"',
        )
    return value


SfsNumber = Annotated[Line, AfterValidator(_sfs_number)]
"""The number of an act in Svensk författningssamling, such as 2023:196."""


def _law_rule(value: int) -> int:
    if value not in LAW_RULES:
        raise mistake(
            f"regel {value} hör inte till dem som en lagprofil väljer",
            f"välj bland {LAW_RULES[0]} till {LAW_RULES[-1]}; avtal rules visar dem",
        )
    return value


def _check_order(start: date | None, end: date | None) -> None:
    """Raise a mistake where a time in force ends before it begins."""
    if start and end and end < start:
        raise mistake(
            f"gäller_till är {end}, före gäller_från {start}",
            "byt plats på datumen eller rätta det som är fel",
            path=("gäller_till",),
        )


class Act(Model):
    """The act that a profile is about."""

    mostly_about: ClassVar[Subject | None] = Subject.REFERENCE

    number: SfsNumber = Field(
        alias="nummer",
        title="Nummer",
        description="Numret i Svensk författningssamling.",
        examples=["2023:196"],
    )
    name: Line = Field(
        alias="namn",
        title="Namn",
        description="Lagens namn i löpande text, med numret inom parentes.",
        examples=["kommunallagen (2017:725)"],
    )


class OtherAct(Act):
    """Another act that documents may cite, and when it was in force."""

    distinct_by: ClassVar[str | None] = "number"

    in_force_from: Day = Field(
        alias="gäller_från",
        title="Gäller från",
        description="Första dagen som den gällde.",
        examples=["2018-01-01"],
    )
    in_force_to: Day | None = Field(
        alias="gäller_till",
        title="Gäller till",
        description="Sista dagen som den gällde; null om den gäller än.",
        examples=["2017-12-31"],
    )

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        _check_order(self.in_force_from, self.in_force_to)
        return self


class LawRule(Model):
    """A rule that the law asks for, and where it does."""

    mostly_about: ClassVar[Subject | None] = Subject.REFERENCE
    distinct_by: ClassVar[str | None] = "number"

    number: Annotated[Count, AfterValidator(_law_rule)] = Field(
        alias="regel",
        title="Regel",
        description="Regelns nummer; avtal rules visar dem.",
        examples=["55"],
    )
    section: Line | None = Field(
        alias="paragraf",
        title="Paragraf",
        description="Paragrafen som regeln vilar på; null om den inte är känd.",
        examples=["4 §"],
    )


class LegalBasis(Model):
    """The sentence that says what a document rests on, for one type of document."""

    mostly_about: ClassVar[Subject | None] = Subject.REFERENCE
    distinct_by: ClassVar[str | None] = "document"

    document: DocumentRef = Field(
        alias="handling",
        title="Handling",
        description="Nyckeln för handlingen som meningen skrivs ut i.",
        examples=["overenskommelse"],
    )
    text: Line = Field(
        alias="text",
        title="Text",
        description="Meningen som skrivs ut.",
        examples=["Lägesbilden har tagits fram enligt 4 § lagen (2023:196)."],
    )


class LawProfile(Model):
    """A law profile: an act, when it holds, which rules it asks for and its limits."""

    mostly_about: ClassVar[Subject | None] = Subject.REFERENCE

    name: Line = Field(
        alias="namn",
        title="Namn",
        description="Profilens namn i klartext.",
        examples=["Tiden före lagen"],
    )
    act: Act | None = Field(
        alias="lag",
        title="Lag",
        description="Lagen som profilen gäller; null om den inte gäller någon lag.",
    )
    in_force_from: Day | None = Field(
        alias="gäller_från",
        title="Gäller från",
        description="Första dagen som profilen får användas; null om ingen.",
        examples=["2023-07-01"],
    )
    in_force_to: Day | None = Field(
        alias="gäller_till",
        title="Gäller till",
        description="Sista dagen som profilen får användas; null om ingen.",
        examples=["2023-06-30"],
    )
    responsible_body: Line | None = Field(
        None,
        alias="ansvarigt_organ",
        title="Ansvarigt organ",
        description="Organet som ansvarar enligt lagen och därför följer upp planen.",
        examples=["kommunstyrelsen"],
    )
    adopting_bodies: tuple[Line, ...] = Field(
        (),
        alias="beslutande_organ",
        title="Beslutande organ",
        description="Organ som får besluta om åtgärdsplanen; tom lista om lagen inte säger det.",
        examples=[["kommunfullmäktige"]],
    )
    follow_up_months: Count | None = Field(
        None,
        alias="uppföljning_inom_månader",
        title="Uppföljning inom, månader",
        description="Längsta tiden mellan beslut och uppföljning.",
        examples=["24"],
    )
    picture_months: Count | None = Field(
        None,
        alias="lägesbild_högst_månader",
        title="Lägesbildens högsta ålder, månader",
        description="Hur gammal lägesbilden får vara vid beslutet.",
        examples=["24"],
    )
    rules: tuple[LawRule, ...] = Field(
        (),
        alias="regler",
        title="Regler",
        description="Regler som lagen kräver, utöver dem som alltid gäller.",
    )
    other_acts: tuple[OtherAct, ...] = Field(
        (),
        alias="andra_lagar",
        title="Andra lagar",
        description="Andra lagar som handlingarna kan hänvisa till.",
    )
    bases: tuple[LegalBasis, ...] = Field(
        alias="stöd",
        title="Rättsligt stöd",
        description="Meningen om rättsligt stöd, per slags handling.",
    )

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        _check_order(self.in_force_from, self.in_force_to)
        return self

    @model_validator(mode="after")
    def _rules_have_what_they_need(self) -> Self:
        found = [
            mistake(f"regel {entry.number} {said}", help, path=("regler", place, "regel"))
            for place, entry in enumerate(self.rules)
            for said, help in self._lacking(entry.number)
        ]
        if found:
            raise together(found)
        return self

    def _lacking(self, number: int) -> Iterator[tuple[str, str]]:
        """Yield what a rule needs that the profile does not have, and what to do."""
        remedy = "eller ta bort regeln ur listan"
        if self.act is None and number != CITED_ACTS:
            yield "vilar på en lag, men lag är null", f"fyll i lag, {remedy}"
        for alias, rule, value in (
            ("uppföljning_inom_månader", NEXT_FOLLOW_UP, self.follow_up_months),
            ("lägesbild_högst_månader", AGE_OF_PICTURE, self.picture_months),
        ):
            if number == rule and value is None:
                yield f"behöver {alias}, som saknas i profilen", f"lägg till {alias}, {remedy}"

    def holds(self, day: date) -> bool:
        """Tell whether the profile may be used on the day."""
        start, end = self.in_force_from, self.in_force_to
        return (start is None or start <= day) and (end is None or day <= end)

    def asks_for(self, rule: str) -> bool:
        """Tell whether the law asks for the rule with this number."""
        return any(str(entry.number) == rule for entry in self.rules)

    def source(self, number: int) -> str:
        """Return where the law asks for a rule, as far as it is known: `4 § lagen (2023:196) …`."""
        section = next((entry.section for entry in self.rules if entry.number == number), None)
        return " ".join(filter(None, (section, self.act.name if self.act else None)))
