"""Mistakes between the parts of a case: each value is right by itself but agrees with nothing.

Each function plants one kind of mistake in every place of the case where it can be made.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

from avtal.model.action_plan import Action, ActionStatus
from avtal.model.agreement import Direction, FocusAnalysis, FollowUp, Goal
from avtal.model.communication import CommunicationItem
from avtal.model.memo import DecisionPoint
from avtal.model.parties import Function, Person
from avtal.model.promise import Promise
from avtal.model.references import JOINTLY
from tests.whole.planted.planting import Garden, Planted


def _other(garden: Garden, action: Action) -> Action:
    """Return an action of another focus area."""
    actions = garden.material.by_id(Action).values()
    return next(other for other in actions if other.focus_area != action.focus_area)


def foreign_causes_and_goals(garden: Garden) -> Iterator[Planted]:
    """15: an action has a cause, or a goal, of another focus area, or none at all."""
    for action in garden.material.every(Action):
        other = _other(garden, action)
        for alias, foreign in (("orsaker", other.causes[0]), ("mål", other.goals[0])):
            path = garden.path(action, alias)
            for name, new in (("främmande", f"[{foreign}]"), ("inga", "[]")):
                yield garden.planted(f"{name} {alias} i {action.id}", "regel 15", action, path, new)


def responsible_of_another_party(garden: Garden) -> Iterator[Planted]:
    """19: who is responsible belongs to no leading party."""
    functions = garden.material.by_id(Function)
    for action in garden.material.every(Action):
        if action.lead == JOINTLY:
            continue
        other = next(f.id for f in functions.values() if f.party != action.lead)
        path = garden.path(action, "ansvariga", 0)
        yield garden.planted(
            f"annan parts ansvarige i {action.id}", "regel 19", action, path, other
        )


def a_leading_party_without_responsible(garden: Garden) -> Iterator[Planted]:
    """18: an action that all lead has nobody responsible of one of them."""
    for action in garden.material.every(Action):
        if action.lead == JOINTLY:
            file = garden.file(action)
            text = garden.removed(file, garden.path(action, "ansvariga", 0))
            lines = frozenset({garden.line(file, garden.path(action, "ansvariga"))})
            yield Planted(
                f"ingen ansvarig hos en part i {action.id}", "regel 18", file, text, lines
            )


def no_follow_up(garden: Garden) -> Iterator[Planted]:
    """23: an action is never followed up."""
    for action in garden.material.every(Action):
        if action.follow_up and action.status is not ActionStatus.CANCELLED:
            path = garden.path(action, "uppföljning")
            yield garden.planted(
                f"ingen uppföljning i {action.id}", "regel 23", action, path, "null"
            )


def budgets(garden: Garden) -> Iterator[Planted]:
    """24: the budget of an action is raised, but not the sum in the memo."""
    memo = garden.material.memo
    if memo.cost is None:
        return
    for action in garden.material.every(Action):
        if action.budget:
            path = garden.path(action, "budget")
            new = str(action.budget + 1000)
            planted = garden.planted(f"högre budget i {action.id}", "regel 24", action, path, new)
            yield planted.pointing_at(garden.line(garden.file(memo), garden.path(memo, "kostnad")))


def goals(garden: Garden) -> Iterator[Planted]:
    """11 and 12: a goal has no baseline, or a target in the wrong direction."""
    for goal in garden.material.every(Goal):
        for alias in ("utgångsvärde", "målvärde", "måldatum"):
            path = garden.path(goal, alias)
            yield garden.planted(f"inget {alias} i {goal.id}", "regel 11", goal, path, "null")
        assert goal.baseline is not None
        wrong = goal.baseline + (1 if goal.direction is not Direction.INCREASE else -1)
        path = garden.path(goal, "målvärde")
        yield garden.planted(f"fel riktning i {goal.id}", "regel 12", goal, path, str(wrong))


def bare_focus_areas(garden: Garden) -> Iterator[Planted]:
    """8, 10, 11 and 14: a focus area has no sources, causes, goals or actions."""
    for analysis in garden.material.every(FocusAnalysis):
        place = garden.path(analysis, "problem")
        name = f"inga källor i {analysis.focus_area}"
        yield garden.planted(name, "regel 8", analysis, place, "{text: Problemet är känt.}")
    for area in {action.focus_area: None for action in garden.material.every(Action)}:
        yield garden.without_actions(area)


def promises(garden: Garden) -> Iterator[Planted]:
    """25 and 27: a promise rests on no action, on another area, or on what another party does."""
    parties = [party.id for party in garden.material.facts.parties]
    functions = garden.material.by_id(Function)
    actions = garden.material.by_id(Action)
    for promise in garden.material.every(Promise):
        place = garden.path(promise, "åtgärder")
        yield garden.planted(f"inga åtgärder i {promise.id}", "regel 25", promise, place, "[]")
        area = next(
            a.id
            for a in garden.material.facts.focus_areas
            if a.id not in {promise.focus_area, *(actions[x].focus_area for x in promise.actions)}
        )
        place = garden.path(promise, "fokusområde")
        name = f"annat område i {promise.id}"
        planted = garden.planted(name, "regel 25", promise, place, area)
        yield planted.pointing_at(
            *planted.lines, garden.line(planted.file, garden.path(promise, "åtgärder"))
        )
        taking_part = (
            set(parties)
            if any(actions[x].lead == JOINTLY for x in promise.actions)
            else {
                functions[f].party
                for x in promise.actions
                for f in (*actions[x].responsible, *actions[x].participants)
            }
            | {actions[x].lead for x in promise.actions}
        )
        for party in parties:
            if party not in taking_part:
                place = garden.path(promise, "av")
                name = f"{party} ger {promise.id}"
                yield garden.planted(name, "regel 27", promise, place, party)


def communication(garden: Garden) -> Iterator[Planted]:
    """31 and 33: an item is about nothing, or tells of what has not happened yet."""
    agreement = garden.material.agreement
    for item in garden.material.every(CommunicationItem):
        place = garden.path(item, "gäller")
        yield garden.planted(f"inget i {item.id}", "regel 31", item, place, "[]")
        if item.date is None:
            continue
        place = garden.path(item, "datum")
        days = [
            garden.material.calendar[x].date for x in item.about if x in garden.material.calendar
        ]
        if "overenskommelse" in item.about and agreement.signing.date:
            days.append(agreement.signing.date)
        for day in days:
            new = str(day - timedelta(days=1))
            yield garden.planted(f"för tidig {item.id}", "regel 33", item, place, new)


def dropped_signatories(garden: Garden) -> Iterator[Planted]:
    """36: a party has nobody who signs."""
    agreement = garden.material.agreement
    people = garden.material.by_id(Person)
    parties = [people[person].party for person in agreement.signatories]
    file = garden.file(agreement)
    for number, person in enumerate(agreement.signatories):
        if parties.count(people[person].party) == 1 and len(parties) > 1:
            text = garden.removed(file, garden.path(agreement, "undertecknare", number))
            lines = frozenset({garden.line(file, garden.path(agreement, "undertecknare"))})
            yield Planted(f"{person} undertecknar inte", "regel 36", file, text, lines)


def new_parties(garden: Garden) -> Iterator[Planted]:
    """36: a party is added that nobody signs for."""
    party = garden.material.facts.parties[0]
    new = "  - {id: ny_part, typ: region, namn: Region Nyby, kortnamn: regionen}\n"
    file = garden.file(party)
    agreement = garden.material.agreement
    text = garden.tree(file).text.replace("\nparter:\n", f"\nparter:\n{new}")
    place = garden.line(garden.file(agreement), garden.path(agreement, "undertecknare"))
    yield Planted("ny part", "regel 36", file, text, frozenset({place}))


def acting_after_its_end(garden: Garden) -> Iterator[Planted]:
    """37: somebody still signs or handles by an appointment that has ended."""
    named = garden.named()
    for person in garden.material.facts.people:
        if person.id not in named or person.title or len(person.appointments) != 1:
            continue
        day, places = named[person.id]
        (held,) = person.appointments
        file = garden.file(person)
        before = day - timedelta(days=1)
        text = garden.with_field(file, held, "till", str(before))
        if held.start is None or held.start <= before:
            yield Planted(f"slutat förordnande för {person.id}", "regel 37", file, text, places)


def memo_dates(garden: Garden) -> Iterator[Planted]:
    """42: the meeting is before the memo, or a step of the preparation out of order."""
    memo = garden.material.memo
    early = str(memo.date - timedelta(days=1))
    place = garden.path(memo.meeting, "datum")
    planted = garden.planted("möte före utlåtandet", "regel 42", memo.meeting, place, early)
    file = garden.file(memo)
    yield planted.pointing_at(
        *(garden.line(file, garden.path(step, "datum")) for step in memo.route), *planted.lines
    )
    for step in memo.route:
        for name, day in (("före", early), ("efter", memo.meeting.date + timedelta(days=1))):
            place = garden.path(step, "datum")
            yield garden.planted(f"beredning {name} {step.id}", "regel 42", step, place, str(day))


def quoted_secrets(garden: Garden) -> Iterator[Planted]:
    """57: a sentence of a secret text stands in an open one too."""
    secrets = garden.secret_sentences()
    for key in ("medborgarlofte", "kommunikationsplan", "tjansteutlatande"):
        for model, alias in garden.open_texts(key):
            for number, sentence in enumerate(secrets):
                path = garden.path(model, alias)
                new = f'"{sentence}"'
                name = f"hemlig mening {number} i {type(model).__name__}.{alias} ({key})"
                yield garden.planted(name, "regel 57", model, path, new)


def the_law(garden: Garden) -> Iterator[Planted]:
    """49, 50 and 51: what the law asks for is no longer there."""
    profile = garden.material.case.profile
    if not profile.asks_for("51"):
        return
    picture = garden.material.picture
    place = garden.path(picture, "område")
    yield garden.planted("bara en del av kommunen", "regel 50", picture, place, "centrum")
    place = garden.path(picture, "övrig_information")
    yield garden.planted("ingen annan information", "regel 49", picture, place, "[]")
    for point in garden.material.every(DecisionPoint):
        if point.verb == "anta":
            place = garden.path(point, "typ")
            planted = garden.planted("planen antas inte", "regel 51", point, place, "uppdra")
            memo = garden.material.memo
            plan = garden.material.plan
            yield planted.pointing_at(
                garden.line(garden.file(memo), garden.path(memo, "förslag")),
                garden.line(garden.file(plan), garden.path(plan, "datum")),
                *planted.lines,
            )


def appendices(garden: Garden) -> Iterator[Planted]:
    """39 and 40: an attachment is in no list, or a document in its own."""
    listed = {
        appendix: (document, number)
        for document in garden.case.documents.values()
        for number, appendix in enumerate(document.appendices)
    }
    for attachment in garden.case.facts.attachments:
        document, number = listed[attachment.id]
        file = garden.file(document)
        text = garden.removed(file, garden.path(document, "bilagor", number))
        place = garden.line(garden.file(attachment), garden.path(attachment, "id"))
        yield Planted(f"ingen har {attachment.id}", "regel 39", file, text, frozenset({place}))
    for key, document in garden.case.documents.items():
        if document.appendices:
            path = garden.path(document, "bilagor", 0)
            yield garden.planted(f"{key} i sig själv", "regel 40", document, path, key)


def reordered_areas(garden: Garden) -> Iterator[Planted]:
    """5: two focus areas change places in the shared facts, but not in the agreement."""
    analyses = list(garden.material.agreement.analyses)
    areas = {area.id: area for area in garden.case.facts.focus_areas}
    for first, second in pairwise(analyses):
        one, other = areas[first.focus_area], areas[second.focus_area]
        file = garden.file(one)
        text = garden.swapped(file, garden.path(one), garden.path(other))
        place = garden.line(garden.file(second), garden.path(second, "fokusområde"))
        name = f"{one.id} och {other.id} byter plats"
        yield Planted(name, "regel 5", file, text, frozenset({place}))


def days_off(garden: Garden) -> Iterator[Planted]:
    """44: what is held on a day is moved to the Sunday before."""
    memo, agreement = garden.material.memo, garden.material.agreement
    dated = [(occasion, occasion.date) for occasion in garden.material.every(FollowUp)]
    for model, day in [
        *dated,
        (memo.meeting, memo.meeting.date),
        (agreement.signing, agreement.signing.date),
    ]:
        if day:
            sunday = day - timedelta(days=day.isoweekday() % 7 or 7)
            name = f"söndag i {type(model).__name__} {garden.material.location(model).about}"
            yield garden.planted(name, "regel 44", model, garden.path(model, "datum"), str(sunday))


def periods_outside(garden: Garden) -> Iterator[Planted]:
    """3 and 4: the plan, or the promises, go on after the term."""
    late = str(garden.case.facts.term.end + timedelta(days=400))
    for code, document in (("3", garden.material.plan), ("4", garden.material.promises)):
        path = garden.path(document.period, "till")
        yield garden.planted(f"för lång period {code}", f"regel {code}", document, path, late)


def no_mandate(garden: Garden) -> Iterator[Planted]:
    """35: no decision point lets anybody sign."""
    agreement = garden.material.agreement
    place = garden.line(garden.file(agreement), garden.path(agreement, "undertecknare"))
    for point in garden.material.every(DecisionPoint):
        if point.mandate:
            path = garden.path(point, "fullmakt")
            planted = garden.planted("ingen fullmakt", "regel 35", point, path, "[]")
            yield planted.pointing_at(place)


def dropped_commitments(garden: Garden) -> Iterator[Planted]:
    """63: a party has no commitment of its own, though the others have."""
    agreement = garden.material.agreement
    file = garden.file(agreement)
    for number, commitment in enumerate(agreement.commitments):
        if commitment.party != JOINTLY:
            text = garden.removed(file, garden.path(agreement, "åtaganden", number))
            place = garden.line(file, garden.path(agreement, "åtaganden"))
            name = f"{commitment.party} åtar sig inget"
            yield Planted(name, "regel 63", file, text, frozenset({place}))


def long_notice(garden: Garden) -> Iterator[Planted]:
    """64: the agreement ends before the notice does."""
    termination = garden.material.agreement.termination
    assert termination is not None
    path = garden.path(termination, "uppsägningstid")
    yield garden.planted("för lång uppsägning", "regel 64", termination, path, "60")


def early_signing(garden: Garden) -> Iterator[Planted]:
    """43: the agreement is signed before it is approved."""
    signing = garden.material.agreement.signing
    day = garden.material.memo.meeting.date - timedelta(days=4)
    path = garden.path(signing, "datum")
    yield garden.planted("för tidig underskrift", "regel 43", signing, path, str(day))


def wrong_counts(garden: Garden) -> Iterator[Planted]:
    """7: a number word in a text is another than what is counted."""
    for key in ("tjansteutlatande", "overenskommelse"):
        document = garden.case.documents[key]
        file = garden.file(document)
        for found in re.finditer(r"\b(två|tre|fyra) (?=fokusområden)", garden.tree(file).text):
            text = garden.tree(file).text
            new = text[: found.start()] + "sju " + text[found.end() :]
            line = text.count("\n", 0, found.start()) + 1
            yield Planted(f"sju områden i {key}", "regel 7", file, new, frozenset({(file, line)}))


ALL = (
    foreign_causes_and_goals, responsible_of_another_party, a_leading_party_without_responsible,
    no_follow_up, budgets, goals, bare_focus_areas, promises, communication, dropped_signatories,
    new_parties, acting_after_its_end, memo_dates, quoted_secrets, the_law, appendices,
    reordered_areas, days_off,
    periods_outside, no_mandate, dropped_commitments, long_notice, early_signing, wrong_counts,
)  # fmt: skip
