"""The words that rules look for: those that come with the program, changed by the workspace's own.

A workspace changes them by files of the same name in `content/ordlistor`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Protocol, TypeVar

from avtal.case.content_file import is_content_file, read_file
from avtal.case.workspace import WORDS_FOLDER
from avtal.language.hints import nearest, suggest
from avtal.model.base import Model
from avtal.model.phrases import Phrases
from avtal.model.words import Authorities, DecisionVerbs, GivenNames, WordFile
from avtal.problems import Problem, clean
from avtal.reading.places import problem_at
from avtal.reading.tree import Tree

M = TypeVar("M", bound=Model)

BUILT_IN = Path(__file__).parent / WORDS_FOLDER


@dataclass(frozen=True)
class Words:
    """All words that the rules of a case look for."""

    authorities: Authorities
    given_names: GivenNames
    verbs: DecisionVerbs
    phrases: Phrases


WORD_FILES: Mapping[str, tuple[str, type[WordFile]]] = {
    "myndigheter.yaml": ("authorities", Authorities),
    "fornamn.yaml": ("given_names", GivenNames),
    "beslutsverb.yaml": ("verbs", DecisionVerbs),
    "uttryck.yaml": ("phrases", Phrases),
}
"""The files of word lists: the field of `Words` that each is, and its model."""


class ContentReader(Protocol):
    """What reads content files and keeps what is wrong with them."""

    problems: list[Problem]

    def read(self, path: Path, key: str = "") -> Tree:
        """Return a file as a tree."""

    def validate(self, tree: Tree, model: type[M], context: Mapping[str, Any] | None) -> M | None:
        """Return what a tree holds; None where it has problems."""


@cache
def built_in() -> Words:
    """Return the words that come with the program; they are read once."""
    files: dict[str, Any] = {
        field: model.model_validate(read_file(BUILT_IN / name, name).value, by_alias=True)
        for name, (field, model) in WORD_FILES.items()
    }
    return Words(**files)


def words_files(content: Path) -> list[Path]:
    """Return the files by which a workspace changes words, given its folder `content`.

    What lies there and can only be meant for one is among them. Raises OSError where the folder
    cannot be read.
    """
    folder = content / WORDS_FOLDER
    if not folder.is_dir():
        return [folder] if folder.exists() else []
    return [path for path in sorted(folder.iterdir()) if _is_meant_for_words(path)]


def _is_meant_for_words(path: Path) -> bool:
    if path.name.startswith((".", "~")):
        return False
    if path.is_dir() or is_content_file(path):
        return True
    # As Notepad saves it: fornamn.yaml.txt.
    return nearest(path.name.lower().partition(".")[0], _STEMS) is not None


_STEMS = tuple(name.removesuffix(".yaml") for name in WORD_FILES)


def changed_words(content: Path, reader: ContentReader) -> Words:
    """Return the words of a workspace, given its folder `content`; the reader keeps what is wrong.

    Raises OSError where the folder cannot be read.
    """
    words, changed = built_in(), dict[str, Any]()
    for path in words_files(content):
        name = f"{WORDS_FOLDER}/{path.name}"
        if path.name not in WORD_FILES or path.is_dir():
            reader.problems.append(_stray(path))
            continue
        field, model = WORD_FILES[path.name]
        tree = reader.read(path, name)
        changes = reader.validate(tree, model, None)
        if changes:
            own: WordFile = getattr(words, field)
            for alias, number, gone in own.astray(changes):
                reader.problems.append(_absent(tree, own, alias, number, gone))
            changed[field] = own.changed_by(changes)
    return replace(words, **changed)


def _stray(path: Path) -> Problem:
    if path.name == WORDS_FOLDER:
        said = "det här är en fil, men ordlistorna ligger i en mapp"
        help = "byt namn på filen, eller ta bort den"
        return Problem("fil", said, f"content/{WORDS_FOLDER}", help=help)
    name = f"content/{WORDS_FOLDER}/{clean(path.name)}"
    if path.is_dir():
        help = f"lägg filerna direkt i content/{WORDS_FOLDER}, eller flytta mappen"
        return Problem("fil", "mappen läses inte", name, help=help)
    stem = path.name.lower().partition(".")[0]
    if stem in _STEMS:
        return Problem("fil", "filen läses inte", name, help=f"byt namn på filen till {stem}.yaml")
    return Problem(
        "fil",
        "det finns inga ordlistor i en fil med det namnet",
        name,
        help=suggest(f"{stem}.yaml", WORD_FILES),
    )


def _absent(tree: Tree, own: WordFile, alias: str, number: int, gone: str) -> Problem:
    known = own.lists()[alias].names()
    return problem_at(
        tree,
        (alias, "utan", number),
        "ordlista",
        f"”{clean(gone)}” finns inte i programmets lista, och kan inte tas bort ur den",
        suggest(gone, known),
    )
