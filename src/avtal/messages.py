"""From Pydantic's errors to Swedish sentences that say what to do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from avtal.model.references import suggest


def sentence(error: Mapping[str, Any], known_fields: list[str]) -> tuple[str, str]:
    """Return (message, help) for one entry of `ValidationError.errors()`.

    `known_fields` are the field names of the mapping that the error is in.
    """
    context = error.get("ctx", {})
    name = str(error["loc"][-1]) if error["loc"] else ""
    match error["type"]:
        case "avtal":
            return context["message"], context["help"]
        case "missing":
            return f"fältet ”{name}” saknas", "lägg till fältet; se docs/falt.md för vad det ska ha"
        case "extra_forbidden":
            return f"okänt fält ”{_short(name)}”", suggest(name, known_fields)
        case "enum":
            values = [value.strip("'") for value in _expected(context["expected"])]
            return _wrong_value(error["input"]), suggest(str(error["input"]), values)
        case "model_type" | "mapping_type" | "dict_type" | "model_attributes_type":
            return (
                f"här ska stå en grupp av fält, inte {_what(error['input'])}",
                "skriv fält: värde på var sin indragen rad, eller { fält: värde }",
            )
        case "tuple_type" | "list_type":
            return (
                f"här ska stå en lista, inte {_what(error['input'])}",
                "börja varje rad med - eller skriv [första, andra]",
            )
        case "too_short":
            least = context["min_length"]
            count = "listan är tom" if not context["actual_length"] else "listan är för kort"
            return f"{count}; minst {least} behövs", "lägg till det som saknas"
    return (
        f"värdet kan inte användas ({error['type']})",
        "jämför med docs/falt.md",
    )


def _expected(text: str) -> list[str]:
    return text.replace(" or ", ", ").split(", ")


def _wrong_value(value: object) -> str:
    if isinstance(value, str):
        return f"”{_short(value)}” är inte ett giltigt värde"
    return f"här ska stå ett av de fasta värdena, inte {_what(value)}"


def _what(value: object) -> str:
    if value is None:
        return "tomt"
    if isinstance(value, dict):
        return "en grupp av fält"
    if isinstance(value, list):
        return "en lista"
    return f"texten ”{_short(str(value))}”"


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"
