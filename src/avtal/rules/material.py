"""A case as the rules read it: its documents by type, its things by id, and where each stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from typing import Any, TypeVar

from avtal.case.index import Secret
from avtal.case.load import Case
from avtal.case.words import Words
from avtal.language.prose import Prose
from avtal.model.action_plan import ActionPlan
from avtal.model.agreement import Agreement, FocusAnalysis, FollowUp
from avtal.model.base import Model, SecretMark
from avtal.model.communication import CommunicationPlan
from avtal.model.description import described
from avtal.model.document import DocumentContent
from avtal.model.exemption import Exemption
from avtal.model.facts import CaseFacts
from avtal.model.memo import Memo
from avtal.model.parties import PartyKind
from avtal.model.promise import Promises
from avtal.model.situation import SituationPicture
from avtal.rules.finding import Finding, Place, See, at
from avtal.rules.sentences import sentences

D = TypeVar("D", bound=DocumentContent)
F = TypeVar("F")

_OPEN_TITLE = "öppen_titel"
_PATTERN = "handlingsmönster"


@dataclass(frozen=True)
class Text:
    """A text of the case: its document (None in `arende.yaml`), where it stands, what it says.

    `prose` is None for a text on one line. `words` is the text without its marks.
    """

    key: str | None
    place: Place
    words: str
    prose: Prose | None

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        """Its sentences, in order; a line ends one too."""
        return tuple(sentences(self.words))

    def at(self, sought: str) -> Place:
        """Return the place of a part of the text."""
        return self.place._replace(sought=sought)


class Material:
    """What one check reads. `day` is the day on which the case is looked at, where one was given.

    The properties of documents raise KeyError where the case has no such document; a rule runs only
    when its documents are there.
    """

    def __init__(self, case: Case, day: date | None = None) -> None:
        self.case = case
        self.facts: CaseFacts = case.facts
        self.words: Words = case.words
        self._day = day
        self.models: Sequence[Model] = tuple(one.model for one in case.index.locations)
        self.location = case.index.of
        self.every = case.index.every
        self.by_id = case.index.by_id
        self._found: dict[Callable[..., Any], Sequence[Any]] = {}

    def once(self, find: Callable[[Material], Iterable[F]]) -> Sequence[F]:
        """Return what a function finds in the material, which several checks ask for."""
        if find not in self._found:
            self._found[find] = tuple(find(self))
        found: Sequence[F] = self._found[find]
        return found

    def once_each(self, findings: Iterable[Finding]) -> Iterator[Finding]:
        """Yield one finding for each document and `about`; the other fields are in its `see`."""
        found: dict[tuple[str | None, str], dict[tuple[int, object], Finding]] = {}
        for finding in findings:
            place = finding.place
            same = found.setdefault((self.location(place.model).key, finding.about), {})
            same.setdefault((id(place.model), place.steps), finding)
        for first, *others in (same.values() for same in found.values()):
            also = tuple(See(other.place, "här står det också") for other in others)
            yield first._replace(see=first.see + also)

    def day(self, document: DocumentContent) -> date:
        """Return the day on which a document is looked at: its own, where none was given."""
        return self._day or document.date

    def _document(self, key: str, model: type[D]) -> D:
        document = self.case.documents[key]
        assert isinstance(document, model)
        return document

    @property
    def memo(self) -> Memo:
        """The tjänsteutlåtande."""
        return self._document("tjansteutlatande", Memo)

    @property
    def agreement(self) -> Agreement:
        """The samverkansöverenskommelse."""
        return self._document("overenskommelse", Agreement)

    @property
    def promises(self) -> Promises:
        """The medborgarlöfte."""
        return self._document("medborgarlofte", Promises)

    @property
    def picture(self) -> SituationPicture:
        """The lägesbild."""
        return self._document("lagesbild", SituationPicture)

    @property
    def plan(self) -> ActionPlan:
        """The åtgärdsplan."""
        return self._document("atgardsplan", ActionPlan)

    @property
    def communication(self) -> CommunicationPlan:
        """The kommunikationsplan."""
        return self._document("kommunikationsplan", CommunicationPlan)

    @cached_property
    def analyses(self) -> Mapping[str, FocusAnalysis]:
        """The analysis of each focus area that has one, by the id of the area."""
        return {analysis.focus_area: analysis for analysis in self.every(FocusAnalysis)}

    @cached_property
    def calendar(self) -> Mapping[str, FollowUp]:
        """Every follow-up by id, of the agreement and of the follow-up plan."""
        return self.by_id(FollowUp)

    @cached_property
    def municipal(self) -> frozenset[str]:
        """The ids of the parties that are municipalities."""
        return frozenset(p.id for p in self.facts.parties if p.type is PartyKind.MUNICIPALITY)

    def secret(self, model: Model) -> Secret | None:
        """Return what makes a model secret; None where it may come out."""
        return self.location(model).secret

    def mark(self, text: Text) -> SecretMark | None:
        """Return why a text is secret; the open title of something secret is not."""
        model = text.place.model
        if text.place.steps == (_OPEN_TITLE,):
            return None
        secret = self.secret(model)
        return secret.mark if secret else None

    @cached_property
    def texts(self) -> tuple[Text, ...]:
        """Every text that a document can show, in order of file and place."""
        return tuple(text for text in self.all_texts if not _is_note(text))

    @cached_property
    def all_texts(self) -> tuple[Text, ...]:
        """Every text that a person has written, also those that are only for the editors."""
        return tuple(text for model in self.models for text in self._texts(model))

    def _texts(self, model: Model) -> Iterator[Text]:
        key = self.location(model).key
        for name, alias in _text_fields(type(model)):
            value = getattr(model, name)
            if isinstance(value, Prose):
                yield Text(key, at(model, alias), words(value), value)
            elif type(value) is str:  # an enumeration is no text
                yield Text(key, at(model, alias), value, None)
            elif isinstance(value, tuple):
                for number, entry in enumerate(value):
                    if type(entry) is str:
                        yield Text(key, at(model, alias, number), entry, None)


def _is_note(text: Text) -> bool:
    """Tell whether a text says how the case is kept and not what its documents say."""
    return isinstance(text.place.model, Exemption) or text.place.steps == (_PATTERN,)


@cache
def _text_fields(model: type[Model]) -> tuple[tuple[str, str], ...]:
    """Return (name, alias) of the fields that can hold a text that a person has written."""
    if issubclass(model, SecretMark):
        return ()
    return tuple((field.name, alias) for alias, field in described(model).items() if field.is_text)


def words(prose: Prose) -> str:
    """Return what a prose says, a line for each paragraph or list item."""
    return "\n".join("".join(span.text for span in block.spans) for block in prose.blocks)
