"""What a report says, in Dutch and in English."""

from __future__ import annotations

from collections.abc import Mapping

from placemeaning.errors import check_choice
from placemeaning.output.words import LANGUAGES
from placemeaning.output.words import say as say_elsewhere

_NL_EN: Mapping[str, tuple[str, str]] = {
    "subtitle": ("Portretten van {n} plekken", "Portraits of {n} places"),
    "subtitle-1": ("Portret van een plek", "Portrait of a place"),
    "skip": ("Naar de inhoud", "To the content"),
    "contents": ("Inhoud", "Contents"),
    "study": ("Het onderzoek", "The study"),
    "how": ("Hoe het gedaan is", "How it was done"),
    "map": ("Waar de plekken liggen", "Where the places are"),
    "overview": ("Overzicht", "Overview"),
    "codes": ("Wat er onderscheiden is", "What was told apart"),
    "documents": ("Gesprekken en notities", "Conversations and notes"),
    "people": ("Mensen gesproken", "People spoken to"),
    "places": ("Plekken", "Places"),
    "coders": ("Codeurs", "Coders"),
    "codings": ("Gecodeerde passages", "Coded passages"),
    "period": ("Periode", "Period"),
    "made": ("Gemaakt", "Made"),
    "how coded": (
        "De gesprekken en notities zijn gelezen en per passage gecodeerd met een codeboek van {codes} codes, door {coders}. {origin} "
        "Een code staat voor wat een plek voor iemand betekent.",
        "The conversations and notes were read and coded passage by passage with a codebook of {codes} codes, by {coders}. {origin} "
        "A code stands for what a place means to somebody.",
    ),
    "how suggested": (
        "Van de coderingen begonnen er {n} als voorstel van het programma, dat een mens heeft aanvaard.",
        "Of the codings, {n} began as a suggestion of the program that a person accepted.",
    ),
    "how by hand": ("Alle coderingen zijn door mensen gemaakt.", "All codings were made by people."),
    "how counted": (
        "Geteld worden mensen: hoeveel van wie er over een plek gesproken zijn dit zeggen. Het gaat om wat er verteld is, niet om een steekproef: "
        "een getal zegt hoe breed een betekenis gedragen wordt onder wie sprak, niet hoe vaak ze onder alle bezoekers voorkomt.",
        "People are counted: how many of those spoken to about a place say this. This is about what was told and is no sample: a figure says how "
        "widely a meaning is shared among those who spoke, not how often it occurs among all visitors.",
    ),
    "how quoted": (
        "De woorden zijn die van de mensen zelf. Personen heten naar een nummer; namen in de tekst zijn vervangen waar dat gedaan is. Wat iemand niet "
        "gepubliceerd wil hebben staat hier niet.",
        "The words are those of the people themselves. Persons go by a number; names in the text are replaced where that was done. What somebody "
        "does not want published does not stand here.",
    ),
    "left out": (
        "{n} coderingen tellen niet mee, omdat niet zeker is waar hun woorden in de tekst staan.",
        "{n} codings do not count, since it is not certain where their words stand in the text.",
    ),
    "who": ("Wie er sprak", "Who spoke"),
    "who spoke": ("{people}, in {documents}.", "{people}, in {documents}."),
    "n people": ("{n} mensen", "{n} people"),
    "n people-1": ("1 mens", "1 person"),
    "n people-0": ("Niemand", "Nobody"),
    "few": (
        "Let op: hier spraken minder dan drie mensen. Dit zegt iets over wie er sprak, niet over de plek, en iemand kan te herkennen zijn. Overleg voor "
        "u dit deelt.",
        "Mind: fewer than three people spoke here. This tells about who spoke, not about the place, and somebody may be recognised. Ask them before "
        "you share it.",
    ),
    "meanings": ("Wat de plek betekent", "What the place means"),
    "nothing": ("Er is nog niets gecodeerd.", "Nothing is coded yet."),
    "of": ("{n} van {base} mensen", "{n} of {base} people"),
    "of nobody": ("{n} passages, waarvan niet bekend is wie ze zei", "{n} passages of which it is not known who said them"),
    "passages": ("{n} passages", "{n} passages"),
    "passages-1": ("1 passage", "1 passage"),
    "no quote": ("Hier staat geen citaat dat gepubliceerd mag worden.", "There is no quote here that may be published."),
    "barred": (
        "{n} passages over deze plek mogen niet gepubliceerd worden; ze zijn geteld en niet getoond.",
        "{n} passages about this place may not be published; they are counted and not shown.",
    ),
    "barred-1": (
        "1 passage over deze plek mag niet gepubliceerd worden; ze is geteld en niet getoond.",
        "1 passage about this place may not be published; it is counted and not shown.",
    ),
    "voices": ("Stemmen naast elkaar", "Voices side by side"),
    "voices how": (
        "Waar bewoners en wie van buiten kijkt (professionals, onderzoekers) het meest verschillen: het deel van alles wat zij over de plek zeggen.",
        "Where residents and those who look from outside (professionals, researchers) differ most: the part of all that they say about the place.",
    ),
    "residents": ("Bewoners", "Residents"),
    "others": ("Professionals en onderzoekers", "Professionals and researchers"),
    "helps": ("Wat helpt", "What helps"),
    "hinders": ("Wat belemmert", "What hinders"),
    "summary by": ("Samenvatting", "Summary"),
    "picture": ("Foto van {place}", "Picture of {place}"),
    "picture missing": ("De foto {file} is niet gevonden.", "The picture {file} was not found."),
    "to top": ("Naar de inhoud", "To the contents"),
    "map told": (
        "Plattegrond op schaal van {n} plekken, van noord naar zuid: {names}. Zonder ondergrond; afstanden kloppen.",
        "Plan to scale of {n} places, from north to south: {names}. Without a background; distances are right.",
    ),
    "no position": ("Zonder ligging in places.csv: {names}", "Without a position in places.csv: {names}"),
    "matrix told": (
        "Hoeveel mensen per plek zeggen wat de plek voor hen betekent.",
        "How many people say, per place, what it means to them.",
    ),
    "footer": ("Gemaakt met placemeaning {version} op {date}.", "Made with placemeaning {version} on {date}."),
    "interview": ("gesprekken", "conversations"),
    "interview-1": ("gesprek", "conversation"),
    "observation": ("observatienotities", "observation notes"),
    "observation-1": ("observatienotitie", "observation note"),
    "card": ("gesprekskaarten", "conversation cards"),
    "card-1": ("gesprekskaart", "conversation card"),
    "poll": ("antwoorden op een peiling", "answers to a poll"),
    "poll-1": ("antwoord op een peiling", "answer to a poll"),
    "other": ("andere documenten", "other documents"),
    "other-1": ("ander document", "other document"),
    "resident": ("bewoner", "resident"),
    "professional": ("professional", "professional"),
    "researcher": ("onderzoeker", "researcher"),
    "and": ("en", "and"),
    "meaning": ("Betekenis", "Meaning"),
    "definition": ("Omschrijving", "Definition"),
    "in places": ("op {n} plekken", "at {n} places"),
    "in places-1": ("op 1 plek", "at 1 place"),
}
_VALUES: Mapping[str, Mapping[str, str]] = {
    "nl": {"woman": "vrouw", "man": "man", "female": "vrouw", "male": "man", "resident": "bewoner", "visitor": "bezoeker", "volunteer": "vrijwilliger"},
    "en": {"vrouw": "woman", "bewoner": "resident", "bezoeker": "visitor", "vrijwilliger": "volunteer"},
}  # fmt: skip


def say(word: str, language: str, **values: object) -> str:
    """Return the words of a report for `word`; with ``n=1`` (or 0) those for one (or none), where there are any.

    Raises
    ------
    ValueError
        If a report does not come in this language.
    """
    check_choice("language", language, LANGUAGES)
    wanted = f"{word}-{values.get('n')}"
    both = _NL_EN.get(wanted) or _NL_EN.get(word)
    if both is None:
        return say_elsewhere(word, language, **values)
    return both[LANGUAGES.index(language)].format(**values)


def value(word: str, language: str) -> str:
    """Return a usual value of people.csv in the language of the report; others as they are."""
    return _VALUES[language].get(word.casefold(), word)


def listed(words: list[str], language: str) -> str:
    """Return words as a list in a sentence: ``a, b and c``."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {say('and', language)} {words[-1]}"
