"""Handlingsnummer: given by the registrar, reserved in the content, or allocated by us."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from avtal.case.load import Case
from avtal.case.workspace import FACTS_FILE
from avtal.language.hints import suggest
from avtal.problems import EnvironmentProblem, Problem, clean
from avtal.register.ledger.handling import open_name
from avtal.register.ledger.queries import Row


def next_item(handlingar: Sequence[Row], reserved: Sequence[int] = ()) -> int:
    """Return the number after the highest that is used in a case, or reserved in its content."""
    return max((*reserved, *(row["item"] or 0 for row in handlingar)), default=0) + 1


def taken_by(handlingar: Sequence[Row], item: int) -> Row | None:
    """Return the handling of a case that has a number, also one that is voided."""
    return next((row for row in handlingar if row["item"] == item), None)


def refuse_taken(handlingar: Sequence[Row], item: int) -> None:
    """Raise EnvironmentProblem where a handling of the case has the number."""
    holder = taken_by(handlingar, item)
    if holder is not None:
        raise EnvironmentProblem(
            f"handlingsnummer {item} är redan använt i ärendet, av {open_name(holder)}",
            "ange ett annat nummer",
        )


class Numbers:
    """The numbers of the documents of a case that is being registered.

    `wanted` are numbers by key that the registrar gives. Raises EnvironmentProblem where a key is
    none of the case; problems of the content are collected in `problems`.
    """

    def __init__(
        self, case: Case, handlingar: Sequence[Row], wanted: Mapping[str, int], *, allocate: bool
    ) -> None:
        self._case = case
        self._handlingar = handlingar
        self._wanted = wanted
        self._allocate = allocate
        self._places = {document.id: place for place, document in enumerate(case.facts.documents)}
        self._reserved = {
            document.id: document.item
            for document in case.facts.documents
            if document.item is not None
        }
        self._given: dict[int, str] = {}
        self.problems: list[Problem] = []
        for key in wanted:
            if key not in self._places:
                raise EnvironmentProblem(
                    f"--item {clean(key)}: ärendet har ingen sådan handling",
                    suggest(key, self._places),
                )

    def of_new(self, key: str) -> int | None:
        """Return the number that a new handling gets, or None where it has none yet."""
        item = self._asked_number(key)
        if item is None:
            return self._next(key) if self._allocate else None
        return item if self._is_free(key, item) else None

    def of_carried(self, key: str, current: int | None) -> int | None:
        """Return the number that an unchanged handling gets now; None where it has one, or none."""
        item = self._asked_number(key)
        if item is not None and current is not None and item != current:
            self._refuse(
                key,
                f"handlingen har redan handlingsnummer {current} och är inte ändrad",
                f"ange {current}, eller inget nummer",
            )
        if current is not None:
            return None
        return self.of_new(key)

    def _asked_number(self, key: str) -> int | None:
        wanted, reserved = self._wanted.get(key), self._reserved.get(key)
        if wanted is not None and reserved is not None and wanted != reserved:
            self.problems.append(
                self._at(
                    key,
                    f"i innehållet är handlingsnummer {reserved} reserverat, men --item säger "
                    f"{wanted}",
                    "rätta det som är fel",
                )
            )
        return reserved if wanted is None else wanted

    def _is_free(self, key: str, item: int) -> bool:
        holder = taken_by(self._handlingar, item)
        if holder is not None:
            self._refuse(
                key,
                f"handlingsnummer {item} är redan använt i ärendet, av {open_name(holder)}",
                "en ny eller ändrad handling får ett eget nummer; ange ett annat, eller null, så "
                "kan --allocate ge ett",
            )
            return False
        if self._given.setdefault(item, key) != key:
            self._refuse(
                key,
                f"handlingsnummer {item} är angivet också för {self._given[item]}",
                "ge varje handling ett eget nummer",
            )
            return False
        return True

    def _next(self, key: str) -> int:
        reserved = [*self._reserved.values(), *self._wanted.values(), *self._given]
        item = next_item(self._handlingar, reserved)
        self._given[item] = key
        return item

    def _refuse(self, key: str, message: str, help: str) -> None:
        if key in self._wanted:
            raise EnvironmentProblem(f"--item {key}={self._wanted[key]}: {message}", help)
        self.problems.append(self._at(key, message, help))

    def _at(self, key: str, message: str, help: str) -> Problem:
        path = ("handlingar", self._places[key], "handlingsnummer")
        return self._case.problem(FACTS_FILE, path, "handlingsnummer", message, help)


def read_items(pairs: Sequence[str]) -> dict[str, int]:
    """Return `KEY=N` pairs by key. Raises EnvironmentProblem for what is not such a pair."""
    found: dict[str, int] = {}
    for pair in pairs:
        key, equals, number = pair.partition("=")
        if not equals:
            raise EnvironmentProblem(
                f"”{clean(pair)}” är ingen handling med nummer",
                "skriv handlingens nyckel och numret, till exempel overenskommelse=27",
            )
        if key in found:
            raise EnvironmentProblem(
                f"handlingen ”{key}” är angiven två gånger", "ange den en gång"
            )
        found[key] = read_item(number)
    return found


def read_item(text: str) -> int:
    """Return a handlingsnummer. Raises EnvironmentProblem for what cannot be one."""
    if text.isascii() and text.isdecimal() and len(text) <= 6 and int(text):
        return int(text)
    raise EnvironmentProblem(
        f"”{clean(text)}” kan inte vara ett handlingsnummer",
        "skriv ett tal från 1, till exempel 27",
    )
