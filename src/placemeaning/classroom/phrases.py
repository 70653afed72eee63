"""The words of what lecturers and students read after marking, in Dutch and in English."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from placemeaning.errors import check_choice
from placemeaning.output.words import LANGUAGES

_NL_EN: Mapping[str, tuple[str, str]] = {
    # columns
    "student": ("Student", "Student"),
    "members": ("Duo", "Pair"),
    "suggestions": ("Voorstellen", "Suggestions"),
    "documents": ("Documenten gelezen", "Documents read"),
    "not_read": ("Niet geopend", "Not opened"),
    "codings": ("Coderingen", "Codings"),
    "key": ("Passages in de sleutel", "Passages in the key"),
    "found": ("Gevonden", "Found"),
    "missed": ("Opengelaten", "Left open"),
    "extra": ("Extra", "Extra"),
    "share": ("Deel gevonden", "Share found"),
    "starts_apart": ("Begin: tekens verschil (mediaan)", "Start: characters apart (median)"),
    "stops_apart": ("Einde: tekens verschil (mediaan)", "End: characters apart (median)"),
    "overlap": ("Overlap", "Overlap"),
    "with_key": ("Overeenstemming met de sleutel", "Agreement with the key"),
    "with_class": ("Overeenstemming met de klas", "Agreement with the class"),
    "words": ("Opmerking", "Remark"),
    "code": ("Code", "Code"),
    "document": ("Document", "Document"),
    "turn": ("Beurt", "Turn"),
    "outcome": ("Uitkomst", "Outcome"),
    "quote": ("Woorden van de student", "The student's words"),
    "key_quote": ("Woorden van de sleutel", "The key's words"),
    "starts_later": ("Begint later (tekens)", "Starts later (characters)"),
    "stops_later": ("Eindigt later (tekens)", "Ends later (characters)"),
    "instead": ("Daar wel gegeven", "Given there instead"),
    "so_too": ("Anderen die dit ook zo zagen", "Others who saw it so too"),
    "others": ("Andere lezers", "Other readers"),
    "agreement": ("Overeenstemming onder studenten", "Agreement among students"),
    "both": ("Beiden gaven de code", "Both gave the code"),
    "one": ("Een van twee gaf de code", "One of two gave the code"),
    "confused_with": ("Vaakst verward met", "Most often met"),
    "times": ("Hoe vaak", "How often"),
    "text": ("Tekst", "Text"),
    "speaker": ("Spreker", "Speaker"),
    "difference": ("Verschil (0–1)", "Difference (0–1)"),
    "class gave": ("Wat de klas gaf", "What the class gave"),
    "key gave": ("Wat de sleutel gaf", "What the key gave"),
    "readers": ("Lezers", "Readers"),
    "anyone": ("Studenten met een code", "Students with a code"),
    "students": ("Studenten", "Students"),
    "accepted": ("Deel uit voorstellen", "Share from suggestions"),
    # values
    "with": ("met", "with"),
    "without": ("zonder", "without"),
    "nothing": ("niets", "nothing"),
    "arm difference": ("verschil", "difference"),
    "-found": ("gevonden", "found"),
    "-missed": ("opengelaten", "left open"),
    "-extra": ("extra", "extra"),
    # the workbook
    "marked": ("{title}: de klas naast de sleutel", "{title}: the class beside the key"),
    "about key": ("De sleutel", "The key"),
    "about students": ("Studenten", "Students"),
    "about unit": ("Overeenstemming gemeten op", "Agreement measured on"),
    "about class": ("Overeenstemming onder studenten", "Agreement among students"),
    "about rest": ("Waarop dat getal rust", "What that number rests on"),
    "interval": ("{value}; {level}%-interval {low} tot {high} ({draws} trekkingen)", "{value}; {level}% interval {low} to {high} ({draws} draws)"),
    "basis": ("{n} {unit} in {documents} documenten, waarvan {uncoded} door niemand gecodeerd", "{n} {unit} in {documents} documents, {uncoded} of them coded by nobody"),
    "sentence": ("zin", "sentence"),
    "character": ("teken", "character"),
    "turns": ("beurten", "turns"),
    "sentences": ("zinnen", "sentences"),
    "characters": ("tekens", "characters"),
    "about left out": ("Niet meegeteld (positie onzeker)", "Not counted (position uncertain)"),
    "how found": (
        "Gevonden: de student gaf dezelfde code aan minstens één teken van een passage van de sleutel. Opengelaten: niet. Extra: een passage van de "
        "student die geen teken deelt met een passage van de sleutel met die code.",
        "Found: the student gave the same code to at least one character of a passage of the key. Left open: did not. Extra: a passage of the student "
        "that shares no character with a passage of the key with that code.",
    ),
    "how class": (
        "Overeenstemming met de klas: het gemiddelde over alle paren met een medestudent die dezelfde documenten las.",
        "Agreement with the class: the mean over all pairs with a fellow student who read the same documents.",
    ),
    "how read": (
        "Een document telt voor een student die er iets in besliste of het in het codeerscherm opende. Wat niet geopend is, telt niet als opengelaten.",
        "A document counts for a student who decided anything in it or opened it in the coder. What was not opened does not count as left open.",
    ),
    "no arms": ("Niet van toepassing: er is niet gewerkt met en zonder voorstellen.", "Does not apply: nobody worked with, or nobody without."),
    # the feedback page
    "page title": ("Jouw lezing naast die van anderen", "Your reading beside that of others"),
    "for": ("Voor {who}", "For {who}"),
    "intro": (
        "Je las {documents} en gaf {codings} een code. Hieronder ligt jouw lezing naast die van {key} (de sleutel) en die van "
        "medestudenten die hetzelfde lazen. Een verschil is een begin van een gesprek: wat zag jij, wat zag de ander, en wat zegt het codeboek?",
        "You read {documents} and gave {codings} a code. Below, your reading lies beside that of {key} (the key) and that of fellow students "
        "who read the same. A difference is the start of a conversation: what did you see, what did the other, and what does the codebook say?",
    ),
    "nothing coded": (
        "Je gaf in deze documenten nog niets een code. Begin klein: neem één antwoord en vraag je af wat deze plek voor deze persoon betekent.",
        "You have not given anything a code in these documents yet. Start small: take one answer and ask what this place means to this person.",
    ),
    "passage": ("1 passage", "1 passage"),
    "passages": ("{n} passages", "{n} passages"),
    "1 document": ("1 document", "1 document"),
    "n documents": ("{n} documenten", "{n} documents"),
    "tile found": ("van de {n} passages van de sleutel zag jij ook", "of the key's {n} passages you saw too"),
    "tile missed": ("liet jij open", "you left open"),
    "tile extra": ("zag jij en de sleutel niet", "you saw and the key did not"),
    "agreed": (
        "Overeenstemming per {unit} met de sleutel: {key}; met medestudenten gemiddeld: {others}. Zo'n getal zegt hoe gelijk twee mensen lezen "
        "(1 is helemaal gelijk, 0 is toeval), niet wie gelijk heeft.",
        "Agreement by {unit} with the key: {key}; with fellow students on average: {others}. Such a number says how alike two people read "
        "(1 is fully alike, 0 is chance), not who is right.",
    ),
    "per code": ("Per code", "By code"),
    "col key": ("sleutel", "key"),
    "col found": ("jij ook", "you too"),
    "col missed": ("liet je open", "you left open"),
    "col extra": ("alleen jij", "only you"),
    "seen": ("Scherp gezien", "Well spotted"),
    "seen lead": (
        "Deze passages zag jij, net als de sleutel, terwijl niet iedereen ze zag.",
        "These passages you saw, as the key did, while not everybody saw them.",
    ),
    "seen by": ("{so_too} van de {others} andere lezers zagen dit ook", "{so_too} of the {others} other readers saw this too"),
    "seen by one": ("1 van de {others} andere lezers zag dit ook", "1 of the {others} other readers saw this too"),
    "seen by only reader": ("de ene andere lezer zag dit niet", "the one other reader did not see this"),
    "seen by nobody": ("geen van de {others} andere lezers zag dit", "none of the {others} other readers saw this"),
    "shared": ("Anders dan de sleutel, en niet alleen jij", "Different from the key, and not only you"),
    "shared lead": (
        "Hier lazen medestudenten het zoals jij. Dit is het beste materiaal voor de nabespreking; misschien moet het codeboek preciezer.",
        "Here fellow students read it as you did. This is the best material for the discussion; perhaps the codebook needs to be clearer.",
    ),
    "look": ("Om nog eens naar te kijken", "To look at once more"),
    "look lead": (
        "Hier verschillen jij en de sleutel. Leg de woorden naast de omschrijving van de code: wat past er, wat niet?",
        "Here you and the key differ. Lay the words beside the definition of the code: what fits, and what does not?",
    ),
    "key saw": ("De sleutel gaf hier {code}. {mine}", "The key gave {code} here. {mine}"),
    "you saw": ("Jij gaf hier {code}. {theirs}", "You gave {code} here. {theirs}"),
    "you open": ("Jij liet dit open.", "You left this open."),
    "you gave": ("Jij gaf {codes}.", "You gave {codes}."),
    "key open": ("De sleutel liet dit open.", "The key left this open."),
    "key gave it": ("De sleutel gaf {codes}.", "The key gave {codes}."),
    "open too": ("{so_too} van de {others} andere lezers gaven hier ook geen {code}.", "{so_too} of the {others} other readers did not give {code} here either."),
    "open too one": ("1 van de {others} andere lezers gaf hier ook geen {code}.", "1 of the {others} other readers did not give {code} here either."),
    "open too only": ("De ene andere lezer gaf hier ook geen {code}.", "The one other reader did not give {code} here either."),
    "gave too": ("{so_too} van de {others} andere lezers gaven hier ook {code}.", "{so_too} of the {others} other readers gave {code} here too."),
    "gave too one": ("1 van de {others} andere lezers gaf hier ook {code}.", "1 of the {others} other readers gave {code} here too."),
    "gave too only": ("De ene andere lezer gaf hier ook {code}.", "The one other reader gave {code} here too."),
    "alone": ("Niemand anders las dit document.", "Nobody else read this document."),
    "means": ("{code}: {definition}", "{code}: {definition}"),
    "and more": ("En nog {n}; de docent heeft de hele lijst.", "And {n} more; the lecturer has the whole list."),
    "spans": ("Waar een passage begint en eindigt", "Where a passage begins and ends"),
    "spans lead": (
        "Bij {n} passages kozen jij en de sleutel andere grenzen. Gearceerd is van jou, onderstreept van de sleutel.",
        "In {n} passages you and the key chose other borders. Shaded is yours, underlined the key's.",
    ),
    "spans lead one": (
        "Bij 1 passage kozen jij en de sleutel andere grenzen. Gearceerd is van jou, onderstreept van de sleutel.",
        "In 1 passage you and the key chose other borders. Shaded is yours, underlined the key's.",
    ),
    "next": ("Voor de nabespreking", "For the discussion"),
    "next question": (
        "Neem de passage mee waarover je het minst zeker bent. Welke woorden maken voor jou het verschil?",
        "Bring the passage about which you are least certain. Which words make the difference for you?",
    ),
    "next code": (
        "Bij {code} verschilden jij en de sleutel het vaakst. Erbij hoort: {include} Erbuiten valt: {exclude}",
        "You and the key differed most often about {code}. It includes: {include} It leaves out: {exclude}",
    ),
    "not read": ("Niet geopend: {documents}.", "Not opened: {documents}."),
    # the class in a notebook
    "class title": ("De klas naast {key}", "The class beside {key}"),
    "class note": (
        "{students} studenten, {documents} documenten. Passages van de sleutel, over alle studenten: {key}; gevonden {found}, opengelaten {missed}. "
        "Extra passages van studenten: {extra}. Niet meegeteld omdat de positie onzeker is: {left_out} coderingen.",
        "{students} students, {documents} documents. Passages of the key, over all students: {key}; found {found}, left open {missed}. "
        "Extra passages of students: {extra}. Not counted because the position is not certain: {left_out} codings.",
    ),
    "divided codes": ("Codes die de klas verdeelden", "Codes that divided the class"),
    "divided passages": ("Passages die de klas verdeelden", "Passages that divided the class"),
    "with and without": ("Met en zonder voorstellen", "With and without suggestions"),
    "heat lead": (
        "Hoe donkerder, hoe meer van de {readers} lezers deze woorden een code gaven. Onder een beurt: welke codes, en hoeveel studenten.",
        "The darker, the more of the {readers} readers gave these words a code. Under a turn: which codes, and how many students.",
    ),
}  # fmt: skip


def phrase(word: str, language: str, **values: object) -> str:
    """Return a word or sentence in ``nl`` or ``en``, its fields filled in."""
    check_choice("language", language, LANGUAGES)
    return _NL_EN[word][LANGUAGES.index(language)].format(**values)


def number(value: object, language: str, digits: int = 2) -> str:
    """Return a figure as it is written in a language: ``0,71`` in Dutch; a dash where there is none."""
    if value is None or value is pd.NA or value != value:
        return "–"
    written = f"{float(value):.{digits}f}"  # type: ignore[arg-type]
    return written.replace(".", ",").replace("-", "−") if language == "nl" else written.replace("-", "−")


def many(word: str, count: int, language: str) -> str:
    """Return ``1 passage``, ``3 passages``; ``1 document``, ``2 documenten``."""
    single, several = {"passages": ("passage", "passages"), "documents": ("1 document", "n documents")}[word]
    return phrase(single, language) if count == 1 else phrase(several, language, n=count)
