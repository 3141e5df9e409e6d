"""Who does an action, and when (rules 18 to 23)."""

from __future__ import annotations

from datetime import date

import pytest

from tests.conftest import Workspace
from tests.rules.telling import Told, told, told_of

AGREEMENT = "overenskommelse.yaml"
PLAN = "atgardsplan.yaml"
TABY = "taby-2018"


def test_what_is_led_jointly_has_a_responsible_function_at_each_party(
    workspace: Workspace,
) -> None:
    edits = {PLAN: {"[socialchef, brottsoffersamordnare, forvaltningschef]": "[socialchef]"}}
    assert told(workspace, edits) == [
        Told(
            "regel 18",
            "varning",
            "atg_utbildning",
            f"{PLAN}:     ⟦ansvariga⟧: [socialchef]",
            "åtgärden ”atg_utbildning” leds gemensamt men har ingen ansvarig funktion hos ”polis” "
            "och ”bolag”",
            "lägg till en funktion för varje part, eller ange den part som leder i leds_av",
            (f"{PLAN}:     leds_av: ⟦gemensamt⟧: här står vem som leder",),
        )
    ]


@pytest.mark.parametrize(
    ("old", "new", "action", "first"),
    [
        ("[socialchef, kommunpolis]", "[socialchef, kommunpolis, ⟦ts_chef⟧]", "A6", "socialchef"),
        ("[tillstandschef]", "[tillstandschef, ⟦ts_chef⟧]", "A8", "tillstandschef"),
    ],
    ids=["jointly", "one-leader"],
)
def test_one_function_of_a_party_is_responsible(
    workspace: Workspace, old: str, new: str, action: str, first: str
) -> None:
    plain = new.replace("⟦", "").replace("⟧", "")
    assert told(workspace, {PLAN: {f"ansvariga: {old}": f"ansvariga: {plain}"}}, TABY) == [
        Told(
            "regel 18",
            "varning",
            action,
            f"{PLAN}:     ansvariga: {new}",
            f"åtgärden ”{action}” har mer än en ansvarig funktion hos ”kommun”: ”{first}” och "
            "”ts_chef”",
            "låt en ansvara och skriv den andra under medverkande",
        )
    ]


@pytest.mark.parametrize(
    ("responsible", "names"),
    [
        ("[⟦kommunpolis⟧]", "”kommunpolis”"),
        ("[ts_chef, ⟦kommunpolis⟧]", "”kommunpolis”"),
        ("[ts_chef, ⟦kommunpolis⟧, lpo_chef]", "”kommunpolis” och ”lpo_chef”"),
    ],
)
def test_a_responsible_function_belongs_to_a_leader(
    workspace: Workspace, responsible: str, names: str
) -> None:
    """Rule 18 does not say the same of a leader without any."""
    plain = responsible.replace("⟦", "").replace("⟧", "")
    edits = {PLAN: {"ansvariga: [ts_chef]": f"ansvariga: {plain}"}}
    assert told(workspace, edits, TABY) == [
        Told(
            "regel 19",
            "varning",
            "A9",
            f"{PLAN}:     ansvariga: {responsible}",
            f"åtgärden ”A9” leds av ”kommun” men {names} hör inte dit",
            "ange en funktion hos ”kommun”, eller ändra leds_av; den som hjälper till skrivs under "
            "medverkande",
            (
                f"{PLAN}:     leds_av: ⟦kommun⟧: här står vem som leder",
                "arende.yaml:   - {id: kommunpolis, titel: kommunpolis, part: ⟦polis⟧}: här står "
                "parten som ”kommunpolis” hör till",
            ),
        )
    ]


def test_any_party_may_take_part(workspace: Workspace) -> None:
    edits = {PLAN: {"medverkande: [lpo_chef]": "medverkande: [lpo_chef, ts_chef, socialchef]"}}
    assert told(workspace, edits, TABY) == []


PERSON = ("arende.yaml:     namn: ⟦Leif Eriksson⟧: här står personen",)


@pytest.mark.parametrize(
    ("title", "name", "see"),
    [
        ("⟦Anna Svensson⟧", "Anna Svensson", ()),
        ("⟦Anna-Lisa Ek Svensson⟧, socialchef", "Anna-Lisa Ek Svensson", ()),
        ("socialchef (⟦Leif Eriksson⟧)", "Leif Eriksson", PERSON),
        ("⟦Leif Eriksson⟧", "Leif Eriksson", PERSON),
    ],
)
def test_a_function_has_no_personal_name(
    workspace: Workspace, title: str, name: str, see: tuple[str, ...]
) -> None:
    plain = title.replace("⟦", "").replace("⟧", "")
    edits = {"arende.yaml": {"socialchef, titel: socialchef": f"socialchef, titel: '{plain}'"}}
    assert told(workspace, edits, TABY) == [
        Told(
            "regel 20",
            "råd",
            "socialchef",
            f"arende.yaml:   - {{id: socialchef, titel: '{title}', part: kommun, ursprung: "
            "påhittad}",
            f"funktionen ”socialchef” har ett personnamn i titeln: ”{name}”",
            "skriv vad funktionen är; namnet hör hemma under personer, med ett förordnande",
            see,
        )
    ]


@pytest.mark.parametrize(
    "title",
    [
        "Socialchef",
        "Kommunpolis Täby",
        "Lokalpolisområdet Täby Centrum",
        "Regionen Stockholm",
        "chef för Södra Roslagen",
        "chef för Leifs Eriksson",
    ],
)
def test_a_title_with_a_place_is_no_personal_name(workspace: Workspace, title: str) -> None:
    edits = {"arende.yaml": {"socialchef, titel: socialchef": f"socialchef, titel: {title}"}}
    assert told(workspace, edits, TABY) == []


PERIODS = "planens period 2019-01-01–2020-12-31 och avtalstiden 2019-01-01–2020-12-31"
SEE_PERIODS = (
    f"{PLAN}: period: {{från: ⟦2019-01-01⟧, till: 2020-12-31, ursprung: tolkad}}: här står planens "
    "period",
    "arende.yaml: avtalstid: {från: ⟦2019-01-01⟧, till: 2020-12-31, ursprung: tolkad}: här står "
    "avtalstiden",
)


@pytest.mark.parametrize(("day", "right"), [("2018-12-31", False), ("2019-01-01", True)])
def test_what_is_planned_begins_within_the_period(
    workspace: Workspace, day: str, right: bool
) -> None:
    wrong = Told(
        "regel 21",
        "råd",
        "A1",
        f"{PLAN}:     start: ⟦{day}⟧",
        f"åtgärden ”A1” är planerad att börja {day}, före {PERIODS}",
        "rätta start eller planens period, eller ändra status om åtgärden redan pågår",
        SEE_PERIODS,
    )
    edits = {PLAN: {"start: 2019-01-14": f"start: {day}"}}
    assert told(workspace, edits, TABY) == ([] if right else [wrong])


@pytest.mark.parametrize("status", ["pågår", "försenad", "pausad", "avbruten"])
def test_an_earlier_start_is_right_where_the_status_tells_why(
    workspace: Workspace, status: str
) -> None:
    dates = "    klar: 2020-11-30\n    status:"
    edits = {
        PLAN: {
            f"    start: 2019-03-11\n{dates} planerad": f"    start: 2018-03-11\n{dates} {status}"
        }
    }
    said = [one for one in told(workspace, edits, TABY) if one.code in {"regel 21", "regel 22"}]
    assert said == []


@pytest.mark.parametrize(("day", "right"), [("2021-01-04", False), ("2020-12-31", True)])
def test_an_action_ends_within_the_period(workspace: Workspace, day: str, right: bool) -> None:
    wrong = Told(
        "regel 21",
        "råd",
        "A5",
        f"{PLAN}:     klar: ⟦{day}⟧",
        f"åtgärden ”A5” ska vara klar {day}, efter {PERIODS}",
        "rätta klar eller planens period",
        SEE_PERIODS,
    )
    edits = {PLAN: {"klar: 2020-11-27": f"klar: {day}"}}
    assert told(workspace, edits, TABY) == ([] if right else [wrong])


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("arende.yaml", "2027-01-01, till: 2029-12-31}", "2027-01-01, till: 2029-11-30}"),
        (PLAN, "2026-01-01, till: 2029-12-31}", "2026-01-01, till: 2029-11-30}"),
    ],
    ids=["term", "plan"],
)
def test_it_is_enough_to_lie_within_one_of_the_periods(
    workspace: Workspace, file: str, old: str, new: str
) -> None:
    """Two actions of the case end in December 2029."""
    said = told(workspace, {file: {old: new}})
    assert [one for one in said if one.code == "regel 21"] == []


DELAYED = "    start: 2026-01-12\n    klar: 2026-04-10\n    status: försenad\n"
LATE = "ändra status till genomförd, försenad eller avbruten, eller rätta klar"
OVERDUE = "ändra status till pågår eller försenad, eller rätta start"
EARLY = "ändra status till planerad, eller rätta start"


@pytest.mark.parametrize(
    ("start", "due", "status", "said", "help"),
    [
        ("2026-01-12", "2026-04-30", "pågår", "skulle vara klar 2026-04-30", LATE),
        ("2026-01-12", "2026-04-30", "planerad", "skulle vara klar 2026-04-30", LATE),
        ("2026-01-12", "2026-05-04", "pågår", "", ""),
        ("2026-01-12", "2026-04-30", "genomförd", "", ""),
        ("2026-01-12", "2026-04-30", "pausad", "", ""),
        ("2026-05-03", "2026-06-10", "planerad", "skulle börja 2026-05-03", OVERDUE),
        ("2026-05-04", "2026-06-10", "planerad", "", ""),
        ("2026-05-05", "2026-06-10", "pågår", "börjar 2026-05-05", EARLY),
        ("2026-05-05", "2026-06-10", "genomförd", "börjar 2026-05-05", EARLY),
        ("2026-05-04", "2026-06-10", "genomförd", "", ""),
        ("2026-05-05", "2026-06-10", "försenad", "", ""),
    ],
)
def test_the_status_fits_the_day_of_the_plan(
    workspace: Workspace, start: str, due: str, status: str, said: str, help: str
) -> None:
    new = f"    start: {start}\n    klar: {due}\n    status: {status}\n"
    field, day, when = ("start", start, "börjar")
    if help == LATE:
        field, day, when = ("klar", due, "ska vara klar")
    wrong = Told(
        "regel 22",
        "råd",
        "atg_rutin",
        f"{PLAN}:     status: ⟦{status}⟧",
        f"åtgärden ”atg_rutin” {said} men har status ”{status}” den 2026-05-04",
        help,
        (
            f"{PLAN}:     {field}: ⟦{day}⟧: här står när den {when}",
            f"{PLAN}: datum: ⟦2026-05-04⟧: här står planens datum",
        ),
    )
    assert told(workspace, {PLAN: {DELAYED: new}}) == ([wrong] if said else [])


def test_the_status_is_seen_from_the_day_that_is_asked_about(workspace: Workspace) -> None:
    """The plan itself is of 2018-11-12, and does not say the other day."""
    edits = {PLAN: {"start: 2019-01-14": "start: 2019-01-02"}}
    said = told(workspace, edits, TABY, day=date(2019, 1, 3))
    (found,) = [one for one in said if one.code == "regel 22"]
    assert found.message == (
        "åtgärden ”A1” skulle börja 2019-01-02 men har status ”planerad” den 2019-01-03"
    )
    assert found.see == (f"{PLAN}:     start: ⟦2019-01-02⟧: här står när den börjar",)


def test_every_action_is_followed_up(workspace: Workspace) -> None:
    edits = {
        PLAN: {
            "    mått: Tre skolor\n    budget: 130000\n    uppföljning: upp_rad_2028\n": (
                "    mått: Tre skolor\n    budget: 130000\n"
            )
        }
    }
    assert told(workspace, edits) == [
        Told(
            "regel 23",
            "varning",
            "atg_gupp",
            f"{PLAN}:   - id: ⟦atg_gupp⟧",
            "åtgärden ”atg_gupp” har ingen uppföljning",
            "lägg till uppföljning med ett id ur kalendern",
        )
    ]


def test_what_is_cancelled_needs_no_follow_up(workspace: Workspace) -> None:
    old = "    mått: Öppet två timmar varje vardag\n"
    edits = {PLAN: {f"{old}    uppföljning: upp_host_2026\n": old}}
    assert told(workspace, edits) == []


@pytest.mark.parametrize(("day", "right"), [("2019-02-01", False), ("2019-02-04", True)])
def test_an_action_is_not_followed_up_before_it_begins(
    workspace: Workspace, day: str, right: bool
) -> None:
    edits = {AGREEMENT: {"{id: U6, datum: 2020-05-12": f"{{id: U6, datum: {day}"}}
    wrong = Told(
        "regel 23",
        "varning",
        "A10",
        f"{PLAN}:     uppföljning: ⟦U6⟧",
        f"åtgärden ”A10” följs upp {day} men börjar först 2019-02-04",
        "välj ett senare tillfälle, eller rätta något av datumen",
        (
            f"{PLAN}:     start: ⟦2019-02-04⟧: här står när den börjar",
            f"{AGREEMENT}:   - {{id: U6, datum: ⟦{day}⟧, organ: samverkansgrupp, ämne: Uppföljning "
            "av grannsamverkan och drogvaneundersökning, resultat: lägesrapport, ursprung: "
            "påhittad}: här står uppföljningens datum",
        ),
    )
    assert told(workspace, edits, TABY) == ([] if right else [wrong])


SMALL_PLAN = """\
datum: 2024-10-21
version: "1.0"
period: {från: 2025-01-01, till: 2026-12-31}
inledning: Planen visar vad parterna gör.
åtgärder:
  - {id: A1, fokusområde: F1, titel: Patrullering, text: Polisen patrullerar i centrum., prevention: situationell, nivå: universell, leds_av: kommun, ansvariga: [kommundirektor], start: 2025-02-03, klar: 2026-11-30, status: planerad, mått: Två pass i veckan}
"""  # noqa: E501
AGREEMENT_LINE = "  - {id: overenskommelse, titel: Samverkansöverenskommelse}\n"


@pytest.mark.parametrize("agreed", [True, False], ids=["empty-calendar", "no-calendar"])
def test_without_a_calendar_the_plan_is_told_once(workspace: Workspace, agreed: bool) -> None:
    """A case without any document that holds a calendar has nowhere to keep one."""
    line = "  - {id: atgardsplan, titel: Åtgärdsplan}\n"
    folder = workspace.case(
        files={PLAN: SMALL_PLAN},
        edits={"arende.yaml": {AGREEMENT_LINE: (AGREEMENT_LINE if agreed else "") + line}},
    )
    if not agreed:
        (folder / AGREEMENT).unlink()
    missing = Told(
        "regel 23",
        "varning",
        "atgardsplan",
        f"{PLAN}: ⟦åtgärder⟧:",
        "åtgärderna har ingen uppföljning, eftersom kalendern är tom",
        "lägg till uppföljningar under kalender i överenskommelsen eller uppföljningsplanen, och "
        "ange en av dem vid varje åtgärd",
    )
    said = [one for one in told_of(folder) if one.code == "regel 23"]
    assert said == ([missing] if agreed else [])
