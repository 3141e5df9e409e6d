"""Check cases and law profiles without making anything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from avtal.problems import CaseError, EnvironmentProblem, Problem, Severity
from avtal.rules import findings
from avtal.rules.rule import Stage
from avtal.source import load, load_profile
from avtal.workspace import FACTS_FILE, PROFILES_FOLDER

_BLOCKING: Mapping[Stage, frozenset[Severity]] = {
    Stage.DRAFT: frozenset({"fel"}),
    Stage.APPROVAL: frozenset({"fel", "varning"}),
    Stage.ADVICE: frozenset({"fel", "varning", "råd"}),
}


@dataclass(frozen=True)
class Checked:
    """What was found in one case, or in the folder of law profiles.

    `rules_tried` is False where the content could not be read; `absent` says why there was nothing
    to check at all.
    """

    name: str
    profiles: bool = False
    problems: tuple[Problem, ...] = ()
    rules_tried: bool = True
    absent: EnvironmentProblem | None = None

    def counts(self) -> Counter[Severity]:
        """Return how many problems there are of each severity."""
        return Counter(problem.severity for problem in self.problems)

    def exit_code(self, stage: Stage) -> int:
        """Return 0 if nothing stops the stage, 1 if something does, 2 if there was no case.

        Where the stage is advice, no advice may be left.
        """
        if self.absent:
            return self.absent.exit_code
        return int(any(problem.severity in _BLOCKING[stage] for problem in self.problems))


def check(folders: Sequence[Path], day: date | None = None) -> Iterator[Checked]:
    """Yield what is wrong with the case in each folder, in order of file and place.

    The folder of law profiles is checked where it is alone and passed over among others, as are
    files, so that `content/*` is every case. `day` is the day from which cases are looked at; each
    document's own where it is None.
    """
    for folder in folders:
        if len(folders) > 1 and (folder.name == PROFILES_FOLDER or folder.is_file()):
            continue
        try:
            yield _check_profiles(folder) if _holds_profiles(folder) else _check_case(folder, day)
        except EnvironmentProblem as error:
            yield Checked(folder.name, absent=error)


def _holds_profiles(folder: Path) -> bool:
    here = folder.absolute()
    return here.name == PROFILES_FOLDER and here.is_dir() and not (here / FACTS_FILE).exists()


def _check_case(folder: Path, day: date | None) -> Checked:
    try:
        case = load(folder)
    except CaseError as error:
        return Checked(folder.absolute().name, problems=error.problems, rules_tried=False)
    return Checked(case.name, problems=tuple(findings(case, day)))


def _check_profiles(folder: Path) -> Checked:
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.yaml")):
        try:
            load_profile(path)
        except CaseError as error:
            problems += error.problems
    return Checked(folder.absolute().name, profiles=True, problems=tuple(problems))
