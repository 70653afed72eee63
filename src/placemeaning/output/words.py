"""The words that readers of charts and workbooks see, in Dutch and in English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

from placemeaning.analysis import sentences
from placemeaning.analysis.matrix import Matrix
from placemeaning.analysis.sentences import left_out as left_out
from placemeaning.analysis.sentences import reason as reason
from placemeaning.errors import check_choice

Language = Literal["nl", "en"]
LANGUAGES: tuple[str, ...] = get_args(Language)

_NL_EN: Mapping[str, tuple[str, str]] = {
    **{word: said[:2] for word, said in sentences.SENTENCES.items()},
    "total": ("Totaal", "Total"),
    "per": ("{count}, per {rows} en {columns}", "{count}, by {rows} and {columns}"),
    "nothing": ("Er is nog niets gecodeerd", "Nothing is coded yet"),
    # charts
    "dots": (
        "Elke stip is iemand met wie over deze plek gesproken is: gevuld wie dit zegt, open wie dit niet zegt",
        "Each dot is somebody who was spoken to about it: filled who says this, open who does not",
    ),
    "says": ("zegt dit", "says this"),
    "says not": ("zegt dit niet", "does not say this"),
    "timeline": ("{title}: van begin tot eind, gekleurd naar code", "{title}: from begin to end, coloured by code"),
    "in minutes": ("Van links naar rechts: minuten in de opname", "From left to right: minutes in the recording"),
    "in words": ("Van links naar rechts: woorden van de tekst", "From left to right: words of the text"),
    "lanes": (
        "{n} passages in {lanes} codes; elke code heeft een eigen regel, met het aantal passages achter de naam.",
        "{n} passages in {lanes} codes; each code has a line of its own, with the number of its passages after its name.",
    ),
    "left out of timeline": ("Weggelaten, omdat de positie niet zeker is: {n}.", "Left out, because the position is not certain: {n}."),
    "guessed within turns": (
        "Waar een passage binnen een beurt begint, is geschat naar de letters ervoor.",
        "Where a passage begins within a turn is estimated from the characters before it.",
    ),
    "timed within turns": (
        "Binnen een beurt gelden de tijden die erin staan; daartussen is geschat naar de letters.",
        "Within a turn the times kept in it count; between these it is estimated from the characters.",
    ),
    "minutes": ("Minuten", "Minutes"),
    "text words": ("Woorden", "Words"),
    "curve": ("Hoeveel codes er zijn na zoveel interviews: {label}", "How many codes there are after so many interviews: {label}"),
    "everywhere": ("alle plekken samen", "all places together"),
    "curve how": (
        "Lijn: gemiddelde over alle volgordes. Band: {level} % van {orders} volgordes. Stippellijn: in de volgorde van de datums.",
        "Line: mean over all orders. Band: {level} % of {orders} orders. Dashed: in the order of the dates.",
    ),
    "curve flat": (
        "Een vlakke lijn zegt dat er met dit codeboek niets nieuws gevonden is, niet dat er niets meer is.",
        "A flat line says that nothing new was found with this codebook, not that there is nothing more.",
    ),
    "curve ends": (
        "Interviews: {n}. Codes: {codes}. Het laatste interview bracht er gemiddeld {new}.",
        "Interviews: {n}. Codes: {codes}. The last interview brought {new} on average.",
    ),
    "interviews": ("Interviews", "Interviews"),
    "codes": ("Codes", "Codes"),
    "no interviews": ("Er zijn nog geen interviews", "There are no interviews yet"),
    "differences": ("Waar {first} en {second} het meest verschillen", "Where {first} and {second} differ most"),
    "differences how to read": (
        "Deel van alles wat een stem over de plek zegt: ● {first}, ▲ {second}. Achter de lijn het verschil in procentpunten.",
        "Share of all that a voice says about the place: ● {first}, ▲ {second}. After the line the difference in percentage points.",
    ),
    "differences shown": ("De {shown} grootste van {n} verschillen.", "The {shown} greatest of {n} differences."),
    "differences small": ("⚠ minder dan 3 onder een van beide.", "⚠ fewer than 3 under one of them."),
    "no differences": ("Er zijn geen verschillen om te laten zien", "There are no differences to show"),
    "network": ("Welke codes samengaan", "Which codes go together"),
    "network by overlap": ("per paar overlappende passages", "by pairs of overlapping passages"),
    "network by sentence": ("per zin", "by sentence"),
    "network by turn": ("per beurt", "by turn"),
    "network by document": ("per document", "by document"),
    "network how": (
        "Hoe dikker de lijn, hoe vaker samen ({by}); de dikste: {most}. Hoe groter de stip, hoe vaker de code; het getal staat achter de naam.",
        "The thicker the line, the more often together ({by}); the thickest: {most}. The larger the dot, the more often the code; the number is after the name.",
    ),
    "network shown": ("De {shown} sterkste van {n} verbindingen.", "The {shown} strongest of {n} links."),
    "network none": ("Geen twee codes gaan samen.", "No two codes go together."),
    "together": ("samen", "together"),
    # sheets
    "sheet matrix": ("Matrix", "Matrix"),
    "sheet codings": ("Gecodeerde passages", "Coded passages"),
    "sheet summary": ("Samenvatting per code", "Summary per code"),
    "sheet codebook": ("Codeboek", "Codebook"),
    "sheet places": ("Plekken", "Places"),
    "sheet long": ("Lange teksten", "Long texts"),
    "sheet about": ("Over", "About"),
    "sheet summaries": ("Samenvattingen", "Summaries"),
    "sheet voices": ("Stemmen", "Voices"),
    "sheet together": ("Codes samen", "Codes together"),
    "sheet saturation": ("Verzadiging", "Saturation"),
    "sheet persons": ("Personen x codes", "Persons x codes"),
    "sheet differences": ("Verschillen", "Differences"),
    "summaries how": (
        "Wat iemand over een plek en een code schreef. Onder Verouderd staat wat er sindsdien veranderde.",
        "What somebody wrote about a place and a code. Under Stale stands what has changed since.",
    ),
    "together how": (
        "Paren van passages die overlappen; op de diagonaal hoeveel passages de code hebben.",
        "Pairs of passages that overlap; on the diagonal how many passages have the code.",
    ),
    "persons how": (
        "1: deze persoon zegt dit, volgens minstens één codeur; 0: niet. Codes met hun id, voor statistiekprogramma's.",
        "1: this person says this, by one coder at least; 0: does not. Codes by their id, for statistics programs.",
    ),
    "differences how": (
        "Waar codeurs verschillen, het grootste verschil eerst (1: niets gemeen): {shown} van {n}.",
        "Where coders differ, the greatest difference first (1: nothing in common): {shown} of {n}.",
    ),
    # sheets of a class
    "sheet students": ("Studenten", "Students"),
    "sheet students by code": ("Student en code", "Student and code"),
    "sheet marked passages": ("Passages", "Passages"),
    "sheet divided codes": ("Codes die verdeelden", "Codes that divided"),
    "sheet divided passages": ("Passages die verdeelden", "Passages that divided"),
    "sheet heat": ("Warmte", "Heat"),
    "sheet arms": ("Met en zonder voorstellen", "With and without suggestions"),
    # columns
    "col summary": ("Samenvatting", "Summary"),
    "col written": ("Geschreven (UTC)", "Written (UTC)"),
    "col stale": ("Verouderd", "Stale"),
    "col residents n": ("Bewoners", "Residents"),
    "col residents of": ("van", "of"),
    "col others n": ("Anderen", "Others"),
    "col others of": ("van de", "of the"),
    "col difference": ("Verschil", "Difference"),
    "col interviews": ("Interviews", "Interviews"),
    "col codes found": ("Codes", "Codes"),
    "col low": ("Laag", "Low"),
    "col high": ("Hoog", "High"),
    "col new codes": ("Nieuwe codes", "New codes"),
    "col differ how": ("Hoe", "How"),
    "col withdrawn": ("Ingetrokken", "Withdrawn"),
    "col as written": ("Zoals geschreven", "As written"),
    "col publish": ("Publiceren", "Publish"),
    "yes": ("ja", "yes"),
    "no": ("nee", "no"),
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
    # vignettes
    "vignette": ("Verhaal", "Story"),
    "source": ("bron", "source"),
    "sources": ("Bronnen", "Sources"),
    "back": ("terug naar het verhaal", "back to the story"),
    "words unchanged": (
        "De woorden zijn die van de vertellers en niet veranderd. Waar iets is weggelaten staat […].",
        "The words are the tellers' own and unchanged. Where something is left out, it says […].",
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


def counted(matrix: Matrix, language: str = "nl") -> str:
    """Return what a matrix counts as a heading: ``Personen die dit zeggen, per plek en code``."""
    check_choice("language", language, LANGUAGES)
    rows, columns = sentences.axes(matrix.row_axes, language), sentences.axes(matrix.column_axes, language)
    what = sentences.what(matrix.counting, matrix.normalised, language)
    return say("per", language, count=what, rows=rows, columns=columns)


def note(matrix: Matrix, language: str = "nl") -> str:
    """Return how many codings a matrix counts, how many were left out and why, and what else a reader must know."""
    return " ".join([sentences.codings_counted(matrix.n_codings, matrix.left_out, language), *matrix.remarks(language)])
