"""What the documents say is what the program does."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import click
import docx
import pytest
from pydantic import TypeAdapter, ValidationError

from avtal.case import words_page
from avtal.case.field_reference import reference
from avtal.case.formats import FORMAT
from avtal.case.load import load
from avtal.cli.app import cli
from avtal.language.prose import parse
from avtal.language.swedish import NBSP
from avtal.model.action_plan import ActionStatus
from avtal.model.base import Item
from avtal.model.scalars import Day, Flag, Number, Whole
from avtal.problems import CaseError
from avtal.reading.events import read
from avtal.rules import listing
from avtal.templates.rows import model_classes, referring_collections
from avtal.word.values.filters import FILTERS
from avtal.word.values.prose import (
    BODY_STYLE,
    LINK_STYLE,
    LIST_STYLES,
    TABLE_LIST_STYLES,
    TABLE_STYLE,
    ProseWriter,
)
from tests.conftest import REPOSITORY, Golden, Workspace
from tests.templates.viewing import view
from tests.whole import licences, module_map
from tests.word.making import written

README = REPOSITORY / "README.md"
COMMANDS = REPOSITORY / "docs" / "commands.md"
GUIDE = REPOSITORY / "docs" / "anvandare.md"
TEMPLATES = REPOSITORY / "docs" / "templates.md"
REGISTRAR = REPOSITORY / "docs" / "registrering.md"
REVIEW = REPOSITORY / "docs" / "jamforelse.md"
FORMATS = REPOSITORY / "docs" / "format.md"
GLOSSARY = REPOSITORY / "docs" / "glossary.md"
PAGES = [*sorted(REPOSITORY.glob("*.md")), *sorted((REPOSITORY / "docs").rglob("*.md"))]
SOURCE = REPOSITORY / "src" / "avtal"


def fenced(page: Path, language: str) -> list[str]:
    """Return the text of every fenced block in a language."""
    return re.findall(rf"^```{language}\n(.*?)^```", page.read_text("utf-8"), re.M | re.S)


def rows(page: Path, header: str) -> Iterator[list[str]]:
    """Yield the rows of every table whose head begins like this, as cells without backticks."""
    inside = False
    for line in page.read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        if not cells:
            inside = False
        elif line.startswith(header):
            inside = True
        elif inside and not cells[0].startswith("---"):
            yield [cell.strip("`").replace("\\|", "|") for cell in cells]


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run avtal in a folder, as a user does."""
    return subprocess.run(
        [sys.executable, "-m", "avtal", *arguments],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_the_field_reference_is_made_from_the_models(golden: Golden) -> None:
    golden(REPOSITORY / "docs" / "falt.md", reference())


def test_the_page_of_words_is_made_from_the_lists(golden: Golden) -> None:
    golden(REPOSITORY / "docs" / "ordlistor.md", words_page.page())


def test_the_page_of_rules_is_made_from_the_rules(golden: Golden) -> None:
    golden(REPOSITORY / "docs" / "rules.md", listing.page())


def test_the_page_of_licences_is_made_from_what_is_installed(golden: Golden) -> None:
    golden(licences.PAGE, licences.page())


def test_the_field_reference_has_every_field() -> None:
    text = reference()
    for model in model_classes():
        for info in model.model_fields.values():
            assert re.search(rf"`(\S+\.)?{info.alias}` \|", text), f"{model.__name__}.{info.alias}"


def test_the_command_table_is_the_command_line() -> None:
    said = {command: options for command, options, _ in rows(COMMANDS, "| Command |")}
    is_so = {}
    for name, command in commands(cli):
        parameters = command.params
        arguments = [p.metavar for p in parameters if isinstance(p, click.Argument)]
        options = [
            f"`{p.opts[0]}`" if p.is_flag else f"`{p.opts[0]} {p.metavar}`"
            for p in parameters
            if isinstance(p, click.Option)
        ]
        is_so[" ".join(filter(None, ["avtal", name, *arguments]))] = ", ".join(options).strip("`")
    assert said == is_so


def commands(group: click.Group) -> Iterator[tuple[str, click.Command]]:
    """Yield every command with its words."""
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from ((f"{name} {word}", inner) for word, inner in commands(command))
        else:
            yield name, command


def test_the_module_map_is_made_from_the_tree(golden: Golden) -> None:
    golden(REPOSITORY / "docs" / "modules.md", module_map.page())


@pytest.mark.parametrize(
    "page", [README, GUIDE, TEMPLATES, REGISTRAR, REVIEW, FORMATS], ids=lambda page: page.name
)
def test_the_commands_work(page: Path, workspace: Workspace) -> None:
    workspace.case("taby-2018")
    (workspace.root / "svar.pdf").write_bytes(b"%PDF-1.4")
    lines = [shlex.split(line) for block in fenced(page, "sh") for line in block.splitlines()]
    assert ["avtal"] in [words[:1] for words in lines]
    for words in lines:
        if words[0] == "cp":
            shutil.copytree(workspace.root / words[-2], workspace.root / words[-1])
        elif words[0] == "avtal":
            done = run(workspace.root, *words[1:])
            assert done.returncode == 0, done.stderr


def test_the_page_of_formats_is_what_an_upgrade_says(workspace: Workspace) -> None:
    workspace.case("taby-2018", edits={"arende.yaml": {"format: 2\n": ""}})
    done = run(workspace.root, "upgrade", "content/taby-2018")
    assert fenced(FORMATS, "text") == [done.stdout]
    said = [number for number, _ in rows(FORMATS, "| Format |")]
    assert said == [str(number) for number in range(1, FORMAT + 1)]


def test_every_make_target_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", (REPOSITORY / "Makefile").read_text("utf-8"), re.M))
    for page in PAGES:
        named = re.findall(r"(?:^|`)make ([a-z]+)(?:$|`)", page.read_text("utf-8"), re.M)
        assert set(named) <= targets, page.name


def test_every_link_leads_somewhere() -> None:
    for page in PAGES:
        text = re.sub(r"^```.*?^```|`[^`\n]*`", "", page.read_text("utf-8"), flags=re.M | re.S)
        for target in re.findall(r"\]\(([^)#:]+)\)", text):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_no_written_page_is_longer_than_a_module_may_be() -> None:
    long = {page.name for page in PAGES if len(page.read_text("utf-8").splitlines()) > 400}
    assert long <= {"rules.md", "falt.md", "modules.md"}  # made from the code


def test_every_yaml_example_can_be_read() -> None:
    for page in PAGES:
        for block in fenced(page, "yaml"):
            assert read(page.name, block.encode()).problems == []


def wrong_person(workspace: Workspace) -> None:
    """Set up the mistake that the documents show."""
    right = "gäller: [L3, A5]\n    målgrupper: [vårdnadshavare]\n"
    right += "    kanaler: [skolplattform]\n    ansvarig: utbildningschef\n"
    wrong = right.replace("utbildningschef\n", "utbildningschefen\n")
    workspace.case("taby-2018", edits={"kommunikationsplan.yaml": {right: wrong}})


def test_the_error_message_in_the_guide_is_real(workspace: Workspace) -> None:
    wrong_person(workspace)
    done = run(workspace.root, "build", "content/taby-2018")
    assert done.returncode == 1
    assert fenced(GUIDE, "text")[1:] == [done.stderr]


def test_the_worklist_in_the_guide_is_real(workspace: Workspace) -> None:
    workspace.case("taby-2018")
    done = run(workspace.root, "missing", "content/taby-2018")
    (beginning,) = fenced(GUIDE, "text")[:1]
    assert done.stdout.startswith(f"{beginning}\nAldrig obligatoriskt:")


def test_the_json_of_the_contract_is_real(workspace: Workspace) -> None:
    wrong_person(workspace)
    done = run(workspace.root, "build", "content/taby-2018", "--json")
    assert [json.loads(block) for block in fenced(COMMANDS, "json")] == [json.loads(done.stdout)]


def test_the_error_message_about_a_template_is_real(workspace: Workspace) -> None:
    workspace.case("taby-2018")
    shutil.copytree(workspace.root / "templates", workspace.root / "output" / "mallar")
    path = str(workspace.root / "output" / "mallar" / "atgardsplan.docx")
    template = docx.Document(path)
    runs = [run for paragraph in template.paragraphs for run in paragraph.runs]
    (heading,) = [run for run in runs if run.text.startswith("Fokusområde {{ f.nr }}")]
    heading.text = heading.text.replace("f.titel", "f.title")
    template.save(path)
    done = run(workspace.root, "build", "content/taby-2018", "--templates", "output/mallar")
    assert done.stderr in fenced(TEMPLATES, "text")


def test_the_common_mistakes_are_so(workspace: Workspace) -> None:
    folder = workspace.case("taby-2018")
    path = folder / "kommunikationsplan.yaml"
    text = path.read_text("utf-8")
    start, end = text.index("  - id: K4"), text.index("  - id: K5")
    mistakes = list(rows(GUIDE, "| Du skrev |"))
    assert mistakes
    for wrong, said, right in mistakes:
        field = right.split(":")[0]
        for line, message in ((wrong, said), (right, None)):
            item = re.sub(rf"^    {field}:.*$", f"    {line}", text[start:end], count=1, flags=re.M)
            path.write_text(text[:start] + item + text[end:], "utf-8")
            assert (message in messages(folder)) if message else (messages(folder) == [])


def messages(folder: Path) -> list[str]:
    """Return what avtal says about the content of a case."""
    try:
        load(folder)
    except CaseError as error:
        return [problem.message for problem in error.problems]
    return []


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("datum", Day),
        ("heltal", Whole),
        ("tal", Number),
        ("ja eller nej", Flag),
        ("fast värde", ActionStatus),
    ],
)
def test_values_are_written_as_the_guide_says(kind: str, values: Any) -> None:
    ((_, right, wrong),) = (row for row in rows(GUIDE, "| Slag | Skriv |") if row[0] == kind)
    adapter = TypeAdapter[Any](values)
    for text in re.split("`, `|` eller `", right):
        adapter.validate_python(text)
    for text in wrong.split("`, `"):
        with pytest.raises(ValidationError):
            adapter.validate_python(text)


def value(filter: str, text: str) -> Any:
    """Return the value of an example in the table of filters."""
    if text.startswith("lista: "):
        field = re.findall('"(.*)"', filter)
        entries = text.removeprefix("lista: ").split(", ")
        return [{field[0]: entry} for entry in entries] if field else entries
    if filter in {"datum", "kortdatum"}:
        return date.fromisoformat(text)
    if filter in {"tal", "talord"}:
        return Decimal(text) if "." in text else int(text)
    return text


def test_the_filters_do_what_the_table_says() -> None:
    table = list(rows(TEMPLATES, "| Filter | In | Ut | Används till |"))
    assert {filter.split("(")[0] for filter, *_ in table} == set(FILTERS)
    for filter, given, result, _ in table:
        tags = "{{ x|FILTER }}"
        if result.startswith("lista: "):
            tags = "lista: {% for y in x|FILTER %}{{ ', ' if loop.index > 1 else '' }}{{ y.datum }}"
            tags += "{% endfor %}"
        made = written(tags.replace("FILTER", filter), {"x": value(filter, given)}, {})
        assert made == result.replace("°", NBSP), filter


def test_the_filters_for_prose_do_what_the_table_says() -> None:
    styles = [BODY_STYLE, TABLE_STYLE, LINK_STYLE, *LIST_STYLES.values()]
    styles += TABLE_LIST_STYLES.values()
    writer = ProseWriter({name: name for name in styles})
    table = list(rows(TEMPLATES, "| Filter | In | Ut |"))
    table = [row for row in table if len(row) == 3]
    assert [row[0].split("(")[0] for row in table] == ["stycken"] * 3 + ["löptext"]
    for filter, given, result in table:
        prose = parse(given.replace("¶", "\n"))
        style = re.findall('"(.*)"', filter)
        if filter == "löptext":
            assert plain(writer.runs(prose)) == result
        else:
            paragraphs = writer.paragraphs(prose, *style).split("</w:p>")[:-1]
            assert " ¶ ".join(map(plain, paragraphs)) == result


def plain(xml: str) -> str:
    """Return a paragraph as style and text, a run as text."""
    style = re.findall('<w:pStyle w:val="(.*?)"', xml)
    return ": ".join([*style, re.sub("<.*?>", "", xml)])


def test_the_styles_are_those_that_prose_needs(workspace: Workspace) -> None:
    lists = [*LIST_STYLES.values(), *TABLE_LIST_STYLES.values()]
    said = [name for name, _ in rows(TEMPLATES, "| Format |")]
    assert sorted(said) == sorted([BODY_STYLE, TABLE_STYLE, LINK_STYLE, *lists])


def test_the_names_are_what_templates_get(workspace: Workspace) -> None:
    case = load(workspace.case("taby-2018"))
    given = view(case, "atgardsplan")
    common = set(given) - {info.alias for info in type_fields(case, "atgardsplan")}
    assert {name for name, _ in rows(TEMPLATES, "| Namn |")} == common
    fields = {f"{name}.{field}" for name in ("stämpel", "handling") for field in given[name]}
    assert {name for name, _ in rows(TEMPLATES, "| Fält |")} == fields


def type_fields(case: Any, key: str) -> list[Any]:
    """Return the declared fields of a document."""
    return list(type(case.documents[key]).model_fields.values())


def test_the_things_are_those_of_the_models() -> None:
    said = {
        kind: (place, tuple(re.findall(r"\w+", lists)))
        for kind, place, lists in rows(TEMPLATES, "| Slag | Finns i |")
    }
    items = [model for model in model_classes() if issubclass(model, Item)]
    collections = {model.kind: f"alla.{model.collection}" for model in items}
    lists = referring_collections()
    assert said == {kind: (collections[kind], lists[kind]) for kind in lists}


def test_the_glossary_names_classes_that_exist() -> None:
    source = "".join(path.read_text("utf-8") for path in SOURCE.rglob("*.py"))
    words = [name for name, *_ in rows(GLOSSARY, "| In Python |")]
    assert len(words) == len(set(words))
    for name in words:
        pattern = rf"^class {name}\b" if name[0].isupper() else rf"\b{name}\b"
        assert re.search(pattern, source, re.M), name
