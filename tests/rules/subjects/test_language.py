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
        ("Se bil. 3.", "bil. 3", "atgardsplan"),
        ("Av bil. 3 till utlåtandet framgår det.", "bil. 3", "atgardsplan"),
        ("Det rör bilagan 2.", "bilagan 2", "overenskommelse"),
        ("Det rör bilaga nr 2.", "bilaga nr 2", "overenskommelse"),
        ("De kom med bil. 3 personer greps.", None, None),
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
        str(phrase).lower(),
        f"{MEMO}:   {marked}{REST}",
        f"”{phrase}” är skrivet för hand och blir fel om bilagornas ordning ändras",
        f"skriv [handlingens namn](bilaga:{key}), så skrivs rätt nummer ut efter namnet",
    )
    assert _said(workspace, sentence) == ([wrong] if phrase else [])


def test_several_numbers_are_typed_at_once(workspace: Workspace) -> None:
    (said,) = _said(workspace, "Se bilagorna 2 och 3.")
    assert (said.about, said.place, said.help) == (
        "bilagorna 2 och 3",
        f"{MEMO}:   Se ⟦bilagorna 2 och 3⟧.{REST}",
        "skriv [handlingens namn](bilaga:overenskommelse) och [handlingens namn]"
        "(bilaga:atgardsplan), så skrivs rätt nummer ut efter namnet",
    )


def test_a_text_on_one_line_cannot_refer(workspace: Workspace) -> None:
    file = "kommunikationsplan.yaml"
    edits = {file: {"budskap: Visa oss var du är otrygg.": "budskap: Se bilaga 3."}}
    (said,) = told(workspace, edits)
    assert (said.about, said.help) == (
        "bilaga 3",
        "ta bort numret; en text på en rad kan inte hänvisa till en bilaga",
    )


@pytest.mark.parametrize(
    ("name", "about", "last", "help"),
    [
        (
            "Rikspolisstyrelsens",
            "Rikspolisstyrelsen",
            "2014-12-31",
            "skriv Polismyndigheten, eller dåvarande Rikspolisstyrelsen om det är den som menas",
        ),
        (
            "Polismyndigheten i Stockholms län",
            "länspolismyndigheten",
            "2014-12-31",
            "skriv Polismyndigheten, eller dåvarande om det är den gamla myndigheten som menas",
        ),
        ("SKL:s", "SKL", "2019-11-30", "skriv Sveriges Kommuner och Regioner (SKR)"),
        (
            "Sveriges Kommuner och Landstings",
            "SKL",
            "2019-11-30",
            "skriv Sveriges Kommuner och Regioner (SKR)",
        ),
        (
            "landstingets",
            "landstinget",
            "2019-12-31",
            "skriv regionen, eller dåvarande landstinget om det är det som menas",
        ),
        (
            "Datainspektionens",
            "Datainspektionen",
            "2020-12-31",
            "skriv Integritetsskyddsmyndigheten, eller dåvarande Datainspektionen",
        ),
    ],
)
def test_an_old_name_is_told(
    workspace: Workspace, name: str, about: str, last: str, help: str
) -> None:
    assert _said(workspace, f"Den bygger på {name} handbok.") == [
        Told(
            "regel 56",
            "råd",
            about,
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
        "Myndigheten bytte namn från Datainspektionen.",
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


@pytest.mark.parametrize(
    "said", ["Datainspektionen kom. Datainspektionens chef gick.", "RPS " * 2000]
)
def test_a_name_is_told_once_in_a_text(workspace: Workspace, said: str) -> None:
    assert len(_said(workspace, said)) == 1


def test_a_name_in_a_sentence_about_history_does_not_hide_a_later_one(workspace: Workspace) -> None:
    assert len(_said(workspace, "Dåvarande SKL stod bakom. Nu deltar SKL.")) == 1


def _named_then(workspace: Workspace, time: str) -> list[Told]:
    """Return what is said when the police has its name only for a time."""
    name = "    kortnamn: polisen\n"
    return told(workspace, {"arende.yaml": {name: f"{name}    namnet_gäller: {time}\n"}})


def test_a_party_is_called_what_it_was_called_then(workspace: Workspace) -> None:
    assert _named_then(workspace, "{från: 2026-04-20, till: null}") == [
        Told(
            "regel 56",
            "råd",
            "polis",
            "arende.yaml:     namn: ⟦lokalpolisområde Mellanåsen⟧",
            "namnet ”lokalpolisområde Mellanåsen” gäller från och med 2026-04-20 men ”lagesbild” "
            "är från en annan tid",
            "skriv namnet som parten hade då, eller rätta namnet_gäller",
            ("lagesbild.yaml: datum: ⟦2026-03-23⟧: den här är från 2026-03-23",),
        )
    ]


@pytest.mark.parametrize(
    ("time", "during"),
    [
        ("{till: 2026-05-03}", "till och med 2026-05-03"),
        ("{till: 2026-05-04}", None),
        ("{från: 2026-03-23, till: 2026-05-04}", None),
        ("{från: 2026-03-23, till: 2026-04-20}", "från och med 2026-03-23 till och med 2026-04-20"),
    ],
)
def test_the_first_and_the_last_day_of_a_name_belong_to_its_time(
    workspace: Workspace, time: str, during: str | None
) -> None:
    said = _named_then(workspace, time)
    assert [one.message.split(" gäller ")[1].split(" men ")[0] for one in said] == (
        [during] if during else []
    )


def test_a_name_is_told_once_in_a_document_with_its_other_places(workspace: Workspace) -> None:
    """Names of different authorities can be accepted one by one."""
    message = "budskap: Visa oss var du är otrygg."
    other = "budskap: Tre parter arbetar tillsammans i tre år."
    file = "kommunikationsplan.yaml"
    edits = {
        file: {
            message: "budskap: SKL och RPS deltar.",
            other: "budskap: Tre parter och SKL:s nät.",
        },
        MEMO: {OLD: "SKL deltar."},
    }
    said = told(workspace, edits)
    assert sorted((one.about, one.place, one.see) for one in said) == [
        ("Rikspolisstyrelsen", f"{file}:     budskap: SKL och ⟦RPS⟧ deltar.", ()),
        (
            "SKL",
            f"{file}:     budskap: Tre parter och ⟦SKL:s⟧ nät.",
            (f"{file}:     budskap: ⟦SKL⟧ och RPS deltar.: här står det också",),
        ),
        ("SKL", f"{MEMO}:   ⟦SKL⟧ deltar.{REST}", ()),
    ]


def test_an_exemption_from_one_name_does_not_accept_another(workspace: Workspace) -> None:
    exemption = "undantag:\n  - {regel: 56, gäller: SKL, skäl: Handboken heter så.}\n"
    edits = {"arende.yaml": {"undantag:\n": exemption}, MEMO: {OLD: "SKL och RPS deltar."}}
    assert sorted((one.about, one.severity) for one in told(workspace, edits)) == [
        ("Rikspolisstyrelsen", "råd"),
        ("SKL", "undantag"),
    ]


def test_the_reason_of_an_exemption_is_no_text_of_a_document(workspace: Workspace) -> None:
    old = "skäl: Planen är kommunens"
    edits = {"arende.yaml": {old: "skäl: SKL har sex fokusområden. Planen är kommunens"}}
    assert told(workspace, edits) == []


def test_nor_is_the_pattern_of_numbers(workspace: Workspace) -> None:
    edits = {"arende.yaml": {'"{diarienummer}:{nummer}"': '"SKL {diarienummer}:{nummer}"'}}
    assert told(workspace, edits) == []
