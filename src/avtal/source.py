"""From a folder of content files to a validated case; every problem of every file at once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from avtal import yamltree
from avtal.documents import BY_KEY, DOCUMENTS, DocumentType
from avtal.messages import sentence
from avtal.model.base import Item, Model, child_models
from avtal.model.case import CaseFacts, LawProfile
from avtal.model.document import DocumentContent
from avtal.model.references import suggest
from avtal.problems import CaseError, EnvironmentProblem, Problem, Related, sort_key
from avtal.yamltree import PathKey, Tree

FACTS_FILE = "arende.yaml"
PROFILES_FOLDER = "profiler"

M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Case:
    """A validated case: shared facts, documents by key in the order of `arende.yaml`, law profile.

    `files` holds the SHA-256 of each content file that was read, by its path in the workspace.
    """

    name: str
    facts: CaseFacts
    documents: Mapping[str, DocumentContent]
    profile: LawProfile
    files: Mapping[str, str]
    trees: Mapping[str, Tree]

    def problem(
        self, file: str, path: PathKey, code: str, message: str, help: str = "", **more: Any
    ) -> Problem:
        """Return a problem at a field of one of the case's files, for rules."""
        return _at(self.trees[file], path, code, message, help, **more)


def workspace_of(folder: Path) -> Path:
    """Return the folder that holds `content/` and `templates/`. Raises EnvironmentProblem."""
    content = folder.resolve().parent
    if content.name != "content":
        raise EnvironmentProblem(
            f"”{folder}” ligger inte i en mapp som heter content",
            "ange ett ärende, till exempel content/taby-2018",
        )
    return content.parent


def load(folder: Path) -> Case:
    """Return the case in the folder.

    Raises CaseError with every problem, EnvironmentProblem where there is no such folder.
    """
    if not folder.is_dir():
        raise EnvironmentProblem(f"ärendet ”{folder}” finns inte", _nearest_case(folder))
    workspace = workspace_of(folder)
    reader = _Reader(folder.resolve(), workspace)
    return reader.load()


def _nearest_case(folder: Path) -> str:
    parent = folder.parent
    if not parent.is_dir():
        return "ange mappen med ärendets innehåll, till exempel content/taby-2018"
    names = sorted(p.name for p in parent.iterdir() if p.is_dir() and p.name != PROFILES_FOLDER)
    return suggest(folder.name, names)


class _Reader:
    def __init__(self, folder: Path, workspace: Path) -> None:
        self.folder = folder
        self.workspace = workspace
        self.problems: list[Problem] = []
        self.files: dict[str, str] = {}
        self.trees: dict[str, Tree] = {}

    def load(self) -> Case:
        facts_tree = self._read(self.folder / FACTS_FILE)
        types = self._documents(facts_tree)
        trees = {row.key: self._read(self.folder / row.content_file) for row in types}
        self._strange_files(types)
        profile_tree = self._profile(facts_tree)
        typed: list[tuple[Tree, type[Model]]] = [(facts_tree, CaseFacts)]
        typed += [(trees[row.key], row.model) for row in types]
        complete = not any(tree.broken for tree, _ in typed) and len(self.problems) == sum(
            len(tree.problems) for tree, _ in typed if not tree.broken
        )
        context = {"ids": self._ids(typed), "complete": complete}
        facts = self._validate(facts_tree, CaseFacts, context)
        profile = self._validate(profile_tree, LawProfile, None) if profile_tree else None
        documents = {row.key: self._validate(trees[row.key], row.model, context) for row in types}
        for tree in self.trees.values():
            self.problems += [p for p in tree.problems if p not in self.problems]
        if facts and profile and all(documents.values()) and not self.problems:
            return Case(
                self.folder.name,
                facts,
                {key: document for key, document in documents.items() if document},
                profile,
                self.files,
                self.trees,
            )
        raise CaseError(sorted(set(self.problems), key=sort_key))

    def _name(self, path: Path) -> str:
        return path.relative_to(self.workspace).as_posix()

    def _read(self, path: Path) -> Tree:
        name = self._name(path)
        tree = read_file(path, name)
        if not tree.broken:
            self.files[name] = hashlib.sha256(path.read_bytes()).hexdigest()
        self.problems += tree.problems
        self.trees[path.name] = tree
        return tree

    def _documents(self, tree: Tree) -> list[DocumentType]:
        """Read from the raw facts which documents the case has; validation tells what is wrong."""
        listed = tree.value.get("handlingar") if isinstance(tree.value, dict) else None
        found = []
        for number, entry in enumerate(listed if isinstance(listed, list) else []):
            key = entry.get("id") if isinstance(entry, dict) else None
            row = BY_KEY.get(key) if isinstance(key, str) else None
            if row is None and isinstance(key, str):
                self.problems.append(
                    _at(
                        tree,
                        ("handlingar", number, "id"),
                        "handling",
                        f"det finns ingen handling som heter ”{key}”",
                        suggest(key, [row.key for row in DOCUMENTS]),
                    )
                )
            elif row is not None and row not in found:
                found.append(row)
                if not (self.folder / row.content_file).exists():
                    self.problems.append(
                        _at(
                            tree,
                            ("handlingar", number, "id"),
                            "fil",
                            f"innehållsfilen ”{row.content_file}” finns inte",
                            "lägg filen i ärendets mapp eller ta bort handlingen ur listan",
                        )
                    )
        return [row for row in found if (self.folder / row.content_file).exists()]

    def _strange_files(self, types: Iterable[DocumentType]) -> None:
        expected = {FACTS_FILE, *(row.content_file for row in types)}
        of_documents = {row.content_file for row in DOCUMENTS}
        for path in sorted(self.folder.iterdir()):
            if path.name.startswith((".", "~")) or path.name in expected:
                continue
            if path.suffix.lower() not in {".yaml", ".yml"}:
                continue
            if path.name in of_documents:
                help = (
                    f"lägg till ”{path.stem}” under handlingar i {FACTS_FILE} eller ta bort filen"
                )
            else:
                help = suggest(path.name, sorted(of_documents | {FACTS_FILE}))
            self.problems.append(
                Problem("fil", "filen hör inte till ärendet", self._name(path), help=help)
            )

    def _profile(self, facts: Tree) -> Tree | None:
        name = facts.value.get("lagprofil") if isinstance(facts.value, dict) else None
        if not isinstance(name, str):
            return None
        folder = self.workspace / "content" / PROFILES_FOLDER
        known = sorted(path.stem for path in folder.glob("*.yaml"))
        if name not in known:
            self.problems.append(
                _at(
                    facts,
                    ("lagprofil",),
                    "lagprofil",
                    f"lagprofilen ”{name}” finns inte i content/{PROFILES_FOLDER}",
                    suggest(name, known),
                )
            )
            return None
        return self._read(folder / f"{name}.yaml")

    def _ids(self, typed: Iterable[tuple[Tree, type[Model]]]) -> dict[str, str]:
        """Collect every id of the case with its kind, also from files that are otherwise wrong."""
        ids: dict[str, str] = {}
        places: dict[str, tuple[Tree, PathKey]] = {}
        for tree, model in typed:
            for path, kind, identity in _raw_items(model, tree.value, ()):
                if identity in ids:
                    other, where = places[identity]
                    mark, _ = other.find(where)
                    self.problems.append(
                        _at(
                            tree,
                            path,
                            "dubblett",
                            f"id ”{identity}” används redan",
                            "ge den ena ett annat id; ett id gäller i hela ärendet",
                            related=(
                                Related(
                                    other.name,
                                    other.position(mark.start, mark.end),
                                    f"{ids[identity]} med samma id",
                                ),
                            ),
                        )
                    )
                else:
                    ids[identity] = kind
                    places[identity] = (tree, path)
        return ids

    def _validate(self, tree: Tree, model: type[M], context: Mapping[str, Any] | None) -> M | None:
        if tree.broken:
            return None
        if tree.value is None:
            self.problems.append(
                Problem("fil", "filen är tom", tree.name, help="fyll i filen; se docs/falt.md")
            )
            return None
        try:
            return model.model_validate(tree.value, context=context, by_alias=True)
        except ValidationError as error:
            for entry in error.errors(include_url=False):
                self.problems.append(_validation_problem(tree, model, entry))
            return None


def read_file(path: Path, name: str) -> Tree:
    """Return a content file as a tree; what stops it from being read is a problem in the tree."""
    try:
        with path.open("rb") as stream:
            data = stream.read(yamltree.MAX_BYTES + 1)
        size = path.stat().st_size
    except OSError as error:
        message = (
            "filen finns inte" if isinstance(error, FileNotFoundError) else "filen kan inte läsas"
        )
        help = f"skapa {name}" if isinstance(error, FileNotFoundError) else str(error.strerror)
        return Tree(name, "", problems=[Problem("fil", message, name, help=help)], broken=True)
    if size > len(data):
        data += b"\n" * min(size - len(data), 1)
    return yamltree.read(name, data)


def _at(tree: Tree, path: PathKey, code: str, message: str, help: str = "", **more: Any) -> Problem:
    """Return a problem at a field: on its value where that is a scalar, else on its name."""
    mark, whole = tree.find(path)
    return _on_mark(tree, mark, path, whole, code, message, help, **more)


def _on_mark(
    tree: Tree,
    mark: yamltree.Mark,
    path: PathKey,
    whole: bool,
    code: str,
    message: str,
    help: str,
    line: int | None = None,
    **more: Any,
) -> Problem:
    start, end = mark.start, mark.end
    if line is not None and mark.style == "|":
        start = _line_start(tree.text, start, line + 1)
        start += len(tree.text[start:].split("\n", 1)[0]) - len(
            tree.text[start:].split("\n", 1)[0].lstrip(" ")
        )
        end = len(tree.text)
    elif mark.key and (mark.children or not whole or start == end):
        start, end = mark.key
    elif mark.children and not mark.key:
        end = start + 1
    position = tree.position(start, end)
    return Problem(
        code,
        message,
        tree.name,
        position,
        ".".join(str(step) for step in tree.real_path(path)),
        help,
        excerpt=tree.excerpt(position),
        **more,
    )


def _line_start(text: str, start: int, lines: int) -> int:
    for _ in range(lines):
        start = text.find("\n", start) + 1
    return start


def _validation_problem(tree: Tree, model: type[Model], entry: Mapping[str, Any]) -> Problem:
    context = entry.get("ctx", {})
    loc: PathKey = (*entry["loc"], *context.get("path", ()))
    message, help = sentence({**entry, "loc": tree.real_path(loc)}, _fields(model, tree, loc))
    mark, whole = tree.find(loc)
    if entry["type"] == "extra_forbidden" and mark.key:
        start, end = mark.key
        mark = yamltree.Mark(start, end, key=mark.key)
    return _on_mark(tree, mark, loc, whole, "innehåll", message, help, line=context.get("line"))


def _fields(model: type[Model], tree: Tree, loc: PathKey) -> list[str]:
    """Return the field names of the mapping that the location's last step is in."""
    current = model
    for step in tree.real_path(loc)[:-1]:
        if isinstance(step, str):
            current = child_models(current).get(step, current)
    return [info.alias for info in current.model_fields.values() if info.alias]


def _raw_items(
    model: type[Model], value: yamltree.Value, path: PathKey
) -> Iterator[tuple[PathKey, str, str]]:
    """Yield (path of the id, kind, id) of every item in unvalidated values."""
    if isinstance(value, list):
        for number, entry in enumerate(value):
            yield from _raw_items(model, entry, (*path, number))
    elif isinstance(value, dict):
        identity = value.get("id")
        if issubclass(model, Item) and isinstance(identity, str):
            yield (*path, "id"), model.kind, identity
        for name, child in child_models(model).items():
            if name in value:
                yield from _raw_items(child, value[name], (*path, name))
