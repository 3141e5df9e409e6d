"""The folder of a comparison: the report and the redlines, whole or not at all."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from pathlib import Path

from avtal import __version__
from avtal.case.stamp import Copy
from avtal.case.workspace import RELEASED_FOLDER
from avtal.compare.comparison import Comparison, ComparisonOrder
from avtal.compare.documents.pairs import Pair
from avtal.compare.report import report
from avtal.compare.sides.received import SideDocument
from avtal.compare.sides.side import Side, slug_of
from avtal.files.digests import sha256
from avtal.files.refusals import resolve
from avtal.files.replacing import MANIFEST_FILE, replace_folder
from avtal.making.build import refuse_target
from avtal.making.manifest import (
    ComparisonManifest,
    FileRecord,
    comparison_in,
    holds_public_copies,
    not_our_comparison,
)
from avtal.problems import EnvironmentProblem, clean

REPORT_FILE = "jamforelse.html"
_PUBLIC = {"utkast-offentlig", "jamforelse-offentlig", RELEASED_FOLDER}
_MOST_ALIKE = 100
_FOLDERS = {Copy.FULL: "jamforelse", Copy.PUBLIC: "jamforelse-offentlig"}


@dataclass(frozen=True)
class WrittenComparison:
    """Where a comparison was written, and the names of its redlines by document."""

    folder: Path
    redlines: dict[str, str]


def target_of(output: Path, case: str | None, slugs: tuple[str, ...], copy: Copy) -> Path:
    """Return the folder of a comparison below `output`; `slugs` are its sides and its document.

    Those of full copies lie apart from the public ones. Raises EnvironmentProblem where the folder
    would lie among public copies, or among what is compared.
    """
    name = "_".join(slugs)
    target = output / (case or "handlingar") / _FOLDERS[copy] / name
    real = resolve(output)
    among_public = any(map(holds_public_copies, (real, *real.parents)))
    if copy is Copy.FULL and (among_public or _PUBLIC.intersection(real.parts)):
        raise EnvironmentProblem(
            f"”{output}” är för offentliga kopior; fullständiga får inte jämföras dit",
            "välj en annan mapp med --output",
        )
    return target


def write_comparison(
    comparison: Comparison, order: ComparisonOrder, target: Path, sources: tuple[Path, ...]
) -> WrittenComparison:
    """Write the report and the redlines as the folder `target`; an earlier one is replaced.

    One of other sides that are called the same is left, and this one gets a number. Raises
    EnvironmentProblem with a sentence; then what was there is as it was.
    """
    target = _free(target, comparison)
    refuse_target(resolve(target), sources)
    names: dict[str, str] = {}
    files: dict[str, bytes] = {}
    for one in comparison.documents:
        if one.redline and one.redline.data is not None:
            name = _redline_file(one.pair, comparison, len(files) + 1, files)
            names[one.pair.key], files[name] = name, one.redline.data
    files[REPORT_FILE] = report(comparison, order, names)
    manifest = ComparisonManifest(
        old=comparison.old.name,
        new=comparison.new.name,
        copy=comparison.copy,
        made_at=order.at.isoformat(timespec="seconds"),
        author=order.author,
        files=tuple(
            FileRecord(file=name, sha256=sha256(data), size=len(data))
            for name, data in files.items()
        ),
        avtal_version=__version__,
    )
    replace_folder(target, {**files, MANIFEST_FILE: manifest.to_bytes()}, not_our_comparison)
    return WrittenComparison(target, names)


def _free(target: Path, comparison: Comparison) -> Path:
    """Return the folder, with a number if a comparison of other sides lies there."""
    sides = (comparison.old.name, comparison.new.name)
    for number in range(1, _MOST_ALIKE):
        folder = target if number == 1 else target.with_name(f"{target.name}_{number}")
        earlier = comparison_in(folder)
        if earlier is None or (earlier.old, earlier.new) == sides:
            return folder
    raise EnvironmentProblem(
        f"det ligger redan {_MOST_ALIKE - 1} andra jämförelser i ”{clean(str(target), None)}”",
        "ta bort några av dem, eller ange en annan mapp med --output",
    )


def _redline_file(pair: Pair, comparison: Comparison, number: int, taken: Container[str]) -> str:
    """Return the name of a redline: the document, the old version and the new one.

    One of two that would be called the same has its number too.
    """
    sides = ((comparison.old, pair.old), (comparison.new, pair.new))
    words = [slug_of(pair.key), *(_version(side, document) for side, document in sides)]
    plain = "_".join(words)
    for name in (f"{plain}_andringar.docx", f"{plain}_{number}_andringar.docx"):
        if name not in taken:
            return name
    raise AssertionError(name)  # numbers are counted up


def _version(side: Side, document: SideDocument | None) -> str:
    label = document.version if document else None
    return f"{side.slug}-{slug_of(label, '.')[:20]}" if label else side.slug
