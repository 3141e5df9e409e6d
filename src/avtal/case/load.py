"""From a folder of content files to a validated case; every problem of every file at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from avtal.case.content_file import is_content_file, read_file
from avtal.case.formats import migrate
from avtal.case.identities import Identities
from avtal.case.index import CaseIndex
from avtal.case.kinds import BY_KEY, DOCUMENTS, DocumentType
from avtal.case.validation import validation_problems
from avtal.case.words import Words, changed_words
from avtal.case.workspace import FACTS_FILE, PROFILES_FOLDER, find_case, workspace_of
from avtal.files.refusals import unreadable_folder
from avtal.language.hints import nearest, suggest
from avtal.model.base import Model
from avtal.model.document import DocumentContent
from avtal.model.facts import CaseFacts
from avtal.model.papers import Document
from avtal.model.profile import LawProfile
from avtal.model.words import WordFile
from avtal.problems import CaseError, PathKey, Problem, Related, clean, sort_key
from avtal.reading.events import unreadable
from avtal.reading.places import path_text, position_at, problem_at
from avtal.reading.tree import Tree

M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Case:
    """A validated case: shared facts, documents by key in the order of `arende.yaml`, law profile.

    `words` are those that its rules look for. `files` holds the SHA-256 of each content file that
    was read, by its path in the workspace.
    """

    name: str
    facts: CaseFacts
    documents: Mapping[str, DocumentContent]
    profile: LawProfile
    words: Words
    files: Mapping[str, str]
    trees: Mapping[str, Tree]

    @cached_property
    def index(self) -> CaseIndex:
        """Where everything in the case stands."""
        return CaseIndex(self.facts, self.documents, self.profile)

    def problem(
        self, file: str, path: PathKey, code: str, message: str, help: str = "", **more: Any
    ) -> Problem:
        """Return a problem at a field of one of the case's files, for rules."""
        return problem_at(self.trees[file], path, code, message, help, **more)

    def related(
        self, file: str, path: PathKey, message: str | None = None, sought: str = ""
    ) -> Related:
        """Return a field of one of the case's files as another place that a problem refers to.

        Without a message it is the name of the field.
        """
        tree = self.trees[file]
        said = path_text(tree, path) if message is None else message
        return Related(tree.name, position_at(tree, path, sought=sought), said)

    def line(self, file: str, path: PathKey) -> tuple[str, int]:
        """Return the file, by its path in the workspace, and the line, from 1, of a field."""
        tree = self.trees[file]
        return tree.name, position_at(tree, path).line


def load(folder: Path) -> Case:
    """Return the case in the folder.

    Raises CaseError with every problem, EnvironmentProblem where there is no such folder.
    """
    case = find_case(folder)
    try:
        return _CaseReader(case, workspace_of(case)).load()
    except OSError as error:  # what can be said of a single file has become a problem
        raise unreadable_folder(Path(error.filename or folder)) from None


def load_profile(path: Path) -> LawProfile:
    """Return the law profile in a file of `content/profiler`.

    Raises CaseError with every problem.
    """
    here = path.absolute()
    reader = _CaseReader(here.parent, workspace_of(here.parent))
    profile = reader.law(reader.read(here))
    if profile is None or reader.problems:
        raise CaseError(sorted(set(reader.problems), key=sort_key))
    return profile


def load_words(content: Path) -> Words:
    """Return the words of a workspace, given its folder `content`.

    Raises CaseError with every problem, OSError where the folder of word lists cannot be read.
    """
    here = content.absolute()
    reader = _CaseReader(here, here.parent)
    words = changed_words(here, reader)
    if reader.problems:
        raise CaseError(sorted(set(reader.problems), key=sort_key))
    return words


class _CaseReader:
    """One reading of one case: collects problems until nothing more can be said."""

    def __init__(self, folder: Path, workspace: Path) -> None:
        self.folder = folder
        self.workspace = workspace
        self.problems: list[Problem] = []
        self.trees: dict[str, Tree] = {}
        self.identities = Identities()

    def load(self) -> Case:
        facts_tree, written = self._facts(), self._written()
        self.problems += migrate({FACTS_FILE: facts_tree, **written}).problems
        self._keep(facts_tree, FACTS_FILE)
        self.identities.collect(facts_tree, CaseFacts)
        types = self._documents(facts_tree)
        trees = {row.key: self._keep(written[row.content_file], row.content_file) for row in types}
        for row in types:
            self.identities.collect(trees[row.key], row.model)
        self.problems += self.identities.problems
        profile_tree = self._profile(facts_tree)
        words = changed_words(self.workspace / "content", self)
        context = self.identities.context()
        facts = self.validate(facts_tree, CaseFacts, context)
        documents = {row.key: self.validate(trees[row.key], row.model, context) for row in types}
        profile = self.law(profile_tree) if profile_tree else None
        if facts and profile and all(documents.values()) and not self.problems:
            return Case(
                self.folder.name,
                facts,
                {key: document for key, document in documents.items() if document},
                profile,
                words,
                {tree.name: tree.digest for tree in self.trees.values()},
                self.trees,
            )
        raise CaseError(sorted(set(self.problems), key=sort_key))

    def law(self, tree: Tree) -> LawProfile | None:
        """Return the law profile that a tree holds; None where it has problems."""
        keys = {
            "ids": dict.fromkeys(BY_KEY, Document.kind),
            "words": {Document.kind: {key: key for key in BY_KEY}},
            "unsure": frozenset[str](),
        }
        return self.validate(tree, LawProfile, keys)

    def _name(self, path: Path) -> str:
        return path.relative_to(self.workspace).as_posix()

    def _facts(self) -> Tree:
        path = self.folder / FACTS_FILE
        strays = self._strays({row.content_file for row in DOCUMENTS})
        misnamed = None if _taken(path) else _misnamed(path.stem, strays)
        if misnamed is None:
            return read_file(path, self._name(path))
        help = f"byt namn på filen ”{clean(misnamed.name)}” till ”{FACTS_FILE}”"
        return unreadable(self._name(path), "filen finns inte", help)

    def _written(self) -> dict[str, Tree]:
        """Return the files of documents by name, also those that the facts do not list."""
        paths = (self.folder / row.content_file for row in with_file(self.folder))
        return {path.name: read_file(path, self._name(path)) for path in paths}

    def read(self, path: Path, key: str = "") -> Tree:
        """Return a content file as a tree, and keep it and its problems."""
        return self._keep(read_file(path, self._name(path)), key or path.name)

    def _keep(self, tree: Tree, key: str) -> Tree:
        self.problems += tree.problems
        self.trees[key] = tree
        return tree

    def _documents(self, tree: Tree) -> list[DocumentType]:
        """Return the documents to read: those that the raw facts list and that have a file.

        Where the list cannot be read, all that have a file. Validation says what is wrong with it.
        """
        here = {row.key for row in with_file(self.folder)}
        keys = listed_keys(tree)
        if keys is None:
            for document in DOCUMENTS:
                self.identities.doubt(document.model)
            return [document for document in DOCUMENTS if document.key in here]
        found: dict[str, DocumentType] = {}
        absent: list[tuple[int, DocumentType]] = []
        for number, key in enumerate(keys):
            row = BY_KEY.get(key) or self._misspelt(tree, number, key, here)
            if row is not None and row.key not in found:
                found[row.key] = row
                if row.key not in here:
                    absent.append((number, row))
        strays = self._strays({FACTS_FILE, *(row.content_file for row in found.values())})
        for number, row in absent:
            self._no_file(tree, number, row, strays)
        self._refuse_strays(strays)
        return [row for row in found.values() if row.key in here]

    def _misspelt(self, tree: Tree, number: int, key: str, here: set[str]) -> DocumentType | None:
        """Say that there is no such document; return the one with a file that was meant."""
        self.identities.unsure.add("handling")
        self.problems.append(
            problem_at(
                tree,
                ("handlingar", number, "id"),
                "handling",
                f"det finns ingen handling som heter ”{clean(key)}”",
                suggest(key, BY_KEY),
            )
        )
        return BY_KEY.get(nearest(key, here) or "")

    def _strays(self, expected: set[str]) -> list[Path]:
        return [
            path
            for path in sorted(self.folder.iterdir())
            if is_content_file(path) and path.name not in expected
        ]

    def _no_file(self, tree: Tree, number: int, row: DocumentType, strays: list[Path]) -> None:
        self.identities.doubt(row.model)
        misnamed = _misnamed(row.key, strays)
        if misnamed is None:
            help = "lägg filen i ärendets mapp eller ta bort handlingen ur listan"
        else:
            help = f"byt namn på filen ”{clean(misnamed.name)}” till ”{row.content_file}”"
            strays.remove(misnamed)
        self.problems.append(
            problem_at(
                tree,
                ("handlingar", number, "id"),
                "fil",
                f"innehållsfilen ”{row.content_file}” finns inte",
                help,
            )
        )

    def _refuse_strays(self, strays: list[Path]) -> None:
        for path in strays:
            near = nearest(path.stem, BY_KEY)
            unlisted = BY_KEY.get(path.stem) if path.suffix == ".yaml" else None
            if unlisted is not None:
                self.identities.doubt(unlisted.model)
                self.identities.unsure.add("handling")
                help = (
                    f"lägg till {unlisted.key} under handlingar i {FACTS_FILE}, eller ta bort filen"
                )
            elif near is not None:
                help = f"menade du ”{near}.yaml”? Annars, flytta filen till en annan mapp"
            else:
                help = (
                    f"flytta filen till en annan mapp; här ligger bara {FACTS_FILE} och "
                    "handlingarnas innehållsfiler"
                )
            message = "filen hör inte till ärendet"
            self.problems.append(Problem("fil", message, self._name(path), help=help))

    def _profile(self, facts: Tree) -> Tree | None:
        name = facts.value.get("lagprofil") if isinstance(facts.value, dict) else None
        if facts.broken or not isinstance(name, str):
            return None
        folder = self.workspace / "content" / PROFILES_FOLDER
        files = folder.iterdir() if folder.is_dir() else ()
        known = sorted(path.stem for path in files if path.suffix == ".yaml")
        if name not in known:
            self.problems.append(
                problem_at(
                    facts,
                    ("lagprofil",),
                    "lagprofil",
                    f"lagprofilen ”{clean(name)}” finns inte i content/{PROFILES_FOLDER}",
                    suggest(name, known, none="mappen har inga lagprofiler; lägg dit en"),
                )
            )
            return None
        return self.read(folder / f"{name}.yaml", f"{PROFILES_FOLDER}/{name}.yaml")

    def validate(self, tree: Tree, model: type[M], context: Mapping[str, Any] | None) -> M | None:
        """Return what a tree holds; None where it has problems, which are kept."""
        if tree.broken:
            return None
        if tree.value is None and not tree.problems:
            self.problems.append(
                Problem(
                    "fil",
                    "filen är tom",
                    tree.name,
                    help="fyll i den, eller ta bort den"
                    if issubclass(model, WordFile)
                    else "fyll i den, gärna med ett annat ärendes fil som förlaga",
                )
            )
            return None
        try:
            return model.model_validate(tree.value, context=context, by_alias=True)
        except ValidationError as error:
            errors = error.errors(include_url=False)
            said = {(problem.file, problem.path) for problem in self.problems if problem.path}
            self.problems += [
                problem
                for problem in validation_problems(tree, model, errors)
                if (problem.file, problem.path) not in said
            ]
            return None


def _misnamed(stem: str, strays: list[Path]) -> Path | None:
    """Return the stray file that probably is the one with this name."""
    by_stem = {
        path.stem: path for path in strays if path.stem not in BY_KEY or path.suffix != ".yaml"
    }
    return by_stem.get(nearest(stem, by_stem) or "")


def listed_keys(tree: Tree) -> list[str] | None:
    """Return the keys of the documents in the raw facts, or None where they cannot be read."""
    listed = tree.value.get("handlingar") if isinstance(tree.value, dict) else None
    entries = listed if isinstance(listed, list) else []
    keys = [entry.get("id") if isinstance(entry, dict) else None for entry in entries]
    known = [key for key in keys if isinstance(key, str)]
    return known if known and len(known) == len(keys) and not tree.broken else None


def with_file(folder: Path) -> list[DocumentType]:
    """Return the documents that have something in place of their content file in the folder."""
    return [row for row in DOCUMENTS if _taken(folder / row.content_file)]


def _taken(path: Path) -> bool:
    """Tell whether something has the name; raises OSError where that cannot be known."""
    return path.exists() or path.is_symlink()
