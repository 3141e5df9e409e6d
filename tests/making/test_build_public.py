"""The public copy holds nothing of what is secret, in any part of any file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from avtal.case.stamp import Copy
from avtal.making.build import Built, build
from avtal.word.values.marked import OMITTED
from tests.conftest import CASES, REPOSITORY, Workspace
from tests.documents import files, parts, read_text
from tests.making.drafts import Drafts

MARK = "sekretess: {lagrum: 18 kap. 1 § OSL, datum: 2026-04-28, myndighet: Polismyndigheten}"

ONE_MORE = """\
  - id: atg_till
    fokusområde: fo_bostad
    titel: En till
    text: En till.
    prevention: social
    nivå: selektiv
    leds_av: polis
    ansvariga: [lpo_chef]
    start: 2026-04-13
    klar: 2028-12-15
    status: pågår
    mått: Ett
    uppföljning: upp_var_2028
"""

NOT_PRINTED = ("sekretess", "öppen_titel", "ursprung")


def _texts(built: Built) -> Iterator[tuple[str, str]]:
    """Yield (where, text) for every part of every file and for every file name."""
    for path in built.folder.iterdir():
        yield "name", path.name
        if path.suffix == ".docx":
            for name, text in parts(path.read_bytes()):
                yield f"{path.name}/{name}", text
        else:
            yield path.name, path.read_text(encoding="utf-8")


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower()))


def _leaves(value: Any, secret: bool) -> Iterator[tuple[str, bool]]:
    """Yield (text, whether it is secret) for every scalar below a value of a content file."""
    if isinstance(value, dict):
        hidden = secret or "sekretess" in value
        for key, inner in value.items():
            if key not in NOT_PRINTED:
                yield from _leaves(inner, hidden)
            elif key == "öppen_titel":
                yield from _leaves(inner, False)
    elif isinstance(value, list):
        for inner in value:
            yield from _leaves(inner, secret)
    else:
        yield str(value), secret


def _secret_words(folder: Path) -> set[str]:
    """Return the words that stand in marked parts of the content and nowhere else."""
    leaves: list[tuple[str, bool]] = []
    for path in folder.glob("*.yaml"):
        leaves += _leaves(yaml.load(path.read_bytes(), yaml.BaseLoader), False)
    secret = {word for text, hidden in leaves if hidden for word in _words(text)}
    return secret - {word for text, hidden in leaves if not hidden for word in _words(text)}


def _of_the_templates() -> set[str]:
    return {
        word
        for path in (REPOSITORY / "templates").glob("*.docx")
        for _, text in parts(path.read_bytes())
        for word in _words(text)
    }


def test_no_secret_word_stands_in_the_public_copy(drafts: Drafts) -> None:
    secret = _secret_words(CASES / "good" / "tre-parter") - _of_the_templates()
    assert {"kopparsvansen", "pumphusnätverket", "trollviksladan", "silvergädda"} <= secret
    assert len(secret) > 20
    leaked = {
        (where, word)
        for where, text in _texts(drafts["tre-parter", Copy.PUBLIC])
        for word in _words(text) & secret
    }
    assert leaked == set()


def test_the_full_copy_has_the_secret_words(drafts: Drafts) -> None:
    full = _words(" ".join(text for _, text in _texts(drafts["tre-parter", Copy.FULL])))
    assert {"kopparsvansen", "pumphusnätverket", "trollviksladan", "silvergädda"} <= full


def test_both_copies_say_which_they_are_only_where_they_differ(drafts: Drafts) -> None:
    for (case, copy), built in drafts.items():
        omitted = [str(OMITTED) in text for _, text in _texts(built)]
        assert (sum(omitted) > 0) is ((case, copy) == ("tre-parter", Copy.PUBLIC))


# One secret thing of every kind; N stands for what differs between the two variants.
SECRET_THINGS: Mapping[str, Mapping[str, str]] = {
    "arende.yaml": {
        "    namn: AB Lövåsahem\n    kortnamn: bostadsbolaget\n"
        "    juridiskt_namn: Aktiebolaget Lövåsahem\n    diarienummer: LH 2026:17\n": (
            "    namn: kvartsN1\n    kortnamn: kvartsN2\n    juridiskt_namn: kvartsN3\n"
            f"    diarienummer: kvartsN4\n    {MARK}\n"
        ),
        "{id: skolchef, titel: skolchef, part: kommun}": (
            f"{{id: skolchef, titel: kvartsN5, part: kommun, {MARK}}}"
        ),
        "    namn: Östen Viklander\n    part: kommun\n    titel: utredare\n"
        "    telefon: 0980-31 92 15\n    e_post: osten.viklander@example.se\n": (
            "    namn: kvartsN6\n    part: kommun\n    titel: kvartsN7\n    telefon: kvartsN8\n"
            f"    e_post: kvartsN9@example.se\n    {MARK}\n"
        ),
        "{id: arbetsutskottet, namn: kommunstyrelsens arbetsutskott}": (
            f"{{id: arbetsutskottet, namn: kvartsN10, {MARK}}}"
        ),
        "{id: fo_trafik, titel: Säker trafik vid skolor, inriktning: bibehålla}": (
            f"{{id: fo_trafik, titel: kvartsN11, inriktning: bibehålla, {MARK}}}"
        ),
        "titel: Underrättelseunderlag om ärendet Kopparsvansen": "titel: kvartsN12",
        "titel: Kommunikationsplan, handlingsnummer: 7": (
            f"titel: kvartsN13, öppen_titel: Öppen plan, handlingsnummer: 7, {MARK}"
        ),
    },
    "overenskommelse.yaml": {
        "Pumphusnätverket värvar unga från två namngivna fritidsgårdar.": "kvartsN14",
        "{id: ors_rutiner, text: Butiker och banker har olika rutiner när en kund verkar vara "
        "lurad.}": f"{{id: ors_rutiner, text: kvartsN15, {MARK}}}",
        "        text: Antalet bedrägerier mot äldre ska minska.\n"
        "        indikator: Anmälda bedrägerier mot personer över 65 år per år\n": (
            f"        text: kvartsN16\n        indikator: kvartsN17\n        {MARK}\n"
        ),
        "ämne: Återrapport om hela avtalstiden, resultat: tjänsteutlåtande": (
            f"ämne: kvartsN18, resultat: kvartsN19, {MARK}"
        ),
        "    möts: en gång i månaden\n"
        "    uppgift: planerar, genomför och följer upp åtgärderna\n": (
            f"    möts: kvartsN20\n    uppgift: kvartsN21\n    {MARK}\n"
        ),
        "syfte: |\n": f"kostnader:\n  text: kvartsN22\n  {MARK}\n\nsyfte: |\n",
        "kostnader: >\n  Varje part bär sina egna kostnader. Kostnader för åtgärder som parterna "
        "leder gemensamt delas lika\n  om de inte kommer överens om något annat.\n": "",
    },
    "lagesbild.yaml": {"platser: Tistelkvarteret": "platser: kvartsN23"},
    "atgardsplan.yaml": {"mått: Två pass i månaden inom Silvergädda": "mått: kvartsN24"},
    "kommunikationsplan.yaml": {
        "huvudbudskap: Kommunen, polisen": "huvudbudskap: kvartsN25, polisen",
        "värdeord: [tydliga,": "värdeord: [kvartsN26,",
    },
}

COUNT = 26


def _variant(workspace: Workspace, letters: str) -> Path:
    edits = {
        file: {old: re.sub(r"kvartsN(\d+)", rf"kvarts{letters}\1", new) for old, new in one.items()}
        for file, one in SECRET_THINGS.items()
    }
    return workspace.case("tre-parter", edits=edits)


def _all_text(built: Built) -> str:
    return "\n".join(text for _, text in _texts(built))


@pytest.fixture(scope="module")
def variants(tmp_path_factory: pytest.TempPathFactory) -> tuple[Built, Built, Built]:
    """Return the full copy and the public one, and the public one of another secret content."""
    workspace = Workspace(tmp_path_factory.mktemp("offentlig") / "arbete")
    folder = _variant(workspace, "x")
    full = build(folder, workspace.root / "ut", None, Copy.FULL)
    public = build(folder, workspace.root / "ut", None, Copy.PUBLIC)
    folder.rename(workspace.root / "undan")
    longer = _variant(workspace, "ylängreord och flera ord kvarts")
    return full, public, build(longer, workspace.root / "annat", None, Copy.PUBLIC)


def test_nothing_of_any_kind_of_thing_leaks(variants: tuple[Built, Built, Built]) -> None:
    full, public, _ = variants
    printed = set(re.findall(r"kvartsx(\d+)", _all_text(full).lower()))
    assert {int(number) for number in printed} == set(range(1, COUNT + 1))
    assert re.findall("kvartsx[0-9]+", _all_text(public).lower()) == []


def test_the_public_copy_does_not_depend_on_the_secret_text(
    variants: tuple[Built, Built, Built],
) -> None:
    """Not even on its length: other secret content gives the same bytes."""
    _, public, other = variants
    assert files(other) == files(public)
    assert other.manifest == public.manifest


def test_a_secret_document_is_not_made_and_has_its_open_title(
    variants: tuple[Built, Built, Built],
) -> None:
    full, public, _ = variants
    assert set(files(full)) - set(files(public)) == {"kommunikationsplan"}
    memo = read_text(files(public)["tjansteutlatande"])
    assert "\nBilaga 7\tÖppen plan\n" in memo
    assert "kommunikationsplan" not in (public.folder / "manifest.json").read_text(encoding="utf-8")


def test_a_secret_document_without_open_title_has_no_title(workspace: Workspace) -> None:
    line = "titel: Kommunikationsplan, handlingsnummer: 7"
    edits = {"arende.yaml": {line: f"{line}, {MARK}"}}
    folder = workspace.case("tre-parter", edits=edits)
    memo = read_text(
        files(build(folder, workspace.root / "ut", None, Copy.PUBLIC))["tjansteutlatande"]
    )
    assert f"\nBilaga 7\t{OMITTED}\n" in memo
    full = files(build(folder, workspace.root / "ut", None, Copy.FULL))
    note = "[sekretess: 18 kap. 1 § OSL, 2026-04-28, Polismyndigheten]"
    assert f"\nBilaga 7\tKommunikationsplan {note}\n" in read_text(full["tjansteutlatande"])
    assert note in read_text(full["kommunikationsplan"])


def test_the_title_of_a_secret_function_does_not_come_back_with_the_person(
    workspace: Workspace,
) -> None:
    vd = "{id: vd, titel: verkställande direktör i AB Lövåsahem, part: bolag"
    edits = {"arende.yaml": {f"{vd}}}": f"{{id: vd, titel: kvartsx, part: bolag, {MARK}}}"}}
    folder = workspace.case("tre-parter", edits=edits)
    built = build(folder, workspace.root / "ut", None, Copy.PUBLIC)
    assert [where for where, text in _texts(built) if "kvartsx" in text.lower()] == []


def test_a_secret_thing_that_the_communication_plan_refers_to_can_be_left_out(
    workspace: Workspace,
) -> None:
    line = "ämne: Årsuppföljning för 2027, resultat: årsrapport"
    edits = {"overenskommelse.yaml": {line: f"{line}, {MARK}"}}
    folder = workspace.case("tre-parter", edits=edits)
    assert build(folder, workspace.root / "ut", None, Copy.PUBLIC).manifest.copy_kind is Copy.PUBLIC


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            "fokusområde: fo_unga\n    orsaker: [ors_natverk]",
            "fokusområde: fo_bostad\n    orsaker: [ors_natverk]",
        ),
        (
            "Silvergädda\n    uppföljning: upp_var_2028",
            "Silvergädda\n    uppföljning: upp_var_2029",
        ),
    ],
    ids=["focus-area", "follow-up"],
)
def test_the_public_copy_does_not_show_what_a_secret_thing_refers_to(
    workspace: Workspace, drafts: Drafts, old: str, new: str
) -> None:
    folder = workspace.case("tre-parter", edits={"atgardsplan.yaml": {old: new}})
    public = build(folder, workspace.root / "ut", None, Copy.PUBLIC)
    assert files(public) == files(drafts["tre-parter", Copy.PUBLIC])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("budget: 36807\n    uppföljning: upp_ar_2027", "uppföljning: upp_ar_2028"),
        ("\nåtgärder:\n", f"\nåtgärder:\n{ONE_MORE}"),
    ],
    ids=["another-follow-up", "one-more-action"],
)
def test_the_public_copy_does_not_show_what_a_secret_document_holds(
    workspace: Workspace, old: str, new: str
) -> None:
    line = "titel: Åtgärdsplan mot brott i Lövåsa kommun, handlingsnummer: null"
    secret = {"arende.yaml": {line: f"{line}, {MARK}"}}
    made = []
    for edits in (secret, {**secret, "atgardsplan.yaml": {old: new}}):
        folder = workspace.case("tre-parter", edits=edits)
        made.append(files(build(folder, workspace.root / "ut", None, Copy.PUBLIC)))
        folder.rename(workspace.root / str(len(made)))
    assert made[0] == made[1]


def test_a_public_copy_never_says_that_there_is_none_of_what_it_leaves_out(
    workspace: Workspace,
) -> None:
    """All actions of one area are secret, and one party's commitment."""
    folder = workspace.case("tre-parter")
    plan, agreement = folder / "atgardsplan.yaml", folder / "overenskommelse.yaml"
    text = plan.read_text(encoding="utf-8")
    area = "    fokusområde: fo_bedrageri\n"
    assert text.count(area) > 1
    plan.write_text(text.replace(area, f"{area}    {MARK}\n"), encoding="utf-8")
    text = agreement.read_text(encoding="utf-8")
    commitment = "  - id: ata_polis\n"
    assert text.count(commitment) == 1
    agreement.write_text(text.replace(commitment, f"{commitment}    {MARK}\n"), encoding="utf-8")
    built = build(folder, workspace.root / "ut", None, Copy.PUBLIC)
    made = {key: read_text(data) for key, data in files(built).items()}
    assert "Inga åtgärder är planerade" not in made["atgardsplan"]
    assert "Inga åtgärder inom området visas i den offentliga kopian." in made["atgardsplan"]
    assert "Ett eller flera åtaganden är utelämnade" in made["overenskommelse"]
    assert "hemliga uppgifter är utelämnade" in made["overenskommelse"]


def test_warnings_do_not_quote_secrets_beside_a_public_copy(workspace: Workspace) -> None:
    step = "{id: ber_au, organ: arbetsutskottet, datum: 2026-05-12, åtgärd: bereder}"
    secret = step.replace("2026-05-12", "2026-12-17").replace("}", f", {MARK}}}")
    folder = workspace.case("tre-parter", edits={"tjansteutlatande.yaml": {step: secret}})
    full, public = (build(folder, workspace.root / "ut", None, copy) for copy in Copy)
    accepted = ["regel 3", "regel 29"]
    assert [w.code for w in full.findings] == [*accepted, "regel 42", "regel 42"]
    assert public.findings == ()
