"""Rules on what a focus area rests on: its problem, its causes and its goals."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from avtal.case.kinds import BY_KEY
from avtal.language.swedish import MONTHS, group_digits, listing
from avtal.model.agreement import Direction, FocusAnalysis, Goal
from avtal.model.situation import Source
from avtal.problems import clean
from avtal.rules.finding import Finding, See, at
from avtal.rules.material import Material
from avtal.rules.rule import Rule, advice, approval, approval_or_reason, when_read
from avtal.rules.subjects.language import YEAR

_HOMES = {"overenskommelse": "fokusområden", "atgardsplan": "egna_fokusområden"}
"""The documents that hold analyses, and the field that does."""


def area_is_analysed(material: Material) -> Iterator[Finding]:
    """8: every focus area has an analysis, in the agreement or among the plan's own areas."""
    homes = [
        f"{field} i {BY_KEY[key].content_file}"
        for key, field in _HOMES.items()
        if key in material.case.documents
    ]
    for area in material.facts.focus_areas:
        if homes and area.id not in material.analyses:
            yield Finding(
                at(area, "id"),
                f"fokusområdet ”{area.id}” har varken problem, orsaker eller mål",
                f"lägg till det under {' eller '.join(homes)}",
            )


def problem_has_a_source(material: Material) -> Iterator[Finding]:
    """8: the problem of a focus area is shown by a source, or by a row that has one."""
    if "lagesbild" not in material.case.documents:
        return  # there is nowhere to have a source
    for area, analysis in material.analyses.items():
        if not analysis.problem.sources and not analysis.problem.mapping:
            yield Finding(
                at(analysis.problem, "text"),
                f"problemet i fokusområdet ”{area}” har ingen källa",
                "lägg till källor eller kartläggning efter texten, med id ur lagesbild.yaml",
            )


def area_has_a_cause(material: Material) -> Iterator[Finding]:
    """10: every analysis has a cause."""
    for analysis in material.every(FocusAnalysis):
        if not analysis.causes:
            yield Finding(
                at(analysis, "fokusområde"),
                f"fokusområdet ”{analysis.focus_area}” har inga orsaker",
                "skriv minst en trolig orsak till problemet under orsaker",
            )


def area_has_a_goal(material: Material) -> Iterator[Finding]:
    """11: every analysis has a goal."""
    for analysis in material.every(FocusAnalysis):
        if not analysis.goals:
            yield Finding(
                at(analysis, "fokusområde"),
                f"fokusområdet ”{analysis.focus_area}” har inga mål",
                "skriv minst ett mål under mål, med indikator, utgångsvärde, målvärde och måldatum",
            )


def goal_is_complete(material: Material) -> Iterator[Finding]:
    """11: a goal says from where to where, and when."""
    for goal in material.every(Goal):
        given = {
            "utgångsvärde": goal.baseline,
            "målvärde": goal.target,
            "måldatum": goal.target_date,
        }
        missing = [field for field, value in given.items() if value is None]
        if missing:
            yield Finding(
                at(goal, missing[0]),
                f"målet ”{goal.id}” saknar {listing(missing)}",
                f"ange {listing(missing)} i stället för null",
            )


def target_in_its_direction(material: Material) -> Iterator[Finding]:
    """12: a target that shall increase is higher than the baseline, and the other way round."""
    for goal in material.every(Goal):
        if goal.baseline is None or goal.target is None or goal.direction is Direction.KEEP:
            continue
        step = goal.target - goal.baseline
        if step <= 0 if goal.direction is Direction.INCREASE else step >= 0:
            said = f"går från {group_digits(goal.baseline)} till {group_digits(goal.target)}"
            if not step:
                said = f"har målvärdet {group_digits(goal.target)}, samma som utgångsvärdet"
            yield Finding(
                at(goal, "målvärde"),
                f"målet ”{goal.id}” ska {goal.direction} men {said}",
                "rätta målvärde, utgångsvärde eller riktning",
                (See(at(goal, "utgångsvärde"), "här står utgångsvärdet"),),
            )


def kept_target_is_the_baseline(material: Material) -> Iterator[Finding]:
    """12: what shall be kept has its baseline for a target; a margin is possible, so advice."""
    for goal in material.every(Goal):
        if (
            goal.direction is Direction.KEEP
            and goal.baseline is not None
            and goal.target is not None
            and goal.target != goal.baseline
        ):
            yield Finding(
                at(goal, "målvärde"),
                f"målet ”{goal.id}” ska bibehålla värdet men går från "
                f"{group_digits(goal.baseline)} till {group_digits(goal.target)}",
                "skriv samma värde, eller ändra riktning till öka eller minska",
                (See(at(goal, "utgångsvärde"), "här står utgångsvärdet"),),
            )


def target_after_the_baseline(material: Material) -> Iterator[Finding]:
    """12: a goal is to be reached after its baseline was measured."""
    for goal in material.every(Goal):
        if goal.baseline_date and goal.target_date and goal.target_date <= goal.baseline_date:
            yield Finding(
                at(goal, "måldatum"),
                f"målet ”{goal.id}” ska vara nått {goal.target_date}, men utgångsvärdet är från "
                f"{goal.baseline_date}",
                "rätta måldatum eller utgångsdatum; målet ska nås efter utgångsläget",
                (See(at(goal, "utgångsdatum"), "här står utgångsdatumet"),),
            )


def goal_has_a_source(material: Material) -> Iterator[Finding]:
    """13: a goal says in which source its indicator is measured."""
    for goal in material.every(Goal):
        if goal.source is None:
            yield Finding(
                at(goal, "indikator"),
                f"målet ”{goal.id}” säger inte i vilken källa indikatorn mäts",
                "lägg till källa med ett id ur lagesbild.yaml",
            )


def measured_before_the_target(material: Material) -> Iterator[Finding]:
    """13: the source is not measured for the first time after the goal was to be reached."""
    sources = material.by_id(Source)
    for goal in material.every(Goal):
        if goal.source is None or goal.target_date is None:
            continue
        source = sources[goal.source]
        opens = _opens(source.period)
        if opens and opens > goal.target_date:
            yield Finding(
                at(goal, "måldatum"),
                f"målet ”{goal.id}” ska vara nått {goal.target_date}, men källan ”{source.id}” "
                f"gäller tiden {clean(source.period)}",
                "rätta måldatum, välj en annan källa eller rätta källans period",
                (See(at(source, "period"), "här står källans period"),),
            )


_FIRST_MONTHS = {"sommaren": 6, "hösten": 8} | {name: n for n, name in enumerate(MONTHS, 1)}


def _opens(period: str) -> date | None:
    """Return the first day that a period in words may mean; None where it has no year.

    A month or a season counts only in “hösten 2017”, where it is certain what it belongs to.
    """
    years = YEAR.findall(period)
    if not years:
        return None
    before, _, after = period.partition(" ")
    month = _FIRST_MONTHS.get(before.lower(), 1) if after == years[0] else 1
    return date(int(min(years)), month, 1)


RULES = (
    Rule(
        "8",
        "Varje fokusområde har ett problem som minst en källa visar.",
        "Brå vill att samverkan bygger på kunskap: utan källa går det inte att pröva om problemet "
        "finns eller har blivit mindre. Ett område utan analys är bara en rubrik.",
        "Skriv områdets analys, och ange källor eller kartläggning ur lägesbilden vid problemet.",
        checks=(approval_or_reason(area_is_analysed), approval_or_reason(problem_has_a_source)),
    ),
    Rule(
        "9",
        "Varje källa som anges finns i lägesbilden.",
        "En hänvisning till en källa som inte finns leder läsaren ingenstans.",
        "Ange ett id som står under källor i lagesbild.yaml.",
        held_by=when_read("Att källan finns kontrolleras när filerna läses."),
    ),
    Rule(
        "10",
        "Varje fokusområde har minst en trolig orsak.",
        "Åtgärderna ska möta orsakerna. Är ingen orsak angiven går det inte att säga varför en "
        "åtgärd skulle hjälpa.",
        "Skriv orsakerna under orsaker i områdets analys.",
        checks=(approval_or_reason(area_has_a_cause),),
    ),
    Rule(
        "11",
        "Varje fokusområde har minst ett mål, och varje mål har indikator, utgångsvärde, målvärde "
        "och måldatum.",
        "Brå vill att målen är avgränsade och mätbara. Saknas något av värdena går det inte att "
        "säga om målet är nått.",
        "Skriv målen under mål i områdets analys, och ersätt null med värdet.",
        checks=(approval_or_reason(area_has_a_goal), approval_or_reason(goal_is_complete)),
    ),
    Rule(
        "12",
        "Ett mål går från utgångsvärdet åt det håll som riktningen säger, och nås efter "
        "utgångsdatumet.",
        "Ett mål som ska minska men har ett högre målvärde säger emot sig självt. Bara ett mål "
        "som ska bibehållas har samma värde före och efter.",
        "Rätta värdena, riktningen eller datumen.",
        checks=(
            approval(target_in_its_direction),
            advice(kept_target_is_the_baseline),
            approval(target_after_the_baseline),
        ),
    ),
    Rule(
        "13",
        "Ett måls indikator mäts i en källa i lägesbilden, och kan mätas före måldatumet.",
        "Mäts indikatorn någon annanstans, eller först efter måldatumet, går målet inte att "
        "följa upp. Källans period läses bara när den har ett årtal.",
        "Ange källan vid målet, eller rätta datumet eller källans period.",
        ("lagesbild",),
        (advice(goal_has_a_source), advice(measured_before_the_target)),
        exact=False,
    ),
)
