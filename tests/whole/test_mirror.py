"""The tests mirror the modules: where a test stands says what it tests, and each module has one."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import REPOSITORY
from tests.whole.test_layering import SOURCE

TESTS = REPOSITORY / "tests"
SMALL = 60
"""Lines of a module that needs no test of its own: constants, plain values, one small thing."""

OF_PACKAGES = {
    "compare/test_laws.py",
    "compare/test_secrecy.py",
    "model/test_models.py",
    "register/test_concurrency.py",
    "register/test_crash.py",
    "register/test_newer.py",
    "register/test_old_registers.py",
    "register/test_tampering.py",
    "rules/test_invariants.py",
    "word/engine/test_oracle.py",
}
"""Tests of what a whole package does."""

TESTED_BY = {
    "case/kinds": "templates/test_types.py",
    "case/validation": "reading/test_messages.py",
    "case/words_page": "whole/test_docs.py",
    "cli/backup": "register/proof/test_backup.py",
    "cli/batch": "making/test_batch.py",
    "cli/diary": "register/diary/test_log.py",
    "cli/entries": "cli/test_register.py",
    "cli/environment": "cli/test_app.py",
    "cli/filing": "register/acts/test_filing.py",
    "cli/lines": "cli/test_register.py",
    "cli/options": "cli/test_check.py",
    "cli/register_upgrade": "register/test_old_registers.py",
    "cli/verify": "register/proof/test_verify.py",
    "compare/content/exchange": "compare/test_places.py",
    "compare/documents/beside": "compare/test_places.py",
    "compare/content/weighty": "compare/content/test_wording.py",
    "compare/documents/looks": "compare/documents/test_unseen.py",
    "compare/sides/named": "compare/test_report.py",
    "compare/sides/git_revision": "cli/test_compare.py",
    "compare/telling": "cli/test_compare.py",
    "model/marks": "model/test_description.py",
    "model/memo": "model/test_models.py",
    "model/papers": "making/test_build_public.py",
    "model/phrases": "case/test_words.py",
    "problems": "case/test_load.py",
    "register/acts/order": "register/acts/test_versions.py",
    "register/events/records": "register/acts/test_corrections.py",
    "register/events/scalars": "register/events/test_chain.py",
    "register/identity": "register/test_opening.py",
    "register/ledger/handling": "register/diary/test_log.py",
    "register/ledger/tables": "register/proof/test_upgrade.py",
    "rules/rule": "rules/test_catalogue.py",
    "word/package/received": "compare/sides/test_received.py",
    "word/stories/flow": "word/surface/test_things.py",
    "word/surface/canonical": "word/surface/test_table.py",
    "word/surface/cascade": "word/surface/test_visibility.py",
    "word/surface/colours": "word/surface/test_visibility.py",
    "word/surface/fields": "word/surface/test_things.py",
    "word/surface/surface": "word/surface/test_visibility.py",
    "word/stories/acts": "word/stories/test_changes.py",
    "word/stories/hiding": "word/stories/test_forms.py",
}
"""What larger modules without a test of their own are tested by. A row goes when one has."""


def modules() -> dict[str, Path]:
    """Return every module by its path within the program, `word/tags/syntax`."""
    return {
        path.relative_to(SOURCE).with_suffix("").as_posix(): path
        for path in SOURCE.rglob("*.py")
        if path.stem not in ("__init__", "__main__")
    }


def mirrored() -> list[Path]:
    """Return the tests of packages and modules, within the folder of tests."""
    found = [path.relative_to(TESTS) for path in sorted(TESTS.rglob("test_*.py"))]
    return [path for path in found if path.parts[0] != "whole"]


def subjects(test: Path) -> list[str]:
    """Return the modules that a test is named after: `test_view_secrets` is about `view`."""
    words = test.stem.split("_")[1:]
    names = ["_".join(words[:number]) for number in range(1, len(words) + 1)]
    known = modules()
    return [key for name in names if (key := (test.parent / name).as_posix()) in known]


def test_every_test_is_named_after_its_module_or_is_of_a_whole_package() -> None:
    assert len(mirrored()) > 100
    unnamed = {test.as_posix() for test in mirrored() if not subjects(test)}
    assert unnamed == OF_PACKAGES


def test_every_module_has_its_test_or_is_tested_by_another() -> None:
    tested = {subject for test in mirrored() for subject in subjects(test)}
    large = {
        name
        for name, path in modules().items()
        if len(path.read_text(encoding="utf-8").splitlines()) > SMALL
    }
    assert set(TESTED_BY) == large - tested


def test_what_tests_a_module_instead_exists() -> None:
    assert [test for test in TESTED_BY.values() if not (TESTS / test).is_file()] == []
