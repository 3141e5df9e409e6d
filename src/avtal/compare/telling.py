"""A comparison in words: what states, kinds and tasks are called, and what came of each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

from avtal.case.stamp import Copy
from avtal.compare.causes import Cause
from avtal.compare.comparison import ComparedDocument, Comparison, ShownChange
from avtal.compare.content.kinds import NAMES
from avtal.compare.content.wording import weigh
from avtal.compare.documents.pairs import State
from avtal.compare.documents.rows import Row
from avtal.compare.documents.signs import WORDS_SIGNS, look_alike, looks_like
from avtal.compare.documents.unseen import Kind
from avtal.compare.documents.worklist import Kind as TaskKind
from avtal.compare.documents.worklist import Task
from avtal.compare.places import Seen
from avtal.compare.redlines.proof import Fault, Proof
from avtal.language.swedish import listing
from avtal.model.marks import Subject
from avtal.problems import clean

STATES: Mapping[State, str] = {
    State.SAME: "oförändrad",
    State.STAMP: "bara stämpeln (version, datum, status) är en annan",
    State.FORM: "bara formen är en annan, orden är desamma",
    State.UNSEEN: "ser likadan ut, men är det inte",
    State.CHANGED: "ändrad",
    State.ADDED: "ny",
    State.REMOVED: "borttagen",
    State.TRACKED: "har spårade ändringar som inte är avgjorda",
}

COUNTED: Mapping[State, tuple[str, str]] = {
    State.SAME: ("oförändrad", "oförändrade"),
    State.STAMP: ("med bara en annan stämpel",) * 2,
    State.FORM: ("med bara en annan form",) * 2,
    State.UNSEEN: ("som ser likadan ut, men inte är det", "som ser likadana ut, men inte är det"),
    State.CHANGED: ("ändrad", "ändrade"),
    State.ADDED: ("ny", "nya"),
    State.REMOVED: ("borttagen", "borttagna"),
    State.TRACKED: ("med spårade ändringar som inte är avgjorda",) * 2,
}
"""The same of one document and of several, after their number."""

TASKS: Mapping[str, str] = {
    "change": "spårad ändring",
    "move": "spårad flyttning",
    "form": "spårad formändring",
    "comment": "kommentar",
    "untracked": "ändring som inte är spårad",
}

UNSEEN: Mapping[Kind, str] = {
    "hidden": "dold text",
    "signs": "tecken som ser likadana ut",
    "number": "nummer i en lista",
    "box": "ruta",
    "link": "länk",
    "picture": "bild",
    "object": "inbäddat objekt",
    "inserted": "infogad fil",
    "formula": "formel",
    "field": "fält",
    "control": "innehållskontroll",
    "bookmark": "bokmärke",
    "protection": "skydd",
    "direction": "textriktning",
    "break": "brytning",
    "note": "not",
    "header": "sidhuvud som visas",
    "comment": "kommentar som är borta",
    "alternative": "text för äldre program",
    "unknown": "inget kan sägas om",
}
"""What looks the same and is not, by kind."""

MARKED: Mapping[Copy, str] = {
    Copy.FULL: "Jämförelse av fullständiga kopior. Den kan innehålla sekretessbelagda uppgifter.",
    Copy.PUBLIC: "Jämförelse av offentliga kopior.",
}

GROUPS: Sequence[tuple[str, str, frozenset[Subject]]] = (
    (
        "tyngst",
        "Vem, vad och hur länge",
        frozenset(
            {Subject.SENSE, Subject.PARTY, Subject.MANDATE, Subject.SECRECY, Subject.TERM,
             Subject.COMMITMENT}
        ),
    ),
    (
        "näst tyngst",
        "Tal, datum och hänvisningar",
        frozenset({Subject.NUMBER, Subject.DATE, Subject.REFERENCE}),
    ),
    ("lättast", "Ordalydelse och ursprung", frozenset({Subject.WORDING, Subject.ORIGIN})),
)  # fmt: skip
"""Changes in meaning by weight: what weighs so, its heading, and what it is about."""

UNPLACED: Mapping[Seen, str] = {
    "stamp": "Syns bara i stämpeln (diarienummer, datum, status).",
    "nowhere": "Syns inte i någon handling.",
    "unknown": "Det går inte att säga var just den här ändringen syns.",
}
"""What is said of a change that no paragraph is known to show."""

VERDICTS = {"accepted": "när alla ändringar godkänns", "rejected": "när alla ändringar avvisas"}


HISTORY: Mapping[Copy, str] = {
    Copy.FULL: "Historik över fullständiga kopior. Den kan innehålla sekretessbelagda uppgifter.",
    Copy.PUBLIC: "Historik över offentliga kopior.",
}
_NOW_SECRET = (
    " Den tidigare visar uppgifter som nu är sekretessbelagda: pröva sekretessen innan jämförelsen "
    "lämnas ut."
)


def copy_said(comparison: Comparison) -> str:
    """Return which copies are compared, and whether what is secret now may show."""
    return MARKED[comparison.copy] + (_NOW_SECRET if comparison.shows_now_secret else "")


def kind_name(change: ShownChange) -> str:
    """Return what a change is, in Swedish: tillagt (åtagande)."""
    about, kind = NAMES[change.change.about.value], NAMES[change.change.kind]
    return kind if about == kind else f"{kind} ({about})"


def task_name(task: Task) -> str:
    """Return what a task is in Swedish, of whom, and of a comment what has become of it.

    kommentar av Per Ek 2026-01-01 10.00 (besvarad)
    """
    if task.kind == "untracked":
        return TASKS[task.kind]
    fates = [("besvarad", task.replies), ("markerad som löst", task.is_resolved)]
    fate = ", ".join(word for word, so in fates if so)
    named = f"{TASKS[task.kind]} av {who_and_when(task.author, task.at)}"
    return f"{named} ({fate})" if fate else named


def who_and_when(author: str, at: str) -> str:
    """Return who did something and when, as people write it: Per Ek 2026-01-01 10.00.

    A file from outside can have any author and time; what cannot be seen in them is a dot.
    """
    try:
        at = datetime.fromisoformat(at).strftime("%Y-%m-%d %H.%M")
    except ValueError:  # no time at all, or none that is one
        at = clean(at)
    return f"{clean(author, 80)} {at}".rstrip()


_COUNTED_TASKS: Mapping[TaskKind, tuple[str, str]] = {
    "change": ("spårad ändring", "spårade ändringar"),
    "move": ("spårad flyttning", "spårade flyttningar"),
    "form": ("spårad formändring", "spårade formändringar"),
    "untracked": ("ändring som inte är spårad", "ändringar som inte är spårade"),
    "comment": ("kommentar", "kommentarer"),
}


def tasks_counted(comparison: Comparison) -> str:
    """Return how much there is to decide on, in a sentence; nothing where there is nothing."""
    counted = Counter(task.kind for one in comparison.documents for task in one.tasks)
    if not counted:
        return ""
    told = [
        f"{number} {words[number > 1]}"
        for kind, words in _COUNTED_TASKS.items()
        if (number := counted[kind])
    ]
    return f" Att ta ställning till: {listing(told)}."


def without_content(comparison: Comparison) -> str:
    """Return what was found where changes in meaning cannot be counted, in a sentence or two."""
    both = comparison.old.made is None and comparison.new.made is None
    sides = "Sidorna" if both else "Den ena sidan"
    said = f"{sides} har inget innehåll i avtal, bara Word, så ändringar i sak kan inte räknas."
    differing = sum(row.state != "same" for one in comparison.documents for row in one.rows)
    if any(one.tasks for one in comparison.documents):
        return f"{said}{tasks_counted(comparison)} Det står i arbetslistan."
    if any(one.pair.state is State.TRACKED for one in comparison.documents):
        return said
    if not differing:
        return f"{said} I texten skiljer inget ord."
    what = "stycke eller tabellrad" if differing == 1 else "stycken och tabellrader"
    return f"{said} I texten skiljer {differing} {what}; de visas under varje handling."


def row_name(row: Row) -> str:
    """Return what a changed row is about, in Swedish: innebörd where its words bind otherwise.

    The number that a list gives a paragraph is none of its words.
    """
    texts = [" ".join(unit.cells) if unit else "" for unit in (row.old, row.new)]
    if row.moved:
        return "flyttat"
    if texts[0].strip() == texts[1].strip():
        return UNSEEN["number"]
    return NAMES[weigh(*texts).value]


def unplaced(told: ShownChange, comparison: Comparison) -> str:
    """Return in a sentence that a change shows in no paragraph; nothing where it does."""
    seen = told.where.seen
    if seen == "nowhere" and len(comparison.documents) == 1:
        return "Syns inte i handlingen."
    return UNPLACED.get(seen, "")


def cause_said(cause: Cause, comparison: Comparison) -> str:
    """Return what else than the content is another, as a part of a sentence."""
    titles = {one.pair.key: one.pair.title for one in comparison.documents}
    if cause.kind == "words":
        return f"ordlistan {cause.name} är en annan, vilket inte ändrar någon handling"
    if cause.kind == "template":
        said = f"mallen för {titles[cause.name]} är en annan"
        return said if cause.documents else f"{said}, men handlingen läses likadant"
    listed = listing(titles[key] for key in cause.documents)
    return f"{listed} skiljer sig av något annat än innehållet och mallen"


def document_said(document: ComparedDocument) -> str:
    """Return what has become of a document, with its version where that is another."""
    pair = document.pair
    versions = [one.version for one in (pair.old, pair.new) if one is not None]
    said = STATES[pair.state]
    if pair.state is State.FORM and document.form:
        said += f" ({listing(document.form)})"
    if pair.state is State.TRACKED and document.form:
        said += f"; formen skiljer också utan att det är spårat ({listing(document.form)})"
    if len(versions) == 2 and all(versions) and versions[0] != versions[1]:
        said += f"; version {versions[0]} → {versions[1]}"
    return said


def redline_said(document: ComparedDocument, where: str = "se rapporten") -> str:
    """Return what came of the redline of a document in a sentence; nothing if none was tried.

    `where` is said where more is told of it.
    """
    redline = document.redline
    if redline is None:
        return ""
    if redline.failure:
        return (
            f"Ingen ändringsmarkerad fil: {redline.failure}. Båda texterna står här i sin helhet."
        )
    if redline.data is None:
        return (
            "Ingen ändringsmarkerad fil: den blev inte rätt till varje ord. Båda texterna står här "
            "i sin helhet."
        )
    blank = redline.proof is not None and redline.proof.strength == "blank"
    how_well = "så när som på tomma stycken" if blank else "ord för ord"
    return (
        "Den ändringsmarkerade filen är prövad: godkänd ger den den nya texten och avvisad den "
        f"tidigare, {how_well}.{_whole_said(len(redline.whole))}"
        f"{_unseen_said(redline.proof, where)}"
    )


def _whole_said(number: int) -> str:
    """Return how many paragraphs a redline gives as wholes; nothing where there are none."""
    if not number:
        return ""
    which = "Ett stycke" if number == 1 else f"{number} stycken"
    return f" {which} står i den som borttaget eller tillagt i sin helhet."


def _unseen_said(proof: Proof | None, where: str) -> str:
    """Return how much in a redline is not right although its words are; nothing if all is."""
    number = len(proof.unseen) if proof else 0
    if not number:
        return ""
    what = "En sak som inte är ord är" if number == 1 else f"{number} saker som inte är ord är"
    return f" {what} inte rätt i den, {where}."


def fault_said(fault: Fault) -> str:
    """Return how what would have stood somewhere differs from what should, where it is little.

    Nothing where the words differ, which both texts then show.
    """
    if fault.expected is None or fault.found is None:
        return ""
    (places, expected), (others, found) = map(_parted, (fault.expected, fault.found))
    if expected == found:
        return "texten står i en annan cell" if places != others else ""
    if _bare(expected) != _bare(found):
        if not looks_like(expected, found):
            return ""
        return " och ".join(f"{one.new} i stället för {one.old}"
                            for one in look_alike(expected, found))  # fmt: skip
    return " och ".join(
        f"{abs(more)} {name} för {'mycket' if more > 0 else 'lite'}"
        for sign, name in _UNSEEN.items()
        if (more := found.count(sign) - expected.count(sign))
    )


_UNSEEN = {
    WORDS_SIGNS["\t"]: "tabb (→)",
    WORDS_SIGNS["\n"]: "radbrytning (↵)",
    WORDS_SIGNS["\u00a0"]: "hårt blanksteg (°)",
    " ": "vanligt blanksteg",
    WORDS_SIGNS["\u00ad"]: "mjukt bindestreck (¬)",
}
_CELLS = re.compile(r"^\[tabell [^\]]*\] ", re.MULTILINE)


def _parted(text: str) -> tuple[list[str], str]:
    """Return the cells that a text says that it stands in, and the text without them."""
    return _CELLS.findall(text), _CELLS.sub("", text)


def _bare(text: str) -> str:
    return "".join(one for one in text if one not in _UNSEEN)
