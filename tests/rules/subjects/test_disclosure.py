"""What is secret and must not come out by way of something open."""

from __future__ import annotations

import pytest

from tests.conftest import Workspace
from tests.rules.telling import Told, told

MEMO = "tjansteutlatande.yaml"
PLAN = "atgardsplan.yaml"
PROMISE = "medborgarlofte.yaml"
COMMUNICATION = "kommunikationsplan.yaml"
OLD = "Kommunen och polisen har samverkat i många år."
SECRET = "Pumphusnätverket värvar unga från två namngivna fritidsgårdar."
HELP = "ta bort den här, eller lägg till samma sekretess som där"
# The secret cause is marked under 18 kap. 2 §, the secret information under 18 kap. 1 §.
MARK = "sekretess: {lagrum: %s, datum: 2026-04-28, myndighet: Polismyndigheten}"
ACT = "offentlighets- och sekretesslagen (2009:400)"


def _quoted(place: str, about: str, how: str) -> Told:
    return Told(
        "regel 57",
        "fel",
        about,
        place,
        f"en mening som är hemlig på ett annat ställe står här {how}",
        HELP,
        (f"overenskommelse.yaml:         text: ⟦{SECRET}⟧: här är den hemlig",),
    )


@pytest.mark.parametrize(
    ("quotation", "marked"),
    [
        (SECRET, "Pumphusnätverket värvar unga från två namngivna fritidsgårdar"),
        (
            f"Polisen säger att {SECRET.lower()}",
            "pumphusnätverket värvar unga från två namngivna fritidsgårdar",
        ),
        (
            "”Pumphusnätverket värvar unga,  från två namngivna fritidsgårdar” skrev den.",
            "Pumphusnätverket värvar unga,  från två namngivna fritidsgårdar",
        ),
    ],
    ids=["alone", "within-a-sentence", "quoted"],
)
def test_a_secret_sentence_is_not_quoted_openly(
    workspace: Workspace, quotation: str, marked: str
) -> None:
    line = f"{MEMO}:   {quotation.replace(marked, f'⟦{marked}⟧')}"
    assert told(workspace, {MEMO: {OLD: quotation}}) == [
        _quoted(
            f"{line} Nu tillkommer AB Lövåsahem som **tredje part**,",
            "tjansteutlatande",
            "utan sekretess",
        )
    ]


def test_it_is_found_over_the_lines_of_the_file(workspace: Workspace) -> None:
    broken = "Pumphusnätverket\n  värvar unga från två namngivna fritidsgårdar."
    (said,) = told(workspace, {MEMO: {OLD: broken}})
    assert said.place == f"{MEMO}:   ⟦Pumphusnätverket⟧"


@pytest.mark.parametrize(
    "sentence",
    [
        "Pumphusnätverket värvar unga.",
        "Två namngivna fritidsgårdar har öppet.",
        "Pumphusnätverket värvar unga från två namngivna skolor.",
        "Silvergädda har hittills gett",
    ],
)
def test_a_part_of_a_secret_sentence_is_no_quotation(workspace: Workspace, sentence: str) -> None:
    assert told(workspace, {MEMO: {OLD: sentence}}) == []


@pytest.mark.parametrize(
    ("provision", "wrong"), [(f"18 kap. 2 § {ACT}", False), (f"35 kap. 1 § {ACT}", True)]
)
def test_a_quotation_is_secret_for_the_same_reason(
    workspace: Workspace, provision: str, wrong: bool
) -> None:
    old = "motiv: Följderna är allvarliga och tidigt stöd har god effekt."
    new = f"motiv: {{text: {SECRET}, {MARK % provision}}}"
    found = told(workspace, {"lagesbild.yaml": {old: new}})
    assert [(one.code, one.message) for one in found] == (
        [
            (
                "regel 57",
                "en mening som är hemlig på ett annat ställe står här med en annan bestämmelse",
            )
        ]
        if wrong
        else []
    )


def test_the_open_title_of_a_secret_paper_is_open(workspace: Workspace) -> None:
    old = "öppen_titel: Underlag från Polismyndigheten"
    new = f"öppen_titel: {SECRET.removesuffix('.')}"
    (said,) = told(workspace, {"arende.yaml": {old: new}})
    assert (said.code, said.about) == ("regel 57", "polisunderlag")


def test_the_secret_title_of_an_attachment_is_not_quoted(workspace: Workspace) -> None:
    said = told(workspace, {MEMO: {OLD: "Underrättelseunderlag om ärendet Kopparsvansen finns."}})
    assert [(one.severity, one.see) for one in said] == [
        (
            "fel",
            (
                "arende.yaml:     titel: ⟦Underrättelseunderlag om ärendet Kopparsvansen⟧: här är "
                "den hemlig",
            ),
        )
    ]


def test_a_line_that_is_the_same_as_a_secret_one_is_only_advised_against(
    workspace: Workspace,
) -> None:
    """A measure can be the same by chance, and the reason for that can be given."""
    line = "Två pass i månaden inom Silvergädda"
    assert told(workspace, {PLAN: {"mått: Tre skolor": f"mått: {line}"}}) == [
        Told(
            "regel 57",
            "råd",
            "atg_gupp",
            f"{PLAN}:     mått: ⟦{line}⟧",
            "en rad som är hemlig på ett annat ställe står här utan sekretess",
            "skriv om raden om den röjer något, lägg till samma sekretess som där, eller gör ett "
            "undantag med skäl",
            (f"{PLAN}:     mått: ⟦{line}⟧: här är den hemlig",),
        )
    ]


def test_a_secret_line_in_a_paragraph_is_wrong(workspace: Workspace) -> None:
    (said,) = told(workspace, {MEMO: {OLD: "Planen har två pass i månaden inom Silvergädda."}})
    assert (said.code, said.severity) == ("regel 57", "fel")


@pytest.mark.parametrize(
    ("sentence", "count"),
    [("Insatsen gav två tecken till.", 0), ("Insatsen gav fyra tecken till.", 1)],
    ids=["29 characters", "30 characters"],
)
def test_a_short_sentence_can_be_the_same_by_chance(
    workspace: Workspace, sentence: str, count: int
) -> None:
    old = "Silvergädda har hittills gett fem orosanmälningar."
    said = told(workspace, {PLAN: {old: sentence}, MEMO: {OLD: sentence}})
    assert [one.severity for one in said] == ["fel"] * count


# Open things that show something secret


def test_an_open_promise_takes_no_measure_from_a_secret_action(workspace: Workspace) -> None:
    old = "åtgärder: [atg_traffar]\n    mått_från: atg_traffar"
    new = "åtgärder: [atg_traffar, atg_insats]\n    mått_från: atg_insats"
    said = [one for one in told(workspace, {PROMISE: {old: new}}) if one.code == "regel 57"]
    assert said == [
        Told(
            "regel 57",
            "varning",
            "lof_traffar",
            f"{PROMISE}:     mått_från: ⟦atg_insats⟧",
            "löftet är öppet men bygger på ”atg_insats”, som har sekretess",
            "ta bort hänvisningen och det som kommer därifrån, eller lägg till sekretess här också",
            (f"{PLAN}:   - id: ⟦atg_insats⟧: här är det som har sekretess",),
        )
    ]


def test_nor_is_it_carried_by_one(workspace: Workspace) -> None:
    edits = {PROMISE: {"[atg_traffar]\n": "[atg_traffar, atg_insats]\n"}}
    (said,) = [one for one in told(workspace, edits) if one.code == "regel 57"]
    assert said.place == f"{PROMISE}:     åtgärder: [atg_traffar, ⟦atg_insats⟧]"


def test_a_secret_promise_may_be(workspace: Workspace) -> None:
    mark = MARK % f"18 kap. 1 § {ACT}"
    edits = {
        PROMISE: {"[atg_traffar]\n": f"[atg_traffar, atg_insats]\n    {mark}\n"},
        COMMUNICATION: {
            "gäller: [lof_mottagning, lof_traffar]": "gäller: [lof_mottagning]",
            "lof_foraldrar, lof_mottagning, lof_traffar, lof_las, lof_vardar, lof_vandring]\n"
            "    målgrupper: [invånare, v": "lof_las]\n    målgrupper: [invånare, v",
            "[upp_ar_2027, lof_foraldrar, lof_traffar,": "[upp_ar_2027, lof_foraldrar,",
            "[upp_ar_2028, lof_franvaro, lof_foraldrar, lof_mottagning, lof_traffar,": (
                "[upp_ar_2028, lof_franvaro, lof_foraldrar,"
            ),
        },
    }
    assert [one.about for one in told(workspace, edits) if one.code == "regel 57"] == []


def test_an_open_communication_item_is_about_nothing_secret(workspace: Workspace) -> None:
    """One finding for an item, whatever it names."""
    mark = MARK % f"18 kap. 1 § {ACT}"
    action = "  - id: atg_butiker\n"
    edits = {
        PLAN: {action: f"{action}    {mark}\n"},
        COMMUNICATION: {"gäller: [atg_butiker]": "gäller: [atg_insats, atg_butiker]"},
    }
    said = [one for one in told(workspace, edits) if one.code == "regel 57"]
    assert said == [
        Told(
            "regel 57",
            "varning",
            "kom_butiker",
            f"{COMMUNICATION}:     gäller: [⟦atg_insats⟧, atg_butiker]",
            "insatsen är öppen men bygger på ”atg_insats” och ”atg_butiker”, som har sekretess",
            "ta bort hänvisningen och det som kommer därifrån, eller lägg till sekretess här också",
            (
                f"{PLAN}:   - id: ⟦atg_insats⟧: här är det som har sekretess",
                f"{PLAN}:   - id: ⟦atg_butiker⟧: här är det som har sekretess",
            ),
        )
    ]


def test_of_a_document_that_is_secret_as_a_whole_it_is_said_once(workspace: Workspace) -> None:
    """Not that the measure of an action, which no longer is open, stands in a promise too."""
    line = "titel: Åtgärdsplan mot brott i Lövåsa kommun, handlingsnummer: null"
    mark = MARK % "18 kap. 1 § OSL"
    said = told(workspace, {"arende.yaml": {line: f"{line}, {mark}"}})
    found = [(one.severity, one.about, one.message) for one in said if one.code == "regel 57"]
    message = "”atgardsplan” har sekretess, men det som står där används här på"
    assert found == [
        ("varning", "kommunikationsplan", f"{message} 12 ställen"),
        ("varning", "medborgarlofte", f"{message} 8 ställen"),
    ]


def test_it_is_found_also_where_nothing_but_a_text_is_secret(workspace: Workspace) -> None:
    """The case of Täby has no entry that is secret as a whole."""
    sentence = "Narkotikan blir vanligare bland unga i miljöer där vuxna sällan finns."
    analysis = (
        "analys: >\n  Otryggheten samlas till få platser och tider. Narkotikan blir vanligare bland"
        " unga i miljöer där\n  vuxna sällan finns. Organiserad"
    )
    mark = MARK % "18 kap. 1 § OSL"
    marked = f"analys:\n  {mark}\n  text: {sentence} Organiserad"
    edits = {
        "lagesbild.yaml": {analysis: marked},
        MEMO: {"sammanfattning: >\n": f"sammanfattning: >\n  {sentence}\n"},
    }
    found = [one for one in told(workspace, edits, "taby-2018") if one.code == "regel 57"]
    assert [one.about for one in found] == ["tjansteutlatande"]
