"""The diary: four facts of each handling, nothing secret, and files that case systems can read."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import tempfile
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from avtal.model.approval import Purpose
from avtal.problems import EnvironmentProblem
from avtal.register.acts.entries import void
from avtal.register.diary.log import HEADERS, LogRow, as_csv, as_json_lines, export, log
from avtal.register.events.kinds import FileRegistered
from avtal.register.ledger.queries import LOG_PAGE, next_document
from avtal.register.opening import RegisterPlace, existing
from tests.conftest import Workspace
from tests.processes import run, told
from tests.register.registering import ANNA, SMALL, Desk, filed_document

SECRET = {
    "title": "Underlag om familjen Ek",
    "secrecy": "18 kap. 1 § OSL, 2026-11-26, Granviks kommun",
    "open_title": "Underlag",
}


@pytest.fixture
def desk(workspace: Workspace) -> Desk:
    """Return a desk with a version and two files, one of them secret."""
    desk = Desk(workspace)
    desk.register(items={"tjansteutlatande": 7}, recipients=("polis",))
    desk.file(day=date(2026, 10, 1))
    desk.file("hemligt.txt", content="H", **SECRET)
    return desk


def test_a_row_has_the_four_facts(desk: Desk) -> None:
    rows = list(log(desk.place))
    facts = [(row.day, row.number, row.sender or row.recipient, row.title) for row in rows]
    assert facts == [
        ("2026-11-26", "KS 2024/12-7", "lokalpolisområde Granvik", "Tjänsteutlåtande"),
        ("2026-11-26", "KS 2024/12", "lokalpolisområde Granvik", "Samverkansöverenskommelse"),
        ("2026-10-01", "KS 2024/12", "Polisen", "Svar"),
        ("2026-11-26", "KS 2024/12", "Polisen", "Underlag"),
    ]
    assert [row.direction for row in rows] == ["ut", "ut", "in", "in"]


def test_nothing_secret_is_in_any_form(desk: Desk) -> None:
    root = desk.workspace.root
    said = run("log", cwd=root).out + run("log", "--json", cwd=root).out
    said += run("show", SMALL, cwd=root).out + run("show", f"{SMALL}@fil2", "--json", cwd=root).out
    said += "".join([*as_csv(log(desk.place)), *as_json_lines(log(desk.place))])
    assert "Underlag" in said
    assert "Ek" not in said
    (row,) = [row for row in log(desk.place) if row.secrecy]
    assert (row.file, row.sha256) == (None, None)


def test_the_hash_is_that_of_the_public_copy(workspace: Workspace) -> None:
    desk = Desk(workspace, "tre-parter")
    done = desk.register(Purpose.BASIS)
    public = {one.public.sha256 if one.public else one.sha256 for one in done.documents}
    assert {row.sha256 for row in log(desk.place)} == public


def test_days_are_those_of_the_registration_where_the_user_is(desk: Desk) -> None:
    """Half past eleven in the evening in Greenwich is the next day in Sweden, summer and winter."""
    for name, late in (("vinter", (2026, 12, 1, 23, 30)), ("sommar", (2027, 6, 30, 22, 30))):
        who = replace(ANNA, now=datetime(*late, tzinfo=UTC))
        desk.file(f"{name}.txt", content=name, title=name, who=who)
    stockholm = {"TZ": "Europe/Stockholm"}

    def found(*arguments: str, env: dict[str, str]) -> list[str]:
        ran = run("log", *arguments, "--json", cwd=desk.workspace.root, env=env)
        return [one["title"] for one in json.loads(ran.out)["result"]["documents"]]

    assert found("--from", "2026-12-02", "--to", "2026-12-02", env=stockholm) == ["vinter"]
    assert found("--from", "2027-07-01", env=stockholm) == ["sommar"]
    assert found("--from", "2026-12-02", "--to", "2026-12-02", env={"TZ": "UTC"}) == []
    assert len(found(SMALL, "--to", "2026-11-26", env=stockholm)) == 4
    ran = run("log", "--from", "2026-12-02", "--to", "2026-12-01", cwd=desk.workspace.root)
    assert (ran.exit_code, "är efter --to" in ran.err) == (2, True)


def test_the_csv_can_be_read_back(desk: Desk) -> None:
    content = "".join(as_csv(log(desk.place)))
    assert content.startswith("\ufeff")
    assert content.count("\r\n") == 5
    read = list(csv.DictReader(io.StringIO(content.removeprefix("\ufeff")), delimiter=";"))
    assert list(read[0]) == list(HEADERS.values())
    assert read[0]["Handlingsnummer"] == "7"
    assert [row["Ärendemening"] for row in read][2:] == ["Svar", "Underlag"]


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_a_formula(desk: Desk, sign: str) -> None:
    (row, *_) = log(desk.place)
    content = "".join(as_csv([replace(row, title=f"{sign}HYPERLINK(1;2)", sender='a"b;c')]))
    (read,) = csv.DictReader(io.StringIO(content.removeprefix("\ufeff"), newline=""), delimiter=";")
    assert read["Ärendemening"] == f"'{sign}HYPERLINK(1;2)"
    assert read["Avsändare"] == 'a"b;c'


def test_json_lines_have_a_handling_each(desk: Desk) -> None:
    lines = "".join(as_json_lines(log(desk.place))).splitlines()
    assert [LogRow(**json.loads(line)) for line in lines] == list(log(desk.place))


EARLIER = "\ufeff" + ";".join(HEADERS.values()) + "\r\n"
"""The headers as an earlier version of avtal wrote them."""


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("diarium.csv", EARLIER + "2018-12-03;KS 2018/211;KS 2018/211\r\n"),
        ("utan-ändelse", EARLIER),
        ("fler.csv", EARLIER.replace("Typ;", "Ny kolumn;Typ;")),
        ("tom.csv", ""),
        ("tom.JSONL", ""),
    ],
)
def test_an_earlier_export_is_replaced(desk: Desk, tmp_path: Path, name: str, content: str) -> None:
    target = tmp_path / name
    target.write_bytes(content.encode())
    for _ in range(2):
        export(desk.place, target, as_csv(log(desk.place)))
        assert target.read_text(encoding="utf-8").startswith('\ufeff"Handlingsdatum";"Handling";')
    for _ in range(2):
        export(desk.place, target, as_json_lines(log(desk.place)))
        assert target.read_text(encoding="utf-8").startswith('{"day": "2026-11-26"')
    rows = target.read_text(encoding="utf-8").replace('{"day"', '{"new": 1, "day"')
    target.write_text(rows, encoding="utf-8")
    export(desk.place, target, as_csv(log(desk.place)))


@pytest.mark.parametrize(
    "content",
    [
        b"gammalt",
        b"\xef\xbb\xbf",
        b"\xef\xbb\xbfNamn;Datum\r\n",
        b"Handlingsdatum;Handling;Diarienummer\r\n",
        b"{}\n",
        b'{"day": "2018-12-03", "number": "KS 2018/211"}\n',
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b"\xff\xfe\x00",
        b"\xef\xbb\xbf\x00;\x00\n",
        b"\n",
    ],
)
def test_what_is_no_diary_is_left_as_it_is(desk: Desk, tmp_path: Path, content: bytes) -> None:
    target = tmp_path / "diarium.csv"
    target.write_bytes(content)
    ran = run("log", "--csv", target, "--jsonl", tmp_path / "ny.jsonl", cwd=desk.workspace.root)
    assert (ran.exit_code, ran.out) == (2, "")
    assert ran.err.startswith(
        f"fel: ”{target}” finns redan och är inte ett diarium från avtal; inget har ändrats\n"
    )
    assert target.read_bytes() == content
    assert sorted(path.name for path in tmp_path.iterdir()) == ["arbete", "diarium.csv"]


def test_the_content_of_a_case_and_what_is_sealed_is_left_as_it_is(
    desk: Desk, tmp_path: Path
) -> None:
    other = Desk(Workspace(tmp_path / "annan"))
    other.register()
    for target in (
        desk.case / "arende.yaml",
        other.store / "v1" / "manifest.json",
        other.place.folder / "register.db",
    ):
        before = target.read_bytes()
        with pytest.raises(EnvironmentProblem, match="är inte ett diarium från avtal"):
            export(desk.place, target, as_csv(log(desk.place)))
        assert target.read_bytes() == before
    empty = tmp_path / "tom.txt"
    empty.touch()
    with pytest.raises(EnvironmentProblem, match="är inte ett diarium från avtal"):
        export(desk.place, empty, as_csv(log(desk.place)))


def test_the_file_behind_a_link_is_meant(desk: Desk, tmp_path: Path) -> None:
    link, behind = tmp_path / "länk.csv", tmp_path / "mapp" / "diarium.csv"
    behind.parent.mkdir()
    link.symlink_to(behind)
    for _ in range(2):
        export(desk.place, link, as_csv(log(desk.place)))
        assert link.is_symlink()
        assert behind.read_bytes().startswith(b"\xef\xbb\xbf")
    behind.write_text("annat", encoding="utf-8")
    with pytest.raises(EnvironmentProblem, match="är inte ett diarium från avtal"):
        export(desk.place, link, as_csv(log(desk.place)))
    assert behind.read_text(encoding="utf-8") == "annat"
    link.unlink()
    link.symlink_to(desk.store / "v1" / "ny.csv")
    with pytest.raises(EnvironmentProblem, match="ligger i registret"):
        export(desk.place, link, as_csv(log(desk.place)))
    link.unlink()
    link.symlink_to(link)
    with pytest.raises(EnvironmentProblem, match="en länk i sökvägen leder till sig själv"):
        export(desk.place, link, as_csv(log(desk.place)))


def test_what_is_no_file_gets_a_sentence(desk: Desk, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "rör.csv")
    folder, no_diary = (
        "det är en mapp, inte en fil",
        "finns redan och är inte ett diarium från avtal",
    )
    for target, said in {
        ".": folder,
        "..": folder,
        "/": folder,
        "output": folder,
        "/dev/null": no_diary,
        "/dev/full": no_diary,
        "/dev/stdout": no_diary,
        str(tmp_path / "rör.csv"): no_diary,
        str(tmp_path / "borta" / "x.csv"): "en del av sökvägen finns inte",
        "/dev/null/x.csv": "en del av sökvägen är en fil",
        f"{'x' * 300}.csv": "sökvägen är för lång",
    }.items():
        for option in ("--csv", "--jsonl"):
            ran = run("log", option, target, cwd=desk.workspace.root)
            assert (ran.exit_code, ran.out) == (2, ""), target
            assert said in ran.err, target
            assert "Traceback" not in ran.err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["arbete", "rör.csv"]


def test_a_folder_where_nothing_may_be_written(desk: Desk) -> None:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o555)
        rows = list(as_csv(log(desk.place)))

        def as_nobody() -> None:
            if os.geteuid() == 0:
                os.setuid(65_534)
            export(RegisterPlace(Path("/") / "borta"), Path(folder) / "x.csv", rows)

        assert "behörighet saknas" in told(as_nobody)
        Path(folder).chmod(0o755)


def test_both_options_for_the_same_file(desk: Desk) -> None:
    root = desk.workspace.root
    (root / "länk").symlink_to("x.csv")
    for other in ("x.csv", "./x.csv", "output/../x.csv", "länk", "X.csv"):
        ran = run("log", "--csv", "x.csv", "--jsonl", other, cwd=root)
        assert (ran.exit_code, ran.out) == (2, "")
        assert "är angiven för två sorters fil" in ran.err
        assert not (root / "x.csv").exists()


def test_the_time_is_that_of_the_place_and_every_cell_is_quoted(desk: Desk) -> None:
    for zone, time in (("Europe/Stockholm", "2026-11-26 13:00"), ("UTC", "2026-11-26 12:00")):
        run("log", "--csv", "ut.csv", cwd=desk.workspace.root, env={"TZ": zone})
        lines = (desk.workspace.root / "ut.csv").read_text(encoding="utf-8-sig").splitlines()
        assert len(lines) == 5
        for line in lines:
            assert re.fullmatch(r'"[^"]*"(;"[^"]*")*', line)
        assert all(f'"{time}"' in line for line in lines[1:])


def test_the_commands(desk: Desk) -> None:
    root = desk.workspace.root
    void(desk.place, f"{SMALL}@fil1", "fel ärende", ANNA)
    ran = run("log", SMALL, cwd=root)
    assert ran.exit_code == 0
    assert "2026-10-01  KS 2024/12  MAKULERAD Svar\n" in ran.out
    assert "makulerad: fel ärende" in ran.out
    assert ran.out.rstrip().endswith("4 handlingar.")
    ran = run("log", "--csv", "ut.csv", "--jsonl", "ut.jsonl", cwd=root)
    assert ran.out == "Diariet är skrivet i ut.csv.\nDiariet är skrivet i ut.jsonl.\n"
    assert (root / "ut.csv").read_bytes().startswith(b'\xef\xbb\xbf"Handlingsdatum";')
    ran = run("log", "KS 2024/21", cwd=root)
    assert (ran.exit_code, ran.out) == (2, "")
    assert "menade du ”KS 2024/12”?" in ran.err
    assert json.loads(run("log", "--json", cwd=root).out)["result"]["documents"][0]["item"] == 7
    assert run("log", "--from", "2030-01-01", cwd=root).out == "0 handlingar.\n"


def test_a_diary_of_several_pages_has_each_handling_once_and_in_order(desk: Desk) -> None:
    before = len(list(log(desk.place)))
    many = LOG_PAGE + 1
    with existing(desk.place) as register:
        for moment in ("2026-11-27T08:00:00Z", "2026-11-25T08:00:00Z"):  # the clock went back
            with register.ledger.entry(moment, "Anna") as entry:
                first = next_document(entry.connection)
                for number in range(first, first + many):
                    document = filed_document(id=number, filing=number - before + 2)
                    entry.add(SMALL, FileRegistered(document=document))
    filings = [row.filing for row in log(desk.place)]
    assert len(filings) == before + 2 * many
    ids = {row["id"]: row["filing"] for row in desk.documents()}
    registered = sorted(desk.documents(), key=lambda row: (row["registered_at"], row["id"]))
    assert filings == [row["filing"] for row in registered]
    assert [row.filing for row in log(desk.place, SMALL)] == [ids[one] for one in sorted(ids)]


def test_a_time_zone_that_is_none_is_told(desk: Desk) -> None:
    for zone in ("XXX25", "XXX-25"):
        ran = run("log", cwd=desk.workspace.root, env={"TZ": zone})
        assert (ran.exit_code, ran.out) == (2, "")
        assert "tidszonen i miljövariabeln TZ" in ran.err
