"""The formats that the content of a case has had: what is written in an older one is read as today.

`format` in `arende.yaml` says in which format a case is written; where it says none it is the first
one. A step leads from each format to the next, on trees that nothing has been asked of yet: they
may hold anything, and everything in them keeps its place. `avtal upgrade` writes what the same
steps did into the files.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from avtal.case.kinds import BY_KEY
from avtal.case.workspace import FACTS_FILE
from avtal.problems import CaseError, Problem, clean
from avtal.reading.changing import ChangedTree, Group, TextEdit
from avtal.reading.places import problem_at
from avtal.reading.tree import Tree

FORMAT = 2
"""The format that content is written in today."""

_FIELD = "format"
_NUMBER = re.compile(r"[1-9][0-9]*")


@dataclass
class Migration:
    """What became of the files of a case, by name, when they were read as the format of today.

    `written_in` is the format that they are written in; where that cannot be read it is today's.
    `problems` are what stopped something from being read as today's.
    """

    written_in: int
    files: Mapping[str, ChangedTree]
    problems: list[Problem] = field(default_factory=list)

    @property
    def is_unclear(self) -> bool:
        """Whether the format stands there twice, or as what cannot be read; which has been told."""
        mark, is_there = self.files[FACTS_FILE].tree.find((_FIELD,))
        return is_there and (mark.refused or mark.repeated)

    @property
    def edits(self) -> Mapping[str, Sequence[TextEdit]]:
        """What would write the files in the format of today, by name, `arende.yaml` last."""
        changed = {name: file.edits for name, file in self.files.items() if file.edits}
        return dict(sorted(changed.items(), key=lambda each: each[0] == FACTS_FILE))

    def rename(self, file: ChangedTree, group: Group, old: str, new: str, since: int) -> None:
        """Let a field of a group have the name that it has since a format, unless it has both."""
        if not {old, new} <= group.fields.keys():
            file.rename(group, old, new)
            return
        message = f"här står både ”{old}” och ”{new}”, som är samma fält"
        help = f"ta bort det ena; fältet heter {new} sedan format {since}"
        path = (*group.path, old)
        self.problems.append(problem_at(file.tree, path, "format", message, help, on_name=True))


def migrate(trees: Mapping[str, Tree]) -> Migration:
    """Read the files of a case as the format of today; the trees are changed in place.

    They are by the name of the file, `arende.yaml` among them. Raises CaseError where the format
    is one of a later version of avtal: then nothing else can be said of the case.
    """
    facts = trees[FACTS_FILE]
    written_in, problem = _written_in(facts)
    files = {name: ChangedTree(tree) for name, tree in trees.items()}
    found = Migration(written_in, files, [problem] if problem else [])
    for step in _STEPS[written_in - 1 :]:
        step(found)
    if written_in < FORMAT:
        files[FACTS_FILE].set_first(_FIELD, str(FORMAT))
    return found


def _written_in(facts: Tree) -> tuple[int, Problem | None]:
    """Return the format of a case, and what is wrong with how it is written.

    What is wrong is read as today's, so that everything else can be told too.
    """
    if not isinstance(facts.value, dict) or _FIELD not in facts.value:
        return 1, None
    if facts.is_refused((_FIELD,)):  # which has been told
        return FORMAT, None
    number = facts.value[_FIELD]
    mark, _ = facts.find((_FIELD,))
    # Names of today are read in the first format too, so this is right whatever they are.
    help = "ta bort raden; avtal upgrade skriver sedan rätt format"
    if number is None:
        message = "värdet saknas; här ska stå innehållets format"
    elif not isinstance(number, str):
        what = "en lista" if isinstance(number, list) else "en grupp av fält"
        message = f"här ska stå innehållets format, inte {what}"
    elif not _NUMBER.fullmatch(number):
        message = f"”{clean(number)}” är inget format; det är ett heltal från 1"
    elif mark.style:
        message = "formatet är skrivet som en text"
    elif len(number) > len(str(FORMAT)) or int(number) > FORMAT:  # of thousands of digits, maybe
        raise CaseError([_of_later_version(facts, number)])
    else:
        return int(number), None
    return FORMAT, problem_at(facts, (_FIELD,), "format", message, help)


def _of_later_version(facts: Tree, number: str) -> Problem:
    message = (
        f"innehållet har format {clean(number)}, och den här versionen av avtal kan läsa till och "
        f"med format {FORMAT}"
    )
    help = "installera den senaste versionen av avtal"
    return problem_at(facts, (_FIELD,), "format", message, help)


def _contact_way(found: Migration) -> None:
    """To format 2: the `väg` of a contact is its `kontaktväg`; `väg` alone says road."""
    file = found.files.get(BY_KEY["medborgarlofte"].content_file)
    if file is not None:
        for contact in file.entries("kontakter"):
            found.rename(file, contact, "väg", "kontaktväg", 2)


_STEPS: Sequence[Callable[[Migration], None]] = (_contact_way,)
"""What leads from each format to the next, from that of format 1 on."""
