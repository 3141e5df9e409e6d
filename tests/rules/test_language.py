"""What is typed in texts although it changes: appendix numbers, names of authorities."""

from __future__ import annotations

import pytest

from tests.conftest import Workspace
from tests.rules.telling import Told, told

MEMO = "tjansteutlatande.yaml"
AGREEMENT = "overenskommelse.yaml"
OLD = "Kommunen och polisen har samverkat i många år."
REST = " Nu tillkommer AB Lövåsahem som **tredje part**,"


def _said(workspace: Workspace, sentence: str, day: str = "2026-05-04") -> list[Told]:
    """Return what is said of a sentence in the memo, and not of the day."""
    edits = {MEMO: {OLD: sentence}}
    if day != "2026-05-04":
        edits[MEMO]["datum: 2026-05-04\nversion"] = f"datum: {day}\nversion"
    return [one for one in told(workspace, edits) if one.code in {"regel 41", "regel 56"}]


@pytest.mark.parametrize(
    ("sentence", "phrase", "key"),
    [
        ("Åtgärderna står i bilaga 3.", "bilaga 3", "atgardsplan"),
        ("Bilaga 2 till utlåtandet är ny.", "Bilaga 2", "overenskommelse"),
        ("Se bilaga 9.", "bilaga 9", "nyckel"),
        ("Se bilaga 2 till skollagen.", None, None),
        ("Se bilagan och bilaga A.", None, None),
        ("Se [åtgärdsplanen](bilaga:atgardsplan).", None, None),
    ],
)
def test_the_number_of_an_appendix_is_not_typed(
    workspace: Workspace, sentence: str, phrase: str | None, key: str | None
) -> None:
    marked = sentence.replace(phrase, f"⟦{phrase}⟧") if phrase else ""
    wrong = Told(
        "regel 41",
        "råd",
        "tjansteutlatande",
        f"{MEMO}:   {marked}{REST}",
        f"”{phrase}” är skrivet för hand och blir fel om bilagornas ordning ändras",
        f"skriv [handlingens namn](bilaga:{key}), så skrivs rätt nummer ut efter namnet",
    )
    assert _said(workspace, sentence) == ([wrong] if phrase else [])


def test_a_text_on_one_line_cannot_refer(workspace: Workspace) -> None:
    file = "kommunikationsplan.yaml"
    edits = {file: {"budskap: Visa oss var du är otrygg.": "budskap: Se bilaga 3."}}
    (said,) = told(workspace, edits)
    assert (said.about, said.help) == (
        "kom_vandring",
        "ta bort numret; en text på en rad kan inte hänvisa till en bilaga",
    )


@pytest.mark.parametrize(
    ("name", "last", "help"),
    [
        (
            "Rikspolisstyrelsens",
            "2014-12-31",
            "skriv Polismyndigheten, eller dåvarande Rikspolisstyrelsen om det är den som menas",
        ),
        (
            "Polismyndigheten i Stockholms län",
            "2014-12-31",
            "skriv Polismyndigheten, eller dåvarande om det är den gamla myndigheten som menas",
        ),
        ("SKL:s", "2019-11-30", "skriv Sveriges Kommuner och Regioner (SKR)"),
        (
            "Sveriges Kommuner och Landstings",
            "2019-11-30",
            "skriv Sveriges Kommuner och Regioner (SKR)",
        ),
        (
            "landstingets",
            "2019-12-31",
            "skriv regionen, eller dåvarande landstinget om det är det som menas",
        ),
        (
            "Datainspektionens",
            "2020-12-31",
            "skriv Integritetsskyddsmyndigheten, eller dåvarande Datainspektionen",
        ),
    ],
)
def test_an_old_name_is_told(workspace: Workspace, name: str, last: str, help: str) -> None:
    assert _said(workspace, f"Den bygger på {name} handbok.") == [
        Told(
            "regel 56",
            "råd",
            "tjansteutlatande",
            f"{MEMO}:   Den bygger på ⟦{name}⟧ handbok.{REST}",
            f"namnet ”{name}” användes till och med {last} men texten är från 2026-05-04",
            help,
        )
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Den bygger på dåvarande Rikspolisstyrelsens direktiv.",
        "Rikspolisstyrelsen upphörde.",
        "Den bygger på SKL:s handbok från 2016.",
        "Landstinget, som numera heter Region Mitt, deltog.",
        "Den bygger på SKR:s handbok.",
        "Den bygger på Polismyndigheten i Lövåsa.",
        "Den bygger på RPSK och SKLM.",
    ],
)
def test_what_is_said_to_be_history_and_what_is_no_such_name(
    workspace: Workspace, sentence: str
) -> None:
    assert _said(workspace, sentence) == []


def test_a_year_after_the_name_makes_it_no_history(workspace: Workspace) -> None:
    (said,) = _said(workspace, "Den bygger på SKL:s handbok från 2021.")
    assert said.code == "regel 56"


@pytest.mark.parametrize(("day", "count"), [("2019-10-31", 1), ("2019-11-01", 0)])
def test_a_name_that_was_not_yet_used_is_told(workspace: Workspace, day: str, count: int) -> None:
    said = _said(workspace, "Den bygger på SKR:s handbok.", day)
    message = "namnet ”SKR:s” används sedan 2019-11-01 men texten är från 2019-10-31"
    assert [one.message for one in said] == [message] * count


def test_the_police_area_of_taby_has_another_name_today(workspace: Workspace) -> None:
    (said,) = _said(workspace, "Lokalpolisområde Täby har hjälpt till.")
    assert said.help == (
        "skriv lokalpolisområde Södra Roslagen, eller dåvarande lokalpolisområde Täby"
    )


def test_a_name_is_told_once_in_a_text(workspace: Workspace) -> None:
    assert len(_said(workspace, "Datainspektionen kom. Datainspektionen gick.")) == 1
