"""The rules as a person reads them: the list, one rule explained, and `docs/rules.md`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from avtal.case.kinds import BY_KEY
from avtal.rules.catalogue import NUMBERED, UNNUMBERED
from avtal.rules.printed import PRINTED
from avtal.rules.rule import Check, Rule, Stage

EFFECTS = {
    Stage.DRAFT: "stoppar utkastet",
    Stage.APPROVAL: "stoppar fastställande",
    Stage.ADVICE: "råd",
}
_HELD = "gäller alltid"


def effect(rule: Rule) -> str:
    """Return what a rule stops in a few words: `stoppar fastställande; råd`."""
    stages = {check.stage for check in rule.checks}
    if rule.held_by and rule.held_by.refused:
        stages.add(Stage.DRAFT)
    words = [EFFECTS[stage] for stage in Stage if stage in stages]
    if rule.by_law:
        words.append("om lagprofilen har regeln")
    return ", ".join(words) or _HELD


def explain(rule: Rule) -> Iterator[tuple[str, str]]:
    """Yield (heading, text) of everything that is to say about a rule."""
    yield "Varför", rule.why
    yield "Gör så här", rule.remedy
    yield "Handlingar", _documents(rule)
    if rule.checks:
        yield "Följd", _effects([_effect(check) for check in _by_effect(rule)])
    if rule.held_by:
        yield "Utan kontroll", rule.held_by.sentence
    if rule.code in PRINTED:
        yield (
            "I egna mallar",
            (
                "En mall som kommunen har ändrat kan bryta regeln. Den prövas därför på de färdiga "
                "handlingarna, av avtal build och avtal check --stage faststallande, och måste "
                "hållas före beslut."
            ),
        )
    if rule.by_law:
        yield "Lag", "Prövas bara när ärendets lagprofil har regeln bland regler."
    if not rule.exact:
        yield "Säkerhet", "Regeln läser löpande text och kan ha fel."
    excusable = any(check.excusable for check in rule.checks)
    if excusable:
        yield (
            "Undantag",
            (
                f"Godta ett fynd genom att skriva i arende.yaml: undantag: "
                f"[{{regel: {rule.code}, gäller: …, skäl: …}}]. Det som ska stå efter gäller står "
                "efter regelns nummer vid fyndet."
            ),
        )


def _documents(rule: Rule) -> str:
    if not rule.documents:
        return "Alla."
    nouns = [BY_KEY[key].noun for key in rule.documents]
    listed = " och ".join(filter(None, (", ".join(nouns[:-1]), nouns[-1])))
    needed = "; prövas när ärendet har dem." if len(nouns) > 1 else "; prövas när ärendet har den."
    return listed[0].upper() + listed[1:] + needed


def _by_effect(rule: Rule) -> list[Check]:
    """Return one check for each different effect, the strictest first."""
    found = {(check.stage, check.excusable): check for check in rule.checks}
    return [
        found[key] for key in sorted(found, key=lambda key: (list(Stage).index(key[0]), key[1]))
    ]


def _effects(said: list[str]) -> str:
    head = "beror på fyndet: " if len(said) > 1 else ""
    text = head + "; ".join(said)
    return f"{text[0].upper()}{text[1:]}."


def _effect(check: Check) -> str:
    match check.stage, check.excusable:
        case Stage.DRAFT, _:
            return "utkastet kan inte göras förrän det är rättat"
        case Stage.APPROVAL, True:
            return "det måste rättas eller godtas med skäl före beslut"
        case Stage.APPROVAL, False:
            return "det måste rättas före beslut"
    return "ett råd som inte stoppar något"


def as_json(rule: Rule) -> dict[str, Any]:
    """Return a rule for the JSON envelope."""
    return {
        "code": rule.code,
        "rule": rule.says,
        "explanation": rule.why,
        "remedy": rule.remedy,
        "documents": list(rule.documents),
        "stages": [check.stage.value for check in _by_effect(rule)],
        "excusable": any(check.excusable for check in rule.checks),
        "by_law": rule.by_law,
        "exact": rule.exact,
        "held_by": rule.held_by.sentence if rule.held_by else None,
    }


def page() -> str:
    """Return `docs/rules.md`."""
    pieces = [_INTRODUCTION]
    pieces += [f"| {rule.code} | {rule.says} | {effect(rule)} |" for rule in NUMBERED]
    pieces += ["", "## Varje regel för sig"]
    pieces += [piece for rule in NUMBERED for piece in _section(rule)]
    pieces += ["", f"## Kontroller utöver de {len(NUMBERED)}"]
    pieces += [piece for rule in UNNUMBERED for piece in _section(rule)]
    return "\n".join(pieces) + "\n"


def _section(rule: Rule) -> Iterator[str]:
    name = rule.name[0].upper() + rule.name[1:]
    yield f"\n### {name}\n\n{rule.says}\n"
    for heading, text in explain(rule):
        yield f"- **{heading}:** {text}"


_INTRODUCTION = """\
# Reglerna

Den här sidan görs ur programmet och ska inte ändras för hand. Den som ändrar en regel kör sedan
`pytest tests/whole/test_docs.py --update-golden`.

`avtal check` prövar reglerna på ett ärende, och `avtal rules 29` förklarar en av dem vid skärmen.
Ett fynd är ett **fel** (stoppar utkastet), en **varning** (stoppar fastställande: handlingarna kan
inte registreras som underlag för beslut) eller ett **råd** (stoppar inget). En regel som *gäller
alltid* följer av hur programmet är gjort; under **Utan kontroll** står vad som håller den.

| Nr | Regel | Följd |
|---|---|---|"""
