"""What results say of themselves, in Dutch, English and Ukrainian."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

import pandas as pd

from placemeaning.errors import check_choice
from placemeaning.intake.cards import FIELDS

Language = Literal["nl", "en", "uk"]
LANGUAGES: tuple[str, ...] = get_args(Language)

SENTENCES: Mapping[str, tuple[str, str, str]] = {
    # what is counted
    "passages": ("gecodeerde passages", "coded passages", "закодовані уривки"),
    "people": ("personen die dit zeggen", "people who say this", "люди, які це кажуть"),
    "documents": ("documenten waarin dit gezegd wordt", "documents in which this is said", "документи, де це сказано"),
    "words": ("gecodeerde woorden", "coded words", "закодовані слова"),
    "share": ("deel van de woorden van respondenten", "share of the respondents' words", "частка слів респондентів"),
    "present": ("komt dit ter sprake", "whether this is said", "чи про це йдеться"),
    "by people": ("per persoon", "per person", "на особу"),
    "by documents": ("per document", "per document", "на документ"),
    "by words": ("per 1000 woorden van respondenten", "per 1,000 words of respondents", "на 1000 слів респондентів"),
    # what rows and columns are
    "place": ("plek", "place", "місце"),
    "place_kind": ("soort plek", "kind of place", "вид місця"),
    "neighbourhood": ("wijk", "neighbourhood", "район"),
    "municipality": ("gemeente", "municipality", "громада"),
    "person": ("persoon", "person", "особа"),
    "document": ("document", "document", "документ"),
    "kind": ("soort document", "kind of document", "вид документа"),
    "code": ("code", "code", "код"),
    "parent": ("hoofdcode", "parent code", "головний код"),
    "coder": ("codeur", "coder", "кодувальник"),
    "voice": ("stem", "voice", "голос"),
    "month": ("maand", "month", "місяць"),
    "field": ("veld van de kaart", "field of the card", "поле картки"),
    # values
    "resident": ("bewoner", "resident", "мешканець"),
    "professional": ("professional", "professional", "фахівець"),
    "researcher": ("onderzoeker", "researcher", "дослідник"),
    **{name: (by["nl"], by["en"], by["uk"]) for name, by in FIELDS.items()},
    # what was counted
    "counted": ("{n} coderingen geteld", "{n} codings counted", "пораховано кодувань: {n}"),
    "counted-1": ("1 codering geteld", "1 coding counted", "пораховано кодувань: 1"),
    "left out": ("Weggelaten: {reasons}", "Left out: {reasons}", "Не враховано: {reasons}"),
    "none left out": ("Niets weggelaten", "Nothing left out", "Враховано все"),
    "unsure": ("met een onzekere positie", "in an unsure position", "з непевним місцем у тексті"),
    "lost": ("waarvan de woorden kwijt zijn", "whose words are lost", "слова яких втрачено"),
    "not agreed": ("waarover codeurs het niet eens zijn", "on which coders do not agree", "щодо яких кодувальники не згодні"),
    "without": ("zonder {axis}", "without a {axis}", "без: {axis}"),
    "coders are consensus": (
        "Alleen wat alle codeurs van een document aan dezelfde woorden gaven, of samen afspraken",
        "Only what all coders of a document gave the same words, or settled together",
        "Лише те, що всі кодувальники документа дали тим самим словам або узгодили разом",
    ),
    # bases
    "base people": ("n: personen die er gesproken zijn", "n: people spoken to about it", "n: люди, з якими про це говорили"),
    "base documents": ("n: documenten", "n: documents", "n: документи"),
    "base words": ("n: woorden van respondenten", "n: words of respondents", "n: слова респондентів"),
    "n people": ("{n} personen", "{n} people", "{n} осіб"),
    "n documents": ("{n} documenten", "{n} documents", "{n} документів"),
    "only": ("Alleen {axis}: {names}", "Only {axis}: {names}", "Лише {axis}: {names}"),
    "origin": ("herkomst", "origin", "походження"),
    "status": ("positie", "position", "місце в тексті"),
    "small": (
        "Minder dan {least} ({names}): zegt iets over wie het zei, niet over de plek",
        "Fewer than {least} ({names}): it tells about who said it, not about the place",
        "Менше ніж {least} ({names}): це говорить про тих, хто сказав, а не про місце",
    ),
    "and more": ("en nog {n}", "and {n} more", "і ще {n}"),
    # what a reader can do
    "open a figure": (
        "Kies een getal (muis, of Tab en Enter) en de woorden erachter verschijnen; kies het nog eens en ze verdwijnen",
        "Choose a figure (mouse, or Tab and Enter) and the words behind it appear; choose it again and they go",
        "Виберіть число (мишею або Tab та Enter), і з'являться слова за ним; виберіть ще раз, і вони зникнуть",
    ),
    "all of a cell": ("alle: {call}", "all: {call}", "усі: {call}"),
    # uncertainty
    "interval": (
        "{level}%-interval ({method}) van het deel van de personen. Zo breed zou het zijn als zij een toevallige greep waren; dat zijn zij hier zelden",
        "{level} % interval ({method}) of the share of people. This wide if they were drawn by chance, which here they seldom are",
        "{level}-відсотковий інтервал ({method}) частки людей. Така ширина, якби їх обрали випадково, а тут це рідко так",
    ),
    "residuals": (
        "Verkennend, geen toets: een cel is gemarkeerd (▲ meer, ▼ minder) als zij {limit} standaardafwijkingen of meer afwijkt van wat zou gelden als rijen en "
        "kolommen niets met elkaar te maken hadden (aangepaste residuen, Haberman 1973) en daar minstens {least} verwacht werden. Van {n} cellen zouden er "
        "ook dan ongeveer {chance} gemarkeerd zijn. Wat wordt geteld is niet onafhankelijk: één persoon zegt vaak meer dingen",
        "To explore, not a test: a cell is marked (▲ more, ▼ fewer) that lies {limit} standard deviations or more from what would hold if rows and columns "
        "had nothing to do with each other (adjusted residuals, Haberman 1973), where at least {least} were expected. Of {n} cells about {chance} would be "
        "marked even then. What is counted is not independent: one person often says several things",
        "Для пошуку, не тест: позначено клітинки (▲ більше, ▼ менше), що відхиляються на {limit} стандартних відхилень або більше від незалежності рядків і "
        "стовпців (скориговані залишки, Haberman 1973), де очікувалося щонайменше {least}. З {n} клітинок близько {chance} були б позначені й тоді. "
        "Пораховане не є незалежним: одна людина часто каже кілька речей",
    ),
    "saturation": (
        "Hoeveel verschillende codes na zoveel interviews, en hoeveel nieuwe het volgende brengt: gemiddeld over alle volgordes, met een band waarin {level} % van "
        "{orders} volgordes valt (seed {seed}). Een vlakke lijn zegt dat deze codeurs met dit codeboek niets nieuws meer vonden, niet dat er niets meer te vinden is",
        "How many different codes after so many interviews, and how many new ones the next brings: the mean over all orders, with a band that holds {level} % of "
        "{orders} orders (seed {seed}). A flat line says that these coders found nothing new with this codebook, not that nothing more can be found",
        "Скільки різних кодів після стількох інтерв'ю і скільки нових дає наступне: середнє за всіма порядками, зі смугою, що містить {level} % із "
        "{orders} порядків (seed {seed}). Рівна лінія означає, що ці кодувальники з цією кодовою книгою не знайшли нового, а не що більше нема чого знайти",
    ),
    "everywhere": ("alle plekken", "all places", "усі місця"),
    # voices
    "residents": ("bewoners", "residents", "мешканці"),
    "professionals": ("professionals", "professionals", "фахівці"),
    "researchers": ("onderzoekers", "researchers", "дослідники"),
    "voices": (
        "{first} min {second}: van alles wat deze stemmen over een plek zeggen, het deel dat deze betekenis heeft, in procentpunten. Boven nul: meer bij {first}",
        "{first} minus {second}: of all that these voices say about a place, the share that has this meaning, in percentage points. Above zero: more with {first}",
        "{first} мінус {second}: частка цього значення в усьому, що ці голоси кажуть про місце, у відсоткових пунктах. Понад нуль більше: {first}",
    ),
    "voices people": (
        "{first} min {second}: van wie over een plek sprak, het deel dat deze betekenis noemt, in procentpunten. Boven nul: meer bij {first}",
        "{first} minus {second}: of those who spoke about a place, the share who name this meaning, in percentage points. Above zero: more with {first}",
        "{first} мінус {second}: частка тих, хто називає це значення, серед тих, хто говорив про місце, у відсоткових пунктах. Понад нуль більше: {first}",
    ),
    "polls": (
        "Klein eronder: antwoorden op peilingen ({n}), gecodeerd of letterlijk een code, van wie over deze plek antwoordde",
        "Small below: answers to polls ({n}), coded or word for word a code, of those who answered about this place",
        "Дрібно нижче: відповіді на опитування ({n}), закодовані або дослівно код, серед тих, хто відповів про це місце",
    ),
    "only one voice": (
        "Alleen één stem, dus geen verschil: {names}", "Only one voice, so no difference: {names}", "Лише один голос, тож різниці немає: {names}",
    ),
    # cards
    "helps and hinders": (
        "Uit {n} gesprekskaarten: welke betekenissen staan bij wat van waarde is, wat helpt en wat belemmert",
        "From {n} conversation cards: which meanings stand with what is of value, what helps and what hinders",
        "З {n} карток розмови: які значення стоять при тому, що цінне, що допомагає і що заважає",
    ),
    "no cards": (
        "Er zijn nog geen gecodeerde gesprekskaarten", "There are no coded conversation cards yet", "Закодованих карток розмови ще немає",
    ),
    "neighbourhood card": ("Wijkwaardenkaart", "Neighbourhood-values card", "Картка цінностей району"),
    "card told by": (
        "{people} personen, {documents} documenten, plekken: {places}", "{people} people, {documents} documents, places: {places}",
        "осіб: {people}, документів: {documents}, місця: {places}",
    ),
    "said by": ("personen: {n}", "people: {n}", "осіб: {n}"),
    "together": ("{first} met {second}", "{first} with {second}", "{first} разом з {second}"),
    "nothing yet": ("Hier is nog niets gecodeerd", "Nothing is coded here yet", "Тут ще нічого не закодовано"),
}  # fmt: skip


def say(word: str, language: str = "en", **values: object) -> str:
    """Return a word or sentence, its ``{fields}`` filled in; a word that is not known is returned as it is.

    Raises
    ------
    ValueError
        If `language` is not ``nl``, ``en`` or ``uk``.
    """
    check_choice("language", language, LANGUAGES)
    said = SENTENCES.get(word)
    return said[LANGUAGES.index(language)].format(**values) if said else word


def capital(sentence: str) -> str:
    """Return a sentence that begins with a capital."""
    return sentence[:1].upper() + sentence[1:]


def what(counting: str, normalised: str | None, language: str = "en") -> str:
    """Return what figures are: ``People who say this, per person``."""
    return capital(say(counting, language)) + (f", {say(f'by {normalised}', language)}" if normalised else "")


def axes(names: tuple[str, ...], language: str = "en") -> str:
    """Return what the rows or the columns are: ``gemeente › plek``."""
    return " › ".join(say(name, language) for name in names)


def reason(code: str, language: str = "en") -> str:
    """Return why codings were left out: ``unsure``, ``lost``, ``no place`` and the like, in words."""
    return say("without", language, axis=say(code.removeprefix("no "), language)) if code.startswith("no ") else say(code, language)


def left_out(frame: pd.DataFrame, language: str = "en") -> str:
    """Return what a ``left_out`` frame says, in one sentence without full stop."""
    reasons = [f"{row.codings} {reason(str(row.reason), language)}" for row in frame.itertuples()]
    return say("left out", language, reasons=", ".join(reasons)) if reasons else say("none left out", language)


def codings_counted(n: int, frame: pd.DataFrame, language: str = "en") -> str:
    """Return how many codings were counted, how many were left out, and why: two sentences."""
    return f"{say('counted-1' if n == 1 else 'counted', language, n=n)}. {left_out(frame, language)}."


def several(names: list[str], language: str = "en", most: int = 5) -> str:
    """Return names in a row; of many, the first and how many more."""
    shown = ", ".join(names[:most])
    return f"{shown} {say('and more', language, n=len(names) - most)}" if len(names) > most else shown
