"""What one document is given beside the case: its stamp, its appendices, its own fields on top.

The layer is thin: all else is what `view` has made once for the documents of a copy.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from avtal.case.appendices import AppendixNumbers, appendix_numbers, paper, with_numbers
from avtal.case.index import Secret
from avtal.case.kinds import BY_KEY
from avtal.case.load import Case
from avtal.case.secrecy import secrecy_note
from avtal.case.stamp import Copy, Stamp, Status
from avtal.language.prose import Prose
from avtal.language.swedish import NBSP
from avtal.model.base import Model
from avtal.model.facts import CaseFacts
from avtal.templates.view import CaseView, View
from avtal.word.values.marked import OMITTED, Trace, annotate


class LayerRow(NamedTuple):
    """A name that is of one document: what it is, its type, and how its value is read.

    `type` is an annotation, or one of the types below.
    """

    name: str
    about: str
    type: Any
    read: Callable[[Any], Any]


class Group(NamedTuple):
    """The type of a group: its name, what it is called in messages, and the names in it."""

    name: str
    label: str
    rows: tuple[LayerRow, ...]

    def shown(self, of: Any) -> View:
        """Return the group as a template sees it."""
        return {row.name: row.read(of) for row in self.rows}


class Each(NamedTuple):
    """The type of a list of groups."""

    group: Group


class AllDocuments(NamedTuple):
    """The type of the documents by key; those that the case does not have are missing."""


class AllCollections(NamedTuple):
    """The type of the lists of all things of each kind."""


class _Layer(NamedTuple):
    """One document under one stamp."""

    view: CaseView
    key: str
    stamp: Stamp
    numbers: AppendixNumbers

    @property
    def case(self) -> Case:
        return self.view.case

    def own(self, seen: Any, field: str) -> Any:
        """Return a value that stands in a field of the document's content, as a trace wants it."""
        return self.view.traced(seen, self.case.documents[self.key], field)


class _AppendixTo(NamedTuple):
    layer: _Layer
    document: str
    number: int

    @property
    def noun(self) -> Any:
        mark = paper(self.layer.case, self.document).secrecy
        note = self.layer.view.note(Secret(mark, id(mark)) if mark else None)
        return annotate(BY_KEY[self.document].noun, note)


class _Appendix(NamedTuple):
    thing: View
    number: int

    @property
    def attached(self) -> bool:
        """Whether it has a date and a sender that may be told."""
        return "datum" in self.thing and self.thing["datum"] is not OMITTED


def _number(layer: _Layer) -> Any:
    number = layer.stamp.case_number
    if number is None:
        return layer.view.traced(None, layer.case.facts, "diarienummer")
    text = number.text
    if layer.stamp.item is not None:
        pattern = layer.case.facts.municipality.item_pattern
        text = pattern.replace("{nummer}", str(layer.stamp.item)).replace("{diarienummer}", text)
    return text.replace(" ", NBSP)


def _secrecy(layer: _Layer) -> str | None:
    mark = paper(layer.case, layer.key).secrecy
    return secrecy_note(mark) if mark else None


def _legal_basis(layer: _Layer) -> str | None:
    bases = {entry.document: entry.text for entry in layer.case.profile.bases}
    return bases.get(layer.key)


STAMP = Group(
    "stämpel",
    "stämpel",
    (
        LayerRow(
            "nummer",
            "Diarienumret, med handlingsnummer om det är reserverat.",
            str | None,
            _number,
        ),
        LayerRow(
            "version", "Författarens version.", str, lambda it: it.own(it.stamp.version, "version")
        ),
        LayerRow("datum", "Handlingens datum.", date, lambda it: it.own(it.stamp.date, "datum")),
        LayerRow("status", "Handlingens status.", Status, lambda it: it.stamp.status.value),
        LayerRow(
            "kopia",
            "Vilken kopia det är.",
            Copy | None,
            lambda it: it.stamp.copy.value if it.stamp.names_copy else None,
        ),
    ),
)
_APPENDIX_TO = Group(
    "bilaga_till",
    "bilaga_till",
    (
        LayerRow("nr", "Bilagans nummer.", int, lambda it: it.number),
        LayerRow("benämning", "Vad den andra handlingen kallas.", str, lambda it: it.noun),
    ),
)
_APPENDIX = Group(
    "rad i bilagor",
    "rad i bilagor",
    (
        LayerRow("nr", "Bilagans nummer.", int, lambda it: it.number),
        LayerRow("titel", "Bilagans titel.", str, lambda it: it.thing["titel"]),
        LayerRow(
            "datum",
            "Datum, för en bifogad handling.",
            date | None,
            lambda it: it.thing["datum"] if it.attached else None,
        ),
        LayerRow(
            "från",
            "Avsändaren, för en bifogad handling.",
            str | None,
            lambda it: it.thing["från"]["namn"] if it.attached else None,
        ),
    ),
)
HANDLING = Group(
    "denna handling",
    "handling",
    (
        LayerRow(
            "titel",
            "Titeln ur arende.yaml.",
            str,
            lambda it: it.view.traced(
                paper(it.case, it.key).title, paper(it.case, it.key), "titel"
            ),
        ),
        LayerRow(
            "benämning",
            "Vad handlingen kallas i löpande text.",
            str,
            lambda it: BY_KEY[it.key].noun,
        ),
        LayerRow(
            "sekretess", "Sekretessmärket, om hela handlingen är hemlig.", str | None, _secrecy
        ),
        LayerRow(
            "bilaga_till",
            "De handlingar som den är bilaga till.",
            Each(_APPENDIX_TO),
            lambda it: [
                _APPENDIX_TO.shown(_AppendixTo(it, *one)) for one in it.numbers.get(it.key, [])
            ],
        ),
        LayerRow(
            "bilagor",
            "Bilagorna i ordning.",
            Each(_APPENDIX),
            lambda it: [
                _APPENDIX.shown(_Appendix(it.view.thing(one), number))
                for number, one in enumerate(it.case.documents[it.key].appendices, 1)
            ],
        ),
    ),
)

COMMON = Group(
    "mallen",
    "mallen",
    (
        LayerRow(
            "dokument", "Alla handlingars fält.", AllDocuments(), lambda it: it.view.documents
        ),
        LayerRow("ärende", "Allt i arende.yaml.", CaseFacts, lambda it: it.view.facts),
        LayerRow(
            "alla", "Alla poster av varje slag.", AllCollections(), lambda it: it.view.collections
        ),
        LayerRow("stämpel", "Det som gäller just det här exemplaret.", STAMP, STAMP.shown),
        LayerRow(
            "handling", "Det som gäller handlingen som del av ärendet.", HANDLING, HANDLING.shown
        ),
        LayerRow("lagstöd", "Lagprofilens mening för handlingen.", str | None, _legal_basis),
    ),
)
"""What every template is given, beside the fields of its own document."""
COMMON_NAMES = tuple(row.name for row in COMMON.rows)


@dataclass(frozen=True)
class DocumentView:
    """What the template of one document is given.

    `values` is everything that it may print; `numbered` gives a prose of it with the numbers that
    appendices have in this document.
    """

    values: View
    numbered: Callable[[Prose], Prose]
    _view: CaseView
    _key: str

    def owner(self, mapping: Mapping[str, Any]) -> Model | None:
        """Return the model that a mapping of the view shows; None for what the view makes up."""
        case = self._view.case
        if mapping is self.values or mapping is self.values["stämpel"]:
            return case.documents[self._key]
        if mapping is self.values["handling"]:
            return paper(case, self._key)
        return self._view.owner(mapping)


class CaseViews:
    """What the templates of one case are given: what its documents have in common is made once.

    A `trace` is told, while documents are rendered, which unknown facts they show; one with marks
    finds where each fact is shown.
    """

    def __init__(self, case: Case, trace: Trace | None = None) -> None:
        self._case = case
        self._trace = trace
        self._views: dict[Hashable, CaseView] = {}
        self._numbers = {copy: appendix_numbers(case, copy) for copy in Copy}

    def of(self, key: str, stamp: Stamp) -> DocumentView:
        """Return what the template of one document is given under a stamp."""
        view, numbers = self._view(key, stamp.copy), self._numbers[stamp.copy]
        common = COMMON.shown(_Layer(view, key, stamp, numbers))
        values = {**view.mapping(self._case.documents[key]), **common}

        def numbered(prose: Prose) -> Prose:
            return with_numbers(prose, numbers, key)

        return DocumentView(values, numbered, view, key)

    def _view(self, key: str, copy: Copy) -> CaseView:
        """Return what the document has in common with those where it is the same.

        Documents differ where somebody holds another function on the day of one of them, and where
        one is secret as a whole.
        """
        day = self._case.documents[key].reference_date
        said = paper(self._case, key).secrecy if copy is Copy.FULL else None
        held = (id(person.appointment_on(day)) for person in self._case.facts.people)
        same = (copy, id(said), *held)
        if same not in self._views:
            self._views[same] = CaseView(self._case, copy, day, said, self._trace)
        return self._views[same]
