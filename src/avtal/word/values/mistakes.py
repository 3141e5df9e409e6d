"""What can be wrong in a tag: the same sentences before a document is made and while it is."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from enum import StrEnum

from avtal.language.hints import ask, nearest


class ValueKind(StrEnum):
    """What a value is, as it is named to the author of a template."""

    TEXT = "en text"
    NUMBER = "ett tal"
    WHOLE = "ett heltal"
    DAY = "ett datum"
    FLAG = "ett ja eller nej"
    PROSE = "en text med stycken"
    WORD = "stycken i Word"
    LIST = "en lista"
    GROUP = "en grupp"
    MISSING = "ett värde som saknas"
    OTHER = "värdet"


class TemplateMistake(Exception):  # noqa: N818 - a finding about a template
    """Something in a template that cannot be done, in a Swedish sentence with a remedy.

    `line` is the line within the source given to Jinja, where it is known.
    """

    def __init__(self, message: str, help: str = "", line: int | None = None) -> None:
        self.message = message
        self.help = help
        self.line = line
        super().__init__(message)


def hint(word: str, known: Iterable[str]) -> str:
    """Return "menade du …?" or the list of what there is."""
    names = sorted(known)
    return ask(nearest(word, names)) or f"här finns: {', '.join(names)}"


def unknown(name: str, context: Collection[str]) -> TemplateMistake:
    """Return the mistake of a name that the template is not given."""
    return TemplateMistake(f"namnet ”{name}” finns inte", hint(name, context) if context else "")


def no_field(field: str, known: Iterable[str]) -> TemplateMistake:
    """Return the mistake of a field that a group does not have."""
    return TemplateMistake(f"fältet ”{field}” finns inte här", hint(field, known))


def has_no_fields(field: str, kind: ValueKind) -> TemplateMistake:
    """Return the mistake of a field looked up in what is no group."""
    return TemplateMistake(
        f"fältet ”{field}” finns inte här: {kind} har inga fält",
        "kontrollera vad som står före punkten",
    )


def unprintable(kind: ValueKind) -> TemplateMistake:
    """Return the mistake of a value that cannot be printed as it is."""
    if kind is ValueKind.DAY:
        return TemplateMistake("ett datum skrivs utan filter", "lägg till |datum eller |kortdatum")
    if kind is ValueKind.PROSE:
        return TemplateMistake(
            "en text med stycken skrivs utan filter",
            "lägg till |stycken och börja taggen med {{p, eller |löptext och {{r",
        )
    if kind is ValueKind.FLAG:
        return TemplateMistake(f"{kind} kan inte skrivas ut", "fråga efter det: {% if fält %}")
    return TemplateMistake(
        f"{kind} kan inte skrivas ut", "skriv ut ett av dess fält eller gå igenom den"
    )


def wrong_value(wanted: str, kind: ValueKind, filter: str = "") -> TemplateMistake:
    """Return the mistake of a filter that gets another kind of value than it takes."""
    name = f"filtret {filter}" if filter else "filtret"
    return TemplateMistake(f"{name} behöver {wanted} men får {kind}", "byt filter eller fält")


def not_prose() -> TemplateMistake:
    """Return the mistake of a filter for prose that gets something else."""
    return TemplateMistake(
        "filtret behöver en text med stycken", "skriv fältet utan stycken eller löptext"
    )


def no_style(name: str, styles: Iterable[str]) -> TemplateMistake:
    """Return the mistake of a style that the template does not have."""
    return TemplateMistake(f"mallen saknar formatet ”{name}”", hint(name, styles))
