"""`uttryck.yaml` of the word lists: words by which rules understand running text."""

from __future__ import annotations

from avtal.model.words import SingleWords, WordFile, WordList, word_list


class Phrases(WordFile):
    """A list for each thing that a rule must recognise; its description names the rule."""

    history: WordList = word_list(
        "historia",
        "Historia",
        "Visar att meningen talar om en annan tid, så att ett gammalt namn får stå där (regel 56).",
    )
    qualifiers: WordList = word_list(
        "bestämningar",
        "Bestämningar",
        "Får stå mellan ett antal och det som räknas: tre gemensamma fokusområden (regel 7).",
    )
    not_all: SingleWords = word_list(
        "inte_alla",
        "Inte alla",
        "Före ett antal visar de att det inte gäller alla, eller inte är exakt (regel 7).",
        SingleWords,
    )
    parts: SingleWords = word_list(
        "delar",
        "Delar",
        "Före av visar de att antalet är det som delen är tagen ur: en av fyra parter (regel 7).",
        SingleWords,
    )
    agreements: WordList = word_list(
        "avtal",
        "Avtal",
        "Det som gäller eller löper i ett antal år: överenskommelsen gäller i fyra år (regel 7).",
    )
    past: WordList = word_list(
        "dåtid",
        "Dåtid",
        "Visar att meningen handlar om det som var, så att inget räknas (regel 7).",
    )
    not_counted: WordList = word_list(
        "annat_än_utfall",
        "Annat än utfall",
        "Visar att meningens siffror är mål, andelar eller gränser och inte utfall (regel 59).",
    )
    reported: WordList = word_list(
        "anmälda",
        "Anmälda",
        "Får stå mellan en siffra och brottets namn: 12 anmälda bostadsinbrott (regel 59).",
    )
    crime_units: WordList = word_list(
        "brottsenheter",
        "Brottsenheter",
        "Efter en siffra visar de att den räknar brott (regel 59).",
    )
    countable: WordList = word_list(
        "räknebara",
        "Räknebara",
        "Gör att ett mått går att räkna fast det inte har någon siffra (regel 30).",
    )
    places: WordList = word_list(
        "platser",
        "Platser",
        "Efter ett namn hör de till det, så att löftet har en plats: Täby centrum (regel 30).",
    )
    other_names: SingleWords = word_list(
        "namn_på_annat",
        "Namn på annat",
        "Slutar ett efternamn så, eller följer ordet efter det, är det ett namn på en plats, ett "
        "pris eller en stiftelse och inte på en person (regel 58).",
        SingleWords,
    )
    per_measures: SingleWords = word_list(
        "räknas_per",
        "Räknas per",
        "Efter Per är de något som man räknar per, och inget efternamn (regel 58).",
        SingleWords,
    )
    titles: WordList = word_list(
        "titlar",
        "Titlar",
        "Visar att en titel inte är ett personnamn fast orden har stor bokstav (regel 20).",
    )
    acting: WordList = word_list(
        "tillförordnad",
        "Tillförordnad",
        "Visar att en titel bara gäller en tid, som T f (regel 37).",
    )
    bodies: SingleWords = word_list(
        "organ",
        "Organ",
        "Slutar en beslutspunkts första ord så är det ett organ som beslutar (regel 60).",
        SingleWords,
    )
    elsewhere: WordList = word_list(
        "hänvisningar",
        "Hänvisningar",
        "Efter enligt, i enlighet med eller utifrån visar de på något som inte står i protokollet "
        "(regel 60).",
    )
    whole: WordList = word_list(
        "hela_kommunen",
        "Hela kommunen",
        "Tillsammans med kommunens namn visar de att lägesbilden gäller hela kommunen (regel 50).",
    )
    coordinators: WordList = word_list(
        "samordnare",
        "Samordnare",
        "Visar att en funktion hos kommunen samordnar det brottsförebyggande arbetet (regel 53).",
    )
    strategists: WordList = word_list(
        "strateger",
        "Strateger",
        "Visar detsamma när titeln också har en av strategens frågor (regel 53).",
    )
    strategic_questions: WordList = word_list(
        "strategens_frågor", "Strategens frågor", "De frågor som en sådan strateg har (regel 53)."
    )
    coordination: WordList = word_list(
        "samordning", "Samordning", "Visar att en text säger vem som samordnar (regel 53)."
    )
    councils: WordList = word_list(
        "råd", "Råd", "Visar att ett organ är ett råd eller något liknande (regel 53)."
    )
    no_councils: WordList = word_list(
        "inte_råd", "Inte råd", "Ord som liknar dem men är något annat (regel 53)."
    )
