"""From PyYAML's syntax errors to a Swedish sentence, at the place where the mistake was made.

libyaml reports where it gave up, which is often a line after what the editor did wrong.
"""

from __future__ import annotations

import re
from typing import NamedTuple

import yaml

from avtal.reading.pasted import near

QUOTE_IT = "sätt citattecken runt hela texten"
BLOCK_IT = f"{QUOTE_IT}, eller skriv > efter kolonet och texten indragen på nästa rad"


class Explanation(NamedTuple):
    """A sentence, what to do, and the index into the text where the mistake is."""

    message: str
    help: str
    start: int


def explain(
    text: str, error: yaml.YAMLError, innermost: int | None, quoted: tuple[int, int] | None
) -> Explanation:
    """Return what is wrong.

    `innermost` is where the innermost list or group in brackets that is still open starts, and
    `quoted` where the last text within quotation marks stands.
    """
    given_up = _index(getattr(error, "problem_mark", None))
    begun = _index(getattr(error, "context_mark", None))
    context = str(getattr(error, "context", None) or "")
    said = str(getattr(error, "problem", None) or "")
    start = given_up if given_up is not None else begun or 0
    begun = start if begun is None else begun
    pasted = near(text, (start, begun))
    if pasted:
        return Explanation(pasted.message, pasted.help, pasted.start)
    return _of_syntax(text, context, said, start, begun, innermost, quoted)


def _of_syntax(
    text: str,
    context: str,
    said: str,
    start: int,
    begun: int,
    innermost: int | None,
    quoted: tuple[int, int] | None,
) -> Explanation:
    tab = re.compile(r" *\t").match(text, text.rfind("\n", 0, start) + 1)
    if tab and start <= tab.end():
        return Explanation(
            "raden är indragen med tabbtecken", "byt tabbtecken mot blanksteg", tab.end() - 1
        )
    if "quoted scalar" in context:
        if "end of stream" in said or "document indicator" in said:
            return Explanation(
                "citattecknet stängs aldrig",
                "skriv ett likadant citattecken där texten slutar",
                begun,
            )
        return Explanation(
            "ett omvänt snedstreck inom citattecken följs inte av en känd kod",
            "skriv texten inom enkla citattecken (') i stället",
            max(text.rfind("\\", 0, start + 1), begun),
        )
    if "block scalar" in context:
        return Explanation(
            f"efter {text[begun : begun + 1]} ska texten börja på nästa rad",
            f"flytta ned texten till nästa rad, indragen, eller {QUOTE_IT}",
            start,
        )
    if "flow" in context:
        return _in_brackets(text, start, begun, innermost)
    special = next((at for at in (begun, start) if text[at : at + 1] in set("*&!@`%,")), None)
    if special is not None:
        return Explanation(
            f"texten börjar med {text[special]}, som har en egen betydelse i YAML",
            BLOCK_IT,
            special,
        )
    if "simple key" in context:
        return _no_colon(text, begun)
    if "document start" in said:
        return Explanation(
            "text står efter raden med tre punkter", "ta bort raden med tre punkter", start
        )
    if quoted and "\n" in text[slice(*quoted)] and text[quoted[1] : start].strip() == "":
        line = text.count("\n", 0, start) + 1
        return Explanation(
            f"citattecknet stängs först på rad {line}, där det följs av mer text",
            "skriv ett likadant citattecken där texten slutar",
            quoted[0],
        )
    return _at_key(text, start, said)


def _in_brackets(text: str, start: int, begun: int, innermost: int | None) -> Explanation:
    opened = begun if text[begun : begun + 1] in {"[", "{"} else innermost
    if opened is None or "\n" not in text[opened:start]:
        return Explanation(
            "listan eller gruppen inom klamrar är inte rätt skriven här",
            "sätt citattecken runt en text som innehåller kolon, kommatecken, citattecken "
            "eller klamrar, och kommatecken mellan posterna",
            start,
        )
    bracket = text[opened]
    closing = "]" if bracket == "[" else "}"
    what = "listan" if bracket == "[" else "gruppen"
    if not text[start:].strip():
        return Explanation(
            f"{what} som börjar med {bracket} stängs aldrig", f"skriv {closing} i slutet", opened
        )
    line = text.count("\n", 0, start) + 1
    return Explanation(
        f"{what} som börjar med {bracket} är inte rätt skriven; felet märks på rad {line}",
        f"kontrollera att {closing} finns och att det står kommatecken mellan posterna",
        opened,
    )


_OTHER_SIGNS = (
    (
        re.compile(r"(<{7} |={7}\s|>{7} )"),
        "raden är ett märke från en versionskonflikt",
        "behåll den version som gäller, och ta bort den andra och raderna med <, = och >",
    ),
    (re.compile(r" *(//)"), "// gör inte raden till en kommentar", "börja raden med # i stället"),
    (re.compile(r"[ -]*[^\s=:]+ ?(=)"), "fältets namn följs av = i stället för kolon",
     "byt = mot kolon och ett blanksteg"),
)  # fmt: skip


def _no_colon(text: str, start: int) -> Explanation:
    tight = _colon_without_space(text, start)
    if tight is not None:
        return tight
    line_start = text.rfind("\n", 0, start) + 1
    for pattern, message, help in _OTHER_SIGNS:
        sign = pattern.match(text, line_start)
        if sign:
            return Explanation(message, help, sign.start(1))
    above = text[:line_start].rstrip("\n").rpartition("\n")[2]
    if above.lstrip(" ").startswith("- ") and above.index("-") == start - line_start:
        return Explanation("raden saknar strecket som punkten ovanför har", "börja med -", start)
    return Explanation(
        "raden saknar fältnamn och kolon",
        "skriv fält: värde; text som hör till raden ovanför ska vara indragen",
        start,
    )


def _colon_without_space(text: str, start: int) -> Explanation | None:
    tight = re.compile(r"[ -]*[^\s:\"'#]+(:)[^\s:/]").match(text, text.rfind("\n", 0, start) + 1)
    if tight is None:
        return None
    return Explanation(
        "kolonet följs inte av ett blanksteg", "skriv ett blanksteg efter kolonet", tight.start(1)
    )


def _at_key(text: str, start: int, said: str) -> Explanation:
    before = text[text.rfind("\n", 0, start) + 1 : start]
    if "mapping values" in said:
        if re.search(r":[ \t]", before):
            return Explanation(
                "ett kolon inne i en text gör att raden inte går att läsa", BLOCK_IT, start
            )
        row_above = len(text[: start - len(before)].rstrip())
        return _colon_without_space(text, row_above) or Explanation(
            "ett nytt fält kan inte börja här",
            "börja fältet i samma kolumn som fälten bredvid",
            start - len(before.lstrip(" -")),
        )
    if text[start : start + 1] in {"]", "}"}:
        return Explanation("en klammer stängs som aldrig har öppnats", "ta bort den", start)
    if before.strip():
        last = before.rstrip()[-1]
        if last in ":-?" and text[start : start + 1] in {"-", "?"}:
            return Explanation(
                f"”{text[start]}” betyder något annat i YAML",
                "skriv null om uppgiften inte är känd, annars citattecken runt texten",
                start,
            )
        after = f"klammern {last}" if last in "]}" else "ett avslutande citattecken"
        remedy = BLOCK_IT if last in "]}" else f"{QUOTE_IT}, och enkla citattecken (') inuti den"
        return Explanation(f"det står mer text efter {after}", remedy, start)
    if text[start : start + 1] == ":":
        return Explanation("ett fält saknar namn", "skriv fältets namn före kolonet", start)
    if "'-' indicator" in said:
        return Explanation(
            "raden passar inte i listan ovanför",
            "börja en ny punkt med - i samma kolumn som de andra; "
            "fält i en punkt ska stå i kolumnen efter strecket",
            start,
        )
    return Explanation(
        "indraget stämmer inte med raderna ovanför",
        "börja raden i samma kolumn som de rader som den hör ihop med",
        start,
    )


def _index(mark: object) -> int | None:
    index = getattr(mark, "index", None)
    return index if isinstance(index, int) else None
