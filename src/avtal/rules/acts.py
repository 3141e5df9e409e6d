"""Rule 55: the acts that the texts cite are in force, and the memo cites the one it rests on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from avtal.model.profile import CITED_ACTS, LawProfile, OtherAct
from avtal.rules.finding import Finding, See, at
from avtal.rules.material import Material
from avtal.rules.rule import Rule, advice

_CITED = re.compile(r"\(((1[6-9]\d\d|20\d\d):[1-9]\d{0,3})\)")
_MEMO = "tjansteutlatande"


def cited_acts_in_force(material: Material) -> Iterator[Finding]:
    """55: an act cited with its number is in force on the date of the document that cites it."""
    profile, documents = material.case.profile, material.case.documents
    acts = {act.number: act for act in profile.other_acts}
    first = next(iter(documents))
    told: set[tuple[str, str]] = set()
    for text in material.texts:
        key = text.key or first
        day = documents[key].date
        for found in _CITED.finditer(text.words):
            number = found[1]
            if (key, number) in told:
                continue
            told.add((key, number))
            said = _not_in_force(acts.get(number), number, int(found[2]), profile, day)
            if said:
                yield Finding(
                    text.at(found[0]),
                    f"{said}, men handlingen är från {day}",
                    "hänvisa till den lag som gällde då; nämns den som historia, gör ett undantag "
                    "med det skälet",
                    (See(at(documents[key], "datum"), "här står handlingens datum"),),
                    about=number,
                )


def _not_in_force(
    act: OtherAct | None, number: str, year: int, profile: LawProfile, day: date
) -> str:
    """Return in a clause why an act was not in force on the day; empty where it may have been."""
    if act is not None:
        if day < act.in_force_from:
            return f"{act.name} började gälla {act.in_force_from}"
        if act.in_force_to and day > act.in_force_to:
            return f"{act.name} slutade gälla {act.in_force_to}"
        return ""
    start = profile.in_force_from
    if profile.act and number == profile.act.number and start and day < start:
        return f"{profile.act.name} började gälla {start}"
    return f"lagen ({number}) är från {year}" if year > day.year else ""


def memo_cites_the_act(material: Material) -> Iterator[Finding]:
    """55: the memo, or the sentence about its legal basis, cites the act of the profile."""
    profile = material.case.profile
    act = profile.act
    if act is None or _MEMO not in material.case.documents:
        return
    texts = [text.words for text in material.texts if text.key == _MEMO]
    texts += [basis.text for basis in profile.bases if basis.document == _MEMO]
    if not any(act.number in text for text in texts):
        yield Finding(
            at(material.memo, "juridik" if material.memo.legal else "ärendet"),
            f"tjänsteutlåtandet nämner inte {profile.source(CITED_ACTS)}, som ärendet vilar på",
            f"nämn lagen med sitt nummer ({act.number}), till exempel under juridik",
        )


RULES = (
    Rule(
        "55",
        "Handlingarna hänvisar bara till lagar som gällde då, och utlåtandet till lagen som "
        "ärendet vilar på.",
        "En hänvisning till en upphävd lag gör beslutet lätt att ifrågasätta. Regeln jämför nummer "
        "inom parentes med lagprofilens lista, och andra lagar bara med året i numret.",
        "Rätta hänvisningen, eller lagens tid under andra_lagar i lagprofilen.",
        checks=(advice(cited_acts_in_force), advice(memo_cites_the_act)),
        by_law=True,
        exact=False,
    ),
)
