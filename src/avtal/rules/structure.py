"""Rules on how the documents and files of a case hang together."""

from __future__ import annotations

from collections.abc import Iterator

from avtal.documents import BY_KEY
from avtal.model.agreement import FocusAnalysis
from avtal.model.base import walk
from avtal.rules.finding import Finding
from avtal.source import Case
from avtal.workspace import FACTS_FILE


def own_appendix(case: Case) -> Iterator[Finding]:
    """A document is not an appendix to itself."""
    for key, document in case.documents.items():
        for number, appendix in enumerate(document.appendices):
            if appendix == key:
                yield Finding(
                    BY_KEY[key].content_file,
                    ("bilagor", number),
                    "handlingen är bilaga till sig själv",
                    "ta bort den ur listan",
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
        before: tuple[object, int] = (None, 0)
        for path, model in walk(document):
            if not isinstance(model, FocusAnalysis):
                continue
            place = places[model.focus_area]
            if before[0] == path[:-1] and place < before[1]:
                yield Finding(
                    BY_KEY[key].content_file,
                    (*path, "fokusområde"),
                    f"”{model.focus_area}” står efter ”{case.facts.focus_areas[before[1]].id}” "
                    f"men före det i {FACTS_FILE}",
                    "flytta det så att fokusområdena står i samma ordning i båda filerna",
                )
            before = (path[:-1], place)


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
