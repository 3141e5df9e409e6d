"""Facts that are not confirmed must not be registered."""

from __future__ import annotations

from collections.abc import Iterator

from avtal.documents import BY_KEY
from avtal.model.base import Model, Origin, walk
from avtal.rules.finding import Finding
from avtal.source import Case
from avtal.workspace import FACTS_FILE


def unconfirmed(case: Case) -> Iterator[Finding]:
    """One finding for the whole case, at the first fact that is invented or inferred."""
    files: dict[str, Model] = {FACTS_FILE: case.facts}
    files |= {BY_KEY[key].content_file: document for key, document in case.documents.items()}
    marked = [
        (file, path, inner.origin)
        for file, model in files.items()
        for path, inner in walk(model)
        if inner.origin
    ]
    if not marked:
        return
    counts = [
        f"{count} {origin.value}" + ("e" if count > 1 else "")
        for origin in Origin
        if (count := sum(found is origin for _, _, found in marked))
    ]
    where = [
        f"{file} ({count})" for file in files if (count := sum(name == file for name, *_ in marked))
    ]
    file, path, _ = marked[0]
    yield Finding(
        file,
        (*path, "ursprung"),
        f"ärendet har uppgifter som inte är bekräftade: {' och '.join(counts)}",
        "bekräfta dem och ta bort ursprung innan handlingarna registreras; de står i "
        + ", ".join(where),
    )
