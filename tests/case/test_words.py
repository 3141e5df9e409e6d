"""The words of the program, and what a workspace adds to them and takes away."""

from __future__ import annotations

import pytest

from avtal.case.load import load, load_words
from avtal.case.words import BUILT_IN, WORD_FILES, built_in
from avtal.model.base import Model
from avtal.model.decision import DecisionKind
from avtal.model.words import AuthorityList, GivenNames, WordList
from avtal.problems import CaseError, format_problem
from tests.conftest import Workspace
from tests.processes import Ran, run
from tests.rules.telling import told, told_of

MEMO = "tjansteutlatande.yaml"
OLD = "Kommunen och polisen har samverkat i många år."


def wrong(workspace: Workspace) -> list[tuple[str, str, str]]:
    """Return (place, message, help) of all that is wrong with the workspace's own words."""
    with pytest.raises(CaseError) as caught:
        load_words(workspace.root / "content")
    return [
        (
            f"{one.file}:{one.position.line}:{one.position.column}" if one.position else one.file,
            one.message,
            one.help,
        )
        for one in caught.value.problems
    ]


# The program's own


def test_every_file_of_the_program_is_read_and_no_other_lies_there() -> None:
    assert sorted(path.name for path in BUILT_IN.iterdir()) == sorted(WORD_FILES)
    assert built_in() is built_in()


@pytest.mark.parametrize("field", [field for field, _ in WORD_FILES.values()])
def test_every_list_of_the_program_has_words_and_a_source(field: str) -> None:
    file = getattr(built_in(), field)
    lists = file.lists()
    assert len(lists) == len(type(file).model_fields) - len(Model.model_fields)
    for name, entries in lists.items():
        assert entries.names(), name
        assert entries.without == (), name
        assert isinstance(entries, AuthorityList) or (
            isinstance(entries, WordList) and entries.source
        ), name


def test_every_type_of_decision_has_its_verbs() -> None:
    aliases = {str(info.alias) for info in type(built_in().verbs).model_fields.values()}
    for kind in DecisionKind:
        assert kind.value.replace(" ", "_") in aliases
        assert built_in().verbs.of(kind)


# The workspace's own


def test_a_case_without_own_words_has_those_of_the_program(workspace: Workspace) -> None:
    assert load(workspace.case("minsta")).words == built_in()


def test_a_given_name_is_added_and_another_taken_away(workspace: Workspace) -> None:
    sentence = "Nour Ek och Anna Ek och Per Ek klagar."
    before = told(workspace, {MEMO: {OLD: sentence}})
    assert [one.about for one in before] == ["Anna Ek", "Per Ek"]
    workspace.own_words("fornamn.yaml", "förnamn:\n  ord: [Nour, Zoë]\n  utan: [Per]\n")
    after = told_of(workspace.root / "content" / "tre-parter")
    assert [one.about for one in after if one.code == "regel 58"] == ["Nour Ek", "Anna Ek"]


def test_a_name_of_an_authority_is_added_replaced_and_taken_away(workspace: Workspace) -> None:
    text = "FHI, RPS, SKL:s nät och landstinget deltar."
    folder = workspace.case("tre-parter", edits={MEMO: {OLD: text}})

    def named() -> list[tuple[str, str]]:
        return [(one.about, one.help) for one in told_of(folder) if one.code == "regel 56"]

    assert [about for about, _ in named()] == ["Rikspolisstyrelsen", "SKL", "landstinget"]
    workspace.own_words(
        "myndigheter.yaml",
        """\
myndigheter:
  rader:
    - {namn: FHI, till: 2013-12-31, skriv: Folkhälsomyndigheten, källa: sammanslagning 2014}
    - {namn: SKL, former: ["SKL:s"], till: 2019-11-30, skriv: SKR, källa: egen}
  utan: [landstinget]
""",
    )
    assert named() == [
        ("FHI", "skriv Folkhälsomyndigheten"),
        (
            "Rikspolisstyrelsen",
            "skriv Polismyndigheten, eller dåvarande Rikspolisstyrelsen om det är den som menas",
        ),
        ("SKL", "skriv SKR"),
    ]


def test_a_phrase_and_a_verb_are_added_and_taken_away(workspace: Workspace) -> None:
    sentence = "Kommunstyrelsen bifaller överenskommelsen med Polismyndigheten."
    old = sentence.replace("bifaller", "godkänner")
    folder = workspace.case("minsta", edits={MEMO: {old: sentence}})

    def said() -> list[str]:
        return [one.message for one in told_of(folder) if one.code == "regel 60"]

    assert said() == ["beslutspunkten har typen ”godkänna” men texten säger det inte"]
    workspace.own_words("beslutsverb.yaml", "godkänna: {ord: [bifall*], källa: protokoll}\n")
    assert said() == []
    workspace.own_words("uttryck.yaml", "hänvisningar: {ord: [tidigare beslut]}\n")
    text = (folder / MEMO).read_text("utf-8")
    other = sentence.replace("bifaller", "godkänner enligt tidigare beslut")
    (folder / MEMO).write_text(text.replace(sentence, other), "utf-8")
    assert said() == ["”enligt tidigare beslut” säger inget för den som bara läser protokollet"]
    workspace.own_words("uttryck.yaml", "hänvisningar: {utan: [bilag*]}\n")
    assert said() == []


def test_a_name_that_is_taken_away_is_no_part_of_another(workspace: Workspace) -> None:
    edits = {MEMO: {OLD: "Sveriges Kommuner och Landsting och landstinget deltar."}}
    workspace.own_words("myndigheter.yaml", "myndigheter: {utan: [SKL]}\n")
    found = [one for one in told(workspace, edits) if one.code == "regel 56"]
    assert [one.about for one in found] == ["landstinget"]
    assert "⟦landstinget⟧" in found[0].place


def test_what_the_program_has_taken_out_of_a_list_may_still_be_taken_away() -> None:
    """So that a registered version, whose lists are among its sources, can always be read."""
    own = GivenNames.model_validate({"förnamn": {"ord": ["Anna"], "utan": ["Pia"]}})
    changes = GivenNames.model_validate({"förnamn": {"utan": ["Pia", "Mia"]}})
    assert list(own.astray(changes)) == [("förnamn", 1, "Mia")]


# What is wrong


@pytest.mark.parametrize(
    ("file", "text", "place", "message", "help"),
    [
        (
            "fornamn.yaml",
            "förnamn:\n  utan: [Per, Pär]\n",
            "2:15",
            "”Pär” finns inte i programmets lista, och kan inte tas bort ur den",
            "menade du ”Per”?",
        ),
        (
            "myndigheter.yaml",
            "myndigheter: {utan: [Rikspolisstyrelse]}\n",
            "1:22",
            "”Rikspolisstyrelse” finns inte i programmets lista, och kan inte tas bort ur den",
            "menade du ”Rikspolisstyrelsen”?",
        ),
        (
            "uttryck.yaml",
            "histora: {ord: [fordom]}\n",
            "1:1",
            "okänt fält ”histora”",
            "menade du ”historia”?",
        ),
        (
            "uttryck.yaml",
            "historia: {ord: [ford*om]}\n",
            "1:18",
            "stjärnan i ”ford*om” står inte intill den första eller sista bokstaven",
            "skriv till exempel godkänn* eller '*chef'",
        ),
        *(
            (
                "uttryck.yaml",
                f"historia: {{ord: ['{word}']}}\n",
                "1:18",
                f"tecknet {sign} i ”{word}” finns inte i ord",
                "skriv ordet som det står i texter; bara * först eller sist står för något annat",
            )
            for word, sign in (
                ("(a+)+$", "("),
                ("[A-Z", "["),
                ("a|b", "|"),
                ("\\d{9}", "\\"),
                ("^x$", "^"),
                ("va?", "?"),
            )
        ),
        *(
            (
                "uttryck.yaml",
                f"historia: {{ord: ['{word}']}}\n",
                "1:18",
                f"stjärnan i ”{word}” står inte intill den första eller sista bokstaven",
                "skriv till exempel godkänn* eller '*chef'",
            )
            for word in ("bifall.*", "*", "**")
        ),
        (
            "uttryck.yaml",
            "inte_alla: {ord: [i stort sett]}\n",
            "1:19",
            "”i stort sett” är flera ord, men här jämförs ett ord i taget",
            "skriv bara det sista ordet, eller bara det ord som regeln ska känna igen",
        ),
        (
            "fornamn.yaml",
            "förnamn: {ord: [Nour], ursprung: påhittad}\n",
            "1:34",
            "ursprung används inte i ordlistor",
            "ta bort ursprung; skriv vid källa varifrån orden kommer",
        ),
        (
            "fornamn.yaml.txt",
            "förnamn: {ord: [Nour]}\n",
            "",
            "filen läses inte",
            "byt namn på filen till fornamn.yaml",
        ),
        (
            "uttryck.yaml",
            "historia: {ord: ['* län']}\n",
            "1:18",
            "stjärnan i ”* län” står inte intill den första eller sista bokstaven",
            "skriv till exempel godkänn* eller '*chef'",
        ),
        (
            "uttryck.yaml",
            "historia: {ord: ['§ 12']}\n",
            "1:18",
            "”§ 12” har inga bokstäver",
            "skriv ett ord eller ett uttryck",
        ),
        (
            "uttryck.yaml",
            f"historia: {{ord: [{'a' * 101}]}}\n",
            "1:18",
            "ordet har 101 tecken; högst 100 är tillåtna",
            "skriv bara det ord eller uttryck som ska kännas igen",
        ),
        (
            "uttryck.yaml",
            "historia: {ord: [fordom, fordom]}\n",
            "1:26",
            "”fordom” står två gånger i listan",
            "ta bort det ena",
        ),
        (
            "uttryck.yaml",
            f"historia: {{ord: [{', '.join(f'ord{n}' for n in range(501))}]}}\n",
            "1:12",
            "här står 501 poster; högst 500 är tillåtna",
            "ta bort dem som inte behövs",
        ),
        (
            "fornamn.yaml",
            "förnamn: {ord: [nour]}\n",
            "1:17",
            "”nour” kan inte kännas igen som ett förnamn",
            "skriv ett enda namn med stor bokstav först, som Anna; av Anna-Karin räcker Anna",
        ),
        (
            "myndigheter.yaml",
            "myndigheter:\n  rader:\n    - {namn: FHI, skriv: FHM, källa: egen}\n",
            "3:14",
            "raden säger inte när namnet ”FHI” gällde",
            "lägg till från, till eller båda",
        ),
        (
            "fornamn.yml",
            "förnamn: {ord: [Nour]}\n",
            "",
            "filen läses inte",
            "byt namn på filen till fornamn.yaml",
        ),
        (
            "fornamnen.yaml",
            "förnamn: {ord: [Nour]}\n",
            "",
            "det finns inga ordlistor i en fil med det namnet",
            "menade du ”fornamn.yaml”?",
        ),
    ],
)
def test_what_is_wrong_is_told_at_its_line(
    workspace: Workspace, file: str, text: str, place: str, message: str, help: str
) -> None:
    path = workspace.own_words(file, text)
    where = f"content/ordlistor/{path.name}"
    assert wrong(workspace) == [(f"{where}:{place}" if place else where, message, help)]


def test_a_folder_among_the_lists_and_a_file_in_their_place_are_told(workspace: Workspace) -> None:
    folder = workspace.root / "content" / "ordlistor"
    (folder / "gamla").mkdir(parents=True)
    assert wrong(workspace) == [
        (
            "content/ordlistor/gamla",
            "mappen läses inte",
            "lägg filerna direkt i content/ordlistor, eller flytta mappen",
        )
    ]
    (folder / "gamla").rmdir()
    (folder / "anteckningar.txt").write_text("Fråga Nour.", encoding="utf-8")
    assert load_words(workspace.root / "content") == built_in()
    (folder / "anteckningar.txt").unlink()
    folder.rmdir()
    folder.write_text("förnamn", encoding="utf-8")
    assert wrong(workspace) == [
        (
            "content/ordlistor",
            "det här är en fil, men ordlistorna ligger i en mapp",
            "byt namn på filen, eller ta bort den",
        )
    ]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe\x00",
        b"[" * 60_000,
        b"{historia: {ord: " * 3_000,
        b"historia: {ord: [\x00]}\n",
        b"historia: {ord: null}\n",
        b"historia: {ord: {a: b}}\n",
        b"historia: {ord: [*alla]}\n",
        b"- historia\n",
        b"x" * 3_000_000,
        ("historia:\n  ord:\n" + "  - ord\n" * 100_000).encode(),
    ],
)
def test_a_hostile_file_is_refused_at_once(workspace: Workspace, data: bytes) -> None:
    workspace.own_words("uttryck.yaml", data)
    assert wrong(workspace)


def test_a_mistake_in_own_words_stops_a_case_at_its_line(workspace: Workspace) -> None:
    folder = workspace.case("minsta")
    workspace.own_words("fornamn.yaml", "förnamn:\n  utan: [Pär]\n")
    with pytest.raises(CaseError) as caught:
        load(folder)
    assert [format_problem(problem) for problem in caught.value.problems] == [
        "fel: ”Pär” finns inte i programmets lista, och kan inte tas bort ur den\n"
        "  --> content/ordlistor/fornamn.yaml:2:10  (förnamn.utan.0)\n"
        "   |\n"
        " 2 |   utan: [Pär]\n"
        "   |          ^^^\n"
        "   = hjälp: menade du ”Per”?"
    ]


# At the command line


def checked(workspace: Workspace, *arguments: str) -> Ran:
    """Run `avtal check`."""
    return run("check", *arguments, cwd=workspace.root)


def test_the_lists_are_checked_alone_and_passed_over_among_cases(workspace: Workspace) -> None:
    workspace.case("minsta")
    path = workspace.own_words("fornamn.yaml", "förnamn:\n  ord: [Nour]\n")
    said = "0 fel, 0 varningar, 0 råd och 0 undantag; ordlistorna kan användas."
    assert checked(workspace, "content/ordlistor") == Ran(
        0, f"ordlistor (fornamn.yaml): {said}\n\n", ""
    )
    assert checked(workspace, "content/minsta", "content/ordlistor").out.count(": 0 fel") == 1
    path.write_text("förnamn:\n  utan: [Nour]\n", "utf-8")
    ran = checked(workspace, "content/ordlistor")
    assert ran.exit_code == 1
    assert "  --> content/ordlistor/fornamn.yaml:2:10  (förnamn.utan.0)" in ran.out
    assert ran.out.endswith("ordlistorna kan inte användas.\n\n")
    path.unlink()
    ran = checked(workspace, "content/ordlistor")
    assert (ran.exit_code, ran.out) == (2, "")
    assert "har inga ordlistor, så programmets egna ord gäller" in ran.err


def test_they_are_no_case(workspace: Workspace) -> None:
    workspace.case("minsta")
    workspace.own_words("fornamn.yaml", "förnamn:\n  ord: [Nour]\n")
    ran = run("build", "content/ordlistor", cwd=workspace.root)
    assert (ran.exit_code, ran.out) == (2, "")
    assert "är mappen för ordlistor, inte ett ärende" in ran.err
    ran = run("batch", "content", cwd=workspace.root)
    assert (ran.exit_code, "ordlistor" in ran.out) == (0, False)


def test_a_finding_follows_the_words(workspace: Workspace) -> None:
    workspace.case("tre-parter", edits={MEMO: {OLD: "Nour Ek klagar."}})
    assert "Nour Ek" not in checked(workspace, "content/tre-parter").out
    workspace.own_words("fornamn.yaml", "förnamn: {ord: [Nour]}\n")
    assert "råd [regel 58, Nour Ek]" in checked(workspace, "content/tre-parter").out
