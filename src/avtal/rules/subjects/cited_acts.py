"""Rule 55: the acts that the texts cite are in force, and the memo cites the one it rests on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from avtal.model.profile import CITED_ACTS, LawProfile
from avtal.rules.finding import Finding, See, at
from avtal.rules.material import Material
from avtal.rules.rule import Rule, advice

_CITED = re.compile(r"\(((?:1[6-9]|20)\d\d:[1-9]\d{0,3})\)")
_MEMO = "tjansteutlatande"


def cited_acts_in_force(material: Material) -> Iterator[Finding]:
    """55: an act cited with its number is in force on the date of the document that cites it."""
    documents = material.case.documents
    first = next(iter(documents))
    acts = _times_in_force(material.case.profile, documents[first].date)
    told: set[tuple[str, str]] = set()
    for text in material.texts:
        key = text.key or first
        day = documents[key].date
        for found in _CITED.finditer(text.words):
            number = found[1]
            if (key, number) in told:
                continue
            told.add((key, number))
            said = _not_in_force(acts.get(number), number, day)
            if said:
                yield Finding(
                    text.at(found[0]),
                    f"{said}, men handlingen är från {day}",
                    "hänvisa till den lag som gällde då; nämns den som historia, gör ett undantag "
                    "med det skälet",
                    (See(at(documents[key], "datum"), "här står handlingens datum"),),
                    about=number,
                )


class _InForce(NamedTuple):
    """An act that the profile knows, and the first and last day on which it may be cited."""

    name: str
    start: date
    end: date | None


def _times_in_force(profile: LawProfile, day: date) -> dict[str, _InForce]:
    """Return the acts that the profile knows, by number.

    Its own act is among them only where the profile holds on the day, which is that of the case;
    where it does not, that is told already.
    """
    acts = {
        other.number: _InForce(other.name, other.in_force_from, other.in_force_to)
        for other in profile.other_acts
    }
    if profile.act and profile.in_force_from and profile.holds(day):
        act = profile.act
        acts[act.number] = _InForce(act.name, profile.in_force_from, profile.in_force_to)
    return acts


def _not_in_force(act: _InForce | None, number: str, day: date) -> str:
    """Return in a clause why an act was not in force on the day; empty where it may have been."""
    if act and day < act.start:
        return f"{act.name} började gälla {act.start}"
    if act and act.end and day > act.end:
        return f"{act.name} slutade gälla {act.end}"
    year = number.partition(":")[0]
    return f"lagen ({number}) är från {year}" if int(year) > day.year else ""


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
