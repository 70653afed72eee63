"""The words that readers of charts and workbooks see, in Dutch and in English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

import pandas as pd

from placemeaning.analysis.matrix import Matrix
from placemeaning.errors import check_choice

Language = Literal["nl", "en"]
LANGUAGES: tuple[str, ...] = get_args(Language)

_NL_EN: Mapping[str, tuple[str, str]] = {
    # what is counted
    "passages": ("gecodeerde passages", "coded passages"),
    "people": ("personen die dit zeggen", "people who say this"),
    "documents": ("documenten waarin dit gezegd wordt", "documents in which this is said"),
    "words": ("gecodeerde woorden", "coded words"),
    "share": ("deel van de woorden van respondenten", "share of the respondents' words"),
    "present": ("komt dit ter sprake", "whether this is said"),
    # what rows and columns are
    "place": ("plek", "place"),
    "place_kind": ("soort plek", "kind of place"),
    "neighbourhood": ("wijk", "neighbourhood"),
    "municipality": ("gemeente", "municipality"),
    "person": ("persoon", "person"),
    "document": ("document", "document"),
    "kind": ("soort document", "kind of document"),
    "code": ("code", "code"),
    "parent": ("hoofdcode", "parent code"),
    "coder": ("codeur", "coder"),
    "voice": ("stem", "voice"),
    "total": ("Totaal", "Total"),
    "per": ("{count}, per {rows} en {columns}", "{count}, by {rows} and {columns}"),
    "nothing": ("Er is nog niets gecodeerd", "Nothing is coded yet"),
    # the note
    "counted": ("{n} coderingen geteld", "{n} codings counted"),
    "counted-1": ("1 codering geteld", "1 coding counted"),
    "left out": ("Weggelaten: {reasons}", "Left out: {reasons}"),
    "none left out": ("Niets weggelaten", "Nothing left out"),
    "unsure": ("met een onzekere positie", "in an unsure position"),
    "lost": ("waarvan de woorden kwijt zijn", "whose words are lost"),
    "without": ("zonder {axis}", "without a {axis}"),
    # sheets
    "sheet matrix": ("Matrix", "Matrix"),
    "sheet codings": ("Gecodeerde passages", "Coded passages"),
    "sheet summary": ("Samenvatting per code", "Summary per code"),
    "sheet codebook": ("Codeboek", "Codebook"),
    "sheet places": ("Plekken", "Places"),
    "sheet long": ("Lange teksten", "Long texts"),
    "sheet about": ("Over", "About"),
    # sheets of a class
    "sheet students": ("Studenten", "Students"),
    "sheet students by code": ("Student en code", "Student and code"),
    "sheet marked passages": ("Passages", "Passages"),
    "sheet divided codes": ("Codes die verdeelden", "Codes that divided"),
    "sheet divided passages": ("Passages die verdeelden", "Passages that divided"),
    "sheet heat": ("Warmte", "Heat"),
    "sheet arms": ("Met en zonder voorstellen", "With and without suggestions"),
    # columns
    "col place": ("Plek", "Place"),
    "col neighbourhood": ("Wijk", "Neighbourhood"),
    "col municipality": ("Gemeente", "Municipality"),
    "col document": ("Document", "Document"),
    "col person": ("Persoon", "Person"),
    "col code": ("Code", "Code"),
    "col quote": ("Citaat", "Quote"),
    "col context": ("Context", "Context"),
    "col voice": ("Stem", "Voice"),
    "col coder": ("Codeur", "Coder"),
    "col date": ("Datum", "Date"),
    "col memo": ("Memo", "Memo"),
    "col origin": ("Herkomst", "Origin"),
    "col status": ("Positie", "Position"),
    "col recorded": ("Gecodeerd (UTC)", "Coded (UTC)"),
    "col id": ("Id", "Id"),
    "col passages": ("Passages", "Passages"),
    "col people": ("Personen", "People"),
    "col documents": ("Documenten", "Documents"),
    "col places": ("Plekken", "Places"),
    "col top": ("Vooral bij", "Most at"),
    "col example": ("Voorbeeld", "Example"),
    "col path": ("Code", "Code"),
    "col definition": ("Betekenis", "Definition"),
    "col include": ("Wel", "Include"),
    "col exclude": ("Niet", "Exclude"),
    "col examples": ("Voorbeelden", "Examples"),
    "col keywords": ("Trefwoorden", "Keywords"),
    "col kind": ("Soort", "Kind"),
    "col aliases": ("Ook genoemd", "Also called"),
    "col latitude": ("Breedtegraad", "Latitude"),
    "col longitude": ("Lengtegraad", "Longitude"),
    "col number": ("Nr", "No"),
    "col sheet": ("Blad", "Sheet"),
    "col cell": ("Cel", "Cell"),
    "col part": ("Deel", "Part"),
    "col text": ("Tekst", "Text"),
    # values
    "resident": ("bewoner", "resident"),
    "professional": ("professional", "professional"),
    "researcher": ("onderzoeker", "researcher"),
    "human": ("mens", "person"),
    "suggestion": ("voorstel, aanvaard", "suggestion, accepted"),
    "status exact": ("zeker", "certain"),
    "status moved": ("verschoven", "moved"),
    "status edited": ("tekst gewijzigd", "text edited"),
    "status unsure": ("onzeker, telt niet", "unsure, not counted"),
    "status lost": ("kwijt, telt niet", "lost, not counted"),
    "interview": ("interview", "interview"),
    "observation": ("observatie", "observation"),
    "card": ("gesprekskaart", "conversation card"),
    "poll": ("peiling", "poll"),
    "other": ("anders", "other"),
    # the sheet About
    "study": ("Wat dit is", "What this is"),
    "documents read": ("Documenten", "Documents"),
    "people spoken to": ("Personen", "People"),
    "codings made": ("Coderingen", "Codings"),
    "counted how": ("Wat is geteld", "What was counted"),
    "left out head": ("Wat is weggelaten", "What was left out"),
    "changed head": ("Wat in cellen is aangepast", "What was changed in cells"),
    "nothing changed": ("Niets: elke cel bevat de tekst zoals die is.", "Nothing: every cell holds the text as it is."),
    "removed": ("onzichtbare stuurtekens verwijderd: {n}", "invisible control characters removed: {n}"),
    "cut": (
        "tekst te lang voor een cel; de hele tekst staat op blad {sheet}, nr {number}",
        "text too long for a cell; the whole text is on sheet {sheet}, no {number}",
    ),
    "cut mark": ("… [verder op blad {sheet}, nr {number}]", "… [continued on sheet {sheet}, no {number}]"),
    "how passages": (
        "Passages: verschillende passages. Dezelfde passage met dezelfde code en plek van twee codeurs telt één keer.",
        "Passages: distinct passages. The same passage with the same code and place by two coders counts once.",
    ),
    "how people": (
        "Personen: verschillende personen. Wie twee dingen zegt, staat in twee kolommen maar telt één keer in het totaal.",
        "People: distinct people. Somebody who says two things stands in two columns but counts once in the total.",
    ),
    "how documents": ("Documenten: verschillende documenten.", "Documents: distinct documents."),
    "how words": ("Woorden: verschillende woorden die gecodeerd zijn.", "Words: distinct words that are coded."),
    "how share": (
        "Deel: gecodeerde woorden, gedeeld door de woorden van respondenten in de documenten van de rij.",
        "Share: coded words, divided by the respondents' words in the documents of the row.",
    ),
    "how present": ("Een vinkje waar dit ter sprake komt.", "A tick where this is said."),
    "open elsewhere": (
        "{path} kan niet worden geschreven: het bestand is open in een ander programma (Excel?) of beveiligd. "
        "Sluit het daar en probeer het opnieuw, of kies een andere naam.",
        "{path} cannot be written: the file is open in another program (Excel?) or protected. "
        "Close it there and try again, or choose another name.",
    ),
    "of": ("van", "of"),
    "page": ("Pagina", "Page"),
}


def say(word: str, language: str = "nl", **values: object) -> str:
    """Return a word or sentence in `language`, its ``{fields}`` filled in; a word that is not known is returned as it is.

    Raises
    ------
    ValueError
        If `language` is not ``nl`` or ``en``.
    """
    check_choice("language", language, LANGUAGES)
    pair = _NL_EN.get(word)
    return pair[LANGUAGES.index(language)].format(**values) if pair else word


def reason(code: str, language: str = "nl") -> str:
    """Return why codings were left out, in words: ``unsure``, ``lost``, ``no place`` and the like."""
    if code.startswith("no "):
        return say("without", language, axis=say(code.removeprefix("no "), language))
    return say(code, language)


def counted(matrix: Matrix, language: str = "nl") -> str:
    """Return what a matrix counts as a heading: ``Personen die dit zeggen, per plek en code``."""
    rows, columns = say(matrix.row_axis, language), say(matrix.column_axis, language)
    return _capital(say("per", language, count=say(matrix.counting, language), rows=rows, columns=columns))


def note(matrix: Matrix, language: str = "nl") -> str:
    """Return how many codings a matrix counts, how many were left out, and why: one or two sentences."""
    number = "counted-1" if matrix.n_codings == 1 else "counted"
    first = say(number, language, n=matrix.n_codings)
    return f"{first}. {left_out(matrix.left_out, language)}."


def left_out(frame: pd.DataFrame, language: str = "nl") -> str:
    """Return what a ``left_out`` frame says, in one sentence without full stop."""
    reasons = [f"{row.codings} {reason(str(row.reason), language)}" for row in frame.itertuples()]
    return say("left out", language, reasons=", ".join(reasons)) if reasons else say("none left out", language)


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
