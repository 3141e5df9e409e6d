"""Parties, mandates, titles and appointments."""

from __future__ import annotations

import pytest

from tests.conftest import Workspace
from tests.rules.telling import Told, told

ARENDE = "arende.yaml"

MANDATE_HELP = (
    "lägg till funktionen under fullmakt vid en beslutspunkt i tjansteutlatande.yaml, eller under "
    "behörighet här, med reglemente eller beslut"
)
MEMO = "tjansteutlatande.yaml"
AGREEMENT = "overenskommelse.yaml"
APPOINTMENT_HELP = "rätta datumen under förordnanden hos personen, eller ange en annan person"


@pytest.mark.parametrize(
    ("new", "place", "name"),
    [
        ("Polismyndigheten", "juridiskt_namn: ⟦Polismyndigheten⟧", "Polismyndigheten"),
        (
            "Polismyndigheten, LPO Granvik",
            "juridiskt_namn: ⟦Polismyndigheten, LPO Granvik⟧",
            "Polismyndigheten, LPO Granvik",
        ),
        ("Polismyndigheten genom lokalpolisområde Granvik", None, None),
        ("Polismyndigheten genom polisregion Nord", None, None),
    ],
)
def test_the_police_acts_through_a_unit(
    workspace: Workspace, new: str, place: str | None, name: str | None
) -> None:
    old = "juridiskt_namn: Polismyndigheten genom lokalpolisområde Granvik"
    edits = {"arende.yaml": {old: f"juridiskt_namn: {new}"}}
    wrong = Told(
        "regel 2",
        "råd",
        "polis",
        f"arende.yaml:     {place}",
        f"polisens juridiska namn är ”{name}”, och inte ”Polismyndigheten genom …”",
        "skriv ”Polismyndigheten genom …”, med enhetens namn, i juridiskt_namn",
    )
    assert told(workspace, edits, "minsta") == ([wrong] if place else [])


def test_the_name_of_the_police_counts_where_there_is_no_legal_name(workspace: Workspace) -> None:
    edits = {
        "arende.yaml": {
            "    namn: lokalpolisområde Granvik\n": "    namn: Polismyndigheten i Granvik\n",
            "    juridiskt_namn: Polismyndigheten genom lokalpolisområde Granvik\n": "",
        }
    }
    (said,) = told(workspace, edits, "minsta")
    assert said.place == "arende.yaml:     namn: ⟦Polismyndigheten i Granvik⟧"


@pytest.mark.parametrize(
    ("mandate", "place", "person"),
    [
        ("ks_ordforande", "[rask, ⟦backvall⟧, lindhagen, hultmarker]", "backvall"),
        ("kommundirektor", "[⟦rask⟧, backvall, lindhagen, hultmarker]", "rask"),
    ],
)
def test_who_signs_for_the_municipality_has_a_mandate(
    workspace: Workspace, mandate: str, place: str, person: str
) -> None:
    edits = {MEMO: {"fullmakt: [ks_ordforande, kommundirektor]": f"fullmakt: [{mandate}]"}}
    assert told(workspace, edits) == [
        Told(
            "regel 35",
            "råd",
            person,
            f"{AGREEMENT}: undertecknare: {place}",
            f"”{person}” har ingen behörighet att underteckna för kommunen",
            MANDATE_HELP,
        )
    ]


def test_the_mandate_may_stand_at_any_point(workspace: Workspace) -> None:
    edits = {
        MEMO: {
            "fullmakt: [ks_ordforande, kommundirektor]": "fullmakt: [kommundirektor]",
            "gemensamma lokala lägesbilden till handlingarna.\n": (
                "gemensamma lokala lägesbilden till handlingarna.\n"
                "        fullmakt: [ks_ordforande]\n"
            ),
        }
    }
    assert told(workspace, edits) == []


@pytest.mark.parametrize(
    ("function", "codes"), [("ks_ordforande", []), ("kommundirektor", ["regel 35"])]
)
def test_the_mandate_may_come_from_a_standing_decision(
    workspace: Workspace, function: str, codes: list[str]
) -> None:
    signing = "underskrift: {datum: 2026-09-03"
    mandate = f"behörighet:\n  - {{funktion: {function}, stöd: Reglementet 12 §}}\n\n"
    edits = {
        MEMO: {"fullmakt: [ks_ordforande, kommundirektor]": "fullmakt: [kommundirektor]"},
        AGREEMENT: {signing: f"{mandate}{signing}"},
    }
    assert [finding.code for finding in told(workspace, edits)] == codes


def test_other_parties_need_no_mandate(workspace: Workspace) -> None:
    edits = {
        MEMO: {"fullmakt: [ks_ordforande, kommundirektor]": "fullmakt: []"},
        AGREEMENT: {"[rask, backvall, lindhagen": "[lindhagen"},
    }
    assert [finding.code for finding in told(workspace, edits)] == ["regel 36"]


def test_somebody_signs_for_every_party(workspace: Workspace) -> None:
    edits = {AGREEMENT: {"backvall, lindhagen, hultmarker]": "backvall, lindhagen]"}}
    assert told(workspace, edits) == [
        Told(
            "regel 36",
            "varning",
            "bolag",
            f"{AGREEMENT}: ⟦undertecknare⟧: [rask, backvall, lindhagen]",
            "ingen undertecknar för ”bolag” (AB Lövåsahem)",
            "lägg till en person för parten; är namnet inte känt, skriv namn: null",
            ("arende.yaml:   - id: ⟦bolag⟧: här står parten",),
        )
    ]


def test_whoever_signs_has_an_appointment_on_the_day(workspace: Workspace) -> None:
    """The agreement is dated 2026-05-04 and signed 2026-09-03; from then on rule 38 says it."""
    edits = {
        "arende.yaml": {
            "tillförordnad: ja, från: 2026-03-01, till: 2026-12-31": (
                "tillförordnad: ja, från: 2026-03-01, till: 2026-05-03"
            ),
            "      - {funktion: ekonomichef, från: 2019-08-12, till: null}\n": "",
        }
    }
    said = told(workspace, edits)
    assert [one.code for one in said] == ["regel 37", "regel 37"]
    (found,) = [one for one in said if one.place.startswith(AGREEMENT) and one.code == "regel 37"]
    assert found == Told(
        "regel 37",
        "varning",
        "backvall",
        f"{AGREEMENT}: undertecknare: [rask, ⟦backvall⟧, lindhagen, hultmarker]",
        "”backvall” har inget förordnande 2026-09-03, och får därför ingen titel",
        APPOINTMENT_HELP,
        ("arende.yaml:     ⟦förordnanden⟧:: här står personens förordnanden",),
    )


@pytest.mark.parametrize("title", ["", "    titel: rådgivare\n"])
def test_a_handler_needs_an_appointment_or_a_title(workspace: Workspace, title: str) -> None:
    held = "[{funktion: ts_samordnare, från: null, till: 2018-11-11}]"
    edits = {
        "arende.yaml": {
            "  - {id: nilsson, namn: Alexander Nilsson, part: kommun}\n": (
                "  - id: nilsson\n    namn: Alexander Nilsson\n    part: kommun\n"
                f"{title}"
                f"    förordnanden: {held}\n"
            )
        }
    }
    said = [one for one in told(workspace, edits, "taby-2018") if one.code == "regel 37"]
    wrong = Told(
        "regel 37",
        "varning",
        "nilsson",
        f"{MEMO}: handläggare: ⟦nilsson⟧",
        "”nilsson” har inget förordnande 2018-11-12, och får därför ingen titel",
        APPOINTMENT_HELP,
        (f"arende.yaml:     ⟦förordnanden⟧: {held}: här står personens förordnanden",),
    )
    assert said == ([] if title else [wrong])


@pytest.mark.parametrize(
    "title",
    [
        "⟦T f⟧ utredare",
        "⟦t.f.⟧ utredare",
        "⟦tf⟧ utredare",
        "⟦Tillförordnad⟧ utredare",
        "⟦tjänstförrättande⟧ utredare",
        "plattformschef ⟦(tf)⟧",
        "utredare ⟦(t f)⟧",
        "utredare, ⟦tillförordnad⟧",
    ],
)
def test_an_acting_title_is_not_typed(workspace: Workspace, title: str) -> None:
    plain = title.replace("⟦", "").replace("⟧", "")
    found = title[title.index("⟦") + 1 : title.index("⟧")]
    edits = {"arende.yaml": {"    titel: utredare\n": f"    titel: {plain}\n"}}
    assert told(workspace, edits) == [
        Told(
            "regel 37",
            "varning",
            "viklander",
            f"arende.yaml:     titel: {title}",
            f"titeln har ”{found}” men inget slutdatum",
            "ta bort titel och skriv ett förordnande med funktion, tillförordnad: ja, från och "
            "till",
        )
    ]


@pytest.mark.parametrize(
    "title",
    ["utredare", "ställföreträdande utredare", "TF-utredare", "chef för TF", "t fordonschef"],
)
def test_other_titles_are_typed(workspace: Workspace, title: str) -> None:
    edits = {"arende.yaml": {"    titel: utredare\n": f"    titel: {title}\n"}}
    assert told(workspace, edits) == []


@pytest.mark.parametrize("title", ["⟦T f⟧ ekonomichef", "ekonomichef ⟦(t f)⟧", "ekonomichef"])
def test_a_function_is_not_acting(workspace: Workspace, title: str) -> None:
    plain = title.replace("⟦", "").replace("⟧", "")
    found = "(t f)" if "(" in title else "T f"
    edits = {"arende.yaml": {"titel: ekonomichef,": f"titel: {plain},"}}
    wrong = Told(
        "regel 37",
        "varning",
        "ekonomichef",
        f"arende.yaml:   - {{id: ekonomichef, titel: {title}, part: kommun}}",
        f"funktionen ”ekonomichef” har ”{found}” i titeln, och det står då kvar när förordnandet "
        "är slut",
        f"ta bort ”{found}” ur titeln, och skriv tillförordnad: ja, från och till vid personens "
        "förordnande",
    )
    assert told(workspace, edits) == ([] if plain == title else [wrong])


@pytest.mark.parametrize(
    ("end", "dated"), [(", till: null", False), ("", False), (", till: 2027-01-31", True)]
)
def test_who_is_acting_is_so_until_a_day(workspace: Workspace, end: str, dated: bool) -> None:
    held = "      - {funktion: kommundirektor, tillförordnad: ja, från: 2026-03-01"
    wrong = Told(
        "regel 37",
        "råd",
        "backvall",
        f"arende.yaml: {held.replace('ja', '⟦ja⟧')}{end}}}",
        "”backvall” är tillförordnad utan slutdatum",
        "ange till; är dagen inte känd, gör ett undantag med skälet",
    )
    edits = {"arende.yaml": {f"{held}, till: 2026-12-31": f"{held}{end}"}}
    assert told(workspace, edits) == ([] if dated else [wrong])


OWN_POST = "      - {funktion: ekonomichef, från: 2019-08-12, till: null}\n"


@pytest.mark.parametrize(("end", "told_so"), [("2026-09-02", True), ("2026-09-03", False)])
@pytest.mark.parametrize(
    "rest", [OWN_POST, "", "    titel: ekonomichef\n"], ids=["own-post", "nothing", "title"]
)
def test_an_appointment_that_ends_before_the_signing_is_pointed_out(
    workspace: Workspace, end: str, told_so: bool, rest: str
) -> None:
    """The agreement is dated 2026-05-04 and signed 2026-09-03; rule 37 does not say the same."""
    edits = {
        "arende.yaml": {
            "tillförordnad: ja, från: 2026-03-01, till: 2026-12-31": (
                f"tillförordnad: ja, från: 2026-03-01, till: {end}"
            ),
            OWN_POST: rest,
        },
    }
    wrong = Told(
        "regel 38",
        "råd",
        "backvall",
        f"{AGREEMENT}: undertecknare: [rask, ⟦backvall⟧, lindhagen, hultmarker]",
        f"”backvall” har ett förordnande som slutar {end}, före underskriften 2026-09-03",
        "kontrollera att rätt person undertecknar och med vilken titel",
        (
            "arende.yaml:       - {funktion: kommundirektor, tillförordnad: ja, från: 2026-03-01, "
            f"till: ⟦{end}⟧}}: här slutar förordnandet",
        ),
    )
    said = told(workspace, edits)
    assert said == ([wrong] if told_so else [])


def test_without_a_day_of_signing_no_appointment_ends_too_soon(workspace: Workspace) -> None:
    edits = {
        "arende.yaml": {
            "tillförordnad: ja, från: 2026-03-01, till: 2026-12-31": (
                "tillförordnad: ja, från: 2026-03-01, till: 2026-09-02"
            )
        },
        AGREEMENT: {"underskrift: {datum: 2026-09-03": "underskrift: {datum: null"},
    }
    assert [one.code for one in told(workspace, edits) if one.code == "regel 38"] == []


def test_a_mandate_that_ended_is_told_by_the_appointment_alone(workspace: Workspace) -> None:
    """Rule 38 says what is wrong; rule 35 would ask for a mandate that is there already."""
    edits = {
        ARENDE: {
            "tillförordnad: ja, från: 2026-03-01, till: 2026-12-31": (
                "tillförordnad: ja, från: 2026-03-01, till: 2026-08-31"
            )
        }
    }
    assert [one.code for one in told(workspace, edits)] == ["regel 38"]


def test_a_person_has_functions_of_the_own_party(workspace: Workspace) -> None:
    edits = {ARENDE: {"{funktion: lpo_chef, från: 2024-10-01": "{funktion: vd, från: 2024-10-01"}}
    (one,) = told(workspace, edits)
    assert (one.code, one.severity, one.about, one.message) == (
        "regel 37",
        "råd",
        "lindhagen",
        "”lindhagen” företräder ”polis” men har en funktion hos ”bolag”",
    )
    assert one.place == ("arende.yaml:       - {funktion: ⟦vd⟧, från: 2024-10-01, till: null}")
    assert [place.partition(": här")[2] for place in one.see] == [
        " står personens part",
        " står funktionens part",
    ]
