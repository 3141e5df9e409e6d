"""`avtal register-file` and `avtal approve`: what the register gets beside versions of a case."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from avtal.cli.command import Answer, Aside, Bundle, command
from avtal.cli.lines import head_lines, leftover_lines, new_case_lines
from avtal.cli.options import ALLOCATE, CASE, DNR, PLACE, WHO, day_option, names_option, who
from avtal.cli.register_new import in_register
from avtal.cli.swedish import Option, argument, flag
from avtal.cli.types import DayType, FileType, LineType, WordType
from avtal.language.swedish import listing

if TYPE_CHECKING:
    from avtal.making.manifest import FiledManifest
    from avtal.register.acts.filing import Filed, Filing
    from avtal.register.acts.new_case import NewCase
    from avtal.register.acts.order import Who
    from avtal.register.kinds import HandlingType
    from avtal.register.ledger.entry import Head
    from avtal.register.opening import RegisterPlace


@dataclass(frozen=True)
class _FilingResult:
    folder: Path
    manifest: FiledManifest
    same_as: tuple[str, ...]
    cleaned: tuple[str, ...]
    head: Head
    opened: NewCase | None


@dataclass(frozen=True)
class _ApprovalResult:
    case_number: str
    function: str
    content_sha256: str
    head: Head
    opened: NewCase | None


def _types() -> type[HandlingType]:
    from avtal.register.kinds import HandlingType

    return HandlingType


def _filing(item: str | None, **rest: Any) -> Filing:
    from avtal.register.acts.filing import Filing
    from avtal.register.acts.numbers import read_item

    return Filing(item=read_item(item) if item is not None else None, **rest)


_FILING = Bundle(
    "filing",
    _filing,
    argument("case_number", "DNR"),
    argument("file", "FIL", FileType()),
    Option("--title TEXT", LineType(), "Vad handlingen är, i korthet.", required=True),
    Option(
        "--type TYP",
        WordType(_types),
        "inkommen, upprattad, utgaende, undertecknad eller protokollsutdrag.",
        required=True,
    ),
    names_option("--from NAMN", "Vem den kommer från", "sender"),
    names_option("--to NAMN", "Vem den går till", "recipient"),
    day_option(
        "Dagen då handlingen kom in eller upprättades (annars i dag).",
        name="--document-date",
        type=DayType(may_be_old=True),
    ),
    Option("--answers DNR@N", None, "Vilken version eller fil den svarar på."),
    Option("--item N", LineType(), "Handlingsnummer, om det är känt."),
    ALLOCATE,
    Option("--secrecy TEXT", LineType(), "Sekretessmarkering: lagrum, dag och myndighet."),
    Option("--open-title TEXT", LineType(), "Titel som får visas när den är hemlig."),
    flag("--withhold", "Avsändaren eller mottagaren får inte visas (5 kap. 2 § OSL)."),
    flag("--new-case", "Ärendet är nytt, fast ett annat nummer liknar det."),
    WHO,
)


@command(_FILING, PLACE)
def register_file(filing: Filing, place: RegisterPlace) -> Answer:
    """Registrera en FIL som finns: ett svar, ett underlag, en skanning.

    DNR är ärendets diarienummer, till exempel 'KS 2018/211'. Filen kan vara av vilket slag som
    helst, och innehållet prövas inte.
    """
    from avtal.register.acts.filing import register_file as register_this

    done = in_register(place, lambda: register_this(place, filing))
    result = _FilingResult(
        done.folder, done.manifest, done.same_as, done.cleaned, done.head, done.opened
    )
    return Answer(result, _filing_lines(done))


def _filing_lines(done: Filed) -> Iterator[str]:
    manifest = done.manifest
    if done.same_as:
        yield Aside(f"Obs! Samma fil är redan registrerad i ärendet: {listing(done.same_as)}.\n")
    yield from new_case_lines(done.opened)
    yield from leftover_lines(done.cleaned)
    name = f"{manifest.case_number}@fil{manifest.filing}"
    item = f"nr {manifest.item}" if manifest.item else "utan nr"
    yield f"Registrerad: {name}, {manifest.type}, {item}, i {done.folder / manifest.file}"
    yield from head_lines(done.head)


@command(
    CASE,
    Option(
        "--as FUNKTION",
        LineType(),
        "Id för den funktion som godkänner, så som det står i arende.yaml.",
        name="function",
        required=True,
    ),
    Bundle("who", who, Option("--by NAMN", LineType(), "Vem som godkänner.", required=True)),
    DNR,
    PLACE,
)
def approve(
    case: Path, function: str, who: Who, case_number: str | None, place: RegisterPlace
) -> Answer:
    """Godkänn innehållet i ÄRENDE som det är nu.

    Ändras ett enda tecken gäller godkännandet inte längre.

    ÄRENDE är mappen med ärendets innehåll, till exempel content/taby-2018.
    """
    from avtal.register.acts.approvals import approve as approve_content

    done = in_register(place, lambda: approve_content(place, case, function, who, case_number))
    return Answer(
        _ApprovalResult(
            done.case_number, done.function, done.content_sha256, done.head, done.opened
        ),
        [
            *new_case_lines(done.opened),
            f"Innehållet i {done.case_number} är godkänt av {who.by} ({done.title}).",
            f"Det gäller innehållet med SHA-256 {done.content_sha256}.",
            *head_lines(done.head),
        ],
    )
