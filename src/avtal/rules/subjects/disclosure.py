"""What is secret and must not come out by way of something open."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from avtal.case.appendices import paper
from avtal.language.swedish import listing
from avtal.model.base import Item, Model, SecretMark
from avtal.model.communication import CommunicationItem
from avtal.model.papers import Document
from avtal.model.promise import Promise
from avtal.rules.finding import Finding, Place, See, at
from avtal.rules.material import Material, Text
from avtal.rules.rule import Rule, advice, approval, draft, when_read
from avtal.rules.sentences import WORD, words_of

# Secrets that are quoted

_SHORTEST = 30
"""Characters of a secret sentence that can hardly be the same by chance."""

_FIRST = 3
"""Words that a quotation is recognised by before it is compared whole."""

_LONGEST = 40
"""Words of a sentence that are compared."""


class _Secrets:
    """The sentences of secret texts, found by their words in other texts."""

    def __init__(self) -> None:
        self._texts: dict[tuple[str, ...], tuple[Text, SecretMark]] = {}
        self._lengths: dict[tuple[str, ...], set[int]] = {}
        self._beginnings: set[str] = set()

    def add(self, text: Text, mark: SecretMark) -> None:
        for sentence in text.sentences:
            words = _plain(sentence)[:_LONGEST]
            if len(sentence) >= _SHORTEST and len(words) >= _FIRST:
                self._texts.setdefault(words, (text, mark))
                self._lengths.setdefault(words[:_FIRST], set()).add(len(words))
                self._beginnings.add(words[0])

    def quoted(self, text: Text) -> Iterator[tuple[str, Text, SecretMark]]:
        """Yield (what is quoted, where it is secret, why) for what a text says of them."""
        plain = _plain(text.words)
        starts = [place for place, word in enumerate(plain) if word in self._beginnings]
        words = words_of(text.words) if starts else []
        for start in starts:
            for length in self._lengths.get(plain[start : start + _FIRST], ()):
                quotation = plain[start : start + length]
                if quotation in self._texts:
                    end = words[start + len(quotation) - 1].end
                    yield text.words[words[start].start : end], *self._texts[quotation]


def _plain(text: str) -> tuple[str, ...]:
    return tuple(word.casefold() for word in WORD.findall(text))


class _Quotation(NamedTuple):
    """What an open text, or one under another provision, says of a secret one."""

    text: Text
    words: str
    secret: Text
    how: str

    @property
    def of_lines(self) -> bool:
        """Whether both texts are on one line, where the same may be said of different things."""
        return self.text.prose is None and self.secret.prose is None


def quoted_secret(material: Material) -> Iterator[Finding]:
    """57: no sentence that is secret stands openly, or under another provision, somewhere else."""
    for found in material.once(_quotations):
        if not found.of_lines:
            yield Finding(
                found.text.at(found.words),
                f"en mening som är hemlig på ett annat ställe står här {found.how}",
                "ta bort den här, eller lägg till samma sekretess som där",
                (See(found.secret.place, "här är den hemlig"),),
            )


def repeated_line(material: Material) -> Iterator[Finding]:
    """57: a line that is the same as a secret one may give it away, or be the same by chance."""
    for found in material.once(_quotations):
        if found.of_lines:
            yield Finding(
                found.text.at(found.words),
                f"en rad som är hemlig på ett annat ställe står här {found.how}",
                "skriv om raden om den röjer något, lägg till samma sekretess som där, eller gör "
                "ett undantag med skäl",
                (See(found.secret.place, "här är den hemlig"),),
            )


def _quotations(material: Material) -> Iterator[_Quotation]:
    """Yield the first secret that each text quotes, and the first line where both are lines."""
    if not material.case.index.has_secrets:
        return
    secrets = _Secrets()
    for text in material.texts:
        mark = material.mark(text)
        if mark is not None and not _is_only_a_name(material, text):
            secrets.add(text, mark)
    for text in material.texts:
        own = material.mark(text)
        seen: set[bool] = set()
        for words, secret, mark in secrets.quoted(text):
            if own and own.provision == mark.provision:
                continue
            how = "med en annan bestämmelse" if own else "utan sekretess"
            found = _Quotation(text, words, secret, how)
            if found.of_lines not in seen:
                seen.add(found.of_lines)
                yield found


def _is_only_a_name(material: Material, text: Text) -> bool:
    """Tell whether a text is a name or the like that is secret only since its document is."""
    if isinstance(text.place.model, Document):
        return True
    return text.prose is None and _whole_document(material, text.place.model) is not None


def _whole_document(material: Material, model: Model) -> str | None:
    """Return the key of the document that a model is secret with, where all of it is secret."""
    key = material.location(model).key
    if isinstance(model, Document):
        return model.id if model.secrecy else None
    secret = material.secret(model)
    if key is None or secret is None:
        return None
    return key if secret.mark is paper(material.case, key).secrecy else None


# What is open but shows something secret


class _Shown(NamedTuple):
    """A reference from a promise or communication item that is open to something secret."""

    place: Place
    owner: Promise | CommunicationItem
    target: Item


def open_about_secret(material: Material) -> Iterator[Finding]:
    """57: an open promise or communication item shows nothing of what is secret."""
    single: dict[str, list[_Shown]] = {}
    whole: dict[tuple[str, str], list[_Shown]] = {}
    for shown in _shown(material):
        document = _whole_document(material, shown.target)
        if document is None:
            single.setdefault(shown.owner.id, []).append(shown)
        else:
            key = str(material.location(shown.owner).key)
            whole.setdefault((key, document), []).append(shown)
    for found in single.values():
        targets = [one.target for one in found]
        yield Finding(
            found[0].place,
            f"{_OPEN[found[0].owner.kind]} men bygger på {_listed(targets)}, som har sekretess",
            "ta bort hänvisningen och det som kommer därifrån, eller lägg till sekretess här också",
            tuple(See(at(target, "id"), "här är det som har sekretess") for target in targets),
        )
    for (key, document), found in whole.items():
        yield Finding(
            found[0].place,
            f"”{document}” har sekretess, men det som står där används här på {len(found)} ställen",
            "ta bort hänvisningarna, eller lägg till sekretess vid den här handlingen också",
            (See(at(material.by_id(Document)[document], "id"), "här är den som har sekretess"),),
            about=key,
        )


_OPEN = {"löfte": "löftet är öppet", "kommunikationsinsats": "insatsen är öppen"}


def _shown(material: Material) -> Iterator[_Shown]:
    hidden = {
        model.id: model
        for model in material.models
        if isinstance(model, Item) and material.secret(model)
    }
    for promise in material.every(Promise):
        if promise.id not in hidden:
            if promise.measure_from in hidden:
                target = hidden[promise.measure_from]
                yield _Shown(at(promise, "mått_från"), promise, target)
            for number, action in enumerate(promise.actions):
                if action in hidden and action != promise.measure_from:
                    yield _Shown(at(promise, "åtgärder", number), promise, hidden[action])
    for item in material.every(CommunicationItem):
        if item.id not in hidden:
            for number, about in enumerate(item.about):
                if about in hidden:
                    yield _Shown(at(item, "gäller", number), item, hidden[about])


def _listed(things: list[Item]) -> str:
    return listing(f"”{thing.id}”" for thing in things)


RULES = (
    Rule(
        "57",
        "Det som är hemligt har bestämmelse, datum och myndighet, och kommer aldrig med i något "
        "som är öppet.",
        "Den som lämnar ut en handling ska se vad som kan vara hemligt och varför. Står samma "
        "mening öppet någon annanstans har uppgiften redan lämnats ut.",
        "Ta bort meningen på det öppna stället, eller lägg till sekretess där också.",
        checks=(draft(quoted_secret), approval(open_about_secret), advice(repeated_line)),
        held_by=when_read(
            "Att märket är fullständigt kontrolleras när filen läses, och den offentliga kopian "
            "visar inget som är märkt."
        ),
    ),
)
