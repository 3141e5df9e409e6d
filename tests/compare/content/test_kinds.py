"""What a changed field is about: parties, mandates, terms, commitments, numbers, dates, wording."""

from __future__ import annotations

import pytest

from avtal.model.marks import Subject
from tests.compare.conftest import Edits
from tests.compare.content.changing import changes, told
from tests.conftest import Workspace

FIELDS: dict[str, tuple[str, Edits, tuple[str, str, str, str | None, str | None]]] = {
    "the name of a party": (
        "taby-2018",
        {"arende.yaml": {"    kortnamn: polisen\n": "    kortnamn: polismyndigheten\n"}},
        ("party", "party", "arende.parter.polis.kortnamn", "polisen", "polismyndigheten"),
    ),
    "who signs": (
        "taby-2018",
        {"arende.yaml": {"namn: Alexander Nilsson": "namn: Alex Nilsson"}},
        ("mandate", "mandate", "arende.personer.nilsson.namn", "Alexander Nilsson", "Alex Nilsson"),
    ),
    "the mandate to sign": (
        "taby-2018",
        {"tjansteutlatande.yaml": {
            "fullmakt: [kommundirektor, ts_samordnare]": "fullmakt: [kommundirektor]"
        }},
        ("mandate", "mandate", "tjansteutlatande.förslag.kommunstyrelsen.punkter.B2.fullmakt",
         "kommundirektör (kommundirektor), trygghets- och säkerhetssamordnare (ts_samordnare)",
         "kommundirektör (kommundirektor)"),
    ),
    "the term": (
        "taby-2018",
        {"arende.yaml": {
            "avtalstid: {från: 2019-01-01, till: 2020-12-31":
            "avtalstid: {från: 2019-01-01, till: 2020-12-30"
        }},
        ("term", "term", "arende.avtalstid.till", "2020-12-31", "2020-12-30"),
    ),
    "how the agreement can be ended": (
        "taby-2018",
        {"overenskommelse.yaml": {"Vardera parten kan säga": "Varje part kan säga"}},
        ("term", "term", "overenskommelse.uppsägning.text",
         "Vardera parten kan säga upp överenskommelsen skriftligt.",
         "Varje part kan säga upp överenskommelsen skriftligt."),
    ),
    "how long it takes to end it": (
        "taby-2018",
        {"overenskommelse.yaml": {"uppsägningstid: 3": "uppsägningstid: 6"}},
        ("term", "term", "overenskommelse.uppsägning.uppsägningstid", "3", "6"),
    ),
    "how many copies are signed": (
        "taby-2018",
        {"overenskommelse.yaml": {"exemplar: 2": "exemplar: 3"}},
        ("number", "number", "overenskommelse.underskrift.exemplar", "2", "3"),
    ),
    "who signs the memo": (
        "taby-2018",
        {"tjansteutlatande.yaml": {"[eriksson, hallqvist]": "[eriksson]"}},
        ("mandate", "mandate", "tjansteutlatande.undertecknare",
         "Leif Eriksson (eriksson), Anna Hallqvist (hallqvist)", "Leif Eriksson (eriksson)"),
    ),
    "how long the promises hold": (
        "taby-2018",
        {"medborgarlofte.yaml": {"till: 2020-12-31": "till: 2020-12-30"}},
        ("term", "term", "medborgarlofte.period.till", "2020-12-31", "2020-12-30"),
    ),
    "a decision that is entered": (
        "taby-2018",
        {"lagesbild.yaml": {
            "område: Täby kommun\n": "område: Täby kommun\nbeslut: {typ: godkänna, organ: "
            "kommunstyrelsen, datum: 2018-12-03, paragraf: 112, utfall: enligt förslag}\n"
        }},
        ("mandate", "mandate", "lagesbild.beslut", None,
         "Typ av beslut: godkänna\nOrgan: kommunstyrelsen\nDatum: 2018-12-03\n"
         "Paragraf: 112\nUtfall: enligt förslag"),
    ),
    "the office of the municipality": (
        "taby-2018",
        {"arende.yaml": {"förkortning: KLK": "förkortning: KS"}},
        ("party", "party", "arende.kommun.förvaltning.förkortning", "KLK", "KS"),
    ),
    "what a function is called": (
        "taby-2018",
        {"arende.yaml": {"titel: socialchef": "titel: chef för socialtjänsten"}},
        ("mandate", "mandate", "arende.funktioner.socialchef.titel",
         "socialchef", "chef för socialtjänsten"),
    ),
    "how long a party had its name": (
        "taby-2018",
        {"arende.yaml": {"namnet_gäller: {till: 2020-12-31": "namnet_gäller: {till: 2020-12-30"}},
        ("party", "party", "arende.parter.polis.namnet_gäller.till", "2020-12-31", "2020-12-30"),
    ),
    "how long a person has a function": (
        "taby-2018",
        {"arende.yaml": {
            "{funktion: ts_chef, tillförordnad: ja, från: null":
            "{funktion: ts_chef, tillförordnad: ja, från: 2018-01-01"
        }},
        ("mandate", "mandate", "arende.personer.hallqvist.förordnanden.ts_chef.från",
         None, "2018-01-01"),
    ),
    "what binds the parties": (
        "taby-2018",
        {"overenskommelse.yaml": {"inte rättsligt bindande": "rättsligt bindande"}},
        ("sense", "sense", "overenskommelse.rättslig_verkan",
         "Överenskommelsen uttrycker parternas gemensamma vilja. Den är inte rättsligt bindande "
         "och ändrar inte det ansvar som var och en av parterna har enligt lag.",
         "Överenskommelsen uttrycker parternas gemensamma vilja. Den är rättsligt bindande "
         "och ändrar inte det ansvar som var och en av parterna har enligt lag."),
    ),
    "who follows up": (
        "taby-2018",
        {"overenskommelse.yaml": {
            "{id: U1, datum: 2019-02-05, organ: samverkansgrupp":
            "{id: U1, datum: 2019-02-05, organ: styrgrupp"
        }},
        ("commitment", "commitment", "overenskommelse.kalender.U1.organ",
         "samverkansgruppen (samverkansgrupp)", "styrgruppen (styrgrupp)"),
    ),
    "the diarienummer": (
        "taby-2018",
        {"arende.yaml": {"diarienummer: KS 2018/211": "diarienummer: KS 2018/212"}},
        ("reference", "reference", "arende.diarienummer", "KS 2018/211", "KS 2018/212"),
    ),
    "the law": (
        "taby-2018",
        {"arende.yaml": {"lagprofil: fore-2023": "lagprofil: lag-2023-196"}},
        ("reference", "reference", "arende.lagprofil", "fore-2023", "lag-2023-196"),
    ),
    "the source of a problem": (
        "taby-2018",
        {"overenskommelse.yaml": {"källor: [S1, S3, S5]": "källor: [S1, S3]"}},
        ("reference", "reference", "overenskommelse.fokusområden.F1.problem.källor",
         "Medborgardialog (S1), Anmälda brott i Täby kommun (S3), Trygghetsmätning (S5)",
         "Medborgardialog (S1), Anmälda brott i Täby kommun (S3)"),
    ),
    "where a fact is from": (
        "taby-2018",
        {"arende.yaml": {
            "part: polis, ursprung: påhittad}\n  - {id: socialchef":
            "part: polis, ursprung: tolkad}\n  - {id: socialchef"
        }},
        ("origin", "origin", "arende.funktioner.lpo_chef.ursprung", "påhittad", "tolkad"),
    ),
    "why a thing is secret": (
        "taby-2018",
        {"arende.yaml": {
            "  - {id: nilsson, namn: Alexander Nilsson, part: kommun}":
            "  - {id: nilsson, namn: Alexander Nilsson, part: kommun, sekretess: "
            "{lagrum: 18 kap. 1 § OSL, datum: 2018-11-12, myndighet: Polismyndigheten}}"
        }},
        ("secrecy", "secrecy", "arende.personer.nilsson.sekretess",
         None, "18 kap. 1 § OSL, 2018-11-12, Polismyndigheten"),
    ),
    "a commitment": (
        "taby-2018",
        {"atgardsplan.yaml": {"Minst tre pass i veckan": "Minst ett pass i veckan"}},
        ("commitment", "commitment", "atgardsplan.åtgärder.A1.mått",
         "Minst tre pass i veckan", "Minst ett pass i veckan"),
    ),
    "a number": (
        "taby-2018",
        {"overenskommelse.yaml": {"målvärde: 15": "målvärde: 1500"}},
        ("number", "number", "overenskommelse.fokusområden.F1.mål.G1.målvärde",
         "15", "1\u00a0500"),
    ),
    "a date": (
        "taby-2018",
        {"atgardsplan.yaml": {"start: 2019-01-14": "start: 2019-01-15"}},
        ("date", "date", "atgardsplan.åtgärder.A1.start", "2019-01-14", "2019-01-15"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("which", FIELDS)
def test_a_field_is_told_by_its_kind(workspace: Workspace, which: str) -> None:
    name, edits, expected = FIELDS[which]
    assert told(changes(workspace, edits, name)) == [expected]


def test_a_name_binds_nobody(workspace: Workspace) -> None:
    edits = {
        "arende.yaml": {
            "id: atgardsplan, titel: Åtgärdsplan}": "id: atgardsplan, titel: Åtgärder och ansvar}"
        }
    }
    (found,) = changes(workspace, edits, "taby-2018")
    assert found.about is Subject.WORDING


def test_a_clause_that_was_not_there_can_bind(workspace: Workspace) -> None:
    edits = {"overenskommelse.yaml": {
        "underskrift: {": "kostnader: Kommunen bär alla kostnader.\n\nunderskrift: {"
    }}  # fmt: skip
    (found,) = changes(workspace, edits, "taby-2018")
    assert (found.name, found.about) == ("overenskommelse.kostnader", Subject.SENSE)


@pytest.mark.parametrize(
    ("old", "new", "about"),
    [
        ("tryggt och säkert Täby", "tryggt, säkert Täby", Subject.WORDING),
        ("inom tre\n", "inom fyra\n", Subject.NUMBER),
        ("bevara ett", "till 2021 bevara ett", Subject.DATE),
        ("bevara ett", "den 3 december bevara ett", Subject.DATE),
        ("bevara ett", "bevara 40", Subject.NUMBER),
    ],
)
def test_a_changed_number_or_date_in_a_text_is_no_mere_wording(
    workspace: Workspace, old: str, new: str, about: Subject
) -> None:
    (found,) = changes(workspace, {"overenskommelse.yaml": {old: new}}, "taby-2018")
    assert (found.about, found.name) == (about, "overenskommelse.syfte")
    assert "".join(mark.text for mark in found.marks if mark.op != "old") == found.new
