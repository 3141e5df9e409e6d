"""What was entered and is wrong is corrected, with a reason; what stood before can be read."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from avtal.problems import CaseError, EnvironmentProblem
from avtal.register.acts.corrections import Correction, correct, correct_case
from avtal.register.acts.entries import record_numbers
from avtal.register.acts.release import Release, release
from avtal.register.diary.log import log
from avtal.register.kinds import HandlingType
from avtal.register.opening import RegisterPlace
from avtal.register.proof.backup import backup
from avtal.register.proof.restore import restore
from avtal.register.proof.verify import verify
from tests.conftest import Workspace
from tests.register.registering import ANNA, SMALL, Desk, shown

MEMO, AGREEMENT = "tjansteutlatande", "overenskommelse"
SECRECY = "18 kap. 1 § OSL, 2026-11-26, Granviks kommun"


@pytest.fixture
def desk(workspace: Workspace) -> Desk:
    """Return a desk with one version and one file."""
    desk = Desk(workspace)
    desk.register(items={MEMO: 7})
    desk.file()
    return desk


def corrected(desk: Desk, what: str = "@fil1", **facts: Any) -> dict[str, Any]:
    """Correct a handling, and return its row."""
    correct(desk.place, f"{SMALL}{what}", Correction(**facts), "skrevs fel", ANNA)
    (document,) = {one for one in desk.events()[-1].data.about}
    return next(row for row in desk.documents() if row["id"] == document)


def told(desk: Desk) -> str:
    """Return what is told of the last event."""
    return shown(desk).events[-1].told


def test_a_correction_keeps_what_stood_before(desk: Desk) -> None:
    assert corrected(desk, title="Polisens yttrande")["title"] == "Polisens yttrande"
    assert desk.events()[-1].data.model_dump() == {
        "document": 3,
        "old": {"title": "Svar"},
        "new": {"title": "Polisens yttrande"},
        "reason": "skrevs fel",
    }
    assert "titeln rättades från ”Svar” till ”Polisens yttrande”: skrevs fel" in told(desk)


@pytest.mark.parametrize(
    ("facts", "column", "value", "said"),
    [
        ({"day": date(2026, 11, 20)}, "day", "2026-11-20", "från ”2026-11-26” till ”2026-11-20”"),
        ({"type": HandlingType.MINUTES}, "type", "protokollsutdrag", "från ”inkommen” till"),
        ({"answers": f"{SMALL}@1"}, "answers", f"{SMALL}@1", f"till ”{SMALL}@1”"),
        ({"item": 9}, "item", 9, "till ”9”"),
        ({"sender": "Region Mitt"}, "sender", "Region Mitt", "från ”Polisen” till ”Region Mitt”"),
    ],
)
def test_whatever_was_entered_of_a_file_can_be_corrected(
    desk: Desk, facts: dict[str, Any], column: str, value: object, said: str
) -> None:
    assert corrected(desk, **facts)[column] == value
    assert said in told(desk)
    assert verify(desk.place, rebuild=True).problems == ()


def test_what_a_file_does_not_have_is_taken_away(desk: Desk) -> None:
    corrected(desk, answers=f"{SMALL}@1", item=9)
    row = corrected(desk, remove=("answers", "item"))
    assert (row["answers"], row["item"]) == (None, None)
    assert "togs bort, som var ”9”" in told(desk)


def test_a_reply_that_was_entered_as_sent_goes_the_other_way(desk: Desk) -> None:
    row = corrected(desk, type=HandlingType.SENT, recipient="Polisen", remove=("sender",))
    assert (row["sender"], row["recipient"], row["direction"]) == (None, "Polisen", "ut")
    with pytest.raises(EnvironmentProblem, match="en utgående handling behöver en mottagare"):
        corrected(desk, remove=("recipient",))
    with pytest.raises(EnvironmentProblem, match="både avsändare och mottagare"):
        corrected(desk, sender="Polisen")


def test_a_number_given_by_hand_is_corrected_and_a_printed_one_is_not(desk: Desk) -> None:
    record_numbers(desk.place, f"{SMALL}@1/{AGREEMENT}", ["8"], ANNA)
    with pytest.raises(EnvironmentProblem) as caught:
        record_numbers(desk.place, f"{SMALL}@1/{AGREEMENT}", ["9"], ANNA)
    assert f"avtal correct '{SMALL}@1/{AGREEMENT}' --item 9" in caught.value.help
    assert corrected(desk, f"@1/{AGREEMENT}", item=9)["item"] == 9
    with pytest.raises(EnvironmentProblem, match="handlingsnummer 7 är redan använt"):
        corrected(desk, f"@1/{AGREEMENT}", item=7)
    with pytest.raises(EnvironmentProblem, match="handlingsnummer 7 står tryckt i handlingen"):
        corrected(desk, f"@1/{MEMO}", item=10)
    record_numbers(desk.place, f"{SMALL}@fil1", ["8"], ANNA)  # which nobody has any more


def test_a_secrecy_note_needs_an_open_title(desk: Desk) -> None:
    with pytest.raises(EnvironmentProblem, match="behöver en öppen titel"):
        corrected(desk, secrecy=SECRECY)
    row = corrected(desk, secrecy=SECRECY, open_title="Underlag")
    assert (row["secrecy"], row["open_title"]) == (SECRECY, "Underlag")


def test_a_secrecy_mark_is_lifted(desk: Desk) -> None:
    corrected(desk, secrecy=SECRECY, open_title="Underlag")
    order = Release("Tidningen", "Ek", desk.workspace.root / "ut", ANNA)
    assert release(desk.place, f"{SMALL}@fil1", order).files == ()
    row = corrected(desk, remove=("secrecy",))
    assert (row["secrecy"], row["open_title"]) == (None, None)
    assert [one.title for one in log(desk.place)][-1] == "Svar"
    order = Release("Tidningen", "Ek", desk.workspace.root / "ut2", ANNA)
    assert len(release(desk.place, f"{SMALL}@fil1", order).files) == 1


def test_the_secrecy_of_a_made_document_is_lifted_in_its_content(desk: Desk) -> None:
    corrected(desk, f"@1/{MEMO}", secrecy=SECRECY, open_title="Handling")
    with pytest.raises(EnvironmentProblem, match="står i innehållet"):
        corrected(desk, f"@1/{MEMO}", remove=("secrecy",))


def test_a_sender_that_is_withheld_is_shown_nowhere(desk: Desk) -> None:
    corrected(desk, withhold=True)
    said = repr([list(log(desk.place)), shown(desk), shown(desk, "@fil1")])
    assert "Polisen" not in said
    assert "uppgift utelämnad" in said
    corrected(desk, sender="Bo Ek")
    corrected(desk, type=HandlingType.SENT, recipient="Cia Al", remove=("sender",))
    corrected(desk, type=HandlingType.DRAWN_UP, remove=("recipient",))
    said = repr([list(log(desk.place)), shown(desk), shown(desk, "@fil1")])
    assert [name for name in ("Polisen", "Bo Ek", "Cia Al") if name in said] == []
    assert "svar.txt" not in said  # which it may be called by who sent it
    order = Release("Tidningen", "Ek", desk.workspace.root / "ut", ANNA)
    assert release(desk.place, f"{SMALL}@fil1", order).files == ()
    assert "lämnades inte ut till Tidningen" in told(desk)
    corrected(desk, remove=("withheld",))
    assert "från Polisen" in repr(shown(desk))


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"title": "Tips från polisen i Granvik"}, "fel"),
        ({}, "polisen får inte visas"),
    ],
)
def test_who_is_withheld_is_named_by_no_text(
    desk: Desk, facts: dict[str, Any], reason: str
) -> None:
    wanted = Correction(withhold=True, **facts)
    with pytest.raises(EnvironmentProblem, match="”Polisen” får inte visas, men står i ”"):
        correct(desk.place, f"{SMALL}@fil1", wanted, reason, ANNA)
    with pytest.raises(EnvironmentProblem, match="får inte visas, men står i"):
        desk.file("nytt.txt", title="Polisens tips", withhold=True)


def test_a_name_within_another_word_is_no_name(desk: Desk) -> None:
    corrected(desk, sender="Bo", title="Bostadsbolagets svar", withhold=True)
    with pytest.raises(EnvironmentProblem, match="får inte visas, men står i ”Bos svar”"):
        corrected(desk, title="Bos svar")


def test_a_wrong_open_title_is_not_told_when_it_was_put_right(desk: Desk) -> None:
    corrected(desk, secrecy=SECRECY, open_title="Anmälan från Per")
    with pytest.raises(EnvironmentProblem, match="den öppna titeln är den hemliga"):
        corrected(desk, open_title="svar")
    corrected(desk, open_title="Anmälan")
    assert "den öppna titeln rättades till ”Anmälan”" in told(desk)


def test_two_numbers_that_were_swapped_are_put_right(desk: Desk) -> None:
    desk.file("andra.txt", "B")
    record_numbers(desk.place, f"{SMALL}@fil1", ["27"], ANNA)
    record_numbers(desk.place, f"{SMALL}@fil2", ["26"], ANNA)
    corrected(desk, remove=("item",))
    corrected(desk, "@fil2", item=27)
    record_numbers(desk.place, f"{SMALL}@fil1", ["26"], ANNA)
    assert [row.item for row in log(desk.place)][-2:] == [26, 27]
    assert verify(desk.place).problems == ()
    made = backup(desk.place, desk.workspace.root / "kopia.zip").path
    there = RegisterPlace(desk.workspace.root / "annat")
    restore(there, made)
    assert [row.item for row in log(there)][-2:] == [26, 27]


def test_a_wrong_recipient_of_a_version_is_put_right_in_the_diary(workspace: Workspace) -> None:
    desk = Desk(workspace)
    desk.register(recipients=("polis",))
    corrected(desk, f"@1/{MEMO}", recipient="Region Mitt")
    first = next(log(desk.place))
    assert (first.recipient, first.sent_to) == ("Region Mitt", "Region Mitt")


@pytest.mark.parametrize(
    ("address", "facts", "reason", "message"),
    [
        ("@fil1", {"title": "Svar"}, "fel", "det finns inget att rätta: registret säger redan så"),
        ("@fil1", {}, "fel", "det finns inget att rätta: registret säger redan så"),
        ("@1", {"title": "Annat"}, "fel", "KS 2024/12@1 har flera handlingar"),
        ("@fil1", {"title": "Annat"}, " ", "skälet är tomt"),
        ("@fil2", {"title": "Annat"}, "fel", "ärendet KS 2024/12 har ingen fil 2"),
        ("@1/lagesbild", {"title": "A"}, "fel", "ingen handling som heter ”lagesbild”"),
        ("@x", {"title": "Annat"}, "fel", "”x” är ingen version"),
        ("@1/x y", {"title": "Annat"}, "fel", "”x y” är ingen handling"),
        ("@fil1/overenskommelse", {"title": "A"}, "fel", "är en fil och har inga delar"),
        ("@fil1", {"answers": f"{SMALL}@fil1"}, "fel", "kan inte vara ett svar på sig själv"),
        ("@fil1", {"answers": f"{SMALL}@9"}, "fel", "har ingen sådan version"),
        ("@fil1", {"day": date(2062, 1, 1)}, "fel", "--document-date 2062-01-01 har inte varit än"),
        ("@fil1", {"remove": ("sender",)}, "fel", "en inkommen handling behöver en avsändare"),
        ("@fil1", {"open_title": "A"}, "fel", "används bara när handlingen är hemlig"),
        ("@fil1", {"item": 3, "remove": ("item",)}, "fel", "ska både rättas och tas bort"),
        (f"@1/{MEMO}", {"withhold": True}, "fel", "handlingen har ingen"),
    ],
)
def test_a_correction_that_cannot_be_made(
    desk: Desk, address: str, facts: dict[str, Any], reason: str, message: str
) -> None:
    with pytest.raises(EnvironmentProblem) as caught:
        correct(desk.place, f"{SMALL}{address}", Correction(**facts), reason, ANNA)
    assert message in caught.value.message
    assert caught.value.help
    assert len(desk.events()) == 3


# A case


def test_a_changed_case_title_is_an_event_of_its_own(desk: Desk) -> None:
    old = 'titel: "' if 'titel: "' in (desk.case / "arende.yaml").read_text("utf-8") else "titel: "
    desk.edit("arende.yaml", f"\n{old}", f"\n{old}Ny ")
    with pytest.raises(CaseError) as caught:
        desk.register()
    (problem,) = caught.value.problems
    assert (problem.file, problem.path) == ("content/minsta/arende.yaml", "titel")
    assert "i registret, men ”Ny " in problem.message
    assert f"avtal correct '{SMALL}' --title 'Ny " in problem.help
    title = problem.message.partition("men ”")[2].partition("” i innehållet")[0]
    before = shown(desk).title
    correct_case(desk.place, SMALL, {"title": title}, "ärendet bytte namn", ANNA)
    assert f"titeln rättades från ”{before}” till ”{title}”: ärendet bytte namn" in told(desk)
    assert shown(desk).title == title
    desk.rewrite("1.1")
    desk.edit("tjansteutlatande.yaml", 'version: "1.0"', 'version: "1.1"')
    assert desk.register().number == 2
    assert verify(desk.place).problems == ()


@pytest.mark.parametrize("name", ["content/minsta", "..", "a/b", ""])
def test_the_folder_of_a_case_is_a_name(desk: Desk, name: str) -> None:
    with pytest.raises(EnvironmentProblem, match="inget namn på ett ärendes mapp"):
        correct_case(desk.place, SMALL, {"name": name}, "fel", ANNA)


def test_a_case_that_is_not_there_or_says_so_already(desk: Desk) -> None:
    title = shown(desk).title
    assert title is not None
    with pytest.raises(EnvironmentProblem, match="registret säger redan så"):
        correct_case(desk.place, SMALL, {"title": title}, "fel", ANNA)
    with pytest.raises(EnvironmentProblem, match="inget är registrerat i ärendet KS 2024/21"):
        correct_case(desk.place, "KS 2024/21", {"title": "A"}, "fel", ANNA)
    with pytest.raises(EnvironmentProblem, match="skälet är tomt"):
        correct_case(desk.place, SMALL, {"title": "A"}, "", ANNA)
