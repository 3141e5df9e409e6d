"""Facts that are not confirmed must not be registered."""

from __future__ import annotations

from collections.abc import Iterator

from avtal.model.base import Origin
from avtal.rules.finding import Finding, at
from avtal.rules.material import Material
from avtal.rules.rule import Rule, approval


def unconfirmed(material: Material) -> Iterator[Finding]:
    """One finding for the whole case, at the first fact that is invented or inferred."""
    marked = [model for model in material.models if model.origin]
    if not marked:
        return
    counts = [
        f"{count} {origin.value}" + ("e" if count > 1 else "")
        for origin in Origin
        if (count := sum(model.origin is origin for model in marked))
    ]
    files: dict[str, int] = {}
    for model in marked:
        file = material.location(model).file
        files[file] = files.get(file, 0) + 1
    yield Finding(
        at(marked[0], "ursprung"),
        f"ärendet har uppgifter som inte är bekräftade: {' och '.join(counts)}",
        "bekräfta dem och ta bort ursprung innan handlingarna registreras; de står i "
        + ", ".join(f"{file} ({count})" for file, count in files.items()),
    )


RULES = (
    Rule(
        "ursprung",
        "Ärendet har inga uppgifter som är påhittade eller bara tolkade.",
        "Det som är märkt ursprung är inte bekräftat. Ett utkast får ha sådana uppgifter, en "
        "handling som registreras får det inte.",
        "Bekräfta uppgiften och ta bort ursprung.",
        checks=(approval(unconfirmed),),
    ),
)
