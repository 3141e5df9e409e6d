"""Rule 44: what is planned lies on working days. No year lies far from the case's own time."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, timedelta

import pytest

from avtal.rules.subjects.calendar import day_off, may_be_holiday
from tests.conftest import REPOSITORY, Workspace
from tests.rules.telling import Edits, Told, told, told_of

MEMO = "tjansteutlatande.yaml"
HELP = "kontrollera datumet och välj en arbetsdag om det går"


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2026, 6, 18), ""),
        (date(2026, 6, 19), "midsommarafton"),
        (date(2026, 6, 20), "en lördag"),
        (date(2026, 6, 21), "en söndag"),
        (date(2026, 6, 22), ""),
        (date(2026, 1, 1), "nyårsdagen"),
        (date(2026, 1, 5), ""),
        (date(2026, 1, 6), "trettondedag jul"),
        (date(2026, 4, 2), ""),
        (date(2026, 4, 3), "långfredagen"),
        (date(2026, 4, 6), "annandag påsk"),
        (date(2026, 4, 30), ""),
        (date(2026, 5, 1), "första maj"),
        (date(2026, 5, 14), "Kristi himmelsfärdsdag"),
        (date(2026, 5, 15), ""),
        (date(2026, 5, 25), ""),
        (date(2004, 5, 31), "annandag pingst"),
        (date(2005, 6, 6), "nationaldagen"),
        (date(2003, 6, 6), ""),
        (date(2008, 5, 1), "första maj och Kristi himmelsfärdsdag"),
        (date(2026, 10, 30), ""),
        (date(2026, 12, 23), ""),
        (date(2026, 12, 24), "julafton"),
        (date(2026, 12, 25), "juldagen"),
        (date(2028, 12, 26), "annandag jul"),
        (date(2026, 12, 31), "nyårsafton"),
        (date(1, 1, 1), ""),
        (date(9999, 12, 31), ""),
    ],
)
def test_days_off_are_called_by_their_names(day: date, why: str) -> None:
    assert day_off(day) == why


def test_no_holiday_is_thought_to_be_an_ordinary_day() -> None:
    from holidays import country_holidays

    years = range(1953, 2101)
    known = country_holidays("SE", years=years, categories=("public", "de_facto"))
    weekdays = [day for day in known if day.weekday() < 5]
    assert len(weekdays) > 9 * len(years)
    assert [day for day in weekdays if not may_be_holiday(day)] == []


def test_the_library_is_not_asked_in_vain_about_days_since_2005() -> None:
    days = [date(2005, 1, 1) + timedelta(number) for number in range(40 * 365)]
    asked = [day for day in days if day.weekday() < 5 and may_be_holiday(day)]
    assert [day for day in asked if not day_off(day)] == []


def test_a_case_without_such_days_does_not_load_the_library() -> None:
    code = (
        "import sys; from pathlib import Path; from avtal.rules.catalogue import findings; "
        "from avtal.case.load import load; findings(load(Path('content/taby-2018'))); "
        "assert 'holidays' not in sys.modules"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=REPOSITORY, check=False)
    assert done.returncode == 0


CASES: dict[str, tuple[Edits, Told]] = {
    "meeting": (
        {MEMO: {"datum: 2026-06-15": "datum: 2026-06-19"}},
        Told(
            "regel 44",
            "råd",
            "tjansteutlatande",
            f"{MEMO}: sammanträde: {{organ: kommunfullmaktige, datum: ⟦2026-06-19⟧}}",
            "sammanträdet 2026-06-19 infaller på midsommarafton",
            HELP,
        ),
    ),
    "preparation": (
        {MEMO: {"datum: 2026-05-12": "datum: 2026-05-14"}},
        Told(
            "regel 44",
            "råd",
            "ber_au",
            f"{MEMO}:   - {{id: ber_au, organ: arbetsutskottet, datum: ⟦2026-05-14⟧, "
            "åtgärd: bereder}",
            "beredningen 2026-05-14 infaller på Kristi himmelsfärdsdag",
            HELP,
        ),
    ),
    "decision": (
        {"lagesbild.yaml": {"datum: 2026-04-13": "datum: 2026-04-12"}},
        Told(
            "regel 44",
            "råd",
            "lagesbild",
            "lagesbild.yaml:   datum: ⟦2026-04-12⟧",
            "beslutet 2026-04-12 infaller på en söndag",
            HELP,
        ),
    ),
    "signing": (
        {"overenskommelse.yaml": {"datum: 2026-09-03": "datum: 2026-09-05"}},
        Told(
            "regel 44",
            "råd",
            "overenskommelse",
            "overenskommelse.yaml: underskrift: {datum: ⟦2026-09-05⟧, ort: null, "
            "sätt: e-underskrift}",
            "underskriften 2026-09-05 infaller på en lördag",
            HELP,
        ),
    ),
    "follow-up": (
        {"uppfoljningsplan.yaml": {"datum: 2028-09-12": "datum: 2028-09-10"}},
        Told(
            "regel 44",
            "råd",
            "upp_rad_2028",
            "uppfoljningsplan.yaml:   - {id: upp_rad_2028, datum: ⟦2028-09-10⟧, "
            "organ: brottsforebyggande_radet, ämne: Genomgång av måtten och målen, "
            "resultat: minnesanteckningar}",
            "uppföljningen ”upp_rad_2028” 2028-09-10 infaller på en söndag",
            HELP,
        ),
    ),
    "deadline": (
        {"atgardsplan.yaml": {"klar: 2028-12-15\n    status: pågår": (
            "klar: 2028-12-16\n    status: pågår"
        )}},
        Told(
            "regel 44",
            "råd",
            "atg_insats",
            "atgardsplan.yaml:     klar: ⟦2028-12-16⟧",
            "sista dagen för ”atg_insats” 2028-12-16 infaller på en lördag",
            HELP,
        ),
    ),
    "publication": (
        {"kommunikationsplan.yaml": {"datum: 2027-02-08": "datum: 2027-02-07"}},
        Told(
            "regel 44",
            "råd",
            "kom_hyresgaster",
            "kommunikationsplan.yaml:     datum: ⟦2027-02-07⟧",
            "insatsen ”kom_hyresgaster” 2027-02-07 infaller på en söndag",
            HELP,
        ),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_what_is_planned_on_a_day_off_is_told(workspace: Workspace, name: str) -> None:
    edits, expected = CASES[name]
    assert told(workspace, edits) == [expected]


SILENT: dict[str, Edits] = {
    "the day before": {MEMO: {"datum: 2026-06-15": "datum: 2026-06-18"}},
    "end of a plan": {
        "atgardsplan.yaml": {
            "{från: 2026-01-01, till: 2029-12-31}": "{från: 2026-01-01, till: 2029-12-30}",
            "klar: 2029-11-30\n    status: pågår": "klar: 2029-12-30\n    status: pågår",
        }
    },
    "what is given up": {"atgardsplan.yaml": {"klar: 2026-12-18": "klar: 2026-12-24"}},
    "what is done": {"kommunikationsplan.yaml": {"datum: 2026-04-15": "datum: 2026-04-18"}},
    "a gathering": {"kommunikationsplan.yaml": {"datum: 2027-05-24": "datum: 2027-05-22"}},
    "date of a document": {"uppfoljningsplan.yaml": {"datum: 2026-05-04": "datum: 2026-05-03"}},
}


@pytest.mark.parametrize("name", SILENT)
def test_other_days_off_are_not_told(workspace: Workspace, name: str) -> None:
    assert [one for one in told(workspace, SILENT[name]) if one.code == "regel 44"] == []


# No year lies far from the case's own time

FACTS, PICTURE, PLAN, FOLLOW_UP = (
    "arende.yaml", "lagesbild.yaml", "atgardsplan.yaml", "uppfoljningsplan.yaml",
)  # fmt: skip


def _years(workspace: Workspace, edits: Edits, name: str = "tre-parter") -> list[tuple[str, ...]]:
    found = [one for one in told(workspace, edits, name) if one.code == "årtal"]
    assert {one.severity for one in found} <= {"fel"}
    return [(one.place, one.message, one.help) for one in found]


@pytest.mark.parametrize(
    ("written", "message", "help"),
    [
        ("2062-11-24", "ligger 36 år efter", "menade du 2026-11-24?"),
        ("2072-11-24", "ligger 46 år efter", "menade du 2027-11-24?"),
        ("1926-11-24", "ligger 100 år före", "rätta året"),
        ("1995-11-24", "ligger 31 år före", "rätta året"),
        ("2047-11-24", "ligger 21 år efter", "menade du 2027-11-24?"),
        ("2099-11-24", "ligger 73 år efter", "menade du 2029-11-24?"),
    ],
)
def test_a_year_that_is_a_slip(workspace: Workspace, written: str, message: str, help: str) -> None:
    said = _years(workspace, {FOLLOW_UP: {"datum: 2026-11-24": f"datum: {written}"}})
    place = said[0][0]
    assert place.startswith("uppfoljningsplan.yaml: ")
    assert f"datum: ⟦{written}⟧," in place
    assert said == [(place, f"datumet {written} {message} ärendets egen tid, 2026", help)]


@pytest.mark.parametrize("written", ["1996-11-24", "2046-11-24", "2019-11-24"])
def test_a_year_that_can_be_meant(workspace: Workspace, written: str) -> None:
    assert _years(workspace, {FOLLOW_UP: {"datum: 2026-11-24": f"datum: {written}"}}) == []


def test_where_the_memo_is_wrong_the_others_are_right(workspace: Workspace) -> None:
    edits = {"tjansteutlatande.yaml": {"datum: 2026-05-04": "datum: 2062-05-04"}}
    ((place, message, help),) = _years(workspace, edits)
    assert place == "tjansteutlatande.yaml: datum: ⟦2062-05-04⟧"
    assert message == "datumet 2062-05-04 ligger 35 år efter ärendets egen tid, 2027"
    assert help == "menade du 2026-05-04?"


@pytest.mark.parametrize(
    ("file", "old", "new", "count"),
    [
        (FACTS, "datum: 2026-03-09", "datum: 1974-03-09", 0),
        (FACTS, "datum: 2026-03-09", "datum: 2062-03-09", 1),
        (FACTS, "från: 2025-09-01, till: 2026", "från: 1985-09-01, till: 2026", 0),
        ("tjansteutlatande.yaml", "2024-06-10", "1974-06-10", 0),
        ("tjansteutlatande.yaml", "datum: 2026-06-15", "datum: 1974-06-15", 1),
    ],
)
def test_a_paper_may_be_old_but_not_new(
    workspace: Workspace, file: str, old: str, new: str, count: int
) -> None:
    assert len(_years(workspace, {file: {old: new}})) == count


def test_the_years_of_a_table_are_years(workspace: Workspace) -> None:
    folder = workspace.case("tre-parter")
    path = folder / PICTURE
    path.write_text(path.read_text("utf-8").replace("2021: ", "2091: "), "utf-8")
    found = [one for one in told_of(folder) if one.code == "årtal"]
    assert len(found) > 3
    assert found[0].message == "året 2091 ligger 65 år efter ärendets egen tid, 2026"
    assert found[0].help == "menade du 2021?"
    assert "2091: ⟦1984⟧" in found[0].place


@pytest.mark.parametrize(
    ("written", "help"),
    [
        ("0226-11-24", "menade du 2026-11-24?"),
        ("0026-11-24", "menade du 2026-11-24?"),
        ("2206-11-24", "menade du 2026-11-24?"),
        ("9999-12-31", "rätta året"),
        ("0001-01-01", "rätta året"),
        ("0224-02-29", "menade du 2024-02-29?"),
    ],
)
def test_a_year_that_no_content_is_about_is_guessed_at_too(
    workspace: Workspace, written: str, help: str
) -> None:
    edits = {FOLLOW_UP: {"datum: 2026-11-24": f"datum: {written}"}}
    ((place, _, said),) = _years(workspace, edits)
    assert said == help
    assert f"⟦{written}⟧" in place


def test_a_case_of_2018_is_of_2018(workspace: Workspace) -> None:
    edits = {"overenskommelse.yaml": {"datum: 2024-10-21": "datum: 0224-10-21"}}
    found = [one for one in told_of(workspace.case("minsta", edits=edits)) if one.code == "årtal"]
    assert [one.help for one in found] == ["menade du 2024-10-21?"]
