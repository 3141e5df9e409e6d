"""The word lists (`content/ordlistor/*.yaml`): words that rules look for, as data.

Those that come with the program have the same form as those by which a workspace changes them: what
such a file has is added, what stands under `utan` is taken away. How a word is written and found is
told in `avtal.language.phrases`.
"""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any, ClassVar, Self

from pydantic import AfterValidator, Field, model_validator

from avtal.language.phrases import finder
from avtal.model.base import Model, OpenPeriod
from avtal.model.decision import DecisionKind
from avtal.model.scalars import Line, mistake
from avtal.problems import clean

LONGEST_WORD = 100
MOST_WORDS = 500
MOST_NAMES = 20_000


# What stands in words and phrases beside letters and digits.
_STRANGE = re.compile(r"[^\w\s*.,:/&§%+’'–-]")


def _phrase(value: str) -> str:
    text = " ".join(value.split())
    if len(text) > LONGEST_WORD:
        raise mistake(
            f"ordet har {len(text)} tecken; högst {LONGEST_WORD} är tillåtna",
            "skriv bara det ord eller uttryck som ska kännas igen",
        )
    strange = _STRANGE.search(text)
    if strange:
        raise mistake(
            f"tecknet {strange.group()} i ”{clean(text)}” finns inte i ord",
            "skriv ordet som det står i texter; bara * först eller sist står för något annat",
        )
    if not re.fullmatch(r"(?:\*(?=\w))?[^*]*(?:(?<=\w)\*)?", text):
        raise mistake(
            f"stjärnan i ”{clean(text)}” står inte intill den första eller sista bokstaven",
            "skriv till exempel godkänn* eller '*chef'",
        )
    if not any(letter.isalpha() for letter in text):
        raise mistake(f"”{clean(text)}” har inga bokstäver", "skriv ett ord eller ett uttryck")
    return text


Phrase = Annotated[Line, AfterValidator(_phrase)]
"""A word or phrase that is looked for in texts."""


def _single(value: str) -> str:
    if " " in value:
        raise mistake(
            f"”{clean(value)}” är flera ord, men här jämförs ett ord i taget",
            "skriv bara det sista ordet, eller bara det ord som regeln ska känna igen",
        )
    return value


SingleWord = Annotated[Phrase, AfterValidator(_single)]
"""A word that is held against single words of texts."""


def _given_name(value: str) -> str:
    if not (value.isalpha() and value[0].isupper() and len(value) <= LONGEST_WORD):
        raise mistake(
            f"”{clean(value)}” kan inte kännas igen som ett förnamn",
            "skriv ett enda namn med stor bokstav först, som Anna; av Anna-Karin räcker Anna",
        )
    return value


GivenName = Annotated[Line, AfterValidator(_given_name)]
"""A given name, by which a private person in a text is recognised."""


class WordModel(Model):
    """A group in a word list: no fact, so that nothing in it waits to be confirmed."""

    @model_validator(mode="after")
    def _is_no_fact(self) -> Self:
        if self.origin:
            raise mistake(
                "ursprung används inte i ordlistor",
                "ta bort ursprung; skriv vid källa varifrån orden kommer",
                path=("ursprung",),
            )
        return self


class Changeable(WordModel):
    """A list that comes with the program and that a workspace can change.

    What stands under `utan` in the program's own file stood in its list once: a workspace, and what
    it registered, may go on to take it away.
    """

    without: tuple[Line, ...] = Field(
        (),
        alias="utan",
        title="Utan",
        description="Det av programmets egen lista som inte ska gälla här.",
    )

    @abstractmethod
    def names(self) -> tuple[str, ...]:
        """Return what each entry is called."""

    @abstractmethod
    def changed_by(self, other: Self) -> Self:
        """Return the list with what another adds, without what that takes away."""


class WordList(Changeable):
    """Words that a rule looks for."""

    most: ClassVar[int] = MOST_WORDS

    words: tuple[Phrase, ...] = Field(
        (),
        alias="ord",
        title="Ord",
        description="Ord och uttryck; en stjärna först eller sist står för fler bokstäver.",
    )
    source: Line | None = Field(
        None, alias="källa", title="Källa", description="Varifrån orden kommer."
    )

    @model_validator(mode="after")
    def _bounded(self) -> Self:
        _refuse_more(self.most, self.words, "ord")
        return self

    @property
    def finder(self) -> re.Pattern[str]:
        """The pattern of any of the words, standing by itself in a text."""
        return finder(self.words)

    def names(self) -> tuple[str, ...]:
        """Return the words."""
        return self.words

    def changed_by(self, other: Self) -> Self:
        """Return the list with the words of another, without those that it takes away."""
        words = dict.fromkeys((*self.words, *other.words))
        kept = tuple(word for word in words if word not in other.without)
        return self.model_copy(update={"words": kept})


class SingleWords(WordList):
    """Words that are held against one word at a time."""

    words: tuple[SingleWord, ...] = Field(
        (),
        alias="ord",
        title="Ord",
        description="Enstaka ord; en stjärna först eller sist står för fler bokstäver.",
    )


class NameList(WordList):
    """Given names."""

    most: ClassVar[int] = MOST_NAMES

    words: tuple[GivenName, ...] = Field(
        (), alias="ord", title="Namn", description="Förnamn, vart och ett med stor bokstav."
    )


class Authority(WordModel, OpenPeriod):
    """A name of an authority or organisation, and the days between which it was used."""

    called: ClassVar[str] = "tiden för namnet"
    distinct_by: ClassVar[str | None] = "name"

    name: Phrase = Field(
        alias="namn", title="Namn", description="Namnet, så som ett undantag anger det."
    )
    forms: tuple[Phrase, ...] = Field(
        (),
        alias="former",
        title="Former",
        description="Hur namnet skrivs i texter, om det inte bara är som i namn.",
    )
    instead: Line = Field(
        alias="skriv", title="Skriv", description="Vad som ska stå när namnet inte gällde."
    )
    source: Line = Field(
        alias="källa", title="Källa", description="Varifrån namnet och dagarna är hämtade."
    )

    @property
    def written(self) -> tuple[str, ...]:
        """How the name is written in texts."""
        return self.forms or (self.name,)

    @model_validator(mode="after")
    def _has_a_day(self) -> Self:
        if self.start is None and self.end is None:
            raise mistake(
                f"raden säger inte när namnet ”{clean(self.name)}” gällde",
                "lägg till från, till eller båda",
                path=("namn",),
            )
        return self


class AuthorityList(Changeable):
    """Names of authorities and organisations."""

    rows: tuple[Authority, ...] = Field(
        (), alias="rader", title="Rader", description="Ett namn i varje rad, med dess tid."
    )

    @model_validator(mode="after")
    def _bounded(self) -> Self:
        _refuse_more(MOST_WORDS, self.rows, "rader")
        _refuse_more(MOST_WORDS, [form for row in self.rows for form in row.forms], "rader")
        return self

    def names(self) -> tuple[str, ...]:
        """Return the name of each row."""
        return tuple(row.name for row in self.rows)

    def changed_by(self, other: Self) -> Self:
        """Return the list with the rows of another, which replace those of the same name."""
        rows = {row.name: row for row in (*self.rows, *other.rows)}
        kept = tuple(row for name, row in rows.items() if name not in other.without)
        return self.model_copy(update={"rows": kept})


def _refuse_more(most: int, entries: Sequence[object], alias: str) -> None:
    if len(entries) > most:
        raise mistake(
            f"här står {len(entries)} poster; högst {most} är tillåtna",
            "ta bort dem som inte behövs",
            path=(alias,),
        )


class WordFile(WordModel):
    """A file of lists."""

    def lists(self) -> Mapping[str, Changeable]:
        """Return the lists by their name in the file."""
        return {
            str(info.alias): value
            for name, info in type(self).model_fields.items()
            if isinstance(value := getattr(self, name), Changeable)
        }

    def changed_by(self, other: Self) -> Self:
        """Return the file with each list changed by that of another."""
        fields = [name for name in type(self).model_fields if name not in Model.model_fields]
        return self.model_copy(
            update={name: getattr(self, name).changed_by(getattr(other, name)) for name in fields}
        )

    def astray(self, other: Self) -> Iterator[tuple[str, int, str]]:
        """Yield (list, place, name) of what another takes away although it is not here."""
        own = self.lists()
        for alias, changes in other.lists().items():
            known = {*own[alias].names(), *own[alias].without}
            for number, name in enumerate(changes.without):
                if name not in known:
                    yield alias, number, name


class Authorities(WordFile):
    """`myndigheter.yaml`."""

    authorities: AuthorityList = Field(
        default_factory=AuthorityList,
        alias="myndigheter",
        title="Myndigheter och organisationer",
        description="Namn som gäller en tid. Regel 56 säger till när en handling från en annan tid "
        "har dem.",
    )


class GivenNames(WordFile):
    """`fornamn.yaml`."""

    given_names: NameList = Field(
        default_factory=NameList,
        alias="förnamn",
        title="Förnamn",
        description="Förnamn. Följs ett av ett efternamn säger regel 58 att det kan vara en "
        "enskild person.",
    )


def word_list(alias: str, title: str, description: str, kind: type[WordList] = WordList) -> Any:
    """Return a field that is a list of words, empty where it is left out."""
    return Field(default_factory=kind, alias=alias, title=title, description=description)


class DecisionVerbs(WordFile):
    """`beslutsverb.yaml`: a list for each type that a decision point can have."""

    approve: WordList = word_list(
        "godkänna", "Godkänna", "Visar att något godkänns (regel 51 och 60)."
    )
    adopt: WordList = word_list("anta", "Anta", "Visar att något antas (regel 51 och 60).")
    establish: WordList = word_list(
        "fastställa", "Fastställa", "Visar att något fastställs (regel 51 och 60)."
    )
    instruct: WordList = word_list(
        "uppdra", "Uppdra", "Visar att någon får ett uppdrag (regel 60)."
    )
    authorise: WordList = word_list(
        "bemyndiga", "Bemyndiga", "Visar att någon bemyndigas (regel 60)."
    )
    repeal: WordList = word_list("upphäva", "Upphäva", "Visar att något upphävs (regel 60).")
    file: WordList = word_list(
        "lägga_till_handlingarna",
        "Lägga till handlingarna",
        "Visar att något läggs till handlingarna (regel 60).",
    )
    propose: WordList = word_list("föreslå", "Föreslå", "Visar att något föreslås (regel 60).")
    remit: WordList = word_list(
        "återremittera", "Återremittera", "Visar att något återremitteras (regel 60)."
    )

    def of(self, *kinds: DecisionKind) -> tuple[str, ...]:
        """Return the words that show any of the kinds."""
        return tuple(word for kind in kinds for word in self._of(kind).words)

    def _of(self, kind: DecisionKind) -> WordList:
        found = getattr(self, kind.name.lower())
        assert isinstance(found, WordList)
        return found
