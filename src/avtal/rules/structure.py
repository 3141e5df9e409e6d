"""Rules on how the documents and files of a case hang together."""

from __future__ import annotations

from collections.abc import Iterator

from avtal.documents import BY_KEY
from avtal.model.agreement import FocusAnalysis
from avtal.model.base import walk
from avtal.prose import Prose
from avtal.rules.finding import Finding
from avtal.source import Case
from avtal.workspace import FACTS_FILE


def appendices_in_a_ring(case: Case) -> Iterator[Finding]:
    """A document is not an appendix to itself, not by way of others either."""
    for key, document in case.documents.items():
        for number, appendix in enumerate(document.appendices):
            said = "handlingen är bilaga till sig själv"
            if appendix != key:
                said = f"”{appendix}” har i sin tur den här handlingen som bilaga"
            if key in _all_appendices(case, appendix):
                yield Finding(
                    BY_KEY[key].content_file, ("bilagor", number), said, "ta bort den ur listan"
                )


def _all_appendices(case: Case, key: str) -> set[str]:
    """Return the document, its appendices, theirs, and so on."""
    found = {key}
    queue = [key]
    for current in queue:
        document = case.documents.get(current)
        more = set(document.appendices if document else ()) - found
        found |= more
        queue += sorted(more)
    return found


def reference_without_number(case: Case) -> Iterator[Finding]:
    """41: what a text refers to as an appendix is one; the first document needs no number."""
    numbered = {key for document in case.documents.values() for key in document.appendices}
    numbered.add(next(iter(case.documents)))
    for key, document in case.documents.items():
        for path, model in walk(document):
            for name, info in type(model).model_fields.items():
                value = getattr(model, name)
                if not isinstance(value, Prose):
                    continue
                for appendix in dict.fromkeys(target for target, _ in value.appendices()):
                    if appendix in case.documents and appendix not in numbered:
                        yield Finding(
                            BY_KEY[key].content_file,
                            (*path, info.alias or name),
                            f"hänvisningen till ”{appendix}” får inget nummer, eftersom den inte "
                            "är bilaga till någon handling",
                            "lägg till den under bilagor i den handling som har bilagan",
                        )


def unlisted_attachment(case: Case) -> Iterator[Finding]:
    """An attachment is an appendix to some document."""
    listed = {key for document in case.documents.values() for key in document.appendices}
    for number, attachment in enumerate(case.facts.attachments):
        if attachment.id not in listed:
            yield Finding(
                FACTS_FILE,
                ("bifogade", number, "id"),
                f"”{attachment.title}” är inte bilaga till någon handling",
                "lägg till dess id under bilagor i den handling som har bilagan",
            )


def repeated_analysis(case: Case) -> Iterator[Finding]:
    """The problem, causes and goals of a focus area stand in one place."""
    seen: dict[str, str] = {}
    for key, document in case.documents.items():
        file = BY_KEY[key].content_file
        for path, model in walk(document):
            if not isinstance(model, FocusAnalysis):
                continue
            if model.focus_area in seen:
                yield Finding(
                    file,
                    (*path, "fokusområde"),
                    f"fokusområdet ”{model.focus_area}” har redan en analys i "
                    f"{seen[model.focus_area]}",
                    "ta bort den ena; problem, orsaker och mål står på ett ställe",
                )
            seen.setdefault(model.focus_area, file)


def focus_areas_in_order(case: Case) -> Iterator[Finding]:
    """The analyses of a document stand in the order that the case gives its focus areas."""
    places = {area.id: place for place, area in enumerate(case.facts.focus_areas)}
    for key, document in case.documents.items():
        before = 0
        for path, model in walk(document):
            if not isinstance(model, FocusAnalysis):
                continue
            place = places[model.focus_area]
            if place < before:
                yield Finding(
                    BY_KEY[key].content_file,
                    (*path, "fokusområde"),
                    f"”{model.focus_area}” står efter ”{case.facts.focus_areas[before].id}” "
                    f"men före det i {FACTS_FILE}",
                    "flytta det så att fokusområdena står i samma ordning i båda filerna",
                )
            before = place


def profile_in_force(case: Case) -> Iterator[Finding]:
    """The law profile holds on the date of the first document."""
    key, document = next(iter(case.documents.items()))
    start, end = case.profile.in_force_from, case.profile.in_force_to
    if (start and document.date < start) or (end and document.date > end):
        yield Finding(
            FACTS_FILE,
            ("lagprofil",),
            f"lagprofilen ”{case.facts.law_profile}” gällde inte {document.date}, "
            f"datumet i {BY_KEY[key].content_file}",
            "välj en annan profil ur content/profiler eller rätta datumet",
        )
