"""From Pydantic's errors to Swedish sentences that say what to do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from avtal.language.hints import nearest, suggest
from avtal.problems import clean


def sentence(
    error: Mapping[str, Any], fields: Mapping[str, str], renamed: Mapping[str, str] = {}
) -> tuple[str, str]:
    """Return (message, help) for one entry of `ValidationError.errors()`.

    `fields` are the names and descriptions of the fields of the mapping that the error is in, and
    `renamed` what is said of names that fields have no longer.
    """
    context = error.get("ctx", {})
    name = str(error["loc"][-1]) if error["loc"] else ""
    match error["type"]:
        case "avtal":
            return context["message"], _unseen(error["input"], context)
        case "missing":
            return f"fältet ”{name}” saknas", f"lägg till ”{name}: …” – {_about(name, fields)}"
        case "extra_forbidden" if name == "sekretess":
            return (
                "sekretess kan inte anges här",
                "flytta in den under en text, text: {text: …, sekretess: …}, eller sätt den på en "
                "hel post i en lista",
            )
        case "extra_forbidden":
            help = renamed.get(name) or _unknown_field(name, error["input"], fields)
            return f"okänt fält ”{clean(name)}”", help
        case "fixed_word":
            return _wrong_value(error["input"], context["words"])
        case "model_type" | "mapping_type" | "dict_type":
            return (
                _instead("en grupp av fält", error["input"]),
                "skriv varje fält på en egen rad som namn: värde"
                if not error["loc"]
                else "skriv varje fält på en egen indragen rad som namn: värde",
            )
        case "tuple_type" | "list_type":
            return (
                _instead("en lista", error["input"]),
                "börja varje rad med - och ett blanksteg, eller skriv [första, andra]",
            )
        case "too_short":
            count = "listan är för kort" if error["input"] else "listan är tom"
            return f"{count}; minst {context['min_length']} behövs", "lägg till det som saknas"
    return "värdet kan inte användas här", f"så här är fältet beskrivet: {_about(name, fields)}"


def _unseen(value: object, context: Mapping[str, Any]) -> str:
    """Return the help; where the value has a character that is shown as a dot, what that is."""
    hidden = isinstance(value, str) and not value.isprintable() and "·" in context["message"]
    if hidden and "·" not in str(value):
        return "tecknet · är ett hårt blanksteg eller något som inte syns; skriv om värdet för hand"
    return str(context["help"])


def is_echo(error: Mapping[str, Any]) -> bool:
    """Tell whether the error only follows from others: Pydantic counts no entry that is wrong."""
    return error["type"] == "too_short" and bool(len(error["input"]) >= error["ctx"]["min_length"])


def _about(name: str, fields: Mapping[str, str]) -> str:
    return fields.get(name) or "se docs/falt.md"


def _unknown_field(name: str, value: object, fields: Mapping[str, str]) -> str:
    before, colon, after = name.partition(":")
    if value is None and colon and before in fields:
        return f"skriv ett blanksteg efter kolonet: {clean(before)}: {clean(after)}"
    if value is None and nearest(name, fields) is None:
        return "hör ordet till texten före kommatecknet, sätt citattecken runt hela texten"
    return suggest(name, fields)


def _wrong_value(value: object, values: list[str]) -> tuple[str, str]:
    if isinstance(value, str):
        return f"”{clean(value)}” är inte ett giltigt värde", suggest(value, values)
    return _instead("ett av de fasta värdena", value), suggest("", values)


def _instead(wanted: str, value: object) -> str:
    if value is None:
        return f"värdet saknas; här ska stå {wanted}"
    if isinstance(value, dict):
        found = "en grupp av fält"
    elif isinstance(value, list):
        found = "en lista"
    else:
        found = f"texten ”{clean(str(value))}”"
    return f"här ska stå {wanted}, inte {found}"
