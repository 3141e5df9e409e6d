"""Facts that are not confirmed must not be registered."""

from __future__ import annotations

from collections.abc import Iterator

from avtal.documents import BY_KEY
from avtal.model.base import Model, Origin, walk
from avtal.rules.finding import Finding
from avtal.source import Case
from avtal.workspace import FACTS_FILE


def unconfirmed(case: Case) -> Iterator[Finding]:
    """One finding per file that holds invented or inferred facts, at the first of them."""
    files: dict[str, Model] = {FACTS_FILE: case.facts}
    files |= {BY_KEY[key].content_file: document for key, document in case.documents.items()}
    for file, model in files.items():
        marked = [(path, inner.origin) for path, inner in walk(model) if inner.origin]
        if not marked:
            continue
        counts = [
            f"{count} {origin.value}" + ("e" if count > 1 else "")
            for origin in Origin
            if (count := sum(1 for _, found in marked if found is origin))
        ]
        yield Finding(
            file,
            (*marked[0][0], "ursprung"),
            f"filen har uppgifter som inte är bekräftade: {' och '.join(counts)}",
            "bekräfta uppgifterna och ta bort ursprung innan handlingarna registreras",
        )
